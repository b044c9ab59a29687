"""Above or below a moving average."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tests.crosscheck.fakes import MemoryMarket, claim, daily

CLOSES = daily("2023-01-03", [100, 102, 104, 106, 101])  # the average of all five is 102.6


@pytest.mark.parametrize(
    ("low", "unit", "direction", "verdict", "computed"),
    [
        ("5", "days", "down", "supported", "below"),
        ("5", "days", "up", "contradicted", "below"),
        ("1", "weeks", "down", "supported", "below"),
        ("2", "days", "down", "supported", "below"),
    ],
)
def test_sides(low, unit, direction, verdict, computed):
    made = claim("moving_average", symbol="^X", day="2023-01-09", low=low, unit=unit, direction=direction)
    check = apply_rules(made, MemoryMarket().series("^X", CLOSES))
    assert (check.verdict, check.computed) == (verdict, computed)


def test_the_formula():
    made = claim("moving_average", symbol="^X", day="2023-01-09", low="5", unit="days", direction="down")
    check = apply_rules(made, MemoryMarket().series("^X", CLOSES))
    assert check.formula == "101.00 against the 5-day average 102.60"
    assert len(check.chart.dates) == 5


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"direction": None}, "the text states no length, or no side"),
        ({"unit": "percent"}, "a moving average has a length in days or weeks"),
        ({"low": "200"}, "the series of ^X has only 5 closes"),
    ],
)
def test_what_is_missing(fields, reason):
    values = {"symbol": "^X", "day": "2023-01-09", "low": "5", "unit": "days", "direction": "down", **fields}
    check = apply_rules(claim("moving_average", **values), MemoryMarket().series("^X", CLOSES))
    assert (check.verdict, check.reason[: len(reason)]) == ("not_checkable", reason)


def test_so_near_the_line_nothing_is_settled():
    closes = daily("2023-01-03", [100, 100, 100, 100, 100.01])
    made = claim("moving_average", symbol="^X", day="2023-01-09", low="5", unit="days", direction="down")
    assert apply_rules(made, MemoryMarket().series("^X", closes)).verdict == "not_checkable"


@pytest.mark.parametrize(
    ("since", "verdict"),
    [("2023-01-05", "supported"), ("2022-12", "contradicted"), (None, "supported")],
)
def test_the_first_time_below(since, verdict):
    closes = daily("2023-01-03", [104, 100, 96, 110, 112, 114, 90])
    made = claim("moving_average", symbol="^X", day="2023-01-11", low="3", unit="days", direction="down", since=since)
    assert apply_rules(made, MemoryMarket().series("^X", closes)).verdict == verdict
