"""Figures of statistics offices and of the Fed: "unemployment rose to 4.1%", "employers added 143,000 jobs".

The names of measures are the rows of `wording/economy.toml`, the words of countries stand in `lexicons/economy.toml`.
The figures behind a measure's name are its level ("to 4.1%") or its change ("rose 0.2%", "by 5,000"), where nothing but
its own verbs stands between. Only figures of the United States are read: where no words tell the country, or by whom a
mortgage rate is, `definition` says that it was assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from tapecheck.nlp.claims.modality import modality_of
from tapecheck.nlp.claims.readers import build
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.claims.technical import bare_figure, bound_in, measures, undated
from tapecheck.nlp.claims.when.clock import Clock, When
from tapecheck.nlp.figures.direction import word_direction
from tapecheck.nlp.words.rows import Hit, View
from tapecheck.nlp.words.tables import load_table, patterns
from tapecheck.schema import Direction, Label, Metric, Modality, Quantity, QuantityKind, TimeSource

RE = patterns("claims.patterns.economy")

ASSUMED = "assumed"
FAR = 1500  # characters back in which a country still holds
NEAR = 250  # characters back in the paragraph in which another source still holds
THOUSAND = Decimal(1000)
COUNTS = ("PAYEMS", "ICSA")
PRICES = ("CPIAUCSL", "CPILFESL")
OF_FED = ("FEDFUNDS",)


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with its measure: the words between both, or since the figure before, and those behind it.

    `lead` has its periods blank ("fell in June to"), `whole` and `tail` have them ("from a year earlier").
    """

    hit: Hit
    figure: Quantity
    lead: str
    whole: str
    tail: str


def is_economic(draft: Draft) -> bool:
    """Whether a draft is of a series that the rules know."""
    return draft.metric is Metric.FUNDAMENTAL and draft.subject.symbol in load_table("economy")["names"]


