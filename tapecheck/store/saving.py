"""Saving documents: rows are gathered over a batch and written by one `executemany` a table.

A new text is the hot path. A text that is stored already is compared with what was found in it before: claims that
stayed keep their row, and with it the history of their checks.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tapecheck.schema import (
    Article,
    Check,
    Document,
    Versions,
    document_verdict,
    from_json,
    to_json,
    without_surrogates,
)
from tapecheck.store import history, reading
from tapecheck.store.coding import pack_document
from tapecheck.store.keys import Keys
from tapecheck.store.names import fold
from tapecheck.store.rows import (
    COLUMNS,
    LAYERS,
    Row,
    claim_rows,
    day_of,
    layer_rows,
    names_of,
    quote_rows,
    worst,
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: "new" article, "revised" text, "checked" again, or "same" as before.

    `changed` counts the claims whose verdict is another than before, `kept` those whose new check had no data, so that
    the verdict before it stays.
    """

    article: str
    what: str
    changed: int = 0
    kept: int = 0


class Saver:
    """Saves documents inside one write transaction of its caller; `flush` before that ends."""

    def __init__(self, connection: sqlite3.Connection, *, words: bool = True) -> None:
        """Writes through this connection, whose transaction has begun; without `words` not into the word indexes."""
        self._left_out = () if words else ("claims_fts", "quotes_fts", "revisions_fts")
        self._connection = connection
        self._claims = Keys(connection, "claims")
        self._quotes = Keys(connection, "quotes")
        self._rows: dict[str, list[Row]] = {name: [] for name in _ORDER}
        self._names: dict[str, int] = {}
        self._at = ""
        self._pending: set[int] = set()  # revisions whose rows are not written yet

    # --- runs --------------------------------------------------------------------------------------------------------
    def start_run(
        self, command: str, versions: Versions, *, market: str | None = None, options: str | None = None,
        started: str | None = None,
    ) -> int:  # fmt: skip
        """The number of a new run: when, by which command and versions, with which market and options."""
        cursor = self._connection.execute(
            "insert into runs (started, command, tapecheck, model, rules, market, options) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            (started or now(), command, versions.tapecheck, versions.model, versions.rules, market, options),
        )
        return int(cursor.lastrowid or 0)

    # --- one document ------------------------------------------------------------------------------------------------
    def save(self, document: Document, run: int, *, at: str | None = None) -> Saved:
        """Save an article with all that was found in it, as of now or of the instant `at`.

        The same article (by any of its addresses) is the same row; another text of it is a new revision; the same text
        again takes what is found in it now, and its checks join the history.
        """
        self._at = at or now()
        text_sha = Article(id=document.id, text=document.text).revision
        document = encodable(document)
        known = self._known_article(document)
        article = known or document.id
        before = self._one("select id from revisions where article=? and sha=?", article, text_sha) if known else None
        self._save_article(article, document, known is None)
        if before is not None:
            return self._save_again(article, int(before[0]), document, run)
        if known is not None:
            self._outdate(article)
        revision = self._add_revision(article, document, run, text_sha)
        keys = self._add_findings(article, revision, document)
        claims = dict(zip((claim.id for claim in document.claims), keys, strict=True))
        self._add_checks(revision, run, history.first(document.checks or (), claims))
        return Saved(article, "new" if known is None else "revised", changed=len(document.checks or ()))

    def flush(self) -> None:
        """Write what is gathered."""
        for name in self._left_out:
            self._rows[name].clear()
        for name, rows in self._rows.items():
            if rows:
                if name.endswith("_fts"):
                    rows.sort()  # FTS5 writes a segment of its own for each row that comes out of order
                columns = ", ".join(f'"{column}"' for column in COLUMNS[name])
                ignore = " or ignore" if name in ("charts", "claim_names", "snapshots") else ""
                marks = ", ".join("?" * len(COLUMNS[name]))
                self._connection.executemany(f"insert{ignore} into {name} ({columns}) values ({marks})", rows)
                rows.clear()
        self._pending.clear()

    # --- articles and revisions --------------------------------------------------------------------------------------
    def _known_article(self, document: Document) -> str | None:
        for address in addresses(document):
            if row := self._one("select article from addresses where address=?", address):
                return str(row[0])
        row = self._one("select id from articles where id=?", document.id)
        return str(row[0]) if row else None

    def _save_article(self, article: str, document: Document, is_new: bool) -> None:
        info, at = document.article, self._at
        values = {
            "url": info.url, "canonical_url": info.canonical_url, "publisher": info.publisher, "title": info.title,
            "authors": json.dumps(list(info.authors), ensure_ascii=False), "published": document.published,
            "published_day": day_of(document), "modified": info.modified, "language": info.language,
            "section": info.section, "truncated": int(info.truncated), "paywalled": int(info.paywalled),
            "correction": info.correction, "note": document.note, "last_saved": at,
        }  # fmt: skip
        if is_new:
            columns, marks = ", ".join(values), ", ".join("?" * len(values))
            statement = f"insert into articles (id, first_saved, {columns}) values (?, ?, {marks})"
            self._execute(statement, article, at, *values.values())
        else:
            self._execute(
                f"update articles set {', '.join(f'{n}=?' for n in values)} where id=?", *values.values(), article
            )
        for address in addresses(document):
            self._execute("insert or ignore into addresses values (?, ?)", address, article)

    def _add_revision(self, article: str, document: Document, run: int, sha: str) -> int:
        values = (article, sha, document.article.title, document.text, document.title_end, document.published, self._at,
                  run, worst(document.verdict), pack_document(document))  # fmt: skip
        cursor = self._connection.execute(
            "insert into revisions (article, sha, title, text, title_end, published, saved, run, verdict, document) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        revision = int(cursor.lastrowid or 0)
        statement = "update articles set revision=?, verdict=? where id=?"
        self._execute(statement, revision, worst(document.verdict), article)
        self._rows["revisions_fts"].append((revision, document.article.title, document.text))
        self._pending.add(revision)
        return revision

    def _outdate(self, article: str) -> None:
        """A newer text is coming: what is stored of the article is no longer its latest."""
        self.flush()
        for table in ("claims", "quotes"):
            self._execute(f"update {table} set latest=0 where article=? and latest=1", article)

    # --- findings ----------------------------------------------------------------------------------------------------
    def _add_findings(self, article: str, revision: int, document: Document) -> range:
        """Gather the rows of a new text; the keys of its claims."""
        day = day_of(document)
        first_quote = self._quotes.take(day, len(document.quotes)) if document.quotes else 0
        self._add_layers(article, revision, document, first_quote)
        first = self._claims.take(day, len(document.claims)) if document.claims else 0
        keys = range(
            first + len(document.claims) - 1, first - 1, -1
        )  # read from the newest: the first claim comes first
        self._add_claims(claim_rows(document, article, revision, keys, first_quote))
        self._add_names(document, keys)
        return keys

    def _add_layers(self, article: str, revision: int, document: Document, first_quote: int) -> None:
        for name, rows in layer_rows(document, revision):
            self._rows[name] += rows
        quotes = quote_rows(document, article, revision, first_quote)
        self._rows["quotes"] += quotes
        self._rows["quotes_fts"] += [(row[0], row[7], row[9], row[11]) for row in quotes]

    def _add_claims(self, rows: list[Row]) -> None:
        self._rows["claims"] += rows
        self._rows["claims_fts"] += [(row[0], row[10], row[12], row[31], row[6]) for row in rows]

    def _add_names(self, document: Document, keys: Sequence[int]) -> None:
        for number, names in names_of(document):
            key = keys[number]
            self._rows["claim_names"] += [(self._name(name, symbol), key) for name, symbol in names]

    def _name(self, name: str, symbol: str | None) -> int:
        if (known := self._names.get(name)) is not None:
            return known
        row = self._one("select id from names where name=?", name)
        if row is None:
            statement = "insert into names (name, folded, symbol) values (?, ?, ?)"
            row = (self._connection.execute(statement, (name, fold(name), symbol)).lastrowid,)
        self._names[name] = int(row[0] or 0)
        return self._names[name]

    # --- a text that is stored already -------------------------------------------------------------------------------
    def _save_again(self, article: str, revision: int, document: Document, run: int) -> Saved:
        if revision in self._pending:
            self.flush()
        self._make_latest(article, revision)
        packed = pack_document(document)
        same = reading.packed_document(self._connection, revision) == packed
        if not same:
            self._replace_findings(article, revision, document)
            self._execute("update revisions set run=?, document=?, title=?, published=? where id=?",
                          run, packed, document.article.title, document.published, revision)  # fmt: skip
        current = reading.current_checks(self._connection, revision)
        claims = reading.claim_keys(self._connection, revision)
        found = history.compare(document.checks, current, claims)
        before = self._same_run_again(revision, run, found)
        self._add_checks(revision, run, found.rows, before)
        self.flush()
        history.settle(self._connection, found, run)
        self._settle_verdict(article, revision, document)
        what = "same" if same and not found.rows and not found.dropped else "checked"
        return Saved(article, what, changed=found.changed, kept=found.kept)

    def _make_latest(self, article: str, revision: int) -> None:
        if self._one("select revision from articles where id=?", article) != (revision,):
            self._outdate(article)
            for table in ("claims", "quotes"):
                self._execute(f"update {table} set latest=1 where revision=?", revision)
            self._execute("update articles set revision=? where id=?", revision, article)

    def _settle_verdict(self, article: str, revision: int, document: Document) -> None:
        """An article's verdict follows from its claims' current ones, which may be older than the document's."""
        checks = reading.current_checks(self._connection, revision)
        if document.checks is None and not checks:
            return
        verdict = document_verdict(document.claims, tuple(checks.values()), document.unread).value
        self._execute("update revisions set verdict=? where id=?", verdict, revision)
        self._execute("update articles set verdict=? where id=?", verdict, article)

    def _replace_findings(self, article: str, revision: int, document: Document) -> None:
        """Take the new findings for the old ones; claims with the id of an old one keep its key."""
        old = reading.claim_keys(self._connection, revision)
        for name in (*LAYERS, "quotes"):
            self._execute(f"delete from {name} where revision=?", revision)
        gone = [(key,) for id_, key in old.items() if id_ not in {claim.id for claim in document.claims}]
        self._connection.executemany("delete from claims where key=?", gone)
        day = day_of(document)
        new = [claim.id for claim in reversed(document.claims) if claim.id not in old]
        known = {**old, **{id_: self._claims.take(day, 1) for id_ in new}}
        keys = [known[claim.id] for claim in document.claims]
        first_quote = self._quotes.take(day, len(document.quotes)) if document.quotes else 0
        self._add_layers(article, revision, document, first_quote)
        rows = claim_rows(document, article, revision, keys, first_quote)
        stayed = set(old.values())
        self._add_claims([row for row in rows if row[0] not in stayed])
        self.flush()  # quotes stand before the claims that they hold
        for row in rows:
            if row[0] in stayed:
                self._change_claim(row)
        self._connection.executemany("delete from claim_names where claim=?", [(key,) for key in keys])
        self._add_names(document, keys)
        if old:
            self._execute("update revisions set embedded=null where id=?", revision)
            self._execute("delete from vectors where revision=?", revision)

    def _change_claim(self, row: Row) -> None:
        """Write a claim's new columns over its old ones (its verdict stays), and its words into the index."""
        words = "sentence, subject, attributed_to, title"
        self._execute(f"insert into claims_fts (claims_fts, rowid, {words}) select 'delete', key, {words} from claims "
                      "where key=?", row[0])  # fmt: skip
        columns = COLUMNS["claims"][1:-2]
        assignments = ", ".join(f'"{column}"=?' for column in columns)
        self._execute(f"update claims set {assignments} where key=?", *row[1:-2], row[0])
        self._execute(f"insert into claims_fts (rowid, {words}) values (?, ?, ?, ?, ?)",
                      row[0], row[10], row[12], row[31], row[6])  # fmt: skip

    # --- checks ------------------------------------------------------------------------------------------------------
    def _add_checks(
        self, revision: int, run: int, found: Sequence[history.NewCheck], before: Mapping[str, Check] | None = None
    ) -> None:
        """Gather the checks of a run over a revision; `before` are those that the same run stored over it already."""
        if not found:
            return
        rows, charts, packed = history.rows(found, run, (before or {}).values())
        self._rows["charts"] += charts
        self._rows["checks"] += rows
        used = {one.snapshot for new in found for one in new.check.series if one.snapshot}
        self._rows["snapshots"] += [(run, snapshot) for snapshot in used]
        self._rows["checked"].append((revision, run, packed))

    def _same_run_again(self, revision: int, run: int, found: history.Compared) -> Mapping[str, Check]:
        """The checks that this very run stored over the revision before; the new ones take the place of theirs."""
        if not found.rows or self._one("select 1 from checked where revision=? and run=?", revision, run) is None:
            return {}
        before = reading.checks_of(self._connection, revision, run)
        found.rows = [new for new in found.rows if new.current or new.check.claim_id not in before]
        if found.rows:
            self._execute("delete from checked where revision=? and run=?", revision, run)
            replaced = [(new.claim, run) for new in found.rows]
            self._connection.executemany("delete from checks where claim=? and run=?", replaced)
        return before

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row = self._connection.execute(query, values).fetchone()
        return tuple(row) if row else None

    def _execute(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)


# What others refer to comes first.
_ORDER = (*LAYERS, "quotes", "claims", "claim_names", "charts", "checks", "checked", "snapshots", "claims_fts",
          "quotes_fts", "revisions_fts")  # fmt: skip


def addresses(document: Document) -> list[str]:
    """What an article is known by. A canonical address that is a front page would merge a whole site: left out.

    A fragment is no address of its own, but for a post of a live blog.
    """
    info = document.article
    canonical = info.canonical_url
    if canonical and urlsplit(canonical).path.strip("/") == "":
        canonical = None
    known = (address for address in (canonical, info.url) if address)
    return [address if "#post=" in address else address.partition("#")[0] for address in known]


def encodable(document: Document) -> Document:
    """The document with U+FFFD for halves of characters, which no file can hold; lengths stay."""
    try:
        document.text.encode()
    except UnicodeEncodeError:
        return from_json(Document, _whole(to_json(document)))
    return document


def _whole(data: Any) -> Any:
    if isinstance(data, str):
        return without_surrogates(data)
    if isinstance(data, list):
        return [_whole(item) for item in data]
    return {name: _whole(item) for name, item in data.items()} if isinstance(data, dict) else data


def now() -> str:
    """This moment, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
