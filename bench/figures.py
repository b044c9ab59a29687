"""Figures and periods: against the gold, a peer's own test suite, the clock, and two other programs."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bench import common
from bench.common import Document, Findings, Result
from tapecheck.nlp.figures import find_quantities
from tapecheck.schema import Quantity

NAME = "figures"
KINDS = {"money", "percent", "percentage_points", "multiple", "index_points"}
FLOORS = {
    "value F1": 0.96,
    "hedge": 0.95,
    "direction": 0.95,
    "per": 0.95,
    "rec_currency": 0.93,
    "sentences a second": 5000,
}
ROUNDS = 5
MEGABYTE = 1_000_000
HARD_LINES = ("1", ",", "$", " ", "1,", "$,", "$ ", "1 ", "$1", "$1,000 ", "1% ", "€£", ", ", "- ")

# Where the peer's convention is not ours: its unit -> our currency, and what one of it is worth in that currency.
PEER_UNITS: dict[str, tuple[str, float]] = {
    "cent": ("USD", 0.01),  # it keeps cents and pence as units of their own
    "pence": ("GBP", 0.01),
    "sen": ("MYR", 0.01),
    "penny": ("", 0.01),  # any currency's
    "franc": ("CHF", 1),  # it names a family of currencies, we the one that market news means
    "peseta": ("ESP", 1),
    "finnish markka": ("FIM", 1),
    "netherlands guilder": ("NLG", 1),
}
PEER_ENVIRONMENT = Path(os.environ.get("TAPECHECK_BENCH_CACHE") or Path.home() / ".cache" / "tapecheck-bench")
PEERS = {  # what to ask pip for, and the module that must then import
    "quantulum3": (["quantulum3", "setuptools<81"], "quantulum3.parser"),
    "recognizers-text-suite": (["recognizers-text-suite", "emoji<2", "setuptools<81"], "recognizers_number_with_unit"),
}


# --- the gold --------------------------------------------------------------------------------------------------------
def as_json(quantity: Quantity) -> Document:
    """A quantity as the contract prints it, its numbers as floats."""
    names = ("start", "end", "text", "kind", "unit", "currency", "hedge", "per", "direction")
    return {name: getattr(quantity, name) for name in names} | {
        "low": float(quantity.low),
        "high": float(quantity.high),
    }


def predict(record: Document) -> Document:
    """A record's figures."""
    return {"id": record["id"], "quantities": [as_json(q) for q in find_quantities(record["text"])]}


@dataclass(frozen=True)
class Tally:
    """What became of the figures of some kinds: counts, and how often an attribute of a matched one was wrong."""

    right: int
    extra: int
    missed: int
    wrong: Counter[str]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find."""
        whole = 2 * self.right + self.extra + self.missed
        return 2 * self.right / whole if whole else 1.0

    def share(self, attribute: str) -> float:
        """Share of matched figures whose attribute is right."""
        return 1 - self.wrong[attribute] / self.right if self.right else 1.0


def tally(findings: Findings, kinds: set[str] | None, layer: str = "quantities") -> Tally:
    """The outcomes of some kinds, or all, of a layer: findings are `layer|document|span|kind` -> outcome."""
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for key, outcome in findings.items():
        of_layer, _, _, kind = key.split("|", 3)
        if of_layer == layer and (kinds is None or kind.partition("#")[0] in kinds):
            counts[outcome.partition(" ")[0]] += 1
            wrong.update(outcome.removeprefix("right but ").split(", ") if outcome.startswith("right but ") else [])
    return Tally(counts["right"], counts["extra"], counts["missed"], wrong)


def print_gold(results: list[Result]) -> list[tuple[str, float, float]]:
    """The score by kind; gives the rows that have a floor."""
    findings = {key: outcome for result in results for key, outcome in result.findings.items()}
    heads = ("F1", "right", "extra", "missed", "hedge", "direc.", "per", "unit")
    print(f"{'kind':20} " + " ".join(f"{head:>6}" for head in heads))
    rows = [(kind, {kind}) for kind in (*sorted(KINDS), "count")] + [("all but counts", KINDS)]
    for name, kinds in rows:
        t = tally(findings, kinds)
        shares = " ".join(f"{t.share(a):6.3f}" for a in ("hedge", "direction", "per", "unit"))
        print(f"{name:20} {t.f1:6.3f} {t.right:6} {t.extra:6} {t.missed:6} {shares}")
    total = tally(findings, KINDS)
    named = [("value F1", total.f1)] + [(a, total.share(a)) for a in ("hedge", "direction", "per")]
    return [(name, value, FLOORS[name]) for name, value in named]


# --- the peer's own test suite ---------------------------------------------------------------------------------------
def peer_wants(span: Document) -> tuple[str, float, float]:
    """A span of the peer's suite as ours: currency ("" for any, "%" for percent), low, high."""
    unit = str(span["unit"])
    currency, worth = PEER_UNITS.get(unit, (unit, 1))
    return currency, round(span["low"] * worth, 9), round(span["high"] * worth, 9)


