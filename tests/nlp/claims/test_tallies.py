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
    "The Dow slipped for a sixth session; it was the S&P 500's seventh.": [
        "^DJI streak down 6 days .",
        "^GSPC streak down 7 days .",
    ],
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
        "^IXIC first_since up - date . since=2024-05-13"
    ],
    "The S&P 500 rose above its 200-day average for the first time since April.": [
        "^GSPC moving_average up 200 days ."
    ],
}
NOT_COMPUTED = (
    "The Dow logged its biggest two-day loss since June 2020.",
    "It was the S&P 500's worst start to a year since 1962.",
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
