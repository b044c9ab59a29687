"""Real processes: `tapecheck cluster`, a scheduler, and workers, each of which may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 300.0


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def environment(*more: Path, **variables: str) -> dict[str, str]:
    """That of a fresh user, with folders that Python looks in first."""
    path = os.pathsep.join([*map(str, more), str(Path(__file__).parents[2])])
    return {**os.environ, "PYTHONPATH": path, "TAPECHECK_CONFIG": "/nowhere/none.toml", **variables}


def start(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tapecheck", "cluster", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env or environment(),
        start_new_session=True,
    )  # fmt: skip


def end(process: subprocess.Popen[str]) -> Ended:
    """Wait for a command; what it started is gone with it."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        kill_group(process)
    return Ended(process.returncode, out, err)


def kill_group(process: subprocess.Popen[str]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Ended:
    return end(start(*arguments, env=env))


def wait_for_shards(out: Path, count: int) -> None:
    """Until so many splits of a run are done."""
    until = time.monotonic() + PATIENCE
    while len(list(out.glob("*.parquet"))) < count:
        assert time.monotonic() < until, f"no {count} shards in {out}"
        time.sleep(0.01)


def worker_pids(parent: int) -> list[int]:
    """The processes below `parent` that work: spawned ones that have no children of their own."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [(int(pid), int(ppid), args) for pid, ppid, args in (line.split(None, 2) for line in listed.splitlines())]
    below = {parent}
    for _ in range(4):
        below |= {pid for pid, ppid, _ in rows if ppid in below}
    return [pid for pid, _, args in rows if pid in below and "spawn_main" in args]


@dataclass
class Dask:
    """A scheduler and its workers, as processes of their own."""

    file: Path
    env: dict[str, str]
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        import json

        until = time.monotonic() + PATIENCE
        while not self.file.exists() or not self.file.read_text():
            assert time.monotonic() < until
            time.sleep(0.02)
        return str(json.loads(self.file.read_text())["address"])

    def start_scheduler(self) -> None:
        self.file.unlink(missing_ok=True)
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1",
                                     "--scheduler-file", str(self.file))  # fmt: skip

    def start_worker(self, env: dict[str, str] | None = None) -> None:
        self.workers.append(
            self._start(
                "dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "30", env=env
            )
        )

    def kill_scheduler(self) -> None:
        assert self.scheduler is not None
        os.killpg(self.scheduler.pid, signal.SIGKILL)
        self.scheduler.wait()

    def stop(self) -> None:
        for process in (self.scheduler, *self.workers):
            if process is not None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.workers.clear()

    def _start(self, name: str, *arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=env or self.env, start_new_session=True, cwd=self.file.parent, **quiet)


@contextmanager
def dask_of(folder: Path, workers: int, env: dict[str, str] | None = None) -> Iterator[Dask]:
    dask = Dask(folder / "scheduler.json", env or environment())
    try:
        dask.start_scheduler()
        for _ in range(workers):
            dask.start_worker()
        yield dask
    finally:
        dask.stop()
