"""The rows that a document becomes: tuples in the order of the columns that are named beside them.

This is the hot path of saving: one plain expression a row, no dictionaries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from tapecheck.schema import Check, Claim, Document, Entity, Quote, Said, Sentence, Time, Verdict
from tapecheck.store.coding import dump

Row = tuple[Any, ...]

_SPAN = ("revision", "number", "start", "end", "text")
COLUMNS: dict[str, tuple[str, ...]] = {
    "entities": (*_SPAN, "label", "name", "symbol"),
    "quantities": (*_SPAN, "kind", "low", "high", "unit", "currency", "hedge", "per", "direction"),
    "periods": (*_SPAN, "kind", "from", "to", "duration"),
    "unread": (*_SPAN, "code", "reason", "checkable"),
    "flags": ("revision", "number", "code", "reason"),
    "consistency": ("revision", "number", "rule", "verdict", "formula", "claims"),
    "quotes": ("key", "revision", "article", "latest", "published_day", "start", "end", "text", "type", "speaker",
               "role", "affiliation", "cue", "upstream"),
    "claims": ("key", "id", "revision", "article", "latest", "published_day", "title", "start", "end", "text",
               "sentence", "sentence_start", "subject", "symbol", "metric", "direction", "low", "high", "unit", "hedge",
               "plausible_low", "plausible_high", "period_from", "period_to", "since", "record", "freq", "measure",
               "field", "versus", "modality", "attributed_to", "upstream", "in_quote", "quote", "checkable", "reason",
               "times", "said", "verdict", "certainty"),
    "claims_fts": ("rowid", "sentence", "subject", "attributed_to", "title"),
    "quotes_fts": ("rowid", "text", "speaker", "affiliation"),
    "revisions_fts": ("rowid", "title", "text"),
    "claim_names": ("name", "claim"),
    "charts": ("id", "points"),
    "checks": ("claim", "run", "current", "verdict", "code", "reason", "decided", "certainty", "computed",
               "computed_day", "unit", "claimed_low", "claimed_high", "claimed_from", "claimed_to", "tolerance",
               "base_date", "as_of", "rule", "formula", "provider", "snapshot", "informed", "chart"),
    "snapshots": ("run", "snapshot"),
    "checked": ("revision", "run", "detail"),
}  # fmt: skip
LAYERS = ("entities", "quantities", "periods", "unread", "flags", "consistency")  # rows of a revision, by number


def layer_rows(document: Document, revision: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each of LAYERS that has some."""
    if document.entities:
        yield (
            "entities",
            [
                (revision, n, e.start, e.end, e.text, e.label._value_, e.name, e.symbol)
                for n, e in enumerate(document.entities)
            ],
        )
    if document.quantities:
        yield "quantities", [
            (revision, n, q.start, q.end, q.text, q.kind._value_, float(q.low), float(q.high), q.unit, q.currency,
             q.hedge and q.hedge._value_, q.per, q.direction and q.direction._value_)
            for n, q in enumerate(document.quantities)
        ]  # fmt: skip
    if document.periods:
        yield (
            "periods",
            [
                (revision, n, p.start, p.end, p.text, p.kind._value_, _day(p.from_), _day(p.to), p.duration)
                for n, p in enumerate(document.periods)
            ],
        )
    if document.unread:
        yield (
            "unread",
            [
                (revision, n, u.start, u.end, u.text, u.code, u.reason, int(u.checkable))
                for n, u in enumerate(document.unread)
            ],
        )
    if document.flags:
        yield "flags", [(revision, n, f.code, f.reason) for n, f in enumerate(document.flags)]
    if document.consistency:
        yield (
            "consistency",
            [
                (revision, n, c.rule, c.verdict._value_, c.formula, dump(c.claims))
                for n, c in enumerate(document.consistency)
            ],
        )


def quote_rows(document: Document, article: str, revision: int, first: int) -> list[Row]:
    """Rows of `quotes`; the first has the key `first`."""
    day = day_of(document)
    return [
        (key, revision, article, 1, day, q.start, q.end, q.text, q.type._value_, q.speaker, q.role, q.affiliation,
         q.cue, dump(q.upstream) if q.upstream else None)
        for key, q in enumerate(document.quotes, first)
    ]  # fmt: skip


def claim_rows(document: Document, article: str, revision: int, keys: Sequence[int], first_quote: int) -> list[Row]:
    """Rows of `claims` under `keys`; their quotes have the keys from `first_quote`."""
    day, title = day_of(document), document.article.title
    around = Around(document)
    checks = {check.claim_id: check for check in document.checks or ()}
    rows: list[Row] = []
    for key, c in zip(keys, document.claims, strict=True):
        sentence, sentence_start = around.sentence(c)
        low, high = c.plausible or (None, None)
        number = around.quote(c)
        check = checks.get(c.id)
        rows.append((
            key, c.id, revision, article, 1, day, title, c.start, c.end, c.text, sentence, sentence_start, c.subject,
            c.symbol, c.metric._value_, c.direction and c.direction._value_, _number(c.low), _number(c.high), c.unit,
            c.hedge and c.hedge._value_, _number(low), _number(high), _day(c.period_from), _day(c.period_to), c.since,
            c.record, c.freq, c.measure, c.field, c.versus, c.modality._value_, c.attributed_to,
            dump(c.upstream) if c.upstream else None, int(c.in_quote), None if number is None else first_quote + number,
            int(c.checkable), c.reason, _times(c.times), _said(c.said), check and check.verdict._value_,
            check and check.certainty,
        ))  # fmt: skip
    return rows


