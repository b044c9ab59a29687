"""`tapecheck models`: which language models there are, and which one is used."""

from __future__ import annotations

import click


@click.group()
def models() -> None:
    """Language models: the shipped one, rules alone, or your own."""
