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

UNDER_HEAD = re.compile(r"^[ \t]{0,9}\|?[ \t]{0,9}:?-{2,99}:?[ \t]{0,9}\|[ \t|:-]{0,400}\r?$", re.MULTILINE)
SIGNS = re.compile(
    rf"\A---[ \t]{{0,9}}\n|^#{{1,6}}[ \t]\S|{UNDER_HEAD.pattern}"
    r"|\*\*(?=[^\s*])[^*\n]{1,200}\*\*",
    re.MULTILINE,
)  # front matter, a heading, the line under a table's head, bold words; what a plain text has none of
ROWS = re.compile(r"(?:^[^|\t\n]{1,60}(?:[|\t][^|\t\n]{1,60}){1,20}[|\t]?(?:\n|\Z)){3,}", re.MULTILINE)
CELL = re.compile(r"(?!(?:19|20)\d\d$)[-+−–▲▼$€£¥(]{0,3}\s?\d[\d.,]{0,15}\s?(?:%|bps?|pts)?\)?$")
CAPTION = 100  # characters: a longer line above a table is a sentence of the text
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


def find_tables(text: str) -> tuple[Table, ...]:
    """The tables that stand in a text, where they stand in it, each with the heading or the short line right above it.

    Those of Markdown, and where there is none, lines of as many cells parted by "|" or tabs: heads, then figures.
    """
    if UNDER_HEAD.search(text) is None:
        return tuple(_plain_tables(text))
    lines = [0, *(found.end() for found in re.finditer(r"\r\n?|\n", text)), len(text)]
    tables: list[Table] = []
    heading: str | None = None
    tokens = iter(_parser().parse(text))
    for token in tokens:
        if token.type == "table_open" and token.map:
            start, end = (lines[min(line, len(lines) - 1)] for line in token.map)
            tables.append(Table(caption=heading, rows=_rows(tokens), start=start, end=end))
        elif token.type == "heading_open":
            heading = _words(next(tokens))
        elif token.type in ("inline", "fence"):
            heading = None
    return tuple(tables)


def _plain_tables(text: str) -> Iterator[Table]:
    for found in ROWS.finditer(text):
        mark = "|" if "|" in found[0] else "\t"
        rows = [[" ".join(cell.split()) for cell in line.strip("| ").split(mark)] for line in found[0].splitlines()]
        figures = [sum(CELL.match(cell) is not None for cell in row[1:]) for row in rows]
        if len({len(row) for row in rows}) == 1 and not figures[0] and 2 * sum(figures) >= sum(map(len, rows[1:])):
            above = text[: found.start()].rstrip().rpartition("\n")[2].strip()
            caption = above if 0 < len(above) < CAPTION else None
            yield Table(caption=caption, rows=tuple(map(tuple, rows)), start=found.start(), end=found.end())


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
