"""Twins are wrong in one place alone, and the rest of the text stays."""

from datetime import date
from types import SimpleNamespace

import pytest

from bench.twins import KINDS, make_twins, same_start, shift_published

TEXT = "The Dow fell 617.78 points on Friday. It had gained 3.1% this week."


def document_of(text: str) -> SimpleNamespace:
    first = text.index(".", 20) + 1
    sentences = [SimpleNamespace(start=0, end=first), SimpleNamespace(start=first, end=len(text))]
    entity = SimpleNamespace(start=4, end=7, text="Dow", symbol="^DJI")
    week = SimpleNamespace(start=text.index("this week"), end=len(text) - 1, from_=date(2024, 2, 26))
    return SimpleNamespace(id="a", text=text, sentences=sentences, entities=[entity], periods=[week])


def claim_of(
    text: str, figure: str, metric: str, days: tuple[str, str] = ("2024-03-01", "2024-03-02")
) -> SimpleNamespace:
    at = text.index(figure)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    return SimpleNamespace(
        start=start,
        end=at + len(figure) + 7,
        text=text[start : at + len(figure) + 7],
        symbol="^DJI",
        metric=metric,
        direction="down",
        quantity=SimpleNamespace(start=at, end=at + len(figure)),
        period_from=date.fromisoformat(days[0]),
        period_to=date.fromisoformat(days[1]),
    )


@pytest.mark.parametrize(
    ("kind", "was", "now"),
    [
        ("figure", "617.78", "926.67"),
        ("direction", "fell", "rose"),
        ("instrument", "Dow", "Nasdaq Composite"),
        ("weekday", "Friday", "Thursday"),
    ],
)
def test_a_twin_differs_in_one_word(kind: str, was: str, now: str) -> None:
    text = SimpleNamespace(id="a", text=TEXT, published="2024-03-01")
    (twin,) = make_twins(kind, [(text, document_of(TEXT), claim_of(TEXT, "617.78", "point_change"))], 5)
    assert (twin.was, twin.now) == (was, now)
    assert twin.text == TEXT.replace(was, now)
    assert "points" in twin.text[twin.start : twin.end]


def test_a_period_is_changed_where_a_claim_is_of_it() -> None:
    claim = claim_of(TEXT, "3.1%", "percent_change", ("2024-02-26", "2024-03-02"))
    start, end, words = KINDS["period"](document_of(TEXT), claim)
    assert (TEXT[start:end], words) == ("week", "month")
    other = claim_of(TEXT, "3.1%", "percent_change", ("2024-02-01", "2024-03-02"))
    assert KINDS["period"](document_of(TEXT), other) is None  # the word is of another figure's period


@pytest.mark.parametrize(
    ("first", "last", "word", "same"),
    [
        (date(2024, 1, 1), date(2024, 1, 31), "quarter", True),  # January is its quarter so far
        (date(2024, 12, 2), date(2024, 12, 6), "month", True),  # the 1st is a Sunday
        (date(2024, 2, 26), date(2024, 3, 1), "month", False),
    ],
)
def test_a_longer_period_may_begin_with_the_same_session(first: date, last: date, word: str, same: bool) -> None:
    assert same_start(first, last, word) is same


@pytest.mark.parametrize(
    ("name", "published", "expected"),
    [
        ("bare date", "2024-03-01T17:00:00-05:00", "2024-03-01"),
        ("morning after", "2024-03-01T17:00:00-05:00", "2024-03-02T06:30:00-05:00"),
        ("morning after, bare date", "2024-03-01T17:00:00-05:00", "2024-03-02"),
        ("morning after", "2024-03-01", "2024-03-02"),
        ("bare date", None, None),
    ],
)
def test_companions_are_of_another_publication(name: str, published: str | None, expected: str | None) -> None:
    assert shift_published(published, name) == expected
