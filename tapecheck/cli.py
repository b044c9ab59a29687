"""The commands: parse options, call one function, print.

Data go to stdout, everything else to stderr. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from tapecheck import __version__
from tapecheck.archive.articles import article, list_articles
from tapecheck.archive.commands import conflicts, search
from tapecheck.archive.db import db, reanalyze
from tapecheck.archive.review import review
from tapecheck.assistants.commands import mcp
from tapecheck.cluster.commands import cluster
from tapecheck.collect.commands import ingest, watch
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
from tapecheck.console import Console, State, on_terminal, print_json, print_json_line, print_line, valid_day
from tapecheck.errors import RecordError, TapecheckError, UsageError
from tapecheck.market.commands import market as market_commands
from tapecheck.models.commands import models as models_commands
from tapecheck.report.commands import VERDICTS, db_option, report
from tapecheck.scraper.options import client_of, private_option
from tapecheck.web.commands import serve

if TYPE_CHECKING:
    from tapecheck.market import CompositeMarket
    from tapecheck.pipeline import CheckOptions, Models
    from tapecheck.reference.market import Market
    from tapecheck.schema import Document, Record

REPORT_IT = "Please report it with the command you typed (TAPECHECK_DEBUG=1 shows where); CONTRIBUTING.md says how."
ANYWHERE = ("--quiet", "-q", "--log-json")
MEANT = dict.fromkeys(("--date", "--day", "--when"), "--published") | dict.fromkeys(("--json", "--output"), "--format")
SOME_FAILED, FAIL_ON_MET, INTERRUPTED = 1, 3, 130

Command = TypeVar("Command", bound=Callable[..., Any])


class Group(click.Group):
    """Commands in the order in which a person meets them, not the alphabet's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, as they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. When the reader of its output goes away (`| head`), it has had enough: no error."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, package_name="tapecheck")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors on stderr.")
@click.option("--log-json", is_flag=True, help="Messages on stderr as JSON lines.")
@click.pass_context
def cli(ctx: click.Context, quiet: bool, log_json: bool) -> None:
    """Check the figures of market news against market data.

    \b
    Try:  tapecheck demo
          tapecheck check https://... --market FOLDER
          tapecheck ingest https://...     then   tapecheck search "small caps"
    """
    ctx.obj = State(Console(quiet, log_json))


def main() -> None:
    """The console script: runs a command and turns every failure into one line and the right exit code."""
    if not os.environ.get("TAPECHECK_DEBUG"):  # libraries' warnings are not for people
        logging.getLogger().addHandler(logging.NullHandler())
        warnings.simplefilter("ignore")
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - closed by the caller: nobody listens
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = hoist(sys.argv[1:])
    sys.exit(run(cli, Console(log_json="--log-json" in arguments), arguments))


def hoist(arguments: Sequence[str]) -> list[str]:
    """The options of every command before its name, wherever they were typed; what follows `--` is left alone."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [word for word in arguments[:end] if word in ANYWHERE]
    return [*options, *(word for word in arguments[:end] if word not in ANYWHERE), *arguments[end:]]


def run(command: click.Command, console: Console, arguments: Sequence[str] = ()) -> int:
    """The exit code of a command; what went wrong is told on `console`."""
    try:
        code = command.main([*arguments], standalone_mode=False)
        sys.stdout.flush()  # while its failure can still be told: at Python's own end it would be a code of 120
    except (click.exceptions.Abort, KeyboardInterrupt):
        console.warn("interrupted; what was saved stays saved")
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        if isinstance(error, click.NoSuchOption) and (meant := MEANT.get(error.option_name)):
            error = click.UsageError(f"No such option '{error.option_name}': it is {meant} here.", context)
        hint = f" See {context.command_path} --help" if context else ""
        console.warn(" ".join(error.format_message().split()) + hint, kind="UsageError")
        return error.exit_code
    except TapecheckError as error:
        console.warn(str(error), kind=type(error).__name__)
        return error.exit_code
    except BrokenPipeError:
        _discard_output()
        return 0
    except OSError as error:
        _discard_output()
        return _unexpected(console, error, f"{error}; check the disk and the permissions")
    except Exception as error:  # noqa: BLE001 - the last resort: a person gets one line, not a traceback
        said = " ".join(str(error).split())[:200]
        return _unexpected(console, error, f"this should not happen: {type(error).__name__}: {said}. {REPORT_IT}")
    return code if isinstance(code, int) else 0


def _discard_output() -> None:
    """Let what is still buffered go nowhere, so that Python's own end does not fail on it again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(console: Console, error: Exception, message: str) -> int:
    """What nobody foresaw, in one line; TAPECHECK_DEBUG=1 shows where it came from."""
    if os.environ.get("TAPECHECK_DEBUG"):
        traceback.print_exception(error)
    console.warn(message, kind=type(error).__name__)
    return SOME_FAILED


