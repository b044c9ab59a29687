"""Periods: a sentence and its publication in, (words, kind, from, to) out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.common import score
from bench.periods_part import predict, score_peer_suite
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.periods.holidays import easter, holiday
from tapecheck.schema import Period, Published

NEW_YORK = "2023-09-13T17:00:00-04:00"  # a Wednesday evening
LONDON = "2019-10-31T08:00:00+00:00"  # a Thursday morning
SYDNEY = "2016-07-04T07:30:00+10:00"  # a Monday morning
HONG_KONG = "2015-08-25T18:00:00+08:00"  # a Tuesday evening
MUMBAI = "2021-02-01T16:30:00+05:30"  # a Monday afternoon


def told(text: str, published: str | None = NEW_YORK) -> list[tuple[str, str, str | None, str | None]]:
    """The periods of a text as small tuples."""
    found = find_periods(text, Published.parse(published) if published else None)
    return [(p.text, p.kind.value, p.from_ and p.from_.isoformat(), p.to and p.to.isoformat()) for p in found]


def only(text: str, published: str | None = NEW_YORK) -> Period:
    """The one period of a text."""
    (period,) = find_periods(text, Published.parse(published) if published else None)
    return period


def days(*bounds: str | None) -> tuple[str | None, ...]:
    """One day's bounds from its first, or the bounds as given."""
    if len(bounds) == 1 and bounds[0]:
        return bounds[0], date.fromordinal(date.fromisoformat(bounds[0]).toordinal() + 1).isoformat()
    return bounds


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        # American, British, Indian and ISO styles, with a year
        ("The Dow closed lower on September 17, 2001.", "September 17, 2001", "2001-09-17"),
        ("It has not closed there since it did on Sept. 17, 2001, traders said.", "Sept. 17, 2001", "2001-09-17"),
        ("Shares fell on Monday, Sept. 17, 2001.", "Monday, Sept. 17, 2001", "2001-09-17"),
        ("The bank failed on 15 September 2008.", "15 September 2008", "2008-09-15"),
        ("The bank failed on 15th September 2008.", "15th September 2008", "2008-09-15"),
        ("The bank failed on the 15th of September, 2008.", "the 15th of September, 2008", "2008-09-15"),
        ("The bank failed on Monday 15 September 2008.", "Monday 15 September 2008", "2008-09-15"),
        ("The data of 2008-09-15 were revised.", "2008-09-15", "2008-09-15"),
        ("Settled 15-Sep-2008 at par.", "15-Sep-2008", "2008-09-15"),
        ("Settled 15/09/2008 at par.", "15/09/2008", "2008-09-15"),
        ("Settled 9/15/2008 at par.", "9/15/2008", "2008-09-15"),
        ("Settled 15.09.2008 at par.", "15.09.2008", "2008-09-15"),
        ("The report of 20080915 is final.", "20080915", "2008-09-15"),
        ("It peaked on OCTOBER 9, 2007 and fell.", "OCTOBER 9, 2007", "2007-10-09"),
        ("He was born on the fourth of July 1976.", "the fourth of July 1976", "1976-07-04"),
        ("It came on Feb 29, 2000, a leap day.", "Feb 29, 2000", "2000-02-29"),
        # without a year: the latest
        ("The index is below its Jan. 26 high.", "Jan. 26", "2023-01-26"),
        ("The stock peaked on December 3.", "December 3", "2022-12-03"),
        ("The stock peaked on 3 December.", "3 December", "2022-12-03"),
        ("The stock peaked on 3rd Dec.", "3rd Dec", "2022-12-03"),
        ("NEW YORK, Sept 13 (Reuters) - Shares rose.", "Sept 13", "2023-09-13"),
        ("The low came on May 4.", "May 4", "2023-05-04"),
        ("The low came on March 13.", "March 13", "2023-03-13"),
        # without a year: the coming one
        ("The Fed will meet on Nov. 1.", "Nov. 1", "2023-11-01"),
        ("Results are due on 26 October.", "26 October", "2023-10-26"),
        ("The merger is expected to close by Jan. 31.", "Jan. 31", "2024-01-31"),
        ("Futures were up on Sept. 14.", "Sept. 14", "2023-09-14"),
        ("It closed 2% below its Sept. 16 high.", "Sept. 16", "2022-09-16"),
        ("The ban ends on Sept. 11 attacks' anniversary.", "Sept. 11", "2001-09-11"),
    ],
)
def test_dates(text: str, words: str, day: str) -> None:
    assert told(text) == [(words, "date", *days(day))]


