"""What is reported: facts that were public at publication."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.crosscheck import check_claim
from tapecheck.reference.market import Fact, Kind
from tests.crosscheck.fakes import MemoryMarket, claim


def fact(
    value: float, start: str, end: str, filed: str | None, concept: str = "Revenues", symbol: str = "META"
) -> Fact:
    day = None if filed is None else date.fromisoformat(filed)
    return Fact(
        symbol=symbol, concept=concept, from_=date.fromisoformat(start), to=date.fromisoformat(end), value=value,
        unit="USD", filed=day,
    )  # fmt: skip


def market(*more: Fact) -> MemoryMarket:
    made = MemoryMarket()
    made.known_facts += [
        fact(28.07e9, "2020-10-01", "2021-01-01", "2021-01-27"),
        fact(33.67e9, "2021-10-01", "2022-01-01", "2022-02-02"),
        *more,
    ]
    return made


QUARTER = {"symbol": "META", "period": ("2021-10-01", "2022-01-01"), "published": "2022-02-03T17:15:00-05:00"}


@pytest.mark.parametrize(
    ("low", "unit", "direction", "verdict"),
    [
        ("33670000000", "USD", None, "supported"),
        ("36670000000", "USD", None, "contradicted"),
        ("20", "percent", "up", "supported"),
        ("30", "percent", "up", "contradicted"),
        ("1.2", "x", "up", "supported"),
    ],
)
def test_revenue(low, unit, direction, verdict):
    made = claim("fundamental", text="reported revenue of", low=low, unit=unit, direction=direction, **QUARTER)
    check = check_claim(made, market())
    assert (check.verdict, check.rule) == (verdict, "fundamental.v1")


def test_a_first_print_and_a_revision_are_kept_apart():
    revised = fact(36.67e9, "2021-10-01", "2022-01-01", "2022-04-28")
    made = claim("fundamental", text="revenue", low="36670000000", unit="USD", **QUARTER)
    check = check_claim(made, market(revised))
    assert (check.verdict, check.reason) == ("imprecise", "true only as revised on 2022-04-28")
    assert check.computed == 33.67e9
    made = claim("fundamental", text="revenue", low="31670000000", unit="USD", **QUARTER)
    assert check_claim(made, market(revised)).verdict == "contradicted"


@pytest.mark.parametrize(
    ("metric", "fields", "reason"),
    [
        ("fundamental", {}, "a company or economic figure: supply the filing"),
        ("fund_flow", {}, "the figure comes from a data vendor"),
        ("short_profit", {}, "the figure comes from a data vendor"),
        ("volume", {"unit": "shares"}, "no series of the volume meant is at hand"),
        ("other", {}, "no rule computes this"),
        ("fundamental", {"symbol": None}, "a company or economic figure"),
        ("fundamental", {"unit": "percent", "direction": "up"}, "a company or economic figure"),
    ],
)
def test_without_facts_it_says_what_to_supply(metric, fields, reason):
    values = {"symbol": "NVDA", "period": ("2021-10-01", "2022-01-01"), "low": "5", "unit": "USD", **fields}
    assert check_claim(claim(metric, text="revenue", **values), market()).reason.startswith(reason)


def test_a_series_of_last_revisions_is_no_vintage():
    rows = market().series("INDPRO", {"2020-04-01": 84.6}, Kind.OTHER)
    made = claim(
        "fundamental", text="industrial output stood at", symbol="INDPRO", low="84.7",
        period=("2020-04-01", "2020-05-01"), unit="points",
    )  # fmt: skip
    assert "supply the vintage" in check_claim(made, rows).reason


def test_a_flow_is_kept_with_or_without_its_sign():
    flow = fact(-1.5e9, "2023-09-04", "2023-09-11", "2023-09-08", "fund_flow", "IWM")
    made = claim(
        "fund_flow", text="investors withdrew", symbol="IWM", period=("2023-09-04", "2023-09-11"), low="1500000000",
        unit="USD", direction="down", published="2023-09-11",
    )  # fmt: skip
    assert check_claim(made, market(flow)).verdict == "supported"
