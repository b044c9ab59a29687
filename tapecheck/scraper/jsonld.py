"""JSON-LD: the objects of a page that are articles, and among them the one that is this page's.

Broken JSON is mended where the mending cannot change what it says: comment marks around it, several objects one after
the other, a comma too many, escaped quotes. What is nested deeper than anybody means is left alone.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

ARTICLE = re.compile(r"(?:\w{1,40}[:/#]){0,4}(?:\w{0,40}(?:Article|Posting)|Report)")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_OPENING = re.compile(r"(?://|/\*)? ?(?:<!\[CDATA\[|<!--) ?(?:\*/)?")
_CLOSING = re.compile(r"(?://|/\*)? ?(?:\]\]>|-->) ?(?:\*/)?;?$")
_WRAPPER = 20  # characters; what opens and closes a script's comment has fewer
_EXTRA_COMMA = re.compile(r",(\s*[}\]])")
_MAX_OBJECTS = 2000

Thing = dict[str, Any]


def read_scripts(texts: Iterable[str]) -> list[Thing]:
    """All objects of a page's JSON-LD scripts, outermost first; references to others by @id are resolved."""
    found = [thing for text in texts for value in _parse(text) for thing in _flatten(value)]
    known = {str(thing["@id"]): thing for thing in reversed(found) if "@id" in thing and len(thing) > 1}
    return [_resolved(thing, known) for thing in found]


def is_article(thing: Thing) -> bool:
    """Whether an object is an article by its type."""
    kinds = thing.get("@type")
    return any(ARTICLE.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind)


def find_article(things: list[Thing], urls: Iterable[str], titles: Iterable[str]) -> Thing:
    """The object that is this page's article, by its address, then by its headline; empty where none is.

    What it lacks is taken from others of the same headline or address.
    """
    paths = {_path(url) for url in urls if url}
    words = [_words(title) for title in titles if title]
    rated = sorted(
        ((_rate(thing, paths, words), -at, thing) for at, thing in enumerate(things) if is_article(thing)),
        key=lambda one: one[:2], reverse=True,
    )  # fmt: skip
    if not rated or (rated[0][0] < 0):
        return {}
    best = dict(rated[0][2])
    for rate, _, other in rated[1:]:
        if rate >= _SAME:
            best = {**other, **{key: value for key, value in best.items() if value not in (None, "", [], {})}}
    return best


_SAME = 4


def _rate(thing: Thing, paths: set[str], titles: list[set[str]]) -> int:
    """How surely an object is this page's: negative where its address and its headline are another's."""
    own = {_path(str(url)) for url in _addresses(thing)} - {""}
    headline = _words(str(thing.get("headline") or thing.get("name") or ""))
    same_title = any(len(headline & title) > 0.6 * max(1, min(len(headline), len(title))) for title in titles)
    rate = 8 * bool(own & paths) + _SAME * (same_title and bool(headline))
    if not rate and own and paths and headline and titles:
        return -1
    return rate + bool(thing.get("datePublished")) + bool(thing.get("author"))


def _addresses(thing: Thing) -> Iterator[Any]:
    page = thing.get("mainEntityOfPage")
    for value in (thing.get("url"), thing.get("@id"), page):
        if isinstance(value, dict):
            yield from (value.get("@id"), value.get("url"))
        elif isinstance(value, str):
            yield value


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.path.strip("/").lower() if parts.scheme in ("http", "https", "") else ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


# --- parsing ---------------------------------------------------------------------------------------------------------
def _parse(text: str) -> Iterator[Any]:
    text = text.strip()
    for _ in range(2):  # a CDATA section may stand in a comment
        if opening := _OPENING.match(text[:_WRAPPER]):
            text = text[opening.end() :].lstrip()
        if closing := _CLOSING.search(text[-_WRAPPER:]):
            text = text[: len(text) - (len(text[-_WRAPPER:]) - closing.start())].rstrip()
    text = text.rstrip(";")
    if text.startswith(("{&quot;", "[{&quot;")):
        text = entities.unescape(text)
    for attempt in (text, _EXTRA_COMMA.sub(r"\1", text)):
        values = list(_objects(attempt))
        if values:
            yield from values
            return


def _objects(text: str) -> Iterator[Any]:
    """The values that stand one after the other in a text, up to the first that is none."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1


def _flatten(value: Any) -> Iterator[Thing]:
    """The objects in a value, through lists and the keys under which pages nest their article. No recursion."""
    waiting, count = [value], 0
    while waiting and count < _MAX_OBJECTS:
        item = waiting.pop(0)
        count += 1
        if isinstance(item, list):
            waiting[:0] = item[:_MAX_OBJECTS]
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in _INSIDE if isinstance(item.get(key), dict | list))


def _resolved(thing: Thing, known: dict[str, Thing]) -> Thing:
    """The object with those in place that it names by @id alone."""

    def resolve(value: Any) -> Any:
        if isinstance(value, list):
            return [resolve(one) for one in value[:50]]
        if isinstance(value, dict) and set(value) <= {"@id", "@type", "name"} and "@id" in value:
            return {**known.get(str(value["@id"]), {}), **value}
        return value

    return {key: resolve(value) if key in _REFERENCES else value for key, value in thing.items()}


_REFERENCES = ("author", "creator", "publisher", "isPartOf", "mainEntityOfPage")
