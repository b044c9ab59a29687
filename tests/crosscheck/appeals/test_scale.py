"""The appeal about scales: what is too far off to be of the series at all."""

from __future__ import annotations

import pytest

from tapecheck.reference.market import Kind
from tests.crosscheck.appeals.hearings import heard, market, told

GONE = ("not_checkable", "scale")


@pytest.mark.parametrize(
    ("kind", "low", "expected"),
    [
        (Kind.FX, "88.5", GONE),  # the pound against the euro
        (Kind.FX, "95.1", None),
        (Kind.STOCK, "88.5", None),
        (Kind.STOCK, "10.1", GONE),
        (Kind.PRICE_INDEX, "10.1", None),  # an index of another scale is a wrong index
    ],
)
def test_a_level_far_from_its_series(kind, low, expected):
    assert heard("scale.v1", told("close", low=low), market(kind=kind)) == expected
