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
_BLANKS = re.compile(r"[ \t\u00a0\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text as stored: title, a blank line, paragraphs parted by blank lines; and what the noise told."""

    text: str
    title_end: int
    truncated: bool
    paywalled: bool
    correction: str | None


def clean(title: str | None, paragraphs: Sequence[str]) -> CleanText:
    """Compose the text of a page. What repeats the title at the top is dropped; `truncated` is by its ellipsis."""
    title = _squeeze(title) if title else ""
    kept, paywalled, correction = _without_noise(paragraphs)
    repeats = [count for count, line in enumerate(kept[:3]) if title and _fold(line) == _fold(title)]
    kept = [line for count, line in enumerate(kept) if count not in repeats]
    text = "\n\n".join([title, *kept] if title else kept)
    truncated = any(part.endswith(ELLIPSES) for part in (title, kept[-1] if kept else ""))
    return CleanText(text, len(title), truncated, paywalled, correction)


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


def _without_noise(paragraphs: Sequence[str]) -> tuple[list[str], bool, str | None]:
    noise = _noise()
    kept: list[str] = []
    paywalled, correction = False, None
    total = len(paragraphs)
    for count, paragraph in enumerate(paragraphs):
        line = noise["inside"].sub("", noise["glued"].sub("", _squeeze(paragraph))).strip()
        if noise["tails"].fullmatch(line):
            if count >= total // 2:
                break
            continue
        if not line or noise["lines"].fullmatch(line):
            continue
        if noise["paywall"].fullmatch(line):
            paywalled = True
        elif noise["correction"].fullmatch(line):
            correction = line
        else:
            kept.append(line)
    return kept, paywalled, correction


def _fold(line: str) -> str:
    return line.casefold().translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def _squeeze(line: str) -> str:
    return _BLANKS.sub(" ", line.replace("\n", " ")).strip()


@functools.cache
def _noise() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("tapecheck.scraper").joinpath("noise.toml").read_text("utf-8"))
    return {name: re.compile("|".join(f"(?:{one})" for one in patterns), re.I) for name, patterns in data.items()}
