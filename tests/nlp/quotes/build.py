"""Names for the texts of these tests, marked without the names stage: full names first, then surnames alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.schema import Entity, Label, Quote


def mark(text: str, persons: Sequence[str] = (), orgs: Sequence[str] = ()) -> list[Entity]:
    """Entities of a text. "Fed = Federal Reserve" has a canonical name; a person's surname alone is the person."""
    wanted = [(Label.ORG, *entry.partition(" = ")[::2]) for entry in orgs]
    wanted += [(Label.PERSON, *entry.partition(" = ")[::2]) for entry in persons]
    wanted += [(Label.PERSON, name.split()[-1], name) for name in persons if " " in name]
    found: list[Entity] = []
    for label, shown, name in wanted:
        for m in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", text):
            if not any(e.start < m.end() and m.start() < e.end for e in found):
                found.append(Entity(start=m.start(), end=m.end(), text=shown, label=label, name=name or shown))
    return sorted(found, key=lambda e: e.start)


def quotes(text: str, persons: Sequence[str] = (), orgs: Sequence[str] = ()) -> list[Quote]:
    """The quotes of a text whose names are given."""
    return find_quotes(text, find_sentences(text), mark(text, persons, orgs))
