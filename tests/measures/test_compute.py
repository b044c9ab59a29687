from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from tapecheck.errors import NoHistory, UnknownSymbol, UsageError
from tapecheck.market import FolderMarket
from tapecheck.measures.compute import METRICS, figure, read_period

DEMO = Path(str(files("tapecheck.demo"))) / "market"


@pytest.fixture(scope="module")
def market() -> FolderMarket:
    return FolderMarket(DEMO)


@pytest.fixture(scope="module")
def real(shared: Path) -> FolderMarket:
    return FolderMarket(shared / "market")


@pytest.mark.parametrize(
    ("symbol", "metric", "period", "value", "unit", "formula"),
    [
        ("^GSPC", "percent_change", "2023", 24.230499, "percent", "4769.83 / 3839.50 - 1 = 24.23%"),
        ("^RUT", "percent_change", "2023-01-01/2023-09-08", 5.126473, "percent", "1851.54 / 1761.25 - 1 = 5.13%"),
        ("^DJI", "point_change", "2023-03-13", -90.5, "points", "31819.14 - 31909.64 = -90.50"),
        ("^GSPC", "close", "2024-02-22", 5087.03, "points", "close of ^GSPC on 2024-02-22 = 5087.03"),
        ("^TNX", "close", "2023-03-13", 3.515, "percent", "close of ^TNX on 2023-03-13 = 3.5150"),
        # 785.38 was printed then; the sample's series is on that very basis
        ("NVDA", "close", "2024-02-22", 785.38, "USD", "close of NVDA on 2024-02-22 = 785.38"),
    ],
)
def test_figures(
    market: FolderMarket, symbol: str, metric: str, period: str, value: float, unit: str, formula: str
) -> None:
    found = figure(market, symbol, metric, period)
    assert (found.value, found.unit, found.formula) == (pytest.approx(value), unit, formula)
    assert found.series[0].sha256 and found.definition


@pytest.mark.shared
@pytest.mark.parametrize("metric", sorted({*METRICS} - {"average_volume"}))
def test_every_metric_on_a_real_series(real: FolderMarket, metric: str) -> None:
    found = figure(real, "AAPL", metric, "2023", versus="^GSPC")
    assert found.as_of == date(2023, 12, 29)
    assert "None" not in found.formula and found.metric == metric
    assert {type(value) for value in (found.value, *dict(found.others).values())} == {float}


@pytest.mark.shared
def test_known_figures_of_real_series(real: FolderMarket) -> None:
    """As the press of the time had them; the series' highs have gaps, so the year's high is that of the closes."""
    assert figure(real, "AAPL", "close", "2023-12-29").value == pytest.approx(192.53, abs=0.01)
    fall = figure(real, "^GSPC", "max_drawdown", "2020")
    assert fall.value == pytest.approx(-33.92, abs=0.01) and fall.base_date == date(2020, 2, 19)
    high = figure(real, "^GSPC", "high_52_weeks", "2022-01-04")
    assert high.value == pytest.approx(4796.56, abs=0.01) and high.definition == "52 weeks to the day, by closes"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-09-08", "2023-09-08", "2023-09-08"),
        ("2023-01-05/2023-02-06", "2023-01-05", "2023-02-06"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    span = read_period(text)
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize("text", ["", "last week", "2023-13", "2023-02-30", "2023-09-08/2023-09-01", "2023/2024"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(UsageError, match="give one such as 2023-09-08"):
        read_period(text)


def test_what_cannot_be_computed(market: FolderMarket) -> None:
    with pytest.raises(UnknownSymbol):
        figure(market, "NOPE", "close", "2023")
    with pytest.raises(NoHistory, match="no bars"):
        figure(market, "^GSPC", "close", "1999")
    with pytest.raises(NoHistory, match="no close within"):
        figure(market, "^GSPC", "close", "2023-09-09")
    with pytest.raises(NoHistory, match="days with a volume"):
        figure(market, "^GSPC", "average_volume", "2023")
    with pytest.raises(NoHistory, match="import"):
        figure(market, "^RUT", "moving_average", "2023", window=500)
    with pytest.raises(UsageError, match="no metric 'sharpe'"):
        figure(market, "^RUT", "sharpe", "2023")
    with pytest.raises(UsageError, match="versus"):
        figure(market, "^RUT", "beta", "2023")


def test_bars_with_highs_and_volumes(tmp_path: Path) -> None:
    rows = ["date,open,high,low,close,volume"]
    rows += [f"{date(2022, 1, 3) + timedelta(days=n)},{n},{n + 200},{n - 9},{n + 100},{n * 10}" for n in range(500)]
    (tmp_path / "X.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "series.csv").write_text(
        "symbol,file,name,kind,currency,timezone,calendar,close_time,adjustment,split_basis,source,licence\n"
        "XXXY,X.csv,X,crypto,USD,UTC,24/7,23:59,none,,made,none\n", "utf-8",
    )  # fmt: skip
    made = FolderMarket(tmp_path)
    assert figure(made, "XXXY", "average_volume", "2023-01-10", window=3).value == pytest.approx(3710)
    high = figure(made, "XXXY", "high_52_weeks", "2023-01-10")
    assert (high.value, high.definition) == (372 + 200, "52 weeks to the day, by the day's high")
    assert dict(high.others)["by closes"] == 472
