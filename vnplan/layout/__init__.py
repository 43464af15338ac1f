"""Words of a page into printed lines in reading order, zones, tables and stamps.

:mod:`~vnplan.layout.reading_order` has the order of the steps. Ruled lines are found in the
picture (:mod:`~vnplan.layout.rules`), everything else in the boxes of words.
"""
