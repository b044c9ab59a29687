"""`tapecheck market`: import, fetch, look at and look after market data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tapecheck.console import State, csv_cell, on_terminal, print_json, print_line, valid_day
from tapecheck.errors import UnknownSymbol, UsageError

if TYPE_CHECKING:
    from tapecheck.market.cache import SeriesCache
    from tapecheck.reference.market import History

SPARKS = "▁▂▃▄▅▆▇█"


@click.group()
def market() -> None:
    """Market data: import a folder, fetch a series, see what there is."""


@market.command("import")
@click.argument("folder")
@click.option("--problems", metavar="FILE", help="Write all that is wrong to this CSV file, not the first 20 lines.")
@click.pass_obj
def import_(state: State, folder: str, problems: str | None) -> int:
    """Import a folder of market data (series.csv and its files, or plain downloads from Yahoo, Stooq, WSJ and others).

    What is wrong in it is told with file and row, and never used to contradict; the rest is imported.
    """
    from tapecheck.market import import_folder

    with state.console.working("importing"):
        report = import_folder(Path(folder), _cache(state))
    for line in report.lines():
        print_line(line)
    if problems:
        _write_rows(problems, ("file", "row", "symbol", "problem"), report.rows_of_problems())
        state.console.say(f"wrote {problems}")
    return 1 if report.problems and not report.series and not report.unchanged else 0


@market.command()
@click.argument("symbols", nargs=-1, required=True, metavar="SYMBOL...")
@click.option("--since", metavar="DAY", help="The first day wanted [default: all there is].")
@click.option("--provider", metavar="NAME", help="Ask this provider only.")
@click.pass_obj
def fetch(state: State, symbols: tuple[str, ...], since: str | None, provider: str | None) -> int:
    """Fetch what is missing of a series from the providers in the settings."""
    from tapecheck.errors import MarketError
    from tapecheck.market import fetch_series, open_market

    settings, failed = state.settings, False
    source = open_market(
        cache=_cache_path(state), providers=settings.providers, offline=settings.offline, contact=settings.contact,
        on_fetch=state.console.say,
    )  # fmt: skip
    for symbol in symbols:
        try:
            if fetch_series(source, symbol, valid_day(since, "--since"), provider) is None:
                state.console.say(f"{symbol}: nothing new")
        except MarketError as error:
            failed = True
            told = _with_suggestion(error, ()) if isinstance(error, UnknownSymbol) else error
            state.console.warn(str(told))
    return int(failed)


def _with_suggestion(error: UnknownSymbol, more: Iterable[str]) -> UnknownSymbol:
    """The error with a symbol that may have been meant: one that is written nearly so, or the one of that name."""
    from difflib import get_close_matches

    from tapecheck.reference.instruments import load_catalogue

    catalogue = load_catalogue()
    named = catalogue.find(error.subject)
    known = {symbol.upper(): symbol for symbol in (*more, *(i.symbol for i in catalogue.instruments if i.symbol))}
    near = get_close_matches(error.subject.upper(), known, n=1, cutoff=0.75)
    meant = named.symbol if named and named.symbol else known[near[0]] if near else None
    if meant is None or meant == error.subject:
        return error
    said = str(error).partition(": ")[2]
    return UnknownSymbol(error.subject, f"did you mean {meant}? If not: {said}")


def _imported(state: State) -> list[str]:
    return list(dict.fromkeys(snapshot.symbol for snapshot in _cache(state).all()))


@market.command("list")
@click.argument("like", default="")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="Output [default: table on a terminal].")
@click.pass_obj
def list_(state: State, like: str, form: str | None) -> int:
    """List the series that were imported or fetched; LIKE is part of a symbol or a name."""
    from tapecheck.market import list_series

    entries = list_series(_cache(state), like)
    if (form or ("table" if on_terminal() else "json")) == "json":
        print_json([
            {"symbol": entry.symbol, "name": entry.newest.info.name, "kind": entry.newest.info.kind,
             "provider": entry.newest.provider, "first": str(entry.newest.first), "last": str(entry.newest.last),
             "rows": entry.newest.rows, "snapshots": entry.snapshots}
            for entry in entries
        ])  # fmt: skip
        return 0
    for entry in entries:
        newest = entry.newest
        print_line(
            f"{entry.symbol:<12} {newest.first} .. {newest.last} {newest.rows:>7,} rows  "
            f"{newest.provider:<9} {newest.info.name}"
        )
    if not entries:
        state.console.say("no series; tapecheck market import FOLDER or tapecheck market fetch SYMBOL brings some")
    return 0


@market.command()
@click.argument("symbol")
@click.option("--market", "folders", metavar="DIR", multiple=True, help="Look in this folder of market data first.")
@click.option("--since", metavar="DAY", help="From this day.")
@click.option("--until", metavar="DAY", help="Through this day.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="The last so many days.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="Output [default: table on a terminal].")
@click.pass_obj
def show(
    state: State,
    symbol: str,
    folders: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int,
    form: str | None,
) -> int:
    """Show a series: what it is, a sparkline, and its last days."""
    from datetime import timedelta

    from tapecheck.market import open_market
    from tapecheck.schema import to_json

    settings = state.settings
    source = open_market(
        folders=folders or ([settings.market] if settings.market else ()), cache=_cache_path(state),
        providers=settings.providers, offline=True,
    )  # fmt: skip
    last = valid_day(until, "--until")
    try:
        history = source.history(symbol, valid_day(since, "--since"), last + timedelta(days=1) if last else None)
    except UnknownSymbol as error:
        raise _with_suggestion(error, [*(s for f in source.folders for s in f.symbols()), *_imported(state)]) from error
    rows = history.frame.tail(limit)
    if (form or ("table" if on_terminal() else "json")) == "json":
        days = rows.reset_index()
        days["date"] = days["date"].dt.strftime("%Y-%m-%d")
        filled = days.astype(object).where(days.notna(), None)
        print_json({**to_json(history.provenance), "name": history.info.name, "rows": filled.to_dict("records")})
        return 0
    _print_series(history, limit)
    return 0


def _print_series(history: History, limit: int) -> None:
    info, used, closes = history.info, history.provenance, history.frame["close"]
    print_line(f"{info.symbol}  {info.name}  ({info.kind}, {info.currency or 'no currency'})")
    print_line(f"{used.provider}, {used.first} to {used.last}, adjustment {used.adjustment or 'none'}")
    print_line(f"{sparkline([float(value) for value in closes])}  {closes.iloc[0]:,.2f} .. {closes.iloc[-1]:,.2f}")
    print_line(history.frame.tail(limit).to_string(float_format=lambda value: f"{value:,.2f}"))


def sparkline(values: list[float], width: int = 60) -> str:
    """A line of `width` block characters at most, the lowest value the lowest block."""
    step = max(1, len(values) / width)
    picked = [values[min(len(values) - 1, int(count * step))] for count in range(min(width, len(values)))]
    low, high = min(picked), max(picked)
    scale = (len(SPARKS) - 1) / (high - low) if high > low else 0
    return "".join(SPARKS[round((value - low) * scale)] for value in picked)


@market.command()
@click.pass_obj
def verify(state: State) -> int:
    """Check every file of the cache against its checksum, and list gaps; exit code 1 where something is damaged."""
    from tapecheck.market import verify as verify_cache

    report = verify_cache(_cache(state))
    for problem in report.problems:
        print_line(str(problem))
    for symbol, days in report.gaps.items():
        print_line(f"{symbol}: no bar on {len(days)} sessions, the first of them {days[0]}")
    print_line(
        f"{report.checked} files checked, {len(report.damaged)} damaged, {len(report.orphans)} that nobody names"
    )
    return int(bool(report.damaged))


@market.command()
@click.option("--db", metavar="FILE", help="Keep what the checks in this database were made on.")
@click.pass_obj
def prune(state: State, db: str | None) -> int:
    """Remove snapshots that newer ones replaced, but none that a stored check was made on."""
    from tapecheck.market import prune as prune_cache

    report = prune_cache(_cache(state), keep=_used_snapshots(db or state.settings.db))
    print_line(f"removed {report.snapshots} snapshots, {report.files} files, {report.size / 1e6:.1f} MB")
    return 0


@market.command()
@click.argument("folder")
@click.argument("symbols", nargs=-1, metavar="[SYMBOL]...")
@click.pass_obj
def export(state: State, folder: str, symbols: tuple[str, ...]) -> int:
    """Write series as a market folder that others can import."""
    from tapecheck.market import export as export_cache

    try:
        count = export_cache(_cache(state), folder, symbols)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    state.console.say(f"wrote {count} series to {folder}")
    return 0


@market.command()
@click.argument("symbol")
@click.argument("aliases", nargs=-1, required=True, metavar="ALIAS...")
@click.option("--name", metavar="NAME", help="The instrument's own name, where tapecheck does not know it.")
@click.option("--label", default="ORG", show_default=True, help="What it is: ORG, INDEX, FUND, COMMODITY, CURRENCY ...")
@click.option("--kind", default="stock", show_default=True, help="price_index, stock, etf, commodity_future, fx ...")
@click.option("--currency", default="USD", show_default=True, help="The currency of its prices.")
@click.pass_obj
def alias(
    state: State, symbol: str, aliases: tuple[str, ...], name: str | None, label: str, kind: str, currency: str
) -> int:
    """Teach tapecheck a name of an instrument: the texts call SYMBOL by these ALIASes.

    \b
    tapecheck market alias ^GSPC "the big index"
    tapecheck market alias XYZ "Xyzco" --name "Xyzco Holdings"
    """
    import os

    from tapecheck.reference.instruments import is_common, load_catalogue
    from tapecheck.settings import save_setting, settings_file

    for word in aliases:
        if not word.startswith("?") and is_common(word):
            told = "is a common word, and every text would name it by that"
            raise UsageError(f"{word!r} {told}; ?{word} is taken only where something beside it supports it")
    known = load_catalogue().symbol(symbol)
    if known is None and name is None:
        raise UsageError(
            f"{symbol} is not known; give its own name with --name, and --label and --kind if it is no stock"
        )
    own = {"symbol": symbol, "name": name or "", "label": label, "kind": kind, "currency": currency}
    if known is not None:
        own = {"symbol": symbol, "name": known.name, "label": known.label, "kind": known.kind,
               "currency": known.currency or ""}  # fmt: skip
    settings = settings_file(os.environ)
    path = settings.with_name("instruments.csv")
    _append_row(path, {**own, "aliases": "|".join((*(known.aliases if known else ()), *aliases))})
    files = list(state.settings.instruments)
    if str(path) not in files:
        save_setting(settings, "instruments", [*files, str(path)])
    state.console.say(f"{symbol} is also called {', '.join(aliases)} (in {path})")
    return 0


@market.command()
@click.pass_obj
def aliases(state: State) -> int:
    """List the names that were taught with `tapecheck market alias`, and the files that hold them."""
    for path in state.settings.instruments:
        for row in _read_rows(Path(path)):
            print_line(f"{row['symbol']:<12} {row['name']}: {row['aliases'].replace('|', ', ')}  ({path})")
    if not state.settings.instruments:
        state.console.say("no names of your own; tapecheck market alias SYMBOL NAME teaches one")
    return 0


@market.command()
@click.argument("symbol")
@click.argument("aliases", nargs=-1, metavar="[ALIAS]...")
@click.pass_obj
def unalias(state: State, symbol: str, aliases: tuple[str, ...]) -> int:
    """Forget names that were taught with `tapecheck market alias`: all of SYMBOL's, or these ALIASes."""
    gone = 0
    for path in map(Path, state.settings.instruments):
        rows, kept = _read_rows(path), []
        for row in rows:
            if row["symbol"].upper() != symbol.upper():
                kept.append(row)
                continue
            left = [name for name in row["aliases"].split("|") if aliases and name not in aliases]
            gone += len(row["aliases"].split("|")) - len(left)
            kept += [{**row, "aliases": "|".join(left)}] if left else []
        if kept != rows:
            header = list(rows[0])
            _write_rows(str(path), header, ([row[name] for name in header] for row in kept), inert_cells=False)
    if not gone:
        raise UsageError(f"{symbol} has no such name of yours; tapecheck market aliases lists them")
    state.console.say(f"{symbol}: {gone} name{'s' if gone > 1 else ''} forgotten")
    return 0


def _read_rows(path: Path) -> list[dict[str, str]]:
    import csv

    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, restval=""))
    except OSError:
        return []


def _write_rows(path: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, inert_cells: bool = True) -> None:
    import csv

    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows([csv_cell(cell) if inert_cells else cell for cell in row] for row in rows)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from error


def _append_row(path: Path, row: dict[str, str]) -> None:
    import csv

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, row, lineterminator="\n")
            if fresh:
                writer.writeheader()
            writer.writerow(row)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); TAPECHECK_CONFIG moves it") from error


def _cache_path(state: State) -> Path:
    return Path(state.settings.cache) / "market"


def _cache(state: State) -> SeriesCache:
    from tapecheck.market import SeriesCache

    return SeriesCache(_cache_path(state))


def _used_snapshots(db: str) -> set[str]:
    """The snapshots that stored checks name; none where there is no database."""
    import sqlite3

    if not Path(db).exists():
        return set()
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            rows = connection.execute("select distinct snapshot from snapshots").fetchall()
    except sqlite3.DatabaseError as error:
        message = (
            f"{db}: not a database of this tapecheck ({error}); `tapecheck db info` brings an older one up to date"
        )
        raise UsageError(message) from error
    return {snapshot for (snapshot,) in rows}
