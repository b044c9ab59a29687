"""Numbers of units: "two", "twenty-five", "a couple of", "two and a half"."""

from __future__ import annotations

from tapecheck.nlp.periods.tokens import Tokens

QUANTITY = "(?:aNo?|Ha|[NDn](?:-?N)?(?:&a?[HO])?o?|a)"


def count_of(tokens: Tokens, i: int, j: int) -> float | None:
    """The number in tokens [i, j): "two", "twenty-five", "two and a half", "a couple of"; None for "several"."""
    total: float | None = None
    for k in range(i, j):
        code, value = tokens.codes[k], tokens.values[k]
        if code in "NDn":
            if value is None:
                return None
            total = (total or 0) + value
        elif code == "a" and total is None and tokens.code(k + 1) != "N":
            total = 1
        elif code == "H":
            total = 0.5 if total is None else total + 0.5
            if k == i:
                return 0.5
    return total
