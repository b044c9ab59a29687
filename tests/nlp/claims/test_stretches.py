"""Periods that a claim takes over from other words: headings, clauses, the sentence before, units beside a figure."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import annotate

WEEK = "2024-05-13:2024-05-18"
YEAR = "2024-01-01:2024-05-18"
LAST = "2023-01-01:2023-12-30"

HEADINGS = {
    "For the week:\n\nThe Nasdaq is up 12.5 points, or 2.1%.\n\nThe Dow is down 1.2%.": [
        f"^IXIC point_change up 12.5 points {WEEK}",
        f"^IXIC percent_change up 2.1 percent {WEEK}",
        f"^DJI percent_change down 1.2 percent {WEEK}",
    ],
    "On Friday:\n\nThe Dow rose 0.3%.\n\nFor the year:\n\nThe Dow is up 6%.": [
        "^DJI percent_change up 0.3 percent .",
        f"^DJI percent_change up 6 percent {YEAR}",
    ],
    "For the week:\n\nThe Dow is down 1.2%.\n\nTraders left early. The Nasdaq fell 0.2%.": [
        f"^DJI percent_change down 1.2 percent {WEEK}",
        "^IXIC percent_change down 0.2 percent .",
    ],
}
CLAUSES = {
    "The Dow rose 2.4% this week, while the S&P 500 added 0.6%.": [
        f"^DJI percent_change up 2.4 percent {WEEK}",
        f"^GSPC percent_change up 0.6 percent {WEEK}",
    ],
    "Stocks made solid gains this week, with the Nasdaq climbing 3.2 percent.": [
        f"^IXIC percent_change up 3.2 percent {WEEK}"
    ],
    "The S&P 500, which is up 9% this year, fell 0.4%.": [
        f"^GSPC percent_change up 9 percent {YEAR}",
        "^GSPC percent_change down 0.4 percent .",
    ],
    "Gold, up 14% this year, eased 0.7%.": [
        f"GC=F percent_change up 14 percent {YEAR}",
        "GC=F percent_change down 0.7 percent .",
    ],
    "After gaining 5% last week, the Nasdaq fell 2%.": [
        "^IXIC percent_change up 5 percent 2024-05-06:2024-05-11",
        "^IXIC percent_change down 2 percent .",
    ],
    "The fear gauge known as the VIX doubled last week, jumping 104% to 25.1.": [
        "^VIX percent_change up 2 x 2024-05-06:2024-05-11",
        "^VIX percent_change up 104 percent 2024-05-06:2024-05-11",
        "^VIX close - 25.1 points 2024-05-10:2024-05-11",
    ],
}
SENTENCES = {
    "The S&P 500 soared 24% in 2023. The Dow gained 13%.": [
        f"^GSPC percent_change up 24 percent {LAST}",
        f"^DJI percent_change up 13 percent {LAST}",
    ],
    "The S&P 500 is up 9% this year. The Dow slipped 0.1%.": [
        f"^GSPC percent_change up 9 percent {YEAR}",
        "^DJI percent_change down 0.1 percent .",
    ],
    "The S&P 500 lost 4% this week. Nvidia dropped 9%.": [
        f"^GSPC percent_change down 4 percent {WEEK}",
        "NVDA percent_change down 9 percent .",
    ],
    "The S&P 500 soared 24% in 2023.\n\nThe Dow gained 0.4%.": [
        f"^GSPC percent_change up 24 percent {LAST}",
        "^DJI percent_change up 0.4 percent .",
    ],
    "2023 was a good year. The S&P 500 finished it 24% higher.": [f"^GSPC percent_change up 24 percent {LAST}"],
}
UNITS = {
    "The FTSE 100 was up 0.4% on the day and 2.1% on the week.": [
        "^FTSE percent_change up 0.4 percent .",
        f"^FTSE percent_change up 2.1 percent {WEEK}",
    ],
    "The Nasdaq jumped 6.5% on the month.": ["^IXIC percent_change up 6.5 percent 2024-05-01:2024-05-18"],
    "The Dow rose 2.2% for the week to end a losing run.": [f"^DJI percent_change up 2.2 percent {WEEK}"],
    "For the full year the Dow shed 6%, against 5% for the Nasdaq and 11% for the Russell 2000.": [
        f"^DJI percent_change down 6 percent {YEAR}",
        f"^IXIC percent_change down 5 percent {YEAR}",
        f"^RUT percent_change down 11 percent {YEAR}",
    ],
    "Gold's 5.8% weekly slide hurt.": [f"GC=F percent_change down 5.8 percent {WEEK}"],
    "The Dow rose 2% on the year even though it fell 1 percent in the final session.": [
        f"^DJI percent_change up 2 percent {YEAR}",
        "^DJI percent_change down 1 percent .",
    ],
    "The Nasdaq fell 3.1%, its worst week since October 2022.": [
        f"^IXIC percent_change down 3.1 percent {WEEK}",
        f"^IXIC largest_move_since down - date {WEEK} since=2022-10 freq=week",
    ],
    "It was a dire spell, with the Dow down 9.3 percent for the five sessions.": [
        "^DJI percent_change down 9.3 percent -"
    ],
}
EVENTS = {
    "The S&P 500 has gained 31 percent since hitting a two-year closing low on Oct. 27.": [
        "^GSPC percent_change up 31 percent 2023-10-28:2024-05-18"
    ],
    "From its March 28 record the Dow has shed 2.5%.": ["^DJI off_high down 2.5 percent 2024-03-28:2024-05-18"],
    "Both are far from March's peaks: the S&P 500 is down 7.7% and the Dow 9.9%.": [
        "^GSPC off_high down 7.7 percent 2024-03-01:2024-05-18",
        "^DJI off_high down 9.9 percent 2024-03-01:2024-05-18",
    ],
    "The Dow closed at 38,103.52, down 4.1% from its high of 39,807.37 on March 28.": [
        "^DJI close - 38103.52 points .",
        "^DJI off_high down 4.1 percent 2024-03-28:2024-05-18",
        "^DJI close - 39807.37 points 2024-03-28:2024-03-29",
    ],
    "The Dow ended at a high of 40,003.59, topping its previous closing record of 39,908.00 set May 15.": [
        "^DJI close - 40003.59 points ."
    ],
    "The Nikkei ended down 2.4% from Thursday's close at 37,458.42.": [
        "^N225 percent_change down 2.4 percent .",
        "^N225 close - 37458.42 points .",
    ],
    "The Dow more than erased Wednesday's 349-point gain.": ["^DJI point_change up 349 points 2024-05-15:2024-05-16"],
    "The Dow fell for the 12th time in 13 sessions, giving up 73.1 points.": [
        "^DJI count down 12 count 2024-05-01:2024-05-18",
        "^DJI point_change down 73.1 points .",
    ],
}


@pytest.mark.parametrize("text", [*HEADINGS, *CLAUSES, *SENTENCES, *UNITS, *EVENTS])
def test_periods_taken_over(read, text):
    expected = HEADINGS | CLAUSES | SENTENCES | UNITS | EVENTS
    assert read(text) == expected[text]


@pytest.mark.parametrize(
    "text",
    [
        "The Dow rose 2.4% this week, while the S&P 500 added 0.6%.",
        "The S&P 500 soared 24% in 2023. The Dow gained 13%.",
        "The S&P 500 lost 4% this week. Nvidia dropped 9%.",
        "The Nasdaq fell 3.1%, its worst week since October 2022.",
    ],
)
def test_what_is_taken_over_is_not_certain(text):
    claims = find_claims(annotate(text), load_catalogue(), "revision")
    assert any(claim.readings for claim in claims)


def test_day_named_at_the_head_of_a_bare_date(read):
    text = "Stocks dropped on Wednesday. The Russell 2000 ended down 1.5%."
    assert read(text, "2014-10-02") == ["^RUT percent_change down 1.5 percent 2014-10-01:2014-10-02"]
