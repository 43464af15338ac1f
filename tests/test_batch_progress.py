"""What a batch shows while it runs."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from vnplan.batch import progress
from vnplan.batch.ledger import State
from vnplan.batch.progress import Bar, Lines, PageCounter, Silence, Tally, show


def tally() -> Tally:
    """A minute into a batch; a quarter of the files and of the bytes is read."""
    tally = Tally(files=12, size=4000, read=1000, pages=12, began=time.monotonic() - 60)
    tally.settled[State.DONE], tally.settled[State.FAILED] = 2, 1
    return tally


def test_one_line_says_how_far_it_is() -> None:
    """Files, pages, time, failures."""
    assert str(tally()) == "3 of 12 files, 12 pages (12 a minute), time left 3:00, 1 failed"


def test_a_bar_is_drawn_on_a_terminal() -> None:
    """Failures stay above it; a file name cannot spoil it, whatever is in it."""
    screen = io.StringIO()
    with Bar(Console(file=screen, force_terminal=True, width=90)) as bar:
        bar.update(tally())
        bar.say("[bold]\x1b[2J.pdf: is a damaged PDF")
        bar.update(tally())
    shown = screen.getvalue()
    assert "25 %" in shown
    assert "12 pages (12 a minute)" in shown
    assert "[bold]?[2J.pdf: is a damaged PDF" in shown


def test_elsewhere_there_are_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one for each moment: a log is read by people."""
    assert isinstance(show(quiet=False), Lines)
    assert type(show(quiet=True)) is Silence
    lines = Lines()
    lines.update(tally())
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    lines.update(tally())
    lines.say("a\x07.pdf: is empty")
    assert capsys.readouterr().err.splitlines() == [str(tally()), "a?.pdf: is empty"]


def test_pages_are_counted() -> None:
    """Each page once."""
    counter = PageCounter()
    counter.turned()
    counter.turned()
    assert counter.pages == 2
