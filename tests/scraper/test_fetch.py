"""Pages over real HTTP on loopback: what is fetched, what is refused, and what a hostile server cannot do."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from collections.abc import Iterator, Mapping

import brotli
import pytest
from backports import zstd

from tapecheck.errors import FetchError
from tapecheck.scraper.fetch import Client, Limits, Validators, open_client
from tests.site import Answer, Reply, Site, serve

PAGE = "<html><body><p>Grüße, the FTSE rose 1%.</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
QUICK = Limits(wait=0.01, patience=1.0, deadline=5.0)
BOMB = gzip.compress(bytes(60_000_000))


def coded(body: bytes, coding: str) -> Answer:
    return Answer(body, headers={**HTML, "Content-Encoding": coding})


def failure(client: Client, url: str) -> str:
    """What is said of a page that cannot be had."""
    with pytest.raises(FetchError) as caught:
        client.fetch(url)
    return str(caught.value)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    page = PAGE.encode()
    two_members = gzip.compress(page[:20]) + gzip.compress(page[20:])
    two_frames = zstd.compress(page[:20]) + zstd.compress(page[20:])
    pages: dict[str, Reply] = {
        "/ok": Answer(PAGE.encode("latin-1"), headers={"Content-Type": "text/html; charset=latin-1"}),
        "/moved": Answer(status=301, headers={"Location": "/ok?utm_source=feed#top"}),
        "/ok?utm_source=feed": Answer(page),
        "/circle": Answer(status=302, headers={"Location": "/circle"}),
        "/refresh": Answer(b'<meta http-equiv="refresh" content="0; url=/ok">Please wait'),
        "/reloads": Answer(b'<meta http-equiv="refresh" content="600; url=/ok">' + page),
        "/to-a-file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/refused": Answer(status=403),
        "/large": Answer(b"x" * 5000),
        "/picture": Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}),
        "/misdeclared": Answer(page, headers={"Content-Type": "application/octet-stream"}),
        "/drip": Answer(b"x" * 1000, drip=0.05),
        "/short": Answer(b"<p>half a page", promised=5000),
        "/two-members": coded(two_members, "gzip"),
        "/cut-gzip": coded(gzip.compress(page)[:-12], "gzip"),
        "/not-gzip": coded(page, "gzip"),
        "/deflate": coded(zlib.compress(page), "deflate"),
        "/raw-deflate": coded(zlib.compress(page, wbits=-15), "deflate"),
        "/brotli": coded(brotli.compress(page), "br"),
        "/cut-brotli": coded(brotli.compress(page)[:-4], "br"),
        "/zstd": coded(two_frames, "zstd"),
        "/twice": coded(gzip.compress(gzip.compress(page)), "gzip, gzip"),
        "/five-times": coded(page, "gzip, gzip, gzip, gzip, gzip"),
        "/unknown-coding": coded(page, "sdch"),
        "/gzip-bomb": coded(BOMB, "gzip"),
        "/double-bomb": coded(gzip.compress(BOMB), "gzip, gzip"),
        "/brotli-bomb": coded(brotli.compress(bytes(60_000_000), quality=5), "br"),
        "/zstd-bomb": coded(zstd.compress(bytes(60_000_000)), "zstd"),
    }
    with serve(pages) as site:
        yield site


@pytest.fixture
def client() -> Iterator[Client]:
    with open_client("desk@example.org", "1.2", allow_private=True, limits=QUICK) as client:
        yield client


def test_a_page_comes_with_its_final_address_and_charset(site: Site, client: Client) -> None:
    page = client.fetch(f"{site.url}/moved")
    assert (page.url, page.charset, page.content_type) == (f"{site.url}/ok", "utf-8", "text/html")
    assert client.fetch(f"{site.url}/ok").content == PAGE.encode("latin-1")


def test_the_client_names_itself_and_takes_what_it_can_unpack(site: Site, client: Client) -> None:
    client.fetch(f"{site.url}/ok")
    assert site.headers[-1]["user-agent"] == "tapecheck/1.2 (desk@example.org)"
    assert site.headers[-1]["accept-encoding"] == "gzip, deflate, br, zstd"


@pytest.mark.parametrize(
    ("path", "final"), [("/refresh", "/ok"), ("/reloads", "/reloads"), ("/misdeclared", "/misdeclared")]
)
def test_a_page_that_only_refreshes_is_a_redirect(site: Site, client: Client, path: str, final: str) -> None:
    assert client.fetch(site.url + path).url == site.url + final


@pytest.mark.parametrize("path", ["two-members", "not-gzip", "deflate", "raw-deflate", "brotli", "zstd", "twice"])
def test_every_coding_is_read_to_its_end(site: Site, client: Client, path: str) -> None:
    assert client.fetch(f"{site.url}/{path}").content.decode() == PAGE


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/missing", 404, "HTTP 404: there is no such page; check the address"),
        ("/refused", 403, "save the page from your browser"),
        ("/circle", None, "redirects in a circle"),
        ("/to-a-file", None, "redirects to something that is no page"),
        ("/picture", None, "is image/png, not a page"),
        ("/short", None, "cannot be reached"),
        ("/cut-gzip", None, "stops before its end"),
        ("/cut-brotli", None, "stops before its end"),
        ("/five-times", None, "is compressed 5 times over"),
        ("/unknown-coding", None, "in a way that nobody here reads"),
    ],
)
def test_failures_say_what_to_do(site: Site, client: Client, path: str, status: int | None, says: str) -> None:
    with pytest.raises(FetchError) as caught:
        client.fetch(site.url + path)
    assert says in str(caught.value)
    assert (caught.value.status, caught.value.source) == (status, site.url + path)


@pytest.mark.parametrize("path", ["gzip-bomb", "double-bomb", "brotli-bomb", "zstd-bomb"])
def test_a_bomb_does_not_go_off(site: Site, client: Client, path: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "over 20 MB; this is hardly an article" in failure(client, f"{site.url}/{path}")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80_000  # kilobytes, of 60,000,000 bytes packed


def test_a_page_that_is_too_large(site: Site) -> None:
    with open_client(allow_private=True, limits=Limits(wire=4000)) as client:
        assert "hardly an article" in failure(client, f"{site.url}/large")


def test_a_drip_ends_at_the_deadline(site: Site) -> None:
    started = time.monotonic()
    with open_client(allow_private=True, limits=Limits(deadline=0.5)) as client:
        assert "did not come to its end within 0.5 seconds" in failure(client, f"{site.url}/drip")
    assert time.monotonic() - started < 10


def test_a_silent_site_times_out() -> None:
    limits = Limits(timeout=0.2, attempts=1)
    pages = {"/slow": Answer(b"late", wait=1.0)}
    with serve(pages) as slow, open_client(allow_private=True, limits=limits) as client:
        assert "no answer within 0.2 seconds" in failure(client, f"{slow.url}/slow")


@pytest.mark.parametrize("url", ["https://exa mple:port/", "http://[::1", "ftp://example.org/a", "http:///path"])
def test_an_address_that_is_none(client: Client, url: str) -> None:
    assert "should begin with https" in failure(client, url)


def test_sites_that_are_not_there(client: Client) -> None:
    assert "cannot be reached" in failure(client, "http://127.0.0.1:9/")
    assert "no address is known of" in failure(client, "http://no-such-host.invalid/")


def test_a_busy_site_is_asked_again_when_it_says(client: Client) -> None:
    answers = iter([Answer(status=503), Answer(status=429, headers={"Retry-After": "0"}), Answer(PAGE.encode())])
    with serve({"/busy": lambda _: next(answers)}) as site:
        assert client.fetch(f"{site.url}/busy").content == PAGE.encode()
        assert site.pages_asked == ["/busy"] * 3


def test_a_site_that_asks_for_long_patience_is_left_alone(client: Client) -> None:
    later = Answer(status=429, headers={"Retry-After": "3600"})
    with serve({"/busy": later}) as site:
        assert "asks for fewer requests" in failure(client, f"{site.url}/busy")
        assert site.pages_asked == ["/busy"]


# --- manners ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (b"User-agent: *\nDisallow: /private\n", True),
        (b"User-agent: *\nDisallow: /story\n", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /story\n", False),  # a byte order mark hides no rule
        (b"User-agent: otherbot\nDisallow: /\n", True),
        (b"User-agent: tapecheck\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        (b"<html>not rules at all</html>", True),
    ],
)
def test_robots_are_kept(client: Client, rules: bytes, allowed: bool) -> None:
    with serve({"/robots.txt": Answer(rules), "/story": Answer(PAGE.encode())}) as site:
        if allowed:
            assert client.fetch(f"{site.url}/story").content
        else:
            assert "robots.txt asks programs to leave this page alone" in failure(client, f"{site.url}/story")
        assert site.pages_asked == ["/story"] * allowed


def test_a_site_whose_robots_cannot_be_had_is_not_asked_for_pages(client: Client) -> None:
    with serve({"/robots.txt": Answer(status=503), "/story": Answer(PAGE.encode())}) as site:
        assert "HTTP 503" in failure(client, f"{site.url}/story")
        assert site.pages_asked == []


def test_the_delay_that_a_site_asks_for_is_kept(client: Client) -> None:
    rules = Answer(b"User-agent: *\nCrawl-delay: 0.4\n")
    with serve({"/robots.txt": rules, "/a": Answer(PAGE.encode())}) as site:
        started = time.monotonic()
        client.fetch(f"{site.url}/a")
        client.fetch(f"{site.url}/a")
        assert time.monotonic() - started >= 0.8
        assert site.asked == ["/robots.txt", "/a", "/a"]


def test_no_cookie_is_kept(client: Client) -> None:
    cookie = Answer(status=302, headers={"Location": "/b", "Set-Cookie": "id=secret; Path=/"})
    with serve({"/a": cookie, "/b": Answer(PAGE.encode())}) as site:
        client.fetch(f"{site.url}/a")
        client.fetch(f"{site.url}/a")
        assert all("cookie" not in headers for headers in site.headers)


def test_credentials_are_used_and_not_told(client: Client) -> None:
    def locked(headers: Mapping[str, str]) -> Answer:
        return Answer(PAGE.encode()) if "authorization" in headers else Answer(status=401)

    with serve({"/a": locked}) as site:
        address = site.url.replace("://", "://me:secret@")
        assert client.fetch(f"{address}/a").url == f"{site.url}/a"
        with pytest.raises(FetchError) as caught:
            client.fetch(f"{address}/none")
        assert str(caught.value) == f"{site.url}/none: HTTP 404: there is no such page; check the address"


def test_keys_in_addresses_are_used_and_neither_kept_nor_told(client: Client) -> None:
    with serve({"/a?id=7&api_key=s3cret": Answer(PAGE.encode())}) as site:
        assert client.fetch(f"{site.url}/a?id=7&api_key=s3cret").url == f"{site.url}/a?id=7"
        with pytest.raises(FetchError, match=r"none\?token=\*\*\*: HTTP 404") as caught:
            client.fetch(f"{site.url}/none?token=s3cret")
    assert "s3cret" not in str(caught.value)


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    def page(headers: Mapping[str, str]) -> Answer:
        tag = {"ETag": '"7"', "Last-Modified": "Tue, 04 Jun 2024 15:45:00 GMT"}
        same = headers.get("if-none-match") == '"7"' and headers.get("if-modified-since") == tag["Last-Modified"]
        return Answer(status=304) if same else Answer(PAGE.encode(), headers={**HTML, **tag})

    with serve({"/a": page}) as site:
        first = client.fetch(f"{site.url}/a")
        assert first.validators == Validators('"7"', "Tue, 04 Jun 2024 15:45:00 GMT")
        again = client.fetch(f"{site.url}/a", first.validators)
        assert (again.not_modified, again.content) == (True, b"")


# --- private addresses -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST.", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
     "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "10.0.0.1", "192.168.1.1",
     "172.16.0.1", "169.254.169.254", "100.100.100.200", "168.63.129.16", "0.0.0.0", "224.0.0.1", "[ff02::1]",
     "255.255.255.255", "[::]", "[fd00:ec2::254]", "127.1"],
)  # fmt: skip
def test_no_private_address_is_visited(host: str) -> None:
    with open_client(limits=QUICK) as client:
        said = failure(client, f"http://{host}:9/story")
    assert "leads into a private network" in said or "not an address that can be fetched" in said


def test_a_name_that_leads_home_is_refused_where_the_socket_connects(site: Site) -> None:
    """`localhost` is known by its name; this one is not, and leads to the same place."""
    import httpcore2

    from tapecheck.scraper.guard import GuardedBackend, PrivateAddress

    port = int(site.url.rpartition(":")[2])
    with pytest.raises(PrivateAddress):
        GuardedBackend().connect_tcp("localhost", port, timeout=1)
    stream = GuardedBackend(allow_private=True).connect_tcp("localhost", port, timeout=1)
    assert isinstance(stream, httpcore2.NetworkStream)
    stream.close()
