"""A figure that holds at a time that is not the claim's, or of a thing that its sentence names too."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.schema import Check, TimeSource


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where another thing has the figure; softened where another time has it that the words leave open."""
    case = hearing.case
    hearing.solver.look_about(case)
    if case.other_thing is not None:
        found = case.other_thing.check
        return hearing.withdraw("other-thing", found.formula)
    if case.elsewhere is not None and case.leading.hypothesis.source is not TimeSource.OWN:
        found = case.elsewhere.check
        return hearing.soften("other-time", f"{case.elsewhere.hypothesis.named}: {found.formula}", found)
    return None
