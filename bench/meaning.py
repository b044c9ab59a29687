"""What meaning adds to words: 60 questions, each with the sentence that is wanted, among the corpus of the models.

python3 dev.py bench meaning

The questions and the wanted sentences (bench/meaning.txt) were written down before anything was measured; the others
are the sentences with figures of tapecheck/models/corpus, of which some answer a question as well.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from tapecheck.schema import ArticleInfo, Claim, Document, Metric, Sentence, Versions
from tapecheck.store import ClaimQuery, Store
from tapecheck.store.likeness import build_vectors, load_embed, nearest
from tapecheck.store.query import filters, fts_query
from tapecheck.store.search import find_keys, fuse

ROOT = Path(__file__).resolve().parent
CORPUS = ROOT.parent / "tapecheck" / "models" / "corpus"
VERSIONS = Versions(tapecheck="bench", model="none", rules="none")


def main(argv: list[str]) -> int:  # noqa: ARG001 - all benchmarks take arguments
    """Print how many wanted sentences are found among the first one, five and ten."""
    lines = (ROOT / "meaning.txt").read_text("utf-8").splitlines()
    pairs = [tuple(line.split(" | ", 1)) for line in lines if line and not line.startswith("#")]
    loaded = load_embed()
    assert loaded is not None
    embed, model = loaded
    for name, others in (("among themselves", []), ("among the corpus", _others())):
        sentences = [wanted for _, wanted in pairs] + others
        with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "t.db")) as store:
            run = store.start_run("bench", VERSIONS)
            store.save_all([_document(number, text) for number, text in enumerate(sentences)], run)
            started = time.process_time()
            made = sum(build_vectors(store, embed, model))
            each = 1000 * (time.process_time() - started) / made
            print(f"{len(pairs)} questions {name}, {len(sentences)} sentences; {each:.1f} ms to embed one")
            keys = {int(id_, 16): key for id_, key in store.connection.execute("select id, key from claims")}
            everything = filters(store.connection, ClaimQuery())
            words = [_any(store, question) for question, _ in pairs]
            alike = [nearest(store, embed([question])[0], everything, 200, 0.0) for question, _ in pairs]
            _print("all the words", [find_keys(store, ClaimQuery(words=question)) for question, _ in pairs], keys)
            _print("any of the words", words, keys)
            _print("meaning", alike, keys)
            _print("any of the words and meaning, fused", list(map(fuse, zip(words, alike, strict=True))), keys)
            _print(
                "as search does it",
                [find_keys(store, ClaimQuery(words=question), embed) for question, _ in pairs],
                keys,
            )
    return 0


def _any(store: Store, question: str) -> list[int]:
    match = " OR ".join(fts_query(question).split(" "))
    sql = "select rowid from claims_fts where claims_fts match ? order by rank limit 200"
    return [row[0] for row in store.connection.execute(sql, (match,))]


def _print(name: str, found: Sequence[list[int]], keys: dict[int, int]) -> None:
    ranks = [row.index(keys[at]) + 1 if keys[at] in row else 0 for at, row in enumerate(found)]
    first, five, ten = (sum(0 < rank <= most for rank in ranks) for most in (1, 5, 10))
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    print(f"  {name:<38} first {first:>2}, in five {five:>2}, in ten {ten:>2}; mean reciprocal rank {mean:.2f}")


def _others() -> list[str]:
    marked = [line for file in sorted(CORPUS.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
    plain = [re.sub(r"\[([^\[\]|]*)\|[^\]]*\]", r"\1", line) for line in marked if line and not line.startswith("#")]
    return [line for line in plain if re.search(r"\d", line)]


def _document(number: int, text: str) -> Document:
    claim = Claim(id=f"{number:016x}", start=0, end=len(text), text=text, metric=Metric.OTHER, low=Decimal(1),
                  high=Decimal(1), unit="percent")  # fmt: skip
    return Document(id=f"{number:012x}", published="2024-01-01", text=text, title_end=0, article=ArticleInfo(),
                    versions=VERSIONS, sentences=(Sentence(start=0, end=len(text)),), claims=(claim,))  # fmt: skip
