"""Technical measures: which figure is a measure's, of whom, with which parameters."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import annotate, line

LINES = {
    "Apple closed at $189.71, 4% above its 50-day average of $180.22.": [
        "AAPL close - 189.71 USD .",
        "AAPL moving_average_distance up 4 percent . 50",
        "AAPL moving_average up 50 days .",
        "AAPL moving_average_level - 180.22 USD . 50",
    ],
    "Crude is capped by the 55- and 100-day moving averages at $55.40 and $55.73 respectively.": [
        "CL=F moving_average_level - 55.4 USD . 55",
        "CL=F moving_average_level - 55.73 USD . 100",
    ],
    "Gold has tested the 100-week moving average (now at $1,872.40).": [
        "GC=F moving_average_level - 1872.4 USD . freq=week 100"
    ],
    "The 20-day EMA of the S&P 500 stands at 5,240.": ["^GSPC moving_average_level - 5240 points . 20 exponential"],
    "The S&P 500 slipped below 5,240, its 50-day moving average.": [
        "^GSPC moving_average_level - 5240 points . hedge=less_than 50",
    ],
    "Apple shares trade near their 52-week high of $199.62.": ["AAPL high_52_weeks - 199.62 USD ."],
    "Nvidia fell to a 52-week low of $108.13 on Friday.": [
        "NVDA lowest_since - - date . since=2023-05-19",
        "NVDA low_52_weeks - 108.13 USD .",
    ],
    "The S&P 500's 14-day RSI rose to 71.3 on Friday.": ["^GSPC rsi - 71.3 points . 14"],
    "The Nasdaq looks overbought with an RSI of 78.": ["^IXIC rsi - 78 points ."],
    "The RSI (9) of gold is above 70.": ["GC=F rsi - 70 points . hedge=more_than 9"],
    "Apple's upper Bollinger band is at $195.30, its lower band at $165.": [
        "AAPL bollinger - 195.3 USD . upper",
        "AAPL bollinger - 165 USD . lower",
    ],
    "Tesla's 30-day realized volatility stood at 44%.": ["TSLA volatility - 44 percent . 30"],
    "The S&P 500 returned 12.3% annualized over the past five years.": [
        "^GSPC annualised_return - 12.3 percent 2019-05-18:2024-05-18"
    ],
    "The S&P 500 suffered a maximum drawdown of 25.4% in 2022.": [
        "^GSPC max_drawdown - 25.4 percent 2022-01-01:2022-12-31"
    ],
    "Apple's 50-day average volume is 58.2 million shares.": ["AAPL average_volume - 58200000 shares . 50"],
    "Apple has a beta of 1.25 against the S&P 500 over the past year.": [
        "AAPL beta - 1.25 ratio 2023-05-18:2024-05-18 versus=^GSPC"
    ],
    "Nvidia's 90-day correlation with the Nasdaq 100 is 0.81.": ["NVDA correlation - 0.81 ratio . versus=^NDX 90"],
    "The S&P 500 is 3% above the 50-day and 6% above the 200-day moving average.": [
        "^GSPC moving_average_distance up 3 percent . 50",
        "^GSPC moving_average_distance up 6 percent . 200",
        "^GSPC moving_average up 200 days .",
    ],
    "The S&P 500 is above its 50-day ($4,338) and 200-day ($4,265) moving averages.": [
        "^GSPC moving_average_level - 4338 USD . 50",
        "^GSPC moving_average_level - 4265 USD . 200",
    ],
    "Nvidia has an RSI of 67.2 and trades 9.8% above its 50-day moving average of $876.40.": [
        "NVDA rsi - 67.2 points .",
        "NVDA moving_average_distance up 9.8 percent . 50",
        "NVDA moving_average_level - 876.4 USD . 50",
    ],
    # an average that is reached, or crossed by another, says no side
    "Apple fell to its 200-day average.": [],
    "Apple's 50-day average crossed above its 200-day average.": [],
    # no measure's value
    "The S&P 500's RSI climbed 5 points on Friday.": [],
    "The implied volatility of Apple's options rose to 31%.": [],
    "The US economy grew at an annualized rate of 2.1%.": [],
    "Gold's relative strength against silver is 1.4.": [],
}


def told(text: str) -> list[str]:
    """The claims of a market thing with window and definition behind each."""
    found = find_claims(annotate(text), load_catalogue(), "revision")
    found = sorted(found, key=lambda c: (c.quantity.start if c.quantity else c.start, c.metric))
    more = [" ".join(filter(None, [str(c.window or ""), c.definition or ""])) for c in found]
    return [f"{line(c)} {extra}".strip() for c, extra in zip(found, more, strict=True) if c.symbol]


@pytest.mark.parametrize("text", LINES)
def test_a_measure(text: str) -> None:
    assert told(text) == LINES[text]


def test_an_hourly_measure_is_of_a_moment() -> None:
    (claim,) = find_claims(annotate("The hourly RSI of gold is 71.3."), load_catalogue(), "revision")
    assert (claim.metric, claim.checkable) == ("rsi", False)
