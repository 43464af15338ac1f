"""Build vnplan/glyphless.ttf: a font whose one glyph is empty, for text that is not to be seen.

    python -m tools.build_glyphless_font vnplan/glyphless.ttf

The idea is that of Tesseract's pdf.ttf. Glyph 1, half as wide as the font is high, stands for
every character; a PDF may not use glyph 0, which means that a glyph is missing (ISO 19005-2,
6.2.11.8). fontTools writes it with a fixed date, so that the same bytes come out every time; it is
no dependency: only who builds the font anew installs it (pip install fonttools).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

UNITS, ADVANCE, DESCENT = 1000, 500, -200


def build(path: Path) -> None:
    """Write the font to ``path``."""
    names = [".notdef", "empty"]
    font = FontBuilder(UNITS, isTTF=True)
    font.updateHead(created=0, modified=0)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({0x20: "empty"})
    font.setupGlyf({name: Glyph() for name in names})
    font.setupHorizontalMetrics(dict.fromkeys(names, (ADVANCE, 0)))
    font.setupHorizontalHeader(ascent=UNITS + DESCENT, descent=DESCENT)
    font.setupNameTable({"familyName": "VnplanGlyphless", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.font.recalcTimestamp = False
    font.save(path)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
