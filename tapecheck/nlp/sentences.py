"""Where sentences end: by rules for the English of market news, in one pass.

A full stop ends no sentence inside an abbreviation ("Sept. 17", "No. 2", "U.S. stocks", "S.& P. 500"), nor where a name
goes on after one ("Apple Inc. Chief Executive Tim Cook"); between such an abbreviation and a capital the next word
decides. Blank lines, bullets and headlines end sentences, the broken lines of wrapped text do not. Text that was glued
together by a scraper comes apart ("for the year.Shares fell"; "Above 10,000NEW YORK (AP) --"), while names glued to
names stay one sentence ("Nvidia Corp.Meta Platforms Inc. and Tesla Inc.").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tapecheck.nlp.words.tables import Lists, patterns, word_lists
from tapecheck.schema import Sentence

RE = patterns("sentences.patterns")

CLOSING = "\"”’')]»"
OPENING = "\"“‘'([«"
END = re.compile(rf"(?:\.{{2,}}|[.!?…])[!?.…]*[{re.escape(CLOSING)}]*")
WRAPPED = 55  # characters: a line that is at least so long, and ends without a stop, was broken by wrapping


@functools.cache
def words() -> Lists:
    """The words, read once."""
    return Lists(word_lists("sentences"))


def find_sentences(text: str, title_end: int = 0) -> list[Sentence]:
    """The sentences of a text, in order, without the blanks around them.

    `title_end` is where the title ends: nothing runs over it. Every character that is no blank belongs to exactly one
    sentence.
    """
    sentences: list[Sentence] = []
    for start, end in ((0, title_end), (title_end, len(text))):
        for first, last in blocks(text, start, end):
            for a, b in split_block(text, first, last):
                stripped = text[a:b].strip()
                if stripped:
                    a += len(text[a:b]) - len(text[a:b].lstrip())
                    sentences.append(Sentence(start=a, end=a + len(stripped)))
    return sentences


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Paragraphs, headings and bullets: pieces that no sentence crosses."""
    line_start = block_start = start
    for m in RE.line_end.finditer(text, start, end):
        if m.end() < end and is_wrapped(text, line_start, m):
            line_start = m.end()
            continue
        yield block_start, m.start()
        block_start = line_start = m.end()
    if block_start < end:
        yield block_start, end


def is_wrapped(text: str, line_start: int, gap: re.Match[str]) -> bool:
    """Whether a line break is only that: one break, after a long line without a stop or before a small letter."""
    if gap.group().count("\n") > 1 or RE.bullet.match(text, gap.end()) or gap.start() == line_start:
        return False
    if text[gap.start() - 1] in ".!?…:" + CLOSING:
        return gap.start() - line_start >= WRAPPED and not text[gap.end()].isupper()
    if text[gap.end()].islower():
        return True
    width, following = gap.start() - line_start, text.find("\n", gap.end())
    longer = (following if following >= 0 else len(text)) - gap.end() > width + WRAPPED
    return width >= WRAPPED and not longer


def split_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    first = start
    for cut in sorted({*stops(text, start, end), *glued(text, start, end)}):
        if first < cut < end:
            yield first, cut
            first = cut
    yield first, end


def glued(text: str, start: int, end: int) -> Iterator[int]:
    """Where a dateline or the furniture of a web page is glued to the text before it."""
    for pattern in (RE.dateline, RE.furniture):
        for m in pattern.finditer(text, start, end):
            yield m.end()


def stops(text: str, start: int, end: int) -> Iterator[int]:
    """Ends of sentences at marks of punctuation."""
    for m in END.finditer(text, start, end):
        if m.end() < end and ends_sentence(text, start, m):
            yield m.end()


def ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a mark with its closing quotes ends a sentence, by what stands on both sides of it."""
    after = mark.end()
    char = text[after]
    if not char.isspace():
        return is_glued_stop(text, start, mark)
    following = after + 1
    while following < len(text) and text[following].isspace():
        following += 1
    if following == len(text):
        return True
    lead = text[following]
    if lead in OPENING or lead in "•$€£¥":
        following += lead in OPENING
        lead = text[following : following + 1]
    if lead.islower():
        return RE.small_brand.match(text, following) is not None
    if mark.group()[0] in "!?" or mark.group()[-1] in CLOSING:
        return not RE.reporting.match(text, after) and text[mark.start() - 5 : mark.end()] != "Yahoo!"
    return mark.group() != "." or stop_ends(text, start, mark.start(), following)


def is_glued_stop(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a sentence follows without a blank: "for the year.Shares fell", but not "Nvidia Corp.Meta", "TSLA.O"."""
    before, after = text[mark.start() - 1 : mark.start()], mark.end()
    following = text[after] if text[after] not in OPENING else text[after + 1 : after + 2]
    if not following.isupper() or not (before.islower() or before in "%)" + CLOSING or before.isdigit()):
        return False
    word, next_word = word_before(text, start, mark.start()), word_at(text, after)
    if (len(next_word) < 2 and next_word not in {"I", "A"}) or next_word == "Com":
        return False  # Gaitame.Com
    if word in words().may_end or word in words().never_end or is_dotted(word):
        return next_word.lower() in words().starters
    return not next_word.isupper() or len(next_word) < 2 or mark.group() != "."


def stop_ends(text: str, start: int, stop: int, following: int) -> bool:
    """Whether a single full stop before a capital, a figure or a quote ends the sentence."""
    word = word_before(text, start, stop)
    lexicon = words()
    next_word = word_at(text, following)
    if word in lexicon.never_end:
        return False
    if word.isdigit() and not text[start : stop - len(word)].strip():
        return False  # "1. Buy the dip": a numbered list
    if word in lexicon.before_number:
        if next_word.lower() in lexicon.before_number and text[following + len(next_word) :][:1] in {".", " "}:
            return False  # Tues. Dec. 5
        return not next_word[:1].isdigit() and (word not in {"no", "nos"} or next_word.lower() in lexicon.starters)
    initial = len(word) == 1 and word.isalpha() and word != "i" and text[stop - 1].isupper()  # "J. P. Morgan"
    if word in lexicon.may_end or is_dotted(word) or initial:
        return (next_word.lower() in lexicon.starters and not next_word.isupper()) or next_word in {"I", "A"}
    return True


def is_dotted(word: str) -> bool:
    """Whether a word is an abbreviation by its inner stops ("n.y", "s.&p"); a figure ("1,038.77") is none."""
    return "." in word and not word[-1].isdigit()


def word_before(text: str, start: int, stop: int) -> str:
    """The word before a full stop, in small letters, with its inner stops: "u.s", "s.&p", "corp"."""
    first = stop
    while first > start and stop - first < 12 and (text[first - 1].isalnum() or text[first - 1] in ".&'’"):
        first -= 1
    return text[first:stop].lower().lstrip("'’&.").replace("’", "'")


def word_at(text: str, start: int) -> str:
    """The word that starts here, its apostrophes included."""
    while start < len(text) and text[start] in OPENING:
        start += 1
    last = start
    while last < len(text) and last - start < 24 and (text[last].isalnum() or text[last] in "'’"):
        last += 1
    return text[start:last].replace("’", "'")
