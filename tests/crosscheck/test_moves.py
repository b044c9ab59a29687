"""Largest move since."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.reference.market import Kind
from tests.crosscheck.fakes import MemoryMarket, claim, daily

# falls of 2%, 5%, 1%, then 3%
CLOSES = daily("2023-01-03", [100, 98, 98.5, 93.575, 94, 93.06, 93.5, 90.695])


def market(kind=Kind.PRICE_INDEX, symbol="^X"):
    return MemoryMarket().series(symbol, CLOSES, kind)


@pytest.mark.parametrize(
    ("since", "direction", "verdict", "reason"),
    [
        ("2023-01-06", "down", "supported", None),
        ("2023-01-04", "down", "imprecise", "a neighbouring day"),
        ("2022-12-20", "down", "contradicted", "the last such day was 2023-01-06"),
        ("2023-01-06", "up", "contradicted", "the direction is wrong: it moved -3.00%"),
        ("2023-01-06", None, "supported", None),
    ],
)
def test_days(since, direction, verdict, reason):
    made = claim("largest_move_since", text="since", symbol="^X", day="2023-01-12", since=since, direction=direction)
    check = apply_rules(made, market())
    assert check.verdict == verdict
    assert (check.reason is None) if reason is None else check.reason.startswith(reason)
    assert check.formula.startswith("^X day move -3.00% to 2023-01-12; last as large: 2023-01-06 (-5.00%)")


@pytest.mark.parametrize(
    ("text", "measure", "unit"),
    [
        ("its biggest point drop since", None, " points"),
        ("its worst day since", None, "%"),
        ("since", "points", " points"),
    ],
)
def test_points_are_not_percent(text, measure, unit):
    made = claim(
        "largest_move_since", text=text, symbol="^X", day="2023-01-12", since="2023-01-06", direction="down",
        measure=measure, unit="date",
    )  # fmt: skip
    shown = {" points": "-2.81 points", "%": "-3.00%"}[unit]
    assert shown in apply_rules(made, market()).formula


def test_a_yield_moves_in_points():
    made = claim(
        "largest_move_since", text="since", symbol="DGS2", day="2023-01-12", since="2023-01-06", direction="down"
    )
    assert "-2.81 points" in apply_rules(made, market(Kind.YIELD, "DGS2")).formula
    percent = claim(
        "largest_move_since", text="since", symbol="DGS2", day="2023-01-12", since="2023-01-06", direction="down",
        measure="percent",
    )  # fmt: skip
    assert "-3.00%" in apply_rules(percent, market(Kind.YIELD, "DGS2")).formula


@pytest.mark.parametrize(
    ("freq", "period", "formula"),
    [
        ("week", ("2023-02-20", "2023-02-25"), "^X week move -2.00% to 2023-02-24; last as large: 2023-01-13 (-4.00%)"),
        (None, ("2023-02-20", "2023-02-25"), "^X week move -2.00% to 2023-02-24"),
        ("month", ("2023-02-01", "2023-03-01"), "^X month move"),
        (None, ("2023-02-01", "2023-03-01"), "^X month move"),
    ],
)
def test_weeks_and_months(freq, period, formula):
    closes = {"2022-12-30": 100.0, "2023-01-06": 100.0, "2023-01-13": 96.0, "2023-01-20": 97.0, "2023-01-31": 97.0}
    closes |= {"2023-02-17": 98.0, "2023-02-24": 96.04, "2023-02-28": 96.04}
    made = claim(
        "largest_move_since", text="since", symbol="^X", period=period, since="2023-01", direction="down", freq=freq
    )
    assert apply_rules(made, MemoryMarket().series("^X", closes)).formula.startswith(formula)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"field": "low"}, "the largest move within a day cannot be told from daily closes"),
        ({"freq": "fortnight"}, "no series is kept by fortnight"),
        ({"period": ("2023-01-03", "2023-01-12")}, "the period is no week, month, quarter or year"),
        ({"day": "2023-01-03"}, "the series of ^X has no day before 2023-01-03"),
    ],
)
def test_what_cannot_be_compared(fields, reason):
    values = {"day": "2023-01-12", **fields}
    if "period" in fields:
        del values["day"]
        values["published"] = "2023-01-13T00:00:00-05:00"
    made = claim("largest_move_since", text="since", symbol="^X", since="2022", direction="down", **values)
    assert apply_rules(made, market()).reason.startswith(reason)


def test_a_record_of_the_whole_life():
    market = MemoryMarket().series(
        "^VIX", {"1999-01-04": 26.2, "1999-01-05": 24.5, "2018-02-02": 17.31, "2018-02-05": 37.32}
    )
    made = claim(
        "largest_move_since", text="biggest ever", symbol="^VIX", day="2018-02-05", record=True, direction="up"
    )
    assert apply_rules(made, market).verdict == "supported"
    unknown = MemoryMarket().series(
        "^NEW", {"1999-01-04": 26.2, "1999-01-05": 24.5, "2018-02-02": 17.31, "2018-02-05": 37.32}
    )
    made = claim(
        "largest_move_since", text="biggest ever", symbol="^NEW", day="2018-02-05", record=True, direction="up"
    )
    assert apply_rules(made, unknown).reason.startswith("consistent with the series from 1999-01-05, not provable")


def test_the_other_measure_is_shown():
    closes = {"2020-01-02": 50.0, "2020-01-03": 47.0, "2022-12-30": 97.0, "2023-01-03": 100.0, "2023-01-04": 96.0}
    made = claim("largest_move_since", text="since 2018", symbol="^X", day="2023-01-04", since="2018", direction="down")
    check = apply_rules(made, MemoryMarket().series("^X", closes))
    assert check.verdict == "contradicted"
    assert [reading.reading for reading in check.readings] == ["by points"]


def test_a_record_point_move_is_proved_by_the_extreme_of_the_years_before():
    closes = daily("1992-01-02", [3172.4, 3201.5, 2600.0])
    made = claim("largest_move_since", text="its biggest point drop", symbol="^DJI", day="1992-01-06", record=True,
                 direction="down", measure="points")  # fmt: skip
    check = apply_rules(made, MemoryMarket().series("^DJI", closes))
    assert (check.verdict, check.reason) == ("supported", "no such day in the whole history, from 1896-05-26")
