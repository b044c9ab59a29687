"""Another source of the same yield, where it makes the claim true."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.schema import Check, Metric, Verdict

SIBLINGS = {"^TNX": ("DGS10",), "DGS10": ("^TNX",), "^FVX": ("DGS5",), "DGS5": ("^FVX",), "^TYX": ("DGS30",)}


def hear(hearing: Hearing) -> Check | None:
    """Softened where the sibling agrees."""
    if hearing.claim.metric not in (Metric.YIELD_LEVEL, Metric.YIELD_CHANGE):
        return None
    for symbol in SIBLINGS.get(hearing.claim.symbol or "", ()):
        if hearing.market.info(symbol) is None:
            continue
        other = hearing.again(symbol=symbol)
        if other.verdict is Verdict.SUPPORTED:
            return hearing.soften("other-source", f"{symbol}: {other.formula}", other)
    return None
