"""Sentences in groups of bounded length: what a model that likes context is given at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tapecheck.schema import Sentence


def group_sentences(sentences: Sequence[Sentence], longest: int) -> Iterator[tuple[int, int]]:
    """Stretches (start, end) of whole sentences in order, each at most `longest` characters.

    A sentence that is longer is cut into stretches that overlap by a fifth, so that a name at a cut is whole in one.
    """
    start = end = -1
    for sentence in sentences:
        if start >= 0 and sentence.end - start > longest:
            yield start, end
            start = -1
        if sentence.end - sentence.start > longest:
            step = longest - longest // 5
            for a in range(sentence.start, sentence.end, step):
                yield a, min(a + longest, sentence.end)
                if a + longest >= sentence.end:
                    break
            continue
        start, end = (sentence.start if start < 0 else start), sentence.end
    if start >= 0:
        yield start, end
