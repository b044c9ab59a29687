"""Where something stood: a close, an open, an intraday high or low, a yield, the level of a volatility index."""

from __future__ import annotations

import re

from tapecheck.crosscheck.asof import Sighting, sight, still_ran
from tapecheck.crosscheck.coherence import could_have_stood
from tapecheck.crosscheck.identity import about_to_roll, another_thing, refuse_spot
from tapecheck.crosscheck.outcome import make_check, show
from tapecheck.crosscheck.readings import (
    CLOSED,
    SIBLINGS,
    Option,
    Weighed,
    refuse_moment,
    resolution,
    source_tolerance,
    weigh,
)
from tapecheck.crosscheck.rules.changes import is_day
from tapecheck.crosscheck.series import Series
from tapecheck.crosscheck.verdicts import (
    CONTRADICTED,
    IMPRECISE,
    NOT_CHECKABLE,
    SUPPORTED,
    Claimed,
    Judgement,
    Undecidable,
    claimed_of,
    distance,
    judge,
)
from tapecheck.errors import MarketError
from tapecheck.reference.market import Adjustment, Kind, Market
from tapecheck.schema import Check, Claim, Hedge, Metric

COLUMNS = {Metric.OPEN: "open", Metric.INTRADAY_HIGH: "high", Metric.INTRADAY_LOW: "low"}
BEYOND = {Hedge.LESS_THAN, Hedge.MORE_THAN, Hedge.AT_MOST, Hedge.AT_LEAST, Hedge.JUST_ABOVE, Hedge.JUST_BELOW}
BY_SCALE = (Kind.COMMODITY_FUTURE, Kind.FX, Kind.STOCK, Kind.ETF)  # an index of another scale is a wrong index
ACTIVE_MONTH = 0.01  # what financing gold for some months costs
SPLITS = (2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50)
TURNED = re.compile(r"\b(?:peaked|topped out|crested|bottomed|troughed)\b", re.IGNORECASE)


def check(claim: Claim, market: Market) -> Check | None:
    """The figure of one day against its claim."""
    claimed = claimed_of(claim, signed=False)
    if claimed is None:
        raise Undecidable("the claim states no level")
    column = COLUMNS.get(claim.metric) or (claim.field if claim.field in ("open", "high", "low") else "close")
    if column == "close":
        refuse_moment(claim)
    seen = sight(claim, market, field=column, adjustment=Adjustment.RAW)
    series = quoted_as(claim, seen.series, seen.row)
    refuse_unit(claim, series)
    refuse_spot(claim, series.info)
    value = level(series, seen, claim, column)
    tolerance, named = source_tolerance(series.info, value, how="level")
    if coarse := resolution(series, seen.row, claimed.ulp):
        tolerance, named = tolerance + coarse, named or f"the series is rounded to {2 * coarse:g}"
    main = judge(value, claimed, tolerance=tolerance)
    weighed = weigh(main, other_readings(claim, seen, series, column), claimed, change=False, tolerance=tolerance)
    judgement = survive(claim, market, seen, series, column, weighed.judgement, claimed)
    return finish(claim, seen, series, column, value, Weighed(judgement, weighed.others), claimed, named)


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
        raise Undecidable(f"a level of {info.symbol} cannot be in {unit}; the claim's unit was misread")
    is_currency = len(unit) == 3 and unit.isupper()
    if is_currency and info.currency and unit != info.currency and info.kind is not Kind.FX:
        raise Undecidable(f"the figure is in {unit}, the series of {info.symbol} in {info.currency}; import that quote")


def other_readings(claim: Claim, seen: Sighting, series: Series, column: str) -> list[Option]:
    """The later close of a bare date; the day's extreme for a threshold; the close before, only shown."""
    options = []
    if seen.later is not None:
        later = seen.later
        options.append(
            Option(f"as of the close of {series.day(later)}", lambda: series.value(later, column), SUPPORTED)
        )
    if column == "close" and TURNED.search(claim.text) and not CLOSED.search(claim.text):
        extreme = "low" if re.search(r"\bbottom|\btrough", claim.text, re.IGNORECASE) else "high"
        options.append(Option(f"at the day's {extreme}", lambda: series.value(seen.row, extreme), SUPPORTED))
    elif column == "close" and claim.hedge in BEYOND and not CLOSED.search(claim.text):
        extreme = "low" if claim.hedge in (Hedge.LESS_THAN, Hedge.AT_MOST, Hedge.JUST_BELOW) else "high"
        options.append(Option("within the day, not at its close", lambda: series.value(seen.row, extreme), IMPRECISE))
    if seen.row > 0:
        options.append(Option("previous close", lambda: series.value(seen.row - 1)))
    return options


