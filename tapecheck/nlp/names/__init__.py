"""Names: people, organisations, places and instruments, what each is, its one name, and its symbol."""

from __future__ import annotations

from tapecheck.nlp.names.entities import find_entities
from tapecheck.nlp.names.mentions import find_mentions

__all__ = ["find_entities", "find_mentions"]
