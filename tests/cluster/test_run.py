"""Runs, and all that goes wrong on many machines: each record is in the result once, or named in the failures."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.dask import Dask, dask_of, end, environment, run, start, wait_for_shards, worker_pids
from tests.cluster.material import alone, archive, documents, failures, text_of, write_ndjson

FAST = ("--model", "fast")
MANY, LITTLE = 3000, 1  # a shard of about 20 lines

# A model of another package, found by its entry point, that ends the process at one article.
CRASHING = """
import os, signal
class Crashing:
    name, version = "crashing", "1"
    def names(self, text, sentences):
        if "Zantafex" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return []
"""


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """One scheduler with two workers, for all runs of this file that kill none of them."""
    folder = tmp_path_factory.mktemp("dask")
    (folder / "crashing.py").write_text(CRASHING, "utf-8")
    package = folder / "crashing-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: crashing\nVersion: 1\n", "utf-8")
    (package / "entry_points.txt").write_text("[tapecheck.models]\ncrashing = crashing:Crashing\n", "utf-8")
    with dask_of(folder, 2, environment(folder)) as dask:
        yield dask


@pytest.mark.slow
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    source, out = write_ndjson(tmp_path / "many.ndjson", range(MANY)), tmp_path / "run"
    process = start("run", source, "--out", out, *FAST, "--workers", "2", "--records", LITTLE)
    wait_for_shards(out, 2)
    os.kill(worker_pids(process.pid)[0], signal.SIGKILL)
    ended = end(process)
    assert (ended.code, failures(out)) == (0, [])
    made = documents(out)
    assert len(made) == MANY
    assert set(made) == alone(source)


@pytest.mark.slow
def test_a_killed_scheduler_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    source, out = write_ndjson(tmp_path / "many.ndjson", range(600)), tmp_path / "run"
    with dask_of(tmp_path, 1) as dask:
        arguments = ("run", source, "--out", out, *FAST, "--records", LITTLE)
        process = start(*arguments, "--scheduler", dask.address)
        wait_for_shards(out, 1)
        dask.kill_scheduler()
        ended = end(process)
        assert (ended.code, ended.err.splitlines()[-1]) == (
            1,
            "error: the scheduler is gone; what is done stays done: start it and give the same command again",
        )
        done = {shard.name: shard.stat().st_mtime_ns for shard in out.glob("*.parquet")}
        dask.stop()
        dask.start_scheduler()
        dask.start_worker()
        assert run(*arguments, "--scheduler", dask.address).code == 0
    assert done.items() <= {shard.name: shard.stat().st_mtime_ns for shard in out.glob("*.parquet")}.items()
    assert len(documents(out)) == 600
    assert set(documents(out)) == alone(source)


@pytest.mark.slow
def test_a_record_that_ends_its_process_is_lost_alone(dask: Dask, tmp_path: Path) -> None:
    bad = json.dumps({"id": "bad", "text": "It rose 5% while everybody watched Zantafex walk away."})
    source, out = write_ndjson(tmp_path / "some.ndjson", range(40), extra={13: bad}), tmp_path / "run"
    ended = run("run", source, "--out", out, "--model", "crashing", "--scheduler", dask.address)
    offset = source.read_text("utf-8").index(bad)
    assert failures(out) == [("some.ndjson", offset, "its analysis ended its process (code -9)")]
    assert (ended.code, len(documents(out))) == (1, 40)


@pytest.mark.slow
def test_a_damaged_archive_a_damaged_table_and_bad_lines(dask: Dask, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "run"
    inputs.mkdir()
    write_ndjson(inputs / "some.ndjson", range(8), extra={4: "{broken"})
    records = archive(range(100, 106))
    (inputs / "news.warc.gz").write_bytes(b"".join([*records[:3], b"\0" * 500, *records[3:]])[:-30])
    (inputs / "table.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "page.txt").write_text(text_of(7), "utf-8")
    ended = run("run", inputs, "--out", out, *FAST, "--scheduler", dask.address)
    assert ended.code == 1
    assert {name for name, _, _ in failures(out)} == {"some.ndjson", "news.warc.gz", "table.parquet", "empty.txt"}
    assert len(documents(out)) == 8 + 5 + 1


@pytest.mark.slow
def test_a_full_disk_stops_the_run_and_loses_nothing(dask: Dask, tmp_path: Path) -> None:
    source, out = write_ndjson(tmp_path / "some.ndjson", range(200)), tmp_path / "small"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(out)], check=False,
                             capture_output=True).returncode  # fmt: skip
    if mounted:
        pytest.skip("may not mount a small file system here")
    arguments = ("run", source, "--out", out, *FAST, "--records", LITTLE, "--scheduler", dask.address)
    try:
        ended = run(*arguments)
        assert (ended.code, ended.err.splitlines()[-1]) == (
            1, f"error: {out}: the disk is full; make room and give the same command again, what is done stays done",
        )  # fmt: skip
        subprocess.run(["mount", "-o", "remount,size=8m", str(out)], check=True)
        assert run(*arguments).code == 0
        assert set(documents(out)) == alone(source)
        assert {path.suffix for path in out.iterdir()} == {".json", ".parquet"}
    finally:
        subprocess.run(["umount", "-l", str(out)], check=True)


@pytest.mark.slow
def test_what_a_folder_and_a_worker_must_be(dask: Dask, tmp_path: Path) -> None:
    source, out = write_ndjson(tmp_path / "some.ndjson", range(4)), tmp_path / "run"
    arguments = ("run", source, "--scheduler", dask.address)
    assert run(*arguments, *FAST, "--out", out).code == 0
    again = run(*arguments, *FAST, "--out", out, "--published", "2024-01-01")
    assert (again.code, again.err) == (
        1, f"error: {out}: holds another run (published None, now 2024-01-01); name another folder with --out\n",
    )  # fmt: skip
    foreign = run(*arguments, *FAST, "--out", tmp_path)
    assert foreign.err == f"error: {tmp_path}: holds other files and no run; name another folder with --out\n"
    lacking = run(*arguments, "--model", "nobody", "--out", tmp_path / "other")
    assert lacking.code == 1
    assert "no model is called 'nobody'" in lacking.err
    assert lacking.err.count("\n") == 1


@pytest.mark.slow
def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    import tapecheck

    real, other = Path(tapecheck.__file__).parent, tmp_path / "other" / "tapecheck"
    other.mkdir(parents=True)
    for path in real.iterdir():
        if path.name != "__init__.py":
            (other / path.name).symlink_to(path)
    source = (real / "__init__.py").read_text("utf-8").replace(tapecheck.__version__, "0.0.1")
    (other / "__init__.py").write_text(source, "utf-8")
    with dask_of(tmp_path, 0) as dask:
        dask.start_worker(environment(tmp_path / "other"))
        texts = write_ndjson(tmp_path / "some.ndjson", range(4))
        ended = run("run", texts, "--out", tmp_path / "run", *FAST, "--scheduler", dask.address)
    assert ended.code == 1
    assert ended.err.startswith(f"error: a worker has tapecheck 0.0.1 instead of {tapecheck.__version__}")
    assert ended.err.count("\n") == 1


def test_no_scheduler_answers(tmp_path: Path) -> None:
    source = write_ndjson(tmp_path / "some.ndjson", range(4))
    ended = run("run", source, "--out", tmp_path / "run", "--scheduler", "tcp://127.0.0.1:9")
    told = "no scheduler answers there; start one with `dask scheduler`, or leave --scheduler away"
    assert (ended.code, ended.err) == (1, f"error: tcp://127.0.0.1:9: {told}\n")


@pytest.mark.slow
def test_an_s3_store(tmp_path: Path) -> None:
    """Inputs and shards in a store of objects: a server of S3 on the loopback."""
    from tests.cluster.s3 import serve_s3

    with serve_s3(tmp_path) as (variables, put):
        put("news", "a.warc.gz", b"".join(archive(range(6))))
        put("news", "b.ndjson", write_ndjson(tmp_path / "b.ndjson", range(10, 16)).read_bytes())
        put("result", "nothing/keep", b"")
        env = environment(**variables)
        arguments = ("run", "s3://news/*", "--out", "s3://result/run", *FAST, "--workers", "1")
        first = run(*arguments, env=env)
        assert first.code == 0, first.err
        assert "2 shards: 12 documents" in first.err
        asked = run("query", "s3://result/run", "select count(distinct article) as n from claims", env=env)
        assert json.loads(asked.out) == {"n": 12}
        again = run(*arguments, env=env)
        assert "0 shards to make on 1 cores, 2 are done already" in again.err
