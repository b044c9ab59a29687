"""Words that show a figure to be of another kind than it was read for.

Of a moment, not of the close; a level that is no close ("its 52-week high stood at 18,785"); a move that was read as a
level or the other way about; an instrument in another currency than its series.
"""

from __future__ import annotations

import re
from datetime import timedelta

from tapecheck.schema import Claim, Metric

DAY = timedelta(days=1)
CHANGES = frozenset({Metric.PERCENT_CHANGE, Metric.POINT_CHANGE, Metric.YIELD_CHANGE})
LEVELS = frozenset({Metric.CLOSE, Metric.LEVEL, Metric.YIELD_LEVEL, Metric.OPEN})
WITHIN = frozenset({Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW})

# a market at the moment of writing, whatever day the sentence counts from
NOW = re.compile(
    r"\b(?:is|are) (?:now |currently |still |already )?(?:down|up|off|lower|higher|trading|changing hands)\b|"
    r"\bcurrently\b|\bat (?:current|present) (?:levels?|prices?)\b|"
    r"\bjust (?:hit|touched|crossed|topped|fell|dropped|broke)\b|"
    r"\bhas(?: now| just)? (?:dropped|fallen|risen|gained|lost|jumped|climbed|slumped|plunged|surged|slid|tumbled)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(  # a moment that the sentence before has set
    r"\b(?:by|at|as of) (?:the (?:moment|time) of |this )(?:writing|publication|going to press)\b|"
    r"\b(?:in (?:the )?)?pre-?market\b|"
    r"\b(?:at|by|around|as of) \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|GMT|BST|E[SD]?T|CES?T|o'clock)|"
    r"\b(?:at|by|around|as of) \d{4} ?(?:GMT|BST|E[SD]?T|CES?T)",
    re.IGNORECASE,
)
BASE = re.compile(
    r"\b(?:previous|prior|last|earlier|(?:yester|mon|tues|wednes|thurs|fri)day['\u2019]s) close\b", re.IGNORECASE
)
INTRADAY = re.compile(r"^[^.;:]{0,30}?\b(?:an?|its|the|their) (?:[\w-]+ ){0,2}?intraday \w+", re.IGNORECASE)
NO_CLOSE = re.compile(  # a level of a day that is not told
    r"\b(?:52-week|12-month|one-year|record|all-time|annual|yearly|lifetime) (?:closing |intraday )?(?:high|low|peak) "
    r"(?:stood|stands|is|was|remains|lies) (?:at |around )?(?:about )?\$?$|"
    r"\b(?:stopped|rejected|capped|resisted|turned away|support|resistance) (?:at|around|near) (?:about )?\$?$|"
    r"\b(?:year|month|quarter|week|decade)(?: that| which)? (?:opened|began|started) (?:at )?$",
    re.IGNORECASE,
)
ADVANCED = re.compile(  # a change that was read as a level
    r"\b(?:advanc|gain|add|ris|rose|climb|los|shed|drop|fall|fell|declin|surg|jump|plung|soar|tumbl)\w* "
    r"(?:(?:just|nearly|almost|about|some|more than|less than|shy of|over|roughly|close to|another|an additional) )*$",
    re.IGNORECASE,
)
CROSSED = re.compile(
    r"\b(?:br(?:eak|oke)|cross|top|pass|clear|surpass|pierc|breach|smash|burst|eclips)\w*(?: \w+){0,2} \$?$",
    re.IGNORECASE,
)
REACHED = re.compile(r"\b(?:clos|end|finish|settl)\w*\b[^;]*\breach\w* (?:to |at )?\$?$", re.IGNORECASE)
IN_MONEY = re.compile(
    r"\b(?:against|versus) (?:the )?(?:pound|sterling|euro|yen|rupee|rand|aussie|Australian dollar)\b|"
    r"\b(?:in|by) (?:sterling|euro|yen|rupee|rand)(?: terms)?\b|\b(?:above|below|to|at) £",
    re.IGNORECASE,
)
FIRST_DAYS = re.compile(
    r"\bfirst (?:two|three|four|five|six|seven|ten|\d+) (?:trading )?(?:days|sessions)\b", re.IGNORECASE
)
PRIOR = re.compile(
    r"^[\s-]*(?:\w+ ){0,2}(?:in |during )?the (?:(?:week|month|quarter|year) (?:prior|before|earlier)|"
    r"(?:previous|prior|preceding) (?:week|month|quarter|year))\b",
    re.IGNORECASE,
)
HALF = 0.5  # a change of points by more than this share of the level is of another thing, or a level


def stray(claim: Claim, lead: str, after: str, sentence: str, *, late: bool) -> str | None:
    """Words beside the figure which say that it is no close, or no change of the day that it was checked on, or None.

    Args:
        claim: what was read.
        lead: the words of its sentence before the figure.
        after: those that follow it.
        sentence: all of them.
        late: whether the claim was checked on one of the last days before publication.
    """
    if claim.metric in LEVELS | WITHIN and (found := NO_CLOSE.search(lead)):
        return f"the words before the figure (\u201c{found[0].strip()}\u201d) do not tell of what day it is"
    if claim.metric in LEVELS and claim.unit != "percent" and ADVANCED.search(lead):
        return "the words tell of a move, and the figure was read as a level"
    if claim.metric in CHANGES and (found := FIRST_DAYS.search(sentence)) and not is_day(claim):
        return f"\u201c{found[0]}\u201d may be of trading or of the calendar"
    if claim.metric in CHANGES and late and (found := PRIOR.match(after)):
        return f"the figure is of {found[0].strip(' -')}, which was not read"
    return None


def is_day(claim: Claim) -> bool:
    """Whether the claim is about one day."""
    return claim.period_to is None or claim.period_from is None or claim.period_to - claim.period_from <= DAY
