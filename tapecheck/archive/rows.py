"""What a search found, on a terminal: tables that wrap, or below 80 columns one claim below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tapecheck.console import open_terminal
from tapecheck.report import words
from tapecheck.report.terminal import NARROW, STYLES
from tapecheck.store.search import Hit

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


WIDE = 110  # columns: from here the article has a column of its own


def print_hits(hits: Sequence[Hit], found: dict[int, str]) -> None:
    """Print the claims with verdict, figures, article and day; `found` holds sentences with the match marked."""
    console = open_terminal()
    if not hits:
        return
    if console.width < NARROW:
        for hit in hits:
            _print_stacked(console, hit, found)
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    wide = console.width >= WIDE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name, most in (("verdict", 13), ("claim", 24), ("computed", 12), *([("article", 24)] if wide else [])):
        table.add_column(name, overflow="fold", max_width=most)
    table.add_column("sentence", overflow="fold", ratio=1)
    for hit in hits:
        verdict, sentence, article = _verdict(hit), _sentence(hit, found), _article(hit)
        verdict.append(f"\n{hit.claim.id[:8]}", style="dim")
        cells: list[str | Text] = [
            verdict,
            f"{hit.claim.subject or ''} {words.claimed(hit.claim)}".strip(),
            _computed(hit),
        ]
        if wide:
            table.add_row(*cells, article, sentence)
        else:
            table.add_row(*cells, sentence.append(f"\n{article}", style="dim"))
    console.print(table)


def print_claim(hit: Hit) -> None:
    """Print one claim with all that its check says."""
    console = open_terminal()
    _print_stacked(console, hit, {})
    if hit.check:
        for said in (hit.check.reason, hit.check.formula):
            if said:
                console.print(_text(said))


def print_records(records: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Print records with these fields as a table, or one below the other where there is no room."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    console = open_terminal()
    if console.width < NARROW:
        for record in records:
            shown = (f"{name}: {record[name]}" for name in columns if record[name] not in (None, ""))
            console.print("\n".join(shown) + "\n", markup=False, soft_wrap=False)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for record in records:
        table.add_row(*(_plain(record[name]) for name in columns))
    if records:
        console.print(table)


def _print_stacked(console: Console, hit: Hit, found: dict[int, str]) -> None:
    computed = _computed(hit)
    head = _verdict(hit)
    head.append(
        f"  {hit.claim.subject or ''} {words.claimed(hit.claim)}".rstrip() + (f", computed {computed}" * bool(computed))
    )
    console.print(head)
    console.print(_sentence(hit, found))
    about = (hit.article["published"] or "no date")[:10], hit.article["publisher"], hit.article["title"], hit.claim.id
    console.print(_text(" · ".join(part for part in about if part), "dim"))
    console.print()


def _article(hit: Hit) -> str:
    return f"{(hit.article['published'] or 'no date')[:10]} {hit.article['title'] or hit.article['id']}"


def _verdict(hit: Hit) -> Text:
    if hit.check is None:
        return _text("").append("not checked" if hit.claim.modality == "asserted" else str(hit.claim.modality), "dim")
    return _text("").append(words.VERDICT_WORDS[hit.check.verdict], style=STYLES.get(hit.check.verdict, ""))


def _computed(hit: Hit) -> str:
    return words.computed(hit.claim, hit.check) if hit.check else ""


def _sentence(hit: Hit, found: dict[int, str]) -> Text:
    if hit.claim.cell:
        return _text("(in a table of the article)", "dim")
    made = _text("")
    for number, part in enumerate(re.split("[\x02\x03]", found.get(hit.key, hit.sentence))):
        made.append(re.sub(r"\s+", " ", part), style="bold yellow" if number % 2 else None)
    return made


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style=style)


def _plain(value: Any) -> Text:
    return _text("" if value is None else f"{value:g}" if isinstance(value, float) else " ".join(str(value).split()))
