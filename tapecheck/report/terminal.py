"""The verdict table on a terminal, the wrong figures standing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapecheck.console import open_terminal
from tapecheck.report import words
from tapecheck.schema import Check, Claim, Document, Verdict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

STYLES = {
    Verdict.SUPPORTED: "green",
    Verdict.IMPRECISE: "yellow",
    Verdict.CONTRADICTED: "bold white on red",
    Verdict.NOT_CHECKABLE: "dim",
}


def print_document(document: Document, *, explain: bool = False, console: Console | None = None) -> None:
    """Print the title, a table of claims (with verdicts where it was checked), and what adds up to nothing."""
    from rich.markup import escape

    console = console or open_terminal()
    info = document.article
    console.print(f"[bold]{escape(info.title or document.id)}[/bold]")
    about = [part for part in (info.publisher, document.published or "no publication date", info.url) if part]
    console.print(f"[dim]{escape(' · '.join(about))}[/dim]")
    if document.note:
        console.print(f"[yellow]{escape(document.note)}[/yellow]")
    checks = {check.claim_id: check for check in document.checks or ()}
    if document.claims:
        console.print(_table(document.claims, checks, with_verdicts=document.checks is not None))
    for failed in (one for one in document.consistency if one.verdict is Verdict.CONTRADICTED):
        console.print(f"[bold red]does not add up:[/bold red] {escape(failed.formula)}")
    if explain:
        _print_stories(console, document, checks)
    if document.verdict is not None:
        console.print(
            f"[bold]{words.MARKS[document.verdict]} {words.VERDICT_WORDS[document.verdict]}[/bold]: {summary(document)}"
        )
    elif not document.claims and not document.note:
        console.print("no claim found in it")


def summary(document: Document) -> str:
    """How many claims have which verdict: "2 supported, 1 contradicted"."""
    checks = document.checks or ()
    counts = [(sum(check.verdict is verdict for check in checks), words.VERDICT_WORDS[verdict]) for verdict in STYLES]
    without = len(document.claims) - len(checks)
    parts = [f"{count} {what}" for count, what in counts if count]
    return ", ".join(parts + ([f"{without} forecast or not asserted"] if without else [])) or "nothing to check"


def _table(claims: tuple[Claim, ...], checks: dict[str, Check], *, with_verdicts: bool) -> Table:
    """One row a claim; the reason stands under the subject, where there is room for it."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    if with_verdicts:
        table.add_column("verdict", no_wrap=True)
    table.add_column("claim", ratio=1, overflow="fold")
    table.add_column("stated", justify="right", overflow="fold", min_width=8)
    if with_verdicts:
        table.add_column("computed", justify="right", overflow="fold", min_width=8)
    for claim in claims:
        check = checks.get(claim.id)
        row = [_about(claim, check), _plain(words.claimed(claim))]
        if with_verdicts:
            row = [_verdict(check), *row, _plain(words.computed(claim, check)) if check else ""]
        table.add_row(*row)
    return table


def _about(claim: Claim, check: Check | None) -> str:
    """Subject, metric, period and speaker; under them why."""
    head = ", ".join(part for part in (claim.subject, words.metric(claim), words.period(claim)) if part)
    said_by = f" (says {claim.attributed_to})" if claim.attributed_to else ""
    why = words.why(check) if check else claim.reason or ""
    return _plain(head + said_by) + (f"\n[dim]{_plain(why)}[/dim]" if why else "")


def _verdict(check: Check | None) -> str:
    if check is None:
        return "[dim]- no verdict[/dim]"
    style = STYLES[check.verdict]
    return f"[{style}]{words.MARKS[check.verdict]} {words.VERDICT_WORDS[check.verdict]}[/{style}]"


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _print_stories(console: Console, document: Document, checks: dict[str, Check]) -> None:
    from tapecheck.crosscheck import explain

    for claim in document.claims:
        if check := checks.get(claim.id):
            console.print(f"[bold]“{_plain(claim.text)}”[/bold]\n{_plain(explain(check, claim))}\n")
