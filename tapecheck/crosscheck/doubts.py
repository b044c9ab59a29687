"""Second thoughts on a contradiction: what the words around the figure leave open, and what pins its day.

A claim is read from a sentence; when it fails, the sentence is read again. A neighbour that states the same day's close,
and is right, pins the day: then the contradiction stands. Else the figure may be of another time that the sentence
names (a week, a day, "when it rose"), or of a period that nobody stated; then it is not contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tapecheck.crosscheck.readings import MOMENT
from tapecheck.reference.market import Kind, Market
from tapecheck.schema import Check, Claim, Metric, Verdict

DAY = timedelta(days=1)
CHANGES = frozenset({Metric.PERCENT_CHANGE, Metric.POINT_CHANGE, Metric.YIELD_CHANGE})
LEVELS = frozenset({Metric.CLOSE, Metric.LEVEL, Metric.YIELD_LEVEL, Metric.OPEN})
PINS = 4  # so many printed digits are right on one day alone
AGREEING = 3  # so many figures of one paragraph that hold on a day make it the paragraph's day
FINE = 3  # a figure of so many digits is true of another period by no accident
LEAD = 40  # characters before a claim that belong to its clause

# --- words that move a figure away from the day -----------------------------------------------------------------------
EARLIER = re.compile(
    r"\bwhen (?:it|they|the)\b|\bhad (?:been|\w+e[dn]|lost|gone|hit|shot|swung|sunk|slid)\b|"
    r"\b(?:an?|the|its|their) (?:earlier|initial|previous|prior)\b|\bearlier (?:gain|loss|drop|rise|fall)|"
    r"\b(?:par(?:ed|ing)|trimm(?:ed|ing)|eras(?:ed|ing)|surrender(?:ed|ing)|wip(?:ed|ing) out|revers(?:ed|ing)|"
    r"recover(?:ed|ing) from|rebound(?:ed|ing) from|bounc(?:ed|ing) (?:back )?from)\b|"
    r"\b(?:after|following|despite) (?:a |an |the |its )?(?:\w+ ){0,2}?"
    r"(?:\w+ing|gain|loss|drop|rise|fall|plunge|slump|rally|jump|decline|surge|advance|slide)\b|"
    r"\b(?:topping|outstripp\w+|beating|eclips\w+|since (?:losing|gaining|falling|rising)|wors\w+ than|than)\b|"
    r"\ba day (?:after|before|earlier)\b|\bthe day before\b|\bat one (?:point|stage)\b|\bstart(?:ed|ing) the (?:day|session)\b|"
    r"\blast (?:hit|reached|fell|rose|closed|traded)\b|\bon average\b|\bon (?:pace|track|course) (?:to|for)\b|"
    r"\bearl(?:y|ier) (?:trad|deal|gain|loss|ris|fall)\w*",
    re.IGNORECASE,
)
GENERIC = re.compile(
    r"\b(?:defin\w+|consider\w+|known|called|described|termed|refer\w+ to)\b[^.;]{0,60}\b(?:correction|bear market|bull market)\b|"
    r"\b(?:correction|bear market|bull market)\b[^.;]{0,40}\b(?:is|as|means?|when|defin\w+)\b[^.;]{0,30}\b(?:a |an )?(?:fall|drop|decline|rise|gain|loss)\b",
    re.IGNORECASE,
)
ANOTHER_MOMENT = re.compile(
    r"\b(?:at|by|around|as of|before|after) \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|GMT|BST|E[SD]?T|CES?T|o'clock)|\b\d{4} ?(?:GMT|BST)\b|"
    r"\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|GMT|BST|E[SD]?T|CES?T)",
    re.IGNORECASE,
)
STATED = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\byesterday\b|\bon the day\b|\bfor the (?:day|session)\b|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b",
    re.IGNORECASE,
)
CROSS = {
    "EURUSD=X": re.compile(r"\byen\b|¥|\bpence\b|\bpounds?\b|\bsterling\b|\bfrancs?\b|\byuan\b|[€/]JPY|\bJPY\b", re.I),
    "GBPUSD=X": re.compile(r"\beuros?\b|€|\bpence\b|\byen\b|¥|\bfrancs?\b|\bJPY\b", re.I),
    "JPY=X": re.compile(r"\beuros?\b|€|\bpounds?\b|\bsterling\b|\bAussie\b|\bfrancs?\b|\bEUR\b", re.I),
}
CONTRACT = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\w+ )?"
    r"(?:gold|silver|copper|crude|oil|futures?|deliver\w+|contracts?|brent|comex|natural gas|wti)\b|"
    r"\b(?:for|in) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: delivery|,| settl| fell| rose)",
    re.IGNORECASE,
)
LONGER = (
    ("week", re.compile(r"\bweek(?:ly)?\b", re.IGNORECASE)),
    ("month", re.compile(r"\bmonth(?:ly|-to-date)?\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\bquarter(?:ly)?\b", re.IGNORECASE)),
    ("year", re.compile(r"\byear(?:-to-date)?\b|\b20\d\d\b|\b19\d\d\b|\bannual\b|\bYTD\b", re.IGNORECASE)),
    ("twelve months", re.compile(r"\b(?:52 weeks|12 months|twelve months|a year) (?:ago|earlier)\b", re.IGNORECASE)),
)
END = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[A-Z“\"‘$€£])|\n+")
PARAGRAPH = re.compile(r"\n+")

Checker = Callable[[Claim, Market], Check]


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a claim: its clause (a few words before it, too), its sentence, and where they stand."""

    clause: str
    sentence: str
    start: int
    end: int
    paragraph: tuple[int, int]


