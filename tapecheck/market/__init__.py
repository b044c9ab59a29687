"""Market data, point in time: providers and the series cache behind the `Market` protocol.

    open_market(folders=[...], cache=..., providers=[...])   what a user's settings describe
    FolderMarket(path)                                       one folder of files
    SeriesCache(path)                                        what was imported and fetched
    import_folder, list_series, fetch_series, verify, prune, export

Imports are lazy: pandas, pyarrow and HTTP come with the first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tapecheck.market.cache import SeriesCache
    from tapecheck.market.composite import CompositeMarket, open_market
    from tapecheck.market.folder import FolderMarket
    from tapecheck.market.importing import ImportReport, import_folder
    from tapecheck.market.manifest import Snapshot
    from tapecheck.market.upkeep import export, fetch_series, list_series, prune, verify

__all__ = [
    "CompositeMarket",
    "FolderMarket",
    "ImportReport",
    "SeriesCache",
    "Snapshot",
    "export",
    "fetch_series",
    "import_folder",
    "list_series",
    "open_market",
    "prune",
    "verify",
]

_HOMES = {
    "CompositeMarket": "composite",
    "FolderMarket": "folder",
    "ImportReport": "importing",
    "SeriesCache": "cache",
    "Snapshot": "manifest",
    "export": "upkeep",
    "fetch_series": "upkeep",
    "import_folder": "importing",
    "list_series": "upkeep",
    "open_market": "composite",
    "prune": "upkeep",
    "verify": "upkeep",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"tapecheck.market.{home}"), name)
