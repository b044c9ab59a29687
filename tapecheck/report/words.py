"""The words and numbers of a claim and its check, as people read them. All forms of the report share them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tapecheck.reference.metrics import SIGNED
from tapecheck.schema import Check, Claim, Direction, Document, Published, TimeSource, Verdict

SIGNS = {
    "USD": "$",
    "GBP": "£",
    "EUR": "€",
    "JPY": "¥",
    "HKD": "HK$",
    "AUD": "A$",
    "CAD": "C$",
    "SGD": "S$",
    "INR": "₹",
}
MARKS = {
    Verdict.SUPPORTED: "✓",
    Verdict.IMPRECISE: "≈",
    Verdict.CONTRADICTED: "✗",
    Verdict.NOT_CHECKABLE: "·",
    Verdict.PARTLY_SUPPORTED: "◐",
    Verdict.NO_CLAIM: "○",
}
VERDICT_WORDS = {
    Verdict.SUPPORTED: "supported",
    Verdict.IMPRECISE: "imprecise",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.NOT_CHECKABLE: "not checkable",
    Verdict.PARTLY_SUPPORTED: "supported where it could be checked",
    Verdict.NO_CLAIM: "no claim found",
}
HEDGES = {"approx": "about ", "just_below": "nearly ", "less_than": "less than ", "at_most": "at most ",
          "just_above": "just over ", "more_than": "more than ", "at_least": "at least "}  # fmt: skip
METRICS = {
    "moving_average": "side of its moving average",
    "moving_average_level": "moving average",
    "moving_average_distance": "distance from its moving average",
    "high_52_weeks": "52-week high",
    "low_52_weeks": "52-week low",
    "rsi": "RSI",
    "bollinger": "Bollinger band",
    "max_drawdown": "maximum drawdown",
    "fundamental": "reported figure",
}
LEGEND = {
    Verdict.SUPPORTED: "the figure computed from market data lies within what the printed one may mean",
    Verdict.IMPRECISE: "close, but outside of it; or true only under another reading of the words",
    Verdict.CONTRADICTED: "the data show another figure, or the other direction, under every reading",
    Verdict.NOT_CHECKABLE: "nothing is said for or against it; the card says why",
}
_SURE = (
    (0.95, "almost certain"),
    (0.8, "likely"),
    (0.55, "more likely than not"),
    (0.4, "about even"),
    (0.0, "doubtful"),
)
_LONG = re.compile(r"(?<![\w.,^])\d{5,}(?:\.\d+)?(?![\w,])")
_MONEY_START = re.compile(r"[^\d]*")
_HARDLY_OVER = timedelta(days=31)
_SOURCES = {
    TimeSource.PARTNER: "from the figure beside it",
    TimeSource.SENTENCE: "from its sentence",
    TimeSource.BEFORE: "from the sentence before",
    TimeSource.HEADING: "from the heading",
    TimeSource.HEADLINE: "from the headline",
    TimeSource.DEFAULT: "assumed: no words give it",
}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def claimed(claim: Claim) -> str:
    """The stated figure: "+5%", "down nearly 5%", "nearly $13 billion", "highest since 2022-04", "8 days"."""
    if claim.low is None:
        bound = "ever" if claim.record else f"since {claim.since}" if claim.since else ""
        return f"{claim.metric.replace('_since', '').replace('_', ' ')} {bound}".strip()
    signed = claim.metric in SIGNED and claim.unit != "x"
    return stated(claim.low, claim.high, claim.unit, claim.hedge, claim.direction if signed else None)


def stated(
    low: Decimal | float, high: Decimal | float | None, unit: str | None, hedge: str | None, direction: str | None
) -> str:
    """A figure as it is stated, signed where `direction` (up, down) is given."""
    text = span(low, high if high is not None else low, unit)
    if direction is None:
        return HEDGES.get(hedge or "", "") + text
    down = direction == Direction.DOWN
    if hedge in HEDGES:  # "more than -420 points" would be read the other way round
        return f"{'down' if down else 'up'} {HEDGES[hedge]}{text}"
    return ("" if text.startswith("-") else "+-"[down]) + text


def span(low: Decimal | float, high: Decimal | float, unit: str | None, digits: int | None = None) -> str:
    """One figure or two: "5%", "5% to 6%", "$12-13 billion"."""
    first, last = amount(low, unit, digits), amount(high, unit, digits)
    if first == last:
        return first
    sign = _MONEY_START.match(first)
    scale = first.rpartition(" ")[2]
    if is_currency(unit) and sign and low >= 0 and scale.isalpha() and last.endswith(f" {scale}"):
        return f"{first.removesuffix(f' {scale}')}-{last[sign.end() :]}"
    if scale.isalpha() and last.endswith(f" {scale}") and not is_currency(unit):
        return f"{first.removesuffix(f' {scale}')} to {last}"
    return f"{first} to {last}"


def is_currency(unit: str | None) -> bool:
    """Whether a unit is an ISO 4217 code."""
    return bool(unit) and len(unit or "") == 3 and str(unit).isupper()


def computed(claim: Claim, check: Check) -> str:
    """The computed figure beside it, rounded for reading, signed for a movement.

    "" where there is none, and where the claim's time is not known: a figure of some other day would mislead.
    """
    if check.computed is None or not shown(claim, check):
        return ""
    if isinstance(check.computed, str):
        return check.computed
    whole = check.unit == "count" and float(check.computed).is_integer()
    text = amount(check.computed, check.unit, digits=0 if whole else 2)
    return f"+{text}" if claim.metric in SIGNED and check.computed > 0 and claim.unit != "x" else text


def shown(claim: Claim, check: Check) -> bool:
    """Whether what was computed may stand beside the claim: not where the claim's time is unknown."""
    return check.verdict is not Verdict.NOT_CHECKABLE or has_time(claim)


