"""Clauses set into clauses, parts of an index, and what "the quarter" takes up."""

from __future__ import annotations

import pytest

APRIL = "2024-04-01:2024-05-01"
QUARTER = "2024-01-01:2024-03-29"
INSERTED = {
    "The Dow, with Boeing falling 4%, lost 0.3%.": [
        "BA percent_change down 4 percent .",
        "^DJI percent_change down 0.3 percent .",
    ],
    "Boeing contributed to the Dow's decline, falling 2%.": ["BA percent_change down 2 percent ."],
    "Hype sent shares of Super Micro Computer, which joined the S&P 500 in March, about 55% higher.": [
        "SMCI percent_change up 55 percent . hedge=approx"
    ],
    "Apple shares, which fell 11% in the first quarter, closed at $189.87.": [
        f"AAPL percent_change down 11 percent {QUARTER}",
        "AAPL close - 189.87 USD .",
    ],
    "The Dow rose 1%, adding to Wednesday's gains.": ["^DJI percent_change up 1 percent ."],
    "Following Wednesday's rally, the Dow slipped 0.1%.": ["^DJI percent_change down 0.1 percent ."],
    "A day after its 1% rally, the S&P 500 fell 0.2%.": [
        "^GSPC percent_change up 1 percent 2024-05-16:2024-05-17",
        "^GSPC percent_change down 0.2 percent .",
    ],
    "The euro has risen 3 percent since the central bank's decision on Tuesday.": [
        "EURUSD=X percent_change up 3 percent 2024-05-14:2024-05-18"
    ],
}
TAKEN_UP = {
    "The S&P 500 gained 10.2% in the first quarter. For the quarter, the Dow rose 5.6%.": [
        f"^GSPC percent_change up 10.2 percent {QUARTER}",
        f"^DJI percent_change up 5.6 percent {QUARTER}",
    ],
    "April was rough for stocks. The S&P 500 lost 4.2% for the month.": [
        f"^GSPC percent_change down 4.2 percent {APRIL}"
    ],
    "The Dow fell 5% in April. For the month, the Dow is up 3%.": [
        f"^DJI percent_change down 5 percent {APRIL}",
        "^DJI percent_change up 3 percent 2024-05-01:2024-05-18",
    ],
    "First Quarter Review\n\nThe S&P 500 gained 10.2%. The Dow rose 5.6% in the quarter.": [
        f"^GSPC percent_change up 10.2 percent {QUARTER}",
        f"^DJI percent_change up 5.6 percent {QUARTER}",
    ],
    "April 2024 Market Commentary\n\nThe S&P 500 lost 4.2%.": [f"^GSPC percent_change down 4.2 percent {APRIL}"],
}
NOTHING = [
    "Ex-dividend factors knocked 1.94 points off the FTSE 100.",
    "Shell and BP took 12 points off the FTSE 100.",
    "The 2/10-year Treasury yield spread fell by 1.9 basis points this week.",
    "The spread between 2-year and 10-year Treasury yields narrowed 3 basis points.",
]


@pytest.mark.parametrize("text", [*INSERTED, *TAKEN_UP])
def test_insertions(text, read):
    assert read(text) == (INSERTED | TAKEN_UP)[text]


@pytest.mark.parametrize("text", NOTHING)
def test_parts_and_differences_state_nothing(text, read):
    assert not [found for found in read(text) if found.startswith("^")]
