"""One SQLite file: opening it safely, saving documents, reading them back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.errors import StoreError
from tapecheck.schema import Document, Versions
from tapecheck.store import reading
from tapecheck.store.opening import clear_errors, connect, immediate
from tapecheck.store.saving import Saved, Saver, now
from tapecheck.store.tables import WORDS

if TYPE_CHECKING:
    from sqlite_utils import Database

    from tapecheck.store.likeness import VectorIndex


class Store:
    """A database of articles and claims. Use `Store.open`; one instance per thread."""

    def __init__(self, connection: sqlite3.Connection, path: str, backup: Path | None = None) -> None:
        """`connection` has all migrations applied; `backup` is the file as it was before the last of them."""
        self.connection = connection
        self.path = path
        self.backup = backup
        self.vectors: VectorIndex | None = None

    @classmethod
    def open(cls, path: str, *, create: bool = True) -> Store:
        """Open or make the database at `path`, and bring its tables up to date, with a backup beside it.

        Raises StoreError if it is somebody else's, of a newer version, no database, locked, read-only, not there
        (without `create`) or in no folder.
        """
        connection, backup = connect(path, create=create)
        return cls(connection, path, backup)

    @property
    def db(self) -> Database:
        """The connection as sqlite-utils has it, for notebooks. Its import brings pandas: nothing here needs it."""
        from sqlite_utils import Database

        return Database(self.connection)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Store:
        """The store itself; it is closed at the end of the block."""
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Close the file. What SQLite could not read is told in one clear line: raises StoreError."""
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            with clear_errors(self.path):
                raise error

    @contextmanager
    def writing(self) -> Iterator[Saver]:
        """One write transaction: what is saved through it is there at its end, all or nothing. Raises StoreError."""
        with clear_errors(self.path), immediate(self.connection):
            saver = Saver(self.connection)
            yield saver
            saver.flush()

    @contextmanager
    def bulk(self) -> Iterator[Saver]:
        """One write transaction for very many new articles: indexes are made at its end, word indexes from all rows.

        For a database that is new or smaller than what comes in. All or nothing; readers see what was before.
        Raises StoreError.
        """
        connection = self.connection
        query = "select name, sql from sqlite_master where type='index' and tbl_name in ('claims', 'checks', 'quotes')"
        with clear_errors(self.path), immediate(connection):
            made = connection.execute(f"{query} and sql is not null").fetchall()
            for name, _ in made:
                connection.execute(f"drop index {name}")
            saver = Saver(connection, words=False)
            yield saver
            saver.flush()
            for _, sql in made:
                connection.execute(sql)
            for name in WORDS:
                connection.execute(f"insert into {name}_fts ({name}_fts) values ('rebuild')")

    # --- saving ------------------------------------------------------------------------------------------------------
    def start_run(
        self, command: str, versions: Versions, *, market: str | None = None, options: str | None = None
    ) -> int:
        """A run's number: every document and check saved carries the run that made it. Raises StoreError."""
        with self.writing() as saver:
            return saver.start_run(command, versions, market=market, options=options)

    def save(self, document: Document, run: int) -> Saved:
        """Save an article with all that was found in it, in one transaction. Raises StoreError.

        The same article (by any of its addresses) is the same row; another text of it is a new revision; the same text
        again takes what is found in it now. Checks join the history of their claims.
        """
        with self.writing() as saver:
            return saver.save(document, run)

    def save_all(self, documents: Iterable[Document], run: int) -> list[Saved]:
        """Save many in one transaction: several times as fast as one by one. Raises StoreError."""
        with self.writing() as saver:
            return [saver.save(document, run) for document in documents]

    # --- reading -----------------------------------------------------------------------------------------------------
    def load(self, article: str) -> Document:
        """The newest revision of an article, by its id, the start of its id, or an address or a part of one.

        Raises StoreError if there is none, or several.
        """
        found = reading.find_article(self.connection, self.path, article)
        row = self.connection.execute("select revision from articles where id=?", (found,)).fetchone()
        if row is None or row[0] is None:
            raise StoreError(self.path, f"article {article} has no text; ingest it again")
        return reading.load_revision(self.connection, row[0])

    def load_claim(self, claim: str) -> Document:
        """The document that a claim stands in, by the claim's id or the start of it. Raises StoreError."""
        return reading.load_revision(self.connection, reading.find_claim(self.connection, self.path, claim)[2])

    def save_search(self, name: str, words: str, options: Mapping[str, Any]) -> None:
        """Keep a search under a name, in the place of one that has it. Raises StoreError."""
        with self.writing():
            values = (name, words, json.dumps(dict(options)), now())
            self.connection.execute("insert or replace into searches values (?, ?, ?, ?)", values)

    def saved_searches(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """The searches that were kept: words and options by name."""
        rows = self.connection.execute("select name, words, options from searches order by name")
        return {name: (words, json.loads(options)) for name, words, options in rows}

    def article_ids(self) -> list[str]:
        """The ids of all articles, newest first."""
        rows = self.connection.execute("select id from articles order by published_day desc, id")
        return [str(row[0]) for row in rows]

    def articles(self, limit: int = 50) -> list[dict[str, Any]]:
        """Articles, newest first: id, title, publisher, published, verdict, claims, url."""
        return self.rows(
            "select a.id, a.title, a.publisher, a.published, a.verdict, a.url, a.language, "
            "(select count(*) from claims c where c.revision = a.revision) as claims "
            "from articles a order by a.published_day desc, a.id limit ?",
            [limit],
        )

    def rows(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """What a query finds, each row by the names of its columns."""
        cursor = self.connection.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
