"""From attributions to quotes: spans trimmed to the words, types, speakers, and quotes that follow without a cue."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tapecheck.nlp.quotes.attribution import Attribution, is_quoted, speaks
from tapecheck.nlp.quotes.cues import Kind, cues
from tapecheck.nlp.quotes.frames import find_attributions, group_start
from tapecheck.nlp.quotes.registry import build_registry
from tapecheck.nlp.quotes.scanner import find_marked
from tapecheck.nlp.quotes.speakers import LEADING, UNKNOWN, Resolver, Speaker
from tapecheck.nlp.quotes.subjects import Subject, is_name, pronoun, subject_before
from tapecheck.nlp.quotes.tokens import QUOTED, Unit, find_units, tokenize
from tapecheck.schema import Entity, Quote, QuoteType, Sentence

TRIM = " \t\n,;:.—–-"
OPENERS = "“‘\"'«„‹`”’»›"
ABBREVIATED = re.compile(r"(?:\.\.|\b(?:[A-Z]\.){1,3}[A-Z])\.$")  # or three dots
CUE_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as found: its quotes, and the words that name the source here (`surface`), pronouns included."""

    quotes: tuple[Quote, ...]
    surface: tuple[int, int] | None
    kind: str
    anonymous: bool = False  # "a report showed": a paper of nobody's; "I think": the writer
    wide: bool = False  # of a further pass, and no quote


class Further(Protocol):
    """Finds attributions that are no quotes in what the quotes of a unit leave (bench/wide.py)."""

    def is_cue(self, low: str) -> bool:
        """Whether a word, in small letters, may be such an attribution's."""

    def find(self, unit: Unit, found: list[Attribution]) -> list[Attribution]:
        """Those of a unit, beside what was found."""


def find_found(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity], further: Further | None = None
) -> list[Found]:
    """The attributions of a text in order, each with its quotes, and those that `further` finds."""
    pieces = find_marked(text)
    starts = [p.outer for p in pieces]
    registry = build_registry(text, sentences, entities, pieces)
    resolver = Resolver(registry)
    found: list[Found] = []
    flow = Flow()
    for unit in find_units(text, sentences, pieces):
        if not may_attribute(text, unit, starts, further):
            flow.pass_over(unit)
            continue
        tokenize(unit, text, pieces, starts)
        attributions = find_attributions(unit)
        made = list(read_unit(text, unit, attributions, resolver))
        if not made:
            made = list(flow.follow(text, unit, resolver))
            if made and flow.goes_on and found:
                found[-1] = replace(found[-1], quotes=found[-1].quotes + made[0][0].quotes)
                flow.paragraph = unit.paragraph
                continue
        flow.remember(unit, made)
        if further is not None:
            made.extend(read_unit(text, unit, further.find(unit, attributions), resolver))
        found.extend(f for f, _ in made if f.quotes)
    return found


def may_attribute(text: str, unit: Unit, starts: Sequence[int], further: Further | None) -> bool:
    """Whether a unit is worth tokenizing: it has a quoted piece or a word of reporting."""
    if unit.start == 0 or text[unit.end - 1] == ":" or bisect_left(starts, unit.start) < bisect_left(starts, unit.end):
        return True
    found = CUE_WORD.findall(text[unit.start : unit.end].lower())
    table = cues()
    return any(
        w in table or w in ("according", "per", "citing") or (further is not None and further.is_cue(w)) for w in found
    )


def read_unit(
    text: str, unit: Unit, attributions: list[Attribution], resolver: Resolver
) -> Iterator[tuple[Found, Speaker]]:
    """Quotes of a unit's attributions."""
    speakers: dict[int, Speaker] = {}
    for attribution in attributions:
        first = root(attribution)
        if id(first) not in speakers:
            speakers[id(first)] = resolver.resolve(unit, first.subject) if first.subject is not None else UNKNOWN
        speaker = speakers[id(first)]
        upstream = tuple(dict.fromkeys(cited(unit, r, resolver) for r in attribution.upstream))
        a, b = attribution.cue
        cue = text[unit.starts[a] : unit.ends[b - 1]]
        made = (make_quote(text, unit, part, speaker, cue, upstream, attribution) for part in attribution.parts)
        writer = first.subject is not None and pronoun(unit.lower[first.subject.head]) in (
            "i",
            "we",
        )  # quoted by nobody
        anonymous = speaker.sort == "paper" or writer
        surface = None if first.subject is None else span_of(unit, first.subject)
        quotes = tuple(q for q in made if q)
        yield Found(quotes, surface, attribution.kind.value, anonymous, attribution.wide), speaker


def root(attribution: Attribution) -> Attribution:
    """The attribution whose subject this one shares."""
    while attribution.same_as is not None:
        attribution = attribution.same_as
    return attribution


