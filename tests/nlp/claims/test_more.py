"""More sentences of the trade, as wires, newspapers and blogs write them, claims and none."""

from __future__ import annotations

import pytest

NEWS = {
    "The Dow's gain for the week came to 3.6%.": ["^DJI percent_change up 3.6 percent 2024-05-13:2024-05-18"],
    "The Nasdaq's drop, 4.1%, was the index's largest since 2020.": [
        "^IXIC percent_change down 4.1 percent .",
        "^IXIC largest_move_since down - date . since=2020",
    ],
    "Gains for April: 4.1% (Nasdaq Composite), 3.2% (S&P 500), 3.0% (the Dow).": [
        "^IXIC percent_change up 4.1 percent 2024-04-01:2024-05-01",
        "^GSPC percent_change up 3.2 percent 2024-04-01:2024-05-01",
        "^DJI percent_change up 3 percent 2024-04-01:2024-05-01",
    ],
    "The main indexes fell on Friday, by 1.2% (Dow) and 1.9% (Nasdaq).": [
        "^DJI percent_change down 1.2 percent .",
        "^IXIC percent_change down 1.9 percent .",
    ],
    "Oil (WTI Crude): $61.32 per barrel\nGold: $3,320.64 per ounce\nU.S. 10-Year Treasury Yield: 4.48%": [
        "CL=F level - 61.32 USD .",
        "GC=F level - 3320.64 USD .",
        "^TNX yield_level - 4.48 percent .",
    ],
    "Impressive were the gains of 2.5% in the S&P 500 and 1.1% in the Dow.": [
        "^GSPC percent_change up 2.5 percent .",
        "^DJI percent_change up 1.1 percent .",
    ],
    "The CAC 40 rose 7.1% last week and the DAX a more modest 5.3%.": [
        "^FCHI percent_change up 7.1 percent 2024-05-06:2024-05-11",
        "^GDAXI percent_change up 5.3 percent 2024-05-06:2024-05-11",
    ],
    "The Nasdaq rose 5.2% last week, whereas the Dow managed only 3.8%.": [
        "^IXIC percent_change up 5.2 percent 2024-05-06:2024-05-11",
        "^DJI percent_change up 3.8 percent 2024-05-06:2024-05-11",
    ],
    "The U.K. currency traded down 0.12 percent against the dollar at $1.5497.": [
        "GBPUSD=X percent_change down 0.12 percent .",
        "GBPUSD=X close - 1.5497 USD .",
    ],
    "The dollar also surged against the yen, trading at 121.39, up about 0.6 percent.": [
        "JPY=X level - 121.39 points .",
        "JPY=X percent_change up 0.6 percent . hedge=approx",
    ],
    "The dollar fell to a seven-week low against a basket of major currencies on Friday.": [
        "DX-Y.NYB lowest_since - - date . since=2024-03-29",
    ],
    "The Dow Jones industrial average, which fell below 25,000 last week, rose 1.1 percent.": [
        "^DJI close down 25000 points 2024-05-06:2024-05-11 hedge=less_than",
        "^DJI percent_change up 1.1 percent .",
    ],
    "After falling 3% on Thursday, the Nasdaq Composite rebounded 2.2% on Friday.": [
        "^IXIC percent_change down 3 percent 2024-05-16:2024-05-17",
        "^IXIC percent_change up 2.2 percent .",
    ],
    "Apple, down 5% this week, dragged the Dow lower.": ["AAPL percent_change down 5 percent 2024-05-13:2024-05-18"],
    "Shares of Alphabet, Google's parent company, dropped 7.5% to $153.51.": [
        "GOOGL percent_change down 7.5 percent .",
        "GOOGL close - 153.51 USD .",
    ],
    "U.S. crude ended the session 1.1% higher at $80.06 per barrel.": [
        "CL=F percent_change up 1.1 percent .",
        "CL=F close - 80.06 USD .",
    ],
    "Brent crude futures for July settled up 71 cents, or 0.85%, at $83.98 a barrel.": [
        "BZ=F point_change up 0.71 USD .",
        "BZ=F percent_change up 0.85 percent .",
        "BZ=F close - 83.98 USD .",
    ],
    "Spot gold rose 1.6% to $2,414.39 per ounce, while silver jumped 6.5% to $31.49.": [
        "GC=F percent_change up 1.6 percent .",
        "GC=F close - 2414.39 USD .",
        "SI=F percent_change up 6.5 percent .",
        "SI=F close - 31.49 USD .",
    ],
    "The euro was up 0.05% at $1.0871.": ["EURUSD=X percent_change up 0.05 percent .", "EURUSD=X close - 1.0871 USD ."],
    "The yen weakened 0.2% to 155.66 per dollar.": [
        "JPY=X percent_change down 0.2 percent .",
        "JPY=X close - 155.66 JPY .",
    ],
    "Sterling gained 0.3% against the dollar to $1.2702.": [
        "GBPUSD=X percent_change up 0.3 percent .",
        "GBPUSD=X close - 1.2702 USD .",
    ],
    "The pan-European STOXX 600 index closed 0.1% lower, snapping a 10-day winning streak.": [
        "^STOXX percent_change down 0.1 percent .",
        "^STOXX streak up 10 days 2024-05-16:2024-05-17",
    ],
    "Bitcoin surged past $70,000 for the first time since April.": [
        "BTC-USD first_since up 70000 USD 2024-05-16:2024-05-17 since=2024-04 hedge=more_than"
    ],
    "Ether jumped 18% to $3,650.": [
        "ETH-USD percent_change up 18 percent 2024-05-16:2024-05-17",
        "ETH-USD close - 3650 USD 2024-05-16:2024-05-17",
    ],
    "Walmart jumped 7% to a record high after raising its forecast.": [
        "WMT highest_since - - date . record",
        "WMT percent_change up 7 percent .",
    ],
    "Boeing shares have lost almost a third of their value this year.": [
        "BA percent_change down 33.3333333333 percent 2024-01-01:2024-05-18 hedge=just_below"
    ],
    "Only 24% of S&P 500 stocks beat the index in 2023.": ["^GSPC breadth up 24 percent 2023-01-01:2023-12-30"],
    "Advancers outnumbered decliners by 3 to 1 on the NYSE.": [],
    "Tesla's market value slipped below $500 billion.": ["TSLA market_cap down 500000000000 USD . hedge=less_than"],
    "The Nasdaq is down 20% from its peak, meeting the common definition of a bear market.": [
        "^IXIC off_high down 20 percent :2024-05-18"
    ],
    "The S&P 500 entered correction territory, down 10.3% from its July 31 high.": [
        "^GSPC off_high down 10.3 percent 2023-07-31:2024-05-18"
    ],
    "The FTSE 100 rose 0.4%, with Shell up 2.1% and BP gaining 1.7%.": [
        "^FTSE percent_change up 0.4 percent .",
        "SHEL.L percent_change up 2.1 percent .",
        "BP.L percent_change up 1.7 percent .",
    ],
    "HSBC shares closed 1.2% higher at 690p.": ["HSBA.L percent_change up 1.2 percent .", "HSBA.L close - 6.9 GBP ."],
    "Vodafone slipped 2.3p to 75.4p.": ["VOD.L point_change down 0.023 GBP .", "VOD.L close - 0.754 GBP ."],
    "The benchmark 10-year yield, which moves inversely to price, was last at 4.42%, up 4.5 basis points.": [
        "^TNX yield_level - 4.42 percent .",
        "^TNX yield_change up 0.045 pp .",
    ],
    "Yields on two-year Treasuries rose 3.2 bps to 4.825%.": [
        "DGS2 yield_change up 0.032 pp .",
        "DGS2 yield_level up 4.825 percent .",
    ],
    "The yield curve inverted by as much as 108 basis points.": [],
    "The index finished above 5,300 for the second day running.": [],
    "Investors poured a net $11.9 billion into stock funds in the week to Wednesday, BofA said citing EPFR data.": [
        "<stock funds> fund_flow up 11900000000 USD 2024-05-09:2024-05-16"
    ],
    "S&P 500 futures were up 0.3% before the bell.": ["ES=F percent_change up 0.3 percent ."],
    "Dow futures point to a 200-point drop at the open.": [],
    "The stock is up 90% year to date, versus an 11% gain for the S&P 500.": [
        "^GSPC percent_change up 11 percent 2024-01-01:2024-05-18"
    ],
    "Nvidia, up 87% so far this year, is the S&P 500's best performer.": [
        "NVDA percent_change up 87 percent 2024-01-01:2024-05-18"
    ],
    "GameStop plummeted 30% on Thursday, giving back most of the week's gains.": [
        "GME percent_change down 30 percent 2024-05-16:2024-05-17"
    ],
    "It was the Nasdaq's third straight weekly advance.": ["^IXIC streak up 3 weeks ."],
    "The Dow rose 1.2% last week, the S&P 500 1.5% and the Nasdaq 2.1%.": [
        "^DJI percent_change up 1.2 percent 2024-05-06:2024-05-11",
        "^GSPC percent_change up 1.5 percent 2024-05-06:2024-05-11",
        "^IXIC percent_change up 2.1 percent 2024-05-06:2024-05-11",
    ],
    "Monday's 1.2% decline in the S&P 500 was its biggest since April 30.": [
        "^GSPC largest_move_since down - date 2024-05-13:2024-05-14 since=2024-04-30",
        "^GSPC percent_change down 1.2 percent 2024-05-13:2024-05-14",
    ],
    "Stocks fell for a third day, with the S&P 500 losing 0.8%.": ["^GSPC percent_change down 0.8 percent ."],
    "Crypto exchange Coinbase rose 4% and MicroStrategy added 7%.": [
        "COIN percent_change up 4 percent .",
        "MSTR percent_change up 7 percent .",
    ],
    "The Dow lost 3.1 percent, or 774 points, to 24,103, its biggest percentage drop in six weeks.": [
        "^DJI percent_change down 3.1 percent .",
        "^DJI point_change down 774 points .",
        "^DJI close - 24103 points .",
        "^DJI largest_move_since down - date . since=2024-04-05",
    ],
    "Shares of Disney rallied more than 6 percent Friday, their best day since 2011.": [
        "DIS percent_change up 6 percent . hedge=more_than",
        "DIS largest_move_since up - date . since=2011",
    ],
    "Oil prices have risen by more than 20% since the start of the year.": [
        "CL=F percent_change up 20 percent 2024-01-01:2024-05-18 hedge=more_than"
    ],
    "Home Depot shed 0.1% despite reporting better-than-expected profit of $3.63 a share.": [
        "HD percent_change down 0.1 percent .",
        "HD fundamental - 3.63 USD -",
    ],
    "The S&P 500's 5.3% gain in February was its best February since 2015.": [
        "^GSPC largest_move_since up - date 2024-02-01:2024-03-01 since=2015 freq=month",
        "^GSPC percent_change up 5.3 percent 2024-02-01:2024-03-01",
    ],
    "What if the Dow drops 20%?": ["^DJI percent_change down 20 percent - hypothetical"],
    "The Dow could have fallen another 300 points.": ["^DJI point_change down 300 points - hypothetical"],
    "Few expected the S&P 500 to gain 24% in 2023.": [
        "^GSPC percent_change up 24 percent 2023-01-01:2024-01-01 forecast"
    ],
    "Goldman Sachs raised its year-end target for the S&P 500 to 5,200 from 5,100.": [
        "^GSPC level - 5200 points 2024-12-31:2025-01-01 forecast",
        "^GSPC level - 5100 points - forecast",
    ],
    "JPMorgan said the S&P 500 might slide to 4,200.": ["^GSPC level - 4200 points - forecast"],
    "Copper topped $11,000 a ton for the first time.": ["HG=F first_since up 11000 USD . field=high hedge=more_than"],
    "Microsoft overtook Apple with a market value of $2.89 trillion.": ["MSFT market_cap up 2890000000000 USD ."],
    "The 61.7% gain in the S&P 500 from the October 2022 low is long.": [
        "^GSPC off_low up 61.7 percent 2022-10-01:2024-05-18",
    ],
    "The Dow sits 0.4% away from its all-time closing high.": ["^DJI off_high down 0.4 percent . record"],
    "The CAC 40 rose 8.5% this week, its heftiest weekly gain since March 2015.": [
        "^FCHI percent_change up 8.5 percent 2024-05-13:2024-05-18",
        "^FCHI largest_move_since up - date 2024-05-13:2024-05-18 since=2015-03 freq=week",
    ],
    "Nymex crude for Sept. delivery fell $2.03, or 3.03%, to settle at $65.01 a barrel.": [
        "CL=F point_change down 2.03 USD .",
        "CL=F percent_change down 3.03 percent .",
        "CL=F close - 65.01 USD .",
    ],
    "The CAC 40 is 6.7 percentage points ahead of the FTSE 100 this year.": [
        "^FCHI relative_change up 6.7 pp 2024-01-01:2024-05-18 versus=^FTSE",
    ],
    "Last week the CAC 40 was -2.1%.": ["^FCHI percent_change down 2.1 percent 2024-05-06:2024-05-11"],
    "The Dow ended at 34,382.13, its fourth-highest finish ever.": [
        "^DJI close - 34382.13 points .",
        "^DJI rank up 4 count . field=close record",
    ],
    "The VIX fell to 13.48, after touching 14.7.": [
        "^VIX close - 13.48 points .",
        "^VIX intraday_high - 14.7 points .",
    ],
    "Nvidia swung between gains of 1% and losses of 3% before ending 1.4% lower.": [
        "NVDA percent_change up 1 percent . field=high",
        "NVDA percent_change down 3 percent . field=low",
        "NVDA percent_change down 1.4 percent .",
    ],
    "The 10-year Treasury yield has hit 4% for the first time since 2010.": [
        "^TNX first_since up 4 percent . since=2010 hedge=at_least",
    ],
    "The German blue-chip index fell 1.49% on Thursday.": [
        "^GDAXI percent_change down 1.49 percent 2024-05-16:2024-05-17",
    ],
    "Boeing was among the biggest decliners on the S&P 500, down 9.9%.": ["BA percent_change down 9.9 percent ."],
    "The Dow, the S&P 500 and the Nasdaq closed at 34,500, 4,457.49 and 13,761.53, respectively.": [
        "^DJI close - 34500 points .",
        "^GSPC close - 4457.49 points .",
        "^IXIC close - 13761.53 points .",
    ],
    "Ford rose 2.8% on Friday. The contract was worth $2 billion.": ["F percent_change up 2.8 percent ."],
    "The S&P 500 is 12% lower than its record.": ["^GSPC off_high down 12 percent :2024-05-18"],
    "The Nasdaq outran the Dow by 2 percentage points this week.": [
        "^IXIC relative_change up 2 pp 2024-05-13:2024-05-18 versus=^DJI",
    ],
    "Gold fell 2.6% ahead of the decision.": ["GC=F percent_change down 2.6 percent ."],
    "The S&P 500 must close above 4,500.": ["^GSPC level up 4500 points - hedge=more_than hypothetical"],
    "The US oil rig count surged 10 points last week.": [
        "CL=F fundamental up 10 points 2024-05-06:2024-05-11",
    ],
    "The Dow Jones Industrial Average (.DJI), opens new tab, fell 123.19 points.": [
        "^DJI point_change down 123.19 points .",
    ],
    "WTI Crude at $78.45 (-0.8%), Brent at $82.15 (-0.7%).": [
        "CL=F level - 78.45 USD .",
        "CL=F percent_change down 0.8 percent .",
        "BZ=F level - 82.15 USD .",
        "BZ=F percent_change down 0.7 percent .",
    ],
    "The 10-year Treasury yield is near 1.53%.": ["^TNX yield_level - 1.53 percent . hedge=approx"],
    "| VIX>99th | 0.25% | 69.00% | -6.87% |": [],
    "Apple had 98,771 employees at the end of 2023, up 23 percent.": [
        "AAPL fundamental up 23 percent 2023-12-31:2024-01-01",
    ],
    "Tesla kept growing after doubling service staff last year.": [],
    "Tesla's China car registrations fall 35% month-on-month in February.": [],
    "Wheat met the 78.6% retracement of its decline.": [],
    "Gold has risen by almost 11%, its largest monthly increase since January 2012.": [
        "GC=F percent_change up 11 percent 2024-05-01:2024-05-18 hedge=just_below",
        "GC=F largest_move_since up - date 2024-05-01:2024-05-18 since=2012-01 freq=month",
    ],
    "The Sensex plunged 1,062 points to close at 72,404.17 on Thursday.": [
        "^BSESN point_change down 1062 points 2024-05-16:2024-05-17",
        "^BSESN close - 72404.17 points 2024-05-16:2024-05-17",
    ],
    "The Hang Seng Index added 177.08 points, or 0.9 per cent, to 19,553.61, the highest since August.": [
        "^HSI point_change up 177.08 points .",
        "^HSI percent_change up 0.9 percent .",
        "^HSI close - 19553.61 points .",
        "^HSI highest_since - - date . since=2023-08",
    ],
    "Shanghai's composite index fell 0.2 percent, while Japan's Nikkei 225 lost 0.3 percent.": [
        "^N225 percent_change down 0.3 percent ."
    ],
    "South Korea's Kospi slid 1 percent to 2,724.62.": [
        "^KS11 percent_change down 1 percent .",
        "^KS11 close - 2724.62 points .",
    ],
    "The S&P 500 slid 0.7 per cent, taking its losses for the week to 2.1 per cent.": [
        "^GSPC percent_change down 0.7 percent .",
        "^GSPC percent_change down 2.1 percent 2024-05-13:2024-05-18",
    ],
    "The Nasdaq Composite tumbled 3.6%, bringing its decline from its November high to 22%.": [
        "^IXIC percent_change down 3.6 percent .",
        "^IXIC off_high down 22 percent 2023-11-01:2024-05-18",
    ],
    "The Dow Jones Industrial Average closed down 1,191 points, or 4.4 per cent, its biggest points fall ever.": [
        "^DJI point_change down 1191 points .",
        "^DJI percent_change down 4.4 percent .",
        "^DJI largest_move_since down - date . record",
    ],
    "Wall Street's fear gauge, the VIX, closed at 39.16, the highest since 2018.": [
        "^VIX close - 39.16 points .",
        "^VIX highest_since - - date . since=2018",
    ],
    "Gold prices fell 2% to $2,337 an ounce, the lowest in a week.": [
        "GC=F percent_change down 2 percent .",
        "GC=F close - 2337 USD .",
        "GC=F lowest_since - - date . since=2024-05-10",
    ],
    "The pound was trading at $1.27, up 0.3% on the day.": [
        "GBPUSD=X level - 1.27 USD .",
        "GBPUSD=X percent_change up 0.3 percent .",
    ],
    "The FTSE 100 index closed up 0.1% at 8,420.26 points.": [
        "^FTSE percent_change up 0.1 percent .",
        "^FTSE close - 8420.26 points .",
    ],
    "The FTSE 100, which hit an intraday record of 8,474.41 on Wednesday, slipped 0.2%.": [
        "^FTSE intraday_high - 8474.41 points 2024-05-15:2024-05-16 field=high",
        "^FTSE percent_change down 0.2 percent .",
    ],
    "In Asia, Japan's Nikkei 225 ended down 0.3% while Hong Kong's Hang Seng closed 0.9% higher.": [
        "^N225 percent_change down 0.3 percent .",
        "^HSI percent_change up 0.9 percent .",
    ],
    "Oil was steady, with Brent at $83.50 a barrel.": ["BZ=F level - 83.5 USD ."],
    "Tesla shares were up 1.5% at $177.46 at the close.": [
        "TSLA percent_change up 1.5 percent .",
        "TSLA close - 177.46 USD .",
    ],
    "Shares of Reddit soared 48% in their market debut.": ["RDDT percent_change up 48 percent ."],
    "The Dow gained 134 points to close above 40,000 for the first time in its history.": [
        "^DJI point_change up 134 points .",
        "^DJI first_since up 40000 points . hedge=more_than",
    ],
    "The S&P 500 rose to 5,303.27 from 5,297.10.": [
        "^GSPC close - 5303.27 points .",
        "^GSPC close - 5297.1 points 2024-05-16:2024-05-17",
    ],
    "The 30-year Treasury yield rose 5 basis points to 4.56%.": [
        "^TYX yield_change up 0.05 pp .",
        "^TYX yield_level up 4.56 percent .",
    ],
    "The spread between 2-year and 10-year yields narrowed to 40 basis points.": [],
    "The Bank of England cut rates by 25 basis points.": [],
    "The Cboe Volatility Index, Wall Street's fear gauge, dropped to 11.99, its lowest close since November 2019.": [
        "^VIX close - 11.99 points .",
        "^VIX lowest_since - - date . since=2019-11",
    ],
    "The index is now just 1% below the all-time closing high it reached in January 2022.": [],
    "Tesla has lost 29% since January.": ["TSLA percent_change down 29 percent 2024-01-01:2024-05-18"],
    "Bitcoin, which hit an all-time high of $73,798 in March, fell 1% to $66,900.": [
        "BTC-USD intraday_high - 73798 USD 2024-03-01:2024-04-01 field=high",
        "BTC-USD percent_change down 1 percent 2024-05-16:2024-05-17",
        "BTC-USD close - 66900 USD 2024-05-16:2024-05-17",
    ],
    "Shares of the company fell 3%.": [],
    "The Dow rose, gaining 0.3%.": ["^DJI percent_change up 0.3 percent ."],
    "The Dow rose 0.3%, snapping a three-day losing streak.": [
        "^DJI percent_change up 0.3 percent .",
        "^DJI streak down 3 days 2024-05-16:2024-05-17",
    ],
    "The Dow ended a five-day slide.": [],
    "The S&P 500 logged its biggest weekly percentage gain since November.": [
        "^GSPC largest_move_since up - date 2024-05-13:2024-05-18 since=2023-11 freq=week"
    ],
    "The Russell 2000 jumped 3.3%, its best day since November 2022.": [
        "^RUT percent_change up 3.3 percent .",
        "^RUT largest_move_since up - date . since=2022-11",
    ],
    "The Nasdaq Composite posted its worst month since September.": [
        "^IXIC largest_move_since down - date 2024-04-01:2024-05-01 since=2023-09 freq=month"
    ],
    "The Dow sank 475.84 points, or 1.2%, while the S&P 500 dropped 1.5% and the Nasdaq Composite lost 1.6%.": [
        "^DJI point_change down 475.84 points .",
        "^DJI percent_change down 1.2 percent .",
        "^GSPC percent_change down 1.5 percent .",
        "^IXIC percent_change down 1.6 percent .",
    ],
    "JPMorgan Chase slid 6.5%, Wells Fargo 0.4% and Citigroup 1.7%.": [
        "JPM percent_change down 6.5 percent .",
        "WFC percent_change down 0.4 percent .",
        "C percent_change down 1.7 percent .",
    ],
    "Nearly four stocks fell for every one that rose on the NYSE.": [],
    "Nvidia closed at $924.79, up 2.3% for the week.": [
        "NVDA close - 924.79 USD .",
        "NVDA percent_change up 2.3 percent 2024-05-13:2024-05-18",
    ],
    "West Texas Intermediate futures settled at $80.06, the highest this month.": ["CL=F close - 80.06 USD ."],
    "The Dow has not fallen more than 1% in 30 sessions.": [
        "^DJI percent_change down 1 percent 2024-04-08:2024-05-18 hedge=more_than denied"
    ],
    "Apple's shares, which had been down as much as 4%, ended 1% higher.": [
        "AAPL percent_change down 4 percent . field=low",
        "AAPL percent_change up 1 percent .",
    ],
    "The S&P 500 climbed 1.2% Wednesday to a record 5,308.15.": [
        "^GSPC highest_since - - date 2024-05-15:2024-05-16 record",
        "^GSPC percent_change up 1.2 percent 2024-05-15:2024-05-16",
        "^GSPC close - 5308.15 points 2024-05-15:2024-05-16",
    ],
    "Stocks in Tokyo rose, with the Nikkei gaining 0.9% to 39,069.68.": [
        "^N225 percent_change up 0.9 percent .",
        "^N225 close - 39069.68 points .",
    ],
    "Sales rose 5%, lifting the shares 3%.": ["<Sales> fundamental up 5 percent -"],
    "Nvidia's revenue tripled and its shares rose 9%.": [
        "NVDA fundamental up 3 x -",
        "NVDA percent_change up 9 percent .",
    ],
    "Alphabet climbed 10% after its profit jumped 57%.": [
        "GOOGL percent_change up 10 percent .",
        "GOOGL fundamental up 57 percent -",
    ],
    "Intel slumped 9.2% on a weak forecast for revenue of $13 billion.": ["INTC percent_change down 9.2 percent ."],
    "Of the 11 S&P 500 sectors, only utilities rose, gaining 1%.": [],
    "Six of the Magnificent Seven fell, led by a 3% drop in Tesla.": ["TSLA percent_change down 3 percent ."],
    "The Dow, S&P 500 and Nasdaq all fell more than 1%.": [
        "^DJI percent_change down 1 percent . hedge=more_than",
        "^GSPC percent_change down 1 percent . hedge=more_than",
        "^IXIC percent_change down 1 percent . hedge=more_than",
    ],
    "Both the Dow and the S&P 500 gained 0.5%.": [
        "^DJI percent_change up 0.5 percent .",
        "^GSPC percent_change up 0.5 percent .",
    ],
}


@pytest.mark.parametrize("text", NEWS)
def test_news(read, text):
    assert read(text) == NEWS[text]
