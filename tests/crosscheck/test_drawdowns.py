"""Off a high, off a low."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.crosscheck import apply_rules
from tests.crosscheck.fakes import MemoryMarket, claim, daily

CLOSES = {"2021-12-31": 90.0, "2022-01-03": 100.0, "2022-01-31": 95.0, "2022-02-10": 102.0, "2022-06-13": 79.0}
BARS = {day: (v, v + 4.0, v - 4.0, v) for day, v in CLOSES.items()}


@pytest.mark.parametrize(
    ("period", "low", "text", "verdict", "base"),
    [
        (("2022-02-01", "2022-06-14"), "22.5", "below its February high", "supported", "2022-02-10"),
        (
            ("2022-01-01", "2022-06-14"),
            "21",
            "below its January high",
            "supported",
            "2022-02-10",
        ),  # of that month alone
        (
            ("2022-02-01", "2022-06-14"),
            "25.5",
            "below its February high",
            "imprecise",
            "2022-02-10",
        ),  # from the day's high
        (("2022-02-01", "2022-06-14"), "30", "below its February high", "contradicted", "2022-02-10"),
        (("2022-06-13", "2022-06-14"), "22.5", "below its record", "supported", "2022-02-10"),
    ],
)
def test_off_a_high(period, low, text, verdict, base):
    made = claim("off_high", text=text, symbol="^X", period=period, low=low, unit="percent", direction="down")
    made = replace(made, record=True) if "record" in text else made
    check = apply_rules(made, MemoryMarket().series("^X", BARS))
    assert (check.verdict, str(check.base_date)) == (verdict, base)


@pytest.mark.parametrize(
    ("metric", "low", "unit", "verdict"),
    [
        ("off_low", "23.3", "percent", "contradicted"),
        ("off_low", "0", "percent", "supported"),
        ("off_high", "23", "points", "supported"),
        ("off_high", "0.77", "x", "supported"),
    ],
)
def test_lows_points_and_multiples(metric, low, unit, verdict):
    made = claim(metric, symbol="^X", period=("2022-02-01", "2022-06-14"), low=low, unit=unit)
    assert apply_rules(made, MemoryMarket().series("^X", BARS)).verdict == verdict


def test_an_intraday_fall_from_the_peak():
    made = claim("off_high", symbol="^X", period=("2022-02-01", "2022-06-14"), low="26.5", unit="percent", field="low")
    assert apply_rules(made, MemoryMarket().series("^X", BARS)).verdict == "supported"
    market = MemoryMarket().series(
        "^X", {day: (v, v + 1, v - 1, v) for day, v in daily("2022-01-03", [100, 90]).items()}
    )
    made = claim("off_high", symbol="^X", period=("2022-01-03", "2022-01-05"), low="11", unit="percent", field="low")
    assert apply_rules(made, market).verdict == "supported"


def test_below_without_a_figure():
    made = claim("off_high", symbol="^X", period=("2022-02-01", "2022-06-14"), unit="percent")
    assert apply_rules(made, MemoryMarket().series("^X", BARS)).verdict == "supported"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"period": (None, None)}, "the text does not say of when the high or low is"),
        ({"period": ("2019-01-01", "2022-06-14")}, "the series of ^X begins on 2021-12-31, after 2019-01-01"),
        ({"period": ("2022-06-14", "2022-06-20")}, "the series of ^X has no bar for 2022-06-17"),
    ],
)
def test_what_is_missing(fields, reason):
    made = claim("off_high", symbol="^X", low="10", unit="percent", **fields)
    assert apply_rules(made, MemoryMarket().series("^X", BARS)).reason.startswith(reason)
