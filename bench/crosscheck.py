"""Verdicts: the rules alone on claims in gold form, and end to end from the text, each against its floor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench.common import (
    Document,
    Result,
    as_record,
    diff_findings,
    load_findings,
    load_gold,
    make_parser,
    need_shared,
    save,
    score,
    show_diff,
)

GOLDS = ("articles", "claims")
VERDICTS = ("supported", "imprecise", "contradicted", "not_checkable", "none")
FLOORS = {
    "rules alone: accuracy": 0.93,
    "rules alone: supported ones contradicted, at most": 0.02,
    "rules alone: coverage of the checkable": 0.82,
    "rules alone: seconds for 100 claims, at most": 1.0,
    "end to end: accuracy": 0.78,
    "end to end: supported ones contradicted, at most": 0.02,
    "end to end: wrong ones found": 0.80,
    "end to end: coverage of the checkable": 0.82,
}


@dataclass
class Tally:
    """What became of gold's checks: `confusion[gold][found]`, and how many were right (an accepted verdict counts)."""

    confusion: dict[str, dict[str, int]]
    right: int = 0
    total: int = 0
    wrong_found: int = 0
    wrong: int = 0

    @property
    def accuracy(self) -> float:
        return self.right / max(1, self.total)

    @property
    def falsely_contradicted(self) -> float:
        """Supported claims that were contradicted, as a share of the supported."""
        row = self.confusion["supported"]
        return row["contradicted"] / max(1, sum(row.values()))

    @property
    def coverage(self) -> float:
        """Checkable claims that got a verdict other than not checkable."""
        rows = [self.confusion[verdict] for verdict in VERDICTS[:3]]
        decided = sum(row[verdict] for row in rows for verdict in VERDICTS[:3])
        return decided / max(1, sum(sum(row.values()) for row in rows))

    def show(self, title: str) -> None:
        """Print the confusion table, gold down and found across."""
        print(f"{title}: gold down, found across")
        print(" " * 15 + "".join(f"{verdict:>15}" for verdict in VERDICTS))
        for gold in VERDICTS:
            row = self.confusion[gold]
            if any(row.values()):
                print(f"{gold:15}" + "".join(f"{row[found]:15}" for found in VERDICTS))


def tally(gold: Iterable[Document], found: dict[str, Document], pairs: dict[str, str]) -> Tally:
    """Count verdicts over all gold checks that are scored."""
    result = Tally({g: dict.fromkeys(VERDICTS, 0) for g in VERDICTS})
    for document in gold:
        checks = {c["claim_id"]: c for c in document["checks"]}
        predicted = {c["claim_id"]: c for c in found.get(document["id"], {}).get("checks") or []}
        for claim in document["claims"]:
            if claim.get("optional"):
                continue
            want = checks.get(claim["id"])
            match = pairs.get(f"{document['id']}|{claim['id']}")
            got = predicted.get(match) if match else None
            if want is None and got is None:
                continue
            count(result, want, got)
    return result


def count(result: Tally, want: Document | None, got: Document | None) -> None:
    """One claim's verdicts."""
    wanted, given = want["verdict"] if want else "none", got["verdict"] if got else "none"
    result.confusion[wanted][given] += 1
    result.total += 1
    result.right += bool(want and got and given in (want.get("accept") or [wanted]))
    if wanted == "contradicted":
        result.wrong += 1
        result.wrong_found += given == "contradicted"


def rules_alone(market: Any) -> Callable[[Document], Document]:
    """Gold's claims, our checks."""
    from tapecheck.crosscheck import check_claims, find_consistency
    from tapecheck.nlp.claims.wording.own import as_read
    from tapecheck.nlp.sentences import find_sentences
    from tapecheck.schema import Claim, Published, from_json, to_json

    def predict(document: Document) -> Document:
        sentences = list(find_sentences(document["text"]))
        claims = [as_read(from_json(Claim, claim), document["text"], sentences) for claim in document["claims"]]
        published = Published.parse(document["published"])
        consistency = find_consistency(claims)
        checks = check_claims(claims, market, published=published, text=document["text"], consistency=consistency)
        return {"id": document["id"], "claims": document["claims"], "checks": [to_json(check) for check in checks]}

    return predict


