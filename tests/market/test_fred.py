"""FRED, against a server that answers in its formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.fred_series import fred_id
from tapecheck.market.providers import Context
from tapecheck.market.providers.fred import FredProvider, period_end
from tapecheck.reference.market import Kind
from tests.market.conftest import NOW, Server

DGS10 = "observation_date,DGS10\n2023-09-01,4.18\n2023-09-04,.\n2023-09-05,4.27\n2023-09-06,\n2023-09-07,4.27\n"
D = date.fromisoformat


def made(server: Server, key: str = "") -> FredProvider:
    context = Context(keys={"fred": key} if key else {}, now=lambda: NOW, sleep=lambda _: None)
    return FredProvider(context, site=server.url, api=server.url)


@pytest.fixture
def fred(server: Server) -> Iterator[FredProvider]:
    provider = made(server)
    yield provider
    provider.context.close()


def test_history(fred: FredProvider, server: Server) -> None:
    server.give(DGS10)
    found = fred.history("DGS10", D("2023-09-01"), D("2023-09-08"))
    assert [str(day.date()) for day in found.frame.index] == ["2023-09-01", "2023-09-05", "2023-09-07"]
    assert found.frame["close"].tolist() == [4.18, 4.27, 4.27]
    assert server.asked == [("/graph/fredgraph.csv", {"id": "DGS10", "cosd": "2023-09-01", "coed": "2023-09-07"})]
    assert (found.info.kind, found.info.source, found.info.calendar) == (Kind.YIELD, "FRED DGS10", "XNYS")
    assert found.provenance.fetched_at == "2023-09-11T12:00:00+00:00"


@pytest.mark.parametrize(
    ("symbol", "asked"),
    [
        ("^GSPC", "SP500"),
        ("^DJI", "DJIA"),
        ("^VIX", "VIXCLS"),
        ("FRED:cp", "CP"),
        ("UNRATE", "UNRATE"),
        ("FRED:DGS10", "DGS10"),
    ],
)
def test_symbols(fred: FredProvider, server: Server, symbol: str, asked: str) -> None:
    server.give(f"DATE,{asked}\n2023-09-08,1\n")  # as it was written before 2024
    assert fred.history(symbol).provenance.symbol == symbol
    assert server.asked[0][1] == {"id": asked}


@pytest.mark.parametrize("symbol", ["CP", "PCE", "AAPL", "^TNX", "EURUSD=X", "FRED:", "SP500"])
def test_what_is_not_asked_of_fred(fred: FredProvider, server: Server, symbol: str) -> None:
    with pytest.raises(UnknownSymbol, match="write FRED:ID for others"):
        fred.history(symbol)
    assert server.asked == []
    assert fred_id(symbol) is None


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        ((404, {}, "<html></html>"), UnknownSymbol, "FRED has no series DGS10"),
        ((403, {}, "no"), ProviderError, "answers 403 for DGS10"),
        ((500, {}, "oops"), ProviderError, "out of order"),
        ((200, {}, "<!DOCTYPE html><html>maintenance</html>"), ProviderError, "with a web page instead of DGS10"),
        ((200, {}, "observation_date,DGS10\n"), NoHistory, "no value on the days"),
        ((200, {}, "observation_date,DGS10\n2023-09-04,.\n"), NoHistory, "no value on the days"),
        ((200, {}, ""), ProviderError, "with columns '' instead of a date and DGS10"),
        (
            (200, {}, "day,value,unit\n2023-09-04,1,%\n"),
            ProviderError,
            "with columns 'day,value,unit'".replace(",", ", "),
        ),
        ((200, {}, "observation_date,DGS2\n2023-09-04,1\n"), ProviderError, "instead of a date and DGS10"),
        ((200, {}, "observation_date,DGS10\n2023-09-04,high\n"), ProviderError, "no figure of DGS10"),
        ((200, {}, "observation_date,DGS10\n04/09/2023,4\n"), ProviderError, "no figure of DGS10"),
    ],
)
def test_other_answers(
    fred: FredProvider, server: Server, answer: tuple[int, dict[str, str], str], error: type[MarketError], told: str
) -> None:
    server.give(answer)
    with pytest.raises(error, match=told):
        fred.history("DGS10")


def test_the_state_of_a_series_on_a_day(fred: FredProvider, server: Server) -> None:
    server.give("observation_date,UNRATE_20230801\n2023-06-01,3.6\n")
    assert fred.vintage("UNRATE", D("2023-08-01")).columns["close"].tolist() == [3.6]
    assert server.asked[0][1] == {"id": "UNRATE", "vintage_date": "2023-08-01"}


OBSERVATIONS = [
    ("2023-06-01", "306.0", "2023-07-07", "2023-08-03"),
    ("2023-06-01", "281.0", "2023-08-04", "2023-08-31"),
    ("2023-06-01", "281.0", "2023-09-01", "9999-12-31"),  # republished, not revised
    ("2023-07-01", "187.0", "2023-08-04", "9999-12-31"),
    ("2023-08-01", ".", "2023-09-01", "9999-12-31"),
]


def test_first_prints_and_revisions_are_kept_apart(server: Server) -> None:
    rows = [{"date": d, "value": v, "realtime_start": a, "realtime_end": b} for d, v, a, b in OBSERVATIONS]
    server.give(json.dumps({"observations": rows}))
    fred = made(server, "SECRET")
    found = fred.facts("PAYEMS", "PAYEMS")
    assert [(str(f.from_), str(f.to), f.value, str(f.filed)) for f in found] == [
        ("2023-06-01", "2023-07-01", 306, "2023-07-07"),
        ("2023-06-01", "2023-07-01", 281, "2023-08-04"),
        ("2023-07-01", "2023-08-01", 187, "2023-08-04"),
    ]
    assert server.asked[0][0] == "/fred/series/observations"
    assert server.asked[0][1]["api_key"] == "SECRET"
    fred.context.close()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((400, {}, '{"error_message": "bad key"}'), "check the key in FRED_API_KEY"),
        ((404, {}, ""), "answers 404"),
        ((200, {}, "<html></html>"), "no list of observations"),
        ((200, {}, '{"observations": [{"date": "2023-06-01"}]}'), "no list of observations"),
    ],
)
def test_other_answers_of_the_api(server: Server, answer: tuple[int, dict[str, str], str], told: str) -> None:
    server.give(answer)
    fred = made(server, "SECRET")
    with pytest.raises(ProviderError, match=told) as raised:
        fred.facts("PAYEMS", "PAYEMS")
    assert "SECRET" not in str(raised.value)
    fred.context.close()


def test_without_a_key_values_have_no_day_of_publication(fred: FredProvider, server: Server) -> None:
    server.give("observation_date,UNRATE\n2023-06-01,3.6\n")
    (fact,) = fred.facts("UNRATE", "UNRATE")
    assert (fact.value, fact.unit, fact.filed) == (3.6, "%", None)
    assert fred.facts("NVDA", "revenue") == ()


@pytest.mark.parametrize(
    ("series", "day", "end"),
    [
        ("UNRATE", "2023-12-01", "2024-01-01"),
        ("GDPC1", "2023-10-01", "2024-01-01"),
        ("ICSA", "2023-09-02", "2023-09-09"),
        ("DGS10", "2023-09-08", "2023-09-09"),
        ("UNHEARD", "2023-09-08", "2023-09-09"),
    ],
)
def test_periods_of_observations(series: str, day: str, end: str) -> None:
    assert period_end(D(day), series) == D(end)
