"""Reading back: a revision's document with its current checks, and which article a person means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from tapecheck.errors import StoreError
from tapecheck.schema import Chart, Check, Document, Verdict
from tapecheck.store.coding import unpack_chart, unpack_checks, unpack_document
from tapecheck.store.names import like


def find_article(connection: sqlite3.Connection, path: str, wanted: str) -> str:
    """The id of the article with this id, start of an id, address or part of an address.

    Raises StoreError if there is none, or several.
    """
    queries = (
        ("select id from articles where id=?", wanted),
        ("select article from addresses where address=?", wanted),
        ("select id from articles where id like ? || '%' escape '\\'", like(wanted)),
        ("select distinct article from addresses where address like '%' || ? || '%' escape '\\'", like(wanted)),
    )
    for query, value in queries if wanted else ():
        rows = connection.execute(query, (value,)).fetchall()
        if len(rows) == 1:
            return str(rows[0][0])
        if rows:
            raise StoreError(path, f"{len(rows)} articles match {wanted!r}; give more of the id or address")
    raise StoreError(path, f"no article {wanted!r}; `tapecheck article list` shows what there is")


def find_claim(connection: sqlite3.Connection, path: str, wanted: str) -> tuple[int, str, int]:
    """The key, id and revision of the newest claim with this id or start of an id, a checked one first.

    The same text at two addresses has the same claims. Raises StoreError.
    """
    query = (
        "select key, id, revision from claims where id >= ? and id < ? order by latest desc, verdict is null, key desc"
    )
    rows = connection.execute(query, (wanted, wanted + "\x7f")).fetchall() if wanted else []
    if len({row[1] for row in rows}) != 1:
        said = f"{len({row[1] for row in rows}) or 'no'} claims match {wanted!r}; tapecheck search prints the ids"
        raise StoreError(path, said)
    return int(rows[0][0]), str(rows[0][1]), int(rows[0][2])


def load_revision(connection: sqlite3.Connection, revision: int) -> Document:
    """The document of a revision with the claims' current checks; its id is the article's."""
    query = "select article, text, document, verdict from revisions where id=?"
    article, text, packed, verdict = connection.execute(query, (revision,)).fetchone()
    document = replace(unpack_document(packed, text), id=article)
    if verdict is None:
        return document
    checks = current_checks(connection, revision)
    ordered = tuple(checks[claim.id] for claim in document.claims if claim.id in checks)
    return replace(document, checks=ordered, verdict=Verdict(verdict))


def current_checks(connection: sqlite3.Connection, revision: int) -> dict[str, Check]:
    """The current check of each claim of a revision that has one, by the claim's id."""
    query = (
        "select c.id, k.run, k.chart from claims c join checks k on k.claim = c.key where c.revision=? and k.current=1"
    )
    rows = connection.execute(query, (revision,)).fetchall()
    made = {run: checks_of(connection, revision, run) for run in {row[1] for row in rows}}
    charts = _charts(connection, {row[2] for row in rows if row[2]})
    found = {}
    for claim, run, chart in rows:
        check = made[run][claim]
        found[claim] = replace(check, chart=charts[chart]) if chart else check
    return found


def checks_of(connection: sqlite3.Connection, revision: int, run: int) -> dict[str, Check]:
    """The checks that a run stored over a revision, without charts, by the claim's id."""
    query = "select detail from checked where revision=? and run=?"
    (packed,) = connection.execute(query, (revision, run)).fetchone()
    return {check.claim_id: check for check in unpack_checks(packed)}


def packed_document(connection: sqlite3.Connection, revision: int) -> bytes:
    """The packed document of a revision: what is equal there was found alike."""
    (packed,) = connection.execute("select document from revisions where id=?", (revision,)).fetchone()
    return bytes(packed)


def claim_keys(connection: sqlite3.Connection, revision: int) -> dict[str, int]:
    """The key of each claim of a revision, by its id."""
    return dict(connection.execute("select id, key from claims where revision=?", (revision,)))


def _charts(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Chart]:
    query = "select points from charts where id=?"
    return {id_: unpack_chart(connection.execute(query, (id_,)).fetchone()[0]) for id_ in ids}
