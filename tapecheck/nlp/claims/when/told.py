"""Times that rows tell of (`wording/when.toml`): runs of days, a list over several weeks, what has no day at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from tapecheck.nlp.claims.shapes import number_of
from tapecheck.nlp.claims.when import neighbours
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, When, either
from tapecheck.nlp.claims.when.own import Candidate
from tapecheck.nlp.words.rows import Hit

LONGEST_RUN = 60  # sessions
THE_RUN = "the run with its last day"
THE_OTHER_WAY = "the list told the other way"
LENGTH = re.compile(r"P(\d{1,2})([DWM])")


def of_words(ask: Ask) -> When | None:
    """What the nearest row that speaks of the figure says of its time."""
    hit = next(ask.scene.told("when", ask.draft), None) if ask.draft.field is None else None
    return RECKONED[hit.row.value or ""](ask, hit) if hit is not None else None


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
    lengths = (LENGTH.fullmatch(candidate.period.duration or "") for candidate in ask.found)
    unit = next((m[2] for m in lengths if m and int(m[1]) == len(places)), None)
    if unit is None:
        return NEVER
    at = places.index(ask.spot)
    return either([nth_back(ask, unit, k) for k in (len(places) - 1 - at, at)], THE_OTHER_WAY)


def listed(ask: Ask, count: int) -> list[Candidate]:
    """As many days, months or years as a list has figures, one behind the other: "in January, February and March"."""
    runs: list[list[Candidate]] = [[]]
    for candidate in ask.found:
        between = ask.scene.tokens[runs[-1][-1].at + 1 : candidate.at] if runs[-1] else []
        if not all(token.has("COMMA", "AND") for token in between):
            runs.append([])
        runs[-1].append(candidate)
    return next((run for run in runs if len(run) == count), [])


def nth_back(ask: Ask, unit: str, back: int) -> When:
    """The last day, week or month that is over, or the one so many before it."""
    if unit == "D":
        last = ask.plain.to
        if last is None:
            return NEVER
        day = ask.clock.calendar_of(ask.symbol or ask.clock.home).back(last - DAY, back)
        return When(day, day + DAY, True)
    if unit == "W":
        week = ask.clock.whole(ask.symbol, "week")
        shift = timedelta(weeks=back)
        return When(week.from_ - shift, week.to - shift, True) if week.from_ and week.to else NEVER
    return NEVER


def day_of(ask: Ask) -> When:
    """The day that the sentence names for its main clause, else the last close."""
    day = neighbours.day_of(ask.scene, [c for c in ask.found if not ask.clock.is_ahead(c.period)], ask.draft)
    return ask.within(day) if day is not None else ask.plain


def ending(ask: Ask, hit: Hit, last: When) -> When:
    """So many days or weeks, as a hit counts them, up to the last day of a time."""
    count = number_of(hit.parts.get("n") or hit.parts.get("n2") or "")
    unit = hit.parts.get("unit") or hit.parts.get("unit2")
    if last.to is None or count is None or not 1 < count <= LONGEST_RUN:
        return NEVER
    day = last.to - DAY
    if unit not in ("day", "session"):
        return NEVER
    first = ask.clock.calendar_of(ask.symbol or ask.clock.home).back(day, int(count) - 1)
    return When(first, last.to, True)


RECKONED: Mapping[str, Callable[[Ask, Hit], When]] = {
    "never": never,
    "run": run,
    "run_before": run_before,
    "since": since,
}