# --- options that several commands share -----------------------------------------------------------------------------
def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


input_options = _options(
    click.argument("sources", nargs=-1, metavar="[PATH|URL|-]..."),
    click.option("--input-format", type=click.Choice(["auto", "ndjson"]), default="auto", show_default=True,
                 help="ndjson: one record a line, {id, text or html, published, url?}."),
    published_option,
    click.option("--format", "form", type=click.Choice(["table", "json", "ndjson"]),
                 help="Output [default: table on a terminal, ndjson for ndjson, else json]."),
    model_option,
    private_option,
)  # fmt: skip


# --- the way of an article -------------------------------------------------------------------------------------------
cli.add_command(ingest)
cli.add_command(watch)


@cli.command()
@input_options
@click.pass_obj
def extract(
    state: State,
    sources: tuple[str, ...],
    input_format: str,
    published: str | None,
    form: str | None,
    model: str | None,
    allow_private: bool,
) -> int:
    """Print what articles state: names, figures, periods, quotes and claims. Needs no database.

    \b
    tapecheck extract article.html --format json
    tapecheck extract --input-format ndjson < records.ndjson
    """
    return _stream(state, sources, input_format, published, form, model, allow_private, None, None)[0]


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE SOURCE...")
@published_option
@model_option
@private_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="Output [default: table on a terminal].")
@click.pass_obj
def compare(
    state: State,
    sources: tuple[str, ...],
    published: str | None,
    model: str | None,
    allow_private: bool,
    form: str | None,
) -> int:
    """Show what drifted between copies and rewrites of a story: figures, periods, quoted words, sources.

    \b
    tapecheck compare original.html copy.html https://example.com/rewrite
    """
    from dataclasses import asdict

    from tapecheck.pipeline import analyze
    from tapecheck.scraper.sources import read_source
    from tapecheck.stories import compare as find_drifts

    if len(sources) < 2:
        raise UsageError("give two sources or more; the one printed first is what the others are held against")
    valid_published(published)
    models = models_of(state, model)
    with closing(client_of(state, allow_private)) as client:
        drifts = find_drifts([analyze(read_source(source, client, published), models) for source in sources])
    if (form or ("table" if on_terminal() else "json")) == "json":
        print_json([asdict(drift) for drift in drifts])
    else:
        for drift in drifts:
            then = drift.then.text if drift.then else "(gone)"
            print_line(f"{drift.kind}: {drift.note}\n   first: {drift.first.text}\n   then:  {then}")
    if not drifts:
        state.console.say("nothing drifted in what the texts state")
    return 0


@cli.command()
@input_options
@market_option
@offline_option
@click.option(
    "--certainty",
    type=click.FloatRange(0, 1),
    help="How sure of its time and thing a failing figure must be to be contradicted, 0 to 1 (default: as fitted).",
)
@click.option(
    "--as-of",
    metavar="DAY",
    help="Use no close after this day's; a day that is not before the publication changes nothing.",
)
@click.option("--reference", metavar="FILE", help="A report whose figures the text cites: CSV, page or text.")
@click.option(
    "--fail-on",
    type=click.Choice(VERDICTS),
    multiple=True,
    help="Exit with 3 if a claim has this verdict.",
)
@click.option("--explain", is_flag=True, help="Tell the story of each verdict in words.")
@click.option("--stored", is_flag=True, help="Check what the database holds, and save the verdicts there.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Check this stored article only.")
@click.option("--replay", metavar="ID", help="Compute a stored check again, and say what has changed since.")
@db_option
@click.pass_obj
def check(
    state: State,
    sources: tuple[str, ...],
    input_format: str,
    published: str | None,
    form: str | None,
    model: str | None,
    allow_private: bool,
    folders: tuple[str, ...],
    offline: bool,
    certainty: float | None,
    as_of: str | None,
    reference: str | None,
    fail_on: tuple[str, ...],
    explain: bool,
    stored: bool,
    articles: tuple[str, ...],
    replay: str | None,
    db: str | None,
) -> int:
    """Compare each claim with the figure computed from market data.

    Verdicts are supported, imprecise, contradicted and not_checkable, each with the numbers and the reason.

    \b
    tapecheck check https://... --market FOLDER
    tapecheck check article.txt --published 2023-09-11 --market FOLDER --format json
    tapecheck check --stored --market FOLDER
    """
    valid_published(published)
    options = _check_options(as_of, reference, certainty)
    market = market_by(state, folders, offline)  # what it lacks is told after the user's own mistakes
    if replay is not None:
        if sources or stored or articles:
            raise UsageError("--replay stands alone: it computes one stored check again")
        return _replay(state, db, replay, market)
    if stored or articles:
        if sources:
            raise UsageError("give sources, or --stored or --article for what the database holds, not both")
        name = market_name(folders, offline)
        return _check_stored(state, db, articles, market, name, options, form, fail_on, explain)
    code, met = _stream(
        state, sources, input_format, published, form, model, allow_private, market, options, explain, fail_on
    )
    return FAIL_ON_MET if met else code


