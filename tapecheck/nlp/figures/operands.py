"""One figure with everything that is glued to it: sign, currency, number, scale, unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS, Number, read_number
from tapecheck.nlp.figures.tokens import Tokens

MINUS = frozenset(["-", "−", "–", "minus", "negative"])
OPENING = frozenset(["sub", "plus", "under", "over", "pre", "near", "to"])  # what a hyphen ties to a figure
SIGN_LEADS = frozenset(["was", "were", "is", "are", ":", "(", "by", "at"])
PLUS = frozenset(["+", "plus"])
PERCENT, POINTS, TIMES, MONEY = "percent", "points", "times", "money"
POINTS_OF_PERCENT, BASIS_POINTS = "points_of_percent", "basis_points"


@dataclass(slots=True)
class Operand:
    """A figure from tokens `first` to `last`; `unit` is one of the lexicon's unit names, "money", or "" where bare."""

    first: int
    last: int
    number: Number
    unit: str = ""
    currency: str | None = None
    power: int = 0
    """Power of ten of the unit itself: cents are -2."""
    sign: int = 0
    """+1 or -1 where a sign is printed."""
    behind: bool = False
    """Whether the unit stands behind the number."""

    @property
    def value(self) -> Decimal:
        """The figure in its unit, with a printed minus sign."""
        value = self.number.value.scaleb(self.number.power + self.power)
        return -value if self.sign < 0 else value

    @property
    def ulp(self) -> Decimal:
        """One unit of the last printed digit, in its unit."""
        return self.number.ulp.scaleb(self.number.power + self.power)


def read_operand(tokens: Tokens, i: int) -> Operand | None:
    """The figure that begins at token i, or None."""
    sign, at = read_sign(tokens, i)
    money, at = read_currency(tokens, at)
    if money and not sign:
        sign, at = read_sign(tokens, at)
    number = read_number(tokens, at, money=bool(money))
    if number is None or glued_to_letters(tokens, number, money=bool(money)):
        return None
    operand = Operand(i, number.last, number, sign=sign)
    if money:
        operand.unit, operand.currency, operand.power = MONEY, money[0], money[1]
        if not plausible_prefix(tokens, i, operand):
            return None
        operand.last = repeated_currency(tokens, operand)
        operand.last += money[1] == -2 and tokens.raw(operand.last + 1) in ("c", "¢")
        return with_cents(tokens, operand)
    return read_unit(tokens, operand)


def read_sign(tokens: Tokens, i: int) -> tuple[int, int]:
    """A printed sign at token i: its value (0 for none) and the token behind it."""
    word = tokens.word(i)
    if word in MINUS or word in PLUS:
        spelled = word.isalpha()
        before = tokens.starts[i] - tokens.ends[i - 1] if i else 1
        opens = i == 0 or before > 0 or tokens.word(i - 1) in ("(", "[", "/", ":", "“", '"')
        if spelled or (opens and (tokens.glued(i) or set_apart(tokens, i))):
            return (-1 if word in MINUS else 1), i + 1
    return 0, i


def set_apart(tokens: Tokens, i: int) -> bool:
    """As in "jumped + 24.2%", "was - 1.4%": a sign and a blank, where it can be no dash."""
    if tokens.kind(i + 1) != "num" or tokens.starts[i + 1] - tokens.ends[i] != 1 or tokens.kind(i - 1) == "num":
        return False
    return tokens.word(i) == "+" or tokens.word(i - 1) in SIGN_LEADS


def read_currency(tokens: Tokens, i: int) -> tuple[tuple[str, int] | None, int]:
    """The currency in front of an amount: its code with the power of ten, and the token behind it."""
    table = currency_table()
    word, kind = tokens.word(i), tokens.kind(i)
    if kind == "sign":
        if (code := behind_sign(tokens, i)) is not None:
            return (code, 0), i + 2
        return (table.symbols[word], 0), i + 1
    if kind != "word":
        return None, i
    one = tokens.glued(i) or not tokens.glued(i + 1)  # "US$", "c $ 16.4"; not "gave us $5", "vitamin c $5"
    if one and tokens.kind(i + 1) == "sign" and word + tokens.word(i + 1) in table.prefixed:
        return (table.prefixed[word + tokens.word(i + 1)], 0), i + 2
    around = tokens.glued(i) and tokens.kind(i + 1) == "num" and tokens.raw(i).isupper() and tokens.glued(i + 1)
    if word in ("us", "a", "nz", "c") and around and tokens.raw(i + 2) in ("c", "¢"):  # "US64.5c"
        return (table.prefixed[word + "$"], -2), i + 1
    if word == "f" and tokens.word(i + 1) == "cfa":
        return ("XOF", 0), i + 2
    if word in table.before and code_like(tokens, i):
        dot = tokens.word(i + 1) == "." and tokens.glued(i) and word in listed("currencies.dotted")
        return table.before[word], i + 1 + dot
    return None, i


