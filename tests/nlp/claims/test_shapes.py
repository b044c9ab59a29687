"""Less common shapes: what is wiped out, taken off, crossed, counted, seen last, and whose it is."""

from __future__ import annotations

import pytest

SHAPES = {
    "The Dow fell 1%, wiping out its gains for the year.": [
        "^DJI percent_change down 1 percent .",
        "^DJI percent_change down - percent 2024-01-01:2024-05-18",
    ],
    "The S&P 500 rose 2%, erasing its losses for the month.": [
        "^GSPC percent_change up 2 percent .",
        "^GSPC percent_change up - percent 2024-05-01:2024-05-18",
    ],
    "The S&P 500 posted its first weekly gain in eight weeks.": [
        "^GSPC first_since up - date . since=2024-03-22 freq=week"
    ],
    "The Dow notched its first monthly decline since October.": [
        "^DJI first_since down - date 2024-04-30:2024-05-01 since=2023-10 freq=month"
    ],
    "The FTSE 100 suffered its first loss in five sessions.": ["^FTSE first_since down - date . since=2024-05-13"],
    "The Dow closed below 38,000 for the first time in two months.": [
        "^DJI first_since down 38000 points . since=2024-03 hedge=less_than"
    ],
    "Gold topped $2,400 for the first time.": ["GC=F first_since up 2400 USD . field=high hedge=more_than"],
    "The S&P 500 lagged the Nasdaq Composite in 2023.": [
        "^GSPC relative_change down - pp 2023-01-01:2023-12-30 versus=^IXIC"
    ],
    "The Dow, as measured by nobody, fell.": [],
    "US small caps, measured by the Russell 2000, gained 1.2%.": ["^RUT percent_change up 1.2 percent ."],
    "Holdings in SPDR Gold Trust rose by 3.2 tonnes on Friday.": ["GLD fund_flow up 3.2 tonnes ."],
    "A recession would knock 15% off European banks.": [
        "<European banks> percent_change down 15 percent - hypothetical"
    ],
    "A hard landing would cut 40% from Chinese earnings.": [
        "<Chinese earnings> percent_change down 40 percent - hypothetical"
    ],
    "Intel would take 5% off the Dow.": ["^DJI percent_change down 5 percent - hypothetical"],
    "Trading volume on the New York Stock Exchange reached 4.1 billion shares.": [
        "<New York Stock Exchange> volume - 4100000000 shares ."
    ],
    "About $1.2 trillion in market value was erased on Friday.": [
        "<the stock market> market_cap_change down 1200000000000 USD . hedge=approx"
    ],
    "More than £70bn was wiped off the value of the FTSE 100 on Friday.": [
        "^FTSE market_cap_change down 70000000000 GBP . hedge=more_than"
    ],
    "Apple is worth $2.9 trillion.": ["AAPL market_cap up 2900000000000 USD ."],
    "Tesla bears are sitting on paper losses of $3.5 billion this year.": [
        "TSLA short_profit down 3500000000 USD 2024-01-01:2024-05-18"
    ],
    "Short sellers made $1.1 billion on the drop.": ["<short sellers> short_profit up 1100000000 USD ."],
    "Investors put £6.1bn into equity funds in April, Investment Association figures show.": [
        "<equity funds> fund_flow up 6100000000 GBP 2024-04-01:2024-05-01"
    ],
    "The S&P 500 moved 1% or more on just eight days in 2017.": ["^GSPC count - 8 count 2017-01-01:2017-12-30"],
    "The Dow closed at a record 52 times in 2013.": ["^DJI count - 52 count 2013-01-01:2014-01-01"],
    "The S&P 500 fell through its 200-day moving average.": ["^GSPC moving_average down 200 days ."],
    "The pound sank to $1.03, a level last seen in 1985.": [
        "GBPUSD=X close - 1.03 USD .",
        "GBPUSD=X lowest_since - - date . since=1985",
    ],
    "The Dow fell to levels not seen since March.": ["^DJI lowest_since - - date . since=2024-03"],
    "The yen strengthened past 142 per dollar.": ["JPY=X intraday_low down 142 JPY . hedge=less_than"],
    "The yen weakened past 155 per dollar.": ["JPY=X intraday_high up 155 JPY . hedge=more_than"],
    "Gold has crashed through $2,300 an ounce.": ["GC=F close down 2300 USD . hedge=less_than"],
    "The 10-year yield hit 4.5%, the most since November.": [
        "^TNX yield_level up 4.5 percent .",
        "^TNX highest_since - - date . since=2023-11",
    ],
    "The Vix hit 20.1, its highest since April.": [
        "^VIX intraday_high - 20.1 points .",
        "^VIX highest_since - - date . since=2024-04 field=high",
    ],
    "The Dow hit 39,000.": ["^DJI intraday_high - 39000 points ."],
    "The Dow tumbled 1.2% and hit 38,900.": [
        "^DJI percent_change down 1.2 percent .",
        "^DJI intraday_low - 38900 points .",
    ],
    "Oil touched a low of $76.70 on Wednesday.": ["CL=F intraday_low - 76.7 USD 2024-05-15:2024-05-16"],
    "The S&P 500 opened the year at 4,745.20.": ["^GSPC open - 4745.2 points 2024-01-02:2024-01-03"],
    "The S&P 500 fell to its lowest level of the year.": ["^GSPC lowest_since - - date . since=2024-01"],
    "The Dow had its second-worst day of the year.": ["^DJI rank down 2 count 2024-01-01:2024-05-18"],
    "Friday's drop was the biggest since March for the Dow.": ["^DJI largest_move_since down - date . since=2024-03"],
    "The Dow rose 3 percent in its seventh week of gains.": [
        "^DJI streak up 7 weeks .",
        "^DJI percent_change up 3 percent .",
    ],
    "The Dow rose for three weeks in a row.": ["^DJI streak up 3 weeks ."],
    "The Dow has gained for four straight quarters.": ["^DJI streak up 4 quarters ."],
    "The Dow has climbed in three consecutive weeks.": ["^DJI streak up 3 weeks ."],
    "The Dow recorded five straight daily losses.": ["^DJI streak down 5 days ."],
    "The Dow extended its winning streak to a ninth day.": ["^DJI streak up 9 days ."],
    "The Dow has had an eight-day run of gains.": ["^DJI streak up 8 days ."],
    "The Dow logged its eighth straight annual gain.": ["^DJI streak up 8 years ."],
    "The Dow ended at a multi-year high.": [],
    "The Dow ended at a two-decade low.": ["^DJI lowest_since - - date . since=2004-05"],
    "The Dow posted no new highs.": [],
    "The Dow's biggest one-day drop ever came in 2020.": [],
    "Nvidia closed at a record.": ["NVDA highest_since - - date . record"],
    "Apple fell 3%, or $5.70, on Friday, a day after gaining 2%.": [
        "AAPL percent_change down 3 percent .",
        "AAPL point_change down 5.7 USD .",
        "AAPL percent_change up 2 percent 2024-05-16:2024-05-17",
    ],
    "The Dow rose 2% - its best day since March.": [
        "^DJI largest_move_since up - date . since=2024-03",
        "^DJI percent_change up 2 percent .",
    ],
    "Nvidia's revenue of $22.1 billion beat forecasts.": ["NVDA fundamental - 22100000000 USD -"],
    "Unemployment was 3.9% in April.": ["UNRATE fundamental - 3.9 percent 2024-04-01:2024-05-01"],
    "The Kospi rose 2%, according to the exchange.": ["^KS11 percent_change up 2 percent ."],
    "Data from LSEG show the S&P 500 is up 3% this month.": ["^GSPC percent_change up 3 percent 2024-05-01:2024-05-18"],
    "The S&P 500 is up 3% this month, Dow Jones Market Data said.": [
        "^GSPC percent_change up 3 percent 2024-05-01:2024-05-18"
    ],
    "Will the Dow fall 5%?": ["^DJI percent_change down 5 percent - forecast"],
    "Has the Dow fallen 5%?": ["^DJI percent_change down 5 percent - hypothetical"],
    "The S&P 500 ended more than 10 percent below where it ended April.": [
        "^GSPC percent_change down 10 percent 2024-05-01:2024-05-18 hedge=more_than"
    ],
    "The S&P 500 ended 3% above where it stood on March 1.": [],
    "The S&P 500, with a 13% gain, trailed the Nasdaq Composite.": ["^GSPC percent_change up 13 percent ."],
    "It has been a stunning April: the Russell 2000 rose 8.3%.": [
        "^RUT percent_change up 8.3 percent 2024-04-01:2024-05-01"
    ],
    "The Dow rose 2% Wednesday, and the index was unchanged on Friday.": [
        "^DJI percent_change up 2 percent 2024-05-15:2024-05-16",
        "^DJI percent_change - 0 percent .",
    ],
    "The stocks fell 5%.": ["<stocks> percent_change down 5 percent ."],
    "Its shares fell 5%.": [],
    "Members of the club rose 5%.": [],
    "Half of the members of the Dow fell on Friday.": ["^DJI breadth down 50 percent ."],
    "Half the stocks in the Dow, a gauge of blue chips, fell this year.": [
        "^DJI breadth down 50 percent 2024-01-01:2024-05-18"
    ],
    "Apple accounts for 7% of the S&P 500.": ["^GSPC share_of_total - 7 percent ."],
    "The Dow rebounded 2% after falling 3%.": [
        "^DJI percent_change up 2 percent .",
        "^DJI percent_change down 3 percent -",
    ],
    "The Dow rose 2% after falling 1% on Thursday.": [
        "^DJI percent_change up 2 percent .",
        "^DJI percent_change down 1 percent 2024-05-16:2024-05-17",
    ],
    "The Dow climbed 1.2% after touching 38,900.": [
        "^DJI percent_change up 1.2 percent .",
        "^DJI intraday_high - 38900 points .",
    ],
}


@pytest.mark.parametrize("text", SHAPES)
def test_shapes(read, text):
    assert read(text) == SHAPES[text]