def around(claim: Claim, text: str) -> Around:
    """The claim's surroundings in the article's text; its own words where the text is not at hand."""
    if text[claim.start : claim.end] != claim.text:
        return Around(claim.text, claim.text, claim.start, claim.end, (claim.start, claim.end))
    start, end = stretch(END, text, claim.start, claim.end)
    lead = text[max(start, claim.start - LEAD) : claim.start]
    return Around(lead + claim.text, text[start:end], start, end, stretch(PARAGRAPH, text, claim.start, claim.end))


def stretch(border: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between the borders before and after a passage."""
    low = max((m.end() for m in border.finditer(text, 0, start + 1) if m.end() <= start), default=0)
    high = border.search(text, end)
    return low, high.start() if high else len(text)


def reconsider(
    claims: Sequence[Claim], checks: Sequence[Check], text: str, market: Market, checker: Checker
) -> list[Check]:
    """The checks after second thoughts.

    Args:
        claims: all claims of one article, with the publication that they are checked by.
        checks: their checks, in any order.
        text: the article's text.
        market: where figures come from.
        checker: computes one claim once more (`apply_rules`).
    """
    by_id = {claim.id: claim for claim in claims}
    right = [by_id[each.claim_id] for each in checks if each.verdict is Verdict.SUPPORTED and each.claim_id in by_id]
    found = []
    for check in checks:
        claim = by_id.get(check.claim_id)
        if claim is None or check.verdict not in (Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE):
            found.append(check)
            continue
        words = around(claim, text)
        pinned = is_pinned(claim, words, right)
        if check.verdict is Verdict.NOT_CHECKABLE:
            found.append(made_certain(claim, check, words, pinned, market, checker))
        else:
            found.append(doubted(claim, check, words, pinned, market, checker))
    return found


# --- what pins the day ------------------------------------------------------------------------------------------------
def is_pinned(claim: Claim, words: Around, right: Sequence[Claim]) -> bool:
    """Whether right figures beside the claim fix its day: the same thing's close, or three of the paragraph."""
    if claim.metric not in CHANGES | LEVELS:
        return False
    fellows = [other for other in right if other.metric in CHANGES | LEVELS and same_period(claim, other)]
    for other in fellows:
        if other.symbol == claim.symbol and words.start <= other.start < words.end and digits(other) >= PINS:
            return True
    low, high = words.paragraph
    near = [other for other in fellows if low <= other.start < high and digits(other) >= 2]
    return len(near) >= AGREEING and sum(digits(other) for other in near) >= 2 * PINS


def same_period(one: Claim, other: Claim) -> bool:
    """Whether two claims are read for the same days, and by the same daily figure."""
    return (one.period_from, one.period_to, one.field) == (other.period_from, other.period_to, other.field)


def digits(claim: Claim) -> int:
    """How many digits are printed, leading zeros aside: how unlikely it is to be right by chance."""
    if claim.low is None:
        return 0
    return len(str(claim.low).replace(".", "").lstrip("-0"))


def made_certain(
    claim: Claim, check: Check, words: Around, pinned: bool, market: Market, checker: Checker
) -> Check:
    """A check that was only doubtful of its day, made certain where the neighbours pin it."""
    doubtful = "does not say for what period" in (check.reason or "")
    if not doubtful or not pinned or claim.day_stated or EARLIER.search(words.clause):
        return check
    again = checker(replace(claim, day_stated=True), market)
    return again if again.verdict is Verdict.CONTRADICTED else check


# --- what the words leave open ----------------------------------------------------------------------------------------
def doubted(claim: Claim, check: Check, words: Around, pinned: bool, market: Market, checker: Checker) -> Check:
    """A contradiction after second thoughts: as it is, true of what the sentence names, or not checkable."""
    if (reason := other_meaning(claim, words, market, pinned)) is not None:
        return replace(check, verdict=Verdict.NOT_CHECKABLE, reason=reason)
    for name, other in other_times(claim, check, words, pinned):
        again = checker(other, market)
        if again.verdict is not Verdict.SUPPORTED:
            continue
        if name.startswith("for the") and not names_period(name, words) or digits(claim) < FINE:
            reason = f"the text does not say for what period it is; it would be true {name}: {again.formula}"
            return replace(check, verdict=Verdict.NOT_CHECKABLE, reason=reason)
        return replace(again, claim_id=check.claim_id, reason=f"true {name}, which the words around it name")
    return check


def other_meaning(claim: Claim, words: Around, market: Market, pinned: bool) -> str | None:
    """Words near the figure which say that it is of another time, of another thing, or of nothing at all."""
    if GENERIC.search(words.sentence) and claim.metric in CHANGES | {Metric.OFF_HIGH, Metric.OFF_LOW}:
        return "the sentence defines a term; its figure is of no day"
    if claim.metric in CHANGES | LEVELS and (found := EARLIER.search(words.clause)):
        return f"the words before the figure (“{found[0]}”) speak of another time; only they tell which"
    info = market.info(claim.symbol) if claim.symbol else None
    if info is not None and info.kind is Kind.FX and (cross := CROSS.get(info.symbol)) and not pinned:
        beside = cross.search(words.sentence)
        if beside and claim.metric in CHANGES | LEVELS | {Metric.LOWEST_SINCE, Metric.HIGHEST_SINCE}:
            return f"the sentence quotes another pair too (“{beside[0]}”); which one the figure is of is not certain"
    moment = MOMENT.search(words.sentence) or ANOTHER_MOMENT.search(words.sentence)
    if moment and not pinned and claim.metric in CHANGES | LEVELS:
        return f"the sentence speaks of a moment within the day (“{moment[0]}”), which daily bars cannot tell"
    return None


def other_times(claim: Claim, check: Check, words: Around, pinned: bool) -> Iterator[tuple[str, Claim]]:
    """The claim for the other periods that its sentence names, or that nothing excludes, each with its name."""
    if claim.metric not in CHANGES | LEVELS or claim.field in ("high", "low"):
        return
    day = published_day(claim) or check.as_of
    if day is None:
        return
    if is_contract(claim, words):
        yield "on the day, not in the contract's month", replace(claim, period_from=None, period_to=None)
    if claim.metric not in CHANGES:
        return
    if check.as_of is not None and check.as_of < day and STATED.search(words.sentence):
        until = replace(claim, period_from=check.as_of + DAY, period_to=day + DAY, day_stated=False)
        yield f"from the close of {check.as_of} on", until
    one_day = claim.period_to is None or claim.period_from is None or (claim.period_to - claim.period_from) == DAY
    stated = bool(STATED.search(words.sentence)) or pinned
    last = max(day, check.as_of) if check.as_of else day
    for name, start in usual_periods(last).items():
        named = names_period(name, words)
        if (named and STATED.search(words.clause) is None) or (one_day and not stated):
            yield name, replace(claim, period_from=start, period_to=last + DAY, readings=(), day_stated=False)


def is_contract(claim: Claim, words: Around) -> bool:
    """Whether the month of a future's delivery was taken for the claim's period."""
    return bool((claim.symbol or "").endswith("=F") and CONTRACT.search(words.sentence))


def names_period(name: str, words: Around) -> bool:
    """Whether the sentence has the word of a usual period."""
    return any(word in name and pattern.search(words.sentence) for word, pattern in LONGER)


def usual_periods(day: date) -> dict[str, date]:
    """The first days of the periods that market news is about, up to `day`."""
    return {
        "for the week": day - timedelta(days=day.weekday()),
        "for the month": day.replace(day=1),
        "for the quarter": day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1),
        "for the year": day.replace(month=1, day=1),
        "over twelve months": day - timedelta(days=364),
    }


def published_day(claim: Claim) -> date | None:
    """The day of publication, or None."""
    return None if claim.published is None else date.fromisoformat(claim.published[:10])
