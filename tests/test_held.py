"""What breakers tried and what held: it must go on holding. The long versions are `python3 dev.py bench robustness`."""

from __future__ import annotations

import ast
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import tapecheck
from tapecheck.errors import TapecheckError
from tapecheck.market import FolderMarket, SeriesCache, import_folder
from tapecheck.store import Store

PACKAGE = Path(tapecheck.__file__).parent


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command as a process of its own, in a folder with settings and a cache of its own."""
    environ = {**os.environ, "TAPECHECK_CONFIG": str(folder / "none.toml"), "TAPECHECK_CACHE": str(folder / "cache")}
    environ |= {"TAPECHECK_MODEL": "fast", "TAPECHECK_OFFLINE": "1"}
    command = [sys.executable, "-m", "tapecheck", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=environ)


def ended(processes: Sequence[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """Exit codes and the last lines of stderr."""
    done = [(process, process.communicate(timeout=300)[1]) for process in processes]
    return [(process.returncode, (err.strip().splitlines() or [""])[-1]) for process, err in done]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for count in range(4):
        text = f"Stocks rise, part {count}\n\nThe S&P 500 rose {count}.5% on Friday."
        (folder / f"{count}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    folder = tmp_path / "prices"
    folder.mkdir()
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 9) for day in range(1, 29)]
    rows = "".join(f"{day},{100 + i}\n" for i, day in enumerate(days))
    for count in range(60):
        (folder / f"S{count}.csv").write_text(f"date,close\n{rows}", "utf-8")
    return folder


def test_six_that_make_the_database_at_once(articles: Path, tmp_path: Path) -> None:
    wanted = ("ingest", str(articles), "--db", "t.db", "--published", "2023-09-11")
    assert [code for code, _ in ended([start(tmp_path, *wanted) for _ in range(6)])] == [0] * 6
    with Store.open(str(tmp_path / "t.db")) as store:
        assert len(store.article_ids()) == 4
    with sqlite3.connect(tmp_path / "t.db") as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    db.close()


def test_five_imports_at_once(prices: Path, tmp_path: Path) -> None:
    done = ended([start(tmp_path, "market", "import", str(prices)) for _ in range(5)])
    assert [code for code, _ in done] == [0] * 5
    with SeriesCache(tmp_path / "cache" / "market") as cache:
        assert len({snapshot.symbol for snapshot in cache.all()}) == 60
        assert all(cache.load(snapshot) is not None for snapshot in cache.all())


def test_a_killed_import_leaves_all_or_nothing(prices: Path, tmp_path: Path) -> None:
    for after in (0.6, 1.0, 1.5):
        process = start(tmp_path, "market", "import", str(prices))
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with SeriesCache(tmp_path / "cache" / "market") as cache:
            assert len({snapshot.symbol for snapshot in cache.all()}) in (0, 60)
    assert ended([start(tmp_path, "market", "import", str(prices))])[0][0] == 0
    with SeriesCache(tmp_path / "cache" / "market") as cache:
        assert len({snapshot.symbol for snapshot in cache.all()}) == 60


LINES = {
    "deep": "[" * 100_000,
    "deep inside": '{"id": "d", "text": "a", "x": ' + "[" * 2000 + "]" * 2000 + "}",
    "doubled": '{"id": "a", "id": "b", "text": "The Dow rose 1%."}',
    "surrogate": '{"id": "s", "text": "The Dow \\ud800 rose 1%."}',
    "nul": '{"id": "n", "text": "The Dow\\u0000 rose 1%."}',
    "number": '{"id": "x", "text": 1e999}',
    "date": '{"id": "y", "text": "a", "published": "9999-99-99"}',
    "id of letters": json.dumps({"id": "i" * 100_000, "text": "The Dow rose 1%."}),
    "not utf-8": '{"id": "u", "text": "\udcff"}',
}


def test_hostile_lines_cost_themselves(tmp_path: Path) -> None:
    good = '{"id": "good", "text": "The Dow rose 1%."}'
    text = "\n".join(line for hostile in LINES.values() for line in (hostile, good)) + "\n"
    (tmp_path / "r.ndjson").write_bytes(text.encode("utf-8", "surrogateescape"))
    process = start(tmp_path, "extract", "r.ndjson")
    out, err = process.communicate(timeout=300)
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == 2 * len(LINES)
    assert [row["id"] for row in rows[1::2]] == ["good"] * len(LINES)
    assert "this should not happen" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/passwd", "a/../../secret.csv", "..\\secret.csv"])
def test_a_folder_names_no_file_outside_of_it(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret.csv").write_text("date,close\n2023-09-08,1\n", "utf-8")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "series.csv").write_text(f"symbol,file,name,kind\nX,{file},X,stock\n", "utf-8")
    with pytest.raises(TapecheckError):
        FolderMarket(tmp_path / "m").history("X")


def break_bytes(data: bytes, chance: random.Random) -> bytes:
    """Parquet with a few of its bytes changed, cut out or doubled."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(broken))
        match chance.randrange(4):
            case 0:
                broken[at] = chance.randrange(256)
            case 1:
                del broken[at : at + chance.randint(1, 40)]
            case 2:
                broken[at:at] = broken[at : at + 20]
            case _:
                broken[-8:-4] = chance.randbytes(4)  # the footer's length
    return bytes(broken)


