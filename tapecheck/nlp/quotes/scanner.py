"""Quote marks: what stands between them, whatever their style, in one pass.

Straight and curly double marks, curly and straight single marks beside apostrophes, guillemets, low German marks and
doubled backticks. Marks inside marks are nested and belong to the outer ones. A quote that is opened again at the next
paragraph and closed once at the end is one quote of several paragraphs; a mark that is never closed ends with its
paragraph, so that one odd mark never costs more than that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS: dict[str, tuple[str, ...]] = {
    "“": ("”",),
    "‘": ("’",),
    "«": ("»",),
    "„": ("“", "”"),
    "‹": ("›",),
    '"': ('"',),
    "'": ("'",),
    "``": ("''", "’’"),
    "‘‘": ("’’", "''"),
    "''": ("''",),
    "”": ("”",),
}
MARK = re.compile(r"``|‘‘|''|’’|[“”‘’«»„‹›\"']")
PARAGRAPH = re.compile(r"\n\s*+")
LONGEST = 8000  # characters of a quote: what is opened and not closed by then is none
# An apostrophe inside a word or before clipped ones: "don't", "short-sellers' profits", "the '90s", "'em".
CLIPPED = re.compile(r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n['’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks: `start` and `end` hold the words, `outer` and `after` their marks too.

    `closed` is False where the closing mark was missing.
    """

    start: int
    end: int
    outer: int
    after: int
    closed: bool = True


def find_marked(text: str) -> list[Marked]:
    """The outermost pieces between quote marks, in order, none of them overlapping."""
    found: list[Marked] = []
    position = 0
    while mark := MARK.search(text, position):
        position = mark.end()
        if not opens(text, mark):
            continue
        piece = read_piece(text, mark)
        if piece is not None and text[piece.start : piece.end].strip():
            found.append(piece)
            position = piece.after
    return found


def opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark can open a quote: no apostrophe, no inch sign, nothing that closes."""
    kind = mark.group()
    if kind not in PAIRS:
        return False
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    if kind in ("“", "«", "„", "‹", "``", "‘‘"):
        return not (before in ".,?!" and after.isspace())
    if after.isspace() or before.isdigit():
        return False
    if kind in ("'", "‘"):
        return not before.isalnum() and before not in ".,%)" and not CLIPPED.match(text, mark.end())
    if kind == "”":  # set the wrong way round
        return before.isspace() or not before.isprintable()
    return not before.isalnum() and before not in ".,!?%"


def read_piece(text: str, mark: re.Match[str]) -> Marked | None:
    """The piece that a mark opens, over paragraphs if each is opened again."""
    opener = mark.group()
    limit = text_limit(text, mark.start(), opener)
    close = find_close(text, mark.end(), limit, opener)
    if close is not None:
        return Marked(mark.end(), close.start(), mark.start(), close.end())
    if opener in ("'", "‘"):
        return None  # an apostrophe after all
    end = first_paragraph_end(text, mark.end())
    return Marked(mark.end(), end, mark.start(), end, closed=False)


def first_paragraph_end(text: str, start: int) -> int:
    """Where the paragraph of `start` ends."""
    end = text.find("\n", start, start + LONGEST)
    return end if end >= 0 else min(len(text), start + LONGEST)


def text_limit(text: str, start: int, opener: str) -> int:
    """How far a quote may run: to the end of its paragraph, and on while the next one opens the same mark again."""
    for gap in PARAGRAPH.finditer(text, start + len(opener), start + LONGEST):
        if not text.startswith(opener, gap.end()) or find_close(text, start + len(opener), gap.start(), opener):
            return gap.start()
    return min(len(text), start + LONGEST)


def find_close(text: str, start: int, limit: int, opener: str) -> re.Match[str] | None:
    """The mark that closes: at the same depth, not an apostrophe."""
    closers = PAIRS[opener]
    depth = 0
    stray: re.Match[str] | None = None
    for mark in MARK.finditer(text, start, limit):
        kind = mark.group()
        after = text[mark.end() : mark.end() + 1]
        ends = text[mark.start() - 1] in ".,?!…" and (not after or after.isspace())
        if opener == "“" and kind in ('"', "“") and ends:  # a mark of another style: “Is it over?“ he asked
            stray = stray or mark
            continue
        if kind == opener == '"' and opens(text, mark):
            depth += 1
        elif kind == opener and kind not in closers:
            line_start = text[: mark.start()].rstrip(" \t")[-1:] == "\n"
            depth += not line_start
        elif kind in closers and closes(text, mark):
            if depth == 0:
                return stray if stray is not None and "“" in text[stray.end() : mark.start()] else mark
            depth -= 1
            stray = stray or (mark if opener == '"' else None)
    return stray


def closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark can close a quote: what follows is no letter, and for single marks it is no possessive."""
    after = text[mark.end()] if mark.end() < len(text) else " "
    before = text[mark.start() - 1]
    if mark.group() in ("'", "’"):
        return not after.isalnum() and not before.isspace() and not is_possessive(text, mark)
    return not (mark.group() == '"' and before.isspace() and after.isalnum())


def is_possessive(text: str, mark: re.Match[str]) -> bool:
    """Whether "s'" goes on to what is possessed while another mark could still close: "the traders' bets’"."""
    if text[mark.start() - 1] not in "sS" or text[mark.end() : mark.end() + 1] != " ":
        return False
    rest = text[mark.end() : first_paragraph_end(text, mark.end())]
    return re.match(r" [a-z]", rest) is not None and re.search(r"[\w.,!?]['’](?!\w)", rest) is not None
