"""Where series come from over a network: yfinance, FRED, SEC filings, and whatever an entry point adds.

A provider is an object with a `name` and the `Market` protocol's `history`; it may give `facts` and `splits` too. One
of your own is a function in the entry-point group `tapecheck.providers` that takes a `Context`:

    # my_vendor.py
    import numpy as np
    from tapecheck.errors import UnknownSymbol
    from tapecheck.market.bars import Bars
    from tapecheck.market.describe import describe
    from tapecheck.market.history import make_history
    from tapecheck.market.providers.http import get

    class MyVendor:
        name = "myvendor"

        def __init__(self, context):
            self.context = context

        def history(self, symbol, start=None, end=None, **wanted):
            answer = get(self.context, f"https://vendor.example/{symbol}.csv", who=self.name)
            if answer.status_code == 404:
                raise UnknownSymbol(symbol, "the vendor does not have it")
            rows = [line.split(",") for line in answer.text.splitlines()[1:]]
            days = np.array([day for day, _ in rows], dtype="datetime64[D]")
            bars = Bars(days, {"close": np.array([close for _, close in rows], dtype=float)})
            return make_history(describe(symbol), bars, start, end, provider=self.name, **wanted)

    # pyproject.toml
    [project.entry-points."tapecheck.providers"]
    myvendor = "my_vendor:MyVendor"

and is asked where the setting `providers` names it. It raises UnknownSymbol for what it does not have, NoHistory for
days that it does not reach, ProviderError for a failure; the next provider is asked then. It uses `context.client()`,
so that the user's proxy and contact hold, and is never called with `--offline`.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from tapecheck import __version__
from tapecheck.errors import UsageError
from tapecheck.reference.market import Adjustment, Fact, History, Split

if TYPE_CHECKING:
    import httpx2

GROUP = "tapecheck.providers"
BUILT_IN = {
    "yfinance": "tapecheck.market.providers.yahoo:YahooProvider",
    "fred": "tapecheck.market.providers.fred:FredProvider",
    "sec": "tapecheck.market.providers.sec:SecProvider",
}


class Provider(Protocol):
    """What every provider is."""

    @property
    def name(self) -> str:
        """As the setting `providers` names it; stands in every provenance."""

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
    ) -> History:
        """Bars of [start, end), as `Market.history`. Raises UnknownSymbol, NoHistory, ProviderError."""


@runtime_checkable
class GivesFacts(Protocol):
    """A provider of facts: filings, releases."""

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        """All facts of a concept, oldest first; empty where there are none."""


@runtime_checkable
class GivesSplits(Protocol):
    """A provider that knows the splits of what it has just given the history of."""

    def splits(self, symbol: str) -> tuple[Split, ...]:
        """All splits, oldest first."""


@runtime_checkable
class NeedsMore(Protocol):
    """A provider that asks through a package of an extra."""

    def lacking(self) -> str | None:
        """What has to be installed before it can be asked, as a line for the user; None where nothing has to."""


@runtime_checkable
class SecondOpinion(Protocol):
    """A provider whose closes are held against those of another one when that is fetched."""

    def carries(self, symbol: str) -> bool:
        """Whether it has its own closes of the symbol."""


def clock() -> datetime:
    """The current instant."""
    return datetime.now(UTC)


@dataclass
class Context:
    """What a provider is given: the user's contact and keys, an HTTP client made on first use, the clock, and sleep."""

    contact: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    make_client: Callable[[], httpx2.Client] | None = None
    now: Callable[[], datetime] = clock
    sleep: Callable[[float], None] = time.sleep
    _client: httpx2.Client | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Another process makes a client of its own."""
        return self.__dict__ | {"_client": None}

    def client(self) -> httpx2.Client:
        """The shared HTTP client."""
        if self._client is None:
            self._client = self.make_client() if self.make_client else self._default_client()
        return self._client

    def _default_client(self) -> httpx2.Client:
        import httpx2

        agent = f"tapecheck/{__version__}" + (f" ({self.contact})" if self.contact else "")
        return httpx2.Client(headers={"User-Agent": agent}, timeout=20, follow_redirects=True)

    def close(self) -> None:
        """Close the client."""
        if self._client is not None:
            self._client.close()
            self._client = None


def load_providers(names: Sequence[str], context: Context) -> list[Provider]:
    """The providers named, in order. Raises UsageError for a name that nobody knows."""
    return [_find(name)(context) for name in names]


def ready(providers: Sequence[Provider], say: Callable[[str], None]) -> list[Provider]:
    """Those that can be asked; for each of the others one line is said, here and not claim by claim."""
    lacks = {p.name: told for p in providers if isinstance(p, NeedsMore) and (told := p.lacking()) is not None}
    for told in lacks.values():
        say(told)
    return [provider for provider in providers if provider.name not in lacks]


def _find(name: str) -> Callable[[Context], Any]:
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        found: Callable[[Context], Any] = getattr(importlib.import_module(module), attribute)
        return found
    added = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in added:
        known = ", ".join([*BUILT_IN, *added])
        raise UsageError(f"no market data provider {name!r}; there are {known} (or a folder's path)")
    loaded: Callable[[Context], Any] = added[name].load()
    return loaded
