"""The small tables of a market folder: series.csv, members.csv, splits.csv, facts.csv (contract.md, "Market data").

Everything is read as text: `NA`, `NAN` and `TRUE` are tickers.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import isfinite, log10
from pathlib import Path

from tapecheck.errors import MarketError
from tapecheck.reference.market import Fact, Kind, Membership, SeriesInfo, Split

SERIES_NEEDS = ("symbol", "file", "kind")
MEMBERS_NEED = ("index", "symbol", "from", "to")
SPLITS_NEED = ("symbol", "date", "ratio")
FACTS_NEED = ("symbol", "concept", "from", "to", "value", "unit")

KINDS = frozenset(Kind)
_AS_OF = re.compile(r"\bas of (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: `row` counts from 1 with the header, as an editor does; None is the whole file."""

    file: str
    row: int | None
    symbol: str | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        return f"{place}: {self.symbol}: {self.message}" if self.symbol else f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A row of series.csv: what the series is, and the file that holds it."""

    info: SeriesInfo
    file: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A member of an index for [start, end); `end` None is still a member."""

    symbol: str
    start: date
    end: date | None
    name: str = ""


def read_rows(path: Path, needs: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their numbers (the header is row 1). Raises MarketError where columns are missing."""
    if not path.is_file():
        raise MarketError(str(path), "is no file (a pipe, a device, or gone); put a CSV file there")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        try:
            missing = [name for name in needs if name not in (reader.fieldnames or ())]
            if missing:
                told = f"has no column {', '.join(missing)}; its first line must name {', '.join(needs)}"
                raise MarketError(str(path), told)
            for row in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key is not None}
        except UnicodeDecodeError as error:
            raise MarketError(str(path), f"is not in UTF-8 (byte {error.start}); save it as UTF-8 text") from error
        except csv.Error as error:
            raise MarketError(str(path), f"is no CSV that can be read ({error}); save it as UTF-8 text") from error


def read_series(path: Path) -> tuple[dict[str, SeriesRow], list[Problem]]:
    """series.csv by symbol, in its order, and the rows that are not right; the first row of a symbol holds."""
    rows: dict[str, SeriesRow] = {}
    problems: list[Problem] = []
    for number, row in read_rows(path, SERIES_NEEDS):
        symbol = row["symbol"]
        try:
            read = SeriesRow(_series_info(row), row["file"])
        except ValueError as error:
            problems.append(Problem(path.name, number, symbol or None, str(error)))
            continue
        if symbol in rows:
            other = "the same file" if rows[symbol].file == read.file else rows[symbol].file
            problems.append(
                Problem(path.name, number, symbol, f"is named twice (first with {other}); this row is left out")
            )
            continue
        rows[symbol] = read
    return rows, problems


def _series_info(row: dict[str, str]) -> SeriesInfo:
    if not row["symbol"] or not row["file"]:
        raise ValueError("a series needs a symbol and a file")
    if _lies_outside(row["file"]):
        raise ValueError(f"file {row['file']} lies outside of the folder")
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']!r} is none of {', '.join(Kind)}")
    adjustment = row.get("adjustment") or None
    basis = row.get("split_basis") or _basis_in(adjustment)
    return SeriesInfo(
        symbol=row["symbol"],
        name=row.get("name") or row["symbol"],
        kind=Kind(row["kind"]),
        currency=row.get("currency") or None,
        timezone=row.get("timezone") or "America/New_York",
        calendar=row.get("calendar") or None,
        close_time=row.get("close_time") or "16:00",
        adjustment=adjustment,
        split_basis=date.fromisoformat(basis) if basis else None,
        source=row.get("source") or None,
        licence=row.get("licence") or None,
    )


@functools.lru_cache(maxsize=64)
def _lies_outside(file: str) -> bool:
    """Whether a file is of another folder; thousands of series share a few files."""
    path = Path(file)
    return path.is_absolute() or ".." in path.parts


def _basis_in(adjustment: str | None) -> str | None:
    """The day in "close: splits as of 2024-09-10; ..." where the column split_basis is empty."""
    found = _AS_OF.search(adjustment or "")
    return found.group(1) if found else None


def read_members(path: Path) -> tuple[dict[str, list[Interval]], list[Problem]]:
    """members.csv: each index's members with their days."""
    lists: dict[str, list[Interval]] = {}
    problems: list[Problem] = []
    for number, row in read_rows(path, MEMBERS_NEED):
        try:
            start, end = date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if row["to"] else None
            if end is not None and end <= start:
                raise ValueError(f"ends ({end}) before it begins ({start}); `to` is the first day outside")
        except ValueError as error:
            problems.append(Problem(path.name, number, row["symbol"], str(error)))
            continue
        lists.setdefault(row["index"], []).append(Interval(row["symbol"], start, end, row.get("name", "")))
    return lists, problems


def read_splits(path: Path) -> tuple[dict[str, tuple[Split, ...]], list[Problem]]:
    """splits.csv by symbol, oldest first."""
    found: dict[str, dict[date, Split]] = {}
    problems: list[Problem] = []
    for number, row in read_rows(path, SPLITS_NEED):
        try:
            split = Split(symbol=row["symbol"], day=date.fromisoformat(row["date"]), ratio=float(row["ratio"]))
            if not 0 < split.ratio < 10_000:
                raise ValueError(f"ratio {row['ratio']} is no split (new shares for one old)")
        except ValueError as error:
            problems.append(Problem(path.name, number, row["symbol"], str(error)))
            continue
        found.setdefault(split.symbol, {})[split.day] = split
    return {symbol: tuple(days[day] for day in sorted(days)) for symbol, days in found.items()}, problems


def read_facts(path: Path) -> tuple[dict[str, tuple[Fact, ...]], list[Problem]]:
    """facts.csv by symbol, by period and then by filing date."""
    found: dict[str, list[Fact]] = {}
    problems: list[Problem] = []
    for number, row in read_rows(path, FACTS_NEED):
        try:
            fact = _fact(row)
        except ValueError as error:
            problems.append(Problem(path.name, number, row["symbol"], str(error)))
            continue
        found.setdefault(fact.symbol, []).append(fact)
    kept = {symbol: sort_facts(facts) for symbol, facts in found.items()}
    for symbol, facts in kept.items():
        kept[symbol], told = _drop_misscaled(facts)
        problems += [Problem(path.name, None, symbol, line) for line in told]
    return kept, problems


def _drop_misscaled(facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], list[str]]:
    """Facts without those that stand in another unit than the others of their period: a thousand times off.

    Of two that differ so, the one nearer to the concept's middle size holds, else the one that was filed first.
    """
    sizes: dict[str, list[float]] = {}
    for fact in facts:
        sizes.setdefault(fact.concept, []).extend([log10(abs(fact.value))] if fact.value else [])
    kept: dict[tuple[str, date, date, str], list[Fact]] = {}
    told: list[str] = []
    for fact in facts:
        same = kept.setdefault((fact.concept, fact.from_, fact.to, fact.unit), [])
        if same and _thousands_apart(same[0], fact):
            first, middle = same[0], sorted(sizes[fact.concept])[len(sizes[fact.concept]) // 2]
            better = len(sizes[fact.concept]) > 2 and _away(fact, middle) < _away(first, middle)
            right, wrong = (fact, first) if better else (first, fact)
            told.append(
                f"{fact.concept} of {fact.from_} to {fact.to} stands as {right.value:g} and as {wrong.value:g}, "
                f"thousands apart; {wrong.value:g} (filed {wrong.filed or 'at no date'}) is left out"
            )
            if better:
                same[:] = [fact]
            continue
        same.append(fact)
    return sort_facts([fact for same in kept.values() for fact in same]), told


def _away(fact: Fact, size: float) -> float:
    return abs(log10(abs(fact.value)) - size)


def _thousands_apart(one: Fact, other: Fact) -> bool:
    if one.value * other.value <= 0:
        return False
    apart = abs(log10(one.value / other.value))
    return apart > 2 and abs(apart - 3 * round(apart / 3)) < 0.3  # restated by up to twice or half, and in thousands


def _fact(row: dict[str, str]) -> Fact:
    if not isfinite(float(row["value"])):
        raise ValueError(f"value {row['value']!r} is no figure")
    return Fact(
        symbol=row["symbol"],
        concept=row["concept"],
        from_=date.fromisoformat(row["from"]),
        to=date.fromisoformat(row["to"]),
        value=float(row["value"]),
        unit=row["unit"],
        filed=date.fromisoformat(row["filed"]) if row.get("filed") else None,
    )


def sort_facts(facts: list[Fact]) -> tuple[Fact, ...]:
    """Oldest period first; of one period the first print first, revisions after it."""
    return tuple(sorted(facts, key=lambda fact: (fact.to, fact.from_, fact.filed or date.min, fact.concept)))


def membership(index: str, intervals: list[Interval], day: date) -> Membership:
    """Who was in the index on `day`.

    Known where at least one list covers the day. Where all intervals have ended before it, the last list stands with
    `known` false and the day on which it ended; before the first list nobody is known.
    """
    here = [m.symbol for m in intervals if m.start <= day and (m.end is None or day < m.end)]
    if here:
        return Membership(index=index, day=day, symbols=tuple(sorted(set(here))), known=True)
    ended = [m.end for m in intervals if m.end is not None and m.end <= day]
    if not ended:
        return Membership(index=index, day=day, symbols=(), known=False)
    until = max(ended)
    last = sorted({m.symbol for m in intervals if m.end == until})
    return Membership(index=index, day=day, symbols=tuple(last), known=False, until=until)
