"""A figure that is right but for one digit, or for two that changed places: no misreading gives that by chance."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_closed
from tapecheck.crosscheck.certainty import is_quoted_elsewhere
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Check

RIGHT = 2  # digits that must be right besides; of a level only those behind the wrong one, the others any day has
LEAST = 0.2  # how sure time and thing must be: of a live page's figures one is near the close's by chance
OF_A_LEVEL = 0.05  # no level of another time is as near; of crypto each exchange has its own
FIRST_PRINT = 0.0002  # of a level: so little off, it was printed before the final one


def hear(hearing: Hearing) -> Check | None:
    """Upheld where the printed digits are the computed ones but for one, or for a pair exchanged."""
    claim, value = hearing.claim, hearing.computed
    if value is None or claim.low is None or claim.low != claim.high or claim.hedge is not None or not claim.ulp:
        return None
    claimed = hearing.claimed
    if claimed is None or claimed.low is None or claimed.low * value < 0:
        return None
    printed = str(int(abs(claim.low) / claim.ulp))
    right = str(int(abs(value) / float(claim.ulp) + 0.5))
    at, level = wrong_digit(printed, right), claim.metric in LEVELS
    if at is None or (len(printed) - 1 - at if level else len(printed) - 1) < RIGHT:
        return None
    one_price = level and hearing.info is not None and hearing.info.kind is not Kind.CRYPTO
    if hearing.certainty < (OF_A_LEVEL if one_price else LEAST) or not hearing.solver.is_established(hearing.case):
        return None
    hour = is_quoted_elsewhere(hearing.solver, hearing.case) or (hearing.solver.tells_moments and not is_closed(claim))
    if hour and not level and not hearing.solver.has_partner(hearing.case):
        return None
    if level and abs(float(claim.low) - value) <= FIRST_PRINT * abs(value):
        return None
    return hearing.uphold("misprint", hearing.check.formula)


def wrong_digit(printed: str, right: str) -> int | None:
    """The place of the one wrong digit, or of the second of two that are exchanged; None where more is wrong."""
    if len(printed) != len(right):
        return None
    wrong = [at for at, pair in enumerate(zip(printed, right, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 2:
        one, other = wrong
        exchanged = other == one + 1 and printed[one] + printed[other] == right[other] + right[one]
        return other if exchanged else None
    return wrong[0] if len(wrong) == 1 else None
