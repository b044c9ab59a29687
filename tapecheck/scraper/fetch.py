"""One URL over HTTP: bytes and where they came from, or one clear line saying why not.

    Client.fetch: for each hop (the address, redirects, a meta refresh)
        robots.txt of its host -> wait for the host's turn -> request, retried -> decompress, within limits

One client serves many threads: hosts go side by side, and one request at a time goes to each.
"""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

from tapecheck.errors import FetchError
from tapecheck.scraper.addresses import clean_url, hide_credentials, host_of, is_public, literal_address
from tapecheck.scraper.robots import AGENT, Robots, parse_robots

if TYPE_CHECKING:
    import httpx2

_HINTS = {
    401: "the page wants a login; save it from your browser and ingest the file",
    402: "the page is for subscribers; save it from your browser and ingest the file",
    403: "the site refuses programs; save the page from your browser and ingest the file",
    404: "there is no such page; check the address",
    410: "the page was taken down",
    429: "the site asks for fewer requests; try again later",
    451: "the page may not be shown here, for legal reasons",
}
_AGAIN = (429, 500, 502, 503, 504)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_NOT_PAGES = re.compile(r"(image|audio|video|font)/.*|application/(zip|x-.{0,40}compressed|java.*|octet-stream)")
_META_REFRESH = re.compile(
    rb"""<meta[^>]{0,200}http-equiv\s*=\s*["']?refresh["']?[^>]{0,200}content\s*=\s*["']?\s*(\d{1,3})\s*[;,]\s*"""
    rb"""url\s*=\s*['"]?([^"'>\s]{1,2000})""",
    re.I,
)
_REFRESH_AT_ONCE = 5  # seconds; a page that waits longer is meant to be read


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one page is borne: bytes on the wire and unpacked, hops, seconds, tries."""

    wire: int = 10_000_000
    size: int = 20_000_000
    hops: int = 10
    timeout: float = 20.0  # seconds without a byte
    deadline: float = 60.0  # seconds for the whole page
    attempts: int = 3
    wait: float = 0.5  # seconds before the second try, about
    patience: float = 30.0  # seconds; who asks us to come back later than that is not waited for


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a page has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditions of a request."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the body's bytes, the address after redirects, and the charset it declared, if any.

    `not_modified`: the page is as it was when its validators were given, and was not sent again.
    """

    url: str
    content: bytes
    content_type: str
    charset: str | None = None
    validators: Validators = Validators()
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response, still without judgement; `content` is empty for a redirect."""

    status: int
    headers: httpx2.Headers
    content: bytes


class _Refused(Exception):
    """An answer that may be another in a moment; `retry_after` are the seconds that the site asks for."""

    def __init__(self, error: FetchError, retry_after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after


class Client:
    """Fetches pages politely: names itself, keeps robots.txt, no cookies, and to one host one request at a time."""

    def __init__(
        self,
        contact: str | None = None,
        version: str = "",
        *,
        allow_private: bool = False,
        limits: Limits | None = None,
    ) -> None:
        """`contact` (a mail address or page) and `version` stand in the user agent."""
        self.limits = limits or Limits()
        self.allow_private = allow_private
        self.agent = f"{AGENT}/{version}" + (f" ({contact})" if contact else "")
        self.keep: Callable[[str, int, Mapping[str, str], bytes], None] | None = None  # given every page fetched
        self._opened: httpx2.Client | None = None
        self._robots: dict[str, Robots] = {}
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._lock = threading.Lock()

    @property
    def _http(self) -> httpx2.Client:
        """What connects, opened when something is fetched: files need none."""
        with self._lock:
            if self._opened is None:
                self._opened = _open_http(self.agent, self.allow_private, self.limits)
            return self._opened

    def close(self) -> None:
        """Close all connections."""
        if self._opened is not None:
            self._opened.close()

    def __enter__(self) -> Client:
        """The client itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self.close()

    @property
    def proxied(self) -> bool:
        """Whether a proxy connects in our place: then it alone knows whether an address is private."""
        return bool({"http", "https", "all"} & getproxies().keys())

    def fetch(self, url: str, known: Validators | None = None) -> Page:
        """The page at `url`, after redirects. Raises FetchError with the status or the cause, and what to do next."""
        from tapecheck.scraper.guard import DeadlinePassed, deadline

        said = hide_credentials(url)
        try:
            with deadline(self.limits.deadline):
                return self._follow(url, said, known or Validators())
        except DeadlinePassed as error:
            seconds = f"{self.limits.deadline:g} seconds"
            raise FetchError(said, f"the page did not come to its end within {seconds}; try again later") from error

    def post(self, url: str, body: bytes) -> None:
        """Send JSON to an address. Raises FetchError if it is not taken."""
        import httpx2

        from tapecheck.scraper.guard import DeadlinePassed, PrivateAddress, UnknownHost, deadline

        said = hide_credentials(url)
        try:
            with deadline(self.limits.deadline):
                headers = {"Content-Type": "application/json"}
                status = self._http.post(url, content=body, headers=headers).status_code
        except (PrivateAddress, UnknownHost, DeadlinePassed, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise FetchError(said, f"could not be told ({_cause(error)}); check the address and the network") from error
        if status >= 300:
            raise FetchError(said, f"HTTP {status}: what was told was not taken", status)

    def robots(self, url: str, said: str | None = None) -> Robots:
        """The rules of the host of `url`; without the file all is allowed. Raises FetchError if there is no answer."""
        root = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        with self._lock:
            known = self._robots.get(root)
        if known is None:
            known = self._fetch_robots(f"{root}/robots.txt", said or url)
            with self._lock:
                self._robots[root] = known
        return known

    def _fetch_robots(self, url: str, said: str) -> Robots:
        for _ in range(5):  # RFC 9309, 2.3.1.2
            answer = self._ask_in_turn(url, said, {}, Robots())
            target = clean_url(answer.headers.get("location", ""), url)
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                break
            url = target
        return parse_robots(answer.content) if answer.status == 200 else Robots()

    def _follow(self, url: str, said: str, known: Validators) -> Page:
        for hop in range(self.limits.hops + 1):
            here = clean_url(url)
            if here is None or not re.match(r"https?://", url, re.I):
                raise FetchError(said, _no_address(said, hop))
            self._refuse_private(here, said)
            robots = self.robots(here, said)
            if not robots.allow(here):
                raise FetchError(said, "the site's robots.txt asks programs to leave this page alone; "
                                       "save it from your browser and ingest the file")  # fmt: skip
            answer = self._ask_in_turn(url, said, known.headers(), robots)
            target = _target(answer, here)
            if target is None:
                if self.keep and answer.status == 200:
                    self.keep(here, answer.status, answer.headers, answer.content)
                return _page(here, said, answer)
            url = target
        raise FetchError(said, "the address redirects in a circle; open it in a browser and use the final one")

    def _refuse_private(self, url: str, said: str) -> None:
        """An address that is plainly private is refused even where a proxy would connect to it."""
        host = urlsplit(url).hostname or ""
        address = literal_address(host)
        private = (address is not None and not is_public(address)) or host.rstrip(".").endswith("localhost")
        if private and not self.allow_private:
            raise FetchError(said, _private(host))

    @contextmanager
    def _turn(self, url: str, robots: Robots) -> Iterator[None]:
        """One request at a time to a host, with the delay that it asks for between two."""
        host = host_of(url)
        with self._lock:
            turn = self._turns[host]
        with turn:
            rest = self._last.get(host, -1e9) + robots.delay - time.monotonic()
            if rest > 0:
                time.sleep(rest)
            try:
                yield
            finally:
                self._last[host] = time.monotonic()

    def _ask_in_turn(self, url: str, said: str, conditions: dict[str, str], robots: Robots) -> _Answer:
        with self._turn(url, robots):
            return self._ask(url, said, conditions)

    def _ask(self, url: str, said: str, conditions: dict[str, str]) -> _Answer:
        """The answer to one request, asked again where a second try may help."""
        import stamina

        limits = self.limits
        tries = stamina.retry_context(
            on=_wait,
            attempts=limits.attempts,
            timeout=limits.deadline,
            wait_initial=limits.wait,
            wait_jitter=limits.wait,
        )
        try:
            for attempt in tries:
                with attempt:
                    return self._ask_once(url, said, conditions)
        except _Refused as refused:
            raise refused.error from refused
        raise AssertionError("stamina tries at least once")

    def _ask_once(self, url: str, said: str, conditions: dict[str, str]) -> _Answer:
        import httpx2

        from tapecheck.scraper.guard import PrivateAddress, UnknownHost, time_left

        try:
            with self._http.stream("GET", url, headers=conditions) as response:
                if response.status_code in _AGAIN:
                    failure = FetchError(said, _status_line(response.status_code), response.status_code)
                    asked = _retry_after(response.headers.get("retry-after", "").strip())
                    if asked is not None and asked > self.limits.patience:
                        raise failure
                    raise _Refused(failure, asked)
                content = b"" if response.is_redirect else self._read_body(said, response)
                return _Answer(response.status_code, response.headers, content)
        except PrivateAddress as error:
            raise FetchError(said, _private(str(error))) from error
        except UnknownHost as error:
            raise FetchError(
                said, f"the site cannot be reached ({error}); check the address and the network"
            ) from error
        except httpx2.TimeoutException as error:
            time_left(None)  # the page's own deadline cut this wait short: no second try
            failure = FetchError(said, f"no answer within {self.limits.timeout:g} seconds; try again later")
            raise _Refused(failure) from error
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise FetchError(said, _no_address(said, 0)) from error
        except httpx2.HTTPError as error:
            failure = FetchError(
                said, f"the site cannot be reached ({_cause(error)}); check the address and the network"
            )
            raise _Refused(failure) from error

    def _read_body(self, said: str, response: httpx2.Response) -> bytes:
        from tapecheck.scraper.decompress import Damaged, TooLarge, decompress

        limits = self.limits
        large = f"the page is over {limits.size / 1e6:g} MB; this is hardly an article"
        wire = bytearray()
        for chunk in response.iter_raw():
            wire += chunk
            if len(wire) > limits.wire:
                raise FetchError(said, large)
        try:
            return decompress(bytes(wire), response.headers.get("content-encoding", ""), limits.size)
        except TooLarge as error:
            raise FetchError(said, large) from error
        except Damaged as error:
            raise FetchError(said, f"what the site sent {error}; try again later") from error


def open_client(
    contact: str | None = None, version: str = "", *, allow_private: bool = False, limits: Limits | None = None
) -> Client:
    """A client that names itself, visits public addresses only (unless `allow_private`), and gives up in time."""
    return Client(contact, version, allow_private=allow_private, limits=limits)


def _open_http(agent: str, allow_private: bool, limits: Limits) -> httpx2.Client:
    import httpcore2
    import httpx2

    from tapecheck.scraper.guard import GuardedBackend

    transport = httpx2.HTTPTransport(http2=True)
    context = httpx2.create_ssl_context()
    transport._pool = httpcore2.ConnectionPool(  # the one seam at which a network backend can be given
        ssl_context=context, http2=True, max_connections=32, max_keepalive_connections=16, keepalive_expiry=5.0,
        network_backend=GuardedBackend(allow_private=allow_private),
    )  # fmt: skip
    headers = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br, zstd"}
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    return httpx2.Client(transport=transport, timeout=limits.timeout, headers=headers, cookies=no_cookies)


def _wait(error: Exception) -> bool | float:
    """Whether to ask again, and after how many seconds where the site says so: stamina's hook."""
    if not isinstance(error, _Refused):
        return False
    return True if error.retry_after is None else error.retry_after


def _retry_after(text: str) -> float | None:
    """The seconds of a Retry-After header, which may also name an instant; None if it does not say."""
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time()) if text else None
    except (ValueError, TypeError, OverflowError):
        return None


