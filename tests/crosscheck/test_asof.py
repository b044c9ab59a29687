"""Which close a claim is about."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import check_claim
from tapecheck.crosscheck.asof import find_base, sight
from tapecheck.errors import MarketError
from tapecheck.measures.series import Undecidable
from tapecheck.reference.market import Kind, Split
from tests.crosscheck.fakes import MemoryMarket, claim, daily

# 2023-09-01 is a Friday, the 4th Labor Day, the 5th to the 8th and the 11th sessions.
CLOSES = {"2023-08-31": 100.0, "2023-09-01": 101.0, "2023-09-05": 102.0, "2023-09-06": 103.0, "2023-09-07": 104.0}
CLOSES |= {"2023-09-08": 105.0, "2023-09-11": 106.0}


def market(**info):
    return MemoryMarket().series("^RUT", CLOSES, **info)


def test_a_named_day_wins_once_it_has_closed():
    made = claim(
        symbol="^RUT", day="2023-09-07", published="2023-09-08T18:00:00-04:00", low="1", direction="up", day_stated=True
    )
    check = check_claim(made, market())
    assert (check.verdict, str(check.as_of), str(check.base_date)) == ("supported", "2023-09-07", "2023-09-06")


def test_the_base_is_the_last_close_before_the_period():
    made = claim(symbol="^RUT", period=("2023-09-02", "2023-09-09"), low="4.0", direction="up", published="2023-09-09")
    check = check_claim(made, market())
    assert (str(check.base_date), str(check.as_of), check.verdict) == ("2023-09-01", "2023-09-08", "supported")


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        (("2023-09-09", "2023-09-08"), "the period ends (2023-09-08) before it begins (2023-09-09)"),
        (("2023-09-01", None), "the text leaves the period open; nothing can be computed without both its bounds"),
        (
            ("2025-01-01", "2026-01-01"),
            "the series at hand does not reach the days that are meant: ^RUT: no bars between",
        ),
        (("2023-08-31", "2023-09-09"), "the series of ^RUT begins on 2023-08-31: there is no close before 2023-08-31"),
        (("2023-09-01", "2023-11-01"), "the series of ^RUT has no bar for 2023-10-31, the last is of 2023-09-11"),
        (
            ("2020-01-01", "2020-02-01"),
            "the series at hand does not reach the days that are meant: ^RUT: no bars between",
        ),
    ],
)
def test_what_cannot_be_placed_says_why(period, reason):
    check = check_claim(claim(symbol="^RUT", period=period, low="5", direction="up"), market())
    assert (check.verdict, check.computed) == ("not_checkable", None)
    assert check.reason.startswith(reason)


def test_without_a_period_the_last_close_counts_and_without_a_date_nothing_does():
    made = claim("close", symbol="^RUT", low="104.00", published="2023-09-08T10:00:00-04:00")
    assert check_claim(made, market()).verdict == "supported"
    made = claim("close", symbol="^RUT", low="104.00", published=None)
    assert "--published" in check_claim(made, market()).reason


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [("^HSI", "no price series for ^HSI is at hand"), (None, "no listed instrument is known for the subject")],
)
def test_an_unknown_instrument(symbol, reason):
    assert check_claim(claim(symbol=symbol, low="5", direction="up"), market()).reason.startswith(reason)


def test_a_hole_in_the_series_is_no_base():
    holed = MemoryMarket().series("^RUT", {"2023-07-31": 99.0, **CLOSES})
    seen = sight(claim(symbol="^RUT", day="2023-09-08"), holed)
    assert str(seen.series.day(find_base(seen.series, seen.start, holed))) == "2023-09-07"
    with pytest.raises(Undecidable, match="no close between 2023-07-31 and 2023-08-31"):
        find_base(seen.series, seen.series.day(1), holed)


def test_as_of_overrides_the_publication():
    from datetime import date

    made = claim(symbol="^RUT", period=("2023-09-01", "2023-09-12"), low="3.0", direction="up", published="2023-09-12")
    check = check_claim(made, market(), as_of=date(2023, 9, 6))
    assert (check.verdict, str(check.as_of)) == ("supported", "2023-09-06")


def test_a_yield_may_lack_a_bond_holiday():
    closes = daily("2023-10-02", [4.7, 4.8, 4.73, 4.72, 4.78])
    yields = MemoryMarket().series("DGS10", closes, Kind.YIELD)  # 9 October: a session, but no yield
    made = claim("yield_level", symbol="DGS10", low="4.78", unit="percent", published="2023-10-09T18:00:00-04:00")
    assert check_claim(made, yields).verdict == "supported"


def test_a_broken_provider_spoils_one_claim_only():
    broken = market().series("^GSPC", CLOSES)
    broken.broken.add("^GSPC")
    made = claim(symbol="^GSPC", day="2023-09-08", low="1", direction="up")
    check = check_claim(made, broken)
    assert check.reason == "market data failed: ^GSPC: the provider stopped half way; try again later"
    assert MarketError.__name__ == "MarketError"
    assert broken.splits("^RUT") == ()
    broken.known_splits.append(Split(symbol="^RUT", day=made.period_from, ratio=2))
    assert len(broken.splits("^RUT")) == 1
