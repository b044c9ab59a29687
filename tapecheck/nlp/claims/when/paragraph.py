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
from tapecheck.nlp.claims.scene import Draft, Scene, Stretch, Told
from tapecheck.nlp.claims.when.clock import NEVER, Clock, When, is_day
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Metric, Period, PeriodReading, TimeSource

THE_UNIT = re.compile(r"(?:the\s+)?(?:full\s+|whole\s+)?(?P<unit>month|quarter|half|year)", re.IGNORECASE)
PRESENT = frozenset(["is", "are", "has", "have", "'s", "remains", "remain", "stands", "has been", "have been"])
MOVES = ("UPV", "DNV", "UPN", "DNN", "UPP", "DNP", "HAVEV", "CLOSEV", "multiple")
WEEK = 8  # days: a period that the next sentence keeps is longer
THE_DAY = "the day that the figure would be of without the words around it"
THE_STRETCH = "the longer period that the words around it name"
NAMED = (TimeSource.OWN, TimeSource.PARTNER, TimeSource.SENTENCE)
NOW = ("now", "currently", "earlier", "later", "premarket", "pre-market", "overnight")
MARKETS = ("market", "markets", "equities", "bourse", "bourses")
OLDEST = 3  # sentences after which a day is no longer meant
MOVING = (*CHANGES, Metric.RELATIVE_CHANGE)


def is_present(scene: Scene, spot: int) -> bool:
    """Whether the predicate before a token speaks of what has been so far ("is up", "has gained"), not of the past."""
    return any(token.text in PRESENT for token in scene.tokens[clause_start(scene, spot) : spot])


def open_to(main: When, other: When, name: str, source: TimeSource = TimeSource.DEFAULT) -> When:
    """The same time with another one beside it that the words admit too, told by `source`."""
    if other.from_ is None or (other.from_, other.to) == (main.from_, main.to):
        return main
    reading = PeriodReading(reading=name, from_=other.from_, to=other.to)
    return replace(main, readings=(*main.readings, reading), others=(*main.others, other.told_by(source)))


def either(times: Sequence[When], name: str) -> When:
    """Times that the words admit alike, the first as the likeliest."""
    found = times[0] if times else NEVER
    for other in times[1:]:
        found = open_to(found, other, name, TimeSource.OWN)
    return found


def longer_of_sentence(
    scene: Scene, clock: Clock, draft: Draft, found: Sequence[tuple[int, Period]], earlier: Sequence[Draft], plain: When
) -> When | None:
    """A longer period that another clause of the sentence names, for a change that no words of its own date."""
    symbol, spot = draft.subject.symbol, scene.index_of(draft.at)
    longer = [(at, p) for at, p in found if not is_day(p) and has_begun(clock, p)]
    before = [(at, p) for at, p in longer if at < spot]
    if before and holds(scene, before[-1][0], spot, earlier):
        return open_to(clock.within(symbol, before[-1][1]), plain, THE_DAY)
    if longer:
        return open_to(
            plain.told_by(TimeSource.DEFAULT), clock.within(symbol, longer[0][1]), THE_STRETCH, TimeSource.SENTENCE
        )
    return plain if found else None


def of_heading(scene: Scene, clock: Clock, draft: Draft, plain: When) -> When | None:
    """The period of the heading over the list that a sentence stands in; "weekly" data may be of its last day too."""
    heading = scene.memory.heading
    if heading is None:
        return None
    when = clock.within(draft.subject.symbol, heading)
    return open_to(when, plain, THE_DAY) if "ly" in heading.text else when


def of_headline(scene: Scene, clock: Clock, draft: Draft, plain: When) -> When | None:
    """The month, quarter or year that the headline says the article reviews."""
    memory = scene.memory
    if memory.review is not None and memory.stretch is None:
        return open_to(clock.within(draft.subject.symbol, memory.review), plain, THE_DAY)
    if memory.scope is None or memory.stretch is not None:
        return None
    when = clock.within(draft.subject.symbol, memory.scope)
    return open_to(plain.told_by(TimeSource.DEFAULT), when, THE_STRETCH, TimeSource.HEADLINE)


def of_sentence_before(scene: Scene, clock: Clock, draft: Draft, plain: When) -> When | None:
    """The longer period that the sentence before leaves to one of its tense."""
    stretch, spot = scene.memory.stretch, scene.index_of(draft.at)
    if stretch is None or stretch.present != is_present(scene, spot):
        return None
    when = clock.within(draft.subject.symbol, stretch.period)
    week = when.span < WEEK or "week" in stretch.period.text.lower()
    if not goes_on(scene, stretch.end) and (week or not stretch.announced):
        return None  # "Stocks climbed in January." heads the paragraph below it
    short = stretch.weak or (week and not stretch.announced)  # a week is soon forgotten
    if short or (when.to == plain.to and to_level(scene, spot)):  # "gained 24% this year. The Dow slipped to 37,690"
        return open_to(plain, when, THE_STRETCH, TimeSource.BEFORE)
    return open_to(when, plain, THE_DAY)


