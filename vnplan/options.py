"""Options that several commands take, and the settings that they choose."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vnplan.lexicon import Dictionaries
from vnplan.pipeline import Settings
from vnplan.recognise.ocr import RecogniseSettings
from vnplan.syllable import ToneStyle

Command = TypeVar("Command", bound=Callable[..., Any])


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator; the first one stands first in the help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


# Files are checked by the stages, which have exit codes and hints for what is wrong with them.
PATH = click.Path(path_type=Path, readable=False, allow_dash=True)
OUTPUT = click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="OUT",
    help="Write to this file, whole or not at all, instead of standard output.",
)
VERBOSE = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Say on standard error how each page was read; show tracebacks.",
)
DICTIONARIES = click.option(
    "--dictionaries",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Files in this folder take the place of the dictionaries of the same name.",
)
TONE_STYLE = click.option(
    "--tone-style",
    type=click.Choice(["traditional", "reformed", "keep"]),
    default="traditional",
    show_default=True,
    help="hòa, thủy, ủy; or hoà, thuỷ, uỷ; or as printed.",
)
TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=RecogniseSettings().timeout,
    show_default=True,
    metavar="SECONDS",
    help="Give up a page that Tesseract has not read by then; the others go on.",
)
TEXT_OPTIONS = together(OUTPUT, TONE_STYLE, DICTIONARIES, VERBOSE)
SCAN_OPTIONS = together(OUTPUT, TONE_STYLE, TIMEOUT, DICTIONARIES, VERBOSE)
FILE = click.argument("file", type=PATH)


def chosen_settings(
    tone_style: ToneStyle, dictionaries: Path | None, timeout: float | None = None
) -> Settings:
    """The settings that the options of these names choose."""
    return Settings(
        dictionaries=Dictionaries.locate(dictionaries),
        tone_style=tone_style,
        recognise=RecogniseSettings(timeout=timeout) if timeout else RecogniseSettings(),
    )


def talk(verbose: bool) -> None:
    """Say on standard error what is done, when asked to."""
    if verbose:
        logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stderr)
