"""The directives of a document: tasks of its parts on work, and orders outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from vnplan.parse.assignees import assigned, names_subject, split_names, starts_with_verb
from vnplan.parse.deadlines import find_deadline, whole_deadline
from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.lines import Kind
from vnplan.parse.passage import Passage, fold, join, lowered
from vnplan.parse.structure import Item, Node, tree
from vnplan.record import Assignee, Deadline, Directive, Role, Task

_NUMBERED = frozenset({Kind.PART, Kind.ROMAN, Kind.ARTICLE, Kind.ARABIC, Kind.DOTTED})
_WORKING = frozenset({"tasks", "organisation", "time"})
# "Điều 1. Thành lập Tổ …" decides; it tells nobody to do something.
_DECIDING = frozenset({"Quyết định", "Nghị quyết"})
_SENTENCE_END = regex.compile(r"[.;!?…][\"”’)]*$|/\.$")
# A heading has no more words than this before its colon.
_MOST_TITLE_WORDS = 28


@dataclass(frozen=True, slots=True)
class Found:
    """A directive with the passage that says it."""

    directive: Task | Directive
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Context:
    """What the headings above a node say.

    Attributes:
        section: the numbers of the headings, as a path.
        heading: the words of the nearest heading.
        kind: what the section is about (headings.yaml); "" before any is known.
        assignees: of the nearest heading that names bodies, or of the section's own lines.
    """

    section: tuple[str, ...] = ()
    heading: str | None = None
    kind: str = ""
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None


@dataclass(slots=True)
class Directives:
    """Collects the tasks and the other directives of one document."""

    grammar: Grammar
    type: str | None
    year: int | None = None
    free: bool = False
    tasks: list[Found] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)

    def read(self, items: Sequence[Item], *, free: bool) -> None:
        """Read a body; ``free`` says that items count without a heading above them (a dispatch,
        a directive, a decision)."""
        if free and not any(item.kind is not Kind.PARAGRAPH for item in items):
            self._paragraphs(items)
            return
        self.free = free
        end = _closing_start(items, self.grammar)
        for node in tree(items[:end]):
            self._node(node, _Context(kind="tasks" if free else ""))
        for item in items[end:]:
            self._closing(item.text, _Context())

    def _paragraphs(self, items: Sequence[Item]) -> None:
        """A dispatch without items: each paragraph that asks a named body for something."""
        for item in items:
            if named := _asked(item.text.text, self.grammar):
                self._task(item.text, _Context(kind="tasks", assignees=named))

    def _node(self, node: Node, above: _Context) -> None:
        item = node.item
        if _is_note(item.text.text, self.grammar):
            return
        if item.kind is Kind.PARAGRAPH and _closes(item.text):
            self._closing(item.text, _Context())
            return
        title, rest = _title_and_rest(item, bool(node.children), self.grammar)
        if title is None:
            self._leaf_or_list(node, above)
            return
        context = self._under(item, title, above)
        children = node.children
        if rest:
            children = (Node(Item(Kind.PARAGRAPH, "", rest)), *children)
        self._children(children, context)

    def _under(self, item: Item, title: Passage, above: _Context) -> _Context:
        """The context below a heading."""
        kind = section_kind(title.text, self.grammar)
        if above.kind and not (kind and item.kind in (Kind.ROMAN, Kind.PART, Kind.CAPITAL)):
            nested = (
                kind in ("aims", "funds", "situation")
                and above.kind == "tasks"
                and not above.section[1:]
            )
            kind = kind if nested and item.caps else above.kind
        named = _bodies_of_heading(title.text, kind or above.kind, self.grammar)
        label = (item.label,) if item.kind in _NUMBERED and item.label[:1] not in ("", "?") else ()
        if item.label.lower().startswith("th"):
            label = ()
        section = _path(above.section, label)
        return _Context(
            section, _heading(title.text), kind, named or above.assignees, above.deadline
        )

    def _children(self, children: Sequence[Node], context: _Context) -> None:
        work = [child for child in _hoisted(children, self.grammar)]
        lines = [child for child in work if _line_role(child, self.grammar)]
        context = self._with_lines(lines, context)
        for child in work:
            if child not in lines:
                self._node(child, context)

    def _with_lines(self, lines: Sequence[Node], context: _Context) -> _Context:
        """What "Phân công thực hiện: …" and "Thời gian thực hiện: …" say of the tasks above them."""
        named: list[Assignee] = []
        deadline = context.deadline
        for line in lines:
            role = _line_role(line, self.grammar)
            words = _after_colon(line.text.text)
            if role == "time":
                deadline = whole_deadline(words, self.grammar, self.year) or deadline
                continue
            for part in [words, *(_after_colon(child.text.text) for child in line.children)]:
                named += self._line_assignees(part, role or "implement")
        return replace(context, assignees=_unique(named) or context.assignees, deadline=deadline)

    def _line_assignees(self, words: str, role: str) -> Iterator[Assignee]:
        names = split_names(words, self.grammar) if words else ()
        stated: Role = "lead" if role == "lead" else "support" if role == "support" else "implement"
        if names and "phoi hop" not in fold(words):
            yield from (Assignee(name, stated) for name in names)
        elif words:
            yield from assigned(words, self.grammar)

    def _leaf_or_list(self, node: Node, above: _Context) -> None:
        """An item that is no heading: a directive itself, or the opening of a list of them."""
        lines = [child for child in node.children if _line_role(child, self.grammar)]
        work = [child for child in node.children if child not in lines]
        context = self._with_lines(lines, above)
        if not work:
            self._leaf(node.text, context)
        elif _parts_of_one(work, self.grammar) or all(c.item.kind is Kind.PARAGRAPH for c in work):
            self._leaf(
                join([node.text, *(passage for child in work for passage in _all(child))]), context
            )
        else:
            text = node.text.text
            if _SENTENCE_END.search(text) and len(text.split()) > 12:
                self._leaf(node.text, context)
            named = _bodies_of_heading(text, above.kind, self.grammar) or _subject_of(
                text, self.grammar
            )
            label = (node.item.label,) if node.item.kind in _NUMBERED else ()
            below = replace(
                context,
                section=_path(context.section, label),
                heading=_heading(text) if label else context.heading,
                assignees=named or context.assignees,
            )
            for child in work:
                self._node(child, below)

    def _leaf(self, passage: Passage, context: _Context) -> None:
        text = passage.text
        if not any(c.isalpha() for c in text):
            return
        if context.kind == "funds":
            self._closing(passage, context, always=True)
        elif context.kind in _WORKING:
            if self._is_order(text, context):
                self._task(passage, context)
            elif _orders(text, self.grammar):
                self._closing(passage, context)

    def _is_order(self, text: str, context: _Context) -> bool:
        """Whether a leaf tells somebody to do something.

        Under the headings of a plan all do. In a part on time, and in documents that need no such
        headings, only those that say so: a list of members or of places is no order.
        """
        if not self.free and context.kind != "time":
            return True
        if names_subject(text, self.grammar) or context.assignees:
            return True
        decides = self.type in _DECIDING and context.heading is None
        return not decides and starts_with_verb(text, self.grammar)

    def _task(self, passage: Passage, context: _Context) -> None:
        text = passage.text
        own = find_deadline(text, self.grammar, self.year)
        task = Task(
            id=len(self.tasks) + 1,
            section=".".join(context.section) or None,
            heading=context.heading,
            text=text,
            assignees=assigned(text, self.grammar, context.assignees),
            deadline=own or context.deadline,
            page=passage.page,
        )
        self.tasks.append(Found(task, passage))

    def _closing(self, passage: Passage, context: _Context, *, always: bool = False) -> None:
        text = passage.text
        if not always and not _orders(text, self.grammar):
            return
        directive = Directive(
            section=".".join(context.section) or None,
            text=text,
            assignees=_named_in(text, self.grammar),
            deadline=find_deadline(text, self.grammar, self.year),
            page=passage.page,
        )
        self.others.append(Found(directive, passage))


def section_kind(text: str, grammar: Grammar) -> str:
    """What a section is about, by the first words of its heading that say it; "" when none does.

    >>> from vnplan.lexicon import Dictionaries
    >>> grammar = Grammar.load(Dictionaries.locate())
    >>> section_kind("NHIỆM VỤ VÀ GIẢI PHÁP", grammar), section_kind("Mục đích, yêu cầu", grammar)
    ('tasks', 'aims')
    """
    folded = fold(text)
    places = [
        (match.start(), -len(phrase), kind)
        for kind, phrases in grammar.words["headings"]["sections"].items()
        for phrase in map(fold, phrases)
        if (match := regex.search(rf"(?<!\w){regex.escape(phrase)}(?!\w)", folded))
    ]
    return min(places)[2] if places else ""


def _title_and_rest(
    item: Item, has_children: bool, grammar: Grammar
) -> tuple[Passage | None, Passage | None]:
    """The heading of an item and the directive after its colon; no heading when it is a sentence."""
    text = item.text.text
    if item.kind not in _NUMBERED and item.kind is not Kind.CAPITAL:
        if (
            item.kind in (Kind.LETTER, Kind.BRACKETED)
            and has_children
            and not _SENTENCE_END.search(text)
        ):
            return item.text, None
        return None, None
    if item.caps or item.kind in (Kind.PART, Kind.ROMAN, Kind.CAPITAL):
        return item.text, None
    if item.kind is Kind.ARTICLE:
        return _article(item, has_children)
    colon = _colon(text)
    if colon is not None and len(text[:colon].split()) <= _MOST_TITLE_WORDS:
        rest = item.text[colon + 1 :]
        if not regex.search(r"\p{L}", rest.text) or rest.text.startswith("("):
            return item.text[:colon], None
        if rest.text[:1].isupper() and not _has_verb_before(text[:colon], grammar):
            return item.text[:colon], rest
    if _SENTENCE_END.search(text):
        return None, None
    if has_children or len(text.split()) <= 6:
        return item.text, None
    return None, None


def _article(item: Item, has_children: bool) -> tuple[Passage | None, Passage | None]:
    """ "Điều 2. Tổ chức thực hiện" is a heading; "Điều 2. Giao Sở …" has none of its own."""
    text = item.text.text
    if not text or not (has_children or not _SENTENCE_END.search(text)):
        return Passage("", ()), item.text
    if text.rstrip().endswith(":") or not _SENTENCE_END.search(text):
        return item.text, None
    return Passage("", ()), item.text


def _colon(text: str) -> int | None:
    """The colon that ends a title: the first one outside brackets that is no clock's."""
    match = regex.search(
        r":(?!\d)(?=\s|$)", regex.sub(r"\([^)]*\)", lambda m: "(" * len(m.group()), text)
    )
    return match.start() if match else None


