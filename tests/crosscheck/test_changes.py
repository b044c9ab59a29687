"""How far something moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.reference.market import Kind, Split
from tests.crosscheck.fakes import MemoryMarket, claim, daily

# closes of the Dow, and what it did on 27 February 2007
DOW = {"2007-02-26": (12640.0, 12700.0, 12600.0, 12632.26), "2007-02-27": (12610.0, 12615.0, 12086.06, 12216.24)}


def dow():
    return MemoryMarket().series("^DJI", DOW)


@pytest.mark.parametrize(
    ("metric", "low", "fields", "verdict", "computed"),
    [
        ("point_change", "416.02", {}, "supported", -416.02),
        ("point_change", "415.02", {}, "imprecise", -416.02),
        ("point_change", "516.02", {}, "contradicted", -416.02),
        ("percent_change", "3.3", {}, "supported", -3.2933),
        ("percent_change", "4.3", {}, "contradicted", -3.2933),
        ("point_change", "540", {"field": "low", "hedge": "more_than"}, "supported", -546.2),
        ("percent_change", "4.3", {"field": "low"}, "supported", -4.3239),
        ("point_change", "22.26", {"field": "open"}, "supported", -22.26),
    ],
)
def test_one_day(metric, low, fields, verdict, computed):
    made = claim(metric, symbol="^DJI", day="2007-02-27", low=low, direction="down", **fields)
    check = apply_rules(made, dow())
    assert (check.verdict, round(check.computed, 4)) == (verdict, computed)
    assert check.rule == metric.replace("_", "-") + ".v1"


def test_the_formula_has_the_numbers_in_it():
    made = claim(symbol="^DJI", day="2007-02-27", low="3.3", direction="down")
    check = apply_rules(made, dow())
    assert check.formula == "12216.24 / 12632.26 - 1 = -3.29%"
    assert (check.claimed, check.unit) == ((-3.35, -3.25), "percent")
    assert check.series[0].sha256
    assert date(2007, 2, 26) in check.chart.dates
    assert date(2007, 2, 27) in check.chart.dates
    points = apply_rules(replace(made, metric="point_change", unit="points"), dow())
    assert points.formula == "12216.24 - 12632.26 = -416.02"


@pytest.mark.parametrize(
    ("direction", "verdict"), [("down", "supported"), ("up", "contradicted"), (None, "not_checkable")]
)
def test_a_direction_without_a_figure(direction, verdict):
    assert apply_rules(claim(symbol="^DJI", day="2007-02-27", direction=direction), dow()).verdict == verdict


def test_a_figure_without_a_direction_is_a_size():
    assert apply_rules(claim(symbol="^DJI", day="2007-02-27", low="3.3"), dow()).verdict == "supported"


@pytest.mark.parametrize(
    ("low", "direction", "hedge", "verdict"),
    [
        ("2", "up", None, "supported"),
        ("2", "up", "more_than", "imprecise"),
        ("3", "up", None, "contradicted"),
        ("0.5", "down", None, "contradicted"),
    ],
)
def test_multiples(low, direction, hedge, verdict):
    market = MemoryMarket().series("NVDA", daily("2023-01-03", [10, 15, 19.9]))
    made = claim(symbol="NVDA", period=("2023-01-04", "2023-01-06"), low=low, direction=direction, hedge=hedge)
    check = apply_rules(replace(made, unit="x"), market)
    assert (check.verdict, check.unit, check.formula) == (verdict, "x", "19.90 / 10.00 = 1.990 times")


@pytest.mark.parametrize(
    ("metric", "unit", "reason"),
    [
        ("percent_change", "points", "a percent change cannot be in points"),
        ("point_change", "percent", "a point change cannot be in percent"),
        ("yield_change", "USD", "a yield change cannot be in USD"),
    ],
)
def test_a_unit_that_cannot_be(metric, unit, reason):
    made = claim(metric, symbol="^DJI", day="2007-02-27", low="3", direction="down", unit=unit)
    assert apply_rules(made, dow()).reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "verdict"), [("fell by 3.3 points", "contradicted"), ("fell by 3.3 and 4.1 percent", "not_checkable")]
)
def test_points_that_no_words_name_are_not_taken_for_percent(text, verdict):
    made = claim("point_change", text=text, symbol="^DJI", day="2007-02-27", low="3.3", direction="down", unit="points")
    check = apply_rules(made, dow())
    assert (check.verdict, check.code) == (verdict, "unit")


def test_no_percentage_across_zero():
    market = MemoryMarket().series("CL=F", daily("2020-04-17", [18.27, -37.63]), Kind.COMMODITY_FUTURE, calendar="CMES")
    made = claim(symbol="CL=F", day="2020-04-20", low="306", direction="down")
    assert "at or below zero" in apply_rules(made, market).reason
    points = claim("point_change", symbol="CL=F", day="2020-04-20", low="55.90", direction="down", unit="USD")
    assert apply_rules(points, market).verdict == "supported"


def test_points_of_a_split_stock_are_those_printed_then():
    market = MemoryMarket().series("NVDA", daily("2023-05-24", [30.538, 37.98]), Kind.STOCK)
    market.known_splits.append(Split(symbol="NVDA", day=date(2024, 6, 10), ratio=10))
    made = claim("point_change", symbol="NVDA", day="2023-05-25", low="74.42", direction="up", unit="USD")
    check = apply_rules(made, market)
    assert (check.verdict, check.formula) == ("supported", "379.80 - 305.38 = 74.42")


YIELDS = daily("2017-07-25", [2.33, 2.282, 2.310])


@pytest.mark.parametrize(
    ("low", "direction", "verdict"),
    [
        ("0.03", "up", "supported"),
        ("0.05", "up", "supported"),
        ("0.11", "up", "contradicted"),
        ("7", "up", "contradicted"),
    ],
)
def test_yields_move_in_points_and_sources_differ(low, direction, verdict):
    market = MemoryMarket().series("^TNX", YIELDS, Kind.YIELD, currency=None, close_time="15:00")
    made = claim("yield_change", symbol="^TNX", day="2017-07-27", low=low, direction=direction, unit="pp")
    check = apply_rules(made, market)
    assert (check.verdict, check.tolerance) == (verdict, "3 basis points: sources of a yield differ")


@pytest.mark.parametrize(("low", "verdict"), [("1.2", "supported"), ("0.03", "imprecise"), ("0.10", "contradicted")])
def test_a_percent_of_a_yield_may_be_meant_in_points(low, verdict):
    market = MemoryMarket().series("^TNX", YIELDS, Kind.YIELD, currency=None, close_time="15:00")
    check = apply_rules(claim(symbol="^TNX", day="2017-07-27", low=low, direction="up"), market)
    assert check.verdict == verdict


@pytest.mark.parametrize(
    ("symbol", "subject", "closes", "low", "direction", "verdict"),
    [
        ("JPY=X", "yen", [141.43, 150.36], "5.9", "down", "supported"),
        ("JPY=X", "yen", [141.43, 150.36], "5.9", "up", "contradicted"),
        ("JPY=X", "US dollar", [141.43, 150.36], "6.3", "up", "supported"),
        ("JPY=X", "yen", [141.43, 150.36], "6.3", "down", "imprecise"),  # the pair's own change
        ("EURUSD=X", "euro", [1.1325, 1.0035], "11.4", "down", "supported"),
        ("EURUSD=X", "the dollar", [1.1325, 1.0035], "12.9", "up", "supported"),
        ("AUDUSD=X", "Australian dollar", [0.70, 0.77], "10.0", "up", "supported"),
    ],
)
def test_a_currency_moves_as_the_named_one_does(symbol, subject, closes, low, direction, verdict):
    market = MemoryMarket().series(symbol, daily("2024-01-02", closes, "24/5"), Kind.FX, calendar="24/5")
    made = claim(symbol=symbol, subject=subject, day="2024-01-03", low=low, direction=direction)
    assert apply_rules(made, market).verdict == verdict


def test_readings_are_computed_and_shown():
    market = MemoryMarket().series(
        "^X", {k: (v, v + 1, v - 1, v) for k, v in daily("2023-01-03", [100, 104, 109, 107]).items()}
    )
    made = claim(symbol="^X", period=("2023-01-04", "2023-01-07"), low="20", direction="up")
    check = apply_rules(made, market)
    shown = {reading.reading: (reading.computed, reading.verdict) for reading in check.readings}
    assert shown == {
        "from the first close of the period": (2.8846, "contradicted"),
        "as of the close before": (9.0, "contradicted"),
        "at the day's extreme": (10.0, "contradicted"),
    }


def test_a_coarse_series_proves_no_hundredths():
    closes = daily("2022-12-01", [7500.1 + 10 * number for number in range(21)] + [7400.0, 7400.3])
    market = MemoryMarket().series("^FTSE", closes, calendar="XLON")
    made = claim("point_change", symbol="^FTSE", day=max(closes), low="0.21", direction="up")
    check = apply_rules(made, market)
    assert (check.verdict, check.tolerance) == ("supported", "the series is rounded to 0.1")


def test_an_extreme_over_several_days():
    bars = {k: (v, v + 5, v - 5, v) for k, v in daily("2023-01-03", [100, 104, 109, 107]).items()}
    made = claim(symbol="^X", period=("2023-01-04", "2023-01-07"), low="14.0", direction="up", field="high")
    assert apply_rules(made, MemoryMarket().series("^X", bars)).verdict == "supported"
    assert made.low == Decimal("14.0")


INDEX_AND_FUND = {"2018-06-29": 100.0, "2018-09-28": 107.2}