@pytest.mark.parametrize(
    ("text", "published", "words", "day"),
    [
        ("Stocks rose on Monday.", NEW_YORK, "Monday", "2023-09-11"),
        ("Stocks rose Wednesday.", NEW_YORK, "Wednesday", "2023-09-13"),
        ("Stocks rose on Thursday.", NEW_YORK, "Thursday", "2023-09-07"),
        ("Stocks fell late Friday.", NEW_YORK, "Friday", "2023-09-08"),
        ("Stocks fell Tuesday afternoon.", NEW_YORK, "Tuesday afternoon", "2023-09-12"),
        ("Inflation data will be released on Thursday.", NEW_YORK, "Thursday", "2023-09-14"),
        ("Chips fell on Monday of the previous week.", NEW_YORK, "Monday of the previous week", "2023-09-04"),
        ("The index fell this Monday.", NEW_YORK, "this Monday", "2023-09-11"),
        ("It rose the previous session.", NEW_YORK, "the previous session", "2023-09-12"),
        ("It rose the next day.", "2023-09-08", "the next day", "2023-09-09"),
        ("It fell two days before yesterday.", LONDON, "two days before yesterday", "2019-10-28"),
        ("Shops open on the twenty-sixth day of the month.", NEW_YORK, "twenty-sixth day of the month", "2023-09-26"),
        ("It is due on dec31 this year.", NEW_YORK, "dec31 this year", "2023-12-31"),
        ("It will be back in two weeks.", NEW_YORK, "two weeks", "2023-09-27"),
        ("The exchange will reopen on Wednesday.", NEW_YORK, "Wednesday", "2023-09-20"),
        (
            "Futures pointed to a rise; the FTSE is expected to open higher on Thursday.",
            LONDON,
            "Thursday",
            "2019-10-31",
        ),
        ("Earnings came in better than expected on Tuesday.", NEW_YORK, "Tuesday", "2023-09-12"),
        ("The board is due to meet next Tuesday.", NEW_YORK, "next Tuesday", "2023-09-19"),
        ("He resigned last Friday.", NEW_YORK, "last Friday", "2023-09-08"),
        ("It listed this past Monday.", NEW_YORK, "this past Monday", "2023-09-11"),
        ("The Hang Seng slumped on Monday.", HONG_KONG, "Monday", "2015-08-24"),
        ("The ASX closed higher on Friday.", SYDNEY, "Friday", "2016-07-01"),
        ("Stocks fell today.", NEW_YORK, "today", "2023-09-13"),
        ("Wall Street fell yesterday.", LONDON, "yesterday", "2019-10-30"),
        ("Wall Street fell overnight.", SYDNEY, "overnight", "2016-07-03"),
        ("The Chancellor speaks tomorrow.", LONDON, "tomorrow", "2019-11-01"),
        ("Shares opened lower this morning.", LONDON, "this morning", "2019-10-31"),
        ("The company said last night that it would cut jobs.", LONDON, "last night", "2019-10-30"),
        ("The Sensex rose 5% on the day.", MUMBAI, "the day", "2021-02-01"),
        ("The rupee will be fixed by year-end.", MUMBAI, "year-end", "2021-12-31"),
        ("It had gained 2% the day before.", NEW_YORK, "the day before", "2023-09-12"),
        ("The deal was announced two weeks ago.", NEW_YORK, "two weeks ago", "2023-08-30"),
        ("It was worth half as much three years ago.", NEW_YORK, "three years ago", "2020-09-13"),
        ("The halt came a day earlier.", NEW_YORK, "a day earlier", "2023-09-12"),
        ("The Fed meets on Thursday.", NEW_YORK, "Thursday", "2023-09-14"),
        ("It fell on the last trading day of January.", NEW_YORK, "the last trading day of January", "2023-01-31"),
        ("It hit a low in the first session of 2022.", "2022-03-01", "the first session of 2022", "2022-01-03"),
        ("Meet on the 30th.", LONDON, "the 30th", "2019-10-30"),
        ("The order was filled Fri 14th.", "2022-10-20", "Fri 14th", "2022-10-14"),
    ],
)
def test_days_told_from_the_publication(text: str, published: str, words: str, day: str) -> None:
    assert told(text, published) == [(words, "date", *days(day))]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        # months and years
        ("The index hit a record in March 2000.", "March 2000", "2000-03-01", "2000-04-01"),
        ("Sales rose 3% in November.", "November", "2022-11-01", "2022-12-01"),
        ("Sales rose 3% in August.", "August", "2023-08-01", "2023-09-01"),
        ("Stocks are up in September.", "September", "2023-09-01", "2023-09-14"),
        ("Stocks have lost 1% so far in September.", "September", "2023-09-01", "2023-09-14"),
        ("Brent crude for November delivery rose.", "November", "2023-11-01", "2023-12-01"),
        ("The ECB could raise rates in December.", "December", "2023-12-01", "2024-01-01"),
        ("It was hit in May.", "May", "2023-05-01", "2023-06-01"),
        ("May was the worst month for bonds.", "May", "2023-05-01", "2023-06-01"),
        ("The S&P 500 lost 19% in 2022.", "2022", "2022-01-01", "2023-01-01"),
        ("The S&P 500 has gained 16% in 2023.", "2023", "2023-01-01", "2023-09-14"),
        ("The S&P 500 has gained 16% so far in 2023.", "2023", "2023-01-01", "2023-09-14"),
        ("Growth will slow in 2024.", "2024", "2024-01-01", "2025-01-01"),
        ("The bull market (2009) began quietly.", "2009", "2009-01-01", "2010-01-01"),
        ("The 2008 crisis came back to mind; 2008's lows held.", "2008", "2008-01-01", "2009-01-01"),
        ("The rally of the 1990s ended.", "1990s", "1990-01-01", "2000-01-01"),
        ("Inflation was last so high in the 1970s.", "1970s", "1970-01-01", "1980-01-01"),
        # this, last, next
        ("The yen has weakened this year.", "this year", "2023-01-01", "2023-09-14"),
        ("Last year was no better.", "Last year", "2022-01-01", "2023-01-01"),
        ("Rates may fall next year.", "next year", "2024-01-01", "2025-01-01"),
        ("Analysts expect gold to gain 10% this year.", "this year", "2023-01-01", "2024-01-01"),
        ("It lost 4% last month.", "last month", "2023-08-01", "2023-09-01"),
        ("It lost 4% this month.", "this month", "2023-09-01", "2023-09-14"),
        ("Investors withdrew $1.5 billion last week.", "last week", "2023-09-04", "2023-09-09"),
        ("It rose the previous week.", "the previous week", "2023-09-04", "2023-09-09"),
        ("It has fallen 2% this week.", "this week", "2023-09-11", "2023-09-14"),
        ("The Fed meets next week.", "next week", "2023-09-18", "2023-09-25"),
        ("It rose last quarter.", "last quarter", "2023-04-01", "2023-07-01"),
        ("It will ease in the coming quarter.", "the coming quarter", "2023-10-01", "2024-01-01"),
        ("The shares peaked last March.", "last March", "2023-03-01", "2023-04-01"),
        ("The shares are down for the year.", "the year", "2023-01-01", "2023-09-14"),
        ("The shares began the year at $10.", "the year", "2023-01-01", "2024-01-01"),
        ("The Dow is down 2% year to date.", "year to date", "2023-01-01", "2023-09-14"),
        ("The Dow is down 2% in the year to date.", "the year to date", "2023-01-01", "2023-09-14"),
        ("The Dow is down 2% YTD.", "YTD", "2023-01-01", "2023-09-14"),
        ("The Dow is down 2% month-to-date.", "month-to-date", "2023-09-01", "2023-09-14"),
        ("Stocks have drifted all year.", "all year", "2023-01-01", "2023-09-14"),
        ("It cut its forecast earlier this month.", "earlier this month", "2023-09-01", "2023-09-14"),
        ("It will list later this year.", "later this year", "2023-09-14", "2024-01-01"),
        # look back from now, on from now
        ("It gained 30% over the past year.", "the past year", "2022-09-14", "2023-09-14"),
        ("It gained 30% in the last 12 months.", "the last 12 months", "2022-09-14", "2023-09-14"),
        ("It fell in the past two weeks.", "the past two weeks", "2023-08-31", "2023-09-14"),
        ("It fell in the past five trading days.", "the past five trading days", "2023-09-07", "2023-09-14"),
        ("It fell over the past trading week.", "the past trading week", "2023-09-07", "2023-09-14"),
        ("It fell over the past two trading weeks.", "the past two trading weeks", "2023-08-31", "2023-09-14"),
        ("It fell 8% over three sessions.", "three sessions", "2023-09-11", "2023-09-14"),
        ("It expects growth in the next three years.", "the next three years", "2023-09-14", "2026-09-14"),
        # quarters, halves, seasons, parts
        ("GDP grew 2% in the second quarter.", "the second quarter", "2023-04-01", "2023-07-01"),
        ("GDP grew 2% in the second quarter of 2021.", "the second quarter of 2021", "2021-04-01", "2021-07-01"),
        ("GDP grew 2% in Q2.", "Q2", "2023-04-01", "2023-07-01"),
        ("GDP grew 2% in Q3 2022.", "Q3 2022", "2022-07-01", "2022-10-01"),
        ("Volumes were thin in 1H24.", "1H24", "2024-01-01", "2024-07-01"),
        ("Volumes were thin in H1 2023.", "H1 2023", "2023-01-01", "2023-07-01"),
        ("GDP shrank in 4Q22.", "4Q22", "2022-10-01", "2023-01-01"),
        ("Yields rose in the first half.", "the first half", "2023-01-01", "2023-07-01"),
        ("Yields rose in the first half of last year.", "the first half of last year", "2022-01-01", "2022-07-01"),
        ("Rates could be cut in the first quarter.", "the first quarter", "2024-01-01", "2024-04-01"),
        ("It halved in the summer of 2020.", "the summer of 2020", "2020-06-01", "2020-09-01"),
        ("It halved in early 2023.", "early 2023", "2023-01-01", "2023-05-01"),
        ("It halved in late July.", "late July", "2023-07-21", "2023-08-01"),
        ("It should double by mid-2025.", "mid-2025", "2025-01-01", "2025-07-01"),
        ("It rose in the first two months of 2009.", "the first two months of 2009", "2009-01-01", "2009-03-01"),
        (
            "It rose in the first eight months of the year.",
            "the first eight months of the year",
            "2023-01-01",
            "2023-09-01",
        ),
        # windows
        ("Funds took in $1 billion in the week to Wednesday.", "the week to Wednesday", "2023-09-07", "2023-09-14"),
        ("Funds lost $1 billion in the week ended Sept. 6.", "the week ended Sept. 6", "2023-08-31", "2023-09-07"),
        ("Stocks fell in the week ending Friday.", "the week ending Friday", "2023-09-02", "2023-09-09"),
        ("Prices rose 3.7% in the year to August.", "the year to August", "2022-09-01", "2023-09-01"),
        (
            "Prices rose 3.7% in the 12 months through August.",
            "the 12 months through August",
            "2022-09-01",
            "2023-09-01",
        ),
        ("Profit fell in the three months to June.", "the three months to June", "2023-04-01", "2023-07-01"),
        ("Profit fell in the quarter ended in March.", "the quarter ended in March", "2023-01-01", "2023-04-01"),
        ("Output fell in the year ended 31 March 2023.", "the year ended 31 March 2023", "2022-04-01", "2023-04-01"),
        (
            "Exports fell 3% in the year to the end of March.",
            "the year to the end of March",
            "2022-04-01",
            "2023-04-01",
        ),
        ("July prices rose 3.2% from a year earlier.", "a year earlier", "2022-07-01", "2022-08-01"),
        ("It was shut this working week.", "this working week", "2023-09-11", "2023-09-16"),
        ("It will be shut in the next 4 business days.", "the next 4 business days", "2023-09-14", "2023-09-20"),
        ("Rates will be low for the next two decades.", "the next two decades", "2030-01-01", "2050-01-01"),
        ("It lost money in the previous three quarters.", "the previous three quarters", "2022-10-01", "2023-07-01"),
        ("Bitcoin traded all weekend; it fell last weekend.", "last weekend", "2023-09-09", "2023-09-11"),
        ("It fell in the late 1990s.", "the late 1990s", "1996-09-01", "2000-01-01"),
        ("It fell by the end of the 1990s.", "the end of the 1990s", "1997-01-01", "2000-01-01"),
        ("It fell the week before.", "the week before", "2023-09-04", "2023-09-09"),
        ("It will pay within 9 months.", "9 months", "2023-09-13", "2024-06-13"),
        ("Set it for 3 days from today.", "3 days from today", "2023-09-13", "2023-09-16"),
        ("It fell in the week of Aug. 30.", "the week of Aug. 30", "2023-08-28", "2023-09-04"),
        ("It fell in the week beginning Aug. 28.", "the week beginning Aug. 28", "2023-08-28", "2023-09-04"),
        ("It listed in Dec '09.", "Dec '09", "2009-12-01", "2010-01-01"),
        ("It listed in cy18.", "cy18", "2018-01-01", "2019-01-01"),
        ("It listed in 2015-3.", "2015-3", "2015-03-01", "2015-04-01"),
        ("It rose from June 2022 to May 2023.", "June 2022 to May 2023", "2022-06-01", "2023-06-01"),
        ("It rose from last Friday to Tuesday.", "last Friday to Tuesday", "2023-09-08", "2023-09-13"),
        ("It is a year that will end in mid-year.", "mid-year", "2023-01-01", "2023-07-01"),
        ("One year on from the low, it has doubled.", "One year", "2022-09-13", "2023-09-14"),
        (
            "Funds took in $5 billion in the past two weeks, data on fund flows and outflows show.",
            "the past two weeks",
            "2023-08-28",
            "2023-09-09",
        ),
        ("It listed in the third month of 2021.", "the third month of 2021", "2021-03-01", "2021-04-01"),
        ("It lost most in the last week of 2019.", "the last week of 2019", "2019-12-23", "2019-12-30"),
        # ranges
        (
            "OPEC cuts from November through the end of 2023.",
            "November through the end of 2023",
            "2023-11-01",
            "2024-01-01",
        ),
        ("Small caps rallied from June through July.", "June through July", "2023-06-01", "2023-08-01"),
        ("It fell from May to September 2008.", "May to September 2008", "2008-05-01", "2008-10-01"),
        ("It fell between 3 and 12 Sept.", "between 3 and 12 Sept", "2023-09-03", "2023-09-13"),
        ("The meeting of Sept. 19-20 matters.", "Sept. 19-20", "2023-09-19", "2023-09-21"),
        ("It lost half from 2007 to 2009.", "2007 to 2009", "2007-01-01", "2010-01-01"),
        ("It doubled between 2019 and 2021.", "between 2019 and 2021", "2019-01-01", "2022-01-01"),
        ("The 2007-2009 bear market was deeper.", "2007-2009", "2007-01-01", "2010-01-01"),
        ("It fell from November to February.", "November to February", "2022-11-01", "2023-03-01"),
        ("It fell from Monday to Wednesday.", "Monday to Wednesday", "2023-09-11", "2023-09-14"),
        (
            "It rose between Oct. 13, 2022 and Feb. 2, 2023.",
            "between Oct. 13, 2022 and Feb. 2, 2023",
            "2022-10-13",
            "2023-02-03",
        ),
    ],
)
def test_stretches(text: str, words: str, start: str, end: str) -> None:
    assert (words, "range", start, end) in told(text)


