"""Makes more of a sentence: other names in it, or the case of a headline. The sentence stays as it was written."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from random import Random
from typing import Any

from tapecheck.models.recipes.data import Example
from tapecheck.schema import Label

SUFFIX = re.compile(
    r",? (?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|plc|PLC|AG|SE|SA|S\.A|NV|N\.V|Group|Holdings?|LLC|LP)\.?$"
)
SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)


@functools.cache
def tables() -> dict[str, list[str]]:
    """Companies (of the indices that pytickersymbols lists), and the parts of people's and firms' names (ours)."""
    from pytickersymbols import PyTickerSymbols

    raw: dict[str, str] = tomllib.loads((files("tapecheck.models.recipes") / "parts.toml").read_text(encoding="utf-8"))
    lists = {key: text.replace("\n", "|").strip("|").split("|") for key, text in raw.items()}
    names = {re.sub(r"^The ", "", str(s["name"])).strip() for s in PyTickerSymbols().get_all_stocks()}
    lists["companies"] = sorted(n for n in names if 1 < len(n) < 40 and "(" not in n)
    return lists


def invent(label: Label, old: str, random: Random) -> str:
    """Another name of the same sort: a person of as many words, a company, an invented firm, a place."""
    lists = tables()
    if label == Label.PERSON:
        surname = random.choice(lists["surnames"])
        return surname if " " not in old else f"{random.choice(lists['given'])} {surname}"
    if label == Label.GPE:
        return random.choice(lists["places"])
    if random.random() < 0.35 and " " in old:
        first, kind = random.choice(lists["firm_words"] + lists["surnames"]), random.choice(lists["firm_kinds"])
        return f"{first} & {random.choice(lists['surnames'])} {kind}" if random.random() < 0.2 else f"{first} {kind}"
    name = random.choice(lists["companies"])
    return SUFFIX.sub("", name) if random.random() < 0.6 else name


def swap_names(example: Example, random: Random) -> Example:
    """The example with about half of its people, organisations and places swapped; open stretches move along."""
    text, moved, last = "", [], 0
    spans = sorted([(a, b, labels) for a, b, labels in example.names], key=lambda n: n[:2])
    shifts: list[tuple[int, int]] = []  # (offset in the old text, shift from there on)
    for a, b, labels in spans:
        if a < last:
            return example  # overlapping names are left as they are
        text += example.text[last:a]
        name = example.text[a:b]
        label = next(iter(labels))
        if len(labels) == 1 and label in (Label.PERSON, Label.ORG, Label.GPE) and random.random() < 0.5:
            new = invent(Label(label), name, random)
            name = new.upper() if name.isupper() and len(name) > 4 else new.lower() if name.islower() else new
        moved.append((len(text), len(text) + len(name), labels))
        text += name
        last = b
        shifts.append((b, len(text) - b))
    text += example.text[last:]

    def shift(at: int) -> int:
        return at + next((s for edge, s in reversed(shifts) if at >= edge), 0)

    open_ = [(shift(a), shift(b)) for a, b in example.open]
    kept = [part for part in example.parts if not any(a < part[1] and part[0] < b for a, b, _ in spans)]
    parts = [(shift(a), shift(b - 1) + 1, tag) for a, b, tag in kept]
    return replace(example, text=text, names=moved, open=open_, parts=parts, ends=[shift(e) for e in example.ends])


def recase(example: Example, how: str) -> Example:
    """The example in lower case, UPPER CASE or Title Case; where letters have no single counterpart it stays."""
    if how == "title":
        words = re.split(r"(\s+)", example.text)
        text = "".join(w if w in SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words))
    else:
        text = example.text.lower() if how == "lower" else example.text.upper()
    return replace(example, text=text) if len(text) == len(example.text) else example


def augment(example: Example, shares: dict[str, Any], random: Random) -> Example:
    """One epoch's form of an example."""
    if example.names and random.random() < shares["swap"]:
        example = swap_names(example, random)
    draw = random.random()
    for how in ("lower", "upper", "title"):
        share = shares["lower_text"] if how == "lower" and example.ends else shares[how]
        if draw < share:
            return recase(example, how)
        draw -= share
    return example
