"""Restored lines to records: what each document of a file says, with evidence and doubts.

The lines are typed (:mod:`lines`), the file is split into documents (:mod:`documents`), each
document into letterhead, body and foot; the body becomes a tree (:mod:`structure`) whose leaves
are directives (:mod:`tasks`). The rules are data: :class:`Grammar` holds them.
"""

from vnplan.parse.document import parse
from vnplan.parse.grammar import Grammar

__all__ = ["Grammar", "parse"]
