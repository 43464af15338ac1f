"""Draw numbers as clerks write them into blanks, to train the digit reader with.

    python -m tools.draw_handwriting DIGITS TRACES FONTS CROPS SHEET

writes a contact sheet of what it draws. DIGITS is ``mnist_test.npz``; TRACES
``penbased.dat`` (see :class:`~tools.draw_glyphs.Traces`); FONTS a folder with handwriting-like
fonts (unpacked Debian packages, see :data:`HANDWRITING_FONTS`); CROPS the folder of labelled
lines, of which the training part is used.

A number is put together from glyphs of one source. Signs of print that stick into a blank are
added, then what pens, scanners and files do to it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from tools.draw_glyphs import (
    SIZE,
    Cut,
    Fonts,
    Hand,
    Mnist,
    Source,
    Traces,
    by_hand,
    found_fonts,
    glyph_of_font,
    inked,
    pixels,
    smooth,
    stretched,
    stroked,
    trimmed,
    written_again,
)
from vnplan.handwriting.digits import LETTERS, Floats
from vnplan.model import Pixels

# Debian's fonts-bwht, -dancingscript, -kaushanscript, -breip, -dkg-handwriting, -kiloji, -klee,
# -kristi, -rufscript, -seto, -sjfonts, -humor-sans, -tlwg-purisa-ttf, -yusei-magic, -femkeklaver;
# -gnutypewriter prints. The others are npm's @fontsource packages, NAME-latin-400-normal.woff.
HANDWRITING_FONTS = (
    "Because*.otf", "DancingScript*.otf", "Kaushan*.otf", "Breip.ttf", "dkg*.ttf", "kiloji*.ttf",
    "Klee*.ttf", "Kristi.ttf", "Rufscript*.ttf", "setofont.ttf", "Delphine.ttf", "Humor-Sans.ttf",
    "SteveHand.ttf", "Purisa*.ttf", "YuseiMagic*.ttf", "femkeklaver*.ttf",
    "annie-use-your-telescope-*", "architects-daughter-*", "bad-script-*",
    "covered-by-your-grace-*", "gaegu-*", "gloria-hallelujah-*", "gochi-hand-*", "itim-*",
    "kalam-*", "mansalva-*", "neucha-*", "patrick-hand-*", "schoolbell-*",
    "shadows-into-light-*", "short-stack-*", "sriracha-*", "sue-ellen-francisco-*",
    "swanky-and-moo-moo-*", "yomogi-*", "zhi-mang-xing-*", "coming-soon-*", "la-belle-aurore-*",
    "mali-*", "nothing-you-could-do-*", "over-the-rainbow-*", "pangolin-*", "playwrite-vn-*",
    "playwrite-de-grund-*", "playwrite-it-moderna-*", "zeyada-*",
)  # fmt: skip
# Of the same kind and never drawn with here, so that one can measure with writers unseen.
HELD_OUT_FONTS = (
    "caveat-latin-*", "cedarville-cursive-*", "homemade-apple-*", "indie-flower-*",
    "liu-jian-mao-cao-*", "marck-script-*", "nanum-pen-script-*", "reenie-beanie-*", "rock-salt-*",
    "the-girl-next-door-*",
)  # fmt: skip
# The same, and never looked at while anything was mended: only sums are read of what these write.
UNSEEN_FONTS = (
    "caveat-brush-*", "chilanka-*", "delicious-handrawn-*", "delius-*", "handlee-*", "licorice-*",
    "long-cang-*", "ma-shan-zheng-*", "nanum-brush-script-*", "oooh-baby-*", "poor-story-*",
    "shantell-sans-*", "zen-kurenaido-*",
)  # fmt: skip
PRINT_FONTS = (
    "Tinos-*.ttf", "Arimo-*.ttf", "Cousine-*.ttf", "FreeSerif*.ttf", "FreeMono*.ttf",
    "DejaVuSansMono*.ttf", "DejaVuSansCondensed*.ttf", "GNUTypewriter.ttf",
)  # fmt: skip
# How often a number comes from each source.
SHARES = {
    "strokes": 0.32, "mnist": 0.2, "traces": 0.08, "fonts": 0.18, "print": 0.08, "cut": 0.1,
    "crops": 0.04,
}  # fmt: skip

# How far below the line a character ends, in heights of a digit.
_FEET = {"g": 0.3, "/": 0.08, "-": -0.42, ".": 0.0}
# Behind a serial mostly an a or b stands.
LETTER_SHARES = {
    "a": 0.25, "b": 0.12, "c": 0.08, "d": 0.04, "e": 0.03, "f": 0.01, "g": 0.02, "h": 0.02,
    "A": 0.15, "B": 0.14, "C": 0.03, "D": 0.06, "E": 0.03, "G": 0.01, "H": 0.01,
}  # fmt: skip


# --- glyphs to numbers ------------------------------------------------------------------------


def written(text: str, source: Source, hand: Hand, random: Generator) -> Pixels:
    """The text in a row; each glyph as near to its neighbour as the hand puts it."""
    glyphs = [sized(trimmed(source(c, hand, random)), hand, random) for c in text]
    climb = random.normal(0, 0.04)
    places: list[tuple[int, int]] = []
    x = 0.0
    for number, glyph in enumerate(glyphs):
        foot = 1.3 + random.normal(0, hand.uneven * 0.5) - climb * number
        foot += _FEET.get(text[number], 0.0)
        top = round(foot * SIZE - glyph.shape[0])
        if number:
            meeting = nearest((glyphs[number - 1], places[-1][1]), (glyph, top))
            x += max(meeting, -0.45 * SIZE) + (hand.gap + abs(random.normal(0, 0.04))) * SIZE
        places.append((round(x), top))
        x += glyph.shape[1]
    return joined(glyphs, places)


def sized(glyph: Pixels, hand: Hand, random: Generator) -> Pixels:
    scale = float(np.exp(random.normal(0, hand.uneven * 0.6)))
    if abs(scale - 1) < 0.02 or min(glyph.shape) * scale < 2:
        return glyph
    return pixels(cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def nearest(left: tuple[Pixels, int], right: tuple[Pixels, int]) -> float:
    """How far the right glyph may go over the left one, below 0, until their ink meets.

    Each glyph comes with the row it begins at.
    """
    bands = range(-40, 220, 8)
    ends = np.array([_edge(left, band, last=True) for band in bands])
    begins = np.array([_edge(right, band, last=False) for band in bands])
    ends = np.maximum(ends, np.maximum(np.r_[ends[1:], -999], np.r_[-999, ends[:-1]]))
    free = (begins - ends)[begins - ends < 500]
    return -float(free.min()) if len(free) else -0.3 * SIZE


def _edge(glyph: tuple[Pixels, int], band: int, last: bool) -> float:
    """Where the ink of eight rows begins; or where it ends, from the right side of the glyph."""
    ink, top = glyph
    rows = ink[max(0, band - top) : max(0, band + 8 - top)]
    if not rows.size or rows.max() <= 100:
        return -999.0 if last else 999.0
    columns = np.flatnonzero(rows.max(axis=0) > 100)
    return float(columns[-1] - ink.shape[1]) if last else float(columns[0])


def joined(glyphs: Sequence[Pixels], places: Sequence[tuple[int, int]]) -> Pixels:
    """One picture of all glyphs; ``places`` are left and top."""
    left, top = min(x for x, _ in places), min(y for _, y in places)
    right = max(x + g.shape[1] for g, (x, _) in zip(glyphs, places, strict=True))
    bottom = max(y + g.shape[0] for g, (_, y) in zip(glyphs, places, strict=True))
    canvas = np.zeros((bottom - top, right - left), np.uint8)
    for glyph, (x, y) in zip(glyphs, places, strict=True):
        part = canvas[y - top : y - top + glyph.shape[0], x - left : x - left + glyph.shape[1]]
        np.maximum(part, glyph, out=part)
    return canvas


# --- what else stands in a blank --------------------------------------------------------------


def surrounded(
    number: Pixels, hand: Hand, fonts: Sequence[Path], random: Generator
) -> tuple[Pixels, str]:
    """The number with pieces of print that the cutting out of the blank left; the sign behind it
    that is to be read as one, if any."""
    above, below, left, right = (
        int(random.uniform(0.05, most) * SIZE) for most in (0.5, 0.5, 0.6, 0.6)
    )
    canvas = pixels(cv2.copyMakeBorder(number, above, below, left, right, cv2.BORDER_CONSTANT))
    base = above + number.shape[0] - int(random.normal(0.05, 0.08) * SIZE)
    if random.random() < 0.18:
        guide_line(canvas, base + int(random.uniform(-0.02, 0.15) * SIZE), random)
    font = fonts[int(random.integers(len(fonts)))]
    if random.random() < 0.16:  # the end of "Số:" or "ngày"
        piece = print_piece(font, ":.:.:ỐyÝ:ố", random)
        keep = kept(piece, random)
        canvas = attached(canvas, piece[:, -keep:], base, left, random)
    sign = ""
    if random.random() < 0.12:  # the stroke of the symbol, the t of "tháng"
        sign = str(random.choice(list("///tn.")))
        by_pen = sign == "/" and random.random() < 0.3
        piece = slash(hand, random) if by_pen else print_piece(font, sign, random)
        turned = attached(canvas[:, ::-1], piece[:, ::-1], base, right, random)
        canvas = np.ascontiguousarray(turned[:, ::-1])
    if random.random() < 0.14:
        specks(canvas, random)
    if random.random() < 0.1:
        holes(canvas, base, random)
    return canvas, sign if sign == "/" else ""


def kept(piece: Pixels, random: Generator) -> int:
    """How many columns of a piece are left by the cut."""
    share = 1.0 if random.random() < 0.6 else random.uniform(0.15, 0.8)
    return max(2, int(piece.shape[1] * share))


def guide_line(canvas: Pixels, y: int, random: Generator) -> None:
    """Dots, or a rule, under the number."""
    y = min(canvas.shape[0] - 3, max(2, y))
    thick = int(random.integers(2, 6))
    if random.random() < 0.25:
        end = (canvas.shape[1], y + int(random.integers(-2, 3)))
        cv2.line(canvas, (0, y), end, 255, max(2, thick - 1))
        return
    step = int(random.integers(2, 5)) * thick
    for x in range(int(random.integers(step)), canvas.shape[1], step):
        cv2.circle(canvas, (x, y), thick // 2 + 1, 255, -1, cv2.LINE_AA)


def holes(canvas: Pixels, base: int, random: Generator) -> None:
    """What is lost where the dots of a guide line were taken out of the ink that crosses them,
    and now and then a dot that was left."""
    y = base - int(random.uniform(-0.05, 0.45) * SIZE)
    radius = int(random.integers(2, 6))
    step = int(random.uniform(3, 6) * radius)
    for x in range(int(random.integers(step)), canvas.shape[1], step):
        kept = 255 if random.random() < 0.1 else 0
        cv2.circle(canvas, (x, y), radius, kept, -1, cv2.LINE_AA)


def print_piece(font: Path, characters: str, random: Generator) -> Pixels:
    """One of the characters in print, which is lower than most writing."""
    glyph = glyph_of_font(font, characters[int(random.integers(len(characters)))])
    scale = random.uniform(0.55, 0.9) * SIZE / glyph_of_font(font, "H").shape[0]
    return pixels(cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def slash(hand: Hand, random: Generator) -> Pixels:
    """A stroke by the same pen, higher than the digits."""
    lean, high = random.uniform(0.25, 0.6), random.uniform(1.1, 1.5)
    stroke = np.array([[lean * high, 0], [0.5 * lean * high, 0.5 * high], [0, high]])
    return trimmed(inked([smooth(stroke)], hand, random))


def attached(canvas: Pixels, piece: Pixels, base: int, room: int, random: Generator) -> Pixels:
    """The canvas with a piece at its left, on the line, beside the number or just touching it."""
    h, w = piece.shape
    extra = max(0, w - room + int(random.uniform(-0.05, 0.3) * SIZE))
    canvas = pixels(cv2.copyMakeBorder(canvas, 0, 0, extra, 0, cv2.BORDER_CONSTANT))
    x = int(random.uniform(0, max(1, room + extra - w)))
    y = max(0, base - h)
    part = canvas[y : y + h, x : x + w]
    np.maximum(part, piece[: part.shape[0], : part.shape[1]], out=part)
    return canvas


def specks(canvas: Pixels, random: Generator) -> None:
    """Dust, and bits of the lines above and below."""
    height, width = canvas.shape
    for _ in range(int(random.integers(1, 7))):
        at = (int(random.integers(width)), int(random.integers(height)))
        cv2.circle(canvas, at, int(random.integers(1, 4)), 255, -1, cv2.LINE_AA)
    if random.random() < 0.4:
        y = 0 if random.random() < 0.5 else height - int(random.integers(3, 8))
        for _ in range(int(random.integers(1, 6))):
            size = (int(random.integers(3, 12)), int(random.integers(3, 12)))
            at = (int(random.integers(width)), y)
            cv2.ellipse(canvas, at, size, 0, 0, 360, 255, -1, cv2.LINE_AA)


# --- ink to pages -----------------------------------------------------------------------------


def scanned(ink: Pixels, random: Generator) -> Pixels:
    """What a scanner makes of ink: dark on white, digits 14 to 60 pixels high."""
    scale = float(np.exp(random.uniform(np.log(14), np.log(60)))) / SIZE
    ink = pixels(cv2.GaussianBlur(ink, (0, 0), max(0.3, 0.45 / scale * random.uniform(0.5, 1.3))))
    ink = pixels(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    ink = cut_off(pixels(cv2.copyMakeBorder(ink, 2, 2, 2, 2, cv2.BORDER_CONSTANT)), random)
    strokes = ink.astype(np.float32) / 255
    if random.random() < 0.3:  # dry ink, pencil, stamp pads
        strokes *= 1 - random.uniform(0, 0.8) * grain(ink.shape, random)
    strokes += random.normal(0, random.uniform(0, 0.08), ink.shape).astype(np.float32)
    if random.random() < 0.5:  # one bit
        page = np.where(strokes > random.uniform(0.3, 0.6), 0.0, 255.0)
        if random.random() < 0.25:  # bold copies of copies, and broken ones
            swell = cv2.erode if random.random() < 0.6 else cv2.dilate
            swollen = np.asarray(swell(page, np.ones((2, 2), np.uint8)), np.float64)
            page = swollen if (swollen == 0).sum() > 0.4 * (page == 0).sum() else page
    else:
        page = random.uniform(225, 255) - random.uniform(90, 250) * np.clip(strokes, 0, 1.1)
        page += random.normal(0, random.uniform(0, 6), ink.shape)
    grey = np.clip(page, 0, 255).astype(np.uint8)
    if random.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 85))]
        grey = pixels(cv2.imdecode(cv2.imencode(".jpg", grey, quality)[1], cv2.IMREAD_GRAYSCALE))
    return grey


def cut_off(ink: Pixels, random: Generator) -> Pixels:
    """Now and then a side is lost, or the row in which a rule was taken out."""
    chance = random.random()
    height, width = ink.shape
    x, y, w, h = cv2.boundingRect((ink > 60).astype(np.uint8))
    far = int(random.uniform(0.0, 0.07) * h)
    if chance < 0.06 and w > h // 2:
        side = int(random.integers(4))
        ink = (ink[:, x + far :], ink[:, : x + w - far], ink[y + far :], ink[: y + h - far])[side]
    elif chance < 0.09 and h > 12:
        row = int(random.integers(y, y + h))
        ink = ink.copy()
        ink[row : row + int(random.integers(1, 3))] = 0
    return ink if min(ink.shape) > 4 else np.zeros((height, width), np.uint8)


def grain(shape: tuple[int, ...], random: Generator) -> Floats:
    """Blots from 0 to 0.8, some pixels wide."""
    coarse = random.uniform(0, 0.8, [max(2, n // int(random.integers(2, 6))) for n in shape])
    fine = cv2.resize(coarse.astype(np.float32), shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine, np.float32)


# --- texts ------------------------------------------------------------------------------------


def number_text(random: Generator) -> str:
    """A serial, a day, a month, a date; now and then nothing."""
    kind = random.random()
    if kind < 0.25:
        most, padded = (31, 0.7) if kind < 0.2 else (12, 0.6)
        number = int(random.integers(1, most + 1))
        return f"{number:02}" if random.random() < padded else str(number)
    if kind < 0.27:
        return ""
    if kind < 0.42:
        return date_text(random)
    length = int(random.choice([1, 2, 3, 4, 5], p=[0.08, 0.3, 0.32, 0.26, 0.04]))
    text = "".join(str(d) for d in random.integers(0, 10, length))
    if random.random() < 0.06:
        text += str(random.choice(list(LETTERS), p=[LETTER_SHARES[c] for c in LETTERS]))
    return text


def date_text(random: Generator) -> str:
    """A day, month and mostly year, as a stamp of receipt leaves them to the pen."""
    day, month, year = (int(random.integers(*ends)) for ends in ((1, 32), (1, 13), (2000, 2036)))
    padded = random.random() < 0.5
    numbers = [f"{n:02}" if padded else str(n) for n in (day, month)]
    sign = str(random.choice(list("/-."), p=[0.7, 0.18, 0.12]))
    years: tuple[list[str], ...] = ([str(year)], [str(year)[2:]], [])
    return sign.join([*numbers, *years[int(random.choice(3, p=[0.62, 0.2, 0.18]))]])


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws numbers with all sources, as often as :data:`SHARES` says.

    Attributes:
        sources: glyphs by the name of the share.
        crops: texts and ink of whole real numbers.
        fonts: of the print around a number.
    """

    sources: dict[str, Source]
    crops: tuple[tuple[str, Pixels], ...]
    fonts: tuple[Path, ...]

    def __call__(self, random: Generator) -> tuple[str, Pixels]:
        """A text, and the blank it stands in as grey pixels of a page."""
        name = str(random.choice(list(SHARES), p=list(SHARES.values())))
        hand = Hand.drawn(random)
        if name == "crops":
            text, ink = self.crops[int(random.integers(len(self.crops)))]
            number = written_again(ink, SIZE, hand.unsteady * 0.6, random)
        else:
            text = number_text(random)
            blank = np.zeros((SIZE, SIZE), np.uint8)
            number = written(text, self.sources[name], hand, random) if text else blank
        page, sign = surrounded(number, hand, self.fonts, random)
        return text + sign, scanned(page, random)


