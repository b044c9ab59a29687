from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from tapecheck.errors import FetchError
from tapecheck.scraper.fetch import fetch, open_client
from tests.site import Answer, Site, serve

PAGE = "<html><body><p>Grüße, the FTSE rose 1%.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {
        "/ok": Answer(PAGE.encode("latin-1"), headers={"Content-Type": "text/html; charset=latin-1"}),
        "/moved": Answer(status=301, headers={"Location": "/ok"}),
        "/circle": Answer(status=302, headers={"Location": "/circle"}),
        "/busy": Answer(status=503),
        "/refused": Answer(status=403),
        "/slow": Answer(b"late", wait=1.0),
        "/large": Answer(b"x" * 5000),
    }
    with serve(pages) as site:
        yield site


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with open_client("desk@example.org", "1.2") as client:
        yield client


def test_a_page_comes_with_its_final_address_and_charset(site: Site, client: httpx2.Client) -> None:
    page = fetch(f"{site.url}/moved", client)
    assert page.url == f"{site.url}/ok"
    assert page.charset == "latin-1"
    assert page.content_type == "text/html"
    assert page.content.decode(page.charset) == PAGE
    assert site.asked == ["/moved", "/ok"]


def test_the_client_names_itself(client: httpx2.Client) -> None:
    assert client.headers["user-agent"] == "tapecheck/1.2 (desk@example.org)"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/missing", 404, "HTTP 404: there is no such page; check the address"),
        ("/busy", 503, "HTTP 503: the site has a problem; try again later"),
        ("/refused", 403, "save the page from your browser"),
        ("/circle", None, "redirects in a circle"),
    ],
)
def test_failures_say_what_to_do(site: Site, client: httpx2.Client, path: str, status: int | None, says: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(site.url + path, client)
    assert says in str(caught.value)
    assert caught.value.status == status
    assert caught.value.source == site.url + path


def test_a_slow_site_times_out(site: Site, client: httpx2.Client) -> None:
    client.timeout = 0.1
    with pytest.raises(FetchError, match="no answer within"):
        fetch(f"{site.url}/slow", client)


def test_a_site_that_is_not_there(client: httpx2.Client) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/", client)


def test_an_address_that_is_none(client: httpx2.Client) -> None:
    with pytest.raises(FetchError, match="should begin with https"):
        fetch("https://exa mple:port/", client)


def test_a_page_that_is_too_large(site: Site, client: httpx2.Client) -> None:
    with pytest.raises(FetchError, match="hardly an article"):
        fetch(f"{site.url}/large", client, limit=4000)
