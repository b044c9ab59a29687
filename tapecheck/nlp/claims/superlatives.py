"""Superlatives, ranks and streaks as claims: whose, which way, since when, and for when."""

from __future__ import annotations

import re
from dataclasses import replace

from tapecheck.nlp.claims.mark import Mark
from tapecheck.nlp.claims.scene import NOBODY, Draft, Scene
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.tallies import tally
from tapecheck.nlp.claims.when.ask import DAILY
from tapecheck.nlp.claims.when.clock import DAY, NEVER, Clock, When, bound_of, look_back
from tapecheck.nlp.claims.when.neighbours import day_of
from tapecheck.nlp.claims.when.own import candidates, own_period
from tapecheck.nlp.claims.when.units import EVERY
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.metrics import CHANGES, EXTREMES_SINCE, LEVELS
from tapecheck.reference.reasons import NO_BOUND, OTHER_SPAN, SAME_PART
from tapecheck.schema import Direction, Label, Metric, Modality, Period, PeriodKind, TimeSource

RE = patterns("claims.patterns.superlatives")

SUPERLATIVES = EXTREMES_SINCE | {Metric.LARGEST_MOVE_SINCE}
MANY = 6  # tokens
IMPERSONAL = ("one", "you")  # "One has to go back to July 2012 to find"
BESIDE_LEVEL = 18  # characters: "at $82.10, its weakest since January"


def superlative_drafts(scene: Scene, clock: Clock, drafts: list[Draft]) -> list[Draft]:
    """A draft for each mark of a sentence whose subject and bound are understood; `drafts` are those of its figures."""
    made = (superlative(scene, clock, mark, drafts) for mark in scene.marks)
    return [draft for draft in made if draft is not None]


def superlative(scene: Scene, clock: Clock, mark: Mark, drafts: list[Draft]) -> Draft | None:
    """One mark as a draft."""
    subject = owner_of(scene, mark, drafts)
    if subject is None or measured_from(scene, mark):
        return None
    if mark.metric is Metric.COUNT:
        return tally(scene, clock, mark, subject, word_direction(scene, mark))
    said = [d for d in drafts if d.at >= mark.end or "since" not in scene.text[mark.start : d.at]]
    near = nearest(
        said, mark, subject
    )  # not the figure of its bound: "the biggest since falling 307 points on March 24"
    metric, direction, near = reading_of(scene, mark, subject, drafts, near)
    if direction is None and metric not in EXTREMES_SINCE:
        return None
    if metric in EXTREMES_SINCE and past_extreme(scene, mark):
        return None
    beside = near is not None and near.metric_is_change and 0 <= mark.start - near.at <= 40
    if metric is Metric.LARGEST_MOVE_SINCE and beside and near is not None and not near.when.dated:
        return None  # "its 1.6% loss from last week, which was its worst since October": of what nobody dates
    if metric in EXTREMES_SINCE and near is not None and near.when.span > 1 and 0 <= mark.start - near.at <= 30:
        return None  # "plunged last week as low as 1.32%, an all-time low": of some day of that week
    vague = RE.days_after.search(scene.text[scene.start : mark.start]) is not None
    pointed = time_pointed_at(scene, clock, subject) if metric is Metric.LARGEST_MOVE_SINCE else None
    when = NEVER if vague else pointed or mark_time(scene, clock, mark, subject, near, drafts)
    since = since_of(clock, mark, when)
    if mark.daily and metric is Metric.LARGEST_MOVE_SINCE and when.span > 1:
        return None  # "the biggest one-day drop ever came in 2020": some day of a year
    if metric in SUPERLATIVES and since is None and not mark.record:
        return None
    touched = near is not None and near.metric in (Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW)
    if subject.label is not Label.INDEX:  # "bullion set a record high of $1,430.95 on December 7"
        touched = touched or any(d.day is not None and 0 <= d.at - mark.end <= BESIDE_LEVEL for d in drafts)
    field = None
    if metric in EXTREMES_SINCE and (mark.intraday or touched):
        field = "high" if metric is Metric.HIGHEST_SINCE else "low"
    field = "close" if mark.of_closes else field
    start, end = mark_extent(scene, mark)
    return Draft(
        reason=incomparable(scene, mark, metric),
        modality=Modality.ASSERTED if scene.tokens[0].text in IMPERSONAL else None,
        metric=metric,
        subject=subject,
        start=start,
        end=end,
        direction=None if metric in EXTREMES_SINCE else direction,
        low=mark.count,
        high=mark.count,
        unit=mark.unit,
        when=when,
        since=since,
        record=True if mark.record else None,
        freq=mark.freq or (frequency(when) if metric is Metric.LARGEST_MOVE_SINCE else None),
        measure=measure_of(mark, metric, near, drafts),
        field=field,
        at=mark.start,
    )


