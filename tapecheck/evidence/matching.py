"""Checking a claim against a document that the user supplied: matched by group, measure and period words.

Never by value alone: a row is used because its words are the claim's, and where no single row has them, because rows
together cover exactly the groups that the claim names. What was used is quoted in the formula.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from itertools import combinations

from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import claimed_of, judge
from tapecheck.evidence.document import AMOUNT, ReferenceDocument, ReferenceTable, Row, read_period, scale_of
from tapecheck.schema import Check, Claim, Provenance

RULE = "reference-document.v1"
NAMES_PERIOD = re.compile(r"\b(?:19|20)\d\d\b|\bto date\b", re.IGNORECASE)
RESULT = re.compile(r"pnl|p&l|profit|net|flow|change|mark", re.IGNORECASE)  # columns that keep the sign
ALL = frozenset({"all", "total", "overall", "u", "s", "us", "grand"})
WORDS = (
    "cap caps stock stocks share shares short shorts seller sellers fund funds group equity equities market company",
    "companies inc corp plc ltd co year date month quarter week the of and in to a an by for",
)
GENERIC = frozenset(" ".join(WORDS).split())
CURRENCIES = {"USD": ("usd", "$", "dollar"), "GBP": ("gbp", "£", "pound"), "EUR": ("eur", "€", "euro")}


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing that reports measure, and its words."""

    name: str
    metrics: tuple[str, ...]
    claim: tuple[str, ...]
    column: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The rows and the column that say what the claim says."""

    rows: tuple[Row, ...]
    column: str

    @property
    def value(self) -> float:
        return sum(row.figures[self.column] for row in self.rows)

    @property
    def formula(self) -> str:
        parts = [f"{row.figures[self.column]:.12g} ({row.name})" for row in self.rows]
        total = f" = {self.value:.12g}" if len(parts) > 1 else ""
        return f"{self.column}: {' + '.join(parts)}{total}"


def check_reference(claim: Claim, reference: ReferenceDocument, text: str | None = None) -> Check | None:
    """Check a claim against a document; None where no row is the claim's beyond doubt.

    `text` is the article's text: a group that the clause leaves to a pronoun is read from the sentences before.
    """
    if claim.low is None:
        return None
    contexts = contexts_of(claim, text)
    for table in reference.tables:
        match = match_table(claim, table, contexts)
        if match is not None:
            return conclude(claim, reference, match.value, match.formula, match.column)
    found = match_text(claim, reference.text, contexts)
    if found is not None:
        return conclude(claim, reference, *found, "text")
    return None


def conclude(claim: Claim, reference: ReferenceDocument, value: float, formula: str, column: str) -> Check | None:
    """The check of a claim against one figure of the document; a loss may stand there with or without its sign."""
    signed = value < 0 or bool(RESULT.search(column))
    claimed = claimed_of(claim if signed else replace(claim, direction=None), signed=True)
    if claimed is None:
        return None
    source = Provenance(symbol=reference.name, provider="reference document", field=column, sha256=reference.sha256)
    judgement = judge(value, claimed, change=claim.unit in ("percent", "%", "x"))
    check = make_check(claim, judgement, computed=value, claimed=claimed, series=(source,), formula=formula)
    return replace(check, rule=RULE)


# "sales of mid|-, mega- and large-cap stocks": a clause that was cut inside a list of hyphens goes on to its end.
_REST_OF_LIST = re.compile(r"-(?:,? ?(?:and |or )?\w{1,30}-){0,9},? ?(?:and |or )?\w{1,30}-\w+(?: \w+)?")


def contexts_of(claim: Claim, text: str | None) -> list[str]:
    """The words to match by, nearest first: the clause, its sentence, the sentences and the paragraph before."""
    own = " ".join(filter(None, (claim.text, claim.subject)))
    if not text:
        return [own]
    if rest := _REST_OF_LIST.match(text, claim.end):
        own = f"{claim.text}{rest.group()} {claim.subject or ''}".rstrip()
    paragraph = text.rfind("\n", 0, claim.start) + 1
    before = re.split(r"(?<=[.!?])[”\"’']?\s+", text[paragraph : claim.start])
    after = re.split(r"(?<=[.!?])[”\"’']?(?:\s+|$)", text[claim.start :].partition("\n")[0], maxsplit=1)[0]
    sentence = before[-1] + after
    earlier = text[:paragraph].rstrip().rpartition("\n")[2]
    return [own, f"{own} {sentence}", *before[-2::-1], earlier]


# --- tables ---------------------------------------------------------------------------------------------------------
def match_table(claim: Claim, table: ReferenceTable, contexts: Sequence[str]) -> Match | None:
    """The rows and the column of the claim, or None where the words leave a choice."""
    column = match_column(claim, table, contexts)
    if column is None:
        return None
    rows = [row for row in table.rows if column in row.figures]
    rows = of_period(claim, rows)
    chosen = of_group(rows, contexts)
    return Match(tuple(chosen), column) if chosen else None


def match_column(claim: Claim, table: ReferenceTable, contexts: Sequence[str]) -> str | None:
    """The one column that measures what the claim does, in its unit."""
    measures = measures_of(claim, contexts[:2])
    fitting = [name for name in table.columns if any(in_words(name, measure.column) for measure in measures)]
    percent = claim.unit in ("percent", "%")
    fitting = [name for name in fitting if bool(re.search(r"percent|pct|%", name, re.IGNORECASE)) is percent]
    if len(fitting) > 1:
        signs = CURRENCIES.get(claim.unit or "", ())
        named = [name for name in fitting if any(sign in name.casefold() for sign in signs)]
        fitting = named or fitting
    return fitting[0] if len(fitting) == 1 else None


def measures_of(claim: Claim, contexts: Sequence[str]) -> list[Measure]:
    """What the claim measures: by its metric, else by its words."""
    by_metric = [measure for measure in read_measures() if claim.metric in measure.metrics]
    if by_metric:
        return by_metric
    for words in contexts:
        found = [measure for measure in read_measures() if in_words(words, measure.claim)]
        if found:
            return found
    return []


def in_words(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text, whole."""
    plain = re.sub(r"[_\s]+", " ", text.casefold())
    return any(re.search(rf"(?<![a-z]){re.escape(word.replace('_', ' '))}(?![a-z])", plain) for word in words)


