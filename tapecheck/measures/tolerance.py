"""What sources of one thing are known to differ by: fixings, contracts, roundings."""

from __future__ import annotations

import math
from itertools import pairwise

from tapecheck.measures.series import Series
from tapecheck.reference.market import Kind

YIELD_POINTS = 0.03  # a vendor's 3 pm yield, Cboe's and the constant maturity differ by some basis points


FIXING = 0.003  # New York's 5 pm, London's midnight and a central bank's fixing of a currency


FRONT_MONTH = 0.002  # the active contract of a metal against the front month


FRONT_MOVE = 0.0005  # they move together


METALS = ("GC=F", "SI=F", "HG=F", "PL=F", "PA=F")


HALF = 0.5


ENOUGH = 20  # so many rounded figures in a row are no accident


def source_tolerance(series: Series, row: int, *, how: str) -> tuple[float, str | None]:
    """What vendors are known to differ by, in the claim's unit, and its name for the check.

    `how` is "level", "points" (both in the series' unit) or "percent". Never more than half of what the thing usually
    moves in a day: a tolerance that swallows a day's move proves nothing.
    """
    info, level = series.info, series.value(row)
    most = HALF * usual_move(series, row)
    if info.kind is Kind.YIELD and how != "percent":
        room = min(YIELD_POINTS, most * abs(level))
        return room, f"{100 * room:.2g} basis points: sources of a yield differ"
    metal = FRONT_MONTH if how == "level" else FRONT_MOVE
    share = FIXING if info.kind is Kind.FX else metal if info.symbol in METALS else 0.0
    if not share:
        return 0.0, None
    share = min(share, most)
    name = "another fixing of the currency" if info.kind is Kind.FX else "the active contract against the front month"
    if how == "percent":
        return 100 * share, f"{100 * share:.2g} percentage points: {name}"
    return share * abs(level), f"{100 * share:.2g}%: {name}"


def usual_move(series: Series, row: int) -> float:
    """The usual move of a day before `row`, as a share of the level; unlimited where too few days are known."""
    closes: list[float] = series.closes[max(0, row - 40) : row + 1].tolist()
    if len(closes) < ENOUGH or 0 in closes:
        return math.inf
    moves = [(b - a) / a for a, b in pairwise(closes)]
    return math.sqrt(sum([move * move for move in moves]) / len(moves))


def resolution(series: Series, row: int, ulp: float) -> float:
    """How coarse the series is where it is coarser than the claim (one decimal: 0.05), else 0."""
    recent: list[float] = series.closes[max(0, row - 40) : row + 1].tolist()
    if len(recent) < ENOUGH or ulp >= 0.999:
        return 0.0
    for places in range(4):
        scale = 10.0**places
        if all(abs(value * scale - round(value * scale)) < 1e-6 * abs(value) * scale + 1e-9 for value in recent):
            return 0.5 / scale if ulp < 0.999 / scale else 0.0
    return 0.0
