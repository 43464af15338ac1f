"""Draws ``docs/batch.svg``: what a terminal shows while a batch runs, taken from a real run.

python -m tools.show_progress
"""

from __future__ import annotations

import io
import os
import tempfile
from functools import partial
from pathlib import Path

from rich.console import Console

from bench.made_documents import fill
from vnplan.batch import Out
from vnplan.batch.commands import summarise
from vnplan.batch.executor import LocalPool
from vnplan.batch.progress import Bar, Tally
from vnplan.batch.reader import Limits
from vnplan.batch.scan import Search
from vnplan.batch.session import Report, Request, run_batch
from vnplan.pipeline import Settings

TARGET = Path(__file__).parent.parent / "docs" / "batch.svg"
# Documents of the run, scans among them, and the share of them after which it is drawn.
_DOCUMENTS, _SCANS, _SHARE = 60, 20, 0.6


class Drawn(Bar):
    """A bar that keeps one picture of itself."""

    def __init__(self, picture: Console) -> None:
        super().__init__(Console(file=io.StringIO(), force_terminal=True, width=picture.width))
        self._picture = picture
        self._is_drawn = False

    def say(self, line: str) -> None:
        """As :class:`vnplan.batch.progress.Show`."""
        if not self._is_drawn:
            self._picture.print(line, markup=False, highlight=False)

    def update(self, tally: Tally) -> None:
        """As :class:`vnplan.batch.progress.Show`."""
        super().update(tally)
        if not self._is_drawn and tally.settled.total() >= _SHARE * tally.files:
            self._is_drawn = True
            self._picture.print(self._drawn())


def main() -> None:
    """Run a batch over made-up documents and draw it."""
    picture = Console(record=True, file=io.StringIO(), force_terminal=True, width=100)
    picture.print("$ vnplan batch scans -o records", highlight=False)
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        folder, out = Path(place, "scans"), Out.at(Path("records"))
        fill(folder, _DOCUMENTS, _SCANS)
        (folder / "Năm 2020" / "bản chụp hỏng.pdf").write_bytes(b"%PDF-1.4\n")
        request = Request((folder,), out, Search(left_out=out.path), Settings())
        engine = partial(_pool, Limits(work=out.work))
        run_batch(request, engine, Drawn(picture), partial(_report, out))
    picture.save_svg(str(TARGET), title="vnplan batch")


def _pool(limits: Limits, _say: object, turned: object) -> LocalPool:
    assert callable(turned)
    return LocalPool(2, limits, turned)


def _report(out: Out, report: Report) -> None:
    summarise(report, out)


if __name__ == "__main__":
    main()
