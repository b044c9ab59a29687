"""What an assistant is told is short, and never better than it is."""

from __future__ import annotations

import dataclasses
import json

import pytest

from tapecheck.assistants.answers import UNKNOWN, document_answer, row_answer
from tapecheck.schema import Flag, Modality, Provenance, Unread, Verdict, to_json
from tests.factories import make_check, make_claim, make_document


def test_the_worst_comes_first_with_all_that_mends_it() -> None:
    document = make_document()
    series = Provenance(symbol="^DJI", provider="yfinance", field="close")
    first, second = document.checks or ()
    checks = (first, dataclasses.replace(second, computed=-0.22, certainty=0.98, series=(series,), reason="too much"))
    answer = document_answer(dataclasses.replace(document, checks=checks))
    assert answer["verdict"] == "contradicted"
    assert answer["claims"][0] == {
        "text": "The Dow fell 1.2% on Friday",
        "subject": "Dow Jones Industrial Average",
        "metric": "percent_change",
        "verdict": "contradicted",
        "stated": "-1.2%",
        "computed": "-0.22%",
        "say": "0.2%",
        "period": "8 Sep 2023",
        "formula": "1851.54 / 1761.25 - 1 = 5.13%",
        "source": "Yahoo Finance, ^DJI",
        "certainty": 0.98,
        "reason": "too much",
    }


@pytest.mark.parametrize("verdict", [Verdict.NOT_CHECKABLE, None])
def test_what_is_not_known_is_never_dressed_up(verdict: Verdict | None) -> None:
    claim = make_claim(modality=Modality.ASSERTED if verdict else Modality.FORECAST)
    checks = (make_check(claim, verdict, computed=None, reason="no series"),) if verdict else ()
    document = dataclasses.replace(make_document(), claims=(claim,), checks=checks, verdict=Verdict.NOT_CHECKABLE)
    (told,) = document_answer(document)["claims"]
    assert told["means"] == UNKNOWN and "support" not in json.dumps(told)
    assert told["verdict"] == (str(verdict) if verdict else "no_verdict")
    article = {"id": "a1", "title": "x", "publisher": None, "published": None}
    row = {**to_json(claim), "article": article, "check": to_json(checks[0]) if checks else None}
    assert row_answer(row)["means"] == UNKNOWN


def test_what_was_not_read_and_what_is_wrong_with_the_whole() -> None:
    unread = Unread(start=0, end=5, text="Small", code="x", reason="of what?")
    document = dataclasses.replace(make_document(), unread=(unread,), flags=(Flag(code="x", reason="a Monday"),))
    answer = document_answer(document)
    assert answer["not_read"] == [{"text": "Small", "reason": "of what?"}]
    assert answer["warnings"] == ["a Monday"]
