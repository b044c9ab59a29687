"""Times made of another: the quarter of a year, the first weeks of a month, early, mid, late, windows, distances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tapecheck.nlp.periods.calendar_names import day_time, span_time
from tapecheck.nlp.periods.counts import QUANTITY, count_of
from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.quarters import FISCAL
from tapecheck.nlp.periods.relative import before_new_year
from tapecheck.nlp.periods.sense import ends_sentence, is_fiscal, word_before
from tapecheck.nlp.periods.times import (
    DAY,
    LAST_DAY,
    MONTHS,
    Scene,
    Time,
    about,
    add_months,
    containing,
    full_end,
    is_over,
    make_date,
    shift,
    step,
    step_sessions,
)
from tapecheck.nlp.periods.tokens import Rule, Tokens, times_in
from tapecheck.schema import PeriodKind, PeriodReading


# --- the quarter of a year, the day of a week ------------------------------------------------------------------------
def build_in_year(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the second quarter of 2023", "May of this year", "next year's first quarter", "June last year"."""
    places = times_in(tokens, i, j)
    inner, outer = (tokens.values[k] for k in places)
    if tokens.codes[places[0]] in "57":
        inner, outer = outer, inner
    if inner.fixed or inner.kind is PeriodKind.FISCAL:
        return None
    if inner.start is None or outer.start is None:
        return span_time(inner.grain, None, None)
    moved = make_date(outer.start.year, inner.start.month, inner.start.day)
    if inner.grain == "day":
        return day_time(moved) if moved else None
    return span_time(inner.grain, moved, add_months(moved, MONTHS[inner.grain]))


