"""Names of bodies in rows: whether a comma or "và" starts another name or goes on with one."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.body_heads import COUNTS, head_size, is_body, person_title
from vnplan.parse.bodies.phrases import Text, Words


def lists_places(cut: Text, low: int, at: int) -> bool:
    """ "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: An Giang, Cà Mau": the colon goes on with
    the name."""
    anew = bool(set(cut.words[at + 1 : at + 2]) & set(cut.words[low:at]))
    listed = "các" in cut.words[max(low, at - 10) : at - 1]
    return cut.upper(at + 1) and listed and not anew  # "các phòng: Phòng Nội vụ rà soát …"


def only_for(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Đối với các trường: Phòng Giáo dục …": for whom the body after the colon acts."""
    return cut.words[max(0, low - 2) : low] == ("đối", "với") and is_body(cut, at + 1, words)


def goes_on_listing(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether one more place or field follows: not in "…: Bến Xuân, Gò Hạ và lãnh đạo các xã"."""
    if "bộ" in cut.words[low : low + 4] and cut.words[at + 1 : at + 3] == ("công", "an"):
        return True
    heads = words.named.match(cut.words, at + 1) > words.none.match(cut.words, at + 1)
    if heads or not cut.upper(at + 1):
        return False
    return not (words.alone.match(cut.words, at + 1) or words.plural.match(cut.words, at + 1))


def new_name(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether the words after a comma or "và" start another name."""
    if not head_size(cut, at + 1, words):
        return False
    if cut.words[at] == "và" and " ".join(cut.words[low:at]).endswith(words.joined):
        return False
    if _part_of_body(cut, low, at, words) or _within_whole(cut, low, at, words):
        return False
    if _office_of(cut, low, at, words) or _committees(cut, low, at, words):
        return False
    if _members_of(cut, low, at) or _field_of_people(cut, low, at, words):
        return False
    if _next_force(cut, low, at, words):
        return False
    if _next_place(cut, low, at, words) or _next_ministry(cut, low, at, words):
        return False
    if _posts(cut, low, at, words) or _trades(cut, low, at, words):
        return True
    if cut.upper(at + 1) or cut.words[at + 1] in COUNTS or _numbered_alike(cut, low, at):
        return True
    if cut.words[at - 2 : at] == ("ngang", "bộ") or _one_class(cut, low, at, words):
        return False
    if words.deputies.match(cut.words, at + 1):
        return True
    if cut.words[at] == "và" and _people_beside(cut, low, at, words):
        return True
    if cut.words[at] == "và" and _head_again(cut, low, at, words):
        return True
    if cut.words[at] == "và" and at - low > 3 and _concerned(cut, at + 1):
        return True
    if cut.words[at - 2 : at] == ("liên", "quan"):
        return True
    if cut.words[at] == "," and _class_so_far(cut, low, at, words):
        return bool(words.plural.match(cut.words, at + 1))
    plural = bool(words.plural.match(cut.words, low)) or _plural_unit(cut, low, at)
    if cut.words[at] == "và" and (_more_of(cut, low, at, words) or _prevents(cut, low, at, words)):
        return False
    return bool(words.plural.match(cut.words, at + 1)) or not plural


def _within_whole(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether words on both sides are of one name: "Báo, Đài tỉnh", which share what follows;
    fields in "Phòng Kê khai và Kế toán thuế"."""
    return any(start + words.wholes.match(cut.words, start) > at + 1 for start in range(low, at))


def _numbered_alike(cut: Text, low: int, at: int) -> bool:
    """ "Tổ 1, tổ 2 và tổ 3": one more of the bodies that numbers tell apart."""
    same = cut.words[at + 1] == cut.words[low]
    return same and all(
        word.isdigit() for word in (*cut.words[low + 1 : low + 2], *cut.words[at + 2 : at + 3])
    )


def _next_force(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Lực lượng Công an, Quân đội, Dân quân tự vệ": one more of the forces named."""
    forces = cut.words[low : low + 2] == ("lực", "lượng") and words.forces.match(cut.words, low + 2)
    return bool(forces) and words.forces.match(cut.words, at + 1) > 0


def _more_of(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Ban Quản lý Khu kinh tế Bến Xuân và các Khu công nghiệp": nouns that are no bodies, and of
    which the name holds one already, go on with it."""
    noun = at + 1 + words.plural.match(cut.words, at + 1)
    named = noun < len(cut.words) and cut.words[noun] in cut.words[low + 1 : at]
    return noun > at + 1 and named and not is_body(cut, at + 1, words)


def _prevents(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Ban Chỉ đạo phòng, chống ma túy và các tệ nạn xã hội": more of what a body is set up
    against."""
    against = " ".join(cut.words[low:at]).replace(" , ", " ")
    return "phòng chống" in against and not is_body(cut, at + 1, words)


def _people_beside(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether people stand behind "và" and a body before it; not in "các tổ chức và cá nhân"."""
    first = low + words.plural.match(cut.words, low)
    if words.posts.match(cut.words, first) or not is_body(cut, first, words):
        return False
    before, behind = (words.crowds.match(cut.words, i) for i in (first, at + 1))
    return behind > 0 and not before


def _head_again(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "công đoàn các xã và công đoàn cơ sở": the same head opens one more name."""
    size = head_size(cut, low, words)
    after = at + 1 + size
    return size > 1 and size < at - low and cut.words[at + 1 : after] == cut.words[low : low + size]


# A unit, and the larger body that it belongs to: "Phòng Chính trị, Tổng Công ty Bến Xuân".
_UNIT_OF = {
    "phòng": r"(?:tổng công ty|tập đoàn|công ty|công an tỉnh|công an thành phố|bộ chqs|"
    r"bộ chỉ huy quân sự|trường đại học|học viện|bộ [^c]|sở )",
    "khoa": r"(?:bệnh viện|trường|học viện|đại học|viện )",
    "vụ": r"bộ (?!chỉ|tư lệnh|chqs)",
}


def _part_of_body(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether one name before a comma is a unit of the body behind it, and no row goes on."""
    larger = _UNIT_OF.get(cut.words[low])
    if cut.words[at] != "," or not larger or not cut.upper(low + 1) or not cut.upper(at + 1):
        return False
    behind = " ".join(cut.words[at + 1 : at + 6]) + " "
    if not regex.match(larger, behind) or cut.words[low - 1 : low] in ((",",), (";",)):
        return False
    for i in range(at + 2, min(at + _LONGEST_OWNER, len(cut.words))):
        if cut.words[i] in _GOES_ON:
            return False
        if words.acts.match(cut.words, i) > 1 and not cut.upper(i):
            return True
    return True


_LONGEST_OWNER = 14
_GOES_ON = frozenset({",", ";", "và"})


def _posts(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Giám đốc các bệnh viện, thủ trưởng các đơn vị": two offices, each with its bodies, or
    "kế toán, thủ quỹ", two trades; not "Giám đốc, Phó Giám đốc Sở"."""
    first, second = words.posts.match(cut.words, low), words.posts.match(cut.words, at + 1)
    after = at + 1 + second
    several = "các" in cut.words[low + first : at] and "các" in cut.words[after : after + 3]
    trades = all(
        size and words.alone.match(cut.words, i) == size
        for size, i in ((first, low), (second, at + 1))
    )
    return (bool(first and second) and several) or (trades and first == at - low)


def _trades(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Y tế, bảo vệ": two trades of a school or an office, each by itself."""
    first = words.trades.match(cut.words, low)
    return first == at - low and words.trades.match(cut.words, at + 1) > 0


def _one_class(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a noun after a comma or "và" goes on with whose head, or what forces, were named:
    "thủ trưởng cơ quan, đơn vị", "lực lượng quân đội, công an"."""
    first = words.posts.match(cut.words, low)
    after = at + 1 + words.classes.match(cut.words, at + 1)
    if first and "các" not in cut.words[low:at] and after > at + 1:
        headed = words.classes.match(cut.words, low + first) == at - low - first
        ended = after >= len(cut.words) or not cut.upper(after)
        return headed and ended
    forces = cut.words[low : low + 2] == ("lực", "lượng") and cut.words[at] == ","
    return forces and words.forces.match(cut.words, at + 1) > 0


def _office_of(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Đồng chí Lê Văn Bến, Phó Chủ tịch xã": what a person named before the comma is."""
    office = words.posts.match(cut.words, at + 1)
    several = cut.words[low - 1 : low] == ("các",)
    return _is_person(cut, low, words) and cut.words[at] == "," and bool(office) and not several


def _is_person(cut: Text, low: int, words: Words) -> bool:
    titled = cut.words[low] in words.address or words.comrade.match(cut.words, low) > 0
    return titled or person_title(cut, low, words) > 0


def has_office(cut: Text, low: int, stop: int, words: Words) -> bool:
    """ "đồng chí Lê Văn Bến, Chi ủy viên": whether the words before ``stop`` are a person and,
    after a comma, what that person is."""
    commas = (i for i in range(low, stop) if cut.words[i] == ",")
    return any(_office_of(cut, low, comma, words) for comma in commas)


def _next_place(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Ủy ban nhân dân thành phố Tân Lập, thị xã Bến Xuân và huyện Gò Hạ": one more unit whose
    body of the same kind is meant."""

    def unit_at(start: int) -> int:
        size = words.places.match(cut.words, start)
        small = not cut.upper(start) or cut.words[start : start + 2] == ("thành", "phố")
        return size if size and small and cut.upper(start + size) else 0

    units = (i for i in range(low + 1, at) if unit_at(i) and not unit_at(low))
    return unit_at(at + 1) > 0 and next(units, None) is not None


def _next_ministry(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "các Bộ Quốc phòng, Công an": the field of one more ministry, which is no police force."""
    listed = any(cut.words[i : i + 2] == ("các", "bộ") and cut.upper(i + 2) for i in range(low, at))
    after = at + 3
    force = cut.words[at + 1 : after] == ("công", "an") and cut.upper(at + 1)
    return listed and force and not words.places.match(cut.words, after)


def _committees(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Ban tuyên giáo các tỉnh ủy, thành ủy", "Bí thư Tỉnh ủy, Thành ủy": committees in a row,
    which one name takes."""

    def plain(start: int) -> bool:
        words = cut.words[start : start + 2]
        return len(words) == 2 and words[0] in _LEVELS and words[1] in ("ủy", "uỷ")

    one = not cut.upper(at + 1) or words.posts.match(cut.words, low) > 0
    return at - low > 2 and plain(at - 2) and plain(at + 1) and one


def _field_of_people(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Phòng Công tác chính trị và HSSV", "Phòng Cải cách hành chính và Văn thư": whom or what
    else a section looks after, with a capital, and no people beside it, as "Phòng Y tế và Học sinh
    lớp 9", "Phòng Nội vụ và Công chức xã" have."""
    head = words.sections.match(cut.words, low)
    section = head > 0 and cut.upper(low + head) and cut.upper(at + 1) and cut.words[at] == "và"
    people = words.looked_after.match(cut.words, at + 1)
    behind = at + 1 + people
    of_some = is_body(cut, behind, words) or bool(words.units & {*cut.words[behind : behind + 1]})
    return section and people >= max(1, head_size(cut, at + 1, words)) and not of_some


# The two committees that "các đồng chí ủy viên BCH, BTV phụ trách cụm" may be members of.
_BOARDS = frozenset({"bch", "btv", "ubkt"})


def _members_of(cut: Text, low: int, at: int) -> bool:
    """ "Các đồng chí ủy viên BCH, BTV": one more committee whose members are meant."""
    member = any(cut.words[i : i + 2] in _MEMBERS for i in range(low, at))
    return member and {cut.words[at - 1], *cut.words[at + 1 : at + 2]} <= _BOARDS


_MEMBERS = (("ủy", "viên"), ("uỷ", "viên"))
_LEVELS = frozenset({"tỉnh", "thành", "huyện", "quận", "thị", "đảng"})


def _concerned(cut: Text, at: int) -> bool:
    """ "… và đơn vị có liên quan": a class of its own after a long name, but one class with "các
    bộ, cơ quan" before it."""
    if " ".join(cut.words[at - 3 : at - 1]) in _GENERIC:
        return False
    return bool(_CONCERNED.match(" ".join(cut.words[at : at + 12])))


_GENERIC = frozenset({"cơ quan", "đơn vị", "tổ chức", "địa phương"})


_CONCERNED = regex.compile(
    r"(?:(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương|ban ngành|[\p{L}]+ [\p{L}]+)(?: ,)? ){1,4}"
    r"(?:có )?liên quan"
)


def _class_so_far(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Sở, ban" of "Sở, ban, ngành tỉnh": nothing but common nouns of one or two words, which
    name a class of bodies together; "Văn phòng" is a body by itself."""
    nouns = " ".join(cut.words[low:at]).split(",")
    alone = words.alone.match(cut.words, low) and not words.classes.match(cut.words, low)
    first = low + (not alone)
    return not any(cut.upper(i) for i in range(first, at)) and all(
        0 < len(noun.split()) <= 2 or noun.strip() in _LONG_NOUNS for noun in nouns
    )


_LONG_NOUNS = frozenset({"người lao động", "lực lượng vũ trang", "học sinh sinh viên"})


def _plural_unit(cut: Text, low: int, at: int) -> bool:
    """ "UBND các xã, thị trấn": a collocation opened inside the name."""
    return any(word == "các" for word in cut.words[low:at])


SHORT_PART = 3
