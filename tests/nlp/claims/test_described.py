"""Stock indices that are described and not named, by place and by what they hold."""

from __future__ import annotations

import pytest

CASES = {
    "London's blue-chip index sank 120.4 points, or 1.5%, to 8,112.9.": [
        "^FTSE point_change down 120.4 points .",
        "^FTSE percent_change down 1.5 percent .",
        "^FTSE close - 8112.9 points .",
    ],
    "The blue-chip index in Tokyo fell 1.2%.": ["^N225 percent_change down 1.2 percent ."],
    "New York's tech-heavy gauge lost 2%, while Frankfurt's benchmark added 0.4%.": [
        "^IXIC percent_change down 2 percent .",
        "^GDAXI percent_change up 0.4 percent .",
    ],
    "Paris' main index slipped 0.3%.": ["^FCHI percent_change down 0.3 percent ."],
    "Japan's broader index rose 0.2%, Europe's benchmark fell 0.4%.": [
        "^TOPX percent_change up 0.2 percent .",
        "^STOXX percent_change down 0.4 percent .",
    ],
    "U.S. blue chips fell 0.5%, and British blue chips rose 0.4%.": [
        "^DJI percent_change down 0.5 percent .",
        "^FTSE percent_change up 0.4 percent .",
    ],
    "In London, blue chips rose 0.5%.": ["^FTSE percent_change up 0.5 percent ."],
    "The S&P 500 rose 0.5%. Blue chips managed a 0.1% advance.": [
        "^GSPC percent_change up 0.5 percent .",
        "^DJI percent_change up 0.1 percent .",
    ],
    "The Dow rose 0.3%. The broader index added 0.1%, and the tech-heavy index slipped 0.2%.": [
        "^DJI percent_change up 0.3 percent .",
        "^GSPC percent_change up 0.1 percent .",
        "^IXIC percent_change down 0.2 percent .",
    ],
    # "the index" is the one that was described last
    "The Dow fell 1%. London's blue-chip index lost 2%. The index is down 5% this year.": [
        "^DJI percent_change down 1 percent .",
        "^FTSE percent_change down 2 percent .",
        "^FTSE percent_change down 5 percent 2024-01-01:2024-05-18",
    ],
    # what an article names elsewhere is meant by less
    "The Russell 2000 set a record. Small caps are up 3% this month.": [
        "^RUT percent_change up 3 percent 2024-05-01:2024-05-18"
    ],
    "The S&P 500 fell 0.4%. Small caps dropped 1.2%.": ["^GSPC percent_change down 0.4 percent ."],
}
UNTOUCHED = [
    "The blue-chip index fell 2%.",  # of which market?
    "The Nikkei was shut. The tech-heavy index fell 2%.",
    "Wall Street's main indexes rose 1%.",
    "London's blue-chip index futures fell 1%.",
    "Germany's benchmark 10-year bond yield rose 5 basis points.",
    "The Stoxx 600 was shut. The TTF benchmark in Europe closed up 13%.",
    "Many blue chips in the Dow lost 2%.",
]


@pytest.mark.parametrize("text", CASES)
def test_described(text, read):
    assert read(text) == CASES[text]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_no_index_is_described(text, read):
    assert not [found for found in read(text) if found.startswith("^")]


def test_a_name_goes_on(read):
    assert read("Hong Kong's benchmark Hang Seng index jumped 2.3%.") == ["^HSI percent_change up 2.3 percent ."]


def test_the_paragraph_says_whose_market(read):
    text = "The Dow fell 1%.\n\nIn Britain, shares were calmer. The mid-cap index rose 0.2%."
    assert read(text)[-1] == "^FTMC percent_change up 0.2 percent ."
