"""Days, weeks and months in a row."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tests.crosscheck.fakes import MemoryMarket, claim, daily

CLOSES = daily("2023-01-03", [100, 101, 100, 99, 98, 97, 97, 96, 95])  # to 13 January, unchanged on the 11th


def check(low, direction, day, text="fell for another day", unit="days", closes=CLOSES, **fields):
    made = claim("streak", text=text, symbol="^X", day=day, low=low, direction=direction, unit=unit, **fields)
    return apply_rules(made, MemoryMarket().series("^X", closes))


@pytest.mark.parametrize(
    ("low", "direction", "day", "verdict", "computed"),
    [
        ("4", "down", "2023-01-10", "supported", 4),
        ("5", "down", "2023-01-10", "contradicted", 4),
        ("3", "down", "2023-01-10", "contradicted", 4),
        ("2", "down", "2023-01-13", "supported", 2),  # an unchanged day breaks a streak
        ("2", "up", "2023-01-13", "contradicted", 0),
    ],
)
def test_days(low, direction, day, verdict, computed):
    found = check(low, direction, day)
    assert (found.verdict, found.computed) == (verdict, computed)


def test_at_least():
    assert check("3", "down", "2023-01-10", hedge="at_least").verdict == "supported"


WEEKS = {"2023-01-06": 100.0, "2023-01-13": 99.0, "2023-01-20": 98.0, "2023-01-27": 97.0, "2023-01-31": 97.5}


@pytest.mark.parametrize(
    ("low", "day", "verdict", "reason"),
    [
        ("3", "2023-01-27", "not_checkable", None),  # the series begins with it
        ("3", "2023-01-31", "supported", "true counting whole weeks only"),
    ],
)
def test_weeks(low, day, verdict, reason):
    closes = WEEKS if day == "2023-01-27" else {"2022-12-30": 99.0, **WEEKS}
    low = "4" if day == "2023-01-27" else low
    found = check(low, "down", day, unit="weeks", closes=closes)
    assert found.verdict == verdict
    assert reason is None or found.reason == reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"direction": None}, "the text states no count, or no direction"),
        ({"low": None}, "the text states no count"),
        ({"unit": "percent"}, "a streak is counted in days, weeks or months, not in percent"),
    ],
)
def test_what_is_not_said(fields, reason):
    values = {"low": "4", "direction": "down", "day": "2023-01-10", **fields}
    assert check(**values).reason.startswith(reason)
