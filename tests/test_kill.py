"""kill -9 while a hundred articles are ingested, again and again: nothing that was reported as saved is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tapecheck.store import Store

ARTICLES = 100
KILLS = 4
BODY = "The S&P 500 rose {count}.5% on Friday to 4,{count:03}.49. “It is a start,” said Jane Roe of Example Bank."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_pages(tmp_path / "pages")


def make_pages(folder: Path) -> Path:
    """A folder of ARTICLES texts."""
    folder.mkdir()
    for count in range(ARTICLES):
        text = f"Stocks rise, part {count}\n\n{BODY.format(count=count)}\n"
        (folder / f"{count:03}.txt").write_text(text, "utf-8")
    return folder


def environ_of(db: Path) -> dict[str, str]:
    """An environment without settings of this machine's user."""
    return {**os.environ, "TAPECHECK_CONFIG": str(db.parent / "none.toml")}


def read_again(db: Path, die_after: float | None) -> None:
    """Run a real reanalyze of all texts, killed so many seconds after its start."""
    command = [sys.executable, "-m", "tapecheck", "-q", "reanalyze", "--all", "--db", str(db), "--model", "fast"]
    with subprocess.Popen(command, env=environ_of(db)) as process:
        if die_after is not None:
            time.sleep(die_after)
            process.send_signal(signal.SIGKILL)
    assert process.returncode in (0, -signal.SIGKILL)


def ingest(folder: Path, db: Path, die_after: int | None) -> list[str]:
    """Run a real ingest, killed right after it reported its `die_after`-th article; the ids that it reported."""
    command = [sys.executable, "-m", "tapecheck", "-q", "ingest", str(folder), "--db", str(db), "--format", "ndjson"]
    command += ["--published", "2023-09-11", "--model", "fast"]
    reported: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ_of(db)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            reported.append(json.loads(line)["id"])
            if die_after is not None and len(reported) >= die_after:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == (0 if die_after is None else -signal.SIGKILL)
    return reported


def check(db: Path, reported: set[str]) -> None:
    with Store.open(str(db)) as store:
        assert reported <= set(store.article_ids())
        for article in store.article_ids():
            assert store.load(article).text.startswith("Stocks rise, part")
    with sqlite3.connect(db) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        connection.execute("insert into claims_fts (claims_fts, rank) values ('integrity-check', 1)")
    connection.close()


@pytest.mark.slow
def test_a_killed_ingest_or_reanalysis_loses_nothing(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    reported: set[str] = set()
    for kill in range(KILLS):
        reported |= set(ingest(folder, db, die_after=1 + 17 * kill))
        check(db, reported)
    assert len(ingest(folder, db, die_after=None)) == ARTICLES
    check(db, reported)
    for seconds in (1.5, 2.5):
        read_again(db, die_after=seconds)
        check(db, reported)
    read_again(db, die_after=None)
    check(db, reported)
    with Store.open(str(db)) as store:
        assert len(store.article_ids()) == ARTICLES
