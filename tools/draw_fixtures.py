"""Draw the fixtures: ``fixtures/<case>/document.yaml`` into text, page images, garbled text.

    python -m tools.draw_fixtures [CASE ...] [--garble]

writes ``text.txt`` (one printed line a line, pages split by form feed), ``clean.tiff`` (CCITT G4,
300 dpi) and ``poor.pdf`` (scanned badly, see :data:`POOR_SCANS`); with ``--garble`` also
``garbled.txt``: the clean pages as Tesseract reads them when it is told they are English.
``expected.yaml`` is written by hand and never touched.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytesseract
import yaml

from tools.draw_layout import Source
from tools.draw_scan import CLEAN, NOISY, POOR, DrawnPage, ScanStyle, draw
from tools.draw_type import Sheet

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
# How each case is scanned for its poor.pdf: resolution, colour, slope and dirt differ.
POOR_SCANS: dict[str, ScanStyle] = {
    "commune-plan": replace(NOISY, mode="RGB"),
    "department-plan": replace(NOISY, mode="1", skew=-0.6, noise=25, specks=200),
    "party-plan": replace(NOISY, mode="RGB", skew=-1.6, shading=0.3),
    "dispatch-and-plan": replace(NOISY, mode="RGB", skew=1.0),
    "directive": replace(POOR, mode="RGB", skew=1.9),
    "task-table": replace(NOISY, mode="RGB", skew=-0.9, specks=150),
    "decision": replace(POOR, mode="RGB", skew=0.5),
}
# The fixture whose first page is also a photograph-like JPEG, for `make demo`.
DEMO = "commune-plan"
# A PDF carries the time of its making; a drawing has none.
_EPOCH = time.gmtime(0)


def load_sources(case: Path) -> tuple[Source, ...]:
    """The documents of ``case``, a folder with a ``document.yaml``."""
    plain = yaml.safe_load((case / "document.yaml").read_text(encoding="utf-8"))
    return tuple(Source(**document) for document in plain["documents"])


def page_text(pages: Iterable[DrawnPage | Sheet]) -> str:
    """The true text of ``pages``: one printed line a line, a form feed between two pages."""
    return "\n\f".join("\n".join(line.text for line in page.lines) for page in pages) + "\n"


def save_tiff(path: Path, pages: Sequence[DrawnPage]) -> None:
    first, *rest = [page.image for page in pages]
    dpi = (pages[0].dpi, pages[0].dpi)
    first.save(path, compression="group4", dpi=dpi, save_all=True, append_images=rest)


def save_pdf(path: Path, pages: Sequence[DrawnPage], quality: int) -> None:
    """Colour and grey pages as JPEG of ``quality``, black and white ones as CCITT G4."""
    first, *rest = [page.image for page in pages]
    options: dict[str, Any] = {} if first.mode == "1" else {"quality": quality}
    first.save(
        path, resolution=pages[0].dpi, save_all=True, append_images=rest,
        creationDate=_EPOCH, modDate=_EPOCH, **options,
    )  # fmt: skip


def draw_case(case: Path) -> None:
    """Write the text and the images of ``case``."""
    sources = load_sources(case)
    clean = list(draw(sources, CLEAN, case.name))
    (case / "text.txt").write_text(page_text(clean), encoding="utf-8", newline="\n")
    save_tiff(case / "clean.tiff", clean)
    style = POOR_SCANS[case.name]
    # The pages are compressed once, by the PDF.
    pages = list(draw(sources, replace(style, jpeg=None), case.name))
    save_pdf(case / "poor.pdf", pages, style.jpeg or 75)
    if case.name == DEMO:
        pages[0].image.save(case / "scan.jpg", quality=60, dpi=(style.dpi, style.dpi))


def garble(case: Path) -> None:
    """Write what Tesseract makes of the clean pages when it takes them for English."""
    pages = draw(load_sources(case), CLEAN, case.name)
    read = [pytesseract.image_to_string(page.image, lang="eng").strip("\f\n") for page in pages]
    (case / "garbled.txt").write_text("\n\f".join(read) + "\n", encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="*", default=sorted(POOR_SCANS), help="folders of fixtures/")
    parser.add_argument("--garble", action="store_true", help="run Tesseract for garbled.txt too")
    options = parser.parse_args(arguments)
    for name in options.case:
        draw_case(FIXTURES / name)
        if options.garble:
            garble(FIXTURES / name)


if __name__ == "__main__":
    main()
