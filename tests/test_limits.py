"""What one source may cost, and that the others of its batch are done."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tapecheck.errors import ReadError
from tapecheck.limits import within

GOOD = {"id": "good", "text": "The Dow rose 1%.", "published": "2023-09-11"}


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A shell's line in the folder, in half a gigabyte of memory more than the program itself needs."""
    script = f"ulimit -v 4000000; {command}".replace("tapecheck ", f"{sys.executable} -m tapecheck ", 1)
    environ = {**os.environ, "TAPECHECK_MODEL": "fast", "TAPECHECK_CONFIG": str(folder / "none.toml")}
    return subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=folder, env=environ, timeout=120, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Before\n\nThe Dow rose 1%.", "utf-8")
    (tmp_path / "z.txt").write_text("After\n\nThe Dow rose 1%.", "utf-8")
    return tmp_path


def make_bomb(path: Path, size: int) -> None:
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(size // 10_000_000):
            file.write(b"0 " * 5_000_000)


ENDLESS = {
    "pipe": "is a pipe",
    "/dev/zero": "is a device",
    "bomb.txt.gz": "is over 60 MB",
    "torn.txt.gz": "is a damaged gzip file",
    "long.txt": "is over 60 MB",
    "book.txt": "has over 2,000,000 characters",
}


def test_a_source_without_end_costs_its_line(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    make_bomb(folder / "bomb.txt.gz", 400_000_000)
    (folder / "torn.txt.gz").write_bytes((folder / "bomb.txt.gz").read_bytes()[:5000])
    with (folder / "long.txt").open("wb") as file:
        file.truncate(3_000_000_000)  # a hole, which takes no room
    (folder / "book.txt").write_text("The Dow rose. " * 150_000, "utf-8")
    done = run(folder, f"tapecheck extract a.txt {' '.join(ENDLESS)} z.txt")
    told = done.stderr.splitlines()
    assert (done.returncode, len(told)) == (1, len(ENDLESS))
    for line, (name, says) in zip(told, ENDLESS.items(), strict=True):
        assert name in line
        assert says in line
    assert [document["article"]["title"] for document in json.loads(done.stdout)] == ["Before", "After"]


def test_a_stream_without_line_ends(folder: Path) -> None:
    done = run(folder, "tapecheck extract < /dev/zero")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "is over 60 MB" in done.stderr


def test_a_line_without_end_costs_its_own_record(folder: Path) -> None:
    with (folder / "r.ndjson").open("w") as file:
        file.write(json.dumps(GOOD) + "\n")
        file.write('{"id": "long", "text": "' + "a" * 65_000_000 + '"}\n')
        file.write(json.dumps(GOOD) + "\n")
    done = run(folder, "tapecheck extract r.ndjson")  # by its ending a stream
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good", None, "good"]
    assert "line 2: is over 60 MB" in done.stderr


def test_seconds() -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: takes over 0\.2 seconds"), within("a.txt", 0.2):
        re.search(r"(a+)+$", "a" * 40 + "b")
    with within("a.txt", 0.2):
        time.sleep(0.3)  # a busy machine is nobody's fault


def spin() -> None:
    """What never ends, and catches what it can."""
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


def test_libraries_that_catch_everything_do_not_swallow_it() -> None:
    with pytest.raises(ReadError), within("a.txt", 0.2):
        spin()


def test_a_limit_within_a_limit_is_the_outer_ones() -> None:
    with pytest.raises(ReadError, match="outer"), within("outer", 0.3), within("inner", 0.1):
        spin()
    with within("after", 5):
        assert sum(range(10)) == 45
