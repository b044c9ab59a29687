"""What a check settles of its claim: the day of a close that the words leave open.

A page of the morning after with a bare date says "the Dow fell 1.2%" of one of two closes. The reader gives both; which
of them is meant is told by the figures of the whole article. The claim's own period is then the day that decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tapecheck.crosscheck.asof import DAY, is_day
from tapecheck.schema import Check, Claim, TimeSource, Verdict

OPEN = (TimeSource.DEFAULT, TimeSource.PARTNER)
OTHER_TIMES = (
    "either-time",
    "other-time",
    "elsewhen-true",
    "time-open",
    "few-digits",
)  # right of a time that is not the one meant
DECIDED = (Verdict.SUPPORTED, Verdict.IMPRECISE, Verdict.CONTRADICTED)


def settle(claims: Sequence[Claim], checks: Sequence[Check]) -> tuple[Claim, ...]:
    """The claims, each whose day its words leave open with the day that its check decided by.

    `times` stays as the words admit them, so that a stored claim is judged again by the same times.
    """
    judged = [check for check in checks if check.verdict in DECIDED and check.code not in OTHER_TIMES]
    found = {check.claim_id: check for check in judged}
    return tuple(settled(claim, found[claim.id]) if claim.id in found else claim for claim in claims)


def settled(claim: Claim, check: Check) -> Claim:
    """One claim of a day, moved to the close of another one that its words admit too."""
    day = check.as_of
    if day is None or day == claim.period_from or not is_day(claim) or not claim.times:
        return claim
    open_ = claim.times[0].source in OPEN
    return replace(claim, period_from=day, period_to=day + DAY) if open_ else claim
