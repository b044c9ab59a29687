"""Looking after the cache: what it holds, what is damaged, what can go, and what leaves it as a folder."""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from tapecheck.console import csv_cell
from tapecheck.errors import MarketError, ProviderError, UnknownSymbol
from tapecheck.market.bars import Bars, as_date, hash_bars
from tapecheck.market.cache import SeriesCache
from tapecheck.market.composite import CompositeMarket
from tapecheck.market.fetching import fetch_command
from tapecheck.market.manifest import Snapshot
from tapecheck.market.screen import find_gaps
from tapecheck.market.tables import Problem
from tapecheck.reference.calendars import calendar_of
from tapecheck.reference.market import FIELDS, SeriesInfo

ORPHAN_AGE = 3600  # seconds for which a file that nobody names is left: another process may be about to name it


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """What the cache holds of one series from one provider: its newest snapshot, and how many there are."""

    newest: Snapshot
    snapshots: int

    @property
    def symbol(self) -> str:
        """The series' symbol."""
        return self.newest.symbol


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` found. `damaged` are snapshots whose file is gone or torn, `orphans` files that nobody names."""

    checked: int
    damaged: tuple[Snapshot, ...]
    problems: tuple[Problem, ...]
    orphans: tuple[str, ...]
    gaps: dict[str, tuple[date, ...]]


@dataclass(frozen=True, slots=True)
class PruneReport:
    """What `prune` removed: rows of the manifest, files, and bytes."""

    snapshots: int
    files: int
    size: int


def list_series(cache: SeriesCache, like: str = "") -> list[SeriesEntry]:
    """The series of the cache by symbol and provider; `like` is part of a symbol or a name, in any case."""
    found: dict[tuple[str, str], SeriesEntry] = {}
    for snapshot in cache.all():  # newest first
        key = (snapshot.symbol, snapshot.provider)
        entry = found.get(key)
        found[key] = SeriesEntry(snapshot, 1) if entry is None else SeriesEntry(entry.newest, entry.snapshots + 1)
    wanted = like.casefold()
    entries = [found[key] for key in sorted(found)]
    return [e for e in entries if wanted in e.symbol.casefold() or wanted in e.newest.info.name.casefold()]


def fetch_series(
    market: CompositeMarket, symbol: str, since: date | None = None, provider: str | None = None
) -> Snapshot | None:
    """Fetch what is missing of a series since a day, from the first provider that has it; None where nothing is new.

    Raises:
        MarketError: no provider may be asked (offline), or none has it, with the reason of each.
    """
    fetcher = market.fetcher
    if fetcher is None or not fetcher.names:
        raise MarketError(symbol, "nothing is fetched offline or without a provider; leave --offline away")
    wanted = [name for name in fetcher.names if provider in (None, name)]
    if not wanted:
        raise MarketError(str(provider), f"is not among the providers that are asked: {', '.join(fetcher.names)}")
    failures: list[MarketError] = []
    for name in wanted:
        try:
            return fetcher.fetch(name, symbol, since)
        except MarketError as error:
            failures.append(error)
    told = [error for error in failures if not isinstance(error, UnknownSymbol)] or failures
    if len(told) == 1:
        raise told[0]
    raise ProviderError(symbol, "; ".join(map(str, told)))


def verify(cache: SeriesCache) -> VerifyReport:
    """Check every file of the cache against the manifest: there, whole, and holding the rows that it is named for.

    Gaps against the calendars are listed for the newest snapshot of each series.
    """
    damaged: list[Snapshot] = []
    problems: list[Problem] = []
    gaps: dict[str, tuple[date, ...]] = {}
    seen: dict[str, str | None] = {}
    newest: set[tuple[str, str]] = set()
    snapshots = cache.all()
    for snapshot in snapshots:
        if snapshot.file not in seen:
            seen[snapshot.file] = _damage(cache, snapshot)
        why, key = seen[snapshot.file], (snapshot.symbol, snapshot.provider)
        if why is not None:
            damaged.append(snapshot)
            problems.append(Problem(snapshot.file, None, snapshot.symbol, why))
        elif key not in newest and (missing := _gaps(cache, snapshot)):
            gaps[snapshot.symbol] = missing
        newest.add(key)
    orphans = tuple(sorted(str(path.relative_to(cache.path)) for path in _orphans(cache, snapshots, 0)))
    return VerifyReport(len(seen), tuple(damaged), tuple(problems), orphans, gaps)


def _damage(cache: SeriesCache, snapshot: Snapshot) -> str | None:
    """What is wrong with a snapshot's file, and what mends it; None where nothing is."""
    mend = "import the folder again" if snapshot.provider == "folder" else fetch_command(snapshot.symbol)
    try:
        data = (cache.path / snapshot.file).read_bytes()
    except OSError:
        return f"is gone; {mend}"
    if hashlib.sha256(data).hexdigest() != snapshot.file_sha256:
        return f"is damaged (its checksum differs); {mend}"
    bars = cache.load(snapshot)
    if bars is None or not hash_bars(bars).startswith(snapshot.snapshot):
        return f"holds other rows than those it is named for; {mend}"
    return None


def _gaps(cache: SeriesCache, snapshot: Snapshot) -> tuple[date, ...]:
    bars, info = cache.load(snapshot), snapshot.info
    if bars is None or info.calendar is None:
        return ()
    return find_gaps(bars, calendar_of(info.calendar, info.timezone, info.close_time))


def _orphans(cache: SeriesCache, snapshots: Sequence[Snapshot], age: float) -> Iterator[Path]:
    """Files under series/ that no snapshot names and that are older than `age` seconds."""
    named = {snapshot.file for snapshot in snapshots}
    for path in (cache.path / "series").glob("*/*"):
        if path.relative_to(cache.path).as_posix() not in named and time.time() - path.stat().st_mtime >= age:
            yield path


def prune(cache: SeriesCache, *, keep: Collection[str] = (), orphan_age: float = ORPHAN_AGE) -> PruneReport:
    """Remove snapshots that a newer one has replaced, and files that nobody names.

    Args:
        cache: the cache.
        keep: names of snapshots that stay, those that saved checks were made on among them.
        orphan_age: seconds for which a file without a name is left.
    """
    kept: set[tuple[str, str]] = set()
    old: list[Snapshot] = []
    stay: list[Snapshot] = []
    for snapshot in cache.all():  # newest first
        key = (snapshot.symbol, snapshot.provider)
        (old if key in kept and snapshot.snapshot not in keep else stay).append(snapshot)
        kept.add(key)
    if old:
        with cache.writing() as db:
            db.executemany("DELETE FROM snapshots WHERE number = ?", [(snapshot.number,) for snapshot in old])
    dropped = {snapshot.file for snapshot in old} - {snapshot.file for snapshot in stay}
    paths = {cache.path / file for file in dropped} | set(_orphans(cache, [*old, *stay], orphan_age))
    size = files = 0
    for path in paths:
        if path.exists():
            size, files = size + path.stat().st_size, files + 1
            path.unlink()
    return PruneReport(len(old), files, size)


def export(cache: SeriesCache, folder: str | Path, symbols: Sequence[str] = ()) -> int:
    """Write series of the cache as a folder in the contract's format; returns how many.

    Args:
        cache: the cache.
        folder: a new or empty folder.
        symbols: which; all where none is named.

    Raises:
        UnknownSymbol: a symbol that the cache does not have.
        MarketError: the folder holds something already.
    """
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise MarketError(str(folder), "is not empty; name a new folder")
    wanted = cache.newest_of(list(symbols) or sorted({entry.symbol for entry in list_series(cache)}))
    for symbol in symbols:
        if symbol not in wanted:
            raise UnknownSymbol(symbol, "is not in the cache; tapecheck market list shows what is")
    target.mkdir(parents=True, exist_ok=True)
    rows: list[list[str]] = []
    for snapshot in wanted.values():
        bars = cache.load(snapshot)
        if bars is None:
            raise MarketError(str(cache.path / snapshot.file), "is damaged; tapecheck market verify says what mends it")
        name = f"{Path(snapshot.file).stem.rpartition('-')[0]}.csv"
        _write_csv(target / name, ["date", *(n for n in FIELDS if n in bars.columns)], _bar_rows(bars))
        rows.append(_series_row(snapshot.info, name))
    _write_csv(target / "series.csv", ["symbol", "file", *INFO], rows)
    splits = [[s.symbol, str(s.day), f"{s.ratio:g}"] for symbol in wanted for s in cache.splits(symbol)]
    _write_csv(target / "splits.csv", ["symbol", "date", "ratio"], splits)
    return len(rows)


INFO = (
    "name",
    "kind",
    "currency",
    "timezone",
    "calendar",
    "close_time",
    "adjustment",
    "split_basis",
    "source",
    "licence",
)


def _series_row(info: SeriesInfo, file: str) -> list[str]:
    values = (getattr(info, name) for name in INFO)
    texts = ("" if value is None else str(value) for value in values)
    return [info.symbol, file, *map(csv_cell, texts)]


def _bar_rows(bars: Bars) -> Iterator[list[str]]:
    """Figures as their shortest exact form, so that an import of the export has the same hash."""
    columns = [bars.columns[name] for name in FIELDS if name in bars.columns]
    for i, day in enumerate(bars.days):
        yield [str(as_date(day)), *("" if np.isnan(c[i]) else repr(float(c[i])) for c in columns)]


def _write_csv(path: Path, header: Sequence[str], rows: Collection[Sequence[str]] | Iterator[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
