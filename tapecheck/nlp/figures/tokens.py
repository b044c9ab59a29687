"""Text to tokens: one pass of one regular expression, so that everything after it works on words, not characters.

What can never be (part of) a figure is swallowed whole here: addresses, times, dates, telephone numbers, names with
numbers in them, runs of bare numbers without a word between them (a table that lost its cells).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.schema import Direction

DATED = r"May\ |June\ |July\ |uary\ |arch\ |pril\ |ust\ |mber\ |tober\ |irst\ |last\ |next\ |page\ ".replace(
    "|", ")(?<!"
)
"""Ends of words after which a number of one or two digits is a day or counts: "On May 5 300 firms"."""
GROUPS = {"comma": "punct", "apart": "num"}
"""Groups of the scanner that are of another's kind."""
ENDS = frozenset(".!?")
SENTENCE = 40  # tokens of the sentence looked through for a market's name
LONGEST = 60
"""Tokens of one sentence that are looked over at most."""
ROW = 6
"""So many bare numbers in a row, without a word or comma, are a table that lost its cells."""
HARD = frozenset([";", "•", "|", "·"])


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token; `words` are in small letters, `kinds` are the scanner's group names."""

    text: str
    words: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    size: int = 0
    figures: dict[int, int] = field(default_factory=dict)
    """Last token of a figure already found -> its first."""
    ways: dict[int, Direction | None] = field(default_factory=dict)
    """Last token of a figure already found -> its direction."""
    levels: set[int] = field(default_factory=set)
    """Last tokens of those that are levels without a unit."""
    counted: tuple[int, str] = (-1, "")
    """Last token and noun of the latest count."""
    rated: tuple[int, str, int] = (-1, "", 0)
    """Last token, currency and power of ten of the latest price that has no scale."""

    def __len__(self) -> int:
        return self.size

    def word(self, i: int) -> str:
        """The token in small letters; empty outside the text."""
        return self.words[i] if 0 <= i < self.size else ""

    def kind(self, i: int) -> str:
        """What the scanner took it for; empty outside the text."""
        return self.kinds[i] if 0 <= i < len(self.kinds) else ""

    def raw(self, i: int) -> str:
        """The token as it is written."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < self.size else ""

    def glued(self, i: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return 0 <= i < self.size - 1 and self.ends[i] == self.starts[i + 1] and self.text[self.ends[i] - 1] != "："

    def near(self, i: int) -> bool:
        """Whether at most one character stands between this token and the next."""
        return 0 <= i < self.size - 1 and self.starts[i + 1] - self.ends[i] <= 1

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital."""
        return 0 <= i < self.size and self.text[self.starts[i]].isupper()

    def match(self, i: int, phrase: tuple[str, ...]) -> int:
        """Index behind the phrase if it stands at token i (hyphens between its words are free), else -1."""
        for n, part in enumerate(phrase):
            if n and self.word(i) == "-" != part and self.glued(i - 1):
                i += 1
            if self.word(i) != part or self.kind(i) == "name":
                return -1
            i += 1
        return i

    def stops(self, i: int) -> bool:
        """Whether a sentence (or what counts as one: a paragraph, a bullet, a semicolon) ends at token i."""
        word, kind = self.words[i], self.kinds[i]
        if kind == "gap":
            return True
        if kind != "punct":
            return False
        return word in HARD or (word[0] in ENDS and len(word) < 3 and self._ends_sentence(i))

    def sentence_goes_on(self, i: int, j: int) -> bool:
        """Whether no sentence ends between tokens i and j."""
        return 0 <= i < j <= self.size and j - i < LONGEST and not any(self.stops(n) for n in range(i + 1, j))

    def back(self, at: int, most: int) -> Iterator[int]:
        """The tokens from `at` to the left in its sentence, so many at most."""
        for n in range(at, max(at - most, -1), -1):
            if self.stops(n):
                return
            yield n

    def sentence(self, at: int) -> slice:
        """The tokens of the sentence around token `at`, some at most."""
        low, high = max(at - SENTENCE, 0), min(at + SENTENCE // 2, self.size)
        begin = next((n + 1 for n in range(at - 1, low - 1, -1) if self.stops(n)), low)
        end = next((n for n in range(at, high) if self.stops(n)), high)
        return slice(begin, end)

    def _ends_sentence(self, i: int) -> bool:
        if i + 1 >= self.size:
            return True
        if self.words[i][0] != ".":
            return not self.glued(i) or self.kinds[i + 1] != "word"
        upper = self.text[self.starts[i + 1]].isupper()
        before = self.word(i - 1)
        if self.glued(i):
            return upper and self.kind(i - 1) == "word" and len(before) > 3 and self.kinds[i + 1] == "word"
        if not upper and self.kinds[i + 1] == "word":
            return False
        lex = lexicon()
        if before in lex.words["names.abbreviations"] or (len(before) == 1 and self.capital(i - 1)):
            return self.words[i + 1] in lex.words["names.sentence_starts"] and before not in (
                "mr",
                "mrs",
                "dr",
                "ms",
                "no",
            )
        return True


@functools.cache
def scanner() -> re.Pattern[str]:
    """The one expression; every alternative is linear (possessive repeats, bounded look-arounds)."""
    lex, symbols = lexicon(), currency_table().symbols
    signs = "".join(sorted({re.escape(s) for s in symbols if len(s) == 1}))
    return re.compile(
        rf"""(?![^\S\n])(?:
        (?P<lower>(?!https?://|www\.)[a-z]++(?![^\W0-9_]|['’][^\W0-9_]))
        |(?P<comma>[,:"“”]++|[-–—.](?=\s[-–—.,]))
        |(?P<url>(?:https?://|www\.)\S++)
        |(?=[A-Z])(?P<index>(?<![\w&])(?:{escape_blanks(lex.index_names)})(?![\d\w]|[.,]\d))
        |(?=[A-Z0-9i])(?P<name>(?<![\w&$€£¥.,-])(?:{escape_blanks(lex.other_names)})(?![\w]|[.,]\d|\ ?%))
        |(?P<gap>\n[^\S\n]*+\n\s*+)
        |(?P<row>(?<![\w.,-])(?:(?:[0-9][0-9.,]*+%?+\s?+){{{ROW},}}+|(?:[{signs}][0-9]++(?:[.,][0-9]++)*+\s?+){{{ROW},}}+))
        |(?=[0-9+(])(?:
            (?P<time>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)
            |(?P<date>(?<![\w.,$€£¥/-])[0-9]{{1,4}}(?P<bar>[/.-])[0-9]{{1,2}}(?P=bar)[0-9]{{2,4}}(?![0-9]))
            |(?P<code>(?<![\w.,$€£¥])[0-9]++(?:(?:-[0-9]++){{2,}}+|(?:/[0-9]++){{2,}}+)(?!\w))
            |(?P<phone>(?:\+[0-9]{{1,3}}[ -])?\(?[0-9]{{3}}\)?[ -][0-9]{{3}}-[0-9]{{4}}(?!\w)
                |\+[0-9]{{1,3}}(?:[ -][0-9]{{2,5}}){{2,5}})
        )
        |(?P<apart>(?<![\w.,-])(?<![0-9]\s)[1-9][0-9]{{0,2}}(?:[\u00a0\u2009\u202f][0-9]{{3}})++(?:[.,][0-9]++)?+(?!\w)
            |(?:(?<=[a-z(]\ )|(?<=[{signs}])|(?<=[{signs}]\ )|(?<=\n)|\A)(?<!{DATED})[1-9][0-9]{{0,2}}
            (?:\ [0-9]{{3}})++(?:[.,][0-9]++)?+(?=\ ?(?:[a-z%]|[.,;:)](?![0-9])|\Z)))
        |(?P<num>[0-9]++(?:[.,][0-9]++)*+|(?<![\w.,])\.[0-9]++)
        |(?P<word>[^\W0-9_]++(?:['’][^\W0-9_]++)*+)
        |(?P<signs>[{signs}](?:[\s,.]*+[{signs}](?!\s?[0-9]))++)
        |(?P<sign>[{signs}])
        |(?P<punct>(?P<same>[^\w\s]|_)(?P=same)*+))""",
        re.VERBOSE,
    )


def escape_blanks(pattern: str) -> str:
    """A pattern's blanks kept under `re.VERBOSE`."""
    return pattern.replace(" ", r"\ ")


def tokenize(text: str) -> Tokens:
    """The tokens of the text, left to right; whatever matches nothing (blanks) is left out."""
    tokens = Tokens(text)
    words, kinds, starts, ends = tokens.words, tokens.kinds, tokens.starts, tokens.ends
    for found in scanner().finditer(text):
        group = found.lastgroup or ""
        if group == "lower":
            words.append(found.group())
            kinds.append("word")
        else:
            word = found.group().lower().replace("：", ":")
            words.append(",".join(word.split()) if group == "apart" else word)
            kinds.append(GROUPS.get(group, group))
        start, end = found.span()
        starts.append(start)
        ends.append(end)
    tokens.size = len(words)
    return tokens