@pytest.mark.parametrize(
    ("text", "published", "words", "start"),
    [
        ("Profits have emerged since August.", NEW_YORK, "since August", "2023-08-01"),
        ("It was the biggest fall since Sept. 17, 2001.", NEW_YORK, "since Sept. 17, 2001", "2001-09-17"),
        ("It was the lowest since March.", NEW_YORK, "since March", "2023-03-01"),
        ("It was the lowest since September.", NEW_YORK, "since September", "2022-09-01"),
        ("It was the lowest since 2009.", NEW_YORK, "since 2009", "2009-01-01"),
        ("It was the highest since the 1980s.", NEW_YORK, "since the 1980s", "1980-01-01"),
        ("It has gained since the start of the year.", NEW_YORK, "since the start of the year", "2023-01-01"),
        ("It has gained since the beginning of 2022.", NEW_YORK, "since the beginning of 2022", "2022-01-01"),
        (
            "It was the worst day since the Brexit vote in June 2016.",
            LONDON,
            "since the Brexit vote in June 2016",
            "2016-06-01",
        ),
        ("It has risen 3% since Friday.", SYDNEY, "since Friday", "2016-07-01"),
        (
            "It was the best quarter since the second quarter of 2020.",
            NEW_YORK,
            "since the second quarter of 2020",
            "2020-04-01",
        ),
        ("The rouble has halved since mid-July.", NEW_YORK, "since mid-July", "2023-07-11"),
        ("Stocks have climbed since last October.", NEW_YORK, "since last October", "2022-10-01"),
        (
            "It was the first since the 2008 financial crisis.",
            NEW_YORK,
            "since the 2008 financial crisis",
            "2008-01-01",
        ),
        ("It is up 16% since year-end.", NEW_YORK, "since year-end", "2022-12-31"),
        ("It has fallen since early 2022.", NEW_YORK, "since early 2022", "2022-01-01"),
    ],
)
def test_since_runs_to_the_end_of_the_publication_day(text: str, published: str, words: str, start: str) -> None:
    period = only(text, published)
    tomorrow = date.fromordinal(Published.parse(published).day.toordinal() + 1)
    assert (period.text, period.kind, str(period.from_), period.to) == (words, "since", start, tomorrow)
    assert period.to_date


