"""The commands over what is stored, as a person types them: a real file, real output."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tapecheck.archive.rows import print_hits
from tapecheck.cli import cli
from tapecheck.schema import ArticleInfo, Document, Sentence
from tapecheck.store import ClaimQuery, Store
from tapecheck.store.search import find_keys, load_hits, marked
from tests.factories import TEXT, VERSIONS, make_document

LONGER = TEXT.replace("fell 1.2% on Friday", "fell 1.2% on Friday in all") + " More came later."


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "t.db")
    with Store.open(path) as store:
        run = store.start_run("ingest", VERSIONS)
        store.save(make_document(), run)
        info = ArticleInfo(url="https://example.org/formula", title="=SUM(A1)", publisher="Other News")
        store.save(make_document(id="b2", article=info, published="2024-02-01", checks=None, verdict=None), run)
    return path


def run(*arguments: str, typed: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, list(arguments), input=typed, standalone_mode=False)
    assert done.exception is None, done.exception
    return int(done.return_value or 0), done.stdout, done.stderr


def rows(*arguments: str) -> list[Any]:
    _, out, _ = run(*arguments, "--format", "json")
    found = json.loads(out)
    assert isinstance(found, list)
    return found


def test_machines_get_every_row_and_people_fifty(db: str) -> None:
    with Store.open(db) as store:
        number = store.start_run("ingest", VERSIONS)
        for count in range(40):
            info = ArticleInfo(url=f"https://example.org/{count}", title=f"Story {count}")
            store.save(make_document(id=f"s{count}", article=info), number)
    assert len(rows("search", "--db", db)) == 84
    _, out, err = run("search", "--db", db, "--format", "table")
    assert "these are the first 50; --limit gives more" in err
    assert "Story 3" in out


def test_csv_holds_numbers_ids_symbols_and_no_formulas(db: str) -> None:
    _, out, _ = run("search", "--db", db, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(out)))
    assert [(row["symbol"], row["low"], row["computed"], row["claimed_low"]) for row in found[2:]] == [
        ("^RUT", "5.0", "5.1266", "4.5"),
        ("^DJI", "1.2", "0.22", "-1.25"),
    ]
    assert {row["title"] for row in found} == {"'=SUM(A1)", "Small caps lag"}
    assert all(len(row["id"]) == 16 for row in found)


def test_parquet_keeps_types(db: str, tmp_path: Path) -> None:
    file = str(tmp_path / "claims.parquet")
    _, _, err = run("search", "--db", db, "--output", file)
    table = pq.read_table(file)
    assert table.num_rows == 4
    assert (table.schema.field("published_day").type, table.schema.field("low").type) == (pa.date32(), pa.float64())
    assert "wrote 4 rows" in err


@pytest.mark.parametrize("ending", ["csv", "ndjson", "md", "json"])
def test_the_ending_names_the_format(db: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"x.{ending}"
    run("search", "--db", db, "-o", str(file))
    assert file.read_text("utf-8").count("Russell 2000") >= 2


@pytest.mark.parametrize(
    ("options", "symbols"),
    [
        (("--min", "1.2", "--max", "2"), ["^DJI", "^DJI"]),
        (("--min", "1bn"), []),
        (("--symbol", "RUT", "--verdict", "supported"), ["^RUT"]),
        (("--publisher", "other", "--direction", "up"), ["^RUT"]),
        (("--period", "2023-09", "--speaker", "jane"), ["^RUT", "^RUT"]),
        (("--reviewed", "yes"), []),
    ],
)
def test_filters(db: str, options: tuple[str, ...], symbols: list[str]) -> None:
    assert [row["symbol"] for row in rows("search", "--db", db, *options)] == symbols


def test_a_symbol_that_is_nearly_right_is_told(db: str) -> None:
    assert "RUT: taken for ^RUT" in run("search", "--db", db, "--symbol", "rut")[2].replace("rut", "RUT")
    assert "did you mean ^RUT?" in run("search", "--db", db, "--symbol", "RUX")[2]


def test_searches_are_kept(db: str) -> None:
    run("search", "russell", "--db", db, "--verdict", "supported", "--save", "mine")
    assert [row["symbol"] for row in rows("search", "--db", db, "--saved", "mine")] == ["^RUT"]
    assert rows("search", "--db", db, "--saved", "mine", "--verdict", "imprecise") == []
    assert CliRunner().invoke(cli, ["search", "--db", db, "--saved", "other"]).exception is not None


def test_facets_quotes_and_articles(db: str) -> None:
    _, out, _ = run("search", "--db", db, "--facets", "verdict,symbol", "--format", "json")
    assert json.loads(out)["symbol"] == [{"value": "^DJI", "count": 2}, {"value": "^RUT", "count": 2}]
    assert [row["speaker"] for row in rows("search", "up", "--in", "quotes", "--db", db)] == ["Jane Roe"] * 2
    assert [row["id"] for row in rows("search", '"caps lag"', "--in", "articles", "--db", db)] == ["a1", "b2"]
    assert len(rows("search", "caps", "--in", "articles", "--since", "2024-01-01", "--db", db)) == 1


@pytest.mark.parametrize("width", [40, 79, 100, 140])
def test_no_word_of_a_sentence_is_lost(db: str, width: int, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(db) as store, pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", str(width))
        keys = find_keys(store, ClaimQuery(words="russell"))
        print_hits(list(load_hits(store.db.conn, keys)), marked(store.db.conn, "russell", keys))
    out = capsys.readouterr().out
    words = {word.strip(",.") for word in out.split()}
    assert {"Russell", "2000", "year", "Jane", "Roe", "supported", "+5%", "Small", "caps"} <= words
    assert all(len(line) <= width for line in out.splitlines())


def test_an_articles_texts_differ_and_have_a_history(db: str) -> None:
    document = make_document()
    longer = dataclasses.replace(document, text=LONGER, sentences=(Sentence(start=16, end=len(LONGER)),),
                                 claims=_altered(document), checks=None, verdict=None)  # fmt: skip
    with Store.open(db) as store:
        store.save(longer, store.start_run("ingest", VERSIONS))
    found = json.loads(run("article", "diff", "a1", "--db", db, "--format", "json")[1])
    assert [(one["from"]["low"], one["to"]["low"]) for one in found["altered"]] == [(5, 6)]
    assert (len(found["lost"]), len(found["gained"])) == (1, 0)
    history = json.loads(run("article", "history", "a1", "--db", db, "--format", "json")[1])
    assert [text["claims"] for text in history["texts"]] == [2, 1]
    assert (
        json.loads(run("article", "show", "a1", "--revision", "1", "--db", db, "--format", "json")[1])["text"] == TEXT
    )
    assert "claim altered" in run("article", "diff", "a1", "1", "2", "--db", db, "--format", "table")[1]


def _altered(document: Document) -> tuple[Any, ...]:
    first = document.claims[0]
    return (dataclasses.replace(first, id="f" * 16, low=first.low + 1, high=first.high + 1),)  # type: ignore[operator]


def test_deleting_asks_and_takes_all_along(db: str) -> None:
    assert "nothing was deleted" in run("article", "delete", "a1", "--db", db, typed="n\n")[2]
    run("article", "delete", "a1", "b2", "--yes", "--db", db)
    assert rows("list", "--db", db) == []
    assert run("db", "check", "--db", db)[0] == 0


def test_reviews_stand_beside_the_verdict(db: str) -> None:
    (claim,) = [row["id"] for row in rows("search", "--db", db, "--verdict", "contradicted")]
    _, out, err = run("review", "--by", "Ann", "--db", db, typed="o\nimprecise\nrounded in print\n")
    assert "1 of 1" in out
    assert "1 reviewed, 0 wait" in err
    assert [row["id"] for row in rows("search", "--db", db, "--reviewed", "overruled")] == [claim, claim]
    assert run("review", "--db", db)[2] == "nothing waits for a review\n"
    run("review", claim[:8], "--mend", "low=1.3", "--by", "Ann", "--db", db)
    history = json.loads(run("article", "history", claim, "--db", db, "--format", "json")[1])
    assert [one["outcome"] for one in history["claims"][0]["reviews"]] == ["overruled", "mended"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("nothing", "--confirm"), "no claims match"),
        (("--confirm",), "name the claim"),
        (("x", "--confirm", "--overrule", "imprecise"), "give one of"),
        (("9001", "--mend", "low"), "write FIELD=VALUE"),
    ],
)
def test_a_review_that_makes_no_sense_is_told(db: str, options: tuple[str, ...], says: str) -> None:
    done = CliRunner().invoke(cli, ["review", *options, "--db", db])
    assert says in str(done.exception)


def test_looking_after_the_file(db: str, tmp_path: Path) -> None:
    assert json.loads(run("db", "info", "--db", db, "--format", "json")[1])["rows"]["claims"] == 4
    run("db", "backup", str(tmp_path / "copy.db"), "--db", db)
    with Store.open(str(tmp_path / "copy.db")) as copy:
        assert copy.article_ids() == ["b2", "a1"]
    with Store.open(db) as store, store.db.conn:
        store.db.execute("insert into claims_fts (claims_fts) values ('delete-all')")
    code, out, _ = run("db", "check", "--db", db)
    assert (code, "claims_fts does not hold" in out) == (1, True)
    run("db", "rebuild-index", "--no-embed", "--db", db)
    assert run("db", "check", "--db", db)[0] == 0
    assert "MB now" in run("db", "vacuum", "--db", db)[2]
