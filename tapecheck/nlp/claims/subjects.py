"""Who a clause is about: names in subject position, nouns that stand for them, and clauses that inherit one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.nlp.claims.tokens import FILLER, Token
from tapecheck.nlp.words.tables import listed, patterns
from tapecheck.schema import Entity, Label, Mention, Span

RE = patterns("claims.patterns.subjects")

SETTLEMENTS = ("settlement", "close", "finish")
OBLIQUE = ("OF", "IN", "TO", "AGAINST", "THAN", "FROM", "BY", "AT", "BELOW", "ABOVE", "SOURCE", "BEATV", "LAGV")
OF_THE_DAY = ("PEAK", "TROUGH", "CLOSEV")
MEASURES = ("barrel", "ounce", "tonne", "ton", "pound", "bushel", "gallon")
ACTS = listed("came shot crept swung went comes saw said says led did made kept won became had")
YIELDS = ("yield", "price", "rate", "shares")
MEASURED = ("measured", "tracked", "gauged", "represented")
GOING_ON = listed("UPV DNV UPP DNP CLOSEV BE HITV TRADEV FIG AT AND POSS HAVEV LEAVEV TAKEV")
SECTORS = ("industry", "sector", "group", "subsector")
PREDICATE = listed("""UPV DNV UPP DNP CLOSEV OPENV HITV TRADEV YIELDV BE BEATV LAGV HAVEV LEAVEV TAKEV ERASEV
    REPORTV FLOWINV FLOWOUTV AUX""")
BOUNDARY = listed("COMMA STOP AND OR BUT WHILE AFTER BEFORE TO THAN FIG BY WITH SAYV SOURCE")
MEMBERS = listed("cliners cliner gainers gainer losers loser performer performers laggards winners")
RANKED = ("worst", "best", "biggest", "largest", "top", "among", "steepest")
MARKET_NOUNS = frozenset(
    listed("""stocks shares equities markets market bonds indexes indices averages futures banks miners prices yields
    earnings""")
)
INDEX_KINDS = listed("volatility share stock small-cap smallcap large-cap blue-chip broad main benchmark tech-heavy")
FORMS = ("corp", "inc", "ltd", "plc", "group", "co", "corporation", "holdings", "holding", "ag", "se", "nv")
TIED = ("tied", "linked", "pegged", "benchmarked")
MEMBERS_OF = ("stock", "stocks", "names", "shares")
CAUSES = listed("""boosted dragged dragging driving drove hauling helped leading led lifted lifting propelled
    pulled pulling pushed pushing sending sent sinking taking""")
VALUES = ("value", "price", "prices", "stock", "shares", "share price", "stock price")
OF_COMPANIES = ("stocks", "shares", "equities", "miners", "producers", "majors")
MEMBER = ("component", "member", "constituent", "stalwart", "company", "giant", "newcomer")  # "the S&P 500 component"
PLAINLY = frozenset(["benchmark", "headline", "main", "leading", "same", "whole", "overall", "top"])
CONTRACTS = ("contract", "contracts", "futures")
WHICH = listed("most active most-active actively traded front front-month nearby nearest month delivery futures")
FITS = {  # what a bare noun may stand for
    noun: kinds
    for nouns, kinds in (
        ("shares stock share company", {Label.ORG}),
        ("contract contracts crude metal bullion ounce barrel commodity", {Label.COMMODITY}),
        ("futures", {Label.COMMODITY, Label.INDEX}),
        ("yield yields spread note", {Label.RATE}),
        ("price", {Label.COMMODITY, Label.CRYPTO}),
        ("prices", {Label.COMMODITY}),
        ("index gauge average composite industrials", {Label.INDEX}),
        ("benchmark", {Label.INDEX, Label.RATE, Label.COMMODITY}),
        ("currency pair", {Label.CURRENCY}),
        ("coin cryptocurrency token", {Label.CRYPTO}),
        ("fund etf", {Label.FUND}),
    )
    for noun in nouns.split()
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about. `label` is None for a noun that no name stands behind."""

    name: str
    symbol: str | None
    label: Label | None
    start: int = -1
    open: bool = False  # a pronoun may stand for another as well

    @property
    def known(self) -> bool:
        """Whether an instrument stands behind it."""
        return self.symbol is not None

    @property
    def rate(self) -> bool:
        return self.label is Label.RATE

    @property
    def policy(self) -> bool:
        """Whether it is a rate that a central bank sets, which no market moves."""
        return self.rate and RE.policy.search(self.name) is not None

    @property
    def spread(self) -> bool:
        return self.rate and "spread" in self.name.lower()


