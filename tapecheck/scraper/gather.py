"""Many sources at once: what each holds, fetched ahead while what came before is analyzed, in order.

wanted -> look: addresses, files, archives, feeds, sitemaps, lists -> stories -> fetch ahead -> records, in order
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tapecheck.errors import FetchError, ReadError, SourceError, TapecheckError
from tapecheck.schema import Record
from tapecheck.scraper.addresses import clean_url, hide_credentials, host_of
from tapecheck.scraper.kinds import Kind, kind_of
from tapecheck.scraper.sources import captured_record, expand, is_url, load_file, read_file

if TYPE_CHECKING:
    from tapecheck.scraper.fetch import Client, Page, Validators

AHEAD = 24  # pages that may wait for their analysis
HOSTS = 8  # hosts that are asked side by side


class As(StrEnum):
    """What the person says a source is; LOOK: found out by looking."""

    LOOK = "look"
    FEED = "feed"
    SITEMAP = "sitemap"
    WARC = "warc"
    URLS = "urls"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source as it was typed, what it is said to be, and how many stories of it are wanted (0: all)."""

    source: str
    what: As = As.LOOK
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One story, in order: a record, a page that has not changed since it was stored, or the error in its place."""

    source: str
    record: Record | None = None
    error: TapecheckError | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class _Address:
    url: str
    page: Page | None = None  # where looking at it has fetched it already


def gather(
    wanted: Iterable[Wanted | str],
    client: Client,
    *,
    known: Callable[[str], Validators | None] = lambda _: None,
    published: str | None = None,
) -> Iterator[Found]:
    """The stories of all sources, in order, each address once. `known` gives what to ask a server with again."""
    stories = _once(_look_all(wanted, client))
    with _FetchingAhead(client, known) as ahead:
        for item, page in ahead.in_order(stories):
            yield from _posts_of(_found(item, page, published))


def _posts_of(found: Found) -> Iterator[Found]:
    """The posts of a live blog one by one; what is remembered of the page comes with the last."""
    from tapecheck.scraper.live import split_posts

    if found.record is None:
        yield found
        return
    posts = split_posts(found.record)
    for count, post in enumerate(posts, 1):
        yield Found(found.source, post, page=found.page if count == len(posts) else None)


def _once(items: Iterator[_Address | Found | str]) -> Iterator[_Address | Found | str]:
    """Each address the first time that it comes."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, _Address):
            key = clean_url(item.url) or item.url
            if key in seen:
                continue
            seen.add(key)
        yield item


def _found(item: _Address | Found | str, page: Page | FetchError | None, published: str | None) -> Found:
    if isinstance(item, Found):
        return item
    if isinstance(item, str):
        try:
            return Found(item, read_file(item, published))
        except TapecheckError as error:
            return Found(item, error=error)
    source = hide_credentials(item.url)
    if isinstance(page, FetchError) or page is None:
        return Found(source, error=page or FetchError(source, "was not fetched; try again"))
    if page.not_modified:
        return Found(source, page=page)
    try:
        return Found(source, page_record(page, source, published), page=page)
    except TapecheckError as error:
        return Found(source, error=error, page=page)


def page_record(page: Page, source: str, published: str | None = None) -> Record:
    """The record of a fetched page. Raises ReadError where it is no article."""
    from tapecheck.scraper.sources import _record

    return _record(source, page.content, url=page.url, published=published, charset=page.charset,
                   kind=page.content_type)  # fmt: skip


# --- what a source holds ---------------------------------------------------------------------------------------------
def _look_all(wanted: Iterable[Wanted | str], client: Client) -> Iterator[_Address | Found | str]:
    for one in wanted:
        one = one if isinstance(one, Wanted) else Wanted(one)
        try:
            yield from _look(one, client)
        except SourceError as error:
            yield Found(one.source, error=error)


def _look(one: Wanted, client: Client) -> Iterator[_Address | Found | str]:
    """The stories that a source holds: itself, or what it names. Raises SourceError."""
    if one.what is As.WARC:
        yield from _archive(one.source, one.limit)
    elif one.what is As.LOOK:
        for source in [one.source] if is_url(one.source) else expand([one.source]):
            yield from [_Address(source)] if is_url(source) else _look_at_file(source, client, one.limit)
    else:
        content = client.fetch(one.source).content if is_url(one.source) else load_file(one.source)
        base = one.source if is_url(one.source) else None
        yield from _named(one, content, base, client)


def _look_at_file(path: str, client: Client, limit: int) -> Iterator[_Address | Found | str]:
    """A file by its first bytes; an archive is never read as a whole. Raises ReadError."""
    kind = _kind_of_file(path)
    if kind is Kind.WARC:
        yield from _archive(path, limit)
    elif kind in _LISTS:
        yield from _named(Wanted(path, _LISTS[kind], limit), load_file(path), None, client)
    else:
        yield path


