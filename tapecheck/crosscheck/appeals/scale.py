"""A figure on another scale than its series (cents, tonnes, another contract), or a level where a change is told."""

from __future__ import annotations

from datetime import timedelta

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.solver import HOLD
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.schema import Check, Metric

BY_SCALE = (Kind.COMMODITY_FUTURE, Kind.FX, Kind.STOCK, Kind.ETF)  # an index of another scale is a wrong index
SCALES = {Kind.FX: 1.1, Kind.STOCK: 2}  # so far off a rate is of another pair, a share of who had its ticker before
FAR = 0.25  # a level of a day long past that is so far off is rather of another year
PAST = timedelta(days=30)
NEAR = 0.03  # of the level
PRICED = (Kind.COMMODITY_FUTURE, Kind.STOCK, Kind.ETF, Kind.FX, Kind.CRYPTO)
HALF = 0.5  # a change of points by more than this share of the level is a level, or of another thing


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the figure is too far off to be of this series at all."""
    info, value, claim = hearing.info, hearing.computed, hearing.claim
    if info is None or claim.low is None or (info.kind is Kind.STOCK and hearing.solver.has_partner(hearing.case)):
        return None  # the change beside it is right: a digit is wrong
    stated = abs(float(claim.low))
    if claim.metric in LEVELS and value is not None and value > 0 and stated > 0:
        times = SCALES.get(info.kind, 5 if info.kind in BY_SCALE else 50)
        if not 1 / times < stated / value < times:
            return hearing.withdraw("scale", hearing.check.formula)
        if is_long_past(hearing) and not 1 - FAR < stated / value < 1 / (1 - FAR):
            return hearing.withdraw("far-off", hearing.check.formula)
    if claim.metric is Metric.OFF_HIGH and value == 0 and stated:
        return hearing.withdraw("far-off", hearing.check.formula)  # it stands at the extreme: another one is meant
    chart = hearing.check.chart
    if claim.metric is Metric.POINT_CHANGE and chart is not None and chart.values and stated > HALF * chart.values[-1]:
        return hearing.withdraw("scale", hearing.check.formula)
    return None


def is_long_past(hearing: Hearing) -> bool:
    """Whether the day was long past at publication, and no other figure of the sentence holds for it."""
    day, solver = hearing.as_of, hearing.solver
    past = day is not None and solver.published is not None and solver.published.day - day > PAST
    return past and not solver.has_partner(hearing.case)


def of_measure(hearing: Hearing) -> Check | None:
    """Withdrawn where the figure of a change is the level of the series, or its percent: no unit stands at it."""
    claim, chart = hearing.claim, hearing.check.chart
    if claim.metric not in CHANGES or claim.low is None or chart is None or not chart.values:
        return None
    if hearing.info is not None and hearing.info.kind in PRICED and claim.unit in ("percent", "%"):
        return None  # "up 9.6% at $9.68": no price is in percent
    level = chart.values[-1]
    bare = claim.metric is Metric.POINT_CHANGE and hearing.again(metric=Metric.PERCENT_CHANGE, unit="percent")
    if abs(abs(float(claim.low)) - level) <= NEAR * abs(level) or (bare and bare.verdict in HOLD):
        return hearing.withdraw("other-measure", hearing.check.formula)
    return None
