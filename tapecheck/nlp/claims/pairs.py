"""Currencies as pairs: "the dollar fell to 141.73 yen" is JPY=X, "0.1% higher against the euro" of the pound EURGBP=X.

A currency's own symbol is its pair with the US dollar. The other currency of a figure is that of its unit, else the one
that "against" or "versus" names after it. A pair that the catalogue lacks, or whose series moves against the currency
named, gives a claim that says so and is not checked.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tapecheck.nlp.claims.readers import named
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.instruments import Catalogue
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.reference.reasons import TURNED, UNKNOWN_PAIR
from tapecheck.schema import Label, Metric, QuantityKind

RE = patterns("claims.patterns.pairs")

SIGNS = ("against", "versus", "vs", "vs.")
OPEN = "?"  # no currency's code: "weakened against both the dollar and the euro, by 0.1% and 0.4%"
CLOSE = 6  # tokens between a level and the change beside it
STANDS_AT = LEVELS | {Metric.FIRST_SINCE}


@functools.lru_cache(maxsize=8)
def codes(catalogue: Catalogue) -> Mapping[str, str]:
    """The code of each currency by its name: "Euro" is EUR."""
    return {
        i.name: i.base
        for i in catalogue.instruments
        if i.label is Label.CURRENCY and i.base is not None and "/" not in i.name
    }


def paired(scene: Scene, catalogue: Catalogue | None, draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """The draft with its currency's pair as instrument."""
    if catalogue is None or draft.subject.label is not Label.CURRENCY or draft.figure is None:
        return draft
    base = codes(catalogue).get(draft.subject.name)
    other = other_code(scene, catalogue, draft)
    if base == "USD" and other is None and RE.basket.search(scene.text, scene.start, scene.end):
        return with_symbol(draft, catalogue, ("DX-Y.NYB",))
    same = next((d for d in reversed(earlier) if d.subject.name == draft.subject.name), None)
    if base == "USD" and other is None:  # "ended the year at 140.95 yen, up 7.7%"
        return replace(draft, subject=(same or draft).subject)
    if other is None and same is not None and same.metric in LEVELS and same.subject.known:
        beside = scene.index_of(draft.at) - scene.index_of(same.at) < CLOSE
        return replace(draft, subject=same.subject, reason=same.reason) if beside else draft  # "94.75 yen, down 0.2%"
    return of_pair(draft, catalogue, base, other)


def paired_extreme(scene: Scene, catalogue: Catalogue | None, draft: Draft) -> Draft | None:
    """A superlative with the pair of its currency: "its highest against the yen since 1990"."""
    if catalogue is None or draft.subject.label is not Label.CURRENCY:
        return draft
    spot = scene.index_of(draft.at)
    near = scene.tokens[spot : spot + 9]
    end = next((k for k, t in enumerate(near) if t.has("COMMA", "STOP", "FIG", "BUT")), len(near))
    sign = next((k for k, t in enumerate(near[:end]) if t.text in SIGNS), end)
    second = named(scene, near[sign:end])
    if second is not None:
        other = codes(catalogue).get(second.name)
        draft = of_pair(draft, catalogue, codes(catalogue).get(draft.subject.name), other)
    elif codes(catalogue).get(draft.subject.name) == "USD" and RE.basket.search(scene.text, draft.at, scene.end):
        draft = with_symbol(draft, catalogue, ("DX-Y.NYB",))
    return draft if draft.subject.known or draft.reason is not None else None


def of_pair(draft: Draft, catalogue: Catalogue, base: str | None, other: str | None) -> Draft:
    """The draft with the series of one currency in another as its instrument, where the catalogue has it."""
    if base is None or other is None or other == base:
        return draft
    if base == "USD":
        return with_symbol(draft, catalogue, (f"{other}=X", f"{other}USD=X"))
    if other == "USD":
        return draft
    straight, turned = f"{base}{other}=X", f"{other}{base}=X"
    if catalogue.symbol(straight) is not None:
        return replace(draft, subject=replace(draft.subject, symbol=straight))
    if catalogue.symbol(turned) is not None:
        return replace(draft, subject=replace(draft.subject, symbol=turned), reason=TURNED)
    return replace(draft, subject=replace(draft.subject, symbol=None), reason=UNKNOWN_PAIR)


def with_symbol(draft: Draft, catalogue: Catalogue, symbols: tuple[str, ...]) -> Draft:
    """The draft with the first of the symbols that the catalogue has."""
    known = next((s for s in symbols if catalogue.symbol(s) is not None), None)
    return replace(draft, subject=replace(draft.subject, symbol=known)) if known is not None else draft


