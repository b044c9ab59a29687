"""Words as the encoder sees them: where each stands, and how it is written.

The encoder's vocabulary is uncased, so how a word is written travels beside it as a *shape* (fed as BERT's token
type). Words are split where figures, names and lines were glued together ("10,305.77NEW YORK", "closeNvidia"): a name
may begin there, and a word is the smallest piece that can get a label.
"""

from __future__ import annotations

import re

LOWER, CAPITAL, CAPS, GLUED = range(4)
"""Lower case, figures and marks; a capital first (or alone); ALL CAPS; a capital right after a letter or figure."""
SHAPES = 4

RUN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*|[^\w\s]|_")
HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")


def split_words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as (start, end) in `text`: letters, a figure, or one mark each.

    >>> [("$1.5bnNvidia's")[a:b] for a, b in split_words("$1.5bnNvidia's")]
    ['$', '1.5', 'bn', 'Nvidia', "'", 's']
    """
    words: list[tuple[int, int]] = []
    for run in RUN.finditer(text, start, len(text) if end is None else end):
        a, b = run.span()
        tail = text[a + 1 : b]
        if tail.islower() or not tail:  # nearly all words: nothing to split
            words.append((a, b))
            continue
        seams = [a + seam.start() for seam in HUMP.finditer(run.group())]
        words.extend(zip([a, *seams], [*seams, b], strict=True))
    return words


def shape_of(text: str, start: int, end: int) -> int:
    """How the word `text[start:end]` is written."""
    first = text[start]
    if not first.isupper():
        return LOWER
    if start and text[start - 1].isalnum():
        return GLUED
    return CAPS if end - start > 1 and text[start:end].isupper() else CAPITAL