def with_economic(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence with those of economic figures, which replace what else was read of them."""
    found = economic_drafts(scene)
    if not found:
        return drafts
    taken = {draft.at for draft in found}
    ends = [draft.figure.end for draft in found if draft.figure is not None]
    kept = [
        d for d in drafts if d.at not in taken and not any(RE.before.fullmatch(scene.text, end, d.at) for end in ends)
    ]
    return sorted([*kept, *found], key=lambda draft: draft.at)


def economic_drafts(scene: Scene) -> list[Draft]:
    """All drafts of a sentence's economic figures."""
    view, found = measures(scene, "economy", but=load_table("economy")["names"])
    hits = sorted(found, key=lambda hit: (hit.start, -hit.end))
    hits = [hit for k, hit in enumerate(hits) if not any(o.start <= hit.start and hit.end <= o.end for o in hits[:k])]
    start = max(scene.text.rfind("\n", 0, scene.start) + 1, scene.start - NEAR)
    if not hits or RE.other_source.search(scene.text, start, scene.end):
        return []
    said = pairs(view, undated(scene, view, hits), hits, figures_of(scene, view))
    return [draft for each in said if (draft := draft_of(scene, each)) is not None]


def share_months(clock: Clock, text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence: an economic figure without a time of its own has that of the others, else the day's."""
    drafts = [replace(d, when=after_base(text, d)) if is_economic(d) else d for d in drafts]
    told = [d.when for d in drafts if is_economic(d) and d.when.source is TimeSource.OWN and d.when.from_]
    one = told[0] if len({(when.from_, when.to) for when in told}) == 1 else None
    return [replace(d, when=timed(clock, d, one)) if is_economic(d) else d for d in drafts]


def timed(clock: Clock, draft: Draft, shared: When | None) -> When:
    """The time of an economic figure: its own, that of its sentence, else the day, whose latest figure it is."""
    if draft.when.from_ is not None and draft.when.source in (TimeSource.OWN, TimeSource.PARTNER):
        return draft.when
    if shared is not None:
        return replace(shared, source=TimeSource.SENTENCE)
    day = draft.when if draft.when.from_ is not None else clock.undated(draft.subject.symbol)
    return day.told_by(TimeSource.DEFAULT)


def after_base(text: str, draft: Draft) -> When:
    """The time of a change: the month after the one it is counted from ("rose 0.1% from July")."""
    when, figure = draft.when, draft.figure
    if figure is None or when.from_ is None or RE.from_month.match(text, figure.end) is None:
        return when
    first = (when.from_.replace(day=28) + timedelta(days=4)).replace(day=1)
    return replace(when, from_=first, to=(first.replace(day=28) + timedelta(days=4)).replace(day=1), others=())


def figures_of(scene: Scene, view: View) -> list[Quantity]:
    """The sentence's figures, numbers without a unit among them."""
    found = [t.item for t in scene.tokens if t.has("FIG") and isinstance(t.item, Quantity)]
    bare = (
        bare_figure(scene, view, m, QuantityKind.COUNT, "count", scale=1000 if m["k"] else 1)
        for m in RE.bare.finditer(view.words)
    )
    found.extend(bare)
    return sorted(found, key=lambda figure: figure.start)


def pairs(view: View, bare: View, hits: Sequence[Hit], figures: Sequence[Quantity]) -> Iterator[Said]:
    """Each measure with the figures behind it, up to the next one or to words that part them."""
    blocking = RE.blocking
    for k, hit in enumerate(hits):
        end = hits[k + 1].start if k + 1 < len(hits) else view.end
        before = hit.end
        inside = [figure for figure in figures if hit.end <= figure.start < end]
        for n, figure in enumerate(inside):
            lead = bare.between(before, figure.start)
            after = inside[n + 1].start if n + 1 < len(inside) else end
            if "&" in lead or ";" in lead or blocking.search(lead) or len(lead) > 70:
                break
            if RE.comparing.match(view.between(figure.end, figure.end + 20)):
                before = figure.end
                continue
            whole, tail = view.between(before, figure.start), view.between(figure.end, min(after, figure.end + 80))
            yield Said(hit, figure, lead, whole, tail)
            before = figure.end


def draft_of(scene: Scene, said: Said) -> Draft | None:
    """What a figure states of its measure, None where that is not understood."""
    series, figure = str(said.hit.row.value), said.figure
    if RE.base.search(said.whole) or not is_named(scene, said):
        return None
    country = country_of(scene)
    if country is None:
        return None
    way = figure.direction or way_of(said.lead)
    level = RE.to_level.search(said.lead) is not None or not said.lead.strip(" ,:")
    known, freq = measured(series, said, way, level=level)
    if not known:
        return None
    subject = Subject(load_table("economy")["names"][series], series, Label.RATE)
    made = build(
        scene, scene.index_of(figure.start), figure, Metric.FUNDAMENTAL, subject,
        direction=None if series in PRICES and level else way, hedge=bound_in(said.lead, figure),
        unit="count" if series in COUNTS else None,
    )  # fmt: skip
    sure = country and (series != "MORTGAGE30US" or RE.freddie.search(scene.text) is not None)
    made = replace(made, start=said.hit.start, end=figure.end, freq=freq, definition=None if sure else ASSUMED)
    if RE.expecting.search(scene.text, scene.start, figure.start):
        return replace(made, modality=Modality.FORECAST)
    return replace(made, modality=modality_without(scene, said)) if "target" in said.hit.words else made


def modality_without(scene: Scene, said: Said) -> Modality:
    """Whether a claim is asserted by the words about its measure: a target rate is no target."""
    words, at = scene.text[scene.start : scene.end], said.figure.start - scene.start
    name = slice(said.hit.start - scene.start, said.hit.end - scene.start)
    words = words[: name.start] + "_" * (name.stop - name.start) + words[name.stop :]
    words = re.sub(r"\btarget(?= (?:rate|range))", "______", words)
    return modality_of(words, 0, at, level=True)


def measured(series: str, said: Said, way: Direction | None, *, level: bool) -> tuple[bool, str | None]:
    """Whether a figure is understood as a measure's level or change, and over how long a change is."""
    kind, figure = said.figure.kind, said.figure
    by = said.lead.rstrip().endswith("by")
    if series in COUNTS:
        if kind is not QuantityKind.COUNT or figure.low < THOUSAND or not counts_right(series, said):
            return False, None
        changed = way is not None and (by or not level)
        if series == "PAYEMS":
            return changed, "month"
        return changed or level, "week" if changed else None
    if kind is QuantityKind.PERCENTAGE_POINTS:
        known = {"UNRATE": "month", "MORTGAGE30US": "week"}.get(series)
        return way is not None and known is not None and not level, known
    if kind is not QuantityKind.PERCENT:
        return False, None
    if series in PRICES:
        return of_prices(said, way, level=level)
    return level and not by, None


def of_prices(said: Said, way: Direction | None, *, level: bool) -> tuple[bool, str | None]:
    """The change of consumer prices: over the year where words say so or tell of inflation, else as it may be."""
    basis = basis_in(said.tail) or basis_in(said.whole)
    inflation = "inflation" in said.hit.words
    if level:
        return inflation or basis == "year", "year"
    return way is not None, basis


def basis_in(words: str) -> str | None:
    """Over how long words say that a change is: the first that they name."""
    found = {"year": RE.yearly.search(words), "month": RE.monthly.search(words)}
    return min((m.start(), name) for name, m in found.items() if m)[1] if any(found.values()) else None


def counts_right(series: str, said: Said) -> bool:
    """Whether a count is of jobs, or of claims, and not of something else."""
    unit, words = said.figure.unit, said.hit.words
    loose = words in ("employers", "labor market") or "economy" in words
    if series == "PAYEMS":
        jobs = unit == "jobs" or RE.jobs.match(said.tail) is not None
        return jobs if loose else unit in ("jobs", "payrolls", "count", "workers", "positions", "nonfarm payrolls")
    return unit in ("claims", "count", "applications", "people", "filings", "jobless claims", "initial claims")


def way_of(lead: str) -> Direction | None:
    """Which way the verb before a figure points."""
    ways = (
        Direction.UP if word == "created" else word_direction(word) for word in reversed(re.findall(r"[a-z]+", lead))
    )
    return next(filter(None, ways), None)


def is_named(scene: Scene, said: Said) -> bool:
    """Whether a measure whose words say little is the Fed's: "rates" are only with it in the sentence."""
    if said.hit.row.value not in OF_FED:
        return True
    return re.search(r"\bFed\b|Federal\s+Reserve|\bFOMC\b", scene.text[scene.start : scene.end]) is not None


def country_of(scene: Scene) -> bool | None:
    """True where words tell of the United States, False where none tells of any country, None for another country."""
    home, away = RE.united_states, RE.elsewhere
    if away.search(scene.text, scene.start, scene.end):
        return None
    if home.search(scene.text, scene.start, scene.end):
        return True
    low = max(0, scene.start - FAR)
    last_home = max((m.start() for m in home.finditer(scene.text, low, scene.start)), default=-1)
    last_away = max((m.start() for m in away.finditer(scene.text, low, scene.start)), default=-1)
    if last_home != last_away:
        return True if last_home > last_away else None
    rest = scene.text[scene.end :]
    if home.search(rest):
        return True if not away.search(rest) else None
    return None if away.search(rest) else False
