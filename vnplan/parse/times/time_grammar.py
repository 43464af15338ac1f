"""The grammar of a point of time, over folded text, and the words around one that count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar, alternatives, any_of

YEAR = r"(?:19|20)\d\d"
_EVERY = r"(?:hang|hàng|moi)\s*(?:nam|qu[yi]|thang)"
# Digits of a clock are no number of days: "16 giờ 00 ngày 3/4".
_NO_CLOCK = r"(?<![a-z\d])(?<!\bgio\s*)(?<!\d[hg]\s*)"
_SPAN = (
    r"(?:\d{1,2}\s*-\s*)?\d{1,3}\s*(?:\([^()\d]{1,14}\)\s*)?"
    r"(?:ngay|phut|gio(?!\s*(?:\d|phut|,?\s*ngay))|thang|tuan)"
    r"(?:\s*lam\s*viec)?"
)
# What a term runs from, up to who has the duty. A comma between two of a list of bodies ("cơ quan,
# tổ chức") or of what comes about ("phá sản, ngừng hoạt động,") does not end it, unless they have
# the duty. TERM_NOUNS and TERM_EVENTS stand for lists of dictionaries/deadlines.yaml.
_ONE_OF_LIST = r"\s(?:TERM_NOUNS)\b"
_DUTY = r"\s(?:co\s+trach\s+nhiem|phai)\b"
_UNTIL = (
    rf"(?:(?!{_DUTY})(?:[^,;:.()]|(?<=\b(?:TERM_NOUNS)(?:\s+\w+){{0,2}}),(?={_ONE_OF_LIST})"
    rf"(?!(?:{_ONE_OF_LIST}[^,;.()]{{0,80}},(?={_ONE_OF_LIST})){{0,3}}[^,;.()]{{0,120}}{_DUTY})"
    r"|,(?=\s(?:TERM_EVENTS)\b[^,;.()]{0,40},)))*"
)
# "các ngày 20 đến 24/7", "hai ngày 16 và 17 tháng 11", "15 - 20/11": all but the last day.
_LISTED = (
    r"(?<![\d/\-]|\bthu\s*)(?:(?:(?:cac|hai|ba|0?[2-9])\s+)?ngay\s+)?"
    r"(?:\d{1,2}(?:/\d{1,2})?\s*(?:,|va|den|-)\s*(?:\d{1,2}\s*gio\s*(?:\d\d\s*)?)?(?:ngay\s*)?){1,5}"
)
# "trước 15 tháng 5"; "6 tháng 1 lần" is no day.
_BARE_LONG = (
    r"(?<=\b(?:truoc|nhat|nhat\s+la|den|het)\s)\d{1,2}\s*thang\s*\d{1,2}"
    r"(?!\d|\s*(?:lan|ngay|tuan|gio|nam(?!\s*\d)))"
)
# "trước 15-4." is a day, "trước 3-4 vụ" counts: with a dash nothing of the clause may follow.
_BEFORE_DAY = r"\btruoc\s(?:\d{1,2}\s?(?:gio|h|g)\s?(?:\d\d\s?)?(?:phut)?\s?,?\s?(?:ngay\s)?)?"
_CLOSES = r"(?=\s*(?:[;)\]]|[.,](?!\d)|$))"
_THIRD = r"(?:thuong|trung|ha)\s+tuan"
_OPENS = (
    r"ngay|nam|thang|tuan|quy|qui|giai|nua|dau|giua|cuoi|het|sau|chin|cac|hai|ba|trong|thuong|trung"
    r"|ha"
)
_POINT = rf"""(?=(?<!\d)\d|(?<![a-z])(?:{_OPENS}))(?:
    (?P<clock>\d{{1,2}}\s*(?:gio|h|g)\s*(?:\d{{2}})?\s*(?:phut)?['’]?\s*,?\s*
      (?:cung|hang|moi)\s*ngay)
  | (?:{_LISTED}|ngay\s*)?(?P<d>\d{{1,2}})\s?(?P<mark>[/\-.])\s?(?P<dm>\d{{1,2}}|1\s[0-2])\s?
      (?P=mark)\s?(?P<dy>{YEAR}|(?<=[/\-]\s?)\d\d(?![\w/\-]|\.\d))
  | (?:(?<!\btuan\s*){_LISTED}|ngay\s*|(?={_BARE_LONG}))(?P<ld>\d{{1,2}})
      \s*thang\s*(?P<lm>\d{{1,2}})(?:\s*nam\s*(?P<ly>{YEAR}))?
  | (?:{_LISTED}|ngay\s*)(?P<sd>\d{{1,2}})\s?[/\-]\s?(?P<sm>\d{{1,2}})(?![\d/]|\s*(?:gio|h|ngay)\b)
  | ngay\s*(?P<od>\d{{1,2}})(?=\s*(?:{_EVERY}|cua\s+thang
      |thang\s+(?:sau|toi|ke\s+tiep|tiep\s+theo|lien\s+ke)\b))
  | tuan\s*(?:\d\s*(?:,|va|den|-)\s*(?:tuan\s*)?)?(?:le\s*)?
      (?P<week>dau(?:\s*tien)?|cuoi(?:\s*cung)?|thu\s*\w+|\d)
      (?:\s*(?:cua\s*)?(?:cac\s*)?thang\s*(?:(?<=cac\s*thang\s*)(?:\d{{1,2}}\s*(?:,|va|-|den)\s*){{1,6}})?|/(?=\d))(?P<wm>\d{{1,2}})(?:(?:\s?[/\-]\s?|\s*nam\s*)(?P<wy>{YEAR}))?(?![\d/\-])
  | thang\s*\d{{1,2}}(?:(?:\s?/\s?|\s*nam\s*){YEAR}\s*(?:,|va|den|-)\s*thang\s*
      |\s*(?:(?:[-–,]|va|den)\s*(?:thang\s*)?\d{{1,2}}\s*)*(?:[-–,]|va|den)\s*(?:thang\s*)?)
      (?P<tom>\d{{1,2}})
      (?:(?:\s?/\s?|\s*nam\s*)(?P<toy>{YEAR}))?(?!\s*(?:thang|ngay|nam|tuan)|[\d/\-%]|\.\d)
  | (?:(?:nua\s*)?(?P<half>dau|giua|cuoi|{_THIRD})\s*)?thang
      \s*(?P<m>\d{{1,2}})(?:\s?[/\-]\s?|\s*nam\s*)(?P<y>{YEAR})
  | (?:(?:nua\s*)?(?P<half2>dau|giua|cuoi|{_THIRD})\s*)?thang\s*(?P<bm>\d{{1,2}})(?![\d/\-])
  | (?:(?:nua\s*)?(?P<half3>dau|giua|cuoi|{_THIRD})\s*)?qu[yi]
      \s*(?:(?:iv|i{{1,3}}|[1-4])(?:\s*(?:,|va|-|&|\+)\s*(?:qu[yi]\s*)?
        |(?:\s?/\s?|\s*nam\s*){YEAR}\s*(?:,|va|den|-)\s*qu[yi]\s*))*
      (?P<q>iv|i{{1,3}}|[1-4])
      (?:(?:\s?[/\-]\s?|,?\s*nam\s*)(?P<qy>{YEAR}))?(?!\w)
  | giai\s*doan\s*(?:tu\s*)?(?:nam\s*)?(?P<from>{YEAR})\s*(?:-|den)\s*(?:nam\s*)?(?P<to>{YEAR})
  | (?P<months>\d{{1,2}}|sau|chin)\s*thang\s*(?P<part>dau|cuoi)\s*(?:cua\s*)?nam(?!\s*(?:hoc|sau))
      (?:\s*(?P<my>{YEAR}))?(?!\w)
  | (?:(?P<half4>dau|giua|cuoi|{_THIRD})\s*
      |(?:cac|hai|ba|\d)\s+(?=nam\s*{YEAR}\s*(?:-|va|,)\s*{YEAR}))?
      nam\s*(?P<year>{YEAR})
      (?:\s*(?:-|va|,(?=\s*{YEAR}\s*(?:[.,;:)]|$)))\s*(?P<toyear>{YEAR})(?!\d))?
  | (?<=\btruoc\s)(?P<year>{YEAR})(?=\s*(?:[.,;)]|$))
  | (?P<firsts>\d{{1,2}}|ba|sau)\s*(?:ngay|tuan|thang|nam)\s*dau(?:\s*tien)?(?=\s*(?:[.,;)]|$))
  | (?P<end>cuoi|het|trong)\s*nam(?:\s*nay)?(?!\s*(?:{YEAR}|hoc|sau|toi))(?!\w)
  | {_NO_CLOCK}(?P<term>{_SPAN}(?:\s*\([^()]{{1,25}}\))?(?:,?\s*(?:(?:ke|tinh)\s*)?(?:tu|sau)\s*
      (?:ngay|khi|thoi\s*diem)|\s+(?P<event>sau|khi)(?!\s+do\b)){_UNTIL})
  | {_NO_CLOCK}(?P<span>{_SPAN})(?!\w)
  | (?:{_LISTED})?(?P<nd>\d{{1,2}})(?:/|(?<={_BEFORE_DAY}\d{{1,2}})-(?=\d{{1,2}}{_CLOSES}))
      (?P<nm>\d{{1,2}})(?![\d/\-]|\s*(?:gio|h|ngay|thang|phut|tuan)\b)
)"""
# "trước 17 giờ 00 ngày …", "sáng chủ nhật 12/3": hour, part of the day and day of the week belong
# to the point of time.
_BEFORE = (
    r"(?:(?:\d{1,2}(?::\d{2}|\s*(?:giờ|h|g)\s*(?:\d{2})?\s*(?:phút)?['’]?)|{parts}"
    r"|thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)[\s,]*(?:(?:và|đến|-)\s*)?)+$"
)
# Where "và" and a verb start what is to be done, a noun before them owns no time behind them: "kinh
# phí từ chương trình … và tổng kết hằng quý".
NO_NEW_VERB = (
    r"(?!\s+và\s+(?:định k[ỳì]|tổng kết|sơ kết|đánh giá|kiểm tra|rà soát|tổng hợp|cập nhật|gửi"
    r"|nộp|họp|tổ chức|thực hiện|báo cáo\s+\p{L})(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of a grammar: a point of time, the words that lead to it, the words near it that
    make it a deadline or none. All but ``point``, ``brings`` and those from ``hands_in`` to
    ``list_comma`` read text in small letters with its marks."""

    point: regex.Pattern[str]
    before: regex.Pattern[str]
    lead: regex.Pattern[str]
    strong: regex.Pattern[str]
    habits: regex.Pattern[str]
    nouns: regex.Pattern[str]
    shares: regex.Pattern[str]
    belongs: regex.Pattern[str]
    plans: regex.Pattern[str]
    makers: regex.Pattern[str]
    to_body: regex.Pattern[str]
    horizons: regex.Pattern[str]
    contents: regex.Pattern[str]
    acts: regex.Pattern[str]
    tells: regex.Pattern[str]
    just_told: regex.Pattern[str]
    often_acts: regex.Pattern[str]
    lasting_acts: regex.Pattern[str]
    kept: regex.Pattern[str]
    done_for: regex.Pattern[str]
    happened: regex.Pattern[str]
    brings: regex.Pattern[str]
    sends: regex.Pattern[str]
    hands_in: regex.Pattern[str]
    answers: regex.Pattern[str]
    list_comma: regex.Pattern[str]
    office_hours: regex.Pattern[str]
    done: str


