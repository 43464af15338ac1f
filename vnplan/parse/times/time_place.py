"""Where a time stands in its sentence: with the order's own verb, or within what it is about.

A day after "trước" or "chậm nhất" says by when wherever it stands. Other times do so only outside
what tells of something else: a clause of its own ("khi Bộ đưa vào vận hành trong quý I"), what is
to be prevented ("không để thiếu điện dịp Tết"), what is prepared ("chuẩn bị Đại hội, dự kiến trong
tháng 6") or compared ("so với cùng kỳ").
"""

from __future__ import annotations

import regex

from vnplan.parse.text.passage import lowered
from vnplan.parse.times.time_points import Point

# A clause of its own within the part of a sentence that no comma, "và" or "hoặc" ends, but those of
# names ("khi Bộ Văn hóa, Thể thao và Du lịch …").
_OTHER_CLAUSE = regex.compile(
    r"(?<!\w)(?i:(?<!(?:trước|ngay)\s)khi|nếu|trường hợp)\s"
    r"(?:(?!\s(?:và|hoặc|phải|thì)\s(?!\p{Lu}))(?:[^,;:.]|,(?=\s\p{Lu})))*$"
)
# "các dự án được phê duyệt trong năm 2031": done to what is spoken of, unless it has to be.
_DONE_TO = regex.compile(
    r"(?<!(?:phải|cần|sẽ|sớm|mới)\s)(?<!\w)được\s+(?:\p{L}+\s+){0,6}(?:thông qua|phê duyệt|ban hành"
    r"|giao|cấp|công bố|công nhận|bố trí|tiếp nhận|thành lập)\s+$"
)
# What must not come about by then, as far as no other work begins.
_PREVENTED = regex.compile(
    r"(?<!\w)(?:không để|tránh để|tránh tình trạng)(?!\w)(?![^;:.]*,\s*(?:hoàn thành|báo cáo|gửi"
    r"|nộp|trình|tổ chức|thực hiện|xong)(?!\w))[^;:.]*$"
)
# The day of what is prepared, not of the preparing.
_PREPARED = regex.compile(
    r"(?<!\w)(?:chuẩn bị|phục vụ|chào mừng|hướng tới|tham dự|đăng ký dự|dự)\s[^;:.]*?"
    r"(?<!\w)(?:dự kiến|diễn ra|khai mạc|được tổ chức)(?:\s+(?:tổ chức|diễn ra|khai mạc))?\s*$"
)
_COMPARED = regex.compile(r"(?<!\w)(?:so với|cùng kỳ|cùng kì)(?:\s+\p{L}+){0,3}\s*\(?\s*$")
# "gia hạn thực hiện dự án đến hết năm 2031", "mốc đánh giá từ ngày 01/12 đến 30/11": how long what
# is spoken of goes on, and of which time figures are.
_SPAN_OF = regex.compile(
    r"(?<!\w)(?:(?:gia hạn|kéo dài)(?=\s+thời|\s+hợp|\s+dự)|mốc(?:\s+thời\s+gian)?|thời\s+kỳ"
    r"|kỳ\s+(?:đánh giá|báo cáo|số liệu))(?:\s+\p{L}+){0,6}\s*$"
)
# "các xã còn nợ đến ngày 31/8": how things stood.
_STILL_THEN = regex.compile(r"(?<!\w)(?:còn|chưa)\s+(?:\p{L}+\s+){1,3}$")
# "Để hoàn thành bến đò trong năm 2031, Sở …": what the work is for, unless told with a limit.
_AIM = regex.compile(r"\W*(?:để|nhằm)\s[^,]*$")
_LIMITS = regex.compile(r"trước|chậm nhất|muộn nhất")
# "nhiệm vụ, giải pháp trong thời gian từ nay đến cuối năm" tells of which time they are.
_FROM_NOW = regex.compile(r"trong\s+thời\s+gian\s+(?:từ\s+nay|tới|còn lại)(?!\w)")
_CONTENTS = regex.compile(
    r"(?<!\w)(?:nhiệm vụ|giải pháp|công việc|công tác|nội dung|mục tiêu|chỉ tiêu|dư địa|nguồn lực)"
    r"(?:\s+\p{L}+){0,4}\s+$"
)
# "chỉ tiêu năm 2031 (từ ngày 01/10/2030 đến ngày 30/9/2031)": when the year began and ends.
_YEAR_TOLD = regex.compile(r"(?<!\w)năm\s+\d{4}\s*\(\s*(?:từ\s+)?(?:ngày\s+)?$")
# A session before which something is brought by this work, or only once more has been done.
_SESSION = regex.compile(r"(?:tại|trong|vào)\s+(?:các\s+)?(?:kỳ họp|phiên họp)(?!\w)")
_FOR_LATER = regex.compile(r"(?<!\w)(?:để|nhằm|bảo đảm|đảm bảo|làm rõ|chất vấn|giải trình)(?!\w)")
_NUMBERED = regex.compile(r"(?<!\w)(?:thứ|lần thứ)\s+\w+")


def of_content(text: str, point: Point) -> bool:
    """Whether a time belongs to what the order is about."""
    marked = lowered(text)
    words = marked[point.start : point.stop]
    spoken = regex.split(r"[;:]|\.\s", text[: point.start])[-1]
    said = marked[point.start - len(spoken) : point.start]
    if not _LIMITS.match(words) and _AIM.match(said) and "," in _next_mark(text, point.stop):
        return True
    if _SESSION.match(words) and (_FOR_LATER.search(said) or _NUMBERED.search(words)):
        return True
    if _FROM_NOW.match(words) and _CONTENTS.search(said):
        return True
    if point.strong:
        return False
    if words.startswith("đến") and _STILL_THEN.search(said):
        return True
    bracket = said.rfind("(") if _opens_bracket(said) else len(said)
    if (
        _YEAR_TOLD.search(said)
        or (words.startswith(("từ", "đến")) and _SPAN_OF.search(said))
        or _COMPARED.search(said)
        or _PREVENTED.search(said)
        or _PREPARED.search(said)
    ):
        return True
    in_clause = _OTHER_CLAUSE.search(regex.sub(r"\([^()]*\)", "", spoken[:bracket]))
    return bool(in_clause or (point.near and _DONE_TO.search(said[:bracket])))


def _next_mark(text: str, at: int) -> str:
    """The first mark after ``at`` that ends a clause."""
    mark = regex.search(r"[,;:.](?!\d)", text[at:])
    return mark.group() if mark else ""


def _opens_bracket(said: str) -> bool:
    """Whether a bracket holds nothing before the time but how sure it is: "(dự kiến tổ chức …"."""
    return bool(regex.search(r"\(\s*(?:(?:dự kiến|tổ chức|thời gian|khoảng)\s*)*$", said))
