"""Who issued a cited document: the body named after its date, or before the word "tại"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.text.abbreviations import expand
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.misread import alike, unspaced
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled

# Words after which the title of a cited document follows.
_TITLE_WORDS = (
    "về", "v/v", "quy định", "sửa đổi", "phê duyệt", "ban hành", "hướng dẫn", "công bố", "giao",
    "và", "tại", "khóa", "thông qua", "điều chỉnh", "thực hiện", "triển khai", "để", "theo", "gửi",
    "ngày", "năm", "được", "trong", "nhằm", "thay thế", "tiếp tục", "quyết định", "kết luận",
    "đến", "trên", "đã", "có", "là", "nhiệm kỳ", "giai đoạn", "vướng mắc", "kèm theo",
)  # fmt: skip
# "Kế hoạch của UBND huyện số 7/KH-UBND".
_CITED = r"(?:cong van|van ban|ke hoach|quyet dinh|nghi quyet|chi thi|huong dan|thong bao|bao cao)"
# Of these, no name of a body has one before a word in small letters.
_OPENS_TITLE = frozenset(
    {"về", "quy định", "sửa đổi", "phê duyệt", "ban hành", "hướng dẫn", "công bố", "quyết định"}
)
# A known name has so many words at most.
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class _Rules:
    """``known``: the letters of a known body without what parts them -> its name; ``fields``: what
    bodies work on, in small letters; ``another``: what opens another name, or the citation of
    another document."""

    ends: regex.Pattern[str]
    before: regex.Pattern[str]
    another: regex.Pattern[str]
    known: Mapping[str, str]
    fields: frozenset[str]


@lru_cache(maxsize=8)
def _rules(grammar: Grammar) -> _Rules:
    ends = sorted({*_TITLE_WORDS, *map(lowered, grammar.words["bodies"]["verbs"])}, key=len)[::-1]
    return _Rules(
        regex.compile(rf"\s*[,;.:()\"]|\s+{alternatives(ends)}(?!\w)|$"),
        regex.compile(
            r"(?:cua|de nghi cua)\s+(?P<issuer>[^,;.]{3,90}?)\s+tai(?:\s+cac)?\s*$"
            r"|\b(?:de nghi|y kien)\s+cua\s+(?P<issuer>[^,;.:()]{3,90}?)\s*\(\s*$"
            rf"|\b{_CITED}\s+cua\s+(?P<issuer>[^,;.:()]{{3,60}}?)\s+so\s*:?\s*$"
        ),
        _another(grammar),
        {unspaced(fold(name)): name for name in grammar.body_names()},
        frozenset(map(lowered, grammar.words["bodies"]["written"])),
    )


def _another(grammar: Grammar) -> regex.Pattern[str]:
    """What opens the name of a body, or the citation of a document. Of heads that bodies are named
    after too, "Phụ nữ", only those that head a name in every list."""
    words = grammar.words["bodies"]
    heads = {head for key in ("alone", "named") for head in words["heads"][key]}
    fields = set(map(lowered, words["written"]))
    always = *words["completed_by_place"], *words["central"], *grammar.words["signatures"]["bodies"]
    bodies = {head for head in map(lowered, heads) if head not in fields}
    bodies |= {*map(lowered, always), *map(lowered, words["units"]), *_OFFICES}
    cited = *grammar.types.values(), *grammar.words["types"]["cited_as"]
    none = _longest(map(lowered, words["no_heads"]))
    return regex.compile(
        rf"(?:{_longest(map(lowered, cited))}|(?!{none}(?!\w)){_longest(bodies)})"
        r"(?=\s+\p{L}|\W*$)"
    )


def _longest(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, the longest first."""
    return alternatives(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))


# Offices whose holders issue documents and that no list of heads has.
_OFFICES = ("thủ trưởng", "trưởng phòng", "kho bạc", "chánh thanh tra")


def issuer_after(
    text: str, folded: str, start: int, grammar: Grammar, bodies: int = 1
) -> tuple[str | None, int]:
    """The body after "của", up to the title of the document or the end of the clause; without
    "của" only a known one, right before the title. So many ``bodies`` may have issued it together:
    "của Bộ Tài chính, Bộ Quốc phòng" of "TTLT-BTC-BQP"."""
    rules = _rules(grammar)
    of = compiled(r"\)?\s*,?\s*cua\s+").match(folded[start:])
    if not of:
        return _stated_bare(text, start, rules)
    low = start + of.end()
    known = _known_from(text, low, rules)
    least = known[1] if known else low + 2
    end = low
    for stop in rules.ends.finditer(lowered(text), least):
        end = stop.start()
        if bodies > 1 and stop.group().strip() in (",", "và") and _names_another(text, stop, rules):
            bodies -= 1
        elif not _inside_name(text, stop, rules):
            break
    name = " ".join(text[low:end].split())
    if known and len(known[0].split()) != len(text[low : known[1]].split()):
        name = (known[0] + text[known[1] : end]).strip()
    return _headed(expand(_undusted(name), grammar), grammar) or None, end


