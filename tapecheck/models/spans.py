"""Brings a name's span to the contract's form: no leading article or title, no possessive, no blanks or quote marks."""

from __future__ import annotations

import re

LEADING = re.compile(r"[\s\"'“”‘(]+|(?:the|an?)\s+(?=\S)", re.IGNORECASE)
TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|president|senator|sen|rep|governor|gov|chairman|chairwoman"
    r"|chancellor|minister|secretary|king|queen|prince|princess|general|gen)\b\.?\s+(?=\S)",
    re.IGNORECASE,
)
TRAILING = re.compile(r"(?:['’]s?|(?<![\s,;:\"”’)])[\s,;:\"”’)]+)$")
BRANDS = re.compile(
    r"(?:McDonald|Moody|Lowe|Macy|Kohl|Barron|Sainsbury|Lloyd|Wendy|Sotheby|Christie|Levi|Poor|Reddy)['’]s$"
)


def tidy(text: str, start: int, end: int, *, person: bool) -> tuple[int, int]:
    """The span without what does not belong to a name; empty where nothing is left. Only a person has titles.

    >>> text = "President Biden's"; tidy(text, 0, len(text), person=True)
    (10, 15)
    """
    while match := LEADING.match(text, start, end) or (person and TITLE.match(text, start, end)):
        start = match.end()
    while not BRANDS.search(text, start, end) and (match := TRAILING.search(text[start:end])):
        end = start + match.start()
    return start, max(start, end)
