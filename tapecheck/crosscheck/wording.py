"""The words around a claim, and what they say of its time: what a second thought on a contradiction looks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tapecheck.schema import Claim

LEAD = 40  # characters before a claim that belong to its clause
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

# --- words that move a figure away from the day -----------------------------------------------------------------------
MOVED = r"(?:\w+ing|gain|loss|drop|rise|fall|plunge|slump|rally|jump|decline|surge|advance|slide|collapse|rout)\b"
ELSEWHEN = re.compile(  # another day or another length of time
    r"\bwhen (?:it|they|the)\b|\b(?:topping|outstripp\w+|beating|eclips\w+|since (?:losing|gaining|falling|rising))\b|"
    r"\b(?<!more )(?<!less )(?<!greater )(?<!fewer )(?<!higher )(?<!lower )(?<!bigger )than\b|"
    r"\blast (?:hit|reached|fell|rose|closed|traded)\b|\bon average\b|\bon (?:pace|track|course) (?:to|for)\b",
    re.IGNORECASE,
)
NEXT_DAY = re.compile(r"\ba day (?:after|before|earlier)\b|\bthe day before\b", re.IGNORECASE)
BEFOREHAND = re.compile(  # what came before the main verb: "after falling 3%, it ended ..."
    rf"\b(?:after|following|despite) (?:a |an |the |its )?(?:[\w.%]+ ){{0,3}}?{MOVED}", re.IGNORECASE
)
EARLIER = re.compile(  # a moment that is over
    r"\bhad (?:been|\w+e[dn]|lost|gone|hit|shot|swung|sunk|slid)\b|"
    r"\b(?:an?|the|its|their) (?:earlier|initial|previous|prior)\b|\bearlier (?:gain|loss|drop|rise|fall)|"
    r"\b(?:par(?:ed|ing)|trimm(?:ed|ing) (?:an?|some|most|much|early|earlier)|eras(?:ed|ing)|surrender(?:ed|ing)|"
    r"wip(?:ed|ing) out|revers(?:ed|ing)(?! course)|"
    r"recover(?:ed|ing) from|rebound(?:ed|ing) from|bounc(?:ed|ing) (?:back )?from)\b|"
    r"\bat one (?:point|stage)\b|\bearl(?:y|ier) (?:trad|deal|gain|loss|ris|fall)\w*",
    re.IGNORECASE,
)
MAIN = re.compile(r",\s+(?:and |but )?(?:the|its?|[A-Z][\w&.]+)\b")  # a comma, and the subject of the main clause
DONE = re.compile(r"\b(?:clos(?:e[sd]?|ing)|end(?:s|ed|ing)?|settl\w+|finish\w*)\b", re.IGNORECASE)
GENERIC = re.compile(
    r"\b(?:defin\w+|consider\w+|known|called|described|termed|refer\w+ to) (?:as )?(?:when |if )?(?:an? |any )?"
    r"[^.;,]{0,30}\b(?:falls?|drops?|declines?|rises?|gains?|loss|losses)\b|"
    r"^\W*(?:an?|any|such an?) (?:fall|drop|decline|rise|gain|loss) of\b"
    r"[^.;]{0,80}\b(?:is|are|means?|counts?|marks?|would)\b",
    re.IGNORECASE,
)
ANOTHER_MOMENT = re.compile(
    r"\b(?:at|by|around|as of|before|after) \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|GMT|BST|E[SD]?T|CES?T|o'clock)|"
    r"\b\d{4} ?(?:GMT|BST)\b|\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|GMT|BST|E[SD]?T|CES?T)|"
    r"\b(?:(?:mon|tues|wednes|thurs|fri)day|this) (?:morning|afternoon)\b",
    re.IGNORECASE,
)
FROM_EXTREME = re.compile(
    r"^,?\s*(?:(?:increase|gain|rise|rally|jump|advance|climb|surge|drop|fall|decline|loss|slide|slump|plunge) )?"
    r"(?:\(|or (?:about |nearly |roughly )?-?[\d.,]+ ?(?:%|percent|per cent)?,? )?"
    r"(?:from|off|below|above|since|under) "
    r"(?:its|the|their|an?|(?:this |last )?(?!(?:mon|tues|wednes|thurs|fri|yester)day)\w+['\u2019]s) "
    r"[^.;,]{0,40}?\b(?:highs?|lows?|peak|trough|bottom|record)\b",
    re.IGNORECASE,
)
PACE = re.compile(r"\bon (?:pace|track|course) (?:to|for)\b", re.IGNORECASE)
REACHING = re.compile(r"\b(?:after|from|since) (?:hitting|reaching|setting|touching|notching|posting)\b", re.IGNORECASE)
OPENING = re.compile(
    r"\b(?:start|open|began|begun|begin)\w* (?:the )?(?:day|session|higher|lower|up|down)\b|\bin early\b", re.IGNORECASE
)
BOND = re.compile(r"\b(?:notes?|bonds?|treasur(?:y|ies|ys)|gilts?|bunds?|prices?)\b", re.IGNORECASE)
BUSINESS = re.compile(
    r"\b(?:profits?|earnings|revenues?|sales|estimates|inflows?|outflows?|dividends?)\b", re.IGNORECASE
)
SPREAD = re.compile(r"\b(?:spread|ratio|premium|discount|dollar index|differential)\b", re.IGNORECASE)
UNIT = re.compile(r"\bpoints?\b|%|\bper ?cent\b|\$|\bcents?\b", re.IGNORECASE)
STATED = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\byesterday\b|\bon the day\b|"
    r"\bfor the (?:day|session)\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b",
    re.IGNORECASE,
)
NAMED_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b",
    re.IGNORECASE,
)
ON_WEEKDAY = re.compile(  # the day itself, not "from Monday's close", "since Tuesday", "adding to Friday's gains"
    r"(?<!since )(?<!from )(?<!than )(?<!to )(?<!after )(?<!before )(?<!until )(?<!through )(?<!late )(?<!of )"
    r"\b(Monday|Tuesday|Wednesday|Thursday|Friday)\b(?!['\u2019]s\b(?! (?:session|trading)))"
    r"(?! (?:morning|afternoon|night|evening|through|to)\b)"
)
SINCE = re.compile(r"\bsince\b.*", re.IGNORECASE | re.DOTALL)
SEASON = re.compile(
    r"\b(?:worst|best|strongest|weakest|biggest|largest) (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|first|second|third|fourth)\b",
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
TO_DAY = re.compile(  # a day that a move is counted from, not the day of the move
    r"[\s,]*\b(?:from|since|above|below|(?<!more )(?<!less )than|adding to|extending|building on)\b[^.;,]{0,24}?"
    r"\b(?:(?:mon|tues|wednes|thurs|fri)day|yesterday|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)
LONGER = {
    "for the week": re.compile(r"\bweek(?:ly)?\b", re.IGNORECASE),
    "for the month": re.compile(r"\bmonth(?:ly|-to-date)?\b", re.IGNORECASE),
    "for the quarter": re.compile(r"\bquarter(?:ly)?\b|\bthree months\b", re.IGNORECASE),
    "for the year": re.compile(r"\byear(?:-to-date)?\b|\b20\d\d\b|\b19\d\d\b|\bannual\b|\bYTD\b", re.IGNORECASE),
    "over twelve months": re.compile(
        r"\b(?:52 weeks|12 months|twelve months|a year) (?:ago|earlier)\b|\b(?:over|in) (?:the (?:past|last)|a) year\b",
        re.IGNORECASE,
    ),
}
END = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[A-Z“\"‘$€£])|\n+")
PARAGRAPH = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a claim: its clause (with a few words before), what follows, its sentence, its paragraph."""

    clause: str
    tail: str
    sentence: str
    start: int
    end: int
    paragraph: tuple[int, int]
    before: str = ""  # the sentences of the paragraph that come before


