"""The tags that the encoder gives words (BIO over our labels), and how a row of them becomes spans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from tapecheck.schema import Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS: tuple[Label, ...] = tuple(Label)
TAGS: tuple[str, ...] = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
OUTSIDE = 0
UPOS: tuple[str, ...] = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
"""The parts of speech of Universal Dependencies."""


def begin(label: Label) -> int:
    """The index of the label's B tag; its I tag is the next."""
    return 1 + 2 * LABELS.index(label)


def best_path(scores: NDArray[np.float32]) -> list[int]:
    """The likeliest row of tags in which every I follows a B or I of its label. `scores` is [words, tags], log odds."""
    import numpy as np

    count, width = scores.shape
    if not count:
        return []
    likeliest: list[int] = scores.argmax(-1).tolist()
    if is_path(likeliest):
        return likeliest
    inside = np.arange(2, width, 2)
    total = scores[0].copy()
    total[inside] = -np.inf  # no name begins with I
    back = np.zeros((count, width), dtype=np.int64)
    for i in range(1, count):
        best = int(total.argmax())
        step = np.full(width, total[best], dtype=np.float32)
        back[i] = best
        from_begin = total[inside - 1] >= total[inside]
        back[i, inside] = np.where(from_begin, inside - 1, inside)
        step[inside] = total[back[i, inside]]
        total = step + scores[i]
    path = [int(total.argmax())]
    for i in range(count - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def is_path(tags: list[int]) -> bool:
    """Whether every I follows a B or I of its label."""
    return all(tag % 2 or tag == OUTSIDE or before in (tag, tag - 1) for before, tag in pairwise([OUTSIDE, *tags]))


def runs(tags: list[int]) -> Iterator[tuple[int, int, Label]]:
    """The names in a row of tags: first word, word after the last, label."""
    first = -1
    for i, tag in enumerate([*tags, OUTSIDE]):
        continues = tag != OUTSIDE and tag % 2 == 0
        if not continues and first >= 0:
            yield first, i, LABELS[(tags[first] - 1) // 2]
            first = -1
        if tag % 2 == 1:
            first = i
