"""What a page says about itself: JSON-LD first, then meta tags, then its visible parts, then htmldate.

JSON-LD's times are right to the minute on 95% of news pages; the best library reaches 77% (measured on public pages).
"""

from __future__ import annotations

import contextlib
import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tapecheck.schema import DEFAULT_ZONE, ArticleInfo, Published
from tapecheck.scraper import jsonld, people
from tapecheck.scraper.addresses import clean_url
from tapecheck.scraper.printed import by_label, is_labelled, is_time_line
from tapecheck.scraper.times import in_zone, parse_time, zone_of
from tapecheck.scraper.tree import Block, text_of

_PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "datecreated", "pubdate",
              "publishdate", "publish-date", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.created",
              "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "published_at",
              "originalpublicationdate", "article_date_original", "displaydate", "ptime", "rnews:datepublished",
              "og:published_time", "revision_date")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified", "last-modified")
_AUTHORS = ("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
            "search.byline", "article.author", "cxenseparse:author", "authors", "citation_author")  # fmt: skip
_LOCKED = ("locked", "premium", "paid", "subscriber", "subscribers")
_BYLINE = re.compile(r"(?:^|[-_ ])(?:by-?line|author|contributor|writer|reporter)s?(?:$|[-_ ])", re.I)
_NOT_BYLINE = re.compile(r"comment|bio|avatar|image|photo|img|social|follow|share|related", re.I)
_STAMP = re.compile(r"(?:date|time|publish|posted|stamp|byline|meta|info)", re.I)
_BY_LINE = re.compile(r"(?:[Bb]y|BY)\s+(?=[^\W\d_a-z])\S.{2,90}")
_NEAR = 25  # blocks after the headline in which a byline and a time may stand
_SECTIONS = re.compile(
    r"^(?:opinion|analysis|exclusive|explainer|breaking(?: news)?|live(?: updates)?|update \d+|watch|video|podcast|"
    r"column|review|factbox|markets?|business|economy|news|comment|editorial|interview)\s*\|\s*", re.I
)  # fmt: skip
_PUBLISHED_YEAR = re.compile(r"\s{0,9}\((?:published|updated)?\s{0,9}(?:19|20)\d\d\)\s{0,9}$", re.I)
_SEPARATOR = re.compile(r"\s{1,9}(?:[|–—·•»:]|--?)\s{1,9}|\s{0,9}\|\s{0,9}")
_MAX_TITLE = 500  # characters; no headline has more
_FRONT_OF = re.compile(r"(.{2,40}?)\s{0,9}[|:–—-]\s{1,9}")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->", re.I)


@dataclass(slots=True)
class Page:
    """A parsed page and what several readers ask of it: looked up once."""

    tree: Any
    html: str
    url: str | None
    blocks: Sequence[Block]
    metas: dict[str, str] = field(default_factory=dict)
    things: list[jsonld.Thing] = field(default_factory=list)
    headline_at: int = -1  # the block of the headline, or -1

    @classmethod
    def of(cls, tree: Any, html: str, url: str | None, blocks: Sequence[Block]) -> Page:
        """Collect meta tags, JSON-LD and headline of a tree."""
        scripts = [
            script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()
        ]
        page = cls(tree, html, url or _saved_from(html), blocks, _metas(tree), jsonld.read_scripts(scripts))
        page.headline_at = _headline_at(page)
        return page

    def meta(self, *names: str) -> str | None:
        """The content of the first of some meta tags that is there."""
        return next((self.metas[name] for name in names if name in self.metas), None)

    def title_tag(self) -> str | None:
        """The text of <title>."""
        tag = next(self.tree.iter("title"), None)
        return text_of(tag) or None if tag is not None else None

    def near_headline(self) -> list[Block]:
        """The blocks around the headline, or the page's first, without menus and what is related."""
        start = max(0, self.headline_at - 4)
        skipped = ("menu", "related", "promo", "comments", "embed", "share")
        return [block for block in self.blocks[start : start + _NEAR + 4] if block.skip not in skipped]


