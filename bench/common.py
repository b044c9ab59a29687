"""What every benchmark needs: the gold, the score, and what changed since the last committed result.

A benchmark is a file `bench/NAME.py` with `main(argv) -> int`, run by `python -m bench NAME`. Most are three lines,
because `run` does the rest: it reads the gold, hands over what an analyzer may see, scores, prints the table and the
changed findings, and with `--save` writes `bench/results/NAME.json`:

    from bench.common import Document, run

    def main(argv: list[str]) -> int:
        return run("figures", ["quantities"], predict, argv)      # predict(record) -> {"id": ..., "quantities": [...]}

A record is `{"id", "text", "published"}`; a document holds the lists of contract.md that its layers need. The pieces
also stand alone:

    load_gold("articles")              the gold documents (also "claims": single sentences)
    score("quantities", documents)     -> Result: .f1, .precision, .recall, .attributes, .summary, .table, .findings
    diff_findings("figures", findings) -> Diff: .gained, .lost, .changed, against bench/results/figures.json
    save("figures", results)           writes that file, to be committed with the change that earned it

Nothing of the gold's text is written to the results: a finding is a document's id, a span and an outcome.
The gold and its scorer lie beside the checkout (`TAPECHECK_SHARED`, else `../shared`).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
LAYERS = ("quantities", "periods", "entities", "quotes", "claims", "checks")

Document = dict[str, Any]
Findings = dict[str, str]
"""`layer|document|start-end|kind` -> "right", "right but hedge", "missed", "extra", "supported for contradicted"."""


# --- the material beside the checkout --------------------------------------------------------------------------------


def find_shared() -> Path | None:
    """The folder of gold, market data and pages: `TAPECHECK_SHARED`, else `shared` beside the checkout, else None."""
    named = os.environ.get("TAPECHECK_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def need_shared() -> Path:
    """`find_shared`, or leave with one line that says what to do."""
    folder = find_shared()
    if folder is None:
        raise SystemExit("bench: the shared folder is not there; put it beside the checkout or set TAPECHECK_SHARED")
    return folder


def read_jsonl(path: Path) -> list[Document]:
    """The objects of a JSON-lines file, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_gold(which: str = "articles") -> list[Document]:
    """The gold documents of `articles` (whole articles) or `claims` (single sentences), as contract.md has them."""
    return read_jsonl(need_shared() / "gold" / f"{which}.jsonl")


def as_record(document: Document) -> Document:
    """What an analyzer may see of a gold document: `{"id", "text", "published"}`."""
    return {key: document[key] for key in ("id", "text", "published") if key in document}


