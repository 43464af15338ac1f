"""``vnplan export``: the records of a batch as a catalogue or a task list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from vnplan.batch import Ledger, Out, State
from vnplan.corrections import corrected
from vnplan.errors import ExitCode
from vnplan.export.formats import FORMATS, Table
from vnplan.export.presets import Column, Preset, load_presets
from vnplan.export.rows import Filed, Row, doubt_rows, rows
from vnplan.lexicon import Dictionaries
from vnplan.options import DICTIONARIES
from vnplan.paths import printable_path
from vnplan.record import Record
from vnplan.write import check_target, save


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(FORMATS)),
    help="CSV and Excel for people, JSON lines and SQLite for programs; the ending of FILE says"
    " the same, and xlsx is written where nothing does.",
)
@click.option(
    "--preset",
    default="tasks",
    show_default=True,
    metavar="NAME",
    help="tt05, party or state: a catalogue of documents; tasks: who does what by when.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write, instead of OUT/PRESET.FORMAT.",
)
@DICTIONARIES
def export(
    out: Path, kind: str | None, preset: str, output: Path | None, dictionaries: Path | None
) -> ExitCode:
    """Write the records of a batch as a catalogue or a task list.

    OUT is the folder that vnplan batch wrote. What people corrected in the review is exported
    as corrected; what a paper does not carry stays empty.

    \b
    Example: vnplan export OUT --preset tt05 --format csv
    """
    presets = load_presets(Dictionaries.locate(dictionaries))
    if preset not in presets:
        known = ", ".join(presets)
        raise click.BadParameter(f"{preset!r} is none of {known}", param_hint="--preset")
    kind = kind or _kind_of(output)
    target = output or out / f"{preset}.{kind}"
    with Ledger.open(Out.at(out)) as ledger:
        check_target(target)
        filed, unreadable = _filed(ledger)
        table = _table(presets[preset], filed)
        save(target, FORMATS[kind](table))
        _tell(ledger, target, table, len(filed))
    return ExitCode.BATCH_PARTIAL if unreadable else ExitCode.DONE


def _kind_of(output: Path | None) -> str:
    """What kind of file a name asks for by its ending."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if ending and ending not in FORMATS:
        known = ", ".join(FORMATS)
        fact = f"{output} ends in none of {known}: rename it, or add --format"
        raise click.BadParameter(fact, param_hint="-o")
    return ending or "xlsx"


def _filed(ledger: Ledger) -> tuple[list[Filed], int]:
    """The records of a batch, corrected, and how many cannot be read.

    A document that lies there under two names is in the table once.
    """
    found, unreadable = [], 0
    for entry in ledger.entries(State.DONE):
        path = ledger.out.record(entry.output)
        try:
            record = corrected(Record.from_yaml(path.read_text("utf-8")))
        except (OSError, ValueError) as error:
            unreadable += 1
            click.echo(f"vnplan: {path}: left out, cannot be read: {error}", err=True)
            click.echo("  try: delete it, and run vnplan batch again", err=True)
            continue
        found.append(Filed(printable_path(entry.path), record))
    return found, unreadable


def _table(preset: Preset, filed: list[Filed]) -> Table:
    made: list[Row] = [
        tuple(column.of(item) for column in preset.columns) for item in rows(filed, preset.of_tasks)
    ]
    return Table(preset.name, preset.columns, made, list(doubt_rows(filed)))


def _tell(ledger: Ledger, target: Path, table: Table, documents: int) -> None:
    """What was written, and what is not in it."""
    counts = ledger.counts()
    click.echo(f"{target}: {len(table.rows)} rows from {documents} records", err=True)
    if table.doubts:
        click.echo(f"  {len(table.doubts)} values are in doubt: vnplan review", err=True)
    for state, why in (
        (State.DUPLICATE, "have the same content as another and are listed once"),
        (State.FAILED, "could not be read: failures.csv says why"),
        (State.PENDING, "are still to be read: run vnplan batch again"),
        (State.RUNNING, "are being read"),
    ):
        if counts[state]:
            click.echo(f"  {counts[state]} files {why}", err=True)
    for title, longest, count in _too_long(table):
        click.echo(f"  {count} values of {title} are longer than {longest} characters", err=True)


def _too_long(table: Table) -> Iterator[tuple[str, int, int]]:
    for place, column in enumerate(table.columns):
        count = sum(_is_too_long(row[place], column) for row in table.rows)
        if count and column.longest:
            yield column.title, column.longest, count


def _is_too_long(value: object, column: Column) -> bool:
    return column.longest is not None and value is not None and len(str(value)) > column.longest
