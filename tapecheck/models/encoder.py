"""The shipped model: three layers distilled from MiniLM with heads for names, parts of speech, sentence ends and an
embedding of the text, in int8, read by onnxruntime without torch.

Long sentences are read in windows that overlap, and each word is answered by the window in which it stands farthest
from an edge. Sentences that cannot hold a name are not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.errors import ModelError
from tapecheck.models.base import NameSpan
from tapecheck.models.bundle import EMBEDDING, ENDS, NAMES, PARTS, graph_of, open_session, open_tokenizer, read_manifest
from tapecheck.models.tags import TAGS, UPOS, best_path, runs
from tapecheck.models.words import LOWER, shape_of, split_words
from tapecheck.schema import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = 190  # word pieces in a window; half of it is the least context of a word away from the sentence's ends
PADDED = 1.3  # the longest window of a batch against its shortest
FAR = 1 << 30  # the margin of a word whose sentence ends where the window does
BUDGET = 256  # word pieces in a batch: small ones stay in the cache, and are a tenth faster than 2048
KNOWN = 30_000  # words whose pieces are kept
CLS, SEP = 101, 102  # BERT's marks around a text
WIDTH = 384  # numbers in an embedding
VALUES = {NAMES: len(TAGS), PARTS: len(UPOS), ENDS: 1}  # what a head says of a word


@dataclass(slots=True)
class Window:
    """A stretch of one sentence's pieces as the encoder reads it: words [first, last) of sentence `row`."""

    row: int
    first: int
    last: int
    pieces: list[int]
    shapes: list[int]
    at: list[int]  # where each word's first piece stands


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words in the text, each with its pieces and its shape."""

    spans: list[tuple[int, int]]
    pieces: list[list[int]]
    shapes: list[int]


class EncoderModel:
    """A `NameModel` over one ONNX file that also tells parts of speech and sentence ends, and embeds texts."""

    def __init__(self, folder: Path) -> None:
        """Load the model of this folder.

        Raises:
            ModelError: a file is missing or not the one that the manifest names, or another version wrote it.
        """
        manifest = read_manifest(folder)
        graph = graph_of(manifest)
        self.name: str = manifest["name"]
        self.version: str = f"{manifest['version']}+{manifest['files'][graph][:8]}"
        self.heads: tuple[str, ...] = tuple(manifest.get("heads", (NAMES,)))
        self._pieces = Pieces(open_tokenizer(folder / "tokenizer.json"))
        self._session = open_session(folder / graph)

    def names(self, text: str, sentences: Sequence[Sentence]) -> list[NameSpan]:
        """The names of these sentences, in order."""
        rows = [
            code_words(self._pieces, text, s.start, s.end) for s in sentences if may_hold_name(text, s.start, s.end)
        ]
        tables = self._tables(rows, NAMES)
        return [name for row, table in zip(rows, tables, strict=True) for name in decode(row, log_odds(table))]

    def parts_of_speech(self, text: str, sentences: Sequence[Sentence]) -> list[tuple[int, int, str]]:
        """The words of these sentences as (start, end, tag of Universal Dependencies), in order.

        Words are `split_words`': "can't" is three, of which the first bears the verb's tag.

        Raises:
            ModelError: the model was trained without this head.
        """
        rows = [code_words(self._pieces, text, s.start, s.end) for s in sentences]
        tables = self._tables(rows, PARTS)
        return [
            (a, b, UPOS[tag])
            for row, table in zip(rows, tables, strict=True)
            for (a, b), tag in zip(row.spans, table.argmax(-1).tolist() if row.spans else (), strict=True)
        ]

    def sentence_ends(self, text: str, start: int = 0, end: int | None = None) -> list[int]:
        """Where the sentences of the paragraph `text[start:end]` end: the offsets behind their last words.

        The last word always ends one. Blanks and line ends are not seen: give one paragraph at a time.

        Raises:
            ModelError: the model was trained without this head.
        """
        row = code_words(self._pieces, text, start, len(text) if end is None else end)
        (table,) = self._tables([row], ENDS)
        found = [b for (_, b), odds in zip(row.spans, table.ravel().tolist(), strict=True) if odds > 0]
        return found if not row.spans or found[-1:] == [row.spans[-1][1]] else [*found, row.spans[-1][1]]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts as unit vectors, float32 [texts, 384]: their product is the likeness of what they say.

        A text longer than a window is the mean of its windows, weighted by their pieces; one without words is all zero.

        Raises:
            ModelError: the model was trained without this head.
        """
        import numpy as np

        self._need(EMBEDDING)
        made = np.zeros((len(texts), WIDTH), dtype=np.float32)
        rows = [code_words(self._pieces, text, 0, len(text)) for text in texts]
        for window, vector in self._answers(rows, EMBEDDING):
            made[window.row] += vector * (len(window.pieces) - 2)
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        made /= np.where(lengths > 0, lengths, 1)
        return made

    def _need(self, head: str) -> None:
        """See that the model was trained with this head."""
        if head not in self.heads:
            raise ModelError(
                f"the model {self.name} {self.version} has no head {head!r} (it has {', '.join(self.heads)}); "
                "train it again with `tapecheck models train names`"
            )

    def _answers(self, rows: list[Words], head: str) -> Iterator[tuple[Window, NDArray[np.float32]]]:
        """Each window of these rows with what the head says of it, from batches of windows of like length."""
        self._need(head)
        output = head if len(self.heads) > 1 else self._session.get_outputs()[0].name  # the first weights say "logits"
        found = [window for i, row in enumerate(rows) for window in windows(i, row)]
        for batch in batches(sorted(found, key=lambda w: len(w.pieces))):
            yield from zip(batch, self._session.run([output], arrays(batch))[0], strict=True)

    def _tables(self, rows: list[Words], head: str) -> list[NDArray[np.float32]]:
        """For each row what the head says of its words, [words, values of the head]."""
        import numpy as np

        tables = [np.zeros((len(row.spans), VALUES[head]), dtype=np.float32) for row in rows]
        margins = [np.full(len(row.spans), -1) for row in rows]
        for window, answer in self._answers(rows, head):
            count = window.last - window.first
            order = np.arange(count)
            left = order if window.first else np.full(count, FAR)
            right = order[::-1] if window.last < len(rows[window.row].spans) else np.full(count, FAR)
            margin = np.minimum(left, right)  # words to the nearest edge that is no end of the row
            here = slice(window.first, window.last)
            better = margin > margins[window.row][here]
            margins[window.row][here][better] = margin[better]
            tables[window.row][here][better] = answer[window.at][better]
        return tables


