"""A sentence that names its day, whose figures are right together of a session before or after: the day is wrong."""

from __future__ import annotations

from datetime import date

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.doubts import elsewhen, is_of_moment
from tapecheck.crosscheck.nearby import first_holding, names_its_day, on, says_its_day
from tapecheck.crosscheck.ranges import is_never_settled
from tapecheck.crosscheck.solver import FIGURES, Case, Solver, sentence_of, shown
from tapecheck.reference.metrics import CHANGES, WITHIN_DAY
from tapecheck.schema import Check

ENOUGH = 4  # digits, of one figure or of several, where the sentence names no other time
ALONE = 2  # of a change that is the only figure of such a sentence, on the session before or after
MANY = 6  # of several figures, where it does


def hear(hearing: Hearing) -> Check | None:
    """Upheld where so many digits of the sentence hold on one other day near by that it is no accident."""
    solver, case = hearing.solver, hearing.case
    if case.claim.metric not in FIGURES - WITHIN_DAY or is_never_settled(hearing.info):
        return None
    otherwise = elsewhen(case.claim.said) is not None or is_of_moment(case.claim, stated=True)
    if otherwise or not names_its_day(solver, case):
        return None  # "the day before" is of no day that is named
    plain = says_its_day(solver, case)
    alone = plain and case.claim.metric in CHANGES and len(solver.near(case)) == 1
    alone = alone and not solver.scene.among("unread", *sentence_of(case.claim))
    for day in sessions_about(solver, case)[: 2 if alone else None]:
        if not holds_on(solver, case, day):
            continue
        others = [other for other in beside(solver, case) if holds_on(solver, other, day)]
        wanted = ALONE if alone else ENOUGH if plain else MANY
        if (others or plain) and sum(telling(each) for each in (case, *others)) >= wanted:
            return hearing.uphold("wrong-day", f"{day}; {hearing.check.formula}")
    return None


def telling(case: Case) -> int:
    """How many digits are printed: of a whole number without the zeros at its end, which any day may be near."""
    whole = case.claim.ulp is not None and case.claim.ulp >= 1
    return len(f"{abs(case.claim.low or 0):.0f}".rstrip("0")) if whole else shown(case.claim)


def sessions_about(solver: Solver, case: Case) -> list[date]:
    """The two sessions on either side of the day that is named, none after the publication."""
    named = case.leading.hypothesis.day
    if named is None or solver.published is None or case.info is None:
        return []
    calendar = solver.market.calendar(case.info.symbol)
    after, before = calendar.next(named), calendar.previous(named)
    days = (after, before, calendar.next(after), calendar.previous(before))
    return [day for day in days if day <= solver.published.day]


def holds_on(solver: Solver, case: Case, day: date) -> bool:
    """Whether a figure is right of a day."""
    found = first_holding(solver, case, [on(day)])
    return found is not None and found.tried.check.code != "source-tolerance"


def beside(solver: Solver, case: Case) -> list[Case]:
    """Other figures of the sentence that are told of the same day, and fail on it as well."""
    return [
        other
        for other in solver.near(case)
        if other is not case
        and other.leading.hypothesis.day == case.leading.hypothesis.day
        and (other.claim.symbol, other.claim.metric) != (case.claim.symbol, case.claim.metric)
        and other.claim.metric in FIGURES
        and not other.leading.holds
    ]
