"""The resolvers of time in their order: the first that answers gives a figure its likeliest time.

A resolver gives a time (with the others that its words leave open), NEVER where the words name one that cannot be
resolved, or None where it has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tapecheck.nlp.claims.clauses import enclosed
from tapecheck.nlp.claims.modality import modality_rows
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when import base, neighbours, paragraph, spans, told, units
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, WEEKDAY, Clock, When, names_day
from tapecheck.nlp.claims.when.dated import names_report
from tapecheck.nlp.claims.when.own import Candidate, shared_tail
from tapecheck.schema import Metric, PeriodKind, TimeSource

WEEK = 7 * DAY
LONGEST_COUNT = 15  # days that may be sessions
APPROXIMATE = re.compile(
    r"\b(?:a\s{1,9}little|(?:just|slightly|well)\s{1,9}(?:over|under|more|less)|nearly|almost|about|roughly|more\s{1,9}than|less\s{1,9}than)\s{1,9}"
    r"(?:over|under|more\s{1,9}than|less\s{1,9}than|the|than)?\s{0,9}$",
    re.IGNORECASE,
)
BEFORE_THIS = re.compile(r"(?:the|its) (?:previous|prior|preceding|last) (?:trading )?(?:session|day)", re.IGNORECASE)
LAST_WEEK = re.compile(r"(?:the )?(?:previous|past|last|prior) week", re.IGNORECASE)
SESSIONS = "counted in sessions"
Resolver = Callable[[Ask], When | None]


def resolve(scene: Scene, clock: Clock, draft: Draft, found: Sequence[Candidate], earlier: Sequence[Draft]) -> When:
    """The time of a draft, with all others that its words admit."""
    if draft.metric is not Metric.FUNDAMENTAL:
        found = [c for c in found if not names_report(scene, c.at)]
    ask = Ask(scene, clock, draft, found, earlier)
    for resolver, source in RESOLVERS:
        when = resolver(ask)
        if when is not None:
            return when.told_by(source)
    return ask.plain.told_by(TimeSource.DEFAULT)


def share_times(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence, each undated change open to the longer time that another one has of its own words."""
    longer = [d.when for d in drafts if d.metric_is_change and d.when.span > 1 and d.when.source is TimeSource.OWN]
    if len({(when.from_, when.to) for when in longer}) != 1:
        return drafts
    shared = longer[0]
    return [replace(d, when=with_shared(d.when, shared)) if may_share(d, shared) else d for d in drafts]


def may_share(draft: Draft, shared: When) -> bool:
    """Whether a change has no time but the last close, and a longer time does not end before it."""
    dated = draft.when.source is not TimeSource.DEFAULT or draft.field is not None
    over = shared.to is not None and draft.when.to is not None and shared.to < draft.when.to
    return draft.metric_is_change and not dated and not over


def with_shared(when: When, shared: When) -> When:
    """A time with the one of the sentence's other figures beside it."""
    if any((other.from_, other.to) == (shared.from_, shared.to) for other in when.others):
        return when
    return paragraph.open_to(when, replace(shared, source=TimeSource.SENTENCE), paragraph.THE_STRETCH)


# --- the words of the figure -----------------------------------------------------------------------------------------
def of_extreme(ask: Ask) -> When | None:
    """From the day of a high or low on: "12% below its February record"."""
    if ask.draft.metric not in (Metric.OFF_HIGH, Metric.OFF_LOW):
        return None
    return base.from_extreme(ask.scene, ask.clock, ask.draft, ask.everything, closed=ask.closed)


def of_end(ask: Ask) -> When | None:
    """From the end of a period on: "10 percent below where it ended the previous week"."""
    return base.base_period(ask.scene, ask.clock, ask.draft, ask.everything)


def of_unit(ask: Ask) -> When | None:
    """A unit beside the figure: "3.1% on the week", "an annual gain of 4%"."""
    return units.stated_span(ask.scene, ask.clock, ask.draft, [c.period for c in ask.everything], closed=ask.closed)


