"""The lexicon of names.toml and babel's countries as tables for look-up."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from tapecheck.nlp.words.tables import inflect, load_table
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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names that need no introduction, and the words around names."""

    names: PhraseTable[Known]
    titles: frozenset[str]
    roles: frozenset[str]
    role_plurals: frozenset[str]
    heads: frozenset[str]
    legal: frozenset[str]
    fund_families: frozenset[str]
    fund_heads: frozenset[str]
    moves: frozenset[str]
    deeds: frozenset[str]
    speech: frozenset[str]
    signals: frozenset[str]
    not_names: frozenset[str]
    first_names: frozenset[str]
    surname_particles: frozenset[str]
    closed: frozenset[str]
    surnames_first: frozenset[str]
    of_heads: frozenset[str]
    state_heads: frozenset[str]
    breakers: frozenset[str]
    months: frozenset[str]
    auxiliaries: frozenset[str]
    soft_roles: frozenset[str]
    small: frozenset[str]
    number_words: frozenset[str]
    firms: frozenset[str]
    before_firms: frozenset[str]
    after_firms: frozenset[str]
    before_places: frozenset[str]
    public_figures: frozenset[str]
    minds: frozenset[str]
    wares: frozenset[str]
    models: frozenset[str]
    exchange_cues: frozenset[str]
    starters: frozenset[str]
    before: dict[str, frozenset[str]]
    after: dict[str, frozenset[str]]
    acts: frozenset[str] = frozenset()  # moves and deeds
    told: frozenset[str] = frozenset()  # moves and deeds, but for the verbs of everybody
    own: frozenset[str] = frozenset()  # deeds that are no moves
    goes: frozenset[str] = frozenset()  # moves, but for the verbs of everybody
    no_adjective: frozenset[str] = frozenset()  # what follows a place's name that describes nothing


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
    blocks, starters = tables["blocks"], frozenset(load_table("sentences")["starters"])
    words = {key: frozenset(value) for key, value in tables["words"].items()}
    words["moves"] -= plain_forms() - {"rise", "fall", "gain", "lose"}
    return Lexicon(
        names=names,
        exchange_cues=frozenset(blocks["exchange_cues"]),
        starters=starters,
        before={key: frozenset(value) for key, value in blocks["before"].items()},
        after={key: frozenset(value) for key, value in blocks["after"].items()},
        acts=words["moves"] | words["deeds"],
        told=(words["moves"] | words["deeds"]) - words["auxiliaries"],
        own=words["deeds"] - words["moves"],
        goes=words["moves"] - words["auxiliaries"],
        no_adjective=words["closed"] | starters | words["deeds"] | words["moves"] | {"", "'"},
        **words,
    )


def plain_forms() -> frozenset[str]:
    """Verbs of movement as a dictionary has them: behind a name they are nouns ("a Santa Claus rally")."""
    moves = load_table("moves")
    return frozenset(inflect(entry)[0] for way in ("up", "down") for entry in moves[way]["price"])


def countries() -> Iterator[str]:
    """The countries of the world in English, from babel; those whose names are common words are left out."""
    from babel import Locale

    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "JE"}:
            yield name.partition(" SAR")[0].replace("’", "'")
