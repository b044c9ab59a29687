"""The words mean another time or another thing: facts that the reader has put on the claim."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_day
from tapecheck.crosscheck.doubts import PRESENT, doubt_of
from tapecheck.crosscheck.ranges import could_have_stood
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.schema import Check

LONGER = (*PRESENT, "earlier", "before_then", "pared")  # what a change of more than a day is told by too
UNDONE = frozenset({"earlier_move", "pared"})  # of this figure alone, however right the one beside it is


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where a fact on the claim makes the figure another's."""
    claim = hearing.case.claim
    pinned = hearing.solver.is_pinned(hearing.case) and not any(cue.value in UNDONE for cue in claim.said.cues)
    code = doubt_of(claim, stated=hearing.is_stated, pinned=pinned)
    if code is None or (code == "moment" and is_beyond_reach(hearing)):
        return None
    return hearing.withdraw(code, hearing.check.formula)


def is_beyond_reach(hearing: Hearing) -> bool:
    """Whether the thing was not there at any moment of the sessions that may be meant ("is up" may be of a year)."""
    case, day = hearing.case, hearing.as_of
    if day is None or hearing.info is None or not is_day(hearing.claim) or case.claim.metric not in LEVELS | CHANGES:
        return False
    said = case.claim.said.moment
    if case.claim.metric in CHANGES and said is not None and said.value.startswith(LONGER):
        return False
    calendar = hearing.market.calendar(hearing.info.symbol)
    days = {day, *(each.day for each in case.closes), calendar.previous(day), calendar.next(day)}
    return not could_have_stood(hearing.claim, hearing.market, *days, wide=True)
