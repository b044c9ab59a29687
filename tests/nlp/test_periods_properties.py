"""What holds for any text: offsets select their words, nothing raises, bounds are in order, printed dates read back."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime, timedelta, timezone

from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from tapecheck.nlp.periods import find_periods, load_stages
from tapecheck.nlp.words.tables import load_table
from tapecheck.schema import Published

WORDS = re.findall(
    r"\S+",
    """
    January Feb. May march Sept 3 31 30th 2008 2000 '90s 1990s Q3 1H24 Monday Sun today yesterday overnight now the
    a an this last next past previous same all week weeks month quarter half year years decade century session day
    days two twenty-five few several couple of in on at by for from to through until since between and before after
    ago earlier later early mid late end start first second third fiscal trading summer fall winter Christmas Good
    Friday New Year's Day - – / , . ; ( ) % $5 will expected than more nearly high low 2001-09-17 29/02/2001 year-
    end YTD date was 's revenue Apple took within 9999 1600 0001-01-01 hours 3h Dec31 if funds
    """,
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
)
days = st.dates(date(1700, 1, 1), date(2150, 12, 31))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.builds(
    lambda moment, zone: moment.replace(tzinfo=zone),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),
    offsets,
)
publications = st.one_of(
    st.none(),
    st.dates().map(Published),
    instants.map(lambda moment: Published(moment.date(), moment)),
)


@given(texts, publications)
@example("since since the 9999 year", Published(date(9999, 12, 31)))
@example("in 9999 years ago", Published(date(1, 1, 1)))
def test_offsets_select_their_words_and_bounds_are_in_order(text: str, published: Published | None) -> None:
    last = 0
    for period in find_periods(text, published):
        assert text[period.start : period.end] == period.text
        assert period.text == period.text.strip() != ""
        assert last <= period.start
        last = period.end
        for bounds in (period, *period.readings):
            assert bounds.from_ is None or bounds.to is None or bounds.from_ < bounds.to


STYLES = [
    lambda d: d.isoformat(),
    lambda d: d.strftime("%B %-d, %Y"),
    lambda d: d.strftime("%b. %-d, %Y") if d.month != 5 else d.strftime("%B %-d, %Y"),
    lambda d: d.strftime("%-d %B %Y"),
    lambda d: d.strftime("%d %b %Y"),
    lambda d: d.strftime("%A, %B %-d, %Y"),
    lambda d: d.strftime("%a %-d %B %Y"),
    lambda d: d.strftime("%d-%b-%Y"),
    lambda d: d.strftime("%m/%d/%Y"),
    lambda d: f"the {ordinal(d.day)} of {d:%B}, {d.year}",
    lambda d: f"{d:%B} {ordinal(d.day)}, {d.year}",
    lambda d: format_date(d, "full", locale="en_US"),
    lambda d: format_date(d, "long", locale="en_GB"),
    lambda d: format_date(d, "medium", locale="en_AU"),
    lambda d: format_date(d, "full", locale="en_IN"),
    lambda d: format_date(d, "full", locale="en_HK"),
]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    suffix = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


@given(days, st.sampled_from(range(len(STYLES))), publications)
def test_a_date_printed_in_any_english_style_reads_back(day: date, style: int, published: Published | None) -> None:
    printed = STYLES[style](day)
    (period,) = find_periods(f"The index fell on {printed}, traders said.", published)
    assert (period.text, period.from_, period.to) == (printed, day, day + timedelta(days=1))


@given(days)
def test_a_date_without_its_year_is_the_latest(day: date) -> None:
    (period,) = find_periods(f"The index fell on {day:%B} {day.day}.", Published(day + timedelta(days=20)))
    assert period.from_ == day


@given(days, st.integers(0, 6))
def test_a_weekday_is_within_the_week_up_to_publication(day: date, ago: int) -> None:
    then = day - timedelta(days=ago)
    (period,) = find_periods(f"Stocks fell on {then:%A}.", Published(day))
    assert period.from_ == then


@given(st.integers(2, 40), st.sampled_from(["week", "month", "year"]), days)
def test_a_lookback_begins_that_long_before(count: int, unit: str, day: date) -> None:
    (period,) = find_periods(f"It was the lowest in {count} {unit}s.", Published(day))
    assert period.duration == f"P{count}{unit[0].upper()}"
    assert period.from_ is not None
    length = (day - period.from_).days / {"week": 7, "month": 30.44, "year": 365.25}[unit]
    assert abs(length - count) < 0.2


@given(st.text("123456789ABCDEFGHIJKLMNOQRSTUVWXYZabcdefghijklmnopstuvwxyz,-'/;<>~%$&", max_size=30))
@example("21")
@example("6'OU")
def test_a_stage_looks_wherever_its_rules_can_begin(codes: str) -> None:
    for stage in load_stages():
        found, plain = stage.search(codes), stage.any.search(codes)
        assert (found and found.span()) == (plain and plain.span())


def test_every_unit_of_time_can_be_counted_and_told_apart() -> None:
    """No unit word is without an entry in the tables that the rules look it up in."""
    units = load_table("periods")["units"]
    heads = ("last", "past", "previous", "this", "next", "coming", "same", "first", "")
    counts = ("", "two", "1.5", "several", "2-3")
    for head, count, kind, unit in itertools.product(heads, counts, ("", "trading", "fiscal"), units):
        text = " ".join(f"It fell in the {head} {count} {kind} {unit}.".split())
        found = find_periods(text, Published(date(2023, 9, 13)))
        assert all(text[p.start : p.end] == p.text for p in found)
