"""The facts of a claim: what the rows of cues, and its own dates, say of its figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tapecheck.nlp.claims.scene import Draft, Scene, of_family
from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.claims.when.clock import Clock, is_day
from tapecheck.nlp.claims.when.dated import BOUNDS, bounded
from tapecheck.nlp.claims.when.unread import Loose, left_over, unread_times
from tapecheck.nlp.words.rows import Hit, Row, View, speaking_of
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.metrics import CHANGES, FROM_EXTREMES, LEVELS, ORDERS, WITHIN_DAY
from tapecheck.schema import Extent, Fact, Label, Metric, Period, PeriodKind, Said, TimeSource

RE = patterns("claims.patterns.facts")

CUE = "cue"
TIME = "time"
MISDATED = "weekday-not-of-date"
WHEN = "when"
BEFORE_THEN = "before_then"  # "had fallen"
ANOTHER_TIME = ("after_a_move", "day_before", "comparison")
DEICTIC = {"today", "yesterday", "tonight", "overnight", "this morning", "the day"}
PRICES = CHANGES | LEVELS | FROM_EXTREMES | ORDERS | {Metric.RELATIVE_CHANGE}


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with all the hits of its rows."""

    scene: Scene
    view: View
    hits: list[Hit] = field(default_factory=list)
    left: Hit | None = None  # the moment that a sentence before in the paragraph has set
    loose: list[Loose] = field(default_factory=list)  # expressions of time that no claim takes


def words_of(scene: Scene, clock: Clock, drafts: Sequence[Draft]) -> Words:
    """The cues of a sentence, wherever they stand; `drafts` are all that was read in it."""
    view, hits, memory = scene.view, scene.hits, scene.memory
    left = memory.moment if memory.moment is not None and memory.moment.start >= paragraph_of(scene).start else None
    ended = any(hit.row.value == "closed" for hit in hits)
    setting = [hit for hit in hits if hit.row.fact == "moment" and hit.row.reach == "paragraph"]
    memory.moment = None if ended else setting[-1] if setting else left
    loose = unread_times(scene, clock, drafts, (hit for hit in hits if hit.row.fact == TIME))
    return Words(scene, view, hits, None if ended else left, loose)


def said_of(words: Words, draft: Draft) -> Said:
    """What the words of its sentence say of a claim, and where they stand."""
    scene = words.scene
    start, end = (draft.figure.start, draft.figure.end) if draft.figure else (draft.at, max(draft.at, draft.end))
    hits = [hit for hit in speaking_of(words.hits, words.view, start, end) if may_speak_of(hit.row, draft)]
    first: dict[str, Fact] = {}
    cues: dict[str, Fact] = {}
    for hit in hits:
        fact = fact_of(hit)
        closed = hit.row.value == BEFORE_THEN and any(each.row.value == "closed" for each in hits)
        if hit.row.fact in (TIME, WHEN) or closed or settled(hit, draft):
            continue
        if hit.row.fact == CUE:
            cues.setdefault(fact.value, fact)
        else:
            first.setdefault(hit.row.fact, fact)
    if draft.day is not None and "clos" not in scene.text[draft.start : start]:
        cues["extreme"] = Fact(start=start, end=end, value="extreme")
    if draft.subject.open:
        cues["open_subject"] = Fact(start=start, end=end, value="open_subject")
    over = left_over(scene, draft, words.loose)
    if over is not None:
        cues["unread_time"] = Fact(start=over.start, end=over.end, value="unread_time")
    if next((fact for fact in first if fact in ("moment", "session")), None) == "moment":
        first.pop("session", None)  # "closed 1% lower and fell 0.9% after hours": what stands nearer is said of it
    day = day_named(scene, start, end)
    own_day = day is not None and str(draft.when.from_ or day.value) == day.value
    if day is not None and own_day and is_misdated(scene.text[day.start : day.end], day):
        cues[MISDATED] = replace(day, value=MISDATED)
    day = None if draft.base and not own_day else day  # "from its previous close of": the day is that of the move
    if words.left is not None and day is None:
        first.setdefault("moment", fact_of(words.left))
    return Said(
        sentence=Extent(start=scene.start, end=scene.end),
        paragraph=paragraph_of(scene),
        session=first.get("session"),
        moment=first.get("moment"),
        day=day,
        base=first.get("base"),
        bound=bound_named(scene, draft),
        counted=counted(draft),
        thing=first.get("thing"),
        total_return=first.get("total_return"),
        general=first.get("general"),
        cues=tuple(sorted(cues.values(), key=lambda fact: fact.start)),
    )


