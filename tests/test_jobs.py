"""Processes beside the one that fetches and writes: the same documents in the same order, failures as they are."""

from __future__ import annotations

import os
import pickle
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tapecheck.api import models
from tapecheck.cli import cli
from tapecheck.errors import FetchError, MarketError, ReadError, RecordError, TapecheckError, Unforeseen
from tapecheck.jobs import Jobs
from tapecheck.pipeline import Models, analyze
from tapecheck.schema import Document, Record
from tapecheck.store import Store

TEXT = "Stocks rise\n\nThe S&P 500 rose {count}.5% on Friday to 4,{count:03}.49, said Jane Roe of Example Bank."


class Deadly:
    """A catalogue that ends its process at one text."""

    def __init__(self, real: object) -> None:
        self.real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def matches(self, text: str, *more: object) -> object:
        if "deadly" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.real.matches(text, *more)  # type: ignore[attr-defined]


def records(*texts: str) -> list[Record]:
    return [Record(id=str(count), text=text, published="2023-09-11") for count, text in enumerate(texts)]


def results(wanted: list[Record], loaded: Models) -> list[Document | str]:
    found: list[Document | str] = []
    with Jobs(2, loaded, None) as jobs:
        for record, document in jobs.ahead(wanted, lambda record: record):
            assert document is not None
            try:
                found.append(document())
            except TapecheckError as error:
                found.append(f"{record.id} {type(error).__name__} {error}")
    return found


def test_documents_are_the_same_and_in_order() -> None:
    wanted = records(*(TEXT.format(count=count) for count in range(20)))
    assert results(wanted, models("fast")) == [analyze(record, models("fast")) for record in wanted]


def test_a_failure_is_told_as_it_is() -> None:
    wanted = records(TEXT.format(count=1), "   ", TEXT.format(count=2))
    with pytest.raises(ReadError) as alone:
        analyze(wanted[1], models("fast"))
    found = results(wanted, models("fast"))
    assert found[1] == f"1 ReadError {alone.value}"
    assert [isinstance(one, Document) for one in found] == [True, False, True]


def test_a_record_that_ends_its_process_is_lost_alone() -> None:
    fast = models("fast")
    deadly = Models(None, Deadly(fast.catalogue), fast.version)  # type: ignore[arg-type]
    wanted = records(*(TEXT.format(count=count) + " deadly" * (count == 4) for count in range(9)))
    found = results(wanted, deadly)
    assert found[4] == "4 Unforeseen 4: its analysis ended the process; report it with the page"
    assert [one for one in found if isinstance(one, str)] == [found[4]]


@pytest.mark.parametrize(
    "error",
    [ReadError("a", "is empty"), FetchError("a", "gone", 410), MarketError("^X", "no"), RecordError(3, "bad", "id"),
     Unforeseen("a", "boom"), TapecheckError("plain")],
)  # fmt: skip
def test_an_error_is_the_same_in_another_process(error: TapecheckError) -> None:
    other = pickle.loads(pickle.dumps(error))
    assert (type(other), str(other), vars(other)) == (type(error), str(error), vars(error))


def test_models_are_loaded_anew_in_another_process() -> None:
    other = pickle.loads(pickle.dumps(models("fast")))
    assert (other.version, other.model, other.catalogue.find("the Footsie").symbol) == (
        models("fast").version, None, "^FTSE",
    )  # fmt: skip


def test_ingest_with_jobs_saves_what_ingest_saves(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for count in range(6):
        (folder / f"{count}.txt").write_text(TEXT.format(count=count), "utf-8")
    saved = []
    for jobs in ("1", "2"):
        db = str(tmp_path / f"{jobs}.db")
        words = [
            "-q",
            "ingest",
            str(folder),
            "--db",
            db,
            "--model",
            "fast",
            "--published",
            "2023-09-11",
            "--jobs",
            jobs,
        ]
        assert CliRunner().invoke(cli, [*words, "--jobs", jobs]).exit_code == 0
        with Store.open(db) as store:
            saved.append([store.load(article) for article in sorted(store.article_ids())])
    assert len(saved[0]) == 6
    assert saved[0] == saved[1]
