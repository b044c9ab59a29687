"""A figure of a moment: of a session that ran, of a day that never closes, or the high or low of one that did."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.appeals.words import is_beyond_reach
from tapecheck.crosscheck.asof import has_cue, is_closed, is_day
from tapecheck.crosscheck.ranges import could_have_stood, is_around_the_clock, is_never_settled
from tapecheck.crosscheck.solver import PINS, shown
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import CHANGES, LEVELS, WITHIN_DAY
from tapecheck.schema import Check, Claim, Hedge, Metric, TimeSource, Verdict

BESIDE = 4  # characters between two figures of one move
EXTREMES = ("high", "low")


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
    """Whether a figure is of no close: where a thing stood, what it reached or crossed, by more than what it moved."""
    if claim.metric in CHANGES and claim.hedge in (Hedge.MORE_THAN, Hedge.AT_LEAST):
        return True  # "crashes over 2%"
    if claim.metric in WITHIN_DAY:
        return has_cue(claim, "crossed")
    stood = claim.metric in (Metric.CLOSE, Metric.YIELD_LEVEL) and has_cue(claim, "extreme", "crossed")
    return stood or claim.metric is Metric.LEVEL


def is_among_moments(hearing: Hearing) -> bool:
    """Whether a share's move that no words date stands in an article that tells of moments before or after hours."""
    if hearing.info is None or hearing.info.kind is not Kind.STOCK or hearing.claim.metric not in CHANGES:
        return False
    return hearing.case.leading.hypothesis.source is TimeSource.DEFAULT and hearing.solver.tells_moments


def of_hours(hearing: Hearing) -> Check | None:
    """Withdrawn where each source begins the day at its own hour: of a currency or crypto, by the day."""
    claim = hearing.claim
    by_days = is_day(claim) and (claim.metric in CHANGES or (claim.metric is Metric.STREAK and claim.unit == "days"))
    if is_never_settled(hearing.info) and by_days:
        return hearing.withdraw("other-hours", hearing.check.formula)
    return None


def of_extreme(hearing: Hearing) -> Check | None:
    """Softened where the figure is what the day reached, and no words call it a close.

    Of the other half of an intraday move too: "fell as much as 998.50 points, or 9.2 percent" says its extreme once.
    """
    claim = hearing.claim
    if claim.metric in CHANGES and claim.field is None:
        for other in (each.claim for each in hearing.solver.near(hearing.case)):
            same = other.symbol == claim.symbol and other.metric in CHANGES - {claim.metric}
            if same and other.field in EXTREMES and 0 <= claim.start - other.end <= BESIDE:
                again = hearing.again(field=other.field)
                return again if again.verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE) else None
    if claim.metric is Metric.CLOSE and not is_closed(claim) and is_day(claim) and shown(claim) >= PINS:
        for again in (hearing.again(field=field) for field in EXTREMES):
            if again.verdict is Verdict.SUPPORTED:
                return hearing.soften("day-extreme", again.formula, again)
    if claim.metric in LEVELS & WITHIN_DAY and shown(claim) >= PINS:  # "fell as low as", "peaked at": by closes
        again = hearing.again(metric=Metric.CLOSE, field=None)
        if again.verdict is Verdict.SUPPORTED and again.code is None:
            return hearing.soften("reading", again.formula, again)
    return None
