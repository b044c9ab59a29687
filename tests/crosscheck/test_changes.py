"""How far something moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tapecheck.crosscheck import check_claim
from tapecheck.reference.market import Kind, Split
from tapecheck.schema import Extent, PeriodReading
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
    check = check_claim(made, dow())
    assert (check.verdict, round(check.computed, 4)) == (verdict, computed)
    assert check.rule == metric.replace("_", "-") + ".v1"


def test_the_formula_has_the_numbers_in_it():
    made = claim(symbol="^DJI", day="2007-02-27", low="3.3", direction="down")
    check = check_claim(made, dow())
    assert check.formula == "12216.24 / 12632.26 - 1 = -3.29%"
    assert (check.claimed, check.unit) == ((-3.35, -3.25), "percent")
    assert check.series[0].sha256
    assert date(2007, 2, 26) in check.chart.dates
    assert date(2007, 2, 27) in check.chart.dates
    points = check_claim(replace(made, metric="point_change", unit="points"), dow())
    assert points.formula == "12216.24 - 12632.26 = -416.02"


@pytest.mark.parametrize(
    ("direction", "verdict"), [("down", "supported"), ("up", "contradicted"), (None, "not_checkable")]
)
def test_a_direction_without_a_figure(direction, verdict):
    assert check_claim(claim(symbol="^DJI", day="2007-02-27", direction=direction), dow()).verdict == verdict


def test_a_figure_without_a_direction_is_a_size():
    assert check_claim(claim(symbol="^DJI", day="2007-02-27", low="3.3"), dow()).verdict == "supported"


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
    check = check_claim(replace(made, unit="x"), market)
    assert (check.verdict, check.unit, check.formula) == (verdict, "x", "19.90 / 10.00 = 1.990 times")


@pytest.mark.parametrize(
    ("metric", "unit", "reason"),
    [
        ("percent_change", "points", "a percent change cannot be in points"),
        ("point_change", "percent", "a change in points cannot be in percent"),
        ("yield_change", "USD", "the change of a yield cannot be in USD"),
    ],
)
def test_a_unit_that_cannot_be(metric, unit, reason):
    made = claim(metric, symbol="^DJI", day="2007-02-27", low="3", direction="down", unit=unit)
    assert check_claim(made, dow()).reason.startswith(reason)


def test_no_percentage_across_zero():
    market = MemoryMarket().series("CL=F", daily("2020-04-17", [18.27, -37.63]), Kind.COMMODITY_FUTURE, calendar="CMES")
    made = claim(symbol="CL=F", day="2020-04-20", low="306", direction="down")
    assert "at or below zero" in check_claim(made, market).reason
    points = claim("point_change", symbol="CL=F", day="2020-04-20", low="55.90", direction="down", unit="USD")
    assert check_claim(points, market).verdict == "supported"


def test_points_of_a_split_stock_are_those_printed_then():
    market = MemoryMarket().series("NVDA", daily("2023-05-24", [30.538, 37.98]), Kind.STOCK)
    market.known_splits.append(Split(symbol="NVDA", day=date(2024, 6, 10), ratio=10))
    made = claim("point_change", symbol="NVDA", day="2023-05-25", low="74.42", direction="up", unit="USD")
    check = check_claim(made, market)
    assert (check.verdict, check.formula) == ("supported", "379.80 - 305.38 = 74.42")


def test_a_split_that_nobody_told_is_no_contradiction():
    market = MemoryMarket().series("ACME", daily("2023-05-24", [100.0, 52.0]), Kind.STOCK)
    check = check_claim(claim(symbol="ACME", day="2023-05-25", low="4", direction="up"), market)
    assert (check.verdict, check.reason) == (
        "not_checkable",
        "a split of ACME may lie between; import splits.csv",
    )


@pytest.mark.parametrize(
    ("text", "kind", "verdict", "word"),
    [
        ("returned 21.8% including dividends", Kind.PRICE_INDEX, "not_checkable", "total-return"),
        ("returned 10.0% including dividends", Kind.TOTAL_RETURN_INDEX, "supported", None),
        ("returned 10.0% with dividends reinvested", Kind.ETF, "supported", None),
    ],
)
def test_dividends_need_a_total_return(text, kind, verdict, word):
    market = MemoryMarket().series("X", daily("2023-05-24", [100.0, 110.0]), kind)
    check = check_claim(claim(text=text, symbol="X", day="2023-05-25", low="10.0", direction="up"), market)
    assert check.verdict == verdict
    assert word is None or word in check.reason


def test_a_series_with_dividends_in_its_close_contradicts_nothing():
    market = MemoryMarket().series(
        "XLE", daily("2023-05-24", [100.0, 110.0]), Kind.ETF, adjustment="close: splits AND dividends"
    )
    check = check_claim(claim(symbol="XLE", day="2023-05-25", low="14.0", direction="up"), market)
    assert (check.verdict, check.reason[:28]) == ("not_checkable", "the series of XLE has divide")


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
    check = check_claim(made, market)
    assert (check.verdict, check.tolerance) == (verdict, "3 basis points: sources of a yield differ")


def test_another_source_of_the_yield_can_make_it_true():
    market = (
        MemoryMarket().series("^TNX", YIELDS, Kind.YIELD).series("DGS10", daily("2017-07-26", [2.20, 2.31]), Kind.YIELD)
    )
    made = claim("yield_change", symbol="^TNX", day="2017-07-27", low="0.11", direction="up", unit="pp")
    check = check_claim(made, market)
    assert (check.verdict, check.reason) == (
        "imprecise",
        "true only by another source of the yield: DGS10 2.3100 - 2.2000 = 0.1100",
    )


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
    assert check_claim(made, market).verdict == verdict


@pytest.mark.parametrize("text", ["was up 2% by midday", "rose 2% in early trading", "up 2% as of 10:30 a.m."])
def test_a_moment_of_the_day_is_not_in_daily_bars(text):
    made = claim(text=text, symbol="^DJI", day="2007-02-27", low="2", direction="up")
    assert "moment within the day" in check_claim(made, dow()).reason


def test_readings_are_computed_and_shown():
    market = MemoryMarket().series(
        "^X", {k: (v, v + 1, v - 1, v) for k, v in daily("2023-01-03", [100, 104, 109, 107]).items()}
    )
    made = claim(symbol="^X", period=("2023-01-04", "2023-01-07"), low="20", direction="up")
    check = check_claim(made, market)
    shown = {reading.reading: (reading.computed, reading.verdict) for reading in check.readings}
    assert shown == {
        "from the first close of the period": (2.8846, "contradicted"),
        "as of the close before": (9.0, "contradicted"),
        "at the day's extreme": (10.0, "contradicted"),
    }


@pytest.mark.parametrize(
    ("text", "low", "verdict"),
    [
        ("up 2.9% since Jan. 4", "2.9", "imprecise"),  # the first close of the period is open to "since a day"
        ("up 2.9% this year", "2.9", "contradicted"),
    ],
)
def test_since_a_day_may_begin_at_its_close(text, low, verdict):
    market = MemoryMarket().series("^X", daily("2023-01-03", [100, 104, 109, 107]))
    made = claim(text=text, symbol="^X", period=("2023-01-04", "2023-01-07"), low=low, direction="up")
    assert check_claim(made, market).verdict == verdict


def test_a_reading_that_the_language_side_left_open():
    market = MemoryMarket().series("^X", daily("2023-01-03", [100, 104, 109, 107]))
    trailing = PeriodReading(reading="trailing", from_=date(2023, 1, 5), to=date(2023, 1, 7))
    made = claim(symbol="^X", period=("2023-01-04", "2023-01-07"), low="2.9", direction="up", readings=(trailing,))
    check = check_claim(made, market)
    assert (check.verdict, check.reason) == ("imprecise", "true only for trailing (2023-01-05 to 2023-01-06)")


def test_a_coarse_series_proves_no_hundredths():
    closes = daily("2022-12-01", [7500.1 + 10 * number for number in range(21)] + [7400.0, 7400.3])
    market = MemoryMarket().series("^FTSE", closes, calendar="XLON")
    made = claim("point_change", symbol="^FTSE", day=max(closes), low="0.21", direction="up")
    check = check_claim(made, market)
    assert (check.verdict, check.tolerance) == ("supported", "the series is rounded to 0.1")


def test_an_extreme_over_several_days():
    bars = {k: (v, v + 5, v - 5, v) for k, v in daily("2023-01-03", [100, 104, 109, 107]).items()}
    made = claim(symbol="^X", period=("2023-01-04", "2023-01-07"), low="14.0", direction="up", field="high")
    assert check_claim(made, MemoryMarket().series("^X", bars)).verdict == "supported"
    assert made.low == Decimal("14.0")


INDEX_AND_FUND = {"2018-06-29": 100.0, "2018-09-28": 107.2}


@pytest.mark.parametrize(
    ("text", "low", "fund", "verdict", "reason"),
    [
        ("the index gained 7.71%", "7.71", True, "imprecise", "true of the return with dividends (SPY"),
        ("the index returned 7.71%", "7.71", True, "supported", "true of the return with dividends (SPY"),
        ("the index returned 7.95%", "7.95", True, "contradicted", ""),
        ("the index returned 7.71%", "7.71", False, "not_checkable", "import a fund on ^GSPC"),
        ("the index gained 9.71%", "9.71", True, "contradicted", ""),
        ("the index gained 6.2%", "6.2", True, "contradicted", ""),
    ],
)
def test_a_return_with_dividends_of_a_price_index(text, low, fund, verdict, reason):
    market = MemoryMarket().series("^GSPC", INDEX_AND_FUND)
    if fund:
        market.series("SPY", {"2018-06-29": 100.0, "2018-09-28": 107.66}, Kind.ETF)
    period = ("2018-07-01", "2018-10-01")
    made = claim(text=text, symbol="^GSPC", period=period, low=low, direction="up", published="2018-10-05")
    check = check_claim(made, market)
    assert check.verdict == verdict
    assert reason in (check.reason or "")


@pytest.mark.parametrize(
    ("text", "figure", "fields", "verdict"),
    [
        ("the Dow closed down 3.3% after sliding as much as", "3.3", {"field": "low"}, "supported"),
        ("the Dow slid as much as 4.3%", "4.3", {"field": "low"}, "supported"),
        ("the Dow plunged as many as 546", "546", {"hedge": "at_most"}, "supported"),
        ("the Dow plunged as many as 746", "746", {"hedge": "at_most"}, "contradicted"),
        ("the Dow fell at most 546", "546", {"hedge": "at_most"}, "supported"),
    ],
)
def test_the_daily_figure_that_the_words_mean(text, figure, fields, verdict):
    metric = "percent_change" if "%" in text else "point_change"
    at = text.index(figure)
    made = claim(metric, text, symbol="^DJI", day="2007-02-27", low=figure, direction="down", **fields)
    made = replace(made, quantity=Extent(start=at, end=at + len(figure)))
    assert check_claim(made, dow()).verdict == verdict


@pytest.mark.parametrize(("low", "direction", "verdict"), [("6", "up", "not_checkable"), ("16", "up", "contradicted")])
def test_a_longer_change_told_while_the_session_ran(low, direction, verdict):
    bars = {"2023-12-29": (100.0,) * 4, "2024-03-07": (105.0,) * 4, "2024-03-08": (105.0, 108.0, 104.0, 107.0)}
    market = MemoryMarket().series("^GSPC", bars)
    made = claim(
        text=f"is up {low}% this year",
        symbol="^GSPC",
        low=f"{low}.90",
        direction=direction,
        period=("2024-01-01", "2024-03-09"),
        published="2024-03-08T11:00:00-05:00",
    )
    assert check_claim(made, market).verdict == verdict
