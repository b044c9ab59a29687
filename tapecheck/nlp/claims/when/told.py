"""Times that rows tell of (`wording/when.toml`): runs of days, a list over several weeks, what has no day at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.nlp.claims.shapes import number_of
from tapecheck.nlp.claims.when import neighbours
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, When, either
from tapecheck.nlp.claims.when.own import ONE_BEFORE, Candidate
from tapecheck.nlp.claims.when.units import to_date
from tapecheck.nlp.periods.times import containing
from tapecheck.nlp.words.rows import Hit
from tapecheck.schema import Period, PeriodKind, TimeSource

LONGEST_RUN = 60  # sessions
THE_RUN = "the run with its last day"
THE_OTHER_WAY = "the list told the other way"
LONGEST = {"week": 7, "month": 31, "quarter": 92, "year": 366}  # days


def of_words(ask: Ask) -> When | None:
    """What the nearest row that speaks of the figure says of its time."""
    hit = next(ask.scene.told("when", ask.draft), None)
    plain = hit is not None and (ask.draft.field is None or hit.row.value == "never")
    return RECKONED[hit.row.value or ""](ask, hit) if hit is not None and plain else None


def of_one_before(ask: Ask) -> When | None:
    """The day, week, month, quarter or year before the one that the figure beside is of: "lost 4.7% in June; the month

    before, it had gained 5.5%", "fell 0.5% on Tuesday, having lost 3.2% the previous session".
    """
    own = ask.own or led_by(ask)
    named = ONE_BEFORE.fullmatch(own.period.text) if own is not None else None
    if own is None or named is None or not (ask.change or ask.daily) or is_base(ask, own):
        return None
    return before_the_one(ask, own, (named["unit"] or named["other"]).lower())


def one_before(ask: Ask, hit: Hit) -> When:
    """The same where a row reads it right behind the figure: "following a nearly 5% drop the week prior"."""
    when = before_the_one(ask, ask.own, hit.parts.get("unit") or hit.parts.get("unit2") or "")
    named = ask.own is not None and ONE_BEFORE.fullmatch(ask.own.period.text) is not None
    return when or (ask.within(ask.own) if ask.own is not None and named else NEVER)


def before_the_one(ask: Ask, own: Candidate | None, unit: str) -> When | None:
    """The unit before that of the figure beside; None where nothing stands beside."""
    beside = ask.previous.when if ask.previous is not None else beside_later(ask, own) or told_before(ask, unit)
    if beside is None and unit in ("day", "session") and own is not None:
        other = replace(ask.before(ask.plain), source=TimeSource.OWN)
        return ask.within(own).open_to(other, "the session before the last one", TimeSource.OWN)
    if beside is None or beside.from_ is None or beside.to is None:
        return None
    if unit in ("day", "session"):
        return ask.before(beside) if beside.span == 1 else None
    if ask.daily or beside.source is TimeSource.DEFAULT:
        return NEVER if ask.previous is not None and ask.change else None
    if beside.span > LONGEST[unit]:
        return NEVER
    first = containing(unit, beside.from_ + (beside.to - beside.from_) / 2)[0]  # "the past year" begins on any day
    if abs((first - beside.from_).days) > 3 + beside.span // 12:
        return NEVER
    before = containing(unit, first - DAY)[0]
    period = Period(start=0, end=0, text=unit, kind=PeriodKind.RANGE, from_=before, to=first)
    return ask.clock.within(ask.symbol, period)


def led_by(ask: Ask) -> Candidate | None:
    """The period that leads a figure's clause: "; the month before, it had gained 5.5%"."""
    for candidate in reversed(ask.found):
        between = ask.scene.tokens[candidate.at + 1 : ask.spot]
        lead = [t for t in ask.scene.tokens[max(0, candidate.at - 2) : candidate.at] if not t.has("IN")]
        if lead and not lead[-1].has("COMMA", "STOP", "AND", "BUT", "WHILE"):
            continue  # "against a 3.6% rise in the session before, and closed at 1,970.50"
        if candidate.at < ask.spot and between and between[0].has("COMMA"):
            return None if any(t.has("FIG", "STOP", "BUT") for t in between) else candidate
    return None


def beside_later(ask: Ask, own: Candidate | None) -> When | None:
    """The day that the sentence names behind the figure: "In the previous session it rose 0.6%; on Wednesday, 1.3%"."""
    later = next((c for c in ask.found if c.day and c is not own and c.at > ask.spot), None)
    return ask.within(later) if later is not None else None


def told_before(ask: Ask, unit: str) -> When | None:
    """The day, or the longer period, that the sentence before leaves."""
    memory = ask.scene.memory
    left = memory.told if unit in ("day", "session") else memory.stretch
    when = ask.clock.within(ask.symbol, left.period) if left is not None else None
    return replace(when, source=TimeSource.BEFORE) if when is not None else None


