"""The currency table: codes, names and signs from babel's English data, with the lexicon's market usage on top."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tapecheck.nlp.figures.lexicon import WORD, Phrase, keyed, lexicon, listed


@dataclass(frozen=True)
class CurrencyTable:
    """What names a currency. Values of `names` are (ISO code, power of ten): cents are ("USD", -2)."""

    codes: frozenset[str]
    doubtful: frozenset[str]
    names: Mapping[str, list[tuple[Phrase, tuple[str, int]]]]
    symbols: Mapping[str, str]
    prefixed: Mapping[str, str]
    before: Mapping[str, tuple[str, int]]

    def code(self, raw: str) -> str | None:
        """The currency that a token written like this names as a code, or None."""
        if raw in self.codes:
            return raw
        upper = raw.upper()
        return {"RMB": "CNY"}.get(upper, upper) if raw.islower() and raw in listed("currencies.codes.small") else None


@functools.cache
def currency_table() -> CurrencyTable:
    """The table, made once from babel (CLDR) and the lexicon."""
    from babel import Locale
    from babel.core import get_global

    raw = lexicon().currencies
    english = Locale("en")
    used = [entry for entries in get_global("territory_currencies").values() for entry in entries]
    current = {str(code) for code, _, until, *_ in used if until is None}
    codes = {str(code) for code in english.currencies} - listed("currencies.codes.not_money")
    names = currency_names(codes, current)
    codes |= listed("currencies.codes.crypto")
    names |= {phrase(text): (code, 0) for text, code in raw["words"].items()}
    names |= {phrase(text): (code, power) for text, (code, power) in raw["minor"].items()}
    signs = [(code, sign) for code, sign in english.currency_symbols.items() if len(sign) > 1 and sign not in codes]
    symbols = {sign: code for code, sign in english.currency_symbols.items() if len(sign) == 1 and not sign.isalnum()}
    return CurrencyTable(
        codes=frozenset(codes),
        doubtful=frozenset(raw["codes"]["doubtful"]),
        names=keyed(names.items(), 0),
        symbols={**symbols, **raw["symbols"]},
        prefixed={**{sign.lower(): code for code, sign in signs if not sign[-1].isalpha()}, **raw["prefixed"]},
        before={
            **prefixes(raw, codes),
            **{sign.lower().rstrip("."): (code, 0) for code, sign in signs if sign[1].isalpha()},
        },
    )


def prefixes(raw: Mapping[str, Any], codes: set[str]) -> dict[str, tuple[str, int]]:
    """Words that stand before an amount, in small letters: codes, and codes with a scale ("MUSD", "USDm")."""
    table: dict[str, tuple[str, int]] = {word: (code, 0) for word, code in raw["before"].items()}
    table["sen"] = ("MYR", -2)
    for small in raw["codes"]["small"]:
        code = {"RMB": "CNY"}.get(small.upper(), small.upper())
        table |= {
            f"m{small}": (code, 6),
            f"{small}m": (code, 6),
            f"{small}bn": (code, 9),
            f"{small}k": (code, 3),
            f"bn{small}": (code, 9),
        }
        table[small] = (code, 0)
    return {**table, **{code.lower(): (code, 0) for code in codes if code.lower() not in table}}


def phrase(text: str) -> Phrase:
    """The tokens of a name, in small letters."""
    return tuple(WORD.findall(text.lower()))


def currency_names(codes: set[str], current: set[str]) -> dict[Phrase, tuple[str, int]]:
    """Full names ("swiss francs"), and last words that one currency alone has ("zlotys"); current ones win."""
    full: dict[Phrase, str] = {}
    last: dict[str, set[str]] = {}
    for code in sorted(codes, key=lambda code: (code in current, code)):  # current ones overwrite
        for text in spelled(code):
            words = phrase(text)
            full[words] = code
            last.setdefault(words[-1], set()).add(code)
    common = listed("currencies.codes.common_words")
    alone: dict[Phrase, str] = {}
    for word, found in last.items():
        one = found if len(found) == 1 else found & current  # "zloty" is today's, not that of before 1995
        if len(one) == 1 and word not in common:
            alone[(word,)] = min(one)
    return {words: (code, 0) for words, code in {**alone, **full}.items() if len(words) > 1 or words[0] not in common}


def spelled(code: str) -> list[str]:
    """The English spellings of one currency, singular and plural; none where a bracket tells it from another."""
    from babel.numbers import get_currency_name

    names = [get_currency_name(code, count=count, locale="en") for count in (None, 1, 2)]
    return [name for name in names if "(" not in name]