def _point(grammar: Grammar) -> regex.Pattern[str]:
    """The pattern of a point of time, with the lists that only the dictionaries know."""
    pattern = _POINT
    for key in ("term_nouns", "term_events"):
        pattern = pattern.replace(key.upper(), any_of(grammar, "deadlines", key))
    return regex.compile(pattern, regex.VERBOSE)


# The patterns that are made of lists of deadlines.yaml, ``{name}`` standing for one of them.
_PATTERNS = {
    "before": rf"(?<![\w/]){_BEFORE}",
    "lead": r"\b(?<!thông\s)(?P<lead>(?:{leads}\s+)+)$",
    "strong": "{strong}",
    "habits": r"\b{habits}\b(?:{no_new_verb}[^,;.]){0,60}$",
    "nouns": r"\b{nouns}\s+(?:\w+\s+){0,2}$",
    "shares": r"\s+{shares}\b",
    "belongs": r"\s+{belongs}(?!\w)",
    "plans": r"(?<!\w){makes}\s+(?:[^;:.()]{0,80},\s*)?(?:\p{L}+\s+){0,2}{plans}(?!\w)"
    r"(?:{no_new_verb}[^,;:.()]){0,80}$",
    "makers": r"(?<!\w){makes}\s+(?:\p{L}+\s+){0,8}$",
    "to_body": r"\s+(?:về|cho|gửi|đến|với)\s+{receivers}(?!\w)",
    "horizons": r"(?<!\w){horizon_nouns}(?:\s+\p{L}+)?\s+$",
    "contents": r"(?<!\w)(?:{horizon_nouns}|{content_nouns})"
    r"(?:\s+(?:trọng tâm|chủ yếu|công tác|cụ thể))?\s+$",
    "acts": r"(?<!\w){acts}(?!\w)",
    "tells": r"(?<!\w){tells}(?!\w)",
    "just_told": r"(?<!\w){tells}\s*$",
    "often_acts": r"(?<!\w)(?<!{nouns}\s+){often_acts}(?!\w)",
    "lasting_acts": r"(?<!\w){lasting_acts}(?!\w)",
    "kept": r"(?<!\w)(?<!công bố\s){kept}\s+$",
    "done_for": r"(?<!\w){done_for}(?!\w)",
    "happened": r"(?<!\w)(?<!{proposes}\s+(?:[^,;:.]{0,40}\s)?){things}\s+"
    r"(?:(?!vào\s)\p{L}+\s+)??(?:(?:đã|được)\s+){0,2}{happened}\s+$",
    "brings": r"\b{brings}\b",
    "sends": r"(?<!\w){sends}(?!\w)",
    "hands_in": r"(?:^|\bva\s+)\W*{hands_in}\b",
    "answers": r"\b{answers}\b|\bthoi (?:gian|han)\s*$",
    "office_hours": r"(?<!\w){office_hours}(?!\w)",
    "list_comma": r",(?=\s*{term_nouns}\b)",
}
# Those of the lists that are matched without marks.
_FOLDED = frozenset({"brings", "hands_in", "answers", "term_nouns"})
_HOLE = regex.compile(r"\{([a-z_]{2,})\}")


@lru_cache(maxsize=8)
def rules_of(grammar: Grammar) -> Rules:
    """The patterns of a grammar, made once."""
    strong, weak = (grammar.phrases("deadlines", key, marked=True) for key in ("strong", "weak"))
    words = {
        "leads": alternatives(sorted({*strong, *weak}, key=len)[::-1]),
        "no_new_verb": NO_NEW_VERB,
    }

    def filled(hole: regex.Match[str]) -> str:
        key = hole[1]
        return words.get(key) or any_of(grammar, "deadlines", key, marked=key not in _FOLDED)

    made = {name: regex.compile(_HOLE.sub(filled, form)) for name, form in _PATTERNS.items()}
    return Rules(_point(grammar), **made, done=any_of(grammar, "deadlines", "done", marked=True))
