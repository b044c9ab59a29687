"""Clauses of a sentence, and words that make a figure one of the day's extremes."""

from __future__ import annotations

from tapecheck.nlp.claims.scene import Scene
from tapecheck.nlp.words.tables import patterns

RE = patterns("claims.patterns.clauses")

SET_AGAINST = ("against", "versus", "vs", "vs.", "vs .", "compared with", "compared to")
ENDS = ("COMMA", "STOP", "AND", "BUT", "WHILE", "AFTER", "BEFORE", "FIG", "TO", "OR")


def clause_start(scene: Scene, at: int) -> int:
    """The first token of the clause around token `at`: after the last conjunction, comma or stop."""
    k = at
    while k > 0:
        token = scene.tokens[k - 1]
        if token.has("STOP", "BUT", "FIG", "AFTER", "BEFORE") or (
            token.has("COMMA") and not parenthetical(scene, k - 1)
        ):
            break
        if token.has("WHILE") and token.text in ("while", "whereas", "as", "when", "because"):
            break
        if token.has("AND") and k < at:
            break
        k -= 1
    return k


def contrast_of(scene: Scene, at: int) -> int | None:
    """The word that sets a figure against one before it: "up 26%, vs. 23% for the Dow", "against a loss of 3%"."""
    k = at - 1
    while k > 0 and scene.tokens[k].has("DET", "W", "UPN", "DNN", "OF", "UPP", "DNP"):
        k -= 1
    return k if k > 0 and scene.tokens[k].text in SET_AGAINST and any(t.has("FIG") for t in scene.tokens[:k]) else None


def parenthetical(scene: Scene, comma: int) -> bool:
    """Whether a comma ends an apposition ("the VIX, a measure of fear, jumped"): a verb right after it, a noun phrase
    between it and the comma before.
    """
    tokens = scene.tokens
    if comma + 1 >= len(tokens) or not tokens[comma + 1].has("UPV", "DNV", "CLOSEV", "HITV"):
        return False
    if tokens[comma + 1].text.endswith("ing"):
        return False
    for k in range(comma - 1, -1, -1):
        if tokens[k].has("COMMA"):
            return True
        if tokens[k].has("FIG", "STOP"):
            return False
    return False


def enclosed(scene: Scene, at: int, spot: int) -> bool:
    """Whether a period stands in an aside that commas close before a figure: "which fell in May", "up 4% this year"."""
    tokens = scene.tokens
    close = next((k for k in range(at + 1, spot) if tokens[k].has("COMMA", "STOP")), None)
    start = next((k for k in range(at - 1, -1, -1) if tokens[k].has("COMMA", "STOP")), None)
    if close is None or start is None:
        return False
    inner = tokens[start + 1 : close]
    if inner and (inner[0].has("AND", "BUT", "WHILE", "WITH") or inner[0].text.endswith("ing")):
        return False
    if any(t.has("STOP") and t.text not in "()—–-" for t in (tokens[start], tokens[close])):
        return False
    if tokens[start].has("STOP") and not tokens[close].has("STOP"):
        return False  # "TOKYO -- The Nikkei closed higher on Wednesday, ending 2.19% up"
    first = inner[inner[0].text.endswith("ly") and len(inner) > 1]  # "virtually flat on Wednesday"
    return inner[0].text in ("which", "who", "that", "whose", "where", "flat", "unchanged") or first.has(
        "UPP", "DNP", "AFTER", "BEFORE", "DET", "TRADEV"
    )


def extreme(scene: Scene, at: int) -> bool:
    """Whether words such as "as much as" or "briefly" in the clause mean an extreme of the day."""
    tokens = scene.tokens
    for k in range(at - 1, clause_start(scene, at) - 1, -1):
        if tokens[k].has("ASMUCH"):
            return True
    if tokens[0].has("ASMUCH") and not any(token.has("FIG", "STOP") for token in tokens[:at]):
        return True
    if hits_extreme(scene, at) or RE.swinging.search(
        scene.text, max(scene.start, tokens[at].start - 120), tokens[at].start
    ):
        return True
    if RE.only_to.match(scene.text, tokens[at].end, scene.end):
        return True
    for token in tokens[at + 1 : at + 7]:
        if token.has("FIG", "STOP", "COMMA", "AND", "BUT", "BEFORE", "AFTER"):
            return False
        if token.has("ASMUCH"):
            return True
    return False


def hits_extreme(scene: Scene, at: int) -> bool:
    """Whether a change, or the one that "or" joins to it, goes on "to hit its peak of"."""
    tokens, k = scene.tokens, at + 1
    if k + 1 < len(tokens) and tokens[k].has("OR") and tokens[k + 1].has("FIG"):
        k += 2
    if k + 2 >= len(tokens) or not tokens[k].has("TO") or not tokens[k + 1].has("HITV"):
        return False
    return any(token.has("PEAK", "TROUGH", "ASHIGH", "ASLOW") for token in tokens[k + 2 : k + 6])


def first_time(scene: Scene, at: int) -> bool:
    """Whether "for the first time" qualifies the level at `at`."""
    after = scene.tokens[at + 1 : at + 8]
    for token in after:
        if token.has("FIRSTTIME"):
            return True
        if token.has("STOP", "FIG", "COMMA"):
            break
    named = False
    for token in reversed(scene.tokens[max(0, at - 9) : at]):
        if token.has("FIRSTTIME"):
            return True
        if named and token.has("AND", "WHILE"):
            break  # "with the Dow above 27,000 for the first time and the S&P 500 just shy of 3,000"
        named = named or token.has("SUBJ")
    return False


def extent(scene: Scene, at: int, first: int, last: int) -> tuple[int, int]:
    """The clause that states the figure at token `at`, as offsets; it covers at least the tokens first..last-1."""
    tokens = scene.tokens
    first = min(clause_start(scene, at), first)
    end = max(at, last - 1) + 1
    while end < len(tokens) and not tokens[end].has(*ENDS):
        if tokens[end].has("AT") and end + 1 < len(tokens) and tokens[end + 1].has("FIG"):
            break
        end += 1
    while first < at and tokens[first].has("COMMA"):
        first += 1
    return tokens[first].start, tokens[end - 1].end
