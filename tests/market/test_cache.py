"""The cache: appended, never overwritten, whole or not at all, safe for two at once."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from tapecheck.errors import MarketError
from tapecheck.market.bars import Bars
from tapecheck.market.cache import SeriesCache
from tapecheck.market.tables import Interval
from tapecheck.reference.market import Fact, Kind, SeriesInfo, Split

INFO = SeriesInfo(symbol="^GSPC", name="S&P 500", kind=Kind.PRICE_INDEX, split_basis=date(2023, 9, 8))
NOW = datetime(2023, 9, 11, 12, tzinfo=UTC)


def bars(*closes: float, start: str = "2023-09-04") -> Bars:
    days = np.datetime64(start) + np.arange(len(closes))
    return Bars(days, {"close": np.array(closes, dtype=float)})


def stand_still() -> datetime:
    return NOW


@pytest.fixture
def cache(tmp_path: Path) -> SeriesCache:
    return SeriesCache(tmp_path / "cache", now=stand_still)


def test_nothing_is_made_before_something_is_written(cache: SeriesCache) -> None:
    assert cache.newest("^GSPC") is None
    assert (cache.all(), cache.members("^GSPC"), cache.splits("X"), cache.facts("X", "eps")) == ([], [], (), ())
    assert not cache.path.exists()


def test_snapshots_are_appended(cache: SeriesCache) -> None:
    first = cache.put(INFO, "yfinance", bars(1, 2))
    second = cache.put(INFO, "yfinance", bars(1, 2, 3))
    assert first is not None
    assert second is not None
    assert [kept.snapshot for kept in cache.all("^GSPC")] == [second.snapshot, first.snapshot]
    newest, found = cache.newest("^GSPC"), cache.find("^GSPC", first.snapshot)
    assert newest is not None
    assert found is not None
    assert (newest.snapshot, newest.info, newest.fetched_at) == (second.snapshot, INFO, NOW)
    old = cache.load(found)
    assert old is not None
    assert old.columns["close"].tolist() == [1, 2]
    assert (found.first, found.last, found.covered_to) == (date(2023, 9, 4), date(2023, 9, 5), date(2023, 9, 6))


def test_the_same_rows_are_kept_once(cache: SeriesCache) -> None:
    assert cache.put(INFO, "yfinance", bars(1, 2)) is not None
    assert cache.put(INFO, "yfinance", bars(1, 2)) is None
    assert cache.put(INFO, "fred", bars(1, 2)) is not None  # another provider says the same: its own entry, one file
    assert len(cache.all()) == 2
    assert len(list(cache.path.glob("series/*/*"))) == 1


def test_a_longer_cover_of_the_same_rows_is_entered(cache: SeriesCache) -> None:
    cache.put(INFO, "yfinance", bars(1, 2), (date(2023, 9, 1), date(2023, 9, 6)))
    assert cache.put(INFO, "yfinance", bars(1, 2), (date(2023, 9, 1), date(2023, 9, 7))) is not None
    newest = cache.newest("^GSPC", "yfinance")
    assert newest is not None
    assert newest.covered_to == date(2023, 9, 7)


def test_a_snapshot_needs_bars(cache: SeriesCache) -> None:
    with pytest.raises(ValueError, match="at least one bar"):
        cache.put(INFO, "yfinance", bars())


def test_all_or_none_are_entered(cache: SeriesCache) -> None:
    written = cache.write(INFO, "yfinance", bars(1, 2))
    assert cache.all() == []  # its file is there, and nobody sees it

    def broken() -> list[object]:
        yield written  # type: ignore[misc]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.enter(broken())  # type: ignore[arg-type]
    assert cache.all() == []


@pytest.mark.parametrize("damage", ["gone", "short", "changed"])
def test_a_torn_file_is_seen(cache: SeriesCache, damage: str) -> None:
    made = cache.put(INFO, "yfinance", bars(1, 2))
    assert made is not None
    path = cache.path / made.file
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:-9] if damage == "short" else bytes([data[0], data[1] ^ 1]) + data[2:])
    assert cache.load(made) is None
    assert cache.load_closes(made) is None
    again = cache.write(INFO, "yfinance", bars(1, 2))  # the same rows mend it
    assert path.read_bytes() == data
    assert cache.load(again) is not None


def test_a_file_is_read_once(cache: SeriesCache) -> None:
    made = cache.put(INFO, "yfinance", bars(1, 2))
    assert made is not None
    assert cache.load(made) is cache.load(made)
    assert cache.load_closes(made) is cache.load(made)
    fresh = SeriesCache(cache.path)
    assert fresh.load_closes(made) is fresh.load_closes(made)


def test_what_another_process_wrote_is_seen(cache: SeriesCache) -> None:
    cache.put(INFO, "yfinance", bars(1, 2))
    newest = cache.newest("^GSPC")
    assert newest is not None
    with SeriesCache(cache.path) as other:
        other.put(INFO, "yfinance", bars(1, 2, 3))
    again = cache.newest("^GSPC")
    assert again is not None
    assert again.rows == 3


WRITER = """
import sys, numpy as np
from tapecheck.market.bars import Bars
from tapecheck.market.cache import SeriesCache
from tapecheck.reference.market import Kind, SeriesInfo
cache = SeriesCache(sys.argv[1])
for i in range(20):
    info = SeriesInfo(symbol=f"S{i}", name="S", kind=Kind.STOCK)
    cache.put(info, "yfinance", Bars(np.datetime64("2023-09-04") + np.arange(3), {"close": np.arange(3.0) + i}))
    own = SeriesInfo(symbol=sys.argv[2], name="own", kind=Kind.STOCK)
    cache.put(own, "yfinance", Bars(np.datetime64("2023-09-04") + np.arange(3), {"close": np.arange(3.0) + i}))
