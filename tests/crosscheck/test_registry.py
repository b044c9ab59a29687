"""Rules by name, and what happens where one fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tapecheck.crosscheck import RULES, RULES_VERSION, Rule, check_claim, check_claims
from tapecheck.crosscheck.registry import all_rules, apply_rules, version_of
from tapecheck.crosscheck.verdict import DECIDERS
from tapecheck.schema import Check, Metric, Modality, Published, Verdict
from tests.crosscheck.fakes import MemoryMarket, claim, daily


def test_every_metric_has_a_rule_with_a_version():
    assert {metric for rule in RULES for metric in rule.metrics} == set(Metric)
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+\.v\d+", name) for name in names)


def test_the_version_changes_with_any_rule():
    names = list(DECIDERS)
    assert {rule.name for rule in RULES} < set(names)
    assert version_of(names) == RULES_VERSION
    assert version_of([*names[1:], "percent-change.v2"]) != RULES_VERSION
    assert all_rules()[-len(RULES) :] == RULES


def test_a_rule_of_ones_own_is_asked_first():
    def house_style(made, market):
        return Check(claim_id=made.id, verdict=Verdict.IMPRECISE) if made.subject == "Acme" else None

    rules = [Rule("house-style.v1", house_style), *RULES]
    market = MemoryMarket().series("^X", daily("2023-01-03", [100, 104]))
    own = claim(symbol="^X", subject="Acme", day="2023-01-04", low="4.0", direction="up")
    other = claim(symbol="^X", subject="Beta", day="2023-01-04", low="4.0", direction="up")
    assert apply_rules(own, market, rules).rule == "house-style.v1"
    assert apply_rules(other, market, rules).rule == "percent-change.v1"
    assert apply_rules(other, market, rules[:1]).reason == "no rule is registered for percent_change"


def test_rules_of_other_packages_come_in_by_entry_points(tmp_path):
    """The documented example, as an installed package: a module, and its entry point of the group tapecheck.rules."""
    (tmp_path / "newsroom.py").write_text("def check(claim, market):\n    return None\n")
    info = tmp_path / "newsroom-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[tapecheck.rules]\nhouse-style.v1 = newsroom:check\n")
    code = "from tapecheck.crosscheck import all_rules; print(all_rules()[0].name)"
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "house-style.v1"


@pytest.mark.parametrize("error", [ValueError("odd"), ZeroDivisionError("by zero"), KeyError("close")])
def test_a_rule_that_fails_spoils_its_claim_only(error):
    def broken(made, market):
        raise error

    check = apply_rules(claim(low="4", direction="up"), MemoryMarket(), [Rule("broken.v1", broken)])
    assert (check.verdict, check.rule) == ("not_checkable", "broken.v1")
    assert check.reason.startswith(f"the rule failed on this claim ({type(error).__name__}")


def test_only_what_is_asserted_is_checked():
    market = MemoryMarket().series("^X", daily("2023-01-03", [100, 104]))
    claims = [
        claim(symbol="^X", day="2023-01-04", low="4.0", direction="up", modality=modality, id=modality.value)
        for modality in Modality
    ]
    assert [check.claim_id for check in check_claims(claims, market)] == ["asserted"]


def test_publication_is_that_of_the_claim_or_of_the_call():
    market = MemoryMarket().series("^X", daily("2023-01-03", [100, 104, 108]))
    made = claim(symbol="^X", period=("2023-01-04", "2023-01-06"), low="4.0", direction="up", published=None)
    check = check_claim(made, market, published=Published.parse("2023-01-04T18:00:00-05:00"))
    assert (check.verdict, str(check.as_of)) == ("supported", "2023-01-04")


@pytest.mark.shared
def test_the_rules_on_the_gold(shared):
    """Not a benchmark: that nothing supported is contradicted, and nearly all is as it should be."""
    import json

    from tapecheck.market import FolderMarket
    from tapecheck.nlp.claims.wording.own import as_read
    from tapecheck.nlp.sentences import find_sentences
    from tapecheck.schema import Claim, from_json

    market = FolderMarket(shared / "market")
    right = total = wrongly = 0
    for line in (shared / "gold" / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        sentences = list(find_sentences(document["text"]))
        claims = [as_read(from_json(Claim, each), document["text"], sentences) for each in document["claims"]]
        published = Published.parse(document["published"])
        made = {c.claim_id: c for c in check_claims(claims, market, published=published, text=document["text"])}
        for wanted in document["checks"]:
            verdict = made[wanted["claim_id"]].verdict
            total += 1
            right += verdict in (wanted.get("accept") or [wanted["verdict"]])
            wrongly += verdict == "contradicted" and wanted["verdict"] == "supported"
    assert wrongly == 0
    assert right / total >= 0.94  # without the facts that the reader puts on a claim


def test_a_rule_that_raises_costs_its_claim():
    class Odd(Exception):
        pass

    def broken(made, market):
        raise Odd("no\nidea")

    market = MemoryMarket().series("^X", daily("2023-01-03", [100, 104]))
    made = claim(symbol="^X", day="2023-01-04", low="4.0", direction="up")
    check = apply_rules(made, market, [Rule("broken.v1", broken), *RULES])
    assert (check.verdict, check.rule) == (Verdict.NOT_CHECKABLE, "broken.v1")
    assert "Odd: no idea" in check.reason
