"""How far something moved over a period: in percent, as a multiple, in points or money, in basis points."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from tapecheck.crosscheck.asof import DAY, Sighting, find_base, sight, still_ran
from tapecheck.crosscheck.coherence import could_be_now, could_have_stood
from tapecheck.crosscheck.identity import ROLL_MOVE, about_to_roll, another_thing, refuse_spot
from tapecheck.crosscheck.outcome import make_check, show
from tapecheck.crosscheck.readings import (
    CLOSED,
    EXTREME,
    SIBLINGS,
    Option,
    refuse_moment,
    resolution,
    source_tolerance,
    weigh,
)
from tapecheck.crosscheck.series import Series, load, names_quote_currency
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
    judge_direction,
)
from tapecheck.errors import MarketError
from tapecheck.reference.market import Adjustment, Kind, Market
from tapecheck.schema import Check, Claim, Direction, Hedge, PeriodReading, Verdict

How = Literal["percent", "ratio", "points"]

WITH_DIVIDENDS = re.compile(r"(?:includ\w+|with|reinvest\w*) (?:reinvested )?dividends|total[- ]return", re.IGNORECASE)
AS_MANY = re.compile(r"\bas (?:many|much) as\W*$", re.IGNORECASE)
RETURN = re.compile(r"\breturn(?:s|ed|ing)?\b", re.IGNORECASE)
FUNDS = {"^GSPC": "SPY", "^RUT": "IWM", "^DJI": "DIA", "^NDX": "QQQ"}  # funds on an index, with their dividends
TRACKING = 0.12  # percentage points that a fund may lie beside its index
MONTH_DAYS = 27  # dividends of a shorter time do not show
YEARLY_DIVIDENDS = 3.0  # percent; an index of shares rarely pays more
LARGE = 5  # a smaller figure is true of some other period by mere chance
BEFORE = re.compile(
    r"\b(?:the|a) (?:day|session) (?:before|earlier)\b|\b(?:previous|prior|preceding) (?:day|session)|\byesterday\b",
    re.IGNORECASE,
)
THAN_DAY = re.compile(
    r"\b(?:than|from|compared with|versus|against)\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri)day\b", re.IGNORECASE
)
SINCE_DAY = re.compile(r"\bsince\b[^;]{0,20}\b\d{1,2}\b", re.IGNORECASE)


def check_percent(claim: Claim, market: Market) -> Check | None:
    """Percent changes and multiples ("doubled") of any instrument."""
    if claim.unit not in ("percent", "%", "x", None):
        raise Undecidable(f"a percent change cannot be in {claim.unit}; the claim's unit was misread")
    return check_change(claim, market, "ratio" if claim.unit == "x" else "percent")


def check_points(claim: Claim, market: Market) -> Check | None:
    """Changes in points or in money."""
    if claim.unit in ("percent", "%", "x"):
        raise Undecidable(f"a change in points cannot be in {claim.unit}; the claim's unit was misread")
    return check_change(claim, market, "points")


def check_yield(claim: Claim, market: Market) -> Check | None:
    """Changes of a yield or a spread, in percentage points."""
    if claim.unit not in ("pp", "bp", None):
        raise Undecidable(f"the change of a yield cannot be in {claim.unit}; the claim's unit was misread")
    return check_change(claim, market, "points")


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one series: from row `base` to row `row`, by closes or by the day's extreme in `column`."""

    series: Series
    base: int
    row: int
    how: How
    column: str = "close"
    scale: float = 1.0  # to the price as printed on the day

    @property
    def top(self) -> float:
        """The figure at the end: a close, or the extreme of all days of the period."""
        if self.column not in ("high", "low") or self.row == self.base + 1:
            return self.series.value(self.row, self.column)
        values = self.series.column(self.column)[self.base + 1 : self.row + 1]
        top = values.max() if self.column == "high" else values.min()
        if top != top:
            raise Undecidable(f"the series of {self.series.symbol} lacks the {self.column} of some days")
        return float(top)

    @property
    def bottom(self) -> float:
        return self.series.value(self.base)

    @property
    def value(self) -> float:
        """The change; raises Undecidable across a price at or below zero."""
        if self.how == "points":
            return (self.top - self.bottom) * self.scale
        if self.top <= 0 or self.bottom <= 0:
            raise Undecidable(f"no percentage can be taken across a price of {self.series.symbol} at or below zero")
        ratio = self.top / self.bottom
        return ratio if self.how == "ratio" else 100 * (ratio - 1)

    @property
    def formula(self) -> str:
        top, bottom = show(self.top * self.scale), show(self.bottom * self.scale)
        if self.how == "points":
            return f"{top} - {bottom} = {show(self.value)}"
        if self.how == "ratio":
            return f"{top} / {bottom} = {self.value:.3f} times"
        return f"{top} / {bottom} - 1 = {self.value:.2f}%"


