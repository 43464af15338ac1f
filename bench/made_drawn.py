"""The made-up documents of ``bench/made`` as drawn scans.

A text of ``bench/made`` has its lines in the order a clean text has them; here they are set again
as the decrees ask (``tools.draw_layout``): letterhead in two columns, recipients at the left of the
signature, under a signature and a seal. The label says which lines are subject, addressees and
signer. Annexes and second signers are not set: such a document is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from bench.parse_measures import plain
from bench.parse_sources import Labelled, written
from tools.draw_fixtures import save_pdf
from tools.draw_layout import Source
from tools.draw_scan import NOISY, draw
from vnplan.syllable import nfc

_STATE = re.compile(r"(?:CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập ?[-–])", re.IGNORECASE)
_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_RULE = re.compile(r"[\W_]*")
_NUMBER = re.compile(r"Số ?:", re.IGNORECASE)
_DATED = re.compile(r"[^\d]*,? *ngày .*năm", re.IGNORECASE)
_REGARDING = re.compile(r"(?:V/v|Về việc)", re.IGNORECASE)
_TO = re.compile(r"Kính gửi ?:? *", re.IGNORECASE)
_RECIPIENTS = re.compile(r"Nơi nhận ?:?\s*", re.IGNORECASE)
_HEADING = re.compile(r"(?:[IVX]+\.|PHẦN|CHƯƠNG|Điều \d+|[A-Z]\.) ?", re.IGNORECASE)
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị)")
_COLUMNS = re.compile(r" {3,}|\t")
_SIGNED = re.compile(r"\(?(?:đã )?ký\b.*\)?", re.IGNORECASE)
_ITEM = re.compile(r"[-–+*] *")
_QUALITY = 75  # of the JPEG pictures in a PDF
_SIGNATURE_LINES = 6  # at most
# Characters of 12 points, and capitals, that the left column of a letterhead holds.
_COLUMN, _CAPITALS = 34, 28


def drawn(folder: Path, kept: Path) -> Iterator[Labelled]:
    """The documents of a folder as noisy scans of 200 dpi; what is in ``kept`` is not drawn again.

    Those that cannot be set are left out (:func:`source_of`).

    Raises:
        FontsMissing: no Times-compatible font is installed.
    """
    for label in written(folder):
        path = kept / folder.name / f"{label.name}.pdf"
        if len(label.documents) == 1 and (path.exists() or _draw(label, path)):
            yield replace(label, source={"drawn": str(path)})


def _draw(label: Labelled, path: Path) -> bool:
    source = source_of(Path(label.source["text"]).read_text("utf-8"), label.documents[0])
    if source:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_pdf(path, list(draw([source], NOISY, label.name)), _QUALITY)
    return source is not None


def source_of(text: str, label: Mapping[str, Any]) -> Source | None:
    """What :mod:`tools.draw_layout` sets of a text; ``None`` of one with other parts."""
    lines = [line.strip() for line in nfc(text).splitlines() if not _RULE.fullmatch(line)]
    head = _head(lines, plain(label.get("subject")))
    if head is None:
        return None
    closing = _closing(lines[head.lines :], label)
    if closing is None:
        return None
    body = lines[head.lines : head.lines + closing.begin]
    title, subject, body = _opening(body, label)
    addressees, body = _addressees(body)
    if not body:
        return None
    above = len(head.office) - 1 if label.get("parent_issuer") else 0
    return Source(
        number=head.number,
        dated=head.dated,
        superior=[part for line in head.office[:above] for part in wrap(line, _CAPITALS)],
        issuer=[part for line in head.office[above:] for part in wrap(line, _CAPITALS)],
        layout="party" if head.party else "state",
        title=title,
        subject=subject,
        regarding=head.regarding,
        addressees=addressees,
        body=[_block(line) for line in body],
        recipients=closing.recipients,
        signature=closing.roles,
        signer=closing.name,
        seal={"ring": head.office[-1].upper(), "centre": ""},
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """A letterhead; ``lines`` is how many lines of the text it takes."""

    office: Sequence[str]
    number: str
    dated: str
    regarding: Sequence[str]
    party: bool
    lines: int


def _head(lines: Sequence[str], subject: str) -> _Head | None:
    office, regarding = list[str](), list[str]()
    number = dated = None
    party = False
    for at, line in enumerate(lines[:14]):
        for part in filter(None, map(str.strip, _COLUMNS.split(line))):
            if _STATE.match(part) or part == _PARTY:
                party |= part == _PARTY
            elif _NUMBER.match(part):
                number = part
            elif _DATED.match(part):
                dated = part
            elif number is None and dated is None:
                office += [part] if any(map(str.isalpha, part)) else []
            elif _REGARDING.match(part) or regarding:
                regarding.append(part)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        goes_on = regarding and plain(following) and plain(following) in subject
        opens = _STATE.match(following) or following == _PARTY or _REGARDING.match(following)
        if number and dated and not (goes_on or opens):
            about = wrap(" ".join(regarding), _COLUMN)
            return _Head(office, number, dated, about, party, at + 1) if office else None
    return None


@dataclass(frozen=True, slots=True)
class _Closing:
    """Recipients and signature; ``begin`` is the line they begin at."""

    recipients: Sequence[str]
    roles: Sequence[str]
    name: str
    begin: int


def _closing(lines: Sequence[str], label: Mapping[str, Any]) -> _Closing | None:
    """The lines from the first of recipients and signature on, when nothing else follows them."""
    signer = label.get("signer") or {}
    name, printed = signer.get("name"), signer.get("capacity") or signer.get("title")
    if not name or not printed:
        return None
    first = plain(printed.split(" / ")[0])
    begin = next(
        (at for at, line in enumerate(lines) if _RECIPIENTS.match(line) or plain(line) == first),
        None,
    )
    if begin is None:
        return None
    recipients, roles = list[str](), list[str]()
    found = ""
    for line in lines[begin:]:
        for part in filter(None, map(str.strip, _COLUMNS.split(line))):
            if _RECIPIENTS.fullmatch(part) or _SIGNED.fullmatch(part):
                continue
            if part.casefold().endswith(name.casefold()):
                found = part
            elif _ITEM.match(part) or (recipients and part[0].islower()):
                recipients.append(_ITEM.sub("", part, count=1).rstrip(";. "))
            elif not found:
                roles.append(part)
            else:
                return None
    return (
        _Closing(recipients, roles, found, begin)
        if found and len(roles) < _SIGNATURE_LINES
        else None
    )


def _opening(
    lines: Sequence[str], label: Mapping[str, Any]
) -> tuple[str | None, list[str], list[str]]:
    """Title and subject, and the lines after them."""
    kind, first = plain(label.get("type")), plain(lines[0]) if lines else ""
    # "CHƯƠNG TRÌNH" above "Công tác …" is a "Chương trình công tác".
    if not (first and first.startswith(kind)) and not (lines[:1] and _is_start(lines[0], kind)):
        return None, [], list(lines)
    subject = plain(label.get("subject"))
    taken = 1
    while (
        taken < len(lines)
        and taken < 6
        and plain(lines[taken])
        and (
            plain(re.sub(r"^(?:V/v|Về việc) *", "", lines[taken])) in subject
            or _REGARDING.match(lines[taken])
        )
    ):
        taken += 1
    return lines[0], list(lines[1:taken]), list(lines[taken:])


def _is_start(line: str, kind: str) -> bool:
    return line.isupper() and kind.startswith(plain(line))


def _addressees(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those of a dispatch, and the lines after them."""
    if not lines or not _TO.match(lines[0]):
        return [], list(lines)
    first, found = _TO.sub("", lines[0], count=1).strip(), list[str]()
    taken = 1
    while taken < len(lines) and _ITEM.match(lines[taken]):
        found.append(lines[taken])
        taken += 1
    every = [*filter(None, [first]), *found]
    return [_ITEM.sub("", one, count=1).rstrip(";. ") for one in every], list(lines[taken:])


def _block(line: str) -> str | Mapping[str, str]:
    if _BASIS.match(line):
        return {"basis": line}
    return {"heading": line} if _HEADING.match(line) and len(line) < 120 else line
