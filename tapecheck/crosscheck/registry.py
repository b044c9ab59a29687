"""The rules by name, and how one is found for a claim.

A rule is a plain function `check(claim, market) -> Check | None`; None says that the claim is not its own. Rules of the
entry-point group `tapecheck.rules` are asked before ours, so that a user's own rule can win:

    [project.entry-points."tapecheck.rules"]
    "house-style.v1" = "newsroom.rules:check_house_style"
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from tapecheck.crosscheck.outcome import decline
from tapecheck.crosscheck.rules import (
    averages,
    breadth,
    changes,
    drawdowns,
    economy,
    extremes,
    facts,
    firsts,
    levels,
    market_value,
    moves,
    ranks,
    relative,
    streaks,
    technical,
)
from tapecheck.errors import MarketError, NoHistory, UsageError
from tapecheck.measures.series import Undecidable
from tapecheck.reference.market import Market
from tapecheck.reference.reasons import SETTLED
from tapecheck.schema import Check, Claim, Metric, changed

RuleFunction = Callable[[Claim, Market], Check | None]
GROUP = "tapecheck.rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named, versioned rule, and the metrics it is for (none: it is asked about every claim)."""

    name: str
    check: RuleFunction
    metrics: frozenset[Metric] = frozenset()

    def takes(self, claim: Claim) -> bool:
        return not self.metrics or claim.metric in self.metrics


def rule(name: str, check: RuleFunction, *metrics: Metric) -> Rule:
    """A Rule for the metrics."""
    return Rule(name, check, frozenset(metrics))


RULES = (
    rule("percent-change.v1", changes.check, Metric.PERCENT_CHANGE),
    rule("point-change.v1", changes.check, Metric.POINT_CHANGE),
    rule("yield-change.v1", changes.check, Metric.YIELD_CHANGE),
    rule("close.v1", levels.check, Metric.CLOSE),
    rule("open.v1", levels.check, Metric.OPEN),
    rule("intraday-extreme.v1", levels.check, Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW),
    rule("level.v1", levels.check, Metric.LEVEL),
    rule("yield-level.v1", levels.check, Metric.YIELD_LEVEL),
    rule("highest-since.v1", extremes.check, Metric.HIGHEST_SINCE),
    rule("lowest-since.v1", extremes.check, Metric.LOWEST_SINCE),
    rule("largest-move-since.v1", moves.check, Metric.LARGEST_MOVE_SINCE),
    rule("first-since.v1", firsts.check, Metric.FIRST_SINCE),
    rule("streak.v1", streaks.check, Metric.STREAK),
    rule("off-high.v1", drawdowns.check, Metric.OFF_HIGH),
    rule("off-low.v1", drawdowns.check, Metric.OFF_LOW),
    rule("relative-change.v1", relative.check, Metric.RELATIVE_CHANGE),
    rule("breadth.v1", breadth.check, Metric.BREADTH),
    rule("rank.v1", ranks.check_rank, Metric.RANK),
    rule("count.v1", ranks.check_count, Metric.COUNT),
    rule("moving-average.v1", averages.check, Metric.MOVING_AVERAGE),
    rule("market-cap.v1", market_value.check, Metric.MARKET_CAP),
    rule("market-cap-change.v1", market_value.check, Metric.MARKET_CAP_CHANGE),
    rule("share-of-total.v1", market_value.decline_share, Metric.SHARE_OF_TOTAL),
    rule("economic.v1", economy.check, Metric.FUNDAMENTAL),
    rule("fundamental.v1", facts.check, Metric.FUNDAMENTAL),
    rule("fund-flow.v1", facts.check, Metric.FUND_FLOW),
    rule("short-profit.v1", facts.check, Metric.SHORT_PROFIT),
    rule("volume.v1", facts.check, Metric.VOLUME),
    *(rule(f"{metric.replace('_', '-')}.v1", technical.check, metric) for metric in technical.MEASURES),
    rule("other.v1", facts.check, Metric.OTHER),
)


@functools.cache
def plugins() -> tuple[Rule, ...]:
    """Rules that other packages bring, by name. Raises UsageError for one that cannot be loaded."""
    return tuple(Rule(point.name, _load(point)) for point in sorted(entry_points(group=GROUP), key=lambda p: p.name))


def _load(point: EntryPoint) -> RuleFunction:
    try:
        loaded: RuleFunction = point.load()
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        message = f"the rule {point.name} ({point.value}) cannot be loaded ({type(error).__name__}: {said})"
        raise UsageError(f"{message}; mend or uninstall its package") from error
    return loaded


def all_rules() -> tuple[Rule, ...]:
    """Every rule in the order in which they are asked."""
    return (*plugins(), *RULES)


def version_of(names: Iterable[str]) -> str:
    """One short string that changes with any rule's name or version."""
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:12]


def apply_rules(claim: Claim, market: Market, rules: Iterable[Rule] | None = None) -> Check:
    """The first rule's answer; what it cannot decide or a provider cannot deliver is not checkable, with the cause."""
    settled = decline(claim, claim.reason, code=SETTLED[claim.reason]) if claim.reason in SETTLED else None
    for each in all_rules() if rules is None else rules:
        if settled is not None and each.takes(claim):
            return changed(settled, rule=each.name)
        if not each.takes(claim):
            continue
        try:
            check = each.check(claim, market)
        except Undecidable as undecided:
            check = decline(claim, str(undecided), **undecided.found)
        except NoHistory as error:
            check = decline(
                claim, f"the series at hand does not reach the days that are meant: {error}", code="series-short"
            )
        except MarketError as error:
            check = decline(claim, f"market data failed: {error}", code="market-failed")
        except Exception as error:  # noqa: BLE001 - a rule that nobody foresaw costs its claim, not the article
            said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            check = decline(claim, f"the rule failed on this claim ({said}); please report it", code="rule-failed")
        if check is not None:
            return changed(check, rule=each.name)
    return decline(claim, f"no rule is registered for {claim.metric}", code="no-rule")
