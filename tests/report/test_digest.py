from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tapecheck.report.digest import digest, render
from tapecheck.schema import Verdict, to_json
from tests.factories import make_check, make_claim


def row(number: int, verdict: Verdict, computed: float, review: dict[str, Any] | None = None) -> dict[str, Any]:
    claim = make_claim(id=f"c{number}", attributed_to="Jane Roe")
    article = {"id": f"a{number}", "title": f"Story {number} <b>", "publisher": "Example News", "url": "javascript:1",
               "published": "2023-09-11"}  # fmt: skip
    check = to_json(make_check(claim, verdict, computed=computed))
    return {**to_json(claim), "article": article, "check": check, "review": review}


ROWS = [
    row(1, Verdict.SUPPORTED, 5.1),
    row(2, Verdict.CONTRADICTED, 2.5, {"action": "overruled", "verdict": "supported"}),
    row(3, Verdict.CONTRADICTED, -5.0, {"action": "confirmed"}),
    row(4, Verdict.IMPRECISE, 5.6),
    row(5, Verdict.NOT_CHECKABLE, 0.0),
]


def test_largest_misses_first_and_people_only_where_a_person_looked() -> None:
    found = digest(ROWS, date(2023, 9, 5))
    assert [(miss.article, miss.size) for miss in found.misses] == [("a3", 2.0), ("a2", 0.5), ("a4", 0.1071)]
    assert (found.articles, found.claims, found.judged) == (5, 5, 4)
    assert [(one.name, one.reviewed, one.wrong) for one in found.publishers] == [("Example News", 2, 1)]
    assert [(one.name, one.reviewed, one.wrong) for one in found.speakers] == [("Jane Roe", 2, 1)]
    assert digest([ROWS[0]]).publishers == ()


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_its_forms(form: str) -> None:
    text = render(digest(ROWS, date(2023, 9, 5), date(2023, 9, 12)), form)
    told = BeautifulSoup(text, "lxml").get_text(" ") if form == "html" else text
    assert "5 September 2023 to 12 September 2023" in told
    assert "Example News: 1 of 2 reviewed claims were wrong" in told
    assert "javascript" not in text and "<b>" not in text.replace("\\<b\\>", "")


def test_json_and_an_empty_store() -> None:
    assert json.loads(render(digest(ROWS), "json"))["judged"] == 4
    assert "no verdict was reviewed by a person" in render(digest([]))
