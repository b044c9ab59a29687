"""Names that share a verb: "the Dow and the S&P 500 fell 0.4% and 0.6%, respectively", "Apple and Nvidia each lost 2%".

As many figures as names are paired in order. One figure is every name's. Any other number is left as it was read.
"""

from __future__ import annotations

from tapecheck.nlp.claims.scene import Scene
from tapecheck.nlp.claims.subjects import Subject, subject_of


def share_subjects(scene: Scene) -> dict[int, list[Subject]]:
    """Pair names with figures in the scene's subjects; answer the further subjects of figures that several names share.

    The keys are the offsets of those figures.
    """
    tokens = scene.tokens
    shared: dict[int, list[Subject]] = {}
    at = 0
    while at < len(tokens):
        names = run_of_names(scene, at)
        if len(names) < 2:
            at += 1
            continue
        figures = run_of_figures(scene, names[-1] + 1)
        subjects = [subject_of(item, scene.labels) for k in names if (item := tokens[k].item) is not None]
        if len(figures) == len(subjects):
            for figure, subject in zip(figures, subjects, strict=True):
                scene.subjects[figure] = subject
                scene.partners[figure] = figures[0]
        elif len(figures) == 1:
            scene.subjects[figures[0]] = subjects[0]
            shared[tokens[figures[0]].start] = subjects[1:]
        at = names[-1] + 1
    return shared


def run_of_names(scene: Scene, at: int) -> list[int]:
    """The names from token `at` on that only commas, "and" and nouns such as "shares" join, ending before a verb."""
    tokens = scene.tokens
    between = any(t.text == "between" for t in tokens[max(0, at - 2) : at])  # "the gap between gold and silver"
    if (
        not tokens[at].has("SUBJ")
        or between
        or (at and tokens[at - 1].has("OF", "IN") and not (at > 1 and tokens[at - 2].has("NPHEAD")))
    ):
        return []
    names, k, joined = [at], at + 1, False
    while k < len(tokens):
        if tokens[k].has("SUBJ") and joined:
            names.append(k)
            joined = False
        elif tokens[k].has("COMMA", "AND"):
            joined = True
        elif not (tokens[k].has("DET", "NPHEAD") or tokens[k].tags == {"AUX"}):
            break
        k += 1
    if joined or not any(t.has("AND") for t in tokens[names[0] : names[-1]]):
        return []
    return names if k < len(tokens) and tokens[k].has("UPV", "DNV", "CLOSEV", "BE") else []


def run_of_figures(scene: Scene, at: int) -> list[int]:
    """The figures of the verb after token `at`: the first, and those that commas and "and" join to it."""
    tokens = scene.tokens
    near = [k for k in range(at, min(len(tokens), at + 24)) if tokens[k].tags != {"AUX"}][:6]
    first = next((k for k in near if tokens[k].has("FIG")), None)
    if first is None:
        return []
    kind = tokens[first].tags
    figures, k = [first], first + 1
    while k + 1 < len(tokens) and tokens[k].has("COMMA", "AND"):
        k += 2 if tokens[k].has("COMMA") and tokens[k + 1].has("AND") else 1
        if k >= len(tokens) or tokens[k].tags != kind:
            break
        figures.append(k)
        k += 1
    return figures
