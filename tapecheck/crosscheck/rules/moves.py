"""Largest, best and worst move since a date, in a length of time, or ever."""

from __future__ import annotations

import math
from datetime import date

from tapecheck.crosscheck.asof import Sighting, has_cue, sight
from tapecheck.crosscheck.bounds import Searched, judge_bound
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.rules.extremes import claimed_dates
from tapecheck.crosscheck.verdicts import CONTRADICTED, NOT_CHECKABLE, Judgement
from tapecheck.measures.lives import life_of, reach_of
from tapecheck.measures.moves import by_length, last_as_large, moves_of
from tapecheck.measures.rolls import holds_a_roll
from tapecheck.measures.series import Series, Undecidable
from tapecheck.reference.market import Kind, Market
from tapecheck.schema import Check, Claim, Direction, Reading


def check(claim: Claim, market: Market) -> Check | None:
    """Search back for the last move as large in the same direction, and compare it with the bound."""
    if claim.field in ("high", "low"):
        raise Undecidable("the largest move within a day cannot be told from daily closes; supply intraday data")
    seen = sight(claim, market, whole=True, as_named=True)
    series = seen.series
    freq, points = frequency_of(claim), in_points(claim, series)
    judgement, check = judge_move(claim, seen, freq, points)
    readings: list[Reading] = []
    if judgement.verdict is CONTRADICTED and claim.measure is None and not points:
        other, _ = judge_move(claim, seen, freq, not points)
        readings.append(Reading(reading="by points", computed=None, verdict=other.verdict))
    if judgement.verdict is CONTRADICTED and (doubt := another_kind(claim, freq)):
        judgement = Judgement(NOT_CHECKABLE, doubt)
    last = check["computed"]
    if judgement.verdict is CONTRADICTED and isinstance(last, str):
        day = date.fromisoformat(last)
        if judgement.code != "direction" and holds_a_roll(series.info, day, freq):
            judgement, check = judge_move(claim, seen, freq, points, rolls=False)
            if judgement.verdict is not CONTRADICTED:
                note = f"the move to {day} may be that of {series.symbol} rolling, not of a price"
                judgement = Judgement(NOT_CHECKABLE, note, "roll")
    return make_check(claim, judgement, readings=readings, **check)  # type: ignore[arg-type]


def judge_move(
    claim: Claim, seen: Sighting, freq: str, points: bool, *, rolls: bool = True
) -> tuple[Judgement, dict[str, object]]:
    """Judge the move that ends on the as-of day; returns the fields of the check too. `rolls`: whether rolls count."""
    series = seen.series
    moves = moves_of(series, seen.row, freq, points=points)
    if not rolls:
        moves.values[:-1][[holds_a_roll(series.info, series.day(int(row)), freq) for row in moves.rows[:-1]]] = math.nan
    if not len(moves) or moves.values[-1] != moves.values[-1]:
        raise Undecidable(f"the series of {series.symbol} has no {freq} before {seen.day} to compare with")
    move = float(moves.values[-1])
    last = last_as_large(moves, move, claim.direction)
    first = series.day(int(moves.rows[0]))
    unit = " points" if points else "%"
    before = "none since " + first.isoformat()
    if last is not None:
        before = f"{series.day(int(moves.rows[last]))} ({moves.values[last]:.2f}{unit})"
    start = int(moves.rows[last]) if last is not None else 0
    fields: dict[str, object] = {
        "computed": None if last is None else series.day(int(moves.rows[last])).isoformat(),
        "unit": "date",
        "claimed": claimed_dates(claim),
        "base_date": first if last is None else series.day(int(moves.rows[last])),
        "as_of": seen.day,
        "series": (series,),
        "formula": f"{series.symbol} {freq} move {move:.2f}{unit} to {seen.day}; last as large: {before}",
        "chart": series.chart(start, seen.row, (start,)),
    }
    if goes_against(move, claim.direction):
        return Judgement(CONTRADICTED, f"the direction is wrong: it moved {move:.2f}{unit}", "direction"), fields
    reach = first
    if last is None and freq == "day":
        measure = f"largest_{'point_' if points else ''}{'rise' if move > 0 else 'fall'}"
        reach = reach_of(series.symbol, first, measure, abs(move))
    found = Searched(None if last is None else series.day(int(moves.rows[last])), reach, f"the largest {freq}'s move")
    try:
        return judge_bound(claim, found, seen.day, life_of(series.symbol)), fields
    except Undecidable as error:
        return Judgement(NOT_CHECKABLE, str(error)), fields


def another_kind(claim: Claim, freq: str) -> str | None:
    """Why the words may compare something else than moves of this frequency, or None."""
    if has_cue(claim, "compares_levels") and not has_cue(claim, "compares_moves"):
        return "the words may compare levels, not moves; name the high or low that is meant"
    if has_cue(claim, "compares_streaks"):
        return "the words may compare streaks, not moves"
    if freq == "day" and claim.freq is None and has_cue(claim, "compares_longer"):
        return "the words may compare moves over a longer time than a day"
    return None


def frequency_of(claim: Claim) -> str:
    """Of what the claim counts or compares moves: as it says, else by the length of its period."""
    if claim.freq:
        return claim.freq.casefold().rstrip("s")
    if claim.period_from and claim.period_to and (length := (claim.period_to - claim.period_from).days) > 1:
        return by_length(claim.period_from, length)
    return "day"


def in_points(claim: Claim, series: Series) -> bool:
    """Whether moves are compared in points: the words say so, or a yield's always are."""
    if series.info.kind in (Kind.YIELD, Kind.RATE):
        return claim.measure != "percent"
    return claim.measure == "points" if claim.measure is not None else has_cue(claim, "in_points")


def goes_against(move: float, direction: Direction | None) -> bool:
    """Whether the move has not even the direction that is claimed."""
    if direction is None:
        return False
    return move <= 0 if direction is Direction.UP else move >= 0
