"""Whether a failing figure is one that its thing had in a year."""

from __future__ import annotations

from datetime import timedelta

from tapecheck.crosscheck.asof import is_day
from tapecheck.crosscheck.solver import FIGURES, Case, Solver
from tapecheck.crosscheck.times import DAY
from tapecheck.errors import MarketError
from tapecheck.measures.series import Series, Undecidable, load
from tapecheck.reference.metrics import LEVELS

YEAR = timedelta(days=365)


def is_beyond_its_year(solver: Solver, case: Case) -> bool:
    """Whether a level lies outside all that its thing reached in the year up to the day, or no day moved as far."""
    claim, day = case.leading.hypothesis.claim, case.leading.check.as_of
    computed = case.leading.check.computed
    if day is None or claim.low is None or claim.metric not in FIGURES or not isinstance(computed, (int, float)):
        return False
    try:
        series = load(solver.market, claim.symbol or "", day - YEAR, day + DAY)
    except (MarketError, Undecidable):
        return False
    figure = abs(float(claim.low))
    if claim.metric in LEVELS:
        last = series.value(len(series) - 1)
        scale = computed / last if last else 1.0
        return not 0.995 * scale * series.closes.min() <= figure <= 1.005 * scale * series.closes.max()
    return is_day(claim) and claim.unit in ("percent", "%") and figure > 1.2 * largest_move(series)


def largest_move(series: Series) -> float:
    """The largest move of a day, in percent."""
    closes = series.closes
    return float(100 * abs(closes[1:] / closes[:-1] - 1).max()) if len(closes) > 1 else 0.0
