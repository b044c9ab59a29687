"""Where trading began, and changes of other days that share a verb; lines of lists of closes."""

from __future__ import annotations

import pytest

THURSDAY = "2024-05-16:2024-05-17"
OPENINGS = {
    "The VIX ended at 12. It had started the day at 12.6.": ["^VIX close - 12 points .", "^VIX open - 12.6 points ."],
    "The Nikkei began trading on Friday at 38,700.5.": ["^N225 open - 38700.5 points ."],
    "The S&P 500 started the day at 5,303.10 and closed at 5,303.27.": [
        "^GSPC open - 5303.1 points .",
        "^GSPC close - 5303.27 points .",
    ],
    "Bitcoin kicked off 2023 at $16,530.": ["BTC-USD open - 16530 USD 2023-01-01:2023-01-02"],
    "Oil, which began the week above $80, fell to $78.": [
        "CL=F open - 80 USD 2024-05-13:2024-05-14 hedge=more_than",
        "CL=F close - 78 USD .",
    ],
    "The Nasdaq opened 0.5% higher at 16,740.": [
        "^IXIC percent_change up 0.5 percent .",
        "^IXIC open - 16740 points .",
    ],
    "The Dow, up 6% since the start of the year, fell to 39,900.": [
        "^DJI percent_change up 6 percent 2024-01-01:2024-05-18",
        "^DJI close - 39900 points .",
    ],
}
OTHER_DAYS = {
    "The Nikkei shed 0.3%, following Thursday's 1.4% gain.": [
        "^N225 percent_change down 0.3 percent .",
        f"^N225 percent_change up 1.4 percent {THURSDAY}",
    ],
    "The Dow rose 1% after Apple gained 3% on Thursday.": [
        "^DJI percent_change up 1 percent .",
        f"AAPL percent_change up 3 percent {THURSDAY}",
    ],
}
LISTS = {
    "S&P 500: -0.9% to 5,270 points": ["^GSPC percent_change down 0.9 percent .", "^GSPC close - 5270 points ."],
    "Nasdaq: 16,685.97 (+2.1% WTD, +11.2% YTD)": [
        "^IXIC level - 16685.97 points .",
        "^IXIC percent_change up 2.1 percent 2024-05-13:2024-05-18",
        "^IXIC percent_change up 11.2 percent 2024-01-01:2024-05-18",
    ],
    "S&P 500 Index (NYSE: SPY): -0.16% or -4.27 points to 5,259.41": [
        "^GSPC percent_change down 0.16 percent .",
        "^GSPC point_change down 4.27 points .",
        "^GSPC close - 5259.41 points .",
    ],
    "For the week\n\nThe Dow is up 491 points, or 1.2%.": [
        "^DJI point_change up 491 points 2024-05-13:2024-05-18",
        "^DJI percent_change up 1.2 percent 2024-05-13:2024-05-18",
    ],
}
CONTRACTS = {
    "September silver gained 11.8 cents to $31.26.": ["SI=F point_change up 0.118 USD .", "SI=F close - 31.26 USD ."],
    "On Nymex, July West Texas Intermediate crude rose 1%.": ["CL=F percent_change up 1 percent ."],
    "In April gold rose 3%.": ["GC=F percent_change up 3 percent 2024-04-01:2024-05-01"],
}


@pytest.mark.parametrize("text", [*OPENINGS, *OTHER_DAYS, *LISTS, *CONTRACTS])
def test_openings_other_days_and_lists(text, read):
    assert read(text) == (OPENINGS | OTHER_DAYS | LISTS | CONTRACTS)[text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On the ASX, shares of Commonwealth Bank closed at $120.30.", "CBA.AX close - 120.3 AUD ."),
        ("Commonwealth Bank shares closed at $120.30.", "CBA.AX close - 120.3 USD ."),  # whose dollars?
        ("Apple closed at $189.51.", "AAPL close - 189.51 USD ."),
        ("Gold rose to $2,377.", "GC=F close - 2377 USD ."),
    ],
)
def test_whose_dollar(text, found, read):
    assert read(text) == [found]