@pytest.mark.parametrize(
    ("text", "words", "duration", "start"),
    [
        ("The outflow was the most in nearly three months.", "nearly three months", "P3M", "2023-06-13"),
        ("It closed at a four-month high.", "four-month", "P4M", "2023-05-13"),
        ("It touched a 52-week low.", "52-week", "P52W", "2022-09-14"),
        ("Yields hit 16-year highs.", "16-year", "P16Y", "2007-09-13"),
        ("Bunds hit a three-year closing low.", "three-year", "P3Y", "2020-09-13"),
        ("It closed at its highest in more than two years.", "more than two years", "P2Y", "2021-09-13"),
        ("It rose for the first time in two and a half years.", "two and a half years", "P2Y6M", "2021-03-13"),
        ("It was the worst week in a year.", "a year", "P1Y", "2022-09-13"),
        ("It was the first gain in eight weeks.", "eight weeks", "P8W", "2023-07-19"),
        ("It has not been so low in a decade.", "a decade", "P10Y", "2013-09-13"),
        (
            "It was the largest fall in a quarter of a century or in at least 20 years.",
            "at least 20 years",
            "P20Y",
            "2003-09-13",
        ),
        ("I have traded bonds for 22 years.", "22 years", "P22Y", "2001-09-13"),
    ],
)
def test_lookbacks(text: str, words: str, duration: str, start: str) -> None:
    found = {p.text: p for p in find_periods(text, Published.parse(NEW_YORK))}[words]
    assert (found.kind, found.duration, str(found.from_), str(found.to)) == ("lookback", duration, start, "2023-09-14")