def _check_options(as_of: str | None, reference: str | None, certainty: float | None) -> CheckOptions:
    from tapecheck.pipeline import CheckOptions

    options = CheckOptions(as_of=valid_day(as_of, "--as-of"), certainty=certainty)
    if reference:
        from tapecheck.evidence import ReferenceDocument

        options = replace(options, reference=ReferenceDocument.read(Path(reference)))
    return options


def _stream(
    state: State,
    sources: tuple[str, ...],
    input_format: str,
    published: str | None,
    form: str | None,
    model: str | None,
    allow_private: bool,
    market: CompositeMarket | None,
    options: CheckOptions | None,
    explain: bool = False,
    fail_on: Sequence[str] = (),
) -> tuple[int, bool]:
    """Analyze records as they come and print each; whether some failed, and whether `fail_on` was met."""
    from tapecheck.schema import to_json
    from tapecheck.scraper.sources import STREAM_SUFFIXES, records

    valid_published(published)
    lines = input_format == "ndjson" or (bool(sources) and all(s.lower().endswith(STREAM_SUFFIXES) for s in sources))
    form = form or ("table" if on_terminal() else "ndjson" if lines else "json")
    models = models_of(state, model, market)
    code, met = 0, False
    documents: list[dict[str, Any]] = []
    as_json = _told_as_json(documents, form, one=len(sources) <= 1 and not lines)
    with as_json, closing(client_of(state, allow_private)) as client:
        wanted = records(sources or _standard_input(), client, stdin=_stdin(), ndjson=lines, published=published)
        for item in state.console.track(wanted, "reading"):
            try:
                if isinstance(item, TapecheckError):
                    raise item
                document = analyze_one(replace(item, zone=state.settings.zone), models, market, options)
            except TapecheckError as error:
                code = SOME_FAILED
                _report_failure(state, error, item, lines and form == "ndjson")
                continue
            met = met or any(check.verdict in fail_on for check in document.checks or ())
            if form == "json":
                documents.append(to_json(document))
            else:
                _print_document(document, form, explain)
    if form == "json" and not documents and not code:
        print_json([])
    return code, met


@contextlib.contextmanager
def _told_as_json(documents: list[dict[str, Any]], form: str, *, one: bool) -> Iterator[None]:
    """Prints the documents at the end as one JSON value; also when the end is Ctrl-C, as they were worked for."""
    try:
        yield
    finally:
        if form == "json" and documents:
            print_json(documents[0] if len(documents) == 1 and one else documents)


def analyze_one(record: Record, models: Models, market: Market | None, options: CheckOptions | None) -> Document:
    """`analyze`, with what nobody foresaw as the failure of this record: the others of the stream are still done."""
    from tapecheck.errors import unforeseen
    from tapecheck.pipeline import analyze

    try:
        return analyze(record, models, market, options)
    except TapecheckError:
        raise
    except Exception as error:
        if os.environ.get("TAPECHECK_DEBUG"):
            traceback.print_exception(error)
        raise unforeseen(record.called, error) from error


def _standard_input() -> tuple[str, ...]:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("nothing to read; give a path, a URL, or - for standard input")
    return ("-",)


def _stdin() -> BinaryIO:
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def _report_failure(state: State, error: TapecheckError, item: Record | TapecheckError, as_data: bool) -> None:
    """A failure of one input: a line on stderr, and in a stream also the object that stands in its place."""
    state.console.warn(str(error), kind=type(error).__name__)
    if as_data:
        known = item.record_id if isinstance(item, RecordError) else getattr(item, "id", None)
        print_json_line({"id": known, "error": str(error)})


