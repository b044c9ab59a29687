"""A real `tapecheck serve` over the demo's database, in a process of its own, for every test of the pages."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import httpx2
import pytest

MARKET = Path(str(files("tapecheck.demo"))) / "market"


@dataclass(frozen=True)
class Site:
    """Where it listens, the address that opens reviewing, and the database."""

    base: str
    review: str
    database: Path

    def get(self, path: str, **more: object) -> httpx2.Response:
        return httpx2.get(self.base + path, timeout=30, follow_redirects=True, **more)  # type: ignore[arg-type]

    def post(self, path: str, **more: object) -> httpx2.Response:
        return httpx2.post(self.base + path, timeout=60, **more)  # type: ignore[arg-type]


@contextlib.contextmanager
def serve(database: Path, *more: str) -> Iterator[Site]:
    """The command itself; ends it afterwards."""
    command = [sys.executable, "-m", "tapecheck", "serve", "--db", str(database), "--port", "0", "--offline",
               "--market", str(MARKET), "--model", "fast", "--review", *more]  # fmt: skip
    home = {"TAPECHECK_CONFIG": str(database.parent / "none.toml"), "TAPECHECK_CACHE": str(database.parent / "cache")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **home})
    assert process.stderr is not None
    try:
        lines = [process.stderr.readline(), process.stderr.readline()]
        found = [re.search(r"http://\S+", line) for line in lines]
        assert all(found), lines
        base, review = (match[0] for match in found if match)
        yield Site(base.rstrip("/"), review, database)
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


@pytest.fixture(scope="session")
def site(demo_database: Path) -> Iterator[Site]:
    with serve(demo_database, "--allow-private") as running:
        yield running
