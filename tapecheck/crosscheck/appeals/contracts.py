"""Another delivery month than the front one, which the series of a future is."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_day
from tapecheck.crosscheck.verdicts import distance
from tapecheck.measures.rolls import ENERGY, ROLLS
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.schema import Check

ROLL_GAP = 0.02  # two contracts of one commodity are rarely further apart
ENERGY_MOVE = 0.03  # on the day after a roll the close before is that of the contract that has expired
LONGER_ENERGY = 0.04  # over weeks the contracts that a series joins, and spot, come apart
LONGER = 0.004
HOUR = 0.003  # of a level: what it moves about its settlement
ROLL_MOVE = 0.004  # contracts move together within a day
SPREADS = {"GC=F": 0.03, "NG=F": 0.25} | dict.fromkeys(("SI=F", "HG=F", "PL=F", "PA=F"), 0.05)  # and a day's move
SPREADS |= dict.fromkeys(("CL=F", "BZ=F", "HO=F", "RB=F"), 0.1)  # products and crude; what grows as much as gas
ACTIVE_MONTH = 0.01  # what financing gold for some months costs


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the text may quote another contract."""
    partner = hearing.claim.metric in CHANGES and hearing.solver.has_partner(hearing.case)
    info, claim, value, day = hearing.info, hearing.claim, hearing.computed, hearing.as_of
    claimed = hearing.claimed
    if info is None or info.kind is not Kind.COMMODITY_FUTURE or value is None or claimed is None or day is None:
        return None
    off = distance(value, claimed)
    if claim.metric in LEVELS:
        share, gap = off / abs(value) if value else 1.0, ROLL_GAP
    elif claim.metric in CHANGES:
        gap = ENERGY_MOVE if info.symbol in ENERGY else ROLL_MOVE
        level = hearing.check.chart.values[-1] if hearing.check.chart else 0.0
        share = off / 100 if claim.unit in ("percent", "%") else off / level if level else 1.0
    else:
        return None
    if day.day in ROLLS.get(info.symbol, ()) and share <= gap:  # the close before may be the other contract's
        return hearing.withdraw("roll", f"{info.symbol}, {day}")
    if claim.metric in LEVELS and share <= HOUR:
        return hearing.withdraw("other-hours", hearing.check.formula)
    if partner:
        return None  # the level beside it is this contract's
    delivery = claim.said.thing is not None and claim.said.thing.value == "delivery_month"
    if delivery and share <= (SPREADS.get(info.symbol, 0.25) if claim.metric in LEVELS else 2 * gap):
        return hearing.withdraw("other-contract", info.symbol)
    if not is_day(claim) and claim.metric in CHANGES and share <= (LONGER_ENERGY if info.symbol in ENERGY else LONGER):
        return hearing.withdraw("roll", f"{info.symbol}, up to {day}")
    if info.symbol == "GC=F" and claim.metric in LEVELS and 0 < claimed.figure - value <= ACTIVE_MONTH * value:
        return hearing.withdraw("other-contract", info.symbol)
    return None