def incomparable(scene: Scene, mark: Mark, metric: Metric) -> str | None:
    """Why a superlative compares with what no rule computes: the same month of other years, a span of five days."""
    if metric not in (*SUPERLATIVES, Metric.RANK):
        return None
    end = max(mark.start, mark.period.start) if mark.period and metric in SUPERLATIVES else mark.end
    if metric in SUPERLATIVES and RE.named_part.search(scene.text, mark.start, end):
        return SAME_PART
    words = scene.text[mark.start : end]
    if RE.vague.search(scene.text, mark.start, mark.end):
        return NO_BOUND
    return OTHER_SPAN if RE.other_length.search(words) or (metric is Metric.RANK and mark.freq == "year") else None


def measure_of(mark: Mark, metric: Metric, near: Draft | None, drafts: list[Draft]) -> str | None:
    """Whether a largest move is one in percent or in points: by its words, else by the one figure that it goes with."""
    if mark.measure in ("percent", "points"):
        return mark.measure
    if metric is not Metric.LARGEST_MOVE_SINCE or near is None or near.metric is not Metric.POINT_CHANGE:
        return None
    both = any(d.metric is Metric.PERCENT_CHANGE and d.subject.name == near.subject.name for d in drafts)
    return None if both else "points"


def past_extreme(scene: Scene, mark: Mark) -> bool:
    """Whether the words say when an earlier extreme was set: "which hit an all-time high of $73,798 in March"."""
    for candidate in candidates(scene):
        if candidate.period.kind is PeriodKind.RANGE and back_in(scene, candidate.period, mark):
            return True
        between = scene.text[mark.end : candidate.period.start]
        if not 0 < len(between) < 40 or "," in re.sub(r"(?<=\d),(?=\d)", "", between) or candidate.day:
            continue
        return candidate.period.kind is PeriodKind.RANGE and not RE.this.match(candidate.period.text)
    return False


def back_in(scene: Scene, period: Period, mark: Mark) -> bool:
    """Whether a month or a year at the clause's head says when: "Back in July it hit a record high"."""
    lead, between = scene.text[scene.start : period.start], scene.text[period.end : mark.start]
    fronted = re.search(r"(?:^|[,;]\s*)(?:(?:back|late|early)\s+)?in\s+$", lead, re.IGNORECASE)
    return bool(fronted) and len(between) < 30 and not RE.this.match(period.text) and not scene.bounded(period)


def owner_of(scene: Scene, mark: Mark, drafts: list[Draft]) -> Subject | None:
    """Whose superlative it is: an instrument, or None."""
    at = scene.index_of(mark.start)
    if at > 1 and scene.tokens[at - 1].has("POSS") and not scene.tokens[at - 2].has("SUBJ", "PER"):
        return None  # "Wall Street's biggest gain since"
    if at and scene.topics[at - 1] and scene.subjects[at - 1] is None:
        return None  # "producer prices fell 1.4%, their 20th decline in a row"
    subject = scene.mark_subject(mark)
    if subject in (None, NOBODY) and (at == 0 or (at < MANY and scene.tokens[0].text in IMPERSONAL)):
        return scene.memory.main()  # "No day had been as bad since", "One has to go back to": of what was told before
    before = {draft.subject.name: draft.subject for draft in drafts if draft.at < mark.start}
    if (subject is None or subject is NOBODY) and len(
        before
    ) == 1:  # "Monday's 1.2% decline in the S&P 500 was its biggest since"
        subject = next(iter(before.values()))
    if (subject is None or subject is NOBODY) and mark.metric is Metric.LARGEST_MOVE_SINCE:
        subject = mover(scene, scene.index_of(mark.start)) or subject
    subject = subject or scene.later_head(mark.end)
    if subject is None and scene.anaphoric(scene.index_of(mark.start)):
        subject = scene.memory.main()
    if subject is not None and is_measured(scene, subject):
        return None  # "gasoline stockpiles climbed for a fifth straight week"
    money = subject is not None and subject.label is Label.CURRENCY  # the dollar has a series only in another money
    return subject if subject is not None and subject is not NOBODY and (subject.known or money) else None


