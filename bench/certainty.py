"""Fits the weights of `crosscheck/certainty.py`: is a failing claim wrong, or misread? `--twins N` of each kind (100).

Told apart are claims that hold under none of their times and that no appeal but the last has withdrawn. Failures in the
development texts as printed, and in `--texts` of one's own, count as misread (nine in ten are, but for texts that a
machine wrote: those invent figures and are left out); the gold's wrong claims and wrong twins of supported ones should
be called. Features, and products of two, are chosen one after another while they better the loss on held-out texts
(five folds, by text); the curve is logistic with a penalty on squared weights. `--write` puts them into the file.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.common import ROOT
from bench.crosscheck import pair_claims
from bench.trust import Done, Text, load_all, load_corpus, paired, run_all
from bench.twins import KINDS, make_twins
from tapecheck.api import analyze
from tapecheck.crosscheck.certainty import THRESHOLD, Term, certainty_of, features, worth_of
from tapecheck.crosscheck.registry import apply_rules
from tapecheck.crosscheck.scene import Scene
from tapecheck.crosscheck.solver import Solver
from tapecheck.market import open_market
from tapecheck.schema import Modality, Published, to_json

Array = NDArray[np.float64]
FITTED = ROOT / "tapecheck" / "crosscheck" / "certainty.py"
DEMO = ROOT / "tapecheck" / "demo"
FOLDS = 5
PENALTY = 1.0
GAIN = 0.0018  # nats on held-out texts that a term must bring
SCATTER = 0.06  # a term that is nearly the same for all rows is not tried
MOST = 18
LINES = [n / 40 for n in range(12, 28)]  # thresholds that are told
TRIED = 60  # terms that are tried for each place: those that what is left unexplained leans on most
FORCED: list[Term] = [("open end", "own words"), ("how far off", "since day")]  # what parts wrong periods from misread
PRIOR = (
    0.645  # the fitted probability that becomes THRESHOLD: among real failures fewer are wrong than among these rows
)
MACHINE = re.compile(r"\bAI\b|^brackenbirch")  # publishers whose texts are written by language models
NOT_CHOSEN = {"in a quote", "hour is known"}
WORTH = {"gold": 10.0, "cases": 5.0}  # of a claim beside one of another corpus
WRONG = "contradicted"


@dataclass(frozen=True)
class Row:
    """A failing claim: what it is from, what bears on it, how sure it is today, whether it should be called."""

    source: str
    text: str
    claim: Any
    found: dict[str, float]
    today: float
    wrong: bool = False


def failing(source: str, done: Done, market: Any) -> Iterator[Row]:
    """Claims of a text that `certainty` has the last word on."""
    document = done.document
    claims = [claim for claim in document.claims if claim.modality is Modality.ASSERTED]
    published = Published.parse(document.published) if document.published else None
    solver = Solver(claims, market, apply_rules, published, Scene.of(document))
    asked = {c.claim_id for c in document.checks or () if c.verdict == "contradicted" or c.code == "unsure"}
    for case in solver.cases:
        if case.claim.id in asked and case.leading.check.verdict == "contradicted" and solver.is_established(case):
            name = done.text.id.partition("~")[0]
            yield Row(source, name, case.claim, features(solver, case), certainty_of(solver, case))


def rows_of_gold(done: Done, market: Any) -> Iterator[Row]:
    """The failures in a text of the gold, by the gold's verdicts."""
    gold = done.text.more
    pairs = pair_claims([gold], {done.text.id: to_json(done.document)})
    wanted = {pairs.get(f"{done.text.id}|{check['claim_id']}"): check["verdict"] for check in gold["checks"]}
    for row in failing("gold", done, market):
        if (verdict := wanted.get(row.claim.id)) in ("contradicted", "supported"):
            yield replace(row, wrong=verdict == "contradicted")


def rows_of_twins(done: Sequence[Done], market: Any, enough: int, jobs: int) -> tuple[list[Row], Counter[str]]:
    """The twins that fail, of each the claim that is surest today; and how many were made of each kind."""
    pairs = [(d.text, d.document, check, claim) for d in done for check, claim in paired(d.document)]
    supported = [(*at, claim) for *at, check, claim in pairs if check.verdict == "supported" and not claim.in_quote]
    random.Random(5).shuffle(supported)
    rows, made = [], Counter[str]()
    for kind in KINDS:
        twins = make_twins(kind, supported, enough)
        made[kind] = len(twins)
        texts = [Text(f"{twin.id}~{kind}{n}", twin.text, twin.published) for n, twin in enumerate(twins)]
        for twin, each in zip(twins, run_all(texts, jobs, "default"), strict=True):
            found = failing(kind, each, market)
            near = [row for row in found if row.claim.start < twin.end and twin.start < row.claim.end]
            rows += [replace(row, wrong=True) for row in sorted(near, key=lambda row: row.today)[-1:]]
    return rows, made


