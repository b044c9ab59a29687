"""A level that no words call a close, and that is the day's high or low to its last digit."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_closed, is_day
from tapecheck.crosscheck.solver import PINS, shown
from tapecheck.schema import Check, Metric, Verdict


def hear(hearing: Hearing) -> Check | None:
    """Softened where the figure is what the day reached."""
    claim = hearing.claim
    if claim.metric is not Metric.CLOSE or is_closed(claim) or not is_day(claim) or shown(claim) < PINS:
        return None
    for field in ("high", "low"):
        again = hearing.again(field=field)
        if again.verdict is Verdict.SUPPORTED:
            return hearing.soften("day-extreme", again.formula, again)
    return None
