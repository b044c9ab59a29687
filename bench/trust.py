"""Verdicts on real texts: how many are contradicted, who decided, and what changed since the last saved snapshot.

    python3 dev.py bench trust                    the real texts (dev), the gold, the cases, what was judged by hand
    python3 dev.py bench trust --only real        one corpus (real, gold, cases); --part check is for the very end
    python3 dev.py bench trust --texts FILE       texts of one's own, JSON lines of id, text, published
    python3 dev.py bench trust --twins 60         makes so many wrong twins of each kind out of supported checks
    python3 dev.py bench trust --companions       the gold with bare dates, and as papers of the morning after
    python3 dev.py bench trust --list contradicted --limit 20   the checks of one verdict, in their words (not saved)
    python3 dev.py bench trust --replay           tells each verdict again from its stored document
    python3 dev.py bench trust --save             writes bench/results/trust.tsv: positions, verdicts, codes, no texts

Annotations and unchecked documents are kept in data/trust, each by a hash of the code that made it, so that a change of
the claims' reader or of the checker computes no names and no figures again.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import pickle
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.common import RESULTS, ROOT, load_gold, need_shared, read_jsonl
from bench.twins import KINDS, Twin, make_twins, shift_published

SNAPSHOT = RESULTS / "trust.tsv"
CACHE = ROOT / "data" / "trust"
DECIDED = ("supported", "imprecise", "contradicted")
GENERIC_KEYS = ("real", "gold", "cases")
TARGETS = {
    "contradicted of 100 judged, at most": 4.0,
    "judged share": 0.40,
    "cases right": 0.90,
    "companions falsely contradicted, at most": 0.02,
    "twins caught: figure": 0.80,
    "twins caught: direction": 0.80,
    "twins caught: instrument": 0.65,
    "twins caught: weekday": 0.65,
}


@dataclass(frozen=True)
class Text:
    """One input: where it is from, its text and its date, and what else its file says."""

    id: str
    text: str
    published: str | None
    more: dict[str, Any] = field(default_factory=dict, compare=False)


# --- the corpora ------------------------------------------------------------------------------------------------------
def load_real(part: str, own: Path | None = None) -> list[Text]:
    """The real texts of a part, or all of a file of one's own."""
    path = own or need_shared() / "real" / "texts.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [Text(d["id"], d["text"], d["published"], d) for d in found if own or part in (d["part"], "all")]


def load_corpus(name: str, part: str, own: Path | None = None) -> list[Text]:
    """A corpus by its name."""
    if name == "real":
        return load_real(part, own)
    if name == "gold":
        return [Text(d["id"], d["text"], d["published"], d) for g in ("articles", "claims") for d in load_gold(g)]
    cases = read_jsonl(need_shared() / "cases" / "reading.jsonl")
    return [Text(d["id"], d["text"], d["published"], d) for d in cases]