def is_measured(scene: Scene, subject: Subject) -> bool:
    """Whether the noun right behind a name makes it a measure of its own: "gasoline stockpiles", "Apple's revenue"."""
    if subject.start < scene.start:
        return False
    behind = scene.tokens[scene.index_of(subject.start) + 1 :]
    noun = next((token for token in behind if not token.has("POSS", "NPHEAD")), None)
    return noun is not None and noun.has("FUNDN", "ECON") and not noun.has("UPV", "DNV")


def mover(scene: Scene, end: int) -> Subject | None:
    """Of what a sentence tells a movement by its noun before a token: "Monday's jump in the CAC 40 ranks as"."""
    names = [k for k in range(end) if scene.tokens[k].has("SUBJ") and scene.tokens[k].item is not None]
    if len(names) != 1:
        return None
    at = names[0]
    lead = [t for t in scene.tokens[max(0, at - 4) : at] if not t.has("DET")]
    item = scene.tokens[at].item
    told = len(lead) > 1 and lead[-1].has("IN", "OF") and lead[-2].has("UPN", "DNN")
    return subject_of(item, scene.labels) if told and item is not None else None


def reading_of(
    scene: Scene, mark: Mark, subject: Subject, drafts: list[Draft], near: Draft | None
) -> tuple[Metric, Direction | None, Draft | None]:
    """What the words measure and which way, with the figure that they go with.

    "The most since" is the largest move where a change stands before it, else the highest level; a level "last seen in
    1985" is a low where the clause moves down.
    """
    moved = near.direction if near is not None else None
    moved = moved or word_direction(scene, mark) or scene.memory.moves.get(subject.name)
    metric = mark.metric
    bare = RE.strength.match(scene.text, mark.start, mark.end)
    level = any(d.metric in LEVELS and 0 < mark.start - d.at <= BESIDE_LEVEL for d in drafts)
    level = (
        (level or subject.label is Label.CURRENCY)
        and bare is not None
        and bare.group().lower().startswith(("st", "we"))
    )
    level = level or (bare is not None and RE.of_a_level.search(scene.text, scene.start, mark.start) is not None)
    if metric is Metric.LARGEST_MOVE_SINCE and bare is not None and level:
        metric = Metric.HIGHEST_SINCE if bare.group().lower() in ("strongest", "best") else Metric.LOWEST_SINCE
        same = [d for d in drafts if d.subject.name == subject.name and d.at < mark.start]
        return metric, None, same[-1] if same else near
    if mark.measure == "most":
        changes = [d for d in drafts if d.subject.name == subject.name and d.metric in CHANGES and d.at < mark.start]
        if changes:
            return metric, mark.direction or changes[-1].direction, changes[-1]
        metric = Metric.HIGHEST_SINCE if near is not None else metric
    if metric is Metric.OTHER and moved is not None:
        metric = Metric.LOWEST_SINCE if moved is Direction.DOWN else Metric.HIGHEST_SINCE
    return metric, mark.direction or moved, near


def measured_from(scene: Scene, mark: Mark) -> bool:
    """Whether a record is what a figure is measured from, or the words count records."""
    lead = scene.text[max(scene.start, mark.start - 30) : mark.start].lower()
    counted = RE.counted.match(scene.text, mark.end, scene.end)
    return bool(mark.record and (RE.regain.search(lead) or RE.beneath.search(lead) or counted))


def word_direction(scene: Scene, mark: Mark) -> Direction | None:
    """Which way the clause moves: its last movement before the mark, else in the mark's own words' neighbourhood."""
    for token in reversed(scene.tokens[: scene.index_of(mark.start)]):
        if token.has("STOP") and token.text in (";", ":") and mark.metric is not Metric.STREAK:
            break  # a streak may lean on the one before: "fell for a sixth day; it was the S&P 500's seventh"
        if token.up or token.down:
            return Direction.UP if token.up else Direction.DOWN
    return None


def time_pointed_at(scene: Scene, clock: Clock, subject: Subject) -> When | None:
    """The longer time of the move before: "for an annual gain of 25.08%. That performance is the best since 2013"."""
    told = RE.pointed.match(scene.text, scene.start, scene.end)
    rate = RE.rate_before.search(scene.text, max(0, scene.start - 60), scene.start) if told else None
    if rate is not None:
        return clock.whole(subject.symbol, EVERY[rate["every"].lower()])
    stretch = scene.memory.stretch if told else None
    return clock.within(subject.symbol, stretch.period) if stretch is not None else None


