"""`tapecheck review`: a person goes through the claims that the data speak against, and has the last word."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tapecheck.console import State, print_line
from tapecheck.errors import UsageError
from tapecheck.report.commands import VERDICTS, db_option

if TYPE_CHECKING:
    from tapecheck.store import Store

_KEYS = "c confirms the verdict, o overrules it, m mends the claim, s skips, q ends"


@click.command()
@click.argument("claim", required=False)
@click.option("--confirm", is_flag=True, help="The verdict is right.")
@click.option("--overrule", type=click.Choice(VERDICTS), help="The right verdict; needs --reason.")
@click.option(
    "--mend", multiple=True, metavar="FIELD=VALUE", help="What was misread: symbol=^RUT, low=5, period_to=..."
)
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--by", metavar="NAME", help="Who reviews [default: your user name].")
@click.option("--verdict", "verdicts", type=click.Choice(VERDICTS), multiple=True,
              help="Go through these [default: contradicted and imprecise].")  # fmt: skip
@db_option
@click.pass_obj
def review(
    state: State, claim: str | None, confirm: bool, overrule: str | None, mend: tuple[str, ...], reason: str | None,
    by: str | None, verdicts: tuple[str, ...], db: str | None,
) -> int:  # fmt: skip
    """Say whether verdicts are right: what a person says stands beside the machine's verdict, and outlives it.

    Without CLAIM it walks through the contradicted and imprecise claims that nobody reviewed yet.

    \b
    tapecheck review --by "Jane Roe"
    tapecheck review 9001f200 --overrule supported --reason "the print edition gives the year"
    tapecheck review 9001f200 --mend symbol=^RUT --mend period_to=2023-09-09
    """
    from tapecheck.store import Store

    by = by or _user()
    with Store.open(db or state.settings.db, create=False) as store:
        if claim is None:
            if confirm or overrule or mend:
                raise UsageError("name the claim that is meant; tapecheck search prints the ids")
            return _walk(state, store, verdicts or ("contradicted", "imprecise"), by)
        if bool(confirm) + bool(overrule) + bool(mend) != 1:
            raise UsageError("give one of --confirm, --overrule VERDICT and --mend FIELD=VALUE")
        outcome = "confirmed" if confirm else "overruled" if overrule else "mended"
        _add(state, store, claim, outcome, overrule, reason, _changes(mend), by)
    return 0


def _walk(state: State, store: Store, verdicts: Sequence[str], by: str) -> int:
    from tapecheck.archive.rows import print_claim
    from tapecheck.store.reading import find_claim
    from tapecheck.store.reviews import waiting
    from tapecheck.store.search import load_hits

    ids = list(waiting(store, verdicts=tuple(verdicts)))
    if not ids:
        state.console.say("nothing waits for a review")
        return 0
    state.console.say(f"{len(ids)} claims; {_KEYS}")
    done = 0
    for number, id_ in enumerate(ids, 1):
        (hit,) = load_hits(store.connection, [find_claim(store.connection, store.path, id_)[0]])
        print_line(f"\n{number} of {len(ids)}")
        print_claim(hit)
        choice = click.prompt("c, o, m, s or q", type=click.Choice(list("comsq")), show_choices=False, err=True)
        if choice == "q":
            break
        done += _answer(state, store, id_, choice, by)
    state.console.say(f"{done} reviewed, {len(ids) - done} wait")
    return 0


def _answer(state: State, store: Store, claim: str, choice: str, by: str) -> bool:
    if choice == "c":
        _add(state, store, claim, "confirmed", None, None, {}, by)
    elif choice == "o":
        verdict = click.prompt("the right verdict", type=click.Choice(VERDICTS), err=True)
        reason = click.prompt("because", err=True)
        _add(state, store, claim, "overruled", verdict, reason, {}, by)
    elif choice == "m":
        said = click.prompt("what was misread, as field=value field=value", err=True)
        try:
            _add(state, store, claim, "mended", None, None, _changes(tuple(said.split())), by)
        except Exception as error:  # noqa: BLE001 - a typing error ends no session of reviews
            state.console.warn(str(error))
            return False
    return choice != "s"


def _add(
    state: State, store: Store, claim: str, outcome: str, verdict: str | None, reason: str | None,
    changes: dict[str, str], by: str,
) -> None:  # fmt: skip
    from tapecheck.store.reviews import add_review

    made = add_review(store, claim, outcome, reviewer=by, verdict=verdict, reason=reason, changes=changes)
    state.console.say(f"{made.claim_id}: {outcome} by {by}")


def _changes(mend: Sequence[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in mend]
    wrong = [name for name, sign, _ in pairs if not sign]
    if wrong:
        raise UsageError(f"{wrong[0]}: write FIELD=VALUE, such as symbol=^RUT")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
