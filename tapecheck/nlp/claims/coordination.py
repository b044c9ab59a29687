"""Names that share a verb: "the Dow and the S&P 500 fell 0.4% and 0.6%, respectively", "Apple and Nvidia each lost 2%".

As many figures as names are paired in order, in each list of them where "respectively" says so. One figure is every
name's. Any other number is left as it was read.
"""

from __future__ import annotations

from collections.abc import Iterator

from tapecheck.nlp.claims.scene import Scene
from tapecheck.nlp.claims.subjects import Subject, names_index, subject_of
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.words.rows import small
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Label

RE = patterns("claims.patterns.coordination")

THREE = ("S&P 500", "Dow Jones Industrial Average", "Nasdaq Composite")
RESPECTIVELY = "respectively"
OF_ITS_OWN = ("BELOW", "ABOVE", "UPP", "DNP", "UPN", "DNN", "AWAY", "THAN", "W")  # "fell 0.2% and 17.6% below its peak"


def share_subjects(scene: Scene) -> dict[int, list[Subject]]:
    """Pair names with figures in the scene's subjects; answer the further subjects of figures that several names share.

    The keys are the offsets of those figures.
    """
    tokens = scene.tokens
    shared: dict[int, list[Subject]] = {}
    if not any(token.has("FIG") for token in tokens):
        return shared
    at = 0
    while at < len(tokens):
        names = run_of_names(scene, at)
        if len(names) < 2:
            at += 1
            continue
        subjects = [subject_of(item, scene.labels) for k in names if (item := tokens[k].item) is not None]
        if in_groups(scene, names[-1] + 1, subjects):
            at = names[-1] + 1
            continue
        for number, figures in enumerate(runs_of_figures(tokens, names[-1] + 1)):
            beside = number == 0 and near(tokens, names[-1], figures[0])
            if len(figures) == len(subjects) and (beside or in_order(tokens, figures[-1])):
                for figure, subject in zip(figures, subjects, strict=True):
                    scene.subjects[figure] = subject
                    scene.partners[figure] = figures[0]
            elif len(figures) == 1 and beside:
                scene.subjects[figures[0]] = subjects[0]
                shared[tokens[figures[0]].start] = subjects[1:]
        at = names[-1] + 1
    shared |= told_of_all(scene)
    for figures in runs_of_figures(tokens, 0, to_name=False):
        plain = tokens[figures[0]].has("percent") and not any(tokens[k].text[0] in "+-−–" for k in figures)
        own = figures[-1] + 1 < len(tokens) and tokens[figures[-1] + 1].has(*OF_ITS_OWN)
        if len(figures) > 1 and plain and not own and figures[0] not in scene.partners:
            scene.several |= dict.fromkeys(
                figures, figures
            )  # "gained 4%, 2.3% and 3.5% in the past three weeks": of several times
    return shared


def in_groups(scene: Scene, first: int, subjects: list[Subject]) -> bool:
    """Pair names with as many pairs of figures: "closed up 18 cents at $73.88 and 14 cents at $70.87 respectively"."""
    tokens, groups = scene.tokens, list[list[int]]([[]])
    last = next((k for k in range(first, len(tokens)) if tokens[k].text == RESPECTIVELY), first)
    for k in range(first, last):
        if tokens[k].has("AND", "COMMA") and groups[-1]:
            groups.append([])
        elif tokens[k].has("FIG"):
            groups[-1].append(k)
        elif tokens[k].has("SUBJ"):
            return False
    if len(groups) != len(subjects) or {len(group) for group in groups} != {2}:
        return False
    for group, subject in zip(groups, subjects, strict=True):
        for k, lead in zip(group, groups[0], strict=True):
            scene.subjects[k], scene.partners[k] = subject, lead
    return True


def told_of_all(scene: Scene) -> dict[int, list[Subject]]:
    """The further subjects of figures that a plural tells of: "both benchmarks fell 4%", "all three indexes rose"."""
    shared: dict[int, list[Subject]] = {}
    for m in RE.plural.finditer(small(scene.text), scene.start, scene.end):
        first = scene.index_of(m.end())
        subjects = those_two(scene, m.start()) if m["how"] in ("both", "the two") else the_three(scene)
        if not subjects or (first < len(scene.tokens) and scene.tokens[first].has("OF")):
            continue
        for at in range(first, len(scene.tokens)):
            token = scene.tokens[at]
            if token.text in (";", ":") or (token.has("SUBJ") and not token.has("MENTION")):
                break
            known = scene.subjects[at]
            if known is not None and known.known:
                break
            scene.subjects[at] = subjects[0]
            if token.has("percent"):
                shared[token.start] = subjects[1:]
    return shared


def those_two(scene: Scene, at: int) -> list[Subject]:
    """The two things of one kind that the sentence before spoke of, where nothing is named before an offset."""
    pair = [s for s in (scene.memory.first, scene.memory.last) if s is not None and s.known]
    named = any(t.has("SUBJ") and t.start < at for t in scene.tokens)
    kinds = {s.label for s in pair}
    return pair if not named and len(kinds) == 1 and len({s.symbol for s in pair}) == 2 else []


