"""The resolvers of time in their order: the first that answers gives a figure its likeliest time.

A resolver gives a time (with the others that its words leave open), NEVER where the words name one that cannot be
resolved, or None where it has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when import base, neighbours, paragraph, spans, told, units
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, THE_STRETCH, WEEK, WEEKDAY, Clock, When, look_back_day
from tapecheck.nlp.claims.when.dated import names_report
from tapecheck.nlp.claims.when.own import THE_UNIT, TO_DATE, Candidate, shared_tail
from tapecheck.nlp.periods.times import LAST_DAY
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Metric, Period, PeriodKind, TimeSource

RE = patterns("when.patterns")

LONGEST_COUNT = 15  # days that may be sessions
AT_END = re.compile(r"(?:the )?end of\b", re.IGNORECASE)
LAST_WEEK = re.compile(r"(?:the )?(?:previous|past|last|prior) week", re.IGNORECASE)
PRIOR = re.compile(r"(?:the\s+)?(?:prior|previous|preceding)\s+\w+\s+(?:trading\s+)?(?:days|sessions)", re.IGNORECASE)
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
            return ended(ask, when).told_by(source)
    around = [(when, source) for resolver, source in AROUND if (when := resolver(ask)) is not None]
    if not around:
        return ask.undated.told_by(TimeSource.DEFAULT)
    first, source = around[0]
    answer = first.told_by(source)
    for when, source in around[1:]:  # what else stands around it is open too
        for each in (when.told_by(source), *when.others):
            if all((each.from_, each.to) != (time.from_, time.to) for time in answer.times):
                answer = answer.open_to(replace(each, others=()), THE_STRETCH, source)
    return answer


def ended(ask: Ask, when: When) -> When:
    """A time to date, up to the end that the sentence's head sets: "Through October, it was up 4.9% for the year"."""
    text, start = ask.scene.text, ask.scene.start
    if (
        ask.change
        and when.span == 1
        and any(c.period.from_ == when.from_ and AT_END.match(c.period.text) for c in ask.found)
    ):
        return NEVER  # "At the end of 2021 it was at 4,766.18, 26.9% higher"
    if when.span < 2 or when.from_ is None or when.to is None:
        return when
    for period in ask.scene.periods:
        lead = RE.through.fullmatch(text, start, period.start) if period.start < ask.draft.at else None
        headed = lead is not None and (not lead["at"] or period.text.lower().startswith("the end"))
        last = period.to - DAY if headed and period.to is not None else None
        if last is not None and ask.clock.is_ahead(period):
            last = look_back_day(last, "P1Y")  # "By the end of April, it had lost 3% for the year"
        if last is not None and when.from_ < last < when.to - DAY:
            return When(when.from_, ask.clock.on(ask.symbol, last).to, True, source=when.source)
    return when


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
    return when.open_to(replace(shared, source=TimeSource.SENTENCE), THE_STRETCH)


# --- the words of the figure -----------------------------------------------------------------------------------------
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
    if (unit := THE_UNIT.fullmatch(own.period.text)) is not None and not ask.daily:
        young = units.of_young(ask, unit["unit"].lower())
        if young is not None:
            return young
    if not ask.daily or own.day:
        when = until_review(ask.scene, own.period, ask.within(own))
        scope = ask.scene.memory.scope
        if scope is not None and LAST_WEEK.fullmatch(own.period.text):  # of a weekly piece: the week that it tells of
            when = when.open_to(ask.clock.within(ask.symbol, scope), THE_STRETCH, TimeSource.OWN)
        return when.open_to(in_sessions(ask, own), SESSIONS, TimeSource.OWN)
    last_day = any(each.reading == LAST_DAY for each in own.period.readings) or ends_with(ask, own)
    if last_day and own.period.to is not None and not ask.clock.is_ahead(own.period):
        return ask.clock.on(ask.symbol, own.period.to - DAY)  # "from $112.36 at the end of June"
    last = ask.clock.as_of(ask.symbol, closed=ask.closed)
    return ask.within(own) if own.period.to is not None and (last is None or own.period.to <= last) else None


def ends_with(ask: Ask, own: Candidate) -> bool:
    """Whether a level is where a longer period ended: "ended 2016 at 4,862.31 and 2015 at 4,677.14"."""
    tokens = ask.scene.tokens
    lead = next((t for t in reversed(tokens[: own.at]) if not t.has("DET")), None)
    closed = lead is not None and (
        lead.has("CLOSEV") or (lead.has("AND") and any(t.has("CLOSEV") for t in tokens[: own.at]))
    )
    return closed and ask.draft.metric in LEVELS and ask.draft.field is None and tokens[ask.spot - 1].has("AT")