def check_change(claim: Claim, market: Market, how: How) -> Check:
    """One change against its claim, with all readings."""
    claim = as_meant(claim)
    refuse_moment(claim)
    if (info := market.info(claim.symbol or "")) is not None:
        refuse_spot(claim, info)
    claimed = claimed_of(claim, signed=how != "ratio")
    if claimed is None and claim.direction is None:
        raise Undecidable("the claim states neither a figure nor a direction")
    column = claim.field if claim.field in ("high", "low", "open") else "close"
    seen = sight(claim, market, field=column, adjustment=basis(claim, market))
    series = seen.series
    if names_quote_currency(claim.subject, series.info):
        series = series.inverted()
    base = find_base(series, seen.start, market)
    scale = printed_scale(market, seen) if how == "points" else 1.0
    move = Move(series, base, seen.row, how, column, scale)
    value = move.value
    tolerance, named = source_tolerance(series.info, series.value(base), how="points" if how == "points" else "percent")
    tolerance = tolerance / 100 if how == "ratio" else tolerance
    if claimed is None:
        assert claim.direction is not None
        around = 1.0 if how == "ratio" else 0.0
        judgement = judge_direction(value - around, claim.direction, tolerance)
        return finish(claim, seen, move, judgement, None, None, ())
    if how == "points" and (coarse := resolution(series, seen.row, claimed.ulp)):
        tolerance, named = tolerance + 2 * coarse, named or f"the series is rounded to {2 * coarse:g}"
    if claim.direction is None and how != "ratio":
        value = abs(value)
    main = judge_move(value, claimed, how, claim, tolerance)
    options = other_readings(claim, seen, move)
    weighed = weigh(main, options, claimed, change=True, tolerance=tolerance)
    judgement = survive(claim, market, seen, move, weighed.judgement, claimed)
    return finish(claim, seen, move, judgement, claimed, named, weighed.others)


def as_meant(claim: Claim) -> Claim:
    """The claim by the daily figure that its own words mean.

    In "closed down 2% after sliding as much as 3%" the first figure is of the close; "as many as 354 points" is the
    day's extreme, not an upper bound.
    """
    before = claim.text[: claim.quantity.start - claim.start] if claim.quantity else ""
    if claim.field in ("high", "low") and CLOSED.search(before) and not EXTREME.search(before):
        return replace(claim, field=None)
    if claim.hedge is Hedge.AT_MOST and claim.field is None and claim.direction and AS_MANY.search(before):
        extreme = "low" if claim.direction is Direction.DOWN else "high"
        return replace(claim, field=extreme, hedge=None, plausible=None)
    return claim


def judge_move(value: float, claimed: Claimed, how: How, claim: Claim, tolerance: float) -> Judgement:
    """Judge a change; a multiple also has a direction ("doubled" is a rise)."""
    judgement = judge(value, claimed, change=True, tolerance=tolerance)
    if how == "ratio" and judgement.verdict is not SUPPORTED and claim.direction is not None:
        rose = value > 1
        if rose is not (claim.direction is Direction.UP):
            return Judgement(CONTRADICTED, "the direction is wrong")
    return judgement


def basis(claim: Claim, market: Market) -> Adjustment:
    """Price change on the split basis, unless the text counts dividends in."""
    if not WITH_DIVIDENDS.search(claim.text):
        return Adjustment.SPLIT
    info = market.info(claim.symbol) if claim.symbol else None
    if info is None or info.kind is Kind.TOTAL_RETURN_INDEX:
        return Adjustment.SPLIT
    if info.kind in (Kind.STOCK, Kind.ETF):
        return Adjustment.TOTAL
    raise Undecidable(f"a return with dividends needs a total-return series; that of {info.symbol} is of prices only")


