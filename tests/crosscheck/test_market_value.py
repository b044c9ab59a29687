"""Market value from dated shares outstanding."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.reference.market import Fact, Kind
from tests.crosscheck.fakes import MemoryMarket, claim, daily


def market(*, filed: date | None = date(2023, 5, 5)) -> MemoryMarket:
    made = MemoryMarket().series("AAPL", daily("2023-06-29", [189.59, 193.97]), Kind.STOCK)
    day = date(2023, 4, 21)
    made.known_facts.append(
        Fact(symbol="AAPL", concept="shares_outstanding", from_=day, to=day, value=15.73e9, unit="shares", filed=filed)
    )
    return made


@pytest.mark.parametrize(
    ("metric", "low", "hedge", "direction", "verdict"),
    [
        ("market_cap", "3000000000000", "more_than", "up", "supported"),
        ("market_cap", "3500000000000", None, None, "contradicted"),
        ("market_cap_change", "69000000000", "approx", "up", "supported"),
        ("market_cap_change", "69000000000", None, "down", "contradicted"),
    ],
)
def test_price_times_shares(metric, low, hedge, direction, verdict):
    made = claim(metric, symbol="AAPL", day="2023-06-30", low=low, hedge=hedge, direction=direction, unit="USD")
    from dataclasses import replace
    from decimal import Decimal

    check = apply_rules(replace(made, ulp=Decimal(10) ** (12 if metric == "market_cap" else 9) / 10), market())
    assert check.verdict == verdict
    assert "15730000000 shares of 2023-04-21" in check.formula


@pytest.mark.parametrize("filed", [date(2023, 8, 4), None])
def test_only_what_was_public_counts(filed):
    made = claim(
        "market_cap", symbol="AAPL", day="2023-06-30", low="3", unit="USD", published="2023-06-30T18:00:00-04:00",
        hedge="more_than",
    )  # fmt: skip
    check = apply_rules(made, market(filed=filed))
    assert check.verdict == ("supported" if filed is None else "not_checkable")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"symbol": "MSFT"}, "market value needs dated shares outstanding"),
        ({"unit": "EUR"}, "the figure is in EUR, the price of AAPL in USD"),
        ({"low": None}, "market value needs dated shares outstanding"),
    ],
)
def test_what_is_missing(fields, reason):
    values = {"symbol": "AAPL", "day": "2023-06-30", "low": "3", "unit": "USD", **fields}
    assert apply_rules(claim("market_cap", **values), market()).reason.startswith(reason)


def test_a_share_of_the_index_has_no_source():
    made = claim("share_of_total", symbol="AAPL", day="2023-06-30", low="29", unit="percent")
    assert "shares outstanding" in apply_rules(made, market()).reason
