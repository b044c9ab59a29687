"""Times told from the publication: today, last week, the past two years, the year to date, quarters, year-end."""

from __future__ import annotations

from datetime import date

from tapecheck.nlp.periods import quarters
from tapecheck.nlp.periods.calendar_names import day_time, span_time, up_to_now
from tapecheck.nlp.periods.counts import QUANTITY, count_of
from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.quarters import FISCAL, fiscal_near
from tapecheck.nlp.periods.sense import is_fiscal, is_future, is_weekly, pick, verb_before
from tapecheck.nlp.periods.times import (
    Scene,
    Time,
    about,
    add_months,
    containing,
    duration_of,
    last_session,
    make_date,
    shift,
    step,
    step_sessions,
)
from tapecheck.nlp.periods.tokens import Found, Rule, Tokens
from tapecheck.schema import PeriodKind, PeriodReading

THE_UNITS = ("week", "month", "quarter", "half", "year", "decade", "weekend")
SPENT = ("in", "over", "within", "during")
SATURDAY = 5
PARTS_OF_TODAY = ("morning", "afternoon", "evening")


# --- days ------------------------------------------------------------------------------------------------------------
def build_today(scene: Scene, tokens: Tokens, i: int, _: int) -> Time | None:
    """today, yesterday, tomorrow, overnight, now. A newspaper's "yesterday", printed tomorrow, is today."""
    word = tokens.word(i)
    if word == "now" and not (
        tokens.code(i - 1) in "kt-" or tokens.code(i - 1) == "f" or "B" in tokens.codes[max(0, i - 7) : i]
    ):
        return None
    days = tokens.values[i] + (1 if scene.print_day and word == "yesterday" else 0)
    day = step(scene.today, days)
    if scene.print_day and word == "yesterday":
        other = step(scene.today, -1)
        reading = PeriodReading(reading="the day before publication", from_=other, to=scene.today)
        return day_time(day, readings=(reading,))
    return day_time(day)


def build_part_of_day(scene: Scene, tokens: Tokens, _: int, j: int) -> Time | None:
    """Read "this morning", "last night"."""
    which, part = tokens.values[j - 2], tokens.word(j - 1)
    if which == "this" and part in PARTS_OF_TODAY:
        return day_time(scene.today)
    return day_time(step(scene.today, -1)) if which in ("last", "previous") and part in ("night", "evening") else None