def printed_scale(market: Market, seen: Sighting) -> float:
    """Prices as printed on the as-of day against the split basis of the series."""
    if seen.series.info.kind not in (Kind.STOCK, Kind.ETF):
        return 1.0
    raw = load(market, seen.series.symbol, seen.day, seen.day + DAY, adjustment=Adjustment.RAW)
    return raw.value(0) / seen.series.value(seen.row)


def other_readings(claim: Claim, seen: Sighting, move: Move) -> list[Option]:
    """The readings of a change, those that the words leave open first."""
    series, first, one_day = move.series, move.base + 1, is_day(claim)

    def option(name: str, base: int, row: int, column: str = move.column, rescues: Verdict | None = None) -> Option:
        other = Move(series, base, row, move.how, column, move.scale)
        return Option(name, functools.partial(getattr, other, "value"), rescues)

    options = period_readings(claim, seen, move)
    if seen.later is not None:
        base = seen.later - 1 if one_day else move.base
        options.insert(0, option(f"as of the close of {series.day(seen.later)}", base, seen.later, rescues=SUPPORTED))
    if series.info.kind is Kind.FX:
        flipped = Move(series.inverted(), move.base, move.row, move.how, swap(move.column), move.scale)
        options.append(Option("as the change of the pair's other side", lambda: -abs_sign(flipped, move), IMPRECISE))
    if first < move.row:
        opened = IMPRECISE if SINCE_DAY.search(claim.text) else None
        options.append(option("from the first close of the period", first, move.row, rescues=opened))
    base = move.base - 1 if one_day else move.base
    if 0 <= base < move.row - 1:
        meant = SUPPORTED if one_day and BEFORE.search(claim.text) else None
        options.append(option("as of the close before", base, move.row - 1, rescues=meant))
    if move.column == "close":
        extreme = "low" if claim.direction is Direction.DOWN else "high"
        meant = SUPPORTED if EXTREME.search(claim.text) else None
        options.append(option("at the day's extreme", move.row - 1 if one_day else move.base, move.row, extreme, meant))
    return options


def period_readings(claim: Claim, seen: Sighting, move: Move) -> list[Option]:
    """The other periods that the words may mean, as they were read."""
    series, options = move.series, []
    for reading in claim.readings:
        if reading.from_ is None or reading.to is None or is_later_close(claim, seen, reading):
            continue
        last = min(reading.to - DAY, seen.day)
        base, row = series.before(reading.from_), series.through(last)
        if base is not None and row is not None and row > base:
            other = Move(series, base, row, move.how, move.column, move.scale)
            name = f"for {reading.reading} ({reading.from_} to {last})"
            options.append(Option(name, functools.partial(getattr, other, "value"), IMPRECISE))
    return options


def is_later_close(claim: Claim, seen: Sighting, reading: PeriodReading) -> bool:
    """Whether a reading is only the later close that a bare date leaves, which is tried anyway."""
    if seen.later is None or reading.to is None:
        return False
    return reading.to - DAY == seen.series.day(seen.later) and (is_day(claim) or reading.from_ == claim.period_from)


def swap(column: str) -> str:
    """The column that a high or low becomes on the other side of a pair."""
    return {"high": "low", "low": "high"}.get(column, column)


def abs_sign(flipped: Move, move: Move) -> float:
    """The size of the other side's change, against the sign of this one's (so that minus it has this one's)."""
    return -abs(flipped.value) if move.value > 0 else abs(flipped.value)


def is_day(claim: Claim) -> bool:
    """Whether the claim is about one day."""
    if claim.period_from is None or claim.period_to is None:
        return True
    return (claim.period_to - claim.period_from).days == 1