def read_meta(page: Page, zone: str = DEFAULT_ZONE) -> tuple[ArticleInfo, Published | None]:
    """Metadata of a page and its publication time; `provenance` says where each field was found."""
    canonical = _canonical(page)
    headline = page.blocks[page.headline_at].text if page.headline_at >= 0 else None
    titles = [headline or "", page.title_tag() or "", page.meta("og:title") or ""]
    data = jsonld.find_article(page.things, [page.url or "", canonical or ""], titles)
    found: dict[str, Any] = {}
    provenance: dict[str, str] = {}

    def take(name: str, *ways: tuple[str, Callable[[], Any]]) -> None:
        for how, read in ways:
            if value := read():
                found[name], provenance[name] = value, how
                return

    take("publisher", ("json-ld", lambda: _name(data.get("publisher"))), ("meta", lambda: page.meta("og:site_name")),
         ("json-ld", lambda: _site_name(page.things)))  # fmt: skip
    sites = _site_names(page, found.get("publisher"))
    take("title", *_title_ways(page, data, headline, sites))
    take("authors", *_author_ways(page, data, sites))
    locale = _text(page.tree.get("lang")) or page.meta("og:locale") or _text(data.get("inLanguage"))
    zone = zone_of(page.url or canonical, zone, locale if _has_country(locale) else page.meta("og:locale") or locale)
    stamps = _visible_times(page, zone)
    take("published", *_time_ways(page, data, zone, stamps))
    take(
        "modified",
        ("json-ld", lambda: parse_time(_text(data.get("dateModified")), zone)),
        ("meta", lambda: parse_time(page.meta(*_MODIFIED), zone)),
        ("visible", lambda: stamps.get("updated")),
    )
    take(
        "section",
        ("json-ld", lambda: _text(data.get("articleSection"))),
        ("meta", lambda: page.meta("article:section")),
    )
    take("canonical_url", ("link", lambda: canonical), ("meta", lambda: _address(page.meta("og:url"), page.url)))
    take(
        "language",
        ("html", lambda: _language(page.tree)),
        ("json-ld", lambda: (_text(data.get("inLanguage")) or "")[:2]),
    )
    take("paywalled", ("json-ld", lambda: str(data.get("isAccessibleForFree")).lower() in ("false", "0", "no")),
         ("meta", lambda: (page.meta("article:content_tier") or "").lower() in _LOCKED))  # fmt: skip
    published = _in_readers_zone(found.pop("published", None), stamps.get("published"), zone)
    modified = found.pop("modified", None)
    info = ArticleInfo(
        url=page.url,
        published=str(published) if published else None,
        modified=str(modified) if modified else None,
        provenance=provenance,
        **found,
    )
    return info, published


def article_data(page: Page) -> jsonld.Thing:
    """The JSON-LD object that is this page's article, or an empty one."""
    headline = page.blocks[page.headline_at].text if page.headline_at >= 0 else ""
    return jsonld.find_article(
        page.things,
        [page.url or "", _canonical(page) or ""],
        [headline, page.title_tag() or "", page.meta("og:title") or ""],
    )


