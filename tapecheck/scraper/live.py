"""Live blogs: each post is an article of its own, with its own instant; "up 2%" at nine is not "up 2%" at four."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from tapecheck.schema import DEFAULT_ZONE, Record
from tapecheck.scraper import jsonld
from tapecheck.scraper.addresses import clean_url
from tapecheck.scraper.times import parse_time, zone_of
from tapecheck.scraper.tree import decode_page, parse_html, text_of

MAX_POSTS = 500
_LEAST_POSTS, _LEAST_CHARS = 2, 40
_SIGNS = re.compile(r"liveBlog|live-?(blog|post|entry|update)", re.I)
_POST = re.compile(r"(?:^|[\s_-])live[-_]{0,3}(?:blog)?[-_]{0,3}(?:post|entry|update|item|block|card)|post--live", re.I)
_LIVE = re.compile(r"\blive\b|live-?blog", re.I)


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its headline, its paragraphs, its printed time and what the page calls it."""

    name: str
    headline: str
    paragraphs: tuple[str, ...]
    when: str


def split_posts(record: Record) -> list[Record]:
    """The posts of a live blog as records, newest first as pages have them; any other record alone."""
    if record.html is None:
        return [record]
    html = record.html if isinstance(record.html, str) else decode_page(record.html)
    if not _SIGNS.search(html):
        return [record]
    tree = parse_html(html)
    if tree is None:
        return [record]
    posts = list(_data_posts(tree)) or (list(_marked_posts(tree)) if _is_live(record, html, tree) else [])
    zone = zone_of(record.url, record.zone or DEFAULT_ZONE)
    told = [post for post in posts[:MAX_POSTS] if sum(map(len, post.paragraphs)) >= _LEAST_CHARS
            and (time := parse_time(post.when, zone)) and time.instant]  # fmt: skip
    if len(told) < _LEAST_POSTS:
        return [record]
    head = _head(tree)
    return [_record(record, post, head, tree.get("lang") or "") for post in told]


def _is_live(record: Record, html: str, tree: Any) -> bool:
    """Whether the page calls itself live: other pages have boxes of that name, and they are not its text."""
    title = next(tree.iter("title"), None)
    called = f"{record.url or ''} {text_of(title) if title is not None else ''}"
    return "LiveBlogPosting" in html or bool(_LIVE.search(called))


def _data_posts(tree: Any) -> Iterator[Post]:
    """The posts that JSON-LD's LiveBlogPosting lists."""
    scripts = [tag.text or "" for tag in tree.iter("script") if "ld+json" in (tag.get("type") or "").lower()]
    for thing in jsonld.read_scripts(scripts):
        updates = thing.get("liveBlogUpdate") if "LiveBlogPosting" in str(thing.get("@type")) else None
        for update in updates if isinstance(updates, list) else [updates] if isinstance(updates, dict) else []:
            if isinstance(update, dict) and isinstance(body := update.get("articleBody"), str):
                when = str(update.get("datePublished") or update.get("dateCreated") or "")
                headline = str(update.get("headline") or update.get("name") or "")
                name = str(update.get("@id") or update.get("url") or f"{headline}{when}")
                yield Post(name, " ".join(headline.split()), _paragraphs(body), when)


def _paragraphs(body: str) -> tuple[str, ...]:
    if "<" in body and (tree := parse_html(f"<div>{body}</div>")) is not None:
        marked = [text_of(element) for element in tree.iter("p", "li", "h2", "h3", "blockquote")]
        body = "\n".join(marked) if any(marked) else text_of(tree)
    return tuple(" ".join(line.split()) for line in body.splitlines() if line.strip())


def _marked_posts(tree: Any) -> Iterator[Post]:
    """The posts that stand in elements of their own, each with a time tag."""
    for element in tree.iter("article", "div", "section", "li"):
        if not _POST.search(element.get("class") or "") or any(_is_post(one) for one in element.iterancestors()):
            continue
        time = next((tag for tag in element.iter("time") if tag.get("datetime")), None)
        if time is None:
            continue
        heading = next(element.iter("h2", "h3", "h4"), None)
        paragraphs = tuple(text for one in element.iter("p", "li", "blockquote") if (text := text_of(one)))
        name = element.get("id") or element.get("data-id") or f"{time.get('datetime')}{paragraphs[:1]}"
        yield Post(name, text_of(heading) if heading is not None else "", paragraphs, str(time.get("datetime")))


def _is_post(element: Any) -> bool:
    how = element.get("class") or ""
    return bool(_POST.search(how)) and next(element.iter("time"), None) is not None and element.tag != "body"


def _head(tree: Any) -> str:
    """What the posts have in common: the tags that name the site, the author and the locale."""
    kept = ("og:site_name", "og:locale", "author", "article:author", "article:section")
    tags = [(tag.get("property") or tag.get("name"), tag.get("content")) for tag in tree.iter("meta")]
    return "".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in tags if name in kept and value
    )


def _record(record: Record, post: Post, head: str, language: str) -> Record:
    """A post as a small page. Its address is the page's, with what names the post behind it."""
    name = hashlib.sha256(post.name.encode("utf-8", "replace")).hexdigest()[:12]
    headline = post.headline or post.paragraphs[0][:120]
    body = "".join(f"<p>{escape(line)}</p>" for line in post.paragraphs)
    html = (
        f'<html lang="{escape(language)}"><head><title>{escape(headline)}</title>{head}'
        f'<meta property="article:published_time" content="{escape(post.when)}"></head>'
        f"<body><article><h1>{escape(headline)}</h1>{body}</article></body></html>"
    )
    page = clean_url(record.url) if record.url else None
    return Record(
        id=hashlib.sha256(f"{record.id}{name}".encode()).hexdigest()[:12], html=html,
        url=f"{page}#post={name}" if page else None, source=f"{record.called}#post={name}", zone=record.zone,
    )  # fmt: skip
