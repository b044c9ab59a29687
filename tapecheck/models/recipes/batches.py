"""Examples as the network reads them: pieces, shapes, and what each word's first piece should be answered with."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from tapecheck.models.encoder import CLS, SEP, Pieces, code_words
from tapecheck.models.recipes.data import UNKNOWN, Example, known_ends, known_parts, truths
from tapecheck.models.tags import TAGS
from tapecheck.models.words import LOWER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class Row:
    """One example: its pieces with their shapes, and at each word's first piece what is known of the word."""

    text: str
    pieces: list[int]
    shapes: list[int]
    tags: list[tuple[int, frozenset[int]]]  # (piece, the tags that it may have), where not all are possible
    parts: list[tuple[int, int]]
    ends: list[tuple[int, int]]


@dataclass(slots=True)
class Batch:
    """Rows of like length as arrays [rows, pieces], `allowed` [rows, pieces, tags]; UNKNOWN where nothing is known."""

    texts: list[str]
    inputs: dict[str, NDArray[np.int64]]
    allowed: NDArray[np.bool_]
    parts: NDArray[np.int64]
    ends: NDArray[np.int64]


def encode(example: Example, cut: Pieces, longest: int) -> Row:
    """The example as a row, cut at `longest` pieces."""
    words = code_words(cut, example.text, 0, len(example.text))
    row = Row(example.text, [CLS], [LOWER], [], [], [])
    known = zip(
        truths(example, words.spans), known_parts(example, words.spans), known_ends(example, words.spans), strict=True
    )
    for some, shape, (allowed, part, end) in zip(words.pieces, words.shapes, known, strict=True):
        at = len(row.pieces)
        if at + len(some) >= longest:
            break
        row.pieces += some
        row.shapes += [shape] * len(some)
        if len(allowed) < len(TAGS):
            row.tags.append((at, allowed))
        row.parts.append((at, part))
        row.ends.append((at, end))
    row.pieces.append(SEP)
    row.shapes.append(LOWER)
    return row


def plan_batches(examples: list[Example], tokenizer: Any, settings: dict[str, Any], random: Random) -> list[list[Row]]:
    """The examples as rows in batches of like length, in an order that `random` alone decides."""
    pieces = Pieces(tokenizer)
    rows = [encode(example, pieces, settings["longest"]) for example in examples]
    random.shuffle(rows)
    pool = 2000
    made: list[list[Row]] = []
    for start in range(0, len(rows), pool):
        batch: list[Row] = []
        for row in sorted(rows[start : start + pool], key=lambda r: len(r.pieces)):
            if batch and (len(batch) + 1) * len(row.pieces) > settings["pieces"]:
                made.append(batch)
                batch = []
            batch.append(row)
        made.append(batch)
    random.shuffle(made)
    return made


def as_arrays(rows: list[Row]) -> Batch:
    """One batch."""
    import numpy as np

    shape = (len(rows), max(len(row.pieces) for row in rows))
    ids, types, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    parts, ends = (np.full(shape, UNKNOWN, dtype=np.int64) for _ in range(2))
    allowed = np.zeros((*shape, len(TAGS)), dtype=bool)
    for i, row in enumerate(rows):
        count = len(row.pieces)
        ids[i, :count], types[i, :count], mask[i, :count] = row.pieces, row.shapes, 1
        for at, some in row.tags:
            allowed[i, at, list(some)] = True
        for table, known in ((parts, row.parts), (ends, row.ends)):
            for at, value in known:
                table[i, at] = value
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    return Batch([row.text for row in rows], inputs, allowed, parts, ends)
