"""Pages that stand in an article's place: consent walls, bot walls, soft 404s, redirects, fronts. Refused by name."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from tapecheck.scraper.tree import Block

_LONG = 1000  # characters; with figures in them they are a story
_SHORT = 2500  # characters of text; a longer page with such a title is an article about the matter
_REFRESH = re.compile(r"^\s*(\d{1,3})\s*[;,]\s*url\s*=", re.I)
_FRONT_LINKS, _FRONT_SHARE = 6, 0.6


def find_wall(
    blocks: Sequence[Block], body: Sequence[Block], titles: Sequence[str], has_article: bool, refreshes: bool
) -> str | None:
    """Why a page is no article, said to a person; None for one that may be. `has_article`: its JSON-LD says it is."""
    text = " ".join(block.text for block in body)
    if refreshes and len(text) < 600:
        return "only sends on to another address; give that one"
    whole = (
        text if len(text) > 200 else " ".join(block.text for block in blocks if block.skip not in ("menu",))[:_SHORT]
    )
    if len(text) < _SHORT and not (has_article and len(text) > 600):
        for wall in _walls():
            stands = any(wall.title.search(one) for one in titles if one) and wall.words.search(whole)
            if stands and not _reads_like_news(wall, text):
                return wall.says
    return None


def _reads_like_news(wall: _Wall, text: str) -> bool:
    """A story about cookies, robots or a page that was not found has several paragraphs, and figures in them."""
    return len(text) > (_LONG if wall.title.pattern != "." else _LONG / 2) and len(re.findall(r"\d", text)) > 5


@dataclass(frozen=True, slots=True)
class _Wall:
    says: str
    title: re.Pattern[str]
    words: re.Pattern[str]


@functools.cache
def _walls() -> tuple[_Wall, ...]:
    data = tomllib.loads(files("tapecheck.scraper").joinpath("walls.toml").read_text("utf-8"))
    return tuple(_Wall(wall["says"], _any_of(wall["title"]), _any_of(wall["words"])) for wall in data["wall"])


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I | re.S)


def refreshes(tree: Any) -> bool:
    """Whether a page sends its reader on at once."""
    tags = (tag for tag in tree.iter("meta") if (tag.get("http-equiv") or "").lower() == "refresh")
    return any((found := _REFRESH.match(tag.get("content") or "")) and int(found[1]) <= 10 for tag in tags)


def is_front(blocks: Sequence[Block], body: Sequence[Block], url: str | None, kind: str, has_article: bool) -> bool:
    """Whether a page is a section's front: its paragraphs each stand under a linked headline of their own.

    `kind` is og:type. A page that says it is an article is none.
    """
    if has_article or kind == "article":
        return False
    teasers = [block for block in body if _is_teaser(block)]
    kept = sum(len(block.text) for block in body) or 1
    share = sum(len(block.text) for block in teasers) / kept
    headlines = sum(1 for block in blocks if _is_linked_headline(block))
    if headlines >= _FRONT_LINKS and share > _FRONT_SHARE:
        return True
    return headlines >= 2 * _FRONT_LINKS and _is_root(url) and share > 0.3


def _is_linked_headline(block: Block) -> bool:
    around = block.element.getparent()
    heads = block.tag in ("h2", "h3", "h4", "h5", "li") or (around is not None and around.tag == "article")
    return heads and block.link_share > 0.8 and len(block.text.split()) >= 4


def _is_teaser(block: Block) -> bool:
    """A paragraph (or its headline) in a card: the element around holds a linked headline, and little more."""
    if _is_linked_headline(block):
        return True
    for around in list(block.element.iterancestors())[:3]:
        if around.tag in ("body", "main", "html"):
            return False
        heading = next((one for one in around.iter("h2", "h3", "h4", "h5") if next(one.iter("a"), None) is not None
                        or any(up.tag == "a" for up in one.iterancestors())), None)  # fmt: skip
        if heading is not None:
            return sum(1 for _ in around.iter("p")) <= 3
    return False


def _is_root(url: str | None) -> bool:
    try:
        return not urlsplit(url or "").path.strip("/").count("/")
    except ValueError:
        return False
