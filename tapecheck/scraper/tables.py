"""Tables of an article as rows of text. What a table claims of its size is believed up to a bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tapecheck.schema import Table
from tapecheck.scraper.tree import Block, text_of

MAX_COLUMNS, MAX_ROWS, MAX_SPAN = 60, 1000, 60
_PROSE_CELL = 200  # characters; a cell of more is a paragraph, and its table a layout


def read_tables(blocks: Sequence[Block]) -> tuple[tuple[Table, ...], set[int]]:
    """The data tables that article blocks stand in, and the places of those blocks, which are no text."""
    tables: dict[int, Any] = {}
    inside: dict[int, list[int]] = {}
    for block in blocks:
        if block.skip in ("menu", "form", "related", "promo", "comments", "aside"):
            continue
        table = _table_of(block.element)
        if table is not None:
            tables[id(table)] = table
            inside.setdefault(id(table), []).append(block.at)
    read = {key: read_table(table) for key, table in tables.items() if _is_data(table)}
    wanted = {key: table for key, table in read.items() if len(table.rows) > 1 and len(table.rows[0]) > 1}
    return tuple(wanted.values()), {at for key in wanted for at in inside[key]}


def read_table(table: Any) -> Table:
    """The cells of one table; a cell that spans several stands in each of them, at most `MAX_SPAN`."""
    caption = next(table.iter("caption"), None)
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows that a cell above still reaches down, and its text
    for row in list(table.iter("tr"))[:MAX_ROWS]:
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _hang(cells, hanging)
            text, width, height = text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(min(width, MAX_COLUMNS - len(cells))):
                if height > 1:
                    hanging[len(cells)] = (height - 1, text)
                cells.append(text)
        _hang(cells, hanging)
        if any(cells):
            grid.append(cells)
    columns = max(map(len, grid), default=0)
    rows = tuple(tuple(cells + [""] * (columns - len(cells))) for cells in grid)
    return Table(caption=text_of(caption) or None if caption is not None else None, rows=rows)


def _hang(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Fill the columns that a cell of an earlier row reaches down into."""
    while (left := hanging.pop(len(cells), None)) and len(cells) < MAX_COLUMNS:
        if left[0] > 1:
            hanging[len(cells)] = (left[0] - 1, left[1])
        cells.append(left[1])


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(MAX_SPAN, max(1, int(text[:6]))) if re.fullmatch(r"\d+", text) else 1


def _table_of(element: Any) -> Any:
    if element.tag == "table":
        return element
    return next(element.iterancestors("table"), None)


def _is_data(table: Any) -> bool:
    """Not a layout: no table inside it, and no cell of the length of paragraphs."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    cells = list(table.iter("td"))
    return bool(cells) and sum(len(text_of(cell)) > _PROSE_CELL for cell in cells) <= 0.1 * len(cells)
