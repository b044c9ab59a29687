"""What a person says of a claim, beside the machine's verdict: confirmed, overruled with a reason, or mended.

A review hangs on the article and names the claim's id and place: it survives that the article is analyzed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tapecheck.errors import StoreError
from tapecheck.schema import Claim, Document, Verdict, from_json, plausible_interval, to_json
from tapecheck.store.reading import find_claim
from tapecheck.store.saving import now

if TYPE_CHECKING:
    from tapecheck.store.database import Store

MENDABLE = ("subject", "symbol", "metric", "direction", "low", "high", "unit", "hedge", "period_from", "period_to",
            "since", "modality", "attributed_to")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What `reviewer` said of a claim at an instant: the `verdict` in their eyes, beside the `machine`'s."""

    claim_id: str
    outcome: str
    verdict: Verdict | None
    reason: str | None
    reviewer: str
    at: str
    machine: Verdict | None
    changes: dict[str, str] = field(default_factory=dict)


def add_review(
    store: Store,
    claim: str,
    outcome: str,
    *,
    reviewer: str,
    verdict: Verdict | str | None = None,
    reason: str | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Review:
    """Store what a person says of a claim (by its id or the start of it).

    `outcome` is "confirmed", "overruled" (with the right `verdict` and a `reason`) or "mended" (with `changes` of the
    fields of MENDABLE). Raises StoreError for a claim that is not there and for what makes no sense.
    """
    key, id_, _ = find_claim(store.connection, store.path, claim)
    row = store.connection.execute(
        "select c.article, r.sha, c.start, c.end, c.text, c.verdict from claims c "
        "join revisions r on r.id = c.revision where c.key=?",
        (key,),
    ).fetchone()
    document = store.load_claim(id_)
    found = next(one for one in document.claims if one.id == id_)
    _refuse(store, outcome, verdict, reason, changes, found)
    machine = Verdict(row[5]) if row[5] else None
    said = machine if outcome == "confirmed" else Verdict(verdict) if verdict else None
    review = Review(claim_id=id_, outcome=outcome, verdict=said, reason=reason, reviewer=reviewer, at=now(),
                    machine=machine,
                    changes={name: str(value) for name, value in (changes or {}).items()})  # fmt: skip
    with store.writing():
        store.connection.execute(
            "insert into reviews (claim, article, sha, start, end, text, outcome, verdict, machine, reason, changes, "
            "reviewer, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (id_, *row[:5], outcome, review.verdict, row[5], reason,
             json.dumps(review.changes) if changes else None, reviewer, review.at),
        )  # fmt: skip
    return review


def mended(claim: Claim, changes: Mapping[str, str]) -> Claim:
    """The claim with a person's corrections; its plausible figures follow. Raises ValueError for what does not fit."""
    unknown = set(changes) - set(MENDABLE)
    if unknown:
        raise ValueError(f"no field {', '.join(sorted(unknown))}; there are {', '.join(MENDABLE)}")
    empty = {name: value or None for name, value in changes.items()}
    if "low" in empty and "high" not in empty:
        empty["high"] = empty["low"]
    try:
        new = from_json(Claim, {**to_json(claim), **empty})
    except Exception as error:
        raise ValueError(f"{', '.join(f'{k}={v}' for k, v in changes.items())}: a value does not fit") from error
    if new.low is None or new.ulp is None:
        return new
    return replace(new, plausible=plausible_interval(new.low, new.high or new.low, new.ulp, new.hedge))


def with_mends(store: Store, document: Document) -> Document:
    """A stored document with its claims as people mended them, to be checked: their ids stay."""
    query = "select claim, changes from reviews where article=? and outcome='mended' order by id"
    changes = {claim: json.loads(said) for claim, said in store.connection.execute(query, (document.id,))}
    if not changes:
        return document
    claims = tuple(mended(claim, changes.get(claim.id, {})) for claim in document.claims)
    return replace(document, claims=claims)


def waiting(
    store: Store, *, verdicts: tuple[str, ...] = ("contradicted", "imprecise"), limit: int = 1 << 31
) -> Iterator[str]:
    """The ids of the claims with these verdicts that nobody reviewed since they got them, the newest first."""
    marks = ", ".join("?" * len(verdicts))
    rows = store.connection.execute(
        f"select c.id from claims c where c.latest = 1 and c.verdict in ({marks}) and not exists "
        "(select 1 from reviews v where v.claim = c.id and v.machine is c.verdict) order by c.key desc limit ?",
        [*verdicts, limit],
    ).fetchall()
    return (str(row[0]) for row in rows)


def _refuse(
    store: Store, outcome: str, verdict: Verdict | str | None, reason: str | None, changes: Mapping[str, Any] | None,
    claim: Claim,
) -> None:  # fmt: skip
    if outcome not in ("confirmed", "overruled", "mended"):
        raise StoreError(store.path, f"{outcome!r} is no outcome of a review: confirmed, overruled or mended")
    if outcome == "overruled" and not (verdict and reason):
        raise StoreError(store.path, "to overrule a verdict, give the right one and the reason")
    if outcome == "mended":
        if not changes:
            raise StoreError(store.path, f"to mend a claim, give what changes: {', '.join(MENDABLE)}")
        try:
            mended(claim, {name: str(value) for name, value in changes.items()})
        except ValueError as error:
            raise StoreError(store.path, str(error)) from error
