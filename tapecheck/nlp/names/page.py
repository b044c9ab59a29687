"""The text as names see it: words with their neighbours, sentences, and where capitals say nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.reference.phrases import Token, fold, tokenize
from tapecheck.schema import Label, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name on its way: tokens [first, last), and how sure its label is (3 ticker, 2 table or clear cue, 1 guess).

    `name` is None while the article itself has to say which form is fullest.
    """

    first: int
    last: int
    start: int
    end: int
    label: Label
    sure: int
    name: str | None = None
    symbol: str | None = None


@dataclass(slots=True)
class Page:
    """Tokens with what surrounds them. `first[i]`: token i opens a sentence or a quote in it; `loud[i]`: it stands in a

    headline in title case or in a sentence all in capitals, where a capital says nothing; `capital[i]`: it is written
    as names are: "Apple", "S3", "iShares".
    """

    text: str
    tokens: list[Token]
    sentence: list[int]
    first: list[bool]
    loud: list[bool]
    capital: list[bool]
    bounds: list[tuple[int, int]] = field(default_factory=list)  # tokens of each sentence

    def key(self, i: int) -> str:
        """The folded word at i, or "" beyond the sentence that is asked from."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def gap(self, i: int) -> str:
        """What stands between tokens i and i + 1."""
        return self.text[self.tokens[i].end : self.tokens[i + 1].start] if i + 1 < len(self.tokens) else "\n"

    def before(self, i: int) -> str:
        """The folded word before token i if only blanks part them, in the same sentence; else ""."""
        if i <= 0 or self.sentence[i - 1] != self.sentence[i] or self.gap(i - 1).strip(" \u00a0") not in {"", "-"}:
            return ""
        return self.tokens[i - 1].key

    def after(self, last: int) -> str:
        """The folded word that follows token last - 1 with only blanks between; else ""."""
        if last >= len(self.tokens) or self.sentence[last] != self.sentence[last - 1]:
            return ""
        return self.tokens[last].key if self.gap(last - 1).strip(" \u00a0") == "" else ""

    def found(
        self, first: int, last: int, label: Label, sure: int, name: str | None = None, symbol: str | None = None
    ) -> Found:
        """A name of these tokens."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Found(first=first, last=last, start=start, end=end, label=label, sure=sure, name=name, symbol=symbol)

    def row(self, i: int) -> int:
        """The row of `bounds` that holds token i."""
        return bisect_right(self.bounds, i, key=lambda b: b[0]) - 1

    def until(self, end: int) -> int:
        """The first token that begins at a place of the text or behind it."""
        return bisect_left(self.tokens, end, key=lambda t: t.start)

    def quiet(self) -> Iterator[tuple[int, list[Token]]]:
        """Headlines all in small letters: where each begins, and its tokens in capitals."""
        for first, last in self.bounds:
            tokens = self.tokens[first:last]
            if last - first > 3 and not any(c.isupper() for c in self.text[tokens[0].start : tokens[-1].end]):
                yield first, [t._replace(text=t.text.upper()) for t in tokens]

    def words(self, found: Found) -> str:
        """The text of a name."""
        return self.text[found.start : found.end]


def read_page(text: str, sentences: Sequence[Sentence], cuts: Sequence[int] = ()) -> Page:
    """Tokens and what surrounds them; a word that a cut goes through is two ("Qualcomm|QCOM")."""
    tokens = cut_tokens(tokenize(text), cuts) if cuts else tokenize(text)
    starts = [s.start for s in sentences]
    number = [bisect_right(starts, t.start) - 1 for t in tokens]
    first = [i == 0 or number[i] != number[i - 1] or opens_quote(text, tokens, i) for i in range(len(tokens))]
    words = [t.text for t in tokens]
    capital = [w[0].isupper() or (len(w) > 2 and w[0].isalnum() and w[1:3] != w[1:3].lower()) for w in words]
    page = Page(text, tokens, number, first, [False] * len(tokens), capital)
    i = 0
    while i < len(tokens):
        last = i
        while last < len(tokens) and number[last] == number[i]:
            last += 1
        page.bounds.append((i, last))
        if is_loud(page, i, last) and not is_byline(page, i, last):
            page.loud[i:last] = [True] * (last - i)
        i = last
    return page


def cut_tokens(tokens: Sequence[Token], cuts: Sequence[int]) -> list[Token]:
    """The tokens, those that one of the ordered places goes through in two."""
    result: list[Token] = []
    waiting = deque(cuts)
    for token in tokens:
        while waiting and waiting[0] <= token.start:
            waiting.popleft()
        while waiting and waiting[0] < token.end:
            at = waiting.popleft() - token.start
            result.append(Token(token.start, token.start + at, token.text[:at], fold(token.text[:at])))
            token = Token(token.start + at, token.end, token.text[at:], fold(token.text[at:]))
        result.append(token)
    return result


def opens_quote(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is the first of a quote or stands after a colon, a dash or a bullet."""
    mark = tokens[i - 1]
    if mark.key == "'" and mark.end == tokens[i].start and not text[max(0, mark.start - 1) : mark.start].strip("(["):
        return True  # 'Ends recession debate'
    between = text[mark.end : tokens[i].start]
    if between in ("", " "):
        return False
    return any(c in between for c in "“‘«:•?!") or between.rstrip(" ").endswith((' "', " -", "—", "--", " –", '("'))


def is_byline(page: Page, first: int, last: int) -> bool:
    """Whether a sentence is a byline: "By Sinead Carew and Echo Wang"."""
    return page.tokens[first].text in {"By", "BY"} and last - first <= 14


def is_loud(page: Page, first: int, last: int) -> bool:
    """Whether a sentence is in title case or all in capitals: nearly every longer word has one."""
    words = [
        t.text for t in page.tokens[first:last] if len(t.text) > 2 and t.text.isalpha() and t.key not in lexicon().small
    ]
    if len(words) < 3:
        return len(words) > 1 and all(w.isupper() for w in words)
    capital = sum(w[0].isupper() for w in words)
    return capital >= len(words) - len(words) // 6 and not page.text[: page.tokens[last - 1].end + 1].endswith(
        (".", ",")
    )
