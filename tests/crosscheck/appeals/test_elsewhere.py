"""A figure that is right of another time, start or thing near by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.crosscheck.scene import Scene
from tapecheck.schema import Entity, Label
from tests.crosscheck.appeals.hearings import heard, market, told
from tests.crosscheck.fakes import MemoryMarket, daily

ELSEWHEN = ("imprecise", "elsewhen-true")
# 2023-06-01 is a Thursday; a level of five digits for each of 80 sessions, none twice.
LEVELS = daily("2023-06-01", [4000 + 3.37 * n + (n % 7) * 5.11 for n in range(80)])


def name_of(symbol: str, at: int) -> Entity:
    return Entity(start=at, end=at + 3, text=symbol, label=Label.INDEX, name=symbol, symbol=symbol)


@pytest.mark.parametrize(
    ("day", "expected"), [("2023-08-01", ELSEWHEN), ("2023-06-20", ELSEWHEN), ("2023-09-21", None)]
)
def test_a_level_of_many_digits_tells_the_day_whose_close_it_is(day, expected):
    found = MemoryMarket().series("^X", LEVELS)
    printed = f"{LEVELS['2023-07-06'] if expected else 4123.99:.2f}"
    assert heard("elsewhere.v1", told("close", day=day, low=printed), found) == expected


@pytest.mark.parametrize(
    ("level", "before", "expected"),
    [("2023-07-06", "2023-07-05", ELSEWHEN), ("2023-07-06", "2023-07-03", None), ("2023-07-05", "2023-07-06", None)],
)
def test_a_level_tells_the_day_where_the_one_beside_it_is_the_close_before(level, before, expected):
    """It is Friday's in a sentence whose other figures are Thursday's."""
    found = MemoryMarket().series("^X", LEVELS)
    fields = {"day": "2023-08-31"}
    wrong = told("close", low=f"{LEVELS[level]:.2f}", **fields)
    base = replace(told("close", low=f"{LEVELS[before]:.2f}", **fields), id="b")
    right = replace(told("close", low=f"{LEVELS['2023-08-31']:.2f}", **fields), id="c")
    assert heard("elsewhere.v1", wrong, found, base, right) == expected


def test_another_thing_of_the_sentence():
    found = market().series("^Y", LEVELS | {"2023-09-08": 4400.0, "2023-09-07": 4300.0})
    wrong = told(low="2.33", direction="up")
    assert heard("elsewhere.v1", wrong, found) is None
    scene = Scene(entities=[name_of("^X", 0), name_of("^Y", 40)])
    assert heard("elsewhere.v1", wrong, found, scene=scene) == ("not_checkable", "other-thing")
