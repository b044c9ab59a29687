"""How far something moved over a period: in percent, as a multiple, in points or money, in basis points."""

from __future__ import annotations

import functools
import math
from dataclasses import replace

from tapecheck.crosscheck.asof import find_base, has_cue, is_closed, is_day, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.readings import Option, Weighed, weigh
from tapecheck.crosscheck.verdicts import (
    CONTRADICTED,
    IMPRECISE,
    NOT_CHECKABLE,
    SUPPORTED,
    Claimed,
    Judgement,
    claimed_of,
    judge,
    judge_direction,
)
from tapecheck.measures.moves import How, Move
from tapecheck.measures.series import Undecidable
from tapecheck.measures.tolerance import resolution, source_tolerance
from tapecheck.reference.market import Adjustment, Kind, Market, basis_factor
from tapecheck.schema import Check, Claim, Direction, Metric, Verdict

UNITS = {Metric.PERCENT_CHANGE: ("percent", "%", "x", None), Metric.YIELD_CHANGE: ("pp", "bp", None)}
RELATIVE = ("percent", "%", "x")


def check(claim: Claim, market: Market) -> Check | None:
    """Changes in percent and multiples ("doubled"), in points or money, of a yield or a spread in percentage points."""
    allowed = UNITS.get(claim.metric)
    if claim.unit in RELATIVE if allowed is None else claim.unit not in allowed:
        raise Undecidable(f"a {claim.metric.replace('_', ' ')} cannot be in {claim.unit}; the claim's unit was misread")
    if claim.metric is Metric.PERCENT_CHANGE:
        return check_change(claim, market, "ratio" if claim.unit == "x" else "percent")
    return check_change(claim, market, "points")


def check_change(claim: Claim, market: Market, how: How) -> Check:
    """One change against its claim, with all readings."""
    claim = as_meant(claim)
    claimed = claimed_of(claim, signed=how != "ratio")
    if claimed is None and claim.direction is None:
        raise Undecidable("the claim states neither a figure nor a direction", code="no-figure")
    column = claim.field if claim.field in ("high", "low", "open") else "close"
    seen = sight(claim, market, field=column, adjustment=basis(claim, market), as_named=True)
    series = seen.series
    base = find_base(series, seen.start, market)
    if base >= seen.row:
        raise Undecidable("no session lies in the period that is meant", code="period-open")
    scale = basis_factor(market, series.symbol, seen.day) if how == "points" else 1.0
    move = nearest(Move(series, base, seen.row, how, column, scale), claim, claimed, market)
    value = move.value
    tolerance, named = source_tolerance(series, base, how="points" if how == "points" else "percent")
    tolerance = tolerance / 100 if how == "ratio" else tolerance
    if claimed is None:
        assert claim.direction is not None
        named = None
        weighed = Weighed(judge_direction(value - (1.0 if how == "ratio" else 0.0), claim.direction, tolerance))
    else:
        if how == "points" and (coarse := resolution(series, seen.row, claimed.ulp)):
            tolerance, named = tolerance + 2 * coarse, named or f"the series is rounded to {2 * coarse:g}"
        if claim.direction is None and how != "ratio":
            value = abs(value)
        main = judge_move(value, claimed, how, claim, tolerance)
        weighed = weigh(main, other_readings(claim, move), claimed, change=True, tolerance=tolerance)
    judgement = weighed.judgement
    if claimed and judgement.verdict is CONTRADICTED and (mistaken := mistaken_unit(move, claimed)) is not None:
        assumed = claim.unit == "points" and "point" not in claim.text  # "fell by 3.6 and 3.8 percent"
        judgement = Judgement(NOT_CHECKABLE if assumed else CONTRADICTED, mistaken, "unit")
    return make_check(
        claim,
        judgement,
        computed=move.value,
        unit={"percent": "percent", "ratio": "x"}.get(how) or claim.unit or "points",
        claimed=claimed,
        tolerance=named,
        base_date=series.day(move.base),
        as_of=seen.day,
        series=(series,),
        formula=move.formula,
        readings=weighed.others,
        chart=series.chart(max(0, move.base - 20) if is_day(claim) else move.base, move.row, (move.base,)),
    )


