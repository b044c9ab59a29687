"""Figures of a moment within the day, which daily bars cannot tell, and figures that state nothing of any day.

Of a moment: what was given back before the close ("surrendered a 400-point gain", "trimming an earlier 9% drop"), what
had been before another event ("had been down 0.7% before bouncing back"), what was pared afterwards ("fell 5% and then
pared its loss"). Of no day: definitions ("a fall of 20% is called a bear market") and thresholds ("without a 2% drop").
"""

from __future__ import annotations

import re

from tapecheck.nlp.claims.clauses import clause_start
from tapecheck.nlp.claims.levels import opened
from tapecheck.nlp.claims.scene import CHANGES, Draft, Scene
from tapecheck.schema import Label, Metric

RETRACED = (
    r"(?:par|trimm|eras|revers|surrender|recover|bounc|rebound|claw|giv|gave|turn|clos|end|finish|settl|recoup|"
    r"cut|eas|retreat|fall|fad|climb|ris|sink|slid|slip|swing|narrow|halv|regain|rall|pull|edg|com|mov|stag)"
)
GIVEN_BACK = re.compile(
    r"\b(?:eras(?:e[sd]?|ing)|revers(?:e[sd]?|ing)|surrender(?:s|ed|ing)?|g[ai]v(?:e|es|ing)\s+(?:up|back)|"
    r"given\s+(?:up|back)|wip(?:e[sd]?|ing)\s+(?:out|away)|trim(?:s|med|ming)?|par(?:e[sd]?|ing)|recover(?:ed|ing)?\s+from|"
    r"overc(?:ame|oming)|rebound(?:ed|ing)\s+from|bounc(?:ed|ing)\s+back\s+from|shook\s+off|shak(?:es|ing)\s+off|"
    r"shrugg(?:ed|ing)\s+off|claw(?:ed|ing)\s+back(?:\s+from)?|cut(?:ting)?|halv(?:ed|ing)|squander(?:ed|ing)|"
    r"swinging\s+from|swung\s+from|turn(?:ed|ing)\s+around)\s+"
    r"(?:(?:all|most|part|some|much|half)\s+(?:of\s+)?)?(?:an?|its|the|their|and\s+reversing)?\s*"
    r"(?:\w+[-\s]){0,3}?$",
    re.IGNORECASE,
)
NOUN = re.compile(
    r"[\s-]*(?:\w+[\s-]){0,2}?(?:gains?|loss(?:es)?|advance|declines?|drops?|falls?|surge|jump|rall(?:y|ies)|slide|slump|"
    r"plunge|climb|rise|tumble|dip|selloff|sell-off|rout|lead)\b",
    re.IGNORECASE,
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
    r"[^.;:\d]{0,40}?,?\s*(?:and|but)\s+(?:(?:then|later|soon|quickly|subsequently)\s+)?"
    r"(?:pared|trimmed|erased|reversed|recouped|clawed|retraced)\b",
    re.IGNORECASE,
)
EARLY = re.compile(
    r"[^.;:,]{0,30}?\bafter\s+the\s+(?:stock\s+|bond\s+)?market\s+(?:had\s+)?closed\b|"
    r"[^.;:,]{0,20}?\bin\s+the\s+(?:early\s+)?(?:asian?|asia[\s-]pacific|european|london)\s+session\b|"
    r"[^.;:,]{0,30}?,?\s*(?:in|during)\s+(?:the\s+)?(?:early|morning|afternoon|midday|late-morning|pre-?market|after-?hours|"
    r"first\s+(?:few\s+)?(?:minutes|hour|half-hour)|opening\s+minutes)\b|[^.;:,]{0,12}\b(?:in|within)\s+(?:just\s+)?"
    r"(?:an?\s+(?:half[\s-]hour|matter\s+of\s+minutes|hour|few\s+minutes)|half\s+an\s+hour|\w+\s+minutes|minutes)\b|"
    r"[^.;:]{0,25}\b(?:half\s+(?:an?\s+)?hour|hour|hours|"
    r"minutes)\s+(?:before|after|into|of)\b|[^.;:,]{0,24}\bearlier\s+(?:in\s+the\s+(?:day|session)|on\s+(?:mon|tues|wednes|thurs|fri)day|today)\b",
    re.IGNORECASE,
)
DEFINED = re.compile(
    r"\b(?:is|are|was|being)\s+(?:\w+ly\s+|what\s+\w+\s+)?(?:considered|called|defined|known|regarded|termed|viewed|dubbed)\b|"
    r"\b(?:would|will)\s+(?:be\s+considered|constitute|qualify)|\bmeets?\s+the\s+\w*\s*definition|\bthreshold\b|"
    r"\b(?:commonly|typically|generally|technically|usually)\s+(?:considered|defined|called|known)",
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
    r"\b(?:on\s+average|historically|typically|usually|tends?\s+to|tended\s+to|(?:an?|the|its)\s+(?:median|mean)|an?\s+average\s+(?:annual|monthly|weekly|daily|of)|"
    r"average\s+(?:annual|monthly)|averaged|averaging|averages\s+(?:an?|about|around|\d))\b[^;:.]*$",
    re.IGNORECASE,
)
PART_OF = re.compile(  # what a part of an index takes from it
    r"\b(?:factors?|dividends?|majors|miners|sector|stocks?|shares|heavyweights?|lenders|banks|constituents?)\b[^,;.]*"
    r"\b(?:knock|shav|tak|took|wip|lop|cut|trim|add|slic|subtract|contribut)\w*\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
TAKEN_OFF = re.compile(r"\s*(?:points?\s+)?(?:off|from|to)\s+(?:the\s+|its\s+)?\w", re.IGNORECASE)
DRAGGED = re.compile(
    r"\b(?:causing|caused|dragging|dragged|leading|led)\s+the\s+[\w\s&]{2,30}?\s+(?:to\s+\w+|down)\s+(?:\w+\s+)?$"
)
HEAD = re.compile(
    r"[\s\"“‘']*(?:earlier(?:\s+in\s+the\s+(?:session|day)|\s+on\s+\w+day)?,|at\s+one\s+(?:point|stage)|shortly\s+after|minutes\s+after|"
    r"in\s+(?:early|morning|midday|afternoon)\s+trad\w+|during\s+the\s+session|"
    r"in\s+the\s+(?:early\s+)?(?:asian?|asia[\s-]pacific|european|london)\s+session|"
    r"at\s+(?:its\s+|the\s+)?(?:intraday|session|day['’]s)\s+(?:highs?|lows?|peak|worst|best))",
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
    if re.match(r"\s+of\s+the\s+time\b", after):
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
    if NOUN.match(after) and (GIVEN_BACK.search(before) or EARLIER.search(before)):
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
