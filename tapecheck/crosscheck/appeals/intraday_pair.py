"""The other half of an intraday move: "fell as much as 998.50 points, or 9.2 percent" says its extreme once."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Check, Verdict

BESIDE = 4  # characters between two figures of one move


def hear(hearing: Hearing) -> Check | None:
    """Softened where the figure holds by the extreme of the one beside it."""
    claim = hearing.claim
    if claim.metric not in CHANGES or claim.field is not None:
        return None
    for other in (each.claim for each in hearing.solver.near(hearing.case)):
        beside = other.metric in CHANGES and other.metric is not claim.metric and other.symbol == claim.symbol
        if beside and other.field in ("high", "low") and 0 <= claim.start - other.end <= BESIDE:
            again = hearing.again(field=other.field)
            return again if again.verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE) else None
    return None
