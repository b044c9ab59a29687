"""Times made of times: parts, sums, windows, ranges, "since", and look-backs."""

from __future__ import annotations

from datetime import date

from tapecheck.nlp.periods.calendar_names import day_time, span_time
from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.relative import FISCAL, QUANTITY, count_of
from tapecheck.nlp.periods.sense import is_fiscal, is_future, is_superlative, word_before
from tapecheck.nlp.periods.times import (
    DAY,
    MONTHS,
    Scene,
    Time,
    add_months,
    containing,
    duration_of,
    is_over,
    last_session,
    make_date,
    shift,
    step,
    step_sessions,
)
from tapecheck.nlp.periods.tokens import Found, Rule, Tokens
from tapecheck.schema import PeriodKind, PeriodReading


def _times(tokens: Tokens, i: int, j: int) -> list[int]:
    """Where in [i, j) times stand."""
    return [k for k in range(i, j) if isinstance(tokens.values[k], Time)]


# --- the quarter of a year, the day of a week ------------------------------------------------------------------------
def build_in_year(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the second quarter of 2023", "May of this year", "next year's first quarter", "June last year"."""
    places = _times(tokens, i, j)
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
    places = _times(tokens, i, j)
    day, week = (tokens.values[k] for k in places)
    if day.grain == "week":
        day, week = week, day
    if day.start is None or week.start is None:
        return day_time(None)
    return day_time(step(containing("week", week.start)[0], day.start.weekday()))


def build_nth(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "the first two months of 2009", "the last week of Dec 2016", "the first eleven months" (of this year)."""
    places = _times(tokens, i, j)
    at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    unit = tokens.values[at]
    head = next(k for k in range(i, j) if tokens.codes[k] in "OL")
    last = tokens.codes[head] == "L"
    if (last and tokens.values[head] != "last") or unit in ("decade", "century", "weekend"):
        return None
    counted = at > head + 1 and tokens.codes[head + 1] in "NDn"
    number = count_of(tokens, head + 1, at) if counted else 1
    if number is None or (not places and not counted):
        return None
    whole = tokens.values[places[0]] if places else _this_year(scene)
    if whole is None or whole.start is None:
        return Time(PeriodKind.RANGE)
    nth = 1 if last or counted else tokens.values[head]
    if not last and tokens.codes[i] == "n":
        nth += tokens.values[i]
    return _slice(whole, unit, int(number), nth, last)


def _this_year(scene: Scene) -> Time | None:
    """The whole year of publication."""
    if scene.today is None:
        return None
    start, end = containing("year", scene.today)
    return span_time("year", start, end)


def _slice(whole: Time, unit: str, number: int, nth: int, last: bool) -> Time | None:
    """`number` units of the whole from the nth on, or its last ones. Weeks are the calendar's, from Monday."""
    start, end = whole.start, _full_end(whole)
    if start is None or end is None or unit == "session":
        return None
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


def _full_end(time: Time) -> date | None:
    """The end of a running period that was cut at the publication."""
    if time.to_date and time.start and time.grain in MONTHS:
        return add_months(time.start, MONTHS[time.grain])
    return time.end


# --- early, mid, late ------------------------------------------------------------------------------------------------
def build_part(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "early 2023", "late July", "mid-November", "the end of August", "the start of the year", "end-2024"."""
    at = _times(tokens, i, j)[-1]
    whole = tokens.values[at]
    if tokens.codes[i] in "Gl":
        return _earlier_or_later(scene, tokens.codes[i], whole)
    part = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] == "E")
    of = "o" in tokens.codes[i:at] or tokens.codes[at - 1] == "-" or part in ("start",)
    if (part == "end" and not of) or whole.grain == "day":
        return None
    start, end = whole.start, _full_end(whole)
    if start is None or end is None:
        return Time(PeriodKind.RANGE, None, None, whole.grain, whole.fixed)
    if part == "end":
        return _end_of(whole, start, end)
    if part == "mid" and whole.grain in ("year", "weak") and word_before(tokens, i) in load_lexicon().before:
        return span_time("half", start, add_months(start, 6))
    if part == "start" and tokens.code(i - 1) == "s":
        return Time(PeriodKind.RANGE, start, end, whole.grain, whole.fixed)
    return _third(whole, start, end, part)


def _earlier_or_later(scene: Scene, code: str, whole: Time) -> Time | None:
    """Read "earlier this month" runs up to the publication, "later this year" from the day after it."""
    start, end = whole.start, _full_end(whole)
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
            readings=(PeriodReading(reading="last day", from_=last, to=end),),
        )  # fmt: skip
    if whole.grain == "week":
        return day_time(step(start, 4))
    if whole.grain == "decade":
        return span_time("done", add_months(end, -36), end)
    return day_time(last)


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
    """Read "the week to Wednesday", "the year through October", "three months to June", "the quarter ended in March"."""
    at = _times(tokens, i, j)[-1]
    anchor = tokens.values[at]
    unit_at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    unit = tokens.values[unit_at]
    count = count_of(tokens, i, unit_at) or 1
    if unit in ("day", "session", "weekend", "decade", "century") and count == 1:
        return None
    if (unit in ("week", "day") and anchor.grain != "day") or unit == "session":
        return None
    if anchor.start is None:
        return Time(PeriodKind.RANGE)
    link = tokens.codes[unit_at + 1 : at]
    if "o" in link or "c" in link or "E" in link:
        return _window_from(anchor, unit, count, "o" in link)
    end = anchor.start if "t" in link and tokens.word(unit_at + 1) in ("until", "till") else _full_end(anchor)
    return span_time("done", shift(end, unit, -count), end)


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
    if tokens.word(link) == "after" and anchor is None and unit != "day":
        return None
    if tokens.word(link) == "before" and anchor is None and not the and unit != "day":
        return None
    if unit in ("year", "quarter") and anchor is None and tokens.codes[link] in "gG" and is_fiscal(scene, tokens, i, j):
        return FISCAL if count == 1 else None
    if count is None or (scene.today is None and anchor is None):
        return day_time(None)
    if anchor and tokens.codes[link] == "f" and tokens.word(i - 1) == "for":
        return span_time("done", anchor.start, shift(anchor.start, unit, count))
    base = anchor.start if anchor else _reference(scene, tokens, i, tokens.codes[link])
    return _at_distance(base, unit, sign * count, the and unit not in ("day", "session"))


def _reference(scene: Scene, tokens: Tokens, i: int, link: str) -> date | None:
    """What "a day earlier" is told from: the day that the sentence names, else publication; "ago" is always from now."""
    if link == "g":
        return scene.today
    for k in range(i - 1, max(-1, i - 40), -1):
        value = tokens.values[k]
        if tokens.codes[k] in "~":
            break
        if isinstance(value, Time) and value.grain == "day" and value.start:
            return value.start
    return scene.today


def _at_distance(base: date | None, unit: str, count: float, whole: bool) -> Time | None:
    """The day that many units away, or the whole unit ("the week before")."""
    day = shift(base, unit, count)
    if day is None:
        return day_time(None)
    if whole and unit in (*MONTHS, "week"):
        start, end = containing(unit, day)
        return span_time(unit, start, step(start, 5) if unit == "week" else end)
    return day_time(day)


# --- ranges and since ------------------------------------------------------------------------------------------------
def build_range(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "from June through July", "between Jan 2019 and now", "2014-2018", "May to September"."""
    first, last = _times(tokens, i, j)
    a, b = tokens.values[first], tokens.values[last]
    headed = tokens.codes[i] in "fB"
    if a.kind in (PeriodKind.SINCE, PeriodKind.FISCAL) or b.kind in (PeriodKind.SINCE, PeriodKind.FISCAL):
        return None
    if tokens.words[last - 1] and tokens.codes[j - 1] == "d":
        return None
    weak = a.code == "7" and b.code == "7"
    lexicon = load_lexicon()
    move = tokens.word(i - 1) in lexicon.moves or tokens.word(i - 1) in lexicon.counted
    if weak and ((not headed and "-" not in tokens.codes[i:j]) or (move and headed)):
        return None
    link = tokens.codes[first + 1 : last]
    if not headed and ("&" in link or (a.grain != b.grain and "7" not in (a.code, b.code) and "t" not in link)):
        return None
    spaced = tokens.starts[last] != tokens.ends[last - 1]
    if not headed and "-" in link and a.grain == "day" and spaced and not (a.fixed and b.fixed):
        return None
    start, end = _reconcile(a, b)
    if weak and not (start and end and 0 < (end - start).days < 40000):
        return None
    time = Time(PeriodKind.RANGE, start, end if b.grain != "now" else scene.tomorrow)
    return Found(
        time, i + 1 if tokens.codes[i] == "f" and tokens.code(i + 1) != "T" else i + (tokens.codes[i] == "f") * 1, j
    )


def _reconcile(a: Time, b: Time) -> tuple[date | None, date | None]:
    """Bounds of a range: the side without a year takes it from the other, and the end never precedes the start."""
    if a.start is None or b.start is None:
        return None, None
    start, end, full = a.start, b.start, _full_end(b)
    length = (full - end).days if full else 1
    if b.weekly:
        days = (start - end).days
        end = step(end, max(0, (days + 6) // 7 * 7)) or end
        return start, step(end, 1)
    if a.fixed and not b.fixed:
        while end < start and (moved := add_months(end, 12)):
            end = moved
        while (moved := add_months(end, -12)) and moved >= start:
            end = moved
    elif not a.fixed:
        while start > end and (moved := add_months(start, -12)):
            start = moved
        if b.fixed:
            while (moved := add_months(start, 12)) and moved <= end:
                start = moved
    if b.grain in MONTHS:
        return (start, add_months(end, MONTHS[b.grain])) if start <= end else (None, None)
    return (start, step(end, max(1, length))) if start <= end else (None, None)


def build_to_now(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "from March to date"."""
    time = tokens.values[_times(tokens, i, j)[0]]
    return Time(PeriodKind.SINCE, time.start, scene.tomorrow, to_date=True)


def build_since(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "since August", "since Sept. 17, 2001", "since the Brexit vote in June 2016": to the end of the publication day."""
    at = _times(tokens, i, j)[-1]
    time = tokens.values[at]
    if time.kind in (PeriodKind.SINCE, PeriodKind.FISCAL, PeriodKind.LOOKBACK) and time.start is None:
        return Time(PeriodKind.SINCE, None, None, to_date=True)
    if at > i + 3 and tokens.word(i + 1) in load_lexicon().pronouns:
        return None
    start, today = time.start, scene.today
    readings: tuple[PeriodReading, ...] = ()
    if start is None or today is None:
        return Time(PeriodKind.SINCE, start, None, to_date=True)
    if not time.fixed:
        start, readings = _completed(scene, time, start, today)
    if start is None or start > today:
        return Time(PeriodKind.SINCE, start, None, to_date=True)
    return Time(PeriodKind.SINCE, start, scene.tomorrow, to_date=True, readings=readings)


def _completed(scene: Scene, time: Time, start: date, today: date) -> tuple[date | None, tuple[PeriodReading, ...]]:
    """Read "since May" said in May, "since Monday" on a Monday: the one before, and the running one as a reading."""
    years = {"day": 12, "month": 12, "season": 12, "quarter": 12, "half": 12}.get(time.grain, 12)
    while start > today and (moved := add_months(start, -years)):
        start = moved
    if time.grain == "day" and start == today:
        return start, ()
    running = time.end is not None and start <= today < (add_months(start, MONTHS.get(time.grain, 0)) or start)
    if time.grain == "month" and running:
        reading = PeriodReading(reading="the running month", from_=start, to=scene.tomorrow)
        return add_months(start, -12), (reading,)
    return start, ()


# --- look-backs ------------------------------------------------------------------------------------------------------
NOT_BACK = ("ago", "earlier", "later", "before", "hence", "old", "time", "row")
SPENT = ("for", "over", "during", "across", "within", "took", "takes", "lasted", "spent")


def build_lookback(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "the lowest in nearly three months", "its first gain in eight weeks"; "in two weeks" after "will" is a day."""
    first = i + 1
    at = j - 1
    unit = tokens.values[at]
    start = next((k for k in range(first, at) if tokens.codes[k] in "NDnaH"), at)
    count = count_of(tokens, start, at)
    single = count == 1 and "a" in tokens.codes[start:at]
    superlative = is_superlative(scene, tokens, i)
    if (single and unit in ("day", "session")) or tokens.word(j) in NOT_BACK:
        return None
    if count is None:
        return Found(Time(PeriodKind.LOOKBACK), first, j)
    if not superlative and is_future(scene, tokens, i, j):
        return Found(day_time(shift(scene.today, unit, count)), first, j)
    if single and not superlative:
        return None
    return Found(lookback(scene, count, unit), first, j)


def lookback(scene: Scene, count: float, unit: str) -> Time:
    """The length of time before publication: from the same day that long ago, to the end of the publication day."""
    base = last_session(scene) if unit == "session" else scene.today
    start = shift(base, unit, -count)
    return Time(
        PeriodKind.LOOKBACK, start, scene.tomorrow if start else None, to_date=True, duration=duration_of(count, unit)
    )


def build_extreme(scene: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "a four-month high", "52-week low", "three-year closing high": the length is the look-back."""
    at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    count = count_of(tokens, i, at)
    if count is None or (tokens.values[at] == "day" and count == 1) or tokens.word(at).endswith("s"):
        return None
    first = i + 1 if tokens.codes[i] == "a" and tokens.values[i + 1] is not None else i
    return Found(lookback(scene, count, tokens.values[at]), first, at + 1)


def build_for_long(scene: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "for 22 years", "took 34 years", "over three sessions", "within 9 months", "over the twelve months"."""
    word = tokens.word(i)
    at = j - 1
    unit = tokens.values[at]
    first = i + 1
    start = next((k for k in range(first, at) if tokens.codes[k] in "NDnaH"), at)
    count = count_of(tokens, start, at)
    if word not in SPENT or count is None or tokens.word(j) in (*NOT_BACK, "in", "running", "straight"):
        return None
    if count == 1 and unit in ("day", "session"):
        return None
    if word == "within":
        return Found(
            Time(PeriodKind.RANGE, scene.today, shift(scene.today, unit, count), duration=duration_of(count, unit)),
            first,
            j,
        )
    if word in ("over", "during", "across"):
        return Found(_stretch(scene, tokens, count, unit, first), first, j)
    if word == "took" or any(tokens.word(k) in ("have", "has", "ve", "been") for k in range(max(0, i - 8), i)):
        return Found(lookback(scene, count, unit), first, j)
    return Found(Time(PeriodKind.OPEN, duration=duration_of(count, unit)), first, j)


def _stretch(scene: Scene, tokens: Tokens, count: float, unit: str, first: int) -> Time:
    """Read "over three sessions", "over six months"; "the twelve months" of a year that is over are the year."""
    today, duration = scene.today, duration_of(count, unit)
    if today is None:
        return Time(PeriodKind.RANGE, duration=duration)
    if unit == "session":
        last = last_session(scene)
        return Time(PeriodKind.RANGE, step_sessions(last, -int(count) + 1), step(last, 1))
    start, end = containing("year", today)
    if tokens.codes[first] == "T" and (count, unit) == (12, "month") and is_over(end, today):
        return Time(PeriodKind.RANGE, start, end, duration=duration)
    return Time(PeriodKind.RANGE, step(shift(today, unit, -count), 1), scene.tomorrow, duration=duration)


def build_clock(_: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "for 3 hours", "more than 1 hour and 30 minutes", "for 3h": a length of time, open."""
    if tokens.codes[j - 1] == "V":
        number, letter = tokens.values[j - 1]
        return Found(
            Time(PeriodKind.OPEN, duration=f"PT{number}H" if letter == "H" else f"P{number}{letter}"), i + 1, j
        )
    start = i + 1
    parts, k = "", start
    while k < j:
        unit = next(n for n in range(k, j) if tokens.codes[n] == "u")
        count = count_of(tokens, k, unit)
        if count is None:
            return None
        parts += f"{int(count)}{tokens.values[unit]}" + ("30M" if count % 1 and tokens.values[unit] == "H" else "")
        k = unit + 2
    return Found(Time(PeriodKind.OPEN, duration=f"PT{parts}"), start, j)


def build_trading(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "early trading", "after-hours trading": a part of a session, open."""
    part = tokens.codes[i] != "x" or tokens.word(i) in load_lexicon().trading_parts
    return Time(PeriodKind.OPEN) if part and tokens.word(j - 1) == "trading" else None


HEDGES = "(?:[bv]|xb)*"
INSIDE = [
    Rule("4,?o?T?[57]|[57]'4|[57]4|[13],?[oI]?T?5", build_in_year),
    Rule("1oT?2|21|2-1", build_in_week),
    Rule("T?[OL](?:[NDn]-?N?)?C?UoT?[3-7]|n-?OUoT?[3-7]|TO[NDn]U", build_nth),
    Rule(f"(?:T?{QUANTITY}|T)?U(?:[tko]|[ecE][Iivo]?)T?[1-6]", build_window),
]
PARTS = [Rule("T?E(?:o|-)?T?[2-7]|[Gl]I?[2345]", build_part)]
DISTANCES = [Rule(f"(?:T|{QUANTITY})C?U(?:[gGl]T?1|f1|,?f1|[gGl])", build_distance)]
RANGES = [
    Rule("[fB]T?[1-8](?:k|t|-|&)T?[1-8]|[1-8](?:k|t|-)T?[1-8]", build_range),
    Rule("fT?[1-8]kd", build_to_now),
    Rule("s-?T?[1-689]|s[TLa]?[xK]{1,4}(?:I|i|o)T?[1-68]", build_since),
]
LOOKBACKS = [
    Rule(f"{QUANTITY}-UC?[xK]?h", build_extreme),
    Rule(f"I(?:[bv]b*|xk|b)*T?{QUANTITY}C?U", build_lookback),
    Rule(f"(?:v|x)(?:b)*T?{QUANTITY}C?U", build_for_long),
    Rule(f"[vb]{QUANTITY}u(?:&[NDn]u)?|vV", build_clock),
    Rule("[EJ]-?C|xC", build_trading),
]
