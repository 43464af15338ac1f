"""What people confirmed goes into a dictionary of their own; nothing leaves the machine.

Learned are names: of people who sign, and of bodies that issue documents or carry out tasks.
The parser knows a confirmed body when its name is printed in capitals or stands in the middle
of a sentence, and takes an uncertain signature for that of a confirmed person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from vnplan.corrections import corrected
from vnplan.errors import OutputError, located
from vnplan.lexicon import Dictionaries
from vnplan.pipeline import Settings, parse_again
from vnplan.record import Document, Plain, Record
from vnplan.review.fields import Field, fields, is_checked
from vnplan.words import Words
from vnplan.write import save

FILE = "confirmed.tsv"
_HEADER = (
    "# Names that people confirmed: person or body, name, documents it was confirmed in.\n"
    "# Written by vnplan learn; lines may be added, changed and deleted by hand.\n"
)
_PERSON = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")

Sort = Literal["person", "body"]
Name = tuple[Sort, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A value that the next run would read otherwise; ``None`` is nothing."""

    field: str
    before: Plain
    after: Plain


def confirmed_names(record: Record) -> set[Name]:
    """The names in a record that somebody accepted, entered, or checked with their document.

    Raises:
        ValueError: a correction does not fit the record.
    """
    now = corrected(record)
    said = {field.field: field for field in fields(record)}
    found: set[Name] = set()
    for index, document in enumerate(now.documents):
        whole = is_checked(record, index)

        def sure(name: str, index: int = index, whole: bool = whole) -> bool:
            field = said[f"documents[{index}].{name}"]
            return whole or field.state in ("accepted", "edited")

        found |= _in_head(document, sure("signer.name"), sure("issuer"), sure("parent_issuer"))
        found |= set(_bodies(name for field in said.values() for name in _assigned(field, whole)))
    return found


def _in_head(document: Document, signer: bool, issuer: bool, parent: bool) -> set[Name]:
    name = document.signer.name if document.signer and signer else None
    people: set[Name] = {("person", name)} if name and _is_person(name) else set()
    bodies = (document.issuer if issuer else None, document.parent_issuer if parent else None)
    return people | set(_bodies(filter(None, bodies)))


def _assigned(field: Field, whole: bool) -> Iterator[str]:
    """The names in a field of assignees that was confirmed."""
    if field.kind == "assignees" and (whole or field.state in ("accepted", "edited")):
        yield from (one["name"] for one in field.value or ())


def _bodies(names: Iterable[str]) -> Iterator[Name]:
    """Names of single bodies; a collocation, "các cơ quan, đơn vị", starts with a small letter."""
    for name in names:
        if len(name.split()) > 1 and name[0].isupper() and "\t" not in name:
            yield "body", name


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and all(word[0].isupper() for word in name.split())


# --- the dictionary -----------------------------------------------------------------------


def known_names(dictionaries: Dictionaries) -> Counter[Name]:
    """The names in the dictionary, and in how many documents each was confirmed.

    Raises:
        DictionaryError: the file is malformed.
    """
    rows = dictionaries.tsv(FILE, 3)
    return Counter({_name(sort, name): int(times) for sort, name, times in rows if times.isdigit()})


def _name(sort: str, name: str) -> Name:
    return ("person" if sort == "person" else "body", name)


def save_names(folder: Path, names: Counter[Name]) -> Path:
    """Write the dictionary into a person's own folder, which is made when it is not there.

    Raises:
        OutputError: it cannot be written.
    """
    with located(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            fact = f"the folder cannot be made: {error.strerror or error}"
            raise OutputError(fact, "another folder with --dictionaries") from error
    rows = (f"{sort}\t{name}\t{times}\n" for (sort, name), times in sorted(names.items()))
    save(folder / FILE, _HEADER + "".join(rows))
    return folder / FILE


# --- what it changes ----------------------------------------------------------------------


def changes(record: Record, words: Words, before: Settings, after: Settings) -> list[Change]:
    """What the record of the same words would say otherwise with other dictionaries."""
    bare = replace(record, corrections=())
    old, new = (
        {field.field: field.value for field in fields(parse_again(bare, *pair))}
        for pair in ((words.pages, words.lines, before), (words.pages, words.lines, after))
    )
    names = list(dict.fromkeys([*old, *new]))
    return [
        Change(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]
