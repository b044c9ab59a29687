"""One instrument against another: ahead or behind, by how many percentage points."""

from __future__ import annotations

from tapecheck.crosscheck.asof import find_base, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import claimed_of, judge, judge_direction
from tapecheck.measures.moves import Move
from tapecheck.measures.series import Undecidable
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim


def check(claim: Claim, market: Market) -> Check | None:
    """The difference of two percent changes over the same period."""
    if claim.versus is None:
        raise Undecidable("the text does not name what it is compared with")
    if claim.direction is None:
        raise Undecidable("the text does not say which of the two was ahead")
    if claim.unit not in (None, "pp", "percent", "%", "points"):
        raise Undecidable(f"a difference of two changes cannot be in {claim.unit}; the claim's unit was misread")
    moves = []
    for symbol in (claim.symbol, claim.versus):
        seen = sight(claim, market, symbol=symbol)
        moves.append((seen, Move(seen.series, find_base(seen.series, seen.start, market), seen.row, "percent")))
    (seen, own), (_, other) = moves
    value = own.value - other.value
    claimed = claimed_of(claim, signed=True)
    judgement = judge(value, claimed, change=True) if claimed else judge_direction(value, claim.direction)
    return make_check(
        claim,
        judgement,
        computed=value,
        unit="pp",
        claimed=claimed,
        base_date=own.series.day(own.base),
        as_of=seen.day,
        series=(own.series, other.series),
        formula=f"{own.series.symbol} {own.value:.2f}% - {other.series.symbol} {other.value:.2f}% = {value:.2f} pp",
        chart=own.series.chart(own.base, own.row),
    )