def settled(hit: Hit, draft: Draft) -> bool:
    """Whether a claim's own words have settled what a row leaves open: its day, or that it is an extreme of the day."""
    extreme = draft.field is not None or draft.metric in WITHIN_DAY
    if hit.row.fact == "moment" or hit.row.value == "earlier_move":
        return extreme or (hit.row.value == BEFORE_THEN and is_dated(draft))
    return hit.row.value in ANOTHER_TIME and (extreme or is_dated(draft))


def is_dated(draft: Draft) -> bool:
    """Whether its own words say when."""
    return draft.when.source is TimeSource.OWN and draft.when.dated


def fact_of(hit: Hit) -> Fact:
    """What a hit says."""
    return Fact(start=hit.start, end=hit.end, value=hit.row.value or " ".join(hit.words.split()))


def may_speak_of(row: Row, draft: Draft) -> bool:
    """Whether a row may speak of a claim: of its metric, and of another thing than its instrument is itself."""
    if row.fact == "thing" and (draft.metric not in PRICES or is_itself(row.value, draft.subject)):
        return False
    return of_family(row, draft.metric)


def is_itself(thing: str | None, subject: Subject) -> bool:
    """Whether an instrument's own series is the thing: crude is a future, an ETF a fund."""
    if thing == "other_money":
        return subject.label is Label.CURRENCY  # "the dollar rose against the yen"
    if thing == "future":
        return (subject.symbol or "").endswith("=F")
    if thing == "spot":
        return subject.label is not Label.COMMODITY  # "in London, the FTSE 100 rose"
    if thing == "sector":
        return subject.label is not Label.INDEX
    if thing == "spread":
        return subject.spread or (subject.symbol or "").startswith("DX")
    return thing == "fund" and subject.label is Label.FUND


def paragraph_of(scene: Scene) -> Extent:
    """The bounds of the line that a sentence stands in."""
    text = scene.text
    last = text.find("\n", scene.end)
    return Extent(start=text.rfind("\n", 0, scene.start) + 1, end=len(text) if last < 0 else last)


def day_named(scene: Scene, start: int, end: int) -> Fact | None:
    """The day that the sentence names nearest to a figure; "today" is named by the page's date, which may be late, and

    "from Wednesday" is where a change starts.
    """
    days = [p for p in scene.periods if is_day(p) and p.text.casefold() not in DEICTIC]
    days = [p for p in days if not bounded(scene, scene.index_of(p.start), BOUNDS)]
    if not days:
        return None
    near = min(days, key=lambda p: max(p.start - end, start - p.end, 0))
    return Fact(start=near.start, end=near.end, value=str(near.from_))


def is_misdated(words: str, day: Fact) -> bool:
    """Whether a date is told with another weekday than its own: "Tuesday, March 5" of a Monday."""
    named = RE.weekday.match(words)
    return named is not None and date.fromisoformat(day.value).strftime("%a") != named[0]


def bound_named(scene: Scene, draft: Draft) -> Fact | None:
    """The bound of a superlative or threshold, as printed where it cannot be dated."""
    period = next((m.period for m in scene.marks if m.start == draft.at and m.period is not None), None)
    if period is None and draft.since is not None:
        inside: Iterable[Period] = (p for p in scene.periods if draft.start <= p.start < draft.end)
        period = next((p for p in inside if p.kind in (PeriodKind.SINCE, PeriodKind.LOOKBACK)), None)
    if period is None:
        return None
    return Fact(start=period.start, end=period.end, value=draft.since or period.text)


def counted(draft: Draft) -> Fact | None:
    """The noun that a figure counts."""
    figure = draft.figure
    if figure is None or draft.metric is not Metric.COUNT or not figure.unit:
        return None
    return Fact(start=figure.start, end=figure.end, value=figure.unit)