def behind_sign(tokens: Tokens, i: int) -> str | None:
    """The dollar whose country stands behind the sign, as Australians write it: "$US11.57", "$A3.2 billion"."""
    letters = tokens.raw(i + 1)
    if not (tokens.glued(i) and tokens.glued(i + 1) and tokens.kind(i + 2) == "num" and letters.isupper()):
        return None
    return currency_table().prefixed.get(letters.lower() + tokens.word(i))


def code_like(tokens: Tokens, i: int) -> bool:
    """Whether the word stands before an amount as a code does: "USD 5", "EUR5", "Rs 500", "dollar 22.5"."""
    raw, word = tokens.raw(i), tokens.word(i)
    following = tokens.kind(i + 1)
    if word in listed("currencies.dotted") and tokens.word(i + 1) == ".":
        following = tokens.kind(i + 2)
    if following != "num" and not (following == "punct" and tokens.word(i + 1) in ("-", "−", "+")):
        return False
    if word in listed("currencies.codes.small") or raw.isupper():
        return True
    mixed = word in listed("currencies.mixed") and word != raw  # "Rs", "SFr"
    return word in listed("currencies.any_case") or mixed


def plausible_prefix(tokens: Tokens, i: int, operand: Operand) -> bool:
    """Whether a doubtful code ("ALL 5", "TOP 10", "R2") is money here: a decimal, comma or scale must speak for it."""
    at = i + (1 if operand.sign and tokens.kind(i) != "word" else 0)
    if tokens.kind(at) == "word" and tokens.word(operand.last + 1) in ("%", "percent"):
        return False  # "AMD 2.4%", "GBP/USD 0.1%"
    if (
        tokens.kind(at) != "word"
        or tokens.kind(at + 1) == "sign"
        or tokens.raw(at).upper() not in currency_table().doubtful
    ):
        return True
    text = tokens.word(operand.number.first)
    return operand.number.scaled or "," in text or "." in text


def glued_to_letters(tokens: Tokens, number: Number, *, money: bool) -> bool:
    """Whether a numeral is part of a code: "A320", "S3", "3i", "20th", "737-800"."""
    first, last = number.first, number.last
    if tokens.kind(first) != "num":
        return False
    if not money and tokens.glued(first - 1):
        before = tokens.kind(first - 1)
        if before in ("word", "num", "index") or tokens.word(first - 1) in ("_", "#", "@", "&", ":", "\\", "'", "’"):
            return True
        if tokens.word(first - 1) == "." and tokens.kind(first - 2) in ("word", "num") and tokens.glued(first - 2):
            return True
        if tokens.word(first - 1) in HYPHENS and tokens.kind(first - 2) == "word" and tokens.glued(first - 2):
            return not (tokens.word(first - 2) in OPENING or tokens.kind(first - 3) == "num")  # "sub-5%"
    if tokens.glued(last) and tokens.kind(last + 1) == "word" and not number.scaled:
        return not unit_letters(tokens, last + 1)
    return tokens.glued(last) and tokens.word(last + 1) in ("_", "@", "\\")


def unit_letters(tokens: Tokens, i: int) -> bool:
    """Whether letters glued behind a numeral are a unit or a currency."""
    lex, table = lexicon(), currency_table()
    word = tokens.word(i)
    if word in lex.units or word in table.names or table.code(tokens.raw(i)):
        return word not in ("c", "p") or not tokens.raw(i).isupper()
    return word in lex.words["counts.irregular"]


def read_unit(tokens: Tokens, operand: Operand) -> Operand:
    """The unit behind the number: percent, points, times, or a currency."""
    lex = lexicon()
    at = operand.last + 1
    if tokens.word(at) in HYPHENS and tokens.glued(operand.last) and tokens.glued(at):
        at += 1
    for phrase, unit in lex.units.get(tokens.word(at), ()):
        end = tokens.match(at, phrase)
        if end > 0 and unit_stands(tokens, operand, at, unit):
            return behind(operand, end - 1, unit)
    article = skip_article(tokens, operand, at)
    for phrase, unit in lex.units.get(tokens.word(article), ()) if article > at else ():
        end = tokens.match(article, phrase)
        if end > 0 and unit != TIMES:
            return behind(operand, end - 1, unit)
    return read_money_behind(tokens, operand, max(at, article))