def peer_score(case: Document, kind: str) -> tuple[int, int, int]:
    """Right, too many, missed for one text. The peer splits a range; each of its ends then counts as one."""
    wanted = [peer_wants(span) for span in case["spans"]]
    given: list[tuple[str, float, float]] = []
    for q in find_quantities(case["text"]):
        if q.kind == kind:
            given += [(q.currency or q.unit, float(v), float(v)) for v in dict.fromkeys((q.low, q.high))]
    right = 0
    for want in wanted:
        hit = next((g for g in given if g[1:] == want[1:] and want[0] in ("", g[0])), None)
        if hit:
            given.remove(hit)
            right += 1
    return right, len(given), len(wanted) - right


def print_suite(name: str, kind: str, errors: int) -> float:
    """Value F1 on one file of the peer's suite; lists what went wrong."""
    totals = [0, 0, 0]
    wrong = []
    for case in common.read_jsonl(common.need_shared() / "peers" / f"{name}.jsonl"):
        outcome = peer_score(case, kind)
        totals = [a + b for a, b in zip(totals, outcome, strict=True)]
        if outcome[1] or outcome[2]:
            wrong.append((case["text"], [(str(q.text), str(q.low), q.unit) for q in find_quantities(case["text"])]))
    right, extra, missed = totals
    f1 = 2 * right / (2 * right + extra + missed)
    print(f"{name:20} F1 {f1:.3f}   ({right} right, {extra} too many, {missed} missed)")
    for text, found in wrong[:errors]:
        print(f"    {text[:100]}  ->  {found}")
    return f1


# --- the clock -------------------------------------------------------------------------------------------------------
def sentences() -> list[str]:
    """The sentences of both gold sets."""
    cut = [d["text"][s["start"] : s["end"]] for d in common.load_gold("articles") for s in d["sentences"]]
    return cut + [d["text"] for d in common.load_gold("claims")]


