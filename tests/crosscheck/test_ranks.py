"""The second-worst day of the year; how often something happened."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tests.crosscheck.fakes import MemoryMarket, claim, daily

CLOSES = {"2022-12-30": 99.0, **daily("2023-01-03", [100, 95, 96, 93.1, 94, 99, 101, 100.5])}
YEAR = ("2023-01-01", "2023-01-13")


def check(metric, low, text="", period=YEAR, closes=CLOSES, **fields):
    return apply_rules(
        claim(metric, text=text, symbol="^X", low=low, period=period, **fields), MemoryMarket().series("^X", closes)
    )


@pytest.mark.parametrize(
    ("low", "period", "direction", "verdict", "computed"),
    [
        ("2", ("2023-01-01", "2023-01-07"), "down", "supported", 2),
        ("1", ("2023-01-01", "2023-01-07"), "down", "contradicted", 2),
        ("1", ("2023-01-01", "2023-01-05"), "down", "supported", 1),
        ("1", ("2023-01-01", "2023-01-05"), "up", "contradicted", 2),
    ],
)
def test_ranks(low, period, direction, verdict, computed):
    found = check("rank", low, period=period, direction=direction)
    assert (found.verdict, found.computed) == (verdict, computed)


@pytest.mark.parametrize(
    ("low", "direction", "verdict", "computed"),
    [("2", "up", "supported", 2), ("5", "up", "contradicted", 2), ("7", "down", "supported", 7)],
)
def test_ranks_of_closes(low, direction, verdict, computed):
    found = check("rank", low, direction=direction, field="close")
    assert (found.verdict, found.computed) == (verdict, computed)


@pytest.mark.parametrize(
    ("text", "low", "direction", "verdict", "computed"),
    [
        ("closed at a record twice", "2", None, "supported", 2),
        ("closed at a record three times", "3", None, "imprecise", 2),
        ("closed at a record five times", "5", None, "contradicted", 2),
        ("set record lows twice", "2", None, "supported", 2),
        ("moved 3% or more on three days", "3", None, "supported", 3),
        ("fell 3% or more on two days", "2", "down", "supported", 2),
        ("rose 3% on one day", "1", "up", "supported", 1),
        ("rose on five days", "5", None, "supported", 5),
        ("fell on three days", "3", None, "supported", 3),
    ],
)
def test_counts(text, low, direction, verdict, computed):
    found = check("count", low, text, direction=direction)
    assert (found.verdict, found.computed) == (verdict, computed)


@pytest.mark.parametrize(
    ("metric", "fields", "reason"),
    [
        ("rank", {"direction": None}, "the text states no rank"),
        ("rank", {"direction": "up", "freq": "fortnight"}, "no series is kept by fortnight"),
        ("count", {"text": "met on three days"}, "the text does not say what is counted"),
        ("count", {"text": "rose in three weeks"}, "what is counted are not days"),
        ("count", {"period": (None, None)}, "the text states no count, or no period"),
    ],
)
def test_what_is_not_said(metric, fields, reason):
    assert check(metric, "3", **fields).reason.startswith(reason)


def test_the_series_must_reach_back():
    assert check("count", "2", "a record", closes=daily("2023-01-03", [1, 2, 3, 4, 5, 6, 7, 8])).reason.startswith(
        "the series of ^X"
    )
