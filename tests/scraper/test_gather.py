"""Feeds, sitemaps, lists, archives and folders: what they name, in order, each address once, hosts side by side."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tapecheck.errors import ReadError, TapecheckError
from tapecheck.scraper.feeds import Story, read_addresses, read_feed, read_sitemap
from tapecheck.scraper.fetch import Client, Limits, Validators, open_client
from tapecheck.scraper.gather import As, Wanted, gather
from tests.scraper.test_archives import THREE
from tests.site import Answer, Reply, serve

TEXT = (
    "The FTSE 100 closed 0.8% higher at 7,512.72 on Tuesday as oil shares rose with the price of crude, and banks fell."
)
PAGE = f"<html><head><title>Footsie at a high</title></head><body><article><h1>Footsie at a high</h1><p>{TEXT}</p></article></body></html>"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
<link>https://example.org/</link><item><link>https://example.org/a?utm_source=rss</link>
<pubDate>Tue, 04 Jun 2024 15:45:00 GMT</pubDate></item><item><link>/b</link></item>
<item><link>https://proxy.example/x</link><feedburner:origLink>https://example.org/c</feedburner:origLink></item>
<item><guid>https://example.org/d</guid></item><item><title>nothing</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://example.org/a"/>
<updated>2024-06-04T15:45:00Z</updated></entry></feed>"""
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://example.org/a"}, {"id": 1}]}
)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/old</loc><lastmod>2024-06-01</lastmod></url>
<url><image:image><image:loc>https://example.org/p.jpg</image:loc></image:image><loc>https://example.org/new</loc>
<news:news><news:publication_date>2024-06-04T15:45:00Z</news:publication_date></news:news></url></urlset>"""
INDEX = (
    "<sitemapindex><sitemap><loc>{0}/one.xml</loc></sitemap><sitemap><loc>{0}/gone.xml</loc></sitemap></sitemapindex>"
)


@pytest.fixture
def client() -> Iterator[Client]:
    with open_client(allow_private=True, limits=Limits(wait=0.01)) as client:
        yield client


@pytest.mark.parametrize(
    ("content", "urls"),
    [
        (RSS, ["https://example.org/a", "https://example.org/b", "https://example.org/c", "https://example.org/d"]),
        (ATOM, ["https://example.org/a"]),
        (JSON_FEED, ["https://example.org/a"]),
    ],
)
def test_feeds(content: str, urls: list[str]) -> None:
    for packed in (content.encode(), gzip.compress(content.encode())):
        assert [story.url for story in read_feed("f", packed)] == urls


@pytest.mark.parametrize("content", ["<html><p>no feed</p></html>", '{"version": "1"}', "{" * 10_000])
def test_what_is_no_feed(content: str) -> None:
    with pytest.raises(ReadError, match="is no feed"):
        read_feed("f", content.encode())


def test_a_feed_of_a_billion_laughs_says_nothing_to_laugh_at() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><rss version="2.0"><channel><item><link>&l9;</link></item></channel></rss>'
    started = time.process_time()
    with suppress(ReadError):
        assert read_feed("f", bomb.encode()) == []
    assert time.process_time() - started < 5


def test_sitemaps_name_the_newest_first_and_each_other() -> None:
    assert [(story.url, story.when) for story in read_sitemap("s", SITEMAP.encode()) if isinstance(story, Story)] == [
        ("https://example.org/new", "2024-06-04T15:45:00Z"), ("https://example.org/old", "2024-06-01"),
    ]  # fmt: skip

    def fetch(url: str) -> bytes:
        if "gone" in url:
            raise ReadError(url, "gone")
        return SITEMAP.encode()

    found = list(read_sitemap("i", INDEX.format("https://example.org").encode(), fetch))
    assert [type(one).__name__ for one in found] == ["ReadError", "Story", "Story"]


def test_a_sitemap_that_names_itself_ends() -> None:
    index = (
        b"<sitemapindex>"
        + b"".join(b"<sitemap><loc>https://example.org/%d.xml</loc></sitemap>" % n for n in range(99))
        + b"</sitemapindex>"
    )
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return index

    assert list(read_sitemap("https://example.org/0.xml", index, fetch)) == []
    assert len(asked) < 50


@pytest.mark.parametrize(
    ("content", "urls"),
    [
        ("# mine\nhttps://example.org/a\n\nhttps://example.org/b\r\nhttps://example.org/a\n", ["a", "b"]),
        ("", "holds no address"),
        ("https://example.org/a\nnot one\n", "line 2 is no address"),
    ],
)
def test_lists_of_addresses(content: str, urls: Sequence[str] | str) -> None:
    if isinstance(urls, str):
        with pytest.raises(ReadError, match=urls):
            read_addresses("list.txt", content.encode())
    else:
        assert [story.url for story in read_addresses("list.txt", content.encode())] == [
            f"https://example.org/{one}" for one in urls
        ]


def told(found: object) -> str:
    record, error, source = (getattr(found, name) for name in ("record", "error", "source"))
    said = "read" if record else str(error).rpartition(": ")[2]
    return f"{source.rpartition('/')[2]}: {said}"


def test_all_that_people_have_in_one_call(tmp_path: Path, client: Client) -> None:
    (tmp_path / "folder").mkdir()
    files = {
        "folder/page.html": PAGE.encode(), "folder/crawl.warc.gz": b"".join(map(gzip.compress, THREE)),
        "notes.txt": TEXT.encode(), "data.json": b'{"a": 1}', "picture.txt": b"\x89PNG\r\n", "empty.txt": b"",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    pages: dict[str, Reply] = {f"/{name}": Answer(PAGE.encode()) for name in ("a", "b", "c")}
    with serve(pages) as site:
        pages = site.pages
        pages["/feed"] = Answer(RSS.replace("https://example.org", site.url).encode())
        (tmp_path / "list.txt").write_text(f"{site.url}/b\n{site.url}/none\n", "utf-8")
        wanted: list[Wanted | str] = [
            str(tmp_path / "folder"), str(tmp_path / "notes.txt"), f"{site.url}/a", str(tmp_path / "list.txt"),
            Wanted(f"{site.url}/feed", As.FEED, 3), str(tmp_path / "data.json"), str(tmp_path / "picture.txt"),
            str(tmp_path / "empty.txt"), Wanted(f"{site.url}/a", As.SITEMAP), str(tmp_path / "none.txt"),
        ]  # fmt: skip
        found = list(map(told, gather(wanted, client)))
    assert found[:8] == ["a: read", "bb: read", "ccc: read", "page.html: read", "notes.txt: read", "a: read", "b: read",
                         "none: there is no such page; check the address"]  # fmt: skip
    assert found[8] == "c: read"  # the feed's other two were read already
    assert [one.partition(":")[0] for one in found[9:]] == ["data.json", "picture.txt", "empty.txt", "a", "none.txt"]


def test_what_cannot_be_read_is_refused_by_name_where_one_article_is_wanted(client: Client, tmp_path: Path) -> None:
    from tapecheck.scraper.sources import read_file

    for name, content, says in (
        ("a", RSS.encode(), "is a feed"), ("b", SITEMAP.encode(), "is a sitemap"), ("c", b"".join(THREE), "is a WARC archive"),
        ("d", b"https://example.org/a\nhttps://example.org/b\n", "is a list of addresses"), ("e", b'{"a": 1}', "is JSON"),
        ("f", b'{"id": 1}\n{"id": 2}\n', "is a stream of JSON lines"), ("g", b"<?xml version='1.0'?><note/>", "is XML"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ReadError, match=says):
            read_file(str(tmp_path / name))


def test_hosts_are_asked_side_by_side_and_each_one_by_one(client: Client) -> None:
    slow = {f"/{n}": Answer(PAGE.encode(), wait=0.2) for n in range(4)}
    with ExitStack() as stack:
        sites = [stack.enter_context(serve(slow)) for _ in range(4)]
        urls = [f"{site.url}/{n}" for n in range(4) for site in sites]
        started = time.monotonic()
        found = [one.source for one in gather(urls, client)]
        took = time.monotonic() - started
        most = [site.most_at_once for site in sites]
    assert found == urls
    assert most == [1] * 4
    assert took < 16 * 0.2  # sixteen pages of a fifth of a second each


def test_what_has_not_changed_is_not_read_again(client: Client) -> None:
    with serve(
        {"/a": lambda headers: Answer(status=304 if "if-none-match" in headers else 200, body=PAGE.encode())}
    ) as site:
        (one,) = gather([f"{site.url}/a"], client, known=lambda _: Validators(etag='"7"'))
        assert (one.record, one.error, one.page and one.page.not_modified) == (None, None, True)


def test_whoever_stops_listening_waits_for_little(client: Client) -> None:
    with serve({f"/{n}": Answer(PAGE.encode(), wait=0.1) for n in range(20)}) as site:
        found = gather([f"{site.url}/{n}" for n in range(20)], client)
        assert next(found).record
        found.close()  # type: ignore[attr-defined]
        asked = len(site.pages_asked)
    assert asked < 10


def test_documents(tmp_path: Path) -> None:
    import io
    import zipfile

    from tapecheck.scraper.sources import read_file

    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("FTSE 100", "7,512.72"))
    xml = f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Footsie at a high</w:t></w:r></w:p><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    (tmp_path / "note.docx").write_bytes(buffer.getvalue())
    assert read_file(str(tmp_path / "note.docx")).text == f"Footsie at a high\n\n{TEXT}\n\nFTSE 100  7,512.72"
    (tmp_path / "broken.docx").write_bytes(buffer.getvalue()[:-30])
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    for name in ("broken.docx", "report.pdf"):
        with pytest.raises(TapecheckError):
            read_file(str(tmp_path / name))


def test_the_text_of_a_pdf(tmp_path: Path) -> None:
    from tapecheck.scraper.sources import read_file

    content = b"BT /F1 12 Tf 72 700 Td (The FTSE 100 closed 0.8% higher at 7,512.72 on Tuesday.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    (tmp_path / "report.pdf").write_bytes(out)
    assert read_file(str(tmp_path / "report.pdf")).text == "The FTSE 100 closed 0.8% higher at 7,512.72 on Tuesday."
