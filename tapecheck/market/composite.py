"""Many sources as one `Market`: folders first, then what was imported, then providers through the cache.

The first source that has the days asked for answers, and one history is never mixed from two. What a provider is asked
for stands in the cache afterwards, and only the days that it lacks are fetched, with one line said for each fetch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.bars import Bars
from tapecheck.market.cache import SeriesCache, clock
from tapecheck.market.describe import describe
from tapecheck.market.doubts import own_calendar
from tapecheck.market.fetching import Fetcher, fetch_command
from tapecheck.market.folder import MATURITIES, FolderMarket
from tapecheck.market.history import close_matrix, make_history
from tapecheck.market.importing import PROVIDER
from tapecheck.market.manifest import Snapshot
from tapecheck.market.providers import Context, GivesFacts, Provider, load_providers, ready
from tapecheck.market.tables import membership, sort_facts
from tapecheck.reference.calendars import Calendar, calendar_of
from tapecheck.reference.market import Adjustment, Closes, Fact, History, Membership, SeriesInfo, Split

Say = Callable[[str], None]

BREADTH_FETCHES = (
    25  # members of an index that one breadth figure may fetch; the rest is missing, and its coverage says so
)
LEAD = timedelta(days=31)  # days at the beginning that a series may lack: a check asks for some more, for its chart
FACTS_KEPT = timedelta(days=1)  # for so long a provider is not asked for the same facts again


def open_market(
    *,
    folders: Sequence[str | Path] = (),
    cache: str | Path | None = None,
    providers: Sequence[str] = ("yfinance", "fred"),
    offline: bool = False,
    on_fetch: Say | None = None,
    context: Context | None = None,
    contact: str = "",
    now: Callable[[], datetime] = clock,
) -> CompositeMarket:
    """The market that a user's settings describe.

    Args:
        folders: folders of market data, asked first.
        cache: the folder of the series cache (what was imported, and what was fetched); without one nothing is fetched.
        providers: names of providers in the order in which they are asked; a path among them is one more folder.
        offline: ask no provider, open no connection.
        on_fetch: gets one line for everything fetched, and for what a folder lacks.
        context: what providers are given; made from `contact`, FRED_API_KEY and `now` where it is None.
        contact: name and mail for user agents, which the SEC asks for.
        now: the clock.

    Raises:
        MarketError: a folder that is none, or that has nothing to read.
        UsageError: a provider that nobody knows.
    """
    paths = [Path(folder) for folder in folders] + [Path(name) for name in providers if _is_path(name)]
    names = [name for name in providers if not _is_path(name)]
    found = [FolderMarket(path, now=now) for path in paths]
    for folder in found:  # what a folder lacks is said once and at once, not claim by claim
        for line in folder.remarks():
            (on_fetch or say_nothing)(line)
    live: list[Provider] = []
    if not offline and cache is not None:
        # who has brought a folder of data is not told what else could be installed
        say = say_nothing if found or on_fetch is None else on_fetch
        live = ready(load_providers(names, context or _context(contact, now)), say)
    return CompositeMarket(
        folders=found,
        cache=None if cache is None else SeriesCache(cache, now=now),
        providers=live,
        known=names,
        on_fetch=on_fetch,
        now=now,
    )


def say_nothing(line: str) -> None:
    """Where nobody listens."""


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or Path(name).is_dir()


def _context(contact: str, now: Callable[[], datetime]) -> Context:
    import os

    keys = {"fred": key} if (key := os.environ.get("FRED_API_KEY", "").strip()) else {}
    return Context(contact=contact, keys=keys, now=now)


class CompositeMarket:
    """Folders, the cache and providers behind the `Market` protocol; see `open_market`.

    `known` are the providers whose fetched series may be used; `providers` those that may be asked (none offline).
    """

    def __init__(
        self,
        *,
        folders: Sequence[FolderMarket] = (),
        cache: SeriesCache | None = None,
        providers: Sequence[Provider] = (),
        known: Sequence[str] = (),
        on_fetch: Say | None = None,
        now: Callable[[], datetime] = clock,
    ) -> None:
        self.folders = tuple(folders)
        self.cache = cache
        self.providers = tuple(providers)
        self._known = tuple(dict.fromkeys([*(provider.name for provider in providers), *known]))
        self._now = now
        self._calendars: dict[str, Calendar] = {}
        self.fetcher = Fetcher(cache, self.providers, on_fetch or say_nothing, now) if cache else None

    # --- what a series is ---------------------------------------------------------------------------------------------
    def info(self, symbol: str) -> SeriesInfo | None:
        """What the series is; for a yield of Cboe's that is not at hand, its constant maturity, under its own name."""
        for name in (symbol, MATURITIES.get(symbol)):
            if name is not None and (found := self._held(name)) is not None:
                return found
        return describe(symbol) if self.providers else None

    def _held(self, symbol: str) -> SeriesInfo | None:
        for folder in self.folders:
            if (found := folder.own_info(symbol)) is not None:
                return found
        for name in self._cached_names():
            if self.cache and (kept := self.cache.newest(symbol, name)) is not None:
                return kept.info
        return None

    def series(self) -> tuple[SeriesInfo, ...]:
        """The series of the folders, for whoever wants to know their names."""
        return tuple(info for folder in self.folders for info in folder.series())

    def calendar(self, symbol: str) -> Calendar:
        for folder in self.folders:
            if folder.own_info(symbol) is not None:
                return folder.calendar(symbol)
        for name in self._cached_names():
            if self.cache and (kept := self.cache.newest(symbol, name)) is not None:
                return self._calendar_of(kept)
        info = self.info(symbol)
        if info is None:
            raise self._unknown(symbol, None)
        return calendar_of(info.calendar, info.timezone, info.close_time)

    def _calendar_of(self, kept: Snapshot) -> Calendar:
        """The calendar of a series in the cache, its own sessions among them; made once for each snapshot."""
        assert self.cache is not None
        found = self._calendars.get(kept.file)
        if found is None:
            bars = self.cache.load(kept)
            info = kept.info
            exchange = calendar_of(info.calendar, info.timezone, info.close_time)
            found = self._calendars[kept.file] = exchange if bars is None else own_calendar(bars, info)
        return found

    def now(self) -> datetime:
        return self._now()

    # --- prices -------------------------------------------------------------------------------------------------------
    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
        provider: str | None = None,
        snapshot: str | None = None,
    ) -> History:
        if snapshot is not None:
            return self._replay(symbol, start, end, field=field, adjustment=adjustment, snapshot=snapshot)
        best: History | None = None
        failures: list[MarketError] = []
        for source in self._sources(provider):
            try:
                found = source(symbol, start, end, field, adjustment)
            except UnknownSymbol:
                continue
            except MarketError as error:
                failures.append(error)
                continue
            if self._reaches(found, start, end):
                return found
            best = best or found
        if best is not None:
            return best
        raise self._nothing(symbol, start, failures)

    def closes(self, symbols: tuple[str, ...], start: date, end: date) -> Closes:
        found: dict[str, Bars] = {}
        for folder in self.folders:
            found |= folder.closes_of([symbol for symbol in symbols if symbol not in found])
        for name in self._cached_names():
            left = [symbol for symbol in symbols if symbol not in found]
            found |= self._cached_closes(left, name)
        if self.fetcher and self.providers:
            left = [symbol for symbol in symbols if symbol not in found]
            if len(left) <= BREADTH_FETCHES:
                found |= {symbol: bars for symbol in left if (bars := self._fetched(symbol, start, end)) is not None}
        return close_matrix({symbol: found[symbol] for symbol in symbols if symbol in found}, start, end)

    def _sources(self, provider: str | None) -> list[Callable[..., History]]:
        """Where a history may come from, in order."""
        folders = [folder for folder in self.folders if provider in (None, folder.name)]
        sources: list[Callable[..., History]] = [_from_folder(folder) for folder in folders]
        return sources + [self._from_cache(name) for name in self._cached_names() if provider in (None, name)]

    def _from_cache(self, name: str) -> Callable[..., History]:
        def source(symbol: str, start: date | None, end: date | None, field: str, adjustment: Adjustment) -> History:
            assert self.cache is not None
            if self.fetcher is not None and name in self.fetcher.names:
                self.fetcher.ensure(name, symbol, start, end)
            kept = self.cache.newest(symbol, name)
            if kept is None:
                raise UnknownSymbol(symbol, f"nothing of {name}'s is in the cache")
            return self._stored(symbol, start, end, field=field, adjustment=adjustment, name=name, snapshot=None)

        return source

    def _replay(
        self, symbol: str, start: date | None, end: date | None, *, field: str, adjustment: Adjustment, snapshot: str
    ) -> History:
        if self.cache is None or self.cache.find(symbol, snapshot) is None:
            told = f"snapshot {snapshot} is not in the cache; it was pruned, or the check was made on another machine"
            raise NoHistory(symbol, told)
        return self._stored(symbol, start, end, field=field, adjustment=adjustment, name="", snapshot=snapshot)

    def _stored(
        self,
        symbol: str,
        start: date | None,
        end: date | None,
        *,
        field: str,
        adjustment: Adjustment,
        name: str,
        snapshot: str | None,
    ) -> History:
        """A history out of the cache: of the newest snapshot of a provider, or of the one named."""
        assert self.cache is not None
        kept = self.cache.find(symbol, snapshot) if snapshot else self.cache.newest(symbol, name)
        assert kept is not None
        bars = self.cache.load(kept)
        if bars is None and self.fetcher is not None:
            self.fetcher.mend(kept)
            kept = kept if snapshot else self.cache.newest(symbol, name) or kept
            bars = self.cache.load(kept)
        if bars is None:
            how = "import the folder again" if kept.provider == PROVIDER else fetch_command(symbol)
            raise ProviderError(str(self.cache.path / kept.file), f"is damaged (its checksum differs); {how}")
        return make_history(
            kept.info,
            bars,
            start,
            end,
            field=field,
            adjustment=adjustment,
            splits=self.splits(symbol),
            provider=kept.provider,
            fetched_at=kept.fetched_at.isoformat(timespec="seconds"),
            snapshot=kept.snapshot,
        )

    def _cached_names(self) -> tuple[str, ...]:
        return (PROVIDER, *(name for name in self._known if name != PROVIDER)) if self.cache is not None else ()

    def _cached_closes(self, symbols: Sequence[str], name: str) -> dict[str, Bars]:
        assert self.cache is not None
        kept = self.cache.newest_of(symbols, name)
        return {
            symbol: bars for symbol, snapshot in kept.items() if (bars := self.cache.load_closes(snapshot)) is not None
        }

    def _fetched(self, symbol: str, start: date, end: date) -> Bars | None:
        assert self.fetcher is not None
        for name in self.fetcher.names:
            try:
                self.fetcher.ensure(name, symbol, start, end)
            except MarketError:
                continue
            if (bars := self._cached_closes([symbol], name).get(symbol)) is not None:
                return bars
        return None

    def _reaches(self, found: History, start: date | None, end: date | None) -> bool:
        """Whether a history has the sessions asked for that have been; only then no other source is asked."""
        first, last = found.provenance.first, found.provenance.last
        if first is None or last is None:
            return False
        info = found.info
        calendar = calendar_of(info.calendar, info.timezone, info.close_time)
        slack = timedelta(days=0 if info.calendar else 35)  # a monthly series is not late before the month is over
        if start is not None and first > start + LEAD:
            return False
        if end is not None and last + slack >= calendar.previous(end):
            return True
        return last + slack >= calendar.last_closed(self._now())

    # --- members, facts, splits ---------------------------------------------------------------------------------------
    def members(self, index: str, day: date) -> Membership | None:
        found: Membership | None = None
        for folder in self.folders:
            found = _better(found, folder.members(index, day))
        if self.cache is not None and (intervals := self.cache.members(index)):
            found = _better(found, membership(index, intervals, day))
        return found

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        found = [fact for folder in self.folders for fact in folder.facts(symbol, concept)]
        if self.cache is not None:
            self._fetch_facts(symbol, concept)
            found += self.cache.facts(symbol, concept)
        return sort_facts(list(dict.fromkeys(found)))

    def _fetch_facts(self, symbol: str, concept: str) -> None:
        """Ask the providers that give facts, none of them twice a day for the same."""
        assert self.cache is not None
        for provider in self.providers:
            if not isinstance(provider, GivesFacts):
                continue
            asked = self.cache.asked_at(symbol, concept, provider.name)
            if asked is not None and self._now() - asked < FACTS_KEPT:
                continue
            assert self.fetcher is not None
            self.fetcher.fetch_facts(provider, symbol, concept)

    def splits(self, symbol: str) -> tuple[Split, ...]:
        found: dict[date, Split] = {}
        if self.cache is not None:
            found = {split.day: split for split in self.cache.splits(symbol)}
        for folder in reversed(self.folders):
            found |= {split.day: split for split in folder.splits(symbol)}
        return tuple(found[day] for day in sorted(found))

    # --- what to say where there is nothing ---------------------------------------------------------------------------
    def _nothing(self, symbol: str, start: date | None, failures: list[MarketError]) -> MarketError:
        """What to raise where no source had the days: a failure first, then a series that is too short."""
        for error in failures:
            if isinstance(error, ProviderError):
                return error
        if not failures:
            return self._unknown(symbol, start)
        if self.providers:
            return failures[0]
        told = str(failures[0]).removeprefix(f"{symbol}: ")
        return NoHistory(symbol, f"{told}; get more: {fetch_command(symbol, start)}, or import a longer folder")

    def _unknown(self, symbol: str, start: date | None) -> UnknownSymbol:
        if self.providers:
            asked = ", ".join(provider.name for provider in self.providers)
            return UnknownSymbol(symbol, f"none of {asked} has prices of it; import some: tapecheck market import DIR")
        told = f"{fetch_command(symbol, start)} (with a network), or tapecheck market import DIR"
        return UnknownSymbol(symbol, f"no prices of it are at hand; get some: {told}")


def _from_folder(folder: FolderMarket) -> Callable[..., History]:
    def source(symbol: str, start: date | None, end: date | None, field: str, adjustment: Adjustment) -> History:
        return folder.history(symbol, start, end, field=field, adjustment=adjustment)

    return source


def _better(one: Membership | None, other: Membership | None) -> Membership | None:
    """The membership that is known on the day; of two that are not, the one that ended later."""
    if one is None or other is None:
        return one or other
    if one.known or other.known:
        return one if one.known else other
    return one if (one.until or date.min) >= (other.until or date.min) else other
