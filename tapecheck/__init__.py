"""Checks the figures of market news against market data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Article", "Check", "Claim", "Document", "Verdict", "__version__", "analyze", "open"]

if TYPE_CHECKING:
    from tapecheck.api import analyze, open
    from tapecheck.schema import Article, Check, Claim, Document, Verdict

_HOMES = {"analyze": "api", "open": "api"}


def __getattr__(name: str) -> Any:
    """Load public names when they are asked for: `import tapecheck` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'tapecheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"tapecheck.{_HOMES.get(name, 'schema')}"), name)
