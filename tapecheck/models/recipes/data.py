"""Reads the open data and our own sentences into one form: words, and for each word the tags it may have.

A source that does not mark what we mark (indices, peoples, places apart from governments) must not teach that these are
nothing. So a word's truth is a *set* of tags: one where the source knows, more where it does not, all where its label
means something else. Training asks only that the likely tags lie within.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from random import Random

from tapecheck.models.corpus import Marked, read_corpus
from tapecheck.models.recipes.treebank import (
    CLEARED,
    Parts,
    Token,
    TreeSentence,
    join,
    lines_of,
    read_treebank,
    stretches,
)
from tapecheck.models.tags import LABELS, OUTSIDE, TAGS, begin
from tapecheck.schema import Label

ALL = frozenset(range(len(TAGS)))
CORE = frozenset({Label.PERSON, Label.ORG, Label.GPE, Label.LOC})
ANY_OTHER = frozenset(label for label in LABELS if label not in CORE)
"""What a coarse source leaves unmarked, or lumps into MISC."""


@dataclass(slots=True)
class Example:
    """A sentence, or several that follow each other, and what is known of them.

    `names` are (start, end, labels it may have; None among them: it may be no name), `parts` words with their part of
    speech, `ends` the offsets behind each sentence's last word; without any, parts or ends are not known.
    """

    text: str
    names: list[tuple[int, int, frozenset[Label | None]]]
    open: list[tuple[int, int]] = field(default_factory=list)  # stretches about which nothing is known
    source: str = ""
    parts: Parts = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def truths(example: Example, words: list[tuple[int, int]]) -> list[frozenset[int]]:
    """The tags that each of the example's words may have."""
    allowed: list[frozenset[int]] = []
    for start, end in words:
        tags = frozenset({OUTSIDE})
        for a, b, labels in example.names:
            if a < end and start < b:
                inner = start > a
                tags = frozenset(OUTSIDE if label is None else begin(label) + inner for label in labels)
                break
        else:
            if any(a < end and start < b for a, b in example.open):
                tags = ALL
        allowed.append(tags)
    return allowed


UNKNOWN = -1
"""A word of whose part of speech (or sentence end) nothing is known."""


def known_parts(example: Example, words: list[tuple[int, int]]) -> list[int]:
    """Each word's part of speech (index into UPOS): that of the treebank's word that covers its first character."""
    at = {i: tag for start, end, tag in reversed(example.parts) for i in range(start, end)}
    return [at.get(start, UNKNOWN) for start, _ in words]


def known_ends(example: Example, words: list[tuple[int, int]]) -> list[int]:
    """For each word whether it is its sentence's last: 1, 0, or UNKNOWN."""
    last = set(example.ends)
    return [int(end in last) if last else UNKNOWN for _, end in words]


# --- what a name of the open data is -------------------------------------------------------------------------------
@functools.cache
def gazetteer() -> dict[str, frozenset[str]]:
    """The lists of gazetteer.toml and the countries that babel names."""
    import babel

    raw = tomllib.loads((files("tapecheck.models.recipes") / "gazetteer.toml").read_text(encoding="utf-8"))
    lists = {key: frozenset(raw[key].split()) for key in ("norp", "loc_words", "titles", "unknowable")}
    territories = babel.Locale("en").territories
    countries = {str(name) for code, name in territories.items() if code.isalpha()}
    lists["gpe"] = frozenset(raw["gpe"].replace("\n", "|").split("|")) | countries
    return lists


def is_norp(word: str) -> bool:
    """Whether the word is a people's, a faith's or a party's name."""
    norps = gazetteer()["norp"]
    return word in norps or (word.endswith("s") and word[:-1] in norps)


def place(name: str) -> frozenset[Label | None]:
    """GPE, LOC, or both where the name alone does not tell."""
    lists = gazetteer()
    if name in lists["gpe"] or name.title() in lists["gpe"]:
        return frozenset({Label.GPE})
    if not lists["loc_words"].isdisjoint(name.split()):
        return frozenset({Label.LOC})
    return frozenset({Label.GPE, Label.LOC})


def tidy(text: str, start: int, end: int, titles: bool = False) -> tuple[int, int]:
    """The span without a leading "the" (and title) and a trailing possessive."""
    while match := re.match(r"(\w+)(\.?\s+)(?=\S)", text[start:end]):
        word = match[1]
        if not (word.lower() == "the" or (titles and word.capitalize() in gazetteer()["titles"])):
            break
        start += match.end()
    end = start + len(re.sub(r"\s*['’]s?$", "", text[start:end]))
    return start, end


