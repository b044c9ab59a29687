"""Claims: from the gold's own annotations, and end to end from text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bench.common import Document, load_gold, run, score
from tapecheck.schema import Annotations, Entity, Mention, Period, Published, Quantity, Quote, from_json, to_json

DOT = Decimal(1)


def ulp_of(text: str, low: float) -> Decimal:
    """One unit of the last digit printed in a figure's text, times its scale."""
    import re

    m = re.search(r"\d[\d,]*(\.\d+)?", text)
    if not m:
        return DOT
    places = len(m.group(1)) - 1 if m.group(1) else 0
    printed = Decimal(m.group().replace(",", ""))
    scale = abs(Decimal(str(low))) / printed if printed else DOT
    return DOT.scaleb(-places) * scale


def as_annotations(document: Document) -> Annotations:
    """The gold's findings, without its claims, as the extractors would hand them over."""

    def read(kind: Any, items: list[Document]) -> tuple[Any, ...]:
        return tuple(from_json(kind, item) for item in items)

    quantities = [
        {**q, "ulp": str(ulp_of(q["text"], q["low"])), "low": str(q["low"]), "high": str(q["high"])}
        for q in document.get("quantities", [])
    ]
    return Annotations(
        text=document["text"],
        title_end=document.get("title_end") or 0,
        published=Published.parse(document["published"]) if document.get("published") else None,
        sentences=sentences_of(document),
        entities=read(Entity, document.get("entities", [])),
        mentions=read(Mention, document.get("mentions", [])),
        quantities=read(Quantity, quantities),
        periods=read(Period, document.get("periods", [])),
        quotes=read(Quote, document.get("quotes", [])),
    )


def sentences_of(document: Document) -> Any:
    from tapecheck.schema import Sentence

    return tuple(Sentence(start=s["start"], end=s["end"]) for s in document.get("sentences", []))


def main(argv: list[str]) -> int:
    from tapecheck.nlp.claims import find_claims

    gold = {d["id"]: d for which in ("articles", "claims") for d in load_gold(which)}

    def predict(record: Document) -> Document:
        claims = find_claims(as_annotations(gold[record["id"]]), None, record["id"])  # type: ignore[arg-type]
        return {"id": record["id"], "claims": [to_json(claim) for claim in claims]}

    return run("claims", ["claims"], predict, argv)


_ = (date, score)
