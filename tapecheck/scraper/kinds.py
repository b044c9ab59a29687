"""What a source is, found out by looking at its first bytes; never by its name alone."""

from __future__ import annotations

import json
import re
import zipfile
from enum import StrEnum
from io import BytesIO

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
TEXT_SUFFIXES = (".txt", ".text", ".md")
ARCHIVE_SUFFIXES = (".warc", ".mhtml", ".mht")
DOCUMENT_SUFFIXES = (".pdf", ".docx")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_ADDRESS = re.compile(r"https?://\S+$", re.I)
_OTHER = {
    b"\x89PNG": "a picture, not an article",
    b"\xff\xd8\xff": "a picture, not an article",
    b"GIF8": "a picture, not an article",
    b"RIFF": "a picture or recording, not an article",
    b"ID3": "a recording, not an article",
    b"SQLite format 3": "a database; name it with --db",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as .docx or its text as .txt and ingest that",
    b"PAR1": "a Parquet file, not an article",
    b"7z\xbc\xaf": "a compressed archive; unpack it and ingest the folder",
    b"Rar!": "a compressed archive; unpack it and ingest the folder",
    b"BZh": "a compressed file; unpack it first",
    b"\xfd7zXZ": "a compressed file; unpack it first",
    b"(\xb5/\xfd": "a compressed file; unpack it first",
}


class Kind(StrEnum):
    """What a source may be."""

    PAGE = "page"
    TEXT = "text"
    FEED = "feed"
    SITEMAP = "sitemap"
    ADDRESSES = "list of addresses"
    WARC = "WARC archive"
    MHTML = "saved page"
    PDF = "PDF"
    DOCX = "DOCX"


def kind_of(content: bytes, name: str = "", declared: str = "") -> Kind | str:
    """The kind of a source by its content, or in words what it is that cannot be read ("is a picture, ...").

    `name` and `declared` (a content type) decide only where the content leaves it open.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.PAGE if _looks_like_html(content[:4096].decode("utf-16", "ignore").encode()) else Kind.TEXT
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not head:
        return "is empty; nothing to read"
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(b"%PDF"):
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(content)
    for start, what in _OTHER.items():
        if head.startswith(start):
            return f"is {what}"
    if b"\0" in content[:4096]:
        return "is a binary file, not a page; give HTML or plain text"
    return _text_kind(content, head, name.lower().removesuffix(".gz"), declared)


def _text_kind(content: bytes, head: bytes, name: str, declared: str) -> Kind | str:
    if re.search(rb"(?im)^content-type:\s*multipart/related", head) and re.search(rb"(?im)^mime-version:", head):
        return Kind.MHTML
    root = re.match(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?[^>]*>\s*)*<([\w:]+)", head, re.S)
    tag = root[1].lower().rpartition(b":")[2] if root else b""
    if tag in (b"rss", b"feed", b"rdf"):
        return Kind.FEED
    if tag in (b"urlset", b"sitemapindex"):
        return Kind.SITEMAP
    if _looks_like_html(head) or "html" in declared or name.endswith(HTML_SUFFIXES):
        return Kind.PAGE
    if head[:1] in b"{[" and (what := _json_kind(content)):
        return what
    if root and (head.startswith(b"<?xml") or "xml" in declared):
        return "is XML of a kind that holds no article; give the page, a feed or a sitemap"
    if _is_address_list(content):
        return Kind.ADDRESSES
    return Kind.PAGE if tag and re.search(rb"<(p|div|article|h1)\b", head, re.I) else Kind.TEXT


def _looks_like_html(head: bytes) -> bool:
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    head = re.sub(rb"^(<!--.*?-->\s*|<\?xml[^>]*>\s*)+", b"", head, flags=re.S)
    return head.startswith(_HTML_STARTS)


def _json_kind(content: bytes) -> Kind | str | None:
    first = content.strip().partition(b"\n")[0]
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return None
        return "is a stream of JSON lines; tapecheck check --input-format ndjson reads records"
    if isinstance(data, dict) and "jsonfeed.org" in str(data.get("version")):
        return Kind.FEED
    return "is JSON, not an article; tapecheck check --input-format ndjson reads records of it, one a line"


def _is_address_list(content: bytes) -> bool:
    lines = [line.strip() for line in content[:200_000].decode("utf-8", "ignore").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    return bool(wanted) and sum(bool(_ADDRESS.match(line)) for line in wanted) >= 0.8 * len(wanted)


def _zip_kind(content: bytes) -> Kind | str:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        names = []
    if "word/document.xml" in names:
        return Kind.DOCX
    return "is a ZIP or Office file; save its text as a .txt file and ingest that"


def may_be_source(name: str) -> bool:
    """Whether a file of a folder is looked at, by its name."""
    return (
        name.lower().removesuffix(".gz").endswith(HTML_SUFFIXES + TEXT_SUFFIXES + ARCHIVE_SUFFIXES + DOCUMENT_SUFFIXES)
    )
