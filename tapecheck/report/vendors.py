"""Where a series comes from in words: the vendor's name, where a reader looks the figure up, and the licence."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from tapecheck.schema import Check, Provenance

_NAMES = {
    "yfinance": "Yahoo Finance",
    "yahoo": "Yahoo Finance",
    "fred": "FRED (Federal Reserve Bank of St. Louis)",
    "stooq": "Stooq",
    "sec": "SEC EDGAR",
    "edgar": "SEC EDGAR",
    "edgartools": "SEC EDGAR",
    "folder": "a folder of market data",
    "reference": "the reference document",
}
_FRED = {"^TNX": "DGS10", "^FVX": "DGS5", "^TYX": "DGS30", "^IRX": "DTB3"}
_LICENCES = {
    "none stated": "no licence stated",
    "none": "no licence stated",
    "unlicense": "public domain (Unlicense)",
    "cc0": "public domain (CC0)",
}
_ADJUSTMENTS = {"none": "as printed", "raw": "as printed", "split": "adjusted for splits",
                "split+dividend": "adjusted for splits and dividends"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One series that was used: `link` is where a reader can look its figures up, if anywhere."""

    symbol: str
    vendor: str
    link: str | None
    about: str


def sources_of(checks: tuple[Check, ...]) -> tuple[Source, ...]:
    """One source for each series and field, in the order of use."""
    found = {(series.symbol, series.provider, series.field): series for check in checks for series in check.series}
    return tuple(source_of(series) for series in found.values())


def source_of(series: Provenance) -> Source:
    """The source of one series in words."""
    days = f"{series.first} to {series.last}" if series.first and series.last else None
    facts = (
        f"daily {series.field}" if series.field else None,
        days,
        _ADJUSTMENTS.get(series.adjustment or "", series.adjustment),
        f"splits as of {series.split_basis}" if series.split_basis else None,
        _LICENCES.get((series.licence or "").casefold(), series.licence) or "no licence stated",
        f"fetched {series.fetched_at[:10]}" if series.fetched_at else None,
        f"rows sha256 {series.sha256[:12]}" if series.sha256 else None,
    )
    vendor = _NAMES.get(series.provider, series.provider)
    return Source(series.symbol, vendor, look_up(series), ", ".join(fact for fact in facts if fact))


def look_up(series: Provenance) -> str | None:
    """The vendor's public page of the series. Files of a folder have none, but their symbols are Yahoo's notation."""
    if series.provider == "fred":
        return f"https://fred.stlouisfed.org/series/{quote(_FRED.get(series.symbol, series.symbol), safe='')}"
    if series.provider in ("sec", "edgar", "edgartools"):
        return f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={quote(series.symbol, safe='')}"
    if series.provider in ("yfinance", "yahoo", "folder"):
        return f"https://finance.yahoo.com/quote/{quote(series.symbol, safe='')}/history/"
    return None


def data_until(checks: tuple[Check, ...]) -> str | None:
    """The last day of the data that the checks used."""
    days = [series.last for check in checks for series in check.series if series.last]
    return max(days).isoformat() if days else None
