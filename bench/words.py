"""How often each row of cues fires, as the reader asks it: rows that never fire are printed first.

    python3 dev.py bench words
    python3 dev.py bench words FILE ...    texts that the rows were not made from: JSON lines of id, text, published

Reads the development part of ../shared/real, or the files, with the rules alone. A row that fires nowhere wants to go.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from re import Match, Pattern
from typing import Any

from bench.claims import from_text
from bench.trust import load_real
from tapecheck.nlp.claims import find_claims
from tapecheck.nlp.claims.wording.own import PACKAGE
from tapecheck.nlp.words.rows import Row, load_rows
from tapecheck.reference.instruments import load_catalogue

FACTS = ("session", "moment", "day", "base", "bound", "counted", "thing", "total_return", "general")


class Counted:
    """The words of a row, counting what they match: readers ask rows by themselves, each in its own way."""

    def __init__(self, pattern: Pattern[str], fired: Counter[str], name: str) -> None:
        self.pattern, self.fired, self.name = pattern, fired, name

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def search(self, *where: Any) -> Match[str] | None:
        found = self.pattern.search(*where)
        self.fired[self.name] += found is not None
        return found

    def finditer(self, *where: Any) -> Iterator[Match[str]]:
        for found in self.pattern.finditer(*where):
            self.fired[self.name] += 1
            yield found

    def sub(self, *how: Any) -> str:
        shown, count = self.pattern.subn(*how)
        self.fired[self.name] += count
        return shown


def counted(rows: Sequence[Row]) -> Counter[str]:
    """What the rows match from now on, by their names."""
    fired: Counter[str] = Counter()
    for row in rows:
        object.__setattr__(row, "words", Counted(row.words, fired, row.name))
    return fired


def main(argv: Sequence[str] | None = None) -> int:
    """Print the census."""
    argv = sys.argv[1:] if argv is None else argv
    catalogue, rows = load_catalogue(), load_rows(PACKAGE)
    fired, facts = counted(rows), Counter[str]()
    found_in = [load_real("all", Path(file)) for file in argv] or [load_real("dev")]
    texts = [each.more for corpus in found_in for each in corpus]
    claims = [claim for record in texts for claim in find_claims(from_text(record, catalogue), catalogue, "revision")]
    for claim in claims:
        facts.update(name for name in FACTS if getattr(claim.said, name) is not None)
        facts.update(f"cue {fact.value}" for fact in claim.said.cues)
    silent = sum(not fired[r.name] for r in rows)
    print(f"{len(texts)} texts, {len(claims)} claims, {len(rows)} rows, {silent} of them silent")
    print("rows by how often their words are found where the reader looks for them (those of none first):")
    for row in sorted(rows, key=lambda row: fired[row.name]):
        print(f"  {fired[row.name]:6} {row.fact:12} {row.name}")
    print("facts by the claims that have them:")
    for name, count in facts.most_common():
        print(f"  {count:6} {name}")
    return 0
