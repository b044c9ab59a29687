"""Attributions in a wide sense: found, and never quotes."""

from __future__ import annotations

import pytest

from bench.wide import Wide
from tapecheck.nlp.quotes import find_found, find_quotes
from tapecheck.nlp.sentences import find_sentences
from tests.cases.read import mark

PEOPLE = ["Ellen Marsh", "Tom Abara"]
FIRMS = ["Zentra", "Fed"]


def wide(text: str) -> list[tuple[str, str | None]]:
    """The words of each wide attribution with the words that name its source."""
    found = find_found(text, find_sentences(text), mark(text, PEOPLE, FIRMS), Wide())
    return [
        (" ... ".join(q.text for q in f.quotes), text[slice(*f.surface)] if f.surface else None)
        for f in found
        if f.wide
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stocks rose despite Marsh's claim that a crash was near.", [("a crash was near", "Marsh's")]),
        ("His call for lower rates was ignored.", [("lower rates", "His")]),
        ("Fears that the Fed would raise rates hit shares.", [("the Fed would raise rates hit shares", None)]),
        ("A warning from Marsh that margins would shrink hit Zentra.", [("margins would shrink hit Zentra", "Marsh")]),
        ("Marsh's decision to sell surprised the board.", [("to sell", "Marsh's")]),
        ("A sales forecast that stunned the market lifted Zentra.", []),
        ("Zentra was accused of cooking its books.", [("Zentra ... of cooking its books", None)]),
        ("Zentra is expected to cut its dividend.", [("Zentra ... to cut its dividend", None)]),
        ("It is expected that Zentra will cut.", [("Zentra will cut", None)]),
        ("The plan was criticised by analysts.", [("The plan", "analysts")]),
        ("Marsh took to the airwaves to accuse Zentra of greed.", [("Zentra of greed", "Marsh")]),
        ("It is hard to say where rates will go.", []),
        ("Marsh is convinced that the bottom is in.", [("the bottom is in", "Marsh")]),
        ("Marsh seems optimistic about inflation.", [("inflation", "Marsh")]),
        (
            "Marsh was praised for speaking out against the deal.",
            [("Marsh ... for speaking out against the deal", None)],
        ),
        ("Shares rose 5% on Monday.", []),
    ],
)
def test_finds_the_words_and_their_source(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert wide(text) == expected


@pytest.mark.parametrize(
    "text", ["Marsh's claim that Zentra was “a fraud” hurt.", "Zentra was called “a fraud” by Marsh."]
)
def test_none_is_a_quote(text: str) -> None:
    assert wide(text)
    assert find_quotes(text, find_sentences(text), mark(text, PEOPLE, FIRMS)) == []