def around(claim: Claim, text: str) -> Around:
    """The claim's surroundings in the article's text; its own words where the text is not at hand."""
    if text[claim.start : claim.end] != claim.text:
        return Around(claim.text, "", claim.text, claim.start, claim.end, (claim.start, claim.end))
    start, end = stretch(END, text, claim.start, claim.end)
    lead = text[max(start, claim.start - LEAD) : claim.start]
    if claim.start - LEAD > start:  # begin with a whole word, and not within "more than"
        lead = re.sub(r"^\S*\s*(?:than\s)?", "", lead)
    tail = text[claim.end : min(end, claim.end + 2 * LEAD)]
    paragraph = stretch(PARAGRAPH, text, claim.start, claim.end)
    before = text[paragraph[0] : start]
    return Around(lead + claim.text, tail, text[start:end], start, end, paragraph, before)


def stretch(border: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between the borders before and after a passage."""
    low = max((m.end() for m in border.finditer(text, 0, start + 1) if m.end() <= start), default=0)
    high = border.search(text, end)
    return low, high.start() if high else len(text)


def names_weekday(claim: Claim, text: str, day: date | None) -> bool:
    """Whether the claim's sentence says outright that it tells of `day`, by its weekday and by no other one."""
    named = set(ON_WEEKDAY.findall(SINCE.sub("", around(claim, text).sentence)))
    return day is not None and named == {f"{day:%A}"}


def figure_in(claim: Claim, words: Around) -> int:
    """Where the claim's figure begins in its clause; the clause's end where it has none."""
    if claim.quantity is None:
        return len(words.clause)
    return len(words.clause) - len(claim.text) + claim.quantity.start - claim.start


def other_time(claim: Claim, words: Around) -> str | None:
    """The words of the clause which say that the figure is of another day ("when it rose 7%"), or None."""
    at = figure_in(claim, words)
    if (found := ELSEWHEN.search(words.clause)) is not None:
        return found[0]
    found = NEXT_DAY.search(words.clause)
    if found is None or (found.end() <= at and is_over(words.clause[found.end() : at])):
        return None
    return found[0]


def other_moment(claim: Claim, words: Around) -> str | None:
    """The words of the clause which say that the figure was over when the rest happened, or None.

    A closing verb or the main clause between those words and the figure ends their reach: "before paring losses to
    close down 558 points", "after falling 3%, the index rose 1%".
    """
    at = figure_in(claim, words)
    for found in (*BEFOREHAND.finditer(words.clause, 0, at), *EARLIER.finditer(words.clause)):
        between = words.clause[found.end() : at] if found.end() <= at else ""
        if not DONE.search(between) and not (BEFOREHAND.match(found[0]) and MAIN.search(between)):
            return found[0]
    return None


def is_over(between: str) -> bool:
    """Whether the words between a time and a figure begin another clause."""
    return bool(DONE.search(between) or "," in between)


def names_period(name: str, words: Around) -> bool:
    """Whether the sentence has the word of a usual period (a key of LONGER)."""
    return LONGER[name].search(words.sentence) is not None


def usual_periods(day: date) -> dict[str, date]:
    """The first days of the periods that market news is about (the keys of LONGER), up to `day`."""
    return {
        "for the week": day - timedelta(days=day.weekday()),
        "for the month": day.replace(day=1),
        "for the quarter": day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1),
        "for the year": day.replace(month=1, day=1),
        "over twelve months": day - timedelta(days=364),
    }