def _has_verb_before(title: str, grammar: Grammar) -> bool:
    """Whether a "title" is a clause of a sentence: "Giao Sở Nội vụ chủ trì: …"."""
    return bool(regex.match(r"(?:giao|yeu cau)\b", fold(title)))


def _heading(text: str) -> str | None:
    return regex.sub(r"\s*\([^()]*\)\s*$", "", text.strip()).strip(" :.;") or None


def _path(above: tuple[str, ...], label: tuple[str, ...]) -> tuple[str, ...]:
    """The path with a heading's number; "1.2" under "1" adds only its last part."""
    if not label:
        return above
    parts = label[0].split(".")
    while len(parts) > 1 and above and parts[0] == above[-1]:
        parts = parts[1:]
    if len(parts) > 1 and len(above) >= len(parts) and list(above[-len(parts) + 1 :]) == parts[:-1]:
        parts = parts[-1:]
    return (*above, *parts)


_BEFORE_BODIES = regex.compile(
    r"^(?:Trách nhiệm(?: của)?|Đối với|Đề nghị|Giao|Yêu cầu|Nhiệm vụ của)\s+", regex.IGNORECASE
)


def _bodies_of_heading(text: str, kind: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that a heading names; none when it is about something else.

    "Đối với …" names who acts in a part on organising the work, elsewhere whom it is about.
    """
    title = text.strip(" :.")
    if kind != "organisation" and lowered(title).startswith("đối với"):
        return ()
    plain = _BEFORE_BODIES.sub("", title)
    names = split_names(plain.split(":")[0], grammar)
    if names and not regex.search(r"\bcó (?:nhiệm vụ|trách nhiệm)", plain):
        return tuple(Assignee(name, "implement") for name in names)
    return _subject_of(plain, grammar)


def _subject_of(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of "Tổ quản lý chợ có nhiệm vụ:"."""
    return assigned(text, grammar)


def _hoisted(children: Sequence[Node], grammar: Grammar) -> Iterator[Node]:
    """The children, with lines on who and when taken out of the bullet they were indented under."""
    for child in children:
        lines = [c for c in child.children if _line_role(c, grammar)]
        is_line = _line_role(child, grammar)
        if lines and not is_line and child.item.kind is Kind.DASH:
            yield replace(child, children=tuple(c for c in child.children if c not in lines))
            yield from lines
        else:
            yield child


def _line_role(node: Node, grammar: Grammar) -> str | None:
    """ "lead", "support", "implement" or "time" of a line that only says who or when."""
    if node.item.kind not in (
        Kind.DASH,
        Kind.PLUS,
        Kind.PARAGRAPH,
        Kind.LETTER,
        Kind.DOTTED,
        Kind.ARABIC,
    ):
        return None
    text = node.text.text
    folded = fold(text)
    for role in ("time", "lead", "support", "implement"):
        keys = ("time_lines",) if role == "time" else ("assignment_lines", role)
        words = alternatives(grammar.phrases("headings", *keys))
        if regex.match(rf"\W*{words}\s*(?:\([^)]*\))?\s*:", folded):
            return role
    colon = _colon(text)
    if colon is None or node.item.kind is not Kind.PLUS:
        return None
    after = text[colon + 1 :]
    named = split_names(after, grammar)
    return (
        "implement"
        if named and len(after.split()) < 40 and regex.match(r"\s*\p{Lu}", after)
        else None
    )


def _after_colon(text: str) -> str:
    colon = _colon(text)
    return text[colon + 1 :].strip() if colon is not None else ""


def _parts_of_one(children: Sequence[Node], grammar: Grammar) -> bool:
    """ "+ Đợt 1: …", "+ Đợt 2: …": parts of the directive above them, none of their own."""
    return all(
        child.item.kind is Kind.PLUS
        and regex.match(r"(?:dot|lan|giai doan|ky)\s+(?:\d|i)", fold(child.text.text))
        for child in children
    )


def _all(node: Node) -> Iterator[Passage]:
    yield node.text
    for child in node.children:
        yield from _all(child)


def _is_note(text: str, grammar: Grammar) -> bool:
    return bool(
        regex.match(rf"\W*{alternatives(grammar.phrases('headings', 'notes'))}\b", fold(text))
    )


def _closing_start(items: Sequence[Item], grammar: Grammar) -> int:
    """Where the closing paragraphs start: unmarked, at the very end, and saying so."""
    words = regex.compile(rf"\W*{alternatives(grammar.phrases('headings', 'closing_words'))}\b")
    at = len(items)
    while at > 0 and items[at - 1].kind is Kind.PARAGRAPH:
        ends = at == len(items) and items[at - 1].text.text.rstrip().endswith("/.")
        if not ends and not words.match(items[at - 1].text.folded):
            break
        at -= 1
    return at if at > 0 else len(items)


def _closes(passage: Passage) -> bool:
    starts = ("tren day la", "trong qua trinh", "qua trinh thuc hien", "qua trinh trien khai")
    return passage.folded.startswith(starts)


def _asked(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that a paragraph asks: "… yêu cầu Sở Nội vụ rà soát …"."""
    words = alternatives(grammar.phrases("headings", "asking_words", marked=True))
    for match in regex.finditer(rf"(?<!\w){words}\s+", lowered(text)):
        if names_subject(text[match.end() :], grammar):
            return assigned(text[match.end() :], grammar)
    return ()


def _orders(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph asks for something."""
    return bool(
        regex.search(rf"\b{alternatives(grammar.phrases('headings', 'order_words'))}\b", fold(text))
    )


def _named_in(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of the first clause that has any."""
    openers = alternatives(grammar.phrases("bodies", "openers", marked=True))
    asked = [m.start() for m in regex.finditer(rf"(?<!\w){openers}\s", lowered(text))]
    heads = [0, *(m.end() for m in regex.finditer(r"[.;]\s+|,\s+(?=các\s)", text))]
    for start in [*asked, *heads]:
        if names_subject(text[start:], grammar):
            return assigned(text[start:], grammar)
    return ()


def _unique(assignees: Sequence[Assignee]) -> tuple[Assignee, ...]:
    kept: dict[str, Assignee] = {}
    for assignee in assignees:
        kept.setdefault(fold(assignee.name), assignee)
    return tuple(kept.values())
