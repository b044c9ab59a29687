"""The report as Markdown: for an e-mail, an issue, a wiki."""

from __future__ import annotations

from collections.abc import Iterator

from tapecheck.report import words
from tapecheck.report.view import View, view_of
from tapecheck.schema import Document


def render(document: Document) -> str:
    """Title, verdict, a table of the claims, then for each the numbers or the reason, and the data used."""
    return "\n".join(_lines(view_of(document))) + "\n"


def _lines(view: View) -> Iterator[str]:
    info = view.document.article
    yield f"# {info.title or view.document.id}"
    yield ""
    yield " · ".join(part for part in (info.publisher, view.document.published, info.url) if part)
    yield ""
    yield f"**{view.verdict.capitalize()}**: {view.summary}"
    if view.document.note:
        yield f"\n> {view.document.note}"
    if view.rows:
        yield "\n| # | what is said | stated | computed | period | verdict |"
        yield "| --- | --- | --- | --- | --- | --- |"
    for row in view.rows:
        cells = (str(row.number), row.said, row.claimed, row.computed, row.period, f"{row.mark} {row.verdict}")
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    for row in view.rows:
        if row.why:
            about = f"{_cell(row.claim.subject or 'no subject')}, {words.metric(row.claim)}"
            yield f"\n**{row.number}. {about}: {row.verdict}.** {row.why}"
            yield from (f"- {reading}" for reading in row.readings)
    for failed in view.failed_sums:
        yield f"\n**Does not add up:** {failed}"
    if view.sources:
        yield "\n## Where the data came from\n"
        yield from (f"- {source}" for source in view.sources)
    yield f"\n{view.made_by}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
