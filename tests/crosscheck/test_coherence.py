"""An article whose figures fit another session than its date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.crosscheck import check_claims
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
