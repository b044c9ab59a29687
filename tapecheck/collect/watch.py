"""Reading feeds again and again: what is new is ingested, what fails is asked less often, and all is remembered."""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.errors import TapecheckError, UsageError
from tapecheck.store import Fetches

if TYPE_CHECKING:
    from tapecheck.collect.alerts import Alerts
    from tapecheck.console import Console
    from tapecheck.pipeline import Models
    from tapecheck.reference.market import Market
    from tapecheck.scraper.fetch import Client
    from tapecheck.store import Store

LEAST_SECONDS, MOST_SECONDS = 1.0, 6 * 3600.0
MAX_FAILURES = 6  # of one story; after that `ingest --retry` alone asks for it
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or sitemap, and how many seconds lie between two looks at it."""

    url: str
    kind: str  # "feed" or "sitemap"
    every: float
    limit: int


def read_config(path: str) -> tuple[Source, ...]:
    """The sources of a TOML file. Raises UsageError for a file that is none, or names nothing to watch."""
    try:
        data = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: not a TOML file that can be read ({error})") from error
    unknown = data.keys() - {"every", "limit", "feeds", "sitemaps", "feed", "sitemap"}
    if unknown:
        raise UsageError(
            f"{path}: unknown {min(unknown)!r}; known are every, limit, feeds, sitemaps, [[feed]], [[sitemap]]"
        )
    found = [source for kind in ("feed", "sitemap") for source in _sources(path, data, kind)]
    if not found:
        raise UsageError(f'{path}: nothing to watch; write feeds = ["https://..."] or sitemaps = ["https://..."]')
    return tuple({source.url: source for source in found}.values())


def _sources(path: str, data: dict[str, Any], kind: str) -> Iterator[Source]:
    plain, tables = data.get(f"{kind}s", []), data.get(kind, [])
    if not isinstance(plain, list) or not isinstance(tables, list):
        raise UsageError(f"{path}: {kind}s is not a list of addresses")
    for one in [*({"url": url} for url in plain), *tables]:
        url = one.get("url") if isinstance(one, dict) else None
        if not isinstance(url, str) or not re.match(r"https?://\S+$", url):
            raise UsageError(f"{path}: {url!r} is no address of a {kind}; it should begin with https://")
        limit = one.get("limit", data.get("limit", 100))
        if not isinstance(limit, int) or limit < 1:
            raise UsageError(f"{path}: limit cannot be {limit!r}; give a number of stories")
        yield Source(url, kind, _seconds(path, one.get("every", data.get("every", "15m"))), limit)


def _seconds(path: str, text: object) -> float:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*", str(text))
    if not found:
        raise UsageError(f'{path}: every cannot be {text!r}; write "15m", "90s" or "2h"')
    return max(LEAST_SECONDS, float(found[1]) * _UNITS[found[2]])


@dataclass(slots=True)
class _State:
    """When a source is due, and how often in a row it has failed."""

    due: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class _Round:
    """What one look at the sources brought, by host."""

    seen: int = 0
    new: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    told: int = 0


class Watch:
    """The loop. Everything that it has to remember is in the store."""

    def __init__(
        self, sources: tuple[Source, ...], store: Store, models: Models, client: Client, console: Console, *,
        market: Market | None = None, alerts: Alerts | None = None, zone: str,
    ) -> None:  # fmt: skip
        """`alerts` tells of verdicts; without `market` nothing is checked."""
        self._sources = sources
        self._store = store
        self._models = models
        self._client = client
        self._console = console
        self._market = market
        self._alerts = alerts
        self._zone = zone
        self._memory = Fetches(store)
        self._states = {source.url: _State() for source in sources}

    def run(self, *, once: bool = False) -> int:
        """Watch until interrupted; with `once`, look at each source one time. 1 if something failed then."""
        failed = False
        self._tell(_Round())
        while True:
            due = [source for source in self._sources if self._states[source.url].due <= time.monotonic()]
            if due:
                done = self._round(due)
                failed = failed or bool(done.failed)
                self._report(done)
            if once:
                return int(failed)
            next_due = min(state.due for state in self._states.values())
            time.sleep(min(5.0, max(0.05, next_due - time.monotonic())))

    def _round(self, due: list[Source]) -> _Round:
        from tapecheck.pipeline import Failed, ingest
        from tapecheck.scraper.addresses import host_of

        done = _Round()
        urls = [url for source in due for url in self._new_stories(source, done)]
        for result in ingest(urls, self._store, self._models, self._client, market=self._market, zone=self._zone):
            if isinstance(result, Failed):
                done.failed[host_of(result.source)] += 1
                self._console.warn(str(result.error), source=result.source)
                continue
            done.new[host_of(result.source)] += 1
            self._tell(done)
        return done

    def _new_stories(self, source: Source, done: _Round) -> list[str]:
        """The stories of a source that were not read yet, oldest first, so that a kill loses no place."""
        from tapecheck.scraper.addresses import host_of

        state = self._states[source.url]
        try:
            stories = self._stories(source)
        except TapecheckError as error:
            state.failures += 1
            wait = min(MOST_SECONDS, source.every * 2**state.failures)
            self._console.warn(f"{error}; asked again in {wait:.0f} seconds", source=source.url)
            done.failed[host_of(source.url)] += 1
            state.due = time.monotonic() + wait
            return []
        state.failures, state.due = 0, time.monotonic() + source.every
        done.seen += len(stories)
        given_up = {address for address, _, failures in self._memory.failed() if failures >= MAX_FAILURES}
        return [url for url in reversed(stories) if url not in given_up and not self._memory.is_known(url)]

    def _stories(self, source: Source) -> list[str]:
        from tapecheck.scraper import feeds

        content = self._client.fetch(source.url).content
        if source.kind == "feed":
            found = feeds.read_feed(source.url, content, source.url)
        else:
            named = feeds.read_sitemap(source.url, content, lambda url: self._client.fetch(url).content)
            found = [story for story in named if isinstance(story, feeds.Story)]
        return [story.url for story in found[: source.limit]]

    def _tell(self, done: _Round) -> None:
        for told in self._alerts.tell() if self._alerts else ():
            if told.failed:
                self._console.warn(f"could not tell of {told.claim}: {told.failed}")
            else:
                done.told += 1
                self._console.say(f"told of {told.claim}: {told.text}")

    def _report(self, done: _Round) -> None:
        hosts = sorted(done.new | done.failed)
        by_host = "; ".join(f"{host}: {done.new[host]} new, {done.failed[host]} failed" for host in hosts)
        told = f", {done.told} told" if self._alerts else ""
        counts = f"{done.seen} seen, {done.new.total()} new, {done.failed.total()} failed{told}"
        self._console.say(f"{counts}{f' ({by_host})' if by_host else ''}")
