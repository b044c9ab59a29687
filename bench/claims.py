"""Claims, twice: from the gold's own annotations (what this layer alone loses), and end to end from text.

Floors (from text): precision 0.92, recall 0.90; of the matched direction 0.97, period 0.94, subject 0.95.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bench.common import Document, load_gold, run
from tapecheck.nlp.claims import find_claims
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import Catalogue, load_catalogue
from tapecheck.schema import (
    Annotations,
    Entity,
    Mention,
    Period,
    Published,
    Quantity,
    Quote,
    Sentence,
    from_json,
    to_json,
)

PRINTED = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def last_digit(figure: Document) -> str:
    """One unit of the last printed digit of a gold figure, times its scale; the gold does not state it."""
    printed = PRINTED.search(figure["text"])
    if not printed:
        return "1"
    value = Decimal(printed.group().replace(",", ""))
    scale = abs(Decimal(str(figure["low"]))) / value if value else Decimal(1)
    return str(Decimal(1).scaleb(-len(printed[1] or "")) * scale)


def from_gold(document: Document) -> Annotations:
    """The gold's findings but its claims, as the extractors would hand them over."""

    def structure(kind: Any, key: str) -> tuple[Any, ...]:
        return tuple(from_json(kind, item) for item in document.get(key) or [])

    figures = [{**q, "ulp": last_digit(q)} for q in document.get("quantities") or []]
    return Annotations(
        text=document["text"],
        title_end=document.get("title_end") or 0,
        published=Published.parse(document["published"]),
        sentences=structure(Sentence, "sentences"),
        entities=structure(Entity, "entities"),
        mentions=structure(Mention, "mentions"),
        quantities=tuple(from_json(Quantity, q) for q in figures),
        periods=structure(Period, "periods"),
        quotes=structure(Quote, "quotes"),
    )


def from_text(record: Document, catalogue: Catalogue) -> Annotations:
    """What the rules find in the text, without a model of names."""
    text, published = record["text"], Published.parse(record["published"])
    sentences = find_sentences(text, 0)
    entities = find_entities(text, sentences, catalogue, None)
    return Annotations(
        text=text,
        published=published,
        sentences=tuple(sentences),
        entities=tuple(entities),
        mentions=tuple(find_mentions(text, sentences, entities, catalogue)),
        quantities=tuple(find_quantities(text)),
        periods=tuple(find_periods(text, published)),
        quotes=tuple(find_quotes(text, sentences, entities)),
    )


def main(argv: list[str]) -> int:
    catalogue = load_catalogue()
    gold = {d["id"]: d for which in ("articles", "claims") for d in load_gold(which)}

    def predictor(read: Callable[[Document], Annotations]) -> Callable[[Document], Document]:
        def predict(record: Document) -> Document:
            claims = find_claims(read(record), catalogue, record["id"])
            return {"id": record["id"], "claims": [to_json(claim) for claim in claims]}

        return predict

    print("claims from gold annotations")
    alone = run("claims_from_gold", ["claims"], predictor(lambda record: from_gold(gold[record["id"]])), argv)
    print("claims from text")
    whole = run("claims", ["claims"], predictor(lambda record: from_text(record, catalogue)), argv)
    return max(alone, whole)
