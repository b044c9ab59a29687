"""What the engine knows while it reads a sentence: its tokens with a subject at each, its rows and marks; drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from tapecheck.nlp.claims.mark import Mark
from tapecheck.nlp.claims.memory import Memory
from tapecheck.nlp.claims.subjects import (
    CAUSES,
    CONTRACTS,
    FITS,
    MARKET_NOUNS,
    MEASURED,
    VALUES,
    Subject,
    adverb,
    fits,
    is_head,
    noun_phrase,
    object_of_verb,
    stands_for,
    subject_of,
)
from tapecheck.nlp.claims.tokens import PLAIN, Token
from tapecheck.nlp.claims.when.clock import NEVER, When
from tapecheck.nlp.claims.wording.own import OWN, PACKAGE
from tapecheck.nlp.words.rows import Hit, Row, View, find_hits, sieved, small, speaking_of, view_of
from tapecheck.nlp.words.tables import listed, patterns
from tapecheck.reference.metrics import CHANGES, FROM_EXTREMES, LEVELS, ORDERS
from tapecheck.schema import Direction, Hedge, Label, Mention, Metric, Modality, Period, Quantity, QuantityKind

RE = patterns("claims.patterns.scene")

KeptT = TypeVar("KeptT")
VERBS = frozenset(
    listed(
        """UPV DNV CLOSEV OPENV HITV TRADEV YIELDV BE HAVEV BEATV LAGV LEAVEV REPORTV FLOWINV FLOWOUTV TAKEV
        ERASEV UPP DNP"""
    )
)
READ_ELSEWHERE = ("modality", "measure", "economy", "streak", "tally", "void")
NOBODY = Subject("", None, None)
RELATIVE = ("which", "who")
HANGING = (*RELATIVE, "that", "whose", "led", "hurt", "known", "often")  # what opens an insertion without a noun
LONGEST_INSERTION = 25  # tokens
DASHES = ("-", "–", "—")
Topic = tuple[Subject | None, bool]  # whom words speak of, and whether of figures of its business
SESSION_NOUNS = ("trade", "trading", "close", "closing", "finish", "start", "open", "opening", "end", "settlement")
QUALIFIERS = ("FIG", "PER", "NAME", "POSS", "MOREP")  # what may stand before a noun
OF_ANOTHER = ("counterpart", "counterparts", "rival", "rivals", "peer", "peers", "cousin")  # "its U.S. counterpart"
OWN_WORTH = listed("return returns earnings value paper stocks coin s own")  # what a name owns and is meant by
FAMILIES = {"change": CHANGES, "level": LEVELS, "drawdown": FROM_EXTREMES, "order": ORDERS}
UNITS = {
    QuantityKind.PERCENT: "percent",
    QuantityKind.PERCENTAGE_POINTS: "pp",
    QuantityKind.MULTIPLE: "x",
    QuantityKind.INDEX_POINTS: "points",
    QuantityKind.COUNT: "count",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim before its modality, its source and its id: what is said, of whom, for when."""

    metric: Metric
    subject: Subject
    start: int
    end: int
    direction: Direction | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    figure: Quantity | None = None
    hedge: Hedge | None = None
    when: When = NEVER
    since: str | None = None
    record: bool | None = None
    freq: str | None = None
    measure: str | None = None
    field: str | None = None
    versus: str | None = None
    window: int | None = None
    definition: str | None = None
    at: int = 0  # where its words stand: the figure, else the superlative
    modality: Modality | None = None  # where the reader knows it
    day: Period | None = None  # when what it states was set, where its own words say so
    nominal: bool = False  # said with a noun after the figure: "a 5% gain"
    base: bool = False  # what a change started from: the level of the session before
    plausible: tuple[Decimal | None, Decimal | None] | None = None  # where no figure says so
    reason: str | None = None  # why it cannot be checked, where its reader knows

    @property
    def metric_is_change(self) -> bool:
        return self.metric in CHANGES


