"""A figure of a session that ran: within its range, when it stood there cannot be told."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import has_cue, is_closed, is_day
from tapecheck.crosscheck.ranges import could_have_stood, is_around_the_clock
from tapecheck.reference.metrics import WITHIN_DAY
from tapecheck.schema import Check, Claim, Metric


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where no words tell of a close, and the session of the day could have shown the figure."""
    case, claim = hearing.case, hearing.claim
    if is_closed(claim) or not is_day(claim) or hearing.solver.has_partner(case):
        return None
    if case.moment and not hearing.is_stated:
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    if not is_around_the_clock(hearing.info) and not is_of_moment(claim):
        return None
    day = hearing.as_of
    if day is not None and could_have_stood(claim, hearing.market, day):
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    return None


def is_of_moment(claim: Claim) -> bool:
    """Whether a level is no close: where a thing stood, what it reached or crossed."""
    if claim.metric in WITHIN_DAY:
        return has_cue(claim, "crossed")
    return claim.metric is Metric.LEVEL or (claim.metric is Metric.CLOSE and has_cue(claim, "extreme", "crossed"))
