"""Tallies of days and records, streaks that leave words out, first moves, and superlatives that nothing computes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import annotate

TALLIES = {
    "The S&P 500 fell 0.2%, its third decline in 11 sessions.": [
        "^GSPC percent_change down 0.2 percent .",
        "^GSPC count down 3 count 2024-05-03:2024-05-18",
    ],
    "The Dow rose for the ninth time in 10 days.": ["^DJI count up 9 count 2024-05-06:2024-05-18"],
    "The Nasdaq Composite has gained in seven of the past eight sessions.": [
        "^IXIC count up 7 count 2024-05-08:2024-05-18"
    ],
    "The S&P 500 has declined in three of the last five weeks.": ["^GSPC count down 3 count 2024-04-15:2024-05-18"],
    "The FTSE 100 closed at its 12th record high of the year.": ["^FTSE count - 12 count 2024-01-01:2024-05-18"],
    "The Dow ended at a record for the 17th time this year.": ["^DJI count - 17 count 2024-01-01:2024-05-18"],
    "The Dow has posted 15 record closes since then.": [],
}
STREAKS = {
    "S&P 500 rises for sixth day": ["^GSPC streak up 6 days ."],
    "Nasdaq drops for third session running": ["^IXIC streak down 3 days ."],
    "The Dow lost 0.6%, its eighth in a row.": ["^DJI percent_change down 0.6 percent .", "^DJI streak down 8 days ."],
    "The S&P 500 has had three down months in a row.": ["^GSPC streak down 3 months 2024-04-30:2024-05-01"],
    "The Dow posted its fifth straight losing week.": ["^DJI streak down 5 weeks ."],
    "The FTSE 100's slide extended into a fourth session.": ["^FTSE streak down 4 days ."],
    "The FTSE 100 extended losses to a fifth day.": ["^FTSE streak down 5 days ."],
    "Profit at Apple rose for the third quarter.": [],
}
FIRSTS = {
    "The S&P 500 posted its first negative month since October.": [
        "^GSPC first_since down - date 2024-04-30:2024-05-01 since=2023-10 freq=month"
    ],
    "The Dow fell for the first time since Tuesday.": ["^DJI first_since down - date . since=2024-05-14"],
    "The Nasdaq Composite closed higher for the first time in four sessions.": [
        "^IXIC first_since up - date . since=2024-05-14"
    ],
    "The S&P 500 rose above its 200-day average for the first time since April.": [
        "^GSPC moving_average up 200 days . since=2024-04"
    ],
}
NOT_COMPUTED = (
    "The Dow logged its biggest two-day loss since June 2020.",
    "It was the S&P 500's worst start to a year since 1962.",
    "The S&P 500 is in its worst drawdown since March 2020.",
    "It was the second-best year of the decade for the S&P 500.",
    "The Nasdaq Composite notched its best August since 2000.",
)


@pytest.mark.parametrize("text", [*TALLIES, *STREAKS, *FIRSTS])
def test_tallies(read: Callable[..., list[str]], text: str) -> None:
    assert read(text) == {**TALLIES, **STREAKS, **FIRSTS}[text]


@pytest.mark.parametrize("text", NOT_COMPUTED)
def test_what_no_rule_computes_says_so(text: str) -> None:
    found = find_claims(annotate(text), load_catalogue(), "revision")
    assert [(claim.checkable, "no rule computes that yet" in (claim.reason or "")) for claim in found] == [
        (False, True)
    ]


def test_a_rank_ends_with_the_day_it_is_of(read: Callable[..., list[str]]) -> None:
    text = "On May 14th, the Dow fell 1.3%, its largest single day loss of the year."
    assert read(text)[1] == "^DJI rank down 1 count 2024-01-01:2024-05-15"


BREADTH = {
    "Twenty of the 30 Dow components fell.": ["^DJI breadth down 20 count ."],
    "All 30 Dow stocks ended lower.": ["^DJI breadth down 30 count ."],
    "About 95% of stocks in the S&P 500 declined.": ["^GSPC breadth down 95 percent . hedge=approx"],
    "Ten of the 11 primary S&P 500 sectors traded lower.": [],
    "All but two of the Dow's 30 members fell.": [],
    "The S&P 500 is open. 90% of the index's members closed below their 50-day averages.": [],
    "Losers outnumbered gainers by about 15 to 1 on the NYSE.": [],
}
DOUBTS = {
    "A 20% drop in the S&P 500 would be painful.": ["^GSPC percent_change down 20 percent - hypothetical"],
    "Another 5% decline would push the S&P 500 lower.": ["^GSPC percent_change down 5 percent - hypothetical"],
    "Traders had expected the S&P 500 to gain 1%.": ["^GSPC percent_change up 1 percent - forecast"],
    "The S&P 500 rose 1%, more than analysts had expected.": ["^GSPC percent_change up 1 percent ."],
    "The S&P 500 just missed out on a five-month winning streak.": [
        "^GSPC streak up 5 months 2024-04-30:2024-05-01 denied"
    ],
    "The S&P 500 needs an 8% gain to regain its record.": ["^GSPC percent_change up 8 percent - hypothetical"],
    "The S&P 500 has yet to close above 5,400.": ["^GSPC level up 5400 points . hedge=more_than denied"],
    "Strategists called for a 10% gain in the S&P 500.": ["^GSPC percent_change up 10 percent - forecast"],
    "If the S&P 500 falls 3% more, it will be in a correction.": ["^GSPC percent_change down 3 percent - hypothetical"],
}
BOUNDS = {
    "The Dow plunged 513 points, its worst drop since 2008.": [
        "^DJI point_change down 513 points .",
        "^DJI largest_move_since down - date . since=2008",
    ],
    "The Dow is tracking for its worst month since February 2009.": [
        "^DJI largest_move_since down - date - since=2009-02 freq=month forecast"
    ],
    "Rescue plan hopes propel Dow to best percentage gain since 1933": [
        "^DJI largest_move_since up - date . since=1933"
    ],
    "The S&P 500 rose 0.4% on hope for a trade deal.": ["^GSPC percent_change up 0.4 percent ."],
    "It was the Dow's sixth-largest point decline ever.": [],
    "The VIX touched a 15-month high.": ["^VIX highest_since - - date . since=2023-02 field=high"],
    "The Dow stayed close to its all-time high.": [],
    "Ex-dividend factors knocked 1.94 points off the FTSE 100.": [],
    "Boeing shaved 90 points off the Dow.": [],
}
MONEY = {
    "Depositors withdrew $42bn from First Republic on Thursday.": [
        "<First Republic Bank deposits> fundamental down 42000000000 USD -"
    ],
    "Clients had pulled £2bn from emerging market funds this week.": [
        "<emerging market funds> fund_flow down 2000000000 GBP 2024-05-13:2024-05-18"
    ],
    "Traders could have lost $3 billion.": [],
}
NEITHER = {
    "The Dow posted its first 1,000-point gain.": [],
    "The S&P 500 logged its 30th decline of 1% or more this year.": [],
    "The S&P 500 has fallen four days in a row.": ["^GSPC streak down 4 days ."],
    "The S&P 500 won't bottom until it hits 3,000.": ["^GSPC level - 3000 points - forecast"],
    "The Dow ended 328 points higher after tumbling as much as 149 points.": [
        "^DJI point_change up 328 points .",
        "^DJI point_change down 149 points . field=low",
    ],
    "The S&P 500's 2.6% advance followed a six-day losing streak.": [
        "^GSPC streak down 6 days 2024-05-16:2024-05-17",
        "^GSPC percent_change up 2.6 percent .",
    ],
    "Back in July it was Apple that hit a record high.": [],
    "In March the Dow hit an all-time high.": [],
    "Nasdaq 100 futures signaled a 0.4% gain.": ["NQ=F percent_change up 0.4 percent - forecast"],
    "Had inflation come in softer, the S&P 500 might have gained 2%.": [
        "^GSPC percent_change up 2 percent - hypothetical"
    ],
    "Had a bad day: the S&P 500 fell 4.3%.": ["^GSPC percent_change down 4.3 percent ."],
}
LISTS = {
    "European shares slid (FTSE 100: -1.5pc).": ["^FTSE percent_change down 1.5 percent ."],
    "The S&P 500 fell 0.9%, with energy off 5.1%.": ["^GSPC percent_change down 0.9 percent ."],
    "The S&P 500 sealed a 10.2% first-quarter gain.": ["^GSPC percent_change up 10.2 percent 2024-01-01:2024-03-29"],
    "Silver vaulted 4.7% to an 11-year peak of $31.05.": [
        "SI=F highest_since - - date . since=2013-05",
        "SI=F percent_change up 4.7 percent .",
        "SI=F close - 31.05 USD .",
    ],
    "The S&P 500 is 2% below a 52-week high of 5,325.": [
        "^GSPC off_high down 2 percent 2023-05-19:2024-05-18",
        "^GSPC high_52_weeks - 5325 points .",
    ],
    "It was the S&P 500's highest first-quarter return since 2019.": [],
    "Gold posted its largest weekly gain since the week ended April 12.": [
        "GC=F largest_move_since up - date 2024-05-13:2024-05-18 since=2024-04-13 freq=week"
    ],
}


@pytest.mark.parametrize("text", [*BREADTH, *DOUBTS, *BOUNDS, *MONEY, *NEITHER, *LISTS])
def test_breadth_doubts_and_lists(read: Callable[..., list[str]], text: str) -> None:
    assert read(text) == {**BREADTH, **DOUBTS, **BOUNDS, **MONEY, **NEITHER, **LISTS}[text]


@pytest.mark.parametrize(
    "text",
    [
        "The Dow closed above 40,000 for the first time since before the attacks of Sept. 11, 2001.",
        "It was the Dow's biggest drop since the aftermath of the Sept. 11, 2001, attacks.",
    ],
)
def test_a_bound_that_nobody_dates_is_not_checked(text: str) -> None:
    (claim,) = find_claims(annotate(text), load_catalogue(), "revision")
    assert not claim.checkable
    assert "does not date the bound" in (claim.reason or "")