def _target(answer: _Answer, here: str) -> str | None:
    """Where an answer sends us: a redirect, or a page that does nothing but refresh to another."""
    if answer.status in (301, 302, 303, 307, 308) and (location := answer.headers.get("location")):
        return urljoin(here, location)
    refresh = _META_REFRESH.search(answer.content[:8192]) if len(answer.content) < 50_000 else None
    if refresh and int(refresh[1]) <= _REFRESH_AT_ONCE and answer.status == 200:
        target = clean_url(refresh[2].decode("utf-8", "replace").replace("&amp;", "&"), here)
        return target if target != here else None
    return None


def _page(url: str, said: str, answer: _Answer) -> Page:
    headers = answer.headers
    validators = Validators(headers.get("etag"), headers.get("last-modified"))
    if answer.status == 304:
        return Page(url, b"", "", None, validators, not_modified=True)
    if answer.status >= 400:
        raise FetchError(said, _status_line(answer.status), answer.status)
    declared = headers.get("content-type", "")
    content_type = declared.partition(";")[0].strip().lower()
    if _NOT_PAGES.fullmatch(content_type) and not _is_text(answer.content):
        raise FetchError(said, f"is {content_type}, not a page; give the address of an article")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.I)
    return Page(url, answer.content, content_type, charset[1] if charset else None, validators)


def _is_text(content: bytes) -> bool:
    """Servers misdeclare pages: what begins like markup, or is a document that we read, goes on to the reader."""
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    return head.startswith((b"<", b"{", b"%pdf", b"warc/"))


def _no_address(said: str, hop: int) -> str:
    if hop:
        return "the site redirects to something that is no page; open it in a browser and use the final address"
    more = " and name a host" if "://" in said else ""
    return f"not an address that can be fetched; it should begin with https://{more}"


def _private(what: str) -> str:
    return f"refused: the address leads into a private network ({what}); --allow-private allows that"


def _status_line(status: int) -> str:
    hint = _HINTS.get(status, "the site has a problem; try again later" if status >= 500 else "check the address")
    return f"HTTP {status}: {hint}"


def _cause(error: Exception) -> str:
    said = str(error).strip().splitlines()
    return hide_credentials(said[0]) if said and said[0] else type(error).__name__
