"""The texts of an article: which there are, what a newer one changed, how verdicts changed, and deleting it all."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tapecheck.errors import StoreError
from tapecheck.schema import Claim, Document, to_json
from tapecheck.store.reading import find_article, find_claim, load_revision

if TYPE_CHECKING:
    from tapecheck.store.database import Store


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two texts of an article, counted from 1: sentences, and claims; `altered` has both."""

    title: str
    first: int
    second: int
    words_lost: tuple[str, ...]
    words_gained: tuple[str, ...]
    lost: tuple[Claim, ...]
    gained: tuple[Claim, ...]
    altered: tuple[tuple[Claim, Claim], ...]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "title": self.title, "from": self.first, "to": self.second, "words_lost": list(self.words_lost),
            "words_gained": list(self.words_gained), "lost": [to_json(one) for one in self.lost],
            "gained": [to_json(one) for one in self.gained],
            "altered": [{"from": to_json(old), "to": to_json(new)} for old, new in self.altered],
        }  # fmt: skip


def load_text(store: Store, wanted: str, number: int | None = None) -> Document:
    """An article's text by its number, from 1, oldest first; the newest without one. Raises StoreError."""
    if number is None:
        return store.load(wanted)
    article = find_article(store.connection, store.path, wanted)
    return load_revision(store.connection, _numbered(store, article, number))


def compare_texts(store: Store, wanted: str, *numbers: int) -> Difference:
    """The newest text against the one before, or those with these numbers. Raises StoreError where there is but one."""
    article = find_article(store.connection, store.path, wanted)
    count = len(_revisions(store, article))
    if count < 2:
        raise StoreError(store.path, f"article {article} has one text only; ingest it again when it has changed")
    first, second = numbers if len(numbers) == 2 else (numbers[0] if numbers else count - 1, count)
    old, new = (load_revision(store.connection, _numbered(store, article, number)) for number in (first, second))
    before, after = _sentences(old), _sentences(new)
    changed = list(difflib.ndiff(before, after)) if len(before) + len(after) < 4000 else []
    lost, gained, altered = _compare_claims(old.claims, new.claims)
    words = {sign: tuple(line[2:] for line in changed if line.startswith(sign)) for sign in ("- ", "+ ")}
    return Difference(new.article.title or article, first, second, words["- "], words["+ "], lost, gained, altered)


def history_of(store: Store, wanted: str) -> dict[str, Any]:
    """An article's texts, and each claim of the newest with its checks and reviews, oldest first. Raises StoreError."""
    connection = store.connection
    claim_id = None
    try:
        article = find_article(connection, store.path, wanted)
    except StoreError:
        try:
            _, claim_id, revision = find_claim(connection, store.path, wanted)
        except StoreError:
            raise StoreError(
                store.path, f"no article or claim {wanted!r}; `tapecheck list` shows what there is"
            ) from None
        (article,) = connection.execute("select article from revisions where id=?", (revision,)).fetchone()
    title, newest = connection.execute("select title, revision from articles where id=?", (article,)).fetchone()
    texts = [
        {"number": number, "saved": saved, "claims": claims, "newest": id_ == newest}
        for number, (id_, saved, claims) in enumerate(connection.execute(
            "select id, saved, (select count(*) from claims c where c.revision = r.id) from revisions r "
            "where article=? order by id", (article,)), 1)
    ]  # fmt: skip
    query = "select key, id, text from claims where revision=? and id = coalesce(?, id) order by key desc"
    claims = [
        {"id": id_, "text": " ".join(text.split()), "checks": _checks(store, key), "reviews": _reviews(store, id_)}
        for key, id_, text in connection.execute(query, (newest, claim_id))
    ]
    return {"article": article, "title": title, "texts": texts, "claims": claims}


def titles_of(store: Store, wanted: Iterable[str]) -> dict[str, str]:
    """The id and title of each article meant. Raises StoreError."""
    ids = [find_article(store.connection, store.path, each) for each in wanted]
    query = "select coalesce(title, url, '(no title)') from articles where id=?"
    return {id_: store.connection.execute(query, (id_,)).fetchone()[0] for id_ in ids}


def delete_articles(store: Store, articles: Collection[str]) -> None:
    """Delete articles with all that hangs on them, the words in the indexes too. Raises StoreError."""
    with store.writing():
        store.connection.executemany("delete from articles where id=?", [(article,) for article in articles])


def _checks(store: Store, key: int) -> list[dict[str, Any]]:
    columns = ("verdict", "code", "reason", "formula", "certainty", "computed", "current", "run", "started", "command",
               "rules", "model")  # fmt: skip
    rows = store.connection.execute(
        "select k.verdict, k.code, k.reason, k.formula, k.certainty, coalesce(k.computed, k.computed_day), k.current, "
        "k.run, r.started, r.command, r.rules, r.model from checks k join runs r on r.id = k.run where k.claim=? "
        "order by k.run",
        (key,),
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _reviews(store: Store, claim: str) -> list[dict[str, Any]]:
    query = "select outcome, verdict, reason, reviewer, at from reviews where claim=? order by id"
    names = ("outcome", "verdict", "reason", "reviewer", "at")
    return [dict(zip(names, row, strict=True)) for row in store.connection.execute(query, (claim,))]


def _revisions(store: Store, article: str) -> list[int]:
    rows = store.connection.execute("select id from revisions where article=? order by id", (article,))
    return [int(row[0]) for row in rows]


def _numbered(store: Store, article: str, number: int) -> int:
    found = _revisions(store, article)
    if number > len(found):
        raise StoreError(store.path, f"article {article} has {len(found)} texts, no text {number}")
    return found[number - 1]


def _sentences(document: Document) -> list[str]:
    return [" ".join(document.text[s.start : s.end].split()) for s in document.sentences] or document.text.splitlines()


def _compare_claims(
    old: tuple[Claim, ...], new: tuple[Claim, ...]
) -> tuple[tuple[Claim, ...], tuple[Claim, ...], tuple[tuple[Claim, Claim], ...]]:
    """Claims lost, gained, and altered: of the same thing and time, with another figure or direction."""
    left = list(old)
    altered, gained = [], []
    unmatched = []
    for claim in new:
        same = next((one for one in left if _about(one) == _about(claim) and _says(one) == _says(claim)), None)
        if same is None:
            unmatched.append(claim)
        else:
            left.remove(same)
    for claim in unmatched:
        other = next((one for one in left if _about(one) == _about(claim)), None)
        if other is None:
            gained.append(claim)
        else:
            left.remove(other)
            altered.append((other, claim))
    return tuple(left), tuple(gained), tuple(altered)


def _about(claim: Claim) -> tuple[Any, ...]:
    return (claim.symbol or claim.subject, claim.metric, claim.unit, claim.period_from, claim.period_to, claim.since)


def _says(claim: Claim) -> tuple[Any, ...]:
    return (claim.low, claim.high, claim.direction, claim.hedge, claim.modality)
