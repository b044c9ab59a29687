"""From findings to claims: read each sentence's subjects, figures and superlatives, then say when, who says so, and
whether it is asserted at all. Linear in the text. What cannot be understood yields no claim.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tapecheck.nlp.claims.coordination import share_subjects
from tapecheck.nlp.claims.described import with_described
from tapecheck.nlp.claims.economy import is_economic, share_months, with_economic
from tapecheck.nlp.claims.figureless import figureless_drafts, with_bound
from tapecheck.nlp.claims.frames import load_lexicon
from tapecheck.nlp.claims.marks import find_marks
from tapecheck.nlp.claims.memory import Memory
from tapecheck.nlp.claims.modality import modality_of
from tapecheck.nlp.claims.pairs import paired, paired_extreme
from tapecheck.nlp.claims.parts import worded_parts
from tapecheck.nlp.claims.roles import read_figures
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.claims.superlatives import superlative_drafts
from tapecheck.nlp.claims.tables import find_table_claims
from tapecheck.nlp.claims.technical import read_ratios
from tapecheck.nlp.claims.tokens import Sheet
from tapecheck.nlp.claims.unread import unread_figures, unread_marks
from tapecheck.nlp.claims.when import spans
from tapecheck.nlp.claims.when.ask import DAILY
from tapecheck.nlp.claims.when.base import from_peak, of_all_history
from tapecheck.nlp.claims.when.clock import NEVER, WEEKDAY, Clock, When, calendars_of, is_day
from tapecheck.nlp.claims.when.own import Candidate, candidates, own_period
from tapecheck.nlp.claims.when.paragraph import UNITS, leave_times
from tapecheck.nlp.claims.when.resolve import resolve, share_times
from tapecheck.nlp.claims.when.scope import note_place, report_day
from tapecheck.nlp.claims.wording.facts import Words, said_of, words_of
from tapecheck.nlp.claims.wording.own import with_own
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.words.tables import listed, patterns
from tapecheck.reference.instruments import Catalogue
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.reference.reasons import MOMENT, NO_DAY, NO_PERIOD
from tapecheck.schema import (
    Annotations,
    Claim,
    Direction,
    Entity,
    Extent,
    Label,
    Metric,
    Modality,
    Period,
    Quote,
    QuoteType,
    TimeSource,
    Unread,
    changed,
    claim_id,
    plausible_interval,
)

RE = patterns("claims.patterns.engine")

SOURCES = frozenset({Label.ORG, Label.PERSON, Label.INDEX})


@dataclass(frozen=True, slots=True)
class Source:
    """Who states a claim, whom they cite, and whether it stands inside quote marks."""

    speaker: str | None = None
    upstream: tuple[str, ...] = ()
    in_quote: bool = False


class Sources:
    """The quotes of a text by place."""

    def __init__(self, text: str, quotes: Sequence[Quote], entities: Sequence[Entity]) -> None:
        self.text = text
        self.quotes = sorted(quotes, key=lambda q: q.start)
        self.starts = [q.start for q in self.quotes]
        self.entities = sorted((e for e in entities if e.label in SOURCES), key=lambda e: e.start)
        self.places = [e.start for e in self.entities]

    def holding(self, at: int) -> Quote | None:
        """The quote around an offset."""
        k = bisect_right(self.starts, at)
        return next((q for q in reversed(self.quotes[max(0, k - 3) : k]) if q.start <= at < q.end), None)

    def of(self, at: int, start: int, end: int) -> Source:
        """The source of what stands at `at` in the sentence text[start:end]."""
        quote = self.holding(at)
        if quote is not None:
            return Source(quote.speaker, quote.upstream, quote.type is QuoteType.DIRECT)
        upstream = tuple(name for m in RE.citing.finditer(self.text, start, end) if (name := self.name_at(m.end())))
        for m in RE.cue.finditer(self.text, start, end):
            name = self.name_at(m.end())
            if name:
                return Source(name, upstream)
        k = bisect_right(self.places, at)
        for entity in self.entities[k:]:
            if entity.start >= end:
                break
            lead = self.text[at : entity.start].rstrip()
            if RE.showed.match(self.text, entity.end, end) and lead.removesuffix("the").rstrip().endswith(","):
                return Source(entity.name, upstream)
        return Source(None, upstream)

    def name_at(self, at: int) -> str | None:
        """The name that begins at an offset."""
        k = bisect_right(self.places, at + 1) - 1
        if k >= 0 and self.places[k] >= at - 1:
            return self.entities[k].name
        return None


DOLLARS = patterns("claims.patterns.dollars")  # words that say whose dollars an article counts in
# what a claim has of its draft and of its time as they are
OF_DRAFT = listed("direction low high hedge since record freq measure field versus window definition")
OF_WHEN = listed("day_stated readings begins times")
ROW = 4  # bars in a line of text that make it the row of a table
LONGEST_SENTENCE = 600  # tokens: what is longer is a list or a table without its lines, and no sentence
MOVES = frozenset((*CHANGES, Metric.LARGEST_MOVE_SINCE))
NO_INSTRUMENT = "no instrument of the catalogue stands behind the name; add it, or its symbol"


class Engine:
    """One article's reading."""

    def __init__(self, annotations: Annotations, catalogue: Catalogue | None, revision: str) -> None:
        self.notes = annotations = with_described(annotations, catalogue)
        self.catalogue = catalogue
        self.lexicon = load_lexicon()
        self.sheet = Sheet(annotations, self.lexicon)
        self.clock = Clock(annotations.published, calendars_of(catalogue), first_symbol(annotations), self.named_day())
        self.text_clock = self.clock  # its own reports apart
        self.sources = Sources(annotations.text, annotations.quotes, annotations.entities)
        self.revision = revision
        self.labels: dict[str, Label] = {}
        for entity in annotations.entities:
            self.labels.setdefault(entity.symbol or entity.name, entity.label)
        self.periods = sorted(annotations.periods, key=lambda period: period.start)
        self.starts = [period.start for period in self.periods]
        self.names = sorted((e for e in annotations.entities if e.label is Label.ORG), key=lambda e: e.start)
        self.name_starts = [name.start for name in self.names]
        self.memory = Memory()
        self.said = Source()  # who said what the claim before states
        self.plain = plain_names(catalogue) if catalogue is not None else {}
        self.unread: list[Unread] = []

    def named_day(self) -> date | None:
        """The day of publication, where a weekday or "today" in the headline or the first sentences names it."""
        published = self.notes.published
        if published is None:
            return None
        limit = self.notes.sentences[min(3, len(self.notes.sentences) - 1)].end if self.notes.sentences else 400
        days = [p for p in self.notes.periods if p.start < limit and is_day(p) and p.text.lower() != "the day"]
        if any(p.from_ == published.day for p in days):
            return published.day
        if published.instant is not None:
            return None
        text = self.notes.text
        days = [p for p in days if WEEKDAY.search(p.text) and not RE.owned.match(text, p.end)]
        named = [p.from_ for p in days if not RE.base.search(text, max(0, p.start - 80), p.start)]
        return next((day for day in reversed(named) if day and 0 < (published.day - day).days <= 3), None)

    def claims(self) -> list[Claim]:
        """All claims, in order of place, with their ids; what became none is in `unread`."""
        found: list[Claim] = []
        for start, end in self.sentences():
            found += self.sentence(start, end)
        found += find_table_claims(self.notes, self.catalogue, self.clock)
        return self.numbered(found)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Sentence bounds; the lines of the text where nobody found sentences."""
        if self.notes.sentences:
            links = [m.span() for m in RE.links.finditer(self.notes.text)]
            found = ((s.start, s.end) for s in self.notes.sentences)
            yield from (span for span in found if not any(first <= span[0] < last for first, last in links))
            return
        for m in re.finditer(r"[^\n]+", self.notes.text):
            yield m.start(), m.end()

    def sentence(self, start: int, end: int) -> list[Claim]:
        """The claims of one sentence."""
        tokens = self.sheet.tokens(start, end)
        periods = self.periods[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        periods = self.at_place(start, end, periods)
        spoken = self.memory.last is not None or any(t.has("FIG", "SUBJ", "PER") or t.text in UNITS for t in tokens)
        if len(tokens) > LONGEST_SENTENCE or not spoken or is_row(self.notes.text[start:end]):
            return []
        marks = find_marks(self.notes.text, start, end, periods)
        scene = Scene(self.notes.text, start, end, tokens, marks, periods, self.memory, self.labels, self.listed)
        scene.read_subjects()
        twins = share_subjects(scene)
        found = candidates(scene)
        read = self.figures(scene, found)
        drafts = [d for d in read if d.subject.name]  # what nobody is the subject of has lent its period
        dropped = [d for d in read if d not in drafts]
        drafts += [replace(d, subject=twin) for d in drafts if d.metric in CHANGES for twin in twins.get(d.at, ())]
        drafts = [with_bound(scene, draft) for draft in drafts]
        ranked = (paired_extreme(scene, self.catalogue, d) for d in superlative_drafts(scene, self.clock, drafts))
        extra = [d for d in ranked if d is not None] + figureless_drafts(scene, self.clock, drafts)
        extra += worded_parts(scene, self.clock, drafts)
        self.remember(scene, drafts + extra)
        leave_times(scene, self.clock, drafts, found)
        self.unread += [*unread_figures(scene, drafts + extra, dropped), *unread_marks(scene, drafts + extra)]
        words = words_of(scene, self.clock, drafts + extra) if drafts or extra else None
        return [with_own(self.claim(words, draft)) for draft in drafts + extra] if words is not None else []

    def at_place(self, start: int, end: int, periods: list[Period]) -> list[Period]:
        """The periods of a sentence, told from the day of the report that it stands in; notes what it sets itself."""
        text, published = self.notes.text, self.notes.published
        day = report_day(text, start, end, periods, published.day if published else None)
        if day is not None and published is not None:
            self.clock = self.text_clock if day == published.day else self.text_clock.of_report(day)
        if self.clock is not self.text_clock:
            found = find_periods(text[start:end], self.clock.published)
            periods = [replace(p, start=p.start + start, end=p.end + start) for p in found]
        today = self.clock.published.day if self.clock.published else None
        note_place(self.memory, text, start, end, periods, today, self.clock is not self.text_clock and day is not None)
        return periods

    def figures(self, scene: Scene, found: list[Candidate]) -> list[Draft]:
        """The drafts of a sentence's figures, each with its time."""
        drafts: list[Draft] = []
        for read in with_economic(scene, [*read_figures(scene, self.lexicon), *read_ratios(scene)]):
            draft = of_all_history(scene, from_peak(scene, paired(scene, self.catalogue, read, drafts)))
            draft = spans.of_period(scene, with_sign(draft), found)
            said = apart(scene, draft, found)
            when = self.clock.within(draft.subject.symbol, draft.day) if draft.day is not None else None
            told = when.told_by(TimeSource.OWN) if when is not None else resolve(scene, self.clock, draft, said, drafts)
            if draft.metric in CHANGES and draft.freq is not None and told.source is TimeSource.DEFAULT:
                told = self.clock.whole(draft.subject.symbol, draft.freq).told_by(TimeSource.OWN)
            if self.clock is not self.text_clock and told.source is TimeSource.DEFAULT:
                told = replace(told, source=TimeSource.HEADING)
            drafts.append(changed(draft, when=told))
        return share_times(share_months(self.clock, self.notes.text, drafts))

    def listed(self, phrase: str) -> Subject | None:
        """The instrument that a noun phrase names in the catalogue, where no name was found in it."""
        known = self.catalogue.find(phrase) if self.catalogue is not None else None
        return Subject(known.name, known.symbol, known.label) if known is not None and known.symbol else None

    def remember(self, scene: Scene, drafts: list[Draft]) -> None:
        """Leave to the next sentences which way each subject moved, and of what this one was, where no name led it."""
        for draft in drafts:
            if draft.direction and draft.metric in MOVES:
                self.memory.moves.setdefault(draft.subject.name, draft.direction)
        told = [d.subject for d in drafts if d.subject.known and d.subject.start > d.at]
        if told and not scene.led:
            self.memory.first, self.memory.last = told[0], told[-1]

    # --- from draft to claim
    def claim(self, about: Words, draft: Draft) -> Claim:
        """The claim of a draft: with modality, source, and whether it can be checked."""
        scene = about.scene
        subject = draft.subject
        source = self.sources.of(draft.at, scene.start, scene.end)
        if source.speaker is None and RE.contrast.match(scene.text, scene.start):
            source = replace(self.said, in_quote=False)
        self.said = source
        quote = self.sources.holding(draft.at)
        low = max(scene.start, quote.start - 60 if quote else scene.start)
        modality = draft.modality or modality_of(
            self.nameless(scene.start, scene.end),
            low - scene.start,
            draft.at - scene.start,
            level=draft.metric in (*LEVELS, Metric.FUNDAMENTAL),
        )
        when = draft.when
        if modality in (Modality.FORECAST, Modality.HYPOTHETICAL):
            when = self.ahead(scene, draft)
        metric = draft.metric
        if modality is not Modality.ASSERTED and metric in (Metric.CLOSE, Metric.INTRADAY_LOW, Metric.INTRADAY_HIGH):
            metric = Metric.LEVEL
        reason = self.reason(draft, metric, modality)
        if reason == MOMENT:
            when = self.clock.today(subject.symbol) or when
        figure = draft.figure
        plausible = draft.plausible
        if draft.low is not None and draft.high is not None and figure is not None:
            plausible = plausible_interval(draft.low, draft.high, figure.ulp, draft.hedge)
        return Claim(
            start=draft.start,
            end=draft.end,
            text=self.notes.text[draft.start : draft.end],
            id="",
            subject=self.plain_name(subject),
            symbol=subject.symbol,
            metric=metric,
            unit=self.local_unit(draft),
            ulp=figure.ulp if figure else None,
            plausible=plausible,
            period_from=when.from_,
            period_to=when.to,
            modality=modality,
            attributed_to=source.speaker,
            upstream=source.upstream,
            in_quote=source.in_quote,
            quantity=Extent(start=figure.start, end=figure.end) if figure else None,
            checkable=reason is None,
            reason=reason,
            published=str(self.notes.published) if self.notes.published else None,
            said=said_of(about, draft),
            **{name: getattr(draft, name) for name in OF_DRAFT},
            **{name: getattr(when, name) for name in OF_WHEN},
        )

    def plain_name(self, subject: Subject) -> str:
        """The name of a claim's subject; a currency keeps its own, whatever its pair is called."""
        return subject.name if subject.label is Label.CURRENCY else self.plain.get(subject.symbol or "", subject.name)

    def local_unit(self, draft: Draft) -> str | None:
        """A claim's unit: a bare "$" of a price is its own market's dollar, where the text is of there."""
        bare = draft.figure is not None and draft.figure.text.lstrip("-+−–").startswith("$")
        if draft.unit != "USD" or not bare or self.catalogue is None or draft.subject.symbol is None:
            return draft.unit
        known = self.catalogue.symbol(draft.subject.symbol)
        local = getattr(DOLLARS, known.currency or "", None) if known is not None else None
        if known is None or local is None or draft.metric not in (*LEVELS, Metric.POINT_CHANGE):
            return draft.unit
        text = self.notes.text
        return known.currency if local.search(text) and not RE.elsewhere.search(text) else draft.unit  # declined later

    def nameless(self, start: int, end: int) -> str:
        """text[start:end] with its companies' names blanked: Target, Gap and Best Buy are no words of aims or doubt."""
        words = self.notes.text[start:end]
        for name in self.names[bisect_left(self.name_starts, start) : bisect_left(self.name_starts, end)]:
            if name.end <= end:
                words = words[: name.start - start] + "_" * (name.end - name.start) + words[name.end - start :]
        return words

    def ahead(self, scene: Scene, draft: Draft) -> When:
        """The time of what has not happened: the period of its words, else none."""
        own = own_period(scene, draft, candidates(scene))
        return self.clock.ahead(own.period) if own is not None else NEVER

    def reason(self, draft: Draft, metric: Metric, modality: Modality) -> str | None:
        """Why a claim cannot be checked, or None."""
        if modality is not Modality.ASSERTED:
            return str(modality)
        if draft.reason is not None:
            return draft.reason
        needs = self.lexicon.lists["attributes"].get(metric)
        if needs and not is_economic(draft):
            return str(needs)
        if draft.subject.symbol is None:
            return NO_INSTRUMENT
        if metric in DAILY and draft.when.span > 1 and not spans.is_extreme(draft):
            return NO_DAY
        if draft.when.to is None and metric in CHANGES and self.notes.published is not None:
            return NO_PERIOD
        if draft.when.to is None:
            return "the text and its date of publication do not say for when; supply the date"
        return None

    def numbered(self, found: list[Claim]) -> list[Claim]:
        """Claims by place with ids; equal ones once."""
        seen: set[str] = set()
        kept = []
        for claim in sorted(found, key=lambda c: (c.start, c.end)):
            value = (claim.metric, claim.symbol, claim.low, claim.high, claim.since, claim.record)
            place = claim.quantity and (claim.quantity.start, claim.quantity.end)
            key = claim_id(self.revision, claim.start, claim.end, *value, place, claim.cell, claim.direction)
            if key not in seen:
                seen.add(key)
                kept.append(changed(claim, id=key))
        return kept