def import_told(folder: Path) -> str:
    """What an import of the folder says where it fails; anything but one of our errors fails the test."""
    try:
        import_folder(folder, SeriesCache(folder / "cache"))
    except TapecheckError as error:
        return str(error)
    return ""


def sample_parquet(path: Path) -> bytes:
    """A Parquet file of one series in three row groups."""
    days = pa.array(np.arange("2023-01-01", "2023-06-01", dtype="datetime64[D]"))
    table = pa.table({"date": days, "symbol": ["A"] * len(days), "close": np.arange(len(days), dtype=float)})
    parquet.write_table(table, path, row_group_size=50)
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(60))
def test_broken_parquet_files_are_told(tmp_path: Path, seed: int) -> None:
    data = sample_parquet(tmp_path / "A.parquet")
    (tmp_path / "A.parquet").write_bytes(break_bytes(data, random.Random(seed)))
    assert import_told(tmp_path).count("\n") == 0


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"date": pa.array([], pa.date32()), "close": pa.array([], pa.float64())}, id="no rows"),
        pytest.param({"date": pa.array([2**62], pa.timestamp("us")), "close": [1.0]}, id="far microseconds"),
        pytest.param({"date": pa.array([2**31 - 1], pa.date32()), "close": [1.0]}, id="far days"),
        pytest.param({"date": pa.array([-(2**31)], pa.date32()), "close": [1.0]}, id="days before"),
        pytest.param({"date": pa.array([1], pa.int64()), "close": [1.0]}, id="numbers for days"),
        pytest.param({"date": ["2023-09-08"], "close": ["1.5"]}, id="texts"),
        pytest.param({"date": ["2023-09-08"], "close": [[1.0]]}, id="lists"),
        pytest.param({"date": ["2023-09-08"], "close": [1.0], "symbol": [1]}, id="a number for a symbol"),
        pytest.param({"date": ["2023-09-08"], "close": [1.0], "symbol": [[b"a"]]}, id="a list for a symbol"),
        pytest.param({"date": ["2023-09-08"], "close": [1.0], "symbol": [None]}, id="no symbol"),
        pytest.param({"date": [True], "close": [1.0]}, id="truths for days"),
    ],
)
def test_tables_of_other_types_are_told(tmp_path: Path, columns: dict[str, object]) -> None:
    parquet.write_table(pa.table(columns), tmp_path / "A.parquet")
    assert import_told(tmp_path).count("\n") == 0


def test_nothing_read_is_code() -> None:
    """No pickle, no YAML, no torch.load, no eval: what is read from a file or a server is never run."""
    unsafe = {"pickle.load", "pickle.loads", "yaml.load", "torch.load", "eval", "exec", "marshal.loads", "shelve.open"}
    unsafe |= {"numpy.load", "np.load", "joblib.load", "os.system", "pd.read_pickle"}
    found = []
    for path in PACKAGE.rglob("*.py"):
        if {"recipes", "cluster"} & set(path.parts):  # training and workers read what they have written themselves
            continue
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        found += [f"{path.name}:{c.lineno} {ast.unparse(c.func)}" for c in calls if ast.unparse(c.func) in unsafe]
    assert found == []
