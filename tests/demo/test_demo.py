"""The demo finds what its README says is wrong in its pages, and nothing else."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

import tapecheck
from tapecheck.console import Console
from tapecheck.demo import PAGES, run_demo
from tapecheck.errors import UsageError
from tapecheck.report import words

SAMPLES = Path(str(files("tapecheck.demo")))
WRONG = {
    "small-caps": ("Dow Jones Industrial Average", "+14%", "+4.31%"),
    "inflation": ("Russell 2000", "+3.9%", "-3.91%"),
    "market-wrap": ("Russell 2000", "-28.4%", "-1.60%"),
    "broker-note": ("Nasdaq Composite", "+43%", "+13.56%"),
    "chips": ("S&P 500", "5,187.03 points", "5,087.03 points"),
    "week-in-figures": ("Russell 2000", "+7.1%", "-7.06%"),
}


@pytest.mark.parametrize("model", ["fast", "default"])
def test_one_figure_of_each_page_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str], model: str) -> None:
    assert run_demo(tmp_path / "out", Console(quiet=True), model) == 0
    said = capsys.readouterr().out
    library = tapecheck.open(tmp_path / "out" / "tapecheck.db")
    found = {}
    for row in library.articles():
        document = library.article(row["id"])
        claims = {claim.id: claim for claim in document.claims}
        page = str(row["url"]).rpartition("/")[2].removesuffix(".html")
        found[page] = [
            (claims[check.claim_id].subject, words.claimed(claims[check.claim_id]),
             words.computed(claims[check.claim_id], check))
            for check in document.checks or () if check.verdict in ("contradicted", "imprecise")
        ]  # fmt: skip
        assert sum(check.verdict == "supported" for check in document.checks or ()) >= 4
        assert (tmp_path / "out" / f"{page}.html").read_text("utf-8").startswith("<!doctype html>")
    library.store.close()
    assert found == {page: [wrong] for page, wrong in WRONG.items()}
    assert said.count(" contradicted  ") == len(PAGES)
    assert "Try next:" in said


def test_the_readme_names_every_page() -> None:
    told = re.findall(r"(?m)^\| ([a-z-]+) \|", (SAMPLES / "README.md").read_text("utf-8"))
    assert [page for page in told if page != "page"] == list(PAGES) == list(WRONG)
    assert {path.stem for path in (SAMPLES / "pages").iterdir()} == set(PAGES)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="name another with --out"):
        run_demo(tmp_path / "file", Console(quiet=True))
