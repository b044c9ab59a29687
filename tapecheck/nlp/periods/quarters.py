"""Quarters and halves: the calendar's, and a company's own, which stay open unless its year end is known."""

from __future__ import annotations

from tapecheck.nlp.periods.calendar_names import span_time
from tapecheck.nlp.periods.sense import fiscal_quarter, fiscal_year_end, is_fiscal, is_future, pick
from tapecheck.nlp.periods.times import MONTHS, Scene, Time, add_months, containing, make_date, shift
from tapecheck.nlp.periods.tokens import Found, Rule, Tokens
from tapecheck.schema import PeriodKind, PeriodReading

FISCAL = Time(PeriodKind.FISCAL, None, None, "quarter", fixed=True)


def build_quarter(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "the second quarter", "fourth-quarter", "the first half"; a fiscal one only where the year end is known."""
    number = next(tokens.values[k] for k in range(i, j) if tokens.codes[k] == "O")
    unit = "half" if tokens.codes[j - 1] == "H" else tokens.values[j - 1]
    if unit not in ("quarter", "half") or number > (4 if unit == "quarter" else 2):
        return None
    if "C" in tokens.codes[i:j] and tokens.word(i) != "calendar" and tokens.word(i + 1) != "calendar":
        return FISCAL
    if (end := _fiscal_end(tokens, j)) is not None:
        return Found(FISCAL, i, end)
    if unit == "half" and tokens.code(j) == "o" and tokens.code(j + 1 + (tokens.code(j + 1) == "T")) in "Mm":
        return None  # "the second half of April"
    if unit == "half" and not (tokens.code(i) == "T" or tokens.code(i - 1) in "vILs" or tokens.code(j) in "o"):
        return None
    if unit == "quarter" and is_fiscal(scene, tokens, i, j) and (year := _year_after(tokens, j)):
        return Found(fiscal_time(scene, tokens, i, j, number, tokens.values[year]), i, year + 1)
    time = quarter_time(scene, tokens, i, j, (unit, number, None))
    return Found(time, i + 1, j) if time and tokens.codes[i] == "T" and "-" in tokens.codes[i:j] else time


def _fiscal_end(tokens: Tokens, j: int) -> int | None:
    """Where "of fiscal 2024", "of its 2022-23 fiscal year" end behind a quarter; None where none follows."""
    k = j
    while k - j < 7 and (tokens.code(k) in "oTY-/D" or tokens.word(k) in ("its", "their", "our", "the")):
        k += 1
    if tokens.code(k) != "C" or tokens.word(k) in ("calendar", "trading"):
        return None
    named = isinstance(tokens.values[k], int) or tokens.code(k + 1) in "UY" or tokens.code(k - 1) in "YD"
    k += 1
    while tokens.code(k) in "UY":
        k += 1
    paired = tokens.code(k - 1) == "Y" and tokens.code(k) in "-/" and tokens.code(k + 1) in "DN"
    return (k + 2 if paired else k) if named else None


def _year_after(tokens: Tokens, j: int) -> int | None:
    """Where the year of "the quarter of 2023" stands."""
    at = j + 1 if tokens.code(j) == "o" else j
    return at if tokens.code(at) == "Y" else None


def build_fiscal_year(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "FY24", "fiscal 2024", "financial year 2023-24", "the last fiscal"."""
    named = isinstance(tokens.values[i], int)
    return (
        FISCAL if named or (j - i > 1 and any(tokens.word(k) in ("fiscal", "financial") for k in range(i, j))) else None
    )


def build_quarter_code(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "Q2", "1H24", "Q3 2023", "2017-Q1", "fiscal Q4"."""
    at = next(k for k in range(i, j) if tokens.codes[k] == "Q")
    unit, number, year = tokens.values[at]
    year = year or next((tokens.values[k] for k in range(i, j) if tokens.codes[k] in "Yy"), None)
    if (end := _fiscal_end(tokens, j)) is not None:
        return Found(FISCAL, i, end)
    fiscal = any(tokens.codes[k] == "C" and tokens.word(k) not in ("calendar", "trading") for k in range(i, j))
    if fiscal or tokens.code(j) == "C":
        return FISCAL
    return quarter_time(scene, tokens, i, j, (unit, number, year))


def quarter_time(scene: Scene, tokens: Tokens, i: int, j: int, named: tuple[str, int, int | None]) -> Time | None:
    """The calendar's quarter or half, or a company's own."""
    unit, number, year = named
    months = MONTHS[unit]
    month = months * (number - 1) + 1
    if unit == "quarter" and is_fiscal(scene, tokens, i, j):
        return fiscal_time(scene, tokens, i, j, number, year)
    if year is not None:
        start = make_date(year, month, 1)
        return span_time(unit, start, add_months(start, months))
    if scene.today is None:
        return span_time(unit, None, None, fixed=False)
    future = is_future(scene, tokens, i, j)
    today = add_months(scene.today, 1 - months) if future and months > 1 else scene.today
    start = pick(containing("month", today or scene.today)[0] if future else scene.today, month, 1, future)
    return span_time(unit, start, add_months(start, months), fixed=False)


def fiscal_time(scene: Scene, tokens: Tokens, i: int, j: int, number: int, year: int | None) -> Time:
    """A company's quarter: bounds where its year end is known, else the calendar's as a reading."""
    rule = fiscal_year_end(tokens, i)
    if scene.today is None:
        return FISCAL
    latest = scene.today if is_future(scene, tokens, i, j) else add_months(scene.today, -3) or scene.today
    if rule and year is None:
        start, end = fiscal_quarter(rule, number, latest)
        return Time(PeriodKind.FISCAL, start, end, "done")
    calendar_start = make_date(year, 3 * number - 2, 1) if year else pick(latest, 3 * number - 2, 1, False)
    if rule == (12, ""):
        return Time(PeriodKind.FISCAL, calendar_start, add_months(calendar_start, 3), "done")
    reading = PeriodReading(reading="calendar quarter", from_=calendar_start, to=add_months(calendar_start, 3))
    return Time(PeriodKind.FISCAL, None, None, "done", readings=(reading,))


def fiscal_near(scene: Scene, tokens: Tokens, i: int, which: str) -> Time:
    """Read "the current quarter" of a company's guidance."""
    rule = fiscal_year_end(tokens, i)
    if scene.today is None:
        return FISCAL
    start, _ = containing("quarter", scene.today)
    moved = shift(start, "quarter", {"this": 0, "next": 1}.get(which, -1))
    end = shift(moved, "quarter", 1)
    if rule is None or rule[0] % 3 or rule[1]:
        reading = PeriodReading(reading="calendar quarter", from_=moved, to=end)
        return Time(PeriodKind.FISCAL, readings=(reading,))
    return Time(PeriodKind.FISCAL, moved, end)


RULES = [
    Rule("T?C?O-?C?(?:U|H)", build_quarter),
    Rule("CU?Y(?:-D)?|T?LC(?!U)|C(?!-?[UOQ])", build_fiscal_year),
    Rule("C?Q(?:C|[,-]?Y|,?y)?|Y-?Q", build_quarter_code),
]
