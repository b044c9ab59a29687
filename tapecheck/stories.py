"""One story in many copies: claims and quotes aligned across articles, and what drifted on the way.

A figure, a hedge, a period, a bound that changed; words that were changed inside quote marks; a speaker given to
another firm or left out. Each finding shows both texts, and which was printed first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from tapecheck.crosscheck.verdicts import claimed_of
from tapecheck.schema import Claim, Document, Metric, Quote, QuoteType

SUPERLATIVES = frozenset(
    {Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE, Metric.LARGEST_MOVE_SINCE, Metric.FIRST_SINCE, Metric.RANK}
)
ALIKE = 0.45  # how alike two passages must be to tell the same; below, nothing is said
COMMON = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
    }
    | {"on", "or", "said", "says", "that", "the", "their", "this", "to", "was", "were", "which", "while", "who", "with"}
)
Item = TypeVar("Item", Claim, Quote)


@dataclass(frozen=True, slots=True)
class Told:
    """A passage of one of the documents."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs between two copies of a passage. `first` was printed first, `then` after it.

    `kind` is figure, unit, hedge, direction, period, bound, superlative, instrument, source, quote_words, quote_type,
    speaker, affiliation or missing (then `then` is None).
    """

    kind: str
    first: Told
    then: Told | None
    note: str


def compare(documents: Sequence[Document]) -> list[Drift]:
    """What drifted from the document printed first to each of the others.

    Documents without a date of publication count as printed in the order in which they are given, after all that have
    one. Returns the findings in the order of the others, then of the first text.
    """
    if len(documents) < 2:
        return []
    order = sorted(
        range(len(documents)), key=lambda i: (documents[i].published is None, documents[i].published or "", i)
    )
    original, *copies = [documents[i] for i in order]
    found: list[Drift] = []
    for copy in copies:
        found += compare_claims(original, copy)
        found += compare_quotes(original, copy)
    return found


# --- alignment ------------------------------------------------------------------------------------------------------
def words_of(text: str) -> set[str]:
    """Content words and numbers, lower case, cut to five letters (month, months)."""
    words = re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)*", text.casefold())
    return {word[:5] for word in words if word not in COMMON}


def likeness(one: str, other: str) -> float:
    """How much of the shorter passage's words the other has, and how much both share: 0 to 1."""
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return 0.5 * shared / min(len(a), len(b)) + 0.5 * shared / len(a | b)


