"""Look-backs: words that tell of a time before the sentence's own, as "from its close of May 1", "having closed at"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapecheck.nlp.claims.scene import Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.claims.when.clock import is_day
from tapecheck.nlp.words.tables import word_lists
from tapecheck.schema import Period

WORDS = word_lists("when.words")

COMPARING = tuple(WORDS["comparing"])
STOOD = tuple(WORDS["stood"])
GOVERNING = frozenset(WORDS["governing"])
LINKS = ("DET", "POSS", "PRO", "MENTION", "BE", "IN", "AT", "OF", "AUX", "CLOSEV")
MOVED = ("UPV", "DNV", "CLOSEV", "HITV", "TRADEV", "OPENV", "BE")
PARTS = ("midday", "noon", "lunch", "hours")
LONGEST = 20  # tokens


@dataclass(frozen=True, slots=True)
class LookBack:
    """Tokens first..end - 1 of a sentence; `day` is the token of the day that a change beside them counts from."""

    first: int
    end: int
    day: int | None = None
    past: bool = False  # a past perfect, which may have the time of the words before it: "On Monday it had risen 2%"

    def holds(self, at: int) -> bool:
        return self.first <= at < self.end


def look_backs(scene: Scene) -> list[LookBack]:
    """The look-backs of a sentence in order, found once."""
    return scene.once(look_backs, lambda: list(found_in(scene.tokens)))


def hides(scene: Scene, at: int, spot: int, dated: Sequence[int]) -> bool:
    """Whether a look-back parts a period from a figure: one outside sees none inside, one inside none outside where

    one of the sentence's periods, at the tokens `dated`, stands with it.
    """
    for back in look_backs(scene):
        if back.holds(at) and not back.holds(spot):
            return True
        if back.holds(spot) and not back.holds(at) and not (back.past and at < back.first):
            return any(back.holds(each) for each in dated)
    return False


def base_of(scene: Scene, spot: int) -> LookBack | None:
    """The look-back that a figure is measured from: "up 9.1% from its close of May 1", "From Friday it fell 2%"."""
    for back in look_backs(scene):
        between = scene.tokens[spot + 1 : back.first] if spot < back.first else scene.tokens[back.end : spot]
        if back.day is None or back.holds(spot):
            continue
        if spot > back.first and (back.first > 1 or any(t.has("STOP", "BUT", "AFTER") for t in between)):
            continue
        if spot > back.first or not apart(between):
            return back
    return None


def apart(between: Sequence[Token]) -> bool:
    """Whether words part a figure from what follows it: a verb, a conjunction, a superlative, a comma behind a twin."""
    twin = next((k + 2 for k, t in enumerate(between) if t.has("OR")), 0)  # "329 points, or 1%, from"
    rest = between[twin:]
    return any(
        t.has("STOP", "BUT", "AND", "WHILE", "AFTER", "CLOSEV", "HITV", "PEAK", "TROUGH", "COMMA", "PER")
        or (t.has("UPV", "DNV") and not t.has("UPP", "DNP"))
        or (t.has("FIG") and not (k and rest[k - 1].has("TO", "AT")))
        for k, t in enumerate(rest)
    )


def found_in(tokens: Sequence[Token]) -> Iterator[LookBack]:
    """The look-backs of a sentence, from left to right; those of comparing words first hold a day."""
    for k, token in enumerate(tokens):
        day = dated(tokens, k) if token.has("FROM", "THAN") or token.text in COMPARING else None
        if day is not None:
            yield LookBack(k, behind(tokens, day), day)
        elif token.item is None and (token.has("AFTER") or not GOVERNING.isdisjoint(token.text.split())):
            end = ending(tokens, k)
            bare = token.text in COMPARING and not any(t.has("FIG", *MOVED) for t in tokens[k:end])
            if k + 1 < end and tokens[k + 1].text not in PARTS and not bare:  # "down 0.2% after midday Tuesday"
                yield LookBack(k, end)
        elif token.text == "having" or (token.text == "had" and was_before(tokens, k)):
            yield LookBack(beginning(tokens, k), ending(tokens, k), past=token.text == "had")


def dated(tokens: Sequence[Token], opener: int) -> int | None:
    """The token of the day whose level comparing words name: "than on Friday", "from the close of 27,480 on Nov. 3",

    "since hitting a low on March 9".
    """
    since = tokens[opener].text == "since"
    stood = opener < 2  # a sentence that begins "From 27,480 on Nov. 3" tells its base
    for k in range(opener + 1, min(len(tokens), opener + 12)):
        token = tokens[k]
        if isinstance(token.item, Period) and (is_day(token.item) or not since):
            fits = stood or tokens[opener].text not in ("above", "below", "under")
            owned = k + 1 < len(tokens) and tokens[k + 1].has("POSS")
            return k if fits and (not owned or closes(tokens, k + 2)) else None
        stood = stood or token.text in STOOD
        level = stood and (token.has("FIG") or token.text[0].isdigit())
        links = level or token.has(*LINKS) or token.text in STOOD
        if not links and (not since or token.has("COMMA", "STOP", "AND", "BUT")):
            return None
    return None


def closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words behind a day's "'s" name its level: "Friday's close"."""
    return any(t.text in STOOD for t in tokens[at : at + 3])


def behind(tokens: Sequence[Token], day: int) -> int:
    """The token behind a base: "its Aug. 31 close", "Friday's close of 27,480"."""
    k = day + 1
    while k < len(tokens) and (tokens[k].text in STOOD or tokens[k].has("POSS")):
        k += 1
    return k + 2 if k + 1 < len(tokens) and tokens[k].has("OF", "AT") and tokens[k + 1].has("FIG") else k


def was_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "had" makes a past perfect: "had been", "had already fallen", not "had its worst day"."""
    after = next((t for t in tokens[at + 1 : at + 4] if not t.has("AUX")), None)
    return after is not None and (after.has(*MOVED) or after.text.endswith("ed"))


def beginning(tokens: Sequence[Token], at: int) -> int:
    """Where a look-back begins whose verb has a subject of its own: ", its close on Thursday having been 27,480"."""
    for k in range(at - 1, max(-1, at - 8), -1):
        if tokens[k].has("COMMA", "STOP"):
            return k + 1
        if tokens[k].has("FIG", "AND", "BUT"):
            break
    return at


def ending(tokens: Sequence[Token], opener: int) -> int:
    """The token behind a look-back: the next comma, stop or contrast."""
    for k in range(opener + 1, min(len(tokens), opener + LONGEST)):
        if tokens[k].has("COMMA", "STOP", "BUT") or tokens[k].text in ("though", "although", "while"):
            return k
    return min(len(tokens), opener + LONGEST)
