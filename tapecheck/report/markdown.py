"""The report as Markdown: for an e-mail, an issue, a wiki. What strangers wrote is escaped in it."""

from __future__ import annotations

from collections.abc import Iterator

from tapecheck.report import words
from tapecheck.report.inert import markdown as safe
from tapecheck.report.view import VERDICTS, Context, Row, View, view_of
from tapecheck.schema import Document


def render(document: Document, context: Context | None = None) -> str:
    """Title, verdict, a table of the claims, then for each the numbers or the reason, and the data used."""
    return "\n".join(_lines(view_of(document, context))) + "\n"


def _lines(view: View) -> Iterator[str]:
    yield f"# {safe(view.heading)}"
    yield "\n" + " · ".join(safe(part) for part in view.about) + (f" · <{view.link}>" if view.link else "")
    yield f"\n{safe(view.checked)}"
    yield f"\n**{view.verdict.capitalize()}**: {safe(view.summary)}"
    yield from (f"\n> **Look at this first:** {safe(flag.reason)}" for flag in view.flags)
    if view.correction:
        yield f"\n> **Correction by the publisher:** {safe(view.correction)}"
    if view.document.note:
        yield f"\n> {safe(view.document.note)}"
    if view.rows:
        yield "\n| # | what is said | stated | computed | period | verdict |"
        yield "| --- | --- | --- | --- | --- | --- |"
    for row in view.rows:
        cells = (row.claimed, row.computed, row.period, f"{row.mark} {row.verdict}")
        yield f"| {row.number} | {_sentence(row)} | " + " | ".join(safe(cell) for cell in cells) + " |"
    for row in view.rows:
        yield from _story(row)
    yield from (f"\n**Does not add up:** {safe(failed)}" for failed in view.failed_sums)
    yield from _rest(view)


def _sentence(row: Row) -> str:
    """The sentence with the claim's own words strong in it."""
    before, after = safe(row.before), safe(row.after)
    return f"{before}{' ' if before else ''}**{safe(row.said)}**{' ' if row.after.startswith(' ') else ''}{after}"


def _story(row: Row) -> Iterator[str]:
    if not row.why:
        return
    about = f"{safe(row.claim.subject or 'no subject')}, {words.metric(row.claim)}"
    say = f" Say {safe(row.suggestion)}." if row.suggestion else ""
    sure = f" Certainty: {row.certainty}." if row.certainty else ""
    yield f"\n**{row.number}. {about}: {row.verdict}.** {safe(row.why)}.{say}{sure}"
    yield from (f"- {safe(reading)}" for reading in row.readings)
    if row.review:
        note = f": {safe(row.review.note)}" if row.review.note else ""
        yield f"- {safe(row.review.action)} by {safe(row.review.by)} on {safe(row.review.when[:10])}{note}"


def _rest(view: View) -> Iterator[str]:
    if view.unread:
        yield "\n## Figures that were not read\n"
        yield from (f"- “{safe(one.text)}”: {safe(one.reason)}" for one in view.unread)
    if view.revisions:
        yield "\n## Revisions of the text\n"
        yield from (f"- {safe(one.day)}: {safe(one.what)}" for one in view.revisions)
    if view.twins:
        yield "\n## Nearly the same text elsewhere\n"
        for one in view.twins:
            where = " ".join(
                filter(None, [f"({safe(one.about)})" if one.about else "", f"<{one.link}>" if one.link else ""])
            )
            yield f"- {safe(one.title)} {where}: {one.alike}".replace(" :", ":") + (
                f"; {one.verdict}" if one.verdict else ""
            )
    if view.sources:
        yield "\n## Where the data came from\n"
        for source in view.sources:
            link = f" (<{source.link}>)" if source.link else ""
            yield f"- {safe(source.symbol)}: {safe(source.vendor)}{link}; {safe(source.about)}"
    yield "\n## What the verdicts mean\n"
    yield from (f"- {words.MARKS[one]} {words.VERDICT_WORDS[one]}: {words.LEGEND[one]}" for one in VERDICTS)
    yield f"\n{safe(view.made_by)}"
