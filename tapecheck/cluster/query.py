"""Questions to the shards themselves, in SQL through DuckDB: nothing is merged, copied or written.

The views bear the names of the store's tables and views, so that a question to one can be put to the other. A page that
an archive holds twice, the same text under the same address, counts once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tapecheck.cluster.files import filesystem_of, list_names
from tapecheck.cluster.run import MANIFEST
from tapecheck.cluster.shards import COLUMNS, FINDINGS, SUFFIX
from tapecheck.errors import ClusterError, UsageError

# In a document's row, what the tables of findings carry along; `latest` is whether it is the article's newest text.
_OF_ARTICLE = "id as article, revision, title, publisher, url as page, published_day, newest as latest"
_PLAIN = ", ".join(f'"{name}"' for name in COLUMNS if name not in ("document", "cause", "record"))
_TALLY = ", ".join(
    f"count(*) filter (verdict = '{verdict}') as {verdict}"
    for verdict in ("supported", "imprecise", "contradicted", "not_checkable")
)

# In the order in which they are made. The views over the findings are the store's (store/tables.py), in DuckDB's SQL.
VIEWS = {
    "articles": f"select {_PLAIN} from documents where newest",
    "revisions": f"select {_PLAIN}, newest from documents",
    "failures": 'select file, "offset", record, url, cause from shards where cause is not null',
    **{
        name: f"select {_OF_ARTICLE}, unnest({name}, recursive := true) from documents"
        for name in FINDINGS
        if name != "claims"
    },
    "claims": (
        f"select c.*, k.verdict from (select {_OF_ARTICLE}, unnest(claims, recursive := true) from documents) c "
        "left join checks k on k.article = c.article and k.revision = c.revision and k.claim_id = c.id"
    ),
    "latest_revision": (
        "select id as article, revision, title, publisher, published_day, published, verdict, url, language, text "
        "from documents where newest"
    ),
    "claims_with_verdicts": (
        "select c.* exclude (reason, page, latest), k.certainty, k.code, coalesce(k.reason, c.reason) as "
        "reason, k.computed, k.computed_day, k.base_date, k.as_of, k.formula, k.rule, k.decided, c.page as url "
        "from claims c left join checks k on k.article = c.article and k.revision = c.revision and k.claim_id = c.id "
        "where c.latest"
    ),
    "quotes_by_speaker": (
        "select speaker, max(affiliation) as affiliation, count(*) as quotes, count(distinct article) as articles, "
        "min(published_day) as first_day, max(published_day) as last_day from quotes "
        "where latest and speaker is not null group by speaker"
    ),
    "claims_by_symbol": (
        f"select symbol, max(subject) as subject, count(*) as claims, {_TALLY}, count(distinct article) as articles, "
        "min(published_day) as first_day, max(published_day) as last_day from claims "
        "where latest and symbol is not null group by symbol"
    ),
    "disagreements": (
        "select a.symbol, a.subject, a.metric, a.unit, a.period_from, a.period_to, a.direction, a.low, "
        "b.direction as other_direction, b.low as other_low, a.text, b.text as other_text, a.verdict, "
        "b.verdict as other_verdict, a.article, b.article as other_article, a.published_day, "
        "b.published_day as other_published_day, a.id as claim, b.id as other_claim "
        "from claims a join claims b on b.symbol = a.symbol and b.metric = a.metric and b.period_to = a.period_to "
        "and b.article > a.article where a.latest and b.latest and a.unit is not distinct from b.unit "
        "and a.versus is not distinct from b.versus and a.field is not distinct from b.field "
        "and a.period_from is not distinct from b.period_from and a.checkable and b.checkable "
        "and a.modality = 'asserted' and b.modality = 'asserted' and coalesce(a.time_source, '') <> 'default' "
        "and coalesce(b.time_source, '') <> 'default' and ((a.direction <> b.direction and a.low > 0 and b.low > 0) "
        "or a.plausible_high < b.plausible_low or b.plausible_high < a.plausible_low)"
    ),
}  # fmt: skip


@contextmanager
def open_shards(out: str) -> Iterator[Any]:
    """A DuckDB connection with the views over the shards of a run. Raises ClusterError for a folder that is none."""
    import duckdb

    fs, path = filesystem_of(out)
    if not fs.exists(f"{path}/{MANIFEST}"):
        raise ClusterError(f"{out}: no run of `tapecheck cluster run` in this folder")
    names = sorted(list_names(out, SUFFIX))
    if not names:
        raise ClusterError(f"{out}: no shard is done yet; run `tapecheck cluster run` again")
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    try:
        prefix = path
        if "file" not in fs.protocol:
            connection.register_filesystem(fs)
            prefix = fs.unstrip_protocol(path)
        files = [f"{prefix}/{name}{SUFFIX}" for name in names]
        _make_views(connection, files)
        yield connection
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise ClusterError(
            f"{out}: a shard cannot be read ({_line(error)}); remove it and run the run again"
        ) from error
    finally:
        connection.close()


def _make_views(connection: Any, files: list[str]) -> None:
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    connection.execute(
        f"create view shards as select * from read_parquet([{listed}], filename=true, file_row_number=true)"
    )
    order = 'fetched nulls first, file, "offset"'
    connection.execute(
        "create table kept as select filename, file_row_number, row_number() over (partition by address order by "
        f"{order}) as place, count(*) over (partition by address) as revisions from ("
        f"select *, row_number() over (partition by address, revision order by {order}) as copy "
        "from shards where cause is null) where copy = 1"
    )
    connection.execute(
        "create view documents as select s.*, k.place, k.revisions, k.place = k.revisions as newest "
        "from shards s join kept k using (filename, file_row_number)"
    )
    for name, sql in VIEWS.items():
        connection.execute(f"create view {name} as {sql}")


def ask(out: str, sql: str) -> Iterator[dict[str, Any]]:
    """The rows that answer a question. Raises UsageError for what is no SQL that DuckDB can answer."""
    import duckdb

    with open_shards(out) as connection:
        try:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(1000):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
        except duckdb.Error as error:
            raise UsageError(f"{_line(error)}; `tapecheck cluster query {out}` lists the views") from error


def list_views(out: str) -> dict[str, list[str]]:
    """The views and their columns."""
    with open_shards(out) as connection:
        rows = connection.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'main' order by all"
        ).fetchall()
    views: dict[str, list[str]] = {}
    for view, column in rows:
        if view in VIEWS:
            views.setdefault(view, []).append(column)
    return views


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
