"""Verdicts have a history: the best-informed newest check is current."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapecheck.reference.reasons import MOMENT
from tapecheck.schema import Chart, Check, Document, Verdict
from tapecheck.store import Saved, Store
from tests.factories import VERSIONS, make_check, make_document

NO_DATA = "no series of ^RUT is at hand"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "t.db")) as store:
        yield store


def save(store: Store, document: Document) -> Saved:
    return store.save(document, store.start_run("check", VERSIONS))


def with_checks(*checks: Check) -> Document:
    return dataclasses.replace(make_document(), checks=checks, verdict=Verdict.NOT_CHECKABLE)


def without_data(document: Document) -> Document:
    """As `check --stored --offline` makes it where no series is at hand."""
    return with_checks(*(Check(claim_id=c.id, verdict=Verdict.NOT_CHECKABLE, reason=NO_DATA) for c in document.claims))


def verdicts(store: Store) -> list[str]:
    return [check.verdict.value for check in store.load("a1").checks or ()]


def test_a_check_without_data_never_replaces_one_that_had_some(store: Store) -> None:
    document = make_document()
    save(store, document)
    saved = save(store, without_data(document))
    assert (saved.what, saved.changed, saved.kept) == ("checked", 0, 2)
    assert verdicts(store) == ["supported", "contradicted"]
    assert store.load("a1").verdict == "contradicted"
    rows = store.db.execute("select verdict, current, informed from checks order by claim desc, run").fetchall()
    assert rows == [("supported", 1, 1), ("not_checkable", 0, 0), ("contradicted", 1, 1), ("not_checkable", 0, 0)]


def test_a_better_informed_check_becomes_current(store: Store) -> None:
    document = make_document()
    save(store, without_data(document))
    saved = save(store, document)
    assert (saved.what, saved.changed, saved.kept) == ("checked", 2, 0)
    assert verdicts(store) == ["supported", "contradicted"]
    assert store.db.execute("select verdict from claims order by key desc").fetchall() == [
        ("supported",),
        ("contradicted",),
    ]


def test_what_is_said_again_is_not_stored_again(store: Store) -> None:
    save(store, make_document())
    assert save(store, make_document()) == Saved("a1", "same")
    assert store.db.execute("select count(*) from checks").fetchone() == (2,)


def test_a_claim_that_is_asserted_no_longer_has_no_verdict(store: Store) -> None:
    document = make_document()
    save(store, document)
    only = dataclasses.replace(document, checks=(document.checks or ())[:1], verdict=Verdict.SUPPORTED)
    assert save(store, only).changed == 1
    assert verdicts(store) == ["supported"]
    assert store.load("a1").verdict == "supported"


def test_charts_are_stored_once(store: Store) -> None:
    document = make_document()
    days = tuple(document.claims[0].period_from or () for _ in range(3))
    chart = Chart(dates=days, values=(1.5, 2.25, -0.1))  # type: ignore[arg-type]
    checks = tuple(make_check(claim, chart=chart) for claim in document.claims)
    save(store, with_checks(*checks))
    assert store.db.execute("select count(*) from charts").fetchone() == (1,)
    assert store.load("a1").checks == checks


def test_figures_are_numbers_and_days_are_days(store: Store) -> None:
    document = make_document()
    first, second = document.claims
    save(store, with_checks(make_check(first, certainty=0.75, code="told", decided="x.v1"),
                            make_check(second, computed="2009-03-09", claimed=("2013-01-01", None))))  # fmt: skip
    rows = store.db.execute(
        "select computed, computed_day, claimed_low, claimed_from, certainty, code, decided from checks "
        "order by claim desc"
    ).fetchall()
    assert rows == [
        (5.1266, None, 4.5, None, 0.75, "told", "x.v1"),
        (None, "2009-03-09", None, "2013-01-01", None, None, None),
    ]
    assert store.db.execute("select count(*) from checks where computed > 5").fetchone() == (1,)


def test_new_findings_keep_the_history_of_claims_that_stayed(store: Store) -> None:
    document = make_document()
    save(store, document)
    first, second = document.claims
    changed = dataclasses.replace(second, id="another", metric=second.metric, unit="points")
    check = make_check(changed, Verdict.IMPRECISE)
    again = dataclasses.replace(document, claims=(first, changed), checks=((document.checks or ())[0], check))
    save(store, again)
    assert store.load("a1").claims == (first, changed)
    assert verdicts(store) == ["supported", "imprecise"]
    rows = store.db.execute(
        "select c.id, k.run from checks k join claims c on c.key = k.claim order by k.run"
    ).fetchall()
    assert rows == [(first.id, 1), ("another", 2)]
    store.db.execute("insert into claims_fts (claims_fts, rank) values ('integrity-check', 1)")


def test_a_run_may_meet_a_text_twice(store: Store) -> None:
    document = make_document()
    first = document.claims[0]
    run = store.start_run("ingest", VERSIONS)
    store.save(document, run)
    other = with_checks(make_check(first, Verdict.IMPRECISE), (document.checks or ())[1])
    assert store.save(other, run).changed == 1
    assert store.save(without_data(document), run).kept == 2
    assert verdicts(store) == ["imprecise", "contradicted"]
    assert store.save_all([document, other, document], run)[2].changed == 1
    assert verdicts(store) == ["supported", "contradicted"]
    assert store.db.execute("select count(*), sum(current) from checks").fetchone() == (2, 2)


@pytest.mark.parametrize(
    ("code", "reason", "verdict"),
    [
        ("no-series", NO_DATA, "supported"),
        ("market-failed", "market data failed", "supported"),
        (None, NO_DATA, "supported"),
        ("general", "the sentence defines a term", "not_checkable"),
        (None, MOMENT, "not_checkable"),
    ],
)
def test_a_reason_of_the_texts_own_needs_no_data(store: Store, code: str | None, reason: str, verdict: str) -> None:
    document = make_document()
    save(store, document)
    first = document.claims[0]
    check = Check(claim_id=first.id, verdict=Verdict.NOT_CHECKABLE, code=code, reason=reason)
    save(store, with_checks(check, (document.checks or ())[1]))
    assert verdicts(store)[0] == verdict
