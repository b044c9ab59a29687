"""A share that was split: off by the ratio of one, no figure is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.verdicts import judge
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Check, Metric, Verdict

RATIOS = (2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50)
FAR = 30  # percent: a smaller move is no split's


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the figure holds once the series is scaled by a ratio of splits."""
    info, claimed, value = hearing.info, hearing.claimed, hearing.computed
    if hearing.solver.has_partner(hearing.case) and info is not None and hearing.market.splits(info.symbol):
        return None
    if info is None or claimed is None or value is None or info.kind not in (Kind.STOCK, Kind.ETF):
        return None
    if claimed.low is None or claimed.high is None:
        return None
    scales = [float(ratio) for ratio in RATIOS] + [1 / ratio for ratio in RATIOS]
    if hearing.claim.metric in LEVELS:
        found = [scale for scale in scales if judge(value * scale, claimed).verdict is Verdict.SUPPORTED]
    elif hearing.claim.metric is Metric.PERCENT_CHANGE and abs(value) > FAR:
        ratio = value if hearing.claim.unit == "x" else 1 + value / 100
        moved = {scale: ratio * scale if hearing.claim.unit == "x" else 100 * (ratio * scale - 1) for scale in scales}
        found = [s for s, each in moved.items() if judge(each, claimed, change=True).verdict is Verdict.SUPPORTED]
    else:
        return None
    if not found:
        return None
    known = next((each for each in hearing.market.splits(info.symbol) if is_one_of(each.ratio, found)), None)
    if known is not None:  # it is at hand, and is not asked for again
        return hearing.withdraw("split-basis", f"{info.symbol}: {known.ratio:g} for 1 on {known.day}")
    return hearing.withdraw("split", info.symbol)


def is_one_of(ratio: float, scales: Sequence[float]) -> bool:
    """Whether a split's ratio is one of the scales, either way round."""
    return any(math.isclose(scale, each, rel_tol=1e-6) for scale in scales for each in (ratio, 1 / ratio))
