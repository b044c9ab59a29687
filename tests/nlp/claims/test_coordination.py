"""Several claims in one sentence, each with its own subject; subjects and periods that an earlier sentence sets."""

from __future__ import annotations

import pytest

COORDINATED = {
    "The Dow rose 0.4% and the Nasdaq 1.2%.": [
        "^DJI percent_change up 0.4 percent .",
        "^IXIC percent_change up 1.2 percent .",
    ],
    "The Dow rose 0.4%, the S&P 500 0.6% and the Nasdaq Composite 1.2%.": [
        "^DJI percent_change up 0.4 percent .",
        "^GSPC percent_change up 0.6 percent .",
        "^IXIC percent_change up 1.2 percent .",
    ],
    "The Dow and the S&P 500 fell 0.4% and 0.6%, respectively.": [
        "^DJI percent_change down 0.4 percent .",
        "^GSPC percent_change down 0.6 percent .",
    ],
    "Apple, Microsoft and Nvidia gained 1.1%, 0.8% and 2.5% respectively.": [
        "AAPL percent_change up 1.1 percent .",
        "MSFT percent_change up 0.8 percent .",
        "NVDA percent_change up 2.5 percent .",
    ],
    "The S&P 500 fell 0.2% while the Dow rose 0.3%.": [
        "^GSPC percent_change down 0.2 percent .",
        "^DJI percent_change up 0.3 percent .",
    ],
    "Tesla fell 2%, but Apple rose 1%.": ["TSLA percent_change down 2 percent .", "AAPL percent_change up 1 percent ."],
    "The Nasdaq Composite shed 1%; the Russell 2000 was down 1.4%.": [
        "^IXIC percent_change down 1 percent .",
        "^RUT percent_change down 1.4 percent .",
    ],
    "The Dow, a gauge of 30 large companies, lost 1.1%.": ["^DJI percent_change down 1.1 percent ."],
    "Nvidia, which reports next week, climbed 2.3%.": ["NVDA percent_change up 2.3 percent ."],
    "Among big movers, Boeing dropped 3% and Intel 2%.": [
        "BA percent_change down 3 percent .",
        "INTC percent_change down 2 percent .",
    ],
    "Boeing (down 3%) and Intel (down 2%) led the decline.": [
        "BA percent_change down 3 percent .",
        "INTC percent_change down 2 percent .",
    ],
    "The S&P 500 added 1.1%, its best day since February.": [
        "^GSPC percent_change up 1.1 percent .",
        "^GSPC largest_move_since up - date . since=2024-02",
    ],
    "Stocks rallied, with the S&P 500 gaining 1.2% and the Dow up 0.9%.": [
        "^GSPC percent_change up 1.2 percent .",
        "^DJI percent_change up 0.9 percent .",
    ],
    "In London, the FTSE 100 slipped 0.2%; in Paris, the CAC 40 fell 0.3%.": [
        "^FTSE percent_change down 0.2 percent .",
        "^FCHI percent_change down 0.3 percent .",
    ],
    "Tesla has gained 20% this month, far ahead of the 5% rise in the S&P 500.": [
        "TSLA percent_change up 20 percent 2024-05-01:2024-05-18",
        "^GSPC percent_change up 5 percent 2024-05-01:2024-05-18",
    ],
    "The FTSE 100 gained 3.8% in 2023, less than the Dax's 20.3%.": [
        "^FTSE percent_change up 3.8 percent 2023-01-01:2023-12-30",
        "^GDAXI percent_change up 20.3 percent 2023-01-01:2023-12-30",
    ],
    "Dow up 134 points, S&P 500 down 0.2%": [
        "^DJI point_change up 134 points .",
        "^GSPC percent_change down 0.2 percent .",
    ],
    "Dow closes above 40,000": ["^DJI close up 40000 points . hedge=more_than"],
    "Nasdaq sinks 2.5% as chip stocks slide": ["^IXIC percent_change down 2.5 percent ."],
    "Oil settles up 1% at $80.06": ["CL=F percent_change up 1 percent .", "CL=F close - 80.06 USD ."],
    "Gold hits record high": ["GC=F highest_since - - date . record"],
    "ASX 200 jumps 1.7pc": ["^AXJO percent_change up 1.7 percent ."],
    "Sensex falls 0.3%, Nifty slips 0.2%": [
        "^BSESN percent_change down 0.3 percent .",
        "^NSEI percent_change down 0.2 percent .",
    ],
    "The S&P/ASX 200 index closed 66.5 points, or 0.9 per cent, lower at 7,814.4.": [
        "^AXJO point_change down 66.5 points .",
        "^AXJO percent_change down 0.9 percent .",
        "^AXJO close - 7814.4 points .",
    ],
    "The BSE Sensex ended 253.31 points or 0.34 per cent higher at 73,917.03.": [
        "^BSESN point_change up 253.31 points .",
        "^BSESN percent_change up 0.34 percent .",
        "^BSESN close - 73917.03 points .",
    ],
    "The Nifty 50 rose 0.28% to 22,466.10, and the Sensex gained 0.34% to 73,917.03.": [
        "^NSEI percent_change up 0.28 percent .",
        "^NSEI close - 22466.1 points .",
        "^BSESN percent_change up 0.34 percent .",
        "^BSESN close - 73917.03 points .",
    ],
}
ACROSS = {
    "The S&P 500 rose 0.1% on Friday. The index has gained 11% this year.": [
        "^GSPC percent_change up 0.1 percent .",
        "^GSPC percent_change up 11 percent 2024-01-01:2024-05-18",
    ],
    "Apple unveiled a phone. The shares fell 2%.": ["AAPL percent_change down 2 percent ."],
    "Tesla cut prices. The stock slid 3.5% to $177.46.": [
        "TSLA percent_change down 3.5 percent .",
        "TSLA close - 177.46 USD .",
    ],
    "Gold settled at $2,417.40. It is up 17% this year.": [
        "GC=F close - 2417.4 USD .",
        "GC=F percent_change up 17 percent 2024-01-01:2024-05-18",
    ],
    "The Dow fell 605 points. It was the index's worst day since March 2023.": [
        "^DJI point_change down 605 points .",
        "^DJI largest_move_since down - date . since=2023-03",
    ],
    "The 10-year Treasury yield rose to 4.42%. The yield has climbed 54 basis points this year.": [
        "^TNX yield_level up 4.42 percent .",
        "^TNX yield_change up 0.54 pp 2024-01-01:2024-05-18",
    ],
    # nobody is named: no claim
    "Investors were cautious. It rose 3%.": [],
    "Sales of the drug were strong. They gained 4%.": [],
}


@pytest.mark.parametrize("text", COORDINATED)
def test_coordination(read, text):
    assert read(text) == COORDINATED[text]


@pytest.mark.parametrize("text", ACROSS)
def test_across_sentences(read, text):
    assert read(text) == ACROSS[text]


def test_a_sentence_of_one_word_is_no_list(read):
    assert read("The S&P 500 rose 1% on Friday.\n\nIts\n\nThe") == ["^GSPC percent_change up 1 percent ."]
