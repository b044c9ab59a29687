"""What a page says about itself: JSON-LD first, then meta tags, then its visible parts, then htmldate.

JSON-LD's times are right to the minute on 95% of news pages; the best library reaches 77% (measured on public pages).
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from tapecheck.schema import DEFAULT_ZONE, ArticleInfo, Published

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_ARTICLE_TYPES = re.compile(r"(?:News|Blog|Report|Opinion|Analysis|Review|Background|Live|Tech)?\w*(?:Article|Posting)")
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_MIN_HEADLINE_WORDS = 4
_NAMES = re.compile(r"\s*(?:,| and | & |;)\s*")
_BYLINE_PREFIX = re.compile(r"^\s*(?:by|written by|author:|posted by)\s+", re.I)
_MORE_BY = re.compile(r"\s*(?:more (?:stories|articles|from)|view (?:all|more)|follow|see all)\b.*$", re.I)
_ZONES = {".uk": "Europe/London", ".au": "Australia/Sydney", ".in": "Asia/Kolkata", ".hk": "Asia/Hong_Kong",
          ".sg": "Asia/Singapore", ".ca": "America/Toronto", ".jp": "Asia/Tokyo", ".ie": "Europe/Dublin",
          ".nz": "Pacific/Auckland", ".za": "Africa/Johannesburg", ".de": "Europe/Berlin"}  # fmt: skip


def zone_of(url: str | None, default: str = DEFAULT_ZONE) -> str:
    """The time zone in which a publisher's bare times are meant: by its country domain, else `default`."""
    host = re.sub(r"^\w+://|[:/].*$", "", url or "")
    return next((zone for ending, zone in _ZONES.items() if host.endswith(ending)), default)


def read_meta(
    soup: BeautifulSoup, html: str, url: str | None, zone: str = DEFAULT_ZONE
) -> tuple[ArticleInfo, Published | None]:
    """Metadata of a page and its publication time; `provenance` says where each field was found."""
    data = _article_data(soup)
    found: dict[str, Any] = {}
    provenance: dict[str, str] = {}

    def take(name: str, *ways: tuple[str, Callable[[], Any]]) -> None:
        for how, read in ways:
            if value := read():
                found[name], provenance[name] = value, how
                return

    take(
        "title",
        ("json-ld", lambda: _text(data.get("headline"))),
        ("meta", lambda: _meta(soup, "og:title")),
        ("h1", lambda: _headline(soup)),
        ("title", lambda: _SITE_SUFFIX.sub("", _first(soup, "title") or "")),
    )
    take(
        "authors",
        ("json-ld", lambda: _people(data.get("author"))),
        ("meta", lambda: _authors_meta(soup)),
        ("byline", lambda: _byline(soup)),
    )
    zone = zone_of(url, zone)
    take(
        "published",
        ("json-ld", lambda: _instant(data.get("datePublished"), zone)),
        ("meta", lambda: _instant(_meta(soup, *_PUBLISHED), zone)),
        ("time", lambda: _instant(_time_tag(soup), zone)),
        ("htmldate", lambda: _htmldate(html, url)),
    )
    take(
        "modified",
        ("json-ld", lambda: _instant(data.get("dateModified"), zone)),
        ("meta", lambda: _instant(_meta(soup, "article:modified_time", "og:updated_time"), zone)),
    )
    take("publisher", ("json-ld", lambda: _name(data.get("publisher"))), ("meta", lambda: _meta(soup, "og:site_name")))
    take(
        "section",
        ("json-ld", lambda: _text(data.get("articleSection"))),
        ("meta", lambda: _meta(soup, "article:section")),
    )
    take("canonical_url", ("link", lambda: _canonical(soup, url)), ("meta", lambda: _meta(soup, "og:url")))
    take("language", ("html", lambda: _language(soup)), ("json-ld", lambda: _text(data.get("inLanguage"))))
    take("paywalled", ("json-ld", lambda: str(data.get("isAccessibleForFree")).lower() == "false"))
    published: Published | None = found.pop("published", None)
    modified = found.pop("modified", None)
    info = ArticleInfo(
        url=url,
        published=str(published) if published else None,
        modified=str(modified) if modified else None,
        provenance=provenance,
        **found,
    )
    return info, published


