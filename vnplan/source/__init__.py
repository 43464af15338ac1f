"""A file as its user gave it, into pages.

:mod:`~vnplan.source.pages` opens it by what it is (:mod:`~vnplan.source.text_pages`,
:mod:`~vnplan.source.image_pages`, :mod:`~vnplan.source.pdf_pages`) and chooses the route of each
page: its words as they are (:mod:`~vnplan.source.textlayer`), or its picture.
"""
