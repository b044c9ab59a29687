"""The cross-checker: a claim and the computed figure side by side, with a verdict.

`check_claims(claims, market)` tells the whole story (`verdict.py`); `find_consistency` does the arithmetic inside an
article and needs no data. A check is a value: nothing here raises for a claim that cannot be checked.
"""

from tapecheck.crosscheck.certainty import THRESHOLD
from tapecheck.crosscheck.consistency import find_consistency
from tapecheck.crosscheck.registry import RULES, Rule, all_rules, apply_rules
from tapecheck.crosscheck.replay import Replay, replay
from tapecheck.crosscheck.verdict import RULES_VERSION, check_claim, check_claims, check_document

__all__ = [
    "RULES",
    "RULES_VERSION",
    "THRESHOLD",
    "Replay",
    "Rule",
    "all_rules",
    "apply_rules",
    "check_claim",
    "check_claims",
    "check_document",
    "find_consistency",
    "replay",
]
