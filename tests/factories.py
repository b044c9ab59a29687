"""Builders of the nouns for tests: what a test does not name is plausible and the same everywhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tapecheck.schema import (
    ArticleInfo,
    Check,
    Claim,
    Direction,
    Document,
    Entity,
    Extent,
    Label,
    Metric,
    Quote,
    QuoteType,
    Sentence,
    Verdict,
    Versions,
    claim_id,
    document_verdict,
)

TEXT = "Small caps lag\n\nThe Russell 2000 is up 5% this year, Jane Roe said. The Dow fell 1.2% on Friday."
VERSIONS = Versions(tapecheck="0.1.0", model="fast", rules="1")


def make_claim(text: str = TEXT, words: str = "The Russell 2000 is up 5% this year", **fields: Any) -> Claim:
    """A claim standing at `words` in `text`: the Russell 2000 up 5% in 2023 to 8 September."""
    start = text.index(words)
    figure = text.find("5%", start)
    values: dict[str, Any] = {
        "start": start,
        "end": start + len(words),
        "text": words,
        "subject": "Russell 2000",
        "symbol": "^RUT",
        "metric": Metric.PERCENT_CHANGE,
        "direction": Direction.UP,
        "low": Decimal(5),
        "high": Decimal(5),
        "unit": "percent",
        "ulp": Decimal(1),
        "plausible": (Decimal("4.5"), Decimal("5.5")),
        "period_from": date(2023, 1, 1),
        "period_to": date(2023, 9, 9),
        "published": "2023-09-11",
        "quantity": Extent(start=figure, end=figure + 2) if figure >= 0 else None,
        **fields,
    }
    values.setdefault("id", claim_id("0" * 16, values["start"], values["end"], values["metric"], values["low"]))
    return Claim(**values)


def make_check(claim: Claim, verdict: Verdict = Verdict.SUPPORTED, **fields: Any) -> Check:
    """A check of `claim`: computed 5.13% from two real closes."""
    values: dict[str, Any] = {
        "claim_id": claim.id,
        "verdict": verdict,
        "computed": 5.1266,
        "unit": "percent",
        "claimed": (4.5, 5.5),
        "base_date": date(2022, 12, 30),
        "as_of": date(2023, 9, 8),
        "rule": "percent-change.v1",
        "formula": "1851.54 / 1761.25 - 1 = 5.13%",
        **fields,
    }
    return Check(**values)


def make_document(text: str = TEXT, checks: bool = True, **fields: Any) -> Document:
    """A document of two claims in `text`, one said by Jane Roe; checked unless told not to."""
    first = make_claim(text, attributed_to="Jane Roe", in_quote=False)
    second = make_claim(
        text, "The Dow fell 1.2% on Friday", subject="Dow Jones Industrial Average", symbol="^DJI",
        direction=Direction.DOWN, low=Decimal("1.2"), high=Decimal("1.2"), period_from=date(2023, 9, 8),
    )  # fmt: skip
    made = (make_check(first), make_check(second, Verdict.CONTRADICTED, computed=0.22, claimed=(-1.25, -1.15)))
    at = text.index("Russell 2000")
    body = text.index("The Russell")
    values: dict[str, Any] = {
        "id": "a1",
        "published": "2023-09-11",
        "text": text,
        "title_end": 14,
        "article": ArticleInfo(url="https://example.org/small-caps", title="Small caps lag", publisher="Example News"),
        "versions": VERSIONS,
        "sentences": (Sentence(start=body, end=text.index(" The Dow")),),
        "entities": (
            Entity(start=at, end=at + 12, text="Russell 2000", label=Label.INDEX, name="Russell 2000", symbol="^RUT"),
        ),
        "quotes": (
            Quote(start=body, end=body + 35, text=text[body : body + 35], type=QuoteType.INDIRECT, speaker="Jane Roe"),
        ),
        "claims": (first, second),
        "checks": made if checks else None,
        "verdict": document_verdict((first, second), made) if checks else None,
        **fields,
    }
    return Document(**values)
