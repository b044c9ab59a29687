"""The verdict table on a terminal, the wrong figures standing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from rich.console import Console
    from rich.markup import escape

    console = console or Console()
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
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    columns = ["subject", "metric", "claimed", *(["computed"] if with_verdicts else []), "period"]
    for column in (*columns, "verdict and why" if with_verdicts else "said by"):
        table.add_column(column, justify="right" if column in ("claimed", "computed") else "left", overflow="fold")
    for claim in claims:
        check = checks.get(claim.id)
        row = [claim.subject or "", words.metric(claim), words.claimed(claim)]
        row += [words.computed(check) if check else ""] if with_verdicts else []
        row.append(words.period(claim))
        table.add_row(*map(_plain, row), _verdict(claim, check) if with_verdicts else _plain(claim.attributed_to or ""))
    return table


def _verdict(claim: Claim, check: Check | None) -> str:
    if check is None:
        return f"[dim]- {claim.modality}, no verdict[/dim]"
    style = STYLES[check.verdict]
    why = words.why(check)
    return f"[{style}]{words.MARKS[check.verdict]} {words.VERDICT_WORDS[check.verdict]}[/{style}] {_plain(why)}"


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _print_stories(console: Console, document: Document, checks: dict[str, Check]) -> None:
    from tapecheck.crosscheck import explain

    for claim in document.claims:
        if check := checks.get(claim.id):
            console.print(f"[bold]“{_plain(claim.text)}”[/bold]\n{_plain(explain(check, claim))}\n")
