"""The tables, step by step. A migration that was released is never changed: the next one mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

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
