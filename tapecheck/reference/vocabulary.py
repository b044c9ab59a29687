"""The common words of English: what a capital at the start of a sentence says nothing about.

The word forms are those of lemminflect's table (MIT), which holds no names of people or places. Read once.
"""

from __future__ import annotations

import functools
import gzip
import importlib.util
from pathlib import Path

FORMS = "resources/lemma_lu.csv.gz"


@functools.cache
def common_words() -> dict[str, frozenset[str]]:
    """Word forms with their parts of speech ("noun", "verb", "adj", "adv", "aux"); empty without lemminflect."""
    spec = importlib.util.find_spec("lemminflect")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / FORMS
        if path.is_file():
            return read_forms(gzip.decompress(path.read_bytes()).decode("utf-8"))
    return {}


def read_forms(table: str) -> dict[str, frozenset[str]]:
    """Lines "form,part of speech,lemma" by form. A form has few sets of parts, so they are shared."""
    parts: dict[str, str] = {}
    for line in table.splitlines():
        form, part, _ = line.split(",", 2)
        parts[form] = f"{parts[form]} {part}" if form in parts else part
    shared = {each: frozenset(each.split()) for each in set(parts.values())}
    return {form: shared[each] for form, each in parts.items()}


def is_word(word: str) -> bool:
    """Whether a word is an ordinary English one, whatever its case."""
    return word.lower() in common_words()


def is_kind(word: str, part: str) -> bool:
    """Whether a word can be this part of speech."""
    return part in common_words().get(word.lower(), ())
