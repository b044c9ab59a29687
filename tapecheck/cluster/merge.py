"""Shards into a store: DuckDB says which documents to take, each once, and the store saves them.

A page that archives hold several times is saved once; its texts that differ are revisions, in the order in which they
were fetched. A merge that was interrupted is simply run again: what is in the store already stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tapecheck.cluster.query import open_shards
from tapecheck.schema import Document, from_json, without_surrogates

if TYPE_CHECKING:
    from tapecheck.store import Store

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Merged:
    """How many documents the shards hold, how many of them are copies, and how many the store did not have."""

    documents: int
    copies: int
    saved: int


def merge(out: str, store: Store) -> Iterator[Merged]:
    """Save what the shards hold, a batch of them a transaction; for each what has been done so far.

    Raises ClusterError, StoreError.
    """
    with open_shards(out) as connection:
        total = connection.execute("select count(*) from shards where cause is null").fetchone()[0]
        kept = connection.execute("select count(*) from kept").fetchone()[0]
        documents, run, done, saved = _documents(connection), None, 0, 0
        while batch := list(islice(documents, _BATCH)):
            run = store.start_run("cluster merge", batch[0].versions) if run is None else run
            for one in store.save_all(batch, run):
                done, saved = done + 1, saved + (one.what != "same")
                yield Merged(done, total - kept, saved)


def count(out: str) -> int:
    """How many documents there are to save."""
    with open_shards(out) as connection:
        return int(connection.execute("select count(*) from kept").fetchone()[0])


def _documents(connection: Any) -> Iterator[Document]:
    """Those with one text as they lie; then those with several, each in the order in which it was fetched."""
    for condition in ("revisions = 1", "revisions > 1 order by address, place"):
        cursor = connection.cursor().execute(f"select document from documents where {condition}")
        while rows := cursor.fetchmany(_BATCH):
            for (text,) in rows:
                yield from_json(Document, _read(text))


def _read(text: str) -> Any:
    """A document's JSON; half a character, which SQLite cannot hold, as U+FFFD."""
    data = json.loads(text)
    return json.loads(without_surrogates(json.dumps(data, ensure_ascii=False))) if "\\ud" in text else data
