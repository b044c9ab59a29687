"""What is not asserted keeps its modality and its reason; what sounds like it but happened is asserted."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims.modality import modality_of

MODAL = {
    "The S&P 500 could fall 10% by the end of June.": [
        "^GSPC percent_change down 10 percent 2024-05-18:2024-07-01 forecast"
    ],
    "Gold may rise 5%.": ["GC=F percent_change up 5 percent - forecast"],
    "The Dow will reach 42,000 by year-end.": ["^DJI level - 42000 points 2024-12-31:2025-01-01 forecast"],
    "Analysts expect the S&P 500 to fall 5%.": ["^GSPC percent_change down 5 percent - forecast"],
    "If the Dow loses another 500 points, margin calls will follow.": [
        "^DJI point_change down 500 points - hypothetical"
    ],
    "The Nasdaq Composite would drop 20% if rates rose again.": ["^IXIC percent_change down 20 percent - hypothetical"],
    "The exchange denied that the Dow had fallen 1,500 points on Friday.": [
        "^DJI point_change down 1500 points . denied"
    ],
    "The S&P 500 did not fall 3% on Friday.": ["^GSPC percent_change down 3 percent . denied"],
    "Goldman's strategists see the S&P 500 at 5,200.": ["^GSPC level - 5200 points - forecast"],
    "The Dow is on pace for its best week since December.": [
        "^DJI largest_move_since up - date - since=2023-12 freq=week forecast"
    ],
    "Futures indicate the Dow is set to open 100 points higher.": ["^DJI point_change up 100 points - forecast"],
    # it happened
    "The S&P 500 rose 1.2% after inflation cooled more than expected.": ["^GSPC percent_change up 1.2 percent ."],
    "Apple fell 4% on expectations of weaker sales.": ["AAPL percent_change down 4 percent ."],
    "Tesla jumped 6% as deliveries beat forecasts.": ["TSLA percent_change up 6 percent ."],
    "The Dow rose 0.4% on hopes that the Fed would cut rates.": ["^DJI percent_change up 0.4 percent ."],
    "The S&P 500, which many expected to fall, rose 0.5%.": ["^GSPC percent_change up 0.5 percent ."],
    "Oil for May delivery rose 2%.": ["CL=F percent_change up 2 percent ."],
}


@pytest.mark.parametrize("text", MODAL)
def test_modality(read, text):
    assert read(text) == MODAL[text]


@pytest.mark.parametrize(
    ("clause", "modality"),
    [
        ("The Dow could lose ", "forecast"),
        ("The Dow would lose ", "hypothetical"),
        ("The Dow hasn't lost ", "denied"),
        ("In May the Dow lost ", "asserted"),
        ("not only did the Dow lose ", "asserted"),
    ],
)
def test_modality_of_a_clause(clause, modality):
    assert modality_of(clause + "5%.", 0, len(clause)) == modality