def survive(
    claim: Claim,
    market: Market,
    seen: Sighting,
    series: Series,
    column: str,
    judgement: Judgement,
    claimed: Claimed,
) -> Judgement:
    """What a contradicted level has to get past before it is one."""
    if judgement.verdict is SUPPORTED:
        return judgement
    if seen.assumed:
        return Judgement(
            NOT_CHECKABLE,
            f"session unfinished: {series.symbol} had not closed at publication ({claim.published}); "
            f"at the close of {seen.day} it stood at {show(series.value(seen.row))}",
        )
    if judgement.verdict is not CONTRADICTED:
        return judgement
    value = series.value(seen.row, column)
    if still_ran(claim, series.info, seen.day) and could_have_stood(claim, market, series.symbol, seen.day):
        return Judgement(NOT_CHECKABLE, f"published while the day of {series.symbol}, which never closes, still ran")
    if series.info.kind in (Kind.STOCK, Kind.ETF) and by_split(value, claimed):
        return Judgement(NOT_CHECKABLE, f"off by the ratio of a split of {series.symbol}; import splits.csv")
    if out_of_scale(value, claimed, 5 if series.info.kind in BY_SCALE else 50):
        return Judgement(
            NOT_CHECKABLE,
            f"the figure is on another scale than {series.symbol} ({show(value)}): another thing, contract or unit",
        )
    if series.symbol == "GC=F" and 0 < claimed.figure - value <= ACTIVE_MONTH * value:
        return Judgement(
            NOT_CHECKABLE, f"the active contract may lie so far above {series.symbol}, the front month; import it"
        )
    doubt = another_thing(claim, series.info) or about_to_roll(
        series.info, seen.day, distance(value, claimed) / abs(value) if value else 1.0, claim.text
    )
    if doubt is not None:
        return Judgement(NOT_CHECKABLE, doubt)
    if claim.metric is Metric.LEVEL and not CLOSED.search(claim.text) and within_day(series, seen.row, claimed):
        return Judgement(NOT_CHECKABLE, "within the day's range; when it stood there cannot be told from daily bars")
    if "splits AND dividends" in (series.info.adjustment or ""):
        return Judgement(
            NOT_CHECKABLE, f"the series of {series.symbol} has dividends in its close; import one of plain prices"
        )
    return by_sibling(claim, market, series, judgement, claimed)


def by_split(value: float, claimed: Claimed) -> bool:
    """Whether a split would explain the difference to within the printed digits."""
    scales = [float(ratio) for ratio in SPLITS] + [1 / ratio for ratio in SPLITS]
    return any(judge(value * scale, claimed).verdict is SUPPORTED for scale in scales if claimed.low and claimed.high)


def out_of_scale(value: float, claimed: Claimed, times: float = 5) -> bool:
    """Whether the figure is so far off that it is another thing's (cents, tonnes, another contract)."""
    return claimed.figure > 0 and value > 0 and not 1 / times < claimed.figure / value < times


def within_day(series: Series, row: int, claimed: Claimed) -> bool:
    """Whether the claimed interval meets the day's range."""
    try:
        low, high = series.value(row, "low"), series.value(row, "high")
    except Undecidable:
        return False
    return not ((claimed.low is not None and claimed.low > high) or (claimed.high is not None and claimed.high < low))


def by_sibling(claim: Claim, market: Market, series: Series, judgement: Judgement, claimed: Claimed) -> Judgement:
    """The other source of a yield, where it makes the claim true."""
    for symbol in SIBLINGS.get(series.symbol, ()):
        if claim.metric is not Metric.YIELD_LEVEL or market.info(symbol) is None:
            continue
        try:
            other = sight(claim, market, symbol=symbol)
        except (Undecidable, MarketError):
            continue
        value = other.series.value(other.row)
        if judge(value, claimed).verdict is SUPPORTED:
            return Judgement(IMPRECISE, f"true only by another source of the yield: {symbol} at {show(value)}")
    return judgement


def finish(
    claim: Claim,
    seen: Sighting,
    series: Series,
    column: str,
    value: float,
    weighed: Weighed,
    claimed: Claimed,
    named: str | None,
) -> Check:
    """The check of one level."""
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