def other_code(scene: Scene, catalogue: Catalogue, draft: Draft) -> str | None:
    """The code of the currency that a draft's is measured in."""
    figure = draft.figure
    assert figure is not None
    bare = figure.kind is QuantityKind.INDEX_POINTS and figure.text[-1:].isdigit()
    if draft.metric in STANDS_AT and (figure.kind is QuantityKind.MONEY or bare):
        second = against(scene, draft)
        if figure.text[-1:].isdigit() and second is None:
            second = cross(scene, draft) or fronted(scene, draft)
        return (codes(catalogue).get(second.name) if second is not None else None) or figure.currency
    if draft.metric not in CHANGES | STANDS_AT or RE.several.search(scene.text[figure.end : scene.end][:50]):
        return None
    if RE.both.search(scene.text, scene.start, figure.start):
        return OPEN
    second = against(scene, draft) or fronted(scene, draft)
    return codes(catalogue).get(second.name) if second is not None else level_beside(scene, draft)


def against(scene: Scene, draft: Draft) -> Subject | None:
    """The currency that "against" names right after a figure, or before it in its clause."""
    spot = scene.index_of(draft.at)
    behind = scene.tokens[spot + 1 : spot + 3]
    ranged = len(behind) == 2 and behind[0].has("FROM", "TO") and behind[1].has("money", "index_points")
    last = spot + 2 * ranged
    ahead = sign_in(scene, range(last + 1, min(len(scene.tokens), last + 5)))
    if ahead is not None:  # "to $1.2738 from $1.2514 against the pound"
        return named(scene, scene.tokens[ahead + 1 : ahead + 4])
    back = sign_in(scene, range(spot - 1, max(-1, spot - 7), -1))
    return named(scene, scene.tokens[back + 1 : spot]) if back is not None else None


def sign_in(scene: Scene, places: Iterable[int]) -> int | None:
    """The first of some tokens that is "against" or its like, and stands before any figure or stop."""
    for k in places:
        if scene.tokens[k].has("FIG", "STOP", "COMMA", "AND"):
            return None
        beside = scene.tokens[k + 1 : k + 2 + scene.tokens[min(k + 1, len(scene.tokens) - 1)].has("DET")]
        if scene.tokens[k].text in SIGNS or (scene.tokens[k].text == "on" and any(t.has("CURRENCY") for t in beside)):
            return k  # "rose 0.3% on the yen"
    return None


def fronted(scene: Scene, draft: Draft) -> Subject | None:
    """The currency that a clause begins against: "Against the yen, the dollar weakened 1.06% to 152.78"."""
    lead = scene.tokens[: scene.index_of(draft.at)]
    sign = next((k for k in range(len(lead) - 1, -1, -1) if lead[k].text in SIGNS), None)
    if sign is None or (sign and not lead[sign - 1].has("COMMA", "STOP", "AND", "WHILE", "BUT")):
        return None
    first = next((k for k in range(sign + 1, len(lead)) if lead[k].has("SUBJ", "COMMA")), sign)
    others = [t for t in lead[first + 1 :] if t.has("SUBJ", "STOP", "WHILE", "BUT") and not t.has("MENTION")]
    item = lead[first].item if lead[first].has("CURRENCY") else None
    return subject_of(item, scene.labels) if item is not None and len(others) < 2 else None


def cross(scene: Scene, draft: Draft) -> Subject | None:
    """The currency that the clauses before set a currency against: "lost against the euro, falling to 0.8750"."""
    lead = scene.tokens[: scene.index_of(draft.at)]
    sign = next((k for k in range(len(lead) - 1, -1, -1) if lead[k].text in SIGNS), None)
    if sign is None or lead[-1].text.endswith("$") or any(t.has("STOP", "FIG", "BUT", "WHILE") for t in lead[sign:]):
        return None
    item = next((t.item for t in lead[sign + 1 : sign + 4] if t.has("CURRENCY")), None)
    others = [t for t in lead[sign + 1 :] if t.has("SUBJ") and not t.has("DET") and t.item is not item]
    return subject_of(item, scene.labels) if item is not None and not others else None


def level_beside(scene: Scene, draft: Draft) -> str | None:
    """The currency of a level that a change leads to: "rose 0.5% to 151.30 yen"."""
    spot = scene.index_of(draft.at)
    after = [t for t in scene.tokens[spot + 1 : spot + 6] if not t.has("UPP", "DNP")]
    if len(after) < 2 or not after[0].has("TO", "AT") or not after[1].has("money"):
        return None
    return getattr(after[1].item, "currency", None)
