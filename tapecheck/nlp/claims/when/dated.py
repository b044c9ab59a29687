"""Periods that are no claim's own time: the day of an extreme, a session or a contract that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.words.tables import word_lists
from tapecheck.schema import Period

WORDS = word_lists("when.words")

MONTH_NAME = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,9}\.?$")
NOT_TIMES = WORDS["not_times"]
QUARTER = re.compile(r"quarter|^q[1-4]$")
REPORTED = WORDS["reported"]
OLDER = WORDS["older"]
DELIVERED = ("delivery", "settlement", "due", "expiring")
SINCE = frozenset(["since", "until"])
BOUNDS = SINCE | {"from", "than", "after", "before"}
ALSO = re.compile(r"(?:also|set|hit|reached|on|which|recorded|posted|touched)$")


def dates_extreme(scene: Scene, at: int) -> bool:
    """Whether the period at a token says when a high or a low was set."""
    tokens = scene.tokens
    after = tokens[at + 1 : at + 4]
    for token in after:
        if token.has("PEAK", "TROUGH"):
            return True
        if not token.has("POSS", "W"):
            break
    k, words, figure = at - 1, 0, False
    while k >= 0 and at - k <= 9:
        token = tokens[k]
        if token.has("PEAK", "TROUGH"):
            lead = tokens[k - 1] if k else None
            measured = any(
                t.has("BELOW", "ABOVE", "FROM", "DNP", "OF") or t.text in OLDER for t in tokens[max(0, k - 5) : k]
            )
            placed = (
                lead is not None and lead.has("DET") and any(t.text in ("set", "reached", "hit") for t in tokens[k:at])
            )
            return measured or placed
        if (
            token.has("FIG")
            and not figure
            and k
            and tokens[k - 1].has("OF", "AT")
            and tokens[k - 1].text in ("of", "at")
        ):
            figure = True  # "its high of 26,616.71 on January 26"
        elif token.has("FIG", "STOP") or (token.has("COMMA") and not ALSO.match(tokens[min(at - 1, k + 1)].text)):
            return False
        words += token.has("W")
        k -= 1
    return False


def bounded(scene: Scene, at: int, words: frozenset[str]) -> bool:
    """Whether one of some words governs the period at a token: "since finishing at 1,262.86 on Feb. 13"."""
    for token in reversed(scene.tokens[max(0, at - 8) : at]):
        if words.intersection(token.text.split()):
            return True
        if token.has("COMMA", "STOP", "AND", "BUT", "TO", "SUBJ", "PER"):
            return False
    return False


def names_contract(scene: Scene, at: int) -> bool:
    """Whether a month names what is traded or reported, not when."""
    tokens = scene.tokens
    after = tokens[at + 1 : at + 3]
    if (
        at > 1
        and tokens[at - 1].text == "for"
        and tokens[at - 2].has("SUBJ", "NPHEAD")
        and MONTH_NAME.match(tokens[at].text)
    ):
        return True
    if (
        MONTH_NAME.match(tokens[at].text)
        and len(after) > 1
        and after[0].has("SUBJ")
        and after[1].text in ("contract", "futures")
    ):
        return True
    if MONTH_NAME.match(tokens[at].text) and (of_goods(tokens, at) or (at > 1 and tokens[at - 2].text in DELIVERED)):
        return True  # "crude for delivery in January"
    behind = after[1:] if after and after[0].has("POSS") else after[:1]
    return bool(behind) and (
        behind[0].text in NOT_TIMES
        or (behind[0].text == "settlement" and MONTH_NAME.match(tokens[at].text) is not None)
    )


def names_report(scene: Scene, at: int) -> bool:
    """Whether a quarter only says whose results are meant: "jumped 6.9% following a fourth-quarter revenue beat"."""
    token, after = scene.tokens[at], scene.tokens[at + 1 : at + 4]
    if not QUARTER.search(token.text) or not after:
        return False
    for following in after:
        if following.has("FUNDN", "ECON", "REPORTV") or following.text in REPORTED:
            return True
        if not following.has("W", "NAME", "AND"):
            return False
    return False


def of_goods(tokens: Sequence[Token], at: int) -> bool:
    """Whether a month stands right before what is traded: "December West Texas crude", "May copper"."""
    before = tokens[at - 1] if at else None
    if before is not None and (before.has("IN", "OF", "FROM") or before.text in ("by", "since", "until", "last", "in")):
        return False
    after = tokens[at + 1 : at + 5]
    for token in after[1:] if after and after[0].text == "." else after[:3]:  # "Dec. gold"
        if token.has("COMMODITY"):
            return True
        if not token.has("W", "NAME", "NPHEAD", "SUBJ") or token.text.endswith(("ed", "ly")):
            return False
    return False


def extreme_period(scene: Scene, draft: Draft) -> Period | None:
    """The period that says when the extreme of an `off_high` or `off_low` was set: the nearest after the figure."""
    spot = scene.index_of(draft.at)
    for token in scene.tokens[spot + 1 : spot + 12]:
        if token.has("FIG") and not of_extreme(scene, token):
            break
        if isinstance(token.item, Period) and token.has("PER"):
            return token.item
    for token in reversed(scene.tokens[max(0, spot - 7) : spot]):
        if token.has("FIG", "AND", "CLOSEV"):
            break  # "ended the week 73% off its lows"
        if isinstance(token.item, Period) and token.has("PER"):
            return token.item
    fronted = [k for k in range(min(spot, 7)) if isinstance(scene.tokens[k].item, Period) and dates_extreme(scene, k)]
    item = scene.tokens[fronted[0]].item if fronted else None
    return item if isinstance(item, Period) else None


def of_extreme(scene: Scene, figure: Token) -> bool:
    """Whether a figure is the level of the high or low before it: "its record close of 3,386.15"."""
    at = scene.index_of(figure.start)
    lead = scene.tokens[max(0, at - 3) : at]
    return len(lead) > 1 and lead[-1].text in ("of", "at") and any(t.has("PEAK", "TROUGH") for t in lead)
