"""Off a high, off a low."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.crosscheck import check_claim
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
        (("2022-02-01", "2022-06-14"), "25.5", "below its February closing high", "contradicted", "2022-02-10"),
        (("2022-02-01", "2022-06-14"), "30", "below its February high", "contradicted", "2022-02-10"),
        ((None, None), "22.5", "below its record", "supported", "2022-02-10"),
    ],
)
def test_off_a_high(period, low, text, verdict, base):
    made = claim("off_high", text=text, symbol="^X", period=period, low=low, unit="percent", direction="down")
    if period[0] is None:
        made = replace(made, published="2022-06-13T18:00:00-04:00")
    check = check_claim(made, MemoryMarket().series("^X", BARS))
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
    assert check_claim(made, MemoryMarket().series("^X", BARS)).verdict == verdict


def test_an_intraday_fall_from_the_peak():
    made = claim("off_high", symbol="^X", period=("2022-02-01", "2022-06-14"), low="26.5", unit="percent", field="low")
    assert check_claim(made, MemoryMarket().series("^X", BARS)).verdict == "supported"
    market = MemoryMarket().series(
        "^X", {day: (v, v + 1, v - 1, v) for day, v in daily("2022-01-03", [100, 90]).items()}
    )
    made = claim("off_high", symbol="^X", period=("2022-01-03", "2022-01-05"), low="11", unit="percent", field="low")
    assert check_claim(made, market).verdict == "supported"


def test_below_without_a_figure():
    made = claim("off_high", symbol="^X", period=("2022-02-01", "2022-06-14"), unit="percent")
    assert check_claim(made, MemoryMarket().series("^X", BARS)).verdict == "supported"


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
    assert check_claim(made, MemoryMarket().series("^X", BARS)).reason.startswith(reason)


def test_the_later_close_of_a_bare_date():
    closes = daily("2023-09-07", [100, 99, 90])
    made = claim(
        "off_high", symbol="^X", period=("2023-09-01", "2023-09-12"), low="10", unit="percent", published="2023-09-11"
    )
    check = check_claim(made, MemoryMarket().series("^X", {"2023-08-31": 80.0, **closes}))
    assert check.reason == "true as of the close of 2023-09-11"
