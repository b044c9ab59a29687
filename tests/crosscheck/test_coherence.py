"""An article whose figures fit another session than its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck import check_claims
from tapecheck.crosscheck.coherence import could_be_now, could_have_stood
from tapecheck.schema import Extent, Published
from tests.crosscheck.fakes import MemoryMarket, claim

BARS = {
    "2016-12-05": (19244.0, 19274.0, 19186.0, 19216.0),
    "2016-12-06": (19219.0, 19255.0, 19184.0, 19252.0),
    "2016-12-07": (19241.0, 19558.0, 19230.0, 19550.0),
}


def article(**fields):
    """Three undated figures, checked on the 6th, that fit the 7th: its close, and its range."""
    specs = [("point_change", "298", "up"), ("close", "19508", None), ("percent_change", "1.3", "up")]
    made = [
        claim(metric, symbol="^DJI", day="2016-12-06", low=low, direction=direction, id=str(number), **fields)
        for number, (metric, low, direction) in enumerate(specs)
    ]
    return [replace(each, unit="percent") if each.metric == "percent_change" else each for each in made]


def verdicts(claims):
    return [check.verdict for check in check_claims(claims, MemoryMarket().series("^DJI", BARS))]


def test_the_session_after():
    checks = check_claims(article(), MemoryMarket().series("^DJI", BARS))
    assert [check.verdict for check in checks] == ["not_checkable"] * 3
    assert "several hold on the session after it" in checks[0].reason


def test_the_session_before():
    claims = [
        replace(each, period_from=each.period_from.replace(day=7), period_to=each.period_to.replace(day=8))
        for each in article()
    ]
    bars = {**BARS, "2016-12-08": (19600.0, 19700.0, 19600.0, 19650.0)}
    bars["2016-12-07"], bars["2016-12-06"] = (19900.0, 19950.0, 19880.0, 19900.0), (19241.0, 19558.0, 19230.0, 19514.0)
    assert {check.verdict for check in check_claims(claims, MemoryMarket().series("^DJI", bars))} == {"not_checkable"}


@pytest.mark.parametrize("fields", [{"day_stated": True}, {"published": "2016-12-09"}])
def test_a_weekday_is_counted_from_the_same_date(fields):
    assert verdicts(article(**fields)) == ["not_checkable"] * 3


def test_two_wrong_figures_are_wrong():
    assert verdicts(article()[:2]) == ["contradicted"] * 2


def test_figures_that_no_session_makes_true_are_wrong():
    claims = [replace(each, low=each.low * 7, high=each.low * 7) for each in article()]
    assert verdicts(claims) == ["contradicted"] * 3


@pytest.mark.parametrize(("day", "step"), [("2024-03-05", "last"), ("2024-03-07", "after")])
def test_a_day_that_was_misread_beside_one_that_holds(day, step):
    """Four figures of Friday were read for another day; two of Friday itself hold."""
    bars = {
        "2024-03-04": (101.0,) * 4,
        "2024-03-05": (99.0,) * 4,
        "2024-03-06": (101.0,) * 4,
        "2024-03-07": (100.0,) * 4,
        "2024-03-08": (103.0,) * 4,
    }
    market = MemoryMarket().series("^GSPC", bars)
    wrong = [
        claim("percent_change", "It rose 3%", low="3.0", direction="up", day=day, symbol="^GSPC", id="a"),
        claim("point_change", "It rose 3 points", low="3.00", direction="up", day=day, symbol="^GSPC", id="b"),
        claim("close", "It closed at 103.00", low="103.00", day=day, symbol="^GSPC", id="c"),
    ]
    right = [
        replace(each, id=f"r{each.id}", period_from=date(2024, 3, 8), period_to=date(2024, 3, 9)) for each in wrong
    ]
    published = Published.parse("2024-03-09")
    claims = [replace(each, published=None) for each in (*wrong, *right)]
    checks = check_claims(claims, market, published=published)
    assert [str(each.verdict) for each in checks] == ["not_checkable"] * 3 + ["supported"] * 3
    told = {"last": "the last session before publication", "after": "the session after it"}[step]
    assert told in (checks[0].reason or "")


@pytest.mark.parametrize(
    ("fields", "could"),
    [
        ({"low": "7.5"}, True),
        ({"low": "12.5"}, False),
        ({"low": "7.5", "direction": "down"}, False),
        ({"low": "12.5", "metric": "point_change", "unit": "points"}, False),
        ({"low": "1.1", "unit": "x"}, True),
        ({"low": None}, True),
        ({"low": "12.5", "published": "2024-03-08T19:00:00-05:00"}, True),
        ({"low": "12.5", "symbol": "^NONE"}, True),
    ],
)
def test_a_change_that_could_be_that_of_the_moment(fields, could):
    bars = {"2023-12-29": (100.0,) * 4, "2024-03-07": (105.0,) * 4, "2024-03-08": (105.0, 108.0, 104.0, 107.0)}
    market = MemoryMarket().series("^GSPC", bars)
    values = {"metric": "percent_change", "direction": "up", "published": "2024-03-08T11:00:00-05:00"} | fields
    symbol = values.pop("symbol", "^GSPC")
    made = claim(values.pop("metric"), "it is up", symbol="^GSPC", period=("2024-01-01", "2024-03-09"), **values)
    assert could_be_now(made, market, symbol) is could


@pytest.mark.parametrize(
    ("low", "published", "could"),
    [("1.05", "2024-03-08T12:00:00+00:00", True), ("1.95", "2024-03-08T12:00:00+00:00", False), ("1.95", None, True)],
)
def test_a_level_of_a_market_that_never_closes(low, published, could):
    market = MemoryMarket().series("EURUSD=X", {f"2024-03-0{n}": (1.05, 1.06, 1.04, 1.05) for n in range(4, 9)})
    made = claim("level", "at $1.05", symbol="EURUSD=X", low=low, day="2024-03-07", published=published)
    assert could_have_stood(made, market, "EURUSD=X", date(2024, 3, 7)) is could
    assert could_have_stood(replace(made, low=None), MemoryMarket(), "EURUSD=X", date(2024, 3, 7))


def told(parts, day="2016-12-06"):
    """Claims of ^DJI on their words, one paragraph each, and the text: (metric, words, figure, direction)."""
    text, made = "", []
    for number, (metric, words, low, direction) in enumerate(parts):
        found = claim(metric, words, symbol="^DJI", day=day, low=low, direction=direction, id=str(number))
        start = len(text) + words.index(low)
        extent = Extent(start=start, end=start + len(low))
        made.append(replace(found, start=len(text), end=len(text) + len(words), quantity=extent))
        text += words + "\n\n"
    return made, text


FITTING = [("close", "It stood at 19550", "19550", None), ("point_change", "It gained 298 points", "298", "up")]


def test_a_weekday_beside_another_figure_does_not_name_the_day_of_all():
    """The one that names Tuesday is of neither session: what fits Wednesday is withdrawn, what names Tuesday is not."""
    claims, text = told([*FITTING, ("point_change", "On Tuesday it fell 900 points", "900", "down")])
    checks = check_claims(claims, MemoryMarket().series("^DJI", BARS), text=text)
    assert [check.verdict for check in checks] == ["not_checkable", "not_checkable", "contradicted"]


def test_a_weekday_beside_a_figure_of_the_other_session_names_it():
    claims, text = told([*FITTING, ("point_change", "On Tuesday it rose 297.9 points", "297.9", "up")])
    checks = check_claims(claims, MemoryMarket().series("^DJI", BARS), text=text)
    assert [check.verdict for check in checks] == ["contradicted"] * 3