def of_ended_unit(ask: Ask) -> When | None:
    """The last day of a month, quarter or year that a level ended."""
    unit = units.ended_unit(ask.scene, ask.draft) if ask.daily and not (ask.own and ask.own.day) else None
    if unit is None:
        return None
    whole = ask.clock.whole(ask.symbol, unit)
    return ask.clock.on(ask.symbol, whole.to - DAY) if whole.to is not None else NEVER


def of_sum_before(ask: Ask) -> When | None:
    """The time of the sum that a sentence sets its own against: "That's in contrast to a profit of"."""
    if ask.draft.metric is not Metric.SHORT_PROFIT or ask.own is not None or not neighbours.contrasted(ask.scene):
        return None
    return ask.scene.memory.profit


def of_fundamental(ask: Ask) -> When | None:
    """A company's or an economy's figure: its own period as it stands, else that of the figure before it.

    The year before is what it is compared with, not its time.
    """
    if ask.draft.metric is not Metric.FUNDAMENTAL:
        return None
    if ask.own is None:
        before = ask.earlier[-1] if ask.earlier else None
        shares = before is not None and before.metric is Metric.FUNDAMENTAL and ask.draft.direction is not None
        return before.when if before is not None and shares else NEVER
    if any(word in ask.own.period.text.lower() for word in ("earlier", "ago", "previous", "prior")):
        return NEVER
    return When(ask.own.period.from_, ask.own.period.to)


def of_flow(ask: Ask) -> When | None:
    """A flow or a sum of short sellers, which nothing but words dates."""
    own = ask.own
    if ask.draft.metric in (Metric.FUND_FLOW, Metric.SHORT_PROFIT) and own is not None and not own.day:
        return ask.clock.up_to_now(own.period)
    if ask.draft.metric is not Metric.FUND_FLOW or own is not None:
        return None
    return NEVER if neighbours.day_of(ask.scene, ask.found, ask.draft) is None else None


def of_opening(ask: Ask) -> When | None:
    """An opening of a longer period is that of its first session."""
    if ask.draft.metric is not Metric.OPEN or ask.own is None or ask.own.day or not ask.own.period.from_:
        return None
    return ask.clock.first_session(ask.symbol, ask.own.period.from_)


def of_aftermath(ask: Ask) -> When | None:
    """From the day of an event on: "risen 3% since the decision on Tuesday"."""
    own = ask.own
    if own is None or not own.day or not ask.change or not base.is_aftermath(ask.scene, ask.draft, own):
        return None
    return base.from_event(ask.clock, ask.symbol, own, closed=ask.closed)


def of_base(ask: Ask) -> When | None:
    """From the close that the words name on: "up 9% from the close of 27,480 on Nov. 3", "up 20% from a year ago"."""
    own = ask.own
    if own is None or not ask.change or not base.is_base(ask.scene, own, ask.spot):
        return None
    if not (own.day or own.period.text.lower().startswith(("the end", "end"))):
        return NEVER
    end = ask.plain
    return When(own.period.to, end.to, end.day_stated, end.readings, begins=own.period.begins)


def of_fronted_base(ask: Ask) -> When | None:
    """From a close that the sentence begins with: "From its Aug. 31 close to Friday, the Dow lost 0.4%"."""
    bounds = base.fronted_base(ask.scene, ask.everything) if ask.change else None
    if bounds is None:
        return None
    first, last = bounds
    end = ask.within(last) if last is not None else ask.plain
    return When(first.period.to, end.to, end.day_stated)


def of_unknown(ask: Ask) -> When | None:
    """Words that name a period which no calendar resolves: no other takes its place."""
    return NEVER if not ask.daily and ask.unknown is not None else None


def of_own_words(ask: Ask) -> When | None:
    """The period in the words of the figure."""
    own = ask.own
    if own is None:
        return None
    if approximate(ask, own):
        return NEVER
    if (
        own.day and own.period.from_ is not None and ask.clock.is_ahead(own.period)
    ):  # nothing has moved on a day to come
        return ask.clock.on(ask.symbol, own.period.from_ - WEEK) if WEEKDAY.fullmatch(own.period.text) else NEVER
    if not ask.daily or own.day:
        when = base.until_review(ask.scene, own.period, ask.within(own))
        scope = ask.scene.memory.scope
        if scope is not None and LAST_WEEK.fullmatch(own.period.text):  # of a weekly piece: the week that it tells of
            when = paragraph.open_to(when, ask.clock.within(ask.symbol, scope), paragraph.THE_STRETCH, TimeSource.OWN)
        return paragraph.open_to(when, in_sessions(ask, own), SESSIONS, TimeSource.OWN)
    last = ask.clock.as_of(ask.symbol, closed=ask.closed)
    return ask.within(own) if own.period.to is not None and (last is None or own.period.to <= last) else None


