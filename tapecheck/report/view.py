"""What a report shows, worked out once from the document; the templates only lay it out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tapecheck.report import words
from tapecheck.report.inert import address, one_line, plain
from tapecheck.report.vendors import Source, data_until, sources_of
from tapecheck.schema import Check, Claim, Document, Flag, Unread, Verdict

VERDICTS = (Verdict.CONTRADICTED, Verdict.IMPRECISE, Verdict.SUPPORTED, Verdict.NOT_CHECKABLE)
_UNCHECKED = "unchecked"
_UNREAD = "unread"
_WHOLE = 0.985  # of a sketch of 128 places: none or one differs


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a claim's verdict: "confirmed", "overruled" or "mended", by whom, when and why."""

    action: str
    by: str
    when: str
    note: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier or later text of the article, as the store keeps it."""

    day: str
    what: str


@dataclass(frozen=True, slots=True)
class Twin:
    """Another stored article that tells nearly the same: `share` of their runs of words are equal, 0 to 1."""

    article: str
    title: str
    about: str
    share: float
    verdict: str
    link: str | None

    @property
    def alike(self) -> str:
        """How much is the same, in words."""
        return (
            "the same words" if self.share > _WHOLE else f"about {round(20 * self.share) * 5}% of the words in common"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a report shows that the document does not hold: the day of the check, reviews by claim id, revisions, twins.

    `excerpts` leaves out the text but for the claims' sentences.
    """

    checked: date | None = None
    reviews: Mapping[str, Review] = field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()
    twins: tuple[Twin, ...] = ()
    excerpts: bool = False


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
    before: str
    said: str
    after: str
    suggestion: str
    plausible: str
    certainty: str
    reason: str
    formula: str
    time_source: str
    decided: str
    readings: tuple[str, ...]
    review: Review | None

    @property
    def why(self) -> str:
        """The reason, and the formula with its numbers unless the reason holds it already."""
        told_already = self.formula in self.reason
        return self.reason if told_already else ": ".join(part for part in (self.reason, self.formula) if part)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, marked by the worst verdict on it, if any; `ends` are the claims that end here."""

    text: str
    style: str = ""
    number: int = 0
    ends: tuple[Row, ...] = ()
    note: str = ""


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
    flags: tuple[Flag, ...]
    unread: tuple[Unread, ...]
    correction: str
    sources: tuple[Source, ...]
    heading: str
    about: tuple[str, ...]
    link: str | None
    checked: str
    made_by: str
    revisions: tuple[Revision, ...]
    twins: tuple[Twin, ...]

    @property
    def cells(self) -> dict[tuple[int, int, int], list[Row]]:
        """The rows that were read from each cell of a table."""
        found: dict[tuple[int, int, int], list[Row]] = {}
        for row in self.rows:
            if cell := row.claim.cell:
                found.setdefault((cell.table, cell.row, cell.col), []).append(row)
        return found

    @property
    def placed(self) -> dict[int, int]:
        """For each claim that is marked in the text or a table, the number that its mark goes by."""
        pieces = (piece for paragraph in (self.title, *self.paragraphs) for piece in paragraph if piece.ends)
        groups = [[row.number for row in piece.ends] for piece in pieces]
        groups += [[row.number for row in rows] for rows in self.cells.values()]
        return {number: group[0] for group in groups for number in group}


def view_of(document: Document, context: Context | None = None) -> View:
    """The view of a document, checked or not."""
    context = context or Context()
    checks = {check.claim_id: check for check in document.checks or ()}
    claims = sorted(document.claims, key=lambda claim: (claim.cell is not None, claim.start))
    rows = tuple(
        _row(document, number, claim, checks.get(claim.id), context.reviews.get(claim.id))
        for number, claim in enumerate(claims, 1)
    )
    info = document.article
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
        title=tuple(_pieces(document, 0, document.title_end, rows)),
        paragraphs=tuple(_excerpts(document, rows) if context.excerpts else _paragraphs(document, rows)),
        failed_sums=tuple(
            words.numbers(one.formula) for one in document.consistency if one.verdict is Verdict.CONTRADICTED
        ),
        flags=document.flags,
        unread=document.unread,
        correction=one_line(info.correction or ""),
        sources=sources_of(document.checks or ()),
        heading=one_line(info.title or document.text[: document.title_end]) or "Untitled text",
        about=(
            *(one_line(part) for part in (info.publisher, ", ".join(info.authors)) if part),
            words.published(document.published),
        ),
        link=address(info.canonical_url) or address(info.url),
        checked=_checked(document, context),
        made_by=f"tapecheck {made.tapecheck}, model {made.model}, rules {made.rules}",
        revisions=context.revisions,
        twins=context.twins,
    )


def _checked(document: Document, context: Context) -> str:
    """Who checked, when, and with data until when, in one sentence."""
    if document.checks is None:
        return "Read by a program; not checked against market data."
    on = f" on {words.day(context.checked)}" if context.checked else ""
    until = data_until(document.checks)
    data = f" with data until {words.day(date.fromisoformat(until))}" if until else "; no market data was used"
    return f"Checked by a program{on}{data}."


def summary(document: Document) -> str:
    """How many claims have which verdict: "2 supported, 1 contradicted"."""
    checks = document.checks or ()
    counts = [(sum(check.verdict is verdict for check in checks), words.VERDICT_WORDS[verdict]) for verdict in _TOLD]
    without = len(document.claims) - len(checks)
    parts = [f"{count} {what}" for count, what in counts if count]
    parts += [f"{without} forecast or not asserted"] if without else []
    parts += [f"{len(document.unread)} not read"] if document.unread else []
    return ", ".join(parts) or "nothing to check"


_TOLD = (Verdict.SUPPORTED, Verdict.IMPRECISE, Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE)


def _count(claims: int) -> str:
    return "1 claim" if claims == 1 else f"{claims} claims"


def _row(document: Document, number: int, claim: Claim, check: Check | None, review: Review | None) -> Row:
    verdict = check.verdict if check else None
    before, said, after = around(document, claim)
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
        before=before,
        said=said,
        after=after,
        suggestion=words.suggestion(claim, check),
        plausible=words.plausible(claim, check),
        certainty=words.certainty(check) if check else "",
        reason=words.numbers(check.reason or "") if check else claim.reason or "",
        formula=words.numbers(check.formula or "") if check and words.shown(claim, check) else "",
        time_source=words.time_source(claim),
        decided=(check.decided or check.rule or "") if check else "",
        review=review,
        readings=tuple(
            f"{reading.reading}: {_figure(reading.computed, check.unit)} ({words.VERDICT_WORDS[reading.verdict]})"
            for reading in check.readings
        )
        if check
        else (),
    )


def around(document: Document, claim: Claim) -> tuple[str, str, str]:
    """The claim's own words, with what its sentence says before and after them; a table's row stands alone."""
    if claim.cell is not None:
        return "", words.said(document, claim), ""
    holding = (one for one in document.sentences if one.start <= claim.start < one.end)
    sentence = next(holding, None)
    start = min(sentence.start, claim.start) if sentence else claim.start
    end = max(sentence.end, claim.end) if sentence else claim.end
    cut = (document.text[start : claim.start], document.text[claim.start : claim.end], document.text[claim.end : end])
    before, said, after = (one_line(part.replace("\n", " ")) for part in cut)
    return f"{before} " if before else "", said, (after if after[:1] in ",.;:!?”’)" else f" {after}") if after else ""


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
            paragraphs.append(tuple(_pieces(document, start, start + len(line), rows)))
        start += len(line) + 1
    return paragraphs


def _excerpts(document: Document, rows: Sequence[Row]) -> list[tuple[Piece, ...]]:
    """The sentences that hold a claim, each a paragraph."""
    extents = [_extent(row.claim) for row in rows]
    kept = [one for one in document.sentences if one.start >= document.title_end
            and any(one.start <= low < one.end for low, high in extents if low < high)]  # fmt: skip
    return [tuple(_pieces(document, one.start, one.end, rows)) for one in kept]


def _pieces(document: Document, start: int, end: int, rows: Sequence[Row]) -> list[Piece]:
    """text[start:end] cut at the ends of claims and unread figures, each piece marked by the worst that covers it."""
    marked = [(max(low, start), min(high, end), row) for row in rows for low, high in [_extent(row.claim)]]
    marked = [(low, high, row) for low, high, row in marked if low < high]
    unread = [(max(one.start, start), min(one.end, end), one) for one in document.unread]
    unread = [(low, high, one) for low, high, one in unread if low < high]
    bounds = {cut for low, high, _ in (*marked, *unread) for cut in (low, high)}
    cuts = sorted({start, end, *bounds})
    pieces = []
    for low, high in itertools.pairwise(cuts):
        text = plain(document.text[low:high])
        over = [row for first, last, row in marked if first <= low and high <= last]
        ends = tuple(row for _, last, row in marked if last == high and row in over)
        if over:
            worst = min(over, key=lambda row: _rank(row.style))
            pieces.append(Piece(text, worst.style, worst.number, ends))
            continue
        left = next((one for first, last, one in unread if first <= low and high <= last), None)
        pieces.append(Piece(text, _UNREAD if left else "", note=left.reason if left else ""))
    return pieces


def _rank(style: str) -> int:
    return VERDICTS.index(Verdict(style)) if style != _UNCHECKED else len(VERDICTS)
