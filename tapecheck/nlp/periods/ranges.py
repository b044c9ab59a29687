"""Times made of two others, and "since": from X to Y, between X and Y, since X."""

from __future__ import annotations

from datetime import date

from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.times import DAY, LAST_DAY, MONTHS, Scene, Time, add_months, full_end, step
from tapecheck.nlp.periods.tokens import Found, Rule, Tokens, times_in
from tapecheck.schema import PeriodKind


def build_range(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "from June through July", "between Jan 2019 and now", "2014-2018", "May to September"."""
    first, last = times_in(tokens, i, j)
    a, b = tokens.values[first], tokens.values[last]
    headed = tokens.codes[i] in "fB"
    weak = a.code == "7" and b.code == "7"
    link = tokens.codes[first + 1 : last]
    if not headed and ("&" in link or (a.grain != b.grain and "7" not in (a.code, b.code) and "t" not in link)):
        return None
    spaced = tokens.starts[last] != tokens.ends[last - 1]
    if not headed and "-" in link and a.grain == "day" and spaced and not (a.fixed and b.fixed):
        return None
    start, end = _reconcile(a, b)
    if weak and not (start and end and 0 < (end - start).days < 40000):
        return None
    start = next((r.to for r in a.readings if r.reading == LAST_DAY), start)  # "from the end of 2021 to Friday"
    time = Time(PeriodKind.RANGE, start, end if b.grain != "now" else scene.tomorrow)
    return Found(
        time, i + 1 if tokens.codes[i] == "f" and tokens.code(i + 1) != "T" else i + (tokens.codes[i] == "f") * 1, j
    )


def _reconcile(a: Time, b: Time) -> tuple[date | None, date | None]:
    """Bounds of a range: the side without a year takes it from the other, and the end never precedes the start."""
    if a.start is None or b.start is None:
        return None, None
    start, end, full = a.start, b.start, full_end(b)
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


def build_since(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "since August", "since the Brexit vote in June 2016": they run to the end of the publication day."""
    at = times_in(tokens, i, j)[-1]
    time = tokens.values[at]
    if time.kind in (PeriodKind.SINCE, PeriodKind.FISCAL, PeriodKind.LOOKBACK) and time.start is None:
        return Time(PeriodKind.SINCE, None, None, to_date=True)
    if at > i + 3 and tokens.word(i + 1) in load_lexicon().pronouns:
        return None
    start, today = time.start, scene.today
    if start is None or today is None:
        return Time(PeriodKind.SINCE, start, None, to_date=True)
    if not time.fixed and time.begins is None:
        start = _completed(time.grain, start, today)
    if (last := next((r.to for r in time.readings if r.reading == LAST_DAY), None)) and last <= today:
        return Time(PeriodKind.SINCE, last, scene.tomorrow, to_date=True, begins=(last - 3 * DAY, last))
    begins = time.begins or (_within(time, start) if time.grain in ("month", "part") else None)
    if time.grain == "day" and start is not None:
        begins = start, start + DAY  # counted from the close before, or from its own
    stop = _event_end(tokens, j) if tokens.codes[j - 1] == "5" and tokens.codes[j - 2] == "T" else j
    if start is None or start > today:
        return Time(PeriodKind.SINCE, start, None, to_date=True)
    since = Time(PeriodKind.SINCE, start, scene.tomorrow, to_date=True, begins=begins)
    return Found(since, i, stop)


def _within(time: Time, start: date | None) -> tuple[date, date] | None:
    """The days of a month, or of a part of one, that something is told to have begun in: "since early December"."""
    if time.start is None or time.end is None or start is None:
        return None
    return start, start + (time.end - time.start) - DAY


def _event_end(tokens: Tokens, j: int) -> int:
    """Where the event of "the 2008 financial crisis" ends: at its noun, a few words on."""
    events = load_lexicon().events
    return next((k + 1 for k in range(j, j + 4) if tokens.word(k) in events), j)


def _completed(grain: str, start: date, today: date) -> date:
    """The latest beginning that is not ahead: "since May", said in May, is since the one before."""
    while start > today and (moved := add_months(start, -12)):
        start = moved
    running = grain == "month" and today < (add_months(start, 1) or today)
    return (add_months(start, -12) or start) if running else start


RANGES = [
    Rule("[fB]T?[1-8](?:k|t|-|&)T?[1-8]|[1-8](?:k|t|-)T?[1-8]", build_range),
    Rule("s-?T?[1-689]|s[TLa]?[xK]{1,4}(?:I|i|o)T?[1-68]", build_since),
]
