"""Whole sentences of market news: who said what, in what role, for whom, and whom they cite."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.nlp.quotes import find_found, find_quotes
from tapecheck.nlp.sentences import find_sentences
from tests.cases.read import Case, find, mark, read_cases
from tests.nlp.quotes.build import quotes


@pytest.mark.parametrize("case", list(read_cases("quotes")), ids=lambda case: case.place)
def test_spans_hold_the_words_and_the_name(case: Case) -> None:
    text = case.text
    for q in find(case):
        assert text[q.start : q.end] == q.text
        assert q.text == q.text.strip(" ,\n")
        if q.speaker is not None:
            assert q.speaker_start is not None and q.speaker_end is not None
            assert 0 <= q.speaker_start < q.speaker_end <= len(text)


PHRASES = """said|told|according to|citing|that|“|”|"|'|’|‘|,|.|:|;|—|-|(|)|he|she|it|they|the analysts|
Ellen Marsh|of|Kestrel & Dunn Securities|stocks fell 5%|on Friday|and|but|who|which|adding|expects|called|to|
in a note|As|Per"""
MARKET = [*re.split(r"\|\n?", PHRASES), "\n", "\n\n"]


@given(st.lists(st.sampled_from(MARKET), max_size=40))
def test_no_order_of_words_breaks_it(words: list[str]) -> None:
    text = " ".join(words)
    entities = mark(text, ["Ellen Marsh"], ["Kestrel & Dunn Securities"])
    for q in find_quotes(text, find_sentences(text), entities):
        assert text[q.start : q.end] == q.text != ""


@given(st.text(alphabet="“”\"'‘’«»„`aS. ,\n", max_size=60))
def test_no_marks_break_it(text: str) -> None:
    for q in find_quotes(text, find_sentences(text), []):
        assert text[q.start : q.end] == q.text != ""


def test_a_view_of_something_is_an_attribution_but_no_quote() -> None:
    text = "Ellen Marsh criticized the rate cut. Marsh called it “reckless”."
    entities = mark(text, ["Ellen Marsh"])
    sentences = find_sentences(text)
    assert [(f.kind, f.quotes[0].text) for f in find_found(text, sentences, entities)] == [
        ("view", "the rate cut"),
        ("view", "it “reckless”"),
    ]
    assert [q.text for q in find_quotes(text, sentences, entities)] == ["it “reckless”"]


def test_belief_forecast_and_report_are_kept_apart() -> None:
    text = (
        "Marsh said rates would fall. Marsh thinks rates will fall. "
        "Marsh expects rates to fall. Marsh urged the Fed to cut."
    )
    found = find_found(text, find_sentences(text), mark(text, ["Ellen Marsh"]))
    assert [f.kind for f in found] == ["report", "belief", "forecast", "demand"]


def test_surface_is_what_stands_there_and_the_speaker_is_who_is_meant() -> None:
    text = "Ellen Marsh sold on Monday. She said the rally was over."
    (found,) = find_found(text, find_sentences(text), mark(text, ["Ellen Marsh"]))
    assert found.surface is not None
    assert text[slice(*found.surface)] == "She"
    (quote,) = found.quotes
    assert text[quote.speaker_start : quote.speaker_end] == "Ellen Marsh"


def test_a_pronoun_of_the_other_sex_is_declined() -> None:
    text = "Ellen Marsh sold on Monday. He said the rally was over."
    assert [q.speaker for q in quotes(text, ["Ellen Marsh"])] == [None]


def test_a_description_that_fits_two_people_is_declined() -> None:
    text = (
        "Ann Poe, a strategist at Firm One, bought. Bea Roe, a strategist at Firm Two, sold. "
        "The strategist said it would end badly."
    )
    assert [q.speaker for q in quotes(text, ["Ann Poe", "Bea Roe"], ["Firm One", "Firm Two"])] == ["strategist"]


def test_one_odd_mark_costs_one_paragraph_at_most() -> None:
    text = (
        "“Nobody knows, he wrote.\n\nThe rest were calm. “It is over,” said Ellen Marsh.\n\n"
        "The 6' fence and 5\" pipe rose 2%."
    )
    assert [(q.text, q.speaker) for q in quotes(text, ["Ellen Marsh"])][-1] == ("It is over", "Ellen Marsh")
    assert len(quotes(text, ["Ellen Marsh"])) <= 2


def test_nothing_in_nothing_out() -> None:
    assert find_quotes("", [], []) == []
    assert quotes("The index rose 2% to 3,000.") == []
