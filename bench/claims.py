"""Claims, twice: from the gold's own annotations (what this layer alone loses), and end to end from text.

Floors (from text): precision 0.92, recall 0.90; of the matched direction 0.97, period 0.94, subject 0.95; time under
30% of the whole pipeline's. The direction is printed twice: the gold gives a direction to some levels that a move
reached and none to others, where the contract says null for levels, so it is counted without the levels too.

What became no claim is printed by its reason, for the gold and for the development part of ../shared/real: unread
figures of a checkable kind are to be under 8% of all figures of market things.
"""

from __future__ import annotations

import html
import re
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bench.common import Document, load_gold, load_scorer, need_shared, run
from bench.trust import load_real
from tapecheck.nlp.claims import find_claims, read_claims
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


LEVELS = frozenset(("close", "level", "yield_level", "open", "intraday_high", "intraday_low"))
STAGES = ("read", "annotate", "claims", "consistency", "checks")


def show_directions(predictions: dict[str, Document]) -> None:
    """How many directions of matched claims are right, with and without the levels."""
    scorer = load_scorer()
    ok, attributes = scorer.RULES["claims"]
    for which in ("articles", "claims"):
        right: list[tuple[bool, bool]] = []
        for document in load_gold(which):
            expected, given = document["claims"], predictions[document["id"]]["claims"]
            for i, j in scorer.match(expected, given, ok, attributes).items():
                level = expected[i]["metric"] in LEVELS
                right.append((level, expected[i].get("direction") == given[j]["direction"]))
        moves = [same for level, same in right if not level]
        share = sum(same for _, same in right) / max(1, len(right))
        print(f"{which}: direction {share:.3f}; without levels {sum(moves) / max(1, len(moves)):.3f} of {len(moves)}")


def as_page(document: Document) -> str:
    """A gold article as the page that it would be read from."""
    title, *paragraphs = document["text"].split("\n\n")
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<title>{html.escape(title)}</title>"
    return (
        f"<html lang='en'><head>{head}</head><body><article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
    )


def time_stages(model: str) -> dict[str, float]:
    """Seconds of each stage of the pipeline over the gold's articles as pages, after all were read once: no loading."""
    from tapecheck.crosscheck import check_claims, find_consistency
    from tapecheck.market import FolderMarket
    from tapecheck.nlp.find import find_annotations
    from tapecheck.pipeline import load_models
    from tapecheck.schema import Record
    from tapecheck.scraper.read import read

    models, market = load_models(model), FolderMarket(need_shared() / "market")
    spent = dict.fromkeys(STAGES, 0.0)
    documents = load_gold("articles")
    for number, document in enumerate((*documents, *documents)):
        ticks = [time.perf_counter()]
        record = Record(id=document["id"], html=as_page(document), published=document["published"])
        article = read(record)
        ticks.append(time.perf_counter())
        notes = find_annotations(article, models.catalogue, models.model)
        ticks.append(time.perf_counter())
        claims = tuple(find_claims(notes, models.catalogue, article.revision))
        ticks.append(time.perf_counter())
        sums = find_consistency(claims, article.tables, article.title_end)
        ticks.append(time.perf_counter())
        check_claims(claims, market, published=article.published, text=article.text, consistency=sums)
        ticks.append(time.perf_counter())
        if number >= len(documents):
            spent = {stage: spent[stage] + ticks[k + 1] - ticks[k] for k, stage in enumerate(STAGES)}
    return spent


def show_shares() -> None:
    """The share of each stage in the time of the whole pipeline, with the rules alone and with the default model."""
    from tapecheck.errors import TapecheckError

    for model in ("fast", "default"):
        try:
            spent = time_stages(model)
        except TapecheckError as error:
            print(f"time with model {model}: not measured, {error}")
            continue
        whole = sum(spent.values())
        shares = ", ".join(f"{stage} {seconds / whole:.0%}" for stage, seconds in spent.items())
        print(f"time with model {model}: {whole / 30 * 1000:.0f} ms an article: {shares} (claims: floor 30%)")


def show_unread(catalogue: Catalogue) -> None:
    """What was left unread, by reason."""
    corpora = {
        "gold": [d for which in ("articles", "claims") for d in load_gold(which)],
        "real": [each.more for each in load_real("dev")],
    }
    for name, documents in corpora.items():
        codes: Counter[str] = Counter()
        read = checkable = 0
        for document in documents:
            reading = read_claims(from_text(document, catalogue), catalogue, str(document["id"]))
            read += len({claim.quantity.start for claim in reading.claims if claim.quantity is not None})
            checkable += sum(each.checkable for each in reading.unread)
            codes.update(each.code for each in reading.unread)
        figures = read + sum(codes.values())
        told = ", ".join(f"{code} {count}" for code, count in codes.most_common())
        print(f"{name}: {figures} figures and superlatives of market things, {read} figures read; unread: {told}")
        print(f"{name}: unread of a checkable kind {checkable / max(1, figures):.1%} (floor: under 8%)")


def main(argv: list[str]) -> int:
    catalogue = load_catalogue()
    gold = {d["id"]: d for which in ("articles", "claims") for d in load_gold(which)}

    made: dict[str, Document] = {}

    def predictor(read: Callable[[Document], Annotations]) -> Callable[[Document], Document]:
        def predict(record: Document) -> Document:
            claims = find_claims(read(record), catalogue, record["id"])
            made[record["id"]] = {"id": record["id"], "claims": [to_json(claim) for claim in claims]}
            return made[record["id"]]

        return predict

    print("claims from gold annotations")
    alone = run("claims_from_gold", ["claims"], predictor(lambda record: from_gold(gold[record["id"]])), argv)
    print("claims from text")
    whole = run("claims", ["claims"], predictor(lambda record: from_text(record, catalogue)), argv)
    if set(made) == set(gold):
        show_directions(made)
    show_unread(catalogue)
    show_shares()
    return max(alone, whole)