def of_period(claim: Claim, rows: Sequence[Row]) -> list[Row]:
    """The rows of the claim's period; all where no row names one, none where the claim does not tell them apart."""
    dated = [row for row in rows if row.period is not None]
    if not dated:
        return list(rows)
    if len({row.period for row in dated}) == 1 and claim.period_from is None:
        return dated
    if claim.period_from is None or claim.period_to is None:
        return []
    return [row for row in dated if row.period and period_fits(claim.period_from, claim.period_to, row)]


def period_fits(start: date, end: date, row: Row) -> bool:
    """Whether the row's period begins with the claim's, and ends with it or runs on ("to date")."""
    assert row.period is not None
    if abs((row.period[0] - start).days) > 3:
        return False
    running = re.search(r"to date|ytd|-", row.name, re.IGNORECASE)
    if running:
        return end - timedelta(days=62) <= row.period[1] or end <= row.period[1]
    return abs((row.period[1] - end).days) <= 7


def of_group(rows: Sequence[Row], contexts: Sequence[str]) -> list[Row]:
    """The rows that cover exactly the groups which the words name; the nearest words that name any decide."""
    if len(rows) == 1 and not group_words(rows[0]) - ALL:
        return list(rows)
    vocabulary = frozenset().union(*(group_words(row) for row in rows)) if rows else frozenset()
    for words in contexts:
        wanted = tokens(words) & (vocabulary - ALL)
        if not wanted:
            continue
        return cover(rows, wanted)
    return []


def cover(rows: Sequence[Row], wanted: frozenset[str]) -> list[Row]:
    """The fewest rows whose words are together exactly those wanted; else the one row that has all of them."""
    usable = [row for row in rows if (group_words(row) - ALL) and group_words(row) <= wanted]
    for size in range(1, min(len(usable), 6) + 1):
        found = [
            list(some)
            for some in combinations(usable, size)
            if frozenset().union(*(group_words(row) for row in some)) == wanted
            and sum(len(group_words(row)) for row in some) == len(wanted)
        ]
        if found:
            return found[0] if len(found) == 1 else []
    wider = [row for row in rows if wanted <= group_words(row)]
    return wider if len(wider) == 1 else []


def group_words(row: Row) -> frozenset[str]:
    """The words of a row's labels that name a group: those of its period left out."""
    return frozenset().union(*(tokens(label) for label in row.labels if not NAMES_PERIOD.search(label)))


def tokens(text: str) -> frozenset[str]:
    """Lower-case words without plural ends and generic words ("small-, micro- and nano-cap" -> small, micro, nano)."""
    words = re.findall(r"[a-z]+", text.casefold())
    return frozenset(word for word in (w.removesuffix("s") if len(w) > 4 else w for w in words) if word not in GENERIC)


# --- plain text -----------------------------------------------------------------------------------------------------
def match_text(claim: Claim, text: str, contexts: Sequence[str]) -> tuple[float, str] | None:
    """The one sentence of a text that has the claim's measure, subject and year, and one amount of money."""
    if not text or claim.unit not in ("USD", "GBP", "EUR", "JPY"):
        return None
    measures = measures_of(claim, contexts[:2])
    subject = tokens(claim.subject or "") - ALL
    if not measures or not subject or claim.period_from is None:
        return None
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        amounts = list(AMOUNT.finditer(sentence))
        if len(amounts) != 1 or not subject <= tokens(sentence):
            continue
        period = read_period(sentence)
        if period is None or period[0] != claim.period_from or not any(in_words(sentence, m.claim) for m in measures):
            continue
        found.append((amount_of(amounts[0]), f"“{' '.join(sentence.split())}”"))
    return found[0] if len(found) == 1 else None


def amount_of(match: re.Match[str]) -> float:
    """The amount of money that stands in a text."""
    word = (match["scale"] or "").casefold()
    scale = {"m": 1e6, "b": 1e9}.get(word, scale_of(word))
    value = float(match["n"].replace(",", "")) * scale
    return -value if match["sign"] else value


@functools.cache
def read_measures() -> tuple[Measure, ...]:
    """The table of measures.toml."""
    text = resources.files("tapecheck.evidence").joinpath("measures.toml").read_text(encoding="utf-8")
    return tuple(
        Measure(item["name"], tuple(item["metrics"]), tuple(item["claim"]), tuple(item["column"]))
        for item in tomllib.loads(text)["measure"]
    )
