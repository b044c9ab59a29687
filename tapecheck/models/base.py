"""What a model of names is to the rest of the program: text and sentences in, spans with a label and a score out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from tapecheck.schema import Label, Sentence


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that a model saw: `text[start:end]`, without leading "the", title or possessive.

    `score` is the model's own confidence, 0 to 1: the least sure of the span's words, 1.0 where a model gives none.
    """

    start: int
    end: int
    label: Label
    score: float


@runtime_checkable
class NameModel(Protocol):
    """A trained reader of names. Linking to symbols and canonical names are the caller's business.

    `version` changes whenever the model's answers may: it is stored with everything that was found.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def names(self, text: str, sentences: Sequence[Sentence]) -> list[NameSpan]:
        """The names of these sentences of `text`, in order, none overlapping; offsets are into `text`."""
        ...
