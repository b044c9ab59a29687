"""Appeals about moments and measures: extreme, moment, fixings, measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.crosscheck import check_claims
from tapecheck.reference.market import Kind
from tapecheck.schema import Hedge, Published
from tests.crosscheck.appeals.hearings import heard, market, told

SOFT, GONE = ("imprecise", "day-extreme"), ("not_checkable", "of-a-moment")


@pytest.mark.parametrize(
    ("low", "facts", "expected"),
    [
        ("101.5", {}, SOFT),  # the day's high
        ("98.5", {}, SOFT),
        ("101.5", {"session": "closed"}, None),
        ("99.9", {}, None),
    ],
)
def test_a_level_that_is_the_day_s_extreme(low, facts, expected):
    assert heard("extreme.v2", told("close", low=low, facts=facts), market()) == expected


@pytest.mark.parametrize(
    ("metric", "low", "facts", "expected"),
    [
        ("level", "99.9", {}, GONE),
        ("close", "99.9", {}, None),
        ("close", "99.9", {"cue": "extreme"}, GONE),
        ("level", "110.1", {}, None),  # never reached that day
        ("intraday_high", "99.9", {}, None),
        ("intraday_high", "99.9", {"cue": "crossed"}, GONE),
    ],
)
def test_a_level_within_the_day_is_of_a_moment_where_no_close_is_told(metric, low, facts, expected):
    assert heard("moment.v2", told(metric, low=low, facts=facts), market()) == expected


@pytest.mark.parametrize(
    ("metric", "low", "moment", "code"),
    [
        ("level", "102.5", "at noon", "moment"),  # reached the day before
        ("level", "110.1", "at noon", None),
        ("percent_change", "2.5", "at noon", "moment"),
        ("percent_change", "6.0", "at noon", None),
        ("percent_change", "6.0", "is up", "moment"),  # that may be the year's
        ("percent_change", "6.0", "before_then", "moment"),
    ],
)
def test_a_moment_is_within_what_the_sessions_reached(metric, low, moment, code):
    """The highs and lows of the week are 97.0 to 103.0."""
    direction = "up" if metric == "percent_change" else None
    made = told(metric, low=low, direction=direction, facts={"moment": moment})
    assert heard("words.v2", made, market()) == (None if code is None else ("not_checkable", code))


@pytest.mark.parametrize(
    ("low", "hedge", "facts", "expected"),
    [
        ("2.4", "more_than", {}, GONE),  # 2.59% at the day's high
        ("2.8", "more_than", {}, None),
        ("2.4", None, {}, None),  # no bound: the figure of a named day
        ("2.4", "more_than", {"session": "closed"}, None),
    ],
)
def test_a_bound_that_the_day_has_passed_is_of_a_moment(low, hedge, facts, expected):
    assert heard("moment.v2", told(low=low, direction="up", hedge=hedge, facts=facts), market()) == expected


def test_no_moment_is_meant_where_the_figure_beside_it_is_the_close():
    wrong = told(low="1.1", direction="up", source="default")
    level = told("close", low="100.92", source="default", at=10)
    level = replace(level, said=wrong.said)
    bare = "2023-09-08"
    assert heard("moment.v2", wrong, market(), published=bare) == GONE
    assert heard("moment.v2", wrong, market(), level, published=bare) is None


@pytest.mark.parametrize(
    ("kind", "calendar", "expected"),
    [
        (Kind.FX, "24/5", ("not_checkable", "other-hours")),
        (Kind.CRYPTO, "24/7", ("not_checkable", "other-hours")),
        (Kind.OTHER, "24/5", ("not_checkable", "other-hours")),
        (Kind.STOCK, "XNYS", None),
    ],
)
def test_the_day_of_what_never_closes_is_each_source_s_own(kind, calendar, expected):
    found = market("X=X", kind=kind, calendar=calendar)
    assert heard("fixings.v1", told(symbol="X=X", low="3.1", direction="up"), found) == expected
    assert heard("fixings.v1", told("close", symbol="X=X", low="120.1"), found) is None
    streak = told("streak", symbol="X=X", low="5", unit="days", direction="up")
    assert heard("fixings.v1", streak, found) == expected


@pytest.mark.parametrize(
    ("low", "kind", "expected"),
    [
        ("101.2", Kind.PRICE_INDEX, ("not_checkable", "other-measure")),
        ("101.2", Kind.COMMODITY_FUTURE, None),  # no price is in percent
        ("3.1", Kind.PRICE_INDEX, None),
    ],
)
def test_a_change_as_large_as_the_level_is_a_level(low, kind, expected):
    assert heard("measure.v1", told(low=low, direction="up"), market(kind=kind)) == expected


@pytest.mark.parametrize(
    ("low", "hedge", "expected"),
    [
        ("95.00", Hedge.MORE_THAN, "supported"),
        ("80.00", Hedge.MORE_THAN, "not_checkable"),  # passed long ago, if this thing is meant at all
        ("130.00", Hedge.LESS_THAN, "not_checkable"),
    ],
)
def test_a_level_that_is_passed_is_near(low, hedge, expected):
    made = told("close", low=low, hedge=hedge)
    (check,) = check_claims([made], market(), published=Published.parse("2023-09-08T18:00:00-04:00"))
    assert str(check.verdict) == expected


@pytest.mark.parametrize(
    ("low", "source", "expected"),
    [
        ("98.1", "default", ("supported", None)),  # the low of the day is 98.5
        ("99.1", "default", GONE),
        ("99.1", "own", ("supported", None)),
    ],
)
def test_crypto_is_above_a_level_only_where_it_was_all_day(low, source, expected):
    made = told("close", symbol="X=X", low=low, hedge=Hedge.MORE_THAN, source=source)
    found = market("X=X", kind=Kind.CRYPTO, calendar="24/7")
    (check,) = check_claims([made], found, published=Published.parse("2023-09-09T12:00:00+00:00"))
    assert (str(check.verdict), check.code) == expected
