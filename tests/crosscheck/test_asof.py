"""Which close a claim is about."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import check_claim
from tapecheck.crosscheck.asof import find_base, find_cutoff, sight
from tapecheck.crosscheck.verdicts import Undecidable
from tapecheck.errors import MarketError
from tapecheck.reference.calendars import calendar_of
from tapecheck.reference.market import Kind, Split
from tests.crosscheck.fakes import MemoryMarket, claim, daily

# 2023-09-01 is a Friday, the 4th Labor Day, the 5th to the 8th and the 11th sessions.
CLOSES = {"2023-08-31": 100.0, "2023-09-01": 101.0, "2023-09-05": 102.0, "2023-09-06": 103.0, "2023-09-07": 104.0}
CLOSES |= {"2023-09-08": 105.0, "2023-09-11": 106.0}


def market(**info):
    return MemoryMarket().series("^RUT", CLOSES, **info)


@pytest.mark.parametrize(
    ("published", "text", "stated", "main", "later", "live"),
    [
        ("2023-09-08T16:30:00-04:00", "", False, "2023-09-08", None, None),
        ("2023-09-08T15:59:00-04:00", "", False, "2023-09-07", None, "2023-09-08"),
        ("2023-09-09T08:00:00+00:00", "", False, "2023-09-08", None, None),
        ("2023-09-04T12:00:00-04:00", "", False, "2023-09-01", None, None),  # Labor Day
        ("2023-09-11", "up 5% this year", False, "2023-09-08", "2023-09-11", None),
        ("2023-09-11", "closed up 5%", False, "2023-09-11", None, None),
        ("2023-09-11", "up 5% Monday", True, "2023-09-11", None, None),
        ("2023-09-10", "", False, "2023-09-08", None, None),  # a Sunday
        (None, "", False, None, None, None),
    ],
)
def test_cutoff(published, text, stated, main, later, live):
    made = claim(text=text, symbol="^RUT", published=published, day_stated=stated)
    found = find_cutoff(made, market().calendar("^RUT"))
    assert [str(day) if day else None for day in (found.main, found.later, found.live)] == [main, later, live]


def test_a_named_day_wins_once_it_has_closed():
    made = claim(symbol="^RUT", day="2023-09-07", published="2023-09-08T18:00:00-04:00", low="1", direction="up")
    check = check_claim(made, market())
    assert (check.verdict, str(check.as_of), str(check.base_date)) == ("supported", "2023-09-07", "2023-09-06")


@pytest.mark.parametrize("field", [None, "low"])
def test_a_named_day_that_still_runs_is_unfinished(field):
    made = claim(symbol="^RUT", day="2023-09-08", published="2023-09-08T11:00:00-04:00", low="1", direction="up")
    from dataclasses import replace

    check = check_claim(replace(made, day_stated=True, field=field), market())
    assert check.verdict == "not_checkable"
    assert check.reason.startswith("session unfinished: ^RUT had not closed on 2023-09-08")


@pytest.mark.parametrize(("low", "verdict"), [("0.97", "supported"), ("3", "not_checkable")])
def test_a_day_that_was_only_taken_for_granted_is_the_close_before(low, verdict):
    made = claim(symbol="^RUT", day="2023-09-08", published="2023-09-08T11:00:00-04:00", low=low, direction="up")
    check = check_claim(made, market())
    assert (check.verdict, str(check.as_of)) == (verdict, "2023-09-07")


def test_the_base_is_the_last_close_before_the_period():
    made = claim(symbol="^RUT", period=("2023-09-02", "2023-09-09"), low="4.0", direction="up", published="2023-09-09")
    check = check_claim(made, market())
    assert (str(check.base_date), str(check.as_of), check.verdict) == ("2023-09-01", "2023-09-08", "supported")


@pytest.mark.parametrize(
    ("low", "verdict", "reason"),
    [
        ("5.0", "supported", None),  # to the 8th
        ("6.0", "supported", "true as of the close of 2023-09-11"),
        ("9", "contradicted", None),
    ],
)
def test_a_bare_date_leaves_two_closes(low, verdict, reason):
    made = claim(symbol="^RUT", period=("2023-09-01", "2023-09-12"), low=low, direction="up", published="2023-09-11")
    check = check_claim(made, market())
    assert (check.verdict, check.reason) == (verdict, reason)
    assert str(check.as_of) == "2023-09-08"


def test_a_bare_date_of_a_single_day_moves_the_base_too():
    made = claim(symbol="^RUT", day="2023-09-08", low="0.95", direction="up", published="2023-09-11")
    assert check_claim(made, market()).reason == "true as of the close of 2023-09-11"


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        (("2023-09-09", "2023-09-08"), "the period ends (2023-09-08) before it begins (2023-09-09)"),
        (("2023-09-01", None), "the text leaves the period open; nothing can be computed without both its bounds"),
        (("2025-01-01", "2026-01-01"), "session unfinished"),
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


def test_an_extreme_of_a_market_that_never_closes_has_been_reached():
    bars = {"2024-08-04": (60000.0, 61000.0, 57000.0, 58000.0), "2024-08-05": (58000.0, 58300.0, 49121.0, 54000.0)}
    made = claim("intraday_low", symbol="BTC-USD", day="2024-08-05", low="50000", hedge="less_than", unit="USD")
    from dataclasses import replace

    made = replace(made, published="2024-08-05T17:30:00-04:00")
    coins = MemoryMarket().series("BTC-USD", bars, Kind.CRYPTO, calendar="24/7", timezone="UTC", close_time="23:59")
    assert check_claim(made, coins).verdict == "supported"


def test_as_of_overrides_the_publication():
    from datetime import date

    made = claim(symbol="^RUT", period=("2023-09-01", "2023-09-12"), low="3.0", direction="up", published="2023-09-12")
    check = check_claim(made, market(), as_of=date(2023, 9, 6))
    assert (check.verdict, str(check.as_of)) == ("supported", "2023-09-06")


def test_a_figure_of_a_running_session_is_not_contradicted():
    made = claim(symbol="^RUT", period=("2023-09-01", "2023-09-09"), low="9", direction="up")
    from dataclasses import replace

    check = check_claim(replace(made, published="2023-09-08T13:00:00-04:00"), market())
    assert (check.verdict, check.reason) == (
        "not_checkable",
        "published while the session ran: the figure may be of that moment",
    )


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


@pytest.mark.parametrize(
    ("zone", "published", "live"),
    [
        ("Europe/London", "2023-09-08T08:10:00+01:00", "2023-09-08"),  # London trades for eight and a half hours
        ("Europe/London", "2023-09-08T07:30:00+01:00", None),
        ("America/New_York", "2023-09-08T08:10:00-04:00", None),
    ],
)
def test_the_session_that_runs_is_as_long_as_its_exchange_has_it(zone, published, live):
    close = "16:30" if zone.startswith("Europe") else "16:00"
    calendar = calendar_of(None, zone, close)
    found = find_cutoff(claim("percent_change", published=published), calendar)
    assert (str(found.live) if found.live else None) == live
