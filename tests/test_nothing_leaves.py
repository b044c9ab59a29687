"""What is read on this machine stays on it: no connection, no look-up, no file outside of the project's own folders.

Asked of fresh processes, as libraries may act when they are loaded: by an audit hook for what Python does, by strace
(where it is there) for what compiled code does, and by an empty home folder that is empty afterwards.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

MARKET = str(files("tapecheck.demo").joinpath("market"))
TEXT = "Small caps lag\n\nThe Russell 2000 is up 5% this year. “It is about credit,” said Jane Roe of Example Bank.\n"

CHECK = ("check", "a.txt", "--published", "2023-09-11", "--offline", "--market", MARKET, "--format", "json")
RUNS = [
    pytest.param(CHECK, id="check"),
    pytest.param(("ingest", "a.txt", "--published", "2023-09-11", "--market", MARKET), id="ingest"),
    pytest.param(("report", "checked.json", "-o", "out.html"), id="report"),
    pytest.param(("market", "import", MARKET), id="import"),
]

# Runs a command, then prints what it asked of the network and opened for writing as the last line of stderr.
PROBE = """
import json, os, sys
done = []
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
def hook(event, args):
    if event in NETWORK:
        done.append([event, repr(args[1:])])
    elif event == "open" and isinstance(args[0], (str, bytes)) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        done.append(["write", os.path.abspath(os.fsdecode(args[0]))])
    elif event in ("os.mkdir", "os.rename", "sqlite3.connect"):
        done.append(["write", os.path.abspath(os.fsdecode(args[1] if event == "os.rename" else args[0]))])
sys.addaudithook(hook)
sys.argv[0] = "tapecheck"
from tapecheck.cli import main
try:
    main()
except SystemExit as stop:
    print("\\n" + json.dumps([stop.code, done]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in, with a text and a checked document, and a home folder of its own."""
    tmp_path = tmp_path_factory.mktemp("place")
    for name in ("home", "work", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "work" / "a.txt").write_text(TEXT, "utf-8")
    done = run(tmp_path, [sys.executable, "-m", "tapecheck", *CHECK, "--model", "fast"])
    (tmp_path / "work" / "checked.json").write_text(done.stdout, "utf-8")
    return tmp_path


def run(place: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    """A command in the working folder, in an environment that says nothing of home, caches or of being a test."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH")}
    own = {"HOME": str(place / "home"), "TMPDIR": str(place / "tmp")}
    environ = {**kept, **own, "TAPECHECK_CACHE": str(place / "work" / "cache")}
    return subprocess.run(command, capture_output=True, text=True, cwd=place / "work", env=environ, check=False)


@pytest.mark.parametrize("arguments", RUNS)
def test_nothing_is_asked_and_nothing_written_elsewhere(place: Path, arguments: tuple[str, ...]) -> None:
    done = run(place, [sys.executable, "-c", PROBE, *arguments])
    code, events = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    own = (str(place / "work"), str(place / "tmp"), "/dev/null", os.path.abspath(":memory:"))  # noqa: PTH100
    elsewhere = [
        event
        for event in events
        if event[0] != "write" or not (event[1].startswith(own) or "__pycache__" in event[1])  # Python's own bytecode
    ]
    assert elsewhere == []
    assert sorted(path.name for path in (place / "home").rglob("*")) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not there")
def test_compiled_code_asks_and_writes_nothing_either(place: Path) -> None:
    traced = place / "trace"
    calls = "connect,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
    command = ["strace", "-f", "-qq", "-o", str(traced), "-e", f"trace={calls}", sys.executable, "-m", "tapecheck"]
    done = run(place, [*command, *CHECK])
    if not traced.exists() or "ptrace" in done.stderr:
        pytest.skip("this machine lets nobody trace")
    assert done.returncode == 0
    lines = [line.partition(" ")[2].strip() for line in traced.read_text("utf-8", "replace").splitlines()]
    asked = [line for line in lines if re.match(r"connect|send", line) and "AF_UNIX" not in line]
    written = [
        line for line in lines if re.match(r"mkdir|rename|creat", line) or re.search(r"O_WRONLY|O_RDWR|O_CREAT", line)
    ]
    own = (str(place / "work"), str(place / "tmp"), "/dev/")
    own = (*(f'"{folder}' for folder in own), "__pycache__", "= -1")
    elsewhere = [line for line in written if not any(part in line for part in own)]
    assert (asked, elsewhere) == ([], [])
    assert sorted(path.name for path in (place / "home").rglob("*")) == []


def test_the_switch_is_thrown_before_anything_is_loaded() -> None:
    script = "import tapecheck, os; print(os.environ['ORT_DISABLE_TELEMETRY'], os.environ['HF_HUB_DISABLE_TELEMETRY'])"
    environ = {**os.environ, "ORT_DISABLE_TELEMETRY": "0"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environ, check=True)
    assert done.stdout == "1 1\n"
