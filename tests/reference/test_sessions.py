from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import date

import pytest

from tapecheck.reference.calendars import build_sessions, calendar_of
from tapecheck.reference.sessions import pack, shipped_sessions, unpack


@pytest.mark.parametrize("code", ["XNYS", "XLON", "CMES", "XTKS", "NYSE"])
def test_what_ships_is_what_exchange_calendars_says(code: str) -> None:
    shipped = shipped_sessions(code)
    assert shipped is not None
    assert dataclasses.astuple(shipped) == dataclasses.astuple(build_sessions(code))
    assert dataclasses.astuple(unpack(pack(shipped))) == dataclasses.astuple(shipped)


@pytest.mark.parametrize(
    ("code", "zone", "day", "trades"),
    [
        ("ASEX", "Europe/Athens", date(2024, 5, 6), False),  # Orthodox Easter Monday: exchange_calendars fails on it
        ("ASEX", "Europe/Athens", date(2024, 5, 8), True),
        ("XTAE", "Asia/Jerusalem", date(2024, 6, 12), False),  # Shavuot
        ("XBOM", "Asia/Kolkata", date(2025, 2, 1), True),  # a budget on a Saturday
        ("XKRX", "Asia/Seoul", date(1997, 3, 8), True),  # Saturdays were sessions until 1998
    ],
)
def test_days_that_exchange_calendars_and_pandas_3_get_wrong(code: str, zone: str, day: date, trades: bool) -> None:
    assert calendar_of(code, zone, "16:00").is_session(day) is trades


def test_a_calendar_needs_no_pandas() -> None:
    script = (
        "import sys; from tapecheck.reference.calendars import calendar_of; from datetime import date\n"
        "print(calendar_of('XNYS', 'America/New_York', '16:00').close(date(2023, 11, 24)))\n"
        "print({'pandas', 'exchange_calendars'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["2023-11-24 13:00:00-05:00", "set()"]


def test_an_exchange_that_nobody_knows_does_not_ship() -> None:
    assert shipped_sessions("NOWHERE") is None
