"""Superlatives, records, ranks, streaks and first times."""

from __future__ import annotations

import pytest

MARKS = {
    "The S&P 500 closed at its highest since January 2022.": ["^GSPC highest_since - - date . since=2022-01"],
    "The Dow ended at its lowest level since Oct. 27.": ["^DJI lowest_since - - date . since=2023-10-27"],
    "Gold settled at its highest in two months.": ["GC=F highest_since - - date . since=2024-03"],
    "The VIX closed at 11.99, the lowest since November 2019.": [
        "^VIX close - 11.99 points .",
        "^VIX lowest_since - - date . since=2019-11",
    ],
    "The Nasdaq Composite finished at a record high.": ["^IXIC highest_since - - date . record"],
    "The Dow closed at an all-time high on Friday.": ["^DJI highest_since - - date . record"],
    "The FTSE 100 ended at a new closing record.": ["^FTSE highest_since - - date . record"],
    "The S&P 500 ended at a 12-year low.": ["^GSPC lowest_since - - date . since=2012-05"],
    "The Nikkei closed at a 34-year high.": ["^N225 highest_since - - date . since=1990-05"],
    "It was the Dow's biggest one-day gain since November 2022.": ["^DJI largest_move_since up - date . since=2022-11"],
    "The S&P 500 posted its largest percentage drop since February.": [
        "^GSPC largest_move_since down - date . since=2024-02"
    ],
    "The Nasdaq Composite had its worst day of the year.": ["^IXIC rank down 1 count 2024-01-01:2024-05-18"],
    "Friday's gain was the third-best of the year for the Dow.": ["^DJI rank up 3 count 2024-01-01:2024-05-18"],
    "The Dow fell 1.5%, the most since March 2023.": [
        "^DJI percent_change down 1.5 percent .",
        "^DJI largest_move_since down - date . since=2023-03",
    ],
    "The S&P 500 rose 3% in the week, its best week since November.": [
        "^GSPC percent_change up 3 percent 2024-05-13:2024-05-18",
        "^GSPC largest_move_since up - date 2024-05-13:2024-05-18 since=2023-11 freq=week",
    ],
    "The Dow tumbled 5% in April, its worst month since September 2022.": [
        "^DJI percent_change down 5 percent 2024-04-01:2024-05-01",
        "^DJI largest_move_since down - date 2024-04-01:2024-05-01 since=2022-09 freq=month",
    ],
    "The Dow closed above 40,000 for the first time.": ["^DJI first_since up 40000 points . hedge=more_than"],
    "The VIX closed below 12 for the first time since November 2019.": [
        "^VIX first_since down 12 points . since=2019-11 hedge=less_than"
    ],
    "The S&P 500 rose for a fifth straight week.": ["^GSPC streak up 5 weeks ."],
    "The Dow climbed for an eighth consecutive day.": ["^DJI streak up 8 days ."],
    "The FTSE 100 fell for a third session.": ["^FTSE streak down 3 days ."],
    "The Nasdaq Composite has risen in six consecutive months.": ["^IXIC streak up 6 months 2024-04-30:2024-05-01"],
    "The Dow has gained for eight days in a row.": ["^DJI streak up 8 days ."],
    "The S&P 500 logged its fourth straight weekly gain.": ["^GSPC streak up 4 weeks ."],
    "The Dow slipped 0.1%, ending an eight-day winning streak.": [
        "^DJI percent_change down 0.1 percent .",
        "^DJI streak up 8 days 2024-05-16:2024-05-17",
    ],
    "The Russell 2000 extended its losing streak to six sessions.": ["^RUT streak down 6 days ."],
    "The Dow set 17 record closes in 2024.": ["^DJI count - 17 count 2024-01-01:2024-05-18"],
    "The S&P 500 closed below its 200-day moving average.": ["^GSPC moving_average down 200 days ."],
    "The DAX hit a low on Jan. 17 of 16,345.02.": ["^GDAXI intraday_low - 16345.02 points 2024-01-17:2024-01-18"],
    "Thursday's jump in the CAC 40 ranks as the largest for one day since October 2022.": [
        "^FCHI largest_move_since up - date 2024-05-16:2024-05-17 since=2022-10"
    ],
    "At 9,612.62 the DAX posted the year's fifth-lowest close.": [
        "^GDAXI rank down 5 count 2024-01-01:2024-05-18 field=close"
    ],
    "The DAX's close on Wednesday was the fifth lowest of the year.": [
        "^GDAXI rank down 5 count 2024-01-01:2024-05-16 field=close"
    ],
    "The Dow closed below its 50-day moving average for the first time since May 2022.": [
        "^DJI moving_average down 50 days . since=2022-05"
    ],
    "The S&P 500 ended above its 200-day average, which it hasn't done since June 2022.": [
        "^GSPC moving_average up 200 days . since=2022-06"
    ],
    "The Nasdaq Composite climbed back above its 50-day moving average.": ["^IXIC moving_average up 50 days ."],
    "The Russell 2000 outperformed the S&P 500 in 2023.": [
        "^RUT relative_change up - pp 2023-01-01:2023-12-30 versus=^GSPC"
    ],
    "The Nasdaq Composite beat the Dow by 2 percentage points this month.": [
        "^IXIC relative_change up 2 pp 2024-05-01:2024-05-18 versus=^DJI"
    ],
    "The Dow trailed the S&P 500 by 5 points this year.": [
        "^DJI relative_change down 5 pp 2024-01-01:2024-05-18 versus=^GSPC"
    ],
    # no bound, no claim
    "It was one of the best days for the Dow since March.": [],
    "The Dow had its best day.": [],
    "The S&P 500 is near a record high.": [],
    "The S&P 500 came close to a record.": [],
}


@pytest.mark.parametrize("text", MARKS)
def test_marks(read, text):
    assert read(text) == MARKS[text]
