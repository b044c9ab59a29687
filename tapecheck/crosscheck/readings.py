"""Other careful readings of a claim, and what a contradiction must survive.

Every reading is computed and shown where the main one fails. One that the words leave open can rescue a claim; a named
day, a named index and "closed" leave nothing open. What the sources are known to differ by is named here too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tapecheck.crosscheck.series import Series
from tapecheck.crosscheck.verdicts import CONTRADICTED, IMPRECISE, SUPPORTED, Claimed, Judgement, Undecidable, judge
from tapecheck.reference.market import Kind, SeriesInfo
from tapecheck.schema import Claim, Reading, Verdict

YIELD_POINTS = 0.03  # a vendor's 3 pm yield, Cboe's and the constant maturity differ by some basis points
FIXING = 0.003  # New York's 5 pm, London's midnight and a central bank's fixing of a currency
FRONT_MONTH = 0.002  # the active contract of a metal against the front month
FRONT_MOVE = 0.0005  # they move together
METALS = ("GC=F", "SI=F", "HG=F", "PL=F", "PA=F")
ENOUGH = 20  # so many rounded figures in a row are no accident
SIBLINGS = {"^TNX": ("DGS10",), "DGS10": ("^TNX",), "^FVX": ("DGS5",), "DGS5": ("^FVX",), "^TYX": ("DGS30",)}

# a moment of the day, which daily bars cannot tell
MOMENT = re.compile(
    r"\b(?:mid-?day|noon|mid-?morning|mid-?afternoon|lunchtime|(?:after|before) the (?:closing |opening )?bell|"
    r"early (?:trad\w+|deal\w+|afternoon)|"
    r"(?:morning|afternoon|pre-?market|post-?market|after-?hours|extended|overnight|late) (?:trad\w+|deal\w+)|"
    r"(?:at|by|around|as of) \d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\b|p\.?m\b|GMT|BST|ET|EST|EDT|CET|o'clock)|"
    r"(?:at|by|around|as of) \d{4} ?(?:GMT|ET|EST|EDT|BST|CET)|minutes (?:of|after|into|before)|"
    r"(?:at|as of) (?:the (?:moment|time) of |this )?(?:writing|publication))",
    re.IGNORECASE,
)
EXTREME = re.compile(
    r"\b(?:at (?:its|their|the|one) (?:worst|best|lowest|highest|lows?|highs?|peak|trough|point|stage|nadir)|"
    r"as (?:much|many|low|high|far|little) as|briefly|intra-?day|touched|earlier in the (?:day|session))\b",
    re.IGNORECASE,
)
CLOSED = re.compile(r"\b(?:clos(?:e[sd]?|ing)|end(?:s|ed|ing)|settl\w+|finish\w*)\b", re.IGNORECASE)


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
            best = Judgement(IMPRECISE, f"nearly true {option.name}")
    return Weighed(best, tuple(shown))


def rescue(main: Judgement, option: Option) -> Judgement:
    """What an open reading that holds makes of the main judgement."""
    if option.rescues is SUPPORTED:
        return Judgement(SUPPORTED, f"true {option.name}")
    if main.verdict is CONTRADICTED and option.rescues:
        return Judgement(option.rescues, f"true only {option.name}")
    return main


def source_tolerance(info: SeriesInfo, level: float, *, how: str) -> tuple[float, str | None]:
    """What vendors are known to differ by, in the claim's unit, and its name for the check.

    `how` is "level", "points" (both in the series' unit) or "percent".
    """
    if info.kind is Kind.YIELD and how != "percent":
        return YIELD_POINTS, "3 basis points: sources of a yield differ"
    metal = FRONT_MONTH if how == "level" else FRONT_MOVE
    share = FIXING if info.kind is Kind.FX else metal if info.symbol in METALS else 0.0
    if not share:
        return 0.0, None
    name = "another fixing of the currency" if info.kind is Kind.FX else "the active contract against the front month"
    if how == "percent":
        return 100 * share, f"{100 * share:.2g} percentage points: {name}"
    return share * abs(level), f"{100 * share:.2g}%: {name}"


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


def refuse_moment(claim: Claim) -> None:
    """Raise Undecidable where the text means a moment within the day."""
    if claim.field is None and MOMENT.search(claim.text) and not CLOSED.search(claim.text):
        raise Undecidable(
            "a figure of a moment within the day cannot be told from daily bars; supply intraday data for it"
        )
