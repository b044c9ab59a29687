"""Claims of the page's tables."""

from __future__ import annotations

from tapecheck.nlp.claims.times import Clock
from tapecheck.schema import Annotations, Claim


def find_table_claims(annotations: Annotations, clock: Clock, revision: str) -> list[Claim]:  # noqa: ARG001
    """Nothing yet."""
    return []
