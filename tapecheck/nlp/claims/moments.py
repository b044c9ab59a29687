"""Figures of a moment within the day, which daily bars cannot tell, and figures that state nothing of any day.

Of a moment: what was given back before the close ("surrendered a 400-point gain", "trimming an earlier 9% drop"), what
had been before another event ("had been down 0.7% before bouncing back"), what was pared afterwards ("fell 5% and then
pared its loss"). Of no day: definitions ("a fall of 20% is called a bear market") and thresholds ("without a 2% drop").
"""

from __future__ import annotations

import re

from tapecheck.nlp.claims.clauses import NOUN_OF_IT, clause_start
from tapecheck.nlp.claims.levels import opened
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Label, Metric

RETRACED = (
    r"(?:par|trimm|eras|revers|surrender|recover|bounc|rebound|claw|giv|gave|turn|clos|end|finish|settl|recoup|"
    r"cut|eas|retreat|fall|fad|climb|ris|sink|slid|slip|swing|narrow|halv|regain|rall|pull|edg|com|mov|stag)"
)
EARLIER = re.compile(
    r"\b(?:an?\s+|its\s+|the\s+)?(?:earlier|initial|morning|early|intraday|session|afternoon|opening|premarket)\s*$",
    re.IGNORECASE,
)
PERFECT = re.compile(
    r"\bhad\s+(?:already\s+|briefly\s+|earlier\s+|initially\s+)?(?:been\s+(?:down|up|off|higher|lower|trading)|"
    r"(?:fallen|risen|dropped|gained|climbed|jumped|slumped|slid|lost|tumbled|plunged|surged|soared|sunk|rallied|"
    r"declined|advanced|slipped|dipped|shed|added|rebounded))\b[^.;:,\d]*$",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"[^.;:]{{0,60}}?\bbefore\s+(?:\w+ly\s+)?(?:it\s+|they\s+)?{RETRACED}\w*\b", re.IGNORECASE)
THEN = re.compile(
    r"[^.;:\d]{0,40}?,?\s{0,9}(?:and|but)\s{1,9}(?:(?:then|later|soon|quickly|subsequently)\s{1,9})?"
    r"(?:pared|trimmed|erased|reversed|recouped|clawed|retraced)\b",
    re.IGNORECASE,
)
EARLY = re.compile(
    r"[^.;:,]{0,30}?\bafter\s{1,9}the\s{1,9}(?:stock\s{1,9}|bond\s{1,9})?market\s{1,9}(?:had\s{1,9})?closed\b|"
    r"[^.;:,]{0,20}?\bin\s{1,9}the\s{1,9}(?:early\s{1,9})?(?:asian?|asia[\s-]pacific|european|london)\s{1,9}session\b|"
    r"[^.;:,]{0,30}?,?\s{0,9}(?:in|during)\s{1,9}(?:the\s{1,9})?(?:early|morning|afternoon|midday|late-morning|pre-?market|after-?hours|"
    r"first\s{1,9}(?:few\s{1,9})?(?:minutes|hour|half-hour)|opening\s{1,9}minutes)\b|[^.;:,]{0,12}\b(?:in|within)\s{1,9}(?:just\s{1,9})?"
    r"(?:an?\s{1,9}(?:half[\s-]hour|matter\s{1,9}of\s{1,9}minutes|hour|few\s{1,9}minutes)|half\s{1,9}an\s{1,9}hour|\w+\s{1,9}minutes|minutes)\b|"
    r"[^.;:]{0,25}\b(?:half\s{1,9}(?:an?\s{1,9})?hour|hour|hours|"
    r"minutes)\s{1,9}(?:before|after|into|of)\b|[^.;:,]{0,24}\bearlier\s{1,9}(?:in\s{1,9}the\s{1,9}(?:day|session)|on\s{1,9}(?:mon|tues|wednes|thurs|fri)day|today)\b",
    re.IGNORECASE,
)
DEFINED = re.compile(
    r"\b(?:is|are|was|being)\s{1,9}(?:\w+ly\s{1,9}|what\s{1,9}\w+\s{1,9})?(?:considered|called|defined|known|regarded|termed|viewed|dubbed)\b|"
    r"\b(?:would|will)\s{1,9}(?:be\s{1,9}considered|constitute|qualify)|\bmeets?\s{1,9}the\s{1,9}\w*\s{0,9}definition|\bthreshold\b|"
    r"\b(?:commonly|typically|generally|technically|usually)\s{1,9}(?:considered|defined|called|known)",
    re.IGNORECASE,
)
DEFINING = re.compile(
    r"\b(?:(?:commonly|typically|generally|technically|usually|often|loosely)\s+)?(?:defined\s+(?:as|by)|meaning|considered(?:\s+to\s+be)?|"
    r"definition\s+of|signif(?:ies|ying)|which\s+means)\s+(?:an?\s+|when\s+)?[^,;.]{0,40}$|"
    r"\b(?:correction|bear\s+market|bull\s+market)(?:\s+territory)?\s*(?:,|\(|—|–|-|,\s+or)\s*(?:or\s+)?(?:an?|when\s+\w+)\s+[^,;.]{0,40}$",
    re.IGNORECASE,
)
WITHOUT = re.compile(
    r"\b(?:without|since\s+the\s+last|since\s+its\s+last|no)\s+(?:an?\s+|at\s+least\s+an?\s+)?(?:single\s+|daily\s+|one-day\s+)?"
    r"(?:(?:drop|fall|decline|move|loss|gain|close|pullback|rise|swing)s?\s+(?:of\s+)?)?(?:more\s+than\s+|at\s+least\s+|over\s+)?$",
    re.IGNORECASE,
)


