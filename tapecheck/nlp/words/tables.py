"""The one loader of words: tables in TOML, read once, in which an entry may stand for a list that is kept elsewhere.

An entry `@moves.up.price` stands for the words of that list of `words/moves.toml`, `@calendar.weekdays` for the
names of the days: what several extractors need is written once. In `moves.toml` an entry is a verb with its forms: a
lone word is inflected by rule ("ease", "slip+" doubles its last letter), a row of words is listed as it is.
"""

from __future__ import annotations

import functools
import operator
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING, Any

SHARED = ("moves", "calendar")  # tables of this folder; all others lie in `nlp/lexicons`
LIST = re.compile(r"\{([a-z]+(?:\.[a-z_]+)+)\}")
REFERENCE = re.compile(r"@([a-z]+(?:\.[a-z_]+)+)")


@functools.cache
def load_table(name: str) -> dict[str, Any]:
    """The table of a file, its references written out. The result is shared: do not write to it."""
    folder = resources.files("tapecheck.nlp") / ("words" if name in SHARED else "lexicons")
    raw = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: write_out(value) for key, value in raw.items()} if name not in SHARED else raw


def at(path: str) -> Any:
    """What stands under a dotted path of a table ("moves.up.price")."""
    name, *keys = path.split(".")
    return functools.reduce(operator.getitem, keys, load_table(name))


def write_out(value: Any) -> Any:
    """A value with the lists that it refers to; a string with commas takes them in between commas."""
    if isinstance(value, dict):
        return {key: write_out(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [word for entry in value for word in expand(entry)]
    return REFERENCE.sub(lambda m: ", ".join(shared(m[1])), value) if isinstance(value, str) else value


def expand(entry: Any) -> list[Any]:
    """An entry of a list: the words that it refers to, or itself."""
    reference = REFERENCE.fullmatch(entry) if isinstance(entry, str) else None
    return [write_out(entry)] if reference is None else list(shared(reference[1]))


@functools.cache
def shared(path: str) -> tuple[str, ...]:
    """The words under a dotted path of a shared table ("moves.up.price", "calendar.months")."""
    found = at(path)
    named = isinstance(found, dict) or path.endswith("nouns")
    return tuple(found) if named else tuple(sorted(inflect_all(found)))


@functools.cache
def word_lists(path: str) -> dict[str, frozenset[str]]:
    """The lists under a dotted path of a table as sets, by their names ("names.words"); other entries are left out.

    Raises TypeError for a list of anything but words.
    """
    lists = {key: frozenset(value) for key, value in at(path).items() if isinstance(value, list)}
    wrong = [key for key, words in lists.items() if not all(isinstance(word, str) for word in words)]
    if wrong:
        raise TypeError(f"{path}.{wrong[0]} is no list of words")
    return lists


class Lists:
    """Lists of words as sets, by their names as attributes, and what else a reader of text looks up."""

    def __init__(self, lists: dict[str, frozenset[str]], **others: Any) -> None:
        """`others` stand before lists of the same name."""
        self.__dict__.update(lists | others)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> frozenset[str]: ...


class Patterns:
    """The expressions of a table by their names as attributes; a long one is written in parts, "(?i)" at its start.

    In one, "{names.words.roles}" stands for any of the words of that list, or for another expression.
    """

    def __init__(self, path: str) -> None:
        """`path` is the dotted path of the table ("quotes.patterns.registry")."""
        self.table = at(path)

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """An expression when it is first used: most are not in one short text. Raises AttributeError for none."""
        if name not in self.__dict__.get("table", ()):
            raise AttributeError(f"no expression is called {name!r}")
        made = self.__dict__[name] = re.compile(LIST.sub(lambda m: insert(at(m[1])), "".join(self.table[name])))
        return made


patterns = functools.cache(Patterns)


def insert(found: str | list[str]) -> str:
    """What stands in an expression for a list of words, or for another expression."""
    return found if isinstance(found, str) else any_of_letters(found, r"\s{1,9}")


def phrases_at(path: str) -> list[str]:
    """The phrases under a dotted path of a table: a list, or a text that has them between commas."""
    found = at(path)
    phrases = found.split(",") if isinstance(found, str) else found
    return [" ".join(phrase.split()) for phrase in phrases if phrase.strip()]


@functools.cache
def number_words() -> dict[str, int]:
    """The values of "zero" to "nineteen" and of the tens."""
    numbers = load_table("figures")["numbers"]
    ones = {word: n for n, word in enumerate(numbers["ones"])}
    return ones | {word: 10 * n for n, word in enumerate(numbers["tens"], 2)}


def any_of(words: Iterable[str], blank: str = " ") -> str:
    """The alternatives of an expression for any of these words, the longest first; `blank` is what a blank may be."""
    return "|".join(re.escape(word).replace(r"\ ", blank) for word in sorted(words, key=len, reverse=True))


def any_of_letters(words: Iterable[str], blank: str = " ") -> str:
    """The same by first letters, so that `re` tries few ways at a place; words in small letters."""
    by_letter: dict[str, list[str]] = {}
    words = list(words)
    if any(word != word.lower() or not word[0].isalpha() for word in words):
        return any_of(words, blank)
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{any_of(rest, blank)})" for letter, rest in sorted(by_letter.items()))


def listed(entries: str) -> tuple[str, ...]:
    """The words of a text, in order: for short lists that one module alone needs."""
    return tuple(entries.split())


def inflect_all(entries: Iterable[str]) -> frozenset[str]:
    """Every form of the listed verbs."""
    return frozenset(form for entry in entries for form in inflect(entry))


def inflect(entry: str) -> list[str]:
    """The forms of one verb: a listed row as it is, else by rule.

    >>> inflect("slip+")
    ['slip', 'slips', 'slipped', 'slipping']
    >>> inflect("ease")
    ['ease', 'eases', 'eased', 'easing']
    """
    if " " in entry:
        return entry.split()
    base = entry.rstrip("+")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if base.endswith("y") and base[-2] not in "aeou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    if entry.endswith("+"):
        stem = base + base[-1]
    elif base.endswith("e"):
        stem = base[:-1]
    else:
        stem = base
    return [base, third, stem + "ed", stem + "ing"]
