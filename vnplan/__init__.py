"""Vietnamese administrative documents, scanned or garbled, into clean text and a record.

>>> import vnplan
>>> vnplan.parse("KẾ HOẠCH").documents[0].type
'Kế hoạch'
"""

# The functions are named as the commands, and two stages are named so as well: the pipeline,
# which loads the stages, comes first, so that ``vnplan.restore`` is the function in the end.
from vnplan.pipeline import Restored, Settings, convert, parse, read, restore
from vnplan.record import Record

__version__ = "0.1.0"
__all__ = ["Record", "Restored", "Settings", "convert", "parse", "read", "restore"]