@pytest.mark.parametrize(
    ("text", "published", "words", "start", "end"),
    [
        ("Meta reported fourth-quarter revenue of $33bn.", "2022-02-03", "fourth-quarter", "2021-10-01", "2022-01-01"),
        (
            "Nvidia's revenue tripled in the fourth quarter.",
            "2024-02-22",
            "the fourth quarter",
            "2023-10-30",
            "2024-01-29",
        ),
        ("Apple said revenue fell in its fiscal third quarter.", NEW_YORK, "fiscal third quarter", None, None),
        ("Acme Widgets said second-quarter profit rose.", NEW_YORK, "second-quarter", None, None),
        ("Revenue was up 9% from a year earlier.", NEW_YORK, "a year earlier", None, None),
        ("Profit will fall in the next fiscal year.", NEW_YORK, "the next fiscal year", None, None),
        ("It rose 4.5% in FY24.", NEW_YORK, "FY24", None, None),
        ("It rose 12% in the last fiscal.", MUMBAI, "the last fiscal", None, None),
        ("Apple's revenue fell in fiscal 2023.", NEW_YORK, "fiscal 2023", None, None),
        (
            "Meta's revenue rose in the second quarter of 2020.",
            NEW_YORK,
            "the second quarter of 2020",
            "2020-04-01",
            "2020-07-01",
        ),
        ("Growth was 8% in 2015-16.", MUMBAI, "2015-16", None, None),
        (
            "Microsoft's revenue rose in the first quarter.",
            "2023-11-01",
            "the first quarter",
            "2023-07-01",
            "2023-10-01",
        ),
    ],
)
def test_fiscal_periods_are_open_unless_the_year_end_is_known(
    text: str, published: str, words: str, start: str | None, end: str | None
) -> None:
    assert told(text, published) == [(words, "fiscal", start, end)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Markets were shut on Thanksgiving.", "Thanksgiving", "2022-11-24"),
        ("Markets were shut on Good Friday.", "Good Friday", "2023-04-07"),
        ("Stores were busy on Black Friday 2010.", "Black Friday 2010", "2010-11-26"),
        ("Trading resumed after Labor Day.", "Labor Day", "2023-09-04"),
        ("Markets will be closed on Christmas Day.", "Christmas Day", "2023-12-25"),
        ("London was closed on Boxing Day.", "Boxing Day", "2022-12-26"),
        ("The Sydney market was closed for Anzac Day.", "Anzac Day", "2023-04-25"),
        ("Hong Kong was shut for Lunar New Year.", "Lunar New Year", "2023-01-22"),
        ("Mumbai held a special session on Diwali.", "Diwali", "2022-10-24"),
        ("Banks were closed on Presidents' Day.", "Presidents' Day", "2023-02-20"),
        ("Banks were closed on Martin Luther King Jr. Day.", "Martin Luther King Jr. Day", "2023-01-16"),
        ("It began on New Year’s Eve.", "New Year’s Eve", "2022-12-31"),
        ("Exchanges closed for Juneteenth.", "Juneteenth", "2023-06-19"),
        ("The shop did well last Christmas.", "last Christmas", "2022-12-25"),
        ("Shops reopened on Easter Monday.", "Easter Monday", "2023-04-10"),
    ],
)
def test_holidays(text: str, words: str, day: str) -> None:
    assert told(text) == [(words, "date", *days(day))]


