"""Whether a clause asserts: forecasts, conditionals, questions and denials keep their claims but get no verdict.

The words are the rows of `wording/modality.toml`. They are asked in the clause of a figure up to it, a reporting verb
before it included, as `lead_of` cuts it.
"""

from __future__ import annotations

import functools
import re

from tapecheck.nlp.claims.wording.own import PACKAGE
from tapecheck.nlp.words.rows import Row, load_rows, rows_in
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Modality

RE = patterns("claims.patterns.modality")


@functools.cache
def modality_rows() -> dict[str, Row]:
    """The rows by their names, in their order."""
    return {row.name: row for row in load_rows(PACKAGE) if row.fact == "modality"}


def blank(pattern: re.Pattern[str], text: str) -> str:
    """`text` with what the pattern matches overwritten, lengths kept."""
    return pattern.sub(lambda m: "_" * len(m.group()), text)


def without_may(text: str) -> str:
    """The words in small letters, the month of May blank."""
    return re.sub(r"\bMay\b", "___", text).lower().replace("’", "'")


def lead_of(text: str, start: int, at: int) -> str:
    """The words that may bear on whether what stands at `at` is asserted: its clause up to it, a reporting verb before.

    `start` is where the sentence begins.
    """
    before = blank(RE.relative, text[start:at])
    begin = max((m.end() for m in RE.breaks.finditer(before)), default=0)
    for m in RE.part.finditer(before, begin):
        if not RE.condition.match(before, begin):
            begin = m.end()
    return before[begin:]


def find_modality(text: str, start: int, at: int, *, level: bool = False) -> Row | None:
    """The row that decides about what stands at `at` in the sentence `text`, None where it is asserted.

    Words before `start` are another's. `level` says that a level stands there: then "sees the index at" is a forecast.
    """
    lead, after, sentence = without_may(lead_of(text, start, at)), without_may(text[at:]), without_may(text)
    for row in rows_in(PACKAGE, "modality", sentence):
        words = after if row.side == "after" else sentence if row.reach == "opening" else lead
        if row.value == Modality.ASSERTED:
            lead = blank(row.words, lead)
        elif (level or not row.only) and row.words.search(words) and (not row.behind or row.behind.search(after)):
            return row
    return None


def modality_of(text: str, start: int, at: int, *, level: bool = False) -> Modality:
    """The modality of what stands at `at`, see `find_modality`."""
    row = find_modality(text, start, at, level=level)
    return Modality(row.value) if row is not None and row.value else Modality.ASSERTED
