"""How fast claims are saved and found again, and by other ways of writing the same rows.

python3 dev.py bench store                    10,000 articles of ten claims each, 100,000 vectors
python3 dev.py bench store --articles 100000  a million claims (some minutes, one gigabyte)

Prints processor time, not the clock's: the rates of saving, whose tenths must not grow, and of searches by words,
names, figures and vectors. Every article has its own day and a word of its own.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from sqlite_utils import Database

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
from tapecheck.store.likeness import index_of, nearest
from tapecheck.store.migrations import statements
from tapecheck.store.query import filters
from tapecheck.store.rows import COLUMNS, claim_rows
from tapecheck.store.search import find_keys, search
from tapecheck.store.tables import INDEXES, TABLES, word_index
from tapecheck.store.upkeep import file_size

NAMES = (("S&P 500", "^GSPC"), ("Russell 2000", "^RUT"), ("Nasdaq Composite", "^IXIC"), ("Dow", "^DJI"))
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
    "two words of half of the rows each": ClaimQuery(words="rose fell"),
    "a beginning": ClaimQuery(words="nasd*"),
    "a phrase": ClaimQuery(words='"russell 2000 rose"'),
    "words and a symbol": ClaimQuery(words="fell", symbol="^RUT", min=5, since="2023-01-01"),
    "a word and an absent verdict": ClaimQuery(words="rose", verdict="imprecise"),
    "an entity": ClaimQuery(entity="Russell"),
    "an absent entity": ClaimQuery(entity="Zzz"),
    "an absent speaker": ClaimQuery(speaker="nobody"),
    "figures alone": ClaimQuery(metric="percent_change", min=9, verdict="supported"),
    "a verdict": ClaimQuery(verdict="contradicted"),
    "an absent modality": ClaimQuery(modality="denied"),
    "a period that no claim has": ClaimQuery(period="2023-03"),
    "a month of publication": ClaimQuery(since="2019-03-01", until="2019-03-31"),
    "the largest of an instrument": ClaimQuery(symbol="^RUT", sort="value"),
    "nothing: the newest": ClaimQuery(),
}


def main(argv: list[str]) -> int:
    """Print rates and times."""
    parser = argparse.ArgumentParser(prog="bench store", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--vectors", type=int, default=100_000)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        compare_writers(Path(folder), min(arguments.articles, 3000))
        with Store.open(str(Path(folder) / "bench.db")) as store:
            time_saving(store, arguments.articles)
            time_searches(store)
            time_vectors(store, arguments.vectors)
    return 0


def compare_writers(folder: Path, count: int) -> None:
    """Claims a second of processor time: whole documents, and claims with their words alone, by several ways."""
    documents = list(make_documents(count))
    claims = count * CLAIMS
    print(f"{claims} claims of {count} articles, claims a second of processor time")
    ways: tuple[tuple[str, Callable[[Store, list[Document], int], object]], ...] = (
        ("documents one by one", in_batches(1)),
        ("documents in hundreds", in_batches(100)),
        ("documents in bulk, indexes made at the end", bulk),
    )
    for number, (name, save) in enumerate(ways):
        with Store.open(str(folder / f"{number}.db")) as store:
            run = store.start_run("bench", documents[0].versions)
            print(f"  {name:<42} {claims / clock(partial(save, store, documents, run)):>9,.0f}")
    keys = (range(number * CLAIMS + CLAIMS, number * CLAIMS, -1) for number in range(count))
    rows = [
        row for document, some in zip(documents, keys, strict=True) for row in claim_rows(document, "a", 1, some, 0)
    ]
    for name, write in (
        ("rows of claims, words by executemany", plain),
        ("rows of claims, words by a trigger", triggered),
        ("rows of claims, sqlite-utils insert_all", utils),
    ):
        db = Database(folder / f"{write.__name__}.db")
        db.enable_wal()
        db.conn.execute("pragma foreign_keys=off")
        for statement in statements(TABLES + INDEXES + word_index("claims")):
            db.conn.execute(statement)
        db.conn.commit()
        print(f"  {name:<42} {claims / clock(partial(write, db, rows)):>9,.0f}")
        db.close()


def in_batches(size: int) -> Callable[[Store, list[Document], int], None]:
    def save(store: Store, documents: list[Document], run: int) -> None:
        for at in range(0, len(documents), size):
            store.save_all(documents[at : at + size], run)

    return save


def bulk(store: Store, documents: list[Document], run: int) -> None:
    with store.bulk() as saver:
        for document in documents:
            saver.save(document, run)


def plain(db: Database, rows: list[tuple[object, ...]]) -> None:
    words = sorted((row[0], row[10], row[12], row[31], row[6]) for row in rows)
    with db.conn:
        db.conn.executemany(insert("claims"), rows)
        db.conn.executemany(insert("claims_fts"), words)


def triggered(db: Database, rows: list[tuple[object, ...]]) -> None:
    columns = "sentence, subject, attributed_to, title"
    new = ", ".join(f"new.{name}" for name in columns.split(", "))
    db.conn.execute(f"create trigger added after insert on claims begin insert into claims_fts (rowid, {columns}) "
                    f"values (new.key, {new}); end")  # fmt: skip
    with db.conn:
        db.conn.executemany(insert("claims"), rows)


def utils(db: Database, rows: list[tuple[object, ...]]) -> None:
    columns = "sentence, subject, attributed_to, title"
    new = ", ".join(f"new.{name}" for name in columns.split(", "))
    db.conn.execute(f"create trigger added after insert on claims begin insert into claims_fts (rowid, {columns}) "
                    f"values (new.key, {new}); end")  # fmt: skip
    db.table("claims").insert_all(dict(zip(COLUMNS["claims"], row, strict=True)) for row in rows)


def insert(table: str) -> str:
    columns = COLUMNS[table]
    names = ", ".join(f'"{column}"' for column in columns)
    return f"insert into {table} ({names}) values ({', '.join('?' * len(columns))})"


def time_saving(store: Store, count: int) -> None:
    """Saving in tenths, which must not grow; and saving again with new findings."""
    documents, tenths = make_documents(count), []
    first = next(documents)
    run = store.start_run("bench", first.versions)
    store.save(first, run)
    for tenth in range(10):
        batch = [next(documents) for _ in range(count // 10 - (tenth == 9))]
        tenths.append(clock(lambda: [store.save_all(batch[at : at + 100], run) for at in range(0, len(batch), 100)]))  # noqa: B023
    print(f"{count * CLAIMS} claims saved, {count * CLAIMS / sum(tenths):,.0f} a second of processor time")
    print("  seconds in tenths: " + " ".join(f"{seconds:.2f}" for seconds in tenths))
    again = [_document(number) for number in range(0, count, max(1, count // 100))]
    changed = [dataclasses.replace(one, versions=dataclasses.replace(one.versions, rules="new")) for one in again]
    seconds = clock(lambda: [store.save(document, run) for document in changed])
    print(f"  saved again with new findings: {1000 * seconds / len(changed):.2f} ms an article")
    size = file_size(store.path)
    print(f"  {size / 1e6:,.0f} MB, {size / count / CLAIMS:,.0f} bytes a claim")


def time_searches(store: Store) -> None:
    """Milliseconds of processor time for the keys of fifty claims, and with their documents read."""
    times = []
    for name, query in QUERIES.items():
        find_keys(store, query)  # a first time, as pages of the file come into memory
        keys: list[int] = []
        times.append(1000 * clock(lambda: keys.extend(find_keys(store, query))))  # noqa: B023
        whole = 1000 * clock(lambda: list(search(store, query)))  # noqa: B023
        print(f"  {name:<36} {len(keys):>3} found {times[-1]:>8.1f} ms {whole:>8.1f} ms with their documents")
    print(f"  median {sorted(times)[len(times) // 2]:.1f} ms, longest {max(times):.1f} ms")


def time_vectors(store: Store, count: int) -> None:
    """The nearest of `count` vectors, made of chance: read once, then searched."""
    import numpy as np

    made = np.random.default_rng(1).normal(size=(count, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    packed = np.rint(made * 127).astype(np.int8)
    places = store.connection.execute(
        "select distinct revision, sentence_start from claims limit ?", (count,)
    ).fetchall()
    rows = [(*place, packed[at].tobytes()) for at, place in enumerate(places)]
    with store.writing():
        store.connection.executemany("insert or replace into vectors values (?, ?, ?)", rows)
    first = clock(lambda: index_of(store))
    near = made[:50] + 0.02 * np.random.default_rng(2).normal(size=(50, 384)).astype(np.float32)
    near /= np.linalg.norm(near, axis=1, keepdims=True)
    found: list[list[int]] = []
    seconds = clock(
        lambda: found.extend(nearest(store, vector, filters(store.connection, ClaimQuery()), 20) for vector in near)
    )
    print(f"{len(rows)} vectors: read in {1000 * first:.0f} ms, then {1000 * seconds / len(near):.1f} ms a search; "
          f"{sum(map(bool, found))} of {len(near)} found")  # fmt: skip


def clock(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started
