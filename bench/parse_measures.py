"""How far a parsed document is from its label: counts that add up over documents.

Texts are compared without case, punctuation and the place of the tone mark. Tasks are paired one
to one by the similarity of their texts without marks (rapidfuzz's ratio), the best pairs first,
down to ``TASK_ALIKE``; a label before a colon ("3. Trạm Y tế: …") may be part of either text or of
one alone, since who labelled did both. Names of bodies and recipients are paired by ``NAME_ALIKE``
with their marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex
from rapidfuzz import fuzz

from bench.parse_sources import Labelled
from vnplan.record import Assignee, Citation, Directive, Document, Task
from vnplan.syllable import fold_tone, strip_marks

TASK_ALIKE = 80.0
# How alike texts are that differ by a label alone, and how many words that has at most.
_BUT_FOR_LABEL, _LABEL_WORDS = 95.0, 16
NAME_ALIKE = 90.0
FIELDS = (
    "type", "number", "symbol", "date", "place", "issuer", "parent_issuer", "subject", "signer",
    "office", "addressees",
)  # fmt: skip
SURE = 0.95
DIRECTIVES = "directives"


@dataclass(slots=True)
class Tally:
    """Counts of one kind.

    Attributes:
        right, missed, spare: of things found; ``spare`` are those that no label has.
    """

    right: int = 0
    missed: int = 0
    spare: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.right += other.right
        self.missed += other.missed
        self.spare += other.spare
        return self

    @property
    def f1(self) -> float | None:
        due = 2 * self.right + self.missed + self.spare
        return 2 * self.right / due if due else None


@dataclass(slots=True)
class Score:
    """The counts of some documents.

    Attributes:
        fields: per header field: cases, right ones, wrong ones that no doubt goes with.
        tallies: of tasks, assignees, deadlines, legal basis, recipients.
        roles: of assignees found: how many, and how many in the right role.
        sure: values stated with ``SURE`` or more, by field: how many, and how many right.
        errors: lines for a reader: kind, document, what.
    """

    fields: dict[str, Counter[str]] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    roles: Counter[str] = field(default_factory=Counter)
    sure: dict[str, Counter[str]] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    documents: int = 0

    def add(self, kind: str, tally: Tally) -> None:
        self.tallies.setdefault(kind, Tally()).__iadd__(tally)

    def stated(self, name: str, confidence: float, *, right: bool) -> None:
        if confidence >= SURE:
            counts = self.sure.setdefault(regex.sub(r"\[\d+\]", "", name), Counter())
            counts["cases"] += 1
            counts["right"] += right


def plain(text: str | None) -> str:
    """Small letters and digits only, tones where reformed spelling puts them."""
    words = regex.findall(r"[\p{L}\d/]+", (text or "").lower())
    return " ".join(map(fold_tone, words))


def measure(label: Labelled, parsed: Sequence[Document], score: Score) -> None:
    """Compare the documents of a file in their order."""
    if len(parsed) != len(label.documents):
        note = f"{len(parsed)} for {len(label.documents)}"
        score.errors.append(("documents", label.name, note))
    for at, due in enumerate(label.documents):
        found = parsed[at] if at < len(parsed) else Document()
        score.documents += 1
        _header(label, at, due, found, score)
        _legal_basis(label.name, due, found, score)
        _recipients(label.name, due, found, score)
        if not label.header_only:
            _tasks(label, due, found, score)
            _directives(label, due, found, score)


# --- header -------------------------------------------------------------------------------


def _value(due: dict[str, Any], name: str) -> Any:
    signer = due.get("signer") or {}
    if name == "signer":
        return signer.get("name")
    if name == "office":
        return " / ".join(filter(None, (signer.get("capacity"), signer.get("title")))) or None
    return due.get(name)


def _found(document: Document, name: str) -> Any:
    signer = document.signer
    if name == "signer":
        return signer and signer.name
    if name == "office":
        parts = (signer.capacity, signer.title) if signer else ()
        return " / ".join(filter(None, parts)) or None
    return getattr(document, name)


def _same(name: str, due: Any, found: Any) -> bool:
    if name == "addressees":
        return [*map(plain, due or ())] == [*map(plain, found or ())]
    if name in ("number", "symbol", "date"):
        return bool(due == found)
    if name == "subject":
        return _bare_subject(due) == _bare_subject(found)
    return plain(due) == plain(found)


def _bare_subject(text: str | None) -> str:
    return plain(regex.sub(r"(?i)^\s*(?:v/v|về việc)\s+", "", text or ""))


def _header(label: Labelled, at: int, due: dict[str, Any], found: Document, score: Score) -> None:
    by_hand = label.by_hand(at)
    for name in FIELDS:
        wanted, got = _value(due, name), _found(found, name)
        right = any(_same(name, each, got) for each in (wanted, *label.accepted(at, name)))
        if name in by_hand:
            # What a pen wrote may be left out, in whole or in part; never be stated wrong.
            right = right or not got or (name == "date" and str(wanted).startswith(got))
        doubted = any(d.field == _record_name(name) for d in found.doubts)
        counts = score.fields.setdefault(name, Counter())
        if name not in by_hand:
            counts["cases"] += 1
            counts["right"] += right
        if not right and got and not doubted:
            counts["wrong"] += 1
        if not right:
            note = "" if doubted else "no doubt: "
            score.errors.append((name, label.name, f"{note}{got!r} for {wanted!r}"))
        evidence = found.evidence.get(_record_name(name))
        if got and evidence and name != "office":
            score.stated(_record_name(name), evidence.confidence, right=right)


def _record_name(name: str) -> str:
    return "signer" if name == "office" else name


# --- lists --------------------------------------------------------------------------------


def _legal_basis(name: str, due: dict[str, Any], found: Document, score: Score) -> None:
    wanted = [Citation(**c) for c in due.get("legal_basis") or ()]
    tally = Tally()
    for at, cited in enumerate(found.legal_basis):
        match = next((c for c in wanted if _cites(c, cited)), None)
        evidence = found.evidence.get(f"legal_basis[{at}]")
        score.stated("legal_basis", evidence.confidence if evidence else 0, right=bool(match))
        if match:
            wanted.remove(match)
            tally.right += 1
        else:
            tally.spare += 1
            score.errors.append(("legal basis", name, f"spare {cited}"))
    tally.missed = len(wanted)
    score.errors += [("legal basis", name, f"missed {c}") for c in wanted]
    score.add("legal basis", tally)


def _cites(due: Citation, found: Citation) -> bool:
    if (due.number or found.number) and (due.number or "") != (found.number or ""):
        return False
    return due.date == found.date and bool(due.number or due.type == found.type)


def _recipients(name: str, due: dict[str, Any], found: Document, score: Score) -> None:
    wanted = list(due.get("recipients") or ())
    pairs = _pairs(wanted, found.recipients, _names_alike(plain), NAME_ALIKE)
    score.add(
        "recipients",
        Tally(len(pairs), len(wanted) - len(pairs), len(found.recipients) - len(pairs)),
    )
    score.errors += [
        ("recipients", name, f"missed {w}")
        for i, w in enumerate(wanted)
        if i not in {one for one, _ in pairs}
    ]


def _pairs(
    wanted: Sequence[str],
    found: Sequence[str],
    alike: Callable[[str, str], float],
    least: float,
) -> list[tuple[int, int]]:
    """The best pairs first, each text in one pair only."""
    ranked = sorted(
        (-similar, i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(found)
        if (similar := alike(a, b)) >= least
    )
    pairs: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if all(i != k and j != m for k, m in pairs):
            pairs.append((i, j))
    return pairs


def _names_alike(form: Callable[[str], str]) -> Callable[[str, str], float]:
    return lambda one, other: fuzz.ratio(form(one), form(other), score_cutoff=NAME_ALIKE)


# --- tasks --------------------------------------------------------------------------------


def _tasks(label: Labelled, due: dict[str, Any], found: Document, score: Score) -> None:
    wanted, optional = due.get("tasks") or [], _texts(label.optional_tasks)
    texts, got = _texts(task["text"] for task in wanted), _texts(t.text for t in found.tasks)
    paired = {j: i for i, j in _pairs(texts, got, _tasks_alike, TASK_ALIKE)}
    spare = [j for j in range(len(got)) if j not in paired and not _is_among(got[j], optional)]
    missed = [
        i
        for i in range(len(texts))
        if i not in paired.values() and not _is_among(texts[i], optional)
    ]
    score.add("tasks", Tally(len(paired), len(missed), len(spare)))
    for j in (*paired, *spare):
        evidence = found.evidence.get(f"tasks[{j}]")
        score.stated("tasks", evidence.confidence if evidence else 0, right=j in paired)
        due_task = wanted[paired[j]] if j in paired else None
        _details(label.name, due_task, found.tasks[j], score)
    for j in spare:
        note = f"spare [{found.tasks[j].section}] {found.tasks[j].text}"
        score.errors.append(("tasks", label.name, note))
    for i in missed:
        note = f"missed [{wanted[i]['section']}] {wanted[i]['text']}"
        score.errors.append(("tasks", label.name, note))
        _details(label.name, wanted[i], None, score)


def _directives(label: Labelled, due: dict[str, Any], found: Document, score: Score) -> None:
    """Orders outside the parts on tasks; who and when of them count by themselves."""
    wanted, optional = due.get("other_directives") or [], _texts(label.optional_tasks)
    texts = _texts(each["text"] for each in wanted)
    got = _texts(each.text for each in found.other_directives)
    paired = dict(_pairs(texts, got, _tasks_alike, TASK_ALIKE))
    missed = [i for i in range(len(texts)) if i not in paired and not _is_among(texts[i], optional)]
    others = [j for j in range(len(got)) if j not in paired.values()]
    spare = [j for j in others if not _is_among(got[j], optional)]
    score.add(DIRECTIVES, Tally(len(paired), len(missed), len(spare)))
    for i, each in enumerate(wanted):
        match = found.other_directives[paired[i]] if i in paired else None
        if match or i in missed:
            _details(label.name, each, match, score, f"{DIRECTIVES}: ")
    score.errors += [
        *((DIRECTIVES, label.name, f"missed {wanted[i]['text']}") for i in missed),
        *((DIRECTIVES, label.name, f"spare {found.other_directives[j].text}") for j in spare),
    ]


def _texts(texts: Iterable[object]) -> list[str]:
    return [str(text) for text in texts]


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return strip_marks(plain(text))


def _tasks_alike(one: str, other: str) -> float:
    """How alike two tasks are; just enough where one has a label that the other has not."""
    similar = fuzz.ratio(_folded(one), _folded(other), score_cutoff=TASK_ALIKE)
    if similar:
        return similar
    bare = any(
        fuzz.ratio(_folded(rest), _folded(text), score_cutoff=_BUT_FOR_LABEL)
        for whole, text in ((one, other), (other, one))
        if (rest := _behind_label(whole))
    )
    return TASK_ALIKE if bare else 0.0


def _behind_label(text: str) -> str:
    label, _, rest = text.partition(":")
    return rest if len(label.split()) <= _LABEL_WORDS else ""


def _is_among(text: str, others: Sequence[str]) -> bool:
    return any(_tasks_alike(text, other) for other in others)


def _details(
    name: str,
    due: dict[str, Any] | None,
    found: Task | Directive | None,
    score: Score,
    of: str = "",
) -> None:
    """Assignees and deadline of a pair of tasks, or of one that has no other.

    ``of`` stands before the names of the counts when they are not those of tasks.
    """
    wanted = [Assignee(**a) for a in (due or {}).get("assignees") or ()]
    named = list(found.assignees) if found else []
    due_names, names = [a.name for a in wanted], [a.name for a in named]
    pairs = _pairs(due_names, names, _names_alike(_body), NAME_ALIKE)
    score.add(
        f"{of}assignees", Tally(len(pairs), len(wanted) - len(pairs), len(named) - len(pairs))
    )
    text = found.text if found else str((due or {}).get("text"))
    if len(pairs) < max(len(wanted), len(named)) and due and found:
        note = f"{_names(named)} for {_names(wanted)}: {text}"
        score.errors.append((f"{of}assignees", name, note))
    for i, j in pairs if not of else ():
        right = wanted[i].role == named[j].role
        score.roles.update(cases=1, right=right)
        if not right:
            score.errors.append(("roles", name, f"{named[j]} for {wanted[i].role}: {text}"))
    _deadline(name, due, found, score, of)


def _body(name: str) -> str:
    return plain(regex.sub(r"\([^()]*\)", "", name))


def _names(assignees: Sequence[Assignee]) -> str:
    return "; ".join(f"{a.name} [{a.role[0]}]" for a in assignees)


def _deadline(
    name: str,
    due: dict[str, Any] | None,
    found: Task | Directive | None,
    score: Score,
    of: str,
) -> None:
    wanted = (due or {}).get("deadline")
    got = found.deadline if found else None
    same = bool(
        wanted
        and got
        and plain(wanted["text"]) == plain(got.text)
        and (wanted.get("due"), wanted.get("recurs")) == (got.due, got.recurs)
    )
    score.add(f"{of}deadlines", Tally(same, bool(wanted) and not same, bool(got) and not same))
    if (wanted or got) and not same and due and found:
        text = found.text if found else str((due or {}).get("text"))
        score.errors.append((f"{of}deadlines", name, f"{got} for {wanted}: {text}"))


def shares(counts: dict[str, Counter[str]]) -> Iterator[tuple[str, int, int]]:
    """Name, right ones and cases of each field."""
    for name, count in counts.items():
        yield name, count["right"], count["cases"]