def approximate(ask: Ask, own: Candidate) -> bool:
    """Whether a length of time is only about so long: "more than tripled in a little over a month"."""
    lead = ask.scene.text[max(ask.scene.start, own.period.start - 24) : own.period.start]
    return ask.change and own.period.duration is not None and APPROXIMATE.search(lead) is not None


def in_sessions(ask: Ask, own: Candidate) -> When:
    """The same number of days counted in sessions: "climbed almost 8 percent in seven days"."""
    days = re.fullmatch(r"P(\d+)D", own.period.duration or "")
    end = ask.plain
    if not ask.change or days is None or end.to is None or not 2 <= int(days[1]) <= LONGEST_COUNT:
        return NEVER
    first = ask.clock.calendar_of(ask.symbol or ask.clock.home).back(end.to - DAY, int(days[1]) - 1)
    return When(first, end.to, end.day_stated)


def of_shared_tail(ask: Ask) -> When | None:
    """The period behind the run of figures that it is one of: "fell 0.3% to 4,451.14 on Thursday"."""
    tail = shared_tail(ask.scene, ask.draft, ask.found) if ask.own is None else None
    if tail is None or (ask.daily and not tail.day):
        return None
    return ask.within(tail)


def of_superlative(ask: Ask) -> When | None:
    """The week or month that a superlative beside the figure names: "its worst week since October, down 3.3%"."""
    best = neighbours.best_of(ask.scene, ask.draft) if ask.own is None and ask.change else None
    if best is None or best == "half":
        return NEVER if best else None
    whole, running = ask.clock.whole(ask.symbol, best), units.to_date(ask.clock, ask.symbol, best, closed=ask.closed)
    if paragraph.is_present(ask.scene, ask.spot):  # "has risen by almost 11%, its largest monthly increase"
        whole, running = running, whole
    likely = paragraph.open_to(whole, running.told_by(TimeSource.SENTENCE), paragraph.THE_STRETCH)
    return paragraph.open_to(likely, ask.plain, paragraph.THE_DAY)


# --- what it shares with its neighbours ------------------------------------------------------------------------------
def of_partner(ask: Ask) -> When | None:
    """The time of the figure before it, whose verb it takes."""
    shared = ask.earlier[-1] if ask.earlier else None
    if ask.daily or shared is None or not shared.when.dated or not neighbours.inherits(ask.scene, shared, ask.draft):
        return None
    return replace(shared.when, source=TimeSource.PARTNER)


def of_headline_unit(ask: Ask) -> When | None:
    """A week or month that a headline ends without an article: "FTSE 100 ends week 0.2% lower"."""
    unit = neighbours.headline_unit(ask.scene, ask.spot)
    return ask.clock.whole(ask.symbol, unit) if unit is not None and ask.own is None and not ask.daily else None


def of_day_before(ask: Ask) -> When | None:
    """A change that came before another: a session earlier ("a day after its 1% rally"), or nobody knows when."""
    if ask.own is not None or not ask.change:
        return None
    previous = ask.previous
    if previous is not None and previous.when.span != 1:
        return None
    day = neighbours.after_another(ask.scene, ask.draft)
    if previous is None:
        return ask.clock.before(ask.symbol, ask.plain) if day else None
    if day is None:
        return None
    return ask.clock.before(ask.symbol, previous.when) if day else NEVER


def foretold(words: str) -> bool:
    """Whether words speak of what is to come."""
    return any(row.words.search(words) for row in modality_rows().values() if row.value == "forecast")