def read_label(text: str, start: int, end: int, label: str) -> tuple[int, int, frozenset[Label | None]] | None:
    """One span of a coarse source (PER, ORG, LOC, MISC and W-NUT's) with the labels of ours that it may mean."""
    kind = label.upper()
    if kind in ("PER", "PERSON"):
        start, end = tidy(text, start, end, titles=True)
        alone = text[start:end].rstrip(".").capitalize() in gazetteer()["titles"]
        return (start, end, frozenset({None, Label.PERSON} if alone else {Label.PERSON}))
    start, end = tidy(text, start, end)
    name = text[start:end]
    if start >= end:
        return None
    if kind in ("LOC", "LOCATION", "PLACE"):
        return start, end, place(name)
    if kind in ("ORG", "CORPORATION", "GROUP", "ORGANIZATION"):
        return start, end, place(name) if name in gazetteer()["gpe"] else frozenset({Label.ORG})
    if kind == "PRODUCT":
        return start, end, frozenset({Label.PRODUCT, Label.ORG})
    if kind == "EVENT":
        return start, end, frozenset({Label.EVENT})
    if is_norp(name):
        return start, end, frozenset({Label.NORP})
    return start, end, frozenset({None, *ANY_OTHER})  # MISC, creative works: ours or not


def complete(text: str, names: list[tuple[int, int, frozenset[Label | None]]], source: str, *, wary: bool) -> Example:
    """An example of spans, with the peoples marked and what the source cannot know left open.

    `wary`: the source marks no MISC, so an unmarked word with a capital inside a sentence may be a name of ours.
    """
    names = sorted(n for n in names if n[1] > n[0])
    taken = [(a, b) for a, b, _ in names]
    free: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\W\d_]+", text):
        a, b = match.span()
        if any(x < b and a < y for x, y in taken):
            continue
        word = match.group()
        if word.lower() in gazetteer()["unknowable"]:
            free.append((a, b))
        elif word[0].isupper() and is_norp(word):
            names.append((a, b, frozenset({Label.NORP})))
        elif wary and word[0].isupper() and a and text[:a].rstrip()[-1:].isalnum() and not is_calendar(word):
            free.append((a, b))
    return Example(text, sorted(names, key=lambda n: n[:2]), free, source)


