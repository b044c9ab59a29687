"""From a record to an article: main text, tables and metadata of a page, or a text without its noise."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
from typing import TYPE_CHECKING, Any

from tapecheck.errors import ReadError
from tapecheck.schema import Article, ArticleInfo, Published, Record, Table, without_surrogates
from tapecheck.scraper.sources import decode
from tapecheck.scraper.text import clean, split_title, title_length

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_MIN_TEXT = 200  # characters; below, another extractor is asked
_MIN_WORDS_TO_TELL = 8  # a shorter text is taken to be English
_CERTAIN = 0.9  # of the guess that overrules what the page declares
_LIKELY = 0.7  # of the guess where nothing is declared: rows of names and figures, of no language, are read as English
_ENGLISH = ("en", "pcm")  # Nigerian Pidgin is what the identifier calls much of the market's short English
_NOT_ARTICLE = ("nav", "aside", "footer", "form", "header")
_BULLET = re.compile(r"^\s*[-•*]\s+")


def read(record: Record) -> Article:
    """Make an article of a record. Raises ReadError where there is no text.

    `published` of the record wins over what the page says. A verbatim text is kept byte for byte.
    """
    if record.html is not None:
        article = _read_html(record)
    elif record.verbatim:
        article = _plain(record, record.text or "", title_length(record.text or ""))
    else:
        title, paragraphs = split_title((record.text or "").replace("\r\n", "\n"))
        page = clean(title, paragraphs)
        article = _plain(record, page.text, page.title_end, truncated=page.truncated, paywalled=page.paywalled,
                         correction=page.correction)  # fmt: skip
        if not article.text.strip():
            raise ReadError(record.called, "no text in it; nothing to check")
    return _with_language(_with_published(article, record))


def _plain(record: Record, text: str, title_end: int, **info: Any) -> Article:
    title = text[:title_end] or None
    return Article(id=record.id, text=text, title_end=title_end, info=ArticleInfo(url=record.url, title=title, **info))


def _read_html(record: Record) -> Article:
    from bs4 import BeautifulSoup

    from tapecheck.scraper.meta import read_meta

    html = without_surrogates(record.html) if isinstance(record.html, str) else _decode_html(record.html or b"")
    soup = BeautifulSoup(html, "lxml")
    info, published = read_meta(soup, html, record.url, record.zone)
    page = clean(info.title, _main_text(html, record.url))
    if not page.text[page.title_end :].strip():
        raise ReadError(record.called, "no article text found in the page; save its text as .txt and use that")
    info = dataclasses.replace(
        info,
        title=page.text[: page.title_end] or None,
        truncated=page.truncated,
        paywalled=info.paywalled or page.paywalled,
        correction=page.correction,
    )
    return Article(
        id=record.id,
        text=page.text,
        title_end=page.title_end,
        published=published,
        info=info,
        tables=_read_tables(soup),
    )


def _decode_html(content: bytes) -> str:
    """Bytes of a page by its byte order mark or declared charset, else as any text file."""
    from bs4.dammit import EncodingDetector

    declared = EncodingDetector.find_declared_encoding(content, is_html=True)
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)


def _main_text(html: str, url: str | None) -> list[str]:
    """Paragraphs of the main text: trafilatura tuned for precision, readability where that finds next to nothing."""
    import trafilatura

    text = trafilatura.extract(html, url=url, favor_precision=True, include_comments=False, include_tables=False) or ""
    if len(text) < _MIN_TEXT:
        second = _readability(html)
        text = second if len(second) > 2 * len(text) else text
    return [_BULLET.sub("", line) for line in text.splitlines()]


def _readability(html: str) -> str:
    from bs4 import BeautifulSoup
    from readability import Document
    from readability.readability import Unparseable

    try:
        summary = Document(html).summary(html_partial=True)
    except (Unparseable, ValueError, AssertionError):
        return ""
    blocks = BeautifulSoup(summary, "lxml").find_all(["p", "h2", "h3", "li", "blockquote"])
    return "\n".join(block.get_text(" ", strip=True) for block in blocks)


def _read_tables(soup: BeautifulSoup) -> tuple[Table, ...]:
    """The article's own tables: at least two rows and two columns, not laid out for navigation or forms."""
    tables = [tag for tag in soup.find_all("table") if tag.find_parent(_NOT_ARTICLE) is None and not tag.find("table")]
    read = [_read_table(tag) for tag in tables]
    return tuple(table for table in read if len(table.rows) > 1 and len(table.rows[0]) > 1)


def _read_table(tag: Tag) -> Table:
    import pandas as pd

    caption = tag.find("caption")
    try:
        as_text = dict.fromkeys(range(_width(tag)), str)
        source = io.StringIO(str(tag))
        frame = pd.read_html(source, keep_default_na=False, converters=as_text, thousands="\0", flavor="lxml")[0]
    except (ValueError, IndexError):
        return Table()
    header = [] if tag.find("th") is None else _header_rows(frame)
    body = [tuple(" ".join(str(cell).split()) for cell in row) for row in frame.itertuples(index=False, name=None)]
    return Table(caption=caption.get_text(" ", strip=True) if caption else None, rows=(*header, *body))


def _width(tag: Tag) -> int:
    """Columns of a table: pandas takes converters for those that there are, and no more."""
    spans = ([str(cell.get("colspan", "1")) for cell in row.find_all(["td", "th"])] for row in tag.find_all("tr"))
    return max((sum(int(span) if span.isdecimal() else 1 for span in row) for row in spans), default=0)


def _header_rows(frame: Any) -> list[tuple[str, ...]]:
    levels = range(frame.columns.nlevels)
    rows = [tuple(str(cell) for cell in frame.columns.get_level_values(level)) for level in levels]
    return [tuple("" if cell.startswith("Unnamed:") else cell for cell in row) for row in rows]


def _with_published(article: Article, record: Record) -> Article:
    """The record's own publication time, if it has one, in front of the page's."""
    if not record.published:
        return article
    from tapecheck.scraper.meta import zone_of

    published = Published.parse(record.published, zone_of(record.url, record.zone))
    provenance = {**article.info.provenance, "published": "given"}
    info = dataclasses.replace(article.info, published=str(published), provenance=provenance)
    return dataclasses.replace(article, published=published, info=info)


def _with_language(article: Article) -> Article:
    """The language of the text itself; what the page declares, else English, where the text is too short to tell."""
    told = article.info.language
    body = article.text[article.title_end :]
    if len(body.split()) >= _MIN_WORDS_TO_TELL:
        guess, probability = _identifier().classify(body[:5000])
        if probability > (_CERTAIN if told else _LIKELY):
            told = "en" if guess in _ENGLISH else guess
    return dataclasses.replace(article, info=dataclasses.replace(article.info, language=told or "en"))


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
