"""Times of a sentence that no claim of it takes: an expression that the reader passed over may be the figure's own.

"The stock is up 42% in a 1-month rally", "has doubled since the pandemic began": to judge such a figure by another time
is to judge what nobody said. A claim whose words leave a time over carries it as a cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tapecheck.nlp.claims.clauses import clause_start, enclosed
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.claims.when.clock import DAY, Clock, When, is_day
from tapecheck.nlp.claims.when.dated import names_report
from tapecheck.nlp.claims.when.own import TO_DATE, candidates, is_present, unresolved
from tapecheck.nlp.words.rows import Hit
from tapecheck.reference.metrics import CHANGES, FROM_EXTREMES, LEVELS
from tapecheck.schema import Extent, Period, PeriodKind, TimeSource

THE_DAY = ("today", "the day", "day")
OPENING = ("as", "which", "who", "when", "where", "because", "despite", "although", ";")
PAST = re.compile(r"\b(?:past|last|trailing)\b", re.IGNORECASE)
ON = re.compile(r"\b(?:following|next|later)\b")
APART = ("while", "whereas")
OPEN = (PeriodKind.SINCE, PeriodKind.LOOKBACK)  # what runs up to a level's day
LOOSELY = frozenset({TimeSource.DEFAULT, TimeSource.BEFORE, TimeSource.HEADING, TimeSource.HEADLINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose(Extent):
    """An expression of time that no draft's time was read from; its period, where the reader of periods knows it."""

    period: Period | None = None


def unread_times(scene: Scene, clock: Clock, drafts: Sequence[Draft], hits: Iterable[Hit]) -> list[Loose]:
    """The expressions of time of a sentence that no draft's time was read from, in their order."""
    known = [c for c in (*candidates(scene), *unresolved(scene)) if not names_report(scene, c.at)]
    if scene.memory.review is not None:
        known = [c for c in known if not TO_DATE.search(c.period.text)]  # of the month that is reviewed
    periods = [c.period for c in known if not clock.is_ahead(c.period) and not is_read(clock, c.period, drafts)]
    taken = [(p.start, p.end) for p in scene.periods if not is_told_on(clock, p)] + [
        (m.start, m.end) for m in scene.marks
    ]
    taken += [(hit.start, hit.end) for hit in scene.hits if hit.row.fact == "when"]
    words = [hit for hit in hits if not any(start < hit.end and hit.start < end for start, end in taken)]
    found = [Loose(start=p.start, end=p.end, period=p) for p in periods]
    return sorted((*found, *(Loose(start=h.start, end=h.end) for h in words)), key=lambda each: each.start)


def is_told_on(clock: Clock, period: Period) -> bool:
    """Whether a day or week is reckoned from what was told before, and not from publication: "The following week"."""
    text = period.text.lower()
    return text.endswith(" after") or (ON.search(text) is not None and clock.is_ahead(period))


def is_read(clock: Clock, period: Period, drafts: Iterable[Draft]) -> bool:
    """Whether the time of some draft was read from a period."""
    return any(takes(clock, draft, when, period) for draft in drafts for when in (draft.when, *draft.when.others))


def takes(clock: Clock, draft: Draft, when: When, period: Period) -> bool:
    """Whether a time begins, ends or counts from the bounds of a period."""
    if period.from_ is None or when.from_ is None:
        return False
    if when.from_ in (period.from_, period.to):
        return True
    if period.duration and when.span > 1 and when.to and period.to and period.from_ <= when.from_:
        return when.to <= period.to  # one of the weeks that it holds
    edges = (period.from_, *((period.to - DAY,) if period.to is not None else ()))
    return when.span == 1 and any(clock.on(draft.subject.symbol, day).from_ == when.from_ for day in edges)


def left_over(scene: Scene, draft: Draft, loose: Sequence[Loose]) -> Loose | None:
    """The expression that a draft may have left: any of its sentence where no words date it, else of its clause."""
    if draft.metric not in CHANGES | LEVELS | FROM_EXTREMES:
        return None
    scope = scene.memory.scope
    if scope is not None and draft.when.source is TimeSource.DEFAULT and draft.metric in CHANGES:
        return Loose(start=scope.start, end=scope.end, period=scope)  # some day of the week that the piece is of
    alone = unanchored(scene, draft)
    if alone is not None:
        return alone
    open_ = [each for each in loose if may_date(each, draft) and not of_another_deed(scene, draft, each)]
    if draft.when.source in LOOSELY:
        return min(open_, key=lambda each: abs(each.start - draft.at), default=None)
    start, end = clause_of(scene, draft) if open_ else (0, 0)
    spot = scene.index_of(draft.at)
    near = (each for each in open_ if start <= each.start < end)
    return next((each for each in near if not enclosed(scene, scene.index_of(each.start), spot)), None)


def unanchored(scene: Scene, draft: Draft) -> Loose | None:
    """A length of time that the past tense ties to nothing: "saw the index fall 33 percent in 115 days"."""
    for period in scene.periods:
        if period.kind is not PeriodKind.LOOKBACK or period.from_ != draft.when.from_ or PAST.search(period.text):
            continue
        if draft.metric in CHANGES and draft.when.span > 1 and not is_present(scene, scene.index_of(draft.at)):
            return Loose(start=period.start, end=period.end, period=period)
    return None


def may_date(loose: Loose, draft: Draft) -> bool:
    """Whether an expression would be another time than a draft has: a level's day may lie in a longer period."""
    period, day = loose.period, draft.when.from_
    if draft.metric in CHANGES:
        return period is None or not (is_day(period) and period.text.lower() in THE_DAY and draft.when.span == 1)
    if period is None or period.from_ is None or period.to is None or period.kind in OPEN:
        return False
    return day is None or not period.from_ <= day < period.to


def of_another_deed(scene: Scene, draft: Draft, loose: Loose) -> bool:
    """Whether words behind a figure that open another clause hold an expression: "rose 4% after sales fell in July"."""
    between = scene.tokens[scene.index_of(draft.at) + 1 : scene.index_of(loose.start)]
    return any(t.has("AFTER", "BEFORE") or t.text in OPENING for t in between)


def ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token ends the clause of the figure before it: "on Tuesday and Wednesday" goes on."""
    token = tokens[at]
    if token.has("AND"):
        return at + 1 >= len(tokens) or not tokens[at + 1].has("PER")
    return token.has("FIG", "STOP", "BUT", "COMMA") or token.text in APART


def clause_of(scene: Scene, draft: Draft) -> tuple[int, int]:
    """From the beginning of a figure's clause to what ends it."""
    tokens, spot = scene.tokens, scene.index_of(draft.at)
    if spot >= len(tokens):
        return draft.start, draft.end
    after = range(spot + 1, len(tokens))
    stop = next((k for k in after if ends_clause(tokens, k)), None)
    return tokens[clause_start(scene, spot)].start, scene.end if stop is None else tokens[stop].start
