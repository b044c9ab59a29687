"""Which models there are, and how a name in the settings becomes a loaded model."""

from __future__ import annotations

from tapecheck.errors import ModelError
from tapecheck.models.base import NameModel

FAST = "fast"
DEFAULT = "default"


def load(name: str = DEFAULT) -> NameModel | None:
    """The model of that name, ready to read; None for `fast`, which is rules alone.

    Raises:
        ModelError: there is no such model, it is of another version, or some of its labels are mapped to none of ours.
    """
    if name == FAST:
        return None
    raise ModelError(f"no model is called {name!r}: take `fast`, or see `tapecheck models list`")
