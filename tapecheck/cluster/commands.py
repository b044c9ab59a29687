"""`tapecheck cluster`: a run over archives, folders and tables; its shards merged, or asked as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tapecheck.console import State, on_terminal, print_json, print_json_line, print_line
from tapecheck.errors import ClusterError, UsageError

SHOWN_FAILURES = 5


@click.group()
def cluster() -> None:
    """Many articles on many cores: WARC archives, folders of pages, Parquet tables of texts.

    \b
    tapecheck cluster run CC-NEWS-*.warc.gz --out run/
    tapecheck cluster query run/ "select symbol, count(*) from claims group by all order by 2 desc"
    tapecheck cluster merge run/ --db news.db
    """


@cluster.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="FOLDER", help="Where the shards go; the same folder goes on with a run.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, tcp://host:8786 [default: this machine].")
@click.option("--workers", type=click.IntRange(1), help="Processes on this machine [default: one a core].")
@click.option("--market", metavar="DIR", help="A folder of market data, under the same path on every worker.")
@click.option("--published", metavar="WHEN", help="Date or instant of publication, for pages that do not say.")
@click.option("--model", metavar="NAME", help='The language model: "default", "fast", or your own.')
@click.option("--records", type=click.IntRange(1), default=1000, show_default=True, help="About how many make a shard.")
@click.pass_obj
def run(
    state: State,
    inputs: tuple[str, ...],
    out: str,
    scheduler: str | None,
    workers: int | None,
    market: str | None,
    published: str | None,
    model: str | None,
    records: int,
) -> int:
    """Find and check the claims of many articles, in parallel; what is done already is not done again.

    INPUT: .warc(.gz), .parquet (columns text or html, url, published), .ndjson, pages, folders of them, patterns; here
    or in an S3 or Google store. A record that fails is a row of `failures` in the result.

    \b
    tapecheck cluster run pages/ --out run/ --market FOLDER
    tapecheck cluster run "s3://bucket/CC-NEWS-*.warc.gz" --out s3://bucket/run --scheduler tcp://10.0.0.5:8786
    """
    from tapecheck.cluster.run import claim_folder, connect, hand_out, missing, shake_hands
    from tapecheck.cluster.splits import plan
    from tapecheck.cluster.work import Done, Job

    _need("dask", "distributed", "fsspec")
    settings = state.settings
    job = Job(
        out=_absolute(out), model=model or settings.model, market=_market(market), published=_valid(published),
        instruments=tuple(map(_absolute, settings.instruments)),
    )  # fmt: skip
    planned = plan([_absolute(wanted) for wanted in inputs], records)
    with connect(scheduler, workers) as client:
        job = shake_hands(client, job)
        claim_folder(job, records)
        todo = missing(planned, job.out)
        state.console.say(_begins(planned.splits, todo, client))
        total = Done("", 0, 0, 0)
        for done in state.console.track(hand_out(client, todo, job), "shards", total=len(todo)):
            for cause in done.causes[: max(0, SHOWN_FAILURES - total.failures)]:
                state.console.warn(cause, shard=done.name)
            total = total + done
    state.console.say(
        f"{len(todo)} shards: {total.records:,} documents, {total.claims:,} claims, {total.failures:,} failures. "
        f"Next: tapecheck cluster query {out}, or tapecheck cluster merge {out}"
    )
    if total.failures:
        state.console.say(f'All failures: tapecheck cluster query {out} "from failures"')
    return int(total.failures > 0)


@cluster.command()
@click.argument("folder")
@click.option("--db", metavar="FILE", help="The database [default: the settings', tapecheck.db].")
@click.pass_obj
def merge(state: State, folder: str, db: str | None) -> int:
    """Build the database from the shards of a run, each article once; what is there already stays."""
    from tapecheck.cluster import merge as merging
    from tapecheck.store import Store

    _need("duckdb", "fsspec")
    last = merging.Merged(0, 0, 0)
    total = merging.count(_absolute(folder))
    with Store.open(db or state.settings.db) as store:
        for done in state.console.track(merging.merge(_absolute(folder), store), "merging", total=total):
            last = done
        state.console.say(f"{last.documents:,} documents, {last.saved:,} of them new in {store.path}; "
                          f"{last.copies:,} copies left out. Next: tapecheck search WORDS")  # fmt: skip
    return 0


@cluster.command()
@click.argument("folder")
@click.argument("sql", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json", "ndjson"]),
              help="Output [default: table on a terminal, else ndjson].")  # fmt: skip
@click.pass_obj
def query(_state: State, folder: str, sql: str | None, form: str | None) -> int:
    """Ask the shards of a run in SQL, without a database; without SQL, list the views and their columns.

    \b
    tapecheck cluster query run/ "select verdict, count(*) from checks group by all"
    """
    from tapecheck.cluster.query import ask, list_views

    _need("duckdb", "fsspec")
    form = form or ("table" if on_terminal() else "ndjson")
    if sql is None:
        for view, columns in list_views(_absolute(folder)).items():
            print_line(f"{view}: {', '.join(columns)}")
        return 0
    rows = ({name: _plain(value) for name, value in row.items()} for row in ask(_absolute(folder), sql))
    if form == "ndjson":
        for row in rows:
            print_json_line(row)
    elif form == "json":
        print_json(list(rows))
    else:
        _print_table(list(rows))
    return 0


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console as RichConsole
    from rich.table import Table

    table = Table(*(rows[0] if rows else ()), box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    RichConsole().print(table if rows else "no rows")


def _plain(value: Any) -> Any:
    """A value that JSON can hold: days as ISO texts, exact decimals as numbers."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return str(value)


def _begins(planned: tuple[Any, ...], todo: list[Any], client: Any) -> str:
    there = len(planned) - len(todo)
    cores = sum(client.ncores().values())
    line = f"{len(todo)} shards to make on {cores} cores" + (f", {there} are done already" if there else "")
    return line + (f"; watch at {client.dashboard_link}" if _has("bokeh") and client.dashboard_link else "")


def _need(*libraries: str) -> None:
    """Raises UsageError where the extra is not installed."""
    if lacking := [name for name in libraries if not _has(name)]:
        raise UsageError(f"this needs {' and '.join(lacking)}: pip install 'tapecheck[cluster]'")


def _has(library: str) -> bool:
    from importlib.util import find_spec

    return find_spec(library) is not None


def _absolute(path: str) -> str:
    """A local path as workers see it; the address of a store stays."""
    return path if "://" in path else str(Path(path).absolute())


def _market(folder: str | None) -> str | None:
    if folder is None:
        return None
    if not Path(folder).is_dir():
        raise ClusterError(f"{folder}: no such folder of market data")
    return _absolute(folder)


def _valid(published: str | None) -> str | None:
    from tapecheck.schema import Published

    try:
        return str(Published.parse(published)) if published else None
    except ValueError as error:
        raise UsageError(f"--published {published}: not an ISO 8601 date or instant, such as 2023-09-11") from error