def rows_of_demo() -> list[Row]:
    """The failures in the demo's pages, each of which has one wrong figure and no other fault."""
    market = open_market(folders=[DEMO / "market"], offline=True)
    rows = []
    for page in sorted((DEMO / "pages").glob("*.html")):
        document = analyze(html=page.read_bytes(), market=market)
        done = Done(Text(page.stem, document.text, document.published), document)
        rows += [replace(row, wrong=True) for row in failing("cases", done, market)]
    return rows


class Data:
    """Rows as arrays of one length: terms by their features, wrong or not, what each row is worth, its fold."""

    def __init__(self, rows: Sequence[Row]) -> None:
        names = sorted(rows[0].found.keys() - NOT_CHOSEN)
        self.columns = {}
        for term in [*((name,) for name in names), *pairs_of(names)]:
            column = np.array([worth_of(term, row.found) for row in rows])
            if column.std() > SCATTER:
                self.columns[term] = column
        self.wrong = np.array([float(row.wrong) for row in rows])
        self.worth = np.array([WORTH.get(row.source, 1.0) for row in rows])
        self.fold = np.array([zlib.crc32(row.text.encode()) % FOLDS for row in rows])

    def matrix(self, names: Sequence[Term]) -> Array:
        """Rows by features, and a last column of ones."""
        return np.column_stack([*(self.columns[name] for name in names), np.ones(len(self.wrong))])


def pairs_of(names: Sequence[str]) -> Iterator[Term]:
    """Products of two features, and of one with what another lacks to 1."""
    for one in names:
        for other in names:
            if one < other:
                yield one, other
            if one != other:
                yield one, f"not {other}"


def curve(matrix: Array, weights: Array) -> Array:
    """The probability of each row."""
    return np.asarray(1 / (1 + np.exp(-matrix @ weights)), dtype=np.float64)


