"""What the commands that fetch pages share: the option for private networks, and the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tapecheck import __version__
from tapecheck.console import State

if TYPE_CHECKING:
    from tapecheck.scraper.fetch import Client

private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch pages of this machine and of private networks too."
)


def client_of(state: State, allow_private: bool = False) -> Client:
    """A client by the settings; says so where a proxy connects in our place."""
    from tapecheck.scraper.fetch import open_client

    allowed = allow_private or state.settings.allow_private
    client = open_client(state.settings.contact or None, __version__, allow_private=allowed)
    if client.proxied and not allowed:
        state.console.say("a proxy fetches the pages: which networks it reaches, it alone knows")
    return client