def survive(
    claim: Claim,
    market: Market,
    seen: Sighting,
    move: Move,
    judgement: Judgement,
    claimed: Claimed,
) -> Judgement:
    """What a contradiction has to get past before it is one."""
    if judgement.verdict is SUPPORTED:
        return judgement
    series = move.series
    if seen.assumed:
        return Judgement(
            NOT_CHECKABLE,
            f"session unfinished: {series.symbol} had not closed at publication ({claim.published}); "
            f"by the close of {seen.day} it would be {show(move.value)}",
        )
    if judgement.verdict is not CONTRADICTED:
        return judgement
    if (mistaken := mistaken_unit(move, claimed)) is not None:
        return Judgement(CONTRADICTED, mistaken)
    if (named := from_named_day(claim, market, move, claimed)) is not None:
        return Judgement(SUPPORTED, named)
    if still_ran(claim, series.info, seen.day) and could_have_stood(claim, market, series.symbol, seen.day):
        return Judgement(NOT_CHECKABLE, f"published while the day of {series.symbol}, which never closes, still ran")
    if seen.live and judgement.note is None and could_be_now(claim, market, series.symbol):
        return Judgement(NOT_CHECKABLE, "published while the session ran: the figure may be of that moment")
    if "splits AND dividends" in (series.info.adjustment or "") and series.info.kind is Kind.ETF:
        return Judgement(
            NOT_CHECKABLE, f"the series of {series.symbol} has dividends in its close; import one of plain prices"
        )
    if series.info.kind is Kind.STOCK and looks_split(move, claimed):
        return Judgement(NOT_CHECKABLE, f"a split of {series.symbol} may lie between; import splits.csv")
    off = distance(move.value, claimed)
    share = off / 100 if move.how == "percent" else off / abs(move.bottom * move.scale) if move.how == "points" else 1.0
    doubt = another_thing(claim, series.info) or about_to_roll(series.info, seen.day, share, claim.text, gap=ROLL_MOVE)
    if doubt is not None:
        return Judgement(NOT_CHECKABLE, doubt)
    if (total := with_dividends(claim, market, move, claimed)) is not None:
        return total
    if (period := open_period(claim, market, seen, move, claimed)) is not None:
        return Judgement(NOT_CHECKABLE, f"the text does not say for what period it is; it would be true {period}")
    if is_of_longer(claim, move, claimed):
        return Judgement(NOT_CHECKABLE, "the text does not say for what period it is, and it is no day's move")
    if claim.metric == "yield_change" and (other := sibling_change(claim, market, series, claimed)):
        return Judgement(IMPRECISE, other)
    return judgement


def with_dividends(claim: Claim, market: Market, move: Move, claimed: Claimed) -> Judgement | None:
    """A return with dividends told of a price index: by a fund on it, else by what dividends commonly add.

    Fund letters print total returns ("the S&P 500 gained 7.7% in the quarter", 7.2% by price).
    """
    series = move.series
    days = (series.day(move.row) - series.day(move.base)).days
    if series.info.kind is not Kind.PRICE_INDEX or move.how != "percent" or days < MONTH_DAYS or move.column != "close":
        return None
    said = -claimed.figure if claim.direction is Direction.DOWN else claimed.figure
    added, room = said - move.value, YEARLY_DIVIDENDS * days / 365 + claimed.ulp
    if not 0 < added <= room:
        return None
    fund = FUNDS.get(series.symbol)
    if fund is None or market.info(fund) is None:
        if RETURN.search(claim.text):
            return Judgement(NOT_CHECKABLE, f"it may be the return with dividends; import a fund on {series.symbol}")
        return None
    try:
        other = load(market, fund, series.day(move.base), series.day(move.row) + DAY, adjustment=Adjustment.TOTAL)
    except (Undecidable, MarketError):
        return None
    value = 100 * (other.value(len(other) - 1) / other.value(0) - 1)
    if abs(value - said) > TRACKING + claimed.ulp / 2 or abs(value - said) > abs(move.value - said):
        return None
    told = f"true of the return with dividends ({fund} with them: {value:.2f}%), not of the price"
    return Judgement(SUPPORTED if RETURN.search(claim.text) else IMPRECISE, told)


def mistaken_unit(move: Move, claimed: Claimed) -> str | None:
    """Percent printed for points, or points for percent: the figure is exactly the day's other one."""
    other = replace(move, how="points" if move.how == "percent" else "percent")
    if move.how == "ratio" or move.row != move.base + 1 or claimed.figure < 100 * claimed.ulp / 5:
        return None
    if judge(other.value, claimed, change=True).verdict is not SUPPORTED or 0.5 < abs(move.value / other.value) < 2:
        return None
    right, wrong = ("points", "percent") if move.how == "percent" else ("percent", "points")
    return f"{wrong} taken for {right}: the move was {abs(other.value):.2f} {right}"


