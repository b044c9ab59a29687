"""Reading stored texts again with this version and model, in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tapecheck import __version__
from tapecheck.crosscheck import RULES_VERSION
from tapecheck.errors import StoreError, TapecheckError, unforeseen
from tapecheck.pipeline import Models, analyze_article
from tapecheck.schema import Article, Document, Published
from tapecheck.store.reading import find_article, load_revision

if TYPE_CHECKING:
    from tapecheck.reference.market import Market
    from tapecheck.store import Saved, Store


def read_again(
    store: Store, models: Models, market: Market | None, articles: Sequence[str] = (), *, every: bool = False
) -> tuple[int, Iterator[Saved | TapecheckError]]:
    """How many newest texts another version or model read last (`every`: all), and reading them: a result for each.

    Each is saved when it is done, so that an interrupted run goes on where it stopped. Raises StoreError.
    """
    wanted = [find_article(store.connection, store.path, each) for each in articles]
    versions = (__version__, models.version, RULES_VERSION)
    rows = store.connection.execute(
        "select a.id, a.revision from articles a join revisions r on r.id = a.revision "
        "left join runs n on n.id = r.run where ? or (n.tapecheck, n.model, n.rules) is not (?, ?, ?) "
        "order by a.published_day desc, a.id",
        (every, *versions),
    ).fetchall()
    revisions = [revision for article, revision in rows if article in wanted or not wanted]
    return len(revisions), _read(store, models, market, revisions)


def _read(
    store: Store, models: Models, market: Market | None, revisions: Sequence[int]
) -> Iterator[Saved | TapecheckError]:
    run: int | None = None
    for revision in revisions:
        old = load_revision(store.connection, revision)
        try:
            document = analyze_article(_article(old), models, market)
            run = store.start_run("reanalyze", document.versions) if run is None else run
            yield store.save(document, run)
        except TapecheckError as error:
            if isinstance(error, StoreError) and error.fatal:
                raise
            yield error
        except Exception as error:  # noqa: BLE001 - one text that nobody foresaw stops no run
            yield unforeseen(old.id, error)


def _article(document: Document) -> Article:
    published = Published.parse(document.published) if document.published else None
    return Article(id=document.id, text=document.text, title_end=document.title_end, published=published,
                   info=document.article, tables=document.tables)  # fmt: skip