def drawer(digits: Path, traces: Path, fonts: Path, crops: Path) -> Drawer:
    """With the files named in the head of this module."""
    printed = found_fonts([Path("/usr/share/fonts"), fonts], PRINT_FONTS)
    handwriting = found_fonts([fonts], HANDWRITING_FONTS)
    sources: dict[str, Source] = {
        "strokes": stroked,
        "mnist": Mnist(digits),
        "traces": Traces(traces),
        "fonts": Fonts(handwriting, is_print=False),
        "print": Fonts(printed, is_print=True),
        "cut": Cut(crops),
    }
    plain = (p for p in printed if p.name.startswith(("Tinos", "FreeSerif", "Arimo")))
    whole = tuple((blank.text, stretched(255 - blank.ink)) for blank in by_hand(crops))
    return Drawer(sources, whole, tuple(plain))


def main(digits: Path, traces: Path, fonts: Path, crops: Path, sheet: Path) -> None:
    random = np.random.default_rng(3)
    draw = drawer(digits, traces, fonts, crops)
    cells = []
    for _ in range(16 * 7):
        text, page = draw(random)
        cell = np.full((90, 200), 255, np.uint8)
        cell[: min(76, page.shape[0]), : min(196, page.shape[1])] = page[:76, :196]
        cells.append(cv2.putText(cell, text, (2, 88), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (120,), 1))
    rows = [np.hstack(cells[n : n + 7]) for n in range(0, len(cells), 7)]
    cv2.imwrite(str(sheet), np.vstack(rows))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]))
