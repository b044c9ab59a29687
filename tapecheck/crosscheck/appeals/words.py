"""The words mean another time or another thing: facts that the reader has put on the claim."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.doubts import doubt_of
from tapecheck.schema import Check

UNDONE = frozenset({"earlier_move", "pared"})  # of this figure alone, however right the one beside it is


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where a fact on the claim makes the figure another's."""
    claim = hearing.case.claim
    pinned = hearing.solver.is_pinned(hearing.case) and not any(cue.value in UNDONE for cue in claim.said.cues)
    code = doubt_of(claim, stated=hearing.is_stated, pinned=pinned)
    return None if code is None else hearing.withdraw(code, hearing.check.formula)
