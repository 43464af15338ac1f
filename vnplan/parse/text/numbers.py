"""The grammar of "số và ký hiệu": 12/KH-UBND, 15-KH/HU, 30/2020/NĐ-CP, 05/BNV-VP."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import fold

# "Số" as it is printed, and as an OCR leaves it.
_WORD = (
    r"\W{0,3}(?:(?:Luật|Nghị quyết|Pháp lệnh)\s+)?"
    r"(?:[Ss]\s?[ốỐoôóòõọéèêsbd068]|S\p{L}{1,2}(?=\s?:)|[oôơốồổỗộớờởỡợ](?=\s?[:;]))\s*[:;.,]?\s*"
)
# "ƯPT", "ĂTTP": letters of words without a tone.
_CAPITAL = "A-ZĐĂÂÊÔƠƯ"
_UNIT = rf"[{_CAPITAL}](?:[\p{{L}}\d&.,+]*[\p{{L}}\d&])?"
# Around a dash, spaces stand between groups of capitals only: "Vĩnh" of a date line is no group.
_DASH = rf"(?:[-–]|\s?[-–]\s?(?=[{_CAPITAL}]{{2}}|\d|[{_CAPITAL}](?!\p{{L}})))"
_GROUPS = rf"{_UNIT}(?:(?:{_DASH}|/)[{_CAPITAL}\d](?:[\p{{L}}\d&.,+]*[\p{{L}}\d&])?)*"
# "CAT-PV01(Đ3)": the team of a section.
_GROUPS += r"(?:\(\p{Lu}[\p{L}\d.&-]{0,10}\))?"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?"
_DIGITS = regex.compile(r"\d{1,6}[a-zA-HK]?")
# "Số", damaged, at the head of a line; without a colon only as the Party prints it.
_ANCHOR = regex.compile(r"\W{0,3}S\s?[\p{L}\d]{1,2}(?:\s?[:;.,]+\s*|\s+(?=\S*[\d/]))", regex.I)
_TAIL = regex.compile(rf"(?P<first>{_UNIT})\s?(?P<glue>[-–/])\s?(?P<rest>{_GROUPS})\W*")
# Something of a number and a symbol is left: a stroke or dash, then capitals.
_CODED = regex.compile(r"[/–-]\s?\W?\p{Lu}{2}|\p{Lu}{2}\S*\s?[/–-]")
_LONGEST_LINE = 40


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """What a number line says.

    Attributes:
        serial: the digits; ``None`` when blank or not to be read.
        blank: whether nothing stands where the serial belongs.
        symbol: "KH-UBND" (state) or "KH/TU" (Party).
        number: serial and symbol as they belong together; ``None`` without a serial.
        types: the types of document that the symbol allows; empty for a dispatch.
        agency: the last group of the symbol, or the first one of a dispatch.
        glue: what stands between serial and symbol.
        start, stop: where number and symbol stand in the line.
        symbol_start: where the symbol alone starts.
    """

    serial: str | None
    blank: bool
    symbol: str
    number: str | None
    types: tuple[str, ...]
    agency: str
    party: bool
    start: int
    stop: int
    symbol_start: int
    glue: str = "/"

    def with_serial(self, serial: str) -> OwnNumber:
        """The number with a serial that was read elsewhere; none without a symbol."""
        number = f"{serial}{self.glue}{self.symbol}" if self.symbol else None
        return replace(self, serial=serial, blank=False, number=number)

    def with_symbol(self, symbol: str, types: tuple[str, ...], agency: str) -> OwnNumber:
        """The number with its symbol put right."""
        number = f"{self.serial}{self.glue}{symbol}" if self.number else None
        return replace(self, symbol=symbol, number=number, types=types, agency=agency)


@dataclass(frozen=True)
class NumberRule:
    """Reads number lines; the abbreviations of types come from the grammar."""

    type_of: dict[str, tuple[str, ...]]
    folded_types: dict[str, str]
    agencies: frozenset[str]
    state: regex.Pattern[str]
    party: regex.Pattern[str]
    bare: regex.Pattern[str]
    old: regex.Pattern[str]

    @classmethod
    def of(cls, grammar: Grammar) -> NumberRule:
        short = "|".join(sorted(map(regex.escape, grammar.type_of), key=lambda s: (-len(s), s)))
        end = r"(?![\p{L}\d/])"
        return cls(
            dict(grammar.type_of),
            {fold(abbreviation): abbreviation for abbreviation in grammar.type_of},
            frozenset(grammar.agencies),
            regex.compile(
                rf"{_WORD}(?:(?P<serial>[^/]{{0,16}}?)\s?/\s?{_YEAR}(?P<symbol>{_GROUPS})"
                rf"|(?P<serial>.{{0,12}}?)\s?/\s?{_YEAR}(?P<symbol>(?:{short})\s?[-–]\s?{_GROUPS})){end}"
            ),
            regex.compile(
                rf"{_WORD}(?:(?P<serial>[^/\-–]{{0,10}}?)\s?(?P<glue>[-–])\s?"
                rf"|(?P<serial>\d{{1,4}}[a-z]?)(?P<glue>\s?))"
                rf"(?P<type>{short})\s?/\s?(?P<agency>{_GROUPS}){end}"
            ),
            regex.compile(
                rf"\W{{0,2}}(?P<serial>\d{{1,6}})\s?/\s?{_YEAR}(?P<symbol>(?:{short})\s?-\s?{_GROUPS})\W*$"
            ),
            # Before 1999: "15 TM/XNK", "773-TTg", "33.QĐ/ĐTN".
            regex.compile(
                r"\W{0,3}Số\s?:?\s*(?P<serial>\d{1,5}[a-z]?)"
                rf"(?:(?P<glue>\s?[-–.]\s?)(?P<symbol>[{_CAPITAL}]{_GROUPS})"
                rf"|(?P<glue>\s)(?P<symbol>[{_CAPITAL}]{_UNIT}[-/]{_GROUPS})){end}"
            ),
        )

    def read(self, text: str) -> OwnNumber | None:
        """The number line in ``text``; ``None`` when it is none."""
        if match := self.party.match(text):
            symbol = f"{match['type']}/{_tight(match['agency'])}"
            glue = "-" if match["glue"].strip() else match["glue"]
            return self._number(match, symbol, glue, match["type"], match["agency"], party=True)
        if (match := self.old.match(text)) and not self._is_damaged(match["symbol"]):
            symbol = _tight(match["symbol"])
            agency = regex.split("[-/]", symbol)[0]
            glue = match["glue"].strip() or " "
            return self._number(match, symbol, glue, "", agency, party=False)
        if match := self.state.match(text) or self.bare.match(text):
            if self._is_party(match):
                return None
            symbol = self._repaired(_tight(match["symbol"]))
            first, _, rest = symbol.partition("-")
            kind = first if first in self.type_of and rest else ""
            agency = rest if kind else first
            year = f"{match['year']}/" if match["year"] else ""
            return self._number(match, symbol, f"/{year}", kind, agency, party=False)
        return None

    def _is_damaged(self, symbol: str) -> bool:
        """Whether a symbol is one of today, so that the sign before it was a stroke."""
        first, dash, _ = _tight(symbol).partition("-")
        return bool(dash) and first in self.type_of

    def salvage(self, text: str) -> OwnNumber | None:
        """A damaged number line: "Số" at its head and the longest tail that is a symbol, if any.

        The serial is never read from it. Only for lines of a letterhead: in running text "Số"
        starts sentences.
        """
        head = _ANCHOR.match(text)
        if not head or len(text) > _LONGEST_LINE or _DIGITS.fullmatch(text[head.end() :].strip()):
            return None
        for start in range(head.end(), len(text)):
            if found := self._symbol(text, start):
                symbol, kind, agency, party = found
                serial = text[head.end() : start].strip(" .…_-:,;'\"/")
                types = self.type_of.get(kind, ())
                at = head.end()
                glue = "-" if party else "/"
                return OwnNumber(
                    None, not serial, symbol, None, types, agency, party, at, len(text), start, glue
                )
        if not _CODED.search(text[head.end() :]):
            return None
        return OwnNumber(None, False, "", None, (), "", False, head.end(), len(text), len(text))

    def _symbol(self, text: str, start: int) -> tuple[str, str, str, bool] | None:
        """Symbol, type, agency and whether it is the Party's, of ``text`` from ``start`` on."""
        match = _TAIL.fullmatch(text, start)
        if not match:
            return None
        first, rest = match["first"], _tight(match["rest"])
        glued = text[start - 1].isalpha()
        if first in self.type_of and (len(first) > 1 or not glued):
            party = match["glue"] == "/"
            return f"{first}{'/' if party else '-'}{rest}", first, rest, party
        # "PGDĐT" is to a district what "SGDĐT" is to a province.
        known = {first, "S" + first[1:] if first[0] == "P" else first} & self.agencies
        if not known or glued or len(first) < 3 or match["glue"] == "/":
            return None
        return f"{first}-{rest}", "", first, False

    def _is_party(self, match: regex.Match[str]) -> bool:
        """Whether what seems a serial ends in a type: "ƒ§#'KH/HU" is a damaged "15-KH/HU"."""
        written = match["serial"].rstrip()
        ends = (t for t in self.type_of if written.endswith(t) and len(t) > 1)
        return "-" not in match["symbol"] and any(
            not written[: -len(t)][-1:].isalpha() and len(written) > len(t) for t in ends
        )

    def _repaired(self, symbol: str) -> str:
        """ "QD-UBND" becomes "QĐ-UBND": no type has the abbreviation QD."""
        first, dash, rest = symbol.partition("-")
        if dash and first not in self.type_of and first.isupper():
            once = regex.sub(r"(.)\1", r"\1", fold(first))
            first = self.folded_types.get(fold(first)) or self.folded_types.get(once, first)
        return self._agency(first) + dash + "-".join(map(self._agency, rest.split("-")))

    def _agency(self, group: str) -> str:
        """The group with the marks of the only known agency of these letters: "SGDDT" is "SGDĐT",
        and "PGDDT", its counterpart in a district, "PGDĐT"."""
        if group in self.agencies or group in self.type_of or not group.isupper():
            return group
        field = "S" + group[1:] if group[0] == "P" else group
        known = [name for name in self.agencies if fold(name) == fold(field)]
        return group[0] + known[0][1:] if len(known) == 1 and len(group) > 2 else group

    def _number(
        self,
        match: regex.Match[str],
        symbol: str,
        glue: str,
        kind: str,
        agency: str,
        *,
        party: bool,
    ) -> OwnNumber:
        written = match["serial"].strip(" .…_-:,;'\"")
        serial = written if _DIGITS.fullmatch(written) else None
        number = f"{serial}{glue}{symbol}" if serial else None
        types = self.type_of.get(kind, ())
        start, after = match.span("serial")
        return OwnNumber(
            serial, not written, symbol, number, types, agency, party, start, match.end(), after,
            glue,
        )  # fmt: skip


def _tight(symbol: str) -> str:
    """Without the spaces that an OCR puts around dashes."""
    return regex.sub(r"\s*[-–]\s*", "-", symbol).rstrip(".")
