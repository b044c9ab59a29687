"""What became no claim is told, with a code: `code text`, and `!` before what would have been checked."""

from __future__ import annotations

import re

import pytest

from tapecheck.nlp.claims import read_claims
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import annotate

UNREAD = {
    "The Dow fell 0.3% on Thursday.": [],
    "The Dow saw the usual 0.3% of motion.": ["part 0.3%"],
    "Meta trades at a 33% discount to Nvidia.": ["!no_wording 33%"],
    "A drop of 20% in the S&P 500 is commonly called a bear market.": ["no_subject 20%"],
    "Dollar falls to 7-week low": ["no_subject 7-week low"],
    "South Korean stocks ended at a four-month high.": ["no_subject four-month high"],
    "A tariff of 10% was put on goods.": [],
    "Apple hired 5,000 people in Cork.": ["other_kind 5,000"],
    "Apple paid $3 billion for Beats.": ["sum $3 billion"],
    "Apple's 50-day average is $176.68.": [],
}


@pytest.mark.parametrize(("text", "expected"), UNREAD.items(), ids=[re.sub(r"\W+", "-", text)[:40] for text in UNREAD])
def test_unread(text: str, expected: list[str]) -> None:
    found = read_claims(annotate(text), load_catalogue(), "revision").unread
    assert [f"{'!' if each.checkable else ''}{each.code} {each.text}" for each in found] == expected
    assert all(text[each.start : each.end] == each.text and each.reason for each in found)
