"""Shards asked and merged: copies count once, revisions stand in the order in which they were fetched."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tapecheck.cli import cli
from tapecheck.cluster.files import written_whole
from tapecheck.cluster.query import ask, list_views
from tapecheck.cluster.records import Item
from tapecheck.cluster.run import MANIFEST
from tapecheck.cluster.shards import row_of_document, row_of_failure, write_rows
from tapecheck.errors import ClusterError, UsageError
from tapecheck.schema import Document, to_json
from tapecheck.store import Store
from tests.cluster.material import canonical
from tests.factories import TEXT, make_document

LATER = TEXT.replace("5%", "6%").replace("1.2%", "1.3%")


def document(name: str, text: str = TEXT) -> Document:
    """An article at an address of its own; checked."""
    made = make_document(text.replace("6%", "5%").replace("1.3%", "1.2%"))
    info = dataclasses.replace(made.article, url=f"https://example.org/{name}")
    return dataclasses.replace(made, id=name, article=info, text=text)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two shards: a twice, b with two texts (the later one first), one record that failed."""
    shards = {
        "one": [
            row_of_document(Item("w", 0, fetched="2023-09-11"), document("a")),
            row_of_document(Item("w", 1, fetched="2023-09-13"), document("b", LATER)),
            row_of_failure(Item("w", 2), "a damaged record"),
        ],
        "two": [
            row_of_document(Item("x", 0, fetched="2023-09-12"), document("b")),
            row_of_document(Item("x", 9, fetched="2023-09-12"), document("a")),
            row_of_document(Item("x", 12, fetched="2023-09-12"), document("half", TEXT + "\ud83d")),
        ],
    }
    for name, rows in shards.items():
        with written_whole(str(tmp_path / "run"), f"{name}.parquet") as path:
            write_rows(path, rows)
    (tmp_path / "run" / MANIFEST).write_text("{}", "utf-8")
    return tmp_path / "run"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select id, \"offset\" from articles order by id", [("a", 0), ("b", 1), ("half", 12)]),
        ("select id, newest from revisions where id = 'b' order by fetched", [("b", False), ("b", True)]),
        ("from failures", [("w", 2, None, None, "a damaged record")]),
        ("select count(*), count(distinct article) from claims", [(8, 3)]),
        ("select verdict, count(*) from claims group by all order by all", [("contradicted", 4), ("supported", 4)]),
        ("select sentence from claims where symbol = '^DJI' limit 1", [("The Dow fell 1.2% on Friday",)]),
        ("select distinct computed, as_of from checks where symbol is null", "Binder Error"),
        ("select distinct speaker from quotes", [("Jane Roe",)]),
        ("select speaker, quotes, articles from quotes_by_speaker", [("Jane Roe", 3, 3)]),
        ("select symbol, claims, supported, contradicted, articles from claims_by_symbol order by symbol",
         [("^DJI", 3, 0, 3, 3), ("^RUT", 3, 3, 0, 3)]),
        ("select article, computed, url from claims_with_verdicts where symbol = '^RUT' and article = 'a'",
         [("a", 5.1266, "https://example.org/a")]),
        ("select article, text like '%up 6% this%' from latest_revision where article = 'b'", [("b", True)]),
        ("select count(*) from disagreements", [(0,)]),
    ],
)  # fmt: skip
def test_questions(out: Path, sql: str, expected: list[tuple[object, ...]] | str) -> None:
    if isinstance(expected, str):
        with pytest.raises(UsageError, match=expected):
            list(ask(str(out), sql))
    else:
        assert [tuple(row.values()) for row in ask(str(out), sql)] == expected


def test_the_views_are_told(out: Path) -> None:
    views = list_views(str(out))
    assert {"articles", "revisions", "claims", "checks", "quotes", "entities", "failures"} <= set(views)
    assert {"symbol", "metric", "low", "verdict"} <= set(views["claims"])


def test_a_merge_saves_each_article_once_and_may_be_repeated(out: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "merged.db")
    for new in (4, 0):
        done = CliRunner().invoke(cli, ["cluster", "merge", str(out), "--db", db])
        assert (done.exit_code, done.stderr) == (
            0, f"4 documents, {new} of them new in {db}; 1 copies left out. Next: tapecheck search WORDS\n",
        )  # fmt: skip
    with Store.open(db) as store:
        assert sorted(store.article_ids()) == ["a", "b", "half"]
        assert store.load("b").text == LATER
        assert canonical(to_json(store.load("half"))) == canonical(to_json(document("half", TEXT + "\ufffd")))


def test_output_is_for_machines_unless_asked(out: Path) -> None:
    done = CliRunner().invoke(cli, ["cluster", "query", str(out), "select published_day, low from claims limit 1"])
    assert json.loads(done.stdout) == {"published_day": "2023-09-11", "low": 5.0}
    table = CliRunner().invoke(cli, ["cluster", "query", str(out), "select 1 as one", "--format", "table"])
    assert table.stdout.split() == ["one", "1"]


@pytest.mark.parametrize(("made", "message"), [(False, "no run of"), (True, "no shard is done yet")])
def test_a_folder_without_a_run(tmp_path: Path, made: bool, message: str) -> None:
    if made:
        (tmp_path / MANIFEST).write_text("{}", "utf-8")
    with pytest.raises(ClusterError, match=message):
        list(ask(str(tmp_path), "from claims"))


def test_a_damaged_shard_is_told(out: Path) -> None:
    (out / "two.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(ClusterError, match="a shard cannot be read"):
        list(ask(str(out), "from claims"))
