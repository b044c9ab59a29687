"""What says the same in other words: a vector for each sentence that holds a claim, compared in numpy.

Vectors are stored as 384 signed bytes. Over many, the signs of their numbers alone find the nearest thousands, and the
whole vectors rank those (binary quantization with rescoring).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tapecheck.store.opening import clear_errors, immediate
from tapecheck.store.query import ClaimQuery, Filter
from tapecheck.store.reading import find_claim

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tapecheck.store.database import Store
    from tapecheck.store.search import Embed

LEAST = 0.3  # the cosine below which two sentences have little to do with each other
_SCALE = 127
_RESCORED = 12_000  # vectors that are compared whole: nine of ten of the nearest twenty of chance are among them
_BATCH = 64  # revisions that are embedded and saved together


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """All vectors of a database: where each sentence stands, its vector as bytes, and the signs packed into words."""

    stamp: tuple[int, int]
    revisions: NDArray[np.int64]
    starts: NDArray[np.int64]
    vectors: NDArray[np.int8]
    signs: NDArray[np.uint64]

    @classmethod
    def read(cls, connection: sqlite3.Connection, stamp: tuple[int, int]) -> VectorIndex:
        """Read them all: 100,000 take about a fifth of a second."""
        import numpy as np

        rows = connection.execute("select revision, start, vector from vectors").fetchall()
        revisions, starts, packed = zip(*rows, strict=True) if rows else ((), (), ())
        width = len(packed[0]) if packed else 384
        vectors = np.frombuffer(b"".join(packed), dtype=np.int8).reshape(-1, width)
        signs = np.packbits(vectors < 0, axis=1).view(np.uint64)
        return cls(stamp, np.array(revisions, np.int64), np.array(starts, np.int64), vectors, signs)

    def nearest(self, vector: NDArray[np.float32], count: int) -> Iterator[tuple[int, int, float]]:
        """The sentences nearest to a unit vector as (revision, start, cosine), the nearest first."""
        import numpy as np

        rows = np.arange(len(self.vectors))
        if len(rows) > _RESCORED:
            own = np.packbits(vector < 0).view(np.uint64)
            apart = np.bitwise_count(self.signs ^ own).sum(axis=1, dtype=np.uint16)
            rows = np.argpartition(apart, _RESCORED)[:_RESCORED]
        scores = self.vectors[rows].astype(np.float32) @ vector / _SCALE
        for at in np.argsort(-scores)[:count]:
            yield int(self.revisions[rows[at]]), int(self.starts[rows[at]]), float(scores[at])


def build_vectors(store: Store, embed: Embed, model: str) -> Iterator[int]:
    """Embed every sentence with a claim that has no vector of this model yet, batch by batch: how many sentences each.

    What a batch made is saved; an interrupted build goes on where it stopped. Raises StoreError.
    """
    import numpy as np

    connection = store.connection
    waiting = connection.execute(
        "select id from revisions where embedded is not ? and id in (select revision from claims)",
        (model,),
    ).fetchall()
    query = "select distinct sentence_start, sentence from claims where revision=? and sentence_start is not null"
    for first in range(0, len(waiting), _BATCH):
        revisions = [row[0] for row in waiting[first : first + _BATCH]]
        places = [(revision, *row) for revision in revisions for row in connection.execute(query, (revision,))]
        sentences = list(dict.fromkeys(sentence for _, _, sentence in places))
        made = np.rint(embed(sentences) * _SCALE).astype(np.int8)
        packed = {sentence: made[at].tobytes() for at, sentence in enumerate(sentences)}
        rows = [(revision, start, packed[sentence]) for revision, start, sentence in places]
        with clear_errors(store.path), immediate(connection):
            connection.executemany("insert or replace into vectors (revision, start, vector) values (?, ?, ?)", rows)
            connection.executemany("update revisions set embedded=? where id=?", [(model, each) for each in revisions])
        yield len(sentences)


def has_vectors(store: Store) -> bool:
    """Whether any sentence has a vector."""
    return store.connection.execute("select 1 from vectors limit 1").fetchone() is not None


def nearest(
    store: Store, vector: NDArray[np.float32], made: list[Filter], count: int, least: float = LEAST
) -> list[int]:
    """The keys of the claims whose sentences are nearest to a vector, of those that pass the filters."""
    from tapecheck.store.search import MANY, rarest_of

    connection = store.connection
    rarest, passing = rarest_of(connection, made)
    if rarest is not None and passing <= MANY:
        return _nearest_of_few(connection, vector, made, rarest, count, least)
    conditions = " and ".join(["c.revision = ? and c.sentence_start = ?", *(one.condition for one in made)])
    values = [value for one in made for value in one.values]
    found: list[int] = []
    for revision, start, score in index_of(store).nearest(vector, _RESCORED):
        if score < least or len(found) >= count:
            break
        sql = f"select c.key from claims c where {conditions} order by c.key desc"
        found += [row[0] for row in connection.execute(sql, [revision, start, *values])]
    return found[:count]


def same_claims(store: Store, query: ClaimQuery, made: list[Filter]) -> list[int]:
    """Where a claim is made again, the first to make it first; behind them those whose sentences say nearly the same.

    The same: of the same instrument and time the same figure, as far as both were rounded.
    """
    connection = store.connection
    key, _, _ = find_claim(connection, store.path, str(query.similar_to))
    (symbol,) = connection.execute("select symbol from claims where key=?", (key,)).fetchone()
    about = ("symbol",) if symbol else ("symbol", "subject")
    same = [Filter(f"c.{name} is (select {name} from claims where key = {key})") for name in (*about, *_ALIKE)]
    same.append(Filter(f"c.key <> {key}"))
    same.append(Filter(
        "coalesce(c.plausible_low, -9e99) <= coalesce((select plausible_high from claims where key = ?), 9e99) and "
        "coalesce(c.plausible_high, 9e99) >= coalesce((select plausible_low from claims where key = ?), -9e99)",
        [key, key],
    ))  # fmt: skip
    conditions = " and ".join(one.condition for one in same + made)
    values: list[Any] = [value for one in same + made for value in one.values]
    found = connection.execute(f"select c.key from claims c where {conditions} order by c.key limit ?",
                               [*values, query.limit])  # fmt: skip
    keys = [int(row[0]) for row in found]
    return (keys + [other for other in _said_alike(store, key, made) if other not in {key, *keys}])[: query.limit]


_ALIKE = ("metric", "unit", "direction", "period_from", "period_to", "since", "versus", "field")
_NEARLY = 0.8
_WITH_VECTOR = "join vectors v on v.revision = c.revision and v.start = c.sentence_start"


def _said_alike(store: Store, key: int, made: list[Filter]) -> list[int]:
    import numpy as np

    row = store.connection.execute(
        f"select v.vector, c.symbol from claims c {_WITH_VECTOR} where c.key=?",
        (key,),
    ).fetchone()
    if row is None:
        return []
    vector = np.frombuffer(row[0], np.int8).astype(np.float32)
    narrowed = [*made, Filter("c.symbol = ?", [row[1]], "claims_symbol")] if row[1] else made
    return nearest(store, vector / np.linalg.norm(vector), narrowed, 50, _NEARLY)


def _nearest_of_few(
    connection: sqlite3.Connection, vector: NDArray[np.float32], made: list[Filter], rarest: Filter, count: int,
    least: float,
) -> list[int]:  # fmt: skip
    import numpy as np

    source = f"(select distinct claim as found from ({rarest.keys})) k cross join claims c on c.key = k.found"
    source = source if rarest.keys else f"claims c indexed by {rarest.index}"
    first = list(rarest.values) if rarest.keys else []
    others = [one for one in made if one is not rarest or not rarest.keys]
    sql = f"select c.key, v.vector from {source} {_WITH_VECTOR} where " + " and ".join(one.condition for one in others)
    rows = connection.execute(sql, [*first, *(value for one in others for value in one.values)]).fetchall()
    if not rows:
        return []
    vectors = np.frombuffer(b"".join(row[1] for row in rows), np.int8).reshape(len(rows), -1)
    scores = vectors.astype(np.float32) @ vector / _SCALE
    return [rows[at][0] for at in np.argsort(-scores, kind="stable")[:count] if scores[at] >= least]


def index_of(store: Store) -> VectorIndex:
    """The vectors of a database, kept until somebody writes to it."""
    connection = store.connection
    (version,) = connection.execute("pragma data_version").fetchone()
    stamp = (int(version), connection.total_changes)
    if store.vectors is None or store.vectors.stamp != stamp:
        store.vectors = VectorIndex.read(connection, stamp)
    return store.vectors


def load_embed(name: str = "default") -> tuple[Embed, str] | None:
    """What makes vectors, and the model's name with its version; None where that model has no embedding."""
    from tapecheck.models import load

    model = load(name)
    embed = getattr(model, "embed", None)
    if model is None or embed is None or "embedding" not in getattr(model, "heads", ()):
        return None
    return embed, f"{model.name}-{model.version}"
