"""A cleaned page read: words, lines, tables, stamps; :mod:`~vnplan.recognise.page` has the order.

:mod:`~vnplan.recognise.tesseract` runs the program, :mod:`~vnplan.recognise.ocr` says what it read;
what it read badly or passed over is looked at once more.
"""
