"""Times that a claim takes over: from another clause of its sentence, the sentences before, a heading, the headline.

"The S&P 500 rose 2% this week, while the Dow added 1%"; "Gold gained 12% in 2009. Silver gained 40%"; "For the week:".
A time taken over is never certain: the day that an undated figure would have stays as another reading, so that no
verdict hangs on the choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tapecheck.nlp.claims.clauses import clause_start, enclosed
from tapecheck.nlp.claims.memory import Frame
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, THE_DAY, THE_STRETCH, Clock, When, unit_named
from tapecheck.nlp.claims.when.neighbours import subordinate
from tapecheck.nlp.claims.when.own import ONE_BEFORE, THE_UNIT, Candidate, is_present
from tapecheck.nlp.claims.when.scope import EARLY, TITLE, unit_of
from tapecheck.nlp.claims.when.units import units_of
from tapecheck.nlp.words.tables import listed, patterns, word_lists
from tapecheck.reference.metrics import CHANGES, LEVELS, ORDERS
from tapecheck.schema import Metric, Period, PeriodKind, TimeSource

RE = patterns("when.patterns")
WORDS = word_lists("when.words")

MOVES = ("UPV", "DNV", "UPN", "DNN", "UPP", "DNP", "HAVEV", "CLOSEV", "multiple")
WEEK = 8  # days: a period that the next sentence keeps is longer
NAMED = (TimeSource.OWN, TimeSource.PARTNER, TimeSource.SENTENCE)
NOW = ("now", "currently", "earlier", "later", "premarket", "pre-market", "overnight")
MARKETS = WORDS["markets"]
MOVING = CHANGES | {Metric.RELATIVE_CHANGE}
OF_MARKETS = MOVING | LEVELS | ORDERS
FIGURES = ("percent", "index_points", "money")
BOUNDING = ("until", "till", "by", "before", "through", "since", "from", "than", "for", "after")
UNITS = ("days", "week", "month", "quarter", "year")
LAST_TIME = re.compile(r"\bthe\s+last\s+time\b|\b(?:has|have)(?:n['’]t|\s+not)\b[^.;]{0,60}\bsince\b", re.IGNORECASE)
DEEDS = frozenset(listed("belongs undid saw went came gave took made kept left began brought"))  # of a period
SHORT = 14  # tokens of a sentence that only says how a time was
OLDEST = 3  # sentences after which a day is no longer meant


# --- what a claim takes over -----------------------------------------------------------------------------------------
def of_other_clause(ask: Ask) -> When | None:
    """A longer period of another clause of the sentence, for a change that no words of its own date."""
    if not ask.moves:
        return None
    longer = [c for c in ask.everything if has_begun(ask.clock, c.period) and is_main(ask.scene, c)]
    before = [c for c in longer if c.at < ask.spot]
    if before and holds(ask.scene, before[-1].at, ask.spot, ask.earlier):
        return ask.clock.within(ask.symbol, before[-1].period).open_to(ask.undated, THE_DAY)
    if not longer:
        return ask.undated if ask.everything else None
    if ask.scene.memory.stretch is not None and ask.scene.memory.stretch.period.from_ == longer[0].period.from_:
        return None  # "It was a good August. The index rose 1.7% and closed the month at 8,839.91"
    other = ask.clock.within(ask.symbol, longer[0].period)
    return ask.undated.told_by(TimeSource.DEFAULT).open_to(other, THE_STRETCH, TimeSource.SENTENCE)


def of_unit_told(ask: Ask) -> When | None:
    """The week or quarter that the words before a colon are about: "It was a poor week: the DAX fell 6.3%"."""
    colon = ask.scene.text.rfind(":", ask.scene.start, ask.draft.at)
    period = unit_told(ask.scene, ask.clock, colon) if colon >= 0 and ask.moves and ask.own is None else None
    return ask.clock.within(ask.symbol, period).open_to(ask.undated, THE_DAY) if period is not None else None


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
    level = ask.draft.metric in (Metric.CLOSE, Metric.LEVEL) and not ask.draft.base and all(c.day for c in ask.found)
    if told is None or not (ask.moves or level) or told.present != is_present(scene, ask.spot):
        return None
    if any(t.text in NOW for t in scene.tokens) or ask.clock.is_ahead(told.period):
        return None
    when = ask.clock.within(ask.symbol, told.period)
    if when.from_ != ask.undated.from_:
        return when.open_to(ask.undated, THE_DAY)
    if ask.clock.published is None or ask.clock.published.instant is not None:
        return ask.undated
    return replace(ask.undated, day_stated=True, source=TimeSource.BEFORE)  # told, and the other close open beside it


# --- what a sentence leaves to the next ------------------------------------------------------------------------------
def leave_times(scene: Scene, clock: Clock, drafts: Sequence[Draft], found: Sequence[Candidate]) -> None:
    """Note the day, the longer period and the units that a sentence leaves to the next."""
    memory = scene.memory
    if looks_back(scene, drafts):
        memory.told = aged(scene, memory.told)
        memory.stretch = replace(memory.stretch, end=scene.end) if memory.stretch is not None else None
        return
    memory.stretch = announced(scene, clock, drafts, found) or stretch_of(scene, drafts, found)
    memory.told = told_day(scene, clock, drafts, found)
    memory.units |= units_of(scene, drafts, [c.period for c in found])


def looks_back(scene: Scene, drafts: Sequence[Draft]) -> bool:
    """Whether a sentence only tells of a time before the one that the text is of: "In August, it had lost 5.7%"."""
    if LAST_TIME.search(scene.text, scene.start, scene.end):
        return True
    spots = [scene.index_of(d.at) for d in drafts]
    return bool(spots) and all(pluperfect(scene, spot) for spot in spots)


def pluperfect(scene: Scene, spot: int) -> bool:
    """Whether the predicate before a token is of what had been: "had lost", not "had a loss of"."""
    clause = scene.tokens[clause_start(scene, spot) : spot]
    return any(a.text == "had" and not b.has("DET", "FIG") for a, b in pairwise(clause))


def aged(scene: Scene, told: Frame | None) -> Frame | None:
    """The day told, as it holds behind one more sentence that names no other."""
    if told is None or told.age >= OLDEST:
        return None
    same = told.announced and goes_on(scene, told.end)
    return replace(told, end=scene.end, age=told.age + (not same), announced=same)


def told_day(scene: Scene, clock: Clock, drafts: Sequence[Draft], found: Sequence[Candidate]) -> Frame | None:
    """The one day that all that a sentence tells is of: "Wall Street kicked off last week on a high note"."""
    told = scene.memory.told
    for week in (c.period for c in found if RE.opened.search(scene.text, scene.start, c.period.start)):
        first = clock.first_session(None, week.from_).from_ if week.from_ is not None else None
        if first is not None and "week" in week.text.lower() and not drafts:
            scene.memory.stretch = None
            return Frame(replace(week, from_=first, to=first + DAY), False, scene.end, announced=True)
    bases = {d.when.from_ for d in drafts if d.base} - {d.when.from_ for d in drafts if not d.base}
    main = [c for c in found if not ONE_BEFORE.fullmatch(c.period.text) and not subordinate(scene, c.at, -1)]
    main = [c for c in main if c.period.from_ not in bases]  # "from 3.96% late Wednesday"
    days = {c.period.from_: c for c in main if c.day}
    apart = [c.period for c in found if c not in main]
    if all(period in apart for period in scene.periods) and told is not None and told.age < OLDEST:
        return aged(scene, told)
    if len(days) != 1 or len(days) < len(main):
        return None
    (day,) = days.values()
    # "Gold bugs will want to forget Monday."
    last = len(scene.tokens) <= SHORT and day.period.from_ == clock.as_of(None)
    if not drafts and (last or moves_in(scene, day.at)):
        return Frame(day.period, False, scene.end, announced=True)
    dated = [
        d for d in drafts if d.when.source in NAMED and d.when.from_ == day.period.from_ and d.metric in OF_MARKETS
    ]
    return Frame(day.period, is_present(scene, scene.index_of(dated[-1].at)), scene.end) if dated else None


def announced(scene: Scene, clock: Clock, drafts: Sequence[Draft], found: Sequence[Candidate]) -> Frame | None:
    """The week, month, quarter or year that a sentence without a figure is about: "Asia had a rough May.", "It was a

    winning week for Wall Street."; weakly where it does not speak of a market.
    """
    scope = scene.memory.scope
    if scene.start < TITLE and (scene.memory.review or scope):  # it is the title, or "Week in review." heads a line
        whole = scope is not None and scope.text + "." == scene.text[scene.start : scene.end]
        return Frame(scope, False, scene.end, announced=True) if scope is not None and whole else None
    if any(d.metric in MOVING for d in drafts) or any(t.has(*FIGURES) for t in scene.tokens):
        return None
    longer = [c for c in found if not c.day and has_begun(clock, c.period) and not subordinate(scene, c.at, -1)]
    if len(scene.tokens) > SHORT:
        return None
    if len(longer) == 1 and len(found) == 1 and longer[0].period.kind is PeriodKind.RANGE:
        at, tokens = longer[0].at, scene.tokens
        behind = tokens[at + 1 : at + 2]
        named = any(
            t.has("W", "NAME", "NPHEAD", "ECON", "FUNDN", "SUBJ", "POSS")
            and not (t.text.endswith("ed") or t.text in DEEDS)
            for t in behind
        )
        if (at and tokens[at - 1].text in BOUNDING) or named:
            return None  # "the January jobs report"
        sure = any(t.has("MEMBERN", "SUBJ", "INDEX") or t.text in MARKETS for t in tokens)
        return Frame(
            longer[0].period,
            False,
            scene.end,
            weak=not (sure or announces(scene, at) or has_just_ended(clock, longer[0].period)),
            announced=True,
        )
    period = unit_told(scene, clock, scene.end)
    return Frame(period, False, scene.end, announced=True) if period is not None and not longer else None


def has_just_ended(clock: Clock, period: Period) -> bool:
    """Whether a month, quarter or year was over shortly before publication, as it is where a text looks back on it."""
    unit, today = unit_named(period), clock.published.day if clock.published is not None else None
    return (
        unit in EARLY and today is not None and period.to is not None and -3 <= (today - period.to).days <= EARLY[unit]
    )


def unit_told(scene: Scene, clock: Clock, end: int) -> Period | None:
    """The unit that the words of a sentence up to an offset call good or bad: "a winning week for Wall Street"."""
    told = RE.unit_told.search(scene.text, scene.start, end)
    if told is None or clock.published is None or (told["unit"] and scene.periods):
        return None
    unit = (told["unit"] or told["over"] or told["kept"]).lower()
    first, last = unit_of("week" if "days" in unit else unit, clock.published.day)
    return Period(start=told.start(), end=told.end(), text=told[0], kind=PeriodKind.RANGE, from_=first, to=last)


def stretch_of(scene: Scene, drafts: Sequence[Draft], found: Sequence[Candidate]) -> Frame | None:
    """The one longer period that all the changes of a sentence are of."""
    moves = [d for d in drafts if d.metric in CHANGES and d.when.dated]
    longer = [c for c in found if is_main(scene, c)]
    before = scene.memory.stretch
    if not moves and not found:
        return before if goes_on(scene, scene.start - 2) else None
    alone = len(longer) == 1 or (len(longer) > 1 and THE_UNIT.fullmatch(longer[1].period.text) is not None)
    if not moves and alone and announces(scene, longer[0].at):
        return Frame(longer[0].period, False, scene.end, announced=True)
    if any(c.day for c in found):
        if before is not None and before.announced and goes_on(scene, before.end):
            return replace(before, end=scene.end, weak=True)
        own = [d for d in moves if d.when.span > 1 and d.when.source is TimeSource.OWN]
        return Frame(longer[0].period, False, scene.end, weak=True) if len(longer) == 1 and own else None
    if not moves:
        return None
    weak = any(d.when.span <= 1 for d in moves)
    if weak:  # where no words date the others, they leave theirs, weakly
        moves = [d for d in moves if d.when.source is not TimeSource.DEFAULT]
        if not longer and before is not None and goes_on(scene, before.end):
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
    ends = at + 1 >= len(tokens) or tokens[at + 1].has("COMMA", "STOP", "AND", "BUT", "WHILE", "AFTER", "WITH")
    moved = any(t.has("UPV", "DNV", "UPP", "DNP", "CLOSEV") and not t.text.endswith("ing") for t in tokens[start:at])
    priced = any(t.has("MEMBERN", "SUBJ", "INDEX") or t.text in MARKETS for t in tokens[start:at])
    return ends and moved and priced and tokens[at].text not in NOW and not is_present(scene, at)


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


def is_main(scene: Scene, candidate: Candidate) -> bool:
    """Whether a longer period is not only what another is compared with: "compared with a rise of 3.5% in 2007"."""
    one_before = ONE_BEFORE.fullmatch(candidate.period.text) is not None
    return not candidate.day and not one_before and not subordinate(scene, candidate.at, candidate.at)


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
