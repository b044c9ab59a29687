"""Nothing that was read commands the terminal it is printed on, and no cell commands a spreadsheet."""

from __future__ import annotations

import ast
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tapecheck import console
from tapecheck.console import Console, csv_cell, inert

PACKAGE = Path(console.__file__).parent
EVIL = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b2J\u202egpj.exe\u2066\r\x08\x7f"
LIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[hl]|\x1b\[[12]?[KAJ]|\r")  # styles, and what a progress bar does


def test_inert_text_shows_what_it_would_have_done() -> None:
    assert inert("a\tb\nc – “d” é 日本") == "a\tb\nc – “d” é 日本"
    assert inert("\x1b[2J\x9b\u202e") == r"\x1b[2J\x9b\u202e"
    assert not LIVE.search(inert(EVIL))


@pytest.mark.parametrize(
    "character", [*map(chr, [*range(9), *range(11, 32), *range(127, 160)]), "\u2028", "\U000e0041"]
)
def test_every_control_is_inert(character: str) -> None:
    assert inert(f"a{character}b").isprintable()


def test_json_says_the_same_with_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_json({"title": EVIL})
    console.print_json_line({"title": EVIL})
    out = capsys.readouterr().out
    assert not LIVE.search(out)
    assert json.loads(out.splitlines()[-1]) == {"title": EVIL}


def test_messages_are_one_inert_line(capsys: pytest.CaptureFixture[str]) -> None:
    Console().warn(f"{EVIL}: no such file\nerror: a second line")
    Console(log_json=True).warn(EVIL)
    first, second = capsys.readouterr().err.splitlines()
    assert not LIVE.search(first + second)
    assert json.loads(second)["message"] == EVIL


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("-3.25%", "-3.25%"),
        ("+1,234.5 points", "+1,234.5 points"),
        ("^GSPC", "^GSPC"),
        ("", ""),
    ],
)
def test_cells_are_no_formulas(cell: str, shown: str) -> None:
    assert csv_cell(cell) == shown


def printing_calls(path: Path) -> list[str]:
    """What a module calls that writes to stdout or stderr by itself."""
    text = path.read_text("utf-8")
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    direct = r"print|(click\.)?s?echo|sys\.(stdout|stderr)\.write"
    return [f"{path.name}:{c.lineno}" for c in calls if re.fullmatch(direct, ast.unparse(c.func))]


def test_everything_is_printed_by_the_console() -> None:
    """`print_line`, `print_text`, `print_json` and `open_terminal` are what a command prints with."""
    skipped = {"console.py", "__main__.py"}
    modules = [path for path in PACKAGE.rglob("*.py") if path.name not in skipped and "recipes" not in path.parts]
    assert [call for path in modules for call in printing_calls(path)] == []


def on_terminal(folder: Path, *arguments: str) -> str:
    """All that a command writes where stdout and stderr are one terminal."""
    controller, terminal = pty.openpty()
    environ = {**os.environ, "TAPECHECK_CONFIG": str(folder / "none.toml"), "TERM": "xterm", "COLUMNS": "100"}
    environ |= {"TAPECHECK_CACHE": str(folder / "cache"), "TAPECHECK_OFFLINE": "1", "TAPECHECK_MODEL": "fast"}
    command = [sys.executable, "-m", "tapecheck", *arguments]
    with subprocess.Popen(command, stdout=terminal, stderr=terminal, cwd=folder, env=environ):
        os.close(terminal)
        said = b""
        try:
            while chunk := os.read(controller, 4096):
                said += chunk
        except OSError:  # the other end is closed
            pass
    os.close(controller)
    return said.decode()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article with a hostile title and quote, a database that holds it, and a market whose names are hostile."""
    folder = tmp_path_factory.mktemp("inert")
    said = "“It rose {0}{1} 2%,” said Jane {0}Roe of Example Bank."
    page = f"Stocks {EVIL} rise\n\nThe S&P 500 rose 1.5% on Friday. " + said.format("\x1b[2J", "\u202e")
    (folder / "a.txt").write_text(page, "utf-8")
    (folder / "market").mkdir()
    rows = "2023-08-31,100\n2023-09-01,101.5\n2023-09-05,oops\x1b[2J\n"
    (folder / "market" / "g.csv").write_text(f"date,close\n{rows}", "utf-8")
    series = f"symbol,file,name,kind\n^GSPC,g.csv,S&P \x1b[2J\u202e500,price_index\nX,{EVIL[:4]}.csv,\x1b[31mx,stock\n"
    (folder / "market" / "series.csv").write_text(series, "utf-8", newline="")
    on_terminal(folder, "ingest", "a.txt", "--published", "2023-09-01", "--market", "market", "--db", "t.db")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "ingest a.txt --published 2023-09-01 --db t2.db",
        "check a.txt --published 2023-09-01 --market market --explain",
        "check a.txt --published 2023-09-01 --market market --format json",
        "extract a.txt --published 2023-09-01",
        "list --db t.db",
        "search --db t.db",
        "search --db t.db --format csv",
        "search --db t.db --format markdown",
        "market import market",
        "market list",
        "market show ^GSPC --market market",
        "check \x1b[2J\u202e.txt",
        "check a.txt --market \x1b[2Jnowhere",
        "report \x1b[2J.json",
    ],
)
def test_no_command_passes_on_what_is_live(place: Path, command: str) -> None:
    said = on_terminal(place, *command.split(" "))
    assert said.strip()
    assert sorted(set(LIVE.findall(OURS.sub("", said)))) == []
    assert "\x1b[2J" not in said
    assert "\x1b[31m" not in said
