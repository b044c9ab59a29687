"""The last word: is it sure enough that time and thing were read right?"""

from dataclasses import replace

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.certainty import signed
from tapecheck.crosscheck.nearby import is_used_up, looked_for
from tapecheck.crosscheck.solver import Case
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.schema import Check


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn below the threshold, where only the default gives a time, and where two figures fail as one quote."""
    case, near = hearing.case, hearing.solver.near(hearing.case)
    if any(is_one_quote(case, other) or is_one_quote(other, case) for other in near):
        return hearing.withdraw("of-a-moment", hearing.check.formula)
    if (looked_for(case) or case.claim.metric in CHANGES) and is_used_up(hearing.solver, case):
        return hearing.withdraw("elsewhen", hearing.check.formula)
    sure = round(hearing.certainty, 3)
    if sure >= hearing.threshold and hearing.solver.is_established(case):
        return None
    return replace(hearing.withdraw("unsure", hearing.check.formula), certainty=sure)


def is_one_quote(change: Case, level: Case) -> bool:
    """Whether a change and a level fail together, and lead from the close before to one place: another hour's quote."""
    moved, stood, ulp = signed(change), signed(level), float(change.claim.ulp or 1)
    if change.claim.metric not in CHANGES or level.claim.metric not in LEVELS or moved is None or stood is None:
        return False
    (real, claimed), (close, printed) = moved, stood
    percent = change.claim.unit in ("percent", "%")
    base, implied = (v / (1 + by / 100) if percent else v - by for v, by in ((close, real), (printed, claimed)))
    room = (base / 100 if percent else 1) * ulp / 2 + float(level.claim.ulp or 1)
    same = change.claim.symbol == level.claim.symbol and change.leading.hypothesis.day == level.leading.hypothesis.day
    return same and abs(implied - base) <= room and abs(printed - close) > room
