"""The nouns: frozen dataclasses, and arithmetic on their own fields.

Offsets are `str` indices into the document's text, end exclusive. Instants are aware, intervals of dates half open:
[from, to). Printed figures are `Decimal`, exact; computed ones are floats.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from tapecheck.schema.vocabulary import (
    Direction,
    Hedge,
    Label,
    Metric,
    Modality,
    PeriodKind,
    QuantityKind,
    QuoteType,
    TimeSource,
    Verdict,
)

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = 1
DEFAULT_ZONE = "America/New_York"  # a bare date is read here unless the publisher's zone is known

_SURROGATE = re.compile("[\ud800-\udfff]")

Interval = tuple[Decimal | None, Decimal | None]


# --- the article -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What goes in: a page's HTML or a text, with what is known of it besides. One of `html` and `text` is set.

    `id` names the article across its revisions. A `verbatim` text is kept byte for byte, any other loses comment forms
    and the like. `published` is an ISO date or instant that wins over what the page says; `source` is what a person
    called it, for messages; `zone` is where a bare time is meant, if the publisher's address does not tell.
    """

    id: str
    text: str | None = None
    html: str | bytes | None = None
    url: str | None = None
    published: str | None = None
    verbatim: bool = False
    source: str | None = None
    zone: str = DEFAULT_ZONE

    @property
    def called(self) -> str:
        """What to call it in a message."""
        return self.source or self.url or self.id


