"""The tables, step by step. A migration that was released is never changed: the next one mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapecheck.store.fetches import FETCHES
from tapecheck.store.first_layout import migrations
from tapecheck.store.tables import INDEXES, TABLES, VIEWS, WORDS, word_index

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["migrations"]


@migrations()
def m004_each_thing_once(db: Database) -> None:
    """Strict tables with keys, verdicts with a history, documents and charts stored once; see `tables.py`.

    What the first three made is read document by document and saved into the new tables, in the same transaction.
    """
    from tapecheck.store.first_layout import drop_tables, read_documents, set_aside
    from tapecheck.store.saving import Saver

    set_aside(db)
    for statement in statements(TABLES + INDEXES + "".join(map(word_index, WORDS)) + VIEWS):
        db.conn.execute(statement)
    saver = Saver(db.conn)
    runs: dict[tuple[str, ...], int] = {}
    for at, started, command, document in read_documents(db):
        versions = document.versions
        made = (started, command, versions.tapecheck, versions.model, versions.rules)
        if made not in runs:
            runs[made] = saver.start_run(command, versions, started=started)
        saver.save(document, runs[made], at=at)
    saver.flush()
    drop_tables(db)


@migrations()
def m010_fetches_and_twins(db: Database) -> None:
    """What is remembered of addresses, and the sketches of texts by which copies are found."""
    for statement in statements(FETCHES):
        db.conn.execute(statement)


def statements(script: str) -> list[str]:
    """The statements of a script: `executescript` would commit the transaction that they belong to."""
    import sqlite3

    found, start = [], 0
    for at, char in enumerate(script):
        if char == ";" and sqlite3.complete_statement(script[start : at + 1]):
            found.append(script[start : at + 1].strip())
            start = at + 1
    return found
