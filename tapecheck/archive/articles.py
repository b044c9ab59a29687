"""`tapecheck list` and `tapecheck article`: what is stored of an article, its texts, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tapecheck.console import State, on_terminal, print_json, print_line
from tapecheck.errors import UsageError
from tapecheck.report.commands import db_option

if TYPE_CHECKING:
    from tapecheck.store.revisions import Difference

form_option = click.option("--format", "form", type=click.Choice(["table", "json"]),
                           help="Output [default: table on a terminal, else json].")  # fmt: skip
SHOWN = 50  # rows that a person is shown, unless told otherwise; machines get them all
ALL = 1 << 31
limit_option = click.option(
    "--limit", type=click.IntRange(1), help=f"At most so many [default: {SHOWN} in a table, else all]."
)


@click.command("list")
@db_option
@limit_option
@form_option
@click.pass_obj
def list_articles(state: State, db: str | None, limit: int | None, form: str | None) -> int:
    """List the stored articles, newest first."""
    from tapecheck.archive.rows import print_records
    from tapecheck.store import Store

    with Store.open(db or state.settings.db, create=False) as store:
        articles = store.articles(limit or (ALL if _as_json(form) else SHOWN))
    if _as_json(form):
        print_json(articles)
        return 0
    for row in articles:
        row["published"] = (row["published"] or "no date")[:10]
        row["verdict"] = row["verdict"] or "not checked"
        row["title"] = row["title"] or row["url"] or "(no title)"
    print_records(articles, ("id", "published", "claims", "verdict", "publisher", "title"))
    if not articles:
        state.console.say("no article yet; tapecheck ingest SOURCE saves one")
    elif len(articles) == (limit or SHOWN):
        state.console.say(f"these are the newest {len(articles)}; --limit gives more")
    return 0


@click.group()
def article() -> None:
    """Look at stored articles: list, show, diff, history, delete."""


article.add_command(list_articles)


@article.command()
@click.argument("wanted", metavar="ARTICLE")
@click.option(
    "--revision", type=click.IntRange(1), metavar="N", help="Its first, second ... text [default: the newest]."
)
@db_option
@form_option
@click.pass_obj
def show(state: State, wanted: str, revision: int | None, db: str | None, form: str | None) -> int:
    """Print an article with what it claims, by its id, its address, or the start of either."""
    from tapecheck.report.terminal import print_document
    from tapecheck.schema import to_json
    from tapecheck.store import Store
    from tapecheck.store.revisions import load_text

    with Store.open(db or state.settings.db, create=False) as store:
        document = load_text(store, wanted, revision)
    if _as_json(form):
        print_json(to_json(document))
    else:
        print_document(document)
    return 0


@article.command()
@click.argument("wanted", metavar="ARTICLE")
@click.argument("revisions", nargs=-1, type=click.IntRange(1), metavar="[FROM [TO]]")
@db_option
@form_option
@click.pass_obj
def diff(state: State, wanted: str, revisions: tuple[int, ...], db: str | None, form: str | None) -> int:
    """Show what a newer text of an article changed: words, and claims gained, lost and altered.

    Texts are counted from 1; without numbers the newest is held against the one before it.

    \b
    tapecheck article diff 3f2a
    tapecheck article diff 3f2a 1 3
    """
    from tapecheck.store import Store
    from tapecheck.store.revisions import compare_texts

    if len(revisions) > 2:
        raise UsageError("give two numbers at most: the older text and the newer")
    with Store.open(db or state.settings.db, create=False) as store:
        found = compare_texts(store, wanted, *revisions)
    if _as_json(form):
        print_json(found.to_json())
    else:
        for line in _difference(found):
            print_line(line)
    return 0


@article.command()
@click.argument("wanted", metavar="ARTICLE")
@db_option
@form_option
@click.pass_obj
def history(state: State, wanted: str, db: str | None, form: str | None) -> int:
    """Show an article's texts, and how the verdicts on its claims changed from run to run.

    ARTICLE may be a claim's id: then its own checks are shown.
    """
    from tapecheck.store import Store
    from tapecheck.store.revisions import history_of

    with Store.open(db or state.settings.db, create=False) as store:
        found = history_of(store, wanted)
    if _as_json(form):
        print_json(found)
        return 0
    print_line(f"{found['article']}  {found['title'] or '(no title)'}")
    for text in found["texts"]:
        newest = "  (the newest)" * text["newest"]
        print_line(f"  text {text['number']}, saved {text['saved'][:16]}: {text['claims']} claims{newest}")
    for claim in found["claims"]:
        print_line(f"{claim['id']}  {claim['text']}")
        for check in claim["checks"]:
            print_line("  " + _check_line(check))
        for review in claim["reviews"]:
            said = f": {review['reason']}" if review["reason"] else ""
            print_line(f"  {review['at'][:16]}  {review['outcome']} by {review['reviewer']}{said}")
    return 0


@article.command()
@click.argument("wanted", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
@click.pass_obj
def delete(state: State, wanted: tuple[str, ...], yes: bool, db: str | None) -> int:
    """Delete articles with all that was found in them, every text and review, and their words in the indexes."""
    from tapecheck.store import Store
    from tapecheck.store.revisions import delete_articles, titles_of

    with Store.open(db or state.settings.db, create=False) as store:
        titles = titles_of(store, wanted)
        if not yes:
            for id_, title in titles.items():
                print_line(f"{id_}  {title}")
            if not click.confirm(f"delete {len(titles)} of the articles above, with their history", err=True):
                state.console.say("nothing was deleted")
                return 0
        delete_articles(store, titles)
    state.console.say(f"deleted {len(titles)}; `tapecheck db vacuum` gives the room back")
    return 0


def _as_json(form: str | None) -> bool:
    return (form or ("table" if on_terminal() else "json")) == "json"


def _difference(found: Difference) -> Iterator[str]:
    yield f"{found.title}: text {found.first} to {found.second}"
    yield from (f"- {line}" for line in found.words_lost)
    yield from (f"+ {line}" for line in found.words_gained)
    for name, claims in (("lost", found.lost), ("gained", found.gained)):
        yield from (f"claim {name}: {claim.text}" for claim in claims)
    yield from (f"claim altered: {old.text} -> {new.text}" for old, new in found.altered)
    if not (found.words_lost or found.words_gained):
        yield "the texts are the same"


def _check_line(check: dict[str, Any]) -> str:
    why = check["reason"] or check["formula"] or ""
    current = "" if check["current"] else " (not current)"
    made = f"{check['command']}, rules {check['rules']}"
    return f"{check['started'][:16]}  {check['verdict']}{current}  [{made}]  {why}".rstrip()
