"""Economic figures: which figure is a series' level or change, over what, of which country."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import annotate, line

LINES = {
    "The unemployment rate rose to 4.1% in April, the Labor Department said.": [
        "UNRATE fundamental up 4.1 percent 2024-04-01:2024-05-01"
    ],
    "The US jobless rate held at 3.7%.": ["UNRATE fundamental - 3.7 percent ."],
    "US unemployment dropped by 0.1 percentage point to 4.0% from 4.1%.": [
        "UNRATE fundamental down 0.1 pp . freq=month",
        "UNRATE fundamental - 4 percent .",
    ],
    "Employers added 143,000 jobs in April, and the US unemployment rate fell to 4%.": [
        "PAYEMS fundamental up 143000 count 2024-04-01:2024-05-01 freq=month",
        "UNRATE fundamental down 4 percent 2024-04-01:2024-05-01",
    ],
    "Nonfarm payrolls rose 211K in April, surpassing the 190K estimate.": [
        "PAYEMS fundamental up 211000 count 2024-04-01:2024-05-01 freq=month"
    ],
    "US consumer prices rose 0.2% in April from a month earlier and 2.4% from a year before.": [
        "CPIAUCSL fundamental up 0.2 percent 2024-04-01:2024-05-01 freq=month",
        "CPIAUCSL fundamental up 2.4 percent 2024-04-01:2024-05-01 freq=year",
    ],
    "US core CPI rose 0.3% in April.": ["CPILFESL fundamental up 0.3 percent 2024-04-01:2024-05-01"],
    "U.S. annual inflation cooled to 3.4% in April.": [
        "CPIAUCSL fundamental - 3.4 percent 2024-04-01:2024-05-01 freq=year"
    ],
    "The US consumer price index increased 0.1% from March.": [
        "CPIAUCSL fundamental up 0.1 percent 2024-04-01:2024-05-01"
    ],
    "US initial claims fell by 5,000 to 219,000 in the week ended May 11.": [
        "ICSA fundamental down 5000 count 2024-05-05:2024-05-12 freq=week",
        "ICSA fundamental - 219000 count 2024-05-05:2024-05-12",
    ],
    "On Friday US initial claims were said to have risen to 224,000.": ["ICSA fundamental up 224000 count ."],
    "The Fed held its benchmark rate at 5.25%-5.5%.": ["FEDFUNDS fundamental - 5.25..5.5 percent ."],
    "The Federal Reserve kept the key Fed funds target rate unchanged at 5.25% to 5.50%.": [
        "FEDFUNDS fundamental - 5.25..5.5 percent ."
    ],
    "The average 30-year mortgage rate fell to 6.81%, Freddie Mac said.": [
        "MORTGAGE30US fundamental down 6.81 percent ."
    ],
    "The 30-year fixed-rate mortgage averaged 7.09%, Freddie Mac said.": ["MORTGAGE30US fundamental - 7.09 percent ."],
    # expectations are no figures of the series
    "Economists polled by Reuters estimated the US economy added 180,000 jobs in April.": [
        "PAYEMS fundamental up 180000 count 2024-04-01:2024-05-01 freq=month forecast"
    ],
    "US initial claims came in 10K higher than estimates.": [],
    # other countries and other sources
    "Unemployment in Germany rose to 6.1% in April.": [],
    "The UK jobless rate rose to 4.3%.": [],
    "US private payrolls rose by 107,000 in April, ADP said.": [],
    "The four-week average of US initial claims rose to 224,000.": [],
}


def told(text: str) -> list[str]:
    found = find_claims(annotate(text), load_catalogue(), "revision")
    found = sorted(found, key=lambda c: (c.quantity.start if c.quantity else c.start, c.metric))
    return [line(c) for c in found if c.metric == "fundamental" and c.symbol]


@pytest.mark.parametrize("text", LINES)
def test_an_economic_figure(text: str) -> None:
    assert told(text) == LINES[text]


@pytest.mark.parametrize(
    ("text", "definition"),
    [
        ("The jobless rate held at 3.7%.", "assumed"),
        ("The US jobless rate held at 3.7%.", None),
        ("Wall Street rose.\nThe jobless rate held at 3.7%.", None),
        ("The jobless rate held at 3.7%.\nWall Street rose.", None),
        ("The average US 30-year mortgage rate fell to 6.81%.", "assumed"),
    ],
)
def test_whose_figure_it_is(text: str, definition: str | None) -> None:
    (claim,) = [c for c in find_claims(annotate(text), load_catalogue(), "revision") if c.metric == "fundamental"]
    assert claim.definition == definition


@pytest.mark.parametrize(
    "text",
    [
        "German shares rose.\nThe jobless rate held at 3.7%.",
        "The jobless rate held at 3.7%. The yen fell as Japan said so.",
    ],
)
def test_another_country_near_by(text: str) -> None:
    assert told(text) == []
