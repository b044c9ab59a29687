"""One name for each thing across the article: surnames to people, short forms to firms, and overlaps decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.reference.vocabulary import is_kind, is_word
from tapecheck.schema import Label

Key = tuple[str, ...]


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """The names that stay where several lay claim to the same words: tickers, then the longer, then the surer."""
    kept: list[Found] = []
    taken: set[int] = set()
    for f in sorted(found, key=lambda f: (-(f.sure == 3), -(f.last - f.first), -f.sure, f.first)):
        span = range(f.first, f.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(f)
    return sorted(kept, key=lambda f: f.first)


def name_all(page: Page, found: Sequence[Found]) -> list[Found]:
    """Every name with its canonical form, and the further places where a person or a firm is called by a part of it."""
    people = people_by_part(page, found)
    firms = firms_by_part(page, found)
    covered = {i: f for f in found for i in range(f.first, f.last)}
    named = [settle(page, f, people, firms) for f in found]
    more = [*later_parts(page, people, covered, Label.PERSON), *later_parts(page, firms, covered, Label.ORG)]
    return without_overlaps([*named, *more])


def full_text(page: Page, f: Found) -> str:
    """The words of a name on one line; a name shouted in capitals in lower case."""
    words = " ".join(page.words(f).split())
    letters = [w for w in words.split() if w.isalpha()]
    shouted = len(letters) > 1 and all(w.isupper() and len(w) > 3 for w in letters)
    return words.title() if shouted else words


def keys_of(page: Page, f: Found) -> Key:
    """The folded words of a name."""
    return tuple(page.tokens[i].key for i in range(f.first, f.last))


# --- people ----------------------------------------------------------------------------------------------------------


def people_by_part(page: Page, found: Sequence[Found]) -> dict[Key, Found]:
    """Surnames, given names and full names by the one person of the article who bears them."""
    owners: dict[Key, dict[str, Found]] = {}
    for f in found:
        keys = keys_of(page, f)
        if f.label is Label.PERSON and len(keys) > 1:
            double = [keys[-2:]] if len(keys) > 2 and page.gap(f.last - 2) == "-" else []  # Lakos-Bujas
            for part in (*parts_of_person(keys), *double):
                owners.setdefault(part, {}).setdefault(full_text(page, f), f)
    return {part: longest(page, bearers.values()) for part, bearers in owners.items() if is_one(bearers)}


def is_one(bearers: dict[str, Found]) -> bool:
    """Whether all names are forms of the longest ("Steve Sosnick", "Steven J. Sosnick"): they share the last word."""
    names = sorted(bearers, key=len)
    fullest = names[-1]
    return all(fullest.endswith(n) or (n.split()[-1] == fullest.split()[-1] and n[0] == fullest[0]) for n in names)


def longest(page: Page, bearers: Iterable[Found]) -> Found:
    """The fullest form."""
    return max(bearers, key=lambda f: len(page.words(f)))


def parts_of_person(keys: Key) -> list[Key]:
    """How a person may be called later: "Steve Sosnick" is "Sosnick", "van der Berg" keeps its "van"."""
    words = lexicon()
    parts = [keys, keys[-1:]]
    particle = next((i for i, key in enumerate(keys[1:-1], 1) if key in words.surname_particles), None)
    if particle:
        parts.append(keys[particle:])
    if keys[-1] in {"jr", "sr", "ii", "iii"} and len(keys) > 2:
        parts.append(keys[-2:-1])
    if len(keys) == 3 and keys[0] in words.first_names:
        parts.append((keys[1],) if keys[1] not in words.first_names else keys[1:])
        parts.append(keys[1:])
    if keys[0] not in words.first_names or keys[-1] in words.first_names or keys[0] in words.surnames_first:
        parts.append(keys[:1])
    return parts


# --- firms -----------------------------------------------------------------------------------------------------------


def firms_by_part(page: Page, found: Sequence[Found]) -> dict[Key, Found]:
    """Short forms and initials by the one organisation of the article that they can mean."""
    owners: dict[Key, dict[str, Found]] = {}
    for f in found:
        keys = keys_of(page, f)
        if f.label is Label.ORG and (f.sure > 1 if len(keys) > 1 else f.name is None):
            for part in parts_of_firm(keys):
                owners.setdefault(part, {}).setdefault(f.name or full_text(page, f).casefold(), f)
    named = {part: [name.casefold() for name in bearers] for part, bearers in owners.items()}
    one = (part for part, names in named.items() if all(map(max(names, key=len).startswith, names)))
    return {part: longest(page, owners[part].values()) for part in one}  # all begin as the longest does


def parts_of_firm(keys: Key) -> list[Key]:
    """How a firm may be called later: without the last words that only say what it is, by its first, by initials."""
    words = lexicon()
    parts, short = [keys], keys
    while len(short) > 1 and short[-1] in words.heads:
        short = short[:-1]
        if short[-1] == "&":
            short = short[:-1]
        if short[-1] != "the" and not (len(short) == 1 and short[0] in words.heads):
            parts.append(short)
    if len(keys) > 1 and not is_word(keys[0]) and len(keys[0]) > 3 and keys[1] not in {"of", "for"}:
        parts.append(keys[:1])
    initials = "".join(k[0] for k in keys if k not in {"of", "the", "for", "and", "&", *words.legal})
    return [*parts, (initials,)] if len(initials) > 2 else parts


# --- both ------------------------------------------------------------------------------------------------------------


def settle(page: Page, f: Found, people: dict[Key, Found], firms: dict[Key, Found]) -> Found:
    """A name with its canonical form; a guess gives way to the person or firm that the article knows by this word."""
    keys = keys_of(page, f)
    speaks = f.label is Label.GPE and keys in people and page.after(f.last) in lexicon().speech  # Cleveland wrote
    if f.name is not None and not speaks:
        return f
    for parts, label in ((people, Label.PERSON), (firms, Label.ORG)):
        owner = parts.get(keys)
        if owner is not None and (
            f.label is label or speaks or f.sure < 2 or (len(keys) == 1 and label is Label.PERSON)
        ):
            return replace(f, label=label, sure=2, name=owner.name or full_text(page, owner), symbol=owner.symbol)
    return replace(f, name=f.name or full_text(page, f))


def later_parts(page: Page, parts: dict[Key, Found], covered: dict[int, Found], label: Label) -> list[Found]:
    """Places where a known person or firm is called by a part of the name and nothing else was found."""
    found = []
    longest_part = max(map(len, parts), default=0)
    firsts = {part[0] for part in parts}
    for i, token in enumerate(page.tokens):
        if token.key not in firsts or not token.text[0].isupper() or i in covered:
            continue
        for n in range(min(longest_part, len(page.tokens) - i), 0, -1):
            owner = parts.get(tuple(page.tokens[j].key for j in range(i, i + n)))
            free = owner is not None and covered.keys().isdisjoint(range(i, i + n))
            if owner is not None and free and is_called(page, i, i + n, label):
                name = owner.name or full_text(page, owner)
                found.append(page.found(i, i + n, label, 2, name, owner.symbol))
                break
    return found


def is_called(page: Page, i: int, last: int, label: Label) -> bool:
    """Whether a part may stand for the name here: an ordinary word at a sentence's start must act as names do."""
    words = lexicon()
    token = page.tokens[i]
    if last - i == 1 and token.key in {"he", "you", "so", "an", "long"} and page.before(i) not in words.titles:
        return False  # Liu He, and "He said"
    if last - i > 1 or not is_word(token.key) or (token.text.isupper() and len(token.text) > 1 and not page.loud[i]):
        return True
    if page.before(i) in {"the", "a", "an"}:
        return False
    if page.first[i] or page.loud[i]:
        following = page.after(last)
        if label is Label.PERSON and not page.loud[i]:
            return following in {"", "'", "also", "himself", "herself", "and"} or is_kind(following, "verb")
        return following in words.deeds | words.speech or (following == "" and not is_kind(token.key, "adv"))
    return not (last < len(page.tokens) and page.gap(last - 1) == " " and page.capital[last])
