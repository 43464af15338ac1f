"""A made-up document becomes sheets, set as Nghị định 30/2020 or Hướng dẫn 36-HD/VPTW ask.

The source of a document is the YAML of ``fixtures/<case>/document.yaml``; its keys are the
fields of :class:`Source`. Order of the lines on a sheet is the reading order of the standard:
issuer, national title, number, place and date, then title, body, recipients, signature.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tools.draw_type import (
    Align,
    Face,
    Rule,
    Run,
    Seal,
    SetLine,
    Sheet,
    Signature,
    Token,
    break_lines,
    set_line,
    tokens,
)

MM = 72 / 25.4
# Margins of the page: left 30 mm, right 18 mm, top and bottom 20 mm (Phụ lục I).
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 18 * MM, 20 * MM, 20 * MM
INDENT = 10 * MM
BODY = 14.0
LEADING = 1.22
PARAGRAPH_GAP = 5.0
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(frozen=True, slots=True)
class Source:
    """What is printed on a document; ``{…}`` in a text is filled in by hand.

    ``layout`` is "state" or "party"; ``signature`` is capacity and title, top down;
    ``received`` is the receiver's stamp; ``body`` holds texts or one-key mappings
    (heading, basis, centre, table).
    """

    number: str
    dated: str
    issuer: Sequence[str]
    signature: Sequence[str]
    signer: str
    body: Sequence[str | Mapping[str, Any]]
    layout: str = "state"
    superior: Sequence[str] = ()
    title: str | None = None
    subject: Sequence[str] = ()
    authority: str | None = None
    regarding: Sequence[str] = ()
    addressees: Sequence[str] = ()
    recipients: Sequence[str] = ()
    seal: Mapping[str, str] = field(default_factory=dict)
    urgency: str | None = None
    received: Mapping[str, str] | None = None

    @property
    def party(self) -> bool:
        return self.layout == "party"


class Flow:
    """Sheets filled from the top; ``y`` is the bottom of what has been set, in points."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self.y = TOP

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def measure(self) -> float:
        return self.sheet.width - LEFT - RIGHT

    def need(self, height: float) -> None:
        """Start another sheet, numbered in its top margin, unless ``height`` still fits."""
        if self.y + height <= self.sheet.height - BOTTOM:
            return
        self.sheets.append(Sheet())
        number = tokens(str(len(self.sheets)), Face.REGULAR, 13)
        self.sheet.lines.append(set_line(number, 0, 12 * MM, self.sheet.width, "centre"))
        self.y = TOP

    def lines(
        self,
        words: Sequence[Token],
        align: Align = "justify",
        indent: float = 0.0,
        size: float = BODY,
    ) -> None:
        """Set a paragraph over the whole measure; the last line of a justified one is loose."""
        broken = break_lines(words, self.measure, indent)
        for number, line in enumerate(broken):
            self.need(size * LEADING)
            shift = indent if number == 0 else 0.0
            loose = align == "justify" and number == len(broken) - 1
            how: Align = "left" if loose else align
            self.y += size * LEADING
            baseline = self.y - 0.25 * size
            placed = set_line(line, LEFT + shift, baseline, self.measure - shift, how)
            self.sheet.lines.append(placed)
        self.y += PARAGRAPH_GAP


def set_document(source: Source) -> list[Sheet]:
    """The sheets of one document, page numbers starting at 1."""
    flow = Flow()
    _letterhead(flow, source)
    _opening(flow, source)
    for block in source.body[:-1]:
        _block(flow, block)
    _keep_with_closing(flow, source)
    _block(flow, source.body[-1])
    _closing(flow, source)
    return flow.sheets


def _column(
    sheet: Sheet, texts: Iterable[tuple[str, Face, float]], x: float, measure: float, top: float
) -> float:
    """Centred lines one under the other from ``top``; returns the bottom of the last."""
    for text, face, size in texts:
        top += size * 1.2
        words = tokens(text, face, size)
        sheet.lines.append(set_line(words, x, top - 0.25 * size, measure, "centre"))
    return top


def _rule_under(sheet: Sheet, line: SetLine, y: float, share: float) -> None:
    """A rule under ``line``, ``share`` of its width, centred."""
    left, _, right, _ = line.box
    middle, half = (left + right) / 2, (right - left) * share / 2
    sheet.rules.append(Rule(middle - half, y, middle + half, y))


