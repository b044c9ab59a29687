"""The day of what never closes: each source lets it begin at another hour."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_day
from tapecheck.crosscheck.ranges import is_never_settled
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Check


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the change is one day's of a currency or of crypto."""
    if is_never_settled(hearing.info) and hearing.claim.metric in CHANGES and is_day(hearing.claim):
        return hearing.withdraw("other-hours", hearing.check.formula)
    return None
