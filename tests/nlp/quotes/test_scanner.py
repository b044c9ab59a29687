"""Pieces between quote marks of every style."""

from __future__ import annotations

import pytest

from tapecheck.nlp.quotes.scanner import find_marked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It fell,” he said.", ["It fell,"]),
        ('"It fell," he said.', ["It fell,"]),
        ("‘It’s over,’ he said.", ["It’s over,"]),
        ("'It's over,' he said.", ["It's over,"]),
        ("'The traders' bets paid,' he said.", ["The traders' bets paid,"]),
        ("«It fell», he said.", ["It fell"]),
        ("„It fell“, he said.", ["It fell"]),
        ("‹It fell›, he said.", ["It fell"]),
        ("``It fell,'' he said.", ["It fell,"]),
        ("''It fell,'' he said.", ["It fell,"]),
        ("”It fell,” he said.", ["It fell,"]),
        ("“Is it over?“ he asked.", ["Is it over?"]),
        ("“He said ‘sell’ and left,” she said.", ["He said ‘sell’ and left,"]),
        ('"He said "sell" and left," she said.', ['He said "sell" and left,']),
        ("“A,” he said. “B.”", ["A,", "B."]),
        ("“A.\n\n“B,” he said.", ["A.\n\n“B,"]),
        ("“A, he said.\n\nB fell.", ["A, he said."]),
        ("the bank's and traders' bets in the '90s rock 'n' roll", []),
        ("a 6' fence, a 5\" pipe", []),
        ("", []),
        ("“”", []),
    ],
)
def test_finds_the_words(text: str, words: list[str]) -> None:
    assert [text[p.start : p.end] for p in find_marked(text)] == words


def test_an_unclosed_mark_says_so() -> None:
    (piece,) = find_marked("“A, he said.\n\nB fell.")
    assert not piece.closed
    assert (piece.outer, piece.after) == (0, 12)
