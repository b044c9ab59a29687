"""`FolderMarket`: a folder of files in the contract's format, as a `Market`. Nothing is read before it is asked for."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.bars import Bars, splits_in
from tapecheck.market.currencies import REPAIRED, in_whole_money, repair_currency
from tapecheck.market.describe import describe, symbol_of_file
from tapecheck.market.doubts import find_doubtful, own_calendar
from tapecheck.market.files import BarFile, is_parquet
from tapecheck.market.history import close_matrix, make_history
from tapecheck.market.tables import (
    Interval,
    Problem,
    SeriesRow,
    membership,
    read_facts,
    read_members,
    read_series,
    read_splits,
)
from tapecheck.reference.calendars import Calendar, calendar_of
from tapecheck.reference.market import Adjustment, Closes, Fact, History, Kind, Membership, SeriesInfo, Split

T = TypeVar("T")

TABLES = ("series.csv", "members.csv", "splits.csv", "facts.csv")
SUFFIXES = (".csv", ".txt", ".parquet", ".pq")
# Cboe's yields and the Treasury's constant maturities: some basis points apart, which a yield's tolerance is for
MATURITIES = {"^TNX": "DGS10", "^FVX": "DGS5", "^TYX": "DGS30"}
NAMELESS = re.compile(r"(?i)historical[ _]?(prices|data)[ _]?\d*( ?\(\d+\))?")  # WSJ's and Nasdaq's, whatever they hold
KEPT = 1_000_000  # rows of bars in memory, some 60 MB
MANY = 3  # so many remarks are made one by one


def shorten(names: Iterable[str]) -> str:
    """The first five names, and how many more there are."""
    first = list(names)
    return ", ".join(first[:5]) + (f" and {len(first) - 5} more" if len(first) > 5 else "")


def clock() -> datetime:
    """The current instant."""
    return datetime.now(UTC)


class FolderMarket:
    """The series of a folder: series.csv and the files that it names, members.csv, splits.csv, facts.csv.

    Each file is read once, while no more than `kept` rows of bars are asked for: then the series that was asked for
    longest ago is let go of, and read again when somebody asks for it. Close, open, high and low are on the split basis
    of series.csv. A folder without a series.csv is a folder of downloads: a file is a series, and its name the symbol
    (`AAPL.csv`, `^spx_d.csv`).

    Raises:
        MarketError: there is no such folder, or nothing in it that could be a series.
    """

    name = "folder"

    def __reduce__(self) -> tuple[type[FolderMarket], tuple[Path], dict[str, Any]]:
        """Another process opens the folder for itself."""
        return FolderMarket, (self.path,), {"_now": self._now}

    def __init__(self, path: str | Path, *, now: Callable[[], datetime] = clock, kept: int = KEPT) -> None:
        self.path = Path(path)
        self._now, self._kept = now, kept
        self._files: dict[str, BarFile] = {}
        self._bars: dict[str, Bars] = {}  # the one that was asked for last is the last
        self._rows = 0  # of them
        self._closes: dict[str, Bars] = {}  # of series whose other columns nobody has asked for
        self._calendars: dict[str, Calendar] = {}
        self._doubtful: dict[str, dict[date, str]] = {}
        self._again = False  # whether a series was let go of
        self.problems: list[Problem] = []  # what was found wrong in what was read so far
        if not self.path.is_dir():
            raise MarketError(str(path), "is no folder; market data is a folder with a series.csv")

    def info(self, symbol: str) -> SeriesInfo | None:
        """What the series is; for a yield of Cboe's that is not there, its constant maturity, under its own name."""
        return self.own_info(symbol) or self.own_info(MATURITIES.get(symbol, ""))

    def own_info(self, symbol: str) -> SeriesInfo | None:
        """What the series of that very name is."""
        row = self._series.get(symbol)
        return row.info if row else None

    def remarks(self) -> list[str]:
        """What a person should know of the folder before it is used, a line each; none where all is well.

        Raises MarketError where there is nothing in it that could be a series, or its series.csv cannot be read.
        """
        rows, table = self._series, self.path / "series.csv"
        if not table.is_file():
            return [f"{self.path} has no series.csv; its files are taken by their names: {shorten(rows)}"]
        if not rows and not self.problems:
            raise MarketError(str(table), "names no series; give it a row for each file")
        lines = [str(problem) for problem in self.problems[:MANY]]
        if (more := len(self.problems) - MANY) > 0:
            lines.append(f"series.csv: {more} more rows are not right; tapecheck market import {self.path} lists them")
        here = {path.relative_to(self.path).as_posix() for path in self.path.rglob("*")}
        gone = {row.file for row in rows.values()} - here
        lines += [f"{table} names {shorten(sorted(gone))}, not there; put it back or mend the row"] if gone else []
        return lines

    def symbols(self) -> tuple[str, ...]:
        """All symbols of series.csv, in its order."""
        return tuple(self._series)

    def series(self) -> tuple[SeriesInfo, ...]:
        """What series.csv says of each series, in its order."""
        return tuple(row.info for row in self._series.values())

    def bars(self, symbol: str) -> Bars:
        """All bars of a symbol as they are stored. Raises UnknownSymbol, ProviderError."""
        found = self._bars.pop(symbol, None)
        if found is None:
            found = self._read(symbol)
            self._rows += len(found)
            while self._rows > self._kept and self._bars:
                self._forget(next(iter(self._bars)))
        self._bars[symbol] = found
        return found

    def _forget(self, symbol: str) -> None:
        """Let go of a series; its file, which hands each out once, is read anew when somebody asks for it again."""
        self._rows -= len(self._bars.pop(symbol))
        self._file(self._row(symbol).file).let_go()
        self._again = True

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
        provider: str | None = None,
        snapshot: str | None = None,
    ) -> History:
        if provider not in (None, self.name):
            raise UnknownSymbol(symbol, f"{provider} is not at hand here, only the folder {self.path}")
        if snapshot is not None:
            raise NoHistory(symbol, "a folder keeps no snapshots; `tapecheck market import` keeps them in the cache")
        self._row(symbol)
        stored, info = self.bars(symbol), self._row(symbol).info  # bars first: reading them may say more of the series
        splits = self.splits(symbol)
        if symbol not in self._doubtful:
            self._doubtful[symbol] = find_doubtful(stored, info, splits)
        return make_history(
            info, stored, start, end, field=field, adjustment=adjustment, splits=splits, provider=self.name,
            whole=self._doubtful[symbol],
        )  # fmt: skip

    def members(self, index: str, day: date) -> Membership | None:
        intervals = self._members.get(index)
        return membership(index, intervals, day) if intervals else None

    def closes(self, symbols: tuple[str, ...], start: date, end: date) -> Closes:
        return close_matrix(self.closes_of(symbols), start, end)

    def closes_of(self, symbols: Sequence[str]) -> dict[str, Bars]:
        """All closes of many symbols, of a Parquet file that column alone; what is not in its file is left out."""
        found: dict[str, Bars] = {}
        together: dict[str, list[SeriesInfo]] = {}
        for symbol in symbols:
            row = self._series.get(symbol)
            if row is None:
                continue
            if symbol not in self._bars and is_parquet(row.file) and row.info.kind is not Kind.FX:
                if symbol not in self._closes:
                    together.setdefault(row.file, []).append(row.info)
            else:
                with contextlib.suppress(MarketError):
                    found[symbol] = self.bars(symbol)
        for name, series in together.items():
            with contextlib.suppress(MarketError):
                closes = self._file(name).closes({info.symbol: info.kind for info in series}, self.now().date())
                self._closes |= {
                    info.symbol: in_whole_money(closes[info.symbol], info)[0]
                    for info in series
                    if info.symbol in closes
                }
        return found | {symbol: self._closes[symbol] for symbol in symbols if symbol in self._closes}

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._facts.get(symbol, ()) if fact.concept == concept)

    def splits(self, symbol: str) -> tuple[Split, ...]:
        listed = self._splits.get(symbol)
        if listed is not None or symbol not in self._series:
            return listed or ()
        try:
            return splits_in(self.bars(symbol), symbol)  # a download may have them in a column
        except MarketError:
            return ()

    def calendar(self, symbol: str) -> Calendar:
        found = self._calendars.get(symbol)
        if found is None:
            found = self._calendars[symbol] = self._calendar(symbol)
        return found

    def _calendar(self, symbol: str) -> Calendar:
        """The exchange's sessions and the series' own; the exchange's alone where the series cannot be read."""
        info = self._row(symbol).info
        try:
            return own_calendar(self.bars(symbol), info)
        except (NoHistory, ProviderError):
            return calendar_of(info.calendar, info.timezone, info.close_time)

    def now(self) -> datetime:
        return self._now()

    # --- the files, each read on first use ----------------------------------------------------------------------------
    @functools.cached_property
    def _series(self) -> dict[str, SeriesRow]:
        path = self.path / "series.csv"
        if not path.is_file():
            return self._downloads()
        rows, problems = read_series(path)
        self.problems += problems
        return rows

    def _downloads(self) -> dict[str, SeriesRow]:
        """A row for each file of bars, as no series.csv says more."""
        rows: dict[str, SeriesRow] = {}
        for path in sorted(self.path.iterdir()):
            if path.suffix.lower() not in SUFFIXES or path.name in TABLES or path.name.startswith("."):
                continue
            if NAMELESS.fullmatch(path.stem):
                told = "does not say in its name of what it is; rename it to the symbol, such as ^GSPC.csv; left out"
                self.problems.append(Problem(path.name, None, None, told))
                continue
            symbol = symbol_of_file(path)
            if symbol in rows:
                told = f"is {symbol}, as {rows[symbol].file} is; left out"
                self.problems.append(Problem(path.name, None, symbol, told))
                continue
            rows[symbol] = SeriesRow(describe(symbol, source=path.name), path.name)
        if not rows:
            if self.problems:
                raise MarketError(str(self.path), f"holds no series; {self.problems[0]}")
            raise MarketError(
                str(self.path), "holds no series.csv and no CSV or Parquet file; name a folder of price files"
            )
        return rows

    @functools.cached_property
    def _members(self) -> dict[str, list[Interval]]:
        return self._table("members.csv", read_members)

    @functools.cached_property
    def _splits(self) -> dict[str, tuple[Split, ...]]:
        return self._table("splits.csv", read_splits)

    @functools.cached_property
    def _facts(self) -> dict[str, tuple[Fact, ...]]:
        return self._table("facts.csv", read_facts)

    def _table(self, name: str, read: Callable[[Path], tuple[dict[str, T], list[Problem]]]) -> dict[str, T]:
        path = self.path / name
        if not path.is_file():
            return {}
        rows, problems = read(path)
        self.problems += problems
        return rows

    def _row(self, symbol: str) -> SeriesRow:
        row = self._series.get(symbol)
        if row is None:
            raise UnknownSymbol(symbol, f"is not in {self.path / 'series.csv'}; add a row and its file")
        return row

    def _read(self, symbol: str) -> Bars:
        row = self._row(symbol)
        file = self._file(row.file)
        if file.taken not in (None, symbol):
            raise NoHistory(symbol, f"shares {row.file} with {file.taken}, but that file has no column `symbol`")
        found = file.take(symbol, row.info.kind, self.now().date())
        self.problems += file.problems
        file.problems.clear()
        if found is None or not len(found[0]):
            raise NoHistory(symbol, f"has no bars in {self.path / row.file}, which series.csv names for it")
        self.problems += found[1]
        if self._again:  # what was wrong in a file that is read twice is told once
            self.problems = list(dict.fromkeys(self.problems))
        if row.info.kind is Kind.FX:
            return self._repair(row, found[0])
        bars, info = in_whole_money(found[0], row.info)
        if info is not row.info:
            self._series[symbol] = replace(row, info=info)
        return bars

    def _file(self, name: str) -> BarFile:
        return self._files.setdefault(name, BarFile(self.path / name))

    def _repair(self, row: SeriesRow, bars: Bars) -> Bars:
        """Currencies of a folder of downloads come as Yahoo has them; a series.csv says itself what its closes are."""
        if (self.path / "series.csv").is_file():
            return bars
        repaired, stale = repair_currency(bars)
        if stale:
            self._series[row.info.symbol] = replace(row, info=replace(row.info, adjustment=REPAIRED))
        return repaired

    def stream(self) -> Iterator[tuple[SeriesInfo, Bars]]:
        """Every series once, in the order of series.csv, none of them kept: what an import reads.

        A series that cannot be read, and one that series.csv does not name, goes to `problems`.
        """
        for symbol, row in list(self._series.items()):
            self._file(row.file).keeps_all = True  # each piece is read once, whatever the order of series.csv
            try:
                bars = self._read(symbol)
                yield self._row(symbol).info, bars
            except MarketError as error:
                where = error.subject if error.subject != symbol else row.file
                self.problems.append(Problem(Path(where).name, None, symbol, str(error).partition(": ")[2]))
        for name, file in self._files.items():
            if unnamed := file.left():
                more = f" and {len(unnamed) - 5} more" if len(unnamed) > 5 else ""
                told = f"holds {', '.join(unnamed[:5])}{more}, which series.csv does not name; left out"
                self.problems.append(Problem(name, None, None, told))

    def tables(self) -> tuple[dict[str, list[Interval]], list[Split], list[Fact]]:
        """Members by index, splits and facts: all that the small tables hold."""
        splits = [split for found in self._splits.values() for split in found]
        facts = [fact for found in self._facts.values() for fact in found]
        return self._members, splits, facts
