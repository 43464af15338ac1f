"""The commands of ``vnplan``: arguments in, files out, exit codes."""

from __future__ import annotations

import io
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import click

from vnplan import __version__, doctor, inspect, pipeline
from vnplan.errors import DependencyError, ExitCode, OutputError, VnplanError
from vnplan.lexicon import Dictionaries
from vnplan.memory import seldom_look_for_cycles, work_on_one_core
from vnplan.model import Change, RestoredLine, Zone
from vnplan.options import (
    DICTIONARIES,
    FILE,
    PATH,
    SCAN_OPTIONS,
    TEXT_OPTIONS,
    TIMEOUT,
    VERBOSE,
    chosen_settings,
    talk,
)
from vnplan.pipeline import STANDARD_INPUT, Settings
from vnplan.recognise.ocr import RecogniseSettings
from vnplan.searchable import searchable_pdf
from vnplan.source.pages import open_source, open_text
from vnplan.source.source_file import SourceFile
from vnplan.write import check_target, save

_DEBUG = "VNPLAN_DEBUG"
_log = logging.getLogger(__name__)

# --- commands -----------------------------------------------------------------------------


class _Commands(click.Group):
    """The commands below, and those of other modules, which are loaded when they are asked for.

    A reading process of a batch starts with this module, too, and needs none of them.
    """

    _ELSEWHERE: ClassVar = {
        "batch": ("vnplan.batch.commands", "batch"),
        "export": ("vnplan.export.commands", "export"),
        "learn": ("vnplan.review.learn_command", "learn"),
        "review": ("vnplan.review.commands", "review"),
        "watch": ("vnplan.batch.commands", "watch_folder"),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names in order."""
        return sorted({*super().list_commands(ctx), *self._ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in self._ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name = self._ELSEWHERE[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Vietnamese administrative documents, scanned or garbled, into text and YAML.

    FILE is a PDF, an image (JPG, PNG, TIFF, BMP, WebP) or a text; - is a text on standard
    input. Results go to standard output, messages to standard error.

    \b
    Exit codes:
      0    done
      1    an unexpected failure
      2    wrong usage
      3    the input cannot be read
      4    a dependency is missing: see vnplan doctor
      5    the output cannot be written
      6    a batch finished, and some files could not be read
      130  interrupted
    """


@cli.command()
@FILE
@SCAN_OPTIONS
@click.option(
    "--pdf",
    type=PATH,
    metavar="OUT.pdf",
    help="Write the page images with the restored words, searchable, to this file as well.",
)
def convert(
    file: Path, output: Path | None, verbose: bool, pdf: Path | None, **options: Any
) -> None:
    """Turn one file into a YAML record.

    \b
    Example: vnplan convert plan.pdf -o plan.yaml
    """
    if pdf is not None and str(pdf) == STANDARD_INPUT:
        raise click.BadParameter("a PDF needs a file", param_hint="--pdf")
    settings, source = _begin(file, output, verbose, options)
    if pdf is None:
        _write(pipeline.convert_source(source, settings).to_yaml(), output)
        return
    check_target(pdf, file)
    converted = pipeline.convert_with_words(source, settings)
    searchable = searchable_pdf(source, converted.pages, converted.lines)
    save(pdf, searchable.data)
    for obstacle in searchable.obstacles:
        click.echo(f"vnplan: {pdf}: searchable, but not PDF/A-2b: {obstacle}", err=True)
    _write(converted.record.to_yaml(), output)


@cli.command()
@FILE
@SCAN_OPTIONS
def ocr(file: Path, output: Path | None, verbose: bool, **options: Any) -> None:
    """Print the restored text of one file.

    One line of text a printed line; a form feed stands between pages.

    \b
    Example: vnplan ocr plan.pdf -o plan.txt
    """
    settings, source = _begin(file, output, verbose, options)
    _write("\f".join(map(_printed, pipeline.restored_pages(source, settings))), output)


def _printed(page: Sequence[RestoredLine]) -> str:
    """The text of a page. What a signing program wrote over it would stand amid sentences that
    go on overleaf; it is among the marks of the record."""
    return "".join(line.text + "\n" for line in page if line.line.zone is not Zone.NOTE)


@cli.command()
@click.argument("file", type=PATH, default=Path(STANDARD_INPUT))
@TEXT_OPTIONS
@click.option("--explain", is_flag=True, help="List the changes on standard error.")
def restore(file: Path, output: Path | None, verbose: bool, explain: bool, **options: Any) -> None:
    """Repair a garbled text: exactly as many lines as came in.

    Without FILE the text is read from standard input.

    \b
    Example: vnplan restore garbled.txt -o clean.txt
    """
    settings, source = _begin(file, output, verbose, options)
    restored = pipeline.restore_source(source, settings)
    _write(restored.text, output)
    if explain:
        for change in restored.changes:
            click.echo(_explained(change, restored.source), err=True)


@cli.command()
@FILE
@TEXT_OPTIONS
def parse(file: Path, output: Path | None, verbose: bool, **options: Any) -> None:
    """Turn a clean text into a YAML record, without repairing it first.

    \b
    Example: vnplan parse clean.txt -o plan.yaml
    """
    settings, source = _begin(file, output, verbose, options)
    _write(pipeline.parse_source(source, settings).to_yaml(), output)


@cli.command(name="inspect")
@FILE
@click.option(
    "--page",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Which page of the file, from 1.",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    metavar="OUT",
    help="Write the picture to this file, a PNG, whole or not at all.",
)
@TIMEOUT
@VERBOSE
def inspect_page(file: Path, page: int, output: Path, timeout: float, verbose: bool) -> None:
    """Draw what is seen on one page: zones, reading order, how sure each word is.

    Over the scan stand the frames of the zones with their names, the number of each line and
    an arrow to the next one, the cells of tables, and a frame around each word, coloured by
    its certainty. A text has no picture.

    \b
    Example: vnplan inspect plan.pdf --page 2 -o page.png
    """
    talk(verbose)
    if str(output) == STANDARD_INPUT:
        raise click.BadParameter("a picture needs a file", param_hint="-o")
    settings = Settings(recognise=RecogniseSettings(timeout=timeout))
    source = open_source(file, settings.source)
    if page > source.page_count:
        last = source.page_count
        raise click.BadParameter(f"{page} is none of the pages 1 to {last}", param_hint="--page")
    check_target(output, file)
    save(output, inspect.png(pipeline.see_page(source, page, settings)))


@cli.command(name="doctor")
@DICTIONARIES
@VERBOSE
def check(dictionaries: Path | None, verbose: bool) -> ExitCode:
    """Say what is installed, what is missing and what installs it.

    Ends with exit code 4 when something is missing.
    """
    talk(verbose)
    findings = doctor.examine(Dictionaries.locate(dictionaries) if dictionaries else None)
    missing = doctor.missing_needs(findings)
    verdict = doctor.advice(missing, doctor.this_system()) or "nothing is missing"
    _write(f"{doctor.report(findings)}\n\n{verdict}\n", None)
    return ExitCode.DEPENDENCY if missing else ExitCode.DONE


def _begin(
    file: Path, output: Path | None, verbose: bool, options: dict[str, Any]
) -> tuple[Settings, SourceFile]:
    """Check both ends before any work is done."""
    talk(verbose)
    settings = chosen_settings(**options)
    if str(file) == STANDARD_INPUT:
        source = open_text(sys.stdin.buffer.read(), STANDARD_INPUT, settings.source)
    else:
        source = open_source(file, settings.source)
    if output is not None and str(output) != STANDARD_INPUT:
        check_target(output, None if str(file) == STANDARD_INPUT else file)
    return settings, source


def _write(text: str, output: Path | None) -> None:
    if output is not None and str(output) != STANDARD_INPUT:
        save(output, text)
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        # The reader has seen enough: no message, and none when Python flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(ExitCode.OUTPUT) from error
    except OSError as error:
        fact = f"standard output cannot be written: {error.strerror or error}"
        raise OutputError(fact, "a file with -o, or free some space") from error


def _explained(change: Change, text: str) -> str:
    """One change as a line of ``--explain``.

    >>> _explained(Change(3, 5, "S6", "Số", "letters", 0.9), "A\\n S6: 1")
    'line 2: S6 -> Số (letters, 0.90)'
    """
    line = text.count("\n", 0, change.start) + 1
    how = f"{change.reason}, {change.probability:.2f}"
    return f"line {line}: {change.before} -> {change.after} ({how})"


# --- the program --------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one message."""
    _prepare_process()
    try:
        code = cli.main(args=arguments, prog_name="vnplan", standalone_mode=False)
        return int(code or ExitCode.DONE)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail(ExitCode.INTERRUPTED, "interrupted")
    except DependencyError as error:
        return _fail(error.exit_code, _with_advice(error))
    except VnplanError as error:
        return _fail(error.exit_code, str(error))
    except Exception as error:
        fact = f"unexpected failure: {type(error).__name__}: {error}"
        hint = "run it again with --verbose, and report what it prints"
        return _fail(ExitCode.UNEXPECTED, f"{fact}\n  try: {hint}")


def _prepare_process() -> None:
    """UTF-8 on every console; a request to end is an interrupt, so that children end too."""
    seldom_look_for_cycles()
    work_on_one_core()
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    talk(bool(os.environ.get(_DEBUG)))


def _fail(code: ExitCode, message: str) -> int:
    """Print the message, and where it came from when the user wants to know."""
    _log.info("", exc_info=True)
    click.echo(f"vnplan: {message}", err=True)
    return code


def _with_advice(error: DependencyError) -> str:
    """The same advice as ``vnplan doctor`` gives; the error's own when that finds nothing."""
    advice = doctor.advice(doctor.missing_needs(doctor.examine()), doctor.this_system())
    place = ", ".join(error.place)
    return f"{place}: {error.fact}\n{advice}" if advice else str(error)


if __name__ == "__main__":
    sys.exit(main())
