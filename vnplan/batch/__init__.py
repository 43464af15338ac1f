"""Many files: a folder of scans in, a folder of records out, and a ledger of what became of each.

:mod:`~vnplan.batch.ledger` is the truth about a batch, :mod:`~vnplan.batch.layout` says where
what lies in the output folder.
"""

from vnplan.batch.layout import Out
from vnplan.batch.ledger import Entry, Ledger, State

__all__ = ["Entry", "Ledger", "Out", "State"]