@pytest.mark.parametrize(
    "text",
    [
        "The Fed may raise rates.",
        "May I ask why?",
        "It may be that stocks may fall.",
        "Thousands march on Washington.",
        "Theresa May resigned.",
        "The second wave hurt.",
        "Sun Microsystems and Sun Hung Kai rose.",
        "He sat down; the board sat late.",
        "The Russell 2000 rose 2%.",
        "The Nikkei 225 and the S&P 500 fell.",
        "The 10-year Treasury yield and the two-year note fell.",
        "The 30-year mortgage rate rose.",
        "The index fell to 2015 points.",
        "It sold 2000 shares to 1998 people.",
        "It paid $2,015 for 1950 barrels.",
        "The Dow rose 2023 points from 1850 to 1999.",
        "April Smith and August Wilson run it.",
        "An august institution in decline.",
        "$DEC and $CUB were volatile.",
        "The ratio was 4:3, or 0.8/15.",
        "Call +86 138-2010-2015 now.",
        "Version 1.2.3 fixed it.",
        "It was the biggest one-day point loss ever.",
        "It fell for an eighth straight session, its eleventh in a row.",
        "Boeing 737 orders and 401(k) plans grew.",
        "A spring in its step; the fall of the pound.",
        "There is no 2015-13-45 nor 31/31/2001.",
        "The company has 24 hours a day to fix it.",
        "A man for all seasons wed his fiance in Sun City.",
        "The first woman in charge ended third.",
        "Jun-ho Baek, an economist, disagreed.",
        "She is 40 years old.",
        "Financial results and fiscal policy on a trading floor.",
        "It fell 22.6% in one day.",
        "A day after the decision it rose.",
        "It has risen for four weeks running.",
        "3M, 7-Eleven and Forever 21 rose.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It fell on Monday after tumbling 10% the day before.",
            [("Monday", "2023-09-11"), ("the day before", "2023-09-10")],
        ),
        ("From Jan. 3 to Jan. 5 it rose.", [("Jan. 3 to Jan. 5", "2023-01-03")]),
        ("It rose in April, May and June.", [("April", "2023-04-01"), ("May", "2023-05-01"), ("June", "2023-06-01")]),
        ("Up 3% in July and 2% this year.", [("July", "2023-07-01"), ("this year", "2023-01-01")]),
        ("Last year's first quarter was weak.", [("Last year's first quarter", "2022-01-01")]),
        (
            "On Oct. 9, 2007, it peaked; by March 9, 2009, it had halved.",
            [("Oct. 9, 2007", "2007-10-09"), ("March 9, 2009", "2009-03-09")],
        ),
    ],
)
def test_several_in_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, start) for words, _, start, _ in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("Trading was halted for 30 minutes.", "PT30M"),
        ("It was down for more than 1 hour and 30 minutes.", "PT1H30M"),
        ("It was down for one and a half hours.", "PT1H30M"),
        ("It was down for 3h.", "PT3H"),
        ("Plants grew for 10D.", "P10D"),
        ("A contract runs for two years.", "P2Y"),
    ],
)
def test_lengths_that_are_no_lookback_stay_open(text: str, duration: str) -> None:
    period = only(text)
    assert (period.kind, period.duration, period.from_) == ("open", duration, None)