def has_time(claim: Claim) -> bool:
    """Whether the words give the claim a time that could be resolved."""
    return claim.period_from is not None or any(time.from_ is not None for time in claim.times)


def plausible(claim: Claim, check: Check | None) -> str:
    """What the printed figure may mean, and by how much sources differ: "4.5% to 5.5%", "at most 3%"."""
    if claim.low is None or claim.plausible is None:
        return ""
    low, high = claim.plausible
    if low is None or high is None:
        text = f"at most {amount(high, claim.unit)}" if high is not None else f"at least {amount(low, claim.unit)}"
    else:
        text = span(low, high, claim.unit)
    return f"{text}; tolerance {check.tolerance}" if check and check.tolerance else text


def suggestion(claim: Claim, check: Check | None) -> str:
    """The wording that would be right, rounded as the text rounded: "4%", "down 3.9%", "since November 2022"; or ""."""
    if check is None or check.verdict not in (Verdict.CONTRADICTED, Verdict.IMPRECISE) or check.computed is None:
        return ""
    if isinstance(check.computed, str):
        return _since(claim, check)
    if claim.low is None:
        return ""
    whole = check.unit == "count" and float(check.computed).is_integer()
    figure = _rounded(check.computed, Decimal(1) if whole else claim.ulp or Decimal("0.01"))
    movement = claim.metric in SIGNED and claim.unit != "x" and claim.direction is not None
    turned = movement and (check.computed < 0) is not (claim.direction is Direction.DOWN)
    if not turned and claim.low <= (abs(figure) if movement else figure) <= (claim.high or claim.low):
        return ""
    said = amount(abs(figure) if movement else figure, check.unit)
    return f"{'down' if check.computed < 0 else 'up'} {said}" if turned else said


def _since(claim: Claim, check: Check) -> str:
    """The bound that the data give, as finely dated as the text's own, or finer where that would tell nothing.

    "" where the last such day is hardly over: then the day was no extreme at all.
    """
    try:
        found = date.fromisoformat(str(check.computed))
    except ValueError:
        return ""
    if check.as_of is not None and check.as_of - found < _HARDLY_OVER:
        return ""
    fine = len(claim.since or "")
    if fine == 4 and (check.as_of is None or found.year != check.as_of.year):
        return f"since {found.year}"
    return f"since {found:%B %Y}" if fine <= 7 else f"since {day(found)}"


