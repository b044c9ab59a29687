"""Claims that state no figure: gains wiped out, one instrument ahead of another, the first gain in weeks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tapecheck.nlp.claims.clauses import clause_start
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.shapes import number_of
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.when.clock import DAY, NEVER, Clock, When, bound_of, look_back
from tapecheck.nlp.claims.when.neighbours import day_of
from tapecheck.nlp.claims.when.own import TO_DATE, candidates
from tapecheck.nlp.claims.when.resolve import resolve
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.reasons import NO_BOUND
from tapecheck.schema import Direction, Metric, Period, PeriodKind

RE = patterns("claims.patterns.figureless")

NO_CHANGE = Decimal("0.3")  # percent up to which the press calls a market flat
NEAR_BY = 12  # characters: "was little changed, up 0.1%" is told by its figure
EVERY = {"weekly": "week", "monthly": "month", "quarterly": "quarter", "annual": "year", "yearly": "year"}
UPWARD = ("gain", "rise", "advance", "increase")


def figureless_drafts(scene: Scene, clock: Clock, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence that need no figure; `drafts` are those of its figures."""
    relative = any(draft.metric is Metric.RELATIVE_CHANGE for draft in drafts)
    return [
        *wiped_out(scene, clock),
        *([] if relative else outdone(scene, clock)),
        *first_gains(scene, clock),
        *unmoved(scene, clock, drafts),
    ]


def unmoved(scene: Scene, clock: Clock, drafts: list[Draft]) -> list[Draft]:
    """A change of about nothing: "ended flat", "was little changed", "finished where it had begun"."""
    found = []
    for m in RE.flat.finditer(scene.text, scene.start, scene.end):
        subject = subject_at(scene, m.start())
        moved = any(d.metric_is_change and 0 <= d.start - m.end() <= NEAR_BY for d in drafts)
        if subject is None or subject.rate or moved:
            continue
        draft = Draft(
            metric=Metric.PERCENT_CHANGE,
            subject=subject,
            start=scene.tokens[clause_start(scene, scene.index_of(m.start()))].start,
            end=m.end(),
            low=Decimal(0),
            high=Decimal(0),
            unit="percent",
            plausible=(-NO_CHANGE, NO_CHANGE),
            at=m.start(),
        )
        found.append(replace(draft, when=resolve(scene, clock, draft, candidates(scene), drafts)))
    return found


def subject_at(scene: Scene, offset: int) -> Subject | None:
    """The instrument that the words at an offset speak of."""
    at = scene.index_of(offset)
    subject = scene.subjects[at] if at < len(scene.subjects) else None
    return subject if subject is not None and subject.known else None


def wiped_out(scene: Scene, clock: Clock) -> list[Draft]:
    """A gain for a period that is gone: the change over it is down, by an unstated amount."""
    found = []
    for m in RE.wiped.finditer(scene.text, scene.start, scene.end):
        subject = subject_at(scene, m.start())
        period = next((p for p in scene.periods if abs(p.start - m.end()) <= 5), None)
        if subject is None or period is None:
            continue
        down = m["noun"].lower().startswith(("gain", "adv"))
        found.append(
            Draft(
                metric=Metric.PERCENT_CHANGE,
                subject=subject,
                start=m.start(),
                end=period.end,
                unit="percent",
                direction=Direction.DOWN if down else Direction.UP,
                when=clock.within(subject.symbol, period),
                at=m.start(),
            )
        )
    return found


def outdone(scene: Scene, clock: Clock) -> list[Draft]:
    """One instrument beat another over a period, without a figure."""
    if any(t.has("FIG") for t in scene.tokens):
        return []
    for at, token in enumerate(scene.tokens):
        if not token.has("BEATV", "LAGV") or not at or at + 1 >= len(scene.tokens):
            continue
        subject = scene.subjects[at - 1]
        rest = [t for t in scene.tokens[at + 1 : at + 4] if not t.has("DET", "W")]
        period = next((c for c in candidates(scene) if not c.day), None)
        if not rest or not rest[0].has("SUBJ") or rest[0].item is None or period is None or subject is None:
            continue
        other = subject_of(rest[0].item, scene.labels)
        if subject.known and other.symbol and other.symbol != subject.symbol:
            return [
                Draft(
                    metric=Metric.RELATIVE_CHANGE,
                    subject=subject,
                    start=scene.start,
                    end=scene.end,
                    unit="pp",
                    versus=other.symbol,
                    direction=Direction.UP if token.has("BEATV") else Direction.DOWN,
                    at=token.start,
                    when=clock.within(subject.symbol, period.period),
                )
            ]
    return []


