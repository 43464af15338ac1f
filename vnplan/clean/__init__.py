"""The picture of a page, made ready for Tesseract; :mod:`~vnplan.clean.page` has the order.

What came in is kept, and how its pixels map to the cleaned ones (:mod:`~vnplan.clean.mapping`).
"""