def _letterhead(flow: Flow, source: Source) -> None:
    sheet = flow.sheet
    left, right = (LEFT - 20, 190.0), (LEFT + 186, flow.measure - 182)
    size = 14.0 if source.party else 12.5
    issuer = [(t, Face.REGULAR, size) for t in source.superior]
    issuer += [(t, Face.BOLD, size) for t in source.issuer]
    issuer += [("*", Face.REGULAR, size)] if source.party else []
    bottom = _column(sheet, issuer, *left, flow.y)
    if not source.party:
        _rule_under(sheet, sheet.lines[-1], bottom + 2, 0.45)
    bottom = max(bottom, _national_title(sheet, source, *right, flow.y))
    low = bottom - (0 if source.party else -9)
    under = _column(sheet, [(source.number, Face.REGULAR, size)], *left, low)
    _column(sheet, [(source.dated, Face.ITALIC, 14)], *right, low - 1)
    regarding = [(t, Face.REGULAR, 12.0) for t in source.regarding]
    flow.y = _column(sheet, regarding, *left, under + (4 if regarding else 0))
    _stamps(sheet, source, flow.y)


def _national_title(sheet: Sheet, source: Source, x: float, measure: float, top: float) -> float:
    if source.party:
        bottom = _column(sheet, [(_PARTY, Face.BOLD, 15)], x, measure, top)
        _rule_under(sheet, sheet.lines[-1], bottom + 2, 1.0)
        return bottom + 14
    pair = [(_STATE[0], Face.BOLD, 12.5), (_STATE[1], Face.BOLD, 13.5)]
    bottom = _column(sheet, pair, x, measure, top)
    _rule_under(sheet, sheet.lines[-1], bottom + 2, 1.0)
    return bottom


def _stamps(sheet: Sheet, source: Source, top: float) -> None:
    """Marks under the number: the degree of urgency, the receiver's stamp ĐẾN."""
    if source.urgency:
        words = tokens(source.urgency, Face.BOLD, 14)
        line = set_line(words, 0, top + 24, 2 * (LEFT + 40), "centre")
        sheet.lines.append(replace(line, red=True))
        _frame(sheet, line.box, 5)
    if source.received:
        _received(sheet, source.received, 40.0, top + 14)


def _received(sheet: Sheet, stamp: Mapping[str, str], x: float, top: float) -> None:
    texts = (stamp["office"], f"Số: {stamp['number']}", f"Ngày: {stamp['date']}", "Chuyển:")
    for number, text in enumerate(texts):
        size, shift = (8.0, 4.0) if number == 0 else (9.0, 38.0)
        words = tokens(text, Face.BOLD if number == 0 else Face.REGULAR, size)
        line = set_line(words, x + shift, top + 11 + 14 * number, 110, "left")
        if number == 2:
            label = Run("ĐẾN", Face.BOLD, 14, x + 4, top + 37)
            line = SetLine(f"ĐẾN {line.text}", (label, *line.runs))
        sheet.lines.append(replace(line, red=True))
    _frame(sheet, (x, top, x + 122, top + 60), 0)


def _frame(sheet: Sheet, box: tuple[float, float, float, float], pad: float) -> None:
    left, top, right, bottom = box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        sheet.rules.append(Rule(x0, y0, x1, y1, red=True))


def _opening(flow: Flow, source: Source) -> None:
    """Type and subject, or the addressees of a dispatch."""
    flow.y += 18
    if source.title:
        _centred(flow, source.title, 16 if source.party else 14)
        for text in source.subject:
            _centred(flow, text, 14)
        if source.party:
            _centred(flow, "-----", 14, Face.REGULAR)
        else:
            _rule_under(flow.sheet, flow.sheet.lines[-1], flow.y + 3, 0.3)
        flow.y += 12
    if source.authority:
        _centred(flow, source.authority, 14)
        flow.y += 8
    _addressees(flow, source.addressees)


def _centred(flow: Flow, text: str, size: float, face: Face = Face.BOLD) -> None:
    flow.lines(tokens(text, face, size), "centre", size=size)
    flow.y -= PARAGRAPH_GAP


def _addressees(flow: Flow, addressees: Sequence[str]) -> None:
    if not addressees:
        return
    flow.lines(tokens("Kính gửi:", Face.REGULAR, BODY), "left", indent=80)
    for number, text in enumerate(addressees):
        end = "." if number == len(addressees) - 1 else ";"
        flow.lines(tokens(f"- {text}{end}", Face.REGULAR, BODY), "left", indent=100)
    flow.y += 8


def _block(flow: Flow, block: str | Mapping[str, Any]) -> None:
    if isinstance(block, str):
        flow.lines(tokens(block, Face.REGULAR, BODY), indent=INDENT)
        return
    ((kind, value),) = block.items()
    if kind == "table":
        _table(flow, value["columns"], value["rows"])
        return
    # A heading must not be the last line of its page.
    flow.need(3 * BODY * LEADING)
    if kind == "centre":
        flow.y += 4
        flow.lines(tokens(value, Face.BOLD, BODY), "centre")
    else:
        face = {"heading": Face.BOLD, "basis": Face.ITALIC}[kind]
        flow.lines(tokens(value, face, BODY), indent=INDENT)