def first_gains(scene: Scene, clock: Clock) -> list[Draft]:
    """A "first weekly gain in eight weeks", a "first down quarter since 2020", "rose for the first time in days"."""
    found = []
    for m in RE.first.finditer(scene.text, scene.start, scene.end):
        subject = subject_at(scene, m.start())
        direction = first_way(scene, m)
        if subject is None or direction is None:
            continue
        freq = EVERY.get((m["every"] or "").lower()) or (m["unit"] or "day").lower()
        freq = "day" if freq == "session" else freq
        when = first_time_of(scene, clock, subject, m, freq)
        since = first_bound(scene, clock, subject, m, when)
        if since is None or when.to is None:
            continue
        found.append(
            Draft(
                metric=Metric.FIRST_SINCE,
                subject=subject,
                start=scene.start,
                end=scene.end,
                unit="date",
                since=since,
                freq=None if freq == "day" else freq,
                direction=direction,
                when=when,
                at=m.start(),
            )
        )
    return found


def first_way(scene: Scene, m: re.Match[str]) -> Direction | None:
    """Which way the first move went; None where "for the first time" is said of a level or of anything else."""
    if m["noun"] or m["sign"]:
        up = (m["noun"] or "").lower() in UPWARD or (m["sign"] or "").lower() in ("up", "winning", "positive")
        return Direction.UP if up else Direction.DOWN
    at = scene.index_of(m.start())
    k = at - 1
    while k >= 0 and (scene.tokens[k].has("PER", "IN") or scene.tokens[k].tags == {"AUX"}):
        k -= 1
    verb = scene.tokens[k] if k >= 0 else None
    if verb is None or not (verb.has("UPV", "DNV") or (verb.has("UPP", "DNP") and scene.tokens[k - 1].has("CLOSEV"))):
        return None
    return Direction.UP if verb.up else Direction.DOWN


def first_time_of(scene: Scene, clock: Clock, subject: Subject, m: re.Match[str], freq: str) -> When:
    """When a first gain was made: the day that the sentence names, the last whole week or month, else the last day."""
    if freq != "day":
        whole = clock.whole(subject.symbol, freq)
        return When(whole.to - DAY, whole.to) if whole.to is not None else NEVER
    closed = any(token.has("CLOSEV") for token in scene.tokens)
    pseudo = Draft(metric=Metric.FIRST_SINCE, subject=subject, start=m.start(), end=m.end(), at=m.start())
    bound = [c for c in candidates(scene) if c.period.start < m.end() - 6 or c.period.start > m.end() + 12]
    day = day_of(scene, bound, pseudo)
    return clock.within(subject.symbol, day.period) if day else clock.undated(subject.symbol, closed=closed)


def first_bound(scene: Scene, clock: Clock, subject: Subject, m: re.Match[str], when: When) -> str | None:
    """The bound of a first gain: a period that the extractors found.

    "The first in seven sessions" says that none of the six before was one.
    """
    ago = RE.ago.match(scene.text, m.end(), scene.end)
    count = number_of(ago["count"]) if ago else None
    if ago is not None and count is not None and when.from_ is not None and ago["unit"].lower() in ("day", "session"):
        day, calendar = when.from_, clock.calendar_of(subject.symbol or clock.home)
        for _ in range(min(int(count), 250) - 1):
            day = calendar.previous(day)
        return day.isoformat()
    near = (p for p in scene.periods if m.start() <= p.start <= m.end() + 12 and p.end > m.end() - 6)
    period: Period | None = next(near, None)
    if period is None or not period.duration:
        return bound_of(period) if period is not None else None
    return look_back(when.from_, period.duration) if when.from_ is not None else None


def with_bound(scene: Scene, draft: Draft) -> Draft:
    """A first time ("closed below 10,000 for the first time") with the bound that follows it, if any."""
    tail = RE.first_time.search(scene.text, draft.at, scene.end)
    if draft.metric is Metric.MOVING_AVERAGE:
        tail = tail or RE.undone.search(scene.text, draft.at, scene.end)
    if draft.metric is not Metric.FIRST_SINCE and (draft.metric is not Metric.MOVING_AVERAGE or tail is None):
        return draft
    spot = scene.index_of(draft.at)
    after = [t.item for t in scene.tokens[spot : spot + 12] if isinstance(t.item, Period)]
    for period in after:
        so_far = TO_DATE.search(period.text) and scene.text[draft.at : period.start].rstrip().endswith("first time")
        if period.kind is PeriodKind.SINCE or so_far:  # "above 1,200 for the first time this year"
            return replace(draft, since=bound_of(period), end=period.end)
    if tail is not None and not any(tail.end() - 8 <= period.start <= tail.end() + 30 for period in after):
        return replace(draft, reason=NO_BOUND)
    for period in after:
        if period.kind is PeriodKind.LOOKBACK and period.duration and draft.when.from_:
            return replace(draft, since=look_back(draft.when.from_, period.duration), end=period.end)
    return draft if tail is None else replace(draft, reason=NO_BOUND)  # "since before the attacks of 2001"
