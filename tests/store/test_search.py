"""Searches: words, names without accents, sizes, days, likeness; nothing that is typed is an error."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tapecheck.schema import ArticleInfo, Claim, Direction, Document, Metric, Sentence, claim_id
from tapecheck.store import ClaimQuery, Store
from tapecheck.store.likeness import VectorIndex, build_vectors, has_vectors
from tapecheck.store.search import count_facets, find_keys, search
from tests.factories import VERSIONS, make_document

SENTENCES = (
    ("2023-01-05", "Inflation fell to 3% in December.", {"metric": Metric.FUNDAMENTAL, "low": 3, "subject": "CPI"}),
    ("2023-02-05", "Nestlé fell 2% in Zurich.", {"low": 2, "subject": "Nestlé", "symbol": "NESN.SW"}),
    ("2023-03-05", "Funds took in $1.5 billion.", {"low": 1_500_000_000, "unit": "USD", "metric": Metric.FUND_FLOW}),
    ("2023-04-05", "Stocks plunged 4%.", {"low": 4, "subject": "S&P 500", "symbol": "^GSPC"}),
    ("2023-05-05", "Equities tumbled 4%.",
     {"low": 4, "subject": "S&P 500", "symbol": "^GSPC", "attributed_to": "Émile Roy"}),
)  # fmt: skip


def document(day: str, text: str, fields: dict[str, Any]) -> Document:
    low = Decimal(fields.pop("low"))
    values = {"metric": Metric.PERCENT_CHANGE, "direction": Direction.DOWN, "unit": "percent", **fields}
    claim = Claim(id=claim_id(day, 0, 1, values["metric"]), start=0, end=len(text), text=text, low=low, high=low,
                  plausible=(low - 1, low + 1), **values)  # fmt: skip
    return Document(id=day, published=day, text=text, title_end=0, article=ArticleInfo(title=f"Of {day}"),
                    versions=VERSIONS, sentences=(Sentence(start=0, end=len(text)),), claims=(claim,))  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(str(tmp_path_factory.mktemp("search") / "t.db")) as store:
        run = store.start_run("test", VERSIONS)
        store.save_all([document(day, text, dict(fields)) for day, text, fields in SENTENCES], run)
        yield store


def months(store: Store, **query: Any) -> list[int]:
    """The months of the sentences that are found, in order."""
    return [int(row["article"]["id"][5:7]) for row in search(store, ClaimQuery(**query))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"words": "nestle"}, [2]),
        ({"words": "infla*"}, [1]),
        ({"words": "inflatio*"}, [1]),
        ({"words": "stock plunge"}, [4]),
        ({"words": '"plunged 4"'}, [4]),
        ({"words": '"4 plunged"'}, []),
        ({"entity": "NESTLE"}, [2]),
        ({"entity": "emile"}, [5]),
        ({"speaker": "emile"}, [5]),
        ({"speaker": "nobody"}, []),
        ({"symbol": "gspc"}, [5, 4]),
        ({"min": 4, "unit": "PERCENT"}, [5, 4]),
        ({"min": 1e9}, [3]),
        ({"max": 2}, [2]),
        ({"since": "2023-03-05", "until": "2023-04-05"}, [4, 3]),
        ({"sort": "value"}, [3, 5, 4, 1, 2]),
        ({"sort": "value", "limit": 1}, [3]),
        ({"words": "4", "sort": "date"}, [5, 4]),
        ({"direction": "up"}, []),
        ({"reviewed": "yes"}, []),
        ({"reviewed": "no", "limit": 1}, [5]),
        ({"metric": "fund_flow", "entity": "nothing"}, []),
    ],
)
def test_what_is_found_in_which_order(store: Store, query: dict[str, Any], found: list[int]) -> None:
    assert months(store, **query) == found


@pytest.mark.parametrize(
    "words",
    ['"', "*", "a*b", "NEAR(", "AND OR NOT", "x:y", "(((", "-", "''", '"unclosed', "\x00", "^", "{a} : b", "\\", "é*"],
)
def test_nothing_that_is_typed_is_an_error(store: Store, words: str) -> None:
    assert isinstance(months(store, words=words), list)


def test_facets_count_what_fits(store: Store) -> None:
    assert count_facets(store, ClaimQuery(), "symbol") == [("", 2), ("^GSPC", 2), ("NESN.SW", 1)]
    assert count_facets(store, ClaimQuery(words="4"), "year") == [("2023", 2)]


def test_the_same_claim_again_the_first_to_make_it_first(store: Store) -> None:
    (claim,) = [row["id"] for row in search(store, ClaimQuery(words="tumbled"))]
    assert months(store, similar_to=claim) == [4]


def test_meaning_finds_other_words_for_it(tmp_path: Path) -> None:
    """With vectors that tell falls of shares from all else: a stand-in for the model, which has tests of its own."""

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 384), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0 if any(word in text.lower() for word in ("stocks", "equities", "shares")) else 1] = 1
        return rows

    with Store.open(str(tmp_path / "t.db")) as store:
        store.save_all([document(d, t, dict(f)) for d, t, f in SENTENCES], store.start_run("test", VERSIONS))
        assert not has_vectors(store)
        assert list(build_vectors(store, embed, "stand-in")) == [5]
        assert list(build_vectors(store, embed, "stand-in")) == []
        query = ClaimQuery(words="shares plunged")
        assert find_keys(store, query) == []
        assert len(find_keys(store, query, embed)) == 2
        assert len(find_keys(store, ClaimQuery(words="shares plunged", since="2023-05-01"), embed)) == 1
        assert len(find_keys(store, ClaimQuery(words="shares plunged", symbol="^GSPC"), embed)) == 2
        assert find_keys(store, ClaimQuery(words="shares plunged", meaning=False), embed) == []


def test_many_claims_of_common_words_and_filters(tmp_path: Path) -> None:
    """Beyond what is ranked one by one, the newest come first, whatever narrows them."""
    from bench.store import make_documents

    with Store.open(str(tmp_path / "t.db")) as store:
        store.save_all(make_documents(1000), store.start_run("test", VERSIONS))
        for query in ({"words": "in"}, {"words": "in", "verdict": "contradicted"}, {"verdict": "supported"},
                      {"entity": "russell"}, {"words": "in", "entity": "dow", "min": 9.8}):  # fmt: skip
            rows = list(search(store, ClaimQuery(**query)))  # type: ignore[arg-type]
            days = [row["article"]["published"] for row in rows]
            assert days == sorted(days, reverse=True)
            assert len(rows) == 50 or query.get("min")
            assert all(row["check"]["verdict"] == query.get("verdict", row["check"]["verdict"]) for row in rows)
        (value,) = {row["low"] for row in search(store, ClaimQuery(sort="value", limit=5))}
        assert value == 9.9


def test_a_claim_of_an_older_text_is_not_found(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "t.db")) as store:
        store.save(make_document(), store.start_run("test", VERSIONS))
        run = store.start_run("test", VERSIONS)
        store.save(
            dataclasses.replace(make_document(), text="No.", claims=(), checks=None, quotes=(), entities=()), run
        )
        assert find_keys(store, ClaimQuery(words="russell")) == []
        assert find_keys(store, ClaimQuery()) == []


def test_the_signs_of_many_vectors_find_the_nearest() -> None:
    chance = np.random.default_rng(1)
    made = chance.normal(size=(14_000, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    vectors = np.rint(made * 127).astype(np.int8)
    places = np.arange(len(made))
    index = VectorIndex((0, 0), places, places, vectors, np.packbits(vectors < 0, axis=1).view(np.uint64))
    for at in range(0, 14_000, 1_000):
        (found,) = index.nearest(made[at], 1)
        assert found[:2] == (at, at)
        assert found[2] == pytest.approx(1, abs=0.02)
