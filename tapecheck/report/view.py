"""What a report shows, worked out once from the document; the templates only lay it out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.report import words
from tapecheck.report.terminal import summary
from tapecheck.schema import Check, Claim, Document, Verdict

_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.IMPRECISE, Verdict.SUPPORTED, Verdict.NOT_CHECKABLE)
_UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as the report lists it. `style` is the verdict's name for the style sheet."""

    number: int
    claim: Claim
    check: Check | None
    claimed: str
    computed: str
    period: str
    verdict: str
    style: str
    mark: str
    said: str
    why: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, marked by the worst verdict on it, if any; `ends` are the claims that end here."""

    text: str
    style: str = ""
    number: int = 0
    ends: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that a report says."""

    document: Document
    verdict: str
    style: str
    mark: str
    summary: str
    rows: tuple[Row, ...]
    wrong: tuple[Row, ...]
    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    failed_sums: tuple[str, ...]
    sources: tuple[str, ...]
    made_by: str


def view_of(document: Document) -> View:
    """The view of a document, checked or not."""
    checks = {check.claim_id: check for check in document.checks or ()}
    claims = sorted(document.claims, key=lambda claim: (claim.cell is not None, claim.start))
    rows = tuple(_row(document, number, claim, checks.get(claim.id)) for number, claim in enumerate(claims, 1))
    verdict = document.verdict
    made = document.versions
    return View(
        document=document,
        verdict=words.VERDICT_WORDS[verdict] if verdict else "not checked",
        style=str(verdict or _UNCHECKED),
        mark=words.MARKS[verdict] if verdict else "",
        summary=summary(document) if document.checks is not None else _count(len(document.claims)),
        rows=rows,
        wrong=tuple(row for row in rows if row.style in (Verdict.CONTRADICTED, Verdict.IMPRECISE)),
        title=tuple(_pieces(document.text, 0, document.title_end, rows)),
        paragraphs=tuple(_paragraphs(document, rows)),
        failed_sums=tuple(one.formula for one in document.consistency if one.verdict is Verdict.CONTRADICTED),
        sources=_sources(document.checks or ()),
        made_by=f"tapecheck {made.tapecheck}, model {made.model}, rules {made.rules}",
    )


def _count(claims: int) -> str:
    return "1 claim" if claims == 1 else f"{claims} claims"


def _row(document: Document, number: int, claim: Claim, check: Check | None) -> Row:
    verdict = check.verdict if check else None
    return Row(
        number=number,
        claim=claim,
        check=check,
        claimed=words.claimed(claim),
        computed=words.computed(claim, check) if check else "",
        period=words.period(claim),
        verdict=words.VERDICT_WORDS[verdict] if verdict else f"no verdict ({claim.modality})",
        style=str(verdict or _UNCHECKED),
        mark=words.MARKS[verdict] if verdict else "",
        said=words.said(document, claim),
        why=words.why(check) if check else claim.reason or "",
        readings=tuple(
            f"{reading.reading}: {_figure(reading.computed, check.unit)} ({words.VERDICT_WORDS[reading.verdict]})"
            for reading in check.readings
        )
        if check
        else (),
    )


def _figure(computed: float | str | None, unit: str | None) -> str:
    return computed if isinstance(computed, str) else words.amount(computed, unit, digits=2)


def _extent(claim: Claim) -> tuple[int, int]:
    """Where a claim is marked: at its figure, else at its whole clause; a table's claim nowhere in the text."""
    if claim.cell:
        return 0, 0
    return (claim.quantity.start, claim.quantity.end) if claim.quantity else (claim.start, claim.end)


def _paragraphs(document: Document, rows: Sequence[Row]) -> list[tuple[Piece, ...]]:
    paragraphs, start = [], document.title_end
    for line in document.text[document.title_end :].split("\n"):
        if line.strip():
            paragraphs.append(tuple(_pieces(document.text, start, start + len(line), rows)))
        start += len(line) + 1
    return paragraphs


def _pieces(text: str, start: int, end: int, rows: Sequence[Row]) -> list[Piece]:
    """text[start:end] cut at the ends of claims, each piece marked by the worst claim that covers it."""
    marked = [(max(low, start), min(high, end), row) for row in rows for low, high in [_extent(row.claim)]]
    marked = [(low, high, row) for low, high, row in marked if low < high]
    cuts = sorted({start, end, *(cut for low, high, _ in marked for cut in (low, high))})
    pieces = []
    for low, high in itertools.pairwise(cuts):
        over = [row for first, last, row in marked if first <= low and high <= last]
        ends = tuple(row for _, last, row in marked if last == high and row in over)
        worst = min(over, key=lambda row: _rank(row.style)) if over else None
        pieces.append(Piece(text[low:high], worst.style if worst else "", worst.number if worst else 0, ends))
    return pieces


def _rank(style: str) -> int:
    return _WORST_FIRST.index(Verdict(style)) if style != _UNCHECKED else len(_WORST_FIRST)


def _sources(checks: Sequence[Check]) -> tuple[str, ...]:
    """One line for each series that was used."""
    lines = []
    for check in checks:
        for series in check.series:
            days = f"{series.first} to {series.last}" if series.first else ""
            fetched = f"fetched {series.fetched_at}" if series.fetched_at else ""
            rows = f"sha256 {series.sha256[:12]}" if series.sha256 else ""
            about = (series.provider, days, series.adjustment, series.licence, fetched, rows)
            lines.append(f"{series.symbol} ({series.field}): " + ", ".join(part for part in about if part))
    return tuple(dict.fromkeys(lines))
