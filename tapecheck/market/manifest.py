"""The manifest of the cache: its tables, its rows, and how it is opened."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tapecheck.errors import MarketError
from tapecheck.reference.market import Kind, SeriesInfo

INFO = tuple(field.name for field in fields(SeriesInfo))
VERSION = 1  # of the manifest; a newer one is refused, an older one migrated

SCHEMA = """
CREATE TABLE IF NOT EXISTS snapshots (
    number INTEGER PRIMARY KEY,            -- rising: the newest of a series holds
    symbol TEXT NOT NULL, provider TEXT NOT NULL,
    snapshot TEXT NOT NULL,                -- begins the sha256 of the rows
    file TEXT NOT NULL, file_sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    covered_from TEXT NOT NULL, covered_to TEXT NOT NULL,  -- the provider was asked for [from, to)
    fetched_at TEXT NOT NULL, info TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS newest ON snapshots (symbol, number);
CREATE TABLE IF NOT EXISTS members (
    provider TEXT NOT NULL, "index" TEXT NOT NULL, symbol TEXT NOT NULL, name TEXT NOT NULL,
    "from" TEXT NOT NULL, "to" TEXT
);
CREATE TABLE IF NOT EXISTS splits (
    symbol TEXT NOT NULL, date TEXT NOT NULL, ratio REAL NOT NULL, provider TEXT NOT NULL, PRIMARY KEY (symbol, date)
);
CREATE TABLE IF NOT EXISTS facts (
    symbol TEXT NOT NULL, concept TEXT NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL,
    value REAL NOT NULL, unit TEXT NOT NULL, filed TEXT NOT NULL, provider TEXT NOT NULL,
    UNIQUE (symbol, concept, "from", "to", unit, filed, value)
);
CREATE TABLE IF NOT EXISTS asked (                  -- when a provider was last asked for the facts of a symbol
    symbol TEXT NOT NULL, concept TEXT NOT NULL, provider TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (symbol, concept, provider)
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A row of the manifest. `number` is None until it is entered; [covered_from, covered_to) is what was asked for."""

    number: int | None = None
    provider: str
    snapshot: str
    file: str
    file_sha256: str
    rows: int
    first: date
    last: date
    covered_from: date
    covered_to: date
    fetched_at: datetime
    info: SeriesInfo

    @property
    def symbol(self) -> str:
        """The series' symbol."""
        return self.info.symbol


def open_manifest(path: Path) -> sqlite3.Connection:
    """The manifest at `path`, made where there is none; one in a folder that cannot be written is only read.

    Raises:
        MarketError: it is damaged, or of a newer tapecheck.
    """
    shared = path.exists() and not os.access(path.parent, os.W_OK)  # read only, and so nobody changes it either
    name = f"{path.resolve().as_uri()}?immutable=1" if shared else path
    db = sqlite3.connect(name, timeout=60, isolation_level=None, check_same_thread=False, uri=shared)
    try:
        version = int(db.execute("PRAGMA user_version").fetchone()[0]) if shared else _prepare(db)
    except sqlite3.Error as error:
        db.close()
        raise MarketError(str(path), f"is no manifest that can be read ({error}); move the folder away") from error
    if version > VERSION:
        db.close()
        raise MarketError(str(path), f"is of a newer tapecheck (version {version}, this one knows {VERSION}); upgrade")
    return db


def _prepare(db: sqlite3.Connection) -> int:
    """Make WAL and tables; the manifest's version. Changing to WAL does not wait for others, so it is tried again."""
    for attempt in range(100):
        try:
            db.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:
            if attempt == 99:
                raise
            time.sleep(0.05)
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version == 0:
        db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    return version


def roll_back(db: sqlite3.Connection) -> None:
    """Undo what a transaction under way has done."""
    if db.in_transaction:
        db.execute("ROLLBACK")


def insert_snapshot(db: sqlite3.Connection, made: Snapshot) -> int:
    """Enter a snapshot; 1."""
    known = {name: str(value) for name in INFO if (value := getattr(made.info, name)) is not None}
    info = json.dumps(known, ensure_ascii=False)
    values = (made.symbol, made.provider, made.snapshot, made.file, made.file_sha256, made.rows, str(made.first))
    days = (str(made.last), str(made.covered_from), str(made.covered_to), made.fetched_at.isoformat(), info)
    return db.execute("INSERT INTO snapshots VALUES (NULL, ?,?,?,?,?,?,?, ?,?,?,?,?)", values + days).rowcount


def read_snapshot(row: tuple[Any, ...]) -> Snapshot:
    """A row of the table as a Snapshot."""
    number, _, provider, snapshot, file, checksum, rows, first, last, start, end, at, info = row
    return Snapshot(
        number=number,
        provider=provider,
        snapshot=snapshot,
        file=file,
        file_sha256=checksum,
        rows=rows,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        covered_from=date.fromisoformat(start),
        covered_to=date.fromisoformat(end),
        fetched_at=datetime.fromisoformat(at),
        info=_info(json.loads(info)),
    )


def _info(values: dict[str, str]) -> SeriesInfo:
    basis = values.pop("split_basis", None)
    kind = Kind(values.pop("kind"))
    return SeriesInfo(kind=kind, split_basis=date.fromisoformat(basis) if basis else None, **values)
