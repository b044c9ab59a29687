"""The last word: is it sure enough that time and thing were read right?"""

from dataclasses import replace

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.schema import Check


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn below the threshold, and where nothing but the default gives the claim its time."""
    sure = round(hearing.certainty, 3)
    if sure >= hearing.threshold and hearing.solver.is_established(hearing.case):
        return None
    return replace(hearing.withdraw("unsure", hearing.check.formula), certainty=sure)
