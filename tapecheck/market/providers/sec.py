"""Company facts and shares outstanding from SEC filings, through edgartools, an extra.

Every fact keeps the day on which it was filed, so that what was public on the article's day can be told from later
restatements, and the very period that it is of. The SEC asks for a contact in the user agent: the setting `contact`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Protocol

from tapecheck.errors import ProviderError, UnknownSymbol
from tapecheck.market.providers import Context
from tapecheck.market.tables import sort_facts
from tapecheck.reference.market import Adjustment, Fact, History

CONCEPTS = {  # what facts.csv calls it: the tags of filings, most usual first
    "revenue": ("RevenueFromContractWithCustomerExcludingAssessedTax", "Revenues", "SalesRevenueNet"),
    "net_income": ("NetIncomeLoss", "ProfitLoss"),
    "operating_income": ("OperatingIncomeLoss",),
    "eps": ("EarningsPerShareDiluted", "EarningsPerShareBasic"),
    "dividend": ("CommonStockDividendsPerShareDeclared",),
    "shares_outstanding": ("EntityCommonStockSharesOutstanding", "CommonStockSharesOutstanding"),
}


class FiledFact(Protocol):
    """What is used of edgartools' FinancialFact."""

    concept: str
    numeric_value: float | None
    unit: str
    period_start: date | None
    period_end: date | None
    filing_date: date | None


def edgar_facts(symbol: str, identity: str) -> Iterable[FiledFact]:
    """All facts of a company, by its ticker. Raises ProviderError where edgartools is not installed."""
    try:
        import edgar
    except ImportError as error:
        told = "edgartools is not installed; install tapecheck[market], or take sec out of the setting `providers`"
        raise ProviderError("sec", told) from error
    edgar.set_identity(identity)
    found: Any = edgar.Company(symbol).get_facts()
    return [] if found is None else list(found.get_all_facts())


class SecProvider:
    """Facts by ticker and concept: a tag of US-GAAP or a word of CONCEPTS. `load` is edgartools, or a test's facts."""

    name = "sec"

    def __init__(self, context: Context, *, load: Callable[[str, str], Iterable[FiledFact]] = edgar_facts) -> None:
        self.context = context
        self.load = load
        self._last: tuple[str, list[FiledFact]] | None = None  # one company: a big one's facts take 80 MB

    def history(
        self,
        symbol: str,
        start: date | None = None,  # noqa: ARG002 - the protocol's
        end: date | None = None,  # noqa: ARG002
        *,
        field: str = "close",  # noqa: ARG002
        adjustment: Adjustment = Adjustment.SPLIT,  # noqa: ARG002
    ) -> History:
        raise UnknownSymbol(symbol, "the SEC has facts, not prices")

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        """Facts of exactly this concept, by period and then by filing date; the first tag that the company uses."""
        if any(mark in symbol for mark in "^=:") or "." in symbol:
            return ()
        filed = self._company(symbol)
        for tag in CONCEPTS.get(concept, (concept,)):
            found = {_fact(symbol, concept, fact): None for fact in filed if _is(fact, tag)}
            if found:
                return sort_facts(list(found))
        return ()

    def _company(self, symbol: str) -> list[FiledFact]:
        if self._last is not None and self._last[0] == symbol:
            return self._last[1]
        if "@" not in self.context.contact:
            told = 'the SEC asks who you are: set `contact = "Your Name you@example.com"` (TAPECHECK_CONTACT)'
            raise ProviderError("sec", told)
        try:
            facts = list(self.load(symbol, self.context.contact))
        except ProviderError:
            raise
        except Exception as error:  # edgartools lets through what its HTTP and JSON layers raise
            if "NotFound" in type(error).__name__:
                facts = []
            else:
                text = " ".join(str(error).split())[:120]
                told = f"failed on {symbol} ({type(error).__name__}: {text}); try again, or go on with --offline"
                raise ProviderError("sec", told) from error
        self._last = (symbol, facts)
        return facts


def _is(fact: FiledFact, tag: str) -> bool:
    """Whether a fact is a figure under this tag (with or without its taxonomy) of a known filing."""
    named = fact.concept == tag or fact.concept.rpartition(":")[2] == tag
    return named and fact.numeric_value is not None and fact.filing_date is not None and fact.period_end is not None


def _fact(symbol: str, concept: str, fact: FiledFact) -> Fact:
    assert fact.numeric_value is not None
    assert fact.period_end is not None
    return Fact(
        symbol=symbol,
        concept=concept,
        from_=fact.period_start or fact.period_end,
        to=fact.period_end + timedelta(days=1),
        value=float(fact.numeric_value),
        unit=fact.unit,
        filed=fact.filing_date,
    )