def cited(unit: Unit, source: tuple[int, int], resolver: Resolver) -> str:
    """The name of a cited source, or its own words."""
    speaker = resolver.phrase(unit, Subject(source[0], source[1] - 1, source[1] - 1))
    return speaker.name or LEADING.sub("", resolver.text[unit.starts[source[0]] : unit.ends[source[1] - 1]], count=1)


def make_quote(
    text: str,
    unit: Unit,
    part: tuple[int, int],
    speaker: Speaker,
    cue: str | None,
    upstream: tuple[str, ...],
    attribution: Attribution | None,
) -> Quote | None:
    """A quote of a token range, trimmed to its words."""
    a, b = part
    if is_quoted(unit, part):
        piece = unit.pieces[a]
        start, end = piece.start, piece.end
        kind = QuoteType.DIRECT if attribution is None or is_direct(text, unit, a, attribution) else QuoteType.MIXED
    else:
        start, end = unit.starts[a], unit.ends[b - 1]
        kind = QuoteType.MIXED if any(k in unit.pieces for k in range(a, b)) else QuoteType.INDIRECT
    return quote_of(text, trim(text, start, end), kind, speaker, cue, upstream)


def quote_of(
    text: str,
    span: tuple[int, int],
    kind: QuoteType,
    speaker: Speaker,
    cue: str | None = None,
    upstream: tuple[str, ...] = (),
) -> Quote | None:
    """A quote of these words; None where nothing is left of them."""
    start, end = span
    if end <= start:
        return None
    return Quote(
        start=start,
        end=end,
        text=text[start:end],
        type=kind,
        speaker=speaker.name,
        role=speaker.role,
        affiliation=speaker.affiliation,
        speaker_start=speaker.start,
        speaker_end=speaker.end,
        cue=cue,
        upstream=upstream,
    )


def is_direct(text: str, unit: Unit, k: int, attribution: Attribution) -> bool:
    """Whether a quoted piece alone is a direct quote: set off by a comma or colon, or a sentence; not a fragment."""
    piece = unit.pieces[k]
    if piece.start < unit.starts[attribution.cue[0]] or len(attribution.parts) > 1:
        return True
    before = text[unit.start : piece.outer].rstrip()[-1:]
    return before in (",", ":", "") or (text[piece.start].isupper() and piece.end - piece.start > 30)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks, a closing comma or full stop, and marks at the edges that have no partner inside."""
    while end > start and text[end - 1] in TRIM and not ABBREVIATED.search(text[max(start, end - 9) : end]):
        end -= 1
    start += len(text[start:end]) - len(text[start:end].lstrip(" \t\n,;:—–"))
    marked = end - start > 2 and text[start] in OPENERS and text[end - 1] in OPENERS
    if marked and not any(c in OPENERS for c in text[start + 1 : end - 1] if c not in "'’"):
        return trim(text, start + 1, end - 1)
    return start, end


class Flow:
    """What a paragraph said last, so that a quote without a cue finds its speaker."""

    def __init__(self) -> None:
        """Nothing said yet."""
        self.paragraph = -1
        self.speaker: Speaker | None = None
        self.surface: tuple[int, int] | None = None
        self.goes_on = False
        self.quoted = False  # the last attribution of the paragraph before was a direct quote
        self.announced: tuple[Speaker, tuple[int, int]] | None = None  # "Marsh said:" ends the paragraph before

    def pass_over(self, unit: Unit) -> None:
        """A unit without anything said: the paragraph's speaker stays unless a new paragraph begins."""
        self.quoted = False
        if unit.paragraph != self.paragraph:
            self.paragraph, self.speaker = unit.paragraph, None

    def remember(self, unit: Unit, made: list[tuple[Found, Speaker]]) -> None:
        """Keep who spoke last in this paragraph."""
        if made:
            direct = [m for m in made if m[0].quotes and m[0].quotes[-1].type is QuoteType.DIRECT]
            last, speaker = (direct or made)[-1]
            self.paragraph, self.speaker, self.surface = unit.paragraph, speaker, last.surface
            self.goes_on = self.quoted = bool(direct)
        else:
            self.pass_over(unit)

    def follow(self, text: str, unit: Unit, resolver: Resolver) -> Iterator[tuple[Found, Speaker]]:
        """A unit that is a quoted piece alone, or "Name: "words"": its speaker without a cue."""
        quoted = [k for k, w in enumerate(unit.words) if w == QUOTED]
        announced, self.announced = self.announced, None
        if not quoted:
            self.announced = announce(unit, resolver)
            yield from headline(text, unit, resolver)
            return
        k = quoted[0]
        named = introduced(unit, k, resolver) or signed(unit, k, resolver) or (announced if k == 0 else None)
        same = unit.paragraph == self.paragraph or (unit.paragraph == self.paragraph + 1 and self.quoted)
        follows = named is None and same and self.speaker is not None
        self.goes_on = self.goes_on and follows
        if named is None:
            rest = [w for i, w in enumerate(unit.words) if i not in quoted and w[0].isalnum()]
            short = self.quoted and text[unit.pieces[k].end - 1] in ".!?"
            if rest or not (short or sentence_like(text, unit, k)) or not follows:
                return
        speaker, surface = named or (self.speaker or UNKNOWN, self.surface)
        if quote := make_quote(text, unit, (k, k + 1), speaker, None, (), None):
            yield Found((quote,), surface, "report"), speaker