_LISTS = {Kind.FEED: As.FEED, Kind.SITEMAP: As.SITEMAP, Kind.ADDRESSES: As.URLS}


def _kind_of_file(path: str) -> Kind | None:
    import zlib

    try:
        with Path(path).open("rb") as file:
            head = file.read(65536)
        if head.startswith(b"\x1f\x8b"):
            head = zlib.decompressobj(31).decompress(head, 65536)
    except (OSError, ValueError, zlib.error):
        return None  # said when its turn comes
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if len(head) == 65536 and head[:1] in b"{[":
        return None
    kind = kind_of(head, path)
    return kind if isinstance(kind, Kind) else None


def _named(one: Wanted, content: bytes, base: str | None, client: Client) -> Iterator[_Address | Found]:
    """The addresses that a feed, sitemap or list names. Raises ReadError."""
    from tapecheck.scraper import feeds

    name = hide_credentials(one.source)
    if one.what is As.FEED and kind_of(content, one.source) is Kind.SITEMAP:
        raise ReadError(name, "is a sitemap, not a feed; give it with --sitemap")
    if one.what is As.SITEMAP and kind_of(content, one.source) is Kind.FEED:
        raise ReadError(name, "is a feed, not a sitemap; give it with --feed")
    if one.what is As.SITEMAP:
        stories: Iterable[feeds.Story | TapecheckError] = feeds.read_sitemap(
            name, content, lambda url: client.fetch(url).content
        )
    elif one.what is As.FEED:
        stories = feeds.read_feed(name, content, base)
    else:
        stories = feeds.read_addresses(name, content)
    count = 0
    for story in stories:
        if isinstance(story, TapecheckError):
            yield Found(name, error=story)
            continue
        count += 1
        if one.limit and count > one.limit:
            return
        yield _Address(story.url)


def _archive(path: str, limit: int) -> Iterator[Found]:
    """The pages of a WARC as records, its damages as errors. Raises ReadError."""
    from tapecheck.scraper.archives import Damage, read_warc

    count = 0
    for found in read_warc(path):
        where = f"{path} at {found.offset}"
        if isinstance(found, Damage):
            yield Found(where, error=ReadError(where, found.what))
            continue
        count += 1
        if limit and count > limit:
            return
        source = found.url or where
        try:
            yield Found(source, captured_record(found, source))
        except TapecheckError as error:
            yield Found(source, error=error)


# --- fetching ahead --------------------------------------------------------------------------------------------------
class _FetchingAhead:
    """Fetches a window of addresses while those before are worked on: hosts side by side, each one by one."""

    def __init__(self, client: Client, known: Callable[[str], Validators | None]) -> None:
        self._client = client
        self._known = known
        self._pool = ThreadPoolExecutor(HOSTS, thread_name_prefix="fetch")
        self._queues: defaultdict[str, deque[tuple[_Address, Validators | None, Future[Page]]]] = defaultdict(deque)
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> _FetchingAhead:
        return self

    def __exit__(self, *_: object) -> None:
        """Whoever stops listening waits for nothing but the requests that are under way."""
        with self._lock:
            for queue in self._queues.values():
                queue.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def in_order(
        self, items: Iterator[_Address | Found | str]
    ) -> Iterator[tuple[_Address | Found | str, Page | FetchError | None]]:
        """The items in order, each address with its page or the error that it got instead."""
        waiting: deque[tuple[_Address | Found | str, Future[Page] | None]] = deque()
        for item in items:
            waiting.append((item, self._submit(item) if isinstance(item, _Address) else None))
            while len(waiting) > AHEAD or (waiting and waiting[0][1] is None):
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _submit(self, item: _Address) -> Future[Page]:
        future: Future[Page] = Future()
        host = host_of(item.url)
        with self._lock:
            self._queues[host].append((item, self._known(item.url), future))
            idle = host not in self._busy
            self._busy.add(host)
        if idle:
            self._pool.submit(self._work, host)
        return future

    def _work(self, host: str) -> None:
        """Fetch what is asked of one host, one page after the other, until nothing is left."""
        while True:
            with self._lock:
                if not self._queues[host]:
                    self._busy.discard(host)
                    return
                item, known, future = self._queues[host].popleft()
            try:
                future.set_result(self._client.fetch(item.url, known))
            except Exception as error:  # noqa: BLE001 - handed to whoever waits for this page
                future.set_exception(error)

    def _result(
        self, item: _Address | Found | str, future: Future[Page] | None
    ) -> tuple[_Address | Found | str, Page | FetchError | None]:
        if future is None:
            return item, None
        try:
            return item, future.result()
        except FetchError as error:
            return item, error
