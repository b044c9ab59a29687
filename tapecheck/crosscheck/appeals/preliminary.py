"""A close that is off by so little that it was printed before the final one, or is another venue's."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_day
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import CHANGES, LEVELS, WITHIN_DAY
from tapecheck.schema import Check, Direction, Metric

PRELIMINARY = 0.0002  # an index's first close against its final one
LAST_TRADE = 0.0015  # a share's last trade on its exchange against the consolidated tape's
KINDS = {Kind.PRICE_INDEX: PRELIMINARY, Kind.TOTAL_RETURN_INDEX: PRELIMINARY, Kind.STOCK: LAST_TRADE}
QUARTER_PAST = 0.011  # the VIX is reckoned until 16:15, and quoted at 16:00


def hear(hearing: Hearing) -> Check | None:
    """Softened where the figure is off by no more than the first print may be."""
    info, claim, value = hearing.info, hearing.claim, hearing.computed
    if info is None or info.kind not in KINDS or claim.low is None or value is None:
        return None
    stated = -float(claim.low) if claim.direction is Direction.DOWN and claim.metric in CHANGES else float(claim.low)
    off, chart = abs(stated - value), hearing.check.chart
    if info.symbol == "^VIX" and is_day(claim) and stated * value > 0 and chart is not None and chart.values:
        scale = 100.0 if claim.metric is Metric.PERCENT_CHANGE else chart.values[-1]
        if claim.metric in CHANGES | LEVELS - WITHIN_DAY and off <= QUARTER_PAST * scale:
            return hearing.soften("quarter-past")
    if claim.metric not in LEVELS - WITHIN_DAY or off > KINDS[info.kind] * abs(value):
        return None
    return hearing.soften("preliminary")