def build_in_week(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "Monday of the following week", "this week Monday"."""
    places = times_in(tokens, i, j)
    day, week = (tokens.values[k] for k in places)
    if day.grain == "week":
        day, week = week, day
    if day.start is None or week.start is None:
        return day_time(None)
    return day_time(step(containing("week", week.start)[0], day.start.weekday()))


def build_nth(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the first two months of 2009", "the last week of Dec 2016", "the first eleven months" (of this year),

    "September's last trading day".
    """
    places = times_in(tokens, i, j)
    at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    unit = tokens.values[at]
    if unit == "day" and tokens.codes[at - 1] == "C":
        unit = "session"
    head = next(k for k in range(i, j) if tokens.codes[k] in "OL")
    last = tokens.codes[head] == "L"
    if (last and tokens.values[head] != "last") or unit in ("decade", "century", "weekend"):
        return None
    if last and tokens.code(head - 1) == "-":
        return Time(PeriodKind.RANGE)  # "the next-to-last day of April"
    counted = at > head + 1 and tokens.codes[head + 1] in "NDn"
    number = count_of(tokens, head + 1, at) if counted else 1
    if number is None or (not places and not counted):
        return None
    whole = tokens.values[places[0]] if places else _this_year(scene)
    if whole is None or whole.start is None:
        return Time(PeriodKind.RANGE)
    if last and unit in ("day", "session", "week", "month"):
        whole = _ended(scene, tokens, i, whole)
    nth = 1 if last or counted else tokens.values[head]
    if not last and tokens.codes[i] == "n":
        nth += tokens.values[i]
    return _slice(whole, unit, int(number), nth, last)


def build_nth_weekday(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the last Friday of April", "the first Monday in May"."""
    day, whole = (tokens.values[k] for k in times_in(tokens, i, j))
    head = next(k for k in range(i, j) if tokens.codes[k] in "OL")
    last = tokens.codes[head] == "L"
    if not day.weekly or whole.grain != "month" or (last and tokens.values[head] != "last"):
        return None
    whole = _ended(scene, tokens, i, whole) if last else whole
    start, end = whole.start, full_end(whole)
    if start is None or end is None or day.start is None:
        return day_time(None)
    if last:
        return day_time(step(end, -1 - (end.weekday() - 1 - day.start.weekday()) % 7))
    return day_time(step(start, (day.start.weekday() - start.weekday()) % 7 + 7 * (tokens.values[head] - 1)))


def _ended(scene: Scene, tokens: Tokens, i: int, whole: Time) -> Time:
    """The month, quarter or year whose last day is told: where one is running, that named before, or just over."""
    end, today = full_end(whole), scene.today
    if not whole.to_date or end is None or today is None or is_over(end, today):
        return whole
    for k in range(i - 1, max(-1, i - 40), -1):
        value = tokens.values[k]
        if isinstance(value, Time) and value.grain == whole.grain and value.start:
            return value
    if whole.start is None or not before_new_year(whole.grain, today):
        return whole
    return span_time(whole.grain, shift(whole.start, whole.grain, -1), whole.start)


def _this_year(scene: Scene) -> Time | None:
    """The whole year of publication."""
    if scene.today is None:
        return None
    start, end = containing("year", scene.today)
    return span_time("year", start, end)


def _slice(whole: Time, unit: str, number: int, nth: int, last: bool) -> Time | None:
    """`number` units of the whole from the nth on, or its last ones. Weeks are the calendar's, from Monday."""
    start, end = whole.start, full_end(whole)
    if start is None or end is None:
        return None
    if unit == "session":
        day = step_sessions(end, -1) if last else step_sessions(step(start, -1), nth)
        return day_time(day) if number == 1 else Time(PeriodKind.RANGE)  # holidays would have to be counted
    if unit in ("week", "fortnight"):  # ISO 8601: a week belongs where its Thursday is
        start = containing("week", step(start, 3) or start)[0]
        end = containing("week", step(end, -4) or end)[1] or end
    if last:
        first = shift(end, unit, -number)
        return span_time(unit if unit in MONTHS and number == 1 else "done", first, end)
    first = shift(start, unit, nth - 1)
    stop = shift(first, unit, number)
    if unit == "day" and number == 1:
        return day_time(first)
    return span_time(unit if unit in MONTHS and number == 1 else "done", first, stop)


# --- early, mid, late ------------------------------------------------------------------------------------------------
def build_part(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "early 2023", "late July", "mid-November", "the end of August", "the start of the year", "end-2024"."""
    at = times_in(tokens, i, j)[-1]
    whole = tokens.values[at]
    if tokens.codes[i] in "Gl":
        return _earlier_or_later(scene, tokens.codes[i], whole)
    part = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] == "E")
    of = "o" in tokens.codes[i:at] or tokens.codes[at - 1] == "-" or part in ("start",)
    if (part == "end" and not of) or whole.grain == "day":
        return None
    start, end = whole.start, full_end(whole)
    if start is None or end is None:
        return Time(PeriodKind.RANGE, None, None, whole.grain, whole.fixed)
    if part == "end":
        return _end_of(whole, start, end)
    if part == "mid" and whole.grain in ("year", "weak") and word_before(tokens, i) in load_lexicon().before:
        return span_time("half", start, add_months(start, 6))
    if part == "start" and tokens.code(i - 1) == "s":
        return Time(PeriodKind.RANGE, start, end, whole.grain, whole.fixed, begins=(start, start))
    return _third(whole, start, end, part)


def _earlier_or_later(scene: Scene, code: str, whole: Time) -> Time | None:
    """Read "earlier this month" runs up to the publication, "later this year" from the day after it."""
    start, end = whole.start, full_end(whole)
    if start is None or end is None or scene.today is None or scene.tomorrow is None:
        return Time(PeriodKind.RANGE)
    if code == "l":
        return Time(PeriodKind.RANGE, scene.tomorrow, end) if start <= scene.today < end - DAY else None
    return Time(PeriodKind.RANGE, start, min(end, scene.tomorrow), to_date=True) if start <= scene.today else None


def _end_of(whole: Time, start: date, end: date) -> Time:
    """The end of a year, quarter or week is its last day; a month's end stays the month, as "before the end of May"."""
    last = step(end, -1)
    if whole.grain == "month":
        return Time(
            PeriodKind.RANGE, start, end, "month", whole.fixed,
            readings=(PeriodReading(reading=LAST_DAY, from_=last, to=end),),
        )  # fmt: skip
    if whole.grain == "week":
        return day_time(step(start, 4))
    if whole.grain == "decade":
        return span_time("done", add_months(end, -36), end)
    return day_time(last, readings=(PeriodReading(reading=LAST_DAY, from_=last, to=end),))


def _third(whole: Time, start: date, end: date, part: str) -> Time | None:
    """Early, mid or late: a third of it; of a year four months, of a month ten days."""
    if whole.grain == "month":
        firsts = {"early": 0, "start": 0, "mid": 10, "late": 20}
        first = step(start, firsts[part])
        stop = end if part == "late" else step(first, 10)
        return Time(PeriodKind.RANGE, first, stop, "part", whole.fixed)
    days = (end - start).days
    number = {"early": 0, "start": 0, "mid": 1, "late": 2}[part]
    if whole.grain in MONTHS or whole.grain == "weak":
        months = MONTHS.get(whole.grain, 12)
        if months % 3 == 0:
            first = add_months(start, months // 3 * number)
            return Time(PeriodKind.RANGE, first, add_months(first, months // 3), "part", whole.fixed)
    first = step(start, days * number // 3)
    return Time(PeriodKind.RANGE, first, step(start, days * (number + 1) // 3), "part", whole.fixed)


# --- windows and distances -------------------------------------------------------------------------------------------
def build_window(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the week to Wednesday", "the year through October", "three months to June", "the quarter ended in May",

    "the five trading days to Friday".
    """
    at = times_in(tokens, i, j)[-1]
    anchor = tokens.values[at]
    unit_at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    unit = tokens.values[unit_at]
    trading = tokens.codes[unit_at - 1] == "C"
    count = count_of(tokens, i, unit_at - trading) or 1
    if unit == "day" and trading:
        unit = "session"
    if unit in ("day", "session", "weekend", "decade", "century") and count == 1:
        return None
    if unit == "session":
        return _run_to(anchor, count, tokens.codes[unit_at + 1 : at])
    if unit in ("week", "day") and anchor.grain != "day":
        return None
    if anchor.start is None:
        return Time(PeriodKind.RANGE)
    link = tokens.codes[unit_at + 1 : at]
    if "o" in link or "c" in link or "E" in link:
        return _window_from(anchor, unit, count, "o" in link)
    end = anchor.start if "t" in link and tokens.word(unit_at + 1) in ("until", "till") else full_end(anchor)
    return span_time("done", shift(end, unit, -count), end)


def _run_to(anchor: Time, count: float, link: str) -> Time:
    """Read "the five sessions through Friday": weekdays, which whoever knows the market's holidays counts again."""
    if anchor.grain != "day" or anchor.start is None or not set("tke") & set(link):
        return Time(PeriodKind.RANGE)
    return span_time("done", step_sessions(anchor.start, 1 - int(count)), step(anchor.start, 1))


def _window_from(anchor: Time, unit: str, count: float, of: bool) -> Time | None:
    """Read "the week of April 10th", "the week beginning February 4"."""
    start = anchor.start
    if start is None or (of and (unit != "week" or count != 1)):
        return None
    if unit == "week" and (of or (anchor.grain == "day" and count == 1)):
        start = containing("week", start)[0] if of or not anchor.fixed else start
    return span_time("done", start, shift(start, unit, count))


def build_distance(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "a year earlier", "two months ago", "the day before", "two days before yesterday", "a fortnight later"."""
    unit_at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    unit = tokens.values[unit_at]
    the = tokens.codes[i] == "T"
    count = 1.0 if the else count_of(tokens, i, unit_at)
    link = next(k for k in range(unit_at + 1, j) if tokens.codes[k] in "gGlf")
    sign = 1 if tokens.codes[link] in "lf" else -1
    anchor = tokens.values[j - 1] if isinstance(tokens.values[j - 1], Time) else None
    if anchor is None and tokens.word(link) in ("after", "before") and not (the and tokens.code(j) in "z,~"):
        return None  # "a day after the Fed's decision"
    if unit in ("year", "quarter") and anchor is None and tokens.codes[link] in "gG" and is_fiscal(scene, tokens, i, j):
        return FISCAL if count == 1 else None
    if count is None or (scene.today is None and anchor is None):
        return day_time(None)
    if anchor and tokens.codes[link] == "f" and tokens.word(i - 1) == "for":
        return span_time("done", anchor.start, shift(anchor.start, unit, count))
    if anchor is None and unit == "year" and tokens.codes[link] == "G" and (same := _same_period(tokens, i, count)):
        return same
    base = anchor.start if anchor else _reference(scene, tokens, i, tokens.codes[link])
    far = _at_distance(base, unit, sign * count, the and unit not in ("day", "session"))
    return replace(far, begins=about(far.start, unit)) if far.grain == "day" and unit != "day" else far


def build_weekday_before(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the Friday before", "Friday a week earlier": the last such day before the one that the sentence names."""
    time = next(tokens.values[k] for k in times_in(tokens, i, j))
    base = _reference(scene, tokens, i, "G")
    if not time.weekly or base is None or time.start is None or tokens.code(j) not in "z,~;":
        return None
    return day_time(step(base, -((base.weekday() - time.start.weekday() - 1) % 7 + 1)))


def build_prior(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the month prior", "the week prior"; not "the week prior to the vote"."""
    if tokens.word(j - 1) != "prior" or tokens.code(j) == "k":
        return None
    unit = tokens.values[j - 2]
    return _at_distance(_reference(scene, tokens, i, "G"), unit, -1, unit not in ("day", "session"))


def _same_period(tokens: Tokens, i: int, years: float) -> Time | None:
    """Read "July prices rose 3.2% from a year earlier": the same month, quarter or day of the year before."""
    for k in range(i - 1, max(-1, i - 25), -1):
        value = tokens.values[k]
        if ends_sentence(tokens, k):
            return None
        if isinstance(value, Time) and value.grain in ("day", "month", "quarter", "half") and value.start:
            start = shift(value.start, "year", -years)
            length = MONTHS.get(value.grain)
            return span_time("done", start, add_months(start, length)) if length else day_time(start)
    return None


def _reference(scene: Scene, tokens: Tokens, i: int, link: str) -> date | None:
    """What "a day earlier" is told from: the day that the sentence names, else publication; "ago" is from now."""
    if link == "g":
        return scene.today
    for k in range(i - 1, max(-1, i - 40), -1):
        value = tokens.values[k]
        if tokens.codes[k] in "~":
            break
        if isinstance(value, Time) and value.grain == "day" and value.start:
            return value.start
    return scene.today


def _at_distance(base: date | None, unit: str, count: float, whole: bool) -> Time:
    """The day that many units away, or the whole unit ("the week before")."""
    day = shift(base, unit, count)
    if day is None:
        return day_time(None)
    if whole and unit in (*MONTHS, "week"):
        start, end = containing(unit, day)
        return span_time(unit, start, step(start, 5) if unit == "week" else end)
    return day_time(day)


def build_bare_ordinal(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "in the third", "ended the first at": the quarter or half of that number before the one just named."""
    nth = tokens.values[j - 1]
    if not 1 <= nth <= 4 or not (tokens.code(j) in "z,~;" or tokens.word(j) == "at"):
        return None
    for k in range(i - 1, max(-1, i - 25), -1):
        value = tokens.values[k]
        if isinstance(value, Time) and value.grain in ("quarter", "half") and value.start:
            months = MONTHS[value.grain]
            start = make_date(value.start.year, months * (nth - 1) + 1, 1) if months * nth <= 12 else None
            start = add_months(start, -12) if start is not None and start > value.start else start
            return span_time(value.grain, start, add_months(start, months)) if start is not None else None
        if ends_sentence(tokens, k) and tokens.code(k) != ";":
            return None
    return None


INSIDE = [
    Rule("T?[OL]1[oI]T?3", build_nth_weekday),
    Rule("4,?o?T?[57]|[57]'4|[57]4|[13],?[oI]?T?5", build_in_year),
    Rule("1oT?2|21|2-1", build_in_week),
    Rule("T?[OL](?:[NDn]-?N?)?C?UoT?[3-7]|n-?OUoT?[3-7]|TO[NDn]U|[2-7]'[OL](?:[NDn]-?N?)?C?U", build_nth),
    Rule(f"(?:(?:T?{QUANTITY}|T)?U|T?{QUANTITY}CU)(?:[tko]|[ecE][Iivo]?)T?[1-6]", build_window),
]
PARTS = [Rule("T?E(?:o|-)?T?[2-7]|[Gl]I?[2345]", build_part)]
DISTANCES = [
    Rule(f"(?:T|{QUANTITY})C?U(?:[gGl]T?1|,?f1|[gGl])", build_distance),
    Rule("TUL", build_prior),
    Rule("T1G", build_weekday_before),
    Rule("TO", build_bare_ordinal),
]
