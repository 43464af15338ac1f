"""Times that are no deadlines: what was, what holds, what may happen or is forbidden by then."""

from __future__ import annotations

import regex

# "không thả tôm trước ngày 10/6" forbids.
_FORBIDS = regex.compile(
    r"(?<!\w)(?:không|cấm|chưa)\s+(?:được\s+)?(?!quá|muộn|chậm|trễ|để)\p{L}+"
    r"(?:\s+(?!phải|gửi|nộp|báo|hoàn|xong|thì)\p{L}+){0,4}\s+trước\s+(?:ngày\s+)?$"
)
# "mùa lũ từ 15/6 đến 15/10" says when the season is.
_SEASON = regex.compile(r"(?<!\w)mùa\s+\p{L}+(?:\s+\p{L}+)?\s*\(?(?:từ\s+(?:ngày\s+)?\d+/\d+\s*)?$")
# "không sớm hơn 15 giờ", "sau thời hạn 06 tháng": nothing is due by then.
_EARLIEST = regex.compile(
    r"(?<!\w)(?:không sớm hơn|sớm nhất(?:\s+(?:là|vào))?|(?:sau|quá|hết)\s+thời\s+hạn)\s+"
    r"(?:ngày\s+)?$"
)
# "nếu trong thời hạn 40 ngày vẫn không khắc phục": what may happen.
_SUPPOSED = regex.compile(r"(?<!\w)(?:nếu|mà|trường hợp)\s+$")
# "đến ngày 23/9 mới có 29 tỉnh", "đến ngày 5/3, còn 4 xã chưa nộp": how things stood.
_STOOD = regex.compile(
    r"\s*(?:(?:(?:h[ằà]ng|mỗi)\s+năm\s+)?(?:\p{L}+\s+)?chưa"
    r"|,?\s*(?:\p{L}+\s+){0,3}(?:mới\s+(?:có|chỉ|được|đạt)|vẫn\s+(?:chưa|còn))"
    r"|,?\s*còn\s+\d+(?:\s+\p{L}+){1,4}?\s+chưa)(?!\w)"
)
# What makes the same words an order: "đến ngày 15/5, xã nào chưa nộp phải báo cáo".
_ORDERED = regex.compile(r"(?<!\w)(?:phải|(?<!chưa\s)hoàn thành|không còn|phấn đấu)(?!\w)")
# "cơ sở trước 01/01/2031 là tuyến huyện", "cuối tháng 10 vừa qua": what was.
_HELD = regex.compile(r"\s+(?:là(?!\s+(?:hạn|thời|hoàn thành|phải|xong))|vừa\s+(?:qua|rồi))(?!\w)")
# "đã chi trả xong trong tháng 5" tells what was done; not "gửi kê những bến đã vá xong về xã".
_FINISHED = regex.compile(
    r"(?<!\w)đã\s+(?:\p{L}+\s+){0,3}(?:xong|hoàn thành)(?!\w)"
    r"(?![^,;.:]*(?<!\w)(?:gửi|nộp|báo cáo|về)(?!\w))"
)
# "có giá trị sử dụng đến hết ngày …": how long something is in force.
_VALID = regex.compile(r"(?<!\w)(?:có giá trị|được phép|còn hạn)(?!\w)[^,;.:]{0,60}$")
# "tầm nhìn đến năm 2050", "thời kỳ quy hoạch đến năm 2035" are of a plan.
_OUTLOOK = regex.compile(
    r"(?<!\w)(?:thời k[ỳì]|tầm nhìn|định hướng(?: phát triển)?)(?:\s+\p{L}+){0,2}\s+$"
)


def no_limit(before: str) -> bool:
    """Whether words end with what makes a time the first that is allowed, or one by which something
    may happen: "không sớm hơn", "nếu"."""
    return bool(_SUPPOSED.search(before) or _EARLIEST.search(before))


def holds_then(clause: str, after: str) -> bool:
    """Whether the clause before a time, or the words after it, tell what was, what is in force or
    what is forbidden then."""
    told = (_VALID, _FORBIDS, _FINISHED)
    return any(pattern.search(clause) for pattern in told) or bool(_HELD.match(after))


def is_season(before: str) -> bool:
    """Whether words end with the name of a season, whose time follows."""
    return bool(_SEASON.search(before))


def is_outlook(before: str) -> bool:
    """Whether words end with what a year belongs to that a plan looks forward to."""
    return bool(_OUTLOOK.search(before))


def stood(marked: str, begin: int, stop: int) -> bool:
    """Whether a text in small letters tells how things stood at the time from ``begin`` to
    ``stop``, and orders nothing by then: "đến ngày 5/3 chưa nộp"."""
    if not _STOOD.match(marked, stop):
        return False
    before = regex.split(r"[,;:(]|\.\s", marked[:begin])[-1]
    after = regex.split(r"[;:]|\.(?:\s|$)", marked[stop:], maxsplit=1)[0]
    return not (_ORDERED.search(before) or _ORDERED.search(after))
