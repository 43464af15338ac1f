"""``vnplan review``: the archivist's check beside the scan."""

from __future__ import annotations

import getpass
import importlib.util
from pathlib import Path

import click

from vnplan.batch import Entry, Out
from vnplan.errors import DependencyError, InputError, located
from vnplan.lexicon import Dictionaries
from vnplan.options import DICTIONARIES
from vnplan.pipeline import Settings
from vnplan.review.answers import Review
from vnplan.review.desk import Desk
from vnplan.review.language import Language
from vnplan.review.report import draw, save_report, share
from vnplan.review.values import tidy
from vnplan.syllable import nfc
from vnplan.write import check_target, save

_NEEDED = ("starlette", "uvicorn")


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("document", required=False)
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Language of the page.",
)
@click.option(
    "--as",
    "who",
    metavar="NAME",
    help="Who checks, as written beside each correction; your user name otherwise.",
)
@click.option(
    "--sample",
    metavar="SHARE",
    help="Check this share of the files, 5% say, always the same ones; counts the errors.",
)
@click.option(
    "--report",
    is_flag=True,
    help="Write OUT/check-report.csv and .html about what is checked so far, and end.",
)
@click.option(
    "--export",
    "exported",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the page of one document into this file, to send around, and end.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port of 127.0.0.1; any free one otherwise.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@DICTIONARIES
def review(
    out: Path,
    document: str | None,
    lang: Language,
    who: str | None,
    sample: str | None,
    report: bool,
    exported: Path | None,
    port: int,
    no_browser: bool,
    dictionaries: Path | None,
) -> None:
    """Check the records of a batch beside the scans, in the browser.

    OUT is the folder that vnplan batch wrote; DOCUMENT is a file of it to begin with. The page
    is served to this machine alone, until Ctrl+C. What is corrected is saved at once in the
    record, under corrections:, beside the value of the machine; a later batch keeps it.

    \b
    Example: vnplan review OUT
    Example: vnplan review OUT --sample 5% --as "Nguyễn Lan"
    Example: vnplan review OUT plan.pdf --export plan.html
    """
    desk = Desk(Out.at(out), tidy(who) or _user())
    entries = desk.entries()
    if sample:
        desk = Desk(desk.out, desk.who, draw(entries, _share(sample)))
    settings = Settings(dictionaries=Dictionaries.locate(dictionaries))
    sitting = Review(desk, lang, settings, sample)
    first = _named(document, entries, out) if document else None
    if exported is not None:
        _export(sitting, exported, first, entries)
    elif report:
        for path in save_report(desk.out, sitting.counted(), lang):
            click.echo(path, err=True)
    else:
        _serve(sitting, port, first, no_browser)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list
        return "?"


def _share(sample: str) -> float:
    """The share of the files that ``--sample`` asks for."""
    try:
        return share(sample)
    except InputError as error:
        raise click.BadParameter(
            f"{sample} is no share of the files, as 5% is", param_hint="--sample"
        ) from error


def _named(document: str, entries: list[Entry], out: Path) -> int:
    """The number of the file that goes by that name: of its record, its input, or their ends.

    Raises:
        InputError: none does, or several.
    """
    wanted = nfc(Path(document).as_posix()).removesuffix(".yaml")
    with located(out):
        names = {entry.id: nfc(entry.output).removesuffix(".yaml") for entry in entries}
        found = [id for id, name in names.items() if name == wanted]
        found = found or [id for id, name in names.items() if f"/{name}".endswith(f"/{wanted}")]
        found = found or [e.id for e in entries if e.source == Path(document).resolve()]
        if len(found) == 1:
            return found[0]
        fact = f"{document} is none of its documents" if not found else f"several are {document}"
        raise InputError(fact, "the path as it stands in the list of files")


def _export(review: Review, target: Path, id: int | None, entries: list[Entry]) -> None:
    _require_server()
    from vnplan.review.standalone import standalone

    if id is None:
        if len(entries) != 1:
            raise InputError("several documents are here", "vnplan review OUT DOCUMENT --export …")
        id = entries[0].id
    check_target(target)
    save(target, standalone(review, id))


def _serve(review: Review, port: int, first: int | None, no_browser: bool) -> None:
    _require_server()
    from vnplan.review.serve import open_browser, serve

    def ready(address: str) -> None:
        click.echo(f"{address}\nCtrl+C ends the review.", err=True)
        if not no_browser:
            open_browser(address)

    serve(review, port, first, ready)


def _require_server() -> None:
    """The web framework is an extra: who converts on a server has no need of it.

    Raises:
        DependencyError: it is not installed.
    """
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        fact = "the review needs Starlette and Uvicorn, which are not installed"
        raise DependencyError(fact, 'pip install "vnplan[review]"')