def approximate(ask: Ask, own: Candidate) -> bool:
    """Whether a length of time is only about so long: "more than tripled in a little over a month"."""
    lead = ask.scene.text[max(ask.scene.start, own.period.start - 24) : own.period.start]
    return ask.change and own.period.duration is not None and RE.approximate.search(lead) is not None


def of_sessions_before(ask: Ask) -> When | None:
    """So many sessions up to the one before: "a gain of 2 points after sinking 288 in the prior three sessions"."""
    own = ask.own
    if own is None or not ask.change or PRIOR.fullmatch(own.period.text) is None or own.period.from_ is None:
        return None
    last, before = ask.plain, ask.clock.before(ask.symbol, ask.plain)
    after = any(token.has("AFTER") or token.text == "had" for token in ask.scene.tokens[: ask.spot])
    if last.to is None or before.to is None or not after:
        return None
    calendar = ask.clock.calendar_of(ask.symbol or ask.clock.home)
    first = calendar.previous(own.period.from_)
    return When(first, before.to, last.day_stated).open_to(ask.within(own), SESSIONS, TimeSource.OWN)


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
    head = neighbours.fronted(ask.scene, ask.found, ask.spot) if ask.change and tail.day else None
    if head is not None and head.period.kind is PeriodKind.SINCE and head.period.from_ is not None:
        # as in "Since Feb. 23, Brent has risen 30% to $112 on Friday"
        return replace(ask.within(tail), from_=head.period.from_)
    return ask.within(tail)


def until_review(scene: Scene, period: Period, when: When) -> When:
    """A year to date in a review of a quarter that is over ends with the quarter."""
    review = scene.memory.review
    if review is None or review.to is None or when.to is None or when.from_ is None or not TO_DATE.search(period.text):
        return when
    if when.from_ == review.to and review.from_ is not None:  # written when the next one had begun
        year = "year" in period.text.lower() or "ytd" in period.text.lower()
        return When(review.from_.replace(month=1, day=1) if year else review.from_, review.to, True)
    return replace(when, to=review.to) if when.from_ < review.to < when.to else when


RESOLVERS: tuple[tuple[Resolver, TimeSource], ...] = (
    (base.of_bound, TimeSource.OWN),
    (told.of_words, TimeSource.OWN),
    (base.of_extreme, TimeSource.OWN),
    (base.of_bare_since, TimeSource.OWN),
    (base.of_start, TimeSource.PARTNER),
    (told.of_one_before, TimeSource.OWN),
    (told.of_list, TimeSource.OWN),
    (spans.of_longer, TimeSource.OWN),
    (spans.of_beginning, TimeSource.OWN),
    (base.of_end, TimeSource.OWN),
    (units.of_unit, TimeSource.OWN),
    (units.of_ended_unit, TimeSource.OWN),
    (of_fundamental, TimeSource.OWN),
    (of_flow, TimeSource.OWN),
    (of_opening, TimeSource.OWN),
    (base.of_aftermath, TimeSource.OWN),
    (base.of_base, TimeSource.OWN),
    (of_unknown, TimeSource.OWN),
    (of_sessions_before, TimeSource.OWN),
    (of_own_words, TimeSource.OWN),
    (base.of_difference, TimeSource.PARTNER),
    (of_shared_tail, TimeSource.PARTNER),
    (neighbours.of_superlative, TimeSource.SENTENCE),
    (neighbours.of_when_clause, TimeSource.OWN),
    (neighbours.of_partner, TimeSource.PARTNER),
    (neighbours.of_day_before, TimeSource.PARTNER),
    (neighbours.of_day_after, TimeSource.SENTENCE),
    (neighbours.of_pair, TimeSource.PARTNER),
    (neighbours.of_head, TimeSource.SENTENCE),
    (neighbours.of_day, TimeSource.SENTENCE),
    (neighbours.of_noun, TimeSource.SENTENCE),
    (neighbours.of_announcement, TimeSource.SENTENCE),
)
AROUND: tuple[tuple[Resolver, TimeSource], ...] = (
    (paragraph.of_unit_told, TimeSource.SENTENCE),
    (paragraph.of_other_clause, TimeSource.SENTENCE),
    (paragraph.of_heading, TimeSource.HEADING),
    (paragraph.of_headline, TimeSource.HEADLINE),
    (paragraph.of_sentence_before, TimeSource.BEFORE),
    (paragraph.of_told_day, TimeSource.BEFORE),
)
