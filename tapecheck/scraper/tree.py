"""Bytes of a page to one lxml tree, and the tree to blocks: the pieces of text that a reader sees as units.

Everything that reads a page shares the one tree; nothing parses it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

# What browsers mean by a label (WHATWG Encoding Standard, 4.2), where Python's codec of that name means less.
_LABELS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso8859-1": "cp1252", "windows-1252": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "utf8": "utf-8", "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8",
}  # fmt: skip
_SEVEN_BIT = ("iso-2022-jp", "iso-2022-kr", "hz-gb-2312")
_META_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
))
_SILENT = frozenset((
    "audio", "button", "canvas", "datalist", "dialog", "iframe", "input", "map", "math", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
))
# fmt: on
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)  # lxml.html's own asks Python at each element
_DEEPEST = 200  # elements inside each other
_TEXTUAL = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "script", "style", "br"])  # these hold no boxes
_BREAK = "\v"  # stands for <br> until the block's end; no page holds one
_WRAPPED = 50  # characters; a shorter line that a break ends is meant to end there


def decode_page(content: bytes, declared: str | None = None) -> str:
    """The text of a page: its byte order mark, else UTF-8 if it is that, else what header or page declare.

    A header is wrong more often than bytes are valid UTF-8 by chance; a label means what browsers mean by it.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    found = _META_CHARSET.search(content[:4096])
    labels = [label for label in (declared, found[1].decode("ascii", "ignore") if found else None) if label]
    seven_bit = [label for label in labels if label.lower() in _SEVEN_BIT]
    for label in (*seven_bit, "utf-8", *labels):
        try:
            return content.decode(_LABELS.get(label.lower(), label))
        except (LookupError, ValueError):
            continue
    for label in labels:
        try:
            return content.decode(_LABELS.get(label.lower(), label), "replace")
        except LookupError:
            continue
    return content.decode("cp1252", "replace")


def parse_html(text: str) -> html.HtmlElement | None:
    """The tree of a page, or None where there is nothing in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    _flatten(tree)
    return tree


def _flatten(tree: Any) -> None:
    """Take out the boxes that are nested too deep for the libraries that walk a tree; what is in them moves up.

    Without `huge_tree` the parser drops all below 256; with it, all below 2,048.
    """
    depth, deep = 0, []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEEPEST and element.tag not in _TEXTUAL:
            deep.append(element)
    for element in reversed(deep):
        element.drop_tag()


@dataclass(slots=True)
class Block:
    """A piece of text between two block boundaries: a paragraph, heading, list item or cell.

    `linked` counts its characters inside links; `skip` names the surroundings `root` that make it no part of an article
    ("menu", "related"), or is None.
    """

    element: Any
    tag: str
    text: str
    linked: int
    skip: str | None
    root: Any
    at: int = 0
    _key: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """The text without blanks: how two readings of one page are held against each other."""
        if not self._key:
            self._key = squeeze(self.text)
        return self._key

    @property
    def link_share(self) -> float:
        """The part of the text that is links."""
        return self.linked / max(1, len(self.text))


def squeeze(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())


def text_of(element: Any) -> str:
    """All text inside an element, blanks squeezed."""
    return " ".join("".join(element.itertext()).split())


def blocks_of(tree: Any, skip_of: Callable[[Any], str | None]) -> list[Block]:
    """The page's blocks in order. `skip_of(element)` names why an element is no part of an article, or None."""
    collector = _Collector()
    around: list[tuple[Any, str | None, Any]] = [(tree, None, None)]  # blocks we are inside of; why to skip, and where
    links = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walker:
        name = node.tag
        if event == "start":
            if name in _SILENT:
                walker.skip_subtree()
                continue
            if name in BLOCKS:
                collector.flush(*around[-1])
                why, root = around[-1][1:]
                around.append((node, why, root) if why else (node, skip_of(node), node))
            elif name == "br":
                collector.add(_BREAK, False)
            elif name == "a":
                links += 1
            if text := node.text:
                collector.add(text, links > 0)
            continue
        if name in BLOCKS:
            collector.flush(*around.pop())
        elif name == "a":
            links -= 1
        if (text := node.tail) and node is not tree:
            collector.add(text, links > 0)
    return collector.blocks


class _Collector:
    """Gathers the text of one block until its end."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = 0

    def add(self, text: str, linked: bool) -> None:
        self._pieces.append(text)
        if linked:
            self._linked += len(text)

    def flush(self, element: Any, skip: str | None, root: Any) -> None:
        if not self._pieces:
            return
        whole = "".join(self._pieces)
        for text in _lines(whole) if _BREAK in whole else filter(None, [" ".join(whole.split())]):
            self.blocks.append(Block(element, element.tag, text, self._linked, skip, root, len(self.blocks)))
        self._pieces, self._linked = [], 0


def _lines(text: str) -> list[str]:
    """A block at its line breaks: two part paragraphs; one too, unless it only wraps a sentence."""
    lines: list[str] = []
    wraps = False
    for part in text.split(_BREAK):
        line = " ".join(part.split())
        if line and wraps and lines and (line[0].islower() or _goes_on(lines[-1])):
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
        wraps = bool(line)
    return lines


def _goes_on(line: str) -> bool:
    return len(line) >= _WRAPPED and line[-1].isalnum()


_NOTE = re.compile(r"\d{1,3}|[*†‡§a-z]")
_POWER_OF = re.compile(r"(?:\b(?:k?m|cm|mm|ft|in|mi|CO|H|R|x|[a-z])|10)$")


def mark_footnotes(tree: Any) -> None:
    """Take footnote marks out, which would read as digits of the figure before them; powers get their sign."""
    for mark in list(tree.iter("sup")):
        text = text_of(mark)
        if not _NOTE.fullmatch(text) or mark.getparent() is None:
            continue
        before = mark.getprevious()
        ahead = (before.tail if before is not None else mark.getparent().text) or ""
        if next(mark.iter("a"), None) is None and _POWER_OF.search(ahead) and text.isdigit():
            mark.text = f"^{text}"
        elif text.isdigit() or next(mark.iter("a"), None) is not None or not text.isalnum():
            mark.drop_tree()