@dataclass(slots=True)
class Scene:
    """One sentence. `subjects[i]` is whom token i speaks of; NOBODY where a noun that no name stands behind does."""

    text: str
    start: int
    end: int
    tokens: list[Token]
    marks: list[Mark]
    periods: Sequence[Period]  # of the sentence
    memory: Memory
    labels: dict[str, Label]
    find: Callable[[str], Subject | None]
    subjects: list[Subject | None] = field(default_factory=list)
    topics: list[bool] = field(default_factory=list)
    several: dict[int, list[int]] = field(default_factory=dict)  # lists of figures that are of as many times
    partners: dict[int, int] = field(default_factory=dict)  # of figures paired with names: the first one of the list
    asides: list[tuple[int, int]] = field(default_factory=list)  # "the Dow, off 0.9% to 29,638, finished November"
    inserts: dict[int, int] = field(default_factory=dict)  # where insertions end: where they begin
    seen: tuple[View, list[Hit]] | None = None
    kept: dict[object, Any] = field(default_factory=dict)  # what readers found in it, by who made it
    led: bool = False  # whether a name leads a clause of it

    @property
    def view(self) -> View:
        """The sentence as rows see it."""
        return self.read_rows()[0]

    @property
    def hits(self) -> list[Hit]:
        """Where the words of all rows stand in the sentence."""
        return self.read_rows()[1]

    def read_rows(self) -> tuple[View, list[Hit]]:
        """Look for the rows once, and only where a claim asks: most sentences have none."""
        if self.seen is None:
            figures = [t.item for t in self.tokens if t.item is not None and t.has("FIG")]
            names = [t.item for t in self.tokens if t.item is not None and t.has("SUBJ") and not t.has("MENTION")]
            view = view_of(self.text, self.start, self.end, figures, names)
            rows = sieved(PACKAGE, small(self.text)[self.start : self.end])
            rows = [row for row in rows if row.reach != OWN and row.fact not in READ_ELSEWHERE]
            self.seen = view, find_hits(rows, view)
        return self.seen

    def once(self, key: object, make: Callable[[], KeptT]) -> KeptT:
        """What `make` finds in the sentence, found once."""
        if key not in self.kept:
            self.kept[key] = make()
        found: KeptT = self.kept[key]
        return found

    def told(self, fact: str, draft: Draft) -> Iterator[Hit]:
        """The hits of rows of a fact that speak of a draft's figure, nearest first."""
        start, end = (draft.figure.start, draft.figure.end) if draft.figure else (draft.at, max(draft.at, draft.end))
        hits = (hit for hit in self.hits if hit.row.fact == fact)
        return speaking_of((hit for hit in hits if of_family(hit.row, draft.metric)), self.view, start, end)

    def read_subjects(self) -> None:
        """Walk once from left to right and note whom each token speaks of."""
        current: Subject | None = None
        topic = False
        heads: list[Subject] = []
        agent: Subject | None = None  # who moves the name that is spoken of
        aside: tuple[Subject | None, bool] | None = None  # the subject to go back to after "as investors sold banks,"
        self.inserts = insertions = self.insertions()
        for at, token in enumerate(self.tokens):
            if aside is not None and token.has("COMMA", "STOP"):
                (current, topic), aside = aside, None
            current, topic = self.resumed(at, insertions, current, topic)
            if agent is not None and token.has("COMMA") and self.tokens[at - 1].has("UPP", "DNP"):
                follows = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
                current = agent if follows.endswith("ing") else current  # "Apple led the Dow higher, rising 2.2%"
            if self.leaves(at):
                aside, current, topic = aside or (current, topic), NOBODY, False
            elif token.item is not None and token.has("SUBJ"):
                named = subject_of(token.item, self.labels)
                if named.label is not None and named.known:
                    self.memory.latest[named.label] = named
                caused = any(t.text in CAUSES for t in self.tokens[max(0, at - 2) : at])
                agent = current if caused and current is not None and current.known else None
                if is_head(self.tokens, at) and not object_of_verb(self.tokens, at, led=current is not None):
                    aside = None
                    if isinstance(token.item, Mention):
                        named = self.mentioned(at, named, current, not heads)
                    other = not heads and self.group_of_others(at)
                    current, topic = NOBODY if other else named, False
                    heads += [] if self.inside(at) else [current]
            elif (other_one := self.stand_in(at, current, topic)) is not None:
                current, topic = other_one, False
            elif token.has("FUNDN") and (self.reported(at) if current is not None else token.has("ECON")):
                topic = True
            elif not VERBS.isdisjoint(token.tags) and not self.marked(token) and token.text not in CONTRACTS:
                current, topic = self.at_verb(at, current, topic)
            self.subjects.append(current)
            self.topics.append(topic)
        self.measured()
        self.fronted()
        known = [s for s in heads if s.name] or self.headed()
        self.led = bool(known)
        if known:
            self.memory.first, self.memory.last = known[0], known[-1]

    def resumed(self, at: int, insertions: dict[int, int], current: Subject | None, topic: bool) -> Topic:
        """The subject from a token on, where an insertion ends before it or a bracket speaks of the name before it."""
        if at in insertions:  # "The Dow, with Boeing falling 4%, lost"
            current, topic = self.subjects[insertions[at]], self.topics[insertions[at]]
        item = self.tokens[at - 1].item if self.tokens[at].text == "(" and at - 1 in insertions.values() else None
        return (current, topic) if item is None else (subject_of(item, self.labels), False)

    def headed(self) -> list[Subject]:
        """The one company that a heading names: "Morgan Stanley Stock Analysis" above "Shares rose 2.5%"."""
        edges = (self.text[self.start - 1 : self.start], self.text[self.end : self.end + 1])
        alone = all(edge in ("", "\n") for edge in edges)
        if not alone or any(t.has("FIG", "PER") or not VERBS.isdisjoint(t.tags) for t in self.tokens):
            return []
        named = {
            s.symbol: s for t in self.tokens if t.has("ORG") and t.item and (s := subject_of(t.item, self.labels)).known
        }
        return list(named.values()) if len(named) == 1 and self.text[self.end - 1] not in ".!?:" else []

    def mentioned(self, at: int, named: Subject, current: Subject | None, first: bool) -> Subject:
        """Whom a pronoun or a noun such as "the index" means, by the names and by what the sentence speaks of."""
        owns = self.tokens[at].has("DET")
        if owns and current is not None and current.known:
            return current
        shares = owns and any(t.text in ("shares", "stock") for t in self.tokens[at + 1 : at + 2])
        if shares and named.label is Label.INDEX:
            return NOBODY  # "its shares" are no index's
        return self.memory.meant(named, self.tokens[at].text) if first else named

    def insertions(self) -> dict[int, int]:
        """The comma before a finite verb, with the one that parted it from its subject: "Intel, a Dow stock, rose".

        And the bracket that closes the figures of a name, with the name.
        """
        found: dict[int, int] = {}
        for first, token in enumerate(self.tokens[:-2]):
            if token.text == "(" and first and self.tokens[first - 1].has("SUBJ"):
                close = next((k for k in range(first, len(self.tokens)) if self.tokens[k].text == ")"), first)
                inner = self.tokens[first:close]
                moved = any(t.has("UPP", "DNP", "UPV", "DNV") or t.text[0] in "+-−–" for t in inner)
                if moved and any(t.has("FIG") for t in inner) and not any(t.has("SUBJ") for t in inner):
                    found[close] = first - 1
                    self.asides += [(token.start, inner[-1].end)] if any(t.has("PER", "SINCE") for t in inner) else []
            if not first or not (token.has("COMMA") or self.is_dash(first)):
                continue
            lead = self.tokens[first + 1]
            near = range(first + 2, min(len(self.tokens), first + LONGEST_INSERTION + 1))
            ends = (k for k in near if self.tokens[k].text == token.text and self.goes_on(k + 1))
            last = next((k for k in ends if self.inserted(first, k)), None)
            if last is not None:
                found[last] = first
                if lead.has("UPP", "DNP"):
                    self.asides.append((token.start, self.tokens[last].start))
        return found

    def is_dash(self, at: int) -> bool:
        """Whether a token is a dash between blanks, and in no brackets."""
        token, before = self.tokens[at], [t.text for t in self.tokens[:at]]
        spaced = self.text[token.start - 1].isspace() and self.text[token.end : token.end + 1].isspace()
        return token.text in DASHES and spaced and before.count("(") == before.count(")")

    def inside(self, at: int) -> bool:
        """Whether a token stands in an insertion."""
        return any(first < at < last for last, first in self.inserts.items())

    def goes_on(self, at: int) -> bool:
        """Whether a finite verb, or a change with its particle, stands at a token: the clause before goes on."""
        after = [t for t in self.tokens[at : at + 6] if t.tags != {"AUX"} and not t.has("PER") and not adverb(t)]
        if not after:
            return False
        if after[0].has("FIG"):
            return len(after) > 1 and after[1].has("UPP", "DNP")
        finite = not VERBS.isdisjoint(after[0].tags) and not after[0].has("UPP", "DNP")
        return finite and not after[0].text.endswith("ing")

    def inserted(self, first: int, last: int) -> bool:
        """Whether what two commas enclose hangs on the noun before it, and holds no clause with its own subject."""
        lead, name = self.tokens[first + 1], self.awaits_verb(last)
        if lead.has("WITH", "UPP", "DNP") or lead.text.endswith(("ed", "ing")) or lead.text in HANGING:
            return True
        apart = any(t.text in HANGING for t in self.tokens[first:last])  # "the gauge that tracks U.S. crude"
        named = self.opens_clause(name) and not apart and (not lead.has("DET", "OR") or name == last - 1)
        return not named and self.awaits_verb(first) is not None

    def awaits_verb(self, at: int) -> int | None:
        """The name or economic figure before a token that is the subject of a clause without a verb so far."""
        for k in range(at - 1, -1, -1):
            token = self.tokens[k]
            if token.has("SUBJ", "ECON"):
                return k if token.has("ECON") or is_head(self.tokens, k) else None
            if token.has("COMMA", "STOP", "FIG", "WHILE", "BUT", "POSS") or not VERBS.isdisjoint(token.tags):
                return None
        return None

    def opens_clause(self, at: int | None) -> bool:
        """Whether only an article, an adjective or an owner parts a name from the comma or "and" before it."""
        k = (at or 0) - 1
        while k >= 0 and (self.tokens[k].has("DET", "POSS", "NAME", "NPHEAD") or self.tokens[k].tags == PLAIN):
            k -= 1
        joined = k > 0 and self.tokens[k].has("AND") and self.tokens[k - 1].has("FIG", "PER", "UPP", "DNP", "STOP")
        return at is not None and (k < 0 or joined or self.tokens[k].has("COMMA", "STOP", "OR"))

    def leaves(self, at: int) -> bool:
        """Whether what begins at a token, up to the next comma, is of others than the sentence."""
        token = self.tokens[at]
        if token.item is not None and token.has("FIG"):
            return self.of_plural(at)
        return token.text in ("as", "while", "when", "because", "after") and self.foreign_clause(at)

    def of_plural(self, at: int) -> bool:
        """Whether a figure stands behind a plural that a "with" adds: "closed lower, with banks 4.4% down"."""
        noun = self.tokens[at - 1]
        plural = at > 1 and noun.tags <= {"W", "MEMBERN"} and noun.text.endswith("s") and not adverb(noun)
        return plural and self.tokens[at - 2].has("WITH", "AND") and any(t.has("WITH") for t in self.tokens[:at])

    def stand_in(self, at: int, current: Subject | None, topic: bool) -> Subject | None:
        """Whom a pronoun or a place means: "and the Shenzhen, with a smaller scope, rose" is of no known index."""
        token = self.tokens[at]
        if token.text in ("it", "they", "its", "their") and current is None and not topic:
            return self.memory.main(token.text)
        if not token.has("NAME"):
            return None
        lead, after = self.tokens[max(0, at - 2) : at], self.tokens[at + 1 : at + 2]
        joined = len(lead) == 2 and lead[0].has("AND", "COMMA", "WHILE", "BUT") and lead[1].text == "the"
        acts = bool(after) and after[0].has("COMMA", "UPV", "DNV", "CLOSEV")
        return NOBODY if joined and acts else None

    def group_of_others(self, at: int) -> bool:
        """Whether "the group" is that of a plural before it: "Biotechs were mainly lower, with the group down 0.6%"."""
        nouns = [t for t in self.tokens[:at] if t.tags & {"W", "MEMBERN"} and t.text.endswith("s")]
        return self.tokens[at].has("MENTION") and self.tokens[at].text.endswith(("group", "sector")) and bool(nouns)

    def fronted(self) -> None:
        """Give words before the first subject to the one that follows: "To end at 30,070, the Dow fell 0.5 percent"."""
        comma = first_of(self.tokens, "COMMA")
        if comma is None or comma > 24 or not RE.fronted.match(self.text, self.start, self.end):
            return
        lead = self.tokens[:comma]
        if any(t.has("SUBJ") and not t.has("DET") for t in lead):
            return
        after = self.tokens[comma + 1 : comma + 8]
        head = next((k for k, t in enumerate(after, comma + 1) if t.has("SUBJ")), None)
        stands = any(t.has("NPHEAD") or t.text in MARKET_NOUNS or t.text == "rate" for t in after)
        if head is None and not stands and after[:1] and after[0].has("DET") and self.foreign_clause(comma):
            self.subjects[:comma] = [NOBODY] * comma  # "After an 11.4% decline, the energy sector"
        if head is None or any(t.has("FIG", "COMMA", "STOP", "WITH") for t in self.tokens[comma + 1 : head]):
            return
        item = self.tokens[head].item
        owns = any(t.has("POSS") for t in self.tokens[head + 1 : head + 2])  # "At $350, Apple's HomePod costs more"
        if item is not None and is_head(self.tokens, head) and not owns:
            subject = subject_of(item, self.labels)
            self.subjects[:comma] = [subject] * comma

    def measured(self) -> None:
        """Put the index that "measured by" names in the place of a noun without one."""
        for at, token in enumerate(self.tokens[1:-1], 1):
            if token.text in MEASURED and self.tokens[at + 1].has("BY"):
                spot = next(
                    (k for k in range(at + 2, min(at + 5, len(self.tokens))) if self.tokens[k].has("SUBJ")), None
                )
                item = self.tokens[spot].item if spot is not None else None
                if item is not None:
                    index = subject_of(item, self.labels)
                    self.subjects = [s if s is not None and s.known else index for s in self.subjects]

    def reported(self, at: int) -> bool:
        """Whether a noun such as "revenue" is what the figures after it measure."""
        before = self.tokens[max(0, at - 4) : at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        owned = any(token.has("REPORTV", "POSS", "HAVEV", "SAYV", "DNV", "UPV") for token in before)
        apart = bool(before) and (
            before[-1].has("AFTER", "BEFORE", "WITH") or before[-1].text in ("including", "excluding", "without")
        )
        return owned and after is not None and not apart

    def at_verb(self, at: int, current: Subject | None, topic: bool) -> tuple[Subject | None, bool]:
        """The subject from a predicate on, and whether its figures are a company's: by the noun phrase before it."""
        verb = self.tokens[at]
        if at and self.tokens[at - 1].has("DET", "OF", "POSS") and not verb.has("UPP", "DNP", "BE"):
            return current, topic
        if self.nominal(at):
            return current, topic
        if at > 1 and self.tokens[at - 1].text in VALUES and self.tokens[at - 2].text in ("its", "their"):
            return current, topic  # "has seen its value decline"
        start, end = noun_phrase(self.tokens, at)
        phrase = self.tokens[start:end]
        if all(token.has("DET", "PRO", "POSS", "ASMUCH", "PER", "IN") or token.tags == {"AUX"} for token in phrase):
            sold = verb.has("CLOSEV") and current is not None and current.label is Label.ORG and current.known
            return self.pronoun(phrase, current), topic and not sold  # "beat sales estimates and closed down 0.7%"
        if phrase[-1].text in OF_ANOTHER and any(t.text in ("its", "their") for t in phrase):
            return NOBODY, False  # "it gained 9.6%, its U.S. counterpart gaining 7.9%"
        names = [k for k in range(start, end) if self.tokens[k].has("SUBJ")]
        if phrase[-1].text in ("which", "that") and names[-1:] == [end - 2]:
            item = self.tokens[end - 2].item  # "seen on the USD/JPY which is down"
            return (subject_of(item, self.labels) if item is not None else current), False
        if phrase[0].text == "whose" and not names:  # "Smurfit Kappa, whose shares fell"
            owner = next((t.item for t in reversed(self.tokens[:start]) if t.has("SUBJ") and t.item), None)
            worth = phrase[-1].text in VALUES
            return (subject_of(owner, self.labels), False) if owner is not None and worth else (NOBODY, False)
        if names and self.owns_another(names[-1], end):
            return NOBODY, False
        if any(is_head(self.tokens, k) for k in names):
            return current, topic or any(token.has("FUNDN") for token in self.tokens[names[-1] + 1 : end])
        if verb.has("UPP", "DNP") and not names and any(t.text in CAUSES for t in phrase[:-1]):
            return NOBODY, False  # "pushed the energy sector down 2%"
        noun_like = verb.has("UPN", "DNN", "PEAK") and phrase[0].has("DET", "POSS")
        if verb.has("UPP", "DNP") and self.attendant(start, end):
            return NOBODY, False
        if noun_like or verb.has("UPP", "DNP"):
            return current, topic
        if not names and len(phrase) <= 6:
            listed = self.find(strip_article(self.text[phrase[0].start : phrase[-1].end]))
            if listed is not None and (listed.label is not Label.COMMODITY or self.tokens[end].text != "("):
                return listed, any(token.has("FUNDN", "ECON") for token in phrase)
        behind = self.behind(stands_for(self.tokens, start, end), current)
        return (behind, False) if behind is not None else self.unnamed(start, phrase, current)

    def nominal(self, at: int) -> bool:
        """Whether the words before make a noun of one that may be a verb: "a modest decline", "in heavy trading"."""
        if not (self.tokens[at].has("UPN", "DNN") or self.tokens[at].text in SESSION_NOUNS):
            return False
        k = at - 1
        while k > max(0, at - 5) and (self.tokens[k].tags <= {"W", "AUX"} or self.tokens[k].has(*QUALIFIERS)):
            k -= 1
        lead = self.tokens[max(k, 0)]
        if lead.text == "the":
            return k > 0 and self.tokens[k - 1].has("IN", "FROM", "AGAINST")
        return lead.has("IN", "FROM") or (k < at - 1 and lead.text in ("a", "an", "another", "its", "their"))

    def owns_another(self, name: int, end: int) -> bool:
        """Whether a name only owns the noun before a verb, no price: "Tesla's China car registrations fall"."""
        rest = self.tokens[name + 1 : end]
        if len(rest) < 2 or not rest[0].has("POSS") or self.tokens[name].has("MENTION"):
            return False
        cut = next((k for k in range(1, len(rest)) if rest[k].has("IN", "OF")), len(rest))
        last = rest[cut - 1]
        return last.tags == {"W"} and not adverb(last) and last.text not in OWN_WORTH and not last.text.isdigit()

    def attendant(self, start: int, end: int) -> bool:
        """Whether a noun phrase is what a "with" adds: "with energy off 5.1%" says nothing of the subject before it."""
        phrase = self.tokens[start:end]
        if not start or not self.tokens[start - 1].has("WITH") or stands_for(self.tokens, start, end) is not None:
            return False
        return any(token.tags & {"W", "MEMBERN"} and not adverb(token) for token in phrase)

    def pronoun(self, phrase: Sequence[Token], current: Subject | None) -> Subject | None:
        """Who stands behind no words at all, or a pronoun: the subject so far, else that of the sentences before."""
        if phrase and (phrase[-1].text in ("i", "we", "you") or (current is None and phrase[-1].text in RELATIVE)):
            return NOBODY  # "Small caps, which tacked on 0.2%"
        if phrase and phrase[-1].has("PRO") and current is None:
            return self.memory.main(phrase[-1].text)
        return current

    def behind(self, noun: str | None, current: Subject | None) -> Subject | None:
        """Who stands behind a bare noun ("the index", "shares"): the last subject of its kind."""
        if noun is None:
            return None
        latest = [self.memory.latest.get(kind) for kind in FITS[noun]]
        meant = [current, self.memory.last, self.memory.first, *(latest if len(latest) == 1 else [])]
        for subject in (each for each in meant if each is not None and fits(each, noun)):
            if noun != "prices" or RE.prices.search(self.text, max(subject.start, 0), self.start) is None:
                return subject if subject is current else self.memory.either(subject)
        return None

    def unnamed(self, start: int, phrase: Sequence[Token], current: Subject | None) -> tuple[Subject | None, bool]:
        """The subject of a noun phrase that holds no name in its head: an economic figure, a market, or nobody."""
        words = Subject(strip_article(self.text[phrase[0].start : phrase[-1].end]), None, None, phrase[0].start)
        if any(token.has("FUNDN") for token in phrase):
            if any(token.has("SUBJ") for token in phrase) and current is not None:
                return current, True
            corporate = (
                current is not None and current.label is Label.ORG and not any(token.has("ECON") for token in phrase)
            )
            owned = phrase[0].text in ("its", "their") or (start > 0 and self.tokens[start - 1].has("SAYV"))
            follows = start > 0 and (self.tokens[start - 1].has("AFTER", "WITH") or self.tokens[start - 1].text == "as")
            if corporate and (owned or follows) and len(phrase) <= 4:
                return current, True
            last = self.memory.last
            bare = start == 0 and len(phrase) <= 2 and not any(token.has("ECON") for token in phrase)
            if bare and current is None and last is not None and last.label is Label.ORG and last.known:
                return last, True
            return words, True
        if phrase[-1].text in MARKET_NOUNS and len(phrase) <= 5 and phrase[0].text not in ("its", "their"):
            return words, False
        if any(token.has("W", "NAME", "MEMBERN", "NPHEAD", "FUNDSN", "SHORTN", "SUBJ") for token in phrase):
            return NOBODY, False
        return current, False

    def anaphoric(self, at: int) -> bool:
        """Whether nothing before a token names anything: "It was the", "The move was the", "Down 3%"."""
        content = ("W", "NAME", "MEMBERN", "FUNDN", "FUNDSN", "SHORTN", "NPHEAD", "SUBJ")
        return not any(token.has(*content) and not adverb(token) for token in self.tokens[:at])

    def foreign_clause(self, at: int) -> bool:
        """Whether the clause that a conjunction opens begins with a noun that is no name: "as investors sold banks"."""
        for token in self.tokens[at + 1 : at + 7]:
            if token.has("SUBJ", "PRO", "PER", "FIG") or not VERBS.isdisjoint(token.tags):
                return False
            if token.text in ("early", "daily", "weekly", "monthly"):
                continue
            if token.has("W", "NAME", "MEMBERN", "FUNDSN"):
                return not token.text.endswith(("ing", "ed", "ly"))
        return False

    def marked(self, token: Token) -> bool:
        """Whether a token lies inside a superlative or a streak."""
        return any(mark.start <= token.start < mark.end for mark in self.marks)

    def mark_subject(self, mark: Mark) -> Subject | None:
        """Whom a mark speaks of: a name that it holds or that ends right before it, else the clause's."""
        subject = None
        for at, token in enumerate(self.tokens):
            if token.start >= mark.end:
                follows = [t for t in self.tokens[at : at + 4] if not t.has("DET")]
                if (
                    len(follows) > 1
                    and follows[0].text == "for"
                    and follows[1].has("SUBJ")
                    and follows[1].item is not None
                ):
                    return subject_of(follows[1].item, self.labels)
                break
            if token.start >= mark.start:
                other = at > 1 and any(t.text in ("against", "versus") for t in self.tokens[at - 2 : at])
                if token.has("SUBJ") and token.item is not None and not other:
                    return subject_of(token.item, self.labels)
                if subject is None and at:
                    subject = self.subjects[at - 1]
                continue
            subject = self.subjects[at]
            if (
                token.has("SUBJ")
                and at + 1 < len(self.tokens)
                and self.tokens[at + 1].has("POSS")
                and self.tokens[at + 1].end >= mark.start - 2
                and token.item
            ):
                return subject_of(token.item, self.labels)
        return subject

    def later_head(self, at: int) -> Subject | None:
        """The first name in subject position after an offset and before a stop: "to its worst loss, with the Dow"."""
        stop = next((t.start for t in self.tokens if t.start >= at and t.text == ";"), self.end)
        heads = [
            k for k, t in enumerate(self.tokens) if at <= t.start < stop and t.has("SUBJ") and is_head(self.tokens, k)
        ]
        item = self.tokens[heads[0]].item if heads else None
        return subject_of(item, self.labels) if item is not None else None

    def index_of(self, start: int) -> int:
        """The token that begins at or after an offset."""
        return next((at for at, token in enumerate(self.tokens) if token.start >= start), len(self.tokens))

    def bounded(self, period: Period) -> bool:
        """Whether a period is the bound of a mark."""
        return any(mark.period is not None and mark.period.start == period.start for mark in self.marks)


def of_family(row: Row, metric: Metric) -> bool:
    """Whether a row may speak of claims of a metric."""
    return not row.only or any(metric in FAMILIES[name] for name in row.only)


def unit_of(figure: Quantity) -> str:
    """The unit of a claim on this figure."""
    return figure.currency or figure.unit if figure.kind is QuantityKind.MONEY else UNITS[figure.kind]


def strip_article(text: str) -> str:
    """A noun phrase without its leading article."""
    for lead in ("the ", "a ", "an ", "its ", "their "):
        if text.lower().startswith(lead):
            return text[len(lead) :]
    return text


def first_of(tokens: Sequence[Token], *tags: str) -> int | None:
    """The index of the first token with any of the tags."""
    return next((at for at, token in enumerate(tokens) if token.has(*tags)), None)
