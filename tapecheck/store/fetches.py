"""What is remembered of addresses: validators for conditional requests, failures with their reason, what was told.

And of texts: the same text at another address is the same article; nearly the same one is linked as its twin.
"""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tapecheck.schema import Article, Document, Versions
from tapecheck.store.opening import clear_errors, immediate
from tapecheck.store.saving import addresses

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tapecheck.store.database import Store

FETCHES = """
create table fetches (
  address text primary key, article text references articles (id) on delete set null, etag text, last_modified text,
  fetched text, failures integer not null default 0, reason text, failed text
) strict, without rowid;

create table sketches (
  article text primary key references articles (id) on delete cascade, day text, sketch blob not null
) strict, without rowid;

create index sketches_day on sketches (day);

create table twins (
  article text not null references articles (id) on delete cascade,
  twin text not null references articles (id) on delete cascade, share real not null,
  primary key (article, twin)
) strict, without rowid;

create table told (
  claim text primary key, at text not null, what text
) strict, without rowid;
"""
TWIN_SHARE = 0.6  # of the runs of words: a wire story that a site has cut and given a headline of its own has more
_TWIN_DAYS = 3
_WHOLE_TEXT = 500  # characters; shorter ones are alike by chance
_RUN, _ROWS, _SEED = 5, 128, 20240604


