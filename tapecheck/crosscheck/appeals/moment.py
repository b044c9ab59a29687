"""A figure of a session that ran: within its range, when it stood there cannot be told."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_closed, is_day
from tapecheck.crosscheck.ranges import AROUND_THE_CLOCK, could_have_stood
from tapecheck.schema import Check, Metric


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where no words tell of a close, and the session of the day could have shown the figure."""
    case, claim = hearing.case, hearing.claim
    if is_closed(claim) or not is_day(claim):
        return None
    if case.moment and not hearing.is_stated:
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    clock = hearing.info is not None and hearing.info.kind in AROUND_THE_CLOCK
    if not clock and claim.metric is not Metric.LEVEL:
        return None
    day = hearing.as_of
    if day is not None and could_have_stood(claim, hearing.market, day):
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    return None
