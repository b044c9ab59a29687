"""The main text of a page: which of its blocks are the article.

trafilatura's own rules, which keep most, say what the article is, its second opinions where most of that is no prose;
the blocks of the page itself give the words. What it lost is put back where the page's own structure shows that it
belongs: a lead of links, the second of several containers. What it took too much of goes: captions, tweets, boxes of
links. JSON-LD's articleBody is asked where the page shows only the beginning.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from lxml import etree

from tapecheck.scraper.tree import Block, squeeze

_TAGS = {"nav": "menu", "aside": "aside", "footer": "menu", "figcaption": "caption", "form": "form"}
_PRUNED = ("caption", "embed", "related", "promo", "share", "comments", "author")
_ITEM_CHARS = 15
_LEAD_CHARS = 100
_LEAD = re.compile(r"(?:^|[\s_-])(?:summary|standfirst|lead|lede|intro)(?:$|[\s_-])", re.I)
_PROSE_CHARS = 60  # a block of fewer is a label, a link, a button
_LONG_KEY = 25  # characters of a block that is looked for inside of lines
_MOSTLY_LINKS = 0.7
_MOSTLY_PROSE = 0.5
_MUCH = 0.4  # of the page's prose: surroundings that hold more are none
_MUCH_MORE, _NEARLY_ALL = 1.3, 0.75
_MAIN_SHARE = 0.2  # of the kept text: a make that has less is not the article's own
_SENTENCE_END = re.compile(r"[.!?…:;]['\"’”)\]]*$")


def skip_of(element: Any) -> str | None:
    """Why what stands inside an element is no part of an article, by its tag, class and id; else None."""
    if by_tag := _TAGS.get(element.tag):
        return by_tag
    for name in ("class", "id"):
        value = element.get(name)
        if value and element.tag not in ("body", "html", "main", "article"):
            for word in value.split():
                if found := _hint_of(word):
                    return found
    return None


@functools.lru_cache(maxsize=4096)
def _hint_of(word: str) -> str | None:
    found = _surroundings().fullmatch(word.replace("_", "-").replace("--", "-"))
    return found.lastgroup if found else None


@functools.cache
def _surroundings() -> re.Pattern[str]:
    lists = tomllib.loads(files("tapecheck.scraper").joinpath("surroundings.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in lists.items()), re.I)


def settle_surroundings(blocks: Sequence[Block]) -> None:
    """Take back surroundings that hold much of the page's prose: the page stands in a form, or in `class=related`."""
    prose: Counter[int | None] = Counter()
    for block in blocks:
        if len(block.text) >= _PROSE_CHARS and block.link_share < _MOSTLY_LINKS:
            prose[id(block.root) if block.skip else None] += len(block.text)
    total = sum(prose.values())
    wrong = {root for root, count in prose.items() if root is not None and count > _MUCH * total}
    for block in blocks:
        if block.skip and id(block.root) in wrong:
            block.skip = None


def prune(tree: Any, blocks: Sequence[Block]) -> None:
    """Take out of the tree what is no part of any article, so that no reader of it has to know.

    trafilatura drops asides and footers, too, but asks expressions of each element in them before.
    """
    roots = {id(block.root): block.root for block in blocks if block.skip in _PRUNED}
    for root in (*roots.values(), *tree.iter("aside", "footer")):
        if root.getparent() is not None:
            root.drop_tree()


def find_body(tree: Any, blocks: Sequence[Block], url: str | None) -> list[Block]:
    """The blocks that are the article, in the page's order. The tree is changed: nothing else can be read from it."""
    prune(tree, blocks)
    etree.strip_elements(tree, "script", "style", with_tail=False)  # a library reads texts out of the data, too
    lines = _main_lines(tree, url)
    kept = _matched(lines, [block for block in blocks if block.skip not in _PRUNED])
    restored = _restored(blocks, kept)
    return [block for block in blocks if block.at in kept or block.at in restored]


def _main_lines(tree: Any, url: str | None) -> list[str]:
    """The lines of the main text; a second opinion (readability, justext) is asked where most of it is no prose."""
    import trafilatura

    lines: list[str] = []
    for fast in (True, False):
        document = trafilatura.bare_extraction(tree, url=url, fast=fast, include_comments=False, include_tables=True)
        lines = str(getattr(document, "text", None) or "").splitlines() if document else []
        prose = sum(len(line) for line in lines if len(line) >= _PROSE_CHARS)
        if prose > _MOSTLY_PROSE * sum(map(len, lines)):
            break
    return lines


