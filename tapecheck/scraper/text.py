"""From paragraphs to the document's text: noise left out, title in front, cuts recognised."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

ELLIPSES = ("…", "...", "[...]", "[…]")
_MAX_TITLE = 200  # characters; longer first lines are paragraphs
_MAX_NOISE = 500  # characters; what a site writes around a text is shorter
_PROSE = 40  # characters
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_DOES = re.compile(
    r",? (?:is|was|covers|writes|reports|joined|has (?:been|covered|worked|written)|can be reached|contributed)\b"
)
_TEASER = re.compile(
    r"(…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:\[?(?:read|continue|see|more|full)\b.{0,60}|\[\+\d+ chars\]|»|>)$", re.I
)
_BLANKS = re.compile(r"[ \t\u00a0\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text as stored: title, a blank line, paragraphs parted by blank lines; and what the noise told."""

    text: str
    title_end: int
    truncated: bool
    paywalled: bool
    correction: str | None


def clean(title: str | None, paragraphs: Sequence[str], authors: Sequence[str] = ()) -> CleanText:
    """Compose the text of a page. What repeats the title at the top is dropped.

    `truncated`: the text itself is cut, by an ellipsis or at a wall; a headline may end in dots.
    """
    title = _squeeze(title) if title else ""
    lines = _without_noise(paragraphs, authors)
    kept = lines.kept
    repeats = [count for count, line in enumerate(kept[:3]) if title and _fold(line) == _fold(title)]
    kept = [line for count, line in enumerate(kept) if count not in repeats]
    last, cut = _without_teaser(kept[-1]) if kept else ("", False)
    kept[-1:] = [last] if last else []
    text = "\n\n".join([title, *kept] if title else kept)
    return CleanText(text, len(title), cut or lines.walled, lines.walled, lines.correction)


def split_title(text: str) -> tuple[str | None, list[str]]:
    """Title and paragraphs of a plain text. A first line that a blank one follows is a title if it ends no sentence."""
    blocks = [block for block in re.split(r"\n[ \t]*\n|\r\n[ \t]*\r\n", text.strip()) if block.strip()]
    paragraphs = [" ".join(block.split("\n")) if _is_wrapped(block) else block for block in blocks]
    lines = [line for block in paragraphs for line in block.splitlines()]
    if len(blocks) > 1 and is_title(blocks[0]):
        return lines[0], lines[1:]
    return None, lines


def title_length(text: str) -> int:
    """Length of the title that a verbatim text begins with, or 0."""
    first, blank, rest = text.partition("\n\n")
    return len(first) if blank and rest.strip() and is_title(first) else 0


def is_title(line: str) -> bool:
    """A headline is one line, not long, and does not end like a sentence (an ellipsis is a cut headline)."""
    line = line.strip()
    if not line or "\n" in line or len(line) > _MAX_TITLE:
        return False
    return line.endswith(ELLIPSES) or not line.endswith((".", ":", ";", ",", '."', ".”"))


def _is_wrapped(block: str) -> bool:
    """Whether a block's line ends are those of a narrow page: all lines but the last are long and about alike."""
    lines = block.split("\n")
    return len(lines) > 2 and all(50 <= len(line.strip()) <= 100 for line in lines[:-1])


@dataclass(slots=True)
class _Lines:
    """Lines that are text, and what the others told."""

    kept: list[str]
    walled: bool = False
    correction: str | None = None


def _without_noise(paragraphs: Sequence[str], authors: Sequence[str]) -> _Lines:
    """The lines without what a site writes around them. Nothing but a comment form ends a text."""
    noise = _noise()
    lines = [noise["inside"].sub("", noise["glued"].sub("", _squeeze(paragraph))).strip() for paragraph in paragraphs]
    found = _Lines([])
    in_box = False
    for count, line in enumerate(lines):
        if len(line) > _MAX_NOISE:
            found.kept.append(line)
            found.walled = in_box = False
            continue
        if noise["ends"].fullmatch(line):
            if _is_tail(lines, count):
                break
            continue
        if noise["boxes"].fullmatch(line) and not line.endswith("."):
            in_box = not _leads_on(line, lines[count + 1 :])
            if in_box:
                continue
        if in_box and _is_box_line(line):
            continue
        in_box = False
        if noise["paywall"].fullmatch(line):
            found.walled = True
        elif not line or noise["lines"].fullmatch(line) or _is_biography(line, authors):
            continue
        elif noise["correction"].fullmatch(line):
            found.correction = line
        else:
            found.walled = found.walled and not is_prose(line)  # the text goes on: no wall, an advertisement
            found.kept.append(line)
    return found


def is_prose(line: str) -> bool:
    """Whether a line is one of an article: a sentence of some length."""
    return len(line) >= _PROSE and bool(_SENTENCE_END.search(line))


def _is_tail(lines: Sequence[str], count: int) -> bool:
    """Whether less follows than came before: comments under a story, not a story under its comment count."""
    noise = _noise()["lines"]
    text = [0 if len(line) <= _MAX_NOISE and noise.fullmatch(line) else len(line) for line in lines]
    return sum(text[count + 1 :]) <= sum(text[:count])


def _leads_on(line: str, rest: Sequence[str]) -> bool:
    """Whether a line such as `More from the day:` leads into a paragraph; else it stands over a box of links."""
    following = next((one for one in rest if one), "")
    return line.endswith(":") and is_prose(following)


def _is_box_line(line: str) -> bool:
    return len(line) <= _MAX_TITLE and not _SENTENCE_END.search(line)


def _is_biography(line: str, authors: Sequence[str]) -> bool:
    """Whether a line is one such as `Anna Holt is a reporter at The Desk`: an author, and what the author does."""
    return any(line.startswith(author) and _DOES.match(line[len(author) :]) for author in authors)


def _without_teaser(line: str) -> tuple[str, bool]:
    """The last line without "Read more" behind its dots, and whether it is cut."""
    line = _TEASER.sub(r"\1", line)
    return line, line.endswith(ELLIPSES)


def _fold(line: str) -> str:
    return line.casefold().translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def _squeeze(line: str) -> str:
    return _BLANKS.sub(" ", line.replace("\n", " ")).strip()


@functools.cache
def _noise() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("tapecheck.scraper").joinpath("noise.toml").read_text("utf-8"))
    return {name: re.compile("|".join(f"(?:{one})" for one in patterns), re.I) for name, patterns in data.items()}
