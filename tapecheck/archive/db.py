"""`tapecheck db` and `tapecheck reanalyze`: the file itself, and doing again what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tapecheck.archive.articles import form_option
from tapecheck.console import State, on_terminal, print_json, print_line
from tapecheck.errors import UsageError
from tapecheck.report.commands import db_option

if TYPE_CHECKING:
    from tapecheck.store import Store

FAILED = 1


@click.group()
def db() -> None:
    """Look after the database: info, check, vacuum, backup, rebuild-index."""


@db.command()
@db_option
@form_option
@click.pass_obj
def info(state: State, db: str | None, form: str | None) -> int:
    """Show what is in the file, how large it is, and what made it."""
    from tapecheck.store.upkeep import describe

    with _open(state, db) as store:
        found = describe(store)
    if (form or ("table" if on_terminal() else "json")) == "json":
        print_json(found)
        return 0
    for name, value in found.items():
        shown = ", ".join(f"{each} {count:,}" for each, count in value.items()) if isinstance(value, dict) else value
        print_line(f"{name:<10} {shown}")
    return 0


@db.command()
@db_option
@click.pass_obj
def check(state: State, db: str | None) -> int:
    """See that the file is whole: its pages, keys, word indexes and documents."""
    from tapecheck.store.upkeep import find_damage

    with _open(state, db) as store:
        problems = list(find_damage(store))
    for problem in problems:
        print_line(problem)
    state.console.say(f"{len(problems)} problems; a backup or `tapecheck db rebuild-index` may help" if problems
                      else "whole: pages, keys, word indexes and documents")  # fmt: skip
    return FAILED if problems else 0


@db.command()
@db_option
@click.pass_obj
def vacuum(state: State, db: str | None) -> int:
    """Give back the room of what was deleted."""
    from tapecheck.store.upkeep import vacuum as give_back

    with _open(state, db) as store:
        before, after = give_back(store)
    state.console.say(f"{before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB now")
    return 0


@db.command()
@click.argument("file", type=click.Path())
@db_option
@click.pass_obj
def backup(state: State, file: str, db: str | None) -> int:
    """Copy the database to FILE as it is now, whole, even while another program writes to it."""
    from tapecheck.store.opening import copy_to

    with _open(state, db) as store:
        target = Path(file)
        if target.exists():
            raise UsageError(f"{file}: is there already; name another file")
        if not target.absolute().parent.is_dir():
            raise UsageError(f"{file}: there is no folder {target.absolute().parent}; make it first")
        copy_to(store.path, target)
    state.console.say(f"copied to {file}")
    return 0


@db.command("rebuild-index")
@db_option
@click.option("--no-embed", is_flag=True, help="Build no vectors.")
@click.pass_obj
def rebuild_index(state: State, db: str | None, no_embed: bool) -> int:
    """Make the word indexes anew from the rows, and the vectors that are missing."""
    from tapecheck.store.upkeep import rebuild_indexes

    with _open(state, db) as store:
        with state.console.working("reading the rows"):
            rebuild_indexes(store)
        if not no_embed:
            embed_stored(state, store)
    state.console.say("the word indexes are made anew" + ", missing vectors too" * (not no_embed))
    return 0


@click.command()
@db_option
@click.option("--article", "articles", multiple=True, metavar="ID", help="This article only.")
@click.option("--all", "every", is_flag=True, help="Those too that this very version read already.")
@click.option("--market", "folders", metavar="DIR", multiple=True, help="Check the claims with this folder too.")
@click.option("--offline", is_flag=True, help="Open no connection for market data.")
@click.option("--model", metavar="NAME", help='The language model: "default", "fast", or your own.')
@click.pass_obj
def reanalyze(
    state: State, db: str | None, articles: Sequence[str], every: bool, folders: Sequence[str], offline: bool,
    model: str | None,
) -> int:  # fmt: skip
    """Read the stored texts again with this version and model, in place; texts that it read already are passed over.

    Claims that stay keep their checks and reviews. An interrupted run goes on where it stopped.
    """
    from tapecheck.api import market_of, models
    from tapecheck.archive.again import read_again
    from tapecheck.errors import TapecheckError

    loaded = models(model or state.settings.model, state.settings.instruments)
    market = market_of(state.settings, folders, offline=offline, say=state.console.say) if folders else None
    done = changed = failed = 0
    with _open(state, db) as store:
        total, results = read_again(store, loaded, market, articles=articles, every=every)
        for saved in state.console.track(results, "reading again", total=total):
            if isinstance(saved, TapecheckError):
                failed += 1
                state.console.warn(str(saved))
            else:
                done, changed = done + 1, changed + saved.changed
    if total:
        state.console.say(f"{done} of {total} articles read again; {changed} verdicts changed")
    else:
        state.console.say("every article was read by this version and model already; --all reads them again")
    return FAILED if failed else 0


def embed_stored(state: State, store: Store) -> None:
    """Build the vectors that are missing, where the shipped model is at hand."""
    from tapecheck.store.likeness import build_vectors, load_embed

    if loaded := load_embed():
        for _ in state.console.track(build_vectors(store, *loaded), "building vectors"):
            pass


def _open(state: State, path: str | None) -> Store:
    from tapecheck.store import Store

    store = Store.open(path or state.settings.db, create=False)
    if store.backup:
        state.console.say(f"brought up to date; {store.backup} is the file as it was")
    return store
