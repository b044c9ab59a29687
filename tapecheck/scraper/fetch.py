"""One URL over HTTP: bytes and where they came from, or one clear line saying why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tapecheck.errors import FetchError

if TYPE_CHECKING:
    import httpx2

MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 20.0
MAX_REDIRECTS = 10

_HINTS = {
    401: "the page wants a login; save it from your browser and ingest the file",
    403: "the site refuses programs; save the page from your browser and ingest the file",
    404: "there is no such page; check the address",
    410: "the page was taken down",
    429: "the site asks for fewer requests; try again later",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the body's bytes, the address after redirects, and the charset it declared, if any."""

    url: str
    content: bytes
    content_type: str
    charset: str | None = None


def open_client(contact: str | None = None, version: str = "") -> httpx2.Client:
    """An HTTP client that names itself, follows redirects and gives up in time."""
    import httpx2

    agent = f"tapecheck/{version}" + (f" ({contact})" if contact else "")
    return httpx2.Client(
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        timeout=TIMEOUT_SECONDS,
        headers={"User-Agent": agent, "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8"},
    )


def fetch(url: str, client: httpx2.Client, limit: int = MAX_BYTES) -> Page:
    """Fetch `url`, at most `limit` bytes. Raises FetchError with the status or the cause, and what to do next."""
    import httpx2

    try:
        with client.stream("GET", url) as response:
            if response.status_code >= 400:
                raise FetchError(url, _status_line(response.status_code), response.status_code)
            content = _read_body(url, response, limit)
    except httpx2.TooManyRedirects as error:
        raise FetchError(
            url, "the address redirects in a circle; open it in a browser and use the final one"
        ) from error
    except httpx2.TimeoutException as error:
        raise FetchError(url, f"no answer within {TIMEOUT_SECONDS:.0f} seconds; try again later") from error
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise FetchError(url, "not an address that can be fetched; it should begin with https://") from error
    except httpx2.HTTPError as error:
        raise FetchError(
            url, f"the site cannot be reached ({_cause(error)}); check the address and the network"
        ) from error
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Page(str(response.url), content, content_type, response.charset_encoding)


def _read_body(url: str, response: httpx2.Response, limit: int) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limit:
            raise FetchError(url, f"the page is over {limit / 1e6:g} MB; this is hardly an article")
    return bytes(content)


def _status_line(status: int) -> str:
    hint = _HINTS.get(status, "the site has a problem; try again later" if status >= 500 else "check the address")
    return f"HTTP {status}: {hint}"


def _cause(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
