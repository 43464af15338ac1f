"""The patterns that tell what a line is, made from the dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.numbers import NumberRule
from vnplan.parse.text.passage import fold, lowered


@dataclass(frozen=True, slots=True)
class Openings:
    """Words that start a sentence. Several words are known without their marks; one alone is not:
    "Nhằm" starts a sentence, "Nhâm Dần" is a year."""

    several: regex.Pattern[str]
    single: regex.Pattern[str]

    @classmethod
    def of(cls, grammar: Grammar, key: str) -> Openings:
        several = [p for p in grammar.phrases("letterhead", key) if " " in p]
        single = [p for p in grammar.phrases("letterhead", key, marked=True) if " " not in p]
        return cls(
            *(regex.compile(rf"\W{{0,3}}{alternatives(p)}(?!\w)") for p in (several, single))
        )

    def match(self, text: str) -> bool:
        """Whether the first word is one of them, with a capital."""
        first = text.lstrip('-–"“ ')[:1]
        return first.isupper() and bool(
            self.several.match(fold(text)) or self.single.match(lowered(text))
        )


@dataclass(frozen=True, slots=True)
class LineRules:
    """The patterns that tell what a line is, made from the grammar.

    Those without "text" in their name read folded text.
    """

    mottos: dict[str, str]
    youth_text: regex.Pattern[str]
    slogan: str
    numbers: NumberRule
    capacity_text: regex.Pattern[str]
    title: regex.Pattern[str]
    recipients: regex.Pattern[str]
    recipient_names: tuple[str, ...]
    addressee: regex.Pattern[str]
    wired: regex.Pattern[str]
    about: regex.Pattern[str]
    basis: Openings
    opening: Openings
    overlay: regex.Pattern[str]
    urgency: regex.Pattern[str]
    secrecy: regex.Pattern[str]
    annex: regex.Pattern[str]
    title_note: regex.Pattern[str]
    type_name: regex.Pattern[str]
    type_names: tuple[str, ...]
    article_text: regex.Pattern[str]
    part_text: regex.Pattern[str]
    sections: regex.Pattern[str]


@lru_cache(maxsize=8)
def line_rules(grammar: Grammar) -> LineRules:
    """The patterns of a grammar."""
    letterhead = grammar.words["letterhead"]
    labels = [fold(label) for group in letterhead["signature_labels"].values() for label in group]
    types = sorted(grammar.types, key=lambda name: (-len(name), name))

    def start(file: str, *keys: str, end: str = r"(?!\w)") -> regex.Pattern[str]:
        return regex.compile(r"\W{0,3}" + alternatives(grammar.phrases(file, *keys)) + end)

    return LineRules(
        mottos={name: fold(phrase) for name, phrase in letterhead["mottos"].items()},
        youth_text=regex.compile(
            r"(?:ĐOÀN|.*(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN))\s.*\s"
            r"(?P<motto>" + "|".join(map(str.upper, letterhead["youth"])) + r")\W*$"
        ),
        slogan=fold(letterhead["slogan"]),
        numbers=NumberRule.of(grammar),
        capacity_text=_capacity(grammar),
        title=regex.compile(
            # "P. HIỆU TRƯỞNG" is his deputy.
            r"\W{0,3}(?:p\s?\.\s?)?"
            + alternatives(grammar.phrases("signatures", "titles"))
            + r"(?!\w)"
        ),
        recipients=start("signatures", "recipients", end=r"\s*(?:[:,.;]$|:|$|(?=[-–]))"),
        recipient_names=tuple(
            name.replace(" ", "") for name in grammar.phrases("signatures", "recipients")
        ),
        addressee=regex.compile(
            rf"\W{{0,3}}(?:dong\s+)?{fold(letterhead['addressee'])}\s*:?"
            # The subject of a telegram may end on the same line: "Về việc … SỞ Y TẾ điện:".
            rf"|(?!\W*(?:ve viec\b|v/v\b|\d)).{{4,110}}\b{fold(letterhead['telegram'])}\s*:\s*$"
            rf"|{fold(letterhead['telegram'])}\s*:\s*(?=$|[-–+])"
        ),
        wired=regex.compile(rf".{{4,110}}\b{fold(letterhead['telegram'])}\s*$"),
        # "Vv", "Viv" are what English readers make of it.
        about=regex.compile(r"\W{0,2}(?:v\s?/\s?[vwy]\b|v\s?/(?=\s+\p{L})|v[il1|7t]?v\b)\s*:?"),
        basis=Openings.of(grammar, "basis_words"),
        opening=Openings.of(grammar, "opening_words"),
        overlay=regex.compile(
            r"\W{0,2}(?:" + alternatives(sorted(labels, key=len)[::-1]) + r"\s*:"
            # "SAO Y; SỞ NỘI VỤ;": who certified a copy, as a reader took it from the picture.
            rf"|{alternatives([fold(copy) for copy in letterhead['copies']])}\s*[;:])"
        ),
        urgency=start("letterhead", "urgency", end=r"\W*$"),
        secrecy=start("letterhead", "secrecy", end=r"\W*$"),
        annex=start("letterhead", "annex_words"),
        title_note=regex.compile(
            rf"\(\s*{alternatives(grammar.phrases('letterhead', 'title_notes'))}(?!\w).*\)\W*"
        ),
        type_name=regex.compile(r"\W{0,2}(?P<name>" + alternatives(types) + r")(?!\w)"),
        type_names=tuple(types),
        article_text=_article(grammar.words["headings"]["article"]),
        part_text=_part(grammar.words["headings"]["parts"]),
        sections=_sections(grammar),
    )


def _sections(grammar: Grammar) -> regex.Pattern[str]:
    """Nothing but names of sections: "MỤC ĐÍCH, YÊU CẦU"."""
    kinds = grammar.words["headings"]["sections"]
    name = alternatives(
        [each for kind in kinds for each in grammar.phrases("headings", "sections", kind)]
    )
    return regex.compile(rf"\W*{name}(?:\s*(?:[,;–-]|\bva\b)\s*{name})*\W*$")


def _capacity(grammar: Grammar) -> regex.Pattern[str]:
    """ "TM." or "T/M" before words in capitals."""
    short = sorted(grammar.words["signatures"]["capacities"], key=len)[::-1]
    forms = "|".join(
        r"\s?[./]?\s?".join(letters) if len(letters) == 2 else letters for letters in short
    )
    return regex.compile(
        rf"(?<![\p{{L}}\d./-])(?:{forms})(?:\s?[.,]\s?|\s+)(?=(?:\p{{Lu}}{{2,}}[\s.-]*){{2,}}|\p{{Lu}}{{4,}})"
    )


def _article(word: str) -> regex.Pattern[str]:
    return regex.compile(rf"[^\w+–-]{{0,2}}{word}\s*(\d{{1,3}}[a-z]?)\s*(?:[.:]|$)\s*")


def _part(words: Sequence[str]) -> regex.Pattern[str]:
    names = "|".join(f"{word}|{word.upper()}" for word in words)
    return regex.compile(
        rf"[^\w+–-]{{0,2}}(?:{names})\s+([IVX]+|\d{{1,2}}|(?:thứ|THỨ)\s+\p{{L}}+)\s*(?:[.:]|$)\s*"
    )
