"""SQLite: articles, their revisions, everything found in them, and full-text search over the claims."""

from __future__ import annotations

from tapecheck.store.database import Store
from tapecheck.store.fetches import Fetches
from tapecheck.store.query import ClaimQuery
from tapecheck.store.saving import Saved

__all__ = ["ClaimQuery", "Fetches", "Saved", "Store"]