def is_calendar(word: str) -> bool:
    """Whether the word is a month, a weekday or the pronoun."""
    return bool(re.match(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|I$", word))


# --- the files -----------------------------------------------------------------------------------------------------
def read_columns(path: Path, source: str, *, old_bio: bool, wary: bool) -> Iterator[Example]:
    """`word tag` lines (WikiGold, W-NUT), sentences apart by empty lines; the text is the words with blanks between."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*lines_of(path), ""]:
        if line.strip():
            word, tag = line.split()[0], line.split()[-1]
            words.append(word)
            tags.append(tag)
        elif words:
            yield from_tags(words, tags, source, old_bio=old_bio, wary=wary)
            words, tags = [], []


def from_tags(words: list[str], tags: list[str], source: str, *, old_bio: bool, wary: bool) -> Example:
    """An example of BIO tags; with `old_bio` a name begins at any change of label."""
    text, names = " ".join(words), []
    at, begun, label = 0, 0, "O"
    for word, tag in zip([*words, ""], [*tags, "O"], strict=True):
        kind = tag.partition("-")[2] or "O"
        starts = tag.startswith("B-") or (old_bio and kind != label)
        if label != "O" and (kind == "O" or starts):
            names.append(read_label(text, begun, at - 1, label))
            label = "O"
        if kind != "O" and label == "O":
            begun, label = at, kind
        at += len(word) + 1
    return complete(text, [n for n in names if n], source, wary=wary)


def read_uner(path: Path, source: str) -> Iterator[Example]:
    """Universal NER: the text stands in `# text`, the tags are BIO of PER, ORG, LOC."""
    text, at, begun, end, label = "", 0, 0, 0, "O"
    names: list[tuple[int, int, frozenset[Label | None]] | None] = []
    for line in [*lines_of(path), ""]:
        if line.startswith("# text = "):
            text, at, label, names = line.removeprefix("# text = "), 0, "O", []
        elif line and not line.startswith("#"):
            _, word, tag = line.split("\t")[:3]
            kind = tag.partition("-")[2] or "O"
            if label != "O" and (kind == "O" or tag.startswith("B-")):
                names.append(read_label(text, begun, end, label))
                label = "O"
            found = text.find(word, at)
            if found < 0:
                continue  # a word of a contraction, spelled out
            if kind != "O" and label == "O":
                begun, label = found, kind
            at = end = found + len(word)
        elif not line and text:
            if label != "O":
                names.append(read_label(text, begun, end, label))
            yield complete(text, [n for n in names if n], source, wary=True)
            text = ""


def read_gum(path: Path, source: str, genres: frozenset[str] | None = None) -> Iterator[Example]:
    """GUM: mentions of all kinds stand in `Entity=`; those with a proper noun as head are names.

    A mention that goes on in the next sentence is left out. `genres` keeps the documents of these genres alone.
    """
    for sentence in read_treebank(path, genres):
        example = gum_example(sentence.text, sentence.tokens, source)
        example.parts = sentence.parts()
        yield example


def read_stretches(path: Path, source: str, genres: frozenset[str] | None = None) -> Iterator[Example]:
    """Running text of a treebank, of one to four sentences: it teaches parts of speech and ends, no names.

    One in six has lost the marks at the ends of its sentences.
    """
    random = Random(source)
    for group in stretches(read_treebank(path, genres), random):
        yield running(group, source, bare=random.random() < 1 / 6)


def running(group: list[TreeSentence], source: str, *, bare: bool = False) -> Example:
    """An example of sentences that follow each other."""
    text, parts, ends = join(group, bare=bare)
    return Example(text, [], [(0, len(text))], source, parts, ends)


def mentions_of(tokens: list[Token]) -> Iterator[tuple[int, int, str, list[int]]]:
    """The mentions of a sentence: first token, token after the last, type, the heads (token numbers)."""
    stack: list[tuple[str, int, str, str]] = []
    for i, token in enumerate(tokens):
        for piece in re.finditer(r"\((?P<body>[^()]*)(?P<single>\))?|(?P<close>[^()]*)\)", token.entity):
            if piece["body"] is not None:
                parts = piece["body"].split("-")
                number, kind = parts[0], parts[1] if len(parts) > 1 else ""
                heads = next((p for p in parts[4:] if re.fullmatch(r"\d+(?:,\d+)*", p)), "1")
                if piece["single"]:
                    yield i, i + 1, kind, [i + int(h) - 1 for h in heads.split(",")]
                else:
                    stack.append((number, i, kind, heads))
            else:
                k = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == piece["close"]), None)
                if k is not None:
                    _, first, kind, heads = stack.pop(k)
                    yield first, i + 1, kind, [first + int(h) - 1 for h in heads.split(",")]


def gum_example(text: str, tokens: list[Token], source: str) -> Example:
    """The names of a sentence: for each mention with proper heads, the run of proper nouns around them."""
    names: list[tuple[int, int, frozenset[Label | None]]] = []
    taken: set[int] = set()
    found = sorted(mentions_of(tokens), key=lambda m: m[0] - m[1])  # the longest first
    for first, last, kind, heads in found:
        proper = [h for h in heads if h < last and tokens[h].upos == "PROPN"]
        if (
            not proper
            or not text[tokens[heads[0]].start].isupper()
            or kind not in ("person", "place", "organization", "event", "object", "abstract")
        ):
            continue
        a, b = proper[0], proper[0] + 1
        while a > first and joins(text, tokens, a - 1, first, -1):
            a -= 1
        while b < last and joins(text, tokens, b, last, 1):
            b += 1
        if taken.isdisjoint(range(a, b)):
            name = read_label(text, tokens[a].start, tokens[b - 1].end, kind)
            if name and kind == "person" and is_norp(text[name[0] : name[1]]):
                name = (*name[:2], frozenset({Label.NORP}))
            if name:
                names.append(name)
            taken.update(range(a, b))
    example = complete(text, names, source, wary=False)
    for i, token in enumerate(tokens):
        if i not in taken and token.upos == "PROPN" and not is_calendar(text[token.start : token.end]):
            example.open.append((token.start, token.end))
    return example


def joins(text: str, tokens: list[Token], i: int, edge: int, step: int) -> bool:
    """Whether token i belongs to the name beside it: a proper noun, or a small word between two."""
    word = text[tokens[i].start : tokens[i].end]
    if tokens[i].upos == "PROPN" or (word[0].isupper() and i and tokens[i].upos in ("ADJ", "NOUN", "VERB", "NUM")):
        return True
    beyond = i + step
    inside = edge <= beyond if step < 0 else beyond < edge
    return (
        inside
        and word in ("of", "and", "&", "-", "the", "for", "de", "van", "von", "'")
        and (
            tokens[beyond].upos == "PROPN"
            or (word == "of" and tokens[min(beyond + step, len(tokens) - 1)].upos == "PROPN")
        )
    )


def own(marked: Marked) -> Example:
    """One of our sentences: everything is known."""
    return Example(marked.text, [(a, b, frozenset({label})) for a, b, label in marked.names], [], f"own/{marked.file}")


def read_own(held_out: bool) -> list[Example]:
    """Our sentences: every tenth of a file is held out of training for the measurement."""
    return [own(m) for i, m in enumerate(read_corpus()) if (i % 10 == 9) == held_out]


def read_source(name: str, folder: Path) -> list[Example]:
    """The examples of one source of the recipe, by the name of its file (`own` and `own-held-out` are ours).

    `text:FILE` is a treebank's running text, for parts of speech and sentence ends.
    """
    if name.startswith("text:"):
        file = name.removeprefix("text:")
        return list(read_stretches(folder / file, name, CLEARED if file.startswith("gum") else None))
    if name in ("own", "own-held-out"):
        return read_own(name != "own")
    path = folder / name
    if name.startswith("gum"):
        return list(read_gum(path, name, None if "test" in name else CLEARED))
    if name.startswith("uner"):
        return list(read_uner(path, name))
    if name.startswith("wikigold"):
        return list(read_columns(path, name, old_bio=True, wary=False))
    return list(read_columns(path, name, old_bio=False, wary=True))
