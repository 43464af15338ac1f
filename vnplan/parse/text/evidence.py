"""What was found, how sure it is, and where it was printed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vnplan.model import Box
from vnplan.parse.text.passage import Passage
from vnplan.record import Doubt, Evidence

# Below this a value is also a doubt.
DOUBTFUL = 0.7
# So sure is what was found and something else speaks against.
_LOWERED = 0.6
# A word read with no more confidence than this may be another one; among many its mean hides it.
HARDLY_READ = 0.4
# Fields whose numbers and dates are read out of long passages.
_WITH_NUMBERS = ("tasks[", "other_directives[", "legal_basis[")


@dataclass(slots=True)
class Findings:
    """The evidence and the doubts of one document as they come up."""

    evidence: dict[str, Evidence] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def found(
        self,
        name: str,
        passage: Passage | None,
        rule: float,
        reason: str = "",
        weakest: Passage | None = None,
        certainty: float | None = None,
    ) -> None:
        """Note where ``name`` was read; ``rule`` is how often the rule is right, 0–1.

        ``reason`` says in plain words why a value of low confidence is doubtful. ``weakest`` is the
        part that decides how sure the reading is, the digits of a number, say; ``certainty`` is
        given where a reading was weighed.
        """
        if not passage:
            self.evidence[name] = Evidence(round(rule, 2), None, None, "")
            if rule < DOUBTFUL:
                self.doubt(name, None, reason or "nothing printed says it outright")
            return
        if certainty is None:
            certainty = (weakest or passage).certainty()
        confidence = round(rule * certainty, 2)
        self.evidence[name] = Evidence(confidence, passage.page, passage.box(), passage.raw())
        if confidence < DOUBTFUL:
            self.doubt(name, passage, reason or "read or restored with little certainty")
        elif name.startswith(_WITH_NUMBERS) and passage.least_read_number() <= HARDLY_READ:
            self.doubt(name, passage, "a number in it is hard to read")

    def lower(self, name: str, passage: Passage, reason: str) -> None:
        """Make what was found a doubt, if it is none yet."""
        found = self.evidence.get(name)
        if found and found.confidence >= DOUBTFUL:
            self.evidence[name] = replace(found, confidence=_LOWERED)
            self.doubt(name, passage, reason)

    def extend(self, other: Findings) -> None:
        """Take over what was noted apart."""
        self.evidence |= other.evidence
        self.doubts += other.doubts

    def doubt(
        self, name: str, passage: Passage | None, reason: str, box: Box | None = None
    ) -> None:
        """Ask a person to look at ``name``."""
        self.doubts.append(Doubt(name, passage.page if passage else None, reason, box))