def _matched(lines: Iterable[str], blocks: Sequence[Block]) -> set[int]:
    """The places of the blocks that the lines were made of; a line may hold several, and cells of a row."""
    places: dict[str, list[Block]] = {}
    for block in blocks:
        places.setdefault(block.key, []).append(block)
    kept: set[int] = set()
    last = -1
    whole: list[str] = []
    for line in lines:
        for part in [line, *line.split("|")] if "|" in line else [line]:
            found = places.get(squeeze(part.lstrip(" -"))) or places.get(squeeze(part))
            if found:
                last = _nearest(found, last).at
                kept.add(last)
        whole.append(squeeze(line))
    text = "".join(whole)
    seen = {block.key for block in blocks if block.at in kept}
    kept.update(
        block.at for block in blocks if block.key not in seen and len(block.key) >= _LONG_KEY and block.key in text
    )
    return kept


def _nearest(found: Sequence[Block], last: int) -> Block:
    """Of several places with the same words the next one after the place before, best outside of any surroundings."""
    return min(found, key=lambda block: (block.skip is not None, block.at <= last, abs(block.at - last)))


def _restored(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """Blocks that were lost: in containers of the same make as the kept ones, or in lists between them."""
    if not kept:
        return set()
    makes: Counter[tuple[str, ...]] = Counter()
    parents: Counter[Any] = Counter()  # the elements themselves: an id may be another's once one is let go
    for at in kept:
        makes[_make_of(blocks[at])] += len(blocks[at].text)
        parents[blocks[at].element.getparent()] += len(blocks[at].text)
    least = _MAIN_SHARE * sum(makes.values())
    main_makes = {make for make, weight in makes.items() if weight >= least}
    main_parents = {parent for parent, weight in parents.items() if weight >= least}
    first, last = min(kept), max(kept)
    opening = min((at for at in kept if _is_prose(blocks[at])), default=first)
    lost = [block for block in blocks if block.at not in kept and not block.skip and block.link_share < _MOSTLY_LINKS]
    return {
        block.at
        for block in lost
        if (_is_prose(block) and (_make_of(block) in main_makes or (block.at < opening and _is_lead(block))))
        or (first < block.at < last and _is_item(block) and _grandparent(block) in main_parents)
    }


def _is_lead(block: Block) -> bool:
    """A first paragraph that stands apart from the others, and says so: it has the story's main figure."""
    how = f"{block.element.get('class') or ''} {block.element.get('itemprop') or ''}"
    return bool(_LEAD.search(how)) and len(block.text) >= _LEAD_CHARS


def _is_item(block: Block) -> bool:
    return block.tag in ("li", "dd", "dt") and len(block.text) >= _ITEM_CHARS


def _grandparent(block: Block) -> Any:
    """The element that holds the list of an item."""
    parent = block.element.getparent()
    return parent.getparent() if parent is not None else None


def _is_prose(block: Block) -> bool:
    long_enough = len(block.text) >= _PROSE_CHARS or bool(re.search(r"\d", block.text) and len(block.text) >= 30)
    return long_enough and bool(_SENTENCE_END.search(block.text))


def _make_of(block: Block) -> tuple[str, ...]:
    """How a block is wrapped: its tag, and tag and class of the two elements around it."""
    around = [block.element, *list(block.element.iterancestors())[:2]]
    return tuple(f"{element.tag}.{element.get('class') or ''}" for element in around)


def restored_by_data(paragraphs: list[str], data: dict[str, Any]) -> list[str]:
    """The paragraphs of JSON-LD's articleBody where the page shows only their beginning; else those of the page.

    The data must hold nearly all that the page shows, and much more: a summary or another story does neither.
    """
    told = data.get("articleBody")
    if not isinstance(told, str) or "<" in told[:200]:
        return paragraphs
    shown, whole = "".join(map(squeeze, paragraphs)), squeeze(told)
    if len(whole) < _MUCH_MORE * max(1, len(shown)):
        return paragraphs
    agreed = sum(len(key) for paragraph in paragraphs if (key := squeeze(paragraph)) and key in whole)
    if agreed < _NEARLY_ALL * len(shown):
        return paragraphs
    return [line for line in (" ".join(line.split()) for line in re.split(r"\n+", told)) if line]