# --- running, with what the last run left -----------------------------------------------------------------------------
def hash_of(paths: Iterable[Path]) -> str:
    """A short name of the content of files."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:12]


@cache
def code_of(stage: str) -> str:
    """The name of the code that a stage hangs on: "annotate" (all but the reader of claims) or "find"."""
    package = ROOT / "tapecheck"
    kept = (".py", ".toml", ".csv", ".npz", ".onnx", ".json", ".txt")
    files = [
        p for top in ("nlp", "models", "reference", "schema") for p in (package / top).rglob("*") if p.suffix in kept
    ]
    claims = [p for p in files if "claims" in p.relative_to(package).parts or p.name.startswith("claims")]
    others = [p for p in files if p not in claims and p.name != "reasons.py"]
    consistency = [package / "crosscheck" / "consistency.py", package / "pipeline.py"]
    return hash_of(others) if stage == "annotate" else hash_of([*files, *consistency])


def kept(stage: str, text: Text, make: Callable[[], Any]) -> Any:
    """What `make` gives, from the folder of kept results where it is there."""
    key = hashlib.sha256(f"{text.text}\x1f{text.published}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
    path = CACHE / f"{stage}-{code_of(stage)}" / key[:2] / f"{key}.pickle"
    if path.is_file():
        return pickle.loads(path.read_bytes())
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(made))
    return made


@cache
def load_all(model: str) -> tuple[Any, Any]:
    """The models and the market."""
    from tapecheck.market import FolderMarket
    from tapecheck.pipeline import load_models

    return load_models(model), FolderMarket(need_shared() / "market")


@dataclass
class Done:
    """A text and its checked document, and the seconds of the reader of claims and of the checker."""

    text: Text
    document: Any
    seconds: tuple[float, float, float] = (0.0, 0.0, 0.0)


def run_text(text: Text, model: str = "default") -> Done:
    """Annotate, find, check."""
    from tapecheck.nlp.find import find_annotations
    from tapecheck.pipeline import check, find
    from tapecheck.schema import Record
    from tapecheck.scraper.read import read

    models, market = load_all(model)
    article = read(Record(id=text.id, text=text.text, published=text.published, verbatim=True))
    clock = [time.process_time()]
    suffix = "" if model == "default" else f"\x1f{model}"
    named = replace(text, published=f"{text.published}{suffix}")

    def unchecked() -> Any:
        found = kept("annotate", named, lambda: find_annotations(article.readable(), models.catalogue, models.model))
        clock.append(time.process_time())
        return find(article, found, models)

    document = kept("find", named, unchecked)
    clock.append(time.process_time())
    document = check(replace(document, id=text.id), market)
    clock.append(time.process_time())
    steps = [b - a for a, b in pairwise(clock)]
    return Done(text, document, (steps[0] if len(steps) == 3 else 0.0, steps[-2], steps[-1]))


def run_all(texts: list[Text], jobs: int, model: str) -> list[Done]:
    """All texts, in order, over so many processes."""
    if jobs == 1:
        return [run_text(text, model) for text in texts]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(run_text, texts, [model] * len(texts), chunksize=8))


# --- what is told -----------------------------------------------------------------------------------------------------
def rows_of(corpus: str, done: Iterable[Done]) -> dict[str, str]:
    """The snapshot: corpus, text, place and metric of each check -> verdict, code, who decided."""
    rows: dict[str, str] = {}
    for each in done:
        claims = {claim.id: claim for claim in each.document.claims}
        for check in each.document.checks or ():
            claim = claims[check.claim_id]
            at = claim.quantity or claim
            key = base = f"{corpus} {each.text.id} {at.start}-{at.end} {claim.metric}"
            n = 1
            while key in rows:
                n += 1
                key = f"{base}#{n}"
            rows[key] = f"{check.verdict} {check.code or '-'} {check.decided or check.rule or '-'}"
    return rows


def load_snapshot() -> dict[str, str]:
    """The committed snapshot, empty where there is none."""
    if not SNAPSHOT.is_file():
        return {}
    lines = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line)


def show_changes(rows: dict[str, str], corpora: Iterable[str], words: dict[str, str], limit: int) -> None:
    """Print which verdicts changed: a table of from and to, then the checks themselves."""
    chosen = tuple(f"{name} " for name in corpora)
    before = {key: value for key, value in load_snapshot().items() if key.startswith(chosen)}
    if not before:
        if chosen:
            print("no saved snapshot of these corpora: --save writes one")
        return
    moved: dict[str, list[str]] = {}
    for key in sorted(before.keys() | rows.keys()):
        old, new = (side.get(key, "absent").split()[0] for side in (before, rows))
        if old != new:
            moved.setdefault(f"{old} -> {new}", []).append(key)
    print(f"changed verdicts: {sum(map(len, moved.values()))} of {len(before)}")
    for name, keys in sorted(moved.items(), key=lambda item: -len(item[1])):
        print(f"  {name}: {len(keys)}")
        for key in keys[:limit]:
            print(f"      {key}  {rows.get(key, '')}  {words.get(key, '')}")


def share(part: int, whole: int) -> str:
    """A share with its counts."""
    return f"{part / max(1, whole):.3f} ({part} of {whole})"


def tell_real(done: list[Done], figures: dict[str, float]) -> None:
    """How many checks of the real texts were judged, and how."""
    counts = Counter(str(check.verdict) for each in done for check in each.document.checks or ())
    judged, total = sum(counts[v] for v in DECIDED), sum(counts.values())
    print(f"real: {len(done)} texts, {sum(len(d.document.claims) for d in done)} claims, {total} checks")
    print("  " + ", ".join(f"{verdict} {counts[verdict]}" for verdict in (*DECIDED, "not_checkable")))
    print(f"  judged share {share(judged, total)}")
    wrong = counts["contradicted"]
    print(f"  contradicted of 100 judged {100 * wrong / max(1, judged):.2f} ({wrong} of {judged})")
    texts = sum(any(c.verdict == "contradicted" for c in d.document.checks or ()) for d in done)
    print(f"  texts with a contradiction {share(texts, len(done))}")
    figures["contradicted of 100 judged, at most"] = 100 * wrong / max(1, judged)
    figures["judged share"] = judged / max(1, total)
    for verdict in ("contradicted", "not_checkable"):
        found = Counter(
            c.code or c.decided or c.rule for d in done for c in d.document.checks or () if c.verdict == verdict
        )
        print(f"  {verdict} by code: " + ", ".join(f"{name} {n}" for name, n in found.most_common(12)))


def tell_judged(done: list[Done]) -> None:
    """What became of the contradictions that were judged by hand."""
    documents = {each.text.id: each.document for each in done}
    now: dict[str, Counter[str]] = {}
    for row in read_jsonl(need_shared() / "real" / "adjudicated.jsonl"):
        if row["id"] not in documents:
            continue
        document = documents[row["id"]]
        checks = {check.claim_id: check for check in document.checks or ()}
        claims = [c for c in document.claims if c.id == row["claim_id"] or c.text == row["claim_text"]]
        verdicts = {str(checks[c.id].verdict) for c in claims if c.id in checks} or {"no check"}
        verdict = "contradicted" if "contradicted" in verdicts else sorted(verdicts)[0]
        now.setdefault(row["judgement"], Counter())[verdict] += 1
    for judgement, counts in sorted(now.items()):
        told = ", ".join(f"{verdict} {n}" for verdict, n in counts.most_common())
        print(f"  judged by hand as {judgement}: {sum(counts.values())}; now {told}")


def tell_certainty(done: list[Done], twins: list[tuple[Twin, str, float | None]]) -> None:
    """The reliability table: contradictions of unchanged texts and of twins by how certain they are."""
    bins: dict[int, list[int]] = {}
    for each in done:
        for check in each.document.checks or ():
            if check.verdict == "contradicted" and check.certainty is not None:
                bins.setdefault(int(10 * min(check.certainty, 0.999)), [0, 0])[0] += 1
    for _, verdict, certainty in twins:
        if verdict == "contradicted" and certainty is not None:
            bins.setdefault(int(10 * min(certainty, 0.999)), [0, 0])[1] += 1
    for low, (plain, twin) in sorted(bins.items()):
        print(f"  certainty {low / 10:.1f} to {low / 10 + 0.1:.1f}: {plain} in texts as printed, {twin} in wrong twins")


def tell_gold(done: list[Done], figures: dict[str, float]) -> None:
    """The verdicts on the gold's checks, end to end, by the gold's own matching."""
    from bench.crosscheck import pair_claims, tally
    from tapecheck.schema import to_json

    gold = [each.text.more for each in done]
    found = {each.text.id: to_json(each.document) for each in done}
    result = tally(gold, found, pair_claims(gold, found))
    result.show("gold, end to end")
    print(f"  accuracy {share(result.right, result.total)}, coverage {result.coverage:.3f}")
    row = result.confusion["supported"]
    print(f"  supported ones contradicted {share(row['contradicted'], sum(row.values()))}")
    print(f"  wrong ones found {share(result.wrong_found, result.wrong)}")
    figures["gold: accuracy"] = result.right / max(1, result.total)


def tell_replay(name: str, done: list[Done]) -> None:
    """In how many checks the story, told again from what is stored, ends otherwise: it must be none."""
    from tapecheck.crosscheck.flags import withdraw
    from tapecheck.crosscheck.replay import same_figure
    from tapecheck.crosscheck.verdict import check_document
    from tapecheck.schema import Document, from_json, to_json

    market = load_all("default")[1]
    differ = total = 0
    for each in done:
        document = from_json(Document, to_json(each.document))
        now = withdraw(check_document(document, market), document.claims, document.flags)
        for then, again in zip(document.checks or (), now, strict=True):
            total += 1
            differ += then.verdict != again.verdict or not same_figure(then.computed, again.computed)
    print(f"  {name}: replayed checks that differ {share(differ, total)}")


def tell_cases(done: list[Done], figures: dict[str, float]) -> None:
    """The sentences of cases/reading.jsonl by kind; a true sentence is wrong if its false twin is as supported."""
    kinds: dict[str, list[bool]] = {}
    wrong = []
    for each in done:
        right = str(each.document.verdict) == each.text.more["expected"]
        kinds.setdefault(each.text.more["kind"], []).append(right)
        if not right:
            wrong.append(f"{each.text.id} {each.document.verdict} for {each.text.more['expected']}")
    total = [right for found in kinds.values() for right in found]
    print(
        f"cases right {share(sum(total), len(total))}: " + ", ".join(f"{k} {sum(v)}/{len(v)}" for k, v in kinds.items())
    )
    print("  wrong: " + "; ".join(wrong))
    called = [each for each in done if str(each.document.verdict) == "supported"]
    false = [each.text.id for each in called if each.text.more["expected"] == "contradicted"]
    print(f"  called supported {len(called)}, of them false ones {len(false)} ({' '.join(false)})")
    figures["cases right"] = sum(total) / max(1, len(total))


def tell_time(done: list[Done]) -> None:
    """Processor time of each stage that ran."""
    sums = [sum(each.seconds[i] for each in done) for i in range(3)]
    told = f"annotate {sums[0]:.1f}, find {sums[1]:.1f}, check {sums[2]:.1f}"
    print(f"  processor seconds: {told} (what was kept is not run)")


def tell_twins(done: list[Done], each_kind: int, jobs: int, model: str, figures: dict[str, float]) -> list[Any]:
    """Make wrong twins of supported checks, check them, and count how many are caught."""
    chance = random.Random(12)
    supported = [
        (each.text, each.document, claim)
        for each in done
        for check, claim in paired(each.document)
        if check.verdict == "supported" and claim.in_quote is False
    ]
    chance.shuffle(supported)
    outcomes = []
    for kind in KINDS:
        twins = make_twins(kind, supported, each_kind)
        texts = [Text(f"{t.id}~{kind}{n}", t.text, t.published) for n, t in enumerate(twins)]
        for twin, found in zip(twins, run_all(texts, jobs, model), strict=True):
            near = [c for c, claim in paired(found.document) if claim.start < twin.end and twin.start < claim.end]
            worst = next((c for c in near if c.verdict == "contradicted"), near[0] if near else None)
            outcomes.append((twin, str(worst.verdict) if worst else "no claim", worst.certainty if worst else None))
        counts = Counter(verdict for twin, verdict, _ in outcomes if twin.kind == kind)
        figures[f"twins caught: {kind}"] = counts["contradicted"] / max(1, len(twins))
        told = ", ".join(f"{verdict} {n}" for verdict, n in counts.most_common())
        print(f"twins, {kind}: caught {share(counts['contradicted'], len(twins))}; {told}")
    return outcomes


def paired(document: Any) -> Iterator[tuple[Any, Any]]:
    """Each check with its claim."""
    claims = {claim.id: claim for claim in document.claims}
    return ((check, claims[check.claim_id]) for check in document.checks or ())


def tell_companions(done: list[Done], jobs: int, model: str, figures: dict[str, float]) -> None:
    """The gold by bare dates, and as papers of the morning after: how many true figures are contradicted."""
    from bench.crosscheck import pair_claims
    from tapecheck.schema import to_json

    wrong_of_all, of_all = 0, 0
    for name in ("bare date", "morning after", "morning after, bare date"):
        texts = [replace(each.text, published=shift_published(each.text.published, name)) for each in done]
        found = {each.text.id: each.document for each in run_all(texts, jobs, model)}
        gold = [each.text.more for each in done]
        pairs = pair_claims(gold, {key: to_json(document) for key, document in found.items()})
        counts: Counter[str] = Counter()
        for document in gold:
            checks = {c.claim_id: str(c.verdict) for c in found[document["id"]].checks or ()}
            claims = {c["id"]: c for c in document["claims"]}
            for want in document["checks"]:
                match = pairs.get(f"{document['id']}|{want['claim_id']}")
                if claims[want["claim_id"]].get("optional") or not match or match not in checks:
                    continue
                right = "true" if want["verdict"] in ("supported", "imprecise") else want["verdict"]
                counts[f"{right} {checks[match]}"] += 1
        true = sum(n for key, n in counts.items() if key.startswith("true "))
        wrong = sum(n for key, n in counts.items() if key.startswith("contradicted "))
        print(
            f"companions, {name}: true ones contradicted {share(counts['true contradicted'], true)}, "
            f"wrong ones found {share(counts['contradicted contradicted'], wrong)}, "
            f"true ones supported {share(counts['true supported'], true)}"
        )
        wrong_of_all, of_all = wrong_of_all + counts["true contradicted"], of_all + true
    figures["companions falsely contradicted, at most"] = wrong_of_all / max(1, of_all)


def list_checks(done: Iterable[Done], verdict: str, limit: int, pattern: str | None, seed: int) -> None:
    """Print checks of one verdict in their words: for reading, never for saving."""
    found = [
        (each, check, claim) for each in done for check, claim in paired(each.document) if str(check.verdict) == verdict
    ]
    if pattern:
        found = [item for item in found if re.search(pattern, f"{item[1].code} {item[1].decided} {item[1].reason}")]
    random.Random(seed).shuffle(found)
    print(f"{len(found)} checks are {verdict}" + (f" and match {pattern}" if pattern else ""))
    for each, check, claim in found[:limit]:
        text, at = each.text.text, claim.quantity or claim
        around = (
            text[max(0, at.start - 260) : at.start]
            + "[["
            + text[at.start : at.end]
            + "]]"
            + text[at.end : at.end + 160]
        )
        print(f"--- {each.text.id} published {each.text.published} {each.text.more.get('publisher', '')}")
        print("   " + " ".join(around.split()))
        read = f"{claim.metric} {claim.symbol} {claim.direction} {claim.low} {claim.unit} {claim.field or ''}"
        days = f"{claim.period_from}..{claim.period_to} stated={claim.day_stated} since={claim.since}"
        print(f"   {read} {days} " + " ".join(f"{t.from_}..{t.to}:{t.source}" for t in claim.times))
        print(f"   {check.formula} | {check.code} | {check.decided} | {check.certainty} | {check.reason}")


def main(argv: list[str]) -> int:
    """Run the corpora, tell, compare with the snapshot."""
    parser = argparse.ArgumentParser(prog="python -m bench trust", description=__doc__)
    parser.add_argument("--part", default="dev", choices=["dev", "check", "all"], help="part of the real texts")
    parser.add_argument("--texts", type=Path, metavar="FILE", help="texts of one's own in place of the real ones")
    parser.add_argument("--only", action="append", choices=GENERIC_KEYS, help="one corpus (default: all)")
    parser.add_argument("--id", action="append", help="only these texts")
    parser.add_argument("--twins", type=int, default=0, metavar="N", help="make N twins of each kind")
    parser.add_argument("--companions", action="store_true", help="the gold with bare dates and of the morning after")
    parser.add_argument("--replay", action="store_true", help="tell each verdict again from its stored document")
    parser.add_argument("--list", metavar="VERDICT", help="print checks of a verdict in their words")
    parser.add_argument("--code", metavar="REGEX", help="only checks whose code, decider or reason match")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=8, metavar="N", help="changed verdicts shown of each sort")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--model", default="default", help="default or fast")
    parser.add_argument("--save", action="store_true", help="write the snapshot")
    options = parser.parse_args(argv)
    corpora = options.only or (["real"] if options.texts else list(GENERIC_KEYS))
    if options.texts and options.save:
        parser.error("--save keeps the verdicts of the shared corpora: leave out --texts")
    figures: dict[str, float] = {}
    rows: dict[str, str] = {}
    results: dict[str, list[Done]] = {}
    for name in corpora:
        texts = [
            text for text in load_corpus(name, options.part, options.texts) if not options.id or text.id in options.id
        ]
        results[name] = run_all(texts, options.jobs, options.model)
        rows |= rows_of(name, results[name])
    if options.list:
        everything = [each for name in corpora for each in results[name]]
        list_checks(everything, options.list, options.limit, options.code, options.seed)
        return 0
    tell = {"real": tell_real, "gold": tell_gold, "cases": tell_cases}
    for name in corpora:
        tell[name](results[name], figures)
        tell_time(results[name])
    if options.replay:
        for name in corpora:
            tell_replay(name, results[name])
    twins: list[Any] = []
    if "real" in results and not options.texts:
        tell_judged(results["real"])
    if options.twins:
        chosen = [each for name in ("real", "gold") for each in results.get(name, ())]
        twins = tell_twins(chosen, options.twins, options.jobs, options.model, figures)
    tell_certainty(results.get("real", []), twins)
    if options.companions and "gold" in results:
        tell_companions(results["gold"], options.jobs, options.model, figures)
    words = words_of(results)
    compared = [n for n in corpora if n != "real" or (options.part == "dev" and not options.texts)]
    show_changes(rows, compared, words, options.limit)
    if options.save:
        kept_rows = {
            key: value for key, value in load_snapshot().items() if not key.startswith(tuple(f"{n} " for n in corpora))
        }
        lines = [f"{key}\t{value}\n" for key, value in sorted((kept_rows | rows).items())]
        SNAPSHOT.write_text("".join(lines), encoding="utf-8")
        print(f"saved {SNAPSHOT.relative_to(ROOT)}")
    return show_targets(figures)


def words_of(results: dict[str, list[Done]]) -> dict[str, str]:
    """The words of each check, for the changes that are printed."""
    return {
        key: " ".join(claim.text.split())[:90]
        for corpus, done in results.items()
        for each in done
        for (check, claim), key in zip(paired(each.document), rows_of(corpus, [each]), strict=True)
    }


def show_targets(figures: dict[str, float]) -> int:
    """Print every figure beside what it should reach; 1 where one is missed."""
    missed = 0
    for name, value in figures.items():
        target = TARGETS.get(name)
        if target is None:
            print(f"{name:45} {value:8.4f}")
            continue
        failed = value > target if name.endswith("at most") else value < target
        missed |= failed
        print(f"{name:45} {value:8.4f}   target {target:6g}   {'MISSED' if failed else 'met'}")
    return int(missed)
