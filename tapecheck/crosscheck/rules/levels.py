"""Where something stood: a close, an open, an intraday high or low, a yield, the level of a volatility index."""

from __future__ import annotations

from functools import partial

from tapecheck.crosscheck.asof import Sighting, has_cue, is_closed, is_day, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.readings import Option, weigh
from tapecheck.crosscheck.verdicts import IMPRECISE, SUPPORTED, claimed_of, judge
from tapecheck.measures.series import Series, Undecidable, show
from tapecheck.measures.tolerance import resolution, source_tolerance
from tapecheck.reference.market import Adjustment, Kind, Market
from tapecheck.schema import Check, Claim, Hedge, Metric

COLUMNS = {Metric.OPEN: "open", Metric.INTRADAY_HIGH: "high", Metric.INTRADAY_LOW: "low"}
BEYOND: dict[Hedge | None, str] = dict.fromkeys((Hedge.LESS_THAN, Hedge.AT_MOST, Hedge.JUST_BELOW), "low")
BEYOND |= dict.fromkeys((Hedge.MORE_THAN, Hedge.AT_LEAST, Hedge.JUST_ABOVE), "high")


def check(claim: Claim, market: Market) -> Check | None:
    """The figure of one day against its claim."""
    claimed = claimed_of(claim, signed=False)
    if claimed is None:
        raise Undecidable("the claim states no level", code="no-figure")
    column = COLUMNS.get(claim.metric) or (claim.field if claim.field in ("open", "high", "low") else "close")
    seen = sight(claim, market, field=column, adjustment=Adjustment.RAW)
    series = quoted_as(claim, seen.series, seen.row)
    refuse_unit(claim, series)
    value = level(series, seen, claim, column)
    tolerance, named = source_tolerance(series, seen.row, how="level")
    if coarse := resolution(series, seen.row, claimed.ulp):
        tolerance, named = tolerance + coarse, named or f"the series is rounded to {2 * coarse:g}"
    main = judge(value, claimed, tolerance=tolerance)
    weighed = weigh(main, other_readings(claim, seen, series, column), claimed, change=False, tolerance=tolerance)
    return make_check(
        claim,
        weighed.judgement,
        computed=value,
        unit=claim.unit or series.info.currency or "points",
        claimed=claimed,
        tolerance=named,
        as_of=seen.day,
        series=(series,),
        formula=f"{column} of {series.symbol} on {seen.day} = {show(value)}",
        readings=weighed.others,
        chart=series.chart(max(0, seen.row - 30), seen.row),
    )


def level(series: Series, seen: Sighting, claim: Claim, column: str) -> float:
    """The day's figure, or the extreme of all days of a longer period; a longer period's open is its first day's."""
    first = series.before(seen.start)
    start = 0 if first is None else first + 1
    if is_day(claim) or column == "close":
        return series.value(seen.row, column)
    if column == "open":
        return series.value(start, column)
    values = series.column(column)[start : seen.row + 1]
    found = float(values.max() if column == "high" else values.min())
    if found != found:
        raise Undecidable(f"the series of {series.symbol} lacks the {column} of some days of the period")
    return found


def quoted_as(claim: Claim, series: Series, row: int) -> Series:
    """A currency pair in the direction that the claim quotes ("the yen at $0.0064" is the other side of USD/JPY)."""
    if series.info.kind is not Kind.FX or claim.low is None or float(claim.low) <= 0:
        return series
    value, stated = series.value(row), float(claim.low)
    if 0.5 < value < 2 and not (claim.unit and series.info.currency and claim.unit != series.info.currency):
        return series
    return series.inverted() if abs(1 / value / stated - 1) < abs(value / stated - 1) else series


def refuse_unit(claim: Claim, series: Series) -> None:
    """Raise Undecidable where the figure cannot be of this series: another currency, another measure."""
    unit, info = claim.unit, series.info
    if unit is None:
        return
    if unit in ("x", "date") or (unit in ("percent", "%", "pp") and info.kind not in (Kind.YIELD, Kind.RATE)):
        raise Undecidable(
            f"a level of {info.symbol} cannot be in {unit}; the claim's unit was misread", code="wrong-unit"
        )
    is_currency = len(unit) == 3 and unit.isupper()
    if is_currency and info.currency and unit != info.currency and info.kind is not Kind.FX:
        raise Undecidable(
            f"the figure is in {unit}, the series of {info.symbol} in {info.currency}; import that quote",
            code="wrong-unit",
        )


def other_readings(claim: Claim, seen: Sighting, series: Series, column: str) -> list[Option]:
    """The day's extreme for what was reached or crossed; the close before, only shown."""
    options = []
    before_it = series.before(seen.start)
    if column in ("high", "low") and not is_day(claim) and before_it is not None:
        closes = series.closes[before_it + 1 : seen.row + 1]
        options.append(
            Option("of the closes", lambda: float(closes.max() if column == "high" else closes.min()), SUPPORTED)
        )
    if column == "open" and has_cue(claim, "began") and seen.row > 0:
        options.append(Option("the close that it started from", lambda: series.value(seen.row - 1), SUPPORTED))
    if column == "close" and not is_closed(claim):
        if has_cue(claim, "extreme"):
            both = {extreme: partial(series.value, seen.row, extreme) for extreme in ("high", "low")}
            options += [Option(f"at the day's {extreme}", value, SUPPORTED) for extreme, value in both.items()]
        elif (extreme := BEYOND.get(claim.hedge)) is not None:
            within = partial(series.value, seen.row, extreme)
            options.append(Option("within the day, not at its close", within, IMPRECISE))
    if seen.row > 0:
        options.append(Option("previous close", lambda: series.value(seen.row - 1)))
    return options
