from __future__ import annotations

import dataclasses
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapecheck.errors import StoreError
from tapecheck.schema import ArticleInfo, Document
from tapecheck.store import ClaimQuery, Store
from tapecheck.store.search import fts_query, search
from tests.factories import TEXT, VERSIONS, make_document


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "t.db")) as store:
        yield store


def save(store: Store, document: Document) -> str:
    return store.save(document, store.start_run("test", VERSIONS)).what


def count(store: Store, table: str) -> int:
    return int(store.db.execute(f"select count(*) from {table}").fetchone()[0])


def check_integrity(path: str) -> None:
    with sqlite3.connect(path) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("pragma foreign_key_check").fetchall() == []
        db.execute("insert into claims_fts (claims_fts, rank) values ('integrity-check', 1)")
    db.close()


def test_a_document_comes_back_as_it_was_saved(store: Store) -> None:
    document = make_document()
    assert save(store, document) == "new"
    assert store.load("a1") == document
    assert store.load("https://example.org/small-caps") == document
    assert store.load("small-caps") == document
    check_integrity(store.path)


def test_the_same_article_again_is_the_same_row(store: Store) -> None:
    document = make_document()
    save(store, document)
    again = dataclasses.replace(document, id="other-id")
    assert save(store, again) == "same"
    assert (count(store, "articles"), count(store, "revisions"), count(store, "claims")) == (1, 1, 2)


def test_a_changed_text_is_a_new_revision(store: Store) -> None:
    save(store, make_document())
    changed = make_document(TEXT.replace("1.2%", "1.3%").replace("fell 1.3%", "fell 1.2%") + " It closed at 34,500.")
    assert save(store, changed) == "revised"
    assert (count(store, "articles"), count(store, "revisions")) == (1, 2)
    assert store.load("a1").text == changed.text
    assert len(list(search(store, ClaimQuery()))) == 2
    check_integrity(store.path)


def test_new_verdicts_replace_the_old(store: Store) -> None:
    save(store, make_document(checks=False))
    assert store.load("a1").checks is None
    assert save(store, make_document()) == "checked"
    assert [check.verdict for check in store.load("a1").checks or ()] == ["supported", "contradicted"]
    assert (count(store, "claims"), count(store, "checks"), count(store, "claims_fts")) == (2, 2, 2)
    check_integrity(store.path)


def test_verdicts_outlive_an_ingest_that_does_not_check(store: Store) -> None:
    save(store, make_document())
    assert save(store, make_document(checks=False)) == "same"
    assert store.load("a1").checks is not None


def test_a_front_page_as_canonical_address_merges_nothing(store: Store) -> None:
    for name in ("x1", "x2"):
        info = ArticleInfo(url=f"https://example.org/{name}", canonical_url="https://example.org/", title=name)
        save(store, make_document(id=name, article=info))
    assert count(store, "articles") == 2
    with pytest.raises(StoreError, match="2 articles match"):
        store.load("x")
    with pytest.raises(StoreError, match="no article 'three'"):
        store.load("three")
    assert [row["id"] for row in store.articles()] == store.article_ids() == ["x1", "x2"]


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ({}, ["^RUT", "^DJI"]),
        ({"words": "russell"}, ["^RUT"]),
        ({"words": "small cap"}, ["^RUT", "^DJI"]),
        ({"words": '"up 5%"'}, ["^RUT"]),
        ({"words": "nothing-like-it"}, []),
        ({"words": 'a" OR (b*'}, []),
        ({"symbol": "^rut"}, ["^RUT"]),
        ({"entity": "Russell"}, ["^RUT"]),
        ({"entity": "Roe"}, ["^RUT"]),
        ({"speaker": "Jane"}, ["^RUT"]),
        ({"metric": "close"}, []),
        ({"unit": "Percent", "min": 2}, ["^RUT"]),
        ({"max": 2}, ["^DJI"]),
        ({"since": "2023-09-11"}, ["^RUT", "^DJI"]),
        ({"until": "2023-09-10"}, []),
        ({"verdict": "contradicted"}, ["^DJI"]),
        ({"limit": 1}, ["^RUT"]),
    ],
)
def test_search(store: Store, query: dict[str, object], symbols: list[str]) -> None:
    save(store, make_document())
    rows = list(search(store, ClaimQuery(**query)))  # type: ignore[arg-type]
    assert sorted(row["symbol"] for row in rows) == sorted(symbols)
    for row in rows:
        assert row["article"]["url"] == "https://example.org/small-caps"
        assert row["check"]["claim_id"] == row["id"]


@pytest.mark.parametrize(
    ("words", "query"), [('small "Russell 2000"', '"small" "Russell 2000"'), ('"', ""), ("- *", ""), ("a-b", '"a-b"')]
)
def test_words_are_never_syntax(words: str, query: str) -> None:
    assert fts_query(words) == query


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not a database at all, but long enough to look like a file" * 20, "not a database that can be read"),
        (None, "database of another program"),
    ],
)
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(path) as db:
            db.execute("create table theirs (x)")
        db.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=says):
        Store.open(str(path))
    assert path.read_bytes() == before


def test_places_where_no_database_can_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database here yet"):
        Store.open(str(tmp_path / "none.db"), create=False)
    with pytest.raises(StoreError, match="there is no folder"):
        Store.open(str(tmp_path / "no/folder/t.db"))
    with pytest.raises(StoreError, match="is a folder; name a file in it"):
        Store.open(str(tmp_path))


def test_a_locked_database_says_so(store: Store) -> None:
    other = sqlite3.connect(store.path)
    other.execute("begin immediate")
    store.db.execute("pragma busy_timeout=50")
    with pytest.raises(StoreError, match="another program is writing to it"):
        store.start_run("test", VERSIONS)
    other.rollback()
    other.close()
    assert store.start_run("test", VERSIONS) == 1


def test_many_may_open_and_write_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "t.db")
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with Store.open(path) as store:
                for number in range(5):
                    info = ArticleInfo(url=f"https://example.org/{name}/{number}", title="x")
                    save(store, make_document(id=f"{name}{number}", article=info))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    check_integrity(path)
    with Store.open(path) as store:
        assert count(store, "articles") == 20
        assert store.db.execute("pragma journal_mode").fetchone()[0] == "wal"
