"""The day of what never closes: each source lets it begin at another hour."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_day
from tapecheck.crosscheck.ranges import is_never_settled
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Check, Metric


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the change is one day's of a currency or of crypto, or a row of days is counted."""
    claim = hearing.claim
    by_days = is_day(claim) and (claim.metric in CHANGES or (claim.metric is Metric.STREAK and claim.unit == "days"))
    if is_never_settled(hearing.info) and by_days:
        return hearing.withdraw("other-hours", hearing.check.formula)
    return None
