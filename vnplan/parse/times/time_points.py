"""Points of time in a text: days, months, quarters and years, with the words that lead to them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnplan.parse.text.dates import dates
from vnplan.parse.times.due_dates import day_before, due_date
from vnplan.parse.times.time_ends import end_of, onward, past_other_name
from vnplan.parse.times.time_facts import holds_then, is_outlook, is_season, no_limit, stood
from vnplan.parse.times.time_grammar import YEAR, Rules
from vnplan.record import Recurrence


@dataclass(frozen=True, slots=True)
class Point:
    """A point of time in a text with the words that lead to it.

    Attributes:
        strong: whether words before it make it a deadline wherever it stands.
        near: whether it is a day, month or quarter, which titles of documents seldom hold.
        horizon: whether it is how far a plan reaches: "đến năm 2030", "giai đoạn 2026 - 2030".
        starts: whether it only says from when.
        loose: whether it says no day, month or year: "hằng ngày", an occasion.
        repeats: whether it recurs, in a year or more often.
    """

    start: int
    stop: int
    due: str | None
    recurs: Recurrence | None
    strong: bool
    near: bool = False
    horizon: bool = False
    starts: bool = False
    loose: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the points of one text: folded, and in small letters with its marks. ``date`` (ISO,
    perhaps without its day) is that of the document, ``today`` the day that "cùng ngày" means where
    the text names none."""

    folded: str
    marked: str
    rules: Rules
    year: int | None
    bare: bool
    date: str | None = None
    today: str | None = None

    def point(self, match: regex.Match[str]) -> Point | None:
        """A point of time that words before it, or its form, make a deadline."""
        low = max(0, match.start() - 60)
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        timed = self.rules.before.search(self.marked[low:start])
        start = low + timed.start() if timed else start
        lead = self.rules.lead.search(self.marked[low:start])
        words = lead["lead"].split() if lead else []
        half = any(match[name] for name in ("half", "half2", "half3", "half4"))
        period = match["from"] is not None
        before = self.folded[:start]
        said = lead and (self.rules.strong.search(lead["lead"]) or finishes(before))
        strong = bool(said) or labelled(before)
        half = half and (bool(lead) or not _LOOSELY.search(self.folded[:start]))
        led = bool(lead or half or self.bare or strong or match["week"] or match["end"] == "trong")
        if not (
            led
            or (period and _stands_apart(self.folded, start))
            or self._alone(match, start, timed)
            or self._opens_after(match, start)
        ):
            return None
        begin = low + lead.start("lead") if lead else start
        if self._none_due(match, words, begin, start, strong=strong):
            return None
        begin = self._with_after(match, begin)
        if often := regex.search(r"(?:^|[.:)]\s*)(định k[ỳì])\s+$", self.marked[low:begin]):
            begin = low + often.start(1)
        begin += len(_DONE.match(self.folded[begin:start]).group())  # type: ignore[union-attr]
        of_noun = words[:2] == ["giai", "đoạn"] and not (strong or self.bare)
        if of_noun and not _stands_apart(self.folded, begin):
            return None
        if self._only_year(match, words, strong=strong or half):
            return None
        near = match["year"] is None and not period
        horizon = period or bool(match["year"] and words == ["đến"])
        ranges = match["toyear"] or match["tom"] or match["to"] or _LISTS.match(match.group())
        starts = words[-1:] == ["từ"] and not ranges
        starts_term = _RUNS_FROM.search(self.marked[:start])
        before_it = words[-1:] == ["trước"]
        monthly = _OF_MONTH.match(self.folded, match.end()) if match["od"] else None
        if monthly:
            return Point(begin, monthly.end(), None, "monthly", strong, near, repeats=True)
        stop, due = self._end(match, before=before_it, limits=before_it or bool(said))
        return Point(
            begin,
            stop,
            None if starts_term or (starts and not timed) else due,
            None,
            strong,
            near,
            horizon,
            starts,
        )

    def _none_due(
        self, match: regex.Match[str], words: list[str], begin: int, start: int, *, strong: bool
    ) -> bool:
        """Whether nothing is due by a point of time that ``words`` from ``begin`` on lead to: a
        horizon of a plan, a season, what is past, or what cannot be a day."""
        if _no_day(match) or self._opposite(match, words, begin, start):
            return True
        near = self.marked[max(0, begin - _NEAR) : begin]
        horizon = match["year"] and self.rules.horizons.search(near)
        if words == ["đến"] and (is_outlook(self.marked[:begin]) or horizon):
            return True
        ranges = words[:1] == ["từ"] or (words[:1] == ["đến"] and _FROM.search(near))
        if ranges and not strong and self.rules.contents.search(_FROM.sub("", near)):
            return True
        if words == ["trong"] and onward(self.folded, match.end()) and self._of_money(begin):
            return True
        if words[:1] in (["từ"], ["đến"]) and is_season(self.marked[:begin]):
            return True
        counts = self._counts(match, " ".join(words), strong=strong)
        return not counts or self._past(match, start, strong=strong)

    def _of_money(self, begin: int) -> bool:
        """Whether the clause before a time is about money: "bố trí vốn trong dự toán năm 2031 và
        các năm tiếp theo" tells of which years the estimate is."""
        clause = regex.split(r"[,;:(]|\.\s", self.marked[:begin])[-1]
        return bool(self.rules.habits.search(f"{clause.strip()} ") or _MONEY.search(clause))

    def _end(
        self, match: regex.Match[str], *, before: bool, limits: bool
    ) -> tuple[int, str | None]:
        """Where the words of a point end, with what follows it that belongs to it, and the last
        day they allow; ``before``: whether it is led to by "trước"; ``limits``: by this or other
        words that make it a deadline."""
        stop, known = end_of(match, self.folded, self.marked, limits=limits)
        if not known:
            return stop, None
        if match["clock"] and match.group().rstrip().endswith("ngay") and "cung" in match.group():
            return stop, self._same_day(match.start())
        due = due_date(match, self.year)
        if due and before and not (match["d"] or match["ld"] or match["sd"] or match["nd"]):
            due = day_before(match, due)
        return stop, due

    def _same_day(self, start: int) -> str | None:
        """The day that "cùng ngày" means: the last one that the text names before it, else
        ``today``."""
        before = self.folded[max(0, start - _FAR) : start]
        told = [found.iso for found in dates(before)]
        whole = self.today if self.today and len(self.today) == len("2031-01-01") else None
        return told[-1] if told else None if _SOME_DAY.search(before) else whole

    def _opposite(self, match: regex.Match[str], words: list[str], begin: int, start: int) -> bool:
        """Whether a time is the first that is allowed, is over before something is done, or tells
        how things stood then: "không sớm hơn 15 giờ", "đến ngày 5/3 chưa nộp"."""
        if self.rules.happened.search(self.marked[max(0, begin - _NEAR) : begin]):
            return True
        if no_limit(self.marked[:begin]) or no_limit(self.marked[:start]):
            return True
        due = due_date(match, self.year)
        clause = regex.split(r"[,;:(]|\.\s", self.marked[:begin])[-1]
        if self.date and due and due >= self.date and not clause.strip(" -+•*"):
            return False  # how things stand on a day to come is not known yet
        return words[:1] == ["đến"] and stood(self.marked, begin, match.end())

    def _opens_after(self, match: regex.Match[str], start: int) -> bool:
        """Whether a term that a sentence opens with says after how many days something is due:
        "Sau 05 ngày kể từ ngày họp, gửi biên bản"; not what may happen then ("… mà không nộp")."""
        after = _AFTER.search(self.marked[:start]) if match["term"] else None
        return bool(
            after
            and not self.marked[: after.start()].strip(" -+•*")
            and not _STILL.search(regex.split(r"[.;:]", self.marked[match.start() :])[0])
        )

    def _with_after(self, match: regex.Match[str], begin: int) -> int:
        """Where a term starts with "Sau" before it: "Sau 30 ngày kể từ ngày …"."""
        after = _AFTER.search(self.marked[:begin]) if match["term"] else None
        return after.start(1) if after else begin

    def _counts(self, match: regex.Match[str], lead: str, *, strong: bool) -> bool:
        """Whether forms that may be something else are points of time here."""
        if match["span"] or match["term"]:
            lasts = regex.search(r"thời gian\s+$", self.marked[: match.start() - len(lead) - 1])
            if match["span"] and self._lasts(match, lead):
                return False
            minutes = "phut" in match.group() and not regex.search("chậm|muộn", lead)
            if minutes or (match["span"] and lead == "không quá" and lasts):
                return False
        if match["term"] and self.rules.kept.search(
            self.marked[: match.start() - len(lead) - 1] if lead else ""
        ):
            return False
        after = match["event"] and lead == "trong"  # "trong 48 giờ sau khi nước rút"
        if match["event"] and not (strong or after):
            return False
        if match["span"] and (_BACK.match(self.folded, match.end()) or lead.startswith("hết")):
            return False
        if match["span"]:
            works = lead == "trong" and regex.search("lam\\s*viec", match.group())
            clause = regex.split(r"[,;:(]|\.\s", self.folded[: match.start()])[-1]
            within = lead == "trong" and ends_clause(self.folded, match.end())
            works = works or (within and self.rules.answers.search(clause))
            works = works or (lead == "trước" and regex.search("lam\\s*viec", match.group()))
            return bool(works) or (strong and lead not in ("trước", "thời hạn"))
        if match["clock"]:
            return strong
        if match["firsts"]:
            return lead in ("trong", "trong vòng", "ngay trong", "trong thời gian")
        if match["nd"]:
            if regex.search(r"(?:hoàn thành|xong)$", lead) and not ends_clause(
                self.folded, match.end()
            ):
                return False  # "hoàn thành 3/5 tuyến đường"
            plain = strong or self.bare or regex.search(r"\d\s*[/\-]\s*\d+\s+đến$", lead)
            return bool(plain) or match.group() not in ("24/7", "1/2", "1/3", "2/3", "1/4", "3/4")
        if match["end"] == "trong":
            ends = ends_clause(self.folded, match.end())
            return self.bare or (ends and finishes(self.folded[: match.start()]))
        if match["end"]:
            told = bool(lead) or (self.bare and match["end"] == "cuoi")
            return told and not lead.endswith(("dịp", "giai đoạn"))
        if match["months"]:
            return strong or self.bare or lead in ("trong", "vào", "đến hết")
        if match["from"]:
            return self.bare or strong or ends_clause(self.folded, match.end())
        return True

    def _lasts(self, match: regex.Match[str], lead: str) -> bool:
        """Whether a span tells how long something may last, not until when it is to be done: "phạt
        không quá 20 ngày", "thời hạn từ 12 tháng"."""
        if lead.endswith("từ"):
            return True
        if lead == "trong thời gian":
            said = regex.split(r"[,;:(]|\.\s", self.marked[: match.start()])[-1]
            return bool(self.rules.lasting_acts.search(said))
        if not _AT_MOST.search(lead):
            return False
        clause = regex.split(r"[,;:(]|\.\s", self.folded[: match.start() - len(lead) - 1])[-1]
        return bool(clause.strip(" -+*")) and not (
            self.rules.answers.search(clause) or finishes(clause)
        )

    def _alone(self, match: regex.Match[str], start: int, timed: regex.Match[str] | None) -> bool:
        """Whether a day counts that no word leads to: with its hour, or of something that is done
        on it; a month or quarter that stands apart at the end: "(tháng 5)", ", quý II/2031."."""
        clause = regex.split(r"[;:]|\.\s", self.marked[:start])[-1]  # "Hồi 16h ngày …" reports
        opens = self.marked[:start].rstrip(" -+•*")[-1:]
        end = past_other_name(self.marked, match.end())
        if _HEADS.match(self.marked, match.end()) and not opens:
            return True
        if match["sd"] or match["ld"] or match["d"] or match["nd"]:
            if opens == "(" and ends_clause(self.folded, end):
                told = self.rules.tells.search(clause[-25:]) or _FOUNDED.search(clause)
                return not (told or self._cited(clause))
            if timed and not (self.rules.just_told.search(clause) or clause.strip() == "hồi"):
                return True
            if not _DAYS.match(self.folded, start) and not match.group().startswith("ngay"):
                return False
            if _ROUND.search(clause):
                return True
            if self.marked[:start].rstrip().endswith((" sau", " quá")):
                return False
            where = _WHERE.match(self.folded, end)
            tells = _ALWAYS_TELLS if self._to_come(match) else self.rules.tells
            spoken = tells.search(clause[-45:]) or self._cited(clause)
            ends = bool(where) or ends_clause(self.folded, end)
            labels = opens == ":" and bool(where)  # "Hiến máu: ngày 15/3 tại Trạm Y tế"
            return ends and not spoken and bool(labels or self.rules.acts.search(clause))
        if match["bm"] or match["m"] or match["tom"] or match["q"]:
            apart = opens in (",", "(") or self._made_by(match, clause)
            return apart and ends_clause(self.folded, end) and not self._cited(clause)
        return False

    def _made_by(self, match: regex.Match[str], clause: str) -> bool:
        """Whether a month or quarter to come ends a clause on what is made or opened then: "trình
        phê duyệt quý I/2031"."""
        return bool(_MADE.search(clause)) and self._to_come(match)

    def _to_come(self, match: regex.Match[str]) -> bool:
        """Whether a time is not over on the day of the document, which cites none of that day."""
        due = due_date(match, self.year)
        return bool(self.date and due and due >= self.date)

    def _cited(self, clause: str) -> bool:
        return bool(regex.search(r"\d+\s*[/\-]\s*[a-zđ]", clause))

    def _past(self, match: regex.Match[str], start: int, *, strong: bool) -> bool:
        """Whether a point lies before the document's year, or the clause tells what was done, from
        when figures are or how long something is in force."""
        years = [int(y) for y in regex.findall(YEAR, match.group())]
        if _RANGE_END.match(self.folded, match.end()) and self.marked[:start].endswith("từ "):
            ends = _RANGE_YEAR.match(self.folded, match.end())
            return bool(ends and years and self.year and int(ends["year"]) < self.year)
        if self.year and years and max(years) < self.year:
            return True
        clause = regex.split(r"[,;:(]|\.\s", self.marked[:start])[-1]
        if holds_then(clause, self.marked[match.end() :]):
            return True
        if _COUNTED.search(clause):
            return True
        if strong and finishes(self.folded[:start]):
            return False
        told = rf"(?<!\w)(?:đã\s+(?:được\s+)?{self.rules.done}|tính\s+(?:từ|đến)\s*$)"
        if not strong:
            told = (
                rf"{told}|(?<!\w)(?:hiệu lực|(?<!(?:khóa|nhập|gửi|nộp)\s)số liệu"
                r"|thiệt hại|xảy ra|bị|dự báo|lũy kế"
                r"|tính\s+(?:từ|đến))(?!\w)"
            )
        return not self.bare and bool(regex.search(told, clause))

    def _only_year(self, match: regex.Match[str], words: list[str], *, strong: bool) -> bool:
        """Whether a year only dates what is spoken of: "từ năm 2031"."""
        if not match["year"] or strong or words not in (["từ"], ["vào"], ["đầu"]):
            return False
        if words == ["từ"] and _RANGE_END.match(self.folded, match.end()):
            return False
        ends = ends_clause(self.folded, match.end())
        return not (self.year and int(match["year"]) >= self.year and ends)


