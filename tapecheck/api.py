"""tapecheck as a library: analyze a text, open a database, get claims as a pandas frame.

import tapecheck
document = tapecheck.analyze("The S&P 500 rose 1.5% on Friday.", published="2023-09-01T17:00:00-04:00")
frame = tapecheck.open("tapecheck.db").claims(symbol="^GSPC").to_pandas()
"""

from __future__ import annotations

import builtins
import functools
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.schema import Document, Record
from tapecheck.settings import Settings, load_settings

if TYPE_CHECKING:
    import pandas as pd

    from tapecheck.market import CompositeMarket
    from tapecheck.pipeline import CheckOptions, Models
    from tapecheck.reference.market import Market, SeriesInfo
    from tapecheck.store import ClaimQuery, Store


@functools.cache
def models(name: str = "default", instruments: tuple[str, ...] = (), series: tuple[SeriesInfo, ...] = ()) -> Models:
    """The language models by name, with the user's own `instruments` (CSV files), loaded once a process.

    `series` are those of a market whose names are to be known (`market.series()`). Raises ModelError.
    """
    from tapecheck.pipeline import load_models

    return load_models(name, instruments, series)


def analyze(
    text: str,
    *,
    published: str | None = None,
    market: Market | str | Path | None = None,
    model: str = "default",
    options: CheckOptions | None = None,
) -> Document:
    """Read the claims of a text; with a market (or the path of a market folder) check them too.

    `published` is an ISO 8601 date or instant. The text is kept as it is.
    """
    from tapecheck.pipeline import analyze as analyze_record

    if isinstance(market, str | Path):
        market = market_of(load_settings().settings, [str(market)], offline=True)
    record_id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    record = Record(id=record_id, text=text, published=published, verbatim=True)
    return analyze_record(record, models(model), market, options)


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
    """Claims found in a database: iterate over them, or take them as a frame."""

    store: Store
    query: ClaimQuery

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The contract's rows: a claim with its `article` and `check`."""
        from tapecheck.store.search import search

        return search(self.store, self.query)

    def to_pandas(self) -> pd.DataFrame:
        """One row a claim, with the article and the check flattened into columns "article.title", "check.verdict"."""
        import pandas as pd

        return pd.json_normalize(list(self))


@dataclass(frozen=True, slots=True)
class Library:
    """A database of articles and their claims."""

    store: Store

    def claims(self, words: str = "", **narrow: Any) -> Claims:
        """Claims by words and by the fields of `ClaimQuery` (symbol, metric, speaker, min, since, verdict ...)."""
        from tapecheck.store import ClaimQuery

        return Claims(self.store, ClaimQuery(words=words, **{"limit": 1_000_000, **narrow}))

    def article(self, wanted: str) -> Document:
        """One article's newest document, by id or address. Raises StoreError."""
        return self.store.load(wanted)

    def articles(self) -> builtins.list[dict[str, Any]]:
        """All articles, newest first."""
        return self.store.articles(limit=1_000_000)


def open(path: str | Path = "tapecheck.db") -> Library:
    """Open an existing database. Raises StoreError."""
    from tapecheck.store import Store

    return Library(Store.open(str(path), create=False))
