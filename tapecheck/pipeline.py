"""One article, the whole story: a record goes in, a document with checked claims comes out.

    record -> read -> article -> find_annotations -> find_claims -> check_claims -> document
    ingest: fetch before, save after

`analyze` is pure: the same record, models and market give the same document on every machine.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from tapecheck import __version__
from tapecheck.errors import ReadError, StoreError, TapecheckError, unforeseen
from tapecheck.limits import CHARACTERS, within
from tapecheck.schema import (
    DEFAULT_ZONE,
    Annotations,
    Article,
    Claim,
    Document,
    Published,
    Record,
    Span,
    Unread,
    Versions,
    document_verdict,
)

if TYPE_CHECKING:
    from tapecheck.crosscheck.verdict import Reference
    from tapecheck.models.base import NameModel
    from tapecheck.reference.instruments import Catalogue
    from tapecheck.reference.market import Market, SeriesInfo
    from tapecheck.scraper.fetch import Client, Validators
    from tapecheck.scraper.gather import Found, Wanted
    from tapecheck.store import Fetches, Saved, Store

ENGLISH = "en"
SpanT = TypeVar("SpanT", bound=Span)


@dataclass(frozen=True, slots=True)
class Models:
    """What the language stage needs, loaded once: a model of names if any, the instruments, and the model's version.

    Pickled, it is what it was loaded by (`loaded_by`): another process loads it anew.
    """

    model: NameModel | None
    catalogue: Catalogue
    version: str
    loaded_by: tuple[str, tuple[str, ...], tuple[SeriesInfo, ...]] = ("fast", (), ())

    def __reduce__(self) -> tuple[Any, ...]:
        return load_models, self.loaded_by


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What a user can say about a check: the last day whose close counts, and a document that the text cites.

    `certainty`: how sure of its time and thing a failing figure must be to be contradicted (0 to 1; None: as fitted).
    """

    as_of: date | None = None
    reference: Reference | None = None
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """A source that was saved, its document, and what saving did."""

    source: str
    document: Document
    saved: Saved


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be had, and why."""

    source: str
    error: TapecheckError


def load_models(name: str = "default", instruments: Iterable[str] = (), series: Iterable[SeriesInfo] = ()) -> Models:
    """Load the language models: "default", "fast" (rules alone), or one that the user brought. Raises ModelError.

    `instruments` are paths of CSV files with the user's own instruments and aliases, `series` those of a market
    whose names and symbols are to be known.
    """
    from pathlib import Path

    from tapecheck.models import load
    from tapecheck.reference.instruments import load_catalogue, with_series

    model = load(name)
    instruments, series = tuple(instruments), tuple(series)
    catalogue = with_series(load_catalogue(tuple(Path(path) for path in instruments)), series)
    version = f"{model.name}-{model.version}" if model else f"rules-{__version__}"
    return Models(model, catalogue, version, (name, instruments, series))


def analyze(
    record: Record, models: Models, market: Market | None = None, options: CheckOptions | None = None
) -> Document:
    """Read a record, find what it claims, and with a market check that. Raises ReadError for what is no article."""
    from tapecheck.scraper.read import read

    with within(record.called):
        article = read(record)
        if len(article.text) > CHARACTERS:
            raise ReadError(record.called, f"has over {CHARACTERS:,} characters; this is hardly an article, split it")
        return analyze_article(article, models, market, options)


def analyze_article(
    article: Article, models: Models, market: Market | None = None, options: CheckOptions | None = None
) -> Document:
    """What `analyze` does after reading. An article in another language than English is kept, without claims."""
    if article.info.language != ENGLISH:
        foreign = f"the text is in another language than English ({article.info.language}); no claims were read from it"
        return check(_compose(article, Annotations(text=article.text), (), models, foreign), market, options)
    from tapecheck.nlp.find import find_annotations

    found = find_annotations(article.readable(), models.catalogue, models.model)
    return check(find(article, found, models), market, options)


def find(article: Article, found: Annotations, models: Models) -> Document:
    """The document of an article whose text was annotated: its claims, unchecked."""
    from tapecheck.nlp.claims import read_claims, unread

    reading = read_claims(found, models.catalogue, article.revision)
    claims, left = reading.claims, reading.unread
    if found.text != article.text:
        found = _in_own_words(found, article.text)
        claims, left = tuple(_cut(claims, article.text)), tuple(_cut(left, article.text))
    notes = (None if article.published else _NO_DATE, unread(article.tables))
    return _compose(article, found, claims, models, "; ".join(filter(None, notes)) or None, left)


def check(document: Document, market: Market | None, options: CheckOptions | None = None) -> Document:
    """The document with its claims checked against `market`; as it is where there is none."""
    if market is None:
        return document
    with within(document.id):
        return _check(document, market, options or CheckOptions())


def _check(document: Document, market: Market, options: CheckOptions) -> Document:
    from tapecheck.crosscheck import THRESHOLD, check_document
    from tapecheck.crosscheck.flags import find_flags, withdraw
    from tapecheck.crosscheck.times import settle
    from tapecheck.measures.series import KeptMarket

    published = Published.parse(document.published) if document.published else None
    checks = check_document(
        document,
        KeptMarket(market),
        as_of=_bound(options.as_of, published),
        reference=options.reference,
        certainty=THRESHOLD if options.certainty is None else options.certainty,
    )
    flags = find_flags(document, market.now())
    checks = withdraw(checks, document.claims, flags)
    verdict = document_verdict(document.claims, checks, document.unread)
    claims = settle(document.claims, checks)
    return dataclasses.replace(document, claims=claims, checks=checks, flags=flags, verdict=verdict)


def _bound(as_of: date | None, published: Published | None) -> date | None:
    """The as-of day where it says more than the publication: nothing after it is known there anyway.

    Of a bare date either of two closes may be meant; an as-of day that is not before it settles nothing of that.
    """
    return None if as_of is not None and published is not None and published.day <= as_of else as_of


def ingest(
    sources: Iterable[str | Wanted],
    store: Store,
    models: Models,
    client: Client,
    *,
    market: Market | None = None,
    published: str | None = None,
    zone: str = DEFAULT_ZONE,
    market_name: str | None = None,
    jobs: int = 1,
) -> Iterator[Ingested | Failed]:
    """Fetch, analyze and save each source: one result each, in order. A failing source does not stop the rest.

    With `jobs` so many processes analyze, while this one fetches and writes. What a server says has not changed is not
    fetched again; failures are remembered with their reason. `market_name` is what the run is to remember of the
    market. Raises StoreError where nothing can be saved any more.
    """
    from tapecheck.scraper.gather import gather
    from tapecheck.store import Fetches

    memory, run = Fetches(store), _Run(store, market_name)
    found = gather(sources, client, known=partial(_validators, memory, _versions(models)), published=published)
    for one, document in _analyzed(found, models, market, zone, jobs):
        try:
            yield _ingest_one(one, document, store, memory, run, market)
        except TapecheckError as error:
            if isinstance(error, StoreError) and error.fatal:
                raise  # a full disk, a locked file: the next source would fare alike
            memory.fail(one.source, str(error))
            yield Failed(one.source, error)
        except Exception as error:  # noqa: BLE001 - one page that nobody foresaw stops no batch
            memory.fail(one.source, str(error))
            yield Failed(one.source, unforeseen(one.source, error))


def _analyzed(
    found: Iterable[Found], models: Models, market: Market | None, zone: str, jobs: int
) -> Iterator[tuple[Found, Callable[[], Document] | None]]:
    """Each story with what makes its document; with several jobs that is under way before it is asked for."""

    def record_of(one: Found) -> Record | None:
        return dataclasses.replace(one.record, zone=zone) if one.record is not None else None

    if jobs == 1:
        for one in found:
            record = record_of(one)
            yield one, None if record is None else partial(analyze, record, models, market)
        return
    from tapecheck.jobs import Jobs

    with Jobs(jobs, models, market) as processes:
        yield from processes.ahead(found, record_of)


def _ingest_one(
    one: Found, analyzed: Callable[[], Document] | None, store: Store, memory: Fetches, run: _Run, market: Market | None
) -> Ingested:
    """Save one story, or say that it is the one that is stored. Raises TapecheckError."""
    from tapecheck.store import Saved

    if one.error is not None:
        raise one.error
    if analyzed is None:  # the server says that it has not changed
        known = memory.article_of(one.source) or ""
        document = store.load(known)
        if market is None:
            return Ingested(one.source, document, Saved(known, "same"))
        document = check(document, market)
    else:
        document = analyzed()
    if copy_of := memory.merge_copy(document):
        saved = Saved(copy_of, "same")
    else:
        saved = store.save(document, run.number(document.versions))
        memory.link_twins(saved.article, document)
    if one.page is not None:
        memory.remember(one.source, saved.article, one.page.validators.etag, one.page.validators.last_modified)
    else:
        memory.succeed(one.source)
    return Ingested(one.source, document, saved)


@dataclass(slots=True)
class _Run:
    """The run that all documents of one call carry; it begins with the first of them."""

    store: Store
    market: str | None = None
    begun: int | None = None

    def number(self, versions: Versions) -> int:
        if self.begun is None:
            self.begun = self.store.start_run("ingest", versions, market=self.market)
        return self.begun


def _validators(memory: Fetches, versions: Versions, url: str) -> Validators | None:
    """What to ask a server with again: only where the stored article was read by the versions at hand."""
    from tapecheck.scraper.fetch import Validators

    known = memory.validators(url, versions)
    return Validators(*known) if known else None


def _in_own_words(found: Annotations, text: str) -> Annotations:
    """Findings in a text with half characters, with their words as the text itself has them."""
    names = ("entities", "mentions", "quantities", "periods", "quotes")
    layers: dict[str, Any] = {name: tuple(_cut(getattr(found, name), text)) for name in names}
    return dataclasses.replace(found, text=text, **layers)


def _cut(items: Iterable[SpanT], text: str) -> Iterator[SpanT]:
    return (dataclasses.replace(item, text=text[item.start : item.end]) for item in items)


_NO_DATE = "no publication date was found; claims that need one are not checkable. Give it with --published DATE"


def _compose(
    article: Article,
    found: Annotations,
    claims: tuple[Claim, ...],
    models: Models,
    note: str | None,
    unread: tuple[Unread, ...] = (),
) -> Document:
    from tapecheck.crosscheck import find_consistency

    return Document(
        id=article.id,
        published=str(article.published) if article.published else None,
        text=article.text,
        title_end=article.title_end,
        article=article.info,
        versions=_versions(models),
        tables=article.tables,
        sentences=found.sentences,
        entities=found.entities,
        mentions=found.mentions,
        quantities=found.quantities,
        periods=found.periods,
        quotes=found.quotes,
        claims=claims,
        consistency=tuple(find_consistency(claims, article.tables, article.title_end)),
        unread=unread,
        note=note,
    )


def _versions(models: Models) -> Versions:
    from tapecheck.crosscheck import RULES_VERSION

    return Versions(tapecheck=__version__, model=models.version, rules=RULES_VERSION)