# "Hoàn thành: ngày 25/4", "Hạn nộp hồ sơ: 3/5/2031", "Thời gian thực hiện: quý III"; "Thời gian
# ký: …" is that of a digital signature.
_LABEL = regex.compile(
    r"(?:hoan thanh|xong|han (?:cuoi|chot|nop)[^:;.]{0,30}"
    r"|thoi (?:gian|han)(?!\s+(?:ky|nhan|ban hanh)\b)[^:;.]{0,30}"
    r"|lich (?:kiem tra|thi|hop|truc|kham|tiep|lam viec|cong tac)[^:;.]{0,40})\s*:\s*$"
)
# "những ngày đầu tháng 11", "lần đầu năm 2031": tells roughly when something was.
_LOOSELY = regex.compile(r"\b(?:nhung ngay|nhung thang|lan|dot|dung|ban|\d thang)\s+$")
# "trong vòng 06 tháng gần nhất": goes back.
_BACK = regex.compile(r"\s*(?:gan nhat|gan day|lien ke|lien truoc|tro lai|tinh den|truoc do)")


_STILL = regex.compile(r"(?<!\w)(?:mà|nếu|không|chưa|vẫn)(?!\w)")
_AFTER = regex.compile(r"(?<!\w)(sau)\s+$")


_MONEY = regex.compile(r"(?<!\w)(?:dự toán|ngân sách|kinh phí|vốn)(?!\w)")
# "nhiệm vụ từ năm 2031 đến năm 2035": where a range begins.
_FROM = regex.compile(r"từ\s+(?:nay|(?:năm|tháng|quý|ngày)\s+\S+|\d\S*)\s+$")
# "học sinh đủ 14 tuổi tính đến 30/6/2031" counts those of that day.
_COUNTED = regex.compile(r"(?<!\w)tính\s+(?:từ|đến)(?:\s+(?:hết|ngày|thời điểm))*\s*$")
# "từ năm 2031 đến năm 2035": the range holds, however long ago it started.
_RANGE_END = regex.compile(r"\s*(?:-|den)\s*(?:het\s+)?(?:ngay|thang|nam|qu[yi]|cuoi|\d)")
_RANGE_YEAR = regex.compile(
    rf"\s*(?:-|den)\s*(?:het\s+)?(?:(?:ngay|thang|nam)\s+)?(?:\d{{1,2}}\s*[/\-.]\s*){{0,2}}(?P<year>{YEAR})"
)