def of_day_after(ask: Ask) -> When | None:
    """The session that runs, where the sentence tells of the one before: "is up 0.9%, after easing 2.4% in the previous

    session".
    """
    before = next((c for c in ask.everything if BEFORE_THIS.fullmatch(c.period.text)), None)
    if before is None or before is ask.own or before.period.from_ is None or ask.plain.from_ != before.period.from_:
        return None
    return ask.clock.after(ask.symbol, before.period.from_)


def of_start(ask: Ask) -> When | None:
    """The level that a change started from: that of the session before a daily change."""
    if not ask.draft.base:
        return None
    previous, words = ask.previous, ask.scene.text[ask.scene.start : ask.draft.at].lower()
    if previous is not None and not previous.metric_is_change and foretold(words):
        return ask.plain
    return base.base_time(ask.clock, ask.symbol, previous)


def of_pair(ask: Ask) -> When | None:
    """A level's time is that of the change beside it: "fell 0.3% to 4,451.14", "soared 118% last week, to 28.03"."""
    previous = ask.previous
    if not ask.daily or previous is None or not previous.metric_is_change:
        return None
    if previous.when.span == 1:
        days = tuple(r for r in previous.when.readings if r.reading != paragraph.THE_STRETCH)
        return replace(previous.when, readings=days, source=TimeSource.PARTNER)
    if ask.own is not None or enclosed(ask.scene, ask.scene.index_of(previous.at), ask.spot):
        return None
    if ask.draft.metric is Metric.FIRST_SINCE and previous.when.span > 1:
        return NEVER  # "up 13.7% for the period, rising above 37,000 for the first time": on some day of it
    last = ask.clock.as_of(ask.symbol, closed=ask.closed)
    if previous.when.to is None or last is None or previous.when.to > last:
        return None
    return ask.clock.on(ask.symbol, previous.when.to - DAY)


# --- its sentence ----------------------------------------------------------------------------------------------------
def of_head(ask: Ask) -> When | None:
    """A period at the head of the sentence, which holds for what follows."""
    head = neighbours.fronted(ask.scene, ask.found, ask.spot)
    if head is None or head.day or not ask.daily:
        return ask.within(head) if head is not None else None
    last = ask.clock.as_of(ask.symbol, closed=ask.closed)
    over = head.period.to is not None and last is not None and head.period.to <= last
    between = ask.scene.tokens[head.at : ask.spot]
    held = not any(token.has("BUT", "WHILE") or token.text == ";" for token in between)
    # "In the first half of January, the euro reached $1.1575"
    return ask.within(head) if over and held and not paragraph.is_present(ask.scene, ask.spot) else None


def of_when_clause(ask: Ask) -> When | None:
    """The period that a clause with "when" or "in which" says more of: "in mid-March, when gold was at $1,704".

    "Since Oct. 10, when it closed at 7,533" tells of that day; since a longer period, of some day of it.
    """
    period = neighbours.before_when(ask.scene, ask.spot)
    if period is None or period.from_ is None:
        return None if period is None else NEVER
    if period.kind is not PeriodKind.SINCE:
        return ask.within(Candidate(0, period))
    return ask.clock.on(ask.symbol, period.from_) if names_day(period) else NEVER


def of_day(ask: Ask) -> When | None:
    """The day that the sentence names."""
    begun = [c for c in ask.found if not ask.clock.is_ahead(c.period)]
    day = neighbours.day_of(ask.scene, begun, ask.draft)
    if day is None:
        return None
    return ask.within(day)


def of_noun(ask: Ask) -> When | None:
    """The longer period before a noun of movement: "the quarter's string of records and 5% gain"."""
    longer = [c for c in ask.found if not c.day and c.at < ask.spot]
    if not ask.draft.nominal or not longer or any(t.has("CLOSEV") for t in ask.scene.tokens[longer[-1].at : ask.spot]):
        return None  # "ongoing since April and closed 1.4 percent lower"
    return paragraph.open_to(ask.within(longer[-1]), ask.plain, paragraph.THE_DAY)


def of_announcement(ask: Ask) -> When | None:
    """The period before a colon: "a stunning November: the Russell 2000 rose 18.3%"."""
    announced = None if ask.daily else neighbours.before_colon(ask.scene, ask.found, ask.draft)
    return ask.within(announced) if announced is not None else None


