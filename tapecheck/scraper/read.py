"""From a record to an article: main text, tables and metadata of a page, or a text without its noise."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tapecheck.errors import ReadError
from tapecheck.schema import Article, ArticleInfo, Published, Record, without_surrogates
from tapecheck.scraper import walls
from tapecheck.scraper.markdown import find_tables, is_markdown, read_markdown
from tapecheck.scraper.text import clean, split_title, title_length

if TYPE_CHECKING:
    from tapecheck.scraper.meta import Page
    from tapecheck.scraper.publishers import Publisher
    from tapecheck.scraper.tree import Block

_NO_TEXT = "no article text found in the page; save its text as .txt and use that"
_MIN_WORDS_TO_TELL = 8  # a shorter text is taken to be English
_CERTAIN = 0.9  # of the guess that overrules what the page declares
_LIKELY = 0.7  # of the guess where nothing is declared: rows of names and figures, of no language, are read as English
_ALL_LINKS = 0.95
_SAMPLE = 5000  # characters that the language is told by
_PLAINLY = 0.12  # of the words: 629 of 677 real market texts of more than 60 words have more,
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "and",
        "that",
        "with",
        "from",
        "said",
        "were",
        "which",
        "this",
        "their",
        "after",
        "would",
        "than",
        "into",
        "been",
        "they",
        "while",
        "for",
        "on",
        "to",
    ]
)
_ENGLISH = ("en", "pcm")  # Nigerian Pidgin is what the identifier calls much of the market's short English


def read(record: Record) -> Article:
    """Make an article of a record. Raises ReadError where there is no text.

    `published` of the record wins over what the page says. A verbatim text is kept byte for byte.
    """
    if record.html is not None:
        article = _read_html(record)
    elif record.verbatim:
        text = record.text or ""
        article = dataclasses.replace(_plain(record, text, title_length(text)), tables=find_tables(text))
    else:
        return _read_text(record)
    return _with_language(_with_published(article, record))


def _read_text(record: Record) -> Article:
    text = (record.text or "").replace("\r\n", "\n")
    text, tables = read_markdown(text) if is_markdown(text) else (text, ())
    title, lines = split_title(text)
    page = clean(title, lines)
    if not page.text.strip():
        raise ReadError(record.called, "no text in it; nothing to check")
    article = _plain(record, page.text, page.title_end, truncated=page.truncated, paywalled=page.paywalled,
                     correction=page.correction)  # fmt: skip
    return _with_language(_with_published(dataclasses.replace(article, tables=tables), record, lines))


def _plain(record: Record, text: str, title_end: int, **info: Any) -> Article:
    title = text[:title_end] or None
    return Article(id=record.id, text=text, title_end=title_end, info=ArticleInfo(url=record.url, title=title, **info))


def _read_html(record: Record) -> Article:
    from tapecheck.scraper import meta
    from tapecheck.scraper.body import find_body, restored_by_data, settle_surroundings, skip_of
    from tapecheck.scraper.publishers import find_publisher
    from tapecheck.scraper.tables import read_tables
    from tapecheck.scraper.tree import blocks_of, decode_page, mark_footnotes, parse_html

    html = without_surrogates(record.html) if isinstance(record.html, str) else decode_page(record.html or b"")
    tree = parse_html(html)
    if tree is None:
        raise ReadError(record.called, _NO_TEXT)
    mark_footnotes(tree)
    blocks = blocks_of(tree, skip_of)
    settle_surroundings(blocks)
    page = meta.Page.of(tree, html, record.url, blocks)
    info, published = meta.read_meta(page, record.zone)
    data = meta.article_data(page)
    refreshes = walls.refreshes(tree)
    publisher = find_publisher(page.url or info.canonical_url, published)
    if publisher:
        info, published = _by_publisher(publisher, page, info, published)
        publisher.leave_out(tree, blocks)
    body = (publisher and publisher.find_body(tree, blocks)) or find_body(tree, blocks, page.url)
    _refuse(record, page, body, refreshes, bool(data))
    tables, in_tables = read_tables(body)
    wanted = [block for block in body if block.at not in in_tables and not _is_furniture(block, page, info)]
    paragraphs = restored_by_data([block.text for block in wanted], data)
    text = clean(info.title, paragraphs, info.authors)
    if not text.text[text.title_end :].strip():
        raise ReadError(record.called, _NO_TEXT)
    info = dataclasses.replace(
        info,
        title=text.text[: text.title_end] or None,
        truncated=text.truncated,
        paywalled=info.paywalled or text.paywalled,
        correction=text.correction,
    )
    return Article(
        id=record.id, text=text.text, title_end=text.title_end, published=published, info=info, tables=tables
    )


def _by_publisher(
    publisher: Publisher, page: Page, info: ArticleInfo, published: Published | None
) -> tuple[ArticleInfo, Published | None]:
    """What a publisher's own class knows better than the page says."""
    told: dict[str, Any] = {
        "title": publisher.title(page),
        "authors": publisher.authors(page),
        "published": publisher.published(page),
    }
    told = {name: value for name, value in told.items() if value is not None}
    provenance = {**info.provenance, **dict.fromkeys(told, "publisher")}
    published = told.pop("published", published)
    info = dataclasses.replace(info, provenance=provenance, published=str(published) if published else None, **told)
    return info, published


