"""Other careful readings of a claim, and what a contradiction must survive.

Every reading is computed and shown where the main one fails. One that the words leave open can rescue a claim; a named
day, a named index and "closed" leave nothing open. What the sources are known to differ by is named here too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tapecheck.crosscheck.series import Series
from tapecheck.crosscheck.verdicts import CONTRADICTED, IMPRECISE, SUPPORTED, Claimed, Judgement, Undecidable, judge
from tapecheck.reference.market import Kind
from tapecheck.schema import Reading, Verdict

YIELD_POINTS = 0.03  # a vendor's 3 pm yield, Cboe's and the constant maturity differ by some basis points
FIXING = 0.003  # New York's 5 pm, London's midnight and a central bank's fixing of a currency
FRONT_MONTH = 0.002  # the active contract of a metal against the front month
FRONT_MOVE = 0.0005  # they move together
METALS = ("GC=F", "SI=F", "HG=F", "PL=F", "PA=F")
HALF = 0.5
ENOUGH = 20  # so many rounded figures in a row are no accident


@dataclass(frozen=True, slots=True)
class Option:
    """Another reading: what it is called, how it is computed, and what it does if it holds.

    `rescues` is the verdict that the claim then has (imprecise: the words leave it open; supported: it counts as much
    as the main one), or None where the reading is only shown.
    """

    name: str
    compute: Callable[[], float]
    rescues: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A judgement after all readings were tried; `others` are those to show."""

    judgement: Judgement
    others: tuple[Reading, ...] = ()


def weigh(
    main: Judgement, options: Sequence[Option], claimed: Claimed, *, change: bool, tolerance: float = 0.0
) -> Weighed:
    """Try the other readings where the main one is not supported."""
    if main.verdict is SUPPORTED:
        return Weighed(main)
    shown: list[Reading] = []
    best = main
    for option in options:
        try:
            value = option.compute()
        except Undecidable:
            continue
        if not math.isfinite(value):
            continue
        verdict = judge(value, claimed, change=change, tolerance=tolerance).verdict
        shown.append(Reading(reading=option.name, computed=round(value, 4), verdict=verdict))
        if verdict is SUPPORTED and option.rescues and best is main:
            best = rescue(main, option)
        elif verdict is IMPRECISE and option.rescues is SUPPORTED and best is main and main.verdict is CONTRADICTED:
            best = Judgement(IMPRECISE, f"nearly true {option.name}", "reading")
    return Weighed(best, tuple(shown))


def rescue(main: Judgement, option: Option) -> Judgement:
    """What an open reading that holds makes of the main judgement."""
    if option.rescues is SUPPORTED:
        return Judgement(SUPPORTED, f"true {option.name}", "reading")
    if main.verdict is CONTRADICTED and option.rescues:
        return Judgement(option.rescues, f"true only {option.name}", "reading")
    return main


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
    closes = [float(value) for value in series.closes[max(0, row - 40) : row + 1]]
    if len(closes) < ENOUGH or min(abs(value) for value in closes) == 0:
        return math.inf
    moves = [(b - a) / a for a, b in pairwise(closes)]
    return math.sqrt(sum(move * move for move in moves) / len(moves))


def resolution(series: Series, row: int, ulp: float) -> float:
    """How coarse the series is where it is coarser than the claim (one decimal: 0.05), else 0."""
    recent = [float(value) for value in series.closes[max(0, row - 40) : row + 1]]
    if len(recent) < ENOUGH:
        return 0.0
    for places in range(4):
        scale = 10.0**places
        if all(abs(value * scale - round(value * scale)) < 1e-6 * abs(value) * scale + 1e-9 for value in recent):
            return 0.5 / scale if ulp < 0.999 / scale else 0.0
    return 0.0
