"""One SQLite file: opening it safely, saving a document in one transaction, reading it back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from tapecheck.errors import StoreError
from tapecheck.schema import Article, Claim, Document, Versions, from_json, to_json
from tapecheck.store.migrations import migrations

APPLICATION_ID = 0x74617065  # "tape", in the file's header: how we know our own
BUSY_SECONDS = 10.0
_FINDINGS = ("entities", "quantities", "periods", "quotes")
_NOT_IN_DOCUMENT = ("text", "article", "tables", "title_end", "published", "id")


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: "new" article, "revised" text, "checked" again, or "same" as before."""

    article: str
    what: str


class Store:
    """A database of articles and claims. Use `Store.open`; one instance per thread."""

    def __init__(self, db: Database, path: str) -> None:
        """`db` has all migrations applied."""
        self.db = db
        self.path = path

    @classmethod
    def open(cls, path: str, *, create: bool = True) -> Store:
        """Open or make the database at `path`, and bring its tables up to date.

        Raises StoreError if it is somebody else's, no database, locked, not there (without `create`) or in no folder.
        """
        file = Path(path)
        if file.is_dir():
            raise StoreError(path, "is a folder; name a file in it with --db")
        if not create and not file.exists():
            raise StoreError(path, "no database here yet; `tapecheck ingest SOURCE` makes it, --db names another")
        if not file.absolute().parent.is_dir():
            raise StoreError(path, f"there is no folder {file.absolute().parent}; make it first")
        with _clear_errors(path):
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
            try:
                _refuse_foreign(connection, path)
                db = Database(connection)
                db.enable_wal()
                connection.execute("pragma synchronous=normal")
                connection.execute("pragma foreign_keys=on")
                if migrations.pending(db):
                    with _immediate(db):
                        migrations.apply(db)
                        connection.execute(f"pragma application_id={APPLICATION_ID}")
            except BaseException:
                connection.close()
                raise
        return cls(db, path)

    def close(self) -> None:
        """Close the file."""
        self.db.conn.close()

    def __enter__(self) -> Store:
        """The store itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    # --- saving ----------------------------------------------------------------------------------------------------
    def start_run(self, command: str, versions: Versions) -> int:
        """A run's number: every document saved carries the run that made it."""
        with _clear_errors(self.path), _immediate(self.db):
            cursor = self.db.conn.execute(
                "insert into runs (started, command, tapecheck, model, rules) values (?, ?, ?, ?, ?)",
                (_now(), command, versions.tapecheck, versions.model, versions.rules),
            )
        return int(cursor.lastrowid or 0)

    def save(self, document: Document, run: int) -> Saved:
        """Save an article with all that was found in it, in one transaction. Raises StoreError.

        The same article (by any of its addresses) is the same row; another text of it is a new revision; the same text
        again replaces what was found in it. Checks that the new document lacks are kept if the claims stayed.
        """
        with _clear_errors(self.path), _immediate(self.db):
            known = self._known_article(document)
            article = known or document.id
            before = self._revision(article, document)
            document = self._keep_checks(document, before)
            self._save_article(article, document, known is None)
            revision = before[0] if before else self._add_revision(article, document)
            if before is None or before[1] != _findings_json(document):
                self._save_findings(article, revision, document, run, replaced=before is not None)
                what = "new" if known is None else "revised" if before is None else "checked"
            else:
                what = "same"
            self.db.conn.execute("update articles set revision=? where id=?", (revision, article))
        return Saved(article, what)

    def _known_article(self, document: Document) -> str | None:
        for address in _addresses(document):
            if row := self._one("select article from addresses where address=?", address):
                return str(row[0])
        row = self._one("select id from articles where id=?", document.id)
        return str(row[0]) if row else None

    def _revision(self, article: str, document: Document) -> tuple[int, str] | None:
        row = self._one("select id, document from revisions where article=? and sha=?", article, _sha(document))
        return (int(row[0]), str(row[1])) if row else None

    def _keep_checks(self, document: Document, before: tuple[int, str] | None) -> Document:
        if document.checks is not None or before is None:
            return document
        old = json.loads(before[1])
        same = [claim["id"] for claim in old["claims"]] == [claim.id for claim in document.claims]
        if not same or old.get("checks") is None:
            return document
        kept = from_json(Document, {**to_json(document), "checks": old["checks"], "verdict": old["verdict"]})
        return replace(document, checks=kept.checks, verdict=kept.verdict)

    def _save_article(self, article: str, document: Document, is_new: bool) -> None:
        info, now = document.article, _now()
        values = {
            "url": info.url, "canonical_url": info.canonical_url, "publisher": info.publisher, "title": info.title,
            "authors": json.dumps(list(info.authors), ensure_ascii=False), "published": document.published,
            "published_day": (document.published or "")[:10] or None, "language": info.language,
            "section": info.section, "truncated": int(info.truncated), "paywalled": int(info.paywalled),
            "verdict": document.verdict, "last_saved": now,
        }  # fmt: skip
        if is_new:
            self._insert("articles", {"id": article, **values, "first_saved": now})
        else:
            assignments = ", ".join(f"{name}=?" for name in values)
            self.db.conn.execute(f"update articles set {assignments} where id=?", (*values.values(), article))
        self.db.conn.executemany(
            "insert or ignore into addresses values (?, ?)", [(address, article) for address in _addresses(document)]
        )

    def _add_revision(self, article: str, document: Document) -> int:
        tables = json.dumps(to_json(document)["tables"], ensure_ascii=False)
        return self._insert(
            "revisions",
            {"article": article, "sha": _sha(document), "text": document.text, "title_end": document.title_end,
             "info": _dump(to_json(document.article)), "tables": tables, "published": document.published,
             "saved": _now()},
        )  # fmt: skip

    def _save_findings(self, article: str, revision: int, document: Document, run: int, *, replaced: bool) -> None:
        if replaced:
            self._drop_findings(revision)
        data = to_json(document)
        self.db.conn.execute(
            "update revisions set run=?, document=?, info=?, published=? where id=?",
            (run, _findings_json(document), _dump(data["article"]), document.published, revision),
        )
        for name in _FINDINGS:
            self._insert_many(name, (_row(self.db.table(name).columns_dict, item, revision) for item in data[name]))
        self._save_claims(article, revision, document, data)
        if document.checks is not None:
            self._save_checks(revision, run, data["checks"])

    def _drop_findings(self, revision: int) -> None:
        execute = self.db.conn.execute
        columns = "sentence, subject, attributed_to, title"
        execute(
            f"insert into claims_fts (claims_fts, rowid, {columns}) "
            f"select 'delete', key, {columns} from claims where revision=?",
            (revision,),
        )
        for name in ("checks", "claims", *_FINDINGS):
            execute(f"delete from {name} where revision=?", (revision,))

    def _save_claims(self, article: str, revision: int, document: Document, data: Mapping[str, Any]) -> None:
        verdicts = {check.claim_id: str(check.verdict) for check in document.checks or ()}
        columns = self.db.table("claims").columns_dict
        rows = []
        for claim, item in zip(document.claims, data["claims"], strict=True):
            more = {
                "article": article, "title": document.article.title, "sentence": _sentence_of(document, claim),
                "published_day": (document.published or "")[:10] or None, "verdict": verdicts.get(claim.id),
                "detail": _dump(item),
            }  # fmt: skip
            row = _row(columns, {**item, **more}, revision)
            del row["key"]
            rows.append(row)
        self._insert_many("claims", rows)
        self.db.conn.execute(
            "insert into claims_fts (rowid, sentence, subject, attributed_to, title) "
            "select key, sentence, subject, attributed_to, title from claims where revision=?",
            (revision,),
        )

    def _save_checks(self, revision: int, run: int, checks: Iterable[Mapping[str, Any]]) -> None:
        keys = dict(self.db.conn.execute("select id, key from claims where revision=?", (revision,)))
        columns = self.db.table("checks").columns_dict
        rows = (
            _row(columns, {**check, "claim": keys[check["claim_id"]], "run": run, "detail": _dump(check)}, revision)
            for check in checks
            if check["claim_id"] in keys
        )
        self._insert_many("checks", rows)

    def _insert(self, name: str, row: Mapping[str, Any]) -> int:
        marks = ", ".join("?" * len(row))
        columns = ", ".join(f'"{column}"' for column in row)
        cursor = self.db.conn.execute(f"insert into {name} ({columns}) values ({marks})", tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def _insert_many(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """`executemany`: on this path it is six times as fast as one insert a row through a library."""
        rows = list(rows)
        if rows:
            columns = ", ".join(f'"{column}"' for column in rows[0])
            marks = ", ".join("?" * len(rows[0]))
            statement = f"insert into {name} ({columns}) values ({marks})"
            self.db.conn.executemany(statement, [tuple(row.values()) for row in rows])

    # --- reading ---------------------------------------------------------------------------------------------------
    def load(self, article: str) -> Document:
        """The newest revision of an article, by its id, the start of its id, or an address or a part of one.

        Raises StoreError if there is none, or several.
        """
        found = self._find_article(article)
        row = self._one(
            "select r.text, r.title_end, r.info, r.tables, r.published, r.document, a.id from articles a "
            "join revisions r on r.id = a.revision where a.id=?",
            found,
        )
        if row is None:
            raise StoreError(self.path, f"article {article} has no text; ingest it again")
        text, title_end, info, tables, published, findings, article_id = row
        return from_json(
            Document,
            {**json.loads(findings), "id": article_id, "text": text, "title_end": title_end, "published": published,
             "article": json.loads(info), "tables": json.loads(tables)},
        )  # fmt: skip

    def load_claim(self, claim: str) -> Document:
        """The document that a claim stands in, by the claim's id or the start of it. Raises StoreError."""
        query = "select distinct article from claims where id like ? || '%' escape '\\'"
        rows = self.db.conn.execute(query, (_like(claim),)).fetchall() if claim else []
        if len(rows) != 1:
            raise StoreError(self.path, f"{len(rows) or 'no'} claims match {claim!r}; tapecheck search prints the ids")
        return self.load(str(rows[0][0]))

    def article_ids(self) -> list[str]:
        """The ids of all articles, newest first."""
        rows = self.db.conn.execute("select id from articles order by published_day desc, id")
        return [str(row[0]) for row in rows]

    def articles(self, limit: int = 50) -> list[dict[str, Any]]:
        """Articles, newest first: id, title, publisher, published, verdict, claims, url."""
        rows = self.db.query(
            "select a.id, a.title, a.publisher, a.published, a.verdict, a.url, a.language, "
            "(select count(*) from claims c where c.revision = a.revision) as claims "
            "from articles a order by a.published_day desc, a.id limit ?",
            [limit],
        )
        return [dict(row) for row in rows]

    def _find_article(self, wanted: str) -> str:
        queries = (
            ("select id from articles where id=?", wanted),
            ("select article from addresses where address=?", wanted),
            ("select id from articles where id like ? || '%' escape '\\'", _like(wanted)),
            ("select distinct article from addresses where address like '%' || ? || '%' escape '\\'", _like(wanted)),
        )
        for query, value in queries if wanted else ():
            rows = self.db.conn.execute(query, (value,)).fetchall()
            if len(rows) == 1:
                return str(rows[0][0])
            if rows:
                raise StoreError(self.path, f"{len(rows)} articles match {wanted!r}; give more of the id or address")
        raise StoreError(self.path, f"no article {wanted!r}; `tapecheck list` shows what there is")

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row = self.db.conn.execute(query, values).fetchone()
        return tuple(row) if row else None


def _addresses(document: Document) -> list[str]:
    """What an article is known by. A canonical address that is a front page would merge a whole site: left out."""
    info = document.article
    canonical = info.canonical_url
    if canonical and urlsplit(canonical).path.strip("/") == "":
        canonical = None
    return [address.partition("#")[0] for address in (canonical, info.url) if address]


def _sha(document: Document) -> str:
    return Article(id=document.id, text=document.text).revision


def _findings_json(document: Document) -> str:
    data = to_json(document)
    return _dump({name: value for name, value in data.items() if name not in _NOT_IN_DOCUMENT})


def _sentence_of(document: Document, claim: Claim) -> str:
    """The words around a claim that a search should find it by."""
    if claim.cell:
        return claim.text
    inside = [s for s in document.sentences if s.start < claim.end and claim.start < s.end]
    return document.text[inside[0].start : inside[-1].end] if inside else claim.text


def _row(columns: Mapping[str, Any], item: Mapping[str, Any], revision: int) -> dict[str, Any]:
    """The values of a table's own columns; lists as JSON."""
    row = {name: item.get(name) for name in columns}
    row["revision"] = revision
    return {name: _dump(value) if isinstance(value, list | dict) else value for name, value in row.items()}


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    (application,) = connection.execute("pragma application_id").fetchone()
    tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise StoreError(path, "a database of another program; nothing was changed. Name another file with --db")


@contextmanager
def _immediate(db: Database) -> Iterator[None]:
    """One write transaction, with the write lock taken at its start: it cannot fail half way for a reader's sake."""
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


@contextmanager
def _clear_errors(path: str) -> Iterator[None]:
    """SQLite's errors as one clear line."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise StoreError(path, "another program is writing to it; try again when that is done") from error
        if "not a database" in said or "malformed" in said:
            raise StoreError(path, f"not a database that can be read ({said}); name another file with --db") from error
        if "unable to open" in said or "readonly" in said:
            raise StoreError(path, f"cannot be opened for writing ({said}); check its permissions") from error
        raise StoreError(path, said) from error