class Fetches:
    """The memory of a store for addresses and copies."""

    def __init__(self, store: Store) -> None:
        """Reads and writes through the store's connection."""
        self._store = store

    # --- addresses ---------------------------------------------------------------------------------------------------
    def validators(self, address: str, versions: Versions) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of an address whose article was read by these versions; None: fetch it anew."""
        row = self._one(
            "select f.etag, f.last_modified from fetches f join articles a on a.id = f.article "
            "join revisions v on v.id = a.revision join runs r on r.id = v.run "
            "where f.address=? and r.tapecheck=? and r.model=? and r.rules=?",
            address, versions.tapecheck, versions.model, versions.rules,
        )  # fmt: skip
        return (row[0], row[1]) if row and (row[0] or row[1]) else None

    def article_of(self, address: str) -> str | None:
        """The article that an address led to."""
        row = self._one("select article from fetches where address=?", address)
        return str(row[0]) if row and row[0] else None

    def is_known(self, address: str) -> bool:
        """Whether an address was read before, and led to an article."""
        return self.article_of(address) is not None or bool(
            self._one("select 1 from addresses where address=?", address)
        )

    def remember(self, address: str, article: str, etag: str | None, last_modified: str | None) -> None:
        """An address led to an article; what failed there before is forgotten."""
        self._write(
            "insert into fetches (address, article, etag, last_modified, fetched) values (?, ?, ?, ?, ?) "
            "on conflict (address) do update set article=excluded.article, etag=excluded.etag, "
            "last_modified=excluded.last_modified, fetched=excluded.fetched, failures=0, reason=null, failed=null",
            address, article, etag, last_modified, _now(),
        )  # fmt: skip

    def succeed(self, source: str) -> None:
        """A source that is no address was read: what failed before is forgotten."""
        if self._one("select 1 from fetches where address=?", source):
            self._write("delete from fetches where address=?", source)

    def fail(self, address: str, reason: str) -> None:
        """An address could not be read, and why."""
        self._write(
            "insert into fetches (address, failures, reason, failed) values (?, 1, ?, ?) "
            "on conflict (address) do update set failures=failures + 1, reason=excluded.reason, failed=excluded.failed",
            address, reason, _now(),
        )  # fmt: skip

    def failed(self) -> list[tuple[str, str, int]]:
        """What could not be read and was not read since: address, reason, how often; the latest first."""
        rows = self._store.connection.execute(
            "select address, reason, failures from fetches where failures > 0 order by failed desc, address"
        )
        return [(str(row[0]), str(row[1]), int(row[2])) for row in rows]

    # --- what was told -----------------------------------------------------------------------------------------------
    def tell_once(self, claim: str, what: str) -> bool:
        """Whether this claim was not told yet; from now on it is."""
        with clear_errors(self._store.path), immediate(self._store.connection):
            cursor = self._store.connection.execute(
                "insert or ignore into told values (?, ?, ?)", (claim, _now(), what)
            )
        return cursor.rowcount > 0

    def untell(self, claim: str) -> None:
        """What was to be told could not be: it is tried again."""
        self._write("delete from told where claim=?", claim)

    # --- copies ------------------------------------------------------------------------------------------------------
    def merge_copy(self, document: Document) -> str | None:
        """The article that has this very text at another address; from now on it is known by this one too."""
        new = addresses(document)
        if not new or len(document.text) < _WHOLE_TEXT:
            return None
        if any(self._one("select 1 from addresses where address=?", one) for one in new):
            return None
        sha = Article(id=document.id, text=document.text).revision
        row = self._one("select article from revisions where sha=? order by id limit 1", sha)
        if row is None:
            return None
        with clear_errors(self._store.path), immediate(self._store.connection):
            self._store.connection.executemany(
                "insert or ignore into addresses values (?, ?)", [(address, row[0]) for address in new]
            )
        return str(row[0])

    def link_twins(self, article: str, document: Document) -> list[tuple[str, float]]:
        """Link an article with those of the same days that tell nearly the same: (id, share of the words' runs)."""
        import numpy as np

        body = document.text[document.title_end :]
        day = (document.published or "")[:10]
        if len(body) < _WHOLE_TEXT or not day:
            return []
        mine = sketch(body)
        first, last = _around(day)
        rows = self._store.connection.execute(
            "select article, sketch from sketches where day between ? and ? and article != ?", (first, last, article)
        ).fetchall()
        shares = [float(np.mean(np.frombuffer(row[1], np.uint32) == mine)) for row in rows]
        twins = [(str(row[0]), share) for row, share in zip(rows, shares, strict=True) if share >= TWIN_SHARE]
        with clear_errors(self._store.path), immediate(self._store.connection):
            execute = self._store.connection.execute
            execute("insert or replace into sketches values (?, ?, ?)", (article, day, mine.tobytes()))
            execute("delete from twins where article=? or twin=?", (article, article))
            pairs = [(one, other, share) for twin, share in twins for one, other in ((article, twin), (twin, article))]
            self._store.connection.executemany("insert or replace into twins values (?, ?, ?)", pairs)
        return sorted(twins, key=lambda twin: -twin[1])

    def twins(self, article: str) -> list[tuple[str, float]]:
        """The twins of an article, nearest first."""
        rows = self._store.connection.execute(
            "select twin, share from twins where article=? order by share desc", (article,)
        )
        return [(str(row[0]), float(row[1])) for row in rows]

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row = self._store.connection.execute(query, values).fetchone()
        return tuple(row) if row else None

    def _write(self, statement: str, *values: object) -> None:
        with clear_errors(self._store.path), immediate(self._store.connection):
            self._store.connection.execute(statement, values)


def sketch(text: str) -> npt.NDArray[np.uint32]:
    """A MinHash of a text's runs of five words (Broder 1997): equal places estimate the share of common runs."""
    import numpy as np

    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
    hashes = np.fromiter((zlib.crc32(run.encode("utf-8", "replace")) for run in runs), np.uint64, len(runs))
    random = np.random.default_rng(_SEED)
    factors = random.integers(1, 2**63, _ROWS, np.uint64) | np.uint64(1)
    terms = random.integers(0, 2**63, _ROWS, np.uint64)
    mixed = (hashes[None, :] * factors[:, None] + terms[:, None]) >> np.uint64(32)
    found: npt.NDArray[np.uint32] = mixed.min(axis=1).astype(np.uint32)
    return found


def _around(day: str) -> tuple[str, str]:
    at = datetime.fromisoformat(day)
    first, last = (at + timedelta(days=days) for days in (-_TWIN_DAYS, _TWIN_DAYS))
    return first.date().isoformat(), last.date().isoformat()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
