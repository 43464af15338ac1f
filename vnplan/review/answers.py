"""What the page asks for, and the answers: plain dictionaries that become JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, cast, get_args

from vnplan.batch import Entry
from vnplan.corrections import resolves
from vnplan.errors import InputError
from vnplan.paths import printable_path
from vnplan.pipeline import Settings
from vnplan.record import Action, Plain, Record
from vnplan.review.desk import AGAIN, Desk, Opened, Original
from vnplan.review.fields import Field, fields, is_checked
from vnplan.review.language import Language, messages
from vnplan.review.pages import (
    Kept,
    Picture,
    kept_words,
    likely_place,
    page_text,
    picture,
    read_words,
)
from vnplan.review.report import Report, count, save_report
from vnplan.syllable import strip_marks
from vnplan.words import Words

# Files in one answer of the list.
_PORTION = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """How far a record is checked."""

    doubts: int
    checked: bool
    documents: int


@dataclass(frozen=True, slots=True)
class Review:
    """One sitting over the records of a batch."""

    desk: Desk
    language: Language = "vi"
    settings: Settings = field(default_factory=Settings)
    sample: str | None = None
    _summaries: dict[int, tuple[tuple[int, int], Summary]] = field(default_factory=dict)
    _pictures: Kept = field(default_factory=lambda: Kept(24))
    _words: Kept = field(default_factory=lambda: Kept(48))
    _reading: Lock = field(default_factory=Lock)

    def session(self) -> dict[str, Any]:
        """What does not change while the page is open."""
        return {
            "who": self.desk.who,
            "folder": printable_path(str(self.desk.out.path)),
            "language": self.language,
            "messages": messages(self.language),
            "sample": self.sample,
            "files": len(self.desk.entries()),
            "readOnly": False,
        }

    # --- the list of files ----------------------------------------------------------------

    def files(self, start: int, search: str) -> dict[str, Any]:
        """A portion of the list: those whose name has all words of ``search``, marks or not."""
        words = strip_marks(search).lower().split()
        found = [
            entry
            for entry in self.desk.entries()
            if all(word in strip_marks(entry.output).lower() for word in words)
        ]
        rows = [self._row(entry) for entry in found[start : start + _PORTION]]
        return {"total": len(found), "start": start, "files": rows}

    def _row(self, entry: Entry) -> dict[str, Any]:
        name = {"id": entry.id, "path": entry.output.removesuffix(".yaml")}
        try:
            return {**name, **dataclasses.asdict(self.summary(entry))}
        except (InputError, ValueError):
            return {**name, "doubts": None, "checked": False, "documents": 0}

    def summary(self, entry: Entry) -> Summary:
        """How far a record is checked; worked out anew only when its file has changed.

        Raises:
            InputError, ValueError: the record cannot be read.
        """
        try:
            status = self.desk.path(entry).stat()
        except OSError as error:
            raise InputError(f"the record cannot be read: {error.strerror}", AGAIN) from error
        stamp = (status.st_mtime_ns, status.st_size)
        kept = self._summaries.get(entry.id)
        if kept is None or kept[0] != stamp:
            record, _ = self.desk.read(entry)
            kept = self._summaries[entry.id] = (stamp, _summary(record, fields(record)))
        return kept[1]

    def next_file(self, after: int) -> dict[str, Any]:
        """The next file that waits for a person, round to the first; ``None`` when none does."""
        entries = self.desk.entries()
        later = [entry for entry in entries if entry.id > after]
        earlier = [entry for entry in entries if entry.id <= after]
        return {"id": next((e.id for e in [*later, *earlier] if self._waits(e)), None)}

    def _waits(self, entry: Entry) -> bool:
        try:
            summary = self.summary(entry)
        except (InputError, ValueError):
            return True
        return not summary.checked if self.sample else summary.doubts > 0

    # --- one file -------------------------------------------------------------------------

    def file(self, id: int) -> dict[str, Any]:
        """A record with all its fields."""
        return self._answer(self.desk.open(id))

    def version(self, id: int) -> dict[str, Any]:
        """The version on the disk, for a window that waits."""
        return {"version": self.desk.version(self.desk.entry(id))}

    def say(self, id: int, version: str, name: str, action: str, after: Plain) -> dict[str, Any]:
        """Save what was said of one field."""
        if action not in get_args(Action):
            fact = f"{action}: nothing that can be said of a field"
            raise InputError(fact, ", ".join(get_args(Action)))
        return self._answer(self.desk.say(id, version, name, cast(Action, action), after))

    def undo(self, id: int, version: str) -> dict[str, Any]:
        """Take back what was said last; ``touched`` names the field."""
        before = self.desk.open(id).record
        step = self.desk.last_step(before)
        answer = self._answer(self.desk.take_back(id, version))
        return {**answer, "touched": before.corrections[step.start].field if step else None}

    def drop(self, id: int, version: str, index: int) -> dict[str, Any]:
        """Throw away a correction that no longer has a place."""
        return self._answer(self.desk.drop_stale(id, version, index))

    def _answer(self, opened: Opened) -> dict[str, Any]:
        record = opened.record
        return {
            "id": opened.entry.id,
            "path": opened.entry.output.removesuffix(".yaml"),
            "source": printable_path(str(opened.entry.source)),
            "original": opened.original,
            "version": opened.version,
            "canUndo": bool(self.desk.last_step(record)),
            **record_answer(record, self.kept(opened)),
        }

    def kept(self, opened: Opened) -> Words | None:
        """The words that the batch kept of a file."""
        path = self.desk.out.words(opened.entry.output)
        key = (path, opened.record.source.sha256, _stamp(path))
        return self._words.get(key, lambda: kept_words(path))

    # --- pages ----------------------------------------------------------------------------

    def image(self, id: int, page: int) -> Picture:
        """The picture of a page.

        Raises:
            InputError: the file is gone, or has no such page.
        """
        entry = self.desk.entry(id)
        return self._pictures.get(
            (id, page, _stamp(entry.source)), lambda: picture(entry.source, page, self.settings)
        )

    def page(self, id: int, page: int) -> dict[str, Any]:
        """What was read on a page: as the batch kept it, else read anew.

        Raises:
            InputError: nothing was kept and the file is gone.
        """
        opened = self.desk.open(id)
        kept = self.kept(opened)
        if kept is not None:
            return page_text(kept, page)
        if opened.original is not Original.HERE:
            raise InputError("the file is gone, or another one now", "put it back")
        words = self._words.get(
            (id, page, opened.record.source.sha256),
            lambda: read_words(opened.entry.source, page, self.settings),
        )
        return page_text(words, page)

    # --- the check ------------------------------------------------------------------------

    def counted(self) -> Report:
        """What the check of these files has found so far."""
        records = (self.desk.read(entry)[0] for entry in self.desk.entries())
        return count(records, self.sample or "")

    def report(self) -> dict[str, Any]:
        """Write the report of the check; the names of its files."""
        report = self.counted()
        with self.desk.out.saving():
            files = save_report(self.desk.out, report, self.language)
        total = report.total
        return {"files": [printable_path(str(file)) for file in files], **dataclasses.asdict(total)}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def record_answer(record: Record, words: Words | None) -> dict[str, Any]:
    """The part of an answer that comes from the record; ``words`` tell where to look."""
    shown = [_with_place(field, record, words) for field in fields(record)]
    return {
        "pages": record.source.pages,
        "routes": record.source.routes,
        "documents": [
            {"pages": document.pages, "type": document.type, "checked": is_checked(record, index)}
            for index, document in enumerate(record.documents)
        ],
        "fields": [{**dataclasses.asdict(each), "open": each.is_open} for each in shown],
        "stale": [
            {**dataclasses.asdict(said), "index": index}
            for index, said in enumerate(record.corrections)
            if said.stale
        ],
    }


def _with_place(field: Field, record: Record, words: Words | None) -> Field:
    """A field that was read nowhere gets the place where it would be printed, or was written."""
    document = record.documents[field.document]
    if field.box is not None or document.pages is None:
        return field
    name = field.field.partition(".")[2]
    place = likely_place(words, name.split(".")[0], *document.pages) if words else None
    if place is None:
        doubts = (doubt for doubt in document.doubts if resolves(name, doubt.field))
        place = next(((d.page, d.box) for d in doubts if d.page and d.box), None)
    return field if place is None else dataclasses.replace(field, page=place[0], box=place[1])


def _summary(record: Record, shown: Sequence[Field]) -> Summary:
    documents = range(len(record.documents))
    return Summary(
        doubts=sum(each.is_open for each in shown),
        checked=all(is_checked(record, index) for index in documents),
        documents=len(record.documents),
    )