def apart(scene: Scene, draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """The times that may be a figure's: of an aside, those in it, since the clause around it speaks of its own."""
    aside = next((a for a in scene.asides if a[0] < draft.at < a[1]), None)
    return found if aside is None else [each for each in found if aside[0] < each.period.start < aside[1]]


def with_sign(draft: Draft) -> Draft:
    """A change with a printed minus is a fall, whatever its verb: "returned -1.66% in December"."""
    minus = draft.figure is not None and draft.figure.text.startswith(("-", "−"))
    up = draft.metric in CHANGES and draft.direction is Direction.UP
    return replace(draft, direction=Direction.DOWN) if minus and up else draft


@functools.lru_cache(maxsize=8)
def plain_names(catalogue: Catalogue) -> dict[str, str]:
    """The shortest name of each symbol that the catalogue lists under several: CL=F is "Crude oil" by any name.

    So that all claims on one instrument have one subject.
    """
    names: dict[str, set[str]] = {}
    for instrument in catalogue.instruments:
        if instrument.symbol:
            names.setdefault(instrument.symbol, set()).add(instrument.name)
    return {symbol: min(found, key=lambda name: (len(name), name)) for symbol, found in names.items() if len(found) > 1}


def is_row(text: str) -> bool:
    """Whether a line is the row of a table in plain text: "| VIX>99th | 0.25% | 69.00% |" is no prose."""
    return text.count("|") >= ROW or (text.lstrip().startswith("|") and text.count("|") > 1)


def first_symbol(annotations: Annotations) -> str | None:
    """The first instrument that an article names."""
    return next((entity.symbol for entity in annotations.entities if entity.symbol), None)
