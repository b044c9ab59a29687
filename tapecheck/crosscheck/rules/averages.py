"""Above or below a moving average."""

from __future__ import annotations

from tapecheck.crosscheck.asof import sight
from tapecheck.crosscheck.outcome import make_check, show
from tapecheck.crosscheck.verdicts import CONTRADICTED, NOT_CHECKABLE, SUPPORTED, Judgement, Undecidable
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Direction

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
    if not right and abs(value / average - 1) < CLOSE_CALL:
        judgement = Judgement(NOT_CHECKABLE, "too near the average to settle the side", "dust")
    return make_check(
        claim,
        judgement,
        computed="above" if above else "below",
        claimed=None,
        as_of=seen.day,
        series=(series,),
        formula=f"{show(value)} against the {window}-day average {show(average)}",
        chart=series.chart(row + 1 - window, row),
    )
