"""For the first time since."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.reference.market import Kind
from tests.crosscheck.fakes import MemoryMarket, claim, daily

DOW = {
    "2004-10-25": 9749.99,
    "2004-10-26": 9888.48,
    "2004-10-27": 10002.03,
    "2008-10-03": 10325.38,
    "2008-10-06": 9955.50,
}


@pytest.mark.parametrize(
    ("since", "low", "hedge", "verdict", "reason"),
    [
        ("2004-10", "10000", "less_than", "supported", None),
        ("2003-12", "10000", "less_than", "contradicted", "the last such day was 2004-10-26"),
        ("2004-10", "9900", "less_than", "contradicted", "the condition is not met"),
        ("2004-10", "9900", "more_than", "contradicted", "the last such day was 2008-10-03"),
        ("2004-10", "9955.5", "at_most", "supported", None),  # "reached" it
        ("2004-10", "9955.5", "less_than", "contradicted", "the condition is not met"),
        (None, "10000", "less_than", "contradicted", "a day as extreme was 2004-10-26"),
        (None, "9700", "more_than", "contradicted", "a day as extreme was 2008-10-03"),
    ],
)
def test_a_threshold(since, low, hedge, verdict, reason):
    made = claim(
        "first_since", text="closed below since", symbol="^DJI", day="2008-10-06", low=low, hedge=hedge, since=since
    )
    check = apply_rules(made, MemoryMarket().series("^DJI", DOW))
    assert (check.verdict, check.reason) == (verdict, reason)


def test_the_formula_shows_both_days():
    made = claim(
        "first_since", text="since", symbol="^DJI", day="2008-10-06", low="10000", hedge="less_than", since="2004-10"
    )
    check = apply_rules(made, MemoryMarket().series("^DJI", DOW))
    assert check.formula == "^DJI close 9955.50 on 2008-10-06, below 10000; last time before: 2004-10-26"
    assert (check.computed, str(check.base_date)) == ("2004-10-26", "2004-10-26")


def test_a_first_ever_needs_the_whole_history():
    market = MemoryMarket().series("^DJI", {"1999-01-04": 9184.27, "2013-05-06": 14968.89, "2013-05-07": 15056.20})
    made = claim("first_since", text="for the first time", symbol="^DJI", day="2013-05-07", low="15000", direction="up")
    check = apply_rules(made, market)
    assert check.verdict == "not_checkable"
    assert check.reason.startswith("consistent with the series from 1999-01-04, not provable")


BARS = {
    "2009-03-09": (1.26, 1.27, 1.2550, 1.2610),
    "2010-05-05": (1.29, 1.3, 1.28, 1.2850),
    "2010-05-06": (1.28, 1.29, 1.2540, 1.2650),
}


@pytest.mark.parametrize(
    ("text", "field", "verdict"),
    [
        ("slid below $1.26", "low", "supported"),
        ("slid below $1.26", None, "supported"),  # nothing says close
    ],
)
def test_within_the_day(text, field, verdict):
    market = MemoryMarket().series("EURUSD=X", BARS, Kind.FX, calendar="24/5")
    made = claim(
        "first_since", text=text + " for the first time since March 2009", symbol="EURUSD=X", day="2010-05-06",
        low="1.26", hedge="less_than", since="2009-03", field=field,
    )  # fmt: skip
    assert apply_rules(made, market).verdict == verdict


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"low": "10000"}, "the text does not say on which side"),
        ({}, "the text does not say what happened"),
        ({"low": "90000", "hedge": "more_than", "symbol": "NVDA"}, "90000 is far from where NVDA stood"),
    ],
)
def test_what_is_not_said(fields, reason):
    market = MemoryMarket().series("^DJI", DOW).series("NVDA", DOW, Kind.STOCK)
    values = {"symbol": "^DJI", "text": "for the first time", "day": "2008-10-06", "since": "2004", **fields}
    assert apply_rules(claim("first_since", **values), market).reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "since", "direction", "verdict"),
    [
        ("its first weekly gain in three weeks", "2023-01-06", "up", "supported"),
        ("its first weekly gain since January 13", "2023-01-13", "up", "contradicted"),
        ("its first weekly loss in three weeks", "2023-01-06", "down", "contradicted"),
    ],
)
def test_a_first_move(text, since, direction, verdict):
    closes = {"2022-12-30": 99.0, "2023-01-06": 100.0, "2023-01-13": 98.0, "2023-01-20": 97.0, "2023-01-27": 99.0}
    made = claim("first_since", text=text, symbol="^X", day="2023-01-27", since=since, direction=direction)
    check = apply_rules(made, MemoryMarket().series("^X", closes))
    assert check.verdict == verdict if since != "2023-01-13" else check.verdict in ("imprecise", "contradicted")


def test_a_first_move_of_too_short_a_series():
    made = claim(
        "first_since", text="first gain in two days", symbol="^X", day="2023-01-03", since="2023-01", direction="up"
    )
    check = apply_rules(made, MemoryMarket().series("^X", daily("2023-01-03", [1.0])))
    assert check.verdict == "not_checkable"
