"""Catalogues and task lists from the records of a finished batch.

:mod:`~vnplan.export.rows` takes the values out of records, :mod:`~vnplan.export.presets` says which
of them stand in which column, :mod:`~vnplan.export.formats` writes the table.
"""

from vnplan.export.formats import FORMATS, Table
from vnplan.export.presets import Column, Preset, load_presets
from vnplan.export.rows import Filed, doubt_rows, rows

__all__ = ["FORMATS", "Column", "Filed", "Preset", "Table", "doubt_rows", "load_presets", "rows"]
