"""How well ``vnplan.encodings`` detects and converts: one table on standard output.

    python tools/measure_encodings.py CORPUS.jsonl [CLEAN_OR_GARBLED.txt ...]

CORPUS.jsonl: documents with the text in "main_text", a paragraph a line. Every
encoding is tried on 200 paragraphs, on their first 60 characters (a line) and
on lines of capitals. "detected": the encoding named; "exact": every character
as before; "folded": as before but for the case, which TCVN3 and VPS lose.
"""

from __future__ import annotations

import json
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from vnplan.encodings import code_tables as tables
from vnplan.encodings.decode import Decoded, decode
from vnplan.encodings.judge import detect_legacy
from vnplan.errors import InputError
from vnplan.syllable import nfc

PARAGRAPHS = 200
LETTERS = tables.LETTERS + tables.LETTERS.upper()


def inverse(rows: dict[str, str]) -> dict[str, bytes]:
    """Letters to bytes; a capital that the encoding lacks as its small letter."""
    pairs = {
        letter: bytes.fromhex(code)
        for letters, codes in rows.items()
        for letter, code in zip(letters, codes.split(), strict=True)
        if code != "--"
    }
    return {c: pairs.get(c) or pairs[c.lower()] for c in LETTERS}


def in_bytes(rows: dict[str, str]) -> Callable[[str], bytes]:
    """An encoder; a character outside the encoding becomes ``?`` beforehand (plain)."""
    table = inverse(rows)
    return lambda text: b"".join(table.get(c) or c.encode("cp1252") for c in text)


def vni(text: str) -> bytes:
    codes = dict(zip(tables.LETTERS, tables.VNI.split(), strict=True))
    codes |= {c.upper(): code.upper() for c, code in codes.items()}
    return "".join(codes.get(c, c) for c in text).encode("cp1252")


def windows_1258(text: str) -> bytes:
    apart = "".join(_split_tone(c) for c in text)
    return apart.encode("cp1258")


