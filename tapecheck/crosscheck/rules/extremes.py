"""Highest or lowest since a date, in a length of time, or ever."""

from __future__ import annotations

from dataclasses import dataclass

from tapecheck.crosscheck.asof import Sighting, has_cue, is_closed, sight
from tapecheck.crosscheck.bounds import Searched, judge_bound, since_bounds
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import CONTRADICTED, IMPRECISE, NOT_CHECKABLE, SUPPORTED, Judgement
from tapecheck.measures.lives import life_of, reach_of
from tapecheck.measures.searches import first_known, last_as_extreme
from tapecheck.measures.series import Series, Undecidable, show
from tapecheck.measures.tolerance import FIXING, resolution
from tapecheck.reference.market import Kind, Market
from tapecheck.schema import Check, Claim, Metric, Reading

FINE_PRINT = 0.01  # an index is printed with two decimals; a series with fewer cannot tell equal days apart
YIELD_TIE = 0.03  # sources of a yield differ by as much, and so on which day was higher


def check(claim: Claim, market: Market) -> Check | None:
    """Search back for the last day as high (or low), and compare it with the bound."""
    highest = claim.metric is Metric.HIGHEST_SINCE
    column = claim.field if claim.field in ("high", "low", "open") else "close"
    seen = sight(claim, market, field=column, whole=True, as_named=True)
    main = judge_extreme(claim, seen, column, highest)
    readings: tuple[Reading, ...] = ()
    judgement = main.judgement
    if judgement.verdict is CONTRADICTED and column == "close" and not is_closed(claim):
        judgement, readings = by_extreme(claim, seen, highest, judgement)
    series, last = seen.series, main.last
    side = "above" if highest else "below"
    first = first_known(series, column)
    before = f"none since {first}" if last is None else f"{series.day(last)} ({show(series.value(last, column))})"
    return make_check(
        claim,
        judgement,
        computed=None if last is None else series.day(last).isoformat(),
        unit="date",
        claimed=claimed_dates(claim),
        base_date=first if last is None else series.day(last),
        as_of=seen.day,
        series=(series,),
        formula=f"{series.symbol} {column} {show(main.value)} on {seen.day}; last at or {side} it: {before}",
        readings=readings,
        chart=series.chart(last or 0, seen.row, (last or 0,)),
    )


@dataclass(frozen=True, slots=True)
class Extreme:
    """One reading of a superlative: its value, the last day as extreme, and the judgement."""

    value: float
    last: int | None
    judgement: Judgement


def judge_extreme(claim: Claim, seen: Sighting, column: str, highest: bool) -> Extreme:
    """Judge the day; Undecidable (a record, too short a history) carries what was found."""
    series, row = seen.series, seen.row
    value = series.value(row, column)
    last = last_as_extreme(series, row, column, value, highest)
    what = f"the {'highest' if highest else 'lowest'} {column}"
    first = first_known(series, column)
    if column == "close" and last is None:
        first = reach_of(series.symbol, first, "highest_close" if highest else "lowest_close", value)
    found = Searched(None if last is None else series.day(last), first, what)
    try:
        judgement = judge_bound(claim, found, series.day(row), life_of(series.symbol))
    except Undecidable as error:
        judgement = Judgement(NOT_CHECKABLE, str(error))
    if judgement.verdict is CONTRADICTED and last is not None and is_tie(series, last, column, value):
        judgement = Judgement(
            NOT_CHECKABLE,
            f"{series.day(last)} was as extreme only within what sources differ by; supply a second source",
        )
    return Extreme(value, last, judgement)


def is_tie(series: Series, row: int, column: str, value: float) -> bool:
    """Whether the day that stands against the claim does so by less than the sources differ."""
    gap = abs(series.value(row, column) - value)
    if series.info.kind is Kind.YIELD:
        return gap <= YIELD_TIE
    if gap <= 2 * resolution(series, row, FINE_PRINT):
        return True
    return series.info.kind is Kind.FX and gap <= FIXING * abs(value)


def by_extreme(claim: Claim, seen: Sighting, highest: bool, main: Judgement) -> tuple[Judgement, tuple[Reading, ...]]:
    """The reading by the day's extreme, where the text does not say "close"."""
    try:
        extreme = judge_extreme(claim, seen, "high" if highest else "low", highest)
    except Undecidable:
        return main, ()
    last = None if extreme.last is None else seen.series.day(extreme.last).isoformat()
    name, verdict = "by the day's extreme", extreme.judgement.verdict
    if verdict is SUPPORTED:
        meant = has_cue(claim, "extreme")
        main = Judgement(SUPPORTED, f"true {name}") if meant else Judgement(IMPRECISE, f"true only {name}")
    return main, (Reading(reading=name, computed=last, verdict=verdict),)


def claimed_dates(claim: Claim) -> tuple[str, str] | None:
    """The first and last day of the stated bound, as ISO dates; None for a record."""
    if claim.since is None:
        return None
    low, high = since_bounds(claim.since)
    return low.isoformat(), high.isoformat()