_AT_MOST = regex.compile(r"^(?:không quá|tối đa)")


# "15 ngày kể từ 0 giờ ngày 01/4": the day a term runs from is not its last.
_RUNS_FROM = regex.compile(
    r"\d\)?\s*(?:ngày|tuần|tháng|quý|năm|giờ)(?:\s+làm\s+việc)?\s*,?\s*"
    r"(?:kể|tính)\s+từ\s+(?:ngày\s+)?$"
)


def _no_day(match: regex.Match[str]) -> bool:
    """Whether two numbers with a stroke are no day of any month: "24/24"."""
    day, month = (match[name] for name in (("nd", "nm") if match["nd"] else ("sd", "sm")))
    return bool(day) and not (1 <= int(day) <= 31 and 1 <= int(month) <= 12)


def labelled(before: str) -> bool:
    """Whether folded words end with a label of a time: "thời gian:", "hạn nộp:"."""
    return bool(_LABEL.search(before[-60:]))


def finishes(before: str) -> bool:
    """Whether the clause up to a point of time says that something is to be done by then:
    "hoàn thành bến đò trong năm 2031"."""
    clause = regex.split(r"[,;.:(]", before)[-1]
    return bool(regex.search(r"\b(?:hoan\s+(?:thanh|tat)|xong|ket\s+thuc)\b", clause))