def of_told_day(scene: Scene, clock: Clock, draft: Draft, plain: When) -> When | None:
    """The day that the sentences before name: "The Dow closed Tuesday down 105.18. The Nasdaq dropped 37.62"."""
    told, spot = scene.memory.told, scene.index_of(draft.at)
    if told is None or told.present != is_present(scene, spot) or any(t.text in NOW for t in scene.tokens):
        return None
    if clock.is_ahead(told.day):
        return None
    when = clock.within(draft.subject.symbol, told.day)
    return plain if when.from_ == plain.from_ else open_to(when, plain, THE_DAY)


def told_day(scene: Scene, drafts: Sequence[Draft], found: Sequence[tuple[int, Period]]) -> Told | None:
    """What a sentence leaves to the next: the one day that all it tells of is of."""
    told, days = scene.memory.told, {p.from_: p for _, p in found if is_day(p)}
    if not scene.periods and told is not None and told.age < OLDEST:
        same = told.announced and goes_on(scene, told.end)
        return replace(told, end=scene.end, age=told.age + (not same), announced=same)
    dated = [d for d in drafts if d.when.span == 1 and d.when.source in NAMED]
    if len(days) != 1 or len(days) < len(found):
        return None
    day = next(iter(days.values()))
    if not drafts and moves_in(scene, found[0][0]):
        return Told(day, False, scene.end, announced=True)
    return Told(day, is_present(scene, scene.index_of(dated[-1].at)), scene.end) if dated else None


def goes_on(scene: Scene, end: int) -> bool:
    """Whether a sentence stands in the same line as the one that ended at an offset."""
    return "\n" not in scene.text[end : scene.start]


def moves_in(scene: Scene, at: int) -> bool:
    """Whether a market moved in the period at a token: "Stocks finished mixed Monday", "Stocks climbed in January"."""
    tokens = scene.tokens
    start = clause_start(scene, at)
    ends = at + 1 >= len(tokens) or tokens[at + 1].has("COMMA", "STOP", "AND", "BUT", "WHILE", "AFTER")
    moved = any(t.has("UPV", "DNV", "UPP", "DNP", "CLOSEV") and not t.text.endswith("ing") for t in tokens[start:at])
    priced = any(t.has("MEMBERN", "SUBJ", "INDEX") or t.text in MARKETS for t in tokens[start:at])
    return ends and moved and priced and not is_present(scene, at)


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
    if any(a.text == "that" and b.text in ("had", "has", "have", "was", "were") for a, b in pairwise(lead)):
        return False  # "its correction that had been ongoing since the beginning of April and closed 1.44% lower"
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
    before = scene.memory.stretch
    if not moves and not found:
        return before if goes_on(scene, scene.start - 2) else None
    alone = len(longer) == 1 or (len(longer) > 1 and THE_UNIT.fullmatch(longer[1][1].text) is not None)
    if not moves and alone and announces(scene, longer[0][0]):
        return Stretch(longer[0][1], False, scene.end, announced=True)
    if any(is_day(p) for _, p in found):
        held = before is not None and before.announced and goes_on(scene, before.end)
        return replace(before, end=scene.end, weak=True) if before is not None and held else None
    if not moves:
        return None
    if any(d.when.span <= 1 for d in moves):
        return own_stretch(scene, moves, longer)
    if not longer:
        if before is None:
            return None
        return replace(before, end=scene.end, announced=before.announced and goes_on(scene, before.end))
    if len({(p.from_, p.to) for _, p in longer}) > 1:
        return None
    return Stretch(longer[-1][1], is_present(scene, scene.index_of(moves[-1].at)), scene.end)


def own_stretch(scene: Scene, moves: Sequence[Draft], longer: Sequence[tuple[int, Period]]) -> Stretch | None:
    """The longer period of some of a sentence's changes, where no words date the others: they leave it, weakly."""
    dated = [d for d in moves if d.when.source is not TimeSource.DEFAULT]
    if not dated or any(d.when.span <= 1 for d in dated) or len({(p.from_, p.to) for _, p in longer}) != 1:
        return None
    return Stretch(longer[-1][1], is_present(scene, scene.index_of(moves[-1].at)), scene.end, weak=True)


def announces(scene: Scene, at: int) -> bool:
    """Whether a sentence is about its period: "2023 was a year to remember.", "In March, stocks were strong."."""
    tokens = scene.tokens
    if any(token.has("FIG") for token in tokens):
        return False
    if moves_in(scene, at):
        return True
    if at <= 2 and any(token.text in ("was", "proved", "brought", "turned") for token in tokens[at + 1 : at + 2]):
        return True
    led = 0 < at <= 2 and tokens[0].has("IN") and at + 1 < len(tokens) and tokens[at + 1].has("COMMA")
    return led and any(token.text in ("was", "were") or token.has(*MOVES) for token in tokens[at + 2 :])
