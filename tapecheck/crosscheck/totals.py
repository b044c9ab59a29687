"""Sums that need no claims to be compared: two conversions at one rate, and the totals of a table's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.schema import Claim, Consistency, Table, Verdict

SIGNS = {"$": "USD", "US$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "A$": "AUD", "C$": "CAD", "HK$": "HKD"}
SCALES = {"": 1.0, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9}
SCALES |= {"tn": 1e12, "trillion": 1e12}
MONEY = (
    r"(?P<s{0}>US\$|A\$|C\$|HK\$|[$£€¥])(?P<n{0}>\d[\d,]*(?:\.\d+)?) ?"
    r"(?P<k{0}>million|billion|trillion|mn|bn|tn|m|b)?\b"
)
CONVERSION = re.compile(
    MONEY.format(1) + r"(?:,? or | ?\()(?:about |around |roughly |some |nearly |equal to )?" + MONEY.format(2)
)


def place_of(claim: Claim) -> int:
    """Where the claim's figure stands."""
    return claim.quantity.start if claim.quantity else claim.start


# --- conversions ----------------------------------------------------------------------------------------------------
def conversions(claims: Sequence[Claim], text: str) -> list[Consistency]:
    """As in "£2bn ($2.5bn)" twice: both must use about the same rate. One alone says nothing without data."""
    seen: dict[tuple[str, str], list[tuple[float, float, re.Match[str]]]] = {}
    for match in CONVERSION.finditer(text):
        one, two = SIGNS[match["s1"]], SIGNS[match["s2"]]
        if one == two:
            continue
        first, room1 = money(match, 1)
        second, room2 = money(match, 2)
        if first > 0 and second > 0:
            seen.setdefault((one, two), []).append((second / first, room1 + room2, match))
    found = []
    for (one, two), rates in seen.items():
        (rate, room, start), *rest = rates
        for other, other_room, match in rest:
            near = abs(other / rate - 1) <= room + other_room + 0.02
            ids = tuple(c.id for c in claims if any(m.start() <= place_of(c) < m.end() for m in (start, match)))
            formula = f"{two} per {one}: {rate:.4g} in one place, {other:.4g} in another"
            verdict = Verdict.SUPPORTED if near else Verdict.CONTRADICTED
            found.append(Consistency(rule="conversion", claims=ids, verdict=verdict, formula=formula))
    return found


def money(match: re.Match[str], number: int) -> tuple[float, float]:
    """The amount, and half a unit of its last digit as a share of it."""
    digits = match[f"n{number}"].replace(",", "")
    value = float(digits)
    ulp = 10.0 ** -len(digits.partition(".")[2])
    return value * SCALES[match[f"k{number}"] or ""], ulp / 2 / value if value else 1.0


# --- tables ---------------------------------------------------------------------------------------------------------
def table_totals(claims: Sequence[Claim], tables: Sequence[Table]) -> list[Consistency]:
    """Rows called "Total" against the rows above them, column by column."""
    found = []
    for number, table in enumerate(tables):
        for at, row in enumerate(table.rows):
            if at < 3 or not row or not re.match(r"\s{0,9}(?:grand )?total\b|\s{0,9}all\b", row[0], re.IGNORECASE):
                continue
            for column in range(1, len(row)):
                each = sum_of_column(table, at, column)
                if each is None:
                    continue
                ids = tuple(c.id for c in claims if c.cell and (c.cell.table, c.cell.col) == (number, column))
                found.append(Consistency(rule="table_total", claims=ids, verdict=each[0], formula=each[1]))
    return found


def sum_of_column(table: Table, at: int, column: int) -> tuple[Verdict, str] | None:
    """One column's total against its sum; None where it is no column of amounts."""
    header = table.rows[0][column] if column < len(table.rows[0]) else ""
    if "%" in header or re.search(r"percent|average|ratio|change|price", header, re.IGNORECASE):
        return None
    cells = [row[column] if column < len(row) else "" for row in table.rows[1 : at + 1]]
    figures = [cell_number(cell) for cell in cells]
    known = [figure for figure in figures if figure is not None]
    if len(known) != len(figures) or len(known) < 3 or any("%" in cell for cell in cells):
        return None
    *parts, total = known
    value = sum(part for part, _ in parts)
    room = sum(ulp for _, ulp in known) / 2
    verdict = Verdict.SUPPORTED if abs(value - total[0]) <= room + 1e-9 else Verdict.CONTRADICTED
    name = f"{header or f'column {column}'}: "
    return verdict, f"{name}{' + '.join(f'{part:g}' for part, _ in parts)} = {value:g} against {total[0]:g}"


def cell_number(cell: str) -> tuple[float, float] | None:
    """A cell's figure and one unit of its last digit; brackets are negative. None for words."""
    match = re.fullmatch(r"\s*(\()?\s*([-−+]?)\s*[$£€¥]?\s*([\d,]*\d(?:\.\d+)?)\s*\)?\s*", cell)
    if match is None:
        return None
    digits = match[3].replace(",", "")
    sign = -1.0 if match[1] or match[2] in ("-", "−") else 1.0
    return sign * float(digits), 10.0 ** -len(digits.partition(".")[2])
