"""The words of figures, read once from `lexicons/figures.toml` and made ready for look-up."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tapecheck.nlp.words.tables import load_table
from tapecheck.schema import Direction, Hedge

Phrase = tuple[str, ...]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\S", re.UNICODE)


@dataclass(frozen=True)
class Lexicon:
    """Look-up tables. Words are in small letters; phrases are tuples of tokens, keyed by the token met first."""

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    ordinals: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    parts: Mapping[str, int]
    units: Mapping[str, list[tuple[Phrase, str]]]
    multiples: Mapping[str, Decimal]
    folds: Mapping[str, Decimal]
    hedges_before: Mapping[str, list[tuple[Phrase, Hedge]]]
    hedges_after: Mapping[str, list[tuple[Phrase, Hedge]]]
    verbs: Mapping[str, Direction]
    nouns: Mapping[str, Direction]
    adverbs: Mapping[str, Direction]
    particles: Mapping[tuple[str, str], Direction]
    words: Mapping[str, frozenset[str]]
    per: Mapping[str, str]
    frequencies: Mapping[str, str]
    nicknames: Mapping[str, str]
    priced: Mapping[Phrase, str]
    long_rates: list[tuple[Phrase, str]]
    index_names: str
    other_names: str
    currencies: Mapping[str, Any]


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of this version, read once. Raises nothing: a broken file fails the tests."""
    raw = load_table("figures")
    numbers, direction, per = raw["numbers"], raw["direction"], raw["per"]
    return Lexicon(
        ones={word: n for n, word in enumerate(numbers["ones"])},
        tens={word: 10 * n for n, word in enumerate(numbers["tens"], 2)},
        ordinals={word: n for n, word in enumerate(numbers["ordinals"], 1)},
        scales=numbers["scales"],
        short_scales=numbers["short"],
        parts=numbers["parts"],
        units=phrases((phrase, kind) for kind, phrases in raw["units"].items() for phrase in phrases),
        multiples={word: Decimal(n) for n, words in raw["multiples"].items() for word in words.split()},
        folds={f"{word}fold": Decimal(n) for n, word in enumerate(numbers["ones"]) if n > 1},
        hedges_before=phrases(((p, Hedge(kind)) for kind, ps in raw["hedges"]["before"].items() for p in ps), -1),
        hedges_after=phrases((p, Hedge(kind)) for kind, ps in raw["hedges"]["after"].items() for p in ps),
        verbs=ways(direction, "verbs"),
        nouns=ways(direction, "nouns"),
        adverbs=ways(direction, "words"),
        particles=phrasal_verbs(direction),
        words=dict(word_lists(raw)),
        per={word: per["written"].get(word, word) for word in [*per["words"], *per["written"]]},
        frequencies=raw["streaks"]["frequencies"],
        nicknames=raw["rates"]["nicknames"],
        priced={tuple(name.split()): unit for unit, names in per["priced"].items() for name in names},
        long_rates=[(tuple(words.split()), unit) for words, unit in per["long"].items()],
        index_names="|".join(raw["names"]["indices"]),
        other_names="|".join(raw["names"]["others"]),
        currencies=raw["currencies"],
    )


def word_lists(table: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, frozenset[str]]]:
    """Every plain list of words of the file under its dotted path ("levels.after", "currencies.codes.small")."""
    for key, value in table.items():
        if isinstance(value, list) and all(isinstance(word, str) for word in value):
            yield path + key, frozenset(value)
        elif isinstance(value, dict):
            yield from word_lists(value, f"{path}{key}.")


def ways(direction: Mapping[str, Any], kind: str) -> dict[str, Direction]:
    """Words of a kind by the way they point."""
    down = dict.fromkeys(direction[f"down_{kind}"], Direction.DOWN)
    return down | dict.fromkeys(direction[f"up_{kind}"], Direction.UP)


def phrasal_verbs(direction: Mapping[str, Any]) -> dict[tuple[str, str], Direction]:
    """(form of the verb, particle) -> the way they go together."""
    table: dict[tuple[str, str], Direction] = {}
    for key, way in (("particles_up", Direction.UP), ("particles_down", Direction.DOWN)):
        for entry in direction[key]:
            verbs, _, particles = entry.partition("|")
            table |= {(verb, particle): way for verb in verbs.split() for particle in particles.split()}
    return table


def phrases(entries: Iterable[tuple[str, Any]], at: int = 0) -> dict[str, list[tuple[Phrase, Any]]]:
    """Phrases keyed by their first token, or by their last to look back from a figure, the longest first."""
    return keyed(((tuple(WORD.findall(phrase)), value) for phrase, value in entries), at)


def keyed(entries: Iterable[tuple[Phrase, Any]], at: int) -> dict[str, list[tuple[Phrase, Any]]]:
    """Entries by the token at that place, the longest first."""
    table: dict[str, list[tuple[Phrase, Any]]] = {}
    for phrase, value in entries:
        table.setdefault(phrase[at], []).append((phrase, value))
    for phrases in table.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return table


def listed(name: str) -> frozenset[str]:
    """The list of words under that dotted path of the lexicon."""
    return lexicon().words[name]
