"""Progress and messages: on a terminal, piped, quiet, as JSON lines."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.site import Answer, serve

PAGE = Answer(
    b"<html><title>Dow up</title><p>" + b"The Dow rose one percent on Friday. " * 9 + b"</p></html>", wait=0.8
)


def run_on_terminal(folder: Path, *arguments: str) -> tuple[str, str]:
    """What a command writes to stdout, which is piped, and to stderr, which is a terminal."""
    controller, terminal = pty.openpty()
    environ = {**os.environ, "TAPECHECK_CONFIG": str(folder / "none.toml"), "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-m", "tapecheck", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, cwd=folder, env=environ) as process:
        os.close(terminal)
        said = b""
        try:
            while chunk := os.read(controller, 4096):
                said += chunk
        except OSError:  # the other end is closed
            pass
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(controller)
    return out.decode(), said.decode()


@pytest.mark.parametrize(
    ("options", "bar", "message"),
    [((), True, True), (("--quiet",), False, False), (("--log-json",), False, True)],
)
def test_a_bar_after_a_second_on_a_terminal(tmp_path: Path, options: tuple[str, ...], bar: bool, message: bool) -> None:
    with serve({f"/{name}": PAGE for name in "abc"}) as site:
        urls = [f"{site.url}/{name}" for name in "abc"]
        out, said = run_on_terminal(tmp_path, "ingest", *urls, "--model", "fast", "--allow-private", *options)
    assert [json.loads(line)["saved"] for line in out.splitlines()] == ["new"] * 3
    assert ("loading the language model" in said) is bar
    assert ("ingesting" in said and "/3" in said) is bar
    assert ("3 saved in" in said) is message


def test_no_bar_where_it_is_quick(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Dow rose 1%.", "utf-8")
    _, said = run_on_terminal(tmp_path, "extract", "a.txt", "--model", "fast")
    assert "reading" not in said
    assert said.endswith("\r")  # what was shown is wiped out


def test_progress_before_the_first_result(tmp_path: Path) -> None:
    with serve({"/a": replace(PAGE, wait=2.5)}) as site:
        _, said = run_on_terminal(tmp_path, "ingest", f"{site.url}/a", "--model", "fast", "--allow-private")
    assert "ingesting" in said
    assert "0/1" in said


def test_no_bar_in_a_pipe(tmp_path: Path) -> None:
    with serve({"/a": PAGE, "/b": PAGE}) as site:
        command = [sys.executable, "-m", "tapecheck", "extract", f"{site.url}/a", f"{site.url}/b", "--model", "fast",
                   "--allow-private"]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stderr == ""
    assert len(json.loads(done.stdout)) == 2


@pytest.mark.parametrize("arguments", [("extract", "none.txt"), ("search", "dow"), ("check", "--frob"), ("--frob",)])
def test_every_message_is_one_json_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tapecheck", *arguments, "--log-json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode in (1, 2)
    (line,) = done.stderr.splitlines()
    assert {"time", "level", "message", "kind"} <= json.loads(line).keys()
