"""The tables of a body: those that list tasks add theirs to what is found."""

from __future__ import annotations

from vnplan.parse.layout.structure import Node
from vnplan.parse.layout.table_heads import may_list_tasks
from vnplan.parse.layout.tables import Table
from vnplan.parse.tasks.contexts import WORKING, Context, Reading, numbered
from vnplan.parse.tasks.directives import Directives
from vnplan.parse.tasks.headings import path
from vnplan.parse.tasks.table_tasks import table_tasks


def read_tables_below(reading: Reading, found: Directives, node: Node, above: Context) -> None:
    """The tables under a node, the words of items being their headings."""
    if node.item.table is not None:
        read_table(reading, found, node.item.table, above)
    context = numbered(node, above)
    for child in node.children:
        read_tables_below(reading, found, child, context)


def read_table(reading: Reading, found: Directives, table: Table, above: Context) -> None:
    """Each row of a table of tasks is a task."""
    if above.kind in reading.grammar.words["tables"]["no_tasks_in"]:
        return
    working = above.kind in WORKING
    rows = list(table_tasks(table, reading.grammar, reading.year, working=working))
    if not rows and working and may_list_tasks(table, reading.grammar):
        told = (field.text.text for field in table.rows[0] if field.text)
        found.note_heading(" | ".join(told))
    for row in rows:
        section = above.section
        for label in row.labels:
            section = path(section, (label,))
        context = Context(section, row.heading or above.heading)
        found.add(
            row.text,
            context,
            row.assignees or above.assignees,
            row.deadline or above.deadline,
            row.when,
        )