# --- what stands around it -------------------------------------------------------------------------------------------
def of_other_clause(ask: Ask) -> When | None:
    """A longer period of another clause of the sentence; the day stays beside it."""
    if not moves(ask):
        return None
    places = [(c.at, c.period) for c in ask.everything]
    return paragraph.longer_of_sentence(ask.scene, ask.clock, ask.draft, places, ask.earlier, undated(ask))


def of_heading(ask: Ask) -> When | None:
    """The period of the heading over a list."""
    return paragraph.of_heading(ask.scene, ask.clock, ask.draft, undated(ask)) if moves(ask) else None


def of_headline(ask: Ask) -> When | None:
    """The month, quarter or year that the article reviews."""
    return paragraph.of_headline(ask.scene, ask.clock, ask.draft, undated(ask)) if moves(ask) else None


def of_sentence_before(ask: Ask) -> When | None:
    """The longer period that the sentence before leaves."""
    return paragraph.of_sentence_before(ask.scene, ask.clock, ask.draft, undated(ask)) if moves(ask) else None


def of_told_day(ask: Ask) -> When | None:
    """The day that the sentences before name."""
    told = moves(ask) or (ask.draft.metric in (Metric.CLOSE, Metric.LEVEL) and not ask.draft.base)
    return paragraph.of_told_day(ask.scene, ask.clock, ask.draft, undated(ask)) if told else None


def of_nothing(ask: Ask) -> When | None:
    """No words at all: the last close."""
    return undated(ask)


def moves(ask: Ask) -> bool:
    """Whether a claim is of a movement that may be of a longer time."""
    return ask.draft.metric in paragraph.MOVING and ask.draft.field is None


def undated(ask: Ask) -> When:
    """The last close; the week or month of a superlative in the sentence stays open beside it."""
    freq = next((m.freq for m in ask.scene.marks if m.freq not in (None, "day")), None)
    if freq is None or ask.everything or not ask.change:
        return ask.plain
    whole = ask.clock.whole(ask.symbol, freq)  # "fell 6%, and posted their biggest weekly loss"
    return paragraph.open_to(ask.plain, whole, paragraph.THE_STRETCH, TimeSource.SENTENCE)


RESOLVERS: tuple[tuple[Resolver, TimeSource], ...] = (
    (of_extreme, TimeSource.OWN),
    (told.of_words, TimeSource.OWN),
    (told.of_list, TimeSource.OWN),
    (spans.of_longer, TimeSource.OWN),
    (spans.of_beginning, TimeSource.OWN),
    (of_end, TimeSource.OWN),
    (of_unit, TimeSource.OWN),
    (of_ended_unit, TimeSource.OWN),
    (of_sum_before, TimeSource.BEFORE),
    (of_fundamental, TimeSource.OWN),
    (of_flow, TimeSource.OWN),
    (of_opening, TimeSource.OWN),
    (of_aftermath, TimeSource.OWN),
    (of_base, TimeSource.OWN),
    (of_fronted_base, TimeSource.OWN),
    (of_unknown, TimeSource.OWN),
    (of_own_words, TimeSource.OWN),
    (of_shared_tail, TimeSource.PARTNER),
    (of_superlative, TimeSource.SENTENCE),
    (of_when_clause, TimeSource.OWN),
    (of_partner, TimeSource.PARTNER),
    (of_headline_unit, TimeSource.OWN),
    (of_day_before, TimeSource.PARTNER),
    (of_day_after, TimeSource.SENTENCE),
    (of_start, TimeSource.PARTNER),
    (of_pair, TimeSource.PARTNER),
    (of_head, TimeSource.SENTENCE),
    (of_day, TimeSource.SENTENCE),
    (of_noun, TimeSource.SENTENCE),
    (of_announcement, TimeSource.SENTENCE),
    (of_other_clause, TimeSource.SENTENCE),
    (of_heading, TimeSource.HEADING),
    (of_headline, TimeSource.HEADLINE),
    (of_sentence_before, TimeSource.BEFORE),
    (of_told_day, TimeSource.BEFORE),
    (of_nothing, TimeSource.DEFAULT),
)
