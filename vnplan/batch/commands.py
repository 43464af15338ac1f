"""The commands of batches: ``vnplan batch`` and ``vnplan watch``."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from vnplan.batch.cluster import DaskCluster, Keys, Mapping, Site
from vnplan.batch.executor import LocalPool
from vnplan.batch.layout import Out
from vnplan.batch.ledger import State
from vnplan.batch.progress import plain, show, span
from vnplan.batch.reader import Limits
from vnplan.batch.scan import PATTERNS, Search, check_folders
from vnplan.batch.session import Engine, Report, Request, run_batch, watch
from vnplan.errors import ExitCode
from vnplan.options import DICTIONARIES, TONE_STYLE, VERBOSE, chosen_settings, talk, together
from vnplan.pipeline import Settings
from vnplan.recognise.ocr import check_programs

_UNITS = {"K": 10, "M": 20, "G": 30, "T": 40}


class Size(click.ParamType[int]):
    """Bytes as people write them: ``800M``, ``2G``, ``2.5 GB``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"([\d.]+) ?([KMGT])(i?B)?", str(value), re.IGNORECASE)
        try:
            assert match is not None
            return int(float(match[1]) * (1 << _UNITS[match[2].upper()]))
        except (AssertionError, ValueError):
            self.fail(f"{value!r} is no size: 800M, 2G", param, ctx)


class Mapped(click.ParamType[Mapping]):
    """A folder here and on the workers."""

    name = "mapping"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Mapping:
        try:
            return value if isinstance(value, Mapping) else Mapping.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def usable_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_FOLDER = click.Path(path_type=Path)
_OUT = click.option(
    "-o",
    "--output",
    type=_FOLDER,
    required=True,
    metavar="OUT",
    help="The folder for records and ledger; made when it is not there.",
)
_JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Documents read side by side.  [default: one a processor core]",
)
_PATTERN = click.option(
    "--pattern",
    multiple=True,
    metavar="GLOB",
    help=f"Names of the files to read; may be given again.  [default: {', '.join(PATTERNS)}]",
)
_RECURSIVE = click.option(
    "--recursive/--no-recursive",
    default=True,
    show_default=True,
    help="Read the folders in the folder, too.",
)
_TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits().timeout,
    show_default=True,
    metavar="SECONDS",
    help="End a document of which no page was read for so long; it is tried once more, alone.",
)
_MEMORY = click.option(
    "--memory-limit",
    type=Size(),
    default="4G",
    show_default=True,
    metavar="SIZE",
    help="End a document whose reader, with its programs, takes more memory than this.",
)
_PDF = click.option(
    "--pdf", is_flag=True, help="Write a searchable PDF beside each record as well."
)
_QUIET = click.option("-q", "--quiet", is_flag=True, help="Show no progress and no summary.")


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_DASK = together(
    click.option(
        "--dask",
        metavar="ADDRESS",
        help="Read on the workers of this Dask scheduler, tls://server:8786 say; local starts one.",
    ),
    click.option(
        "--map",
        type=Mapped(),
        multiple=True,
        metavar="HERE=THERE",
        help="The workers know the folder HERE as THERE; may be given again.",
    ),
    click.option("--tls-ca-file", type=_FILE, metavar="PEM", help="Who vouches for the cluster."),
    click.option("--tls-cert", type=_FILE, metavar="PEM", help="Our certificate for the cluster."),
    click.option("--tls-key", type=_FILE, metavar="PEM", help="The key of our certificate."),
)
_COMMON = together(_JOBS, _RECURSIVE, _PATTERN, _PDF, _TIMEOUT, _MEMORY)
_LAST = together(TONE_STYLE, DICTIONARIES, _QUIET, VERBOSE)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=_FOLDER, metavar="FOLDER...")
@together(_OUT, _COMMON)
@click.option("--retry-failed", is_flag=True, help="Try again what could not be read last time.")
@click.option("--force", is_flag=True, help="Read everything anew.")
@_DASK
@_LAST
def batch(
    folders: Sequence[Path],
    quiet: bool,
    verbose: bool,
    retry_failed: bool,
    force: bool,
    **options: Any,
) -> ExitCode:
    """Turn all documents of folders into records.

    Whatever ends a batch, the same command goes on where it was: only what is missing, changed
    or was interrupted is read. OUT/failures.csv says what could not be read and why; the
    exit code is 6 then.

    \b
    Example: vnplan batch scans -o records
    """
    talk(verbose)
    request, engine = _begin(folders, options)
    request = replace(request, retry_failed=retry_failed, force=force)
    reports: list[Report] = []
    try:
        run_batch(request, engine, show(quiet), reports.append)
    finally:
        if reports and not quiet:
            summarise(reports[0], request.out)
    return ExitCode.BATCH_PARTIAL if reports[0].failed else ExitCode.DONE


