"""The library: docs/library.md is run, and the docstrings' examples; frames have types, markets are kept open."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tapecheck
from tapecheck import api
from tapecheck.errors import StoreError, UsageError
from tapecheck.store import Store
from tests.factories import VERSIONS, make_document
from tests.site import Answer, serve

PAGE = Path(__file__).resolve().parent.parent / "docs" / "library.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.S)
MARKET = str(files("tapecheck.demo") / "market")
STORY = (
    "<html><body><article><h1>Stocks</h1><p>The S&amp;P 500 rose 1.5% on Friday, its best day since May, and the Dow "
    "added 0.4% as traders waited for figures on jobs that are due next week.</p></article></body></html>"
)
PIPED = """
import spacy
nlp = spacy.blank("en")
for name in ("sentences", "names", "figures", "periods", "quotes", "claims"):
    nlp.add_pipe("tapecheck_" + name)
texts = [f"The S&P 500 rose {count}.5% in 2022, Jane Roe said." for count in range(1, 5)]
if __name__ == "__main__":
    for doc in nlp.pipe(texts, n_process=2, batch_size=1):
        (claim,) = doc._.tapecheck_claims
        print(type(claim).__name__, claim.symbol, claim.low, doc._.tapecheck_entities[0].label)
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "t.db")
    with Store.open(path) as store:
        store.save(make_document(), store.start_run("test", VERSIONS))
    return path


def test_the_page_runs(database: str) -> None:
    names: dict[str, Any] = {"MARKET": MARKET, "DATABASE": database, "datetime": dt}
    for block in BLOCKS:
        exec(compile(block, str(PAGE), "exec"), names)
    assert names["document"].verdict == "supported"
    assert names["document"].checks[0].formula == "1851.54 / 1761.25 - 1 = 5.13%"
    assert names["claim"]["symbol"] == "^DJI"
    assert [span.text for span in names["doc"].spans["claims"]] == ["The S&P 500 rose 1.5% on Friday"]


@pytest.mark.parametrize(
    "module", ["api", "store.names", "store.query", "store.search", "store.keys", "archive.options", "schema.nouns"]
)
def test_the_examples_of_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"tapecheck.{module}")).failed == 0


def test_frames_have_types(database: str) -> None:
    with tapecheck.open(database) as library:
        frame = library.claims().to_pandas()
        assert library.conflicts().empty
    assert frame["published_day"].dtype == np.dtype("datetime64[s]")
    assert (frame["low"].dtype, frame["computed"].dtype, frame["checkable"].dtype) == (float, float, bool)
    assert list(frame["verdict"]) == ["supported", "contradicted"]
    assert frame["verdict"].dtype == "category"
    one = make_document().to_pandas()
    assert list(one["computed"]) == [5.1266, 0.22]
    assert one["period_from"].dtype == np.dtype("datetime64[s]")


def test_a_notebook_shows_the_marked_text() -> None:
    shown = make_document()._repr_html_()
    assert shown.count("<mark") == 2
    assert 'title="supported: 1851.54 / 1761.25 - 1 = 5.13%">The Russell 2000 is up 5% this year</mark>' in shown
    assert "<script>" not in make_document(note="x")._repr_html_()


def test_a_page_can_be_given_and_dates_are_dates() -> None:
    document = api.analyze(html=STORY, published=dt.date(2023, 9, 1), model="fast")
    assert document.published == "2023-09-01"
    assert {claim.symbol for claim in document.claims} == {"^GSPC", "^DJI"}
    with pytest.raises(UsageError, match="give one of"):
        api.analyze("x", html="y")


def test_a_market_is_opened_once() -> None:
    assert api._kept_market(MARKET) is api._kept_market(MARKET)


def test_public_names_are_completed() -> None:
    assert {"analyze", "open", "Document"} <= set(dir(tapecheck))


def test_a_database_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database here yet"):
        tapecheck.open(tmp_path / "none.db")


def test_an_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAPECHECK_ALLOW_PRIVATE", "1")
    with serve({"/story": Answer(STORY.encode())}) as site:
        document = api.analyze(url=f"{site.url}/story", published="2023-09-01", model="fast")
    assert document.article.url == f"{site.url}/story"
    assert {claim.symbol for claim in document.claims} == {"^GSPC", "^DJI"}


@pytest.mark.slow
def test_documents_travel_between_processes(tmp_path: Path) -> None:
    script = tmp_path / "piped.py"
    script.write_text(PIPED, "utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=300)
    assert done.stdout.splitlines() == [f"Claim ^GSPC {count}.5 INDEX" for count in range(1, 5)], done.stderr
