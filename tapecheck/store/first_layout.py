"""The first layout, in three migrations, and how its documents are read into the next.

A file of that layout is told by them; they are never changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from tapecheck.schema import Document, from_json

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table

migrations = Migrations("tapecheck")

_SPAN = {"revision": int, "start": int, "end": int, "text": str}


@migrations()
def m001_articles_and_runs(db: Database) -> None:
    """An article is known by its addresses; each text of it is a revision; each analysis belongs to a run."""
    table(db, "articles").create(
        {"id": str, "url": str, "canonical_url": str, "publisher": str, "title": str, "authors": str, "published": str,
         "published_day": str, "language": str, "section": str, "truncated": int, "paywalled": int, "verdict": str,
         "revision": int, "first_saved": str, "last_saved": str},
        pk="id", not_null={"first_saved", "last_saved"},
    )  # fmt: skip
    table(db, "articles").create_index(["published_day"])
    table(db, "addresses").create(
        {"address": str, "article": str}, pk="address", foreign_keys=[("article", "articles", "id")]
    )
    table(db, "runs").create(
        {"id": int, "started": str, "command": str, "tapecheck": str, "model": str, "rules": str}, pk="id"
    )
    table(db, "revisions").create(
        {"id": int, "article": str, "sha": str, "text": str, "title_end": int, "info": str, "tables": str,
         "published": str, "saved": str, "run": int, "document": str},
        pk="id", foreign_keys=[("article", "articles", "id"), ("run", "runs", "id")],
    )  # fmt: skip
    table(db, "revisions").create_index(["article", "sha"], unique=True)


@migrations()
def m002_findings(db: Database) -> None:
    """What was found, each with its place in the revision's text."""
    created = {
        "entities": {**_SPAN, "label": str, "name": str, "symbol": str},
        "quantities": {**_SPAN, "kind": str, "low": float, "high": float, "unit": str, "currency": str, "hedge": str,
                       "per": str, "direction": str},
        "periods": {**_SPAN, "kind": str, "from": str, "to": str, "duration": str},
        "quotes": {**_SPAN, "type": str, "speaker": str, "role": str, "affiliation": str, "cue": str, "upstream": str},
    }  # fmt: skip
    for name, columns in created.items():
        table(db, name).create(columns, foreign_keys=[("revision", "revisions", "id")])
        table(db, name).create_index(["revision"])
    table(db, "entities").create_index(["name"])
    table(db, "entities").create_index(["symbol"])
    table(db, "quotes").create_index(["speaker"])


@migrations()
def m003_claims_and_checks(db: Database) -> None:
    """Claims with the columns that people search by; the words to search stand in an FTS5 index beside them."""
    table(db, "claims").create(
        {"key": int, "id": str, **_SPAN, "article": str, "title": str, "sentence": str, "subject": str, "symbol": str,
         "metric": str, "direction": str, "low": float, "high": float, "unit": str, "hedge": str, "period_from": str,
         "period_to": str, "since": str, "modality": str, "attributed_to": str, "in_quote": int, "checkable": int,
         "reason": str, "published_day": str, "verdict": str, "detail": str},
        pk="key", foreign_keys=[("revision", "revisions", "id"), ("article", "articles", "id")],
    )  # fmt: skip
    for columns in (["revision"], ["id"], ["symbol", "metric"], ["published_day"], ["verdict"], ["subject"]):
        table(db, "claims").create_index(columns)
    table(db, "checks").create(
        {"claim": int, "claim_id": str, "revision": int, "run": int, "verdict": str, "reason": str, "computed": str,
         "unit": str, "base_date": str, "as_of": str, "rule": str, "formula": str, "detail": str},
        pk="claim", foreign_keys=[("claim", "claims", "key"), ("revision", "revisions", "id"), ("run", "runs", "id")],
    )  # fmt: skip
    table(db, "checks").create_index(["revision"])
    db.execute(
        "create virtual table claims_fts using fts5(sentence, subject, attributed_to, title, "
        "content='claims', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2')"
    )


def table(db: Database, name: str) -> Table:
    """The table `name` of `db` (typed, where `db[name]` could also be a view)."""
    return db.table(name)


_TABLES = (
    "checks",
    "claims",
    "quotes",
    "periods",
    "quantities",
    "entities",
    "revisions",
    "runs",
    "addresses",
    "articles",
)


def set_aside(db: Database) -> None:
    """Rename the tables, so that the next layout can have their names; the word index is made anew anyway."""
    db.conn.execute("drop table claims_fts")
    for name in _TABLES:
        for index in db.table(name).indexes:
            if not index.name.startswith("sqlite_"):
                db.conn.execute(f'drop index "{index.name}"')
        db.conn.execute(f"alter table {name} rename to first_{name}")


def drop_tables(db: Database) -> None:
    """Drop what `set_aside` renamed."""
    for name in _TABLES:
        db.conn.execute(f"drop table first_{name}")


def read_documents(db: Database) -> Iterator[tuple[str, str, str, Document]]:
    """Every revision's document, the oldest first, with when it was saved, and its run's start and command."""
    rows = db.conn.execute(
        "select r.text, r.title_end, r.info, r.tables, r.published, r.document, r.article, r.saved, n.started, "
        "n.command from first_revisions r join first_articles a on a.id = r.article "
        "left join first_runs n on n.id = r.run where r.document is not null "
        "order by r.article, r.id = a.revision, r.id"
    )
    for text, title_end, info, tables, published, findings, article, saved, started, command in rows:
        data = {**json.loads(findings), "id": article, "text": text, "title_end": title_end, "published": published}
        document = from_json(Document, {**data, "article": json.loads(info), "tables": json.loads(tables)})
        yield saved, started or saved, command or "ingest", document
