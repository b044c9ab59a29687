"""What of a market thing became no claim, and why: a figure, a superlative or a bound is never dropped in silence.

A figure is of a market thing where its sentence names an instrument or its clause speaks of one. What is of a kind that
the rules check, had it been read, is `checkable`: a document with such a one is not wholly supported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tapecheck.nlp.claims.clauses import clause_start
from tapecheck.nlp.claims.levels import HIGHEST_PRICE
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.subjects import MARKET_NOUNS
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference import reasons
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Label, Metric, Quantity, QuantityKind, Unread

RE = patterns("claims.patterns.unread")

PRICED = frozenset({Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.INDEX})
MOVES = ("UPV", "DNV", "UPN", "DNN", "UPP", "DNP", "CLOSEV", "HITV", "TRADEV", "OPENV", "YIELDV")
MOVABLE = (QuantityKind.PERCENT, QuantityKind.INDEX_POINTS, QuantityKind.PERCENTAGE_POINTS)


def unread_figures(scene: Scene, read: Iterable[Draft], dropped: Iterable[Draft]) -> Iterator[Unread]:
    """The figures of a sentence that became no claim; `dropped` are drafts that were read and let go."""
    read = tuple(read)
    taken = {draft.figure.start for draft in read if draft.figure is not None}
    measures = [range(draft.start, draft.end) for draft in read if draft.window is not None]
    gone = {draft.figure.start: draft for draft in dropped if draft.figure is not None}
    market = any(named(token) for token in scene.tokens)
    for at, token in enumerate(scene.tokens):
        figure = token.item
        if not isinstance(figure, Quantity) or figure.start in taken or figure.text[:1].isalpha():
            continue
        if any(figure.start in measure for measure in measures):
            continue  # its parameter: "the 50-day average"
        subject = scene.subjects[at]
        about = subject is not None and subject.known and subject.symbol is not None
        if market or about:
            code, checkable = why(scene, at, figure, gone.get(figure.start), about=about)
            checkable = checkable or (code == "sum" and beside_level(figure, read))
            yield noted(figure.start, figure.end, figure.text, code, checkable=checkable)
    for token in scene.tokens if market else ():
        if token.has("W") and RE.levelish.fullmatch(token.text):
            yield noted(token.start, token.end, scene.text[token.start : token.end], "no_wording", checkable=True)


def why(scene: Scene, at: int, figure: Quantity, dropped: Draft | None, *, about: bool) -> tuple[str, bool]:
    """The code of a figure that was not read, and whether it would have been checked."""
    if figure.kind is QuantityKind.MONEY and not (about and may_be_price(scene, at, figure)):
        return "sum", False
    if figure.kind is QuantityKind.COUNT:
        return "other_kind", False
    if RE.other_count.match(scene.text[figure.end : figure.end + 24].lower()):
        return "part", False
    start = clause_start(scene, at)
    clause = scene.tokens[start : at + 4]
    moved = any(token.has(*MOVES) for token in clause if token.start != figure.start)
    movable = figure.kind in MOVABLE and not scene.topics[at] and dropped is None
    if dropped is not None or not about:
        return "no_subject", movable and moved and any(named(token) for token in clause)
    return ("no_wording", True) if moved else ("no_verb", movable)


def beside_level(figure: Quantity, read: Iterable[Draft]) -> bool:
    """Whether money may be a level of what has one in the same sentence: "at $10,951 after between $11,388 and"."""
    levels = (draft.low for draft in read if draft.metric in LEVELS and draft.low)
    return any(level / 2 < figure.high < 2 * level for level in levels)


def may_be_price(scene: Scene, at: int, figure: Quantity) -> bool:
    """Whether money may be the price of what its clause speaks of."""
    subject = scene.subjects[at]
    priced = subject is not None and (subject.label in PRICED or figure.per is not None)
    leads = scene.tokens[at - 1].has("AT", "TO", "BELOW", "ABOVE", "OF", "COMMA")
    return priced and leads and figure.high < HIGHEST_PRICE


def unread_marks(scene: Scene, read: Iterable[Draft]) -> Iterator[Unread]:
    """The superlatives, ranks and streaks of a sentence that became no claim, whatever their words."""
    read = tuple(read)
    taken = {draft.at for draft in read}
    about = scene.memory.last or (scene.subjects[-1] if scene.subjects else None)
    market = any(named(token) for token in scene.tokens) or (about is not None and about.known)
    spoken = market or any(t.has("CURRENCY") or t.text in MARKET_NOUNS for t in scene.tokens)
    for mark in scene.marks:
        subject = scene.mark_subject(mark)
        known = subject is not None and subject.known
        if mark.start in taken or mark.metric is Metric.OTHER or not (known or spoken):
            continue
        code = "no_bound" if mark.period is None and not mark.record else "superlative" if known else "no_subject"
        yield noted(mark.start, mark.end, scene.text[mark.start : mark.end], code, checkable=code == "superlative")
    spans = [(mark.start, mark.end) for mark in scene.marks]
    spans += [(draft.start, draft.end) for draft in read if draft.figure is None or draft.since is not None]
    for m in RE.unmarked.finditer(scene.text, scene.start, scene.end) if market else ():
        if not any(start < m.end() and m.start() < end for start, end in spans):
            yield noted(m.start(), m.end(), m.group(), "superlative", checkable=True)


def noted(start: int, end: int, text: str, code: str, *, checkable: bool) -> Unread:
    """What was not read."""
    return Unread(start=start, end=end, text=text, code=code, reason=reasons.UNREAD[code], checkable=checkable)


def named(token: Token) -> bool:
    """Whether a token names something with a series."""
    return token.item is not None and token.has("SUBJ") and getattr(token.item, "symbol", None) is not None
