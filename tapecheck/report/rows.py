"""Rows of a search as a table, CSV or Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from tapecheck.console import csv_cell, open_terminal
from tapecheck.report import words
from tapecheck.schema import Check, Claim, from_json

COLUMNS = ("verdict", "subject", "metric", "claimed", "computed", "period", "said by", "published", "text", "article")

_ON_A_TERMINAL = ("verdict", "subject", "claimed", "computed", "published", "text")
_WIDTHS = {"verdict": 12, "claimed": 9, "computed": 8, "published": 10, "subject": 12, "text": 20}


def render_rows(rows: Sequence[dict[str, Any]], form: str) -> str:
    """The rows in `form`: "table", "csv" or "markdown"."""
    cells = [_cells(row) for row in rows]
    return {"csv": _csv, "markdown": _markdown, "table": _table}[form](cells)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    claim = from_json(Claim, row)
    check = from_json(Check, row["check"]) if row["check"] else None
    article = row["article"]
    return (
        words.VERDICT_WORDS[check.verdict] if check else "",
        claim.subject or "",
        words.metric(claim),
        words.claimed(claim),
        words.computed(claim, check) if check else "",
        words.period(claim),
        claim.attributed_to or "",
        (article["published"] or "")[:10],
        " ".join(claim.text.split()) or f"(a table of “{article['title'] or article['id']}”)",
        article["url"] or article["id"],
    )


def _csv(cells: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS, *(map(csv_cell, row) for row in cells)])
    return out.getvalue()


def _markdown(cells: list[tuple[str, ...]]) -> str:
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *cells]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)


def _table(cells: list[tuple[str, ...]]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    if not cells:
        return ""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in _ON_A_TERMINAL:
        table.add_column(name, overflow="fold", min_width=_WIDTHS.get(name), ratio=1 if name == "text" else None)
    for row in cells:
        table.add_row(*(escape(row[COLUMNS.index(name)]) for name in _ON_A_TERMINAL))
    console = open_terminal()
    with console.capture() as captured:
        console.print(table)
    return captured.get()