@dataclass(frozen=True, slots=True)
class Published:
    """When an article appeared: an aware instant, or a bare date where the page says no more."""

    day: date
    instant: datetime | None = None

    @classmethod
    def parse(cls, text: str, zone: str = DEFAULT_ZONE) -> Published:
        """Read an ISO 8601 date or instant. A time without an offset, like a bare date, is meant in `zone`.

        Raises ValueError for anything else. `day` is the calendar day in the offset that was printed.
        """
        text = text.strip()
        if len(text) <= 10:
            return cls(date.fromisoformat(text))
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=ZoneInfo(zone))
        return cls(instant.date(), instant)

    def __str__(self) -> str:
        return self.instant.isoformat() if self.instant else self.day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the page: rows of cells as text, header rows first.

    `start` and `end` are where it stands in a text that is kept as it was given, both 0 where it is no part of it.
    """

    caption: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInfo:
    """What the page says about the article; `provenance` says for each field how it was read."""

    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    truncated: bool = False
    paywalled: bool = False
    correction: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page that was read: its text (title, blank line, body), its tables and what it says about itself.

    `id` names the article across revisions, `revision` (sha256 of the text, 16 hex digits) this text of it.
    """

    id: str
    text: str
    title_end: int = 0
    published: Published | None = None
    info: ArticleInfo = field(default_factory=ArticleInfo)
    tables: tuple[Table, ...] = ()

    @property
    def revision(self) -> str:
        """The name of this very text: 16 hex digits of its sha256."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def readable(self) -> Article:
        """What readers of sentences get: blanks for tables in the text, no half characters, as long as it."""
        text = without_surrogates(self.text)
        for table in self.tables:
            inside = text[table.start : table.end]
            text = text[: table.start] + re.sub(r"[^\r\n]", " ", inside) + text[table.end :]
        return replace(self, text=text)


# --- what is found in it ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, without the blanks around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of the text: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Span):
    """A name. `name` is its fullest form in the article, or the instrument's own; `symbol` is in Yahoo's notation."""

    label: Label
    name: str
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A noun phrase or pronoun that stands for a name ("the index", "the chipmaker", "it")."""

    name: str
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Span):
    """A figure as stated, without its hedge. `ulp` is one unit of its last printed digit, times the scale."""

    kind: QuantityKind
    low: Decimal
    high: Decimal
    unit: str
    ulp: Decimal
    currency: str | None = None
    hedge: Hedge | None = None
    per: str | None = None
    direction: Direction | None = None

    @property
    def plausible(self) -> Interval:
        """What the figure plausibly means: see `plausible_interval`."""
        return plausible_interval(self.low, self.high, self.ulp, self.hedge)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReading:
    """Another careful reading of a period."""

    reading: str
    from_: date | None
    to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Span):
    """A time, [from_, to); null bounds where the text leaves them open. `duration` is ISO 8601 ("P3M").

    `to_date` says that the period runs up to the publication ("this year" under a market verb, "since May"); `begins`
    are the earliest and the latest first day that a vague beginning may mean ("since early May", "the past year").
    """

    kind: PeriodKind
    from_: date | None = None
    to: date | None = None
    duration: str | None = None
    to_date: bool = False
    readings: tuple[PeriodReading, ...] = ()
    begins: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Span):
    """Somebody's words, without quote marks or leading "that". `upstream` are the sources that the speaker cites."""

    type: QuoteType
    speaker: str | None = None
    role: str | None = None
    affiliation: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue: str | None = None
    upstream: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All that the extractors found in one text: what claims are made of."""

    text: str
    title_end: int = 0
    published: Published | None = None
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    quotes: tuple[Quote, ...] = ()
    tables: tuple[Table, ...] = ()


# --- what it claims, and how that fared ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the document's `tables`, all counted from 0."""

    table: int
    row: int
    col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where a figure stands."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time that the words admit for a claim, [from_, to), and which words give it.

    Both bounds are null where words name a period that cannot be resolved: it is never replaced by another. `moment` is
    the instant (ISO 8601) where the words fix one within the day.
    """

    from_: date | None = None
    to: date | None = None
    moment: str | None = None
    source: TimeSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Extent):
    """What the words at a place say of a claim, in the vocabulary of its field of `Said`."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the words say of a claim besides its figure, each with its place. None: they do not say.

    `session`: closed, open. `moment`: the words for a moment within the day. `day`: the day named (ISO). `base`: from
    what a change is counted: previous_close, open, high, low, or a day (ISO). `bound`: of a superlative or threshold.
    `length`: of a bound that is a length of time: its days (P45D), so_far (the year that runs), open (no number).
    `counted`: the noun that a figure counts; of a count of days record_highs, record_lows, rises, falls or moves, with
    a least size where it has one (rises:1.5), or longer. `thing`: what of the instrument is meant where it is not its
    own series (future, delivery_month, spot, sector, spread, other_country, equal_weight, member, holding, target,
    estimate, product). `total_return`: with dividends. `general`: definition, average, habit. `cues`: any other, each
    by its row.
    """

    sentence: Extent | None = None
    paragraph: Extent | None = None
    session: Fact | None = None
    moment: Fact | None = None
    day: Fact | None = None
    base: Fact | None = None
    bound: Fact | None = None
    length: Fact | None = None
    counted: Fact | None = None
    thing: Fact | None = None
    total_return: Fact | None = None
    general: Fact | None = None
    cues: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread(Span):
    """A figure, superlative or bound of a market thing that became no claim: `code` and `reason` say why.

    `checkable`: it is of a kind that would have been checked, had it been read.
    """

    code: str
    reason: str
    checkable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What is wrong with the document as a whole: a date that cannot be, a weekday that is not of that date."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Span):
    """One figure, superlative or streak that the text states of somebody for some time.

    `low`/`high` are the stated figure (unsigned; `direction` has the sign, except a price below zero). `published` and
    `day_stated` say how firm the as-of day is: `day_stated` is true where the text fixes it (a weekday, "closed").
    `times` are the times that the words admit, likeliest first; `begins` the earliest and the latest first day where
    the words leave it vague; `said` what else they say. A technical measure has its
    `window` in sessions (or in `freq`: weeks, months), and its `definition` where the words give one.
    """

    id: str
    subject: str | None = None
    symbol: str | None = None
    metric: Metric
    direction: Direction | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    ulp: Decimal | None = None
    hedge: Hedge | None = None
    plausible: Interval | None = None
    period_from: date | None = None
    period_to: date | None = None
    since: str | None = None
    record: bool | None = None
    freq: str | None = None
    measure: str | None = None
    field: str | None = None
    versus: str | None = None
    window: int | None = None
    definition: str | None = None
    modality: Modality = Modality.ASSERTED
    attributed_to: str | None = None
    upstream: tuple[str, ...] = ()
    in_quote: bool = False
    quantity: Extent | None = None
    cell: Cell | None = None
    checkable: bool = True
    reason: str | None = None
    published: str | None = None
    day_stated: bool = False
    readings: tuple[PeriodReading, ...] = ()
    begins: tuple[date, date] | None = None
    times: tuple[Time, ...] = ()
    said: Said = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which rows a figure was computed from. `sha256` is of the rows; `first` and `last` are the series' own days."""

    symbol: str
    provider: str
    field: str
    currency: str | None = None
    timezone: str | None = None
    adjustment: str | None = None
    split_basis: str | None = None
    fetched_at: str | None = None
    snapshot: str | None = None
    sha256: str | None = None
    first: date | None = None
    last: date | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another way to read the claim, with what it computes to."""

    reading: str
    computed: float | str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """At most 300 points, so that a report needs no market."""

    dates: tuple[date, ...] = ()
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How far the members of an index moved, in percent: `counts[i]` of them between `edges[i]` and the next edge.

    The outermost bins hold what lies beyond too. `bar` is what a member is compared with: no change, or the index's.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    bar: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The verdict on one claim. `computed` and `claimed` are signed: down is negative; a superlative's are dates.

    `code` is the reason's name in `reference/reasons.py`, `decided` the rule or appeal that had the last word
    (versioned), `certainty` how sure the verdict is, 0 to 1.
    """

    claim_id: str
    verdict: Verdict
    code: str | None = None
    reason: str | None = None
    decided: str | None = None
    certainty: float | None = None
    computed: float | str | None = None
    unit: str | None = None
    claimed: tuple[float | str | None, float | str | None] | None = None
    tolerance: str | None = None
    base_date: date | None = None
    as_of: date | None = None
    rule: str | None = None
    series: tuple[Provenance, ...] = ()
    formula: str | None = None
    readings: tuple[Reading, ...] = ()
    chart: Chart | None = None
    histogram: Histogram | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Arithmetic inside the article: claims that must agree, and whether they do."""

    rule: str
    claims: tuple[str, ...]
    verdict: Verdict
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What made the document; `model` and `rules` change when their results may."""

    tapecheck: str
    model: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article with everything found in it: the contract's document. `checks` is None where nothing was checked."""

    schema: int = SCHEMA
    id: str
    published: str | None
    text: str
    title_end: int
    article: ArticleInfo
    versions: Versions
    tables: tuple[Table, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    consistency: tuple[Consistency, ...] = ()
    unread: tuple[Unread, ...] = ()
    flags: tuple[Flag, ...] = ()
    checks: tuple[Check, ...] | None = None
    verdict: Verdict | None = None
    note: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, as plain dicts and lists."""
        from tapecheck.schema.json import to_json

        return to_json(self)

    def to_pandas(self) -> pd.DataFrame:
        """A frame with a row a claim, its check beside it: days as datetime64, figures as float64."""
        from tapecheck.schema.show import frame_of

        return frame_of(self)

    def _repr_html_(self) -> str:
        """For a notebook: the text, its claims marked by verdict."""
        from tapecheck.schema.show import marked_html

        return marked_html(self)


# --- arithmetic on the types' own fields -----------------------------------------------------------------------------
def plausible_interval(low: Decimal, high: Decimal, ulp: Decimal, hedge: Hedge | None) -> Interval:
    """What a printed figure plausibly means, as the contract's table has it (bounds inclusive, None is unbounded).

    >>> plausible_interval(Decimal(5), Decimal(5), Decimal(1), None)
    (Decimal('4.5'), Decimal('5.5'))
    """
    match hedge:
        case Hedge.LESS_THAN | Hedge.AT_MOST:
            return None, high
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return low, None
        case Hedge.JUST_BELOW:
            return low - last_place(low, ulp), high
        case Hedge.JUST_ABOVE:
            return low, high + last_place(high, ulp)
        case Hedge.APPROX:
            margins = [place / 2 if place > ulp else ulp for place in (last_place(low, ulp), last_place(high, ulp))]
            return low - margins[0], high + margins[1]
        case _:
            return low - ulp / 2, high + ulp / 2


def last_place(figure: Decimal, ulp: Decimal) -> Decimal:
    """The place of the last digit that is not zero (140 -> 10), at most a tenth of the figure, at least `ulp`."""
    if not figure:
        return ulp
    exponent = cast(int, figure.normalize().as_tuple().exponent)
    place = Decimal(1).scaleb(exponent)
    return max(min(place, abs(figure) / 10), ulp)


def document_verdict(claims: tuple[Claim, ...], checks: tuple[Check, ...], unread: tuple[Unread, ...] = ()) -> Verdict:
    """The worst that matters: contradicted, else imprecise, else supported as far as it was read and checked."""
    if not claims:
        return Verdict.NO_CLAIM
    found = {check.verdict for check in checks}
    for verdict in (Verdict.CONTRADICTED, Verdict.IMPRECISE):
        if verdict in found:
            return verdict
    if Verdict.SUPPORTED not in found:
        return Verdict.NOT_CHECKABLE
    partly = Verdict.NOT_CHECKABLE in found or any(each.checkable for each in unread)
    return Verdict.PARTLY_SUPPORTED if partly else Verdict.SUPPORTED


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each half character (which no encoding can write), as long as before."""
    try:
        text.encode()  # fails at the first, and is much faster than to look for one
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def claim_id(revision: str, start: int, end: int, metric: str, *more: object) -> str:
    """A claim's name, the same on every machine and run: a hash of the text's revision, the spans and the metric."""
    key = "\x1f".join(map(str, (revision, start, end, metric, *more)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]
