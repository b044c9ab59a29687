"""How fast claims are saved and found again, on a hundred thousand of them.

python3 dev.py bench store              10,000 articles of ten claims each
python3 dev.py bench store --articles 1000

Prints the time of saving in tenths (they must not grow), and of searches by words, names and figures.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

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
    Sentence,
    Verdict,
    Versions,
    claim_id,
)
from tapecheck.store import ClaimQuery, Store
from tapecheck.store.search import search

NAMES = (("S&P 500", "^GSPC"), ("Russell 2000", "^RUT"), ("Nasdaq Composite", "^IXIC"), ("Dow", "^DJI"))
SECOND = 1.0  # a search of the store stays below
CLAIMS = 10


def make_documents(count: int) -> Iterator[Document]:
    """Articles of CLAIMS sentences, each with one checked claim; every article has a word of its own."""
    for number in range(count):
        yield _document(number)


def _document(number: int) -> Document:
    sentences = [
        f"The {NAMES[(number + row) % 4][0]} {'rose' if row % 2 else 'fell'} {row}.{number % 10}% in case{number}."
        for row in range(CLAIMS)
    ]
    text, start = " ".join(sentences), 0
    spans, entities, claims, checks = [], [], [], []
    for row, sentence in enumerate(sentences):
        name, symbol = NAMES[(number + row) % 4]
        end = start + len(sentence)
        figure = Decimal(f"{row}.{number % 10}")
        claim = Claim(
            id=claim_id(str(number), start, end, "percent_change"), start=start, end=end, text=sentence, subject=name,
            symbol=symbol, metric=Metric.PERCENT_CHANGE, direction=Direction.UP if row % 2 else Direction.DOWN,
            low=figure, high=figure, unit="percent", quantity=Extent(start=start, end=end),
        )  # fmt: skip
        verdict = Verdict.CONTRADICTED if row == 3 else Verdict.SUPPORTED
        spans.append(Sentence(start=start, end=end))
        entities.append(Entity(start=start + 4, end=start + 4 + len(name), text=name, label=Label.INDEX, name=name,
                               symbol=symbol))  # fmt: skip
        claims.append(claim)
        checks.append(Check(claim_id=claim.id, verdict=verdict, computed=float(figure), rule="percent-change.v1"))
        start = end + 1
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    return Document(
        id=f"{number:012x}", published=day, text=text, title_end=0,
        article=ArticleInfo(url=f"https://example.org/{number}", title=f"Article {number}"),
        versions=Versions(tapecheck="bench", model="none", rules="none"), sentences=tuple(spans),
        entities=tuple(entities), claims=tuple(claims), checks=tuple(checks), verdict=Verdict.CONTRADICTED,
    )  # fmt: skip


QUERIES = {
    "a rare word": ClaimQuery(words="case77"),
    "a word in every row": ClaimQuery(words="in"),
    "a word in half of the rows": ClaimQuery(words="rose"),
    "words and a symbol": ClaimQuery(words="fell", symbol="^RUT", min=5, since="2023-01-01"),
    "an entity": ClaimQuery(entity="Russell"),
    "figures alone": ClaimQuery(metric="percent_change", min=9, verdict="supported"),
    "a verdict": ClaimQuery(verdict="contradicted"),
    "nothing: the newest": ClaimQuery(),
}


def main(argv: list[str]) -> int:
    """Print the times; 1 where a search takes over a second."""
    parser = argparse.ArgumentParser(prog="bench store", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    count = parser.parse_args(argv).articles
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "bench.db")) as store:
        _time_saving(store, count)
        worst = max(_time_search(store, name, query) for name, query in QUERIES.items())
    return int(worst > SECOND)


def _time_saving(store: Store, count: int) -> None:
    documents = make_documents(count)
    first = next(documents)
    run, tenths = store.start_run("bench", first.versions), []
    store.save(first, run)
    for tenth in range(10):
        started = time.perf_counter()
        for _ in range(count // 10 - (tenth == 9)):
            store.save(next(documents), run)
        tenths.append(time.perf_counter() - started)
    total = sum(tenths)
    print(f"saved {count} articles, {count * CLAIMS} claims in {total:.1f} s: {1000 * total / count:.2f} ms an article")
    print("  in tenths: " + " ".join(f"{seconds:.2f}" for seconds in tenths))
    started = time.perf_counter()
    for number in range(0, count, max(1, count // 100)):
        document = _document(number)
        store.save(dataclasses.replace(document, versions=dataclasses.replace(document.versions, rules="new")), run)
    print(f"  saved again with new findings: {10 * (time.perf_counter() - started):.2f} ms an article")


def _time_search(store: Store, name: str, query: ClaimQuery) -> float:
    started = time.perf_counter()
    rows = sum(1 for _ in search(store, query))
    seconds = time.perf_counter() - started
    print(f"  {name:<28} {rows:>4} rows  {1000 * seconds:>8.1f} ms")
    return seconds