def mark_time(
    scene: Scene, clock: Clock, mark: Mark, subject: Subject, near: Draft | None, drafts: list[Draft]
) -> When:
    """The time of a superlative, rank or streak."""
    symbol = subject.symbol
    found = candidates(scene)
    pseudo = Draft(metric=mark.metric, subject=subject, start=mark.start, end=mark.end, at=mark.start)
    closed = any(token.has("CLOSEV") for token in scene.tokens)
    if mark.metric is Metric.STREAK:
        if mark.unit == "months":
            return clock.whole_months(symbol)
        if mark.unit == "weeks":
            return clock.whole_weeks(symbol)
        day = day_of(scene, found, pseudo)
        when = clock.within(symbol, day.period, closed=closed) if day else clock.undated(symbol, closed=closed)
        return clock.before(symbol, when) if mark.ended else when
    if mark.of_period and mark.metric is Metric.RANK and mark.period is not None:
        whole = clock.within(symbol, mark.period, closed=closed)
        named = day_of(scene, found, pseudo) if mark.of_closes else None
        if named is not None:
            return replace(whole, to=clock.within(symbol, named.period).to)
        own_day = near.when.to if near is not None and near.when.span == 1 and near.when.day_stated else None
        return replace(whole, to=own_day) if own_day and whole.to and own_day < whole.to else whole
    if RE.day_after.search(scene.text, scene.start, mark.start):
        return clock.before(symbol, near.when if near is not None and near.when.span == 1 else clock.undated(symbol))
    after = next((c for c in found if c.day and 0 <= c.period.start - mark.end <= 8), None)
    if after is not None:
        return clock.within(symbol, after.period)
    level = next((d for d in drafts if 0 <= d.at - mark.end <= 12 and d.metric in DAILY), None)
    if level is not None and level.subject.name == subject.name and level.when.span == 1:
        return replace(level.when, source=TimeSource.PARTNER)  # "at a record high of 39,087 on Thursday"
    own = own_period(scene, pseudo, found)
    if mark.metric is Metric.LARGEST_MOVE_SINCE:
        if (
            near is not None
            and near.when is not NEVER
            and near.metric in CHANGES
            and not (mark.daily and near.when.span > 1)
            and not (mark.freq is not None and near.when.span == 1)
        ):
            return near.when
        if own is not None:
            return clock.within(symbol, own.period, closed=closed)
        if mark.freq is not None:
            return clock.whole(symbol, mark.freq)
    day = own if own is not None and own.day else day_of(scene, found, pseudo)
    if day is not None:
        return clock.within(symbol, day.period, closed=closed)
    if near is not None and near.when.span == 1:
        return near.when
    return clock.undated(symbol, closed=closed)


def since_of(clock: Clock, mark: Mark, when: When) -> str | None:
    """The bound of a superlative."""
    period = mark.period
    if period is None or mark.metric in (Metric.RANK, Metric.STREAK):
        return None
    if mark.of_period:
        return f"{period.from_:%Y-%m}" if period.from_ else None
    if period.kind is PeriodKind.LOOKBACK and period.duration:
        day = clock.published.day if clock.published else (when.to - DAY if when.to else None)
        return look_back(day, period.duration) if day else None
    if period.from_ is not None and RE.week_ended.search(period.text):
        return (period.from_ + 7 * DAY).isoformat()  # "the largest since the week ended July 24" leaves that week out
    return bound_of(period)


def mark_extent(scene: Scene, mark: Mark) -> tuple[int, int]:
    """From the clause's beginning, or "its" before the words, to the end of the bound."""
    lead = scene.text[scene.start : mark.start]
    comma = max(lead.rfind(", "), lead.rfind(";"), lead.rfind(":"))
    begin = scene.start + comma + 1 if comma >= 0 and len(lead) - comma < 60 else scene.start
    while begin < mark.start and scene.text[begin].isspace():
        begin += 1
    return begin, mark.end


def nearest(drafts: list[Draft], mark: Mark, subject: Subject) -> Draft | None:
    """The figure that a superlative goes with: the last one of its subject before it, else the first after it."""
    same = [d for d in drafts if d.subject.name == subject.name]
    before = [d for d in same if d.at < mark.start]
    levels = (Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE)
    if mark.metric in levels or mark.measure == "most":
        return before[-1] if before else None
    moves = [d for d in before if d.metric in CHANGES] or before
    return moves[-1] if moves else next((d for d in same if d.metric in CHANGES and d.at > mark.start), None)


def frequency(when: When) -> str | None:
    """The frequency that a period of this length has."""
    for name, low, high in (("week", 4, 8), ("month", 26, 32), ("quarter", 85, 93), ("year", 330, 367)):
        if low <= when.span <= high:
            return name
    return None
