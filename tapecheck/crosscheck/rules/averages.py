"""Above or below a moving average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapecheck.crosscheck.asof import sight
from tapecheck.crosscheck.bounds import Searched, judge_bound
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import CONTRADICTED, NOT_CHECKABLE, SUPPORTED, Judgement
from tapecheck.measures.series import Series, Undecidable, show
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Direction, Verdict

if TYPE_CHECKING:
    from datetime import date

CLOSE_CALL = 0.0005  # vendors' averages differ in the last digits; so near the line nothing is settled
PER_UNIT = {"days": 1, "day": 1, "sessions": 1, "weeks": 5, "week": 5, "months": 21, "month": 21}


def check(claim: Claim, market: Market) -> Check | None:
    """Which side of its simple moving average (the day's close included) the close lies on."""
    if claim.low is None or claim.direction is None:
        raise Undecidable("the text states no length, or no side, of the moving average")
    per_unit = PER_UNIT.get(claim.unit or "days")
    if per_unit is None:
        raise Undecidable(f"a moving average has a length in days or weeks, not in {claim.unit}")
    window = int(claim.low) * per_unit
    seen = sight(claim, market, whole=True)
    series, row = seen.series, seen.row
    if window < 2 or row + 1 < window:
        raise Undecidable(f"the series of {series.symbol} has only {row + 1} closes up to {seen.day}; import more")
    average = float(series.closes[row + 1 - window : row + 1].mean())
    value = series.value(row)
    above = value > average
    right = above is (claim.direction is Direction.UP)
    judgement = Judgement(SUPPORTED) if right else Judgement(CONTRADICTED, "it lies on the other side of the average")
    formula = f"{show(value)} against the {window}-day average {show(average)}"
    if not right and abs(value / average - 1) < CLOSE_CALL:
        judgement = Judgement(NOT_CHECKABLE, "too near the average to settle the side", "dust")
    elif right and claim.since is not None:
        judgement, last = first_crossing(claim, series, row, window)
        formula += f"; on that side before: {last or 'never'}"
    return make_check(
        claim,
        judgement,
        computed="above" if above else "below",
        claimed=None,
        as_of=seen.day,
        series=(series,),
        formula=formula,
        chart=series.chart(row + 1 - window, row),
    )


def first_crossing(claim: Claim, series: Series, row: int, window: int) -> tuple[Judgement, date | None]:
    """The bound of a first time on a side of the average, and the last earlier day on it.

    A day that lies too near its average counts for the text, and never against it.
    """
    import numpy as np

    closes = series.closes[: row + 1]
    averages = np.convolve(closes, np.ones(window) / window, mode="valid")[:-1]  # of each day before the last
    sign = 1 if claim.direction is Direction.UP else -1
    apart = sign * (closes[window - 1 : -1] / averages - 1)
    found = []
    for least in (0.0, CLOSE_CALL):
        rows = np.flatnonzero(apart > least)
        last = series.day(int(rows[-1]) + window - 1) if len(rows) else None
        found.append(
            (judge_bound(claim, Searched(last, series.day(window - 1), "the first close there"), series.day(row)), last)
        )
    loose, sure = found
    if Verdict.CONTRADICTED in (loose[0].verdict, sure[0].verdict) and loose[0].verdict is not sure[0].verdict:
        return Judgement(NOT_CHECKABLE, f"too near the average on {loose[1]} to settle the side", "dust"), sure[1]
    return sure
