"""Periods: readings, texts without a publication, the gold. What each wording means stands in tests/cases/periods."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.common import score
from bench.periods_part import predict, score_peer_suite
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.periods.holidays import easter, holiday
from tapecheck.schema import Period, Published

NEW_YORK = "2023-09-13T17:00:00-04:00"  # a Wednesday evening


def told(text: str, published: str | None = NEW_YORK) -> list[tuple[str, str, str | None, str | None]]:
    """The periods of a text as small tuples."""
    found = find_periods(text, Published.parse(published) if published else None)
    return [(p.text, p.kind.value, p.from_ and p.from_.isoformat(), p.to and p.to.isoformat()) for p in found]


def only(text: str, published: str | None = NEW_YORK) -> Period:
    """The one period of a text."""
    (period,) = find_periods(text, Published.parse(published) if published else None)
    return period


def test_parts_of_a_session_are_open() -> None:
    assert [p[:3] for p in told("It fell in early trading, and rose in after-hours trading.")] == [
        ("early trading", "open", None),
        ("after-hours trading", "open", None),
    ]


def test_the_publication_day_is_the_local_day() -> None:
    assert told("Stocks fell today.", "2023-09-14T00:30:00+10:00")[0][2] == "2023-09-14"
    assert told("Stocks fell today.", "2023-09-13T23:30:00-04:00")[0][2] == "2023-09-13"


def test_yesterday_in_an_evening_article_of_a_newspaper_is_today() -> None:
    evening = "2006-05-17T22:15:00+01:00"
    period = only("US shares fell yesterday after prices rose.", evening)
    assert (str(period.from_), [str(r.from_) for r in period.readings]) == ("2006-05-17", ["2006-05-16"])
    assert told("US shares fell today. They rose yesterday.", evening)[1][2] == "2006-05-16"


def test_the_year_that_is_over_is_whole() -> None:
    assert told("The index gained 14% this year.", "2022-12-30T21:45:00+00:00")[0][2:] == ("2022-01-01", "2023-01-01")
    assert told("The index ended the year higher.", "2024-01-02T11:00:00+00:00")[0][2:] == ("2023-01-01", "2024-01-01")


def test_the_past_year_begins_the_day_after_the_anniversary_and_has_a_calendar_reading() -> None:
    period = only("It rose over the past year.", "2012-08-01T21:45:00+00:00")
    assert (str(period.from_), str(period.to)) == ("2011-08-02", "2012-08-02")
    (reading,) = period.readings
    assert (reading.reading, str(reading.from_), str(reading.to)) == ("calendar years", "2011-01-01", "2012-01-01")


def test_an_unknown_company_quarter_has_the_calendar_as_a_reading() -> None:
    (reading,) = only("Acme said second-quarter profit rose.").readings
    assert (reading.reading, str(reading.from_)) == ("calendar quarter", "2023-04-01")


def test_day_and_month_that_may_be_swapped() -> None:
    period = only("Settled 3/4/2021 at par.")
    assert (str(period.from_), str(period.readings[0].from_)) == ("2021-03-04", "2021-04-03")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose on Monday.", ("Monday", "date", None, None)),
        ("It rose this year.", ("this year", "range", None, None)),
        ("It rose in May.", ("May", "range", None, None)),
        ("It rose on Sept. 17, 2001.", ("Sept. 17, 2001", "date", "2001-09-17", "2001-09-18")),
        ("It rose since 2009.", ("since 2009", "since", "2009-01-01", None)),
        ("The most in three months.", ("three months", "lookback", None, None)),
        ("It rose yesterday.", ("yesterday", "date", None, None)),
        ("It rose on Thanksgiving.", ("Thanksgiving", "date", None, None)),
        ("It rose in the second quarter.", ("the second quarter", "range", None, None)),
        ("It rose in Q2 2020.", ("Q2 2020", "range", "2020-04-01", "2020-07-01")),
        ("It rose last summer.", ("last summer", "range", None, None)),
        ("It rose in the past year.", ("the past year", "range", None, None)),
        ("It rose for the year.", ("the year", "range", None, None)),
        ("It rose YTD.", ("YTD", "range", None, None)),
        ("It fell a year ago.", ("a year ago", "date", None, None)),
        ("It fell over three sessions.", ("three sessions", "range", None, None)),
        ("It fell in the first two months.", ("the first two months", "range", None, None)),
        ("It fell in early July.", ("early July", "range", None, None)),
        ("It fell on last Friday.", ("last Friday", "date", None, None)),
    ],
)
def test_without_a_publication_only_absolute_periods_have_bounds(text: str, expected: tuple[object, ...]) -> None:
    assert told(text, None) == [expected]


@pytest.mark.parametrize(("year", "day"), [(2000, (4, 23)), (2008, (3, 23)), (2011, (4, 24)), (2024, (3, 31))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_a_listed_holiday_out_of_its_table_has_no_day() -> None:
    assert holiday("diwali", 1950) is None


@pytest.mark.shared
@pytest.mark.parametrize("gold", ["articles", "claims"])
def test_the_gold_is_found_and_resolved(shared: Path, gold: str) -> None:
    from bench.common import load_gold

    result = score("periods", [predict(document) for document in load_gold(gold)], gold)
    assert result.f1 >= 0.95
    assert min(result.attributes.values()) >= 0.95


@pytest.mark.shared
def test_the_peer_suite_is_read(shared: Path) -> None:
    metrics, _ = score_peer_suite()
    assert metrics["rec_time F1"] >= 0.78


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The last trading day of the year was quiet.", "2014-01-02", "2013-12-31"),
        ("On the final session of the quarter it fell.", "2014-10-01", "2014-09-30"),
        ("On the final session of the quarter it fell.", "2014-09-30", "2014-09-30"),
        ("On January's first session it fell.", "2014-01-02", "2014-01-01"),
        ("America's last session was quiet.", "2014-01-02", "2014-01-01"),
        ("The first Monday in May was quiet.", "2014-05-15", "2014-05-05"),
        ("The last Friday of the month was quiet.", "2014-05-02", "2014-04-25"),
        ("The week prior was quiet.", "2014-01-15", "2014-01-06"),
    ],
)
def test_a_day_of_a_unit_is_of_the_one_that_ended(text: str, published: str, expected: str) -> None:
    assert str(only(text, published).from_) == expected
