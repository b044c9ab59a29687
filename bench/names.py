"""Names: entities of the gold with spans, symbols and canonical names, mentions, sentence ends, and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bench.common import Document, load_gold, run
from tapecheck.models import NameModel, load
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import Catalogue, load_catalogue
from tapecheck.schema import Entity, Mention

FLOORS = {"f1": 0.92, "span": 0.95, "symbol": 0.95, "name": 0.95}


def as_item(found: Entity | Mention) -> dict[str, Any]:
    """A finding as the contract has it."""
    item = {"start": found.start, "end": found.end, "text": found.text, "name": found.name, "symbol": found.symbol}
    return item | ({"label": found.label.value} if isinstance(found, Entity) else {})


def make_predict(catalogue: Catalogue, model: NameModel | None) -> Callable[[Document], Document]:
    """A function from a record to a document with entities and mentions."""

    def predict(record: Document) -> Document:
        text = record["text"]
        sentences = find_sentences(text)
        entities = find_entities(text, sentences, catalogue, model)
        mentions = find_mentions(text, sentences, entities, catalogue)
        return {
            "id": record["id"],
            "sentences": [{"start": s.start, "end": s.end} for s in sentences],
            "entities": [as_item(e) for e in entities],
            "mentions": [as_item(m) for m in mentions],
        }

    return predict


def show_mentions(predict: Callable[[Document], Document]) -> None:
    """Mentions of the gold (which is not complete) and sentence ends: how many agree."""
    right = wrong = missed = same = total = 0
    for gold in load_gold("articles"):
        found = predict(gold)
        by_span = {(m["start"], m["end"]): m["name"] for m in found["mentions"]}
        for mention in gold.get("mentions", []):
            name = by_span.get((mention["start"], mention["end"]))
            right += name == mention["name"]
            missed += name is None
            wrong += name not in (None, mention["name"])
        ends = {(s["start"], s["end"]) for s in found["sentences"]}
        same += sum((s["start"], s["end"]) in ends for s in gold["sentences"])
        total += len(gold["sentences"])
    print(f"mentions    {right} right, {wrong} wrong, {missed} declined   sentences {same} of {total}")


def show_speed(catalogue: Catalogue, model: NameModel | None, rounds: int = 10) -> None:
    """Words a second on one core: sentence ends, and names with mentions."""
    texts = [d["text"] for d in load_gold("articles")] * rounds
    words = sum(len(t.split()) for t in texts)
    started = time.perf_counter()
    sentences = [find_sentences(t) for t in texts]
    middle = time.perf_counter()
    entities = [find_entities(t, s, catalogue, model) for t, s in zip(texts, sentences, strict=True)]
    named = time.perf_counter()
    for text, sents, ents in zip(texts, sentences, entities, strict=True):
        find_mentions(text, sents, ents, catalogue)
    ended = time.perf_counter()
    print(f"words/s     sentences {words / (middle - started):,.0f}   names {words / (named - middle):,.0f}   ", end="")
    print(f"mentions {words / (ended - named):,.0f}   names and mentions {words / (ended - middle):,.0f}")


def main(argv: list[str]) -> int:
    """`python -m bench names [--model fast|default|...] [--errors N] [--save]`; results are kept per model.

    `fast` is the tables and rules alone; with a model its own measurements (bench/names_model.py) follow.
    """
    model_name = "fast"
    if "--model" in argv:
        at = argv.index("--model")
        model_name = argv[at + 1]
        argv = argv[:at] + argv[at + 2 :]
    started = time.perf_counter()
    catalogue = load_catalogue()
    model = load(model_name)
    print(f"loaded in {time.perf_counter() - started:.2f} s   floors: {FLOORS}")
    predict = make_predict(catalogue, model)
    code = run("names" if model_name == "fast" else f"names-{model_name}", ["entities"], predict, argv)
    show_mentions(predict)
    show_speed(catalogue, model, rounds=10 if model is None else 1)
    if model is not None:
        from bench.names_model import sections

        for section in sections(model_name):
            print(section.title, *section.lines, sep="\n  ")
    return code
