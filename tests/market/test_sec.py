"""Facts of filings: the period asked, the day filed, first prints and revisions; and edgartools itself, where it is."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tapecheck.errors import ProviderError, UnknownSymbol
from tapecheck.market.providers import Context
from tapecheck.market.providers.sec import SecProvider
from tests.market.conftest import Server

D = date.fromisoformat
CONTACT = "Test Person test@example.com"


@dataclass
class Filed:
    """As edgartools' FinancialFact."""

    concept: str
    numeric_value: float | None
    period_start: date | None
    period_end: date | None
    filing_date: date | None
    unit: str = "USD"


FACTS = [
    Filed("us-gaap:Revenues", 9.0, D("2022-07-01"), D("2022-09-30"), D("2023-11-01")),  # restated a year later
    Filed("us-gaap:Revenues", 10.0, D("2022-07-01"), D("2022-09-30"), D("2022-11-01")),
    Filed("us-gaap:Revenues", 10.0, D("2022-07-01"), D("2022-09-30"), D("2022-11-01")),  # stands twice in a filing
    Filed("us-gaap:Revenues", 30.0, D("2022-01-01"), D("2022-09-30"), D("2022-11-01")),  # nine months
    Filed("us-gaap:Revenues", None, D("2022-01-01"), D("2022-09-30"), D("2022-11-01")),
    Filed("us-gaap:Revenues", 5.0, D("2022-01-01"), D("2022-09-30"), None),
    Filed("dei:EntityCommonStockSharesOutstanding", 1e9, None, D("2022-10-20"), D("2022-11-01"), "shares"),
]


def provider(
    facts: list[Filed] | Exception = FACTS, contact: str = CONTACT
) -> tuple[SecProvider, list[tuple[str, str]]]:
    asked: list[tuple[str, str]] = []

    def load(symbol: str, identity: str) -> list[Filed]:
        asked.append((symbol, identity))
        if isinstance(facts, Exception):
            raise facts
        return facts

    return SecProvider(Context(contact=contact), load=load), asked


@pytest.mark.parametrize("concept", ["Revenues", "us-gaap:Revenues", "revenue"])
def test_each_fact_by_its_period_and_filing(concept: str) -> None:
    sec, asked = provider()
    found = sec.facts("NVDA", concept)
    assert [(str(f.from_), str(f.to), f.value, str(f.filed)) for f in found] == [
        ("2022-01-01", "2022-10-01", 30, "2022-11-01"),
        ("2022-07-01", "2022-10-01", 10, "2022-11-01"),
        ("2022-07-01", "2022-10-01", 9, "2023-11-01"),
    ]
    assert {f.concept for f in found} == {concept}
    assert asked == [("NVDA", CONTACT)]


def test_shares_are_of_a_day() -> None:
    (fact,) = provider()[0].facts("NVDA", "shares_outstanding")
    assert (fact.from_, fact.to, fact.unit, fact.value) == (D("2022-10-20"), D("2022-10-21"), "shares", 1e9)


def test_a_company_is_loaded_once() -> None:
    sec, asked = provider()
    for concept in ("revenue", "eps", "shares_outstanding"):
        sec.facts("NVDA", concept)
    assert len(asked) == 1


@pytest.mark.parametrize("symbol", ["^GSPC", "CL=F", "FRED:CP", "VOD.L"])
def test_what_is_no_company_of_the_sec(symbol: str) -> None:
    sec, asked = provider()
    assert sec.facts(symbol, "revenue") == ()
    assert asked == []


def test_it_has_no_prices() -> None:
    with pytest.raises(UnknownSymbol, match="facts, not prices"):
        provider()[0].history("NVDA")


def test_who_asks_must_be_known() -> None:
    with pytest.raises(ProviderError, match="TAPECHECK_CONTACT"):
        provider(contact="somebody")[0].facts("NVDA", "revenue")


def test_failures() -> None:
    missing = type("CompanyNotFoundError", (Exception,), {})("ZZZZ")
    assert provider(missing)[0].facts("ZZZZ", "revenue") == ()
    with pytest.raises(ProviderError, match=r"failed on NVDA \(TimeoutError: slow\)"):
        provider(TimeoutError("slow"))[0].facts("NVDA", "revenue")
    with pytest.raises(ProviderError, match="own words"):
        provider(ProviderError("sec", "own words"))[0].facts("NVDA", "revenue")


@pytest.mark.skipif(importlib.util.find_spec("edgar") is not None, reason="edgartools is installed")
def test_without_edgartools() -> None:
    with pytest.raises(ProviderError, match=r"install tapecheck\[market\]"):
        SecProvider(Context(contact=CONTACT)).facts("NVDA", "revenue")


REAL = """
import json
from tapecheck.market.providers import Context
from tapecheck.market.providers.sec import SecProvider
sec = SecProvider(Context(contact="Test Person test@example.com"))
print(json.dumps([[str(f.from_), str(f.to), f.value, str(f.filed)] for f in sec.facts("AAPL", "net_income")]))
"""


def company_facts() -> str:
    """An answer of data.sec.gov/api/xbrl/companyfacts, of our own figures."""
    row = {"start": "2023-04-02", "end": "2023-07-01", "val": 19, "accn": "0000320193-23-000077"}
    row |= {"fy": 2023, "fp": "Q3", "form": "10-Q", "filed": "2023-08-04"}
    concept = {"label": "Net income", "description": "", "units": {"USD": [row]}}
    return json.dumps({"cik": 320193, "entityName": "Apple Inc.", "facts": {"us-gaap": {"NetIncomeLoss": concept}}})


@pytest.mark.skipif(importlib.util.find_spec("edgar") is None, reason="needs edgartools")
def test_edgartools_against_a_server(server: Server, tmp_path: Path) -> None:
    server.by_path["/api/xbrl/companyfacts/CIK0000320193.json"] = (
        200,
        {"Content-Type": "application/json"},
        company_facts(),
    )
    places = {"EDGAR_BASE_URL": server.url, "EDGAR_DATA_URL": server.url, "EDGAR_LOCAL_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", REAL], capture_output=True, text=True, check=True, env=os.environ | places
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [["2023-04-02", "2023-07-02", 19.0, "2023-08-04"]]
    assert server.agents[0] == CONTACT
