"""A verdict that can be computed again, and told in words.

Every check names its rule with a version and the hash of the rows it used. `replay` computes it once more, from the
snapshot that was stored and from what is at hand now, and says whether the data or the rule have changed since.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapecheck.crosscheck.flags import withdraw
from tapecheck.crosscheck.registry import all_rules
from tapecheck.crosscheck.verdict import check_document
from tapecheck.errors import MarketError
from tapecheck.measures.series import RedirectedMarket
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Document, Provenance


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of a check.

    `then` is the check as stored, `again` the same computed from its snapshot (None where that is gone), `now` from the
    data at hand. `data_changed` is None where the check used no rows that carry a hash.
    """

    then: Check
    again: Check | None
    now: Check
    data_changed: bool | None
    rule_changed: bool
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the verdict and the figure are the same now."""
        return self.then.verdict is self.now.verdict and same_figure(self.then.computed, self.now.computed)

    def __str__(self) -> str:
        head = (
            "The verdict holds" if self.holds else f"The verdict was {self.then.verdict} and is {self.now.verdict} now"
        )
        return "; ".join([head, *self.notes]) + "."


def replay(check: Check, document: Document, market: Market) -> Replay:
    """Compute a stored check once more, with all claims of its document, as it was computed then."""
    now = check_again(check, document, market)
    snapshots = [each for each in check.series if each.snapshot is not None]
    again = recompute(check, document, market) if snapshots else None
    rule_changed = (check.rule, check.decided) != (now.rule, now.decided)
    data_changed = hashes_differ(check.series, now.series)
    notes = [rule_note(check, now), data_note(check, now, data_changed)]
    if again is not None:
        same = again.verdict is check.verdict and same_figure(again.computed, check.computed)
        notes.append("the stored snapshot gives the same" if same else f"the stored snapshot gives {again.verdict} now")
    return Replay(check, again, now, data_changed, rule_changed, tuple(notes))


def check_again(check: Check, document: Document, market: Market) -> Check:
    """The check of the same claim, by the story of `verdict.py`."""
    checks = withdraw(check_document(document, market), document.claims, document.flags)
    return next(each for each in checks if each.claim_id == check.claim_id)


def recompute(check: Check, document: Document, market: Market) -> Check | None:
    """The check from its own snapshot; None where no provider has that any more."""
    routes = {each.symbol: (each.provider, each.snapshot) for each in check.series if each.snapshot is not None}
    snapshot = RedirectedMarket(market, routes)
    try:
        for each in check.series:
            snapshot.history(each.symbol, each.first, None, field=each.field)
    except MarketError:
        return None
    return check_again(check, document, snapshot)


def hashes_differ(then: tuple[Provenance, ...], now: tuple[Provenance, ...]) -> bool | None:
    """Whether the rows differ; None where one side has none."""
    before = {each.symbol: each.sha256 for each in then if each.sha256}
    after = {each.symbol: each.sha256 for each in now if each.sha256}
    return None if not before or not after else before != after


def rule_note(then: Check, now: Check) -> str:
    """What became of the rule."""
    if then.rule == now.rule:
        return f"the rule is the same ({now.rule})"
    if then.rule not in {each.name for each in all_rules()}:
        return f"the rule {then.rule} is gone; {now.rule} answers now"
    return f"another rule answers: {now.rule} instead of {then.rule}"


def data_note(then: Check, now: Check, changed: bool | None) -> str:
    """What became of the data."""
    if changed is None:
        return "no rows to compare"
    if not changed:
        return "the data are the same"
    before = {each.symbol: each for each in then.series}
    changes = [
        f"{each.symbol} (fetched {each.fetched_at or 'now'} from {each.provider}, "
        f"before {before[each.symbol].fetched_at or 'unknown'} from {before[each.symbol].provider})"
        for each in now.series
        if each.symbol in before and before[each.symbol].sha256 != each.sha256
    ]
    return "the data have changed: " + ("; ".join(changes) or "other series are used")


def same_figure(one: float | str | None, other: float | str | None) -> bool:
    """Whether two computed figures are equal but for the dust of floats."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-6 * max(1.0, abs(one))
    return one == other
