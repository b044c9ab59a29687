"""The JSON of the public contract, made and read here and nowhere else."""

from __future__ import annotations

import functools
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from tapecheck.schema.nouns import Document, Fact, Interval, Period, PeriodReading, Quantity, Said, Time

T = TypeVar("T")


def to_json(item: Any) -> dict[str, Any]:
    """The contract's JSON object of a dataclass above: plain dicts, lists, strings, numbers and None.

    A Decimal becomes an int where it is whole, else the float that prints its digits (exact up to 15 of them).
    """
    data = _converter().unstructure(item)
    if isinstance(item, Document) and item.checks is None:
        del data["checks"], data["verdict"]
    return cast(dict[str, Any], data)


def from_json(kind: type[T], data: dict[str, Any]) -> T:
    """Read a dataclass above back from its JSON. Missing fields take their defaults, unknown ones are passed over.

    Raises `cattrs.BaseValidationError` (an ExceptionGroup) for what does not fit.
    """
    return cast(T, _converter().structure(data, kind))


def number(figure: Decimal) -> int | float:
    """The JSON number of an exact decimal."""
    whole = figure.to_integral_value()
    return int(whole) if whole == figure else float(figure)


@functools.cache
def _converter() -> Any:
    import cattrs
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = cattrs.Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Decimal, number)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(str(value)))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(str(value)[:10]))
    converter.register_structure_hook(float | str | None, lambda value, _: value)
    renamed: dict[str, Any] = {"from_": override(rename="from")}
    kinds: tuple[type[Any], ...] = (PeriodReading, Period, Time)  # the inner first: the outer takes its hook as it is
    for kind in kinds:
        converter.register_unstructure_hook(kind, make_dict_unstructure_fn(kind, converter, **renamed))
        converter.register_structure_hook(kind, make_dict_structure_fn(kind, converter, **renamed))
    sparse: tuple[type[Any], ...] = (Fact, Said)  # most fields are null: only what is said is printed
    for kind in sparse:
        converter.register_unstructure_hook(
            kind, make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)
        )
    plain = make_dict_unstructure_fn(Quantity, converter)
    bounds = converter.get_unstructure_hook(Interval)
    converter.register_unstructure_hook(Quantity, lambda item: {**plain(item), "plausible": bounds(item.plausible)})
    return converter
