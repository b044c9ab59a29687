"""What a series is when no series.csv says so: by the catalogue, else by the form of Yahoo's symbols."""

from __future__ import annotations

import re
from pathlib import Path

from tapecheck.market.fred_series import PREFIX, known_series
from tapecheck.reference.market import Kind, SeriesInfo

STOOQ = {  # Stooq's names of what Yahoo calls otherwise
    "^spx": "^GSPC",
    "^ndq": "^IXIC",
    "^ukx": "^FTSE",
    "^dax": "^GDAXI",
    "^cac": "^FCHI",
    "^nkx": "^N225",
    "10usy.b": "^TNX",
    "cl.f": "CL=F",
    "gc.f": "GC=F",
    "si.f": "SI=F",
    "hg.f": "HG=F",
    "ng.f": "NG=F",
    "cb.f": "BZ=F",
}
_STOOQ_FILE = re.compile(r"(?P<name>[^_]{1,40})(?:_(?P<market>us|uk|de|jp|f|b))?_[dwm]", re.IGNORECASE)
_STOOQ_SUFFIX = {"us": "", "uk": ".L", "de": ".DE", "jp": ".T"}
_COPY = re.compile(r"(?: ?\(\d+\)| - Copy| copy){1,5}$")
_HISTORICAL = re.compile(r"(?P<name>.{1,80}) Historical Data")
_FOREX = re.compile(r"(?:EUR|GBP|AUD|NZD|USD|CAD|CHF|JPY|CNY|SEK|NOK){2}")
_CRYPTO = re.compile(r"(BTC|ETH|SOL|XRP|DOGE|LTC)USD")


def symbol_of_file(path: Path) -> str:
    """The symbol that a download's name gives: `AAPL.csv`, `^GSPC (1).csv` (Yahoo), `aapl_us_d.csv`, `^spx_d.csv`."""
    stem = _COPY.sub("", path.stem)
    if named := _HISTORICAL.fullmatch(stem):  # Investing.com calls a file by the instrument's name
        known = _by_name(named["name"])
        return known or named["name"]
    stooq = _STOOQ_FILE.fullmatch(stem)
    if stooq is None:
        return stem.removesuffix(".us").upper() if stem.endswith(".us") else stem
    name, market = stooq["name"].lower(), (stooq["market"] or "").lower()
    known = STOOQ.get(f"{name}.{market}" if market else name)
    if known:
        return known
    upper = name.upper()
    if _CRYPTO.fullmatch(upper):
        return f"{upper[:-3]}-USD"
    if not market and _FOREX.fullmatch(upper):
        return f"{upper}=X"
    return upper + _STOOQ_SUFFIX.get(market, "")


def _by_name(name: str) -> str | None:
    """The symbol of the instrument that the catalogue knows by this name; `EUR_USD` is a pair."""
    from tapecheck.reference.instruments import load_catalogue

    pair = re.sub(r"[^A-Z]", "", name) if re.fullmatch(r"[A-Z]{3}[_ ]?[A-Z]{3}", name) else ""
    if pair and _FOREX.fullmatch(pair):
        return f"{pair}=X"
    found = load_catalogue().find(name)
    return found.symbol if found else None


def describe(symbol: str, source: str | None = None, licence: str | None = None) -> SeriesInfo:
    """What the catalogue knows of a symbol, else what its form says: `^` an index, `=F` a future, `=X` a currency."""
    from tapecheck.reference.instruments import exchanges, load_catalogue

    economic = known_series()[0].get(symbol.removeprefix(PREFIX))
    if economic is not None:
        daily = "XNYS" if economic.frequency == "day" else None
        return SeriesInfo(
            symbol=symbol, name=economic.name, kind=economic.kind, calendar=daily, source=source, licence=licence
        )
    known = load_catalogue().symbol(symbol)
    if known is not None:
        return SeriesInfo(
            symbol=symbol,
            name=known.name,
            kind=known.kind,
            currency=known.currency if known.kind not in (Kind.YIELD, Kind.RATE) else None,
            timezone=known.timezone,
            calendar=known.calendar,
            close_time=known.close_time,
            source=source,
            licence=licence,
        )
    name = symbol
    forms = (
        (r"\^.+", Kind.PRICE_INDEX, "America/New_York", "XNYS", "16:00"),
        (r".+=F", Kind.COMMODITY_FUTURE, "America/New_York", "CMES", "17:00"),
        (r".+=X", Kind.FX, "Europe/London", "24/5", "23:59"),
        (r".+-USD", Kind.CRYPTO, "UTC", "24/7", "23:59"),
    )
    for form, kind, zone, calendar, close in forms:
        if re.fullmatch(form, symbol):
            return SeriesInfo(
                symbol=symbol,
                name=name,
                kind=kind,
                timezone=zone,
                calendar=calendar,
                close_time=close,
                source=source,
                licence=licence,
            )
    suffix = "." + symbol.rpartition(".")[2] if "." in symbol else ""
    exchange = exchanges()[1].get(suffix) or exchanges()[0]["XNYS"]
    return SeriesInfo(
        symbol=symbol,
        name=name,
        kind=Kind.STOCK,
        currency=exchange.currency,
        timezone=exchange.timezone,
        calendar=exchange.calendar,
        close_time=exchange.close_time,
        source=source,
        licence=licence,
    )
