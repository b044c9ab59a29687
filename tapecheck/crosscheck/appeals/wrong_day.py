"""A plain sentence that names its day, whose figures are right of the session before or after: the day is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tapecheck.crosscheck.appeals.hearing import Hearing, answer
from tapecheck.crosscheck.nearby import first_holding, says_its_day
from tapecheck.crosscheck.ranges import is_never_settled
from tapecheck.crosscheck.solver import FIGURES, PINS, Case, Solver, shown
from tapecheck.crosscheck.times import DAY
from tapecheck.schema import Check, Verdict

NEXT = 2  # sessions on either side


def hear(hearing: Hearing) -> Check | None:
    """Upheld where a figure of many digits, or another of its sentence too, holds on one other day near by."""
    solver, case = hearing.solver, hearing.case
    if case.claim.metric not in FIGURES or is_never_settled(hearing.info) or not says_its_day(solver, case):
        return None
    for day in sessions_about(solver, case):
        if not holds_on(solver, case, day):
            continue
        if shown(case.claim) > PINS or any(holds_on(solver, other, day) for other in beside(solver, case)):
            upheld = answer(hearing.check, Verdict.CONTRADICTED, "wrong-day", f"{day}; {hearing.check.formula}")
            return replace(upheld, certainty=1.0)
    return None


def sessions_about(solver: Solver, case: Case) -> list[date]:
    """The sessions near the day that is named, none after the publication."""
    named, calendar = case.leading.hypothesis.day, solver.market.calendar(case.claim.symbol or "")
    if named is None or solver.published is None:
        return []
    before, after = [calendar.previous(named)], [calendar.next(named)]
    for _ in range(NEXT - 1):
        before.append(calendar.previous(before[-1]))
        after.append(calendar.next(after[-1]))
    return [day for pair in zip(after, before, strict=True) for day in pair if day <= solver.published.day]


def holds_on(solver: Solver, case: Case, day: date) -> bool:
    """Whether a figure is right of a day."""
    found = first_holding(solver, case, [(day, day + DAY, f"on {day}")])
    return found is not None and found.tried.check.code != "source-tolerance"


def beside(solver: Solver, case: Case) -> list[Case]:
    """Other figures of the same thing in the sentence, which fail on the day as well."""
    return [
        other
        for other in solver.cases
        if other is not case
        and other.claim.said.sentence == case.claim.said.sentence
        and (other.claim.symbol, other.leading.hypothesis.day) == (case.claim.symbol, case.leading.hypothesis.day)
        and other.claim.metric in FIGURES
        and not other.leading.holds
    ]
