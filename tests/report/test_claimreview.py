from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tapecheck.errors import UsageError
from tapecheck.report.claimreview import Publication, render
from tapecheck.schema import Cell, Document, Entity, Label, Quote, QuoteType, Sentence, Table, Verdict
from tests.factories import make_check, make_claim, make_document

SCHEMA = json.loads(Path(__file__).with_name("claimreview.schema.json").read_text("utf-8"))
DESK = Publication(url="https://example.org/checks/1", reviewer="Example Desk", published=date(2023, 9, 12))
TEXT = "Wrap\n\nThe Russell 2000 is up 5% this year; The Dow fell 1.2% on Friday. The Dow gained 0.2% in all."


def reviews(document: Document) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(render(document, DESK))
    jsonschema.validate(made, SCHEMA)
    return made


def test_a_sentence_is_reviewed_once_with_its_worst_verdict() -> None:
    ends = TEXT.index("Friday.") + 7
    sentences = (Sentence(start=6, end=ends), Sentence(start=ends + 1, end=len(TEXT)))
    third = make_claim(TEXT, "The Dow gained 0.2% in all", attributed_to=None, id="third")
    document = make_document(TEXT, sentences=sentences, title_end=4)
    document = dataclasses.replace(
        document, claims=(*document.claims, third), checks=(*(document.checks or ()), make_check(third))
    )
    first, second = reviews(document)
    assert first["claimReviewed"] == TEXT[6:ends]
    assert (first["reviewRating"]["ratingValue"], second["reviewRating"]["ratingValue"]) == (1, 5)
    assert first["url"] == "https://example.org/checks/1#claim-2"
    assert first["author"]["name"] == "Example Desk"
    assert "stated +5%, computed +5.13% (supported" in first["reviewBody"]
    assert first["itemReviewed"]["appearance"]["url"] == "https://example.org/small-caps"
    assert first["itemReviewed"]["firstAppearance"] == {"@type": "NewsArticle", "url": "https://example.org/small-caps"}


def test_a_sentence_that_could_not_be_checked_whole_is_not_called_supported() -> None:
    document = make_document()
    whole = (Sentence(start=16, end=len(document.text)),)
    first, second = document.claims
    checks = (make_check(first), make_check(second, Verdict.NOT_CHECKABLE, computed=None))
    assert reviews(dataclasses.replace(document, sentences=whole, checks=checks)) == []


def test_a_cell_of_a_table_is_told_in_words() -> None:
    document = make_document()
    claim = make_claim(document.text, start=0, end=0, id="t", cell=Cell(table=0, row=1, col=1))
    claim = dataclasses.replace(claim, text="")
    table = Table(rows=(("Index", "Year"), ("Russell 2000", "+5%")))
    document = dataclasses.replace(document, claims=(claim,), checks=(make_check(claim),), tables=(table,))
    assert [one["claimReviewed"] for one in reviews(document)] == ["Russell 2000, percent change: +5%"]


@pytest.mark.parametrize(
    ("name", "fields", "author"),
    [
        ("Jane Roe", {}, {"@type": "Person", "name": "Jane Roe"}),
        ("Goldman Sachs analysts", {}, {"@type": "Organization", "name": "Goldman Sachs analysts"}),
        ("Ned Davis Research", {}, {"@type": "Organization", "name": "Ned Davis Research"}),
        ("Acme", {"entities": (Entity(start=0, end=5, text="Acme", label=Label.ORG, name="Acme"),)},
         {"@type": "Organization", "name": "Acme"}),
        ("Jane Roe", {"quotes": (Quote(start=16, end=20, text="The ", type=QuoteType.INDIRECT, speaker="Jane Roe",
                                       role="strategist", affiliation="Barclays"),)},
         {"@type": "Person", "name": "Jane Roe", "jobTitle": "strategist",
          "affiliation": {"@type": "Organization", "name": "Barclays"}}),
    ],
)  # fmt: skip
def test_who_said_it(name: str, fields: dict[str, Any], author: dict[str, Any]) -> None:
    document = make_document(**fields)
    first = dataclasses.replace(document.claims[0], attributed_to=name)
    document = dataclasses.replace(document, claims=(first, *document.claims[1:]))
    assert reviews(document)[0]["itemReviewed"]["author"] == author


def test_what_nobody_is_named_for_is_the_authors_or_the_publishers() -> None:
    document = make_document()
    assert reviews(document)[1]["itemReviewed"]["author"] == {"@type": "Organization", "name": "Example News"}
    info = dataclasses.replace(document.article, authors=("Ann Bee",))
    written = dataclasses.replace(document, article=info)
    assert reviews(written)[1]["itemReviewed"]["author"] == {"@type": "Person", "name": "Ann Bee"}


@pytest.mark.parametrize(
    "publication",
    [None, dataclasses.replace(DESK, url=""), dataclasses.replace(DESK, reviewer=" "),
     dataclasses.replace(DESK, url="javascript:alert(1)")],
)  # fmt: skip
def test_nothing_is_written_without_a_reviewer_and_an_address(publication: Publication | None) -> None:
    with pytest.raises(UsageError, match="--reviewer NAME and --review-url URL"):
        render(make_document(), publication)
