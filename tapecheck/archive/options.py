"""The options of a search, and the query that they make."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tapecheck.console import valid_day
from tapecheck.errors import UsageError
from tapecheck.report.commands import VERDICTS
from tapecheck.schema import Direction, Metric, Modality

if TYPE_CHECKING:
    from tapecheck.store import ClaimQuery

Command = TypeVar("Command", bound=Callable[..., Any])

OUTCOMES = ["yes", "no", "confirmed", "overruled", "mended"]
_SCALES = {"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9,
           "billion": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12, "trillion": 1e12}  # fmt: skip
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


class Size(click.ParamType[float]):
    """A number in any scale: 5, 1,000, 1bn, 2.5 million, 3e9."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails for what is none."""
        if isinstance(value, int | float):
            return float(value)
        found = re.fullmatch(r"\s*[$€£¥]?\s*(-?\d[\d,.]*(?:e\d+)?)\s*([a-z]*)%?\s*", str(value).lower())
        if found and found[2] in _SCALES and found[1].count(".") < 2:
            return float(found[1].replace(",", "")) * _SCALES[found[2]]
        return self.fail(f"{value!r} is no size; write 5, 1bn or 2.5m", param, ctx)


def narrowing(command: Command) -> Command:
    """The options that narrow a search of claims."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--entity", metavar="NAME", help="About, or said by, or naming this."),
    click.option("--symbol", metavar="SYMBOL", help="Of this instrument (^RUT, NVDA, EURUSD=X)."),
    click.option("--speaker", metavar="NAME", help="Said or estimated by."),
    click.option("--affiliation", metavar="NAME", help="Quoted from somebody of this house."),
    click.option("--publisher", metavar="NAME", help="In an article of this publisher."),
    click.option("--metric", type=click.Choice([str(one) for one in Metric]), metavar="NAME",
                 help="percent_change, close, highest_since ..."),
    click.option("--unit", metavar="UNIT", help="percent, points, pp, USD ..."),
    click.option("--min", "min", type=Size(), help="At least this large, whatever the direction: 5, 1bn, 2.5m."),
    click.option("--max", "max", type=Size(), help="At most this large."),
    click.option("--direction", type=click.Choice([str(one) for one in Direction]), help="Which way it went."),
    click.option("--period", metavar="TIME", help="Of a time that touches this year, month or day (2023-03)."),
    click.option("--since", metavar="DAY", help="Published on or after."),
    click.option("--until", metavar="DAY", help="Published on or before."),
    click.option("--verdict", type=click.Choice(VERDICTS), help="With this verdict."),
    click.option("--certainty", type=click.FloatRange(0, 1), metavar="P", help="Whose verdict is at least so sure."),
    click.option("--modality", type=click.Choice([str(one) for one in Modality]), help="Asserted, forecast ..."),
    click.option("--reviewed", type=click.Choice(OUTCOMES), help="Whether a person reviewed it, and how."),
    click.option("--similar-to", metavar="CLAIM", help="The same claim made again, the first to make it first."),
    click.option("--sort", type=click.Choice(["rank", "date", "value"]), help="Order [default: rank with words]."),
)  # fmt: skip


def query_of(words: str, options: dict[str, Any], limit: int) -> ClaimQuery:
    """The query of these words and options. Raises UsageError for a day or period that is none."""
    from tapecheck.store import ClaimQuery

    valid_day(options.get("since"), "--since")
    valid_day(options.get("until"), "--until")
    period = options.get("period")
    if period is not None and not _PERIOD.fullmatch(period):
        raise UsageError(f"--period {period}: not a year, month or day, such as 2023, 2023-03 or 2023-03-09")
    return ClaimQuery(words=words, limit=limit, **{name: value for name, value in options.items() if value is not None})
