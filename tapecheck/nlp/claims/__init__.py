"""What is claimed: structured claims from figures, periods, names and quotes.

`find_claims` is pure. The words and frames stand in `lexicons/frames.toml`; `frames` reads them. `tokens` makes a
sentence a row of tagged tokens, `subjects`, `scene` and `coordination` say whom each token speaks of. `roles`, with
`levels`, `special` and `money`, says what each figure measures; `marks`, `tallies` and `superlatives` read
superlatives, ranks, streaks and counts of days (`mark`), `figureless` what needs no figure. `when/` says for when,
`modality` whether it is asserted, `hours` whether a session was open, `sources` who says so. `tables` reads the page's
tables; `engine` puts it all together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tapecheck.nlp.claims.engine import Engine
from tapecheck.nlp.claims.tables import unread
from tapecheck.schema import Annotations, Claim, Unread

if TYPE_CHECKING:
    from tapecheck.reference.instruments import Catalogue


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text claims, and the figures, superlatives and bounds of market things that became no claim."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]


def read_claims(annotations: Annotations, catalogue: Catalogue, revision: str) -> Reading:
    """The claims of one text, in order of place, and what was left unread.

    Args:
        annotations: all that the extractors found; without sentences, lines are taken for sentences.
        catalogue: the instruments, for the calendar of each.
        revision: the name of this text (`Article.revision`), which the ids hash.
    """
    engine = Engine(annotations, catalogue, revision)
    claims = tuple(engine.claims())
    return Reading(claims, tuple(sorted(engine.unread, key=lambda each: (each.start, each.end))))


def find_claims(annotations: Annotations, catalogue: Catalogue, revision: str) -> list[Claim]:
    """The claims of `read_claims` alone."""
    return list(read_claims(annotations, catalogue, revision).claims)


__all__ = ["Reading", "find_claims", "read_claims", "unread"]
