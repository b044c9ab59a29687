"""What of a market thing became no claim, and why: a figure, a superlative or a bound is never dropped in silence.

A figure is of a market thing where its sentence names an instrument or its clause speaks of one. What is of a kind that
the rules check, had it been read, is `checkable`: a document with such a one is not wholly supported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tapecheck.nlp.claims.clauses import clause_start
from tapecheck.nlp.claims.levels import HIGHEST_PRICE
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.reference import reasons
from tapecheck.schema import Label, Metric, Quantity, QuantityKind, Unread

PRICED = frozenset({Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.INDEX})
MOVES = ("UPV", "DNV", "UPN", "DNN", "UPP", "DNP", "CLOSEV", "HITV", "TRADEV", "OPENV", "YIELDV")
UNMARKED = re.compile(  # superlatives in words that no row reads
    r"\bnot\s+(?:been\s+)?(?:bettered|beaten|matched|equalled|surpassed|topped|exceeded|witnessed|seen|experienced)\s+since\b"
    r"|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)-(?:lowest|highest|best|worst|largest|biggest|steepest)\s+of\b"
    r"|\bgo\s+(?:all\s+the\s+way\s+)?back\s+to\b[^.;]{1,40}\bto\s+find\b|\bnothing\s+like\s+it\b[^.;]{1,30}\bsince\b",
    re.IGNORECASE,
)
OTHER_COUNT = re.compile(
    r"%?\s{0,9}(?:of|stake|share|chance|probability|odds|interest|coupon|tariffs?|tax|duty|owned)\b"
)


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
            yield noted(figure.start, figure.end, figure.text, code, checkable=checkable)


def why(scene: Scene, at: int, figure: Quantity, dropped: Draft | None, *, about: bool) -> tuple[str, bool]:
    """The code of a figure that was not read, and whether it would have been checked."""
    if figure.kind is QuantityKind.MONEY and not (about and may_be_price(scene, at, figure)):
        return "sum", False
    if figure.kind is QuantityKind.COUNT:
        return "other_kind", False
    if OTHER_COUNT.match(scene.text[figure.end : figure.end + 24].lower()):
        return "part", False
    if dropped is not None or not about:
        return "no_subject", False
    start = clause_start(scene, at)
    moved = any(token.has(*MOVES) for token in (*scene.tokens[start:at], *scene.tokens[at + 1 : at + 4]))
    return ("no_wording", True) if moved else ("no_verb", False)


def may_be_price(scene: Scene, at: int, figure: Quantity) -> bool:
    """Whether money may be the price of what its clause speaks of."""
    subject = scene.subjects[at]
    priced = subject is not None and (subject.label in PRICED or figure.per is not None)
    leads = scene.tokens[at - 1].has("AT", "TO", "BELOW", "ABOVE", "OF", "COMMA")
    return priced and leads and figure.high < HIGHEST_PRICE


def unread_marks(scene: Scene, read: Iterable[Draft]) -> Iterator[Unread]:
    """The superlatives, ranks and streaks of a sentence that became no claim."""
    taken = {draft.at for draft in read}
    for mark in scene.marks:
        if mark.start in taken or mark.metric is Metric.OTHER:
            continue
        subject = scene.mark_subject(mark)
        if subject is None or not subject.known or subject.symbol is None:
            continue
        code = "no_bound" if mark.period is None and not mark.record else "superlative"
        words = scene.text[mark.start : mark.end]
        yield noted(mark.start, mark.end, words, code, checkable=code == "superlative")
    about = scene.memory.last or (scene.subjects[-1] if scene.subjects else None)
    for m in UNMARKED.finditer(scene.text, scene.start, scene.end):
        if (
            about is not None
            and about.known
            and not any(mark.start < m.end() and m.start() < mark.end for mark in scene.marks)
        ):
            yield noted(m.start(), m.end(), m.group(), "superlative", checkable=True)


def noted(start: int, end: int, text: str, code: str, *, checkable: bool) -> Unread:
    """What was not read."""
    return Unread(start=start, end=end, text=text, code=code, reason=reasons.UNREAD[code], checkable=checkable)


def named(token: Token) -> bool:
    """Whether a token names something with a series."""
    return token.item is not None and token.has("SUBJ") and getattr(token.item, "symbol", None) is not None
