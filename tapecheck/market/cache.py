"""The series cache: a Parquet file per snapshot of a series, and a SQLite manifest that says what each holds.

A snapshot is a whole series as it stood when it was fetched or imported. Snapshots are appended and never overwritten,
so that a check can be replayed on the rows it used; one is named by the hash of its rows, so that the same rows are
kept once. A file is written under another name, then renamed, then entered into the manifest in one transaction: a
process that dies half way leaves at most a file that nobody names, which `prune` removes. Two processes write side by
side: the manifest is in WAL mode, and equal snapshots have equal names.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import urllib.parse
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tapecheck.errors import MarketError
from tapecheck.market.bars import Bars, hash_bars
from tapecheck.market.encoding import decode_bars, encode_bars, write_whole
from tapecheck.market.manifest import Snapshot, insert_snapshot, open_manifest, read_snapshot, roll_back
from tapecheck.market.tables import Interval, sort_facts
from tapecheck.reference.market import Fact, SeriesInfo, Split

KEPT = 4096  # series held in memory


def clock() -> datetime:
    """The current instant."""
    return datetime.now(UTC)


class SeriesCache:
    """The cache in the folder `path`, made when first written to.

    Raises:
        MarketError: the manifest is damaged, or of a newer tapecheck.
    """

    def __init__(self, path: str | Path, *, now: Callable[[], datetime] = clock) -> None:
        self.path = Path(path)
        self.now = now
        self._db: sqlite3.Connection | None = None
        self._held: OrderedDict[str, Bars] = OrderedDict()
        self._closes: OrderedDict[str, Bars] = OrderedDict()
        self._newest: dict[tuple[str, str | None], Snapshot | None] = {}
        self._version: tuple[int, int] | None = None

    def __enter__(self) -> SeriesCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[SeriesCache], tuple[Path], dict[str, Any]]:
        """Another process opens the cache for itself."""
        return SeriesCache, (self.path,), {"now": self.now}

    def close(self) -> None:
        """Close the manifest."""
        if self._db is not None:
            self._db.close()
            self._db = None

    # --- snapshots ----------------------------------------------------------------------------------------------------
    def put(
        self, info: SeriesInfo, provider: str, bars: Bars, covered: tuple[date, date] | None = None
    ) -> Snapshot | None:
        """Append one snapshot; None where the newest one of the series holds the same rows already."""
        made = self.write(info, provider, bars, covered)
        return made if self.enter([made]) else None

    def write(self, info: SeriesInfo, provider: str, bars: Bars, covered: tuple[date, date] | None = None) -> Snapshot:
        """Write a snapshot's file; nobody sees it until it is entered. `covered` defaults to the days of the bars."""
        if bars.first is None or bars.last is None:
            raise ValueError(f"{info.symbol}: a snapshot needs at least one bar")
        data, name = encode_bars(bars), hash_bars(bars)
        file = f"{_folder(info.symbol)}/{_file_stem(info.symbol)}-{name[:16]}.parquet"
        write_whole(self.path / file, data)
        start, end = covered or (bars.first, date.fromordinal(bars.last.toordinal() + 1))
        return Snapshot(
            provider=provider,
            snapshot=name[:16],
            file=file,
            file_sha256=hashlib.sha256(data).hexdigest(),
            rows=len(bars),
            first=bars.first,
            last=bars.last,
            covered_from=start,
            covered_to=end,
            fetched_at=self.now(),
            info=info,
        )

    def enter(self, snapshots: Iterable[Snapshot]) -> int:
        """Enter written snapshots into the manifest, all or none; returns how many are new."""
        new = 0
        with self.writing() as db:
            for made in snapshots:
                last = self._select(db, "symbol = ? AND provider = ?", (made.symbol, made.provider), limit=1)
                if last and (last[0].snapshot, last[0].info) == (made.snapshot, made.info) and _within(made, last[0]):
                    continue
                new += insert_snapshot(db, made)
        return new

    def newest(self, symbol: str, provider: str | None = None) -> Snapshot | None:
        """The newest snapshot of a series, of one provider or of any."""
        return self.newest_of([symbol], provider).get(symbol)

    def newest_of(self, symbols: Sequence[str], provider: str | None = None) -> dict[str, Snapshot]:
        """The newest snapshots of many series at once; symbols without one are absent.

        What was looked up is remembered until this process or another one writes to the manifest.
        """
        db = self.reading()
        if db is None:
            return {}
        version = (db.execute("PRAGMA data_version").fetchone()[0], db.total_changes)
        if version != self._version:
            self._version, self._newest = version, {}
        unknown = [symbol for symbol in symbols if (symbol, provider) not in self._newest]
        if unknown:
            self._newest |= dict.fromkeys(((symbol, provider) for symbol in unknown), None)
            where = "symbol IN (SELECT value FROM json_each(?)) AND (? IS NULL OR provider = ?)"
            query = f"SELECT max(number) FROM snapshots WHERE {where} GROUP BY symbol"
            found = self._select(db, f"number IN ({query})", (json.dumps(unknown), provider, provider))
            self._newest |= {(snapshot.symbol, provider): snapshot for snapshot in found}
        return {s: snapshot for s in symbols if (snapshot := self._newest[s, provider]) is not None}

    def find(self, symbol: str, snapshot: str) -> Snapshot | None:
        """The snapshot of this name, for a replay."""
        found = self._select(self.reading(), "symbol = ? AND snapshot = ?", (symbol, snapshot), limit=1)
        return found[0] if found else None

    def all(self, symbol: str | None = None) -> list[Snapshot]:
        """All snapshots, newest first; of one symbol or of all."""
        return self._select(self.reading(), "symbol = ?" if symbol else "1", (symbol,) if symbol else ())

    def load(self, snapshot: Snapshot) -> Bars | None:
        """The bars of a snapshot, or None where its file is gone or is not what was written (its checksum differs)."""
        return self._load(snapshot, self._held, None)

    def load_closes(self, snapshot: Snapshot) -> Bars | None:
        """As `load`, but only closes where the others have not been read: what breadth needs of thousands of series."""
        return self._held.get(snapshot.file) or self._load(snapshot, self._closes, ("close",))

    def _load(self, snapshot: Snapshot, held: OrderedDict[str, Bars], columns: tuple[str, ...] | None) -> Bars | None:
        found = held.get(snapshot.file)
        if found is not None:
            held.move_to_end(snapshot.file)
            return found
        try:
            data = (self.path / snapshot.file).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != snapshot.file_sha256:
            return None
        bars = held[snapshot.file] = decode_bars(data, columns)
        if len(held) > KEPT:
            held.popitem(last=False)
        return bars

    def _select(
        self, db: sqlite3.Connection | None, where: str, values: Sequence[Any], limit: int = -1
    ) -> list[Snapshot]:
        if db is None:
            return []
        rows = db.execute(f"SELECT * FROM snapshots WHERE {where} ORDER BY number DESC LIMIT ?", (*values, limit))
        return [read_snapshot(row) for row in rows]

    # --- members, splits, facts ---------------------------------------------------------------------------------------
    def put_members(self, provider: str, lists: dict[str, list[Interval]]) -> None:
        """The members of indices by one provider; its earlier lists of the same indices are replaced."""
        with self.writing() as db:
            for index, intervals in lists.items():
                db.execute('DELETE FROM members WHERE provider = ? AND "index" = ?', (provider, index))
                rows = [(provider, index, m.symbol, m.name, str(m.start), _text(m.end)) for m in intervals]
                db.executemany("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)", rows)

    def members(self, index: str) -> list[Interval]:
        """All intervals of an index's members."""
        rows = self._rows('SELECT symbol, "from", "to", name FROM members WHERE "index" = ?', (index,))
        return [Interval(s, date.fromisoformat(a), date.fromisoformat(b) if b else None, n) for s, a, b, n in rows]

    def put_splits(self, provider: str, splits: Iterable[Split]) -> None:
        """Splits of shares; what an earlier provider said of the same day holds."""
        with self.writing() as db:
            rows = [(s.symbol, str(s.day), s.ratio, provider) for s in splits]
            db.executemany("INSERT OR IGNORE INTO splits VALUES (?, ?, ?, ?)", rows)

    def splits(self, symbol: str) -> tuple[Split, ...]:
        """Splits of a symbol, oldest first."""
        rows = self._rows("SELECT date, ratio FROM splits WHERE symbol = ? ORDER BY date", (symbol,))
        return tuple(Split(symbol=symbol, day=date.fromisoformat(day), ratio=ratio) for day, ratio in rows)

    def put_facts(self, provider: str, facts: Iterable[Fact], asked: tuple[str, str] | None = None) -> None:
        """Facts of filings and releases, added to those that are there; `asked` is the (symbol, concept) asked for."""
        with self.writing() as db:
            rows = [
                (f.symbol, f.concept, str(f.from_), str(f.to), f.value, f.unit, _text(f.filed) or "", provider)
                for f in facts
            ]
            db.executemany("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            if asked:
                db.execute(
                    "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)", (*asked, provider, self.now().isoformat())
                )

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        """Facts of a symbol and concept, oldest period first, revisions after the first print."""
        query = 'SELECT "from", "to", value, unit, filed FROM facts WHERE symbol = ? AND concept = ?'
        return sort_facts(
            [
                Fact(
                    symbol=symbol,
                    concept=concept,
                    from_=date.fromisoformat(start),
                    to=date.fromisoformat(end),
                    value=value,
                    unit=unit,
                    filed=date.fromisoformat(filed) if filed else None,
                )
                for start, end, value, unit, filed in self._rows(query, (symbol, concept))
            ]
        )

    def asked_at(self, symbol: str, concept: str, provider: str) -> datetime | None:
        """When the provider was last asked for these facts."""
        query = "SELECT at FROM asked WHERE symbol = ? AND concept = ? AND provider = ?"
        rows = self._rows(query, (symbol, concept, provider))
        return datetime.fromisoformat(rows[0][0]) if rows else None

    def _rows(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        db = self.reading()
        return [] if db is None else [tuple(row) for row in db.execute(query, values)]

    # --- the manifest -------------------------------------------------------------------------------------------------
    def reading(self) -> sqlite3.Connection | None:
        """The manifest, or None where there is no cache yet."""
        if self._db is None and (self.path / "manifest.db").exists():
            self._db = open_manifest(self.path / "manifest.db")
        return self._db

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction of the manifest: all of it, or nothing. Raises MarketError where it cannot be written."""
        db = self._writable()
        if db.in_transaction:  # part of a larger one, which decides
            yield db
            return
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        except sqlite3.Error as error:
            roll_back(db)
            raise MarketError(
                str(self.path), f"cannot be written ({error}); try again, or name another cache"
            ) from error
        except BaseException:
            roll_back(db)
            raise

    def _writable(self) -> sqlite3.Connection:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MarketError(
                str(self.path), f"cannot be made ({error.strerror}); name another cache folder"
            ) from error
        if self._db is None:
            self._db = open_manifest(self.path / "manifest.db")
        return self._db


def _folder(symbol: str) -> str:
    """One of 256 folders, as thousands of files in one are slow on some systems."""
    return f"series/{hashlib.sha256(symbol.encode()).hexdigest()[:2]}"


def _file_stem(symbol: str) -> str:
    """A symbol as a file's name on every system: ^GSPC -> %5EGSPC; no dot at its end, no folder in it."""
    return urllib.parse.quote(symbol, safe="")[:80]


def _within(made: Snapshot, last: Snapshot) -> bool:
    return last.covered_from <= made.covered_from and made.covered_to <= last.covered_to


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