def test_parts_of_a_session_are_open() -> None:
    assert [p[:3] for p in told("It fell in early trading, and rose in after-hours trading.")] == [
        ("early trading", "open", None),
        ("after-hours trading", "open", None),
    ]


@pytest.mark.parametrize("text", ["a few minutes ago it rose", "in several years", "the next few weeks"])
def test_vague_numbers_have_no_bounds(text: str) -> None:
    assert all(start is None for _, _, start, _ in told(text))


def test_the_publication_day_is_the_local_day() -> None:
    assert told("Stocks fell today.", "2023-09-14T00:30:00+10:00")[0][2] == "2023-09-14"
    assert told("Stocks fell today.", "2023-09-13T23:30:00-04:00")[0][2] == "2023-09-13"


def test_yesterday_in_an_evening_article_of_a_newspaper_is_today() -> None:
    evening = "2006-05-17T22:15:00+01:00"
    period = only("US shares fell yesterday after prices rose.", evening)
    assert (str(period.from_), [str(r.from_) for r in period.readings]) == ("2006-05-17", ["2006-05-16"])
    assert told("US shares fell today. They rose yesterday.", evening)[1][2] == "2006-05-16"


def test_the_year_that_is_over_is_whole() -> None:
    assert told("The index gained 14% this year.", "2022-12-30T21:45:00+00:00")[0][2:] == ("2022-01-01", "2023-01-01")
    assert told("The index ended the year higher.", "2024-01-02T11:00:00+00:00")[0][2:] == ("2023-01-01", "2024-01-01")


