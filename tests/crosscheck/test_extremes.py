"""Highest and lowest since: the bound is verified on both sides."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.reference.market import Kind
from tests.crosscheck.fakes import MemoryMarket, claim, daily

# the last closes as high as 1027.97 (4 September 2003) are of June 2002
SPX = {"1999-01-04": 1228.1, "2001-12-05": 1170.35, "2002-06-17": 1036.17, "2002-06-18": 1037.14, "2002-06-19": 1019.99}
SPX |= {"2002-10-09": 776.76, "2003-09-03": 1026.27, "2003-09-04": 1027.97}


def spx(**more):
    return MemoryMarket().series("^GSPC", {**SPX, **more})


@pytest.mark.parametrize(
    ("since", "text", "verdict", "reason"),
    [
        ("2002-06", "highest since June 2002", "supported", None),
        ("2002", "highest since 2002", "supported", None),
        ("2002-06-18", "highest since June 18, 2002", "supported", None),
        (
            "2002-06-20",
            "highest since June 20, 2002",
            "imprecise",
            "a neighbouring day: the last such day was 2002-06-18",
        ),
        ("2001-12", "highest since December 2001", "contradicted", "the last such day was 2002-06-18"),
        ("2002-09", "highest since September 2002", "imprecise", "understated: the highest close since 2002-06-18"),
        ("1998", "highest since 1998", "contradicted", "the last such day was 2002-06-18"),
        (
            "2004",
            "highest since 2004",
            "not_checkable",
            "the bound of the superlative (2004) is not before its own day",
        ),
        ("soon", "highest since soon", "not_checkable", "the bound of the superlative (soon) is no date"),
        (None, "highest", "not_checkable", "the text does not say since when it is the highest close"),
    ],
)
def test_since(since, text, verdict, reason):
    check = apply_rules(claim("highest_since", text=text, symbol="^GSPC", day="2003-09-04", since=since), spx())
    assert check.verdict == verdict
    assert (check.reason is None) if reason is None else check.reason.startswith(reason)


@pytest.mark.parametrize(
    ("since", "text", "verdict"),
    [
        ("2002-09", "its highest in a year", "supported"),
        ("2002-07", "a 14-month high", "supported"),
        ("2001-09", "the highest in two years", "contradicted"),
        ("2002-05", "the highest in nearly 16 months", "supported"),
        ("2002-06-04", "the highest in 15 months", "imprecise"),  # two weeks short of it
        ("2003-01", "the highest of the year", "supported"),
        ("2001-09", "a high last seen in September 2001", "contradicted"),
    ],
)
def test_a_length_of_time(since, text, verdict):
    made = claim("highest_since", text=text, symbol="^GSPC", day="2003-09-04", since=since)
    assert apply_rules(made, spx()).verdict == verdict


def test_the_window_is_printed():
    check = apply_rules(
        claim("highest_since", text="since June 2002", symbol="^GSPC", day="2003-09-04", since="2002-06"), spx()
    )
    assert check.formula == "^GSPC close 1027.97 on 2003-09-04; last at or above it: 2002-06-18 (1037.14)"
    assert (check.computed, check.claimed) == ("2002-06-18", ("2002-06-01", "2002-06-30"))
    assert str(check.base_date) == "2002-06-18"
    assert str(check.chart.dates[0]) == "2002-06-18"


@pytest.mark.parametrize(
    ("since", "verdict", "start"),
    [
        ("1997-03", "not_checkable", "the series starts on 1999-01-04, after the bound of the superlative (1997-03)"),
        ("1999", "imprecise", "understated: the lowest close since the series begins"),
        ("2002-10", "contradicted", "the last such day was 2003-09-03"),
    ],
)
def test_a_series_that_starts_after_the_bound(since, verdict, start):
    closes = {"2003-09-05": 700.0} if verdict != "contradicted" else {"2003-09-03": 690.0, "2003-09-05": 700.0}
    made = claim("lowest_since", text=f"since {since}", symbol="^GSPC", day="2003-09-05", since=since)
    check = apply_rules(made, spx(**closes))
    assert (check.verdict, check.reason[: len(start)]) == (verdict, start)


@pytest.mark.parametrize(
    ("symbol", "first", "verdict"),
    [
        ("^GSPC", "1999-01-04", "not_checkable"),  # a record needs the whole history
        ("^VIX", "1990-01-02", "supported"),
        ("^VIX", "1999-01-04", "supported"),  # above the highest close before, which is on file
        ("^VIX", "2005-01-03", "not_checkable"),
    ],
)
def test_records(symbol, first, verdict):
    market = MemoryMarket().series(symbol, {first: 20.0, "2008-09-26": 34.74, "2008-09-29": 46.72})
    check = apply_rules(claim("highest_since", text="record", symbol=symbol, day="2008-09-29", record=True), market)
    assert check.verdict == verdict
    assert "whole history" in check.reason


def test_a_record_that_is_none():
    check = apply_rules(claim("highest_since", text="record", symbol="^GSPC", day="2003-09-04", record=True), spx())
    assert (check.verdict, check.reason) == ("contradicted", "a day as extreme was 2002-06-18")


BARS = {
    "2024-01-02": (10.0, 16.0, 9.0, 12.0),
    "2024-01-03": (11.0, 11.5, 10.0, 11.0),
    "2024-01-04": (12.0, 17.0, 11.0, 11.9),
}


@pytest.mark.parametrize(
    ("text", "field", "verdict"),
    [
        ("closed at its highest since 2022", None, "contradicted"),
        ("rose to its highest since 2023", None, "imprecise"),  # true by the day's extreme, and understated
        ("touched its highest since 2023", "high", "imprecise"),
    ],
)
def test_an_intraday_high(text, field, verdict):
    market = MemoryMarket().series("^X", {"2023-01-03": (5.0, 30.0, 5.0, 5.0), **BARS})
    made = claim("highest_since", text=text, symbol="^X", day="2024-01-04", since=text[-4:], field=field)
    found = apply_rules(made, market).verdict
    assert found in (verdict, "supported")
    assert (found == "contradicted") is (verdict == "contradicted")


@pytest.mark.parametrize(
    ("kind", "symbol", "blocker", "verdict"),
    [
        (Kind.YIELD, "DGS2", 3.405, "not_checkable"),  # half a basis point settles nothing
        (Kind.YIELD, "DGS2", 3.45, "contradicted"),
        (Kind.FX, "EURUSD=X", 3.405, "not_checkable"),
        (Kind.PRICE_INDEX, "^X", 3.405, "contradicted"),
    ],
)
def test_what_sources_differ_by_contradicts_nothing(kind, symbol, blocker, verdict):
    market = MemoryMarket().series(symbol, {"2007-06-01": 5.0, "2018-01-02": blocker, "2022-06-13": 3.40}, kind)
    made = claim("highest_since", text="since 2007", symbol=symbol, day="2022-06-13", since="2007")
    assert apply_rules(made, market).verdict == verdict


def test_a_bad_tick_of_a_currency_is_no_low():
    bars = {
        "2009-03-10": (1.38, 1.39, 1.37, 1.38),
        "2012-01-27": (1.56, 1.57, 0.64, 1.57),
        "2016-06-24": (1.49, 1.5, 1.3239, 1.37),
    }
    market = MemoryMarket().series("GBPUSD=X", bars, Kind.FX, calendar="24/5")
    made = claim(
        "lowest_since", text="last seen in 1985", symbol="GBPUSD=X", day="2016-06-24", since="1985", field="low"
    )
    assert "the series starts on 2009-03-10" in apply_rules(made, market).reason


@pytest.mark.parametrize(("metric", "verdict"), [("lowest_since", "imprecise"), ("highest_since", "contradicted")])
def test_the_yen_is_low_where_the_pair_is_high(metric, verdict):
    closes = {"2022-10-03": 145.0, **daily("2022-10-18", [149.0, 147.0, 150.1], "24/5")}
    market = MemoryMarket().series("JPY=X", closes, Kind.FX, calendar="24/5")
    made = claim(metric, text="since Oct. 3", symbol="JPY=X", subject="yen", day="2022-10-20", since="2022-10-03")
    assert apply_rules(made, market).verdict == verdict


def test_a_series_from_the_first_day_needs_no_extreme_on_file():
    """The extremes of lives.toml stand in for the years that a series lacks; one that has them is asked itself."""
    bars = {"1990-01-02": 17.2, "1998-10-08": 90.0, "2020-03-16": 82.7}
    made = claim("highest_since", "its highest ever", symbol="^VIX", day="2020-03-16", record=True)
    check = apply_rules(made, MemoryMarket().series("^VIX", bars))
    assert (check.verdict, check.computed) == ("contradicted", "1998-10-08")
    proved = apply_rules(made, MemoryMarket().series("^VIX", bars | {"1998-10-08": 45.7}))
    assert (proved.verdict, proved.reason) == ("supported", "no such day in the whole history, from 1990-01-02")
