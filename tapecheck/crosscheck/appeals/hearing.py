"""What an appeal is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from tapecheck.crosscheck.certainty import certainty_of
from tapecheck.crosscheck.solver import Case, Solver
from tapecheck.crosscheck.verdicts import Claimed, claimed_of
from tapecheck.reference.market import Market, SeriesInfo
from tapecheck.reference.metrics import CHANGES
from tapecheck.reference.reasons import REASONS
from tapecheck.schema import Check, Claim, Verdict, changed


class May(StrEnum):
    """What an appeal may do to a verdict."""

    WITHDRAW = "withdraw"
    SOFTEN = "soften"
    UPHOLD = "uphold"


@dataclass(frozen=True)
class Hearing:
    """A failing claim: its case, pinned to its leading time, and the check as the rule has it."""

    solver: Solver
    case: Case
    check: Check
    threshold: float

    @property
    def claim(self) -> Claim:
        """The claim under its leading time."""
        return self.case.leading.hypothesis.claim

    @property
    def market(self) -> Market:
        return self.solver.market

    @property
    def info(self) -> SeriesInfo | None:
        return self.case.info

    @property
    def is_stated(self) -> bool:
        """Whether the words fix the time."""
        return self.case.leading.hypothesis.is_stated

    @property
    def as_of(self) -> date | None:
        return self.check.as_of

    @property
    def claimed(self) -> Claimed | None:
        """What is claimed, changes with their sign."""
        return claimed_of(self.claim, signed=self.claim.metric in CHANGES)

    @property
    def computed(self) -> float | None:
        """What the rule computed, where that is a figure."""
        return float(self.check.computed) if isinstance(self.check.computed, (int, float)) else None

    @cached_property
    def certainty(self) -> float:
        """How sure it is that time and thing were read right."""
        return certainty_of(self.solver, self.case)

    def again(self, **changed: object) -> Check:
        """The claim with other fields, computed once more."""
        return self.solver.ask(replace(self.claim, **changed), self.market)  # type: ignore[arg-type]

    def withdraw(self, code: str, detail: str | None = None) -> Check:
        """Not checkable for a reason of the table."""
        return answer(self.check, Verdict.NOT_CHECKABLE, code, detail)

    def soften(self, code: str, detail: str | None = None, check: Check | None = None) -> Check:
        """Imprecise for a reason of the table; `check` is the computation that holds."""
        return answer(check or self.check, Verdict.IMPRECISE, code, detail)

    def uphold(self, code: str, detail: str | None = None) -> Check:
        """Contradicted beyond doubt for a reason of the table."""
        return replace(answer(self.check, Verdict.CONTRADICTED, code, detail), certainty=1.0)


def answer(check: Check, verdict: Verdict, code: str, detail: str | None = None) -> Check:
    """The check with another verdict, a code, and the code's words."""
    reason = REASONS[code]
    words = f"{reason.words} ({detail})" if detail else reason.words
    return changed(check, verdict=verdict, code=code, reason=f"{words}; {reason.advice}" if reason.advice else words)


@dataclass(frozen=True, slots=True)
class Appeal:
    """A named, versioned appeal: what it may do, and how it answers a hearing (None: it has nothing to say)."""

    name: str
    may: frozenset[May]
    hear: Callable[[Hearing], Check | None]
