"""What to look for, and how it becomes conditions in SQL.

Names are compared without accents and case, wherever they stand; sizes without sign.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tapecheck.schema import Modality
from tapecheck.store.keys import day_key
from tapecheck.store.names import fold, like, same_symbols

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_DAY_AFTER = {4: "-12-31", 7: "-31", 10: ""}  # by the length of what is given: the last day of a year, month, day


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """What to look for; None does not narrow.

    `entity` is what a claim is about, said by, or names; `speaker`, `affiliation` and `publisher` are parts of names.
    `min` and `max` are sizes, whatever the direction. `period` is an ISO year, month or day that the claim's own period
    falls into; `since` and `until` are publication days. `certainty` is the least. `reviewed` is an outcome of a
    review, "yes" or "no". `similar_to` is a claim's id; `meaning` finds what says the same in other words too, where
    vectors were built. `sort` is "rank", "date" or "value", else rank where there are words and date where there are
    none.
    """

    words: str = ""
    entity: str | None = None
    symbol: str | None = None
    speaker: str | None = None
    affiliation: str | None = None
    publisher: str | None = None
    metric: str | None = None
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    direction: str | None = None
    period: str | None = None
    since: str | date | None = None
    until: str | date | None = None
    verdict: str | None = None
    certainty: float | None = None
    modality: str | None = None
    reviewed: str | None = None
    article: str | None = None
    similar_to: str | None = None
    meaning: bool = True
    sort: str | None = None
    limit: int = 50


@dataclass(slots=True)
class Filter:
    """A condition on a claim `c`, its values, and the index of `claims` that holds just the claims that fit, if any."""

    condition: str
    values: list[Any] = field(default_factory=list)
    index: str | None = None
    keys: str | None = None  # or a query of the keys that fit, as `claim`
    in_order: bool = False  # whether that gives them in their order, each once

    @property
    def ordered(self) -> bool:
        """Whether the index gives the claims that fit in the order of their keys: those of one value."""
        return len(self.values) == 1 and ">=" not in self.condition

    @property
    def empty(self) -> bool:
        """Whether no claim can fit: a name that nobody has."""
        return " in ()" in self.condition


def fts_query(words: str) -> str:
    """The words as an FTS5 query: all must occur, "quoted ones" as a phrase, infla* as a beginning.

    Nothing else in them is syntax, so that nothing that a person types is an error.

    >>> fts_query('small caps "Russell 2000" infla*')
    '"small" "caps" "Russell 2000" "infla"*'
    """
    terms = []
    for phrase, word in _WORDS.findall(words.replace("\x00", " ")):
        plain = (phrase or word).replace('"', " ").strip()
        if re.search(r"\w", plain):
            terms.append(f'"{plain.rstrip("*")}"' + "*" * (bool(word) and word.endswith("*")))
    return " ".join(terms)


def filters(connection: sqlite3.Connection, query: ClaimQuery) -> list[Filter]:
    """The conditions of a query but for its words and its likeness to a claim."""
    made = [Filter("c.latest = 1")]
    for name, index in (("symbol", "claims_symbol"), ("metric", "claims_metric"), ("verdict", "claims_verdict"),
                        ("direction", None), ("article", None)):  # fmt: skip
        if (value := getattr(query, name)) is not None:
            value = symbol_here(connection, value) if name == "symbol" else value
            made.append(Filter(f"c.{name} = ?", [value], index))
    if query.modality is not None:
        rare = query.modality in (Modality.FORECAST, Modality.HYPOTHETICAL, Modality.DENIED)
        other = " and c.modality <> 'asserted'" * rare  # what the index is of
        made.append(Filter(f"c.modality = ?{other}", [query.modality], "claims_modality" if rare else None))
    if query.unit is not None:
        made.append(Filter("c.unit = ? collate nocase", [query.unit]))
    if query.min is not None:
        made.append(Filter("c.high >= ?", [query.min], "claims_high"))
    if query.max is not None:
        made.append(Filter("c.low <= ?", [query.max]))
    if query.certainty is not None:
        made.append(Filter("c.certainty >= ?", [query.certainty]))
    return made + _of_days(query) + _of_names(connection, query) + _of_reviews(query)


def _of_days(query: ClaimQuery) -> list[Filter]:
    made = []
    if query.since is not None:
        made.append(Filter("c.key >= ?", [day_key(str(query.since))]))
    if query.until is not None:
        made.append(Filter("c.key < ?", [day_key(str(query.until)) + day_key("1970-01-02")]))
        made.append(Filter("c.published_day is not null"))
    if query.period is not None:
        last = query.period + _DAY_AFTER.get(len(query.period), "")
        made.append(Filter("c.period_from <= ? and c.period_to > ?", [last, query.period]))
    return made


def _of_names(connection: sqlite3.Connection, query: ClaimQuery) -> list[Filter]:
    made = []
    if query.entity is not None:
        ids = _ids(connection, query.entity)
        marks = ", ".join("?" * len(ids))
        keys = f"select claim from claim_names where name in ({marks})"
        held = f"exists (select 1 from claim_names m where m.claim = c.key and m.name in ({marks}))"
        made.append(Filter(held, list(ids), keys=keys, in_order=len(ids) == 1))
    if query.speaker is not None:
        names = _among(connection, "claims", "attributed_to", query.speaker)
        made.append(Filter(f"c.attributed_to in ({_marks(names)})", names, "claims_speaker"))
    if query.affiliation is not None:
        affiliations = _among(connection, "quotes", "affiliation", query.affiliation)
        held = f"c.quote in (select key from quotes where affiliation in ({_marks(affiliations)}))"
        keys = (
            "select o.key as claim from quotes q join claims o on o.quote = q.key "
            f"where q.affiliation in ({_marks(affiliations)})"
        )
        made.append(Filter(held, affiliations, keys=keys))
    if query.publisher is not None:
        names = _among(connection, "articles", "publisher", query.publisher)
        held = f"exists (select 1 from articles a where a.id = c.article and a.publisher in ({_marks(names)}))"
        keys = (
            "select o.key as claim from articles a join claims o on o.revision = a.revision "
            f"where a.publisher in ({_marks(names)})"
        )
        made.append(Filter(held, names, keys=keys))
    return made


def _of_reviews(query: ClaimQuery) -> list[Filter]:
    if query.reviewed is None:
        return []
    if query.reviewed in ("yes", "no"):
        no = "not " * (query.reviewed == "no")
        keys = "select o.key as claim from reviews v join claims o on o.id = v.claim"
        return [Filter(f"{no}exists (select 1 from reviews v where v.claim = c.id)", keys=None if no else keys)]
    last = "(select outcome from reviews v where v.claim = c.id order by v.id desc limit 1) = ?"
    return [Filter(last, [query.reviewed])]


def _ids(connection: sqlite3.Connection, wanted: str) -> list[int]:
    pattern = f"%{like(fold(wanted))}%"
    rows = connection.execute("select id from names where folded like ? escape '\\'", (pattern,))
    return [int(row[0]) for row in rows]


def _among(connection: sqlite3.Connection, table: str, column: str, wanted: str) -> list[str]:
    """The values of a column that hold `wanted`, read by leaps through its index."""
    want = fold(wanted)
    return [value for value in distinct(connection, table, column) if want in fold(value)]


def symbol_here(connection: sqlite3.Connection, wanted: str) -> str:
    """The stored symbol that is meant, whatever its case and signs ("rut" is "^RUT"); else what was given."""
    if connection.execute("select 1 from claims where symbol=? limit 1", (wanted,)).fetchone():
        return wanted
    meant = same_symbols(wanted, distinct(connection, "claims", "symbol"))
    return meant[0] if len(meant) == 1 else wanted


def distinct(connection: sqlite3.Connection, table: str, column: str) -> list[str]:
    """The different values of an indexed column: one step a value, not one a row."""
    rows = connection.execute(
        f"with recursive each (v) as (select min({column}) from {table} where {column} is not null union all "
        f"select (select min({column}) from {table} where {column} > v) from each where v is not null) "
        "select v from each where v is not null"
    )
    return [str(row[0]) for row in rows]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
