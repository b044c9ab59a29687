"""Lengths of time that stand beside a figure without being dates: "3.1% on the week", "an annual gain of 4%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, THE_STRETCH, Clock, When, is_day, unit_named
from tapecheck.nlp.claims.when.own import THE_UNIT
from tapecheck.nlp.periods.times import containing
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Period, PeriodKind, TimeSource

RE = patterns("when.patterns")

MOVED = "gain|rise|advance|jump|surge|climb|boost|increase|return|loss|drop|decline|fall|slide|slump|plunge"
SINCE_THEN = re.compile(r"\s{1,9}(?:since|from)\s{1,9}then\b", re.IGNORECASE)
AFTER_ANOTHER = re.compile(r"\b(?:after|following|versus|vs\.?|compared\s+(?:with|to))\b[^,;:%]{0,40}$", re.IGNORECASE)
EVERY = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annual": "year",
    "yearly": "year",
}
BASIS = re.compile(r"\bon\s+an?\s+(?P<every>weekly|monthly|quarterly|annual|yearly)\s+basis\b", re.IGNORECASE)
SO_FAR = re.compile(r"[^.;,]{0,25}\bso\s+far\b", re.IGNORECASE)
ROLLING = {"week": 12, "month": 46}  # days that "over the week" goes back at most, where it counts sessions
FIRST_DAYS = 3  # of a unit, in which who speaks of it means the one before
YOUNG = 8  # days in which "the month" may be the one before
TWIN = re.compile(r",?\s{0,9}(?:or|and)\s{1,9}[\d.,]+\s{0,9}(?:%|per\s?cent|pc|points|pts)")


def of_unit(ask: Ask) -> When | None:
    """The time of a change beside which a unit stands ("3.1% on the week", "an annual gain of 4%"): to date, or the

    last whole one.
    """
    scene, draft, clock, symbol = ask.scene, ask.draft, ask.clock, ask.symbol
    if not ask.moves or draft.figure is None:
        return None
    found = [c.period for c in ask.everything]
    before, after = scene.text[scene.start : draft.at], scene.text[draft.figure.end : scene.end]
    twin = TWIN.match(after)
    rest = after[twin.end() :] if twin else after
    if SINCE_THEN.match(rest):
        return NEVER
    beside = (
        RE.after.match(rest) or RE.since_start.match(rest) or RE.ahead.search(before) or RE.before_colon.search(before)
    )
    if beside is None:
        return rated(ask, found, before, after)
    if RE.back_then.search(before):
        return NEVER  # "just over a month ago, natural gas was up 60 percent on the year"
    unit = beside["unit"].lower()
    unit = {"span": "period", "five days": "week"}.get(unit, unit)
    that = beside.re is RE.after and beside["that"]
    if not that and unit in ("day", "session") and any(is_day(p) and p.text.lower() != "the day" for p in found):
        return None  # "On Friday, silver was already up 4% on the day"
    if unit in ("day", "session") and scene.memory.told is not None:
        return clock.within(symbol, scene.memory.told.period)
    if that and retold(scene, draft, found, beside, unit) is None:
        return NEVER
    told = retold(scene, draft, found, beside, unit)
    so_far = unit not in ("period", "stretch") and (RE.present.search(before[-60:]) or SO_FAR.match(rest))
    if told is not None and not so_far:
        taken_up = unit == "year" and told is scene.memory.units.get(unit)
        latest = clock.whole(symbol, unit) if taken_up else NEVER
        older = told.to is not None and latest.from_ is not None and told.to <= latest.from_
        when = clock.within(symbol, told, closed=ask.closed)  # "and 30% for the year", after a year before was told
        return when.open_to(latest, THE_STRETCH, TimeSource.OWN) if older else when
    when, review = to_date(clock, symbol, unit, closed=ask.closed), scene.memory.review
    if review is not None and review.to is not None and when.from_ is not None and when.from_ < review.to:
        return clock.within(symbol, replace(review, from_=when.from_))  # of a quarter that is over, "for the year"
    if (
        beside.re is RE.after
        and "over" in beside[0]
        and unit in ROLLING
        and when.from_ is not None
        and when.to is not None
    ):
        when = replace(when, begins=(when.to - ROLLING[unit] * DAY, when.from_))  # rolling, or of the calendar
    return with_whole(clock, symbol, unit, when)


def rated(ask: Ask, found: Sequence[Period], before: str, after: str) -> When | None:
    """The last day, week, month, quarter or year of a rate: "an annual gain of 4%"."""
    rate = RE.rated.search(before) or RE.rating.match(after) or BASIS.search(before) or BASIS.search(after)
    if rate is None:
        return None
    if AFTER_ANOTHER.search(before) and (ask.previous is None or ask.previous.when.span != 1):
        return NEVER  # "fell 17.5%, following a quarterly loss of 9.2%"
    unit = EVERY[rate["every"].lower()]
    longer = [p for p in found if p.to and not is_day(p) and p.kind is not PeriodKind.SINCE]
    if any((p.start < ask.draft.at or unit_named(p) == unit) and not THE_UNIT.fullmatch(p.text) for p in longer):
        return None  # "closed out 2023 with an annual gain of 4%": the year is named
    return ask.plain if unit == "day" else ask.clock.whole(ask.symbol, unit)


def of_ended_unit(ask: Ask) -> When | None:
    """The last day of a month, quarter or year that a level ended: "ended the year at just 14.04"."""
    daily = ask.daily and not (ask.own and ask.own.day)
    ended = RE.ended.search(ask.scene.text[ask.scene.start : ask.draft.at]) if daily else None
    if ended is None:
        return None
    whole = ask.clock.whole(ask.symbol, ended["unit"].lower())
    return ask.clock.on(ask.symbol, whole.to - DAY) if whole.to is not None else NEVER


def retold(scene: Scene, draft: Draft, found: Sequence[Period], beside: re.Match[str], unit: str) -> Period | None:
    """The month, quarter or year that "the month" takes up: one named in the sentence, before it or behind the words

    that begin it ("For the month, the Dow gained 3.2%, the S&P 500 2.6% in February"), else the one told before.
    """
    heads = beside.re is RE.ahead and not beside.start()
    named = [p for p in found if unit_named(p) == unit and not THE_UNIT.fullmatch(p.text)]
    before = [p for p in named if p.start < draft.at]
    if before or (heads and named):
        return before[-1] if before else named[0]
    if unit in ("period", "stretch"):
        stretch = scene.memory.stretch
        longer = [p for p in found if p.start < draft.at and not is_day(p)]
        return longer[-1] if longer else stretch.period if stretch is not None else None
    return scene.memory.units.get(unit)


def of_young(ask: Ask, unit: str) -> When | None:
    """The month, quarter or year that ended, told in the first days of the next one, which stays open beside it."""
    today = ask.clock.published.day if ask.clock.published is not None else None
    if today is None or unit == "half" or (today - containing(unit, today)[0]).days > FIRST_DAYS:
        return None
    whole = replace(ask.clock.whole(ask.symbol, unit), source=TimeSource.OWN)
    running = to_date(ask.clock, ask.symbol, unit, closed=ask.closed)
    if whole.to is None:
        return None
    if running.from_ == whole.from_ or running.span < 1:
        return whole
    return whole.open_to(running, "the one that has just begun", TimeSource.OWN)


def with_whole(clock: Clock, symbol: str | None, unit: str, when: When) -> When:
    """A week, month, quarter or year to date, with the whole one before it beside it while it is young."""
    if unit not in ("week", "month", "quarter", "year") or not 0 < when.span <= (2 if unit == "week" else YOUNG):
        return when
    whole = replace(clock.whole(symbol, unit), source=TimeSource.OWN)
    if when.span == 1 and whole.to is not None:  # "for the week", told on its Monday
        return whole.open_to(replace(when, source=TimeSource.OWN), "the one that has just begun")
    return when.open_to(whole, "the whole one before it")


def to_date(clock: Clock, symbol: str | None, unit: str, *, closed: bool) -> When:
    """From the beginning of a unit to the last close in it."""
    if unit in ("day", "session"):
        when = clock.undated(symbol, closed=closed or clock.named is None)
        bare = clock.published is not None and clock.published.instant is None
        return when if bare else replace(when, readings=(), source=TimeSource.OWN)  # which day a bare date leaves open
    last = clock.as_of(symbol, closed=closed)
    if last is None or unit in ("half", "period", "stretch"):
        return NEVER  # which half?
    return When(containing(unit, last)[0], last + DAY, closed)


def units_of(scene: Scene, drafts: Sequence[Draft], found: Sequence[Period]) -> dict[str, Period]:
    """The month, quarter, half or year that a sentence's changes are of, or that it announces: "April was rough"."""
    named: dict[str, Period] = {}
    moves = [d for d in drafts if d.metric in CHANGES and d.subject.known]
    for period in found:
        unit = unit_named(period)
        held = any(d.when.from_ == period.from_ and d.when.span > 1 for d in moves)
        announced = scene.memory.stretch is not None and scene.memory.stretch.period is period
        if unit is not None and (held or announced):
            named[unit] = period
    return named