# --- last week, this year --------------------------------------------------------------------------------------------
def build_relative(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """A word of "this, last, next", perhaps a number, and a unit; counted ones run back from now or on from it."""
    at = next(k for k in range(i, j) if tokens.codes[k] == "L")
    which, unit = tokens.values[at], tokens.values[j - 1]
    if "C" in tokens.codes[at:j] and tokens.word(j - 2) in ("fiscal", "financial", "tax"):
        return FISCAL
    counted = [k for k in range(i, j) if tokens.codes[k] in "NDnaH"]
    plural = tokens.word(j - 1).endswith("s")
    if tokens.word(at) == "following" and tokens.code(at + 1) == "a":
        return None  # "following a seven-day gain" is after it
    if (not counted and plural and unit != "session") or (counted and counted[0] < at and not plural):
        return None
    if unit in ("day", "week") and tokens.codes[j - 2] == "C" and tokens.word(j - 2) != "calendar":
        unit = "session" if unit == "day" else "workweek"
    if which == "last" and tokens.code(j) == "o" and tokens.code(j + 1) in "TLYMm567345U":
        return None  # "the last week of the year": read later, with its whole
    if tokens.word(at) == "final" or (which == "last" and tokens.code(i - 1) == "'" and tokens.code(i - 2) in "MmUYH"):
        return None  # of something, "September's last session": read later
    if tokens.word(at) == "same" and (unit not in ("week", "month") or tokens.code(j) in "aNDL"):
        return None  # "the same week a year earlier"
    if counted:
        return build_counted(
            scene, which, count_of(tokens, counted[0], counted[-1] + 1), unit, weekly=is_weekly(scene, tokens, i, j)
        )
    return build_single(scene, tokens, i, j, which, unit)


def build_single(scene: Scene, tokens: Tokens, i: int, j: int, which: str, unit: str) -> Time | None:
    """Read "this year", "last week", "the previous quarter", "next month", "the past year"."""
    trailing = which == "last" and tokens.codes[i] == "T" and tokens.word(i - 1) in SPENT and unit in ("month", "year")
    if trailing or (which == "past" and unit not in ("quarter", "weekend", "day", "session")):
        return build_counted(scene, "past", 1, unit)  # "in the last year", not "in last year"
    if unit in ("day", "session"):
        if which == "last" and tokens.codes[j - 2] == "C":
            return None  # "the last trading day", of something
        return _near_day(scene, which, unit)
    if unit == "workweek":
        time = near(scene, "week", which, True)
        return trading_week(time) if time.start else time
    if which == "all":
        time = near(scene, unit, "this")
        return Time(time.kind, time.start, time.end, "done", to_date=time.to_date, duration=duration_of(1, unit))
    if unit == "quarter" and which in ("this", "last", "previous", "next") and is_fiscal(scene, tokens, i, j):
        return fiscal_near(scene, tokens, i, which)
    return near(scene, unit, which, is_future(scene, tokens, i, j))


def near(scene: Scene, unit: str, which: str, future: bool = False) -> Time:
    """The calendar unit that is running (up to now in a past sense), the one before it or the one after."""
    grain = {"fortnight": "week", "weekend": "week", "century": "decade"}.get(unit, unit)
    if scene.today is None:
        return span_time(grain, None, None)
    start, end = containing(unit, scene.today)
    if which in ("this", "all"):
        return this_unit(scene, unit, grain, start, end, future)
    if which in ("last", "previous", "past"):
        if unit == "week" and scene.today.weekday() >= SATURDAY and which == "last":
            return week_of_weekend(span_time(grain, start, end), start)
        before = shift(start, unit, -1)
        time = span_time(grain, before, start)
        return trading_week(time) if unit == "week" else weekend_of(time) if unit == "weekend" else time
    time = span_time(grain, end, shift(end, unit, 1))
    return weekend_of(time) if unit == "weekend" else time


def this_unit(scene: Scene, unit: str, grain: str, start: date, end: date | None, future: bool) -> Time:
    """The running unit. On a weekend the week is the one that has just been traded."""
    time = span_time(grain, start, end)
    if unit == "weekend":
        return weekend_of(time)
    if unit == "week" and scene.today and scene.today.weekday() >= 4 and not future:
        return trading_week(time)
    return up_to_now(scene, time, future)


def trading_week(time: Time) -> Time:
    """Monday to Friday; the calendar's week is a reading."""
    reading = PeriodReading(reading="calendar week", from_=time.start, to=time.end)
    return Time(time.kind, time.start, step(time.start, 5), "week", readings=(reading,))


def week_of_weekend(time: Time, start: date) -> Time:
    """Read "last week" said on a weekend: that which has just been traded, the one before it as a reading."""
    before = PeriodReading(reading="the week before", from_=step(start, -7), to=step(start, -2))
    return Time(time.kind, start, step(start, 5), "week", readings=(before,))


def weekend_of(time: Time) -> Time:
    """Saturday and Sunday of a week."""
    return span_time("week", step(time.start, 5), time.end)


def _near_day(scene: Scene, which: str, unit: str) -> Time | None:
    """Read "the previous day", "the last session", "the next session"."""
    if which == "this" or (which == "last" and unit == "day"):
        return None
    steps = 1 if which == "next" else -1
    if unit == "day":
        return day_time(step(scene.today, steps))
    return day_time(step_sessions(scene.today, steps))


def build_counted(scene: Scene, which: str, count: float | None, unit: str, *, weekly: bool = False) -> Time | None:
    """Read "the past two weeks", "the last three quarters", "the next 7 quarters", "the past year".

    They run back from now, weeks of weekly data (fund flows) are whole ones; the other way is a reading.
    """
    if which == "this" or count == 0:
        return None
    duration = duration_of(count, unit)
    if scene.today is None or count is None:
        return Time(PeriodKind.RANGE, None, None, duration=duration)
    if which == "next":
        return _ahead(scene, count, unit, duration)
    if unit in ("session", "workweek"):
        last, sessions = last_session(scene), int(count) * (5 if unit == "workweek" else 1)
        return Time(PeriodKind.RANGE, step_sessions(last, -sessions + 1), step(last, 1), duration=duration)
    whole = containing("week" if unit in ("fortnight", "weekend") else unit, scene.today)[0] if unit != "day" else None
    calendar_start = shift(whole, unit, -count) if whole else None
    if unit == "quarter":
        return Time(PeriodKind.RANGE, calendar_start, whole, "done", duration=duration)
    start = step(shift(scene.today, unit, -count), 1)
    if weekly and unit == "week":
        reading = PeriodReading(reading="up to now", from_=start, to=scene.tomorrow)
        return Time(PeriodKind.RANGE, calendar_start, step(whole, -2), duration=duration, readings=(reading,))
    name = {"week": "calendar weeks", "year": "calendar years", "month": "calendar months"}.get(unit, "whole units")
    readings = (PeriodReading(reading=name, from_=calendar_start, to=whole),) if calendar_start else ()
    begins = about(start, unit)
    return Time(PeriodKind.RANGE, start, scene.tomorrow, duration=duration, readings=readings, begins=begins)


def _ahead(scene: Scene, count: float, unit: str, duration: str | None) -> Time:
    """The next few units: from tomorrow on; whole quarters and decades begin with the calendar's next."""
    if unit in ("quarter", "decade", "century") and scene.today:
        start = containing(unit, scene.today)[1]
        if unit == "decade":
            start = containing(unit, scene.today)[1]
        return Time(PeriodKind.RANGE, start, shift(start, unit, count), duration=duration)
    if unit == "session":
        return Time(PeriodKind.RANGE, step_sessions(scene.today, 1), step(step_sessions(scene.today, int(count)), 1))
    return Time(PeriodKind.RANGE, scene.tomorrow, shift(scene.tomorrow, unit, count), duration=duration)


# --- "the year", "year to date" --------------------------------------------------------------------------------------
def build_the_unit(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "for the year", "ended the week", "on the day", "the year's best": only where these words make it a time."""
    unit = tokens.values[j - 1]
    before, word = tokens.code(i - 1), verb_before(tokens, i)
    lexicon = load_lexicon()
    if unit == "day":
        on_it = word == "on" or (word == "for" and tokens.code(j) in "z,~")
        return day_time(scene.today) if on_it and not _starts_window(tokens, j) else None
    verb = word in lexicon.ending or word in lexicon.opening
    if (
        unit not in THE_UNITS
        or _starts_window(tokens, j)
        or (tokens.code(j) == "-" and tokens.code(j + 1) == "g")  # "the year-ago period"
        or (tokens.code(j) in "xC-hu" and not verb and before not in "vIfo")
    ):
        return None
    if not (verb or before in "vIfoBkt" or tokens.code(j) == "'" or unit == "weekend"):
        return None
    if scene.today is None:
        return span_time(unit, None, None)
    if word in lexicon.ending and before_new_year(unit, scene.today) and not is_future(scene, tokens, i, j):
        return near(scene, unit, "previous")
    future = word in lexicon.opening or is_future(scene, tokens, i, j)
    return near(scene, unit, "this", future)


def _starts_window(tokens: Tokens, j: int) -> bool:
    """Whether "the week" goes on "to Wednesday", "ended Oct. 8", "of April 10th": read later, with that day."""
    if tokens.code(j) not in "tkecEo":
        return False
    k = j + 1
    while tokens.code(k) in "IioT":
        k += 1
    return tokens.code(k) in "MmWwOXjLE" or (tokens.code(k) == "D" and tokens.code(k + 1) in "oMm")


def before_new_year(unit: str, today: date) -> bool:
    """Whether who speaks of the period's end now speaks of the last one: its successor has hardly begun."""
    start = containing(unit, today)[0]
    days = (today - start).days
    return days <= {"year": 4, "quarter": 3, "half": 3, "month": 2, "week": 0}.get(unit, -1)


def build_to_date(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "year to date", "the year-to-date", "YTD"."""
    at = next(k for k in range(i, j) if tokens.codes[k] in "UR")
    unit = tokens.values[at]
    if scene.today is None:
        return Time(PeriodKind.RANGE, None, None, unit, to_date=True)
    start = containing(unit, scene.today)[0]
    return Time(PeriodKind.RANGE, start, scene.tomorrow, unit, to_date=True)


def build_unit_end(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "year-end", "quarter end", "mid-year", "midyear"."""
    at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    unit = tokens.values[at]
    if unit not in ("month", "quarter", "year"):
        return None
    if scene.today is None:
        return day_time(None)
    part = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] == "E")
    start, end = containing(unit, scene.today)
    if part == "end":
        return day_time(step(start if tokens.code(i - 1) == "s" else end, -1))
    if part == "mid" and unit == "year" and at == i + 2:
        return span_time("half", start, add_months(start, 6))
    return None


def build_years_on(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "One year on from the bottom": from that long ago to now."""
    count = count_of(tokens, i, j - 1)
    if tokens.word(j) != "on" or count is None or scene.today is None:
        return None
    return Time(PeriodKind.RANGE, shift(scene.today, tokens.values[j - 1], -count), scene.tomorrow)


# --- last Friday, next May -------------------------------------------------------------------------------------------
def build_relative_name(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "last Friday", "next Tuesday", "this August", "last winter", "next 6th of April"."""
    which = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] == "L")
    kind, value = tokens.codes[j - 1], tokens.values[j - 1]
    after = tokens.word(i) == "following" and tokens.word(i - 1) not in ("the", "a")
    if which == "all" or (after and kind in "Ww"):  # "following Thursday's gain" is after it
        return None
    if kind in "Ww" and which == "last" and (ends_unit(tokens, j) or tokens.word(j - 2) == "final"):
        return None  # "the last Friday of April": read later
    past = which in ("last", "previous", "past") or "past" in tokens.values[i:j]
    if scene.today is None:
        return day_time(None) if kind in "Ww" else span_time("month" if kind in "Mm" else "season", None, None)
    if kind in "Ww":
        return _relative_weekday(
            scene.today, which if not past else ("past" if "past" in tokens.values[i:j] else "last"), value
        )
    return _relative_month(scene, which, past, kind, value)


