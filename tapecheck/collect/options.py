"""What the commands share that analyze articles: their options, and models, market and dates made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tapecheck.console import State
from tapecheck.errors import UsageError

if TYPE_CHECKING:
    from tapecheck.market import CompositeMarket
    from tapecheck.pipeline import Models

market_option = click.option("--market", "folders", metavar="DIR", multiple=True, help="A folder of market data.")
offline_option = click.option("--offline", is_flag=True, help="Open no connection for market data.")
model_option = click.option("--model", metavar="NAME", help='The language model: "default", "fast", or your own.')
published_option = click.option(
    "--published", metavar="WHEN", help="Date or instant of publication (ISO 8601), for pages that do not say."
)


def models_of(state: State, name: str | None, market: CompositeMarket | None = None) -> Models:
    """The language models that the options and settings name; they know the series of `market`."""
    from tapecheck.api import models

    with state.console.working("loading the language model"):
        series = market.series() if market is not None else ()
        return models(name or state.settings.model, state.settings.instruments, series)


def market_name(folders: Sequence[str], offline: bool) -> str:
    """What a run remembers of the market that it asked."""
    return ", ".join(folders or ("the settings'",)) + (", offline" if offline else "")


def market_by(state: State, folders: Sequence[str], offline: bool) -> CompositeMarket:
    """The market data that the options and settings name."""
    from tapecheck.api import market_of

    return market_of(state.settings, folders, offline=offline, say=state.console.say)


def valid_published(text: str | None, option: str = "--published") -> None:
    """Raise UsageError for a publication time that is none."""
    from tapecheck.schema import Published

    if text is not None:
        try:
            Published.parse(text)
        except ValueError as error:
            raise UsageError(f"{option} {text}: not an ISO 8601 date or instant, such as 2023-09-11") from error
