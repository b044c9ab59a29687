"""A figure of a session that ran: within its range, when it stood there cannot be told."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.appeals.words import is_beyond_reach
from tapecheck.crosscheck.asof import has_cue, is_closed, is_day
from tapecheck.crosscheck.ranges import could_have_stood, is_around_the_clock
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import CHANGES, WITHIN_DAY
from tapecheck.schema import Check, Claim, Metric, TimeSource


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where no words tell of a close, and the session of the day could have shown the figure."""
    case, claim = hearing.case, hearing.claim
    if is_closed(claim) or not is_day(claim) or hearing.solver.has_partner(case):
        return None
    if is_among_moments(hearing) and not is_beyond_reach(hearing):
        return hearing.withdraw("moment", hearing.check.formula)
    if case.moment and not hearing.is_stated and claim.metric not in WITHIN_DAY:
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    clock = is_around_the_clock(hearing.info) and claim.metric not in WITHIN_DAY
    if not clock and not is_of_moment(claim):
        return None
    day = hearing.as_of
    if day is not None and could_have_stood(claim, hearing.market, day, wide=clock and has_cue(claim, "extreme")):
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    return None


def is_of_moment(claim: Claim) -> bool:
    """Whether a level is no close: where a thing stood, what it reached or crossed."""
    if claim.metric in WITHIN_DAY:
        return has_cue(claim, "crossed")
    stood = claim.metric in (Metric.CLOSE, Metric.YIELD_LEVEL) and has_cue(claim, "extreme", "crossed")
    return stood or claim.metric is Metric.LEVEL


def is_among_moments(hearing: Hearing) -> bool:
    """Whether a share's move that no words date stands in an article that tells of moments before or after hours."""
    if hearing.info is None or hearing.info.kind is not Kind.STOCK or hearing.claim.metric not in CHANGES:
        return False
    return hearing.case.leading.hypothesis.source is TimeSource.DEFAULT and hearing.solver.tells_moments
