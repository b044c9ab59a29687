"""Whether a clause asserts: forecasts, conditionals, questions and denials keep their claims but get no verdict."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.nlp.words.tables import any_of
from tapecheck.schema import Modality


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue phrases as expressions over lower-case text."""

    denied: re.Pattern[str]
    forecast: re.Pattern[str]
    hypothetical: re.Pattern[str]
    seeing: re.Pattern[str]
    plain: re.Pattern[str]
    intraday: re.Pattern[str]


def phrases_of(entries: str) -> re.Pattern[str]:
    """An expression for any of these phrases, the longest first, as whole words."""
    phrases = any_of(split_words(entries), r"[\s-]{1,9}")
    return re.compile(rf"(?<!\w)(?:{phrases})(?![\w-])")


@functools.cache
def load_cues() -> Cues:
    """The cues of the frame table."""
    lists = load_lexicon().lists
    of = {key: phrases_of(value) for key, value in lists["modality"].items()}
    return Cues(**of, intraday=phrases_of(lists["intraday"]["times"]))


def blank(pattern: re.Pattern[str], text: str) -> str:
    """`text` with what the pattern matches overwritten, lengths kept."""
    return pattern.sub(lambda m: "_" * len(m.group()), text)


SEES_ING = re.compile(r"\bsees?\b(?:\s+[\w&.']+){1,5}?\s+\w+ing\b")
BREAK = re.compile(r"[;:]|\bbut\b|\bwhile\b|[”\"]\s|\bwhich\b|\bafter\b|\beven as\b|\beven though\b")
PART = re.compile(r",\s+(?:and\s+)?(?=(?:the|its|it|while|with|to|up|down|a|\w+ing)\b)")
RELATIVE = re.compile(r",\s+(?:which|who|whose)\b[^,;]*(?=,)")
CONDITION = re.compile(
    r"[\s\"“‘'(]{0,9}(?:if|unless|should|(?:in|under)\s{1,9}(?:an?|the|its|their|this|that|such\s{1,9}an?)\s{1,9}(?:[\w'’-]+\s{1,9}){0,3}(?:scenario|case))\b",
    re.IGNORECASE,
)
INVERTED = re.compile(
    r"[\s\"“‘']{0,9}(?:(?:Had|Were|Should)\s{1,9}\w+\b.{0,300}\b(?:would|could|might)\b|Were\s{1,9}(?:the\s{1,9})?(?:[\w&.'’-]{1,40}\s{1,9}){1,4}?to\s{1,9}\w+)",
    re.DOTALL,
)
EXPECTED_TO = re.compile(
    r"\b(?:expected|forecast|predicted|projected|tipped|estimated|wanted|hoped\s+for|wagered|anticipated)\s+"
    r"(?:the\s+|that\s+the\s+)?(?:[\w&.'’-]+\s+){0,5}?(?:to|would|will)\s+\w+"
)
SUPPOSED = re.compile(
    r"(?:^|[,;]\s{0,9}|\band\s{1,9}|\bbut\s{1,9})[\s\"“]*(?:an?|another|such\s{1,9}an?|any|every)\s{1,9}(?:\w+\s{1,9}){0,2}$",
    re.IGNORECASE,
)
ANY = re.compile(r"(?:^|[,;]\s{0,9}|\bthat\s{1,9})[\s\"“]*(?:any|every)\s{1,9}$", re.IGNORECASE)
WOULD = re.compile(
    r"[\s-]{0,9}(?:[\w&.'’-]{1,40}\s{1,9}){1,8}?(?:would|could|might|may)\s{1,9}(?!have\b)\w+", re.IGNORECASE
)
HOPES = re.compile(
    r"\b(?:on|amid|with|by|as)\s+(?:[\w-]+\s+){0,2}?(?:hopes?|expectations?|optimism|bets|fears)\b|"
    r"\b(?:plans?\s+)?(?:hopes|expectations|bets)\s+(?:of|for|that|over|propel|lift|fuel|boost|driv|push|spur|buoy|help|send|pull)\w*"
)
NOT_SO = re.compile(r",\s+not\s+(?:(?:by|up|down|the|an?)\s+)*$")
TO_COME = re.compile(
    r"\s{1,9}(?:will|would|may|might|could)\s{1,9}(?:likely\s{1,9})?(?:drop|fall|rise|gain|lose|climb|decline)\b"
)
LATE_CUE = re.compile(r"\b(?:overdue|likely|expected|(?:more|further|left)\s+to\s+(?:fall|rise|go|run|climb|drop))\b")


def lead_of(text: str, start: int, at: int, end: int) -> str:
    """The words that may bear on whether what stands at `at` is asserted: its clause up to it, a reporting verb before.

    `start` and `end` are the sentence's. Of what follows only "overdue", "likely" and "expected" count.
    """
    before = blank(RELATIVE, text[start:at])
    begin = max((m.end() for m in BREAK.finditer(before)), default=0)
    for m in PART.finditer(before, begin):
        if not CONDITION.match(before, begin):
            begin = m.end()
    whole = re.compile(r"\S+(?:\s+(?:percent|per\s+cent|points|basis\s+points))?").match(text, at, end)
    if whole and ANY.search(before[begin:]):
        return f"{before[begin:]} would"  # "every 10% drop in the index trims growth"
    if whole and SUPPOSED.search(before[begin:]) and WOULD.match(text, whole.end(), end):
        return f"{before[begin:]} would"  # "a 20% drop in the index would wipe out $8 trillion"
    after = re.compile(r"[^,;.:]{0,40}").match(text, at, end)
    cue = LATE_CUE.search(after.group().lower()) if after else None
    if whole and TO_COME.match(text, whole.end(), end):
        return f"{before[begin:]} would"  # "crude (-2.62%) will likely drop"
    return before[begin:] + (f" {cue.group()}" if cue else "")


def modality_of(clause: str, sentence: str, *, level: bool = False) -> Modality:
    """The modality of a figure whose clause, up to the figure, is `clause`, in `sentence`.

    `level` says that the figure is a level: then "sees the index at" is a forecast, where "saw outflows of" is none.
    """
    cues = load_cues()
    if INVERTED.match(sentence) or NOT_SO.search(clause):
        return Modality.HYPOTHETICAL if INVERTED.match(sentence) else Modality.DENIED
    clause = re.sub(r"\bMay\b", "___", clause)
    near = blank(HOPES, blank(cues.plain, clause.lower()))
    if EXPECTED_TO.search(clause.lower()):
        return Modality.FORECAST
    if cues.denied.search(near) and not re.search(r"\bnot only\b", near):
        return Modality.DENIED
    conditional = re.search(r"\b(?:if|unless|were to|in the event)\b", near) is not None
    if conditional or cues.hypothetical.search(near):
        return Modality.HYPOTHETICAL
    if cues.forecast.search(near):
        modal = re.search(r"\b(?:could|would|might|may|will)\b", near)
        return (
            Modality.HYPOTHETICAL if modal and re.search(r"\bif\b|\bunless\b", sentence.lower()) else Modality.FORECAST
        )
    if SEES_ING.search(near):
        return Modality.FORECAST
    if level and cues.seeing.search(near):
        return Modality.FORECAST
    if (
        sentence.rstrip("”\"' ").endswith("?")
        and clause
        and re.match(r"(?:is|are|will|can|did|has|could|should)\b", near)
    ):
        return Modality.HYPOTHETICAL
    return Modality.ASSERTED