def load_scorer() -> ModuleType:
    """The gold's own score.py as a module: its `match` and its rules say what counts as right."""
    path = need_shared() / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("tapecheck_gold_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"bench: {path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # the shared folder is read-only
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return module


# --- scoring ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """One layer's score on one gold set. `summary` is score.py's own JSON, `table` its printed lines."""

    layer: str
    gold: str
    summary: dict[str, Any]
    table: str
    findings: Findings = field(repr=False)

    @property
    def precision(self) -> float:
        """Right findings among all that were made, 0 to 1."""
        return float(self.summary["p"])

    @property
    def recall(self) -> float:
        """Right findings among all of the gold, 0 to 1."""
        return float(self.summary["r"])

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return float(self.summary["f1"])

    @property
    def attributes(self) -> dict[str, float]:
        """Share of matched findings whose further attribute (hedge, unit ...) is right too."""
        return dict(self.summary["attributes"])


def score(layer: str, predictions: Iterable[Document], gold: str = "articles", *, errors: int = 0) -> Result:
    """Score documents against the gold with its own scorer.

    Args:
        layer: one of `LAYERS`; documents need that list (`checks` needs `claims`, `checks` and `verdict`).
        predictions: documents of contract.md, joined on `id`; a missing one counts as found nothing.
        gold: `articles` or `claims`.
        errors: how many errors the table lists.
    """
    documents = list(predictions)
    scorer = load_scorer()
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
        gold_path = need_shared() / "gold" / f"{gold}.jsonl"
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the scorer leaves its files to be closed at its end
            scorer.main([str(gold_path), str(path), "--layer", layer, "--errors", str(errors)])
    *table, last = printed.getvalue().splitlines()
    summary = json.loads(last).get(layer, {})
    return Result(layer, gold, summary, "\n".join(table), find_outcomes(layer, load_gold(gold), documents, scorer))


def find_outcomes(layer: str, gold: list[Document], predictions: list[Document], scorer: ModuleType) -> Findings:
    """What became of every gold item of the layer, and every prediction that matches none."""
    by_id = {d["id"]: d for d in predictions}
    findings: Findings = {}
    for document in gold:
        if layer != "checks" and layer not in document:
            continue
        found = by_id.get(document["id"], {})
        checks = layer == "checks"
        outcomes = check_outcomes(document, found, scorer) if checks else item_outcomes(layer, document, found, scorer)
        for item, outcome in outcomes:
            key = base = f"{layer}|{document['id']}|{item['start']}-{item['end']}|{item_kind(item)}"
            n = 1
            while key in findings:  # two claims of one clause
                n += 1
                key = f"{base}#{n}"
            findings[key] = outcome
    return findings


def item_kind(item: Document) -> str:
    """The one word that tells items of the same span apart."""
    return str(next((item[key] for key in ("metric", "kind", "label", "type") if item.get(key)), ""))


def item_outcomes(layer: str, gold: Document, found: Document, scorer: ModuleType) -> list[tuple[Document, str]]:
    """Outcomes of one document's items in a layer other than checks."""
    ok, attributes = scorer.RULES[layer]
    expected, given = gold.get(layer) or [], found.get(layer) or []
    matched = scorer.match(expected, given, ok, attributes)
    outcomes = []
    for i, item in enumerate(expected):
        if item.get("optional"):
            continue
        if i not in matched:
            outcomes.append((item, "missed"))
            continue
        wrong = [name for name, right in attributes(item, given[matched[i]]).items() if not right]
        outcomes.append((item, "right but " + ", ".join(wrong) if wrong else "right"))
    taken = set(matched.values())
    return outcomes + [(item, "extra") for j, item in enumerate(given) if j not in taken]


def check_outcomes(gold: Document, found: Document, scorer: ModuleType) -> list[tuple[Document, str]]:
    """Outcomes of one document's checks: verdicts are compared on the claims that match."""
    ok, attributes = scorer.RULES["claims"]
    expected, given = gold.get("claims") or [], found.get("claims") or []
    matched = scorer.match(expected, given, ok, attributes)
    wanted = {c["claim_id"]: c for c in gold.get("checks") or []}
    made = {c["claim_id"]: c for c in found.get("checks") or []}
    outcomes = []
    for i, item in enumerate(expected):
        want, got = wanted.get(item["id"]), made.get(given[matched[i]]["id"]) if i in matched else None
        if item.get("optional") or not (want or got):
            continue
        right = want and got and scorer.ok_check(want, got)
        verdicts = f"{got['verdict'] if got else 'no check'} for {want['verdict'] if want else 'no check'}"
        outcomes.append((item, "right" if right else verdicts))
    return outcomes


# --- what changed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Diff:
    """Findings that changed against the last committed result: lines `key: before -> now`, sorted."""

    gained: list[str]
    lost: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)


def rank(outcome: str) -> int:
    """2 right, 1 right in part, 0 absent, -1 wrong: an unfound item and an unmade error rank the same."""
    if outcome == "right":
        return 2
    if outcome.startswith("right but"):
        return 1
    return 0 if outcome in ("missed", "absent") else -1


def load_findings(name: str, results: Path = RESULTS) -> Findings | None:
    """The findings of the last saved result, or None where there is none."""
    path = results / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["findings"] if path.is_file() else None


def diff_findings(name: str, findings: Findings, results: Path = RESULTS) -> Diff:
    """Compare with `bench/results/NAME.json`: gained is better than before, lost is worse, changed is neither."""
    before = load_findings(name, results) or {}
    gained: list[str] = []
    lost: list[str] = []
    changed: list[str] = []
    for key in sorted(before.keys() | findings.keys()):
        old, new = before.get(key, "absent"), findings.get(key, "absent")
        if old != new:
            side = gained if rank(new) > rank(old) else lost if rank(new) < rank(old) else changed
            side.append(f"{key}: {old} -> {new}")
    return Diff(gained, lost, changed)


def save(name: str, scored: Sequence[Result], results: Path = RESULTS) -> Path:
    """Write `bench/results/NAME.json`: the summaries and the findings of all results, nothing of the gold's text."""
    results.mkdir(parents=True, exist_ok=True)
    findings = {key: outcome for r in scored for key, outcome in sorted(r.findings.items())}
    kept = {"summaries": [{"layer": r.layer, "gold": r.gold, **r.summary} for r in scored], "findings": findings}
    path = results / f"{name}.json"
    path.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def show_diff(name: str, findings: Findings, texts: dict[str, str], limit: int = 40) -> None:
    """Print the changed findings, each with the words concerned, `limit` of each sort."""
    if load_findings(name) is None:
        print(f"no committed result yet: --save writes bench/results/{name}.json")
        return
    diff = diff_findings(name, findings)
    print(
        f"against the last saved result: {len(diff.gained)} gained, {len(diff.lost)} lost, {len(diff.changed)} changed"
    )
    for sign, lines in (("+", diff.gained), ("-", diff.lost), ("~", diff.changed)):
        for line in lines[:limit]:
            print(f"  {sign} {line}   [{words_of(line, texts)}]")
        if len(lines) > limit:
            print(f"  {sign} ... and {len(lines) - limit} more")


def words_of(line: str, texts: dict[str, str]) -> str:
    """The text that a finding's key points at, cut to 60 characters."""
    _, document, span, _ = line.split("|", 3)
    start, _, end = span.partition("-")
    return " ".join(texts.get(document, "")[int(start) : int(end)].split())[:60]


# --- all of it in one call -------------------------------------------------------------------------------------------


def make_parser(name: str, about: str | None = None) -> argparse.ArgumentParser:
    """The options that benchmarks share; add your own to what is returned."""
    parser = argparse.ArgumentParser(prog=f"python -m bench {name}", description=about)
    parser.add_argument("--gold", action="append", choices=["articles", "claims"], help="gold sets (default: both)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N errors of each layer")
    parser.add_argument("--limit", type=int, default=40, metavar="N", help="changed findings shown of each sort")
    parser.add_argument("--save", action="store_true", help=f"write bench/results/{name}.json")
    return parser


def run(
    name: str,
    layers: Sequence[str],
    predict: Callable[[Document], Document],
    argv: list[str],
    *,
    golds: Sequence[str] = ("articles", "claims"),
) -> int:
    """Predict every gold record, score the layers, print table and changed findings, save when asked.

    A gold set without a layer (single sentences have no quotes) is passed over for that layer. Returns the exit code:
    0, or 1 where findings were lost, so that a change can be held against the committed result.
    """
    options = make_parser(name).parse_args(argv)
    results: list[Result] = []
    texts: dict[str, str] = {}
    for gold in options.gold or golds:
        documents = load_gold(gold)
        texts |= {d["id"]: d["text"] for d in documents}
        predictions = [predict(as_record(d)) for d in documents]
        present = [layer for layer in layers if any(layer in d for d in documents)]
        for layer in present:
            results.append(score(layer, predictions, gold, errors=options.errors))
            print(f"{gold}: {results[-1].table}")
    findings = {key: outcome for r in results for key, outcome in r.findings.items()}
    if options.gold:  # only a part was run: hold it against its own part
        print("a part of the gold was run: nothing is compared or saved")
        return 0
    show_diff(name, findings, texts, options.limit)
    lost = bool(load_findings(name)) and bool(diff_findings(name, findings).lost)
    if options.save:
        print(f"saved {save(name, results).relative_to(ROOT)}")
    return int(lost)