def _refuse(record: Record, page: Page, body: Sequence[Block], refreshes: bool, has_article: bool) -> None:
    """Raise ReadError for a page that stands in an article's place."""
    heading = page.blocks[page.headline_at].text if page.headline_at >= 0 else ""
    headings = [block.text for block in page.blocks if block.tag in ("h1", "h2") and block.skip != "menu"][:3]
    titles = [page.title_tag() or "", heading, *headings]
    if wall := walls.find_wall(page.blocks, body, titles, has_article, refreshes):
        raise ReadError(record.called, wall)
    if walls.is_front(page.blocks, body, page.url, page.meta("og:type") or "", has_article):
        raise ReadError(
            record.called, "is the front of a site or section, not an article; give the address of one story"
        )


def _is_furniture(block: Block, page: Page, info: ArticleInfo) -> bool:
    """Headline, byline and time stamp, which the document has in fields of their own; and lines that only link away."""
    from tapecheck.scraper.meta import is_byline

    return block.at == page.headline_at or is_byline(block, info.authors) or _only_links(block)


def _only_links(block: Block) -> bool:
    return (
        block.link_share > _ALL_LINKS
        and len(block.text) > 12
        and not block.text.rstrip("\"'”’)").endswith((".", "!", "?"))
    )


def _with_published(article: Article, record: Record, lines: Sequence[str] = ()) -> Article:
    """The record's own publication time, if it has one, in front of the page's; else what the text prints itself.

    `lines`: those of the text before it was cleaned; one that is only a stamp is no text, and tells the time.
    """
    if article.published and not record.published:
        return article
    from tapecheck.scraper.printed import printed_time
    from tapecheck.scraper.times import zone_of

    zone = zone_of(record.url, record.zone)
    if record.published:
        published, how = Published.parse(record.published, zone), "given"
    elif found := printed_time(article.info.title or "", lines or article.text.splitlines(), zone):
        published, how = found
    else:
        return article
    provenance = {**article.info.provenance, "published": how}
    info = dataclasses.replace(article.info, published=str(published), provenance=provenance)
    return dataclasses.replace(article, published=published, info=info)


def _with_language(article: Article) -> Article:
    """The language of the text itself; what the page declares, else English, where the text is too short to tell."""
    told = article.info.language
    body = article.text[article.title_end :]
    words = body[:_SAMPLE].lower().split()
    if is_plainly_english(words):
        told = "en"
    elif len(words) >= _MIN_WORDS_TO_TELL:
        guess, probability = _identifier().classify(body[:_SAMPLE])
        if probability > (_CERTAIN if told else _LIKELY):
            told = "en" if guess in _ENGLISH else guess
    return dataclasses.replace(article, info=dataclasses.replace(article.info, language=told or "en"))


def is_plainly_english(words: list[str]) -> bool:
    """Whether so many of the words are English function words that no identifier, slow to load, has to be asked."""
    return (
        len(words) >= _MIN_WORDS_TO_TELL
        and "the" in words
        and sum(word in _FUNCTION_WORDS for word in words) > _PLAINLY * len(words)
    )


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
