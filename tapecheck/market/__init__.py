"""Market data, point in time: providers and the series cache behind the `Market` protocol.

`FolderMarket(path)` reads a folder of files. Imports are lazy: pandas, pyarrow and HTTP come with the first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tapecheck.market.folder import FolderMarket

__all__ = ["FolderMarket"]

_HOMES = {"FolderMarket": "tapecheck.market.folder"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(home), name)