def _check_stored(
    state: State, db: str | None, articles: Sequence[str], market: Market, market_name: str, options: CheckOptions,
    form: str | None, fail_on: Sequence[str], explain: bool,
) -> int:  # fmt: skip
    """Check stored articles and save the verdicts beside their claims."""
    from tapecheck.archive.checking import Counts, check_stored
    from tapecheck.schema import to_json
    from tapecheck.store import Store

    form = form or ("table" if on_terminal() else "json")
    met, documents, counts = False, [], Counts()
    with Store.open(db or state.settings.db, create=False) as store:
        wanted = list(articles) or store.article_ids()
        checked = check_stored(store, wanted, market, market_name, options, counts)
        for document in state.console.track(checked, "checking", total=len(wanted)):
            met = met or any(one.verdict in fail_on for one in document.checks or ())
            if form == "json":
                documents.append(to_json(document))
            else:
                _print_document(document, form, explain)
    if form == "json":
        print_json(documents)
    state.console.say(str(counts))
    return FAIL_ON_MET if met else 0


def _replay(state: State, db: str | None, wanted: str, market: Market) -> int:
    from tapecheck.crosscheck import replay
    from tapecheck.store import Store

    with Store.open(db or state.settings.db, create=False) as store:
        document = store.load_claim(wanted)
    claim = next(one for one in document.claims if one.id.startswith(wanted))
    old = next((one for one in document.checks or () if one.claim_id == claim.id), None)
    if old is None:
        raise UsageError(f"claim {claim.id} has no check yet; tapecheck check --stored makes one")
    print_line(str(replay(old, document, market)))
    return 0


# --- what was stored, and the rest -----------------------------------------------------------------------------------
cli.add_command(search)
cli.add_command(list_articles)
cli.add_command(article)
cli.add_command(conflicts)
cli.add_command(review)
cli.add_command(reanalyze)
cli.add_command(db)
cli.add_command(report)
cli.add_command(serve)
cli.add_command(mcp)


@cli.group(invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context) -> int:
    """Show every setting, its value, and where it came from; `config set` and `config unset` change the file."""
    import os
    from dataclasses import asdict

    from tapecheck.settings import settings_file

    if ctx.invoked_subcommand is not None:
        return 0
    state: State = ctx.obj
    for name, value in asdict(state.settings).items():
        shown = ", ".join(value) if isinstance(value, tuple) else value
        print_line(f"{name:<10} {shown!s:<44} {state.origins.origin[name]}")
    print_line(f"\nsettings file: {settings_file(os.environ)}")
    return 0


@config.command("set")
@click.argument("name")
@click.argument("values", nargs=-1, required=True, metavar="VALUE...")
@click.pass_obj
def config_set(state: State, name: str, values: tuple[str, ...]) -> int:
    """Write a setting into the settings file; several values are a list.

    \b
    tapecheck config set contact desk@example.org
    tapecheck config set providers fred yfinance
    """
    from tapecheck.settings import set_setting, settings_file

    path = settings_file(os.environ)
    set_setting(path, name, ",".join(values) if len(values) > 1 else values[0])
    state.console.say(f"{name} is set in {path}")
    return 0


@config.command("unset")
@click.argument("name")
@click.pass_obj
def config_unset(state: State, name: str) -> int:
    """Take a setting out of the settings file, so that its default holds again."""
    from tapecheck.settings import settings_file, unset_setting

    path = settings_file(os.environ)
    gone = unset_setting(path, name)
    state.console.say(f"{name} is {'no longer' if gone else 'not'} in {path}")
    return 0


@cli.command()
@click.option("--out", metavar="DIR", default="tapecheck-demo", show_default=True, help="Where the reports go.")
@click.pass_obj
def demo(state: State, out: str) -> int:
    """See the whole job on sample pages: served, fetched, read, checked and reported on this machine alone."""
    from tapecheck.demo import run_demo

    return run_demo(Path(out), state.console)


cli.add_command(cluster)
cli.add_command(market_commands)
cli.add_command(models_commands)


# --- helpers ---------------------------------------------------------------------------------------------------------
def _print_document(document: Document, form: str, explain: bool) -> None:
    from tapecheck.schema import to_json

    if form == "ndjson":
        print_json_line(to_json(document))
    else:
        from tapecheck.report.terminal import print_document

        print_document(document, explain=explain)
        if document.checks is None:
            from tapecheck.report.findings import print_findings

            print_findings(document)