def behind(operand: Operand, last: int, unit: str) -> Operand:
    """The operand with a unit that ends at token `last`."""
    operand.last, operand.unit, operand.behind = last, unit, True
    return operand


def unit_stands(tokens: Tokens, operand: Operand, at: int, unit: str) -> bool:
    """Whether the letters are that unit here: a lone "x", "pt" or "pc" must be glued or plainly meant."""
    word = tokens.word(at)
    if unit == TIMES:
        return word == "fold" or tokens.glued(operand.last)
    return word not in ("pt", "pp", "bp", "pc", "p") or tokens.near(operand.last)


def skip_article(tokens: Tokens, operand: Operand, at: int) -> int:
    """As in "half a point", "a quarter of a cent", "0.75 of a point", "half of 1 percent": its token, or `at`."""
    of = tokens.word(at) == "of"
    part = operand.number.fraction or (of and operand.number.value < 1)
    if not part or operand.number.scaled:
        return at
    if tokens.word(at + of) in ("a", "one", "1", "an"):
        return at + of + 1
    return at


def read_money_behind(tokens: Tokens, operand: Operand, at: int) -> Operand:
    """A currency behind the amount: "100 billion yuan", "470p", "20 USD", "66.5 US cents"."""
    found = currency_at(tokens, at, operand)
    if not found:
        return operand
    code, power, last = found
    operand.unit, operand.currency, operand.power, operand.last, operand.behind = MONEY, code, power, last, True
    return with_cents(tokens, operand)


def currency_at(tokens: Tokens, at: int, operand: Operand) -> tuple[str, int, int] | None:
    """The currency named at token `at`: code, power of ten, last token."""
    table = currency_table()
    word, kind = tokens.word(at), tokens.kind(at)
    if kind == "sign" and not opens_next(tokens, at):
        return table.symbols[word], 0, at
    for phrase, (code, power) in table.names.get(word, ()):
        end = tokens.match(at, phrase)
        if end > 0 and name_stands(tokens, at, end, operand):
            return code, power, end - 1
    code_here = table.code(tokens.raw(at)) if kind == "word" and not opens_next(tokens, at, glued=True) else None
    return (code_here, 0, at) if code_here else None


def opens_next(tokens: Tokens, at: int, *, glued: bool = False) -> bool:
    """Whether a sign or code behind a number belongs to the next one: "1 $10 bill", "3 USD50 cards"."""
    if tokens.kind(at + 1) != "num":
        return False
    cents = any(power == -2 for _, (_, power) in currency_table().names.get(tokens.word(at + 2), ()))
    return tokens.glued(at) or not (glued or cents)


def name_stands(tokens: Tokens, at: int, end: int, operand: Operand) -> bool:
    """Whether the word is money here: "331p" but not "5 p", "5 billion won" but not "300 won the vote"."""
    word = tokens.word(at)
    if end - at > 1:
        return True
    if len(word) == 1 and word.isascii():
        return tokens.glued(at - 1)
    return word != "won" or operand.number.scaled


def repeated_currency(tokens: Tokens, operand: Operand) -> int:
    """As in "$10 dollars", "US$5 USD", "$ 10 million dollars": a currency said twice is one; gives the last token."""
    at = operand.last + 1
    table = currency_table()
    if table.code(tokens.raw(at)) == operand.currency and tokens.kind(at + 1) != "num":
        return at
    return operand.last


def with_cents(tokens: Tokens, operand: Operand) -> Operand:
    """As in "3 dollars 50 cents", "10 $ 30 cent": small money behind, in one amount."""
    n = operand.number
    if (n.scaled and not n.spelled) or operand.power or n.value % 1:
        return operand
    joined = tokens.word(operand.last + 1) in ("and", ",")
    at = operand.last + 1 + joined
    small = read_number(tokens, at) if tokens.kind(at) in ("num", "word") else None
    if small is None or small.scaled or small.fraction or not 0 <= small.value < 100 or small.value % 1:
        return operand
    named = next(
        (
            end
            for phrase, (code, power) in currency_table().names.get(tokens.word(small.last + 1), ())
            if power == -2 and code == operand.currency and (end := tokens.match(small.last + 1, phrase)) > 0
        ),
        0,
    )
    if not named:
        return operand
    value = n.value.scaleb(n.power) + small.value.scaleb(-2)
    operand.number = Number(n.first, named - 1, value, Decimal("0.01"), 0, False, n.spelled)
    operand.last = named - 1
    return operand