def is_base(ask: Ask, own: Candidate) -> bool:
    """Whether the words before a period make it what a figure is compared with."""
    before = ask.scene.tokens[own.at - 1] if own.at else None
    return before is not None and before.has("FROM", "THAN", "BELOW", "ABOVE")


def never(_: Ask, __: Hit) -> When:
    """A time that the words do not let one reckon."""
    return NEVER


def run_before(ask: Ask, hit: Hit) -> When:
    """A run that ended with the session before: "fell 6.58 after an eight-day gain of nearly 35 points"."""
    return ending(ask, hit, ask.clock.before(ask.symbol, day_of(ask)))


def run(ask: Ask, hit: Hit) -> When:
    """A run that goes on, to the last close or the one before it: "extended a five-day surge to 15 percent"."""
    last = day_of(ask)
    return ending(ask, hit, last).open_to(ending(ask, hit, ask.clock.before(ask.symbol, last)), THE_RUN)


def since(ask: Ask, hit: Hit) -> When:
    """A run that began on a named day: from the close before it, or from its own, on."""
    begun = next((c for c in ask.everything if c.period.start >= hit.end), None)
    if begun is None or begun.period.from_ is None or begun.period.start > hit.end + 4:
        return NEVER
    end = day_of(ask)
    times = [
        When(start, last.to)
        for last in (end, ask.clock.before(ask.symbol, end))
        for start in (begun.period.from_, begun.period.to)
        if start is not None and last.to is not None and start < last.to
    ]
    return either(times, THE_RUN)


def of_list(ask: Ask) -> When | None:
    """One period each of a list: "gained 4%, 2.3% and 3.5% in the past three weeks"; a list of no periods has no time.

    Which way the list runs is open.
    """
    places = ask.scene.several.get(ask.spot) if ask.change else None
    if places is None:
        return None
    named = listed(ask, len(places))
    if named:
        return ask.within(named[places.index(ask.spot)])
    if any(token.text == "respectively" for token in ask.scene.tokens):
        return NEVER  # of names that were not told apart
    if all(candidate.period.duration != f"P{len(places)}W" for candidate in ask.found):
        return NEVER
    at = places.index(ask.spot)
    return either([weeks_back(ask, k) for k in (len(places) - 1 - at, at)], THE_OTHER_WAY)


def listed(ask: Ask, count: int) -> list[Candidate]:
    """As many days, months or years as a list has figures, one behind the other: "in January, February and March"."""
    runs: list[list[Candidate]] = [[]]
    for candidate in ask.found:
        between = ask.scene.tokens[runs[-1][-1].at + 1 : candidate.at] if runs[-1] else []
        if not all(token.has("COMMA", "AND") for token in between):
            runs.append([])
        runs[-1].append(candidate)
    return next((run for run in runs if len(run) == count), [])


def weeks_back(ask: Ask, back: int) -> When:
    """The last week that is over, or the one so many before it."""
    week, shift = ask.clock.whole(ask.symbol, "week"), timedelta(weeks=back)
    return When(week.from_ - shift, week.to - shift, True) if week.from_ and week.to else NEVER


def day_of(ask: Ask) -> When:
    """The day that the sentence names for its main clause, else the last close."""
    day = neighbours.day_of(ask.scene, [c for c in ask.found if not ask.clock.is_ahead(c.period)], ask.draft)
    return ask.within(day) if day is not None else ask.plain


def ending(ask: Ask, hit: Hit, last: When) -> When:
    """So many days or weeks, as a hit counts them, up to the last day of a time."""
    count = number_of(hit.parts.get("n") or hit.parts.get("n2") or "")
    if last.to is None or count is None or not 1 < count <= LONGEST_RUN:
        return NEVER
    day = last.to - DAY
    first = ask.clock.calendar_of(ask.symbol or ask.clock.home).back(day, int(count) - 1)
    return When(first, last.to, True)


def last_session(ask: Ask, _: Hit) -> When:
    """The last day of the period of the figure beside, or told before: "gained 3% in December, 1% on the last day"."""
    beside = ask.previous.when if ask.previous is not None else told_before(ask, "month") or NEVER
    return ask.clock.on(ask.symbol, beside.to - DAY) if beside.span > 1 and beside.to is not None else NEVER


def edge(ask: Ask, hit: Hit) -> When:
    """The close before a period began, or its last one: "when the week began", "when 2020 closed"."""
    if hit.parts.get("year"):
        first, last = date(int(hit.parts["year"]), 1, 1), date(int(hit.parts["year"]), 12, 31)
    else:
        told = to_date(ask.clock, ask.symbol, hit.parts.get("unit") or "", closed=ask.closed)
        if told.from_ is None or told.to is None:
            return NEVER
        first, last = told.from_, told.to - DAY
    return ask.clock.on(ask.symbol, first - DAY if hit.parts.get("began") else last)


RECKONED: Mapping[str, Callable[[Ask, Hit], When]] = {
    "edge": edge,
    "last_session": last_session,
    "never": never,
    "one_before": one_before,
    "run": run,
    "run_before": run_before,
    "since": since,
}
