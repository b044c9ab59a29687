"""What the words around a figure say of its time: another day, a moment that is over, or a day by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck.wording import TO_DAY, around, names_weekday, other_moment, other_time
from tapecheck.schema import Extent
from tests.crosscheck.fakes import claim


def stated(text, figure):
    """A claim that is the whole sentence, on its figure."""
    at = text.index(figure)
    made = claim("percent_change", text, low="1")
    return replace(made, quantity=Extent(start=at, end=at + len(figure)))


@pytest.mark.parametrize(
    ("text", "figure", "cue"),
    [
        ("It beat May, when it rose 9%", "9%", "when it"),
        ("It ended 2% weaker than on Thursday", "2%", "than"),
        ("The index more than doubled, up 120%", "120%", None),
        ("It was up 2% a day earlier", "2%", "a day earlier"),
        ("The index, which closed at 38 a day earlier, fell 5%", "5%", None),
        ("A day after its 12% rout, the index leapt 10%", "10%", None),
        ("A day after its 12% rout, the index leapt 10%", "12%", "A day after"),
    ],
)
def test_words_of_another_day(text, figure, cue):
    made = stated(text, figure)
    assert other_time(made, around(made, text)) == cue


@pytest.mark.parametrize(
    ("text", "figure", "cue"),
    [
        ("After falling 3%, the index ended 1% higher", "1%", None),
        ("After falling 3%, the index ended 1% higher", "3%", "After falling"),
        ("It fell before paring losses to close down 5%", "5%", None),
        ("It reversed course and sank 6%", "6%", None),
        ("The index had fallen 3%", "3%", "had fallen"),
        ("It was down 4% at one point", "4%", "at one point"),
        ("The index ended 1% higher after losing 3%", "1%", None),
    ],
)
def test_words_of_a_moment_that_is_over(text, figure, cue):
    made = stated(text, figure)
    assert other_moment(made, around(made, text)) == cue


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The index rose 2% on Friday.", True),
        ("In Friday's session the index rose 2%.", True),
        ("The index rose 2% on Thursday.", False),
        ("The index rose 2%, from Friday's close.", False),
        ("The index rose 2% on Friday, after Thursday.", True),
        ("The index rose 2% on Friday and 1% on Thursday.", False),
        ("The index rose 2%, its best since Friday.", False),
    ],
)
def test_a_day_by_its_name(text, named):
    made = stated(text[:-1], "2%")
    assert names_weekday(made, text, date(2024, 3, 8)) is named
    assert not names_weekday(made, text, None)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("up 2% from Thursday's close", True),
        ("4% more than on Thursday", False),
        ("4% higher than on Thursday", True),
        ("down more than 500 points Wednesday", False),
        ("above its close of May 4", True),
    ],
)
def test_a_day_that_a_move_is_counted_from(text, counted):
    assert bool(TO_DAY.search(text)) is counted
