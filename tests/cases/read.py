"""How a case is written, and what is read of it.

    # a comment
    The S&P 500 rose 0.1% to 4 457 points on Friday.
        0.1% = 0.1 % up
        4 457 points = 4457 points

A sentence, then what is in it, line by line and indented, in the order of the text; a blank line ends the case. `¶` in
a sentence parts paragraphs, `↵` lines. The folder says what is asked:

| folder | a line |
|---|---|
| `figures/` | words = value unit /per hedge direction; `a..b` for a range |
| `names/` | none: names are marked in the sentence, `[words|LABEL|symbol|name]`, symbol and name where needed |
| `periods/` | words = kind from until (the last day meant); `-` where the text leaves it open; duration |
| `quotes/` | kind: words, by speaker, as role, at affiliation, cue verb, citing sources, with ` | ` between them |
| `claims/` | subject, metric, direction, figure with unit, from until; `left: words` of a time read by none |
| `judged/` | symbol, metric, direction, figure of what would be judged; nothing where it is of another thing |
| `verdicts/` | words of the claim = verdict |

A line `published: 2023-09-08T18:00-04:00` sets the time of this case and those after it. `person:` and `firm:` name the
people and firms of a quote; `closes: ^GSPC 2023-09-07 4451.14, 2023-09-08 4457.49` are closes for verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tapecheck.crosscheck.doubts import elsewhen
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.names import find_entities
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.pipeline import analyze, load_models
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Document, Entity, Label, Modality, Published, Quantity, Quote, Record, Said
from tests.crosscheck.fakes import MemoryMarket

FOLDER = Path(__file__).parent
PUBLISHED = "2023-09-13T17:00:00-04:00"  # a Wednesday evening in New York
SETTINGS = ("published", "person", "firm", "closes")
MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)(?:\|([^\[\]|]*))?(?:\|([^\[\]|]+))?\]")


@dataclass(slots=True)
class Case:
    """One sentence with what stands under it."""

    place: str
    text: str
    expected: list[str] = field(default_factory=list)
    settings: dict[str, list[str]] = field(default_factory=dict)

    @property
    def published(self) -> str:
        """When the sentence was written."""
        return self.settings.get("published", [PUBLISHED])[-1]


def read_cases(kind: str) -> Iterator[Case]:
    """The cases of one folder."""
    for path in sorted((FOLDER / kind).glob("*.txt")):
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    case: Case | None = None
    published: list[str] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if line.startswith("    ") and case is not None:
            name, _, value = line.strip().partition(": ")
            if name in SETTINGS:
                case.settings.setdefault(name, []).append(value)
            else:
                case.expected.append(line.strip())
        elif line and not line.startswith("#"):
            text = line.replace("¶", "\n\n").replace("↵", "\n")
            case = Case(
                f"{path.parent.name}/{path.name}:{number}",
                text,
                settings={"published": published[-1:]} if published else {},
            )
        elif not line and case is not None:
            published = case.settings.get("published", published)
            yield case
            case = None


# --- figures and periods ---------------------------------------------------------------------------------------------
def figures(case: Case) -> list[str]:
    """What `find_quantities` reads."""
    return [figure(q) for q in find_quantities(case.text)]


def figure(q: Quantity) -> str:
    """One figure as a line."""
    value = plain(q.low) if q.low == q.high else f"{plain(q.low)}..{plain(q.high)}"
    return " ".join(filter(None, [f"{q.text} = {value} {q.unit}", f"/{q.per}" if q.per else "", q.hedge, q.direction]))


def plain(value: Decimal) -> str:
    """A decimal without trailing zeros."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def periods(case: Case) -> list[str]:
    """What `find_periods` reads."""
    found = find_periods(case.text, Published.parse(case.published))
    return [f"{p.text} = {' '.join(filter(None, [p.kind.value, span(p.from_, p.to), p.duration]))}" for p in found]


def span(low: date | None, high: date | None) -> str:
    """From its first day to its last."""
    last = high and high - timedelta(days=1)
    return str(low) if low and low == last else f"{low or '-'} {last or '-'}"


# --- names and quotes ------------------------------------------------------------------------------------------------
def marked(text: str) -> tuple[str, list[str]]:
    """The plain text of one with marks, and a line for each of them."""
    lines = [" | ".join([m[1], m[2], m[3] or "-", m[4] or m[1]]) for m in MARK.finditer(text)]
    return MARK.sub(lambda m: m[1], text), lines


def names(case: Case) -> list[str]:
    """What `find_entities` reads, the marks aside."""
    text, _ = marked(case.text)
    found = find_entities(text, find_sentences(text), load_catalogue())
    return [" | ".join([e.text, e.label.value, e.symbol or "-", e.name]) for e in found]


