"""Sessions and closes: holidays, early closes, weekends, days beyond the calendars, and what an import costs."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.errors import MarketError
from tapecheck.reference.calendars import MarketCalendar, calendar_of

NYSE = ("XNYS", "America/New_York", "16:00")
LONDON = ("XLON", "Europe/London", "16:30")
TOKYO = ("XTKS", "Asia/Tokyo", "15:00")
GOLD = ("CMES", "America/New_York", "13:30")
EURO = ("24/5", "Europe/London", "23:59")
BITCOIN = ("24/7", "UTC", "23:59")
NOWHERE = (None, "America/New_York", "16:00")

Code = tuple[str | None, str, str]


@pytest.mark.parametrize(
    ("code", "day", "traded"),
    [
        (NYSE, "2023-04-07", False),  # Good Friday
        (NYSE, "2023-11-23", False),  # Thanksgiving
        (NYSE, "2023-11-24", True),
        (NYSE, "2023-09-09", False),  # a Saturday
        (NYSE, "2001-09-12", False),  # closed after the attacks
        (NYSE, "2012-10-29", False),  # closed for the hurricane
        (NYSE, "2025-01-09", False),  # closed for a funeral
        (LONDON, "2023-05-08", False),  # the coronation
        (TOKYO, "2023-11-23", False),
        (GOLD, "2023-04-07", False),
        (EURO, "2023-12-25", True),
        (EURO, "2023-12-24", False),
        (BITCOIN, "2023-12-24", True),
        (NOWHERE, "2023-12-25", True),
        (NYSE, "1985-12-25", False),
        (NYSE, "1987-05-25", False),  # Memorial Day
        (NYSE, "1969-12-25", True),  # before the calendars: weekdays
        (LONDON, "1985-12-25", True),
        (NYSE, "1985-12-28", False),
        (NYSE, "2090-06-01", True),
    ],
)
def test_sessions(code: Code, day: str, traded: bool) -> None:
    assert calendar_of(*code).is_session(date.fromisoformat(day)) is traded


@pytest.mark.parametrize(
    ("code", "day", "close"),
    [
        (NYSE, "2023-09-08", "2023-09-08T16:00-04:00"),
        (NYSE, "2023-11-24", "2023-11-24T13:00-05:00"),  # half a day
        (NYSE, "2023-07-03", "2023-07-03T13:00-04:00"),
        (LONDON, "2023-12-22", "2023-12-22T12:30+00:00"),
        (TOKYO, "2024-11-01", "2024-11-01T15:00+09:00"),
        (TOKYO, "2024-11-05", "2024-11-05T15:30+09:00"),  # from this day on the session is longer
        (GOLD, "2023-12-04", "2023-12-04T13:30-05:00"),  # settles before the exchange closes
        (GOLD, "2023-11-24", "2023-11-24T13:00-05:00"),  # the exchange closes earlier still
        (("XNYS", "America/New_York", "15:00"), "2023-09-08", "2023-09-08T15:00-04:00"),  # a Cboe yield
        (("XNYS", "America/New_York", "15:00"), "2023-11-24", "2023-11-24T13:00-05:00"),
        (BITCOIN, "2023-09-09", "2023-09-09T23:59+00:00"),
        (EURO, "2023-07-04", "2023-07-04T23:59+01:00"),
        (NYSE, "1985-12-27", "1985-12-27T16:00-05:00"),
    ],
)
def test_close(code: Code, day: str, close: str) -> None:
    assert calendar_of(*code).close(date.fromisoformat(day)) == datetime.fromisoformat(close)


@pytest.mark.parametrize(
    ("code", "instant", "day"),
    [
        (NYSE, "2023-09-08T16:00-04:00", "2023-09-08"),
        (NYSE, "2023-09-08T15:59-04:00", "2023-09-07"),
        (NYSE, "2023-09-11T09:00-04:00", "2023-09-08"),  # Monday before the open
        (NYSE, "2023-09-10T12:00+00:00", "2023-09-08"),  # Sunday
        (NYSE, "2023-11-24T13:30-05:00", "2023-11-24"),
        (NYSE, "2023-11-24T12:30-05:00", "2023-11-22"),
        (NYSE, "2023-09-09T01:00+00:00", "2023-09-08"),  # already Saturday in London
        (TOKYO, "2023-09-08T06:30+00:00", "2023-09-08"),
        (TOKYO, "2023-09-08T05:30+00:00", "2023-09-07"),
        (BITCOIN, "2023-09-10T00:30+00:00", "2023-09-09"),
    ],
)
def test_last_closed(code: Code, instant: str, day: str) -> None:
    assert calendar_of(*code).last_closed(datetime.fromisoformat(instant)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("code", "start", "base"),
    [
        (NYSE, "2023-01-01", "2022-12-30"),  # a year
        (NYSE, "2023-09-04", "2023-09-01"),  # a week that begins with Labor Day
        (NYSE, "2023-04-10", "2023-04-06"),  # a week after Good Friday
        (NYSE, "2023-08-01", "2023-07-31"),  # since August
        (BITCOIN, "2023-01-01", "2022-12-31"),
        (NYSE, "1990-01-02", "1989-12-29"),  # from the calendar into the weekdays before it
    ],
)
def test_the_base_of_a_period_is_the_last_close_before_it(code: Code, start: str, base: str) -> None:
    assert calendar_of(*code).previous(date.fromisoformat(start)) == date.fromisoformat(base)


@pytest.mark.parametrize(
    ("day", "sessions", "found"),
    [
        ("2023-09-08", 0, "2023-09-08"),
        ("2023-09-09", 0, "2023-09-08"),
        ("2023-09-08", 4, "2023-09-01"),  # over Labor Day
        ("2023-09-10", 1, "2023-09-07"),
        ("1990-01-03", 2, "1989-12-29"),
        ("1990-01-02", 3, "1989-12-27"),
    ],
)
def test_back(day: str, sessions: int, found: str) -> None:
    assert calendar_of(*NYSE).back(date.fromisoformat(day), sessions) == date.fromisoformat(found)


def test_next_and_sessions() -> None:
    nyse = calendar_of(*NYSE)
    assert nyse.next(date(2023, 9, 1)) == date(2023, 9, 5)
    assert [day.day for day in nyse.sessions(date(2023, 9, 1), date(2023, 9, 8))] == [1, 5, 6, 7]
    assert nyse.sessions(date(1989, 12, 28), date(1990, 1, 3))[-1] == date(1990, 1, 2)
    assert nyse.sessions(date(2023, 9, 8), date(2023, 9, 8)) == ()
    assert len(calendar_of(*BITCOIN).sessions(date(2023, 1, 1), date(2024, 1, 1))) == 365


@pytest.mark.parametrize("code", [NYSE, LONDON, GOLD, EURO, BITCOIN, NOWHERE])
@given(offset=st.integers(0, 20_000), steps=st.integers(0, 40))
def test_arithmetic(code: Code, offset: int, steps: int) -> None:
    calendar = calendar_of(*code)
    day = date(1980, 1, 1) + timedelta(days=offset)
    before = calendar.previous(day)
    assert before < day
    assert calendar.is_session(before)
    assert calendar.sessions(before + timedelta(days=1), day) == ()
    assert calendar.next(before) >= day or not calendar.is_session(day)
    back = calendar.back(day, steps)
    assert calendar.is_session(back)
    assert len(calendar.sessions(back, calendar.back(day, 0))) == steps
    closing = calendar.close(before)
    assert calendar.last_closed(closing) == before
    assert calendar.last_closed(closing - timedelta(seconds=1)) < before


@pytest.mark.parametrize("alias", ["NYSE", "NASDAQ"])
def test_other_names_of_exchanges(alias: str) -> None:
    assert not calendar_of(alias, "America/New_York", "16:00").is_session(date(2023, 4, 7))


@pytest.mark.parametrize("code", ["XETR", "XPAR", "XHKG", "XASX", "XSHG", "XBOM", "XKRX", "XTSE", "XSES", "IEPA"])
def test_exchanges_of_the_world(code: str) -> None:
    calendar = calendar_of(code, "UTC", "23:00")
    assert not calendar.is_session(date(2023, 1, 1))
    assert calendar.is_session(calendar.last_closed(datetime(2023, 9, 8, 23, 30, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("code", "zone", "time", "told"),
    [
        ("XXXX", "America/New_York", "16:00", "no such exchange"),
        ("XNYS", "America/Gotham", "16:00", "time zone"),
        ("XNYS", "America/New_York", "four", "16:00"),
        ("XNYS", "../etc/passwd", "16:00", "time zone"),
    ],
)
def test_what_cannot_be_a_calendar(code: str, zone: str, time: str, told: str) -> None:
    with pytest.raises(MarketError, match=told):
        calendar_of(code, zone, time)


def test_wrong_questions() -> None:
    calendar: MarketCalendar = calendar_of(*NYSE)
    with pytest.raises(ValueError, match="offset"):
        calendar.last_closed(datetime(2023, 9, 8))
    with pytest.raises(ValueError, match="count"):
        calendar.back(date(2023, 9, 8), -1)


def test_built_once_and_only_when_asked_for() -> None:
    assert calendar_of(*NYSE) is calendar_of(*NYSE)
    code = (
        "import sys; from tapecheck.reference.calendars import calendar_of; from datetime import date;"
        "calendar_of('24/7', 'UTC', '23:59').previous(date(2023, 1, 1));"
        "print([name for name in ('pandas', 'exchange_calendars', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_calendar_of_the_catalogue_answers():
    """An article that names the Athens or the Tel Aviv index once failed as a whole."""
    from tapecheck.reference.instruments import load_catalogue

    kinds = {(each.calendar, each.timezone, each.close_time) for each in load_catalogue().instruments}
    assert len(kinds) > 40
    for code, zone, closing in sorted(kinds, key=str):
        calendar = calendar_of(code, zone or "UTC", closing or "16:00")
        last = calendar.last_closed(datetime(2024, 3, 6, tzinfo=UTC))
        assert date(2024, 2, 28) < last <= date(2024, 3, 6), code
        assert calendar.previous(last) < last < calendar.next(last)
        assert calendar.close(last) <= datetime(2024, 3, 6, tzinfo=UTC)
