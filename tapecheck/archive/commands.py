"""`tapecheck search`, `list` and `conflicts`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tapecheck.archive.articles import ALL, SHOWN
from tapecheck.archive.options import narrowing, query_of
from tapecheck.console import State, on_terminal, print_json, print_json_array, print_json_line, print_text, valid_day
from tapecheck.errors import UsageError
from tapecheck.report.commands import db_option

if TYPE_CHECKING:
    from tapecheck.store import ClaimQuery, Store
    from tapecheck.store.search import Embed

FACETS = ("verdict", "symbol", "subject", "metric", "unit", "direction", "speaker", "publisher", "year", "modality")
FORMS = ["table", "json", "ndjson", "csv", "markdown", "parquet"]
_ENDINGS = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "json", ".md": "markdown",
            ".parquet": "parquet"}  # fmt: skip


@click.command()
@click.argument("words", nargs=-1)
@db_option
@click.option("--in", "kind", type=click.Choice(["claims", "quotes", "articles"]), default="claims", show_default=True,
              help="What to search.")  # fmt: skip
@narrowing
@click.option("--no-embed", is_flag=True, help="By words alone, not by what means the same.")
@click.option("--facets", metavar="NAME,...", help=f"Count the values of these instead: {', '.join(FACETS)}.")
@click.option("--save", metavar="NAME", help="Keep this search under a name.")
@click.option("--saved", metavar="NAME", help="Run a search that was kept; options given here go over its own.")
@click.option("--limit", type=click.IntRange(1), help=f"At most so many [default: {SHOWN} in a table, else all].")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output [default: table on a terminal, else json].")
@click.option("--output", "-o", metavar="FILE", help="Write to a file; its ending names the format.")
@click.pass_obj
def search(
    state: State,
    /,
    words: tuple[str, ...],
    db: str | None,
    kind: str,
    no_embed: bool,
    facets: str | None,
    save: str | None,
    saved: str | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    **options: Any,
) -> int:
    """Find claims, quotes or articles by words, meaning, names, sizes, days and verdicts.

    All words must occur; "quoted ones" as a phrase, infla* as a beginning. What says the same in other words is found
    too, behind what has the words, where `tapecheck ingest` built vectors.

    \b
    tapecheck search "small caps" --symbol ^RUT --min 5 --since 2023-01-01
    tapecheck search --verdict contradicted --facets symbol,year
    tapecheck search inflation --in quotes --speaker powell
    """
    from tapecheck.store import Store

    form = _form_of(form, output)
    with Store.open(db or state.settings.db, create=False) as store:
        text, options = _with_saved(store, " ".join(words), options, saved)
        most = limit or (SHOWN if form == "table" else ALL)
        query = _meant(state, store, query_of(text, options, most))
        if save:
            store.save_search(save, text, {name: value for name, value in options.items() if value is not None})
            state.console.say(f"kept as {save}; tapecheck search --saved {save} runs it again")
        if facets:
            return _print_facets(store, query, facets, form)
        if kind != "claims":
            count = _print_records(store, kind, query, form, output)
        else:
            count = _print_claims(store, query, form, output, no_embed)
    if not count:
        state.console.say(f"no {kind[:-1]} fits; fewer words or options find more")
    elif count == most:
        state.console.say(f"these are the first {count}; --limit gives more")
    if output:
        state.console.say(f"wrote {count} rows to {output}")
    return 0


@click.command()
@db_option
@click.option("--symbol", metavar="SYMBOL", help="Of this instrument.")
@click.option("--since", metavar="DAY", help="Published on or after.")
@click.option("--limit", type=click.IntRange(1), help=f"At most so many [default: {SHOWN} in a table, else all].")
@click.option("--format", "form", type=click.Choice(["table", "json", "ndjson", "csv"]),
              help="Output [default: table on a terminal, else json].")  # fmt: skip
@click.pass_obj
def conflicts(
    state: State, db: str | None, symbol: str | None, since: str | None, limit: int | None, form: str | None
) -> int:
    """List where two articles state the same thing of the same time differently, whatever the market says.

    \b
    tapecheck conflicts --symbol ^GSPC
    """
    from tapecheck.store import Store
    from tapecheck.store.query import symbol_here
    from tapecheck.store.records import find_conflicts

    valid_day(since, "--since")
    form = form or ("table" if on_terminal() else "json")
    with Store.open(db or state.settings.db, create=False) as store:
        symbol = symbol_here(store.connection, symbol) if symbol else None
        rows = list(find_conflicts(store.connection, symbol, since, limit or (SHOWN if form == "table" else ALL)))
    _print_rows(rows, form, ("subject", "metric", "period_to", "text", "article", "other_text", "other_article"))
    if not rows:
        state.console.say("no two articles state the same thing of the same time differently")
    return 0


# --- helpers ---------------------------------------------------------------------------------------------------------
def _form_of(form: str | None, output: str | None) -> str:
    if form is None and output:
        form = _ENDINGS.get(Path(output).suffix.lower())
        if form is None:
            raise UsageError(f"{output}: name the format with --format, or end it in {', '.join(_ENDINGS)}")
    if form == "parquet" and not output:
        raise UsageError("--format parquet needs a file: -o FILE.parquet")
    return form or ("table" if on_terminal() else "json")


def _with_saved(store: Store, text: str, options: dict[str, Any], saved: str | None) -> tuple[str, dict[str, Any]]:
    if saved is None:
        return text, options
    kept = store.saved_searches()
    if saved not in kept:
        known = ", ".join(kept) or "none is"
        raise UsageError(f"no search is kept as {saved!r} ({known}); --save NAME keeps one")
    words, before = kept[saved]
    return text or words, {**before, **{name: value for name, value in options.items() if value is not None}}


def _meant(state: State, store: Store, query: ClaimQuery) -> ClaimQuery:
    """The query with the stored symbol that a person meant; what was taken for what is told."""
    from dataclasses import replace

    from tapecheck.store.names import near_symbols
    from tapecheck.store.query import distinct, symbol_here

    if query.symbol is None:
        return query
    here = symbol_here(store.connection, query.symbol)
    if here != query.symbol:
        state.console.say(f"{query.symbol}: taken for {here}")
        return replace(query, symbol=here)
    known = distinct(store.connection, "claims", "symbol")
    if here not in known and (near := near_symbols(here, known)):
        state.console.say(f"no claim is of {here}; did you mean {', '.join(near)}?")
    return query


def _embed(store: Store, query: ClaimQuery, no_embed: bool) -> Embed | None:
    from tapecheck.store.likeness import has_vectors, load_embed

    if no_embed or not query.words or query.sort in ("date", "value") or not has_vectors(store):
        return None
    loaded = load_embed()
    return loaded[0] if loaded else None


def _print_claims(store: Store, query: ClaimQuery, form: str, output: str | None, no_embed: bool) -> int:
    from tapecheck.store.search import find_keys, load_hits, marked, rows_of, with_json

    keys = find_keys(store, query, _embed(store, query, no_embed))
    if form == "table":
        from tapecheck.archive.rows import print_hits

        print_hits(list(load_hits(store.connection, keys)), marked(store.connection, query.words, keys))
    elif form == "json" and not output:
        print_json_array(map(with_json, load_hits(store.connection, keys)))
    elif form in ("json", "ndjson"):
        _write_json(output, form, map(with_json, load_hits(store.connection, keys)))
    else:
        columns, rows = rows_of(store.connection, keys)
        _write_rows(output, form, columns, rows)
    return len(keys)


def _print_records(store: Store, kind: str, query: ClaimQuery, form: str, output: str | None) -> int:
    from tapecheck.store.records import find_articles, find_quotes

    rows = list((find_quotes if kind == "quotes" else find_articles)(store.connection, query))
    shown = {"quotes": ("speaker", "affiliation", "text", "published_day", "title"),
             "articles": ("id", "published_day", "publisher", "verdict", "title", "excerpt")}[kind]  # fmt: skip
    if output and form in ("json", "ndjson"):
        _write_json(output, form, iter(rows))
    elif form in ("markdown", "parquet") or output:
        columns = list(rows[0]) if rows else list(shown)
        _write_rows(output, form, columns, (tuple(row.values()) for row in rows))
    else:
        _print_rows(rows, form, shown)
    return len(rows)


def _print_rows(rows: Sequence[dict[str, Any]], form: str, shown: Sequence[str]) -> None:
    from tapecheck.archive.exports import csv_lines
    from tapecheck.archive.rows import print_records

    if form == "table":
        print_records(rows, shown)
    elif form == "json":
        print_json(rows)
    elif form == "ndjson":
        for row in rows:
            print_json_line(row)
    else:
        columns = list(rows[0]) if rows else list(shown)
        print_text("".join(csv_lines(columns, (tuple(row.values()) for row in rows))))


def _print_facets(store: Store, query: ClaimQuery, facets: str, form: str) -> int:
    from tapecheck.store.search import count_facets

    names = [name.strip() for name in facets.split(",") if name.strip()]
    unknown = [name for name in names if name not in FACETS]
    if unknown or not names:
        raise UsageError(f"--facets {facets}: there are {', '.join(FACETS)}")
    counted = {name: count_facets(store, query, name) for name in names}
    if form in ("json", "ndjson"):
        print_json(
            {name: [{"value": value, "count": count} for value, count in rows] for name, rows in counted.items()}
        )
        return 0
    rows = [{"facet": name, "value": value or "(none)", "claims": count}
            for name, found in counted.items() for value, count in found]  # fmt: skip
    _print_rows(rows, "table" if form == "table" else "csv", ("facet", "value", "claims"))
    return 0


def _write_json(output: str | None, form: str, rows: Iterator[dict[str, Any]]) -> None:
    if output is None:
        for row in rows:
            print_json_line(row)
        return
    with _opened(output) as file:
        if form == "json":
            json.dump(list(rows), file, ensure_ascii=False, indent=1)
        else:
            file.writelines(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def _write_rows(output: str | None, form: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    from tapecheck.archive.exports import csv_lines, markdown_lines, write_parquet

    if form == "parquet":
        try:
            write_parquet(Path(str(output)), columns, rows)
        except OSError as error:
            raise UsageError(f"{output}: cannot be written ({error.strerror or error})") from error
        return
    lines = (csv_lines if form == "csv" else markdown_lines)(columns, rows)
    if output is None:
        for line in lines:
            print_text(line)
        return
    with _opened(output) as file:
        file.writelines(lines)


def _opened(output: str) -> Any:
    if output == "-":
        return nullcontext(sys.stdout)
    try:
        return Path(output).open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); name another place with -o") from error
