"""Other careful readings of a claim, and what a contradiction must survive.

Every reading is computed and shown where the main one fails. One that the words leave open can rescue a claim; a named
day, a named index and "closed" leave nothing open. What the sources are known to differ by is named here too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tapecheck.crosscheck.verdicts import CONTRADICTED, IMPRECISE, SUPPORTED, Claimed, Judgement, judge
from tapecheck.measures.series import Undecidable
from tapecheck.schema import Reading, Verdict


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
        except (Undecidable, ValueError):  # ValueError: an indicator has too few sessions
            continue
        if not math.isfinite(value):
            continue
        verdict = judge(value, claimed, change=change, tolerance=tolerance).verdict
        shown.append(Reading(reading=option.name, computed=round(value, 4), verdict=verdict))
        if best is not main:
            continue
        if verdict is option.rescues is SUPPORTED:
            best = Judgement(SUPPORTED, f"true {option.name}", "reading")
        elif main.verdict is CONTRADICTED and verdict is SUPPORTED and option.rescues:
            best = Judgement(option.rescues, f"true only {option.name}", "reading")
        elif main.verdict is CONTRADICTED and verdict is IMPRECISE and option.rescues is SUPPORTED:
            best = Judgement(IMPRECISE, f"nearly true {option.name}", "reading")
    return Weighed(best, tuple(shown))
