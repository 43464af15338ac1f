"""What is to be read: the files of the folders against the rows of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnplan.batch.ledger import Entry, Ledger, State
from vnplan.batch.scan import Found, Search, files
from vnplan.model import Route
from vnplan.record import Record


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be read of the files that a folder holds.

    Attributes:
        made_with: version and fingerprint of the settings (:func:`vnplan.batch.jobs.made_with`).
        retry_failed: also what could not be read last time.
        force: everything.
        pdf: whether a searchable PDF is wanted.
    """

    made_with: tuple[str, str]
    retry_failed: bool = False
    force: bool = False
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """What was found.

    Attributes:
        run: the number that marks the files in the ledger.
        files: all of them.
        to_read: how many of them are to be read, and ``size`` their bytes.
        failed: how many could not be read before and are not tried again.
        other_settings: how many of ``to_read`` were read before, in another way.
        unreadable: folders that could not be listed.
    """

    run: int
    files: int
    to_read: int
    size: int
    failed: int
    other_settings: int
    unreadable: tuple[str, ...]


def enter(
    ledger: Ledger,
    roots: Sequence[Path],
    search: Search,
    wish: Wish,
    is_ready: Callable[[Path, Found], bool] = lambda _root, _found: True,
) -> Entered:
    """Bring the ledger in line with the folders; all of it or, when interrupted, nothing.

    Size and time decide whether a file has changed; its content is looked at when it is read.
    """
    run = ledger.begin_run()
    count = dict.fromkeys(("files", "to_read", "size", "failed", "other_settings"), 0)
    unreadable: list[str] = []
    with ledger.together():
        for root in roots:
            number = ledger.add_root(root, is_alone=len(roots) == 1)
            for found in files(root, search, lambda e: unreadable.append(f"{e.filename}: {e}")):
                if is_ready(root, found):
                    for name, amount in _enter(ledger, number, found, run, wish).items():
                        count[name] += amount
    return Entered(run=run, unreadable=tuple(unreadable), **count)


def _enter(ledger: Ledger, root: int, found: Found, run: int, wish: Wish) -> dict[str, int]:
    """Enter one file; what it adds to the counts."""
    entry = ledger.find(root, found.path)
    to_read = {"files": 1, "to_read": 1, "size": found.size}
    if entry is None:
        ledger.add(root, found.path, found.size, found.mtime_ns, run)
        return to_read
    is_changed = (entry.size, entry.mtime_ns) != (found.size, found.mtime_ns)
    is_void = _is_void(ledger, entry, wish)
    is_to_read = is_changed or is_void
    ledger.see(entry.id, found.size, found.mtime_ns, run, is_to_read=is_to_read, is_void=is_void)
    if is_to_read:
        is_other = entry.has_record and not is_changed and entry.made_with != wish.made_with
        return {**to_read, "other_settings": int(is_other)}
    return {"files": 1, "failed": int(entry.state is State.FAILED)}


def _is_void(ledger: Ledger, entry: Entry, wish: Wish) -> bool:
    """Whether a file is to be read again although it has not changed."""
    if wish.force or entry.made_with != wish.made_with:
        return True
    if entry.state is State.FAILED:
        return wish.retry_failed
    return not (entry.has_record and has_files(ledger, entry, wish.pdf))


def has_files(ledger: Ledger, entry: Entry, pdf: bool) -> bool:
    """Whether what was made of a file is still there; a text has no searchable PDF."""
    record = ledger.out.record(entry.output)
    if not record.is_file():
        return False
    return not pdf or ledger.out.searchable(entry.output).is_file() or _is_of_text(record)


def _is_of_text(path: Path) -> bool:
    """Whether a record was made from a text; a damaged record is none."""
    try:
        routes = Record.from_yaml(path.read_text("utf-8")).source.routes
    except (OSError, ValueError):
        return False
    return set(routes) == {Route.TEXT}
