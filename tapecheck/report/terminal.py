"""An article on a terminal: its own words with the figures marked, then the claims; the wrong ones stand out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tapecheck.console import open_terminal
from tapecheck.report import words
from tapecheck.report.inert import one_line
from tapecheck.report.view import Piece, Row, View, summary, view_of
from tapecheck.schema import Check, Document, Verdict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

STYLES = {
    Verdict.SUPPORTED: "green",
    Verdict.IMPRECISE: "yellow",
    Verdict.CONTRADICTED: "bold white on red",
    Verdict.NOT_CHECKABLE: "dim",
}
NARROW = 80  # columns: below, each claim is a few lines of its own


def print_document(document: Document, *, explain: bool = False, console: Console | None = None) -> None:
    """Print the title, the paragraphs that state something with their figures marked, the claims, the verdict."""
    console = console or open_terminal()
    view = view_of(document)
    console.print(f"[bold]{_plain(view.heading)}[/bold]")
    about = [*view.about, *([view.link] if view.link else [])]
    console.print(f"[dim]{_plain(' · '.join(about))}[/dim]")
    for warning in _warnings(view):
        console.print(f"[yellow]{_plain(warning)}[/yellow]")
    if view.rows:
        console.print()
        for paragraph in _stating(view):
            console.print(paragraph)
        console.print()
        _print_claims(console, view)
    for failed in view.failed_sums:
        console.print(f"[bold red]does not add up:[/bold red] {_plain(failed)}")
    for one in view.unread:
        console.print(f"[dim]not read: “{_plain(one.text)}” ({_plain(one.reason)})[/dim]")
    if explain:
        _print_stories(console, view)
    if document.verdict is not None:
        said = words.VERDICT_WORDS[document.verdict]
        console.print(f"[bold]{words.MARKS[document.verdict]} {said}[/bold]: {summary(document)}")
    elif not document.claims and not document.note:
        console.print("no claim found in it")


def _warnings(view: View) -> Iterator[str]:
    yield from (flag.reason for flag in view.flags)
    if view.correction:
        yield f"correction by the publisher: {view.correction}"
    if view.document.note:
        yield view.document.note


def _stating(view: View) -> Iterator[str]:
    """Title and paragraphs that hold a claim or an unread figure, "…" for the others between them."""
    skipped = False
    for pieces in (view.title, *view.paragraphs):
        if not any(piece.style for piece in pieces):
            skipped = skipped or bool(pieces)
            continue
        if skipped:
            yield "[dim]…[/dim]"
        skipped = False
        yield "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    text = _plain(piece.text)
    if not piece.style:
        return text
    numbers = ",".join(f"{row.mark}{row.number}" for row in piece.ends)
    style = STYLES[Verdict(piece.style)] if piece.style in STYLES else "dim"
    return f"[{style}][u]{text}[/u][/{style}]" + (f"[dim]\\[{numbers}][/dim]" if numbers else "")


def _print_claims(console: Console, view: View) -> None:
    checked = view.document.checks is not None
    if console.width >= NARROW:
        console.print(_table(view, with_verdicts=checked))
        return
    for row in view.rows:
        console.print(f"{row.number}. {_verdict(row.check) if checked else ''} {_plain(_head(row))}")
        figures = f"stated {row.claimed}" + (f", computed {row.computed}" if row.computed else "")
        console.print(f"   {_plain(figures)}{_say(row, '; ')}")
        if row.why:
            console.print(f"   [dim]{_plain(row.why)}[/dim]")


def _table(view: View, *, with_verdicts: bool) -> Table:
    """One row a claim; the reason stands under the subject, where there is room for it."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("#", justify="right", no_wrap=True)
    if with_verdicts:
        table.add_column("verdict", no_wrap=True)
    table.add_column("claim", ratio=1, overflow="fold")
    table.add_column("stated", justify="right", overflow="fold", min_width=8)
    if with_verdicts:
        table.add_column("computed", justify="right", overflow="fold", min_width=8)
    for row in view.rows:
        why = f"\n[dim]{_plain(row.why)}[/dim]" if row.why else ""
        cells = [_plain(_head(row)) + why + _say(row, "\n"), _plain(row.claimed)]
        if with_verdicts:
            cells = [_verdict(row.check), *cells, _plain(row.computed)]
        table.add_row(str(row.number), *cells)
    return table


def _head(row: Row) -> str:
    """Subject, metric, period and speaker."""
    claim = row.claim
    head = ", ".join(part for part in (claim.subject, words.metric(claim), row.period) if part)
    return head + (f" (says {claim.attributed_to})" if claim.attributed_to else "")


def _say(row: Row, before: str) -> str:
    return f"{before}[bold]say {_plain(row.suggestion)}[/bold]" if row.suggestion else ""


def _verdict(check: Check | None) -> str:
    if check is None:
        return "[dim]- no verdict[/dim]"
    style = STYLES[check.verdict]
    return f"[{style}]{words.MARKS[check.verdict]} {words.VERDICT_WORDS[check.verdict]}[/{style}]"


def _plain(text: str) -> str:
    """Text that rich reads as no markup, and a terminal as no command."""
    from rich.markup import escape

    kept = one_line(text)
    return escape(f"{' ' * text.startswith(' ')}{kept}{' ' * (text.endswith(' ') and bool(kept))}")


def _print_stories(console: Console, view: View) -> None:
    from tapecheck.report.explained import explain

    for row in view.rows:
        if row.check:
            console.print(f"[bold]“{_plain(row.said)}”[/bold]\n{_plain(explain(row.check, row.claim))}\n")
