"""Figures of a moment within the day, of no day at all, and what the text itself keeps from being checked."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tapecheck.reference.reasons import NO_BOUND, SAME_PART, SETTLED, TURNED
from tests.nlp.claims.conftest import annotate

REASONS = {
    "Oil fell below $60 for the first time since the financial crisis.": [NO_BOUND],
    "The Nasdaq posted its best November since 2001.": [SAME_PART],
    "The pound rose 0.2% against the euro.": [TURNED],
}
NOTHING = [
    "The S&P 500 failed to move by 1%, up or down, for six straight weeks.",
    "It was the biggest intraday comeback since 2008 for the Dow.",
    "It is the longest bear market since the 1940s for the S&P 500.",
    "The S&P 500 has set 15 record closes since then.",
]


@pytest.mark.parametrize("text", REASONS)
def test_reasons(text):
    claims = find_claims(annotate(text), load_catalogue(), "revision")
    assert [claim.reason if claim.reason in SETTLED else None for claim in claims] == REASONS[text]


@pytest.mark.parametrize("text", NOTHING)
def test_states_nothing(read, text):
    assert read(text) == []


MODALITY = {
    "Target climbed 2.4 percent. Best Buy rose 3%.": [
        "TGT percent_change up 2.4 percent .",
        "BBY percent_change up 3 percent .",
    ],
    "Had the Dow closed below 38,000, it would have erased its gain.": [
        "^DJI level down 38000 points - hedge=less_than hypothetical"
    ],
    "The Nasdaq had risen 13% this year, not 31%.": [
        "^IXIC percent_change up 13 percent 2024-01-01:2024-05-18",
        "^IXIC percent_change up 31 percent 2024-01-01:2024-05-18 denied",
    ],
    "Strategists lowered their S&P 500 target to 4,300 from 4,700.": [
        "^GSPC level - 4300 points - forecast",
        "^GSPC level - 4700 points - forecast",
    ],
}


@pytest.mark.parametrize("text", MODALITY)
def test_asserted_or_not(read, text):
    assert read(text) == MODALITY[text]
