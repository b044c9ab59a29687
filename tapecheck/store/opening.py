"""Opening the file: whose it is, how new, and what SQLite's errors mean to a person."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tapecheck.errors import StoreError

APPLICATION_ID = 0x74617065  # "tape", in the file's header: how we know our own
BUSY_SECONDS = 10.0
OLDEST_SQLITE = (3, 38)  # strict tables, and JSON built in
MIGRATIONS = (  # their names: a file that has them all is opened without sqlite-utils, whose import takes .3 s
    "m001_articles_and_runs",
    "m002_findings",
    "m003_claims_and_checks",
    "m004_each_thing_once",
    "m010_fetches_and_twins",
)
_APPLIED = "_sqlite_migrations"  # where sqlite-utils writes them down

_SETTINGS = "pragma synchronous=full; pragma foreign_keys=on; pragma recursive_triggers=on; pragma cache_size=-65536;"

_MEANINGS = (
    (("locked", "busy"), "another program is writing to it; try again when that is done"),
    (("disk is full", "disk full"), "the disk is full; nothing of the last article was saved, what was before is safe"),
    (("malformed", "not a database"), "not a database that can be read ({said}); name another file with --db"),
    (("unable to open", "readonly"), "cannot be opened for writing ({said}); check its permissions"),
    (("disk i/o",), "the disk failed ({said}); check it and its space"),
)  # fmt: skip


def connect(path: str, *, create: bool) -> tuple[sqlite3.Connection, Path | None]:
    """The database at `path` with its tables brought up to date, and the backup made before that, if any.

    Raises StoreError as `Store.open` says.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(
            path, f"this Python has SQLite {sqlite3.sqlite_version}; {needed} is needed: take a newer Python"
        )
    _refuse_places(path, create)
    with clear_errors(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            _refuse_foreign(connection, path)
            _write_ahead(connection)
            connection.executescript(_SETTINGS)
            backup = _migrate(connection, path) if _pending(connection) else None
        except BaseException:
            connection.close()
            raise
    return connection, backup


def _refuse_places(path: str, create: bool) -> None:
    file = Path(path)
    if file.is_dir():
        raise StoreError(path, "is a folder; name a file in it with --db")
    if not create and not file.exists():
        raise StoreError(path, "no database here yet; `tapecheck ingest SOURCE` makes it, --db names another")
    if not file.absolute().parent.is_dir():
        raise StoreError(path, f"there is no folder {file.absolute().parent}; make it first")
    if file.exists() and not os.access(file, os.W_OK):
        raise StoreError(path, "is read-only; make it writable (chmod u+w), or copy it and name the copy with --db")


def _refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    (application,) = connection.execute("pragma application_id").fetchone()
    tables = {row[0] for row in connection.execute("select name from sqlite_master")}
    if application != APPLICATION_ID and tables:
        raise StoreError(path, "a database of another program; nothing was changed. Name another file with --db")
    newer = [name for name in _applied(connection) if name not in MIGRATIONS]
    if newer:
        raise StoreError(
            path, f"made by a newer tapecheck (it has {', '.join(newer)}); nothing was changed. Upgrade tapecheck"
        )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a write-ahead log; SQLite does not wait by itself where two programs turn to it at once."""
    last = time.monotonic() + BUSY_SECONDS
    while connection.execute("pragma journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("pragma journal_mode=wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                raise
            time.sleep(0.02)


def _applied(connection: sqlite3.Connection) -> list[str]:
    if not connection.execute("select 1 from sqlite_master where name=?", (_APPLIED,)).fetchone():
        return []
    query = f"select name from {_APPLIED} where migration_set='tapecheck' order by rowid"
    return [str(name) for (name,) in connection.execute(query)]


def _pending(connection: sqlite3.Connection) -> bool:
    return not {*MIGRATIONS} <= {*_applied(connection)}


def _migrate(connection: sqlite3.Connection, path: str) -> Path | None:
    from sqlite_utils import Database

    from tapecheck.store.migrations import migrations

    with immediate(connection):
        if not _pending(connection):  # another program did it while this one waited
            return None
        db = Database(connection)
        backup = _back_up(connection, Path(path)) if db.table("articles").exists() else None
        migrations.apply(db)
        connection.execute(f"pragma application_id={APPLICATION_ID}")
    if backup:
        with suppress(sqlite3.OperationalError):  # somebody reads: `tapecheck db vacuum` gives the room back later
            connection.execute("vacuum")
    return backup


def _back_up(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy the file as it is beside it, under the name of its last migration; whole or not at all."""
    last = _applied(connection)[-1]
    after = MIGRATIONS[MIGRATIONS.index(last) + 1].partition("_")[0]
    backup = path.with_name(f"{path.name}.before-{after}")
    copy_to(str(path), backup)
    return backup


def copy_to(path: str, target: Path) -> None:
    """A copy of the database at a moment, whole or not at all, while others may write to it."""
    partial = target.with_name(f"{target.name}.partial")
    with clear_errors(str(target)), closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    partial.replace(target)


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction, with the write lock taken at its start: it cannot fail half way for a reader's sake."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise
    connection.commit()


@contextmanager
def clear_errors(path: str) -> Iterator[None]:
    """SQLite's errors as one clear line."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        for words, meaning in _MEANINGS:
            if any(word in said.lower() for word in words):
                raise StoreError(path, meaning.format(said=said), fatal=True) from error
        raise StoreError(path, said, fatal=True) from error
