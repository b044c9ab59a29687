"""The times that words admit, likeliest first: `source from:to`, a day alone where it is one, `-` where it is open."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Claim, Time
from tests.nlp.claims.conftest import PUBLISHED, annotate

TIMES = {  # of the last figure
    "The Dow fell 0.3% on Thursday.": ["own 2024-05-16"],
    "It was a good five days for stocks. The Dow climbed 1.2%.": ["before 2024-05-13:2024-05-18", "default 2024-05-17"],
    "Week in review. Bonds rose. The Dow climbed 1.2%.": ["before 2024-05-13:2024-05-18", "default 2024-05-17"],
    "Wall Street kicked off last week on a high note. The Dow rose 0.5%.": ["before 2024-05-06", "default 2024-05-17"],
    "Stocks ended last Tuesday with mixed results. The Dow rose 0.1%.": ["before 2024-05-07", "default 2024-05-17"],
    "In April the Dow fell 5%. In the month before that it gained 2.1%.": ["own 2024-03-01:2024-03-29"],
    "In April the Dow fell 5%. On the last day of the month it lost 1.5%.": ["own 2024-04-30"],
    "So that was 2023. The Dow gained 13.7%.": ["default 2024-05-17", "before 2023-01-01:2023-12-30"],
    "Investors will not soon forget April. The Dow fell 5%.": ["default 2024-05-17", "before 2024-04-01:2024-05-01"],
    "The Dow fell 0.3%.": ["default 2024-05-17"],
    "The Dow fell 0.3% on Thursday, or 120 points.": ["partner 2024-05-16"],
    "The S&P 500 fell 0.3% on Thursday to 4,451.14.": ["own 2024-05-16"],
    "On Thursday, the Dow fell 0.3%.": ["sentence 2024-05-16"],
    "The Dow rose 2.4% this week, while the S&P 500 added 0.6%.": [
        "sentence 2024-05-13:2024-05-18",
        "default 2024-05-17",
    ],
    "The S&P 500 soared 24% in 2023. The Dow gained 13%.": ["before 2023-01-01:2023-12-30", "default 2024-05-17"],
    "For the week:\n\nThe Nasdaq is up 2.1%.": ["heading 2024-05-13:2024-05-18"],
    "The S&P 500 fell 0.3% to 4,451.14 on Thursday. Bonds rose.": ["own 2024-05-16"],
    "The Dow, the S&P 500 and the Nasdaq rose 1%, 2% and 3% respectively on Thursday.": ["own 2024-05-16"],
    "The S&P 500 is down 2.9% from its April 30 close.": ["own 2024-05-01:2024-05-18"],
    "The Dow has come 9.1% up from its close of May 1.": ["own 2024-05-02:2024-05-18"],
    "The Dow is 3% lower than it stood on May 1.": ["own 2024-05-02:2024-05-18"],
    "From 37,815.92 on April 30, the Dow has come up 5%.": ["own 2024-05-01:2024-05-18"],
    "The Dow has gained 31% since reaching a low on May 1.": ["own 2024-05-02:2024-05-18"],
    "The Dow had closed at 39,908 on Wednesday, making the drop 0.1%.": ["default 2024-05-17"],
    "Having risen 2% on Thursday, the Dow fell 1%.": ["default 2024-05-17"],
    "From its April 30 close to Thursday, the Dow lost 0.4%.": ["own 2024-05-01:2024-05-17"],
    "The S&P 500 is 54% higher than it was two years ago.": ["own 2022-05-18:2024-05-18"],
    "In March, the Dow rose 1.7% for the month.": ["own 2024-03-01:2024-03-29"],
    "In March, stocks were strong. The Dow rose 1.7% for the month.": ["own 2024-03-01:2024-03-29"],
    "Last week was choppy. The Dow rose 1.7%.": ["before 2024-05-06:2024-05-11", "default 2024-05-17"],
    "Natural gas led commodities with a 60% rally on the year.": ["own 2024-01-01:2024-05-18"],
    "The Nasdaq climbed 8% in seven days.": ["own 2024-05-10:2024-05-18", "own 2024-05-09:2024-05-18"],
    "Apple shares rose 5% in its fiscal first quarter.": ["own -"],
    "Nvidia shares rose 5% in the second quarter of fiscal 2024.": ["own -"],
    "The Dow is down 3% in recent weeks.": ["own -"],
    "The Dow rose 1.7% for its first advance since February.": ["default 2024-05-17"],
    "Amazon jumped 6.9% following a fourth-quarter revenue beat.": ["default 2024-05-17"],
    "The VIX ended the quarter at 14.04.": ["own -"],
    "The DAX is down 12.1% since its April 4 peak.": ["own 2024-04-04:2024-05-18"],
    "The S&P 500 was down 0.71% for the shortened week, while the Dow lost 1%.": [
        "default 2024-05-17",
        "sentence 2024-05-13:2024-05-18",
    ],
    "The VIX more than tripled in a little over two months.": ["own -"],
    "Just over a month ago, natural gas was up 60 percent on the year.": ["own -"],
    "Even with its 250% rally in the last year and a half, Nvidia is cheap.": ["own -"],
    "Boeing, down 4.5 percent on Thursday, was up 3.95 percent.": ["default 2024-05-17"],
    "He wrote that in November, when gold was at $1,704.": ["own 2023-11-01:2023-12-01"],
    "Oats are up 18 percent, while soybeans are down 10 percent this year. Gold has lost 7 percent.": [
        "default 2024-05-17",
        "before 2024-01-01:2024-05-18",
    ],
    "The Dow has lost 0.3% over two sessions.": ["own 2024-05-16:2024-05-18"],
    "The five trading days to Thursday left the Dow 4.6% higher.": ["own 2024-05-10:2024-05-17"],
    "The last two sessions of April left the Dow 4.6% higher.": ["own -"],
    "In April, the Dow fell 5%, and on the month's final day it lost 0.3%.": ["own 2024-04-30"],
    "On April's last trading day, the Dow fell 0.6%.": ["sentence 2024-04-30"],
    "The Dow closed at 38,460.92 on April 24, so it has gained 7.8% since.": ["own 2024-04-25:2024-05-18"],
    "The Dow has gained 7.8% since.": ["own -"],
    "So ends April, with the Dow down 5%. The month prior, the Dow was up 4.1%.": ["own 2024-03-01:2024-03-29"],
    "In the week to Thursday, the Dow lost 1.3%. The week before, the Dow had risen 0.8%.": [
        "own 2024-05-06:2024-05-11"
    ],
    "Through the end of April, the Dow was up 4.9% for the year.": ["own 2024-01-01:2024-05-01"],
    "By the end of April, the Dow had lost 3% for the year.": ["own 2024-01-01:2024-05-01"],
    "On the last Friday of April, the Dow lost 1%.": ["sentence 2024-04-26"],
    "The first quarter is behind us. The Dow rose 1.3%.": ["default 2024-05-17", "before 2024-01-01:2024-03-29"],
}


FIRST = {  # of the first figure
    "The Dow fell 1%, its close on Thursday having been 39,869.": ["default 2024-05-17"],
    "The Dow fell 1%, having risen 2% on Thursday.": ["default 2024-05-17"],
    "The S&P 500 fell 0.3% to 4,451.14 on Thursday.": ["partner 2024-05-16"],
    "The Dow, the S&P 500 and the Nasdaq rose 1%, 2% and 3% respectively on Thursday.": ["partner 2024-05-16"],
    "The Dow rose 76 points, or 1.7%, for the week.": ["own 2024-05-13:2024-05-18"],
}


def lines(claim: Claim) -> list[str]:
    """The times of a claim as lines."""

    def bounds(time: Time) -> str:
        if time.from_ and time.to and time.to - time.from_ == timedelta(days=1):
            return str(time.from_)
        return f"{time.from_ or ''}:{time.to or ''}" if time.from_ or time.to else "-"

    return [f"{time.source} {bounds(time)}" for time in claim.times]


@pytest.mark.parametrize(("text", "expected"), TIMES.items(), ids=[re.sub(r"\W+", "-", text)[:40] for text in TIMES])
def test_the_times_that_the_words_admit(text: str, expected: list[str]) -> None:
    claims = find_claims(annotate(text, PUBLISHED), load_catalogue(), "revision")
    last = max(claims, key=lambda claim: claim.quantity.start if claim.quantity else claim.start)
    assert lines(last) == expected
    assert (last.times[0].from_, last.times[0].to) == (last.period_from, last.period_to)


@pytest.mark.parametrize(("text", "expected"), FIRST.items(), ids=[re.sub(r"\W+", "-", text)[:40] for text in FIRST])
def test_a_time_behind_a_run_of_figures_is_of_all_of_them(text: str, expected: list[str]) -> None:
    assert lines(find_claims(annotate(text, PUBLISHED), load_catalogue(), "revision")[0]) == expected


def test_a_claim_knows_its_sentence_and_paragraph() -> None:
    text = "Stocks rose\n\nIt was a calm day. The Dow fell 0.3%. Gold slept.\n\nThe end."
    [claim] = find_claims(annotate(text, PUBLISHED), load_catalogue(), "revision")
    assert claim.said.sentence is not None
    assert claim.said.paragraph is not None
    assert text[claim.said.sentence.start : claim.said.sentence.end] == "The Dow fell 0.3%."
    assert text[claim.said.paragraph.start : claim.said.paragraph.end].startswith("It was a calm day.")
    assert text[claim.said.paragraph.start : claim.said.paragraph.end].endswith("Gold slept.")


FACTS = {  # what is said of the last figure
    "The Dow closed 0.3% lower on Thursday.": {"session": "closed", "day": "2024-05-16"},
    "At 10:30 a.m. the Dow was down 0.3%.": {"moment": "at 10:30 a.m."},
    "At 10:30 a.m. the Dow was down 0.3%. Gold lost $3.": {"moment": "at 10:30 a.m."},
    "At 10:30 a.m. the Dow was down 0.3%. Gold closed down $3.": {"session": "closed"},
    "Gold for June delivery fell $3.": {"thing": "delivery_month"},
    "Crude futures fell 3%.": {},
    "Nasdaq 100 futures fell 3%.": {},
    "The Dow recovered from an earlier 2% drop.": {"moment": "earlier"},
    "By midday the S&P 500 was at 5,140.": {"moment": "by midday"},
    "The S&P 500 rose 0.9 percent to 5,232.05 at 1:54 p.m. in New York.": {"moment": "at 1:54 p.m."},
    "The Dow closed 1% lower and fell 0.9% after hours.": {"moment": "after hours"},
    "The Dow fell as much as 2%.": {"cues": "extreme"},
    "The day after the Fed decision, the Dow rose 2%.": {"cues": "unread_time"},
    "The Dow fell 3% in April. The following week, it rose 1%.": {"cues": "unread_time"},
    "In the second half of April, the Dow fell 3%.": {"cues": "unread_time"},
    "The Dow lost 1% on the next-to-last day of April.": {"cues": "unread_time"},
    "On the final day of the drive, the Dow fell 1%.": {"cues": "unread_time"},
}


@pytest.mark.parametrize(("text", "expected"), FACTS.items(), ids=[re.sub(r"\W+", "-", text)[:40] for text in FACTS])
def test_facts(text: str, expected: dict[str, str]) -> None:
    claims = find_claims(annotate(text, PUBLISHED), load_catalogue(), "revision")
    said = max(claims, key=lambda claim: claim.quantity.start if claim.quantity else claim.start).said
    names = ("session", "moment", "day", "base", "thing", "general")
    found = {name: fact.value for name in names if (fact := getattr(said, name)) is not None}
    cues = [fact.value for fact in said.cues]
    assert {**found, **({"cues": ",".join(cues)} if cues else {})} == expected
    assert all(text[fact.start : fact.end] for fact in said.cues)
