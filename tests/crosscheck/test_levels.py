"""Where something stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck import apply_rules, check_claim
from tapecheck.reference.market import Kind, Split
from tests.crosscheck.fakes import MemoryMarket, claim, daily

# the VIX around 5 August 2024: open, high, low, close
VIX = {"2024-08-02": (20.5, 29.7, 19.2, 23.39), "2024-08-05": (23.4, 65.73, 23.4, 38.57)}


def vix():
    return MemoryMarket().series("^VIX", VIX)


@pytest.mark.parametrize(
    ("metric", "low", "hedge", "verdict"),
    [
        ("close", "38.57", None, "supported"),
        ("close", "38.56", None, "imprecise"),
        ("close", "35.87", None, "contradicted"),
        ("close", "40", "less_than", "supported"),
        ("open", "23.40", None, "supported"),
        ("intraday_high", "65.73", None, "supported"),
        ("intraday_low", "19.2", None, "contradicted"),
        ("level", "38.57", None, "supported"),
        ("level", "50", None, "contradicted"),
        ("level", "80", None, "contradicted"),
    ],
)
def test_one_day(metric, low, hedge, verdict):
    check = apply_rules(claim(metric, symbol="^VIX", day="2024-08-05", low=low, hedge=hedge), vix())
    assert check.verdict == verdict
    assert check.base_date is None


def test_the_formula_names_the_day():
    check = apply_rules(claim("close", symbol="^VIX", day="2024-08-05", low="38.57"), vix())
    assert check.formula == "close of ^VIX on 2024-08-05 = 38.57"
    assert check.chart.values == (23.39, 38.57)


@pytest.mark.parametrize(
    ("facts", "verdict", "reason"),
    [
        ({}, "imprecise", "true only within the day, not at its close"),
        ({"session": "closed"}, "contradicted", None),
    ],
)
def test_a_threshold_may_have_been_passed_within_the_day(facts, verdict, reason):
    made = claim("close", facts=facts, symbol="^VIX", day="2024-08-05", low="60", hedge="more_than")
    check = apply_rules(made, vix())
    assert (check.verdict, check.reason) == (verdict, reason)


def test_the_close_before_is_shown_and_rescues_nothing():
    check = apply_rules(claim("close", symbol="^VIX", day="2024-08-05", low="23.39"), vix())
    assert check.verdict == "contradicted"
    assert [(r.reading, r.computed, r.verdict) for r in check.readings] == [("previous close", 23.39, "supported")]


@pytest.mark.parametrize(
    ("published", "low", "verdict"),
    [("2023-05-25T18:00:00-04:00", "379.80", "supported"), ("2023-05-25T18:00:00-04:00", "397.80", "contradicted")],
)
def test_a_level_is_the_price_printed_then(published, low, verdict):
    market = MemoryMarket().series("NVDA", daily("2023-05-24", [30.538, 37.98]), Kind.STOCK)
    market.known_splits.append(Split(symbol="NVDA", day=date(2024, 6, 10), ratio=10))
    made = claim("close", symbol="NVDA", day="2023-05-25", low=low, unit="USD", published=published)
    assert apply_rules(made, market).verdict == verdict


@pytest.mark.parametrize(
    ("kind", "unit", "reason"),
    [
        (Kind.PRICE_INDEX, "percent", "a level of X cannot be in percent"),
        (Kind.PRICE_INDEX, "date", "a level of X cannot be in date"),
        (Kind.STOCK, "EUR", "the figure is in EUR, the series of X in USD"),
    ],
)
def test_a_unit_that_is_not_the_series(kind, unit, reason):
    market = MemoryMarket().series("X", daily("2024-01-02", [10, 11]), kind)
    check = apply_rules(claim("close", symbol="X", day="2024-01-03", low="11", unit=unit), market)
    assert check.reason.startswith(reason)


@pytest.mark.parametrize(
    ("low", "sibling", "verdict"),
    [("2.33", None, "supported"), ("2.40", None, "contradicted")],
)
def test_yields_differ_by_source(low, sibling, verdict):
    market = MemoryMarket().series("^TNX", daily("2017-07-26", [2.28, 2.31]), Kind.YIELD)
    if sibling:
        market.series("DGS10", daily("2017-07-26", [2.3, sibling]), Kind.YIELD)
    made = claim("yield_level", symbol="^TNX", day="2017-07-27", low=low, unit="percent")
    assert apply_rules(made, market).verdict == verdict


@pytest.mark.parametrize(("low", "unit"), [("142.00", "JPY"), ("0.0070", "USD")])
def test_a_currency_in_either_direction(low, unit):
    bars = {"2024-08-05": (146.5, 146.6, 141.7, 142.0)}
    market = MemoryMarket().series("JPY=X", bars, Kind.FX, currency="JPY", calendar="24/5")
    made = claim("close", symbol="JPY=X", day="2024-08-05", low=low, unit=unit)
    assert apply_rules(made, market).verdict == "supported"


def test_an_extreme_of_a_longer_period():
    bars = {k: (v, v + 5.0, v - 5.0, v) for k, v in daily("2023-01-03", [100.0, 104.0, 99.0]).items()}
    market = MemoryMarket().series("^X", bars)
    week = {"period": ("2023-01-03", "2023-01-06"), "symbol": "^X"}
    assert apply_rules(claim("intraday_high", low="109", **week), market).verdict == "supported"
    assert apply_rules(claim("intraday_low", low="94", **week), market).verdict == "supported"
    assert apply_rules(claim("open", low="100", **week), market).verdict == "supported"
    assert apply_rules(claim("close", low="99", **week), market).verdict == "supported"


def test_a_series_without_extremes_says_so():
    market = MemoryMarket().series("^X", daily("2023-01-03", [100.0, 104.0]))
    made = claim("intraday_high", symbol="^X", day="2023-01-04", low="109")
    assert (
        apply_rules(made, market).reason
        == "the series of ^X has no high for 2023-01-04; import one that has daily bars"
    )
    assert apply_rules(replace(made, metric="level"), market).verdict == "contradicted"


def test_a_metal_may_be_another_contract():
    market = MemoryMarket().series(
        "GC=F", daily("2011-08-05", [1648.8, 1710.2]), Kind.COMMODITY_FUTURE, calendar="CMES"
    )
    check = apply_rules(claim("close", symbol="GC=F", day="2011-08-08", low="1713.2", unit="USD"), market)
    assert (check.verdict, check.tolerance) == ("supported", "0.2%: the active contract against the front month")


@pytest.mark.parametrize(("splits", "code"), [((), "split"), ((10,), "split-basis"), ((3,), "split")])
def test_a_split_at_hand_is_not_asked_for_again(splits: tuple[int, ...], code: str) -> None:
    """The price of another basis: 37.98 is the 379.80 of that day after ten for one."""
    market = MemoryMarket().series("NVDA", daily("2023-05-24", [30.538, 37.98]), Kind.STOCK)
    market.known_splits += [Split(symbol="NVDA", day=date(2024, 6, 10), ratio=ratio) for ratio in splits]
    low = {"(10,)": "37.98", "(3,)": "1139.40"}.get(str(splits), "379.80")
    made = claim("close", symbol="NVDA", day="2023-05-25", low=low, unit="USD", published="2023-05-25T18:00:00-04:00")
    check = check_claim(made, market)
    assert (check.verdict, check.code) == ("not_checkable", code)
    assert ("import" in str(check.reason)) is (code == "split")
