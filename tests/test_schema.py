from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.schema import (
    Article,
    Check,
    Claim,
    Document,
    Hedge,
    Metric,
    Modality,
    Period,
    PeriodKind,
    PeriodReading,
    Published,
    Quantity,
    QuantityKind,
    Verdict,
    claim_id,
    document_verdict,
    from_json,
    last_place,
    number,
    plausible_interval,
    to_json,
)
from tests.factories import make_check, make_claim, make_document


@pytest.mark.parametrize(
    ("figure", "ulp", "hedge", "expected"),
    [
        ("5", "1", None, ("4.5", "5.5")),
        ("9.7e9", "1e8", None, ("9.65e9", "9.75e9")),
        ("4457.49", "0.01", None, ("4457.485", "4457.495")),
        ("140e9", "1e9", Hedge.APPROX, ("135e9", "145e9")),
        ("13e9", "1e9", Hedge.APPROX, ("12e9", "14e9")),
        ("100", "1", Hedge.APPROX, ("95", "105")),
        ("13e9", "1e9", Hedge.JUST_BELOW, ("12e9", "13e9")),
        ("200", "1", Hedge.JUST_BELOW, ("180", "200")),
        ("1", "1", Hedge.JUST_ABOVE, ("1", "2")),
        ("3", "1", Hedge.LESS_THAN, (None, "3")),
        ("3", "1", Hedge.AT_MOST, (None, "3")),
        ("3", "1", Hedge.MORE_THAN, ("3", None)),
        ("3", "1", Hedge.AT_LEAST, ("3", None)),
    ],
)
def test_what_a_figure_plausibly_means(
    figure: str, ulp: str, hedge: Hedge | None, expected: tuple[str | None, str | None]
) -> None:
    value = D(figure)
    low, high = (D(bound) if bound else None for bound in expected)
    assert plausible_interval(value, value, D(ulp), hedge) == (low, high)


@given(st.decimals(min_value="0.01", max_value="1e12", places=2), st.sampled_from([None, *Hedge]))
def test_a_figure_is_plausible_for_itself(figure: D, hedge: Hedge | None) -> None:
    low, high = plausible_interval(figure, figure, D("0.01"), hedge)
    assert (low is None or low <= figure) and (high is None or figure <= high)
    assert last_place(figure, D("0.01")) >= D("0.01")


@pytest.mark.parametrize(
    ("text", "day", "instant"),
    [
        ("2023-09-11", date(2023, 9, 11), None),
        ("2023-09-11T02:30:00+00:00", date(2023, 9, 11), datetime(2023, 9, 11, 2, 30, tzinfo=UTC)),
        ("2023-09-11T02:30:00Z", date(2023, 9, 11), datetime(2023, 9, 11, 2, 30, tzinfo=UTC)),
        ("2023-09-11T09:30", date(2023, 9, 11), datetime(2023, 9, 11, 13, 30, tzinfo=UTC)),
    ],
)
def test_published(text: str, day: date, instant: datetime | None) -> None:
    published = Published.parse(text)
    assert (published.day, published.instant) == (day, instant)
    assert Published.parse(str(published)) == published


@pytest.mark.parametrize("text", ["", "yesterday", "2023-13-01", "2023-09-11T99:00"])
def test_what_is_no_publication_time(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's own
        Published.parse(text)


def test_a_document_survives_its_json() -> None:
    document = make_document()
    data = json.loads(json.dumps(to_json(document)))
    assert data["schema"] == 1
    assert data["claims"][0]["low"] == 5
    assert data["claims"][0]["plausible"] == [4.5, 5.5]
    assert data["claims"][0]["quantity"] == {"start": document.text.index("5%"), "end": document.text.index("5%") + 2}
    assert from_json(Document, data) == document


def test_an_unchecked_document_has_no_checks_in_its_json() -> None:
    data = to_json(make_document(checks=False))
    assert "checks" not in data
    assert "verdict" not in data
    assert from_json(Document, data).checks is None


def test_a_period_is_printed_with_the_contracts_names() -> None:
    bounds = {"from_": date(2023, 1, 1), "to": date(2024, 1, 1)}
    reading = PeriodReading(reading="calendar", **bounds)
    period = Period(start=0, end=4, text="2023", kind=PeriodKind.RANGE, readings=(reading,), **bounds)
    data = to_json(period)
    assert (data["from"], data["to"]) == ("2023-01-01", "2024-01-01")
    assert data["readings"] == [{"reading": "calendar", "from": "2023-01-01", "to": "2024-01-01"}]
    assert from_json(Period, data) == period


def test_a_quantity_is_printed_with_what_it_plausibly_means() -> None:
    figure = D("9.7e9")
    quantity = Quantity(
        start=0, end=12, text="$9.7 billion", kind=QuantityKind.MONEY, low=figure, high=figure, unit="USD", ulp=D("1e8")
    )
    assert to_json(quantity)["plausible"] == [9650000000, 9750000000]
    assert json.dumps(to_json(quantity)["low"]) == "9700000000"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_printed_figure_stays_exact(figure: D) -> None:
    assert D(json.dumps(number(figure))) == figure


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], Verdict.NOT_CHECKABLE),
        (["supported"], Verdict.SUPPORTED),
        (["supported", "not_checkable"], Verdict.PARTLY_SUPPORTED),
        (["not_checkable"], Verdict.NOT_CHECKABLE),
        (["supported", "imprecise", "not_checkable"], Verdict.IMPRECISE),
        (["imprecise", "contradicted"], Verdict.CONTRADICTED),
    ],
)
def test_the_documents_verdict_is_the_worst_that_matters(verdicts: list[str], expected: Verdict) -> None:
    claim = make_claim()
    assert document_verdict((claim,), tuple(make_check(claim, Verdict(one)) for one in verdicts)) is expected
    assert document_verdict((), ()) is Verdict.NO_CLAIM


def test_ids_hash_revision_spans_and_metric() -> None:
    one = claim_id("r1", 0, 5, "close", D("4457.49"))
    assert one == claim_id("r1", 0, 5, Metric.CLOSE, D("4457.49"))
    assert len({one, claim_id("r2", 0, 5, "close"), claim_id("r1", 1, 5, "close"), claim_id("r1", 0, 5, "open")}) == 4
    assert Article(id="a", text="x").revision != Article(id="a", text="y").revision
    assert Article(id="a", text="\ud800").revision


@pytest.mark.shared
def test_gold_claims_fit_the_schema(shared: object) -> None:
    from bench.common import load_gold

    for document in [*load_gold("articles"), *load_gold("claims")]:
        for claim in document["claims"]:
            assert from_json(Claim, claim).modality in Modality
        for check in document["checks"]:
            assert from_json(Check, {**check, "series": []}).claim_id
