"""Feeds and sitemaps to the stories that they name: RSS, Atom, JSON Feed, and sitemaps with or without news.

What they claim is bounded: entries, files, depth and bytes. Nothing is fetched here, and no entity is resolved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from tapecheck.errors import ReadError, TapecheckError
from tapecheck.scraper.addresses import clean_url
from tapecheck.scraper.decompress import Damaged, TooLarge, gunzip

MAX_ENTRIES = 50_000  # the sitemap protocol's own bound for a file
MAX_FILES = 50
MAX_DEPTH = 3
_MAX_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class Story:
    """One story that a feed or sitemap names; `when` is what it prints as the time, or None."""

    url: str
    when: str | None = None


def read_feed(name: str, content: bytes, base: str | None = None) -> list[Story]:
    """The stories of a feed, in its order. Raises ReadError for what is none."""
    content = _unpacked(name, content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        found = _json_feed(name, content, base)
    else:
        found = _xml_feed(name, content, base)
    return list({story.url: story for story in found[:MAX_ENTRIES]}.values())


def _json_feed(name: str, content: bytes, base: str | None) -> list[Story]:
    """JSON Feed 1.1: the address of an item is `url`, else `external_url`."""
    try:
        data = json.loads(content)
        items = data["items"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise ReadError(name, "is no feed that can be read; check the address") from error
    links = ((item.get("url") or item.get("external_url"), item.get("date_published"))
             for item in items if isinstance(item, dict))  # fmt: skip
    return [Story(url, when) for link, when in links if isinstance(link, str) and (url := clean_url(link, base))]


def _xml_feed(name: str, content: bytes, base: str | None) -> list[Story]:
    import feedparser

    feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise ReadError(name, "is no feed that can be read; check the address")
    base = base or feed.feed.get("link")
    found = []
    for entry in feed.entries[:MAX_ENTRIES]:
        # An entry may name the story in its origlink (a feed service stands between) or, without a link, in its id.
        link = entry.get("feedburner_origlink") or entry.get("link") or entry.get("id")
        if link and (url := clean_url(str(link), base)):
            found.append(Story(url, entry.get("published") or entry.get("updated")))
    return found


def read_sitemap(
    name: str, content: bytes, fetch: Callable[[str], bytes] | None = None
) -> Iterator[Story | TapecheckError]:
    """The stories of a sitemap and of those that it names, newest first where times are printed.

    `fetch` gives the bytes of another sitemap; what cannot be had is an error in its place. Raises ReadError.
    """
    waiting: list[tuple[str, bytes, int]] = [(name, content, 0)]
    asked = {name}
    while waiting:
        here, body, depth = waiting.pop(0)
        stories, children = _sitemap(here, body)
        yield from sorted(stories, key=lambda story: story.when or "", reverse=True)
        for child in children:
            if fetch is None or depth + 1 >= MAX_DEPTH or len(asked) >= MAX_FILES or child in asked:
                continue
            asked.add(child)
            try:
                waiting.append((child, fetch(child), depth + 1))
            except TapecheckError as error:
                yield error


def _sitemap(name: str, content: bytes) -> tuple[list[Story], list[str]]:
    """The stories of one file, and the other sitemaps that it names. Raises ReadError."""
    from lxml import etree

    content = _unpacked(name, content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":  # one address a line is a sitemap too
        lines = content.decode("utf-8-sig", "replace").splitlines()[:MAX_ENTRIES]
        return [Story(url) for line in lines if (url := clean_url(line.strip()))], []
    stories: list[Story] = []
    children: list[str] = []
    fields: dict[str, str] = {}
    try:
        for _, element in etree.iterparse(
            BytesIO(content), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, recover=True
        ):
            tag = _local(element.tag)
            if tag in ("loc", "lastmod", "publication_date") and element.text:
                if not (tag == "loc" and "image" in str(element.tag)):
                    fields.setdefault(tag, element.text.strip())
            elif tag in ("url", "sitemap"):
                if url := clean_url(fields.get("loc", "")):
                    when = fields.get("publication_date") or fields.get("lastmod")
                    stories.append(Story(url, when)) if tag == "url" else children.append(url)
                fields = {}
                element.clear()
                if len(stories) + len(children) >= MAX_ENTRIES:
                    break
    except etree.XMLSyntaxError as error:
        raise ReadError(name, "is no sitemap that can be read; check the address") from error
    if not stories and not children:
        raise ReadError(name, "is a sitemap without a story in it; check the address")
    return stories, children


def _local(tag: Any) -> str:
    return re.sub(r"^\{.*\}", "", str(tag)).lower()


def _unpacked(name: str, content: bytes) -> bytes:
    try:
        return gunzip(content, _MAX_BYTES)
    except TooLarge as error:
        raise ReadError(
            name, f"is over {_MAX_BYTES / 1e6:g} MB when unpacked; this is hardly a list of stories"
        ) from error
    except Damaged as error:
        raise ReadError(name, f"{error}; get it again") from error


def read_addresses(name: str, content: bytes) -> list[Story]:
    """The addresses of a list, one a line; blank lines and those that begin with # say nothing. Raises ReadError."""
    lines = [line.strip() for line in content.decode("utf-8-sig", "replace").splitlines()]
    wanted = [(count, line) for count, line in enumerate(lines, 1) if line and not line.startswith("#")]
    wrong = [count for count, line in wanted if not clean_url(line)]
    if wrong or not wanted:
        where = f"line {wrong[0]} is no address" if wrong else "holds no address"
        raise ReadError(name, f"{where}; give one that begins with https:// on each line")
    return list({line: Story(line) for _, line in wanted}.values())
