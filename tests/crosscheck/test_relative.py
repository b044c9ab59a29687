"""One instrument against another."""

from __future__ import annotations

import pytest

from tapecheck.crosscheck import apply_rules
from tests.crosscheck.fakes import MemoryMarket, claim, daily


def market():
    return (
        MemoryMarket()
        .series("^RUT", daily("2022-11-09", [100, 106.1]))
        .series("^GSPC", daily("2022-11-09", [100, 105.5]))
    )


@pytest.mark.parametrize(
    ("low", "hedge", "direction", "verdict"),
    [
        ("0.5", "more_than", "up", "supported"),
        ("0.6", None, "up", "supported"),
        ("6", None, "up", "contradicted"),
        ("0.6", None, "down", "contradicted"),
        (None, None, "up", "supported"),
        (None, None, "down", "contradicted"),
    ],
)
def test_ahead_or_behind(low, hedge, direction, verdict):
    made = claim(
        "relative_change", symbol="^RUT", versus="^GSPC", day="2022-11-10", low=low, hedge=hedge, direction=direction,
        unit="pp",
    )  # fmt: skip
    check = apply_rules(made, market())
    assert check.verdict == verdict
    assert check.formula == "^RUT 6.10% - ^GSPC 5.50% = 0.60 pp"
    assert [each.symbol for each in check.series] == ["^RUT", "^GSPC"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"versus": None}, "the text does not name what it is compared with"),
        ({"direction": None}, "the text does not say which of the two was ahead"),
        ({"unit": "USD"}, "a difference of two changes cannot be in USD"),
        ({"versus": "^IXIC"}, "no price series for ^IXIC is at hand"),
    ],
)
def test_what_is_missing(fields, reason):
    values = {"symbol": "^RUT", "versus": "^GSPC", "day": "2022-11-10", "direction": "down", "unit": "pp", **fields}
    rows = (
        market()
        .series("^RUT", daily("2022-11-08", [99, 100, 106.1]))
        .series("^GSPC", daily("2022-11-08", [99, 99.5, 105.5]))
    )
    assert apply_rules(claim("relative_change", **values), rows).reason.startswith(reason)