def announce(unit: Unit, resolver: Resolver) -> tuple[Speaker, tuple[int, int]] | None:
    """Whose words the next paragraph holds: "Peter Stark, chief strategist at Copse & Vale, said:"."""
    if unit.words[-1:] != [":"]:
        return None
    for k in range(len(unit) - 2, max(len(unit) - 12, 0), -1):
        reporting = any(c.kind is Kind.REPORT and "q" in c.frames and not c.tail for c in cues().get(unit.lower[k], ()))
        subject = subject_before(unit, group_start(unit, k) - 1) if reporting else None
        if subject is not None and (speaks(unit, subject) or resolver.registry.persons_in(*span_of(unit, subject))):
            return resolver.resolve(unit, subject), span_of(unit, subject)
    persons = resolver.registry.persons_in(unit.start, unit.start + 1)
    return (resolver.of_person(persons[0]), (persons[0].start, unit.ends[-2])) if persons else None


def span_of(unit: Unit, subject: Subject) -> tuple[int, int]:
    """Where a subject stands in the text, its description included."""
    return unit.starts[subject.first], unit.ends[subject.last]


def headline(text: str, unit: Unit, resolver: Resolver) -> Iterator[tuple[Found, Speaker]]:
    """A title "Powell: We are not in a hurry": a person, a colon, and words without a full stop."""
    persons = resolver.registry.persons_in(unit.start, unit.start + 1)
    if unit.start or not persons or text[persons[0].end : persons[0].end + 2] != ": " or text[unit.end - 1] == ".":
        return
    speaker, said = resolver.of_person(persons[0]), trim(text, persons[0].end + 2, unit.end)
    quote = quote_of(text, said, QuoteType.INDIRECT, speaker)
    if quote is not None and len(quote.text.split()) > 2:
        yield Found((quote,), (persons[0].start, persons[0].end), "report"), speaker


def signed(unit: Unit, k: int, resolver: Resolver) -> tuple[Speaker, tuple[int, int]] | None:
    """The name after a quoted piece and a dash, with nothing else in the unit: “We will wait” — Christine Lagarde."""
    if k != 0 or len(unit) < 3 or unit.words[1] not in ("—", "–", "--", "-", "―"):
        return None
    persons = resolver.registry.persons_in(unit.starts[2], unit.starts[2] + 1)
    if persons:
        return resolver.of_person(persons[0]), (persons[0].start, persons[0].end)
    last = 1 + len(list(itertools.takewhile(is_name, unit.words[2:])))
    if last < 3 or unit.words[last + 1 : last + 2] not in ([], [","], ["."]):
        return None
    start, end = unit.starts[2], unit.ends[last]
    return Speaker(resolver.text[start:end], start=start, end=end, sort="person"), (start, end)


def introduced(unit: Unit, k: int, resolver: Resolver) -> tuple[Speaker, tuple[int, int]] | None:
    """The name before a colon: "Jonas Feld, head of energy research at Rheinbank Markets:"."""
    if k < 2 or unit.words[k - 1] != ":" or (unit.titled and k + 1 < len(unit)):
        return None  # Boeing: 'Realistic Possibility' Of Midsize Jet
    subject = subject_before(unit, k - 2)
    persons = resolver.registry.persons_in(unit.start, unit.starts[k - 1])
    if persons:
        first = persons[0]
        return resolver.of_person(first), (first.start, unit.ends[k - 2])
    if subject is None or unit.titled or not is_name(unit.words[subject.head]):
        return None
    speaker = resolver.resolve(unit, subject)
    return speaker, (unit.starts[subject.first], unit.ends[subject.last])


def sentence_like(text: str, unit: Unit, k: int) -> bool:
    """Whether a quoted piece is a sentence: it begins so, and is no single word."""
    piece = unit.pieces[k]
    words = text[piece.start : piece.end].split()
    if len(unit) == 1 and len(words) < 5 and all(w[0].isupper() for w in words) and words[-1][-1] not in ".!?,":
        return False  # ‘Whisper Number’, a heading
    return len(words) >= 2 and (
        text[piece.start].isupper() or text[piece.start] in "$€£¥[…'’." or text[piece.start].isdigit()
    )
