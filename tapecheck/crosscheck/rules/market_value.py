"""What a company is worth: its price times its dated shares outstanding."""

from __future__ import annotations

from datetime import date

from tapecheck.crosscheck.asof import find_base, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import claimed_of, judge
from tapecheck.measures.series import Undecidable, show
from tapecheck.reference.market import Adjustment, Fact, Kind, Market
from tapecheck.schema import Check, Claim, Metric, Published

SHARES = ("shares_outstanding", "EntityCommonStockSharesOutstanding", "CommonStockSharesOutstanding")
COUNTED_APART = 0.015  # buybacks and issues since the count, and what a vendor counts in
NEED = "market value needs dated shares outstanding; put them into facts.csv and run: tapecheck market import DIR"


def check(claim: Claim, market: Market) -> Check | None:
    """Market value, or its change over the period, from the last count of shares known at publication."""
    claimed = claimed_of(claim, signed=claim.metric is Metric.MARKET_CAP_CHANGE)
    info = market.info(claim.symbol) if claim.symbol else None
    if claimed is None or claim.symbol is None or info is None or info.kind not in (Kind.STOCK, Kind.OTHER):
        raise Undecidable(NEED, code="no-facts")
    shares = shares_of(claim, market, claim.symbol)
    if claim.unit and info.currency and claim.unit != info.currency:
        raise Undecidable(
            f"the figure is in {claim.unit}, the price of {claim.symbol} in {info.currency}", code="wrong-unit"
        )
    seen = sight(claim, market, adjustment=Adjustment.RAW)
    price, base_date = seen.series.value(seen.row), None
    formula = f"{show(price)} x {shares.value:.0f} shares of {shares.to}"
    if claim.metric is Metric.MARKET_CAP_CHANGE:
        base = find_base(seen.series, seen.start, market)
        base_date = seen.series.day(base)
        formula = f"({show(price)} - {show(seen.series.value(base))}) x {shares.value:.0f} shares of {shares.to}"
        price -= seen.series.value(base)
    value = price * shares.value
    change = claim.metric is Metric.MARKET_CAP_CHANGE
    return make_check(
        claim,
        judge(value, claimed, change=change, tolerance=COUNTED_APART * abs(value)),
        computed=value,
        claimed=claimed,
        tolerance=f"{100 * COUNTED_APART:g}%: shares change between counts",
        base_date=base_date,
        as_of=seen.day,
        series=(seen.series,),
        formula=f"{formula} = {value:.4g}",
        chart=seen.series.chart(max(0, seen.row - 30), seen.row),
    )


def shares_of(claim: Claim, market: Market, symbol: str) -> Fact:
    """The last count of shares that was public at publication."""
    known = [fact for concept in SHARES for fact in market.facts(symbol, concept)]
    day: date | None = Published.parse(claim.published).day if claim.published else claim.period_to
    if day is not None:
        known = [fact for fact in known if (fact.filed or fact.to) <= day]
    if not known:
        raise Undecidable(NEED, code="no-facts")
    return max(known, key=lambda fact: (fact.to, fact.filed or fact.to))


def decline_share(claim: Claim, market: Market) -> Check | None:  # noqa: ARG001 - every rule has this shape
    """Shares of a total need all members' market values, which no source at hand has."""
    raise Undecidable("a share of the index needs its members' market values: " + NEED, code="no-facts")
