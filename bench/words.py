"""How often each row of cues fires on the corpora, and on how many claims: rows that never fire are printed first.

    python3 dev.py bench words
    python3 dev.py bench words FILE ...    texts that the rows were not made from: JSON lines of id, text, published

Reads the development part of ../shared/real, or the files, with the rules alone. A row that fires nowhere wants to go.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.claims import from_text
from bench.trust import load_real
from tapecheck.nlp.claims import find_claims
from tapecheck.nlp.claims.wording.facts import PACKAGE
from tapecheck.nlp.words.rows import find_hits, load_rows, view_of
from tapecheck.reference.instruments import load_catalogue


def main(argv: Sequence[str] | None = None) -> int:
    """Print the census."""
    argv = sys.argv[1:] if argv is None else argv
    catalogue, rows = load_catalogue(), load_rows(PACKAGE)
    fired: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    claims = sentences = 0
    found_in = [load_real("all", Path(file)) for file in argv] or [load_real("dev")]
    texts = [each.more for corpus in found_in for each in corpus]
    for record in texts:
        found = from_text(record, catalogue)
        for sentence in found.sentences:
            figures = [q for q in found.quantities if sentence.start <= q.start < sentence.end]
            if not figures:
                continue
            sentences += 1
            names = [e for e in found.entities if sentence.start <= e.start < sentence.end]
            view = view_of(found.text, sentence.start, sentence.end, figures, names)
            fired.update({hit.row.name for hit in find_hits(rows, view)})
        for claim in find_claims(found, catalogue, "revision"):
            claims += 1
            said = claim.said
            facts.update(
                name
                for name in ("session", "moment", "day", "base", "bound", "counted", "thing", "total_return", "general")
                if getattr(said, name) is not None
            )
            facts.update(f"cue {fact.value}" for fact in said.cues)
    print(f"{len(texts)} texts, {sentences} sentences with a figure, {claims} claims, {len(rows)} rows")
    print("rows by the sentences that hold their words (those of none first):")
    for row in sorted(rows, key=lambda row: fired[row.name]):
        print(f"  {fired[row.name]:6} {row.fact:12} {row.name}")
    print("facts by the claims that have them:")
    for name, count in facts.most_common():
        print(f"  {count:6} {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
