"""Restored lines to records: what each document of a file says, with evidence and doubts.

The order of the steps is in :mod:`document`. Lines are typed (:mod:`text`), the file is split at
its letterheads (:mod:`header`); what stands below each becomes paragraphs and a tree
(:mod:`layout`), whose leaves are read for what is to be done (:mod:`tasks`), by whom
(:mod:`bodies`) and by when (:mod:`times`); the foot has recipients and signer (:mod:`closing`),
and what is cited is read by :mod:`citations`. The rules are data: :class:`Grammar` holds them.
"""

from vnplan.parse.document import parse
from vnplan.parse.text.grammar import Grammar

__all__ = ["Grammar", "parse"]
