"""Whether a day, by its high and low, could have shown a figure at some moment."""

from __future__ import annotations

from datetime import date

from tapecheck.crosscheck.asof import DAY
from tapecheck.crosscheck.rules.levels import quoted_as
from tapecheck.crosscheck.verdicts import claimed_of
from tapecheck.errors import MarketError
from tapecheck.measures.series import Series, Undecidable, load, names_quote_currency
from tapecheck.measures.tolerance import usual_move
from tapecheck.reference.market import Kind, Market, SeriesInfo
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.schema import Claim

FIXING = 0.003  # New York's 5 pm, London's midnight and a central bank's fixing of a currency
AROUND_THE_CLOCK = frozenset({Kind.FX, Kind.CRYPTO, Kind.COMMODITY_FUTURE, Kind.YIELD})  # from settlement to settlement
NEVER_CLOSED = ("24/5", "24/7")
USUAL = 0.01  # of a price, where a day's high and low are not known
THIN = {Kind.STOCK: 0.15, Kind.ETF: 0.05, Kind.CRYPTO: 0.05, Kind.YIELD: 0.05}


def is_around_the_clock(info: SeriesInfo | None) -> bool:
    """Whether a thing trades between the sessions too."""
    return info is not None and (info.kind in AROUND_THE_CLOCK or info.calendar in NEVER_CLOSED)


def is_never_settled(info: SeriesInfo | None) -> bool:
    """Whether a thing has no close that all sources share: currencies, their indices, crypto."""
    return info is not None and (info.kind in (Kind.FX, Kind.CRYPTO) or info.calendar in NEVER_CLOSED)


def could_have_stood(claim: Claim, market: Market, *days: date, wide: bool = False) -> bool:
    """Whether the figure lies within what one of the days reached; what trades round the clock has a fixing's room.

    `wide`: what the thin hours before and after a share's session, and other sources of crypto, may add too.
    """
    try:
        series = load(market, claim.symbol or "", min(days) - 9 * DAY, max(days) + DAY)
        if claim.metric in LEVELS:
            series = quoted_as(claim, series, len(series) - 1)
        elif names_quote_currency(claim.subject, series.info):
            series = series.inverted()
        room = FIXING if is_around_the_clock(series.info) else 0.0
        room = max(room, THIN.get(series.info.kind, USUAL)) if wide else room
        return any(in_range(claim, series, day, room) for day in days)
    except (MarketError, Undecidable):
        return wide


def in_range(claim: Claim, series: Series, day: date, room: float = 0.0) -> bool:
    """Whether the figure lies within what the day's high and low allow, with `room` (a share of the price) besides.

    Where the series lacks them, between its close and the one before, and what it usually moves beyond.
    """
    row = series.through(day)
    claimed = claimed_of(claim, signed=claim.metric in CHANGES)
    if row is None or series.day(row) != day or row == 0 or claimed is None:
        return False
    base = series.value(row - 1)
    try:
        low, high = series.value(row, "low"), series.value(row, "high")
    except Undecidable:
        low, high = sorted((base, series.value(row)))
        room = max(room, min(USUAL, usual_move(series, row)))
    low, high = low * (1 - room), high * (1 + room)
    if claim.metric in CHANGES:
        low, high = (100 * (v / base - 1) if claim.unit in ("percent", "%") else v - base for v in (low, high))
    return (claimed.low is None or claimed.low <= high) and (claimed.high is None or claimed.high >= low)


def held_all_day(claim: Claim, market: Market, day: date) -> bool:
    """Whether a threshold held from a day's low to its high: "trading above $6,400"."""
    try:
        series = load(market, claim.symbol or "", day - 9 * DAY, day + DAY)
        row, claimed = series.through(day), claimed_of(claim, signed=False)
        if row is None or claimed is None:
            return False
        low, high = series.value(row, "low"), series.value(row, "high")
    except (MarketError, Undecidable):
        return False
    return (claimed.low is None or low >= claimed.low) and (claimed.high is None or high <= claimed.high)
