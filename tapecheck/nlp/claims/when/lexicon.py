"""The words and expressions of time that the resolvers look for: `lexicons/when.toml`."""

from __future__ import annotations

import re

from tapecheck.nlp.words.tables import load_table

CLASS = re.compile(r"\b[A-Z]{3,}\b")


def words(name: str) -> frozenset[str]:
    """A list of words."""
    return frozenset(load_table("when")["words"][name])


def pattern(name: str) -> re.Pattern[str]:
    """An expression without regard to case, its classes written out."""
    table = load_table("when")
    return re.compile(CLASS.sub(lambda m: table["classes"].get(m[0], m[0]), table["patterns"][name]), re.IGNORECASE)
