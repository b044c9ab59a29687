"""Which time leads, and what holds under it: claims of one article judged together."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck import check_claims
from tapecheck.schema import Extent, Metric, Published, Said, Time, TimeSource
from tests.crosscheck.fakes import MemoryMarket, claim

# 2023-09-08 is a Friday; the 11th the session after it.
BARS = {
    "2023-09-05": (100.0, 101.0, 99.0, 100.0),
    "2023-09-06": (100.0, 103.0, 99.5, 102.0),
    "2023-09-07": (102.0, 103.0, 97.0, 98.94),
    "2023-09-08": (99.0, 101.5, 98.5, 100.92),
    "2023-09-11": (101.0, 106.0, 100.5, 105.97),
}  # moves: +2.00, -3.00, +2.00, +5.00
INSTANT, BARE, MORNING = "2023-09-08T18:00:00-04:00", "2023-09-08", "2023-09-08T07:30:00-04:00"


def market():
    return MemoryMarket().series("^X", BARS).series("^Y", {day: (v, v, v, v) for day, (_, _, _, v) in BARS.items()})


def told(name: str, low: str, direction: str, *, day: str | None = None, source="default", at: int = 0, **fields):
    """A day's change; without a day its time is the default one of the reader, which the solver does not trust."""
    first = date.fromisoformat(day or "2023-09-08")
    times = (Time(from_=first, to=date.fromordinal(first.toordinal() + 1), source=TimeSource(source)),)
    said = Said(sentence=Extent(start=at, end=at + 90), paragraph=Extent(start=0, end=1000))
    made = claim(symbol="^X", low=low, direction=direction, day=str(first), published=None, **fields)
    return replace(made, id=name, times=times, said=said, start=at, end=at + 50)


def verdicts(published: str, *claims, **options):
    checks = check_claims(claims, market(), published=Published.parse(published), **options)
    return [(str(check.verdict), str(check.as_of), check.code) for check in checks]


@pytest.mark.parametrize(
    ("published", "low", "direction", "expected"),
    [
        (INSTANT, "2.00", "up", ("supported", "2023-09-08", None)),
        (BARE, "2.00", "up", ("supported", "2023-09-08", None)),
        (BARE, "3.00", "down", ("imprecise", "2023-09-07", "either-time")),  # the other close that a bare date leaves
        (MORNING, "3.00", "down", ("supported", "2023-09-07", None)),
        (INSTANT, "3.00", "down", ("imprecise", "2023-09-07", "either-time")),
        ("2023-09-10", "2.00", "up", ("supported", "2023-09-08", None)),  # a Sunday
    ],
)
def test_a_day_that_no_words_name_is_one_of_the_closes_at_hand(published, low, direction, expected):
    assert verdicts(published, told("a", low, direction)) == [expected]


def test_a_day_after_the_publication_contradicts_nobody():
    assert verdicts("2023-09-08", told("a", "9.99", "up", day="2023-09-11", source="own")) == [
        ("not_checkable", "2023-09-11", "unfinished")
    ]


def test_a_session_after_the_article_excuses_nothing():
    """The page of Friday says 5.00%, which is Monday's move."""
    ((verdict, _, code),) = verdicts(BARE, told("a", "5.00", "up"))
    assert (verdict, code) == ("not_checkable", "unsure")


def test_what_the_running_session_has_crossed_stays_crossed():
    crossed = told("a", "102.5", "up", field="high", unit="points", since="2023-09-07")
    checks = verdicts("2023-09-11T15:30:00-04:00", replace(crossed, metric=Metric.FIRST_SINCE))
    assert [(verdict, day) for verdict, day, _ in checks] == [("supported", "2023-09-11")]


def test_other_figures_pin_the_close():
    lone = told("a", "3.0", "down")
    assert verdicts(BARE, lone)[0][0] == "imprecise"
    pinned = [told("b", "98.94", None, metric="close"), told("c", "3.06", "down", metric="point_change"), lone]
    pinned[0] = replace(pinned[0], direction=None)
    assert [each[:2] for each in verdicts(BARE, *pinned)] == [("supported", "2023-09-07")] * 3


def test_what_the_figures_about_it_rule_out_supports_nothing():
    level, points = told("b", "98.94", None, metric="close"), told("c", "3.06", "down", metric="point_change")
    found = verdicts(
        INSTANT, replace(level, direction=None), points, told("a", "3.00", "down"), told("d", "2.00", "up")
    )
    assert found[3] == ("imprecise", "2023-09-08", "either-time")


def test_a_named_day_leaves_nothing_open():
    named = told("a", "3.00", "down", day="2023-09-08", source="own")
    assert verdicts(INSTANT, named)[0][0] == "contradicted"


def test_nothing_is_contradicted_by_the_default_alone():
    assert verdicts("2023-09-10", told("a", "9.00", "up")) == [("not_checkable", "2023-09-08", "unsure")]


def test_right_neighbours_of_the_same_thing_and_day_establish_the_time():
    neighbours = [told("b", "2.00", "up"), replace(told("c", "100.92", None, metric="close"), direction=None)]
    wrong = told("a", "2.73", "up", at=10)
    assert verdicts("2023-09-10", *neighbours, wrong)[2][0] == "contradicted"


def test_a_figure_within_the_session_that_ran_is_of_a_moment():
    running = told("a", "1.20", "up", day="2023-09-11")
    found = verdicts("2023-09-11T14:00:00-04:00", running)
    assert found[0][0] == "not_checkable"
    assert found[0][2] in ("of-a-moment", "unfinished")


def test_a_named_session_that_still_ran_is_unfinished():
    named = told("a", "5.00", "up", day="2023-09-11", source="own")
    assert verdicts("2023-09-11T14:00:00-04:00", named)[0][::2] == ("not_checkable", "unfinished")


def test_few_digits_and_an_open_time_prove_nothing():
    assert verdicts("2023-09-10", told("a", "2", "up"))[0][::2] == ("imprecise", "few-digits")
    assert verdicts("2023-09-10", told("a", "2.00", "up"))[0][0] == "supported"


def test_the_threshold_moves_what_is_contradicted():
    wrong = told("a", "9.13", "up", day="2023-09-08", source="own")
    assert verdicts(INSTANT, wrong, certainty=0.0)[0][0] == "contradicted"
    assert verdicts(INSTANT, wrong, certainty=1.0)[0][::2] == ("not_checkable", "unsure")


def test_an_unresolved_time_is_never_replaced():
    made = replace(told("a", "2.00", "up"), times=(Time(source=TimeSource.OWN),), period_from=None, period_to=None)
    assert verdicts(INSTANT, made)[0][0] == "not_checkable"


def test_a_thousand_claims_and_ten_times_stay_linear():
    times = tuple(Time(from_=date(2023, 9, 5), to=date(2023, 9, 6 + n), source=TimeSource.OWN) for n in range(7))
    some = [replace(told(f"a{n}", "2.00", "up", at=60 * n), times=times) for n in range(100)]
    many = [replace(told(f"b{n}", "2.00", "up", at=60 * n), times=times) for n in range(1000)]
    spent = []
    for claims in (some, many):
        started = time.process_time()
        assert len(verdicts(INSTANT, *claims)) == len(claims)
        spent.append(time.process_time() - started)
    assert spent[1] < 40 * max(spent[0], 0.05)
