"""A document that a user hands over to check claims against: a report's table as CSV, a page with tables, plain text.

`ReferenceDocument.read(path)` keeps what it read as tables of rows with their labels, their period and their figures,
so that `matching.check_reference` can match a claim by group, measure and period words, and quote what it used.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tapecheck.errors import ReadError
from tapecheck.schema import Check, Claim

MONTH_NAMES = (
    *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august"),
    *("sep sept september", "oct october", "nov november", "dec december"),
)
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
SCALES = (("trillion", 1e12), ("billion", 1e9), ("bn", 1e9), ("million", 1e6), ("mn", 1e6), ("thousand", 1e3))
AMOUNT = re.compile(
    r"(?P<sign>[-−(])?\s?(?:US|A|C)?[$£€¥]\s?(?P<n>\d[\d,]{0,30}(?:\.\d{1,30})?)\s?(?P<scale>trillion|billion|million|bn|mn|m|b)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label cells, what period it is of (half open, None where it does not say), and its figures."""

    labels: tuple[str, ...]
    period: tuple[date, date] | None
    figures: dict[str, float]

    @property
    def name(self) -> str:
        return ", ".join(self.labels)


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table with its columns of figures; the header's scale ("in millions") is already in the figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReferenceDocument:
    """What a user supplied to check against. `name` is the file's, `sha256` of its bytes."""

    name: str
    sha256: str
    tables: tuple[ReferenceTable, ...] = ()
    text: str = field(default="", repr=False)

    @classmethod
    def read(cls, path: str | Path) -> ReferenceDocument:
        """Read a CSV, HTML or text file. Raises ReadError for what is none of them, or cannot be had."""
        path = Path(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ReadError(str(path), f"cannot be read ({error.strerror}); give --reference a file") from error
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ReadError(str(path), "is not UTF-8 text; give a CSV, an HTML page or plain text") from error
        digest = hashlib.sha256(content).hexdigest()
        if not text.strip():
            raise ReadError(str(path), "is empty")
        if path.suffix.casefold() in (".html", ".htm") or text.lstrip()[:200].casefold().startswith(
            ("<!doctype", "<html")
        ):
            tables, text = read_html(text)
            return cls(path.name, digest, tuple(make_table(caption, rows) for caption, rows in tables), text)
        if path.suffix.casefold() in (".csv", ".tsv") or looks_like_csv(text):
            rows = read_csv(text)
            return cls(path.name, digest, (make_table("", rows),), "")
        return cls(path.name, digest, (), text)

    def check(self, claim: Claim, text: str | None = None) -> Check | None:
        """The check of a claim by its rows or its sentences; None where none is the claim's beyond doubt."""
        from tapecheck.evidence.matching import check_reference

        return check_reference(claim, self, text)


def looks_like_csv(text: str) -> bool:
    """Whether the first lines hold the same number of commas or tabs."""
    lines = text.splitlines()[:5]
    return len(lines) > 2 and any(len({line.count(sign) for line in lines}) == 1 and sign in lines[0] for sign in ",\t")


def read_csv(text: str) -> list[list[str]]:
    """All rows of a CSV with commas, semicolons or tabs."""
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    return [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(cell.strip() for cell in row)]


def read_html(markup: str) -> tuple[list[tuple[str, list[list[str]]]], str]:
    """The tables of a page, each with its caption or the heading before it, and the page's text."""
    import lxml.html

    page = lxml.html.fromstring(markup)
    tables = []
    for node in page.iter("table"):
        caption = node.find("caption")
        heading = node.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4][1]")
        title = caption if caption is not None else heading[0] if heading else None
        rows = [[" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in node.iter("tr")]
        rows = [row for row in rows if any(row)]
        if len(rows) > 1:
            tables.append(("" if title is None else " ".join(title.text_content().split()), rows))
    blocks = page.xpath("//p | //li | //h1 | //h2 | //h3")
    return tables, "\n".join(" ".join(block.text_content().split()) for block in blocks)


def make_table(caption: str, cells: Sequence[Sequence[str]]) -> ReferenceTable:
    """Sort a grid of cells into labels, periods and figures."""
    header, *body = [[cell.strip() for cell in row] for row in cells]
    width = max(len(row) for row in [header, *body])
    header += [""] * (width - len(header))
    grid = [row + [""] * (width - len(row)) for row in body]
    numeric = [column for column in range(width) if is_numeric(header[column], [row[column] for row in grid])]
    columns = tuple(header[column] or f"column {column}" for column in numeric)
    rows = []
    for row in grid:
        labels = tuple(row[column] for column in range(width) if column not in numeric and row[column])
        period = next((found for label in labels if (found := read_period(label))), None) or read_period(caption)
        figures = {}
        for name, column in zip(columns, numeric, strict=True):
            value = read_number(row[column])
            if value is not None:
                figures[name] = value * scale_of(f"{name} {caption}")
        rows.append(Row(labels, period, figures))
    return ReferenceTable(caption, columns, tuple(rows))


def is_numeric(name: str, cells: Sequence[str]) -> bool:
    """Whether a column holds figures: most of its cells are numbers, and they are not years."""
    filled = [cell for cell in cells if cell]
    numbers = [read_number(cell) for cell in filled]
    known = [number for number in numbers if number is not None]
    if not filled or len(known) < 0.6 * len(filled):
        return False
    years = all(1900 <= number <= 2100 and number == int(number) for number in known)
    return not (years and re.search(r"year|period|date", name, re.IGNORECASE))


def read_number(cell: str) -> float | None:
    """A cell's number: thousands, signs, brackets, currencies and percent signs allowed; None for words."""
    match = re.fullmatch(
        r"(\()?\s*([-−+]?)\s*(?:US)?[$£€¥]?\s*([\d,]*\d(?:\.\d+)?)\s*%?\s*([A-Za-z]*)\s*\)?", cell.strip()
    )
    if match is None:
        return None
    word = match[4].casefold()
    if word and word not in ("m", "b", "k", *(name for name, _ in SCALES)):
        return None
    value = float(match[3].replace(",", "")) * {"m": 1e6, "b": 1e9, "k": 1e3}.get(word, scale_of(word))
    return -value if match[1] or match[2] in ("-", "−") else value


def scale_of(words: str) -> float:
    """The scale that a header or a caption names ("in millions of dollars"), else 1."""
    found = words.casefold()
    return next((scale for name, scale in SCALES if re.search(rf"\b{name}s?\b", found)), 1.0)


def read_period(label: str) -> tuple[date, date] | None:
    """The period that a label names, half open: "2023 year to date", "August-September 2023", "Q2 2023", "2023"."""
    words = label.casefold()
    iso = re.findall(rf"\b({YEAR})-(\d\d)-(\d\d)\b", words)
    if iso:
        days = [date(*map(int, parts)) for parts in iso]
        return min(days), max(days) + timedelta(days=1)
    found = re.search(rf"\b({YEAR})\b", words)
    if found is None:
        return None
    year = int(found[1])
    if quarter := re.search(r"\bq([1-4])\b|\b(first|second|third|fourth) quarter\b", words):
        number = int(quarter[1]) if quarter[1] else ("first", "second", "third", "fourth").index(quarter[2]) + 1
        return months(year, 3 * number - 2, 3 * number)
    named = [MONTHS[name] for name in re.findall(rf"\b({MONTH})\b\.?", words)]
    if named:
        return months(year, named[0], named[-1])
    return months(year, 1, 12)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of one month to the day after the last of another."""
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after