def nearest(move: Move, claim: Claim, claimed: Claimed | None, market: Market) -> Move:
    """The change from that of the days which a vague beginning may mean that comes nearest to the claim."""
    if claim.begins is None or claimed is None:
        return move
    first, last = (find_base(move.series, day, market) for day in claim.begins)
    moves = [replace(move, base=row) for row in range(first, min(last, move.row - 1) + 1)]
    edge = claimed.low if claimed.low is not None else claimed.high
    stated = math.copysign(claimed.figure, edge if edge is not None else 1.0)
    return min(moves, key=lambda each: abs(each.value - stated), default=move)


def as_meant(claim: Claim) -> Claim:
    """The claim by the close where its words tell of one: "closed down 2% after sliding as much as 3%"."""
    if claim.field in ("high", "low") and is_closed(claim) and not has_cue(claim, "extreme"):
        return replace(claim, field=None)
    return claim


def basis(claim: Claim, market: Market) -> Adjustment:
    """Price change on the split basis, unless the text counts dividends in."""
    if claim.said.total_return is None:
        return Adjustment.SPLIT
    info = market.info(claim.symbol) if claim.symbol else None
    if info is None or info.kind is Kind.TOTAL_RETURN_INDEX:
        return Adjustment.SPLIT
    if info.kind in (Kind.STOCK, Kind.ETF):
        return Adjustment.TOTAL
    raise Undecidable(
        f"a return with dividends needs a total-return series; that of {info.symbol} is of prices only",
        code="with-dividends",
    )


def judge_move(value: float, claimed: Claimed, how: How, claim: Claim, tolerance: float) -> Judgement:
    """Judge a change; a multiple also has a direction ("doubled" is a rise)."""
    judgement = judge(value, claimed, change=True, tolerance=tolerance)
    if how == "ratio" and judgement.verdict is not SUPPORTED and claim.direction is not None:
        rose = value > 1
        if rose is not (claim.direction is Direction.UP):
            return Judgement(CONTRADICTED, "the direction is wrong")
    return judgement


def other_readings(claim: Claim, move: Move) -> list[Option]:
    """The readings of a change, those that the words leave open first."""
    series, first, one_day = move.series, move.base + 1, is_day(claim)

    def option(name: str, base: int, row: int, column: str = move.column, rescues: Verdict | None = None) -> Option:
        other = Move(series, base, row, move.how, column, move.scale)
        return Option(name, functools.partial(getattr, other, "value"), rescues)

    options = []
    if series.info.kind is Kind.FX:
        column = {"high": "low", "low": "high"}.get(move.column, move.column)
        flipped = replace(move, series=series.inverted(), column=column)
        signed = functools.partial(math.copysign, flipped.value, move.value)
        options.append(Option("as the change of the pair's other side", signed, IMPRECISE))
    if series.info.kind is Kind.YIELD and move.how == "percent":
        points = replace(move, how="points")
        options.append(Option("in percentage points", functools.partial(getattr, points, "value"), IMPRECISE))
    if first < move.row:
        options.append(option("from the first close of the period", first, move.row))
    base = move.base - 1 if one_day else move.base
    if 0 <= base < move.row - 1:
        options.append(option("as of the close before", base, move.row - 1))
    if move.column == "close":
        extreme = "low" if claim.direction is Direction.DOWN else "high"
        meant = SUPPORTED if has_cue(claim, "extreme") and not is_closed(claim) else None
        options.append(option("at the day's extreme", move.row - 1 if one_day else move.base, move.row, extreme, meant))
    return options


def mistaken_unit(move: Move, claimed: Claimed) -> str | None:
    """Percent printed for points, or points for percent: the figure is exactly the day's other one."""
    other = replace(move, how="points" if move.how == "percent" else "percent")
    in_points = move.series.info.kind is Kind.YIELD and move.how == "points"
    if in_points and judge(100 * move.value, claimed, change=True).verdict is SUPPORTED:
        return f"percentage points taken for basis points: the move was {100 * move.value:.1f} basis points"
    if move.how == "ratio" or move.row != move.base + 1 or claimed.figure < 100 * claimed.ulp / 5:
        return None
    if judge(other.value, claimed, change=True).verdict is not SUPPORTED or 0.5 < abs(move.value / other.value) < 2:
        return None
    right, wrong = ("points", "percent") if move.how == "percent" else ("percent", "points")
    return f"{wrong} taken for {right}: the move was {abs(other.value):.2f} {right}"
