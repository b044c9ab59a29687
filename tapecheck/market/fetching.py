"""Fetching what the cache lacks: only missing days, one line said, a whole series anew where its basis has changed."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np

from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.bars import Bars, merge
from tapecheck.market.cache import SeriesCache
from tapecheck.market.manifest import Snapshot
from tapecheck.market.providers import GivesFacts, GivesSplits, Provider, SecondOpinion
from tapecheck.market.screen import screen
from tapecheck.reference.calendars import calendar_of
from tapecheck.reference.market import FIELDS, History, SeriesInfo

EARLIEST = date(1900, 1, 1)  # "all that the provider has"
RETRY = timedelta(hours=1)  # after which a provider that failed is asked again
OVERLAP = timedelta(days=10)  # days fetched again, to see whether a split or dividend has rescaled the past
DISAGREE = 0.011  # closes of two providers may differ by the rounding of the last printed cent


@dataclass
class Fetcher:
    """The cache's providers, and what went wrong with each.

    `refused` are providers that failed and when: one is left alone for a while. `settled` are (provider, symbol) that
    were asked for in vain, when, and what is raised for them meanwhile.
    """

    cache: SeriesCache
    providers: Sequence[Provider]
    say: Callable[[str], None]
    now: Callable[[], datetime]
    refused: dict[str, tuple[datetime, ProviderError]] = field(default_factory=dict)
    settled: dict[tuple[str, str], tuple[datetime, MarketError | None]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The providers' names, in order."""
        return tuple(provider.name for provider in self.providers)

    def ensure(self, name: str, symbol: str, start: date | None, end: date | None) -> None:
        """See to it that the cache has the days of [start, end) that have been and that the provider can give.

        What the cache has nothing of is fetched whole: it is one request too, and the next claim asks for other days.
        Raises ProviderError where it fails and the cache has nothing of the series at all.
        """
        kept = self.cache.newest(symbol, name)
        if kept and kept.covered_from <= (start or EARLIEST) and self._fresh(kept, end):
            return
        at, failure = self.settled.get((name, symbol), (datetime.min.replace(tzinfo=UTC), None))
        if self.now() - at >= RETRY:
            failure = self._try(name, symbol, start, end, kept)
        if failure is not None:
            raise failure

    def _try(
        self, name: str, symbol: str, start: date | None, end: date | None, kept: Snapshot | None
    ) -> MarketError | None:
        """Fetch once. A failure is kept for a while, so that a thousand claims do not ask a thousand times.

        Returns what is to be raised, or None where it went well or an older series stands in.
        """
        try:
            self.fetch(name, symbol, start if kept else None, end)
        except UnknownSymbol:
            failure: MarketError | None = None
        except MarketError as error:
            failure = error if kept is None else None
            if kept is not None and isinstance(error, ProviderError):
                self.say(f"{symbol}: kept as of {kept.last}, as {error}")
        else:
            self.settled.pop((name, symbol), None)
            return None
        self.settled[name, symbol] = (self.now(), failure)
        return failure

    def fetch(self, name: str, symbol: str, start: date | None = None, end: date | None = None) -> Snapshot | None:
        """Fetch the missing days of [start, end); None where nothing new came. Raises the provider's errors."""
        if (refusal := self._refusal(name)) is not None:
            raise refusal
        provider = next(provider for provider in self.providers if provider.name == name)
        try:
            return self._fetch(provider, symbol, start, end)
        except ProviderError as error:
            self.refused[name] = (self.now(), error)
            raise

    def _refusal(self, name: str) -> ProviderError | None:
        """The last failure of a provider, while it is left alone for it."""
        at, error = self.refused.get(name, (None, None))
        return error if at is not None and self.now() - at < RETRY else None

    def _fetch(self, provider: Provider, symbol: str, start: date | None, end: date | None) -> Snapshot | None:
        name = provider.name
        kept = self.cache.newest(symbol, name)
        old = self.cache.load(kept) if kept else None
        if kept is None or old is None:
            return self._fetch_whole(provider, symbol, start or EARLIEST)
        made = None
        if kept.covered_from > (start or EARLIEST):
            made = self._fetch_front(provider, kept, old, start or EARLIEST)
            kept = self.cache.newest(symbol, name) or kept
            old = self.cache.load(kept) or old
        return made if self._fresh(kept, end) else self._fetch_tail(provider, kept, old)

    def mend(self, torn: Snapshot) -> None:
        """Fetch a damaged snapshot again, where its provider is at hand: mended by the same rows, else a new one."""
        for provider in self.providers:
            if provider.name == torn.provider and self._refusal(provider.name) is None:
                with contextlib.suppress(MarketError):
                    self._fetch_whole(provider, torn.symbol, torn.covered_from)

    def fetch_facts(self, provider: Provider, symbol: str, concept: str) -> None:
        """Facts into the cache; a provider that fails is left alone afterwards, with a line said."""
        if self._refusal(provider.name) is not None or not isinstance(provider, GivesFacts):
            return
        try:
            found = provider.facts(symbol, concept)
        except ProviderError as error:
            self.refused[provider.name] = (self.now(), error)
            self.say(str(error))
            return
        except MarketError:
            found = ()
        self.cache.put_facts(provider.name, found, asked=(symbol, concept))
        if found:
            facts = "fact" if len(found) == 1 else "facts"
            self.say(f"{symbol}: {len(found):,} {facts} ({concept}) from {provider.name}")

    def _fetch_whole(self, provider: Provider, symbol: str, start: date) -> Snapshot | None:
        found = provider.history(symbol, None if start == EARLIEST else start, None)
        bars = self._closed(found)
        return self._keep(provider, found, bars, bars, start)

    def _fetch_front(self, provider: Provider, kept: Snapshot, old: Bars, start: date) -> Snapshot | None:
        """The days before those that are there, and some of these again."""
        until = max(kept.covered_from, kept.first) + OVERLAP
        try:
            found = provider.history(kept.symbol, None if start == EARLIEST else start, until)
        except NoHistory:  # the series begins where the cache's does: enter that it was asked for
            covered = (start, kept.covered_to)
            return self.cache.put(kept.info, provider.name, old, covered)
        new = self._closed(found)
        both = merge(new, old) if len(new) else old
        if both is None:
            return self._fetch_whole(provider, kept.symbol, start)
        added = new.take(~np.isin(new.days, old.days))
        return self._keep(provider, found, both, added, start, kept.covered_to)

    def _fetch_tail(self, provider: Provider, kept: Snapshot, old: Bars) -> Snapshot | None:
        since = max(kept.covered_from, min(kept.covered_to, kept.last) - OVERLAP)
        found = provider.history(kept.symbol, None if since == EARLIEST else since, None)
        new = self._closed(found)
        both = merge(old, new) if len(new) else old
        if both is None:
            return self._fetch_whole(provider, kept.symbol, kept.covered_from)
        added = new.take(~np.isin(new.days, old.days))
        return self._keep(provider, found, both, added, kept.covered_from)

    def _keep(
        self, provider: Provider, found: History, bars: Bars, added: Bars, start: date, until: date | None = None
    ) -> Snapshot | None:
        """Enter a series into the cache, and say so."""
        info = found.info
        if not len(bars):
            raise NoHistory(info.symbol, f"{provider.name} has no finished session of it on these days")
        covered = (start, until or self._closed_through(info) + timedelta(days=1))
        made = self.cache.put(info, provider.name, bars, covered)
        if isinstance(provider, GivesSplits):
            self.cache.put_splits(provider.name, provider.splits(info.symbol))
        if len(added):
            days = "day" if len(added) == 1 else "days"
            self.say(f"{info.symbol}: {len(added):,} {days} from {provider.name}, {added.first} to {added.last}")
            self._second_opinion(provider, info.symbol, bars)
        return made

    def _closed(self, found: History) -> Bars:
        """The bars of finished sessions, screened: a bar of today's session, half done, is nobody's close."""
        info = found.info
        days = found.frame.index.to_numpy().astype("datetime64[D]")
        over = days <= np.datetime64(self._closed_through(info), "D")
        columns = {name: found.frame[name].to_numpy(dtype=np.float64) for name in FIELDS if name in found.frame}
        bars = Bars(days, columns).take(over)
        rows = np.arange(1, len(bars) + 1)
        source = info.source or found.provenance.provider
        bars, problems = screen(bars, rows, info.kind, source, info.symbol, self.now().date())
        for problem in [problem for problem in problems if "left out" in problem.message][:3]:
            self.say(str(problem))
        return bars

    def _closed_through(self, info: SeriesInfo) -> date:
        return calendar_of(info.calendar, info.timezone, info.close_time).last_closed(self.now())

    def _fresh(self, kept: Snapshot, end: date | None) -> bool:
        """Whether nothing that has been is missing before `end`."""
        closed = self._closed_through(kept.info) + timedelta(days=1)
        return kept.covered_to >= min(closed, end or closed)

    def _second_opinion(self, provider: Provider, symbol: str, bars: Bars) -> None:
        """Hold fresh closes against those of another provider that has its own, and say where they differ."""
        for other in self.providers:
            if other is provider or not isinstance(other, SecondOpinion) or not other.carries(symbol):
                continue
            since = None if bars.last is None else bars.last - timedelta(days=30)
            try:
                theirs = self._closed(other.history(symbol, since, None))
            except MarketError:
                continue
            if differ := find_disagreements(bars, theirs):
                day, one, two = differ[0]
                more = f", and on {len(differ) - 1} more days" if len(differ) > 1 else ""
                self.say(f"{symbol}: {provider.name} has {one:g}, {other.name} {two:g} for {day}{more}")


def find_disagreements(one: Bars, other: Bars, tolerance: float = DISAGREE) -> list[tuple[date, float, float]]:
    """The days on which two sources' closes differ by more than their rounding, with both closes."""
    common, a, b = np.intersect1d(one.days, other.days, assume_unique=True, return_indices=True)
    x, y = one.columns["close"][a], other.columns["close"][b]
    differ = np.abs(x - y) > tolerance
    return [(d.item(), float(p), float(q)) for d, p, q in zip(common[differ], x[differ], y[differ], strict=True)]


def fetch_command(symbol: str, start: date | None = None) -> str:
    """What a user types to get a series, fit for a shell."""
    quoted = shlex.quote(symbol)
    return f"tapecheck market fetch {quoted} --since {start}" if start else f"tapecheck market fetch {quoted}"
