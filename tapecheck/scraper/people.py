"""Bylines to people: who wrote an article, without roles, dates, degrees, publishers and commenters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tapecheck.scraper.times import find_day

_PREFIX = re.compile(
    r"^\W*(?:(?:story|written|posted|reported|reporting|published|analysis|text|words|photographs?)\s+)?by:?\s+"
    r"|^\W*(?:authors?|reporters?|writers?|contributors?)\s*[:|-]\s*",
    re.I,
)
_MORE = re.compile(
    r"\s{0,9}(?:more (?:stories|articles|from|by)|view (?:all|more|profile|bio)|follow(?: @\w+)?|see all|read more"
    r"|opens? in|contributor profile)\b.*$",
    re.I,
)
_WEEKDAY = re.compile(r",?\s{1,9}(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.I)
_PARTS = re.compile(r"\s{0,9}(?:[·•|;\n/]|\s[–—-]\s)\s{0,9}")
_NAMES = re.compile(r"\s{0,9}(?:,\s{0,9}and\s|,|\band\b|&|\bwith\b)\s{0,9}", re.I)
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|cfa|cpa|cfp|cmt|caia|frm|mba|ph\.?d|m\.?d|esq|j\.?d|obe|mbe|ba|ma|msc|rn)\.?®?", re.I
)
_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.I)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|columnist|contributor|producer|analyst|strategist|journalist|"
    r"bureau|chief|desk|team|newsroom|intern|fellow|author|admin|guest|special to|for the|updated|published|posted|"
    r"min(?:ute)?s? read|editorial|agency|agencies|services?|wires?|comments?|subscribe|share|photos?|video)\b",
    re.I,
)
_TAIL_ROLE = re.compile(
    r"\s{1,9}(?:AP|Associated Press|Reuters|Bloomberg|Staff|Senior|Chief|Deputy|Business|Economics?|Markets?|Financial"
    r"|Finance|Political|Personal)\b.{0,40}\b(?:writer|reporter|editor|correspondent|columnist)s?$",
    re.I,
)
_AGENCY = re.compile(
    r"(?:the )?(?:reuters|bloomberg(?: news)?|associated press|ap(?: \w+)?|afp|agence france-presse|pa(?: media)?"
    r"|dow jones(?: newswires)?|cnbc|upi|pti|ani|xinhua|kyodo(?: news)?|tass|dpa|efe)",
    re.I,
)
_WORD = r"(?:[^\W\d_][\w'’.\-]{0,40})"
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "dos",
        "du",
        "ter",
        "y",
        "e",
    ]
)
MAX_BYLINE = 160  # characters; a longer one is a biography
MAX_PEOPLE = 12


def read_people(values: Iterable[str], *, not_people: Iterable[str] = (), trusted: bool = False) -> tuple[str, ...]:
    """People of some bylines, in order, each once; an agency where nobody else is named.

    `not_people` are names of the site and its publisher.

    `trusted` values are said to be authors by the page's own data: a name of one word or an agency may stand there.

    >>> read_people(["By Anna Holt, economics correspondent · June 4, 2024"])
    ('Anna Holt',)
    >>> read_people(["Marsh, Ben"])
    ('Ben Marsh',)
    """
    barred = {fold(name) for name in not_people if name}
    plain = (value for value in values if len(value) <= MAX_BYLINE and "://" not in value)
    names = (name for value in plain for name in _split(value, trusted))
    found = tuple(dict.fromkeys(names))
    people = tuple(name for name in found if fold(name) not in barred and not _AGENCY.fullmatch(name))
    return people[:MAX_PEOPLE] or tuple(name for name in found if trusted and _AGENCY.fullmatch(name))


def fold(name: str) -> str:
    """A name as it is compared: letters and digits in lower case, without a leading article.

    >>> fold("The Desk") == fold("the-desk.")
    True
    """
    return re.sub(r"^the", "", re.sub(r"[\W_]+", "", name.casefold()))


def _split(value: str, trusted: bool) -> list[str]:
    value = _MORE.sub("", _PREFIX.sub("", " ".join(value.split())))
    found: list[str] = []
    for part in _PARTS.split(value):
        if day := find_day(part):
            part = _WEEKDAY.sub("", part[: day[1]].rstrip(" ,"))  # what follows a date is its time
        pieces = [re.sub(r"(?<=\w{4})\.$", "", piece.strip(" ,:")) for piece in _NAMES.split(_PREFIX.sub("", part))]
        found.extend(_family_first(pieces, part) or _without_roles(pieces, trusted))
    return found


def _family_first(pieces: list[str], part: str) -> list[str]:
    """The name in `Marsh, Ben`: one comma between a word and one or two, neither of them a degree or a role."""
    if len(pieces) != 2 or "," not in part or re.search(r"\band\b|&", part):
        return []
    family, given = pieces
    plain = all(re.fullmatch(rf"{_WORD}", word) and word[0].isupper() for word in [family, *given.split()])
    if not plain or " " in family or not 1 <= len(given.split()) <= 2:
        return []
    if _SUFFIX.fullmatch(given) or _ROLE.search(given) or _ROLE.search(family):
        return []
    return [f"{given} {family}"]


def _without_roles(pieces: list[str], trusted: bool) -> list[str]:
    people: list[str] = []
    for piece in pieces:
        name = _TAIL_ROLE.sub("", re.sub(r"\s{0,9}\(.{0,99}?\)|\s{0,9}<.{0,99}?>|\S{0,64}@\S+", "", piece)).strip()
        if not name or name.lower().startswith("http") or "/" in name:
            continue
        if people and _SUFFIX.fullmatch(name):
            if _GENERATION.fullmatch(name):
                people[-1] += f" {name}"
        elif is_person(name) or (trusted and _may_be_author(name)):
            people.append(_title_case(name))
        elif people:
            break  # a role or an address: what follows belongs to it
    return people


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to five capitalised words, none of them a role.

    >>> is_person("Anna Holt"), is_person("economics correspondent"), is_person("September 8")
    (True, False, False)
    """
    if not _PERSON.fullmatch(name) or _ROLE.search(name) or len(name) > 50:
        return False
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    return bool(words) and all(word[0].isupper() or not word[0].isascii() for word in words)


def _may_be_author(name: str) -> bool:
    return not re.search(r"\d|[<>{}=]", name) and len(name) <= 50 and not _ROLE.search(name) and name[0].isalpha()


def _title_case(name: str) -> str:
    """The name as it is written elsewhere: `ANNA HOLT` is shouted by a style sheet."""
    return name.title() if name.isupper() and len(name) > 4 and " " in name else name