def ends_clause(folded: str, at: int) -> bool:
    """Whether nothing of a clause stands after ``at``."""
    return not folded[at:].strip() or folded[at:].lstrip()[:1] in ".,;)"


# "hoàn thành" is the directive, not its deadline.
_DONE = regex.compile(
    r"(?:(?:hoan\s+(?:thanh|tat)|ket\s+thuc|xong|du\s+kien|thoi\s+(?:han|gian))\s+(?!tu\b))*"
)


def _stands_apart(folded: str, start: int) -> bool:
    return not folded[:start].strip() or folded[:start].rstrip().endswith((":", ",", "("))


# So many letters before a time, at most, hold what it is of, and the day that "cùng ngày" repeats.
_NEAR, _FAR = 160, 600
_DAYS = regex.compile(r"(?:(?:cac|hai|ba)\s+)?ngay")
# A day whose year the text leaves out, or that an occasion tells.
_SOME_DAY = regex.compile(r"\d\s*(?:/|-|thang)\s*\d|\b(?:ngay|khi|neu|moi|hang)\b")
# "- Ngày 02/6 (thứ năm): 7h30 họp …": the day heads what is done on it.
_HEADS = regex.compile(r"\s*(?:\([^()]{1,30}\))?\s*:")
# Before a day to come these tell what it is the day of.
_ALWAYS_TELLS = regex.compile(
    r"(?<!\w)(?:kỷ niệm|ý nghĩa|chào mừng|hưởng ứng|hiệu lực|kể từ|tính từ|ban hành|ký|lập)"
    r"(?:\s+ngày)?\s*$|(?<!\w)(?:kỷ niệm|chào mừng|hưởng ứng|hiệu lực)(?!\w)"
)
_MADE = regex.compile(
    r"(?<!\w)(?<!(?:kỳ|đợt|lễ|lần|ngày)\s)(?:phê duyệt|ban hành|thông qua|bàn giao|khởi công"
    r"|khánh thành|khai trương|nghiệm thu|đưa vào (?:sử dụng|vận hành)|trình|công khai)"
    r"\s+(?:\p{L}+\s+){0,2}$"
)
# "lần 1 ngày 30/10": the day of a round.
_ROUND = regex.compile(r"(?<!\w)(?:đợt|lần)\s+(?:\d{1,2}|[ivx]{1,4})\s*:?\s*$")
_FOUNDED = regex.compile(r"(?<!\w)(?:kỷ niệm|thành lập|truyền thống)(?!\w)")
_WHERE = regex.compile(r"\s+(?:tai|de)\s|\s*\((?!\s*(?:lan|so)\b)")
_OF_MONTH = regex.compile(r"\s+cua\s+thang(?=\s*(?:[.,;)]|$))")
# "15 - 20/11": a whole range, not only from when.
_LISTS = regex.compile(r"\s*(?:(?:\w+\s+)?ngay\s+)?\d{1,2}(?:/\d{1,2})?\s*(?:-|den|,|va)")