def issuer_before(text: str, folded: str, start: int, grammar: Grammar) -> str | None:
    """The body of "theo đề nghị của … tại" or "đề nghị của … (" right before a citation."""
    match = _rules(grammar).before.search(folded[:start])
    name = text[match.start("issuer") : match.end("issuer")] if match else ""
    if by := _MADE_BY.search(name):
        name = by["issuer"]
    return expand(_undusted(name), grammar) or None


# "Điều lệ của Công ty được UBND tỉnh phê duyệt tại …": who approved it.
_MADE_BY = regex.compile(
    r"(?<!\w)(?:đã\s+)?được\s+(?P<issuer>.+?)\s+(?:phê duyệt|ban hành|thông qua|giao|cho phép)$"
)


def _stated_bare(text: str, start: int, rules: _Rules) -> tuple[str | None, int]:
    """ "ngày 14/4/2017 Bộ Y tế về việc …"."""
    gap = regex.match(r"\s+(?=\p{Lu})", text[start:])
    known = _known_from(text, start + gap.end(), rules) if gap else None
    if known and regex.match(r"\s+(?:v/v|về|ban hành|quy định|hướng dẫn)\b", text[known[1] :]):
        return known
    return None, start


def _known_from(text: str, low: int, rules: _Rules) -> tuple[str, int] | None:
    """The longest known body that the words from ``low`` on spell, whatever parts or joins its
    words there, and where it ends: "Bộ Lao động thương binh và xã hội", "Sở Ytế"."""
    best: tuple[str, int] | None = None
    letters = ""
    for count, word in enumerate(compiled(r"[^\s]+").finditer(text[low : low + 120])):
        core = compiled(r"(?:[\p{L}\d-]|[,–](?=\w))*").match(word.group())
        letters += unspaced(fold(core.group() if core else ""))
        end = low + word.start() + (core.end() if core else 0)
        said = core is not None and any(map(str.isalnum, core.group()))
        if said and (name := rules.known.get(letters.replace("_", ""))):
            best = name, end
        whole = core is not None and core.end() == len(word.group())
        if count >= _LONGEST or not (whole or word.group().endswith(",")):
            break
    return best if text[low : low + 1].isupper() else None


def _inside_name(text: str, stop: regex.Match[str], rules: _Rules) -> bool:
    """ "và", "," and verbs in capitals go on with the name: "Sở Giáo dục và Đào tạo"; so does a
    list of what a body works on: "… sự cố, thiên tai và Tìm kiếm cứu nạn"."""
    word = stop.group().strip()
    after = text[stop.end() :].lstrip()
    if word in (",", "và"):
        if word == "," and regex.match(r"\p{Ll}[\p{Ll} ]{2,40}? và \p{Lu}\p{Ll}", after):
            return not rules.ends.match(f" {lowered(after)}")
        return (
            after[:1].isupper()
            and bool(regex.match(r"\p{Lu}\p{Ll}*\s+(?:\p{Ll}|\p{Lu}\p{Ll}*\s+và\s)", after))
            and not _names_another(text, stop, rules)
        )
    # A speck between two words: "tỉnh:Sơn La".
    if word in (":", ".") and stop.group() == word:
        return bool(regex.match(r"(?<=\p{Ll}[:.])\p{Lu}\p{Ll}", text, pos=stop.end()))
    if word in _OPENS_TITLE and after[:1].islower():
        return False  # "Chính phủ Quy định chi tiết …"
    # "Ban Chăn nuôi Thú y": a verb that ends the name of a field of work.
    field = " ".join([*text[: stop.start()].split()[-1:], word])
    if lowered(field) in rules.fields and regex.match(r"(?:và\s+)?\p{Lu}|[,;.]|$", after):
        return True
    return text[stop.start() :].lstrip()[:1].isupper() and word.replace(" ", "").isalpha()


def _names_another(text: str, stop: regex.Match[str], rules: _Rules) -> bool:
    """Whether another body, or another document, comes behind a comma or "và"."""
    after = text[stop.end() :].lstrip()
    return after[:1].isupper() and bool(rules.another.match(lowered(after)))


def _undusted(name: str) -> str:
    """A name without specks between its words."""
    return " ".join(compiled(r"(?<=\p{Ll})[:.](?=\p{Lu}\p{Ll})").sub(" ", name).split())


def _headed(name: str, grammar: Grammar) -> str:
    """The name with its misread head put right: one in small letters of which a letter is
    missing, "y ban nhân dân"."""
    words = name.split()
    if not name[:1].islower() or len(words) < 3:
        return name
    read = fold(" ".join(words[:2]))
    heads = grammar.words["bodies"]["heads"]["named"]
    like = [head for head in heads if len(head.split()) == 2 and alike(read, fold(head))]
    return " ".join([like[0], *words[2:]]) if len(like) == 1 and read != fold(like[0]) else name