def align(
    ours: Sequence[Item], theirs: Sequence[Item], score: Callable[[Item, Item], float]
) -> list[tuple[Item, Item | None]]:
    """Pairs of the best scores first, each item once; ours without a partner come with None."""
    scored = [(score(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if value >= ALIKE and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return [(item, theirs[partner[i]] if i in partner else None) for i, item in enumerate(ours)]


def sentence_of(document: Document, start: int, end: int) -> str:
    """The sentence around a passage, or the passage where sentences are not marked."""
    for sentence in document.sentences:
        if sentence.start <= start < sentence.end:
            return document.text[sentence.start : max(sentence.end, end)]
    return document.text[start:end]


def told(document: Document, item: Claim | Quote) -> Told:
    """A claim or quote as a passage of its document."""
    return Told(document.id, item.start, item.end, item.text)


# --- claims ---------------------------------------------------------------------------------------------------------
def compare_claims(original: Document, copy: Document) -> list[Drift]:
    """What drifted between the claims of two documents."""

    def score(one: Claim, other: Claim) -> float:
        return claim_likeness(original, one, copy, other)

    found: list[Drift] = []
    for one, other in align(original.claims, copy.claims, score):
        if other is not None:
            found += drifts_of(original, one, copy, other)
    return found


def claim_likeness(original: Document, one: Claim, copy: Document, other: Claim) -> float:
    """Whether two claims tell the same: by what they measure, of whom, their figures, and their sentences."""
    family = one.metric is other.metric or {one.metric, other.metric} <= SUPERLATIVES
    if not family or (one.symbol and other.symbol and one.symbol != other.symbol and one.low != other.low):
        return 0.0
    context = likeness(
        sentence_of(original, one.start, one.end) + " " + one.text,
        sentence_of(copy, other.start, other.end) + " " + other.text,
    )
    if one.symbol != other.symbol and context < ALIKE:
        return 0.0
    same_figure = one.low is not None and one.low == other.low and one.unit == other.unit
    same_symbol = one.symbol is not None and one.symbol == other.symbol
    return context + 0.3 * same_figure + 0.2 * same_symbol + 0.1 * (one.metric is other.metric)


def drifts_of(original: Document, one: Claim, copy: Document, other: Claim) -> list[Drift]:
    """Every way in which a claim differs from its copy."""
    notes: list[tuple[str, str]] = []
    if one.metric is not other.metric:
        notes.append(("superlative", f"{name_of(one)} became {name_of(other)}"))
    if figures_differ(one, other):
        notes.append(("figure", f"{figure_of(one)} became {figure_of(other)}"))
    elif one.hedge is not other.hedge:
        notes.append(("hedge", f"{hedge_of(one)} became {hedge_of(other)}"))
    if one.low is not None and one.unit != other.unit:
        notes.append(("unit", f"{one.unit} became {other.unit}"))
    if one.direction and other.direction and one.direction is not other.direction:
        notes.append(("direction", f"{one.direction} became {other.direction}"))
    if one.symbol and other.symbol and one.symbol != other.symbol:
        notes.append(("instrument", f"{one.symbol} became {other.symbol}"))
    if periods_differ(one, other):
        notes.append(
            ("period", f"{one.period_from} to {one.period_to} became {other.period_from} to {other.period_to}")
        )
    if one.since != other.since or bool(one.record) is not bool(other.record):
        notes.append(("bound", f"{bound_of(one)} became {bound_of(other)}"))
    if one.attributed_to != other.attributed_to:
        notes.append(("source", source_note(one.attributed_to, other.attributed_to)))
    return [Drift(kind, told(original, one), told(copy, other), note) for kind, note in notes]


def source_note(one: str | None, other: str | None) -> str:
    """What became of the source of a claim."""
    if one is None:
        return f"{other} is named as the source, whom the first text does not name"
    return f"{one} is no longer named as the source" if other is None else f"the source {one} became {other}"


def figures_differ(one: Claim, other: Claim) -> bool:
    """Whether the stated figures cannot both be rounded from one."""
    a, b = claimed_of(one, signed=False), claimed_of(other, signed=False)
    if a is None or b is None:
        return (a is None) is not (b is None)
    if one.low == other.low and one.high == other.high:
        return False
    low = max(edge for edge in (a.low, b.low, float("-inf")) if edge is not None)
    high = min(edge for edge in (a.high, b.high, float("inf")) if edge is not None)
    return low > high or one.hedge is other.hedge


def periods_differ(one: Claim, other: Claim) -> bool:
    """Whether both name a period, and it is another by more than the copies' days of publication."""
    pairs = ((one.period_from, other.period_from), (one.period_to, other.period_to))
    if any(a is None or b is None for a, b in pairs):
        return False
    return any(abs((a - b).days) > 7 for a, b in pairs if a is not None and b is not None)


def name_of(claim: Claim) -> str:
    """The metric in words."""
    return claim.metric.replace("_", " ")


def figure_of(claim: Claim) -> str:
    """The figure with its hedge."""
    return "no figure" if claim.low is None else f"{hedge_of(claim)} {claim.low:f} {claim.unit or ''}".strip()


def hedge_of(claim: Claim) -> str:
    """The hedge in words."""
    return claim.hedge.replace("_", " ") if claim.hedge else "exactly"


def bound_of(claim: Claim) -> str:
    """The bound of a superlative in words."""
    return f"since {claim.since}" if claim.since else "ever" if claim.record else "no bound"


# --- quotes ---------------------------------------------------------------------------------------------------------
def compare_quotes(original: Document, copy: Document) -> list[Drift]:
    """What drifted between the quotes of two documents."""

    def score(one: Quote, other: Quote) -> float:
        same = one.speaker is not None and one.speaker == other.speaker
        return likeness(one.text, other.text) + 0.25 * same

    found: list[Drift] = []
    for one, other in align(original.quotes, copy.quotes, score):
        if other is None:
            continue
        notes = quote_notes(one, other)
        found += [Drift(kind, told(original, one), told(copy, other), note) for kind, note in notes]
    return found


def quote_notes(one: Quote, other: Quote) -> list[tuple[str, str]]:
    """Every way in which a quote differs from its copy."""
    notes: list[tuple[str, str]] = []
    both_direct = one.type is QuoteType.DIRECT and other.type is QuoteType.DIRECT
    if both_direct and plain(one.text) != plain(other.text):
        notes.append(("quote_words", f"words changed inside the quote marks: {changed_words(one.text, other.text)}"))
    if one.type is not other.type:
        notes.append(("quote_type", f"{one.type} speech became {other.type}"))
    if one.speaker and other.speaker and plain(one.speaker) != plain(other.speaker):
        notes.append(("speaker", f"{one.speaker} became {other.speaker}"))
    elif one.speaker and not other.speaker:
        notes.append(("speaker", f"{one.speaker} is no longer named"))
    if one.affiliation and other.affiliation and plain(one.affiliation) != plain(other.affiliation):
        notes.append(("affiliation", f"{one.affiliation} became {other.affiliation}"))
    return notes


def plain(text: str) -> str:
    """Words alone: case, marks and kinds of apostrophe do not count."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("’", "'")))


def changed_words(one: str, other: str, limit: int = 4) -> str:
    """The first changes from one wording to the other."""
    before, after = plain(one).split(), plain(other).split()
    changes = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            changes.append(changed(" ".join(before[i1:i2]), " ".join(after[j1:j2])))
    more = f" and {len(changes) - limit} more" if len(changes) > limit else ""
    return ", ".join(changes[:limit]) + more


def changed(one: str, other: str) -> str:
    """One change of words."""
    if not one:
        return f"“{other}” was added"
    return f"“{one}” was left out" if not other else f"“{one}” became “{other}”"