def check_row(check: Check, claim: int, run: int, *, current: bool, known: bool, chart: str | None) -> Row:
    """A row of `checks`; `known`: the check had data, or needed none."""
    low, high = check.claimed or (None, None)
    series = check.series[0] if check.series else None
    figure, day = _figure(check.computed)
    low_figure, low_day = _figure(low)
    high_figure, high_day = _figure(high)
    return (
        claim, run, int(current), check.verdict._value_, check.code, check.reason, check.decided, check.certainty,
        figure, day, check.unit, low_figure, high_figure, low_day, high_day, check.tolerance, _day(check.base_date),
        _day(check.as_of), check.rule, check.formula, series and series.provider, series and series.snapshot,
        int(known), chart,
    )  # fmt: skip


def names_of(document: Document) -> Iterator[tuple[int, Iterable[tuple[str, str | None]]]]:
    """For each claim (by its number) the names that it is about, said by, or mentions, each with its symbol."""
    starts = [entity.start for entity in document.entities]
    for number, claim in enumerate(document.claims):
        found: dict[str, str | None] = {}
        if claim.subject:
            found[claim.subject] = claim.symbol
        if claim.attributed_to:
            found.setdefault(claim.attributed_to, None)
        for entity in _inside(document.entities, starts, claim):
            found.setdefault(entity.name, entity.symbol)
        yield number, found.items()


def day_of(document: Document) -> str | None:
    """The calendar day of publication, as the page has it."""
    return document.published[:10] if document.published else None


class Around:
    """What stands around the claims of one document: sentences and quotes, found by bisection."""

    def __init__(self, document: Document) -> None:
        """Of this document."""
        self._text = document.text
        self._sentences: tuple[Sentence, ...] = document.sentences
        self._ends = [sentence.end for sentence in document.sentences]
        self._quotes: tuple[Quote, ...] = document.quotes
        self._starts = [quote.start for quote in document.quotes]

    def sentence(self, claim: Claim) -> tuple[str, int | None]:
        """The words around a claim that a search should find it by, and where they begin; a cell's are its own."""
        if claim.cell:
            return claim.text, None
        at = bisect_left(self._ends, claim.start + 1)
        if at == len(self._ends) or self._sentences[at].start >= claim.end:
            return claim.text, claim.start
        start, last = self._sentences[at].start, at
        while last + 1 < len(self._sentences) and self._sentences[last + 1].start < claim.end:
            last += 1
        return self._text[start : self._sentences[last].end], start

    def quote(self, claim: Claim) -> int | None:
        """The number of the quote that holds the claim, the shortest if there are several."""
        holding = [
            number
            for number in range(bisect_left(self._starts, claim.start + 1))
            if self._quotes[number].end >= claim.end and not claim.cell
        ]
        return min(holding, key=lambda n: self._quotes[n].end - self._quotes[n].start, default=None)


def _inside(entities: Sequence[Entity], starts: Sequence[int], claim: Claim) -> Iterator[Entity]:
    at = bisect_left(starts, claim.start)
    while at < len(entities) and entities[at].start < claim.end:
        if entities[at].end <= claim.end:
            yield entities[at]
        at += 1


def worst(verdict: Verdict | None) -> str | None:
    """A verdict as a column's word."""
    return verdict._value_ if verdict else None


def _said(said: Said) -> str | None:
    """What the words say, as {field: value}: `json_extract(said, '$.thing')`."""
    if said == _NOTHING:
        return None
    facts: dict[str, Any] = {name: fact.value for name in _FACTS if (fact := getattr(said, name)) is not None}
    if said.cues:
        facts["cues"] = [cue.value for cue in said.cues]
    return dump(facts) if facts else None


def _times(times: Sequence[Time]) -> str | None:
    """The times that the words admit, as JSON objects without what is null."""
    if not times:
        return None
    made = ({"from": t.from_, "to": t.to, "moment": t.moment, "source": t.source} for t in times)
    return dump([{name: value for name, value in one.items() if value is not None} for one in made])


_NOTHING = Said()
_FACTS = tuple(f.name for f in fields(Said) if f.name not in ("sentence", "paragraph", "cues"))


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _figure(value: float | str | None) -> tuple[float | None, str | None]:
    """A computed figure as (number, None), a computed day as (None, day)."""
    return (None, value) if isinstance(value, str) else (value, None)