def _rounded(figure: float, place: Decimal) -> Decimal:
    """The figure in whole units of `place`, or a tenth of it where nothing but zero would be left."""
    exact = Decimal(repr(figure))
    rounded = (exact / place).to_integral_value(ROUND_HALF_UP) * place
    return rounded if rounded or not exact else (exact / place * 10).to_integral_value(ROUND_HALF_UP) * place / 10


def day(when: date) -> str:
    """8 September 2023."""
    return f"{when.day} {when:%B %Y}"


def published(text: str | None) -> str:
    """The day and minute of publication as people read them: "11 September 2023, 08:05 (UTC-04:00)"."""
    if not text:
        return "no publication date"
    try:
        when = Published.parse(text)
    except ValueError:
        return text
    if when.instant is None:
        return day(when.day)
    return f"{day(when.day)}, {when.instant:%H:%M} ({when.instant.tzname() or 'UTC'})"


def numbers(formula: str) -> str:
    """A formula or reason with the thousands of its long figures parted and no empty decimals: 12000000000.0."""
    return _LONG.sub(_part, formula)


def _part(found: re.Match[str]) -> str:
    whole, _, rest = found[0].partition(".")
    rest = rest if rest.strip("0") else rest if len(whole) < 7 else ""
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


def amount(figure: Decimal | float | None, unit: str | None, digits: int | None = None) -> str:
    """A figure with its unit: 5.13%, 0.14 pp, 4,457.49 points, $13 billion, 2.02x, 8 days."""
    if figure is None:
        return ""
    if unit and is_currency(unit):
        return _money(figure, unit, digits)
    number = _number(figure, digits)
    glued = {"percent": "%", "%": "%", "x": "x", "ratio": ""}
    return number + glued[unit] if unit in glued else f"{number} {unit}" if unit and unit != "count" else number


def _money(figure: Decimal | float, currency: str, digits: int | None) -> str:
    exact = figure if isinstance(figure, Decimal) else None
    value = abs(float(figure))
    scale, word = next(((scale, word) for scale, word in _SCALES if value >= scale), (1, ""))
    number = _number(abs(exact) / scale if exact is not None else value / scale, digits)
    return f"{'-' if figure < 0 else ''}{SIGNS.get(currency, f'{currency} ')}{number} {word}".rstrip()


def _number(figure: Decimal | float, digits: int | None) -> str:
    """Thousands parted; a printed figure keeps its digits, a computed one gets `digits`."""
    if isinstance(figure, Decimal) or digits is None:
        return f"{figure:,f}" if isinstance(figure, Decimal) else f"{figure:,.6f}".rstrip("0").rstrip(".")
    return f"{figure:,.0f}" if abs(figure) >= 1e6 and figure == int(figure) else f"{figure:,.{digits}f}"


def period(claim: Claim) -> str:
    """The days a claim speaks of, both included: "8 Sep 2023", "1 Jan to 8 Sep 2023", or ""."""
    if claim.period_from is None or claim.period_to is None:
        return ""
    first, last = claim.period_from, claim.period_to - timedelta(days=1)
    end = f"{last.day} {last:%b %Y}"
    if last <= first:
        return end
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {first:%b}{year} to {end}"


def time_source(claim: Claim) -> str:
    """Which words gave the period, where they are not the claim's own: "from the sentence before"; "" otherwise."""
    times = [time for time in claim.times if (time.from_, time.to) == (claim.period_from, claim.period_to)]
    return _SOURCES.get(times[0].source, "") if times and claim.period_from else ""


def said(document: Document, claim: Claim) -> str:
    """The claim's own words, or the row of the table that it was read from."""
    if claim.cell is None:
        return f"“{' '.join(claim.text.split())}”"
    return "table: " + " | ".join(document.tables[claim.cell.table].rows[claim.cell.row])


def metric(claim: Claim) -> str:
    """The metric in plain words."""
    return metric_name(claim.metric)


def metric_name(name: str) -> str:
    """A metric's name in plain words."""
    return METRICS.get(str(name)) or str(name).replace("_", " ")


def certainty(check: Check) -> str:
    """How sure a verdict is, in words and as a share; "" where it was not told."""
    if check.certainty is None:
        return ""
    sure = next(word for least, word in _SURE if check.certainty >= least)
    return f"{sure} ({check.certainty:.0%})"
