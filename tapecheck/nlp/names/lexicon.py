"""The lexicon of names.toml and babel's countries as tables for look-up."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from tapecheck.nlp.words.tables import Lists, inflect, load_table, word_lists
from tapecheck.reference.phrases import PhraseTable
from tapecheck.schema import Label

SECTIONS = (
    ("places", "countries", Label.GPE),
    ("places", "cities", Label.GPE),
    ("places", "states", Label.GPE),
    ("places", "regions", Label.LOC),
    ("peoples", "norp", Label.NORP),
    ("institutions", "orgs", Label.ORG),
    ("things", "events", Label.EVENT),
    ("things", "products", Label.PRODUCT),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a lexicon says of a name."""

    label: Label
    name: str


class Lexicon(Lists):
    """Names that need no introduction, and the lists of `[words]`, those around names."""

    names: PhraseTable[Known]
    before: dict[str, frozenset[str]]  # words behind (before) which a known name is another thing
    after: dict[str, frozenset[str]]


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    tables = load_table("names")
    names: PhraseTable[Known] = PhraseTable()
    for section, key, label in SECTIONS:
        for entry in tables[section][key]:
            name, _, canonical = entry.partition(" = ")
            names.add(name, Known(label, canonical or name), exact=name.isupper() and len(name) <= 4)
    for country in countries():
        names.add(country, Known(Label.GPE, country))
    words, starters = word_lists("names.words"), word_lists("sentences")["starters"]
    verbs = (entry for way in ("up", "down") for entry in load_table("moves")[way]["price"])
    plain = {inflect(entry)[0] for entry in verbs}  # behind a name they are nouns: "a Santa Claus rally"
    moves = words["moves"] - (plain - {"rise", "fall", "gain", "lose"})
    acts = moves | words["deeds"]
    return Lexicon(
        words | word_lists("names.blocks"),
        names=names,
        starters=starters,
        moves=moves,
        before=word_lists("names.blocks.before"),
        after=word_lists("names.blocks.after"),
        acts=acts,
        told=acts - words["auxiliaries"],  # but for the verbs of everybody
        own=words["deeds"] - moves,
        goes=moves - words["auxiliaries"],
        predicates=(acts | words["speech"]) - words["auxiliaries"],
        no_names=starters.union(*(words[kind] for kind in ("not_names", "closed", "breakers", "titles", "roles"))),
        no_adjective=words["closed"]
        | starters
        | acts
        | {"", "'"},  # what follows a place's name that describes nothing
    )


def countries() -> Iterator[str]:
    """The countries of the world in English, from babel; those whose names are common words are left out."""
    from babel import Locale

    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "JE"}:
            yield name.partition(" SAR")[0].replace("’", "'")
