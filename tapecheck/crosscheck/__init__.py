"""The cross-checker: a claim and the computed figure side by side, with a verdict.

`check_claims(claims, market)` asks the rules (`registry.py`, one file per family in `rules/`); `find_consistency` needs
no data at all. A check is a value; nothing here raises for a claim that cannot be checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.crosscheck.registry import RULES, RULES_VERSION, Rule, all_rules, apply_rules
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Modality, Published

__all__ = ["RULES", "RULES_VERSION", "Rule", "all_rules", "check_claim", "check_claims"]


def check_claims(
    claims: Sequence[Claim],
    market: Market,
    *,
    published: Published | None = None,
    as_of: date | None = None,
) -> list[Check]:
    """Check every claim that is asserted; forecasts, hypotheticals and denials get no check at all.

    `published` is used for claims that do not carry it; `as_of` overrides it: nothing after that day's close is known.
    """
    asserted = [claim for claim in claims if claim.modality is Modality.ASSERTED]
    return [check_claim(claim, market, published=published, as_of=as_of) for claim in asserted]


def check_claim(
    claim: Claim,
    market: Market,
    *,
    published: Published | None = None,
    as_of: date | None = None,
) -> Check:
    """Check one claim, whatever its modality."""
    return apply_rules(dated(claim, published, as_of), market)


def dated(claim: Claim, published: Published | None, as_of: date | None) -> Claim:
    """The claim with the instant that decides what had closed."""
    if as_of is not None:
        published = Published.parse(f"{as_of.isoformat()}T23:59:59")
        end = claim.period_to
        if end is not None and claim.period_from is not None and end > as_of + timedelta(days=1) > claim.period_from:
            claim = replace(claim, period_to=as_of + timedelta(days=1))
        return replace(claim, published=str(published))
    if claim.published is None and published is not None:
        return replace(claim, published=str(published))
    return claim
