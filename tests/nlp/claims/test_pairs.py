"""Currencies as pairs, printed signs, what is taken off something, and whose figure it is."""

from __future__ import annotations

import pytest

PAIRS = {
    "The dollar fell to 155.20 yen.": ["JPY=X close - 155.2 JPY ."],
    "The greenback slid 1.1% against the yen.": ["JPY=X percent_change down 1.1 percent ."],
    "The dollar ended at 155.20 yen, up 0.3%.": ["JPY=X close - 155.2 JPY .", "JPY=X percent_change up 0.3 percent ."],
    "The euro rose to $1.08.": ["EURUSD=X close - 1.08 USD ."],
    "The Australian dollar was buying 66.2 US cents.": ["AUDUSD=X level - 0.662 USD ."],
    "The euro fell 0.4% to 85.2 pence.": ["EURGBP=X percent_change down 0.4 percent .", "EURGBP=X close - 0.852 GBP ."],
    "The pound was down 0.5% against the dollar but was 0.1% higher against the euro.": [
        "GBPUSD=X percent_change down 0.5 percent .",
        "EURGBP=X percent_change up 0.1 percent .",
    ],
    "The euro gained 0.2% against a basket of currencies.": ["EURUSD=X percent_change up 0.2 percent ."],
    "The pound lost 1.2%, falling as low as $1.2229, its weakest since 1985.": [
        "GBPUSD=X percent_change down 1.2 percent .",
        "GBPUSD=X intraday_low - 1.2229 USD .",
        "GBPUSD=X lowest_since - - date . since=1985 field=low",
    ],
}
SIGNS = {
    "Dow +835 points (2.1%) to 40,003. Gold -1.2%.": [
        "^DJI point_change up 835 points .",
        "^DJI percent_change up 2.1 percent .",
        "^DJI close - 40003 points .",
        "GC=F percent_change down 1.2 percent .",
    ],
    "FTSE 100 -0.8%, Dax -0.3%": [
        "^FTSE percent_change down 0.8 percent .",
        "^GDAXI percent_change down 0.3 percent .",
    ],
    "Indexes down: Dow 1.07%, Nasdaq 1.76%": [
        "^DJI percent_change down 1.07 percent .",
        "^IXIC percent_change down 1.76 percent .",
    ],
    "The Dow dropped 276.3 points — 0.9% — to 39,400.": [
        "^DJI point_change down 276.3 points .",
        "^DJI percent_change down 0.9 percent .",
        "^DJI close - 39400 points .",
    ],
    "The rout sliced 617.7 points, or 1.6 percent, off the Dow.": [
        "^DJI point_change down 617.7 points .",
        "^DJI percent_change down 1.6 percent .",
    ],
    "The VIX Volatility Index was lower for a loss of 0.29 points or -1.04%.": [
        "^VIX point_change down 0.29 points .",
        "^VIX percent_change down 1.04 percent .",
    ],
    "The Dow Jones Industrial Average SPX, -2.42% fell 730 points.": ["^DJI point_change down 730 points ."],
}
WHOSE = {
    "The Nasdaq rose. To end the day at 39,300.5, the Dow fell 0.5 percent.": [
        "^DJI close - 39300.5 points .",
        "^DJI percent_change down 0.5 percent .",
    ],
    "AMD, the S&P 500's top performer, gained 4%.": ["AMD percent_change up 4 percent ."],
    "The FTSE 100 rose 2% after Wall Street's biggest one-day gain since 2008.": [
        "^FTSE percent_change up 2 percent ."
    ],
    "The Nasdaq rose. Store chains, which took some of the market's worst losses of 2024, fell.": [],
    "Nvidia and Apple — two of the seven — rose 2% and 3%, respectively.": [
        "NVDA percent_change up 2 percent .",
        "AAPL percent_change up 3 percent .",
    ],
    "Alphabet slid 3% after revenue rose 5%.": [
        "GOOGL percent_change down 3 percent .",
        "GOOGL fundamental up 5 percent -",
    ],
    "Copper futures on Comex hit an all-time high, up 3.4% at $5.05.": [
        "HG=F percent_change up 3.4 percent .",
        "HG=F close - 5.05 USD .",
    ],
    "The Dow suffered its sixth successive daily decline and its weakest close since April.": [
        "^DJI lowest_since - - date . since=2024-04",
        "^DJI streak down 6 days .",
    ],
    "Apple posts 10th straight loss.": ["AAPL streak down 10 days ."],
    "The S&P 500 dropped 0.2% a day after setting an all-time high.": [
        "^GSPC highest_since - - date 2024-05-16:2024-05-17 record",
        "^GSPC percent_change down 0.2 percent .",
    ],
    "The 10-year yield closed at 4.42%, after touching 4.51%.": [
        "^TNX yield_level - 4.42 percent .",
        "^TNX intraday_high - 4.51 percent .",
    ],
    "The 10-year yield finished 7 basis points lower at 4.42%.": [
        "^TNX yield_change down 0.07 pp .",
        "^TNX yield_level - 4.42 percent .",
    ],
}


@pytest.mark.parametrize("text", [*PAIRS, *SIGNS, *WHOSE])
def test_whose(read, text):
    assert read(text) == (PAIRS | SIGNS | WHOSE)[text]
