"""``vnplan learn``: confirmed names into the user's own dictionary."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import click

from vnplan.batch import Ledger, Out, State
from vnplan.lexicon import Dictionaries
from vnplan.paths import printable_path
from vnplan.pipeline import Settings
from vnplan.record import Plain, Record
from vnplan.review.learn import Name, changes, confirmed_names, known_names, save_names
from vnplan.review.pages import kept_words


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--dictionaries",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Your own dictionaries; made when it is not there.",
)
def learn(out: Path, folder: Path) -> None:
    """Learn the names that were confirmed in the review.

    People who sign and bodies whose names were accepted, corrected or checked in OUT go into
    DIR/confirmed.tsv, a text that may be edited. What the next vnplan batch OUT --dictionaries
    DIR would then read otherwise is printed. Nothing is sent anywhere.

    \b
    Example: vnplan learn OUT --dictionaries my-dictionaries
    """
    records = _records(Out.at(out))
    before = Dictionaries.locate(folder if folder.is_dir() else None)
    known = known_names(before)
    confirmed = Counter(name for _, record, _ in records for name in confirmed_names(record))
    learned = Counter({name: max(known[name], confirmed[name]) for name in {*known, *confirmed}})
    with tempfile.TemporaryDirectory() as aside:
        save_names(Path(aside), learned)
        after = Dictionaries((Path(aside), *before.folders))
        changed = _changed(records, Settings(dictionaries=before), Settings(dictionaries=after))
    path = save_names(folder, learned)
    _tell(path, learned, set(learned) - set(known))
    for line in changed:
        click.echo(line)
    click.echo(f"the next run would read {len(changed)} values otherwise")


def _records(out: Out) -> list[tuple[str, Record, Path]]:
    """Name, record and words of every document; what cannot be read is said and left out."""
    found = []
    with Ledger.open(out) as ledger:
        for entry in ledger.entries(State.DONE):
            try:
                text = out.record(entry.output).read_text("utf-8")
                record = Record.from_yaml(text)
            except (OSError, ValueError) as error:
                click.echo(f"vnplan: {entry.output}: left out, cannot be read: {error}", err=True)
                continue
            found.append((printable_path(entry.path), record, out.words(entry.output)))
    return found


def _tell(path: Path, learned: Counter[Name], new: set[Name]) -> None:
    click.echo(f"{printable_path(str(path))}: {len(learned)} names, {len(new)} of them new")
    for sort, name in sorted(new):
        click.echo(f"  {sort}: {name}")


def _changed(
    records: list[tuple[str, Record, Path]], before: Settings, after: Settings
) -> list[str]:
    """One line for each value that would be read otherwise."""
    lines: list[str] = []
    for name, record, path in records:
        words = kept_words(path)
        if words is None:
            click.echo(f"vnplan: {name}: no words beside its record, not compared", err=True)
            continue
        for change in changes(record, words, before, after):
            values = f"{_shown(change.before)} -> {_shown(change.after)}"
            lines.append(f"{name}: {change.field}: {values}")
    return lines


def _shown(value: Plain) -> str:
    """A value on one line.

    >>> _shown([{"name": "Công an xã", "role": "lead"}]), _shown(None)
    ('Công an xã', 'nothing')
    """
    if isinstance(value, list):
        return "; ".join(map(_shown, value)) or "nothing"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or ", ".join(map(str, value.values())))
    return "nothing" if value is None else str(value)
