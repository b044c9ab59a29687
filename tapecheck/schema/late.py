"""Records some of whose fields are found when they are first asked for: most checks are tries that nobody shows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tapecheck.schema.changed import changed
from tapecheck.schema.nouns import Check

RecordT = TypeVar("RecordT")


@functools.cache
def _late(kind: type[Any]) -> type[Any]:
    """The class of such records: a field that is not there yet is found, with all that `_find` gives."""

    def find(self: Any, name: str) -> Any:
        if name == "_find":
            raise AttributeError(name)
        for field, value in self._find().items():
            object.__setattr__(self, field, value)
        return object.__getattribute__(self, name)

    return type(kind.__name__, (kind,), {"__slots__": ("_find",), "__getattr__": find})


def late(kind: type[RecordT], find: Callable[[], Mapping[str, Any]], **known: Any) -> RecordT:
    """A record of a frozen dataclass with slots: `known` fields, and those that `find` gives when one is looked at."""
    whole: Any = kind
    made: RecordT = object.__new__(_late(whole))
    for name, value in {**known, "_find": find}.items():
        object.__setattr__(made, name, value)
    return made


def found(record: RecordT) -> RecordT:
    """The record as its own class makes it, every field found."""
    kind: Any = type(record)
    if "_find" not in kind.__dict__:
        return record
    plain = kind.__base__
    made: RecordT = plain(**{name: getattr(record, name) for name in plain.__dataclass_fields__})
    return made


def complete(check: Check) -> Check:
    """A check that is no try: with its chart, and the hashes of its rows."""
    return changed(check, chart=check.chart and found(check.chart), series=tuple(map(found, check.series)))
