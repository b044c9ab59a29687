"""Periods that a claim takes over: from another clause of its sentence, the sentence before, or a heading over a list.

"The S&P 500 rose 2% this week, while the Dow added 1%"; "Gold gained 12% in 2009. Silver gained 40%"; "For the week:".
A period taken over is never certain: the day that an undated figure would have stays as another reading, so that no
verdict hangs on the choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tapecheck.nlp.claims.clauses import clause_start, enclosed
from tapecheck.nlp.claims.scene import CHANGES, Draft, Scene, Stretch
from tapecheck.nlp.claims.times import Clock, When, is_day
from tapecheck.schema import Metric, Period, PeriodKind, PeriodReading

PRESENT = frozenset(["is", "are", "has", "have", "'s", "remains", "remain", "stands", "has been", "have been"])
MOVES = ("UPV", "DNV", "UPN", "DNN", "UPP", "DNP", "HAVEV", "CLOSEV", "multiple")
WEEK = 8  # days: a period that the next sentence keeps is longer
THE_DAY = "the day that the figure would be of without the words around it"
THE_STRETCH = "the longer period that the words around it name"
HEADING = re.compile(
    r"^[\s\-–—•*]*(?:[A-Za-z][^.!?\n]{0,60}:|(?:for|on|over|in)\s+(?:the\s+)?[\w\s]{3,20}|year[\s-]to[\s-]date|this\s+(?:week|month|year))\s*$",
    re.IGNORECASE,
)
MOVING = (*CHANGES, Metric.RELATIVE_CHANGE)


def is_present(scene: Scene, spot: int) -> bool:
    """Whether the predicate before a token speaks of what has been so far ("is up", "has gained"), not of the past."""
    return any(token.text in PRESENT for token in scene.tokens[clause_start(scene, spot) : spot])


def open_to(main: When, other: When, name: str) -> When:
    """The same time with another reading beside it."""
    if other.from_ is None or (other.from_, other.to) == (main.from_, main.to):
        return main
    return replace(main, readings=(*main.readings, PeriodReading(reading=name, from_=other.from_, to=other.to)))


def taken_over(
    scene: Scene, clock: Clock, draft: Draft, found: Sequence[tuple[int, Period]], earlier: Sequence[Draft], plain: When
) -> When:
    """The time of a change that no words date: a longer period of its sentence or of the one before, else `plain`."""
    if draft.metric not in MOVING or draft.field is not None:
        return plain
    symbol = draft.subject.symbol
    spot = scene.index_of(draft.at)
    longer = [(at, p) for at, p in found if not is_day(p) and has_begun(clock, p)]
    before = [(at, p) for at, p in longer if at < spot]
    if before and holds(scene, before[-1][0], spot, earlier):
        return open_to(clock.within(symbol, before[-1][1]), plain, THE_DAY)
    if longer:
        return open_to(plain, clock.within(symbol, longer[0][1]), THE_STRETCH)
    if found:
        return plain
    return left_over(scene, clock, draft, spot, plain)


def left_over(scene: Scene, clock: Clock, draft: Draft, spot: int, plain: When) -> When:
    """The period that a heading or the sentence before leaves to one without any."""
    symbol, memory = draft.subject.symbol, scene.memory
    if memory.heading is not None:
        return clock.within(symbol, memory.heading)
    stretch = memory.stretch
    if stretch is None and memory.review is not None:
        return open_to(clock.within(symbol, memory.review), plain, THE_DAY)
    if stretch is None or "\n" in scene.text[stretch.end : scene.start] or stretch.present != is_present(scene, spot):
        return plain
    when = clock.within(symbol, stretch.period)
    if (
        when.span < WEEK or "week" in stretch.period.text.lower()
    ):  # a week is soon forgotten: the day stays the first reading
        return open_to(plain, when, THE_STRETCH)
    if when.to == plain.to and to_level(scene, spot):  # "gained 24% this year. The Dow slipped 0.1% to 37,690"
        return open_to(plain, when, THE_STRETCH)
    return open_to(when, plain, THE_DAY)


def to_level(scene: Scene, spot: int) -> bool:
    """Whether a change goes on "to 37,690", as the day's does."""
    after = scene.tokens[spot + 1 : spot + 5]
    return any(a.has("TO", "AT") and b.has("FIG") for a, b in pairwise(after))


def has_begun(clock: Clock, period: Period) -> bool:
    """Whether a period is not one to come."""
    day = clock.published.day if clock.published else None
    return period.from_ is not None and (day is None or period.from_ <= day)


def holds(scene: Scene, at: int, spot: int, earlier: Sequence[Draft]) -> bool:
    """Whether the period at a token, of a movement, holds for a later figure too: nothing sets it off, and both are

    of one tense.
    """
    start = clause_start(scene, at)
    lead = scene.tokens[max(0, start - 1) : at]
    if any(t.has("AFTER", "FROM", "BEFORE") or t.text in ("which", "who", "having", "despite", "since") for t in lead):
        return False
    if enclosed(scene, at, spot):
        return False
    verb = scene.tokens[clause_start(scene, spot)]
    hanging = verb.has("UPV", "DNV") and verb.text.endswith("ing")  # ", soaring 73%" is of its main clause's time
    if (
        not hanging
        and not any(t.has(*MOVES) for t in lead)
        and not any(d.metric in CHANGES and d.when.span > 1 for d in earlier)
    ):
        return False
    if any(t.has("BUT") or t.text in ("although", "though") for t in scene.tokens[at:spot]):
        return False
    return participle(scene, spot) or is_present(scene, at) == is_present(scene, spot)


def participle(scene: Scene, spot: int) -> bool:
    """Whether a figure hangs on a participle: "with the Dow adding 2%", "soaring 118%"."""
    clause = scene.tokens[clause_start(scene, spot) : spot]
    verbs = [t for t in clause if t.has("UPV", "DNV", "CLOSEV", "HITV")]
    return bool(verbs) and verbs[-1].text.endswith("ing")


def stretch_of(scene: Scene, drafts: Sequence[Draft], found: Sequence[tuple[int, Period]]) -> Stretch | None:
    """What a sentence leaves to the next: the one longer period that all its changes are of."""
    moves = [d for d in drafts if d.metric in CHANGES]
    longer = [(at, p) for at, p in found if not is_day(p)]
    if not moves and not found:
        return scene.memory.stretch if "\n" not in scene.text[scene.start - 2 : scene.start] else None
    if not moves and len(longer) == 1 and longer[0][0] <= 1 and announces(scene, longer[0][0]):
        return Stretch(longer[0][1], False, scene.end)
    if not moves or any(d.when.span <= 1 for d in moves) or any(is_day(p) for _, p in found):
        return None
    if not longer:
        before = scene.memory.stretch
        return replace(before, end=scene.end) if before is not None else None
    if len({(p.from_, p.to) for _, p in longer}) > 1:
        return None
    return Stretch(longer[-1][1], is_present(scene, scene.index_of(moves[-1].at)), scene.end)


def announces(scene: Scene, at: int) -> bool:
    """Whether a sentence is about its period: "2023 was a year to remember."."""
    return any(t.text in ("was", "proved", "brought", "turned") for t in scene.tokens[at + 1 : at + 2])


def heading_of(text: str, periods: Sequence[Period]) -> Period | None:
    """The period of a line that ends in a colon and heads a list: "For the week:"."""
    if not HEADING.match(text) or len(periods) != 1:
        return None
    period = periods[0]
    return period if period.from_ is not None and period.kind is not PeriodKind.LOOKBACK else None
