"""A figure that holds at a time that is not the claim's, or of another thing of its sentence."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.nearby import other_thing, other_time
from tapecheck.schema import Check


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where another thing has the figure; softened where another time has it that the words leave open."""
    case = hearing.case
    if (thing := other_thing(hearing.solver, case)) is not None:
        return hearing.withdraw("other-thing", thing.check.formula)
    if (found := other_time(hearing.solver, case)) is None:
        return None
    code = "other-time" if found.said else "elsewhen-true"
    tried = found.tried
    return hearing.soften(code, f"{tried.hypothesis.named}: {tried.check.formula}", tried.check)
