"""Times that a claim takes over: from another clause of its sentence, the sentences before, a heading, the headline.

"The S&P 500 rose 2% this week, while the Dow added 1%"; "Gold gained 12% in 2009. Silver gained 40%"; "For the week:".
A time taken over is never certain: the day that an undated figure would have stays as another reading, so that no
verdict hangs on the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tapecheck.nlp.claims.clauses import clause_start, enclosed
from tapecheck.nlp.claims.scene import Draft, Frame, Scene
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import THE_DAY, THE_STRETCH, Clock, When
from tapecheck.nlp.claims.when.own import THE_UNIT, Candidate, is_present
from tapecheck.nlp.claims.when.units import units_of
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Metric, Period, TimeSource

MOVES = ("UPV", "DNV", "UPN", "DNN", "UPP", "DNP", "HAVEV", "CLOSEV", "multiple")
WEEK = 8  # days: a period that the next sentence keeps is longer
NAMED = (TimeSource.OWN, TimeSource.PARTNER, TimeSource.SENTENCE)
NOW = ("now", "currently", "earlier", "later", "premarket", "pre-market", "overnight")
MARKETS = ("market", "markets", "equities", "bourse", "bourses")
OLDEST = 3  # sentences after which a day is no longer meant


# --- what a claim takes over -----------------------------------------------------------------------------------------
def of_other_clause(ask: Ask) -> When | None:
    """A longer period of another clause of the sentence, for a change that no words of its own date."""
    if not ask.moves:
        return None
    longer = [c for c in ask.everything if not c.day and has_begun(ask.clock, c.period)]
    before = [c for c in longer if c.at < ask.spot]
    if before and holds(ask.scene, before[-1].at, ask.spot, ask.earlier):
        return ask.clock.within(ask.symbol, before[-1].period).open_to(ask.undated, THE_DAY)
    if not longer:
        return ask.undated if ask.everything else None
    other = ask.clock.within(ask.symbol, longer[0].period)
    return ask.undated.told_by(TimeSource.DEFAULT).open_to(other, THE_STRETCH, TimeSource.SENTENCE)


def of_heading(ask: Ask) -> When | None:
    """The period of the heading over the list that a sentence stands in; "weekly" data may be of its last day too."""
    heading = ask.scene.memory.heading
    if heading is None or not ask.moves:
        return None
    when = ask.clock.within(ask.symbol, heading)
    return when.open_to(ask.undated, THE_DAY) if "ly" in heading.text else when


def of_headline(ask: Ask) -> When | None:
    """The week, month, quarter or year that the headline says the article reviews."""
    memory = ask.scene.memory
    if memory.stretch is not None or not ask.moves:
        return None
    if memory.review is not None:
        return ask.clock.within(ask.symbol, memory.review).open_to(ask.undated, THE_DAY)
    if memory.scope is None:
        return None
    when = ask.clock.within(ask.symbol, memory.scope)
    return ask.undated.told_by(TimeSource.DEFAULT).open_to(when, THE_STRETCH, TimeSource.HEADLINE)


def of_sentence_before(ask: Ask) -> When | None:
    """The longer period that the sentence before leaves to one of its tense.

    The day stands first where a level follows: "It gained 24% this year. The Dow slipped 20 points to 37,690".
    """
    stretch, scene = ask.scene.memory.stretch, ask.scene
    if stretch is None or not ask.moves or stretch.present != is_present(scene, ask.spot):
        return None
    when = ask.clock.within(ask.symbol, stretch.period)
    week = when.span < WEEK or "week" in stretch.period.text.lower()
    if not goes_on(scene, stretch.end) and (week or not stretch.announced):
        return None  # "Stocks climbed in January." heads the paragraph below it
    short = stretch.weak or (week and not stretch.announced)  # a week is soon forgotten
    if short or (when.to == ask.undated.to and to_level(scene, ask.spot)):
        return ask.undated.open_to(when, THE_STRETCH, TimeSource.BEFORE)
    return when.open_to(ask.undated, THE_DAY)


def of_told_day(ask: Ask) -> When | None:
    """The day that the sentences before name: "The Dow closed Tuesday down 105.18. The Nasdaq dropped 37.62"."""
    told, scene = ask.scene.memory.told, ask.scene
    level = ask.draft.metric in (Metric.CLOSE, Metric.LEVEL) and not ask.draft.base
    if told is None or not (ask.moves or level) or told.present != is_present(scene, ask.spot):
        return None
    if any(t.text in NOW for t in scene.tokens) or ask.clock.is_ahead(told.period):
        return None
    when = ask.clock.within(ask.symbol, told.period)
    return ask.undated if when.from_ == ask.undated.from_ else when.open_to(ask.undated, THE_DAY)


# --- what a sentence leaves to the next ------------------------------------------------------------------------------
def leave_times(scene: Scene, drafts: Sequence[Draft], found: Sequence[Candidate]) -> None:
    """Note the day, the longer period and the units that a sentence leaves to the next."""
    memory = scene.memory
    memory.stretch = stretch_of(scene, drafts, found)
    memory.told = told_day(scene, drafts, found)
    memory.units |= units_of(scene, drafts, [c.period for c in found])


def told_day(scene: Scene, drafts: Sequence[Draft], found: Sequence[Candidate]) -> Frame | None:
    """The one day that all that a sentence tells is of."""
    told, days = scene.memory.told, {c.period.from_: c for c in found if c.day}
    if not scene.periods and told is not None and told.age < OLDEST:
        same = told.announced and goes_on(scene, told.end)
        return replace(told, end=scene.end, age=told.age + (not same), announced=same)
    if len(days) != 1 or len(days) < len(found):
        return None
    (day,) = days.values()
    if not drafts and moves_in(scene, day.at):
        return Frame(day.period, False, scene.end, announced=True)
    dated = [d for d in drafts if d.when.source in NAMED and d.when.from_ == day.period.from_]
    return Frame(day.period, is_present(scene, scene.index_of(dated[-1].at)), scene.end) if dated else None


def stretch_of(scene: Scene, drafts: Sequence[Draft], found: Sequence[Candidate]) -> Frame | None:
    """The one longer period that all the changes of a sentence are of."""
    moves = [d for d in drafts if d.metric in CHANGES]
    longer = [c for c in found if not c.day]
    before = scene.memory.stretch
    if not moves and not found:
        return before if goes_on(scene, scene.start - 2) else None
    alone = len(longer) == 1 or (len(longer) > 1 and THE_UNIT.fullmatch(longer[1].period.text) is not None)
    if not moves and alone and announces(scene, longer[0].at):
        return Frame(longer[0].period, False, scene.end, announced=True)
    if any(c.day for c in found):
        held = before is not None and before.announced and goes_on(scene, before.end)
        return replace(before, end=scene.end, weak=True) if before is not None and held else None
    if not moves:
        return None
    weak = any(d.when.span <= 1 for d in moves)
    if weak:  # where no words date the others, they leave theirs, weakly
        moves = [d for d in moves if d.when.source is not TimeSource.DEFAULT]
        if not moves and not found and before is not None and goes_on(scene, before.end):
            return replace(before, end=scene.end, weak=True)
        if not moves or not longer or any(d.when.span <= 1 for d in moves):
            return None
    if not longer:
        if before is None:
            return None
        return replace(before, end=scene.end, announced=before.announced and goes_on(scene, before.end))
    if len({(c.period.from_, c.period.to) for c in longer}) > 1:
        return None
    return Frame(longer[-1].period, is_present(scene, scene.index_of(moves[-1].at)), scene.end, weak=weak)


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


# --- whether a period holds ------------------------------------------------------------------------------------------
def to_level(scene: Scene, spot: int) -> bool:
    """Whether a change goes on "to 37,690", as the day's does."""
    after = scene.tokens[spot + 1 : spot + 5]
    return any(a.has("TO", "AT") and b.has("FIG") for a, b in pairwise(after))


def has_begun(clock: Clock, period: Period) -> bool:
    """Whether a period is not one to come."""
    return period.from_ is not None and not clock.is_ahead(period)


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
    if enclosed(scene, at, spot) or any(
        t.has("BUT") or t.text in ("although", "though") for t in scene.tokens[at:spot]
    ):
        return False
    verb = scene.tokens[clause_start(scene, spot)]
    hanging = verb.has("UPV", "DNV") and verb.text.endswith("ing")  # ", soaring 73%" is of its main clause's time
    moved = hanging or any(t.has(*MOVES) for t in lead) or any(d.metric in CHANGES and d.when.span > 1 for d in earlier)
    return moved and (participle(scene, spot) or is_present(scene, at) == is_present(scene, spot))


def participle(scene: Scene, spot: int) -> bool:
    """Whether a figure hangs on a participle: "with the Dow adding 2%", "soaring 118%"."""
    clause = scene.tokens[clause_start(scene, spot) : spot]
    verbs = [t for t in clause if t.has("UPV", "DNV", "CLOSEV", "HITV")]
    return bool(verbs) and verbs[-1].text.endswith("ing")
