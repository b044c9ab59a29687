"""Names for the texts of these tests, marked without the names stage: a full name, then what its last word stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.schema import Entity, Label, Quote


def mark(text: str, persons: Sequence[str] = (), orgs: Sequence[str] = ()) -> list[Entity]:
    """Entities of a text. "Fed = Federal Reserve" has a canonical name; a person's surname alone is the person."""
    found: dict[int, Entity] = {}
    for label, names in ((Label.PERSON, persons), (Label.ORG, orgs)):
        for entry in names:
            form, _, name = entry.partition(" = ")
            forms = [form, form.split()[-1]] if label is Label.PERSON and " " in form else [form]
            for shown in forms:
                for m in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", text):
                    if not any(e.start <= m.start() < e.end for e in found.values()):
                        found[m.start()] = Entity(
                            start=m.start(), end=m.end(), text=shown, label=label, name=name or form
                        )
    return [found[k] for k in sorted(found)]


def quotes(text: str, persons: Sequence[str] = (), orgs: Sequence[str] = ()) -> list[Quote]:
    """The quotes of a text whose names are given."""
    return find_quotes(text, find_sentences(text), mark(text, persons, orgs))
