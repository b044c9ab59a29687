"""A figure on another scale than its series: cents, tonnes, another contract."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Check, Metric

BY_SCALE = (Kind.COMMODITY_FUTURE, Kind.FX, Kind.STOCK, Kind.ETF)  # an index of another scale is a wrong index
HALF = 0.5  # a change of points by more than this share of the level is a level, or of another thing


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the figure is too far off to be of this series at all."""
    info, value, claim = hearing.info, hearing.computed, hearing.claim
    if info is None or claim.low is None:
        return None
    if info.kind is Kind.STOCK and hearing.solver.has_partner(hearing.case):
        return None  # the change beside it is right: a digit is wrong
    stated = abs(float(claim.low))
    if claim.metric in LEVELS and value is not None and value > 0 and stated > 0:
        times = 5 if info.kind in BY_SCALE else 50
        if not 1 / times < stated / value < times:
            return hearing.withdraw("scale", hearing.check.formula)
    chart = hearing.check.chart
    if claim.metric is Metric.POINT_CHANGE and chart is not None and chart.values and stated > HALF * chart.values[-1]:
        return hearing.withdraw("scale", hearing.check.formula)
    return None
