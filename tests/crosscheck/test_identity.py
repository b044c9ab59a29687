"""A contradiction must be certain of its series."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.crosscheck import check_claim
from tapecheck.crosscheck.identity import SECTOR, holds_a_roll, other_delivery
from tapecheck.reference.market import Kind, SeriesInfo
from tests.crosscheck.fakes import MemoryMarket, claim, daily


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("S&P 500 futures rose 3%", "not_checkable"),
        ("the equal-weighted S&P 500 rose 3%", "not_checkable"),
        ("the S&P 500 energy index rose 3%", "not_checkable"),
        ("the S&P 500 rose 3% in dollar terms", "not_checkable"),
        ("yields rose as the S&P 500 gained 3%", "not_checkable"),
        ("the S&P 500 index rose 3%", "contradicted"),
        ("S&P 500 futures rose 4.0%", "supported"),
    ],
)
def test_derived_things(text, verdict):
    low = text.split("%")[0].split()[-1]
    market = MemoryMarket().series("^GSPC", {"2023-01-03": 100.0, "2023-01-04": 104.02 if low == "4.0" else 108.0})
    check = check_claim(claim(text=text, symbol="^GSPC", day="2023-01-04", low=low, direction="up"), market)
    assert check.verdict == verdict
    assert verdict != "not_checkable" or check.reason.startswith("the text may mean another thing than ^GSPC")


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("the S&P 500 energy index", True),
        ("the S&P 500’s consumer discretionary sector", True),
        ("the Stoxx 600 banks index", True),
        ("the S&P 500 index", False),
        ("the S&P 500 stock index", False),
        ("the Nasdaq composite index", False),
        ("the Russell 2000 small-cap index", False),
        ("the Stoxx Europe 600 index", False),
    ],
)
def test_sectors(text, sector):
    assert bool(SECTOR.search(text)) is sector


@pytest.mark.parametrize(
    ("metric", "fields"),
    [
        ("highest_since", {"since": "2019"}),
        ("largest_move_since", {"since": "2019", "direction": "up"}),
        ("first_since", {"since": "2019", "low": "103", "hedge": "more_than"}),
        ("streak", {"low": "5", "direction": "up", "unit": "days"}),
    ],
)
def test_superlatives_of_futures(metric, fields):
    closes = {"2019-01-02": 50.0, **daily("2023-01-03", [100, 105, 104, 104.5])}
    made = claim(metric, text="index futures since 2019", symbol="^GSPC", day="2023-01-06", **fields)
    assert check_claim(made, MemoryMarket().series("^GSPC", closes)).reason.startswith(
        "the text may mean another thing"
    )


@pytest.mark.parametrize(
    ("symbol", "day", "text", "low", "reason"),
    [
        ("CL=F", "2023-01-20", "oil settled at $81.31", "81.31", "CL=F rolls about 2023-01-20"),
        ("CL=F", "2023-01-12", "oil settled at $81.31", "81.31", None),
        ("CL=F", "2023-01-20", "oil settled at $91.31", "91.31", None),
        ("GC=F", "2023-01-12", "spot gold was at $81.31", "81.31", "the text means another price"),
        ("BZ=F", "2023-01-12", "Brent in London was at $81.31", "81.31", None),
    ],
)
def test_contracts(symbol, day, text, low, reason):
    market = MemoryMarket().series(symbol, {"2023-01-11": 79.0, day: 80.33}, Kind.COMMODITY_FUTURE, calendar="CMES")
    check = check_claim(claim("close", text=text, symbol=symbol, day=day, low=low, unit="USD"), market)
    assert (check.verdict == "contradicted") is (reason is None)
    assert reason is None or check.reason.startswith(reason)


def test_a_change_about_the_roll():
    market = MemoryMarket().series(
        "CL=F", {"2023-01-19": 80.0, "2023-01-20": 81.0}, Kind.COMMODITY_FUTURE, calendar="CMES"
    )
    made = claim("point_change", symbol="CL=F", day="2023-01-20", low="1.29", direction="up", unit="USD")
    assert check_claim(made, market).reason.startswith("CL=F rolls about")


@pytest.mark.parametrize(("kind", "verdict"), [(Kind.YIELD, "not_checkable"), (Kind.PRICE_INDEX, "contradicted")])
def test_a_streak_that_hangs_on_a_basis_point(kind, verdict):
    market = MemoryMarket().series("DGS2", daily("2023-01-03", [4.5, 4.4, 4.35, 4.36, 4.3, 4.2]), kind)
    made = claim(
        "streak", text="fell for a fifth day", symbol="DGS2", day="2023-01-10", low="5", direction="down", unit="days"
    )
    assert check_claim(made, market).verdict == verdict


@pytest.mark.parametrize(
    ("low", "text", "stated", "verdict"),
    [
        ("13.1", "with a 13.1% gain", False, "not_checkable"),  # true for the year to date
        ("13.1", "with a 13.1% gain", True, "contradicted"),
        ("25", "with a 25% gain", False, "not_checkable"),  # no day's move
        ("3", "with a 3% gain", False, "contradicted"),
        ("25", "closed 25% higher", False, "contradicted"),
    ],
)
def test_a_period_that_was_taken_for_granted(low, text, stated, verdict):
    closes = {"2022-11-01": 99.0, "2022-12-30": 100.0, "2023-03-30": 112.6, "2023-03-31": 113.1}
    made = claim(text=text, symbol="^X", day="2023-03-31", low=low, direction="up", day_stated=stated)
    assert check_claim(made, MemoryMarket().series("^X", closes)).verdict == verdict


@pytest.mark.parametrize(
    ("text", "low", "direction", "verdict"),
    [
        ("which had fallen 5% a day earlier", "5.0", "down", "supported"),
        ("which had fallen 5%", "5.0", "down", "contradicted"),
        ("down 7% at its worst", "7.0", "down", "supported"),
    ],
)
def test_words_that_move_the_day_or_the_figure(text, low, direction, verdict):
    bars = {day: (c, c + 1, c * 0.9, c) for day, c in daily("2023-01-03", [100.0, 95.0, 98.17]).items()}
    bars["2023-01-05"] = (98.0, 99.0, 88.35, 98.17)
    made = claim(text=text, symbol="^X", day="2023-01-05", low=low, direction=direction)
    assert check_claim(made, MemoryMarket().series("^X", bars)).verdict == verdict


@pytest.mark.parametrize(
    ("symbol", "day", "text", "named"),
    [
        ("GC=F", "2024-06-10", "December gold rose", "December gold"),
        ("GC=F", "2024-11-25", "December gold rose", None),
        ("CL=F", "2024-06-10", "crude for July delivery", None),
        ("CL=F", "2024-06-10", "crude for August delivery", "for August delivery"),
        ("CL=F", "2024-06-20", "crude for August delivery", None),
        ("BZ=F", "2024-06-10", "Brent crude for August delivery", None),
        ("NG=F", "2024-06-10", "the January 2025 natural gas contract", "January 2025 natural gas contract"),
        ("CL=F", "2024-06-10", "crude fell in March", None),
    ],
)
def test_a_named_delivery(symbol, day, text, named):
    info = SeriesInfo(symbol=symbol, name=symbol, kind=Kind.COMMODITY_FUTURE)
    found = other_delivery(info, date.fromisoformat(day), text)
    assert found == named or (named is not None and found is not None and found in named)


@pytest.mark.parametrize(
    ("day", "freq", "holds"), [("2024-06-10", "day", False), ("2024-06-20", "day", True), ("2024-06-28", "week", True)]
)
def test_a_move_that_may_hold_a_roll(day, freq, holds):
    info = SeriesInfo(symbol="CL=F", name="CL=F", kind=Kind.COMMODITY_FUTURE)
    assert holds_a_roll(info, date.fromisoformat(day), freq) is holds
