"""A named day whose figures are right of another, and what is upheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck.scene import Scene
from tapecheck.schema import Fact, Period, PeriodKind, Unread
from tests.crosscheck.appeals.hearings import heard, market, told
from tests.crosscheck.fakes import MemoryMarket

WRONG = ("contradicted", "wrong-day")
THURSDAY, FRIDAY = "2023-09-07", "2023-09-08"
DAYS = date(2023, 9, 7), date(2023, 9, 8)


def dated(*args, day=THURSDAY, **fields):
    return told(*args, day=day, facts={"day": day}, **fields)


@pytest.mark.parametrize(
    ("low", "beside", "expected"),
    [
        ("2.00", "100.92", WRONG),  # both are Friday's
        ("2.00", "98.94", None),  # Thursday's close stands beside it
        ("2.00", None, WRONG),  # the only figure of its sentence
        ("2", None, None),  # one digit may be right by chance
        ("7.77", "100.92", None),
    ],
)
def test_a_day_is_wrong_where_its_figures_are_right_together_of_another(low, beside, expected):
    move = dated(low=low, direction="up")
    others = [] if beside is None else [replace(dated("close", low=beside), id="b")]
    assert heard("wrong-day.v2", move, market(), *others) == expected


def test_a_level_of_many_digits_is_enough():
    assert heard("wrong-day.v2", dated("close", low="100.92"), market()) == WRONG


def test_the_day_of_the_level_before_is_not_the_day_of_the_one_after():
    """ "Rose to 100.92, having settled at 98.94 on Thursday": Thursday is taken."""
    now, before = dated("close", low="100.92"), replace(dated("close", low="98.94"), id="b")
    assert heard("wrong-day.v2", now, market(), before) is None
    assert heard("elsewhere.v1", now, market(), before) == ("imprecise", "elsewhen-true")
    assert heard("unsure.v2", dated("close", low="87.65"), market(), before) == ("not_checkable", "elsewhen")


@pytest.mark.parametrize(("low", "expected"), [("7153", WRONG), ("7150", None)])
def test_the_zeros_of_a_round_level_tell_no_day(low, expected):
    found = MemoryMarket().series("^X", {"2023-09-06": 7000.0, THURSDAY: 7060.0, FRIDAY: float(low)})
    assert heard("wrong-day.v2", dated("close", low=low), found) == expected


class StandIn(MemoryMarket):
    """A market that has ^Y for what is called ^X, as a folder has one yield for another."""

    def info(self, symbol):
        return super().info("^Y")

    def history(self, symbol, *args, **fields):
        return super().history("^Y", *args, **fields)


def test_what_another_series_stands_in_for_has_the_calendar_of_that_series():
    found = StandIn().series("^Y", {"2023-09-06": 7000.0, THURSDAY: 7060.0, FRIDAY: 7153.25})
    assert heard("wrong-day.v2", dated("close", low="7153.25"), found) == WRONG
    at_noon = told("level", low="9000.25", facts={"moment": "at noon"})
    assert heard("words.v2", at_noon, found) is None


def test_a_moment_names_no_day_of_a_close():
    level = dated("close", low="100.92")
    noon = replace(level.said, moment=Fact(start=0, end=1, value="at noon"))
    assert heard("wrong-day.v2", replace(level, said=noon), market()) is None


def test_nothing_is_upheld_where_no_words_name_the_day():
    assert heard("wrong-day.v2", told("close", day=THURSDAY, low="100.92"), market()) is None


def test_a_day_after_the_publication_is_not_meant():
    earlier = "2023-09-07T18:00:00-04:00"
    assert heard("wrong-day.v2", dated("close", low="100.92"), market(), published=earlier) is None


def test_the_day_before_a_day_that_is_named_is_not_that_day():
    level = told("close", day=THURSDAY, low="102.00", facts={"day": THURSDAY})
    assert heard("wrong-day.v2", level, market()) == WRONG
    before = Fact(start=0, end=1, value="day_before")
    assert heard("wrong-day.v2", replace(level, said=replace(level.said, cues=(before,))), market()) is None


@pytest.mark.parametrize(("words", "expected"), [("the day before", None), ("Thursday", WRONG)])
def test_a_day_counted_from_another_may_be_another(words, expected):
    level = told("close", day=THURSDAY, low="102.00")
    level = replace(level, said=replace(level.said, day=Fact(start=60, end=60 + len(words), value=THURSDAY)))
    named = Period(start=60, end=60 + len(words), text=words, kind=PeriodKind.DATE, from_=DAYS[0], to=DAYS[1])
    assert heard("wrong-day.v2", level, market(), scene=Scene(periods=[named])) == expected


@pytest.mark.parametrize(("text", "expected"), [("98.94", None), ("97.77", WRONG)])
def test_a_day_whose_close_stands_unread_beside_the_figure_is_not_its_own(text, expected):
    """It closed at 100.92, "its close on Thursday having been" that."""
    beside = Unread(start=60, end=65, text=text, code="no_wording", reason="")
    assert heard("wrong-day.v2", dated("close", low="100.92"), market(), scene=Scene(unread=[beside])) == expected


@pytest.mark.parametrize(("before", "expected"), [("98.94", None), ("98.00", WRONG)])
def test_a_change_between_two_levels_that_are_printed_is_of_no_day_that_is_named(before, expected):
    now, then = dated("close", low="100.92", at=10), dated("close", low=before, at=20)
    assert heard("wrong-day.v2", dated(low="2.001", direction="up"), market(), now, then) == expected