def _split_tone(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((c for c in parts if c in tables.VIQR_TONES.values()), "")
    return nfc(parts.replace(tone, "")) + tone if tone else letter


def viqr(text: str) -> bytes:
    """By RFC 1456: a mark that is punctuation after a vowel is escaped."""
    signs = {mark: sign for sign, mark in (tables.VIQR_MODIFIERS | tables.VIQR_TONES).items()}
    signs["\N{COMBINING HORN}"] = "+"
    out: list[str] = []
    for c in text.replace("đ", "dd").replace("Đ", "DD"):
        apart = unicodedata.normalize("NFD", c)
        bare, marks = apart[0], list(apart[1:])
        marks.sort(key=lambda m: m in tables.VIQR_TONES.values())
        if c in signs.values() and out and out[-1][0] in "aeiouyAEIOUY":
            out.append("\\" + c)
        else:
            out.append(bare + "".join(signs.get(m, m) for m in marks))
    return "".join(out).encode("utf-8")


def misread(codec: str) -> Callable[[str], bytes]:
    """UTF-8 read as ``codec`` (undefined bytes as controls) and saved as UTF-8 again."""

    def damage(text: str) -> bytes:
        return "".join(_shown(b, codec) for b in text.encode("utf-8")).encode("utf-8")

    return damage


def _shown(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


def saved_as_utf8(encode: Callable[[str], bytes]) -> Callable[[str], bytes]:
    return lambda text: "".join(_shown(b, "cp1252") for b in encode(text)).encode("utf-8")


ENCODERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda t: t.encode(),
    "utf-8 (mark)": lambda t: t.encode("utf-8-sig"),
    "utf-8 (NFD)": lambda t: unicodedata.normalize("NFD", t).encode(),
    "utf-16-le": lambda t: t.encode("utf-16-le"),
    "utf-16-be": lambda t: t.encode("utf-16-be"),
    "utf-16-le (mark)": lambda t: b"\xff\xfe" + t.encode("utf-16-le"),
    "utf-16-be (mark)": lambda t: b"\xfe\xff" + t.encode("utf-16-be"),
    "tcvn3": in_bytes(tables.TCVN3),
    "vni-win": vni,
    "viscii": in_bytes(tables.VISCII),
    "vps": in_bytes(tables.VPS),
    "windows-1258": windows_1258,
    "viqr": viqr,
    "utf-8+tcvn3": saved_as_utf8(in_bytes(tables.TCVN3)),
    "utf-8+vni-win": saved_as_utf8(vni),
    "utf-8+viscii": saved_as_utf8(in_bytes(tables.VISCII)),
    "utf-8+windows-1258": saved_as_utf8(windows_1258),
    "utf-8+mojibake (windows-1252)": misread("cp1252"),
    "utf-8+mojibake (windows-1258)": misread("cp1258"),
    "utf-8+mojibake (latin-1)": misread("latin-1"),
    "utf-8+mojibake (mac-roman)": misread("mac_roman"),
    "utf-8+mojibake (twice)": lambda t: misread("cp1252")(misread("cp1252")(t).decode()),
}


def paragraphs(corpus: Path) -> list[str]:
    """200 paragraphs of over 100 characters from all over the corpus, in ASCII and Vietnamese."""
    lines = [
        nfc(line)
        for row in corpus.read_text("utf-8").splitlines()
        for line in json.loads(row)["main_text"].splitlines()
        if len(line) > 100
    ]
    plain = [p for p in lines if all(c.isascii() or c in LETTERS for c in p)]
    return random.Random(2026).sample(plain, PARAGRAPHS)


def outcome(data: bytes) -> Decoded:
    try:
        return decode(data)
    except InputError as error:
        return Decoded("", f"refused: {error.fact}", True)


def row(name: str, texts: Iterable[str], show: bool) -> str:
    """Percentages detected, exact, and exact but for the case."""
    wanted = name.split(" (")[0]
    results = [(t, outcome(ENCODERS[name](t))) for t in texts]
    share = 100 / len(results)
    detected = sum(d.encoding == wanted for _, d in results) * share
    exact = sum(d.text == t for t, d in results) * share
    folded = sum(d.text.lower() == t.lower() for t, d in results) * share
    if show:
        for t, d in results:
            if d.encoding != wanted or d.text.lower() != t.lower():
                print(f"  {name}: {d.encoding} {t[:70]!r} -> {d.text[:70]!r}", file=sys.stderr)
    return f"{detected:6.1f} {exact:6.1f} {folded:6.1f}"


def untouched(path: Path) -> str:
    """Whether a UTF-8 file comes out as it went in (NFC), also stripped of its marks."""
    data = path.read_bytes()
    same = decode(data) == Decoded(nfc(data.decode("utf-8")), "utf-8", False)
    lines = data.decode("utf-8").splitlines()
    odd = sum(detect_legacy(line) is not None for line in lines)
    return f"{path.name}: {'untouched' if same else 'CHANGED'}, {odd} of {len(lines)} lines alone"


def main() -> None:
    show = "-v" in sys.argv
    corpus, *others = (Path(a) for a in sys.argv[1:] if a != "-v")
    whole = paragraphs(corpus)
    kinds = {"paragraphs": whole, "lines": [p[:60] for p in whole]}
    kinds["capitals"] = [p.upper() for p in kinds["lines"]]
    print(f"{PARAGRAPHS} of each kind: detected %, exact %, exact but for case %")
    print(f"{'':31}" + "".join(f"{kind:^22}" for kind in kinds))
    start = time.perf_counter()
    for name in ENCODERS:
        print(f"{name:31}" + "  ".join(row(name, texts, show) for texts in kinds.values()))
    print(f"{time.perf_counter() - start:.1f} s")
    for path in others:
        print(untouched(path))


if __name__ == "__main__":
    main()
