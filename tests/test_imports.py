"""A command loads what it needs and nothing else, so that help and errors answer at once.

Asked of a fresh interpreter each time, by the modules that it has loaded at its end; never by a clock.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "bs4",
    "cattrs",
    "dask",
    "distributed",
    "duckdb",
    "exchange_calendars",
    "fastwarc",
    "feedparser",
    "fsspec",
    "htmldate",
    "httpx2",
    "jinja2",
    "lxml",
    "numpy",
    "onnxruntime",
    "pandas",
    "pyarrow",
    "readability",
    "spacy",
    "sqlite_utils",
    "torch",
    "trafilatura",
    "transformers",
}

# Runs the console script's function on the arguments, then names on the last line of stderr what it has loaded.
PROBE = """
import sys
sys.argv[0] = "tapecheck"
code = 0
try:
    from tapecheck.cli import main
    code = main()
except SystemExit as stop:
    code = stop.code
finally:
    print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
sys.exit(code)
"""


def run(*arguments: str) -> tuple[int, str, set[str]]:
    """Exit code, stdout and loaded top-level modules of `tapecheck ARGUMENTS`."""
    done = subprocess.run([sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, set(done.stderr.splitlines()[-1].split())


def list_commands(*group: str) -> list[tuple[str, ...]]:
    """Every command as the words that call it, groups and their members, read off the help itself."""
    _, help_text, _ = run(*group, "--help")
    _, _, listed = help_text.partition("\nCommands:\n")
    names = re.findall(r"(?m)^  ([a-z][\w-]*)", listed)
    return [words for name in names for words in [(*group, name), *list_commands(*group, name)]]


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ()])
def test_the_program_itself_is_light(arguments: tuple[str, ...]) -> None:
    _, _, loaded = run(*arguments)
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_the_help_of_every_command_is_light() -> None:
    commands = list_commands()
    assert {"extract", "check", "ingest", "search", "report", "demo", "config"} <= {words[0] for words in commands}
    for words in commands:
        code, out, loaded = run(*words, "--help")
        assert (words, code, loaded & HEAVY) == (words, 0, set())
        assert out.startswith("Usage: tapecheck " + " ".join(words))


def test_an_unknown_option_is_told_without_loading_anything() -> None:
    code, _, loaded = run("check", "--no-such-option")
    assert code == 2
    assert loaded & HEAVY == set()


def test_what_is_stored_is_found_without_loading_frames(tmp_path: Path) -> None:
    article, db = tmp_path / "a.txt", str(tmp_path / "t.db")
    article.write_text("Stocks rise\n\nThe S&P 500 rose 1.2% on Friday.\n", "utf-8")
    assert run("ingest", str(article), "--db", db, "--model", "fast", "--published", "2023-09-11")[0] == 0
    for command in (["list"], ["search", "stocks"]):
        code, out, loaded = run(*command, "--db", db)
        assert (command, code, loaded & (HEAVY - {"cattrs"})) == (command, 0, set())
        assert "Stocks" in out


def test_settings_are_shown_without_loading_anything() -> None:
    code, out, loaded = run("config")
    assert code == 0
    assert out
    assert loaded & HEAVY == set()


def test_the_package_is_light_until_something_is_asked_of_it() -> None:
    script = "import sys, tapecheck; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_an_ordinary_check_loads_no_frames(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Stocks rise\n\nThe S&P 500 rose 1.2% on Friday.\n", "utf-8")
    (tmp_path / "series.csv").write_text("symbol,file,kind\n^GSPC,a.csv,price_index\n", "utf-8")
    (tmp_path / "a.csv").write_text("date,close\n2023-09-07,100\n2023-09-08,101.2\n", "utf-8")
    options = ("--published", "2023-09-11", "--market", str(tmp_path), "--offline", "--model", "fast")
    code, out, loaded = run("check", str(article), *options, "--format", "json")
    assert (code, '"supported"' in out) == (0, True)
    assert loaded & {"pandas", "exchange_calendars", "spacy", "sqlite_utils"} == set()
