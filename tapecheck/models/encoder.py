"""The shipped model: MiniLM with a head over our tags, in int8, read by onnxruntime without torch.

Long sentences are read in windows that overlap, and each word is answered by the window in which it stands farthest
from an edge. Sentences that cannot hold a name are not read at all.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.errors import ModelError
from tapecheck.models.base import NameSpan
from tapecheck.models.tags import TAGS, best_path, runs
from tapecheck.models.words import LOWER, SHAPES, shape_of, split_words
from tapecheck.schema import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
WINDOW = 190  # word pieces in a window; half of it is the least context of a word away from the sentence's ends
PADDED = 1.3  # the longest window of a batch against its shortest
FAR = 1 << 30  # the margin of a word whose sentence ends where the window does
BUDGET = 256  # word pieces in a batch: small ones stay in the cache, and are a tenth faster than 2048
CLS, SEP = 101, 102  # BERT's marks around a text

REINSTALL = "install tapecheck again, or take the model `fast`"


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
    """A `NameModel` over one ONNX file. Reads on one thread: two spin under load."""

    def __init__(self, folder: Path) -> None:
        """Load the model of this folder.

        Raises:
            ModelError: a file is missing or not the one that the manifest names, or another version wrote it.
        """
        manifest = read_manifest(folder)
        self.name: str = manifest["name"]
        self.version: str = f"{manifest['version']}+{manifest['files']['names.int8.onnx'][:8]}"
        self._tokenizer = open_tokenizer(folder / "tokenizer.json")
        self._session = open_session(folder / "names.int8.onnx")

    def names(self, text: str, sentences: Sequence[Sentence]) -> list[NameSpan]:
        """The names of these sentences, in order."""
        rows = [
            code_words(self._tokenizer, text, s.start, s.end) for s in sentences if may_hold_name(text, s.start, s.end)
        ]
        scores = self._scores(rows)
        return [name for row, table in zip(rows, scores, strict=True) for name in decode(row, table)]

    def _scores(self, rows: list[Words]) -> list[NDArray[np.float32]]:
        """For each sentence the log probabilities [words, tags], from batches of windows of like length."""
        import numpy as np

        tables = [np.zeros((len(row.spans), len(TAGS)), dtype=np.float32) for row in rows]
        margins = [np.full(len(row.spans), -1) for row in rows]
        found = [window for i, row in enumerate(rows) for window in windows(i, row)]
        for batch in batches(sorted(found, key=lambda w: len(w.pieces))):
            logits = self._session.run(None, arrays(batch))[0]
            logits -= logits.max(-1, keepdims=True)
            logits -= np.log(np.exp(logits).sum(-1, keepdims=True))
            for window, answer in zip(batch, logits, strict=True):
                count = window.last - window.first
                order = np.arange(count)
                left = order if window.first else np.full(count, FAR)
                right = order[::-1] if window.last < len(rows[window.row].spans) else np.full(count, FAR)
                margin = np.minimum(left, right)  # words to the nearest edge that is no end of the sentence
                here = slice(window.first, window.last)
                better = margin > margins[window.row][here]
                margins[window.row][here][better] = margin[better]
                tables[window.row][here][better] = answer[window.at][better]
        return tables


def code_words(tokenizer: Any, text: str, start: int, end: int) -> Words:
    """The words of `text[start:end]` that have pieces (a control character has none).

    A figure keeps its first piece alone: "10,305.77" says no more than "10" about the names around it, and market news
    is a third figures.
    """
    spans = split_words(text, start, end)
    coded = tokenizer.encode([text[a:b] for a, b in spans], is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in spans]
    for piece, word in zip(coded.ids, coded.word_ids, strict=True):
        pieces[word].append(piece)
    kept = [i for i, some in enumerate(pieces) if some]
    return Words(
        [spans[i] for i in kept],
        [pieces[i][: 1 if text[spans[i][0]].isdigit() else WINDOW] for i in kept],
        [shape_of(text, *spans[i]) for i in kept],
    )


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


# --- files -----------------------------------------------------------------------------------------------------------
def read_manifest(folder: Path) -> dict[str, Any]:
    """The folder's manifest, if its files and its version are those that this code reads."""
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: the model's manifest cannot be read ({error}); {REINSTALL}") from error
    if manifest.get("format") != FORMAT or tuple(manifest.get("tags", ())) != TAGS or manifest.get("shapes") != SHAPES:
        raise ModelError(
            f"{path}: the model is of another version (format {manifest.get('format')}, this program reads {FORMAT}); "
            f"{REINSTALL}"
        )
    for name, wanted in manifest["files"].items():
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing; {REINSTALL}")
        if digest(folder / name, (folder / name).stat().st_mtime_ns) != wanted:
            raise ModelError(
                f"{folder / name} is not the file that the manifest names (its sha256 differs); {REINSTALL}"
            )
    return manifest


@functools.lru_cache(maxsize=32)
def digest(path: Path, _modified: int) -> str:
    """The file's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_tokenizer(path: Path) -> Any:
    """The tokenizer, from its file alone: nothing is looked for anywhere else."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def open_session(path: Path) -> Any:
    """An onnxruntime session on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
