"""The parts of the engine on their own: the table of frames, patterns, hours, number words, look-backs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tapecheck.nlp.claims.frames import load_lexicon, parse_pattern, split_words
from tapecheck.nlp.claims.shapes import noun_direction, number_of
from tapecheck.nlp.claims.tokens import SUBJECTS, Token, match_left, match_right
from tapecheck.nlp.claims.when.clock import bound_of, look_back, look_back_day
from tapecheck.schema import Metric, Period, PeriodKind


def tokens(*tags):
    return [Token(k, k + 1, tag.lower(), frozenset(tag.split("+"))) for k, tag in enumerate(tags)]


@pytest.mark.parametrize(
    ("pattern", "row", "end"),
    [
        ("BELOW DET? PEAK", ("BELOW", "DET", "PEAK"), 3),
        ("BELOW DET? PEAK", ("BELOW", "PEAK"), 2),
        ("BELOW DET? PEAK", ("BELOW", "AUX", "PEAK"), 3),  # fillers are stepped over
        ("BELOW DET? PEAK", ("BELOW", "W", "PEAK"), None),
        ("UP", ("UPN+UPV",), 1),
        ("A|B C?", ("B",), 1),
        ("", (), 0),
    ],
)
def test_patterns(pattern, row, end):
    slots = parse_pattern(pattern, {"UP": ["UPV", "UPN"]})
    assert match_right(slots, tokens(*row), 0) == end
    backwards = match_left(slots, tokens(*row), len(row))
    assert (backwards is None) == (end is None)


def test_every_frame_names_a_metric_and_known_tags():
    lexicon = load_lexicon()
    tags = {tag for found in lexicon.phrases.values() for tag in found}
    own = {"FIG", "PER", "SINCE", "SUBJ", "NAME", "W", "AUX", *SUBJECTS}
    roles = {"change", "of_start", "touch", "below", "above", "base", "at", "to", "yield"}
    for frame in lexicon.frames:
        assert frame.metric in roles or frame.metric in set(Metric)
        for slot in (*frame.left, *frame.right):
            assert slot.tags <= tags | own, frame.metric


def test_lists():
    assert split_words("a, b  c,\nd") == ["a", "b c", "d"]
    assert split_words(",") == [","]


@pytest.mark.parametrize(("word", "value"), [("two", 2), ("Eighth", 8), ("21st", 21), ("52", 52), ("many", None)])
def test_number_words(word, value):
    assert number_of(word) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(("noun", "way"), [("gain", "up"), ("losing", "down"), ("winners", "up"), ("day", None)])
def test_directions_of_nouns(noun, way):
    assert noun_direction(noun) == way


@pytest.mark.parametrize(
    ("duration", "bound"),
    [("P2Y", "2022-05"), ("P6M", "2023-11"), ("P3W", "2024-04-26"), ("P10D", "2024-05-07"), ("soon", None)],
)
def test_look_back(duration, bound):
    assert look_back(date(2024, 5, 17), duration) == bound


def test_look_back_to_a_shorter_month():
    assert look_back_day(date(2024, 3, 31), "P1M") == date(2024, 2, 29)
    assert look_back_day(date(2024, 3, 31), "P1Y") == date(2023, 3, 31)
    assert look_back_day(date(2024, 3, 31), "soon") is None


@pytest.mark.parametrize(
    ("text", "start", "bound"),
    [
        ("since October 1987", date(1987, 10, 1), "1987-10"),
        ("since Sept. 17, 2001", date(2001, 9, 17), "2001-09-17"),
        ("since 17 September 2001", date(2001, 9, 17), "2001-09-17"),
        ("since 2007", date(2007, 1, 1), "2007"),
        ("since the Brexit vote in June 2016", date(2016, 6, 1), "2016-06"),
        ("since Thursday", date(2024, 5, 16), "2024-05-16"),
        ("since the crash", None, None),
    ],
)
def test_bounds(text, start, bound):
    period = Period(start=0, end=len(text), text=text, kind=PeriodKind.SINCE, from_=start)
    assert bound_of(period) == bound
