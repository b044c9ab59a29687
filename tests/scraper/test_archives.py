"""WARC files that are whole, damaged, cut and wrong; MHTML; and what was fetched, kept as a WARC."""

from __future__ import annotations

import base64
import gzip
import hashlib
import resource
from collections.abc import Sequence
from pathlib import Path

import pytest

from tapecheck.errors import ReadError, UsageError
from tapecheck.scraper.archives import Captured, Damage, WarcFile, read_mhtml, read_warc


def record(
    name: str,
    body: str = "",
    *,
    kind: str = "response",
    status: int = 200,
    digest: str | None = None,
    length: int | None = None,
) -> bytes:
    """One WARC record of a page; `digest` and `length` may lie."""
    page = (body or f"<html><body><p>{name} rose 1% on Monday.</p></body></html>").encode()
    block = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + page
    told = digest or "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{name}\r\nWARC-Date: 2024-06-04T15:45:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{len(name)}>\r\nWARC-Block-Digest: {told}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(path: Path, content: bytes) -> tuple[list[str], list[tuple[int, str]]]:
    """The names of the pages found and the damages, of an archive with this content."""
    path.write_bytes(content)
    found = list(read_warc(str(path)))
    names = [(one.url or "").rpartition("/")[2] for one in found if isinstance(one, Captured)]
    return names, [(one.offset, one.what) for one in found if isinstance(one, Damage)]


def packed(parts: Sequence[bytes]) -> list[bytes]:
    return [gzip.compress(part) for part in parts]


THREE = [record("a"), record("bb"), record("ccc")]


@pytest.mark.parametrize(
    "content",
    [b"".join(THREE), b"".join(packed(THREE)), gzip.compress(b"".join(THREE)), b"".join(THREE)[:-4]],
    ids=["plain", "a member each", "one member", "without the last blank lines"],
)
def test_every_record_is_found(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "a.warc", content) == (["a", "bb", "ccc"], [])


def test_a_damaged_member_costs_its_own_record(tmp_path: Path) -> None:
    members = packed(THREE)
    broken = bytearray(members[1])
    broken[len(broken) // 2] ^= 0xFF
    names, damages = read(tmp_path / "a.warc.gz", members[0] + bytes(broken) + members[2])
    assert names == ["a", "ccc"]
    assert [offset for offset, _ in damages] == [len(members[0])]


@pytest.mark.parametrize("left", [10, 60, 200])
def test_a_cut_archive_says_so(tmp_path: Path, left: int) -> None:
    members = packed(THREE)
    names, damages = read(tmp_path / "a.warc.gz", members[0] + members[1] + members[2][:left])
    assert (names, len(damages)) == (["a", "bb"], 1)
    names, damages = read(tmp_path / "a.warc", THREE[0] + THREE[1] + THREE[2][:left])
    assert (names, [offset for offset, _ in damages]) == (["a", "bb"], [len(THREE[0] + THREE[1])])


@pytest.mark.parametrize(
    ("middle", "says"),
    [
        (record("bb", length=40), "whose length is wrong"),
        (record("bb", length=400), "whose length is wrong"),
        (record("bb", digest="sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "not what its digest says"),
        (b"garbage in between\r\n\r\n", "no record"),
        (record("bb").replace(b"Content-Length", b"Content-Lenght"), "without a length"),
    ],
)
def test_a_wrong_record_is_left_out_with_its_place(tmp_path: Path, middle: bytes, says: str) -> None:
    names, damages = read(tmp_path / "a.warc", THREE[0] + middle + THREE[2])
    assert names == ["a", "ccc"]
    assert any(says in what for _, what in damages)
    assert damages[0][0] >= len(THREE[0]) - 4


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = [record("b", kind="request"), record("c", status=404), record("robots.txt"), record("d", kind="metadata")]
    assert read(tmp_path / "a.warc", b"".join([THREE[0], *others])) == (["a"], [])


def test_a_record_of_many_megabytes_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    large = record("large", "<p>" + "x" * 60_000_000)
    members = [gzip.compress(THREE[0]), gzip.compress(large, 1), gzip.compress(THREE[2])]
    del large
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    names, damages = read(tmp_path / "a.warc.gz", b"".join(members))
    assert (names, [what for _, what in damages]) == (["a", "ccc"], ["has a record of 60 MB; it was left out"])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_codings_inside_of_a_record(tmp_path: Path) -> None:
    page = b"<html><p>The Dow rose 1%.</p></html>"
    bodies = [
        (b"Content-Encoding: gzip\r\n", gzip.compress(page)),
        (b"Content-Encoding: gzip\r\n", page),  # unpacked by the crawler, and still declared
        (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)),
    ]
    path = tmp_path / "a.warc"
    blocks = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body for head, body in bodies]
    heads = [b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: <https://example.org/x>\r\nWARC-Date: 2024-06-04T15:45:00Z\r\n"
             b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(block) for block in blocks]  # fmt: skip
    path.write_bytes(b"".join(head + block + b"\r\n\r\n" for head, block in zip(heads, blocks, strict=True)))
    found = [one for one in read_warc(str(path)) if isinstance(one, Captured)]
    assert [(one.url, one.content) for one in found] == [("https://example.org/x", page)] * 3


def test_what_was_fetched_is_kept_without_secrets(tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    headers = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "id=secret", "Content-Encoding": "gzip"}
    for name in ("a", "b"):  # the second time the file is continued
        kept = WarcFile(str(path), "tapecheck/1.0")
        kept.write(f"https://example.org/{name}", 200, headers, b"<p>The Dow rose 1%.</p>")
        kept.close()
    found = list(read_warc(str(path)))
    assert [(one.url, one.content, one.charset) for one in found if isinstance(one, Captured)] == [
        (f"https://example.org/{name}", b"<p>The Dow rose 1%.</p>", "utf-8") for name in ("a", "b")
    ]
    assert b"secret" not in gzip.decompress(path.read_bytes())
    with pytest.raises(UsageError, match="cannot be written"):
        WarcFile(str(tmp_path / "no" / "folder.warc.gz"), "x")


def test_mhtml() -> None:
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/a\r\n\r\n"
        b"<html><p>Sales rose by =E2=82=AC12m.</p></html>\r\n--x\r\nContent-Type: image/png\r\n\r\nxx\r\n--x--\r\n"
    )
    page = read_mhtml("a.mhtml", saved)
    assert (page.url, "€12m" in page.content.decode()) == ("https://example.org/a", True)
    with pytest.raises(ReadError, match="without any HTML"):
        read_mhtml("a.mhtml", saved.replace(b"text/html\r\n", b"text/css\r\n"))
