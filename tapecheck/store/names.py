"""Names as filters compare them, and the symbol that a person meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence


def fold(text: str) -> str:
    """A name without accents and case.

    >>> fold("Nestlé")
    'nestle'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def like(text: str) -> str:
    """The text as a pattern of LIKE that means itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def same_symbols(wanted: str, known: Sequence[str]) -> list[str]:
    """The symbols of `known` with the same letters and digits.

    >>> same_symbols("rut", ["NVDA", "^RUT"])
    ['^RUT']
    """
    bare = _bare(wanted)
    return [symbol for symbol in known if _bare(symbol) == bare]


def near_symbols(wanted: str, known: Sequence[str]) -> list[str]:
    """The symbols of `known` that are spelt most like it, three at most.

    >>> near_symbols("NVDIA", ["NVDA", "^RUT"])
    ['NVDA']
    """
    by_bare = {_bare(symbol): symbol for symbol in known}
    return [by_bare[near] for near in difflib.get_close_matches(_bare(wanted), by_bare, n=3, cutoff=0.6)]


def _bare(symbol: str) -> str:
    """The letters and digits of a symbol, without what a vendor puts around them ("EURUSD=X", "BTC-USD", "^RUT")."""
    core = symbol.upper().removesuffix("=X").removesuffix("=F").removesuffix("-USD")
    return "".join(char for char in core if char.isalnum())
