"""schema.org's ClaimReview, which Google's Fact Check Explorer reads: one review for each claim with a verdict."""

from __future__ import annotations

import json
from typing import Any

from tapecheck.report import words
from tapecheck.schema import Check, Claim, Document, Verdict

_RATINGS = {Verdict.SUPPORTED: 5, Verdict.IMPRECISE: 3, Verdict.CONTRADICTED: 1}


def render(document: Document) -> str:
    """A JSON-LD array; claims that are not checkable are left out."""
    claims = {claim.id: claim for claim in document.claims}
    checks = [check for check in document.checks or () if check.verdict in _RATINGS]
    return json.dumps(
        [_review(document, claims[check.claim_id], check) for check in checks], ensure_ascii=False, indent=1
    )


def _review(document: Document, claim: Claim, check: Check) -> dict[str, Any]:
    info = document.article
    said_by = {"@type": "Person", "name": claim.attributed_to} if claim.attributed_to else None
    appearance = {
        "@type": "Article",
        "url": info.url,
        "headline": info.title,
        "datePublished": document.published,
        "author": said_by or ({"@type": "Organization", "name": info.publisher} if info.publisher else None),
    }
    return _without_none(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "claimReviewed": claim.text,
            "itemReviewed": {"@type": "Claim", "appearance": appearance},
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": _RATINGS[check.verdict],
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": words.VERDICT_WORDS[check.verdict].capitalize(),
            },
            "reviewBody": words.why(check),
        }
    )


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in data.items() if value is not None}
    return {name: _without_none(value) if isinstance(value, dict) else value for name, value in kept.items()}
