from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.models.words import CAPITAL, CAPS, GLUED, LOWER, shape_of, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stocks fell.", ["Stocks", "fell", "."]),
        ("to 10,305.77NEW YORK (Wire)", ["to", "10,305.77", "NEW", "YORK", "(", "Wire", ")"]),
        ("at the closeNvidia rose", ["at", "the", "close", "Nvidia", "rose"]),
        ("the S.&P. 500", ["the", "S", ".", "&", "P", ".", "500"]),
        ("JPMorgan, PayPal and ETFs", ["JP", "Morgan", ",", "Pay", "Pal", "and", "ETFs"]),
        ("O’Brien's $1.5bn", ["O", "’", "Brien", "'", "s", "$", "1.5", "bn"]),
        ("Zürich Société cafe\u0301", ["Zürich", "Société", "cafe\u0301"]),
        ("snake_case", ["snake", "_", "case"]),
        ("", []),
    ],
)
def test_words_are_split_at_marks_and_seams(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in split_words(text)] == words


def test_a_stretch_is_split_in_the_offsets_of_its_text() -> None:
    assert split_words("one two three", 4, 7) == [(4, 7)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_every_letter_and_figure_is_in_just_one_word(text: str) -> None:
    words = split_words(text)
    assert all(a < b for a, b in words)
    assert all(b <= c for (_, b), (c, _) in pairwise(words))
    covered = {i for a, b in words for i in range(a, b)}
    assert all(i in covered for i, letter in enumerate(text) if letter.isalpha() or letter.isdecimal())


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("the Dow", [LOWER, CAPITAL]),
        ("FTSE 100", [CAPS, LOWER]),
        ("A 3M", [CAPITAL, LOWER, GLUED]),
        ("iPhone", [LOWER, GLUED]),
    ],
)
def test_shapes(text: str, shapes: list[int]) -> None:
    assert [shape_of(text, a, b) for a, b in split_words(text)] == shapes
