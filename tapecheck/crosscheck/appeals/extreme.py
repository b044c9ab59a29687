"""The day's high or low: of a level that no words call a close, and of the other half of an intraday move.

"Fell as much as 998.50 points, or 9.2 percent" says its extreme once.
"""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_closed, is_day
from tapecheck.crosscheck.solver import PINS, shown
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Check, Metric, Verdict

BESIDE = 4  # characters between two figures of one move
EXTREMES = ("high", "low")


def hear(hearing: Hearing) -> Check | None:
    """Softened where the figure is what the day reached."""
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
    return None
