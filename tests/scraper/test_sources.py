from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tapecheck.errors import ReadError, RecordError
from tapecheck.schema import Record
from tapecheck.scraper.sources import decode, expand, is_url, read_bytes, read_file, read_ndjson


@pytest.mark.parametrize(
    ("source", "expected"), [("https://x.org/a", True), ("HTTP://x.org", True), ("a.html", False), ("ftp://x", False)]
)
def test_is_url(source: str, expected: bool) -> None:
    assert is_url(source) is expected


def test_a_folder_stands_for_its_pages(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "c.html.gz", "notes.csv", "deep/d.htm"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    found = [str(Path(page).relative_to(tmp_path)) for page in expand([str(tmp_path)])]
    assert found == ["a.txt", "b.html", "c.html.gz", "deep/d.htm"]
    assert list(expand(["https://x.org", "-", "none.txt"])) == ["https://x.org", "-", "none.txt"]


def test_a_folder_without_a_page_fails_in_its_turn(tmp_path: Path) -> None:
    assert list(expand([str(tmp_path), "a.txt"])) == [str(tmp_path), "a.txt"]
    with pytest.raises(ReadError, match="no page in this folder"):
        read_file(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "is_html"),
    [
        ("a.txt", b"The Dow rose.", False),
        ("a.html", b"<p>The Dow rose.</p>", True),
        ("a.html.gz", gzip.compress(b"<p>The Dow rose.</p>"), True),
        ("saved", b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>The Dow rose.</p>", True),
    ],
)
def test_files(tmp_path: Path, name: str, content: bytes, is_html: bool) -> None:
    (tmp_path / name).write_bytes(content)
    record = read_file(str(tmp_path / name), "2024-01-02")
    assert (record.html is not None, record.text is not None) == (is_html, not is_html)
    assert record.published == "2024-01-02"
    assert record.id == read_file(str(tmp_path / name)).id


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"%PDF-1.7 ...", "a PDF that cannot be read; save its text"),
        (b"PK\x03\x04....", "a ZIP or Office file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"MZ\x00\x01\x02", "a binary file"),
        (b"SQLite format 3\x00", "a database; name it with --db"),
        (b"\x1f\x8bnot really gzip", "is a damaged gzip file"),
    ],
)
def test_what_is_no_page(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ReadError, match=says):
        read_file(str(tmp_path / "a.txt"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file; check the path"):
        read_file(str(tmp_path / "none.txt"))
    with pytest.raises(ReadError, match="no page in this folder"):
        read_file(str(tmp_path))


def test_standard_input_is_known_by_its_content() -> None:
    assert read_bytes("standard input", b"The Dow rose.").id == read_bytes("other", b"The Dow rose.").id


def test_ndjson_records_in_order() -> None:
    lines = [json.dumps({"id": 7, "text": "A.\r\nB", "published": "2024-01-02"}), "", '{"id": "h", "html": "<p>x"}']
    first, second = read_ndjson(lines, "2020-01-01")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.id, first.text, first.published, first.verbatim) == ("7", "A.\r\nB", "2024-01-02", True)
    assert (second.html, second.text, second.published) == ("<p>x", None, "2020-01-01")


@pytest.mark.parametrize(
    ("line", "record_id", "says"),
    [
        ("{", None, "line 1: not a JSON object"),
        ("[1]", None, "not a JSON object; each line must be one"),
        ("[" * 100_000, None, "not a JSON object"),
        ('{"text": "x"}', None, 'no "id"'),
        ('{"id": "a"}', "a", 'neither "text" nor "html"'),
        ('{"id": "a", "text": 5}', "a", '"text" is not a string'),
        ('{"id": "a", "text": "x", "published": "soon"}', "a", "not an ISO 8601 date"),
    ],
)
def test_a_bad_line_says_why(line: str, record_id: str | None, says: str) -> None:
    (error,) = read_ndjson([line])
    assert isinstance(error, RecordError)
    assert says in str(error)
    assert error.record_id == record_id


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("£5".encode(), "£5"),
        ("\ufeff£5".encode(), "£5"),
        ("£5".encode("utf-16"), "£5"),
        ("“£5”".encode("cp1252"), "“£5”"),
    ],
)
def test_decode(content: bytes, text: str) -> None:
    assert decode(content) == text


def test_large_members_one_after_the_other_are_read_to_the_last(tmp_path: Path) -> None:
    """The end of a large member is not the end of the file, and not one that is read for ever."""
    lines = [f"<p>Line {n} of the day, with a figure of {n * 7919 % 1000}.</p>".encode() for n in range(20_000)]
    members = [gzip.compress(b"".join(lines[at::3])) for at in range(3)]
    (tmp_path / "a.html.gz").write_bytes(b"".join(members))
    assert str(read_file(str(tmp_path / "a.html.gz")).html).count("Line") == 20_000
    (tmp_path / "b.html.gz").write_bytes(b"".join(members)[:-50])
    with pytest.raises(ReadError, match="is a damaged gzip file"):
        read_file(str(tmp_path / "b.html.gz"))