def _table(flow: Flow, columns: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[str]]) -> None:
    """A ruled table over the whole measure; a row is never split over two pages."""
    edges = [LEFT]
    for column in columns:
        edges.append(edges[-1] + flow.measure * column["width"] / 100)
    aligns: list[Align] = [c.get("align", "left") for c in columns]
    flow.y += 2
    _row(flow, [c["head"] for c in columns], edges, ["centre"] * len(columns), Face.BOLD)
    for row in rows:
        _row(flow, row, edges, aligns, Face.REGULAR)
    flow.y += 8


def _row(
    flow: Flow, cells: Sequence[str], edges: Sequence[float], aligns: Sequence[Align], face: Face
) -> None:
    size, pad = 12.0, 4.0
    broken = [
        break_lines(tokens(cell, face, size), right - left - 2 * pad, 0)
        for cell, left, right in zip(cells, edges, edges[1:], strict=False)
    ]
    depth = max(map(len, broken))
    height = depth * size * 1.18 + 2 * pad
    flow.need(height)
    for level in range(depth):
        baseline = flow.y + pad + (level + 1) * size * 1.18 - 0.25 * size
        texts, runs = [], list[Run]()
        for lines, left, right, align in zip(broken, edges, edges[1:], aligns, strict=False):
            words = lines[level] if level < len(lines) else []
            cell = set_line(words, left + pad, baseline, right - left - 2 * pad, align)
            texts.append(cell.text)
            runs += cell.runs
        flow.sheet.lines.append(SetLine("\t".join(texts).rstrip("\t"), tuple(runs)))
    _grid(flow.sheet, edges, flow.y, flow.y + height)
    flow.y += height


def _grid(sheet: Sheet, edges: Sequence[float], top: float, bottom: float) -> None:
    sheet.rules += [Rule(edges[0], y, edges[-1], y) for y in (top, bottom)]
    sheet.rules += [Rule(x, top, x, bottom) for x in edges]


def _keep_with_closing(flow: Flow, source: Source) -> None:
    """The signature must not stand alone on a page: the last paragraph moves with it."""
    last = source.body[-1]
    if isinstance(last, str):
        words = tokens(last, Face.REGULAR, BODY)
        depth = len(break_lines(words, flow.measure, INDENT))
        flow.need(depth * BODY * LEADING + PARAGRAPH_GAP + 8 + _closing_height(source))


def _closing_height(source: Source) -> float:
    left = 24 + len(source.recipients) * _recipient_size(source) * 1.15
    return max(left, 40 + len(source.signature) * 17 + 70)


def _recipient_size(source: Source) -> float:
    return 12.0 if source.party else 11.0


def _closing(flow: Flow, source: Source) -> None:
    """Recipients at the left, capacity, signature and name at the right, on one page."""
    height = _closing_height(source)
    flow.y += 8
    flow.need(height)
    top = flow.y
    _recipients(flow, source, _recipient_size(source))
    x, measure = LEFT + flow.measure * 0.46, flow.measure * 0.54
    faces = [Face.BOLD] * len(source.signature)
    if source.party:
        faces[-1] = Face.REGULAR
    roles = [(t, f, 14.0) for t, f in zip(source.signature, faces, strict=True)]
    bottom = _column(flow.sheet, roles, x, measure, top)
    _column(flow.sheet, [(source.signer, Face.BOLD, 14.0)], x, measure, bottom + 68)
    middle = x + measure / 2
    flow.sheet.signatures.append(Signature(middle + 18, bottom + 36))
    if source.seal:
        seal = Seal(middle - 42, bottom + 34, source.seal["ring"], source.seal["centre"])
        flow.sheet.seals.append(seal)
    flow.y = top + height


def _recipients(flow: Flow, source: Source, size: float) -> None:
    face = Face.REGULAR if source.party else Face.BOLD_ITALIC
    head = set_line(
        tokens("Nơi nhận:", face, 14 if source.party else 12), LEFT, flow.y + 14, 200, "left"
    )
    flow.sheet.lines.append(head)
    if source.party:
        flow.sheet.rules.append(Rule(LEFT, flow.y + 16, head.box[2], flow.y + 16))
    top = flow.y + 17
    for number, text in enumerate(source.recipients):
        end = "." if number == len(source.recipients) - 1 else ";"
        words = tokens(f"- {text}{end}", Face.REGULAR, size)
        for line in break_lines(words, flow.measure * 0.46, 0):
            top += size * 1.15
            flow.sheet.lines.append(set_line(line, LEFT, top - 0.25 * size, 200, "left"))


def set_paragraphs(paragraphs: Iterable[str], size: float = BODY) -> list[Sheet]:
    """Running text without letterhead: each paragraph indented, justified, in ``size`` points."""
    flow = Flow()
    for text in paragraphs:
        flow.lines(tokens(text, Face.REGULAR, size), indent=INDENT, size=size)
    return flow.sheets