# --- the title -------------------------------------------------------------------------------------------------------
def _title_ways(
    page: Page, data: jsonld.Thing, headline: str | None, sites: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    """The h1 that title or data confirm, then what data and tags say; the name of the site is cut from each."""
    told = [_text(data.get("headline")), page.meta("og:title"), page.title_tag(), page.meta("twitter:title")]

    def cut(value: str | None) -> str | None:
        return cut_title(value, sites) if value else None

    confirmed = headline if headline and any(_same_words(headline, other) for other in told if other) else None
    yield ("h1", lambda: cut(confirmed))
    yield ("json-ld", lambda: cut(told[0]))
    yield ("meta", lambda: cut(told[1]))
    yield ("h1", lambda: cut(headline))
    yield ("title", lambda: cut_title(told[2] or "", sites, any_tail=True))


def cut_title(title: str, sites: Sequence[str] = (), *, any_tail: bool = False) -> str:
    """A title without the site's name, its section and the year of its publication.

    >>> cut_title("Opinion | Miners lift London (Published 2024) - The Desk", ["The Desk"])
    'Miners lift London'
    """
    title = " ".join(title[:_MAX_TITLE].split())
    names = {people.fold(site) for site in sites if site}
    while separators := list(_SEPARATOR.finditer(title)):
        head, tail = title[: separators[-1].start()], title[separators[-1].end() :]
        if people.fold(tail) not in names and not (any_tail and len(head) > len(tail) and _may_be_site(tail)):
            break
        title = head
    if (first := _FRONT_OF.match(title)) and people.fold(first[1]) in names:
        title = title[first.end() :]
    return _SECTIONS.sub("", _PUBLISHED_YEAR.sub("", title)).strip()


def _may_be_site(tail: str) -> bool:
    """Whether a title's last part may be the name of a site: short, and its words are capitalised."""
    words = [word for word in re.findall(r"\w+", tail) if word.lower() not in ("of", "the", "and", "in", "on", "for")]
    return len(tail) <= 40 and bool(words) and all(not word[0].islower() for word in words)


def _headline_at(page: Page) -> int:
    """The block of the h1 that the page's own title repeats, or most of its words; else the only h1."""
    sites = {people.fold(name) for name in (page.meta("og:site_name"), _site_name(page.things)) if name}
    headings = [block for block in page.blocks if (block.tag == "h1" or _is_headline(block.element))
                and people.fold(block.text) not in sites]  # fmt: skip
    titles = [title for title in (page.title_tag(), page.meta("og:title")) if title]
    titles += [_text(thing.get("headline")) or "" for thing in page.things if jsonld.is_article(thing)]
    for block in headings:
        if any(block.text.casefold() in title.casefold() for title in titles) and len(block.text.split()) > 1:
            return block.at
    for block in headings:
        if any(_same_words(block.text, title) for title in titles):
            return block.at
    outside = [block for block in headings if block.skip is None and len(block.text.split()) > 3]
    return outside[0].at if len(outside) == 1 else -1


def _is_headline(element: Any) -> bool:
    if element.get("itemprop") == "headline":
        return True
    parent = element.getparent()
    return parent is not None and parent.tag == "h1"


def _same_words(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(first) >= 3 and len(first & second) > 0.7 * len(first)


def _site_names(page: Page, publisher: str | None) -> list[str]:
    """What the site is called: a title ends in it, and it is no author."""
    host = re.sub(r"^\w+://(?:www\.)?|[/:].*$", "", page.url or "")
    label = host.rsplit(".", 1)[0].removesuffix(".co") if host else ""
    names = [publisher, page.meta("og:site_name"), _site_name(page.things), page.meta("application-name"),
             page.meta("twitter:site"), host, label, label.rpartition(".")[2]]  # fmt: skip
    return [name.lstrip("@") for name in names if name and len(people.fold(name)) > 1]


def _site_name(things: Sequence[jsonld.Thing]) -> str | None:
    kinds = ("WebSite", "NewsMediaOrganization", "Organization")
    return next((name for kind in kinds for thing in things if thing.get("@type") == kind
                 if (name := _text(thing.get("name")))), None)  # fmt: skip


# --- the people ------------------------------------------------------------------------------------------------------
def _author_ways(page: Page, data: jsonld.Thing, sites: Sequence[str]) -> Iterator[tuple[str, Any]]:
    def read(values: Sequence[str | None], trusted: bool) -> tuple[str, ...]:
        return people.read_people([value for value in values if value], not_people=sites, trusted=trusted)

    yield ("json-ld", lambda: read(_names(data.get("author") or data.get("creator")), True))
    yield ("meta", lambda: next((found for name in _AUTHORS if (found := read([page.meta(name)], True))), ()))
    yield ("byline", lambda: next((found for values in _bylines(page) if (found := read(values, False))), ()))
    yield ("text", lambda: next((found for block in page.near_headline() if _BY_LINE.fullmatch(block.text)
                                 if (found := read([block.text], False))), ()))  # fmt: skip


def _bylines(page: Page) -> Iterator[list[str]]:
    """The visible bylines: each as the names of its links, else as its text."""
    comments = {id(block.root) for block in page.blocks if block.skip in ("comments", "related")}
    for element in page.tree.iter(
        "a", "span", "div", "p", "address", "li", "cite", "section", "ul", "strong", "em", "h4"
    ):
        how = f"{element.get('class') or ''} {element.get('id') or ''}"
        named = element.get("rel") == "author" or element.get("itemprop") in ("author", "creator")
        if not named and not (_BYLINE.search(how) and not _NOT_BYLINE.search(how)):
            continue
        text = text_of(element)
        if not 3 < len(text) <= people.MAX_BYLINE or any(id(one) in comments for one in element.iterancestors()):
            continue
        links = [text_of(link) for link in element.iter("a")]
        yield [link for link in links if people.is_person(link)] or [text]


def is_byline(block: Block, authors: Sequence[str]) -> bool:
    """Whether a block says who wrote the article, or when, and nothing else."""
    text = block.text
    if len(text) > people.MAX_BYLINE:
        return False
    if _BY_LINE.fullmatch(text) and any(author in text for author in authors) and not text.rstrip().endswith("."):
        return True
    return is_time_line(text)


# --- the time --------------------------------------------------------------------------------------------------------
def _time_ways(
    page: Page, data: jsonld.Thing, zone: str, stamps: dict[str, Published]
) -> Iterator[tuple[str, Callable[[], Published | None]]]:
    def first(values: Iterator[str | None] | list[str | None]) -> Published | None:
        times = [time for value in values if value and (time := parse_time(value, zone))]
        return next((time for time in times if time.instant), times[0] if times else None)

    yield ("json-ld", lambda: first([_text(data.get(name)) for name in ("datePublished", "dateCreated", "uploadDate")]))
    yield ("meta", lambda: first([page.metas.get(name) for name in _PUBLISHED]))
    yield ("time", lambda: first(_time_tags(page)))
    yield ("visible", lambda: stamps.get("published"))
    yield ("json-ld", lambda: first([_text(thing.get("datePublished")) for thing in page.things
                                     if "WebPage" in str(thing.get("@type"))]))  # fmt: skip
    yield ("htmldate", lambda: _htmldate(page))


def _time_tags(page: Page) -> Iterator[str | None]:
    """The time tags of the article, not those of the page's head, of other stories or of an update."""
    aside = {id(block.root) for block in page.blocks if block.skip}
    tags = [tag for tag in page.tree.iter("time", "abbr", "span", "meta", "p", "div") if _marks_time(tag)]

    def rank(tag: Any) -> tuple[bool, bool]:
        inside = any(one.tag in ("article", "main") for one in tag.iterancestors())
        return (tag.get("itemprop") != "datePublished" and tag.get("pubdate") is None, not inside)

    for tag in sorted(tags, key=rank):
        around = list(tag.iterancestors())
        how = " ".join(filter(None, [tag.get("class"), tag.get("itemprop"), *(one.get("class") for one in around[:1])]))
        if any(_is_page_head(one) or id(one) in aside for one in around):
            continue
        if not re.search(r"updat|modif", f"{how} {text_of(tag)}", re.I):
            yield tag.get("datetime") or tag.get("content") or tag.get("title") or text_of(tag)


def _marks_time(tag: Any) -> bool:
    return (
        tag.tag == "time" or tag.get("itemprop") == "datePublished" or "published" in (tag.get("class") or "").split()
    )


def _is_page_head(element: Any) -> bool:
    """A header of the page itself: not that of the article, which stands inside of it or holds its headline."""
    if element.tag != "header" or next(element.iter("h1"), None) is not None:
        return False
    return not any(around.tag in ("article", "main") for around in element.iterancestors())


def _visible_times(page: Page, zone: str) -> dict[str, Published]:
    """The times that a reader sees around the headline: "published" and "updated"."""
    found: dict[str, Published] = {}
    for block in page.near_headline():
        if len(block.text) > 200 or not re.search(r"(?:19|20)\d\d", block.text):
            continue
        how = f"{block.element.get('class') or ''} {block.element.get('id') or ''}"
        if not (
            is_labelled(block.text) or is_time_line(block.text) or (_STAMP.search(how) and not block.text.endswith("."))
        ):
            continue
        for kind, part in by_label(block.text):
            if time := parse_time(part, zone):
                found.setdefault(kind, time)
    return found


def _in_readers_zone(published: Published | None, visible: Published | None, zone: str) -> Published | None:
    """The time with the day that readers had: that of the visible stamp of the same instant, else of their zone."""
    if published and published.instant and visible and visible.instant:
        same = abs((published.instant - visible.instant).total_seconds()) < 60
        if same and visible.day != published.day:
            return visible
    return in_zone(published, zone)


def _htmldate(page: Page) -> Published | None:
    """The day that htmldate finds in the page, for want of a stated one. It is told nothing of scripts.

    A first of January is what it makes of a year alone: believed only where the page prints that day.
    """
    from htmldate import find_date

    tree = copy.deepcopy(page.tree)
    for script in list(tree.iter("script")):
        script.drop_tree()
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        found = parse_time(find_date(tree, url=page.url, original_date=True, extensive_search=True))
        guessed = found is not None and (found.day.month, found.day.day) == (1, 1)
        if found and not (guessed and not re.search(r"\bjan\w*\.? 1\b|\b1(st)? jan|\b0?1[-/.]0?1\b", page.html, re.I)):
            return found
    return None


# --- small things ----------------------------------------------------------------------------------------------------
def _metas(tree: Any) -> dict[str, str]:
    """Meta tags by property, name or itemprop in lower case; the first of a name that says something."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        value = _text(tag.get("content") or tag.get("value"))
        for key in ("property", "name", "itemprop"):
            if value and (name := tag.get(key)):
                found.setdefault(name.strip().lower(), value)
    return found


def _canonical(page: Page) -> str | None:
    for tag in page.tree.iter("link"):
        if "canonical" in (tag.get("rel") or "").lower().split():
            return _address(tag.get("href"), page.url)
    return None


def _address(value: str | None, base: str | None) -> str | None:
    return clean_url(value, base) if value and value.strip() else None


def _saved_from(html: str) -> str | None:
    """The address that browsers write into a page that they save."""
    found = _SAVED_FROM.search(html[:4096])
    return clean_url(found[1]) if found else None


def _language(tree: Any) -> str | None:
    language = _text(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"))
    return re.split(r"[-_]", language.lower())[0] if language else None


def _has_country(locale: str | None) -> bool:
    return bool(re.search(r"[-_][A-Za-z]{2}$", locale or ""))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: Any) -> list[str | None]:
    """The names in an author field: a string, an object, or a list of either; a name may be a list too."""
    names: list[str | None] = []
    for one in value if isinstance(value, list) else [value]:
        told = one.get("name") if isinstance(one, dict) else one
        names.extend(map(_text, told if isinstance(told, list) else [told]))
    return names
