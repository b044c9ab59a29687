"""Below a high, above a low: corrections, bear markets, rebounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tapecheck.crosscheck.asof import Sighting, is_closed, is_day, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.readings import Option, Weighed, weigh
from tapecheck.crosscheck.verdicts import IMPRECISE, SUPPORTED, claimed_of, judge, judge_direction
from tapecheck.measures.moves import How, Move, end_of_month
from tapecheck.measures.searches import extreme_row
from tapecheck.measures.series import Series, Undecidable
from tapecheck.measures.tolerance import resolution, source_tolerance
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Direction, Metric


def check(claim: Claim, market: Market) -> Check | None:
    """How far the as-of close is from the highest or lowest close of the period."""
    high = claim.metric is Metric.OFF_HIGH
    hows: dict[str, How] = {"percent": "percent", "%": "percent", "x": "ratio"}
    how = hows.get(claim.unit or "percent", "points")
    if claim.direction is None:
        claim = replace(claim, direction=Direction.DOWN if high else Direction.UP)
    claimed = claimed_of(claim, signed=how != "ratio")
    column = claim.field if claim.field in ("high", "low") else "close"
    whole = is_day(claim) and bool(claim.record)
    if claim.period_from is None or (is_day(claim) and not whole):
        raise Undecidable("the text does not say of when the high or low is", code="period-open")
    seen = sight(claim, market, field=column, whole=True, as_named=True)
    series = seen.series
    start = start_row(claim, series, seen, whole)
    base = extreme_row(series, start, seen.row, "close", high)
    move = Move(series, base, seen.row, how, column, of_the_day=True)
    value = move.value
    tolerance, named = source_tolerance(series, base, how="points" if how == "points" else "percent")
    if claimed is None:
        assert claim.direction is not None
        weighed = Weighed(judge_direction(value, claim.direction, tolerance))
    else:
        if how == "points":
            tolerance += 2 * resolution(series, seen.row, claimed.ulp)
        main = judge(value, claimed, change=True, tolerance=tolerance)
        options = other_readings(claim, seen, move, start, high)
        weighed = weigh(main, options, claimed, change=True, tolerance=tolerance)
    return make_check(
        claim,
        weighed.judgement,
        computed=value,
        unit={"percent": "percent", "ratio": "x"}.get(how) or claim.unit,
        claimed=claimed,
        tolerance=named,
        base_date=series.day(base),
        as_of=seen.day,
        series=(series,),
        formula=f"{move.formula}, from the {'highest' if high else 'lowest'} close, of {series.day(base)}",
        readings=weighed.others,
        chart=series.chart(max(0, base - 10), seen.row, (base,)),
    )


def start_row(claim: Claim, series: Series, seen: Sighting, whole: bool) -> int:
    """The first row in which the high or low may lie."""
    if whole:
        return 0
    assert claim.period_from is not None
    before = series.before(claim.period_from)
    if before is None and claim.period_from < series.day(0) - timedelta(days=7):
        begins = f"the series of {series.symbol} begins on {series.day(0)}, after {claim.period_from}"
        raise Undecidable(f"{begins}; import a longer history")
    start = 0 if before is None else before + 1
    if start > seen.row:
        raise Undecidable(f"there is no close of {series.symbol} between {claim.period_from} and {seen.day}")
    return start


def other_readings(claim: Claim, seen: Sighting, move: Move, start: int, high: bool) -> list[Option]:
    """The extreme of the month or year named alone; the intraday extreme."""
    series, options = seen.series, []
    if start > 0 and claim.period_from is not None and claim.period_from.day == 1:
        end = series.through(end_of_month(claim.period_from))
        if end is not None and start <= end < seen.row:
            named = extreme_row(series, start, end, "close", high)
            from_named = Move(series, named, seen.row, move.how)
            options.append(Option("from the extreme of the month named", lambda: from_named.value, SUPPORTED))
    column = "high" if high else "low"
    if column in series.columns and not is_closed(claim):
        options.append(
            Option(
                f"from the intraday {column}",
                lambda: between(series, extreme_row(series, start, seen.row, column, high), seen.row, column, move.how),
                IMPRECISE,
            )
        )
    return options


def between(series: Series, base: int, row: int, column: str, how: How) -> float:
    """From an intraday extreme to a close."""
    bottom, top = series.value(base, column), series.value(row)
    if how == "points":
        return top - bottom
    return top / bottom if how == "ratio" else 100 * (top / bottom - 1)
