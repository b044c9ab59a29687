"""The benchmark frame: what counts as gained and lost, and that it agrees with the gold's own scorer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import common
from bench.common import Diff, Document, Result, diff_findings, load_findings, load_gold, save, score


def result(**findings: str) -> Result:
    return Result(
        "quantities", "articles", {"p": 1.0, "r": 0.5, "f1": 0.6667, "attributes": {"hedge": 1.0}}, "", findings
    )


@pytest.mark.parametrize(
    ("before", "now", "side"),
    [
        ("missed", "right", "gained"),
        ("right", "missed", "lost"),
        ("right", "right but hedge", "lost"),
        ("right but hedge", "right", "gained"),
        ("right but hedge", "right but unit", "changed"),
        ("supported for contradicted", "right", "gained"),
        ("no check for supported", "supported for contradicted", "changed"),
    ],
)
def test_a_finding_is_gained_when_it_is_better_than_before(tmp_path: Path, before: str, now: str, side: str) -> None:
    save("x", [result(a=before)], tmp_path)
    diff = diff_findings("x", {"a": now}, tmp_path)
    assert diff == Diff(**{"gained": [], "lost": [], "changed": [], side: [f"a: {before} -> {now}"]})


def test_an_error_that_went_away_is_gained_and_a_new_one_lost(tmp_path: Path) -> None:
    save("x", [result(old="extra", same="right")], tmp_path)
    diff = diff_findings("x", {"new": "extra", "same": "right"}, tmp_path)
    assert (diff.gained, diff.lost, diff.changed) == (["old: extra -> absent"], ["new: absent -> extra"], [])


def test_nothing_saved_is_nothing_to_compare(tmp_path: Path) -> None:
    assert load_findings("x", tmp_path) is None
    assert result().f1 == 0.6667
    assert result().attributes == {"hedge": 1.0}


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"metric": "close", "kind": "x"}, "close"),
        ({"kind": "money"}, "money"),
        ({"label": "ORG"}, "ORG"),
        ({"type": "direct"}, "direct"),
        ({}, ""),
    ],
)
def test_items_of_one_span_are_told_apart_by_one_word(item: Document, kind: str) -> None:
    assert common.item_kind(item) == kind


@pytest.mark.shared
@pytest.mark.parametrize("layer", common.LAYERS)
def test_gold_against_gold_is_right_everywhere(shared: Path, layer: str) -> None:
    scored = score(layer, load_gold("articles"), "articles")
    assert scored.f1 == 1.0
    assert set(scored.findings.values()) == {"right"}


@pytest.mark.shared
def test_what_is_not_found_is_missed_and_what_is_not_there_is_extra(shared: Path) -> None:
    first, *rest = load_gold("claims")
    invented = {"start": 0, "end": 1, "text": "x", "kind": "count", "low": 77, "high": 77}
    scored = score("quantities", [{**first, "quantities": [invented]}, *rest], "claims")
    wrong = {key.split("|")[1]: outcome for key, outcome in scored.findings.items() if outcome != "right"}
    assert wrong == {first["id"]: "extra"}
    assert list(scored.findings.values()).count("missed") == scored.summary["fn"] > 0


@pytest.mark.shared
def test_a_wrong_verdict_says_what_was_said_and_what_was_so(shared: Path) -> None:
    documents = load_gold("claims")
    n = next(i for i, d in enumerate(documents) if [c["verdict"] for c in d["checks"]] == ["supported"])
    turned = {**documents[n], "checks": [{**documents[n]["checks"][0], "verdict": "contradicted"}]}
    scored = score("checks", [*documents[:n], turned, *documents[n + 1 :]], "claims")
    assert [o for o in scored.findings.values() if o != "right"] == ["contradicted for supported"]
    assert scored.summary["false_contradicted"] == 1


@pytest.mark.shared
def test_a_run_prints_its_table_and_reports_nothing_lost(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = {d["id"]: d for d in load_gold("claims")}
    assert common.run("no-such-result", ["periods"], lambda record: gold[record["id"]], [], golds=["claims"]) == 0
    out = capsys.readouterr().out
    assert "F1 1.000" in out
    assert "no committed result yet" in out