@click.command(name="watch")
@click.argument("folder", type=_FOLDER)
@together(_OUT, _COMMON)
@click.option(
    "--every",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look; a file is read when it was the same twice.",
)
@_LAST
def watch_folder(
    folder: Path, every: float, quiet: bool, verbose: bool, **options: Any
) -> ExitCode:
    """Turn what comes into a folder into records, until asked to end.

    Ctrl-C, or SIGTERM from a service manager, ends it at once and in good order; what was being
    read is read when it runs again. OUT may not lie in FOLDER.

    \b
    Example: vnplan watch inbox -o records
    """
    talk(verbose)
    request, engine = _begin([folder], options, is_apart=True)
    with contextlib.suppress(KeyboardInterrupt):
        watch(request, engine, partial(show, quiet), every)
    return ExitCode.DONE


def _begin(
    folders: Sequence[Path], options: dict[str, Any], is_apart: bool = False
) -> tuple[Request, Engine]:
    """What the options ask for, once it is sure that it can be done."""
    out = Out.at(options["output"])
    search = Search(options["pattern"] or PATTERNS, options["recursive"], out.path)
    settings = chosen_settings(options["tone_style"], options["dictionaries"])
    roots = check_folders(folders, out.path, is_apart)
    check_programs(settings.recognise)
    limits = Limits(options["timeout"], options["memory_limit"], out.work)
    engine = _engine(options, limits, settings)
    return Request(roots, out, search, settings, pdf=options["pdf"]), engine


def _engine(options: dict[str, Any], limits: Limits, settings: Settings) -> Engine:
    """This computer, or the Dask workers that the options name."""
    jobs = options["jobs"] or usable_cores()
    address = options.get("dask")
    if address is None:
        return lambda _say, turned: LocalPool(jobs, limits, turned)
    files = [options[name] for name in ("tls_ca_file", "tls_cert", "tls_key")]
    if any(files) and not all(files):
        raise click.UsageError("--tls-ca-file, --tls-cert and --tls-key go together")
    keys = Keys(*files) if all(files) else None
    site = Site(address, tuple(options["map"]), keys, options["dictionaries"])
    return partial(DaskCluster, site, jobs, limits, settings)


def summarise(report: Report, out: Out) -> None:
    """Print what was done, as a table, and what to do next."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    table = Table(box=None, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for number, what in _figures(report):
        table.add_row(number, what)
    console.print(table)
    for line in _advice(report, out):
        console.print(plain(line), markup=False)


def _figures(report: Report) -> Iterator[tuple[str, str]]:
    """The rows of the table; those with nothing to say are left out."""
    entered, tally = report.entered, report.tally
    settled = tally.settled
    unread = entered.to_read - settled.total()
    rows = (
        (entered.files, "files found"),
        (settled[State.DONE], "read now"),
        (entered.files - entered.to_read - entered.failed, "read before"),
        (settled[State.DUPLICATE], "with the content of another file: duplicates.csv"),
        (settled[State.FAILED], "failed: failures.csv"),
        (entered.failed, "failed before: failures.csv"),
        (unread, "not read yet"),
    )
    yield from ((f"{number:,}", what) for number, what in rows if number or what == rows[0][1])
    if tally.pages:
        rate = f"pages in {span(tally.seconds)}, {tally.pages_a_minute:.0f} a minute"
        yield f"{tally.pages:,}", rate


def _advice(report: Report, out: Out) -> Iterator[str]:
    for folder in report.entered.unreadable:
        yield f"could not be listed: {folder}"
    if report.entered.other_settings:
        number = report.entered.other_settings
        yield f"{number:,} of them were read before with another version or other settings"
    if report.entered.failed:
        yield "what failed before is tried again with --retry-failed"
    if not report.is_whole:
        yield "the same command goes on from here"
    yield f"records: {out.path}"
