"""Dates that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tapecheck.crosscheck import check_document
from tapecheck.crosscheck.flags import find_flags, withdraw
from tapecheck.pipeline import analyze, load_models
from tapecheck.schema import Record, Time, TimeSource
from tests.crosscheck.fakes import MemoryMarket, claim, daily, document_of

NOW = datetime(2023, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "modified", "codes"),
    [
        ("2023-01-04", None, []),
        ("2023-01-04", "2023-01-05T10:00:00Z", []),
        ("2023-01-04", "2023-01-02", ["published-after-modified"]),
        ("2024-01-04", None, ["published-in-the-future"]),
        ("2023-01-04", "no date", []),
    ],
)
def test_what_cannot_be_is_flagged(published, modified, codes):
    document = document_of(claim(published=published))
    document = replace(document, article=replace(document.article, modified=modified))
    assert [each.code for each in find_flags(document, NOW)] == codes


@pytest.mark.parametrize(("named", "flagged"), [("Tuesday, January 3", False), ("Monday, January 3", True)])
def test_a_weekday_that_is_not_of_its_date(named, flagged):
    market = MemoryMarket().series("^DJI", daily("2022-12-29", [99, 100, 104, 103]))
    record = Record(id="d", text=f"The Dow fell 1.2% on {named}, 2023.", published="2023-01-04", verbatim=True)
    document = analyze(record, load_models("fast"), market)
    (check,) = document.checks or ()
    assert [each.code for each in document.flags] == ["weekday-not-of-date"] * flagged
    assert (check.decided == "flags.v1") is flagged


@pytest.mark.parametrize(("source", "verdict"), [("own", "supported"), ("default", "not_checkable")])
def test_what_hangs_on_a_flagged_date_is_not_checkable(source, verdict):
    times = (Time(from_=date(2023, 1, 4), to=date(2023, 1, 5), source=TimeSource(source)),)
    made = claim(symbol="^X", day="2023-01-04", low="4.00", direction="up", published="2023-01-04T18:00:00-05:00")
    document = document_of(replace(made, times=times))
    document = replace(document, article=replace(document.article, modified="2023-01-02"))
    checks = check_document(document, MemoryMarket().series("^X", daily("2023-01-03", [100, 104])))
    (check,) = withdraw(checks, document.claims, find_flags(document, NOW))
    assert check.verdict == verdict
