"""Looking after the file: what is in it, whether it is whole, giving back room, word indexes made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.store.opening import clear_errors
from tapecheck.store.reading import load_revision
from tapecheck.store.tables import WORDS

if TYPE_CHECKING:
    from tapecheck.store.database import Store

_COUNTED = ("articles", "revisions", "claims", "checks", "quotes", "reviews", "vectors", "runs")


def describe(store: Store) -> dict[str, Any]:
    """The file's size, its rows, its last run with versions, and the searches that were kept."""
    connection = store.connection
    rows = {name: int(connection.execute(f"select count(*) from {name}").fetchone()[0]) for name in _COUNTED}
    size = file_size(store.path)
    newest = connection.execute(
        "select started || ' ' || command || ', tapecheck ' || tapecheck || ', model ' || model || ', rules ' || rules "
        "from runs order by id desc limit 1"
    ).fetchone()
    (layout,) = connection.execute(
        "select max(name) from _sqlite_migrations where migration_set='tapecheck'"
    ).fetchone()
    per_claim = f", {size / rows['claims']:,.0f} bytes a claim" if rows["claims"] else ""
    return {
        "file": str(Path(store.path).resolve()), "size": f"{size / 1e6:,.1f} MB{per_claim}", "layout": layout,
        "rows": rows,
        "last run": newest[0] if newest else "none yet", "searches": ", ".join(store.saved_searches()) or "none kept",
    }  # fmt: skip


def find_damage(store: Store) -> Iterator[str]:
    """Each problem in a line: pages, foreign keys, word indexes, documents that cannot be read."""
    connection = store.connection
    try:
        for (said,) in connection.execute("pragma integrity_check"):
            if said != "ok":
                yield f"pages: {said}"
        for table, row, parent, _ in connection.execute("pragma foreign_key_check"):
            yield f"keys: row {row} of {table} has lost its row of {parent}"
        for name in WORDS:
            try:
                connection.execute(f"insert into {name}_fts ({name}_fts, rank) values ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                yield f"word index: {name}_fts does not hold what {name} says ({error})"
            finally:
                connection.rollback()
        for revision, article in connection.execute("select id, article from revisions").fetchall():
            try:
                load_revision(connection, revision)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with a document is what is looked for
                yield f"documents: article {article}, text {revision}: {' '.join(str(error).split())[:120]}"
    except sqlite3.DatabaseError as error:
        yield f"pages: {error}"


def vacuum(store: Store) -> tuple[int, int]:
    """Drop charts and names that nothing uses, write the file anew; its size before and after. Raises StoreError."""
    before = file_size(store.path)
    with store.writing():
        store.connection.execute(
            "delete from charts where id not in (select chart from checks where chart is not null)"
        )
        store.connection.execute("delete from names where id not in (select name from claim_names)")
    with clear_errors(store.path):
        for name in WORDS:
            store.connection.execute(f"insert into {name}_fts ({name}_fts) values ('optimize')")
        store.connection.commit()
        store.connection.execute("analyze")
        store.connection.commit()
        store.connection.execute("vacuum")
        store.connection.execute("pragma wal_checkpoint(truncate)")
    return before, file_size(store.path)


def rebuild_indexes(store: Store) -> None:
    """Make the word indexes anew from the rows. Raises StoreError."""
    with store.writing():
        for name in WORDS:
            store.connection.execute(f"insert into {name}_fts ({name}_fts) values ('rebuild')")


def file_size(path: str) -> int:
    """Bytes of the database and of what waits beside it to be written into it."""
    files = (Path(path), Path(f"{path}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
