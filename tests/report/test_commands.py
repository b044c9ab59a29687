"""`tapecheck report` as a person calls it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tapecheck.cli import cli, run
from tapecheck.console import Console
from tapecheck.errors import UsageError
from tapecheck.report import render
from tapecheck.report.commands import since_day
from tests.factories import make_document


def report(*arguments: str | Path) -> int:
    return run(cli, Console(), ["report", *map(str, arguments)])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "checked.json"
    path.write_text(render(make_document(), "json"), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "starts"),
    [("r.html", "<!doctype html>"), ("r.md", "# Small caps lag"), ("r.json", "{"), ("r.pdf", "%PDF")],
)
def test_the_ending_says_the_form(document: Path, tmp_path: Path, name: str, starts: str) -> None:
    assert report(document, "-o", tmp_path / name) == 0
    assert (tmp_path / name).read_bytes().startswith(starts.encode())


@pytest.mark.parametrize("name", ["r.docx", "r", "r.htlm"])
def test_an_ending_that_nobody_knows_is_refused(
    document: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(document, "-o", tmp_path / name) == 2
    assert "no form of a report ends so; take .html" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_claim_review_asks_for_what_it_needs(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(document, "--format", "claimreview") == 2
    said = capsys.readouterr()
    assert said.out == "" and "--reviewer NAME and --review-url URL" in said.err
    known = ("--reviewer", "Example Desk", "--review-url", "https://example.org/1")
    assert report(document, "--format", "claimreview", *known) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2


@pytest.mark.parametrize("arguments", [(), ("a1", "--since", "7d")])
def test_one_article_or_a_digest(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert report(*arguments) == 2
    assert "or --since 7d for a digest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "day"), [("7d", date(2023, 9, 4)), ("2w", date(2023, 8, 28)), ("2023-01-01", date(2023, 1, 1))]
)
def test_since(text: str, day: date) -> None:
    assert since_day(text, date(2023, 9, 11)) == day


def test_since_nothing() -> None:
    with pytest.raises(UsageError, match="not a day"):
        since_day("lately", date(2023, 9, 11))


def test_a_stored_article_and_a_digest_tell_what_a_person_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tapecheck.store import Store
    from tapecheck.store.reviews import add_review

    path = tmp_path / "t.db"
    document = make_document()
    with Store.open(str(path)) as store:
        store.save(document, store.start_run("check", document.versions))
        add_review(store, document.claims[1].id, "confirmed", reviewer="Ann Bee")
    assert report("a1", "--db", path, "--format", "markdown") == 0
    told = capsys.readouterr().out
    assert "confirmed by Ann Bee" in told and "Checked by a program on" in told
    assert report("--since", "2023-01-01", "--db", path, "--format", "markdown") == 0
    assert "Example News: 1 of 1 reviewed claims were wrong" in capsys.readouterr().out