def print_speed() -> float:
    """Sentences a second on one core, the best of some rounds, and the slowest of the hard lines of a megabyte."""
    texts = sentences()
    find_quantities("")  # loads the tables
    rounds = [timed(lambda: [find_quantities(text) for text in texts]) for _ in range(ROUNDS)]
    rate = len(texts) / min(rounds)
    slowest = max(
        (timed(lambda unit=unit: find_quantities(unit * (MEGABYTE // len(unit)))), unit) for unit in HARD_LINES
    )
    print(f"{rate:,.0f} sentences a second on one core; a megabyte of {slowest[1]!r}, the slowest: {slowest[0]:.2f} s")
    return rate


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes, so that a busy machine does not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


# --- side by side ----------------------------------------------------------------------------------------------------
def peer_python(name: str) -> Path | None:
    """The interpreter of the peer's own environment, made on first use; None where it cannot be had."""
    folder = PEER_ENVIRONMENT / name
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.is_file():
        venv.create(folder, with_pip=True, clear=True)
    packages, module = PEERS[name]
    ready = [str(python), "-W", "ignore", "-c", f"import {module}"]
    if subprocess.run(ready, capture_output=True, check=False).returncode:
        ask = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages]
        subprocess.run(ask, capture_output=True, check=False)
        if subprocess.run(ready, capture_output=True, check=False).returncode:
            return None
    return python


def run_peer(name: str, texts: list[str]) -> tuple[list[list[Document]], float] | None:
    """The peer's figures of each text, and the texts it read a second; None where its environment cannot be had."""
    python = peer_python(name)
    if python is None:
        return None
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    script = Path(__file__).with_name("peer_figures.py")
    done = subprocess.run([str(python), str(script), name], input=lines, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(texts):
        return None
    return [a["quantities"] for a in answers], len(texts) / sum(a["seconds"] for a in answers)


def value_f1(gold: list[list[Document]], found: list[list[Document]], kind: str, scorer: ModuleType) -> float:
    """Value F1 of one kind: spans overlap, values and currency agree."""
    right = wrong = 0
    for want, got in zip(gold, found, strict=True):
        a, b = [q for q in want if q["kind"] == kind], [q for q in got if q["kind"] == kind]
        matched = scorer.match(a, b, scorer.ok_quantity, lambda *_: {})
        hits = sum(not a[i].get("optional") for i in matched)
        right += hits
        wrong += len(b) - len(matched) + sum(not q.get("optional") for q in a) - hits
    return 2 * right / (2 * right + wrong) if right else 0.0


def print_peers(limit: int) -> None:
    """Ours and theirs on the single sentences of the gold: value F1 of money and percent, speed, and the ratio."""
    documents = common.load_gold("claims")[: limit or None]
    texts, gold = [d["text"] for d in documents], [d["quantities"] for d in documents]
    scorer = common.load_scorer()
    started = time.perf_counter()
    ours = [[as_json(q) for q in find_quantities(text)] for text in texts]
    rate = len(texts) / (time.perf_counter() - started)
    print(f"{'program':24} {'money':>6} {'percent':>8} {'texts/s':>9} {'ours is':>9}")
    show = lambda name, found, speed: print(  # noqa: E731
        f"{name:24} {value_f1(gold, found, 'money', scorer):6.3f} {value_f1(gold, found, 'percent', scorer):8.3f}"
        f" {speed:9,.0f} {rate / speed:8,.0f}x"
    )
    show("tapecheck", ours, rate)
    for name in PEERS:
        answer = run_peer(name, texts)
        if answer is None:
            print(f"{name:24} could not be had: its environment cannot be made here")
        else:
            show(name, *answer)


# --- all of it -------------------------------------------------------------------------------------------------------
def print_periods(golds: Iterable[str], errors: int) -> tuple[list[tuple[str, float, float]], list[Result]]:
    """The periods of the gold and of the peer's suite: the rows that have a floor, and the results. Nothing where
    bench/periods_part.py is not there.
    """
    if importlib.util.find_spec("bench.periods_part") is None:
        return [], []
    part = importlib.import_module("bench.periods_part")
    results: list[Result] = []
    for gold in golds:
        results.append(common.score("periods", map(part.predict, common.load_gold(gold)), gold, errors=errors))
        print(f"{gold}: {results[-1].table}")
    metrics, findings = part.score_peer_suite()
    print("rec_time             " + "   ".join(f"{name} {value:.3f}" for name, value in metrics.items()))
    for document, outcome in findings[:errors]:
        print(f"    {document} {outcome}")
    outcomes = {key: outcome for result in results for key, outcome in result.findings.items()}
    values = {"gold periods F1": tally(outcomes, None, "periods").f1} | metrics
    return [(name, values[name], floor) for name, floor in part.FLOORS.items()], results


def print_floors(rows: Iterable[tuple[str, float, float]]) -> bool:
    """Each figure against its floor; True where all hold."""
    held = True
    print("floors")
    for name, value, floor in rows:
        held = held and value >= floor
        print(f"  {'ok  ' if value >= floor else 'LOW '} {name:22} {value:10,.3f}  (at least {floor:,})")
    return held


def main(argv: list[str]) -> int:
    """Print everything; 1 where a floor is missed or findings were lost against the last saved result."""
    parser = common.make_parser(NAME, __doc__)
    parser.add_argument("--peers", action="store_true", help="run quantulum3 and recognizers-text side by side")
    parser.add_argument("--no-speed", action="store_true", help="leave the clock out")
    options = parser.parse_args(argv)
    results: list[Result] = []
    texts: dict[str, str] = {}
    for gold in options.gold or ("articles", "claims"):
        documents = common.load_gold(gold)
        texts |= {d["id"]: d["text"] for d in documents}
        results.append(common.score("quantities", map(predict, documents), gold, errors=options.errors))
        print(f"{gold}: {results[-1].table}")
    rows = print_gold(results)
    rows.append(("rec_currency", print_suite("rec_currency", "money", options.errors), FLOORS["rec_currency"]))
    print_suite("rec_percent", "percent", options.errors)
    more, of_periods = print_periods(options.gold or ("articles", "claims"), options.errors)
    rows, results = rows + more, results + of_periods
    if not options.no_speed:
        rows.append(("sentences a second", print_speed(), FLOORS["sentences a second"]))
    if options.peers:
        print_peers(0)
    held = print_floors(rows)
    return finish(results, texts, options, held=held)


def finish(results: list[Result], texts: dict[str, str], options: object, *, held: bool) -> int:
    """Compare with the last saved result, save when asked, and give the exit code."""
    findings = {key: outcome for result in results for key, outcome in result.findings.items()}
    if getattr(options, "gold", None):
        print("a part of the gold was run: nothing is compared or saved")
        return int(not held)
    common.show_diff(NAME, findings, texts, getattr(options, "limit", 40))
    lost = bool(common.load_findings(NAME)) and bool(common.diff_findings(NAME, findings).lost)
    if getattr(options, "save", False):
        print(f"saved {common.save(NAME, results).relative_to(common.ROOT)}")
    return int(lost or not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
