"""tapecheck as a library: analyze a text, open a database, get claims as a pandas frame.

import tapecheck
document = tapecheck.analyze("The S&P 500 rose 1.5% on Friday.", published="2023-09-01T17:00:00-04:00")
frame = tapecheck.open("tapecheck.db").claims(symbol="^GSPC").to_pandas()
"""

from __future__ import annotations

import builtins
import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.errors import UsageError
from tapecheck.schema import Document, Record
from tapecheck.settings import Settings, load_settings

if TYPE_CHECKING:
    import pandas as pd

    from tapecheck.market import CompositeMarket
    from tapecheck.pipeline import CheckOptions, Models
    from tapecheck.reference.market import Market, SeriesInfo
    from tapecheck.store import ClaimQuery, Store
    from tapecheck.store.reviews import Review
    from tapecheck.store.search import Embed


@functools.cache
def models(name: str = "default", instruments: tuple[str, ...] = (), series: tuple[SeriesInfo, ...] = ()) -> Models:
    """The language models by name, with the user's own `instruments` (CSV files), loaded once a process.

    `series` are those of a market whose names are to be known (`market.series()`). Raises ModelError.
    """
    from tapecheck.pipeline import load_models

    return load_models(name, instruments, series)


def analyze(
    text: str | None = None,
    *,
    url: str | None = None,
    html: str | bytes | None = None,
    published: str | date | None = None,
    market: Market | str | Path | None = None,
    model: str = "default",
    options: CheckOptions | None = None,
) -> Document:
    """Read the claims of a text, a page's HTML or a page on the web; with a market check them too.

    `published` is a date, an aware datetime or ISO 8601 text, and wins over what a page says. `market` may be the path
    of a folder, which is opened once and kept. A text is kept as it is. Raises TapecheckError.

    >>> document = analyze("The S&P 500 rose 1.5% on Friday.", published="2023-09-01", model="fast")
    >>> [(claim.symbol, claim.metric.value, claim.low) for claim in document.claims]
    [('^GSPC', 'percent_change', Decimal('1.5'))]
    """
    from tapecheck.pipeline import analyze as analyze_record

    if (text is not None) + (url is not None) + (html is not None) != 1:
        raise UsageError("give one of text, url and html")
    when = published.isoformat() if isinstance(published, date) else published
    if url is not None:
        record = _fetched(url, when)
    else:
        given = html if html is not None else text
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given or b""
        record = Record(id=hashlib.sha256(data).hexdigest()[:12], text=text, html=html, published=when,
                        verbatim=text is not None)  # fmt: skip
    if isinstance(market, str | Path):
        market = _kept_market(str(Path(market).resolve()))
    return analyze_record(record, models(model), market, options)


def _fetched(url: str, published: str | None) -> Record:
    from contextlib import closing

    from tapecheck import __version__
    from tapecheck.scraper.fetch import open_client
    from tapecheck.scraper.sources import read_source

    settings = load_settings().settings
    client = open_client(settings.contact or None, __version__, allow_private=settings.allow_private)
    with closing(client):
        return read_source(url, client, published)


@functools.cache
def _kept_market(folder: str) -> Market:
    return market_of(load_settings().settings, [folder], offline=True)


def market_of(
    settings: Settings, folders: Sequence[str] = (), *, offline: bool = False, say: Callable[[str], None] | None = None
) -> CompositeMarket:
    """The market that the settings describe: `folders` first, then the cache, then the providers in order.

    `say` gets one line for everything fetched. Raises MarketError for a folder that is none.
    """
    from tapecheck.market import open_market

    return open_market(
        folders=[Path(folder) for folder in folders or ([settings.market] if settings.market else [])],
        cache=Path(settings.cache) / "market",
        providers=settings.providers,
        offline=offline or settings.offline,
        contact=settings.contact,
        on_fetch=say,
    )


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims found in a database: iterate over them, count them, or take them as a frame."""

    store: Store
    query: ClaimQuery

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The contract's rows: a claim with its `article` and `check`, best first."""
        from tapecheck.store.search import load_hits, with_json

        return map(with_json, load_hits(self.store.connection, self._keys()))

    def __len__(self) -> int:
        """How many claims fit."""
        return len(self._keys())

    def to_pandas(self) -> pd.DataFrame:
        """One row a claim, with the columns of the view `claims_with_verdicts` (docs/schema.md).

        Days are datetime64, figures float64, verdict, metric and the like categories.
        """
        from tapecheck.schema.show import typed_frame
        from tapecheck.store.search import rows_of

        return typed_frame(*rows_of(self.store.connection, self._keys()))

    def _keys(self) -> builtins.list[int]:
        from tapecheck.store.search import find_keys

        return find_keys(self.store, self.query, _embed(self.store) if self.query.meaning else None)


@dataclass(frozen=True, slots=True)
class Library:
    """A database of articles and their claims; a context manager that closes it."""

    store: Store

    def claims(self, words: str = "", **narrow: Any) -> Claims:
        """Claims by words and by the fields of `ClaimQuery`: symbol, metric, speaker, min, since, verdict, sort ...

        Days are dates or ISO text. Without `limit` all that fit.
        """
        from tapecheck.store import ClaimQuery

        return Claims(self.store, ClaimQuery(words=words, **{"limit": _ALL, "meaning": False, **narrow}))

    def quotes(self, words: str = "", **narrow: Any) -> builtins.list[dict[str, Any]]:
        """Quotes by words, speaker, affiliation, publisher, since and until, with their articles."""
        from tapecheck.store import ClaimQuery
        from tapecheck.store.records import find_quotes

        return list(find_quotes(self.store.connection, ClaimQuery(words=words, **{"limit": _ALL, **narrow})))

    def conflicts(self, symbol: str | None = None, since: str | date | None = None) -> pd.DataFrame:
        """Where two articles state the same thing of the same time differently: the view `disagreements`."""
        from tapecheck.schema.show import typed_frame
        from tapecheck.store.records import find_conflicts

        rows = list(find_conflicts(self.store.connection, symbol, str(since) if since else None, _ALL))
        return typed_frame(list(rows[0]) if rows else [], [tuple(row.values()) for row in rows])

    def review(self, claim: str, outcome: str, *, reviewer: str, verdict: str | None = None, reason: str | None = None,
               changes: Mapping[str, Any] | None = None) -> Review:  # fmt: skip
        """Say what is right of a claim, beside the machine's verdict: see `store.reviews.add_review`.

        `outcome` is "confirmed", "overruled" (with `verdict` and `reason`) or "mended" (with `changes`).
        """
        from tapecheck.store.reviews import add_review

        return add_review(
            self.store, claim, outcome, reviewer=reviewer, verdict=verdict, reason=reason, changes=changes
        )

    def article(self, wanted: str) -> Document:
        """One article's newest document, by id or address. Raises StoreError."""
        return self.store.load(wanted)

    def articles(self) -> builtins.list[dict[str, Any]]:
        """All articles, newest first."""
        return self.store.articles(limit=_ALL)

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def __enter__(self) -> Library:
        """The library itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


_ALL = 1 << 31


@functools.cache
def _embedding() -> tuple[Embed, str] | None:
    from tapecheck.store.likeness import load_embed

    return load_embed()


def _embed(store: Store) -> Embed | None:
    from tapecheck.store.likeness import has_vectors

    loaded = _embedding() if has_vectors(store) else None
    return loaded[0] if loaded else None


def open(path: str | Path = "tapecheck.db") -> Library:
    """Open an existing database. Raises StoreError."""
    from tapecheck.store import Store

    return Library(Store.open(str(path), create=False))
