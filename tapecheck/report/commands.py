"""`tapecheck report`: an article's fact-check, or a digest of many, in every form."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tapecheck.console import (
    State,
    print_bytes,
    print_text,
    valid_day,
)
from tapecheck.errors import UsageError
from tapecheck.schema import Verdict

if TYPE_CHECKING:
    from tapecheck.report import Context
    from tapecheck.schema import Document

VERDICTS = [str(one) for one in Verdict if one not in (Verdict.PARTLY_SUPPORTED, Verdict.NO_CLAIM)]
db_option = click.option("--db", metavar="FILE", help="The database [default: TAPECHECK_DB, else ./tapecheck.db].")


ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json", ".pdf": "pdf",
           ".jsonld": "claimreview"}  # fmt: skip


@click.command()
@click.argument("article", required=False)
@db_option
@click.option("--output", "-o", metavar="FILE", help="Where to write it [default: stdout].")
@click.option("--format", "form", type=click.Choice(["html", "markdown", "json", "pdf", "claimreview"]),
              help="Form [default: by the file's ending, else html].")  # fmt: skip
@click.option("--excerpts", is_flag=True, help="Leave out the text but for the claims' sentences.")
@click.option("--since", metavar="WHEN", help="A digest of the articles since a day, or the last 7d, 4w, 6m.")
@click.option("--until", metavar="DAY", help="The last day of the digest.")
@click.option("--reviewer", metavar="NAME", help="Of a ClaimReview: the organization that answers for it.")
@click.option("--review-url", metavar="URL", help="Of a ClaimReview: the page that will show it.")
@click.pass_obj
def report(
    state: State,
    article: str | None,
    db: str | None,
    output: str | None,
    form: str | None,
    excerpts: bool,
    since: str | None,
    until: str | None,
    reviewer: str | None,
    review_url: str | None,
) -> int:
    """Write the fact-check report of an article, or a digest of many.

    ARTICLE is a stored article's id or address, or a JSON file that `tapecheck check --format json` wrote.

    \b
    tapecheck report 3f2a -o report.html
    tapecheck report --since 7d -o week.md
    tapecheck report 3f2a --reviewer "Our Desk" --review-url https://example.org/checks/3f2a -o review.jsonld
    """
    form = form_of(output, form)
    if (article is None) is (since is None):
        raise UsageError("name an article (tapecheck list shows them), or --since 7d for a digest of many")
    if article is None:
        text: str | bytes = _digest(state, db, str(since), until, form)
    else:
        document, context = _wanted(state, db, article, excerpts)
        if document.checks is None:
            state.console.say(
                "not checked yet: the report has no verdicts. tapecheck check --stored --market DIR adds them"
            )
        text = _rendered(document, form, context, reviewer, review_url)
    _write(state, text, output)
    return 0


def form_of(output: str | None, form: str | None) -> str:
    """The form asked for, else the one of the file's ending. Raises UsageError for an ending that nobody knows."""
    ending = Path(output or "").suffix.lower()
    if form or not output or output == "-":
        return form or "html"
    if ending not in ENDINGS:
        raise UsageError(
            f"{output}: no form of a report ends so; take {', '.join(ENDINGS)}, or name the form with --format"
        )
    return ENDINGS[ending]


def _rendered(
    document: Document, form: str, context: Context, reviewer: str | None, review_url: str | None
) -> str | bytes:
    from tapecheck.report import render

    if form == "pdf":
        from tapecheck.report.pdf import render as render_pdf

        return render_pdf(document, context)
    if form == "claimreview":
        from tapecheck.report.claimreview import Publication
        from tapecheck.report.claimreview import render as render_review

        day = context.checked or datetime.now(UTC).date()
        told = Publication(url=review_url or "", reviewer=reviewer or "", published=day)
        return render_review(document, told)
    return render(document, form, context)


def _digest(state: State, db: str | None, since: str, until: str | None, form: str) -> str:
    from tapecheck.report import digest
    from tapecheck.report.stored import reviews_of
    from tapecheck.store import ClaimQuery, Store
    from tapecheck.store.search import search as find_claims

    if form not in digest.FORMS:
        raise UsageError(f"a digest is {', '.join(digest.FORMS)}, not {form}")
    first, last = since_day(since, datetime.now(UTC).date()), valid_day(until, "--until")
    with Store.open(db or state.settings.db, create=False) as store:
        rows = find_claims(store, ClaimQuery(since=str(first), until=until, limit=1_000_000))
        given = reviews_of(store.connection)
        reviewed = ({**row, "review": given.get(row["id"])} for row in rows)
        return digest.render(digest.digest(reviewed, first, last), form)


def since_day(text: str, today: date) -> date:
    """The day that "7d", "4w", "6m" or an ISO date means. Raises UsageError."""
    if found := re.fullmatch(r"(\d{1,4})([dwm])", text):
        return today - timedelta(days=int(found[1]) * {"d": 1, "w": 7, "m": 30}[found[2]])
    day = valid_day(text, "--since")
    assert day is not None
    return day


def _write(state: State, text: str | bytes, output: str | None) -> None:
    if not output or output == "-":
        print_text(text + "\n") if isinstance(text, str) else print_bytes(text)
        return
    try:
        Path(output).write_bytes(text.encode("utf-8", "replace") if isinstance(text, str) else text)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); name another place with -o") from error
    state.console.say(f"wrote {output}")


def _wanted(state: State, db: str | None, article: str, excerpts: bool) -> tuple[Document, Context]:
    """The document, and what the store knows besides."""
    from tapecheck.report.stored import context_of
    from tapecheck.report.view import Context
    from tapecheck.store import Store

    if article.endswith(".json"):
        return _document_file(article), Context(excerpts=excerpts)
    with Store.open(db or state.settings.db, create=False) as store:
        document = store.load(article)
        return document, context_of(store.connection, document.id, excerpts=excerpts)


def _document_file(path: str) -> Document:
    import json

    from tapecheck.errors import ReadError
    from tapecheck.schema import Document, from_json

    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError as error:
        raise ReadError(path, "no such file; tapecheck check --format json writes one") from error
    except (OSError, ValueError) as error:
        raise ReadError(path, f"not a JSON document ({error})") from error
    try:
        return from_json(Document, data)
    except (Exception, ExceptionGroup) as error:
        raise ReadError(path, "not a document of tapecheck; tapecheck check --format json writes one") from error
