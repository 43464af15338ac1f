"""Undo what a bad reading did to Vietnamese text."""

from vnplan.restore.models import RestoreSettings
from vnplan.restore.restorer import Restorer, restore

__all__ = ["RestoreSettings", "Restorer", "restore"]
