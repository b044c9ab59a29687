"""A change that is the level itself, or a level that is the change: the verb belongs to another figure."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Check

NEAR = 0.03  # of the level
PRICED = (Kind.COMMODITY_FUTURE, Kind.STOCK, Kind.ETF, Kind.FX, Kind.CRYPTO)


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the figure of a change lies at the level of the series."""
    claim, chart = hearing.claim, hearing.check.chart
    if claim.metric not in CHANGES or claim.low is None or chart is None or not chart.values:
        return None
    if hearing.info is not None and hearing.info.kind in PRICED and claim.unit in ("percent", "%"):
        return None  # "up 9.6% at $9.68": no price is in percent
    level = chart.values[-1]
    if abs(abs(float(claim.low)) - level) <= NEAR * abs(level):
        return hearing.withdraw("other-measure", hearing.check.formula)
    return None