def end_to_end(market: Any) -> Callable[[Document], Document]:
    """Our claims, our checks, from the text alone."""
    from tapecheck.pipeline import analyze, load_models
    from tapecheck.schema import Record, to_json

    models = load_models()

    def predict(document: Document) -> Document:
        record = as_record(document)
        made = Record(id=record["id"], text=record["text"], published=record["published"], verbatim=True)
        return to_json(analyze(made, models, market))

    return predict


def pair_claims(gold: list[Document], found: dict[str, Document]) -> dict[str, str]:
    """Which found claim is which of gold's, by the gold's own matching."""
    from bench.common import load_scorer

    scorer = load_scorer()
    ok, attributes = scorer.RULES["claims"]
    pairs = {}
    for document in gold:
        given = found.get(document["id"], {}).get("claims") or []
        for i, j in scorer.match(document["claims"], given, ok, attributes).items():
            pairs[f"{document['id']}|{document['claims'][i]['id']}"] = given[j]["id"]
    return pairs


def measure(
    title: str, predict: Callable[[Document], Document], errors: int
) -> tuple[dict[str, float], list[Result], dict[str, str]]:
    """One mode over both gold sets: the figures for the floors, the scores, the texts."""
    gold = {which: load_gold(which) for which in GOLDS}
    documents = [document for which in GOLDS for document in gold[which]]
    started = time.perf_counter()
    found = {document["id"]: predict(document) for document in documents}
    seconds = time.perf_counter() - started
    result = tally(documents, found, pair_claims(documents, found))
    result.show(title)
    results = []
    for which in GOLDS:
        results.append(score("checks", [found[d["id"]] for d in gold[which]], which, errors=errors))
        print(f"{which}: {results[-1].table}")
    claims = sum(len(document["claims"]) for document in documents)
    figures = {
        f"{title}: accuracy": result.accuracy,
        f"{title}: supported ones contradicted, at most": result.falsely_contradicted,
        f"{title}: wrong ones found": result.wrong_found / max(1, result.wrong),
        f"{title}: coverage of the checkable": result.coverage,
        f"{title}: seconds for 100 claims, at most": 100 * seconds / claims,
    }
    return figures, results, {d["id"]: d["text"] for d in documents}


def main(argv: list[str]) -> int:
    """Measure both modes; 1 where a floor is missed or a finding was lost."""
    parser = make_parser("crosscheck", __doc__)
    parser.add_argument("--mode", choices=["rules", "text"], action="append", help="only the rules, or only from text")
    options = parser.parse_args(argv)
    from tapecheck.market import FolderMarket

    market = FolderMarket(need_shared() / "market")
    modes = {"rules": ("rules alone", rules_alone), "text": ("end to end", end_to_end)}
    figures: dict[str, float] = {}
    exit_code = 0
    for mode in options.mode or ("rules", "text"):
        title, make = modes[mode]
        predict = make(market)
        if mode == "rules":
            for document in load_gold("articles")[:10]:
                predict(document)  # fill the caches: the floor is for data at hand
        measured, results, texts = measure(title, predict, options.errors)
        figures |= measured
        findings = {key: outcome for each in results for key, outcome in each.findings.items()}
        name = f"crosscheck-{mode}"
        show_diff(name, findings, texts, options.limit)
        exit_code |= bool(load_findings(name)) and bool(diff_findings(name, findings).lost)
        if options.save:
            print(f"saved {save(name, results).name}")
    return exit_code | show_floors(figures)


def show_floors(figures: dict[str, float]) -> int:
    """Print every figure beside its floor; 1 where one is missed."""
    missed = 0
    for name, value in figures.items():
        floor = FLOORS.get(name)
        if floor is None:
            print(f"{name:55} {value:8.4f}")
            continue
        failed = value > floor if name.endswith("at most") else value < floor
        missed |= failed
        print(f"{name:55} {value:8.4f}   floor {floor:6g}   {'MISSED' if failed else 'met'}")
    return int(missed)
