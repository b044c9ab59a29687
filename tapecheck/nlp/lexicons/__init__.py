"""Words in TOML, one file per extractor, read once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The tables of `lexicons/NAME.toml`. The result is shared: do not write to it."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