def quotes(case: Case) -> list[str]:
    """What `find_quotes` reads where the names are given."""
    return [quote(q) for q in find(case)]


def find(case: Case) -> list[Quote]:
    """The quotes of a case."""
    entities = mark(case.text, case.settings.get("person", ()), case.settings.get("firm", ()))
    return find_quotes(case.text, find_sentences(case.text), entities)


def quote(q: Quote) -> str:
    """One quote as a line."""
    parts = [
        ("by", q.speaker),
        ("as", q.role),
        ("at", q.affiliation),
        ("cue", q.cue),
        ("citing", "; ".join(q.upstream)),
    ]
    words = q.text.replace("\n\n", "¶").replace("\n", "↵")
    return " | ".join([f"{q.type.value}: {words}", *(f"{name} {value}" for name, value in parts if value)])


def mark(text: str, persons: Sequence[str] = (), firms: Sequence[str] = ()) -> list[Entity]:
    """Entities of a text. "Fed = Federal Reserve" has a canonical name; a person's surname alone is the person."""
    wanted = [(Label.ORG, *entry.partition(" = ")[::2]) for entry in firms]
    wanted += [(Label.PERSON, *entry.partition(" = ")[::2]) for entry in persons]
    wanted += [(Label.PERSON, name.split()[-1], name) for name in persons if " " in name]
    found: list[Entity] = []
    for label, shown, name in wanted:
        for m in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", text):
            if not any(e.start < m.end() and m.start() < e.end for e in found):
                found.append(Entity(start=m.start(), end=m.end(), text=shown, label=label, name=name or shown))
    return sorted(found, key=lambda e: e.start)


# --- claims and verdicts ---------------------------------------------------------------------------------------------
def analyzed(case: Case, market: MemoryMarket | None = None) -> Document:
    """The whole document of a case, without a model."""
    record = Record(id="case", text=case.text, published=case.published, verbatim=True)
    return analyze(record, load_models("fast"), market)


def claims(case: Case) -> list[str]:
    """What the reader makes of it."""
    lines = []
    for c in analyzed(case).claims:
        value = (
            "" if c.low is None else plain(c.low) if c.low == c.high else f"{plain(c.low)}..{plain(c.high or c.low)}"
        )
        figured = " ".join(
            filter(None, [value, c.unit if value else "", c.since and f"since {c.since}", c.record and "record"])
        )
        modality = c.modality.value if c.modality.value != "asserted" else ""
        over = next((f"left: {case.text[f.start : f.end]}" for f in c.said.cues if f.value == "unread_time"), "")
        lines.append(
            " | ".join(
                filter(
                    None,
                    [c.subject, c.metric.value, c.direction, figured, span(c.period_from, c.period_to), modality, over],
                )
            )
        )
    return lines


def judged(case: Case) -> list[str]:
    """What the checker would be asked to judge, whatever its time."""
    return [
        " ".join(
            filter(
                None,
                [
                    c.symbol,
                    c.metric.value,
                    c.direction,
                    "" if c.low is None else plain(c.low),
                    c.since and f"since {c.since}",
                    c.record and "record",
                ],
            )
        )
        for c in analyzed(case).claims
        if c.symbol and c.checkable and c.modality is Modality.ASSERTED and not means_another(c.said)
    ]


def means_another(said: Said) -> bool:
    """Whether the words speak of another thing or of no day, so that nothing is judged."""
    if any(cue.value == "open_subject" for cue in said.cues):
        return True
    if said.moment is not None and said.moment.value in ("earlier", "pared"):
        return True  # within the day, and given back
    return said.thing is not None or said.general is not None or elsewhen(said) is not None


def verdicts(case: Case) -> list[str]:
    """What the checker says of each claim with the closes that are given."""
    document = analyzed(case, closes(case.settings.get("closes", ())))
    words = {c.id: c.text for c in document.claims}
    return [f"{words[check.claim_id]} = {check.verdict}" for check in document.checks]


def closes(lines: Iterable[str]) -> MemoryMarket:
    """A market that holds the closes of a case, each line `symbol day close, day close, ...`."""
    market = MemoryMarket()
    for line in lines:
        symbol, _, rest = line.partition(" ")
        market.series(symbol, {day: float(close) for day, close in (row.split() for row in rest.split(", "))})
    return market


READERS: dict[str, Callable[[Case], list[str]]] = {
    "figures": figures,
    "names": names,
    "periods": periods,
    "quotes": quotes,
    "claims": claims,
    "judged": judged,
    "verdicts": verdicts,
}
