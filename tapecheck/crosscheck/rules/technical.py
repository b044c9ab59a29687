"""Technical measures: averages and their distance, 52-week extremes, RSI, Bollinger bands, volatility, drawdowns, beta.

Each is computed by its usual definition (`indicators.py` names the sources), with the parameters of the claim's words;
other common definitions are further readings. Agreeing under one of them is enough, and the check names it; a claim is
contradicted only where it fails under all, by more than charting programs differ on the same prices.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from tapecheck.crosscheck.asof import sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.readings import weigh
from tapecheck.crosscheck.rules.measured import WITH_DIVIDENDS, Asked, Measured
from tapecheck.crosscheck.rules.of_a_day import average_distance, average_level, band, strength, year_extreme
from tapecheck.crosscheck.rules.over_a_period import (
    largest_fall,
    spread_of_returns,
    usual_volume,
    with_another,
    yearly_return,
)
from tapecheck.crosscheck.solver import PINS, shown
from tapecheck.crosscheck.verdicts import (
    CONTRADICTED,
    IMPRECISE,
    NOT_CHECKABLE,
    SUPPORTED,
    Claimed,
    Judgement,
    claimed_of,
    distance,
    judge,
)
from tapecheck.measures.series import TooShort, Undecidable
from tapecheck.reference.market import Market, basis_factor
from tapecheck.reference.metrics import OF_A_DAY
from tapecheck.reference.reasons import REASONS
from tapecheck.schema import Check, Claim, Metric, Reading

WEEKS_ABOUT = 40  # sessions
CHART = 60  # rows before the day that a chart shows where a measure has no first one
MOST_DIVIDENDS = 5.0  # percentage points a year that dividends may add to a return


def check(claim: Claim, market: Market) -> Check | None:
    """A technical measure against its claim."""
    claimed = claimed_of(claim, signed=claim.metric is Metric.MOVING_AVERAGE_DISTANCE)
    if claimed is None:
        raise Undecidable("the claim states no figure", code="no-figure")
    seen = sight(claim, market, whole=True, as_named=True)
    series = seen.series
    asked = Asked(claim, market, series, seen.row, basis_factor(market, series.symbol, seen.day))
    try:
        found = MEASURES[claim.metric](asked)
    except ValueError as error:
        raise TooShort(f"{claim.metric} to {seen.day}: {error}; import a longer history") from error
    judgement, readings = settle(claim, found, claimed)
    if judgement.verdict is CONTRADICTED and (day := another_day(asked, claimed)) is not None:
        told = f"it is that of {day} to its last digit, not of {seen.day}: which day is meant is in doubt"
        judgement = Judgement(NOT_CHECKABLE, told, "time-open")
    return make_check(
        claim,
        judgement,
        computed=found.value,
        unit=found.unit or claim.unit,
        claimed=claimed,
        base_date=found.base,
        as_of=seen.day,
        series=(series,),
        formula=f"{found.formula} ({found.definition})",
        readings=readings,
        chart=series.chart(max(0, seen.row - CHART) if found.first is None else max(0, found.first), seen.row),
    )


def settle(claim: Claim, found: Measured, claimed: Claimed) -> tuple[Judgement, tuple[Reading, ...]]:
    """The verdict by all readings, and those to show. Nothing is contradicted by less than programs differ by."""
    main = judge(found.value, claimed, change=found.change, tolerance=found.tolerance)
    weighed = weigh(main, found.options, claimed, change=found.change, tolerance=found.tolerance)
    judgement = weighed.judgement
    if found.open and judgement.verdict is not SUPPORTED:
        told = "the text does not say over how long, and no usual length gives it"
        return Judgement(NOT_CHECKABLE, told, "period-open"), weighed.others[:6]
    values = [found.value, *(each.computed for each in weighed.others if isinstance(each.computed, float))]
    if judgement.verdict is CONTRADICTED and min(distance(value, claimed) for value in values) <= found.near:
        told = "off by about as much as programs differ by on the same prices"
        judgement = Judgement(IMPRECISE, told, "source-tolerance")
    if judgement.verdict is CONTRADICTED and wants_dividends(claim, found, claimed):
        judgement = Judgement(NOT_CHECKABLE, REASONS["with-dividends"].sentence, "with-dividends")
    return judgement, weighed.others


def another_day(asked: Asked, claimed: Claimed) -> date | None:
    """The nearest session within weeks whose measure is the figure to its last digit: a wrong date is likelier."""
    if asked.claim.metric not in OF_A_DAY or asked.claim.hedge is not None or shown(asked.claim) < PINS:
        return None
    first, last = max(0, asked.row - WEEKS_ABOUT), min(len(asked.series) - 1, asked.row + WEEKS_ABOUT)
    for row in sorted(range(first, last + 1), key=lambda row: abs(row - asked.row)):
        with suppress(ValueError):  # too few sessions before it
            if distance(MEASURES[asked.claim.metric](replace(asked, row=row)).value, claimed) <= 0:
                return asked.series.day(row)
    return None


def wants_dividends(claim: Claim, found: Measured, claimed: Claimed) -> bool:
    """Whether dividends, which no series at hand has, may make up what an annual return is short of."""
    low = claimed.low if claimed.low is not None else claimed.high
    known = any(option.name == WITH_DIVIDENDS for option in found.options)
    over = low is not None and 0 < low - found.value <= MOST_DIVIDENDS
    return claim.metric is Metric.ANNUALISED_RETURN and over and not known


MEASURES: dict[Metric, Callable[[Asked], Measured]] = {
    Metric.MOVING_AVERAGE_LEVEL: average_level,
    Metric.MOVING_AVERAGE_DISTANCE: average_distance,
    Metric.HIGH_52_WEEKS: year_extreme,
    Metric.LOW_52_WEEKS: year_extreme,
    Metric.RSI: strength,
    Metric.BOLLINGER: band,
    Metric.VOLATILITY: spread_of_returns,
    Metric.ANNUALISED_RETURN: yearly_return,
    Metric.MAX_DRAWDOWN: largest_fall,
    Metric.AVERAGE_VOLUME: usual_volume,
    Metric.BETA: with_another,
    Metric.CORRELATION: with_another,
}