"""


def test_two_processes_at_once_do_no_harm(cache: SeriesCache) -> None:
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(cache.path), name]) for name in ("one", "two")]
    assert [process.wait(120) for process in running] == [0, 0]
    kept = cache.all()
    assert sum(snapshot.symbol == "one" for snapshot in kept) == 20
    assert sum(snapshot.symbol == "two" for snapshot in kept) == 20
    assert {snapshot.symbol for snapshot in kept} == {"one", "two", *(f"S{i}" for i in range(20))}
    assert all(cache.load(snapshot) is not None for snapshot in kept)
    assert not list(cache.path.glob("series/*/.*"))  # nothing half written is left


def test_a_symbol_may_be_anything(cache: SeriesCache) -> None:
    for symbol in ("../../etc/passwd", "a/b", "AAPL", "aapl", "EURUSD=X", "Ünï", "x" * 300):
        made = cache.put(SeriesInfo(symbol=symbol, name="", kind=Kind.STOCK), "p", bars(1))
        assert made is not None
        assert (cache.path / made.file).resolve().is_relative_to(cache.path.resolve())
        assert cache.load(made) is not None
    assert len(cache.all("aapl")) == 1


def test_members_splits_facts(cache: SeriesCache) -> None:
    cache.put_members("folder", {"^GSPC": [Interval("A", date(2020, 1, 1), None, "Alpha")]})
    cache.put_members("folder", {"^GSPC": [Interval("B", date(2020, 1, 1), date(2021, 1, 1))]})
    assert cache.members("^GSPC") == [Interval("B", date(2020, 1, 1), date(2021, 1, 1))]
    cache.put_splits("folder", [Split(symbol="A", day=date(2022, 1, 3), ratio=2)])
    cache.put_splits("yfinance", [Split(symbol="A", day=date(2022, 1, 3), ratio=3)])
    cache.put_splits("yfinance", [Split(symbol="A", day=date(2021, 1, 4), ratio=4)])
    assert [split.ratio for split in cache.splits("A")] == [4, 2]
    day = date(2023, 1, 1)
    fact = Fact(symbol="A", concept="eps", from_=day, to=day, value=1.5, unit="USD", filed=None)
    cache.put_facts("sec", [fact], asked=("A", "eps"))
    cache.put_facts("sec", [fact], asked=("A", "eps"))
    assert cache.facts("A", "eps") == (fact,)
    assert (cache.asked_at("A", "eps", "sec"), cache.asked_at("A", "eps", "fred")) == (NOW, None)


def test_a_newer_manifest_is_refused(cache: SeriesCache) -> None:
    cache.put(INFO, "yfinance", bars(1))
    cache.close()
    with sqlite3.connect(cache.path / "manifest.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(MarketError, match=r"newer tapecheck \(version 99"):
        cache.newest("^GSPC")


def test_a_manifest_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "manifest.db").write_text("not a database at all, but long enough to be looked at" * 100)
    with pytest.raises(MarketError, match="no manifest that can be read"):
        SeriesCache(tmp_path).all()


def test_a_cache_that_is_busy_says_so(cache: SeriesCache) -> None:
    cache.put(INFO, "yfinance", bars(1))
    db = cache.reading()
    assert db is not None
    db.execute("PRAGMA busy_timeout = 1")
    holder = sqlite3.connect(cache.path / "manifest.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(MarketError, match=r"cannot be written .*locked"):
        cache.put(INFO, "yfinance", bars(1, 2))
    holder.execute("ROLLBACK")
    holder.close()
    assert cache.put(INFO, "yfinance", bars(1, 2)) is not None


def test_a_cache_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MarketError, match="cannot be written"):
        SeriesCache(tmp_path / "file" / "cache").put(INFO, "yfinance", bars(1))
    with pytest.raises(MarketError, match="cannot be made"), SeriesCache(tmp_path / "file" / "cache").writing():
        pass


def test_a_cache_goes_to_another_process(cache: SeriesCache) -> None:
    made = cache.put(INFO, "yfinance", bars(1, 2))
    assert made is not None
    copy = pickle.loads(pickle.dumps(cache))
    assert copy.now() == NOW
    assert copy.load(copy.newest("^GSPC")).columns["close"].tolist() == [1, 2]


READ_ONLY = """
import os, pathlib, tempfile
import numpy as np
from tapecheck.market import SeriesCache, open_market
from tapecheck.market.bars import Bars
from tapecheck.reference.market import Kind, SeriesInfo

with tempfile.TemporaryDirectory() as place:
    path = pathlib.Path(place) / "cache"
    info = SeriesInfo(symbol="A", name="A", kind=Kind.STOCK)
    with SeriesCache(path) as cache:
        cache.put(info, "yfinance", Bars(np.datetime64("2023-09-04") + np.arange(2), {"close": np.array([1.0, 2.0])}))
    wanted = dict(cache=path, providers=("yfinance",), offline=True)
    open_market(**wanted).history("A")  # everything is imported before the rights are given up
    for folder in (path.parent, path):
        folder.chmod(0o555)
    os.setresuid(65534, 65534, 0)
    assert not os.access(path, os.W_OK)
    print(open_market(**wanted).history("A").frame["close"].tolist())
    os.setresuid(0, 0, 0)
"""


@pytest.mark.skipif(not hasattr(os, "setresuid") or os.getuid() != 0, reason="only root can give up its rights")
def test_a_cache_that_may_only_be_read() -> None:
    done = subprocess.run([sys.executable, "-c", READ_ONLY], capture_output=True, text=True)
    assert done.stdout.strip() == "[1.0, 2.0]", done.stderr
