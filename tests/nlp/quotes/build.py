"""The quotes of a text whose names are given, without the names stage."""

from __future__ import annotations

from collections.abc import Sequence

from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.schema import Quote
from tests.cases.read import mark


def quotes(text: str, persons: Sequence[str] = (), orgs: Sequence[str] = ()) -> list[Quote]:
    """The quotes of a text whose names are given."""
    return find_quotes(text, find_sentences(text), mark(text, persons, orgs))
