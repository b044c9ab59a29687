"""What `extract` found in a text, for a terminal: names, figures, periods and quotes, each with its words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tapecheck.console import open_terminal
from tapecheck.schema import Document, Entity, Period, Quantity, Quote

if TYPE_CHECKING:
    from rich.console import Console


def print_findings(document: Document, console: Console | None = None) -> None:
    """Each layer under its heading, one line a finding; the same line once, with how often it stands."""
    from rich.markup import escape

    console = console or open_terminal()
    layers = {
        "names": map(name_line, document.entities),
        "figures": map(figure_line, document.quantities),
        "periods": map(period_line, document.periods),
        "quotes": map(quote_line, document.quotes),
    }
    for layer, lines in layers.items():
        counted = Counter(lines)
        if counted:
            console.print(f"[bold]{layer}[/bold]")
        for line, often in counted.items():
            console.print(f"  {escape(line)}" + (f" [dim]({often} times)[/dim]" if often > 1 else ""))


def name_line(found: Entity) -> str:
    """`Nasdaq Composite  INDEX ^IXIC`."""
    return f"{found.name or found.text}  {' '.join(filter(None, (found.label, found.symbol)))}"


def figure_line(found: Quantity) -> str:
    """`$13 billion  money 13000000000 USD up`."""
    low, high = f"{found.low:f}", f"{found.high:f}"
    value = low if low == high else f"{low} to {high}"
    per = f"per {found.per}" if found.per else None
    unit = None if found.unit == found.kind else found.unit
    return (
        f"{_flat(found.text)}  {' '.join(filter(None, (found.kind, found.hedge, value, unit, per, found.direction)))}"
    )


def period_line(found: Period) -> str:
    """`since August  since 2023-08-01 to 2023-09-12`."""
    days = (str(day) if day else "open" for day in (found.from_, found.to))
    return f"{_flat(found.text)}  {found.kind} {' to '.join(days)}"


def quote_line(found: Quote) -> str:
    """`“It is about credit”  Jane Roe, strategist, Example Bank`."""
    said_by = ", ".join(filter(None, (found.speaker, found.role, found.affiliation))) or "no speaker found"
    return f"“{_flat(found.text)}”  {said_by}"


def _flat(text: str) -> str:
    return " ".join(text.split())
