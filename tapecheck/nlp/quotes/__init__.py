"""Who said what: direct, mixed and indirect quotes with their speakers, roles and the sources they cite.

One pass finds the pieces between quote marks (`scanner`), one the people with their roles (`registry`); then every
sentence with a piece or a word of reporting is read for attributions (`frames`, `subjects`), and the speakers are
resolved in the order of the text (`speakers`). No parser is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from tapecheck.nlp.quotes.assemble import Found, find_found
from tapecheck.schema import Entity, Quote, QuoteType, Sentence

__all__ = ["Found", "find_found", "find_quotes"]


def find_quotes(text: str, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> list[Quote]:
    """The quotes of a text in order, each with its speaker as far as the text names one.

    `sentences` and `entities` are those of the whole text. A span holds the words alone: no quote marks, no leading
    "that", no closing comma or full stop. Text without attributions gives an empty list.
    """
    return [
        quote for found in find_found(text, sentences, entities) for quote in found.quotes if is_quote(found, quote)
    ]


def is_quote(found: Found, quote: Quote) -> bool:
    """Whether an attribution quotes somebody: views, and papers of nobody's, do so only by words between marks."""
    if found.wide:
        return False
    return quote.type is not QuoteType.INDIRECT or not (found.kind == "view" or found.anonymous)