def fit(matrix: Array, wrong: Array, worth: Array) -> Array:
    """Weights of a penalised logistic regression by Newton's method; the last is the bias, which has no penalty."""
    weights = np.zeros(matrix.shape[1])
    penalty = np.append(np.full(len(weights) - 1, PENALTY), 1e-6)
    for _ in range(30):
        sure = curve(matrix, weights)
        slope = matrix.T @ (worth * (wrong - sure)) - penalty * weights
        bend = (matrix * (worth * sure * (1 - sure))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def held_out(data: Data, names: Sequence[Term]) -> Array:
    """The probability of each row by weights fitted on the texts of the other folds."""
    matrix, sure = data.matrix(names), np.zeros(len(data.wrong))
    for fold in range(FOLDS):
        rest = data.fold != fold
        sure[~rest] = curve(matrix[~rest], fit(matrix[rest], data.wrong[rest], data.worth[rest]))
    return sure


def loss(data: Data, names: Sequence[Term]) -> float:
    """Mean negative log likelihood on held-out texts, in nats."""
    sure = np.clip(held_out(data, names), 1e-9, 1 - 1e-9)
    return float(-np.average(np.log(np.where(data.wrong == 1, sure, 1 - sure)), weights=data.worth))


def choose(data: Data) -> list[Term]:
    """The terms that better the loss most, one after another."""
    print("chosen, by the loss on held-out texts, in nats:")
    chosen, least = list(FORCED), float("inf")
    while len(chosen) < MOST:
        now, name = min((loss(data, [*chosen, name]), name) for name in promising(data, chosen))
        if now > least - GAIN:
            break
        chosen, least = [*chosen, name], now
        print(f"  {now:.4f} with {' * '.join(name)}", flush=True)
    return chosen


def promising(data: Data, chosen: Sequence[Term]) -> list[Term]:
    """The terms that what the chosen ones leave unexplained leans on most (their score statistic)."""
    matrix = data.matrix(chosen)
    sure = curve(matrix, fit(matrix, data.wrong, data.worth))
    left, room = data.worth * (data.wrong - sure), data.worth * sure * (1 - sure)
    names = [name for name in data.columns if name not in chosen]
    columns = np.column_stack([data.columns[name] for name in names])
    columns = columns - (room @ columns) / room.sum()
    lean = np.abs(left @ columns) / np.sqrt(room @ columns**2)
    return [names[at] for at in np.argsort(-lean)[:TRIED]]


def weights_text(names: Sequence[Term], weights: Array) -> str:
    """In the form of crosscheck/certainty.py: what speaks for a call first."""
    pairs = sorted(zip(names, weights[:-1], strict=True), key=lambda pair: (pair[1] < 0, -abs(pair[1])))
    rows = [f"    {names_of}: {weight:.2f},\n".replace("'", '"') for names_of, weight in pairs]
    return f"BIAS = {weights[-1]:.2f}\nWEIGHTS: dict[Term, float] = {{\n{''.join(rows)}}}\n"


def show_reliability(sure: Array, rows: Sequence[Row]) -> None:
    """By tenths of the held-out probability: how many failures, and what share should be called."""
    print("held out, how sure and how many are wrong:")
    for tenth in range(10):
        inside = [row.wrong for row, p in zip(rows, sure, strict=True) if int(10 * min(p, 0.999)) == tenth]
        print(f"  {tenth / 10:.1f} and more: {len(inside):4}, {sum(inside) / max(1, len(inside)):.2f} wrong")


def show_thresholds(name: str, sure: Array, rows: Sequence[Row], made: Counter[str], lines: Sequence[float]) -> None:
    """For each threshold: real failures called, and the share of what is wrong (of all twins made) that is."""
    print(f"called at a threshold, {name}:")
    told = [(row.source, p) for row, p in zip(rows, sure, strict=True) if row.wrong or row.source == "real"]
    whole = Counter(source for source, _ in told) | made
    for line in lines:
        called = Counter(source for source, p in told if p >= line)
        shares = ", ".join(f"{kind} {called[kind] / max(1, whole[kind]):.2f}" for kind in ("gold", "cases", *KINDS))
        print(f"  {line:.3f}: {called['real']} of {whole['real']} real failures; {shares}")


def logit(share: float) -> float:
    """The log odds of a probability."""
    return math.log(share / (1 - share))


def tell(rows: Sequence[Row], made: Counter[str]) -> str:
    """Choose and fit, and print what comes of it: the weights."""
    data = Data(rows)
    names = choose(data)
    weights = fit(data.matrix(names), data.wrong, data.worth)
    sure = held_out(data, names)
    text = weights_text(names, np.append(weights[:-1], weights[-1] + logit(THRESHOLD) - logit(PRIOR)))
    print(text, end="")
    show_reliability(sure, rows)
    show_thresholds("held out", sure, rows, made, LINES)
    show_thresholds("by the weights above", curve(data.matrix(names), weights), rows, made, LINES)
    show_thresholds("by today's weights", np.array([row.today for row in rows]), rows, made, [THRESHOLD])
    return text


def main(argv: list[str]) -> int:
    """Gather, fit, tell."""
    parser = argparse.ArgumentParser(prog="python -m bench certainty", description=__doc__)
    parser.add_argument("--twins", type=int, default=100, metavar="N", help="wrong twins of each kind (100)")
    parser.add_argument("--texts", type=Path, action="append", metavar="FILE", help="further texts as printed")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--write", action="store_true", help="put the weights into crosscheck/certainty.py")
    options = parser.parse_args(argv)
    market = load_all("default")[1]
    real, gold = (run_all(load_corpus(name, "dev"), options.jobs, "default") for name in ("real", "gold"))
    for path in options.texts or ():
        real += run_all(load_corpus("real", "all", path), options.jobs, "default")
    twins, made = rows_of_twins([*real, *gold], market, options.twins, options.jobs)
    by_hand = [each for each in real if not MACHINE.search(each.text.more.get("publisher") or "")]
    rows = [row for each in by_hand for row in failing("real", each, market)]
    rows += [row for each in gold for row in rows_of_gold(each, market)] + twins
    wrong = [each for each in run_all(load_corpus("cases", "dev"), 1, "default") if each.text.more["expected"] == WRONG]
    rows += [replace(row, wrong=True) for each in wrong for row in failing("cases", each, market)]
    rows += rows_of_demo()
    print(f"{len(rows)} failing claims: {dict(Counter(row.source for row in rows))}; twins made {dict(made)}")
    text = tell(rows, made)
    if options.write:
        code = FITTED.read_text(encoding="utf-8")
        FITTED.write_text(re.sub(r"BIAS = .*?\n}\n", text, code, count=1, flags=re.DOTALL), encoding="utf-8")
    return 0