def log_odds(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log probabilities of each row of logits."""
    import numpy as np

    logits = logits - logits.max(-1, keepdims=True)
    made: NDArray[np.float32] = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    return made


class Pieces(dict[str, list[int]]):
    """The word pieces of words; a word is cut once, whatever stands beside it."""

    def __init__(self, tokenizer: Any) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> list[int]:
        if len(self) >= KNOWN:
            self.clear()
        ids: list[int] = self._tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids
        self[word] = ids[: 1 if word[0].isdigit() else WINDOW]
        return self[word]


def code_words(known: Pieces, text: str, start: int, end: int) -> Words:
    """The words of `text[start:end]` that have pieces (a control character has none).

    A figure keeps its first piece alone: "10,305.77" says no more than "10" about the names around it, and market news
    is a third figures.
    """
    found = [(span, some) for span in split_words(text, start, end) if (some := known[text[slice(*span)]])]
    spans = [span for span, _ in found]
    return Words(spans, [some for _, some in found], [shape_of(text, *span) for span in spans])


OPENERS = frozenset(re.findall(r"\w+", """
A After All An And As At Both But By Each Every For From He Her His I If In It Its Many More Most No Of On One Or Our
Others She So Some Such That The Their There These They This Those To We What When While With You
"""))  # fmt: skip
TRADED = re.compile(
    r"\b(?:dollars?|euro|yen|pound|sterling|francs?|yuan|renminbi|rupee|won|rand|real|peso|lira|rouble|ruble|greenback"
    r"|gold|silver|bullion|copper|oil|crude|gas|platinum|palladium|wheat|corn|soybeans?|coffee|cocoa|cotton|sugar|bitcoin"
    r"|ether|yields?|notes?|rate|index)\b"
)


def may_hold_name(text: str, start: int, end: int) -> bool:
    """Whether the sentence is worth reading.

    It is not where its only capital opens a word such as "The" or "They", and nothing that is traded is named. A
    headline in lower case has no capital at all, and is read.
    """
    sentence = text[start:end]
    first = re.search(r"[^\W\d_]+", sentence)
    if first is None:
        return False
    if first.group() not in OPENERS:
        return True
    rest = sentence[first.end() :]
    return any(map(str.isupper, rest)) or bool(TRADED.search(rest))


def windows(row: int, words: Words) -> Iterator[Window]:
    """The sentence whole if it fits, else in windows that overlap by half of their pieces."""
    first, count = 0, len(words.spans)
    while first < count:
        last, size = first, 0
        while last < count and (size + len(words.pieces[last]) <= WINDOW or last == first):
            size += len(words.pieces[last])
            last += 1
        pieces, shapes, at = [CLS], [LOWER], []
        for i in range(first, last):
            at.append(len(pieces))
            pieces.extend(words.pieces[i])
            shapes.extend([words.shapes[i]] * len(words.pieces[i]))
        yield Window(row, first, last, [*pieces, SEP], [*shapes, LOWER], at)
        if last == count:
            return
        passed = 0
        while first < last - 1 and passed < size // 2:
            passed += len(words.pieces[first])
            first += 1


def batches(found: list[Window]) -> Iterator[list[Window]]:
    """Windows together while the batch is small and needs little padding; they come sorted by length.

    A run costs a millisecond whatever it holds, a padded piece as much as any other.
    """
    batch: list[Window] = []
    for window in found:
        width = len(window.pieces)
        if batch and ((len(batch) + 1) * width > BUDGET or width > PADDED * len(batch[0].pieces)):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def arrays(batch: list[Window]) -> dict[str, NDArray[np.int64]]:
    """The encoder's inputs, [windows, pieces] each."""
    import numpy as np

    width = max(len(w.pieces) for w in batch)
    ids, mask, shapes = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
    for i, window in enumerate(batch):
        ids[i, : len(window.pieces)] = window.pieces
        mask[i, : len(window.pieces)] = 1
        shapes[i, : len(window.pieces)] = window.shapes
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": shapes}


def decode(words: Words, scores: NDArray[np.float32]) -> Iterator[NameSpan]:
    """The names of one sentence from its table of log probabilities."""
    import numpy as np

    tags = best_path(scores)
    for first, last, label in runs(tags):
        score = min(float(np.exp(scores[i, tags[i]])) for i in range(first, last))
        yield NameSpan(words.spans[first][0], words.spans[last - 1][1], label, round(score, 4))
