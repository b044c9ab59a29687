"""The words mean another time or another thing: facts that the reader has put on the claim."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.doubts import doubt_of
from tapecheck.schema import Check


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where a fact on the claim makes the figure another's."""
    code = doubt_of(hearing.case.claim, stated=hearing.is_stated, pinned=hearing.solver.is_pinned(hearing.case))
    return None if code is None else hearing.withdraw(code, hearing.check.formula)