def the_three(scene: Scene) -> list[Subject]:
    """The three American indices, where the latest index that the text names is one of them, or none is named yet."""
    found = [s for name in THREE if (s := scene.find(name)) is not None]
    latest = scene.memory.latest.get(Label.INDEX)
    return found if latest is None or any(s.symbol == latest.symbol for s in found) else []


def run_of_names(scene: Scene, at: int) -> list[int]:
    """The names from token `at` on that only commas, "and" and nouns such as "shares" join, ending before a verb."""
    tokens = scene.tokens
    if (
        not tokens[at].has("SUBJ")
        or names_index(tokens, at)
        or scene.inside(at)
        or any(t.text == "between" for t in tokens[max(0, at - 2) : at])  # "the gap between gold and silver"
        or (at and tokens[at - 1].has("OF", "IN") and not (at > 1 and tokens[at - 2].has("NPHEAD")))
    ):
        return []
    names, k, joined = [at], at + 1, False
    ordered = any(t.text == RESPECTIVELY for t in tokens[at:])
    while k < len(tokens):
        if joined and (tokens[k].has("SUBJ") or coded(tokens, k)):
            names.append(k)
            joined = False
        elif tokens[k].has("COMMA", "AND"):
            joined = True
        elif joined and tokens[k].tags == {"W"} and tokens[k - 1].has("AND", "DET"):
            pass  # "the Dow and the large-cap S&P 500"
        elif joined and tokens[k].has("NAME", "POSS") and any(t.has("POSS") for t in tokens[k : k + 2]):
            pass  # "Germany's DAX and France's CAC 40"
        elif ordered and joined and tokens[k].has("AT") and k + 2 < len(tokens) and tokens[k + 2].has("COMMA"):
            k += 2  # "The Dow, at 17,633.11, and the S&P 500, at 2,055.01, ended up 0.6% and up 0.9%, respectively"
        elif not (tokens[k].has("DET", "NPHEAD") or tokens[k].tags == {"AUX"} or tokens[k].text == "-"):
            break
        k += 1
    if k >= len(tokens) or not any(t.has("AND") for t in tokens[names[0] : names[-1]]):
        return []
    acting = tokens[k].has("UPV", "DNV") and not tokens[k].text.endswith("ing")
    if joined and not (tokens[k - 1].has("COMMA") and (ordered or acting)):
        return []  # "in line with the Dow and the S&P 500, falling 0.3%"
    if len(names) == 2 and not ordered and any(t.has("COMMA") for t in tokens[names[0] : names[1]]):
        return []  # "buoyed the S&P 500, and the 10-year yield rose"
    acts = tokens[k].has("UPV", "DNV", "CLOSEV", "BE", "HAVEV", "LAGV", "BEATV", "TRADEV", "TAKEV")
    return names if acts or ordered else []


def coded(tokens: list[Token], at: int) -> bool:
    """Whether a name of any other kind has its ticker behind it: "Martin Marietta (MLM)"."""
    return (
        tokens[at].has("NAME") and tokens[at].item is not None and at + 1 < len(tokens) and tokens[at + 1].text == "("
    )


def near(tokens: list[Token], name: int, figure: int) -> bool:
    """Whether a figure is the object of the verb right behind the names."""
    return figure > name + 1 and sum(t.tags != {"AUX"} for t in tokens[name:figure]) <= 6


def in_order(tokens: list[Token], last: int) -> bool:
    """Whether "respectively" stands behind the last of some figures."""
    return any(t.text == RESPECTIVELY for t in tokens[last + 1 : last + 5])


def runs_of_figures(tokens: list[Token], at: int, *, to_name: bool = True) -> Iterator[list[int]]:
    """The lists of figures of one kind from token `at` on that commas and "and" join, up to the next name or stop."""
    k = at
    while k < len(tokens):
        before = max(k - 1, 0)
        lead = tokens[max(before - tokens[before].has("DET"), 0)]
        named = tokens[k].has("SUBJ") and not tokens[k].has("DET") and not lead.has("IN", "OF", "AGAINST")
        if to_name and (tokens[k].text == ";" or named):
            return
        if not tokens[k].has("FIG"):
            k += 1
            continue
        kind, figures = tokens[k].tags, [k]
        k += 1
        while k + 1 < len(tokens) and tokens[k].has("COMMA", "AND"):
            spot = k + 2 if tokens[k].has("COMMA") and tokens[k + 1].has("AND") else k + 1
            led = tokens[spot : spot + 1] and tokens[spot].has("UPP", "DNP") and in_order(tokens, spot + 1)
            spot += bool(led)  # "up 0.6% and up 0.9%, respectively"
            if spot >= len(tokens) or tokens[spot].tags != kind:
                break
            figures.append(spot)
            k = spot + 1
        yield figures
