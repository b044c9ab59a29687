"""How the tests of claims read: a sentence with its findings in, one line per claim out.

A line is `symbol metric direction figure unit period`, then what else the claim has: `since=`, `record`, `freq=`,
`field=`, `versus=`, `hedge=`, and the modality where it is not asserted. The period is `.` where it is the day of
PUBLISHED, `-` where it is open, else `from:to`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tapecheck.nlp.claims import find_claims
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Annotations, Claim, Modality, Published, number

PUBLISHED = "2024-05-17T19:00:00-04:00"  # a Friday, every exchange is closed


def annotate(text: str, published: str = PUBLISHED) -> Annotations:
    """What the rules find in a text, without a model."""
    catalogue, when = load_catalogue(), Published.parse(published)
    sentences = find_sentences(text, 0)
    entities = find_entities(text, sentences, catalogue, None)
    return Annotations(
        text=text,
        published=when,
        sentences=tuple(sentences),
        entities=tuple(entities),
        mentions=tuple(find_mentions(text, sentences, entities, catalogue)),
        quantities=tuple(find_quantities(text)),
        periods=tuple(find_periods(text, when)),
        quotes=tuple(find_quotes(text, sentences, entities)),
    )


def line(claim: Claim) -> str:
    """One claim as a line."""
    day = PUBLISHED[:10]
    low, high = claim.period_from, claim.period_to
    period = f"{low or ''}:{high or ''}" if low or high else "-"
    if low and high and low.isoformat() == day and (high - low).days == 1:
        period = "."
    figures = [f"{number(Decimal(x))}" for x in dict.fromkeys((claim.low, claim.high)) if x is not None]
    parts = [
        claim.symbol or f"<{claim.subject}>",
        claim.metric,
        claim.direction or "-",
        "..".join(figures) or "-",
        claim.unit or "-",
        period,
    ]
    extra = {
        "since": claim.since,
        "freq": claim.freq,
        "field": claim.field,
        "versus": claim.versus,
        "hedge": claim.hedge,
    }
    parts += [f"{key}={value}" for key, value in extra.items() if value]
    parts += ["record"] if claim.record else []
    parts += [claim.modality] if claim.modality is not Modality.ASSERTED else []
    return " ".join(parts)


@pytest.fixture(scope="session")
def read() -> Callable[..., list[str]]:
    """Read a text and give its claims as lines, in order of place."""

    def lines(text: str, published: str = PUBLISHED) -> list[str]:
        found = find_claims(annotate(text, published), load_catalogue(), "revision")
        assert all(text[c.start : c.end] == c.text for c in found)
        return [line(c) for c in sorted(found, key=lambda c: (c.quantity.start if c.quantity else c.start, c.metric))]

    return lines
