"""From findings to claims: read each sentence's subjects, figures and superlatives, then say when, who says so, and whether
it is asserted at all. Linear in the text. What cannot be understood yields no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.nlp.claims.coordination import share_subjects
from tapecheck.nlp.claims.frames import load_lexicon
from tapecheck.nlp.claims.hours import live_zones, states_hour
from tapecheck.nlp.claims.marks import Mark, find_marks, number_of
from tapecheck.nlp.claims.modality import lead_of, load_cues, modality_of
from tapecheck.nlp.claims.periods import DAILY, candidates, day_of, own_period, time_of
from tapecheck.nlp.claims.roles import CHANGES, first_time, read_figures
from tapecheck.nlp.claims.scene import Draft, Memory, Scene
from tapecheck.nlp.claims.sources import Sources
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.tables import find_table_claims
from tapecheck.nlp.claims.times import DAY, NEVER, Clock, When, bound_of, calendars_of, is_day, look_back
from tapecheck.nlp.claims.tokens import Sheet
from tapecheck.reference.instruments import Catalogue
from tapecheck.schema import (
    Annotations,
    Claim,
    Direction,
    Extent,
    Label,
    Metric,
    Modality,
    PeriodKind,
    claim_id,
    plausible_interval,
)

SUPERLATIVES = (Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE, Metric.LARGEST_MOVE_SINCE)
OUTDO = re.compile(r"\b(?:outperform|outpac|beat|outstrip|underperform|lagg?|trail)", re.IGNORECASE)
WIPED = re.compile(
    r"\b(?:wip(?:ing|ed?|es)\s+out|eras(?:ing|ed?|es)|giv(?:ing|en?)\s+up|gave\s+up|surrender(?:ing|ed)|revers(?:ing|ed))\s+(?:all\s+(?:of\s+)?)?(?:its|their|the)\s+(?:(?:\w+\s+)?)(?P<noun>gains?|advance|losses|loss|decline)\s+(?:for|of|this|in|so\s+far)\s+(?:the\s+)?",
    re.IGNORECASE,
)
LEVELS = (Metric.CLOSE, Metric.LEVEL, Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW, Metric.YIELD_LEVEL, Metric.OPEN)
INTRADAY = "a level within the day at a stated time cannot be told from daily bars; supply intraday data"
NO_DAY = "a level is one day's, and the text gives a longer period; supply the day"
NO_INSTRUMENT = "no instrument of the catalogue stands behind the name; add it, or its symbol"


class Engine:
    """One article's reading."""

    def __init__(self, annotations: Annotations, catalogue: Catalogue | None, revision: str) -> None:
        self.notes = annotations
        self.catalogue = catalogue
        self.lexicon = load_lexicon()
        self.sheet = Sheet(annotations, self.lexicon)
        self.clock = Clock(annotations.published, calendars_of(catalogue), first_symbol(annotations), self.named_day())
        self.sources = Sources(annotations.text, annotations.quotes, annotations.entities)
        self.revision = revision
        self.labels: dict[str, Label] = {}
        for entity in annotations.entities:
            self.labels.setdefault(entity.symbol or entity.name, entity.label)
        self.memory = Memory()
        self.live = live_zones(annotations.text)

    def named_day(self) -> date | None:
        """The day of publication, where a weekday or "today" in the headline or the first sentences names it."""
        published = self.notes.published
        if published is None:
            return None
        limit = self.notes.sentences[min(3, len(self.notes.sentences) - 1)].end if self.notes.sentences else 400
        days = (p for p in self.notes.periods if p.start < limit and is_day(p))
        return published.day if any(p.from_ == published.day for p in days) else None

    def claims(self) -> list[Claim]:
        """All claims, in order of place, with their ids."""
        found: list[Claim] = []
        for start, end in self.sentences():
            found += self.sentence(start, end)
        found += find_table_claims(self.notes, self.catalogue, self.clock)
        return self.numbered(found)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Sentence bounds; the lines of the text where nobody found sentences."""
        if self.notes.sentences:
            yield from ((s.start, s.end) for s in self.notes.sentences)
            return
        for m in re.finditer(r"[^\n]+", self.notes.text):
            yield m.start(), m.end()

    def sentence(self, start: int, end: int) -> list[Claim]:
        """The claims of one sentence."""
        tokens = self.sheet.tokens(start, end)
        if not any(t.has("FIG", "SUBJ") for t in tokens) and not self.memory.last:
            return []
        marks = find_marks(self.notes.text, start, end, self.notes.periods)
        scene = Scene(self.notes.text, start, end, tokens, marks, self.memory, self.labels, self.listed)
        scene.read_subjects()
        twins = share_subjects(scene)
        found = candidates(scene)
        drafts: list[Draft] = []
        for draft in read_figures(scene, self.lexicon):
            drafts.append(replace(draft, when=time_of(scene, self.clock, draft, found, drafts)))
        drafts += [replace(d, subject=twin) for d in drafts if d.metric in CHANGES for twin in twins.get(d.at, ())]
        drafts = [self.bounded(scene, draft, drafts) for draft in drafts]
        extra = [d for mark in marks if (d := self.mark_draft(scene, mark, drafts)) is not None]
        extra += self.unfigured(scene, drafts)
        self.remember(drafts + extra)
        return [claim for draft in drafts + extra if (claim := self.claim(scene, draft)) is not None]

    def listed(self, phrase: str) -> Subject | None:
        """The instrument that a noun phrase names in the catalogue, where no name was found in it."""
        known = self.catalogue.find(phrase) if self.catalogue is not None else None
        return Subject(known.name, known.symbol, known.label) if known is not None and known.symbol else None

    def remember(self, drafts: list[Draft]) -> None:
        """Leave to the next sentences which way each subject moved."""
        for draft in drafts:
            if draft.direction and draft.metric in (*CHANGES, Metric.LARGEST_MOVE_SINCE):
                self.memory.moves.setdefault(draft.subject.name, draft.direction)

    # --- claims without a figure
    def bounded(self, scene: Scene, draft: Draft, drafts: list[Draft]) -> Draft:  # noqa: ARG002
        """A first-since with its bound."""
        if draft.metric is not Metric.FIRST_SINCE:
            return draft
        spot = scene.index_of(draft.at)
        for token in scene.tokens[spot : spot + 12]:
            if token.has("SINCE") and token.item is not None:
                period = next(p for p in self.notes.periods if p.start == token.start)
                return replace(draft, since=bound_of(period), end=token.end)
        for token in scene.tokens[spot : spot + 12]:
            if token.has("PER") and token.item is not None:
                period = next(p for p in self.notes.periods if p.start == token.start)
                if period.kind is PeriodKind.LOOKBACK and period.duration and draft.when.from_:
                    return replace(draft, since=look_back(draft.when.from_, period.duration), end=token.end)
        return draft

    def mark_draft(self, scene: Scene, mark: Mark, drafts: list[Draft]) -> Draft | None:
        """A superlative, rank or streak as a claim, or None where its subject or its bound is not understood."""
        subject = scene.mark_subject(mark)
        if subject is None:
            subject = scene.later_head(mark.end) or (
                self.memory.main() if scene.anaphoric(scene.index_of(mark.start)) else None
            )
        if subject is None or not subject.known:
            return None
        near = nearest(drafts, mark, subject)
        metric, direction = mark.metric, mark.direction
        moved = near.direction if near is not None else None
        if moved is None:
            moved = self.word_direction(scene, mark) or self.memory.moves.get(subject.name)
        changed = [d for d in drafts if d.subject.name == subject.name and d.metric in CHANGES and d.at < mark.start]
        if mark.measure == "most" and changed:
            near, moved = changed[-1], changed[-1].direction
        elif mark.measure == "most" and near is not None:
            metric = Metric.HIGHEST_SINCE
        if metric is Metric.OTHER:
            metric = Metric.LOWEST_SINCE if moved is Direction.DOWN else Metric.HIGHEST_SINCE
        if direction is None and metric not in (Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE):
            direction = moved
            if direction is None:
                return None
        if self.measured_from(scene, mark):
            return None
        when = self.mark_time(scene, mark, subject, near)
        since = self.since(mark, when)
        if metric in SUPERLATIVES and since is None and not mark.record:
            return None
        field = None
        if metric in (Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE):
            direction = None
            touched = near is not None and near.metric in (Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW)
            if mark.intraday or touched:
                field = "high" if metric is Metric.HIGHEST_SINCE else "low"
        freq = mark.freq or (frequency(when) if metric is Metric.LARGEST_MOVE_SINCE else None)
        measure = mark.measure if mark.measure in ("percent", "points") else None
        start, end = self.mark_extent(scene, mark)
        return Draft(
            metric=metric,
            subject=subject,
            start=start,
            end=end,
            direction=direction,
            low=mark.count,
            high=mark.count,
            unit=mark.unit,
            when=when,
            since=since,
            record=True if mark.record else None,
            freq=freq,
            measure=measure,
            field=field,
            at=mark.start,
        )

    def measured_from(self, scene: Scene, mark: Mark) -> bool:
        """Whether a record is what a figure is measured from, or the words count records."""
        lead = scene.text[max(scene.start, mark.start - 14) : mark.start].lower()
        tail = scene.text[mark.end : min(scene.end, mark.end + 12)].lower()
        return bool(
            mark.record
            and (
                re.search(r"\b(?:below|off|from|under)\s+(?:its|a|the)?\s*$", lead) or re.match(r"\s+\d+\s+times", tail)
            )
        )

    def word_direction(self, scene: Scene, mark: Mark) -> Direction | None:
        """Which way the clause moves: its last movement before the mark, else in the mark's own words' neighbourhood."""
        for token in reversed(scene.tokens[: scene.index_of(mark.start)]):
            if token.has("STOP") and token.text in (";", ":"):
                break
            if token.up or token.down:
                return Direction.UP if token.up else Direction.DOWN
        return None

    def mark_time(self, scene: Scene, mark: Mark, subject: Subject, near: Draft | None) -> When:
        """The time of a superlative, rank or streak."""
        symbol = subject.symbol
        found = candidates(scene)
        pseudo = Draft(metric=mark.metric, subject=subject, start=mark.start, end=mark.end, at=mark.start)
        closed = any(token.has("CLOSEV") for token in scene.tokens)
        if mark.metric is Metric.STREAK:
            if mark.unit == "months":
                return self.clock.whole_months(symbol)
            if mark.unit == "weeks":
                return self.clock.whole_weeks(symbol)
            day = day_of(scene, found, pseudo)
            when = (
                self.clock.within(symbol, day.period, closed=closed)
                if day
                else self.clock.undated(symbol, closed=closed)
            )
            return self.clock.before(symbol, when) if mark.ended else when
        if mark.of_period and mark.metric is Metric.RANK and mark.period is not None:
            return self.clock.within(symbol, mark.period, closed=closed)
        after = next((c for c in found if c.day and 0 <= c.period.start - mark.end <= 8), None)
        if after is not None:
            return self.clock.within(symbol, after.period)
        own = own_period(scene, pseudo, found)
        if mark.metric is Metric.LARGEST_MOVE_SINCE:
            if near is not None and near.when is not NEVER and near.metric in CHANGES:
                return near.when
            if own is not None:
                return self.clock.within(symbol, own.period, closed=closed)
            if mark.freq == "week":
                return self.week(symbol)
        day = own if own is not None and own.day else day_of(scene, found, pseudo)
        if day is not None:
            return self.clock.within(symbol, day.period, closed=closed)
        if near is not None and near.when.span == 1:
            return near.when
        return self.clock.undated(symbol, closed=closed)

    def week(self, symbol: str | None) -> When:
        """The week that ends with the as-of day."""
        last = self.clock.whole_weeks(symbol)
        if last.to is None:
            return NEVER
        day = last.to - DAY
        return When(day - timedelta(days=day.weekday()), last.to)

    def since(self, mark: Mark, when: When) -> str | None:
        """The bound of a superlative."""
        period = mark.period
        if period is None or mark.metric in (Metric.RANK, Metric.STREAK):
            return None
        if mark.of_period:
            return f"{period.from_:%Y-%m}" if period.from_ else None
        if period.kind is PeriodKind.LOOKBACK and period.duration:
            day = self.notes.published.day if self.notes.published else (when.to - DAY if when.to else None)
            return look_back(day, period.duration) if day else None
        return bound_of(period)

    def mark_extent(self, scene: Scene, mark: Mark) -> tuple[int, int]:
        """From the clause's beginning, or "its" before the words, to the end of the bound."""
        lead = scene.text[scene.start : mark.start]
        comma = max(lead.rfind(", "), lead.rfind(";"), lead.rfind(":"))
        begin = scene.start + comma + 1 if comma >= 0 and len(lead) - comma < 60 else scene.start
        while begin < mark.start and scene.text[begin].isspace():
            begin += 1
        return begin, mark.end

    def unfigured(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """Changes without a figure: "wiping out its gains for the year", "outperformed the S&P 500 in 2012"."""
        found = []
        for m in WIPED.finditer(scene.text, scene.start, scene.end):
            subject = (
                scene.subjects[scene.index_of(m.start())] if scene.index_of(m.start()) < len(scene.subjects) else None
            )
            period = next((p for p in self.notes.periods if abs(p.start - m.end()) <= 5), None)
            if subject is None or not subject.known or period is None:
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
                    when=self.clock.within(subject.symbol, period),
                    at=m.start(),
                )
            )
        if not any(d.metric is Metric.RELATIVE_CHANGE for d in drafts):
            found += self.outdone(scene)
        found += self.first_gain(scene)
        return found

    def outdone(self, scene: Scene) -> list[Draft]:
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
            other = subject_of(rest[0].item, self.labels)
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
                        when=self.clock.within(subject.symbol, period.period),
                    )
                ]
        return []

    def first_gain(self, scene: Scene) -> list[Draft]:
        """A "first weekly gain in eight weeks", "first decline since March"."""
        found = []
        shape = re.compile(
            r"\bfirst\s+(?:(?P<every>daily|weekly|monthly|quarterly|annual)\s+)?(?P<noun>gain|rise|advance|increase|loss|decline|drop|fall)\s+(?:in|since)\b",
            re.IGNORECASE,
        )
        for m in shape.finditer(scene.text, scene.start, scene.end):
            subject = scene.subjects[min(scene.index_of(m.start()), len(scene.subjects) - 1)]
            period = next(
                (p for p in self.notes.periods if m.start() <= p.start <= m.end() + 12 and p.end > m.end() - 6), None
            )
            if subject is None or not subject.known:
                continue
            when = self.clock.undated(subject.symbol)
            since = None
            if period is not None and period.duration and when.from_:
                since = look_back(when.from_, period.duration)
            elif period is not None:
                since = bound_of(period)
            else:
                words = re.compile(r"\s+(\w+)\s+(week|month|quarter|year|day|session)s?").match(
                    scene.text, m.end(), scene.end
                )
                number = words and re.fullmatch(r"[a-z]+|\d+", words[1], re.I)
                if not words or not number or when.from_ is None:
                    continue
                try:
                    count = int(number_of(words[1]))
                except ArithmeticError:
                    continue
                since = look_back(when.from_, f"P{count}{'D' if words[2] == 'session' else words[2][0].upper()}")
            if since is None:
                continue
            up = m["noun"].lower() in ("gain", "rise", "advance", "increase")
            freq = {"weekly": "week", "monthly": "month", "quarterly": "quarter", "annual": "year"}.get(
                (m["every"] or "").lower()
            )
            found.append(
                Draft(
                    metric=Metric.FIRST_SINCE,
                    subject=subject,
                    start=scene.start,
                    end=scene.end,
                    unit="date",
                    since=since,
                    freq=freq,
                    direction=Direction.UP if up else Direction.DOWN,
                    when=when,
                    at=m.start(),
                )
            )
        return found

    # --- from draft to claim
    def claim(self, scene: Scene, draft: Draft) -> Claim | None:
        """The claim of a draft: with modality, source, and whether it can be checked."""
        subject = draft.subject
        source = self.sources.of(draft.at, scene.start, scene.end)
        quote = self.sources.holding(draft.at)
        low = max(scene.start, quote.start - 60 if quote else scene.start)
        modality = draft.modality or modality_of(
            lead_of(scene.text, low, draft.at, scene.end),
            scene.text[scene.start : scene.end],
            level=draft.metric in LEVELS,
        )
        when = draft.when
        if modality in (Modality.FORECAST, Modality.HYPOTHETICAL):
            when = self.ahead(scene, draft)
        metric = draft.metric
        if modality is not Modality.ASSERTED and metric in (Metric.CLOSE, Metric.INTRADAY_LOW, Metric.INTRADAY_HIGH):
            metric = Metric.LEVEL
        reason = self.reason(scene, draft, metric, modality)
        if reason == INTRADAY:
            when = self.clock.today(subject.symbol) or when
        figure = draft.figure
        plausible = None
        if draft.low is not None and draft.high is not None and figure is not None:
            plausible = plausible_interval(figure.low, figure.high, figure.ulp, draft.hedge)
        return Claim(
            start=draft.start,
            end=draft.end,
            text=self.notes.text[draft.start : draft.end],
            id="",
            subject=subject.name or None,
            symbol=subject.symbol,
            metric=metric,
            direction=draft.direction,
            low=draft.low,
            high=draft.high,
            unit=draft.unit,
            ulp=figure.ulp if figure else None,
            hedge=draft.hedge,
            plausible=plausible,
            period_from=when.from_,
            period_to=when.to,
            since=draft.since,
            record=draft.record,
            freq=draft.freq,
            measure=draft.measure,
            field=draft.field,
            versus=draft.versus,
            modality=modality,
            attributed_to=source.speaker,
            upstream=source.upstream,
            in_quote=source.in_quote,
            quantity=Extent(start=figure.start, end=figure.end) if figure else None,
            checkable=reason is None,
            reason=reason,
            published=str(self.notes.published) if self.notes.published else None,
            day_stated=when.day_stated,
            readings=when.readings,
        )

    def ahead(self, scene: Scene, draft: Draft) -> When:
        """The time of what has not happened: the period of its words, else none."""
        own = own_period(scene, draft, candidates(scene))
        return self.clock.ahead(own.period) if own is not None else NEVER

    def reason(self, scene: Scene, draft: Draft, metric: Metric, modality: Modality) -> str | None:
        """Why a claim cannot be checked, or None."""
        if modality is not Modality.ASSERTED:
            return str(modality)
        needs = self.lexicon.lists["attributes"].get(metric)
        if needs:
            return str(needs)
        if draft.subject.symbol is None:
            return NO_INSTRUMENT
        daily = draft.when.span == 1 and draft.field is None and not any(t.has("CLOSEV") for t in scene.tokens)
        if (
            daily
            and metric in (Metric.CLOSE, Metric.LEVEL, Metric.YIELD_LEVEL, *CHANGES)
            and self.within_day(scene, draft)
        ):
            return INTRADAY
        if metric in DAILY and draft.when.span > 1:
            return NO_DAY
        if draft.when.to is None:
            return "the text and its date of publication do not say for when; supply the date"
        return None

    def within_day(self, scene: Scene, draft: Draft) -> bool:
        """Whether a figure is of a stated time of the day: its sentence says so, or the article does of its day."""
        words = scene.text[scene.start : scene.end]
        if load_cues().intraday.search(words.lower()) or states_hour(words):
            return True
        today = self.notes.published.day if self.notes.published else None
        if not self.live or today is None or draft.when.from_ is None or (today - draft.when.from_).days > 1:
            return False
        known = self.catalogue.symbol(draft.subject.symbol) if self.catalogue and draft.subject.symbol else None
        return None in self.live or known is None or known.timezone in self.live

    def numbered(self, found: list[Claim]) -> list[Claim]:
        """Claims by place with ids; equal ones once."""
        seen: set[str] = set()
        kept = []
        for claim in sorted(found, key=lambda c: (c.start, c.end)):
            key = claim_id(
                self.revision,
                claim.start,
                claim.end,
                claim.metric,
                claim.symbol,
                claim.low,
                claim.high,
                claim.since,
                claim.record,
                claim.quantity and (claim.quantity.start, claim.quantity.end),
                claim.cell,
                claim.direction,
            )
            if key not in seen:
                seen.add(key)
                kept.append(replace(claim, id=key))
        return kept


def first_symbol(annotations: Annotations) -> str | None:
    """The first instrument that an article names."""
    return next((entity.symbol for entity in annotations.entities if entity.symbol), None)


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


_ = (first_time, is_day)
