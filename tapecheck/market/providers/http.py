"""One GET as providers need it: patient with a busy server, clear about every other answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from tapecheck.errors import ProviderError
from tapecheck.market.providers import Context

if TYPE_CHECKING:
    import httpx2

TRIES = 3
PATIENCE = 30.0  # seconds that a Retry-After may ask for; a longer wait is the user's to decide
BUSY = (429, 500, 502, 503, 504)


def get(context: Context, url: str, params: Mapping[str, str] | None = None, *, who: str) -> httpx2.Response:
    """The response to a GET, whatever its status below 500 but 429; a busy server is asked again.

    Args:
        context: whose client, clock and sleep are used.
        url: without its parameters, which may hold a key and are never told.
        params: the parameters.
        who: the provider, for messages.

    Raises:
        ProviderError: no answer, or none but errors, with what to do.
    """
    import httpx2

    wait = 1.0
    for attempt in range(1, TRIES + 1):
        try:
            response = context.client().get(url, params=dict(params or {}))
        except httpx2.HTTPError as error:
            if attempt == TRIES:
                told = f"{url} cannot be reached ({type(error).__name__}); try again, or go on with --offline"
                raise ProviderError(who, told) from error
            context.sleep(wait)
            wait *= 2
            continue
        if response.status_code not in BUSY:
            return response
        asked = retry_after(response.headers.get("Retry-After"), context.now())
        pause = wait if asked is None else asked
        if attempt == TRIES or pause > PATIENCE:
            raise ProviderError(who, _refusal(url, response.status_code, asked))
        context.sleep(pause)
        wait *= 2
    raise AssertionError("the loop returns or raises")


def retry_after(text: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as seconds or as a date; None where it says nothing."""
    if text is None:
        return None
    if text.strip().isdigit():
        return float(text.strip())
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _refusal(url: str, status: int, asked: float | None) -> str:
    when = f"in {asked:.0f} seconds" if asked else "later"
    if status == 429:
        return f"{url} refuses more requests for now (429); try again {when}, or go on with --offline"
    return f"{url} is out of order ({status}); try again {when}, or go on with --offline"


def is_page(text: str) -> bool:
    """Whether an answer is a web page where data was asked for."""
    return text.lstrip("\ufeff \r\n\t")[:200].lower().startswith(("<!doctype", "<html", "<head", "<?xml", "<body"))
