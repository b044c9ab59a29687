"""`tapecheck ingest` and `tapecheck watch`: what people have goes into the database, once or again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import click

from tapecheck.archive.db import embed_stored
from tapecheck.collect.options import (
    market_by,
    market_name,
    market_option,
    model_option,
    models_of,
    offline_option,
    published_option,
    valid_published,
)
from tapecheck.console import State, on_terminal, print_json, print_json_line, print_line
from tapecheck.errors import UsageError
from tapecheck.report.commands import VERDICTS, db_option
from tapecheck.scraper.options import client_of, private_option

if TYPE_CHECKING:
    from tapecheck.pipeline import Failed, Ingested
    from tapecheck.scraper.gather import Wanted
    from tapecheck.store import Store

SOME_FAILED = 1


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--feed", "feeds", metavar="URL|FILE", multiple=True, help="The stories of an RSS, Atom or JSON feed.")
@click.option("--sitemap", "sitemaps", metavar="URL|FILE", multiple=True, help="The stories of a (news) sitemap.")
@click.option("--urls", "lists", metavar="FILE", multiple=True, help="The addresses in a file, one a line.")
@click.option("--warc", "warcs", metavar="FILE", multiple=True, help="The pages of a WARC or WARC.gz archive.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N stories of each feed, sitemap, archive.")
@click.option("--retry", is_flag=True, help="Also what failed before and was not read since.")
@click.option("--save-warc", metavar="FILE", help="Keep what is fetched as a WARC.gz.")
@db_option
@published_option
@market_option
@offline_option
@model_option
@private_option
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="So many processes analyze.")
@click.option("--no-embed", is_flag=True, help="Build no vectors: search then finds words, not what means the same.")
@click.option("--format", "form", type=click.Choice(["table", "json", "ndjson"]), help="Output of what was saved.")
@click.pass_obj
def ingest(
    state: State,
    sources: tuple[str, ...],
    feeds: tuple[str, ...],
    sitemaps: tuple[str, ...],
    lists: tuple[str, ...],
    warcs: tuple[str, ...],
    limit: int | None,
    retry: bool,
    save_warc: str | None,
    db: str | None,
    published: str | None,
    folders: tuple[str, ...],
    offline: bool,
    model: str | None,
    allow_private: bool,
    jobs: int,
    no_embed: bool,
    form: str | None,
) -> int:
    """Save articles: URLs, files, folders, archives; what feeds, sitemaps and lists name.

    A file is what it is by its content: HTML, text, MHTML, WARC, a feed, a sitemap, a list of addresses, PDF, DOCX.
    The same article again is the same row; a changed text is kept as a new revision, the same text at another address
    is no second article. With --market the claims are checked as well.

    \b
    tapecheck ingest https://example.com/market-wrap article.html folder/ crawl.warc.gz
    tapecheck ingest --feed https://example.com/markets.rss --limit 20
    tapecheck ingest --retry
    """
    from tapecheck.pipeline import ingest as ingest_all
    from tapecheck.store import Fetches, Store

    valid_published(published)
    wanted = wanted_of(sources, feeds, sitemaps, lists, warcs, limit or 0)
    if not wanted and not retry:
        raise UsageError(
            "nothing to ingest; give a URL, a file or a folder, or --feed, --sitemap, --urls, --warc, --retry"
        )
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(db or state.settings.db))
        if store.backup:
            state.console.say(f"{store.path} was brought up to date; {store.backup} is the file as it was")
        client = stack.enter_context(closing(client_of(state, allow_private)))
        if save_warc:
            from tapecheck.scraper.archives import WarcFile

            client.keep = stack.enter_context(closing(WarcFile(save_warc, client.agent))).write
        if retry:
            wanted = [*wanted, *(address for address, _, _ in Fetches(store).failed())]
            if not wanted:
                state.console.say("nothing failed before: there is nothing to try again")
                return 0
        market = market_by(state, folders, offline) if folders else None
        results = ingest_all(wanted, store, models_of(state, model, market), client, market=market,
                             published=published, zone=state.settings.zone, jobs=jobs,
                             market_name=market_name(folders, offline) if market else None)  # fmt: skip
        total = len(wanted) if all(isinstance(one, str) for one in wanted) else None
        code = _print_results(state, store, results, form, total)
        if not no_embed and (model or state.settings.model) != "fast":
            embed_stored(state, store)
        return code


def wanted_of(
    sources: Sequence[str], feeds: Sequence[str], sitemaps: Sequence[str], lists: Sequence[str], warcs: Sequence[str],
    limit: int,
) -> list[Wanted | str]:  # fmt: skip
    """The sources as they were typed, in the order of the options; folders are opened, so that they can be counted."""
    from tapecheck.scraper.gather import As, Wanted
    from tapecheck.scraper.sources import expand

    said = ((As.FEED, feeds), (As.SITEMAP, sitemaps), (As.URLS, lists), (As.WARC, warcs))
    named = [Wanted(source, what, limit) for what, names in said for source in names]
    plain: list[Wanted | str] = [Wanted(one, As.LOOK, limit) if limit else one for one in expand(sources)]
    return [*plain, *named]


def _print_results(
    state: State, store: Store, results: Iterator[Ingested | Failed], form: str | None, total: int | None
) -> int:
    from tapecheck.pipeline import Failed

    rows: list[dict[str, Any]] = []
    failed: Counter[str] = Counter()
    form = form or ("table" if on_terminal() else "ndjson")
    for result in state.console.track(results, "ingesting", total=total):
        if isinstance(result, Failed):
            failed[_host(result.source)] += 1
            state.console.warn(str(result.error), source=result.source)
            continue
        rows.append(row_of(result))
        _print_saved(state, rows[-1], form)
    if form == "json":
        print_json(rows)
    if rows:
        state.console.say(f"{len(rows)} saved in {store.path}. Next: tapecheck search WORDS, tapecheck check --stored")
    if sum(failed.values()) > 1:
        told = ", ".join(f"{host} {count}" for host, count in failed.most_common(8))
        state.console.say(f"{sum(failed.values())} failed ({told}); tapecheck ingest --retry tries them again")
    return SOME_FAILED if failed else 0


def row_of(result: Ingested) -> dict[str, Any]:
    """What is printed of a saved article."""
    document, saved = result.document, result.saved
    return {"id": saved.article, "saved": saved.what, "claims": len(document.claims), "verdict": document.verdict,
            "title": document.article.title, "published": document.published, "source": result.source,
            "note": document.note}  # fmt: skip


def _print_saved(state: State, row: dict[str, Any], form: str) -> None:
    if form == "ndjson":
        print_json_line(row)
    elif form == "table":
        print_line(f"{row['id']}  {row['saved']:<8} {row['claims']:>3} claims  {row['title'] or row['source']}")
        if row["note"]:
            state.console.say(f"{'':14}{row['note']}")


def _host(source: str) -> str:
    from tapecheck.scraper.addresses import host_of
    from tapecheck.scraper.sources import is_url

    return host_of(source) if is_url(source) else "files"


@click.command()
@click.argument("config", metavar="TOML")
@click.option("--once", is_flag=True, help="Ask each feed once and stop, for a cron job.")
@click.option(
    "--on", "verdicts", type=click.Choice(VERDICTS), multiple=True, help="Tell of a new claim with this verdict."
)
@click.option(
    "--run", "command", metavar="COMMAND", help="What tells: run once a claim, with JSON on its standard input."
)
@click.option("--webhook", metavar="URL", help="What tells: the JSON is posted there.")
@db_option
@market_option
@offline_option
@model_option
@private_option
@click.pass_obj
def watch(
    state: State,
    config: str,
    once: bool,
    verdicts: tuple[str, ...],
    command: str | None,
    webhook: str | None,
    db: str | None,
    folders: tuple[str, ...],
    offline: bool,
    model: str | None,
    allow_private: bool,
) -> int:
    """Keep reading feeds and sitemaps, until stopped; tell of new figures that are wrong.

    It remembers in the database what it has read and told, so that it may be stopped or killed at any time. Hosts that
    fail are asked less and less often.

    \b
    TOML:  every = "15m"
           feeds = ["https://example.com/markets.rss"]
           sitemaps = ["https://example.com/news-sitemap.xml"]
    tapecheck watch feeds.toml --market FOLDER --on contradicted --run ./tell.sh
    """
    from tapecheck.collect.alerts import Alerts
    from tapecheck.collect.watch import Watch, read_config
    from tapecheck.store import Store

    settings = read_config(config)
    if bool(verdicts) != bool(command or webhook):
        raise UsageError("--on says which verdicts are told, and --run COMMAND or --webhook URL how: give both")
    with Store.open(db or state.settings.db) as store, closing(client_of(state, allow_private)) as client:
        market = market_by(state, folders, offline) if folders or verdicts else None
        alerts = Alerts(store, verdicts, command, webhook, client) if verdicts else None
        watching = Watch(settings, store, models_of(state, model, market), client, state.console, market=market,
                         alerts=alerts, zone=state.settings.zone)  # fmt: skip
        return watching.run(once=once)