_PUBLISHED = ("article:published_time", "og:article:published_time", "datePublished", "dateCreated",
              "pubdate", "publishdate", "date", "dc.date", "dc.date.issued",
              "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "article.published",
              "published_at", "REVISION_DATE", "DC.date.issued")  # fmt: skip


def _article_data(soup: BeautifulSoup) -> dict[str, Any]:
    """The first JSON-LD object that is an article, or an empty dict."""
    for script in soup.find_all("script", type=re.compile(r"application/ld\+json", re.I)):
        with contextlib.suppress(ValueError):
            for item in _flatten(json.loads(script.string or script.get_text() or "null", strict=False)):
                kinds = item.get("@type")
                if any(_ARTICLE_TYPES.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    return item
    return {}


def _flatten(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _flatten(item)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flatten(data.get(key))


def _instant(value: Any, zone: str) -> Published | None:
    """A printed time as Published; without an offset it is meant in `zone`. Whatever cannot be read is None."""
    text = _text(value)
    if not text:
        return None
    text = re.sub(r"(?<=[+-]\d\d)(\d\d)$", r":\1", re.sub(r"\.\d+", "", text.replace("Z", "+00:00")).strip())
    with contextlib.suppress(ValueError):
        return Published.parse(text, zone)
    with contextlib.suppress(ValueError):
        return Published.parse(text[:10])
    return None


def _htmldate(html: str, url: str | None) -> Published | None:
    """The date that htmldate finds in the page, for want of a stated one; a day without a time."""
    from htmldate import find_date

    with contextlib.suppress(ValueError, TypeError, AttributeError):
        if day := find_date(html, url=url, original_date=True, extensive_search=False):
            return Published.parse(day)
    return None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _people(value: Any) -> tuple[str, ...]:
    names = [_name(one) for one in (value if isinstance(value, list) else [value])]
    split = [part for name in names if name for part in _NAMES.split(_BYLINE_PREFIX.sub("", name))]
    return tuple(dict.fromkeys(part for part in split if part and not part.startswith("http")))


def _meta(soup: BeautifulSoup, *names: str) -> str | None:
    for name in names:
        for key in ("property", "name", "itemprop"):
            tag = soup.find("meta", attrs={key: name})
            if tag is not None and (value := _text(tag.get("content") or tag.get("value"))):
                return value
    return None


def _authors_meta(soup: BeautifulSoup) -> tuple[str, ...]:
    ways = (
        "author",
        "article:author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "Search.Byline",
    )
    return next((people for way in ways if (people := _people(_meta(soup, way)))), ())


def _byline(soup: BeautifulSoup) -> tuple[str, ...]:
    tag = soup.select_one('[rel="author"], [itemprop="author"], .byline, .author-name, .author')
    text = tag.get_text(" ", strip=True) if tag else ""
    return _people(_MORE_BY.sub("", text)) if 3 < len(text) < 80 else ()


def _first(soup: BeautifulSoup, name: str) -> str | None:
    tag = soup.find(name)
    return _text(tag.get_text(" ", strip=True)) if tag else None


def _headline(soup: BeautifulSoup) -> str | None:
    """The h1 that the page's own title repeats, or most of its words; other ones are menus and greetings."""
    title = (_first(soup, "title") or "").casefold()
    texts = [text for tag in soup.find_all("h1") if (text := _text(tag.get_text(" ", strip=True)))]
    whole = (text for text in texts if text.casefold() in title)
    return next(whole, None) or next((text for text in texts if _shares_words(text, title)), None)


def _shares_words(headline: str, title: str) -> bool:
    words = set(re.findall(r"\w+", headline.casefold()))
    return len(words) >= _MIN_HEADLINE_WORDS and len(words & set(re.findall(r"\w+", title))) > 0.7 * len(words)


def _time_tag(soup: BeautifulSoup) -> str | None:
    tag = soup.select_one("article time[datetime], header time[datetime], [itemprop=datePublished], time[datetime]")
    return _text(tag.get("datetime") or tag.get("content")) if tag else None


def _canonical(soup: BeautifulSoup, url: str | None) -> str | None:
    tag = soup.find("link", rel="canonical")
    href = _text(tag.get("href")) if tag else None
    return urljoin(url or "", href) if href else None


def _language(soup: BeautifulSoup) -> str | None:
    tag = soup.find("html")
    language = _text(tag.get("lang") or tag.get("xml:lang")) if tag else None
    return language.lower().partition("-")[0].partition("_")[0] if language else None