GENERIC = re.compile(
    r"\b(?:on\s+average|(?<!which\s)(?:historically|typically|usually|tends?\s+to|tended\s+to)|(?:an?|the|its)\s+(?:median|mean)|an?\s+average\s+(?:annual|monthly|weekly|daily|of)|"
    r"average\s+(?:annual|monthly)|averaged|averaging|averages\s+(?:an?|about|around|\d))\b[^;:.]*$",
    re.IGNORECASE,
)
PART_OF = re.compile(  # what a part of an index takes from it
    r"\b(?:factors?|dividends?|majors|miners|sector|stocks?|shares|heavyweights?|lenders|banks|constituents?)\b[^,;.]*"
    r"\b(?:knock|shav|tak|took|wip|lop|cut|trim|add|slic|subtract|contribut)\w*\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
TAKEN_OFF = re.compile(r"\s{0,9}(?:points?\s{1,9})?(?:off|from|to)\s{1,9}(?:the\s{1,9}|its\s{1,9})?\w", re.IGNORECASE)
DRAGGED = re.compile(
    r"\b(?:causing|caused|dragging|dragged|leading|led)\s{1,9}the\s{1,9}[\w\s&]{2,30}?\s{1,9}(?:to\s{1,9}\w+|down)\s{1,9}(?:\w+\s{1,9})?$"
)
HEAD = re.compile(
    r"[\s\"“‘']{0,9}(?:earlier(?:\s{1,9}in\s{1,9}the\s{1,9}(?:session|day)|\s{1,9}on\s{1,9}\w+day)?,|at\s{1,9}one\s{1,9}(?:point|stage)|shortly\s{1,9}after|minutes\s{1,9}after|"
    r"in\s{1,9}(?:early|morning|midday|afternoon)\s{1,9}trad\w+|during\s{1,9}the\s{1,9}session|"
    r"in\s{1,9}the\s{1,9}(?:early\s{1,9})?(?:asian?|asia[\s-]pacific|european|london)\s{1,9}session|"
    r"at\s{1,9}(?:its\s{1,9}|the\s{1,9})?(?:intraday|session|day['’]s)\s{1,9}(?:highs?|lows?|peak|worst|best))",
    re.IGNORECASE,
)


def states_nothing(scene: Scene, draft: Draft) -> bool:
    """Whether a figure belongs to a definition or a threshold."""
    if draft.figure is None or draft.metric not in (*CHANGES, Metric.OFF_HIGH, Metric.OFF_LOW):
        return False
    if GENERIC.search(scene.text, scene.start, draft.at):
        return True
    before, after = scene.text[scene.start : draft.at], scene.text[draft.figure.end : scene.end]
    if contributes(scene, draft, before, after):
        return True
    if re.match(r"\s{1,9}of\s{1,9}the\s{1,9}time\b", after):
        return True
    generic = re.search(
        r"\b(?:an?|any)\s+(?:\w+\s+){0,2}(?:of\s+)?(?:at\s+least\s+|more\s+than\s+)?$", before, re.IGNORECASE
    )
    if generic and DEFINED.search(after[:90]):
        return True
    return bool(DEFINING.search(before) or WITHOUT.search(before[-60:]))


def contributes(scene: Scene, draft: Draft, before: str, after: str) -> bool:
    """Whether a change is only what one part did to an index: "ex-dividend factors knocked 2 points off the index"."""
    if draft.metric is not Metric.POINT_CHANGE or draft.subject.label is not Label.INDEX:
        return False
    if PART_OF.search(before) and TAKEN_OFF.match(after):
        return True
    spot = scene.index_of(draft.at)
    company = any(t.has("ORG") for t in scene.tokens[clause_start(scene, spot) : spot])
    if (
        company
        and TAKEN_OFF.match(after)
        and any(t.has("ERASEV", "TAKEV") for t in scene.tokens[max(0, spot - 3) : spot])
    ):
        return True
    return any(t.has("ORG") for t in scene.tokens[:spot]) and DRAGGED.search(before) is not None


def of_a_moment(scene: Scene, draft: Draft) -> bool:
    """Whether the words make a change, or a level, one of a moment before the close."""
    figure = draft.figure
    if figure is None or draft.field is not None:
        return False
    if draft.metric in CHANGES and opened(scene, scene.index_of(draft.at)):
        return True  # "opened 0.5% higher", "began the session 100 points lower"
    start = scene.tokens[clause_start(scene, scene.index_of(draft.at))].start
    before, after = scene.text[max(scene.start, draft.at - 90) : draft.at], scene.text[figure.end : scene.end]
    clause = scene.text[min(start, draft.at) : draft.at]
    if NOUN_OF_IT.match(after) and EARLIER.search(before):
        return True
    head = HEAD.match(scene.text, scene.start, scene.end)
    if head is not None and not re.search(
        r";|\bbut\b|\bclos|\bend|\bfinish|\bsettl", scene.text[head.end() : draft.at]
    ):
        return True
    dated = any(start <= p.start <= figure.end + 12 for p in scene.periods)
    if (PERFECT.search(clause) and not dated) or BEFORE.match(after[:110]):
        return True
    return bool(THEN.match(after[:80]) or EARLY.match(after))
