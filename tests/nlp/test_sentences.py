"""Sentence ends: text in, sentences out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.nlp.sentences import find_sentences


def sentences(text: str, title_end: int = 0) -> list[str]:
    return [text[s.start : s.end] for s in find_sentences(text, title_end)]


WHOLE = [
    "U.S. stocks fell on Sept. 17, 2001, to 1,038.77.",
    "The S.& P. 500 slipped 9.93 points.",
    "The S.&P. 500 slipped 9.93 points at 4:00 p.m. New York time.",
    "Apple Inc. Chief Executive Tim Cook spoke.",
    "Shares of Nvidia Corp. and Tesla Inc. rose.",
    "Companies like Nvidia Corp.Meta Platforms Inc. and Tesla Inc. drove the gains.",
    "Mr. Trump met Sen. Warren and Gov. Abbott at St. James's Place.",
    "J.P. Morgan and D.R. Horton fell vs. the index.",
    "It was the No. 2 decline.",
    "TSLA.O rose 3% and BRK.B fell.",
    "“Wait,” said Ellen Marsh of Kestrel & Dunn.",
    "“Is it over?” Marsh asked.",
    "Yahoo! Inc. fell 3%.",
    "It rose 2.5 percent, e.g. on Friday, i.e. a lot.",
    "Prices (see chart) fell... and fell again.",
    "The U.S. Treasury sold notes.",
    "Richard D. Clarida spoke.",
    "1. Buy the dip",
    "He works at B. Riley Wealth Management Inc.",
]

SPLIT = [
    ("The Dow fell. The S&P 500 rose.", ["The Dow fell.", "The S&P 500 rose."]),
    ("It ended at 1,038.77. Small stocks fared better.", ["It ended at 1,038.77.", "Small stocks fared better."]),
    ("He bought shares of Apple Inc. The stock fell.", ["He bought shares of Apple Inc.", "The stock fell."]),
    ("It happened in the U.S. The dollar fell.", ["It happened in the U.S.", "The dollar fell."]),
    ("It closed at 4 p.m. The Dow fell.", ["It closed at 4 p.m.", "The Dow fell."]),
    ("It rose for the year.Shares fell.", ["It rose for the year.", "Shares fell."]),
    ("It stunned Wall Street.The chipmaker soared.", ["It stunned Wall Street.", "The chipmaker soared."]),
    ("“Wait.” She sold.", ["“Wait.”", "She sold."]),
    ("“Nobody wants to sell.” “Nobody?”", ["“Nobody wants to sell.”", "“Nobody?”"]),
    ("Is it over? Nobody knows! We wait.", ["Is it over?", "Nobody knows!", "We wait."]),
    ("Stocks fell… Bonds rose.", ["Stocks fell…", "Bonds rose."]),
    ("It fell 2%. $3 billion left. £5bn came.", ["It fell 2%.", "$3 billion left.", "£5bn came."]),
    ("It fell. eBay rose. iShares funds grew.", ["It fell.", "eBay rose.", "iShares funds grew."]),
    ("Title here\n\nBody here", ["Title here", "Body here"]),
    ("• Follow us\n• Read on", ["• Follow us", "• Read on"]),
    ("- First point\n- Second point", ["- First point", "- Second point"]),
    (
        "Dow Ends Above 10,000NEW YORK (AP) -- The Dow rose.",
        ["Dow Ends Above 10,000", "NEW YORK (AP) -- The Dow rose."],
    ),
    (
        "Read more: Fed statement in full Sign up for our briefing",
        ["Read more: Fed statement in full", "Sign up for our briefing"],
    ),
    ("It was No. The answer stood.", ["It was No.", "The answer stood."]),
    ("The rate was cut in Dec. The Fed paused.", ["The rate was cut in Dec.", "The Fed paused."]),
    ("It fell 3%.“Wait,” he said.", ["It fell 3%.", "“Wait,” he said."]),
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_title_ends_where_it_is_said_to_end() -> None:
    text = "Stocks fall as Fed waits and hopes The Dow fell."
    assert sentences(text, 34) == ["Stocks fall as Fed waits and hopes", "The Dow fell."]


def test_wrapped_lines_stay_together() -> None:
    text = "The Dow Jones Industrial Average closed above 10,000 on Thursday\nfor the first time. It rose."
    assert len(sentences(text)) == 2


def test_a_heading_without_a_stop_stands_alone() -> None:
    assert sentences("Bonds\nTreasury yields rose.") == ["Bonds", "Treasury yields rose."]


def test_a_long_heading_is_no_line_that_was_wrapped() -> None:
    heading = "Ethanol Output Creeping Higher Despite Questionable Demand"
    paragraph = (
        "Anna Berg of Copse & Vale said output has been creeping higher lately as orders are lifted, " * 2 + "and fell."
    )
    assert sentences(f"{heading}\n{paragraph}") == [heading, paragraph]


@given(st.text(max_size=400))
def test_every_character_belongs_to_one_sentence(text: str) -> None:
    found = find_sentences(text)
    covered = "".join(text[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(s.start < s.end and text[s.start : s.end].strip() == text[s.start : s.end] for s in found)


@given(st.text(alphabet="Ab. \n”?U1", max_size=200), st.integers(0, 200))
def test_no_sentence_runs_over_the_title(text: str, title_end: int) -> None:
    title_end = min(title_end, len(text))
    assert all(s.end <= title_end or s.start >= title_end for s in find_sentences(text, title_end))


@pytest.mark.shared
def test_agreement_with_the_gold(shared: Path) -> None:
    same = total = 0
    for line in (shared / "gold" / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        found = {(s.start, s.end) for s in find_sentences(document["text"])}
        same += sum((s["start"], s["end"]) in found for s in document["sentences"])
        total += len(document["sentences"])
    assert same / total >= 0.95