def subject_of(item: Span, labels: dict[str, Label]) -> Subject:
    """The subject that a name or a mention stands for."""
    if isinstance(item, Mention):
        return Subject(item.name, item.symbol, labels.get(item.symbol or item.name), item.start)
    assert isinstance(item, Entity)
    return Subject(item.name, item.symbol, item.label, item.start)


def is_head(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name at `at` can be what its clause is about, rather than hang on a preposition or another noun."""
    after = after_noun(tokens, at)
    following = tokens[after] if after < len(tokens) else None
    if tokens[at].has("COMMODITY", "CRYPTO") and at + 1 < len(tokens) and tokens[at + 1].text in OF_COMPANIES:
        return False  # "gold stocks"
    stock = [t.text for t in tokens[at + 1 : at + 2]] == ["stock"] and tokens[at].has("INDEX")
    if names_index(tokens, at) or (stock and not noun_at(tokens, at + 2)):
        return False  # "the Nasdaq stock sank 6%"
    if following is None:
        return not hangs(tokens, at)
    if following.has("FIG"):
        return True
    if any(RE.maker.search(t.text) and t.has("W") for t in tokens[after : after + 4]) and tokens[at].has("COMMODITY"):
        return False  # "shares in the oil and gas producer"
    if following.has("COMMA") and after + 1 < len(tokens):
        beyond = tokens[after + 1]
        if (beyond.has("UPP", "DNP") and not among(tokens, at)) or beyond.text in ("which", "who"):
            return True
    if following.has("SHORTN", "VOLUMEN") or (following.has("MEMBERN", "W") and not verb_like(tokens, after)):
        return False
    return not hangs(tokens, at)


def names_index(tokens: Sequence[Token], at: int) -> bool:
    """Whether a commodity only is in the name of an index of companies: "the BSE Oil and Gas Index"."""
    return tokens[at].has("COMMODITY") and any(t.text.endswith("index") for t in tokens[at + 1 : at + 4])


def after_noun(tokens: Sequence[Token], at: int) -> int:
    """The token after a name, its nouns ("Apple shares") and what brackets add to it ("Tesla (TSLA)")."""
    after = at + 1
    while after < len(tokens):
        if tokens[after].text == "(" and tokens[after].tags == FILLER:
            after = next((k for k in range(after, len(tokens)) if tokens[k].text == ")"), after)
        elif tokens[at].has("INDEX") and tokens[after].text in INDEX_KINDS and noun_at(tokens, after + 1):
            after += 1  # "the FTSE 100 share index"
        elif tokens[at].has("ORG") and tokens[after].text in FORMS:
            pass  # "Xiaomi (XIACF) Corp"
        elif not tokens[after].has("NPHEAD") or tokens[after].has("UPV", "DNV"):
            break
        after += 1
    return after


def noun_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun such as "index" stands at a token."""
    return at < len(tokens) and tokens[at].has("NPHEAD")


def object_of_verb(tokens: Sequence[Token], at: int, *, led: bool) -> bool:
    """Whether a name is what another subject's verb acts on: "Ethereum followed bitcoin and fell to".

    `led`: whether a subject that is known stands before.
    """
    after = after_noun(tokens, at)
    if after < len(tokens) and tokens[after].has("UPV", "DNV", "CLOSEV", "BE", "HITV", "POSS"):
        return False
    k = at - 1
    while k > 0 and tokens[k].has("DET", "NPHEAD", "OF"):
        k -= 1
    if k > 1 and tokens[k].has("AND") and tokens[k - 1].has("SUBJ"):
        return object_of_verb(tokens, k - 1, led=led)
    if k > 1 and tokens[k].tags == {"W"} and tokens[k].text.endswith("ing") and tokens[k - 1].has("BE"):
        return True  # "The Dow utility average is scorching the Nasdaq and the S&P 500 with a gain of 8.4%"
    moves = after < len(tokens) and tokens[after].has("TO", "UPP", "DNP", "UPV", "DNV")
    if tokens[k].text in CAUSES and moves:
        return False  # "dragged the Nasdaq 100 to a 1.5% decline"
    if not led or k < 1 or not (tokens[k].has("HITV") or (tokens[k].has("W") and tokens[k].text.endswith("ed"))):
        return False
    before = tokens[k - 1]
    return before.has("SUBJ", "NPHEAD", "MEMBERN", "PRO") or before.tags == FILLER or adverb(before)


def among(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name only says among whom another is: "the biggest decliners on the S&P 500, down 9.9%"."""
    before = [token for token in tokens[max(0, at - 7) : at] if not token.has("DET")]
    if not before or before[-1].text not in ("on", "in", "of"):
        return False
    return any(token.has("MEMBERN") or token.text.endswith(MEMBERS) or token.text in RANKED for token in before[:-1])


def verb_like(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word after a name reads as its verb or adverb, not as the noun that the name qualifies."""
    text = tokens[at].text
    if text in SECTORS:
        return False  # "the homebuilder industry group"
    if tokens[at].has("MEMBERN"):
        return text in ("shares", "stocks")
    compound = text.endswith("ing") and [t.has("W") for t in tokens[at + 1 : at + 2]] == [True]
    if compound and any(t.has("UPV", "DNV", "BE") and not t.text.endswith("ing") for t in tokens[at + 2 : at + 3]):
        return False  # "bitcoin mining difficulty rose"
    if text.endswith(("ly", "ed", "ing")) or text in ACTS:
        return True
    beyond = tokens[at + 1] if at + 1 < len(tokens) else None
    if text.isalpha() and any(
        token.has("UPV", "DNV", "BE") and not token.has("W") for token in tokens[at + 1 : at + 3]
    ):
        return False  # "the US oil rig count surged"
    return beyond is not None and beyond.has("W", "DET", "NAME", "SUBJ", "FUNDN") and not beyond.has(*PREDICATE)


def hangs(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition governs the name at `at`, other than "shares of", "yield on" and a clause after "with"."""
    before = governor_of(tokens, at)
    if before is None:
        return False
    governor, lead = tokens[before], tokens[before - 1] if before else None
    after = next((t for t in tokens[after_noun(tokens, at) :] if t.tags != FILLER), None)
    leads = lead is None or lead.has("COMMA", "AND", "BUT", "WHILE", "STOP")
    if governor.text in ("for", "as for") and (leads or (after is not None and after.has("TO"))):
        return False  # "For gold that followed", "a reason for the Dow to climb 1%"
    if governor.text == "for" and lead is not None and lead.text in SETTLEMENTS:
        return False  # "Thursday's settlement for U.S. crude was"
    coordinated = governor.has("AND") and any(t.text == "between" for t in tokens[max(0, before - 5) : before])
    if governor.has("AND") and lead is not None and lead.has("SUBJ") and (after is None or not after.has(*GOING_ON)):
        return hangs(tokens, before - 1)  # "in line with the Dow and the S&P 500, falling 0.3%"
    if governor.text == "between" or coordinated or (governor.text == "on" and tokens[at].has("ORG")):
        return True  # an exchange or a shop: "futures on Comex"
    if governor.has("WITH"):
        return after is None or not (after.has("UPP", "DNP", "FIG", "AT") or after.text.endswith("ing"))
    return governor.has(*OBLIQUE) and not (lead is not None and owned(tokens, at, governor, lead))


def governor_of(tokens: Sequence[Token], at: int) -> int | None:
    """The token before a name, its article, its adjectives and what owns it; None where nothing can govern it."""
    before = at - 1
    while before >= 0 and (tokens[before].tags <= {"W", "AUX", "NPHEAD"} or tokens[before].has("POSS")):
        if tokens[before].has("POSS"):
            before -= 1
        elif tokens[before].text.endswith(("ed", "ing")):
            return None
        before -= 1
    if before >= 0 and tokens[before].has("DET"):
        before -= 1
    return before if before >= 0 else None


def owned(tokens: Sequence[Token], at: int, governor: Token, lead: Token) -> bool:
    """Whether the noun before a preposition is the name's own worth: "shares of Apple", "the yield on the note"."""
    if governor.has("TO"):
        return lead.text in TIED  # "futures tied to the Nasdaq 100"
    if governor.has("BY"):
        return lead.text in MEASURED
    if (
        not governor.has("OF", "IN")
        or lead.text == "valuation"
        or (lead.text in MEMBERS_OF and tokens[at].has("INDEX"))
    ):
        return False  # "energy stocks in the S&P 500"
    if governor.has("IN") and not governor.has("OF") and tokens[at].has("CURRENCY"):
        return False  # "import prices in yen"
    if lead.has("YIELDN") and tokens[at].has("CRYPTO", "COMMODITY", "INDEX"):
        return False  # "funding rates on bitcoin"
    nouns = ("NPHEAD", "YIELDN", "CAPN", *(() if tokens[at].has("ORG") else OF_THE_DAY))
    return (
        lead.has(*nouns)
        or lead.text in (*MEASURES, "those", "that")
        or (lead.has("MENTION") and lead.text.endswith(YIELDS))
    )


def noun_phrase(tokens: Sequence[Token], verb: int) -> tuple[int, int]:
    """The tokens [start, end) of the noun phrase that stands directly before the predicate at `verb`."""
    end = verb
    while end > 0 and (tokens[end - 1].tags == {"AUX"} or tokens[end - 1].has("BE", "PER") or adverb(tokens[end - 1])):
        end -= 1
        if tokens[end].has("PER") and end > 0 and tokens[end - 1].has("IN"):
            end -= 1
    start = end
    while start > 0 and not tokens[start - 1].has(*BOUNDARY):
        start -= 1
    return start, end


def adverb(token: Token) -> bool:
    """Whether an unknown word is an adverb by its shape."""
    return token.has("W") and token.text.endswith("ly")


def stands_for(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """The bare noun of a phrase such as "the index" or "shares", which a name before it may stand behind.

    What tells a contract from others is no name: "the most active July contract", "futures for March delivery".
    """
    cut = next((k for k in range(start + 1, end) if tokens[k].has("IN", "OF")), end)
    tail = tokens[cut + 1 : end]
    described = len(tail) > 1 and tail[0].text == "the" and RE.maker.search(tail[-1].text) is not None
    traded = tokens[cut - 1].text in CONTRACTS
    told = ("IN", "NAME", "DET", "PER") if traded else ("IN", "NAME", "DET")
    if not described and not all(t.has(*told) or (traded and t.text in WHICH) for t in tokens[cut:end]):
        return None
    if described and tokens[cut - 1].text not in ("shares", "stock"):
        return None
    which = (t for t in tokens[start : cut - 1] if not (traded and (t.has("PER") or t.text in WHICH)))
    words = [token.text for token in (*which, tokens[cut - 1]) if not token.has("DET")]
    if len(words) == 2 and words[0] in PLAINLY:
        words = words[1:]
    if len(words) == 2 and words[1] in MEMBER and tokens[cut - 2].has("INDEX"):
        return "company"
    return words[0] if len(words) == 1 and words[0] in FITS else None


def fits(subject: Subject | None, noun: str) -> bool:
    """Whether a subject is of the kind that the noun names."""
    return subject is not None and subject.label in FITS[noun]
