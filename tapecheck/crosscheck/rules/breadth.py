"""How many members of an index rose, fell, or beat it: with bounds for the members that have no price."""

from __future__ import annotations

from dataclasses import replace

from tapecheck.crosscheck.asof import DAY, Sighting, find_base, has_cue, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import CONTRADICTED, NOT_CHECKABLE, SUPPORTED, Claimed, Judgement, claimed_of, judge
from tapecheck.measures.members import UNCHANGED, Counted, changes_of, spread_of
from tapecheck.measures.series import Undecidable
from tapecheck.reference.market import Market, Membership
from tapecheck.schema import Check, Claim, Direction


def check(claim: Claim, market: Market) -> Check | None:
    """Count the members of the day, bound what is missing, and abstain where the bounds straddle the claim."""
    claimed = claimed_of(claim, signed=False)
    if claimed is None or claim.direction is None or claim.symbol is None:
        raise Undecidable("the text states no share, no direction or no index of the breadth")
    if has_cue(claim, "other_test"):
        raise Undecidable("what is counted is neither up nor down over the period; supply the count's own source")
    seen = sight(claim, market)
    base = find_base(seen.series, seen.start, market)
    members = market.members(claim.symbol, seen.day)
    if members is None or not members.symbols:
        raise Undecidable(
            f"breadth needs the members of {claim.symbol} on {seen.day}; put them into members.csv and run: "
            "tapecheck market import DIR"
        )
    counted = count(claim, market, seen, base, members)
    judgement = judge_bounds(counted, claimed, claim, members)
    percent = claim.unit in ("percent", "%", None)
    return make_check(
        claim,
        judgement,
        computed=counted.share if percent else float(counted.hits),
        unit="percent" if percent else claim.unit,
        claimed=claimed,
        tolerance=f"{counted.missing} members have no price",
        base_date=seen.series.day(base),
        as_of=seen.day,
        series=(seen.series,),
        formula=counted.formula,
        chart=seen.series.chart(base, seen.row),
        histogram=counted.spread,
    )


def count(claim: Claim, market: Market, seen: Sighting, base: int, members: Membership) -> Counted:
    """Compare each member's last close with its close before the period."""
    first, last = seen.series.day(base), seen.day
    closes = market.closes(members.symbols, first, last + DAY)
    changes = changes_of(closes, first, last)
    if not len(changes):
        raise Undecidable(f"no member of {claim.symbol} has a price on {first} and {last}; import their prices")
    bar = 0.0
    if has_cue(claim, "against_index"):
        bar = seen.series.value(seen.row) / seen.series.value(base) - 1
    below, above = changes < bar - UNCHANGED, changes > bar + UNCHANGED
    hits = below.sum() if claim.direction is Direction.DOWN else above.sum()
    return Counted(int(hits), len(changes), len(members.symbols), spread_of(100 * changes, 100 * bar))


def judge_bounds(counted: Counted, claimed: Claimed, claim: Claim, members: Membership) -> Judgement:
    """All of what is possible must agree on the verdict; a stale list of members proves nothing."""
    low, high = counted.bounds
    claimed = replace(claimed, ulp=min(claimed.ulp, 1.0))  # "half" has no printed digits
    if claim.unit not in ("percent", "%", None):
        low, high = float(counted.hits), float(counted.hits + counted.missing)
    shown = f"{counted.share:.1f}% of the priced members, between {low:.1f} and {high:.1f} with the missing ones"
    if not members.known:
        return Judgement(
            NOT_CHECKABLE,
            f"the members of {claim.symbol} on the day are not known (the list at hand ends {members.until}); "
            f"by that list {shown}; put a newer one into members.csv and run: tapecheck market import DIR",
        )
    verdicts = [judge(value, claimed, change=False).verdict for value in (low, high)]
    inside = any(bound is not None and low <= bound <= high for bound in claimed.bounds)
    if verdicts[0] is verdicts[1] and not (inside and verdicts[0] is CONTRADICTED):
        return judge(low if verdicts[0] is not SUPPORTED else high, claimed)
    return Judgement(
        NOT_CHECKABLE,
        f"the bounds straddle the claim: {shown}; import prices of the {counted.missing} that are missing",
    )
