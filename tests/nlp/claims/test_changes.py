"""Changes, levels and yields in single sentences: wires, newspapers, blogs and headlines from several countries."""

from __future__ import annotations

import pytest

CHANGES = {
    # percent, in the verbs of the trade
    "The S&P 500 rose 0.84 percent Friday.": ["^GSPC percent_change up 0.84 percent ."],
    "The Nasdaq Composite surged 2.1% on Friday.": ["^IXIC percent_change up 2.1 percent ."],
    "The Russell 2000 tacked on 1.3%.": ["^RUT percent_change up 1.3 percent ."],
    "The Dow eked out a 0.1% gain.": ["^DJI percent_change up 0.1 percent ."],
    "The Dow Jones Industrial Average was off 0.4 percent.": ["^DJI percent_change down 0.4 percent ."],
    "Germany's Dax eased 0.3 per cent.": ["^GDAXI percent_change down 0.3 percent ."],
    "The CAC 40 was 0.7 per cent weaker.": ["^FCHI percent_change down 0.7 percent ."],
    "London's FTSE 100 added 0.6pc.": ["^FTSE percent_change up 0.6 percent ."],
    "Tokyo's Nikkei 225 sank 2.2 percent.": ["^N225 percent_change down 2.2 percent ."],
    "The Hang Seng climbed 0.9 per cent.": ["^HSI percent_change up 0.9 percent ."],
    "Apple shares slid 3.1%.": ["AAPL percent_change down 3.1 percent ."],
    "Shares of Boeing jumped 4.5%.": ["BA percent_change up 4.5 percent ."],
    "Shares in Tesla tumbled 8.2 per cent.": ["TSLA percent_change down 8.2 percent ."],
    "Nvidia stock popped 5%.": ["NVDA percent_change up 5 percent ."],
    "Gold gained 1.4%.": ["GC=F percent_change up 1.4 percent ."],
    "Brent crude retreated 2.3%.": ["BZ=F percent_change down 2.3 percent ."],
    "Copper put on 0.8 per cent.": ["HG=F percent_change up 0.8 percent ."],
    "The VIX spiked 22%.": ["^VIX percent_change up 22 percent ."],
    "The S&P 500 ended 0.5% lower.": ["^GSPC percent_change down 0.5 percent ."],
    "The Nasdaq Composite closed up 1.1%.": ["^IXIC percent_change up 1.1 percent ."],
    "The Dow finished down 0.2%.": ["^DJI percent_change down 0.2 percent ."],
    "The S&P 500 fell by 1.2%.": ["^GSPC percent_change down 1.2 percent ."],
    "The S&P 500 suffered a loss of 2.5 percent.": ["^GSPC percent_change down 2.5 percent ."],
    "The Dow posted a gain of 1.8%.": ["^DJI percent_change up 1.8 percent ."],
    "A 3.2% drop in Apple weighed on the Dow.": ["AAPL percent_change down 3.2 percent ."],
    "Intel fell another 4%.": ["INTC percent_change down 4 percent ."],
    "The S&P 500 fell more than 3%.": ["^GSPC percent_change down 3 percent . hedge=more_than"],
    "The Dow lost nearly 2%.": ["^DJI percent_change down 2 percent . hedge=just_below"],
    "The Nasdaq Composite rose about 1.5%.": ["^IXIC percent_change up 1.5 percent . hedge=approx"],
    # points
    "The Dow dropped 250 points.": ["^DJI point_change down 250 points ."],
    "The Dow climbed 86.5 points, or 0.2%.": [
        "^DJI point_change up 86.5 points .",
        "^DJI percent_change up 0.2 percent .",
    ],
    "The FTSE 100 closed 42.1 points higher.": ["^FTSE point_change up 42.1 points ."],
    "The Nasdaq Composite was up 112.3 points.": ["^IXIC point_change up 112.3 points ."],
    "The S&P 500 fell 22.50 points, or 0.4 percent, to 5,280.10.": [
        "^GSPC point_change down 22.5 points .",
        "^GSPC percent_change down 0.4 percent .",
        "^GSPC close - 5280.1 points .",
    ],
    "The Dow lost 0.5%, or 200 points.": [
        "^DJI percent_change down 0.5 percent .",
        "^DJI point_change down 200 points .",
    ],
    "The Dow rose 0.3% (120 points).": ["^DJI percent_change up 0.3 percent .", "^DJI point_change up 120 points ."],
    # prices
    "Crude oil fell $1.50 to settle at $78.40 a barrel.": [
        "CL=F point_change down 1.5 USD .",
        "CL=F close - 78.4 USD .",
    ],
    "Gold settled up $12.30 at $2,417.40 an ounce.": ["GC=F point_change up 12.3 USD .", "GC=F close - 2417.4 USD ."],
    "Microsoft closed at $420.21.": ["MSFT close - 420.21 USD ."],
    "Apple shares rose $2.10, or 1.1%, to $189.87.": [
        "AAPL point_change up 2.1 USD .",
        "AAPL percent_change up 1.1 percent .",
        "AAPL close - 189.87 USD .",
    ],
    # how a day ended, began and ranged
    "The Dow closed at 40,003.59.": ["^DJI close - 40003.59 points ."],
    "The S&P 500 finished the day at 5,303.27.": ["^GSPC close - 5303.27 points ."],
    "The Nasdaq Composite ended at 16,685.97.": ["^IXIC close - 16685.97 points ."],
    "The VIX settled at 11.99.": ["^VIX close - 11.99 points ."],
    "The Dow closed above 40,000.": ["^DJI close up 40000 points . hedge=more_than"],
    "The VIX closed below 12.": ["^VIX close down 12 points . hedge=less_than"],
    "The S&P 500 opened at 5,303.10.": ["^GSPC open - 5303.1 points ."],
    "The Dow touched a high of 40,051.05.": ["^DJI intraday_high - 40051.05 points ."],
    "The Nasdaq Composite hit an intraday low of 16,613.10.": ["^IXIC intraday_low - 16613.1 points ."],
    "The S&P 500 fell as much as 1.8%.": ["^GSPC percent_change down 1.8 percent . field=low"],
    "The Dow was up as much as 300 points before ending 50 points lower.": [
        "^DJI point_change up 300 points . field=high",
        "^DJI point_change down 50 points .",
    ],
    "At one point the Dow was down 412 points.": ["^DJI point_change down 412 points . field=low"],
    "Sterling fell as low as $1.2634.": ["GBPUSD=X intraday_low - 1.2634 USD ."],
    "Bitcoin briefly rose above $67,000.": ["BTC-USD intraday_high up 67000 USD 2024-05-16:2024-05-17 hedge=more_than"],
    # yields in percent and in points
    "The 10-year Treasury yield rose to 4.42%.": ["^TNX yield_level up 4.42 percent ."],
    "The yield on the 10-year Treasury note fell 4 basis points to 4.38%.": [
        "^TNX yield_change down 0.04 pp .",
        "^TNX yield_level down 4.38 percent .",
    ],
    "The two-year Treasury yield climbed 0.06 percentage points to 4.83 per cent.": [
        "DGS2 yield_change up 0.06 pp .",
        "DGS2 yield_level up 4.83 percent .",
    ],
    "The benchmark 10-year yield was at 4.42%.": ["^TNX yield_level - 4.42 percent ."],
    "The 10-year note yielded 4.42 percent.": ["^TNX yield_level - 4.42 percent ."],
    # multiples
    "Nvidia more than doubled this year.": ["NVDA percent_change up 2 x 2024-01-01:2024-05-18 hedge=more_than"],
    "Bitcoin has tripled since January 2023.": ["BTC-USD percent_change up 3 x 2023-01-01:2024-05-17"],
}
COMPARED = {
    "The S&P 500 is up 20% from a year ago.": ["^GSPC percent_change up 20 percent 2023-05-18:2024-05-18"],
    "Apple rose 5% compared with a year ago.": ["AAPL percent_change up 5 percent 2023-05-18:2024-05-18"],
    "The S&P 500 is up 3% from the end of April.": ["^GSPC percent_change up 3 percent 2024-05-01:2024-05-18"],
    "Oil is up 12% from where it ended last year.": ["CL=F percent_change up 12 percent 2024-01-01:2024-05-18"],
    "The Dow has fallen 3% from Tuesday's record.": ["^DJI off_high down 3 percent 2024-05-14:2024-05-18"],
    # which day is meant cannot be told: no period, no verdict
    "Apple shares are down 12% from last month.": ["AAPL percent_change down 12 percent -"],
    "The Dow fell 3% from January to March.": ["^DJI percent_change down 3 percent -"],
}
PERIODS = {
    "The S&P 500 is up 11.2% this year.": ["^GSPC percent_change up 11.2 percent 2024-01-01:2024-05-18"],
    "The Dow has gained 6% year to date.": ["^DJI percent_change up 6 percent 2024-01-01:2024-05-18"],
    "So far this month, the Nasdaq Composite has risen 6.6%.": [
        "^IXIC percent_change up 6.6 percent 2024-05-01:2024-05-18"
    ],
    "For the week, the S&P 500 added 1.5%.": ["^GSPC percent_change up 1.5 percent 2024-05-13:2024-05-18"],
    "The Dow rose 1.2% for the week.": ["^DJI percent_change up 1.2 percent 2024-05-13:2024-05-18"],
    "The S&P 500 lost 4.2% in April.": ["^GSPC percent_change down 4.2 percent 2024-04-01:2024-05-01"],
    "In 2023, the Nasdaq Composite soared 43.4%.": ["^IXIC percent_change up 43.4 percent 2023-01-01:2023-12-30"],
    "Gold has climbed 15% since February.": ["GC=F percent_change up 15 percent 2024-02-01:2024-05-18"],
    "The FTSE 100 gained 4% in the first quarter.": ["^FTSE percent_change up 4 percent 2024-01-01:2024-03-29"],
    "The Dow fell 0.6% on Thursday.": ["^DJI percent_change down 0.6 percent 2024-05-16:2024-05-17"],
    "On Wednesday, the S&P 500 jumped 1.2%.": ["^GSPC percent_change up 1.2 percent 2024-05-15:2024-05-16"],
    "Over the past year the S&P 500 is up 26%.": ["^GSPC percent_change up 26 percent 2023-05-18:2024-05-18"],
    "The Russell 2000 slipped 0.3% on Friday but is up 3.4% this year.": [
        "^RUT percent_change down 0.3 percent .",
        "^RUT percent_change up 3.4 percent 2024-01-01:2024-05-18",
    ],
    "The Dow rose 0.3%, extending its gain this year to 6.1%.": [
        "^DJI percent_change up 0.3 percent .",
        "^DJI percent_change up 6.1 percent 2024-01-01:2024-05-18",
    ],
    "The S&P 500 fell 1%, trimming its advance for the year to 10.1%.": [
        "^GSPC percent_change down 1 percent .",
        "^GSPC percent_change up 10.1 percent 2024-01-01:2024-05-18",
    ],
    "The S&P 500 is 2% below its March 28 high.": ["^GSPC off_high down 2 percent 2024-03-28:2024-05-18"],
    "The Dow had a bad day. It's down 3% this year.": ["^DJI percent_change down 3 percent 2024-01-01:2024-05-18"],
    "The DAX's peak for 2024 came in at 18,892.92.": [
        "^GDAXI intraday_high - 18892.92 points 2024-01-01:2024-05-18 field=high"
    ],
    "The Dow has gained 5% since beginning the year at 37,689.54.": [
        "^DJI percent_change up 5 percent 2024-01-01:2024-05-18",
        "^DJI open - 37689.54 points 2024-01-02:2024-01-03",
    ],
    "The Nasdaq Composite stands 3% away from its record close.": ["^IXIC off_high down 3 percent . record"],
    "Tesla is 57% below its November 2021 peak.": ["TSLA off_high down 57 percent 2021-11-01:2024-05-18"],
    "The Russell 2000 remains 14% off its record high of November 2021.": [
        "^RUT off_high down 14 percent 2021-11-01:2024-05-18"
    ],
    "The S&P 500 has rallied 48% from its October 2022 low.": ["^GSPC off_low up 48 percent 2022-10-01:2024-05-18"],
    "Crude oil is down 8% from its April peak.": ["CL=F off_high down 8 percent 2024-04-01:2024-05-18"],
    "Bitcoin stands 10% under the record it set in March.": ["BTC-USD off_high down 10 percent 2024-03-01:2024-05-17"],
}


@pytest.mark.parametrize("text", CHANGES)
def test_changes_and_levels(read, text):
    assert read(text) == CHANGES[text]


@pytest.mark.parametrize("text", COMPARED)
def test_what_a_change_is_measured_from(read, text):
    assert read(text) == COMPARED[text]


@pytest.mark.parametrize("text", PERIODS)
def test_periods(read, text):
    assert read(text) == PERIODS[text]
