"""Markdown, which is what assistants and many notes are written in, as lines of text and tables (CommonMark)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tapecheck.schema import Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SIGNS = re.compile(
    r"\A---[ \t]{0,9}\n|^#{1,6}[ \t]\S|^[ \t]{0,9}\|?[ \t]{0,9}:?-{2,99}:?[ \t]{0,9}\|[ \t|:-]{0,400}$"
    r"|\*\*(?=[^\s*])[^*\n]{1,200}\*\*",
    re.MULTILINE,
)  # front matter, a heading, the line under a table's head, bold words; what a plain text has none of
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<lines>(?:.*\n){0,60}?)---[ \t]*\n")
FIELD = re.compile(r"^(?P<name>title|date|published)[ \t]*:[ \t]*[\"']?(?P<value>[^\n\"']{1,200})", re.I | re.MULTILINE)
SHORT = 50  # characters: a shorter line ends where its writer ended it, a longer one where the page was full


def is_markdown(text: str) -> bool:
    """Whether a text has marks of Markdown beyond the bullets that plain texts have too."""
    return SIGNS.search(text) is not None


def read_markdown(text: str) -> tuple[str, tuple[Table, ...]]:
    """The text without its marks, blocks parted by blank lines, and its tables, which are no text.

    The front matter's title leads, its date follows as a line of its own.
    """
    blocks, text = _front_matter(text)
    tables: list[Table] = []
    heading: str | None = None
    tokens = iter(_parser().parse(text))
    for token in tokens:
        if token.type == "table_open":
            tables.append(Table(caption=heading, rows=_rows(tokens)))
        elif token.type == "heading_open":
            heading = _words(next(tokens))
            blocks.append(heading)
        elif token.type in ("inline", "fence"):
            heading = None
            blocks.append(_words(token))
    return "\n\n".join(block for block in blocks if block.strip()), tuple(tables)


def _front_matter(text: str) -> tuple[list[str], str]:
    found = FRONT_MATTER.match(text)
    if found is None:
        return [], text
    told = {field["name"].lower(): field["value"].strip() for field in FIELD.finditer(found["lines"])}
    day = told.get("published") or told.get("date")
    return [told.get("title", ""), f"Published: {day}" if day else ""], text[found.end() :]


def _rows(tokens: Iterator[Token]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(" ".join(_words(token).split()))
    return tuple(map(tuple, rows))


def _words(token: Token) -> str:
    """The words of a block without marks, pictures and addresses, in the lines that its writer meant."""
    if not token.children:
        return token.content
    lines = [""]
    for part in token.children:
        if part.type == "hardbreak" or (part.type == "softbreak" and len(lines[-1]) < SHORT):
            lines.append("")
        elif part.type != "image":
            lines[-1] += " " if part.type == "softbreak" else part.content
    return "\n".join(lines)


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("code")
