"""Importing a folder into the cache: everything that is right, and a report of what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tapecheck.errors import MarketError
from tapecheck.market.bars import Bars, merge, splits_in
from tapecheck.market.cache import SeriesCache
from tapecheck.market.folder import FolderMarket
from tapecheck.market.manifest import Snapshot
from tapecheck.market.screen import find_gaps
from tapecheck.market.tables import Problem
from tapecheck.reference.calendars import calendar_of
from tapecheck.reference.market import SeriesInfo, Split

PROVIDER = "folder"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought. `gaps` are sessions of the series' exchange on which it has no bar, by symbol."""

    folder: str
    series: int = 0
    rows: int = 0
    unchanged: int = 0
    members: int = 0
    splits: int = 0
    facts: int = 0
    problems: tuple[Problem, ...] = ()
    gaps: dict[str, tuple[date, ...]] = field(default_factory=dict)

    def summary(self) -> str:
        """One line for people."""
        parts = [f"{self.series:,} series ({self.rows:,} rows)"]
        parts += [f"{self.unchanged:,} unchanged"] if self.unchanged else []
        for count, one, many in (
            (self.members, "index member", "index members"),
            (self.splits, "split", "splits"),
            (self.facts, "fact", "facts"),
            (len(self.problems), "problem", "problems"),
        ):
            parts += [f"{count:,} {one if count == 1 else many}"] if count else []
        return f"imported from {self.folder}: " + ", ".join(parts)

    def lines(self, limit: int = 20) -> list[str]:
        """The report for people: the summary, then at most `limit` problems and `limit` series with gaps."""
        lines = [self.summary(), *map(str, self.problems[:limit])]
        if len(self.problems) > limit:
            lines.append(f"... and {len(self.problems) - limit:,} more problems (--problems FILE writes all)")
        for symbol, days in list(self.gaps.items())[:limit]:
            more = f" and {len(days) - 3:,} more" if len(days) > 3 else ""
            lines.append(f"{symbol}: no bar on {', '.join(map(str, days[:3]))}{more}")
        if len(self.gaps) > limit:
            lines.append(f"... and {len(self.gaps) - limit:,} more series with gaps (--problems FILE writes all)")
        return lines

    def rows_of_problems(self) -> list[tuple[str, str, str, str]]:
        """All that is wrong as rows of (file, row, symbol, message), gaps with one row for each series."""
        rows = [(p.file, "" if p.row is None else str(p.row), p.symbol or "", p.message) for p in self.problems]
        return rows + [("", "", s, f"has no bar on {', '.join(map(str, days))}") for s, days in self.gaps.items()]


def import_folder(
    path: str | Path, cache: SeriesCache, *, provider: str = PROVIDER, on_series: Callable[[str], None] | None = None
) -> ImportReport:
    """Import a folder in the contract's format, or one of Yahoo's, Stooq's or FRED's downloads.

    All files are written first, and become visible together: an import that is broken off leaves the cache as it was.
    Earlier days that the folder lacks are kept, unless its prices are on another split basis.

    Args:
        path: the folder.
        cache: where to.
        provider: under which name its series stand in provenances.
        on_series: told each symbol (for a progress bar).

    Raises:
        MarketError: there is no such folder, or nothing in it can be read.
    """
    folder = FolderMarket(path, now=cache.now)
    written: list[Snapshot] = []
    extra: list[Problem] = []
    gaps: dict[str, tuple[date, ...]] = {}
    found_splits: list[Split] = []
    for info, bars in folder.stream():
        if on_series:
            on_series(info.symbol)
        whole, told = extend(cache, info, provider, bars)
        extra += told
        found_splits += splits_in(bars, info.symbol)
        written.append(cache.write(info, provider, whole))
        if missing := gaps_of(info, bars, extra):
            gaps[info.symbol] = missing
    members, splits, facts = folder.tables()
    splits += found_splits  # what splits.csv says of a day holds
    problems = tuple(folder.problems + extra)
    if not (written or members or splits or facts):
        why = f"; {problems[0]}" if problems else ""
        raise MarketError(str(path), f"holds nothing that can be imported{why}")
    with cache.writing():
        new = cache.enter(written)
        cache.put_members(provider, members)
        cache.put_splits(provider, splits)
        cache.put_facts(provider, facts)
    return ImportReport(
        folder=str(path),
        series=new,
        rows=sum(snapshot.rows for snapshot in written),
        unchanged=len(written) - new,
        members=sum(map(len, members.values())),
        splits=len(splits),
        facts=len(facts),
        problems=problems,
        gaps=gaps,
    )


def extend(cache: SeriesCache, info: SeriesInfo, provider: str, bars: Bars) -> tuple[Bars, list[Problem]]:
    """The new bars, with those earlier ones of the same provider that they lack."""
    last = cache.newest(info.symbol, provider)
    if last is None or bars.first is None or bars.last is None:
        return bars, []
    if bars.first <= last.first and last.last <= bars.last:
        return bars, []
    old = cache.load(last)
    both = merge(old, bars) if old is not None else bars
    if both is None:
        told = f"differs from the {last.rows} rows imported before (another split basis?) and stands in their place"
        return bars, [Problem(info.source or provider, None, info.symbol, told)]
    return both, []


def gaps_of(info: SeriesInfo, bars: Bars, problems: list[Problem]) -> tuple[date, ...]:
    """Sessions without a bar; none are sought where no exchange is named (a monthly series)."""
    if info.calendar is None:
        return ()
    try:
        return find_gaps(bars, calendar_of(info.calendar, info.timezone, info.close_time))
    except MarketError as error:
        problems.append(Problem("series.csv", None, info.symbol, str(error)))
        return ()
