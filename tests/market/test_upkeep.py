"""What the cache holds, what is damaged, what can go, and what leaves it as a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tapecheck.errors import MarketError, UnknownSymbol
from tapecheck.market import FolderMarket, SeriesCache, export, import_folder, list_series, prune, verify

Clock = Callable[[], datetime]


@pytest.fixture
def cache(tmp_path: Path, folder: Path, now: Clock) -> SeriesCache:
    made = SeriesCache(tmp_path / "cache", now=now)
    import_folder(folder, made)
    return made


def correct(folder: Path, cache: SeriesCache) -> None:
    """A second snapshot of ^GSPC, with a hole in it."""
    (folder / "GSPC.csv").write_text("date,close\n2023-09-05,4496.83\n2023-09-07,4451.14\n2023-09-08,4457.49\n")
    import_folder(folder, cache)


def test_list(cache: SeriesCache, folder: Path) -> None:
    correct(folder, cache)
    found = [(e.symbol, e.newest.provider, e.newest.rows, e.snapshots) for e in list_series(cache)]
    assert found == [("NA", "folder", 3, 1), ("TEN", "folder", 3, 1), ("^GSPC", "folder", 3, 2)]
    assert [entry.symbol for entry in list_series(cache, "s&p")] == ["^GSPC"]
    assert list_series(SeriesCache("/nowhere")) == []


def test_verify(cache: SeriesCache, folder: Path) -> None:
    report = verify(cache)
    assert (report.checked, report.damaged, report.problems, report.orphans, report.gaps) == (3, (), (), (), {})
    correct(folder, cache)
    assert verify(cache).gaps == {"^GSPC": (date(2023, 9, 6),)}


def test_verify_finds_what_is_torn_gone_or_nobodys(cache: SeriesCache, folder: Path) -> None:
    files = {snapshot.symbol: cache.path / snapshot.file for snapshot in cache.all()}
    files["NA"].unlink()
    files["TEN"].write_bytes(files["TEN"].read_bytes()[:-1])
    (files["^GSPC"].parent / "stray.parquet").write_bytes(b"")
    report = verify(cache)
    told = sorted(str(problem).partition(": ")[2] for problem in report.problems)
    assert told == [
        "NA: is gone; import the folder again",
        "TEN: is damaged (its checksum differs); import the folder again",
    ]
    assert [Path(path).name for path in report.orphans] == ["stray.parquet"]
    import_folder(folder, cache)
    assert verify(cache).damaged == ()


def test_verify_finds_rows_under_another_name(cache: SeriesCache) -> None:
    (na,) = cache.all("NA")
    with cache.writing() as db:
        db.execute("UPDATE snapshots SET snapshot = '0123' WHERE number = ?", (na.number,))
    (problem,) = verify(cache).problems
    assert "holds other rows than those it is named for" in str(problem)


def test_prune_keeps_the_newest_and_what_checks_name(cache: SeriesCache, folder: Path) -> None:
    (old,) = cache.all("^GSPC")
    correct(folder, cache)
    assert prune(cache, keep=[old.snapshot]).snapshots == 0
    report = prune(cache)
    assert (report.snapshots, report.files) == (1, 1)
    assert report.size > 0
    assert not (cache.path / old.file).exists()
    assert cache.find("^GSPC", old.snapshot) is None
    assert verify(cache).damaged == ()


def test_prune_keeps_a_file_that_another_snapshot_names(cache: SeriesCache) -> None:
    (old,) = cache.all("NA")
    cache.enter([replace(old, covered_to=date(2023, 9, 20))])
    assert len(cache.all("NA")) == 2
    report = prune(cache)
    assert (report.snapshots, report.files) == (1, 0)
    assert cache.load(cache.all("NA")[0]) is not None


def test_prune_leaves_young_files_that_nobody_names_yet(cache: SeriesCache) -> None:
    stray = cache.path / "series" / "00"
    stray.mkdir(exist_ok=True)
    (stray / "x-0123.parquet").write_bytes(b"under way")
    assert prune(cache).files == 0
    os.utime(stray / "x-0123.parquet", (0, 0))
    assert prune(cache).files == 1


def test_an_export_is_a_folder_that_imports_to_the_same_rows(cache: SeriesCache, tmp_path: Path, now: Clock) -> None:
    assert export(cache, tmp_path / "out") == 3
    market = FolderMarket(tmp_path / "out", now=now)
    assert [split.ratio for split in market.splits("TEN")] == [10, 2]
    assert market.info("NA") == cache.all("NA")[0].info
    again = SeriesCache(tmp_path / "again", now=now)
    import_folder(tmp_path / "out", again)
    assert {s.snapshot for s in again.all()} == {s.snapshot for s in cache.all()}


def test_export_of_some(cache: SeriesCache, tmp_path: Path) -> None:
    assert export(cache, tmp_path / "out", ["NA"]) == 1
    with pytest.raises(MarketError, match="is not empty"):
        export(cache, tmp_path / "out", ["NA"])
    with pytest.raises(UnknownSymbol, match="tapecheck market list"):
        export(cache, tmp_path / "other", ["ZZZZ"])
    (na,) = cache.all("NA")
    (cache.path / na.file).unlink()
    fresh = SeriesCache(cache.path)
    with pytest.raises(MarketError, match="is damaged"):
        export(fresh, tmp_path / "third", ["NA"])