def open_period(claim: Claim, market: Market, seen: Sighting, move: Move, claimed: Claimed) -> str | None:
    """Another usual period which makes a change true whose day was only taken for granted, or None.

    A contradiction must be certain of its period: "a 13.1% gain" may be the year's.
    """
    if claim.day_stated or not is_day(claim) or move.column != "close" or claimed.figure < LARGE:
        return None
    bounded = claimed.low is not None and claimed.high is not None
    day = seen.day
    starts = {
        "for the year to date": day.replace(month=1, day=1),
        "for the quarter to date": day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1),
        "for the month to date": day.replace(day=1),
        "for the week": day - timedelta(days=day.weekday()),
        "over twelve months": day - timedelta(days=365),
    }
    for name, start in starts.items():
        try:
            other = sight(replace(claim, period_from=start, period_to=day + DAY), market)
            series = other.series.inverted() if names_quote_currency(claim.subject, other.series.info) else other.series
            value = Move(series, find_base(series, other.start, market), other.row, move.how, scale=move.scale).value
        except (Undecidable, MarketError):
            continue
        if judge(value, claimed, change=True).verdict is SUPPORTED and (bounded or abs(value) < 1.5 * claimed.figure):
            return f"{name} ({value:.2f})"
    return None


def from_named_day(claim: Claim, market: Market, move: Move, claimed: Claimed) -> str | None:
    """The session after the day named as the base ("4.7% more than on Thursday"), where it makes the claim true."""
    if not is_day(claim) or move.column != "close" or not THAN_DAY.search(claim.text):
        return None
    day = market.calendar(move.series.symbol).next(move.series.day(move.row))
    try:
        after = sight(replace(claim, period_from=day, period_to=day + DAY), market)
    except (Undecidable, MarketError):
        return None
    other = Move(after.series, after.row - 1, after.row, move.how, scale=move.scale)
    if after.assumed or judge(other.value, claimed, change=True).verdict is not SUPPORTED:
        return None
    return f"true from the day named to the close of {day}: {other.formula}"


def is_of_longer(claim: Claim, move: Move, claimed: Claimed) -> bool:
    """Whether a large percentage that no words tie to the day is so far from the day's that a longer one is meant."""
    if claim.day_stated or not is_day(claim) or move.how != "percent" or CLOSED.search(claim.text):
        return False
    return claimed.figure >= 2 * LARGE and abs(move.value) < claimed.figure / 4


def looks_split(move: Move, claimed: Claimed) -> bool:
    """Whether the claim would hold if one share had become two, three ... on the way."""
    if move.how == "points" or move.row == move.base:
        return False
    for ratio in (2, 3, 4, 5, 10, 20):
        for scale in (ratio, 1 / ratio):
            changed = 100 * (move.top / move.bottom * scale - 1)
            value = changed if move.how == "percent" else move.top / move.bottom * scale
            if judge(value, claimed, change=True).verdict is SUPPORTED and abs(move.value) > 30:
                return True
    return False


def sibling_change(claim: Claim, market: Market, series: Series, claimed: Claimed) -> str | None:
    """The other source of a yield, where it makes the claim true."""
    for symbol in SIBLINGS.get(series.symbol, ()):
        if market.info(symbol) is None:
            continue
        try:
            seen = sight(claim, market, symbol=symbol)
            other = Move(seen.series, find_base(seen.series, seen.start, market), seen.row, "points")
        except (Undecidable, MarketError):
            continue
        if judge(other.value, claimed, change=True, tolerance=0.0).verdict is SUPPORTED:
            return f"true only by another source of the yield: {symbol} {other.formula}"
    return None


def finish(
    claim: Claim,
    seen: Sighting,
    move: Move,
    judgement: Judgement,
    claimed: Claimed | None,
    named: str | None,
    others: tuple[object, ...],
) -> Check:
    """The check of one change."""
    first = max(0, move.base - 20) if is_day(claim) else move.base
    return make_check(
        claim,
        judgement,
        computed=move.value,
        unit={"percent": "percent", "ratio": "x"}.get(move.how) or claim.unit or "points",
        claimed=claimed,
        tolerance=named,
        base_date=move.series.day(move.base),
        as_of=seen.day,
        series=(seen.series,),
        formula=move.formula,
        readings=others,  # type: ignore[arg-type]
        chart=move.series.chart(first, move.row, (move.base,)),
    )
