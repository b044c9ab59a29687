"""The file as other programs see it: keys, full text, views, what a deleted row takes along; older and newer files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlite_utils import Database

from tapecheck.errors import StoreError
from tapecheck.schema import ArticleInfo, Extent, Fact, Said, Time, TimeSource
from tapecheck.store import Store
from tapecheck.store.migrations import migrations
from tapecheck.store.opening import MIGRATIONS
from tests.factories import VERSIONS, make_claim, make_document

INDEXED = ("claims", "quotes", "revisions")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Store.open(str(tmp_path / "t.db")) as store:
        store.save(make_document(), store.start_run("ingest", VERSIONS))
        yield store.db


def tables(db: Database) -> list[str]:
    return [name for name in db.table_names() if not name.startswith(("_", "sqlite_")) and "_fts" not in name]


def test_every_table_is_strict_and_has_a_key(db: Database) -> None:
    for name in tables(db):
        assert db.table(name).strict, name
        assert any(column.is_pk for column in db.table(name).columns), name


@pytest.mark.parametrize(("table", "words"), [("claims", "russ*"), ("quotes", "jane"), ("revisions", "caps")])
def test_other_programs_find_the_full_text(db: Database, table: str, words: str) -> None:
    assert db.table(table).detect_fts() == f"{table}_fts"
    assert len(list(db.table(table).search(words))) == 1


@pytest.mark.parametrize(
    ("view", "rows"),
    [("latest_revision", 1), ("claims_with_verdicts", 2), ("quotes_by_speaker", 1), ("claims_by_symbol", 2),
     ("entities_in_articles", 1), ("quantities_in_articles", 0), ("disagreements", 0)],
)  # fmt: skip
def test_views_answer(db: Database, view: str, rows: int) -> None:
    assert db.execute(f"select count(*) from {view}").fetchone() == (rows,)


def test_claims_know_their_quotes_and_names(db: Database) -> None:
    assert db.execute(
        "select q.speaker from claims c join quotes q on q.key = c.quote where c.symbol = '^RUT'"
    ).fetchall() == [("Jane Roe",)]
    names = db.execute("select n.name from claim_names m join names n on n.id = m.name order by 1").fetchall()
    assert [name for (name,) in names] == ["Dow Jones Industrial Average", "Jane Roe", "Russell 2000"]


def test_a_deleted_article_takes_along_what_hangs_on_it(db: Database) -> None:
    with db.conn:
        db.execute("delete from articles")
    for name in tables(db):
        if name not in ("runs", "names", "charts"):
            assert db.table(name).count == 0, name
    for name in INDEXED:
        db.execute(f"insert into {name}_fts ({name}_fts, rank) values ('integrity-check', 1)")
        assert list(db.table(name).search("russell")) == []


def test_two_articles_that_state_it_differently_disagree(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "t.db")) as store:
        run = store.start_run("ingest", VERSIONS)
        store.save(make_document(), run)
        info = ArticleInfo(url="https://example.org/other", title="Other")
        first = make_claim(low=Decimal(7), high=Decimal(7), plausible=(Decimal("6.5"), Decimal("7.5")), id="7" * 16)
        store.save(make_document(id="b2", article=info, claims=(first,), checks=None, verdict=None), run)
        rows = store.db.execute("select symbol, low, other_low, article, other_article from disagreements").fetchall()
    assert rows == [("^RUT", 5.0, 7.0, "a1", "b2")]


def make_first_layout(path: Path, copies: int = 0) -> None:
    """A file as the first layout's program left it: one article, of two revisions, the newer checked.

    `copies`: so many more articles, each with a copy of the newer revision.
    """
    db = Database(path)
    migrations.apply(db, stop_before="m004_each_thing_once")
    rows = Path(__file__).with_name("first_layout.sql").read_text("utf-8")
    db.conn.executescript(f"{rows}\npragma application_id={0x74617065};")
    columns = ("url, canonical_url, publisher, title, authors, published, published_day, language, section, truncated, "
               "paywalled, verdict, revision, first_saved, last_saved")  # fmt: skip
    for count in range(copies):
        db.conn.execute(
            f"insert into articles (id, {columns}) select 'c{count}', {columns} from articles where id='a1'"
        )
        db.conn.execute(
            "insert into revisions (article, sha, text, title_end, info, tables, published, saved, run, document) "
            f"select 'c{count}', sha, text, title_end, json_remove(info, '$.url'), tables, published, saved, run, "
            "document from revisions where id=2"
        )
        db.conn.execute(f"update articles set revision = last_insert_rowid() where id='c{count}'")
    db.conn.commit()
    db.close()


def test_an_older_file_is_brought_up_to_date_with_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    make_first_layout(path)
    with Store.open(str(path)) as store:
        assert store.backup == tmp_path / "t.db.before-m004"
        document = store.load("a1")
        assert (document.text, len(document.claims)) == ("Small caps lag\n\nThe Russell 2000 is up 5% this year.", 1)
        assert [check.formula for check in document.checks or ()] == ["1851.54 / 1761.25 - 1 = 5.13%"]
        assert store.db.execute("select started, command from runs").fetchall() == [
            ("2024-01-02T00:00:00+00:00", "check")
        ]
        assert tuple(migration.name for migration in migrations.applied(store.db)) == MIGRATIONS
        assert store.db.execute("pragma foreign_key_check").fetchall() == []
    with sqlite3.connect(tmp_path / "t.db.before-m004") as backup:
        assert backup.execute("select count(*), max(computed) from checks").fetchall() == [(1, "5.1266")]
    backup.close()
    with Store.open(str(path)) as store:
        assert store.backup is None


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "t.db")
    with Store.open(path) as store, store.db.conn:
        store.db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('tapecheck', 'm999_x', '')"
        )
    with pytest.raises(StoreError, match=r"made by a newer tapecheck \(it has m999_x\)"):
        Store.open(path)


def test_what_the_words_say_is_asked_in_sql(tmp_path: Path) -> None:
    when = Time(from_=date(2023, 9, 8), to=date(2023, 9, 9), source=TimeSource.OWN)
    said = Said(thing=Fact(start=0, end=3, value="future"), sentence=Extent(start=0, end=9))
    claim = make_claim(times=(when,), said=said)
    with Store.open(str(tmp_path / "t.db")) as store:
        document = make_document(claims=(claim,), checks=None, verdict=None)
        store.save(document, store.start_run("ingest", VERSIONS))
        assert store.load("a1").claims == (claim,)
        row = store.db.execute(
            "select json_extract(said, '$.thing'), json_extract(times, '$[0].from'), times from claims"
        ).fetchone()
    assert row == ("future", "2023-09-08", '[{"from":"2023-09-08","to":"2023-09-09","source":"own"}]')
