"""schema.org's ClaimReview as Google's Fact Check tools read it: one review a sentence, with its worst verdict.

https://schema.org/ClaimReview
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tapecheck.errors import UsageError
from tapecheck.report import words
from tapecheck.report.inert import address, one_line, script_json
from tapecheck.report.view import Row, View, view_of
from tapecheck.schema import Document, Label, Quote, Verdict

_RATINGS = {Verdict.SUPPORTED: 5, Verdict.IMPRECISE: 3, Verdict.CONTRADICTED: 1}
_COLLECTIVE = re.compile(
    r"(?i)\b(?:analysts|strategists|economists|traders|researchers|officials|executives|managers|investors|"
    r"bank|group|corp|inc|plc|ltd|llc|co|partners|capital|securities|research|associates|data|fund|funds|department|"
    r"ministry|bureau|agency|commission|association|exchange|journal|times|news|reuters|bloomberg)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Under whose name and where the review stands. `url` is the page that shows it, `reviewer` an organization."""

    url: str
    reviewer: str
    published: date


def render(document: Document, publication: Publication | None) -> str:
    """A JSON-LD array, safe inside a script element. Sentences that are not wholly checkable are left out.

    Raises UsageError where the address or the reviewer is missing: a review without them is none.
    """
    if publication is None or not publication.reviewer.strip() or address(publication.url) is None:
        raise UsageError(
            "a ClaimReview says who reviewed and where it stands: give --reviewer NAME and --review-url URL, "
            "the http(s) address of the page that will show it"
        )
    view = view_of(document)
    reviews = [_review(view, rows, publication) for rows in sentences(view)]
    return script_json(json.dumps(reviews, ensure_ascii=False, indent=1))


def sentences(view: View) -> Iterator[list[Row]]:
    """The rows of each sentence (or table row) that got a verdict and holds nothing that could not be checked."""
    groups: dict[tuple[str, int, int], list[Row]] = {}
    for row in view.rows:
        if row.check is not None:
            groups.setdefault(_place(view.document, row), []).append(row)
    for rows in groups.values():
        if all(row.check and row.check.verdict in _RATINGS for row in rows) or any(
            row.check and row.check.verdict is Verdict.CONTRADICTED for row in rows
        ):
            yield rows


def _place(document: Document, row: Row) -> tuple[str, int, int]:
    claim = row.claim
    if claim.cell:
        return "table", claim.cell.table, claim.cell.row
    holding = (one for one in document.sentences if one.start <= claim.start < one.end)
    sentence = next(holding, None)
    return ("text", sentence.start, sentence.end) if sentence else ("text", claim.start, claim.end)


def _review(view: View, rows: Sequence[Row], publication: Publication) -> dict[str, Any]:
    worst = min(rows, key=lambda row: _RATINGS.get(_verdict(row), 5))
    verdict = _verdict(worst)
    rating = {
        "@type": "Rating",
        "ratingValue": _RATINGS[verdict],
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": words.VERDICT_WORDS[verdict].capitalize(),
    }
    page = address(publication.url)
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{page}#claim-{worst.number}",
        "datePublished": publication.published.isoformat(),
        "author": {"@type": "Organization", "name": one_line(publication.reviewer), "url": page},
        "claimReviewed": _claimed(view, rows, worst),
        "itemReviewed": _item(view, worst),
        "reviewRating": rating,
        "reviewBody": "; ".join(_told(row) for row in rows if _verdict(row) in _RATINGS),
    }
    return dict(_without_none(review))


def _verdict(row: Row) -> Verdict:
    assert row.check is not None
    return row.check.verdict


def _told(row: Row) -> str:
    figures = f"stated {row.claimed}" + (f", computed {row.computed}" if row.computed else "")
    about = f"{one_line(row.claim.subject or row.claim.symbol or 'the figure')}, {words.metric(row.claim)}"
    return f"{about}: {figures} ({row.verdict}{': ' + row.why if row.why else ''})"


def _claimed(view: View, rows: Sequence[Row], worst: Row) -> str:
    """The whole sentence; of a table, what its row says."""
    if worst.claim.cell is None and (said := f"{worst.before}{worst.said}{worst.after}".strip()):
        return said
    return "; ".join(f"{one_line(row.claim.subject or view.heading)}, {words.metric(row.claim)}: {row.claimed}"
                     for row in rows)  # fmt: skip


def _item(view: View, row: Row) -> dict[str, Any]:
    """The claim: who made it, and the article that it appears in, which is the first known to hold it."""
    info = view.document.article
    writers = [{"@type": "Person", "name": one_line(name)} for name in info.authors if one_line(name)]
    publisher = {"@type": "Organization", "name": one_line(info.publisher)} if info.publisher else None
    article = {
        "@type": "NewsArticle",
        "url": view.link,
        "headline": view.heading,
        "datePublished": view.document.published,
        "author": writers or publisher,
        "publisher": publisher,
    }
    author = speaker(view.document, row) or (writers[0] if writers else publisher)
    return {
        "@type": "Claim",
        "author": author or {"@type": "Organization", "name": "unnamed"},
        "datePublished": view.document.published,
        "appearance": article,
        "firstAppearance": {"@type": "NewsArticle", "url": view.link} if view.link else None,
    }


def speaker(document: Document, row: Row) -> dict[str, Any] | None:
    """Whom the text says it of: a Person with post and employer, or an Organization; None where nobody is named."""
    name = one_line(row.claim.attributed_to or "")
    if not name:
        return None
    labels = {one.label for one in document.entities if name in (one.name, one.text)}
    quotes = [quote for quote in document.quotes if quote.speaker == row.claim.attributed_to]
    person = Label.PERSON in labels or (Label.ORG not in labels and not _COLLECTIVE.search(name))
    if not person:
        return {"@type": "Organization", "name": name}
    said: Quote | None = next((quote for quote in quotes if quote.role or quote.affiliation), None)
    employer = said.affiliation if said else None
    return {
        "@type": "Person",
        "name": name,
        "jobTitle": one_line(said.role) if said and said.role else None,
        "affiliation": {"@type": "Organization", "name": one_line(employer)} if employer else None,
    }


def _without_none(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _without_none(value) for name, value in data.items() if value is not None}
    return [_without_none(one) for one in data] if isinstance(data, list) else data
