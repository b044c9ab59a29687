"""FRED: yields, rates, prices and economic series, by its public CSV, or by its API for those who have a key.

A series is what FRED shows today: the last revision. First prints and revisions apart come from the API (`facts`, each
value with the day on which it was published); the state of a series on one day comes without a key too (`vintage`).
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from tapecheck.errors import NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.bars import Bars
from tapecheck.market.describe import describe
from tapecheck.market.fred_series import PREFIX, fred_id, known_series
from tapecheck.market.history import make_history
from tapecheck.market.providers import Context
from tapecheck.market.providers.http import get, is_page
from tapecheck.market.tables import sort_facts
from tapecheck.reference.market import Adjustment, Fact, History, Kind, SeriesInfo

SITE = "https://fred.stlouisfed.org"
API = "https://api.stlouisfed.org"
LICENCE = "FRED terms of use; the series' own source may set others"


class FredProvider:
    """FRED's series. A key for its API is the context's key "fred"."""

    name = "fred"

    def __init__(self, context: Context, *, site: str = SITE, api: str = API) -> None:
        self.context = context
        self.site, self.api = site, api

    def carries(self, symbol: str) -> bool:
        """Whether FRED has its own closes of an index."""
        return symbol in known_series()[1]

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
    ) -> History:
        series = self._need(symbol)
        bars = self._csv(symbol, series, start, end)
        return make_history(
            self._info(symbol, series),
            bars,
            start,
            end,
            field=field,
            adjustment=adjustment,
            provider=self.name,
            fetched_at=self.context.now().isoformat(timespec="seconds"),
        )

    def vintage(self, symbol: str, day: date) -> Bars:
        """The series as FRED showed it on `day`, later revisions unknown. Raises UnknownSymbol, ProviderError."""
        return self._csv(symbol, self._need(symbol), None, None, day)

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        """Each value of the series `concept` (or `symbol`) with the day on which it was published, first print first.

        Without a key there is no such day: the values are those of today, and `filed` is None.
        """
        series = fred_id(concept) or (fred_id(symbol) if concept in ("", symbol) else None)
        if series is None:
            return ()
        key = self.context.keys.get("fred", "")
        rows = self._observations(series, key) if key else self._latest(concept, series)
        unit = "%" if series in known_series()[0] and known_series()[0][series].kind in (Kind.RATE, Kind.YIELD) else ""
        return sort_facts(
            [
                Fact(
                    symbol=symbol,
                    concept=concept or series,
                    from_=day,
                    to=period_end(day, series),
                    value=value,
                    unit=unit,
                    filed=filed,
                )
                for day, value, filed in rows
            ]
        )

    def _need(self, symbol: str) -> str:
        series = fred_id(symbol)
        if series is None:
            raise UnknownSymbol(
                symbol, f"is no series of FRED's that is known by this name; write {PREFIX}ID for others"
            )
        return series

    def _info(self, symbol: str, series: str) -> SeriesInfo:
        info = describe(symbol, source=f"FRED {series}", licence=LICENCE)
        if symbol.startswith(PREFIX) and series not in known_series()[0]:
            return replace(info, kind=Kind.OTHER, currency=None, calendar=None)
        return info

    def _csv(self, symbol: str, series: str, start: date | None, end: date | None, vintage: date | None = None) -> Bars:
        params = {"id": series}
        params |= {"cosd": str(start)} if start else {}
        params |= {"coed": str(end - timedelta(days=1))} if end else {}
        params |= {"vintage_date": str(vintage)} if vintage else {}
        url = f"{self.site}/graph/fredgraph.csv"
        response = get(self.context, url, params, who=self.name)
        if response.status_code == 404:
            raise UnknownSymbol(symbol, f"FRED has no series {series}")
        if response.status_code >= 400:
            raise ProviderError(self.name, f"{url} answers {response.status_code} for {series}; try again later")
        return parse_csv(response.text, series, symbol)

    def _latest(self, symbol: str, series: str) -> list[tuple[date, float, date | None]]:
        bars = self._csv(symbol, series, None, None)
        return [(d.item(), float(v), None) for d, v in zip(bars.days, bars.columns["close"], strict=True)]

    def _observations(self, series: str, key: str) -> list[tuple[date, float, date | None]]:
        params = {
            "series_id": series,
            "api_key": key,
            "file_type": "json",
            "realtime_start": "1776-07-04",  # FRED's own way of asking for all vintages
            "realtime_end": "9999-12-31",
        }
        url = f"{self.api}/fred/series/observations"
        response = get(self.context, url, params, who=self.name)
        if response.status_code >= 400:
            told = "check the key in FRED_API_KEY" if response.status_code in (400, 403) else "try again later"
            raise ProviderError(self.name, f"{url} answers {response.status_code} for {series}; {told}")
        return parse_observations(response.text, series)


def parse_csv(text: str, series: str, symbol: str) -> Bars:
    """The bars of FRED's CSV: `observation_date,DGS10` (`DATE` before 2024; `DGS10_20230901` a vintage), `.` no value.

    Raises:
        ProviderError: a web page, other columns, or a value that is no figure.
        NoHistory: no value on the days that were asked for.
    """
    if is_page(text):
        raise ProviderError("fred", f"answers with a web page instead of {series}; try again later")
    header, *rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")))) or [[]]
    titles = [title.strip().upper() for title in header]
    if len(titles) != 2 or titles[0] not in ("OBSERVATION_DATE", "DATE") or titles[1].partition("_2")[0] != series:
        raise ProviderError("fred", f"answers with columns {', '.join(header)[:80]!r} instead of a date and {series}")
    try:
        pairs = [(date.fromisoformat(row[0]), float(row[1])) for row in rows if row and row[1].strip() not in ("", ".")]
    except (ValueError, IndexError) as error:
        raise ProviderError("fred", f"answers with something that is no figure of {series} ({error})") from error
    if not pairs:
        raise NoHistory(symbol, f"FRED's {series} has no value on the days that were asked for")
    pairs.sort()
    days = np.array([day for day, _ in pairs], dtype="datetime64[D]")
    return Bars(days, {"close": np.array([value for _, value in pairs], dtype=np.float64)})


def parse_observations(text: str, series: str) -> list[tuple[date, float, date | None]]:
    """(day, value, published on) of the API's answer, one for each vintage in which a value stands first."""
    import json

    try:
        found: list[dict[str, Any]] = json.loads(text)["observations"]
        rows = [
            (date.fromisoformat(o["date"]), float(o["value"]), date.fromisoformat(o["realtime_start"]))
            for o in found
            if o["value"] != "."
        ]
    except (ValueError, KeyError, TypeError) as error:
        told = f"answers with something that is no list of observations of {series} ({type(error).__name__})"
        raise ProviderError("fred", told) from error
    kept: dict[tuple[date, float], date] = {}
    for day, value, filed in sorted(rows, key=lambda row: (row[0], row[2])):
        kept.setdefault((day, value), filed)
    return [(day, value, filed) for (day, value), filed in kept.items()]


def period_end(day: date, series: str) -> date:
    """The first day after the period of an observation dated `day` (a month's is dated the 1st)."""
    known = known_series()[0].get(series)
    months = {"month": 1, "quarter": 3, "year": 12}.get(known.frequency if known else "day", 0)
    if not months:
        return day + timedelta(days=7 if known and known.frequency == "week" else 1)
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
