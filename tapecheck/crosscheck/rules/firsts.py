"""For the first time since: above or below a figure, or a first gain or loss."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from tapecheck.crosscheck.asof import Sighting, is_closed, sight
from tapecheck.crosscheck.bounds import Searched, judge_bound, since_bounds
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.rules.extremes import claimed_dates
from tapecheck.crosscheck.rules.moves import frequency_of
from tapecheck.crosscheck.verdicts import CONTRADICTED, NOT_CHECKABLE, Judgement
from tapecheck.measures.lives import life_of
from tapecheck.measures.moves import moves_of
from tapecheck.measures.searches import first_known, holds, last_held
from tapecheck.measures.series import Undecidable, show
from tapecheck.reference.market import Adjustment, Market
from tapecheck.schema import Check, Claim, Direction, Hedge


def check(claim: Claim, market: Market) -> Check | None:
    """A threshold where the claim has a figure, else the first move of its direction."""
    return check_move(claim, market) if claim.low is None else check_threshold(claim, market)


def is_above(claim: Claim) -> bool:
    """Which side of the figure is meant: by the hedge, else by the direction."""
    if claim.hedge in (Hedge.MORE_THAN, Hedge.AT_LEAST, Hedge.JUST_ABOVE):
        return True
    if claim.hedge in (Hedge.LESS_THAN, Hedge.AT_MOST, Hedge.JUST_BELOW):
        return False
    if claim.direction is None:
        raise Undecidable("the text does not say on which side of the figure it is the first time")
    return claim.direction is Direction.UP


def check_threshold(claim: Claim, market: Market) -> Check:
    """A threshold ("closed above 40,000"): it holds now, and last held in the bound."""
    assert claim.low is not None
    above, figure = is_above(claim), float(claim.low)
    if claim.hedge in (Hedge.AT_LEAST, Hedge.AT_MOST):  # "reached": the figure itself is enough
        figure = math.nextafter(figure, -math.inf if above else math.inf)
    column = claim.field if claim.field in ("high", "low") else "close"
    seen = sight(claim, market, field=column, whole=True, adjustment=Adjustment.SPLIT)
    series, row = seen.series, seen.row
    if figure > 5 * series.value(row) or figure < series.value(row) / 5:
        scale_off = f"{figure:g} is far from where {series.symbol} stood ({show(series.value(row))})"
        if series.info.kind not in ("price_index", "total_return_index"):
            raise Undecidable(f"{scale_off}: another unit, another contract or a split")
    met = holds(series, row, column, figure, above)
    if not met and column == "close" and not is_closed(claim):
        column = "high" if above else "low"
        met = column in series.columns and holds(series, row, column, figure, above)
        column = column if met else "close"
    last = last_held(series, row, column, figure, above)
    if not met:
        never = claim.since is not None and never_since(seen, figure, above, since_bounds(claim.since)[1])
        judgement = Judgement(CONTRADICTED, "the condition is not met", "never-reached" if never else None)
    else:
        judgement = judge_first(claim, seen, column, last, f"the first {column} past {figure:g}")
    side = "above" if above else "below"
    before = f"none since {first_known(series, column)}" if last is None else series.day(last).isoformat()
    value = show(series.value(row, column))
    formula = f"{series.symbol} {column} {value} on {seen.day}, {side} {figure:g}; last time before: {before}"
    if not met:
        formula = f"{series.symbol} {column} {value} on {seen.day}, not {side} {figure:g}"
    return finish(claim, seen, judgement, last if met else None, first_known(series, column).isoformat(), formula, met)


def never_since(seen: Sighting, figure: float, above: bool, bound: date) -> bool:
    """Whether nothing of the days from a bound on was on the side of the figure: then no day can be meant."""
    column = "high" if above else "low"
    column = column if column in seen.series.columns else "close"
    last = last_held(seen.series, seen.row + 1, column, figure, above)
    return last is None or seen.series.day(last) <= bound


def check_move(claim: Claim, market: Market) -> Check:
    """A first move ("the first weekly gain in eight weeks"): it moved so now, and last did in the bound."""
    if claim.direction is None:
        raise Undecidable("the text does not say what happened for the first time")
    freq = frequency_of(claim)
    seen = sight(claim, market, whole=True, as_named=True)
    series = seen.series
    moves = moves_of(series, seen.row, freq, points=True)
    sign = 1 if claim.direction is Direction.UP else -1
    signed = moves.values * sign
    if not len(signed):
        raise Undecidable(f"the series of {series.symbol} has no {freq} before {seen.day}")
    hits = [int(row) for row in moves.rows[:-1][signed[:-1] > 0]]
    last = hits[-1] if hits else None
    word = "gain" if sign > 0 else "loss"
    met = bool(signed[-1] > 0)
    judgement = Judgement(CONTRADICTED, f"there was no {word}")
    if met:
        judgement = judge_first(claim, seen, "close", last, f"the first {freq}ly {word}")
    before = "none" if last is None else series.day(last).isoformat()
    formula = f"{series.symbol} moved {moves.values[-1]:.2f} in the {freq} to {seen.day}; last {word} before: {before}"
    return finish(claim, seen, judgement, last, series.day(0).isoformat(), formula, met)


def judge_first(claim: Claim, seen: Sighting, column: str, last: int | None, what: str) -> Judgement:
    """The bound: without one and without "since" it is a first ever."""
    series = seen.series
    found = Searched(None if last is None else series.day(last), first_known(series, column), what)
    if claim.since is None and not claim.record:
        claim = replace(claim, record=True)
    try:
        return judge_bound(claim, found, seen.day, life_of(series.symbol))
    except Undecidable as error:
        return Judgement(NOT_CHECKABLE, str(error))


def finish(
    claim: Claim, seen: Sighting, judgement: Judgement, last: int | None, first: str, formula: str, met: bool
) -> Check:
    """The check of a first."""
    series = seen.series
    start = last if last is not None else max(0, seen.row - 250)
    return make_check(
        claim,
        judgement,
        computed=series.day(last).isoformat() if last is not None else None if met else "condition not met",
        unit="date",
        claimed=claimed_dates(claim),
        base_date=series.day(last) if last is not None else date.fromisoformat(first) if met else None,
        as_of=seen.day,
        series=(series,),
        formula=formula,
        chart=series.chart(start, seen.row, (start,)),
    )