def test_the_past_year_begins_the_day_after_the_anniversary_and_has_a_calendar_reading() -> None:
    period = only("It rose over the past year.", "2012-08-01T21:45:00+00:00")
    assert (str(period.from_), str(period.to)) == ("2011-08-02", "2012-08-02")
    (reading,) = period.readings
    assert (reading.reading, str(reading.from_), str(reading.to)) == ("calendar years", "2011-01-01", "2012-01-01")


def test_an_unknown_company_quarter_has_the_calendar_as_a_reading() -> None:
    (reading,) = only("Acme said second-quarter profit rose.").readings
    assert (reading.reading, str(reading.from_)) == ("calendar quarter", "2023-04-01")


def test_day_and_month_that_may_be_swapped() -> None:
    period = only("Settled 3/4/2021 at par.")
    assert (str(period.from_), str(period.readings[0].from_)) == ("2021-03-04", "2021-04-03")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose on Monday.", ("Monday", "date", None, None)),
        ("It rose this year.", ("this year", "range", None, None)),
        ("It rose in May.", ("May", "range", None, None)),
        ("It rose on Sept. 17, 2001.", ("Sept. 17, 2001", "date", "2001-09-17", "2001-09-18")),
        ("It rose since 2009.", ("since 2009", "since", "2009-01-01", None)),
        ("The most in three months.", ("three months", "lookback", None, None)),
        ("It rose yesterday.", ("yesterday", "date", None, None)),
        ("It rose on Thanksgiving.", ("Thanksgiving", "date", None, None)),
        ("It rose in the second quarter.", ("the second quarter", "range", None, None)),
        ("It rose in Q2 2020.", ("Q2 2020", "range", "2020-04-01", "2020-07-01")),
        ("It rose last summer.", ("last summer", "range", None, None)),
        ("It rose in the past year.", ("the past year", "range", None, None)),
        ("It rose for the year.", ("the year", "range", None, None)),
        ("It rose YTD.", ("YTD", "range", None, None)),
        ("It fell a year ago.", ("a year ago", "date", None, None)),
        ("It fell over three sessions.", ("three sessions", "range", None, None)),
        ("It fell in the first two months.", ("the first two months", "range", None, None)),
        ("It fell in early July.", ("early July", "range", None, None)),
        ("It fell on last Friday.", ("last Friday", "date", None, None)),
    ],
)
def test_without_a_publication_only_absolute_periods_have_bounds(text: str, expected: tuple[object, ...]) -> None:
    assert told(text, None) == [expected]


@pytest.mark.parametrize(("year", "day"), [(2000, (4, 23)), (2008, (3, 23)), (2011, (4, 24)), (2024, (3, 31))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_a_listed_holiday_out_of_its_table_has_no_day() -> None:
    assert holiday("diwali", 1950) is None


@pytest.mark.shared
@pytest.mark.parametrize("gold", ["articles", "claims"])
def test_the_gold_is_found_and_resolved(shared: Path, gold: str) -> None:
    from bench.common import load_gold

    result = score("periods", [predict(document) for document in load_gold(gold)], gold)
    assert result.f1 >= 0.95
    assert min(result.attributes.values()) >= 0.95


@pytest.mark.shared
def test_the_peer_suite_is_read(shared: Path) -> None:
    metrics, _ = score_peer_suite()
    assert metrics["rec_time F1"] >= 0.78