def ends_unit(tokens: Tokens, j: int) -> bool:
    """Whether "the last Friday" goes on "of April", "of the month"."""
    k = j + 1
    while tokens.code(k) in "TL":
        k += 1
    return tokens.code(j) == "o" and tokens.code(k) in "MmU"


def _relative_weekday(today: date, which: str, number: int) -> Time:
    """Of the calendar week before, running or after; "the past Wednesday" is simply the latest."""
    latest = step(today, -((today.weekday() - number - 1) % 7 + 1))
    if which == "past":
        return day_time(latest)
    monday = containing("week", today)[0]
    day = step(monday, number + {"last": -7, "this": 0, "next": 7}[which])
    other = which == "last" and latest != day and latest is not None
    return day_time(
        day, readings=(PeriodReading(reading="the latest", from_=latest, to=step(latest, 1)),) if other else ()
    )


def _relative_month(scene: Scene, which: str, past: bool, kind: str, value: int) -> Time:
    """Last, this or next March or winter."""
    today = scene.today
    assert today is not None
    length, grain = (1, "month") if kind in "Mm" else (3, "season")
    if which == "this":
        start = make_date(today.year, value, 1)
    elif past:
        start = pick(add_months(today, -length) or today, value, 1, False)
    else:
        start = pick(step(today, 1) or today, value, 1, True)
    return span_time(grain, start, add_months(start, length))


RULES = [
    Rule("T?U-?k-?d|R", build_to_date),
    Rule("jJ?", build_today),
    Rule("T?LLJ|T?LJ", build_part_of_day),
    Rule("T?L?L(?:[Ww]|[Mm](?!z?[DY])|[SF])", build_relative_name),
    Rule(f"T?L{QUANTITY}?C?-?U|T?[ND]LU", build_relative),
    *quarters.RULES,
    Rule("U-E|UE|E-?U|EoU", build_unit_end),
    Rule("TU", build_the_unit),
    Rule("[ND]U(?=if)", build_years_on),
]
