"""What the words say of a figure besides its time: typed facts that make it another's than the one that was computed.

A doubt is a code of `reference/reasons.py`. It keeps a failing claim from being contradicted, and one that agrees in
few digits from being supported.
"""

from __future__ import annotations

from tapecheck.crosscheck.asof import is_day
from tapecheck.reference.metrics import CHANGES, FROM_EXTREMES, LEVELS, OF_A_DAY, ORDERS, WITHIN_DAY
from tapecheck.schema import Claim, Said

# Things that a front month's series may be too: another contract is for `appeals/contracts.py` to tell.
OWN = frozenset({"delivery_month"})
# Cues that move a figure to another time than that of its sentence.
PRESENT = ("is ", "are ")
ELSEWHEN = frozenset(
    {
        "comparison",
        "day_before",
        "after_a_move",
        "earlier_move",
        "pared",
        "reached_before",
        "no_day",
        "first_days",
        "period_before",
        "season",
        "unread_time",
    }
)


def doubt_of(claim: Claim, *, stated: bool, pinned: bool = False) -> str | None:
    """The reason's code why the words may speak of another time or thing, or None.

    `stated`: whether the words fix the time of the claim, so that a moment cannot be meant of another day; `pinned`:
    whether right figures beside it do.
    """
    said = claim.said
    if said.general is not None:
        return "general"
    if said.thing is not None and said.thing.value not in OWN:
        return "not-its-series"
    if any(cue.value == "open_subject" for cue in said.cues):
        return "open-subject"
    if claim.metric in CHANGES and said.base is not None and said.base.value in ("high", "low", "open"):
        return "from-extreme"
    if is_of_moment(claim, stated=stated):
        return "moment"
    if pinned:
        return None
    if claim.metric in CHANGES | LEVELS | ORDERS | FROM_EXTREMES and elsewhen(said) is not None:
        return "elsewhen"
    return None


def elsewhen(said: Said) -> str | None:
    """The first cue that moves the figure to another time, or None."""
    return next((cue.value for cue in said.cues if cue.value in ELSEWHEN), None)


def is_of_moment(claim: Claim, *, stated: bool) -> bool:
    """Whether the words tell of a moment within the day, and of no close."""
    said = claim.said
    if said.session is not None and said.session.value == "closed":
        return False
    if claim.metric in WITHIN_DAY | OF_A_DAY or claim.field in ("high", "low"):
        return False
    if said.moment is not None:
        return is_day(claim)
    return said.session is not None and said.session.value == "open" and not stated


def tells_moment(claim: Claim) -> bool:
    """Whether its words set a moment, by the clock or by a part of the session: "is up" may be of a close too."""
    return claim.said.moment is not None and not claim.said.moment.value.startswith(PRESENT)
