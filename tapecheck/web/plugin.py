"""What Datasette calls: routes, the guard around all of it, the menu."""

from __future__ import annotations

import hmac
import json
import sqlite3
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, unquote

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response

from tapecheck.errors import TapecheckError, UsageError
from tapecheck.schema import Document, to_json
from tapecheck.web import openapi
from tapecheck.web.desk import MAX_BODY, Busy, Desk, Draft, TooSlow
from tapecheck.web.guard import Application, guarded
from tapecheck.web.pages import HOME, SECURE, NotFound, Site, as_json, page

COOKIE = "tapecheck_review"
_TABLES = {"articles", "claims", "checks", "revisions"}
_STATIC = {"style.css": "text/css", "site.css": "text/css", "desk.js": "text/javascript"}


def config(datasette: Any) -> Mapping[str, Any]:
    """What `tapecheck serve` said; nothing under a plain Datasette."""
    return datasette.plugin_config("tapecheck") or {}


async def site_of(datasette: Any) -> Site:
    """The pages over the first database that is ours. Raises NotFound."""
    for name, database in datasette.databases.items():
        if not name.startswith("_") and {*await database.table_names()} >= _TABLES:
            return Site(datasette, name, config(datasette).get("token"))
    raise NotFound("no database of tapecheck is served here; tapecheck ingest SOURCE makes one")


def desk_of(datasette: Any) -> Desk | None:
    """The desk that serve set up, if any."""
    return getattr(datasette, "tapecheck_desk", None)


# --- hooks -----------------------------------------------------------------------------------------------------------
@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """The guard around every request."""
    told = config(datasette)
    return lambda application: guarded(application, told.get("hosts"), HOME if told.get("home") else None)


@hookimpl
def skip_csrf(datasette: Any, scope: Mapping[str, Any]) -> bool | None:  # noqa: ARG001 - pluggy's names
    """The guard looks at where a request comes from; Datasette's token is not needed besides."""
    return True if scope["path"] in ("/desk", "/-/check", "/-/review") else None


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """One line for whatever went wrong. Datasette's own answer fails where rich is installed, and prints all locals."""
    status = getattr(exception, "status", 500)
    known = isinstance(status, int) and 400 <= status < 500
    said = str(getattr(exception, "message", None) or exception) if known else "an error that nobody foresaw"
    if not known:
        traceback.print_exception(exception)
    return _failed(datasette, said, status if known else 500, request.path.endswith(".json"))


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The way from Datasette's pages to ours."""
    links = {HOME: "tapecheck", "/search": "Search claims", "/conflicts": "Conflicts"}
    links |= {"/desk": "Desk"} if desk_of(datasette) else {}
    return [{"href": datasette.urls.path(path), "label": label} for path, label in links.items()]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """All our addresses. Those of pages end in .json for their data."""
    end = r"(?P<json>\.json)?$"
    one = r"/(?P<id>[^/]+?)"
    return [
        (f"^{HOME}{end}", _page("home")),
        (f"^/search{end}", _page("search")),
        (f"^/article{one}/revisions{end}", _page("revisions")),
        (f"^/article{one}{end}", _page("article")),
        (f"^/instrument{one}{end}", _page("instrument")),
        (f"^/speaker{one}{end}", _page("speaker")),
        (f"^/publisher{one}{end}", _page("publisher")),
        (f"^/conflicts{end}", _page("conflicts")),
        (r"^/desk$", desk_page),
        (r"^/-/check$", check),
        (r"^/-/check/openapi\.json$", describe),
        (r"^/-/review$", review),
        (r"^/-/tapecheck/static/(?P<name>[\w.]+)$", static),
    ]


# --- answers ---------------------------------------------------------------------------------------------------------
def html(text: str, status: int = 200) -> Any:
    """A page of ours, with our own policy."""
    return Response(text, status=status, headers=dict(SECURE), content_type="text/html; charset=utf-8")


def data(text: str, status: int = 200) -> Any:
    """JSON."""
    return Response(text, status=status, headers=dict(SECURE), content_type="application/json; charset=utf-8")


def _page(name: str) -> Any:
    async def view(datasette: Any, request: Any) -> Any:
        wants_json = bool(request.url_vars.get("json"))
        args = {key: request.args.get(key) for key in request.args}
        args |= {"id": unquote(request.url_vars["id"])} if "id" in request.url_vars else {}
        try:
            site = await site_of(datasette)
            template, values = await getattr(site, name)(args)
        except NotFound as error:
            return _failed(datasette, str(error), 404, wants_json)
        except (sqlite3.OperationalError, QueryInterrupted, TapecheckError) as error:
            return _failed(datasette, f"the database does not answer that ({error}); ask for less", 503, wants_json)
        if wants_json:
            return data(as_json(values))
        return html(page(template, values, **_common(datasette, request)))

    return view


def _common(datasette: Any, request: Any) -> dict[str, Any]:
    return {
        "desk_open": desk_of(datasette) is not None,
        "may_review": _may_write(datasette, request),
        "databases": [name for name in datasette.databases if not name.startswith("_")],
    }


def _failed(datasette: Any, message: str, status: int, wants_json: bool) -> Any:
    if wants_json:
        return data(json.dumps({"error": message}, ensure_ascii=False), status)
    told = {"message": message, "status": status, "desk_open": desk_of(datasette) is not None}
    return html(page("failed.html", told), status)


async def static(request: Any) -> Any:
    """A style sheet or the desk's script."""
    name = request.url_vars["name"]
    if name not in _STATIC:
        return Response("not here", status=404)
    if name == "style.css":
        from tapecheck.report.html import style

        text = style()
    else:
        text = (files("tapecheck.web") / "static" / name).read_text("utf-8")
    headers = {"cache-control": "max-age=600"}
    return Response(text, headers=headers, content_type=f"{_STATIC[name]}; charset=utf-8")


async def _body(request: Any) -> bytes:
    """The body of a request, at most MAX_BODY bytes. Raises UsageError."""
    kept = bytearray()
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise UsageError("the request broke off")
        kept += message.get("body", b"")
        if len(kept) > MAX_BODY:
            raise UsageError(f"the request is over {MAX_BODY:,} bytes; check the text in parts")
        if not message.get("more_body"):
            return bytes(kept)


def _form(body: bytes) -> dict[str, str]:
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50)
    return {name: values[-1] for name, values in fields.items()}


# --- the desk --------------------------------------------------------------------------------------------------------
async def desk_page(datasette: Any, request: Any) -> Any:
    """The desk: a form, and under it what the draft's figures are worth."""
    from tapecheck.report.html import of_view
    from tapecheck.report.view import Context, view_of

    desk = desk_of(datasette)
    if desk is None:
        return _failed(datasette, "the desk is open under tapecheck serve alone", 404, False)
    values: dict[str, Any] = {"draft": {"published": datetime.now(UTC).date().isoformat()}, "error": None}
    status = 200
    if request.method == "POST":
        try:
            values["draft"] = form = _form(await _body(request))
            form["text"] = form.get("text", "").replace("\r\n", "\n")
            document = await desk.check(Draft.read(form))
            values |= of_view(view_of(document, Context(checked=datetime.now(UTC).date())))
            values["document"] = document
            if form.get("keep") and _may_write(datasette, request):
                values["kept"] = await _keep(datasette, document)
        except (TapecheckError, ValueError) as error:
            values["error"], status = str(error), _status(error)
    return html(page("desk.html", values, **_common(datasette, request)), status)


async def check(datasette: Any, request: Any) -> Any:
    """POST a JSON object (text or url, published, as_of); the contract's document comes back."""
    desk = desk_of(datasette)
    if desk is None:
        return data('{"error": "the desk is open under tapecheck serve alone"}', 404)
    if request.method != "POST":
        return data('{"error": "POST a JSON object; /-/check/openapi.json describes it"}', 405)
    try:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise UsageError("send JSON, with content-type: application/json")
        document = await desk.check(Draft.read(json.loads(await _body(request))))
    except (TapecheckError, ValueError, RecursionError) as error:
        return data(json.dumps({"error": str(error)}, ensure_ascii=False), _status(error))
    return data(json.dumps(to_json(document), ensure_ascii=False))


def _status(error: Exception) -> int:
    kinds = ((Busy, 503), (TooSlow, 504), (UsageError, 400), (TapecheckError, 422))
    return next((status for kind, status in kinds if isinstance(error, kind)), 400)


async def describe(datasette: Any) -> Any:  # noqa: ARG001 - Datasette's names
    """The OpenAPI description of POST /-/check."""
    return data(json.dumps(openapi.DESCRIPTION, indent=1))


# --- writing, behind a token -----------------------------------------------------------------------------------------
def _may_write(datasette: Any, request: Any) -> bool:
    token = config(datasette).get("token")
    return bool(token) and hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), str(token).encode())


async def _keep(datasette: Any, document: Document) -> str:
    """Save a draft that the person asked to keep; what saving did."""
    from tapecheck.store import Store

    site = await site_of(datasette)
    path = str(datasette.get_database(site.database).path)

    def save(_: sqlite3.Connection) -> str:
        with Store.open(path, create=False) as store:
            return store.save(document, store.start_run("desk", document.versions)).what

    return str(await datasette.get_database(site.database).execute_fn(save))


async def review(datasette: Any, request: Any) -> Any:
    """GET with the token opens reviewing for this browser; POST stores what a person says of a claim."""
    token = config(datasette).get("token")
    if not token:
        return _failed(datasette, "nothing can be reviewed here; start it with tapecheck serve --review", 403, False)
    if request.method == "GET":
        if not hmac.compare_digest((request.args.get("token") or "").encode(), str(token).encode()):
            return _failed(datasette, "that is not the token that tapecheck serve printed", 403, False)
        answer = Response("", status=302, headers={"location": datasette.urls.path(HOME), **SECURE})
        answer.set_cookie(COOKIE, str(token), httponly=True, samesite="strict")
        return answer
    if not _may_write(datasette, request):
        return _failed(datasette, "reviewing needs the address with the token that tapecheck serve printed", 403, False)
    try:
        form = _form(await _body(request))
        article = await _save_review(datasette, form)
    except (TapecheckError, ValueError) as error:
        return _failed(datasette, str(error), _status(error), False)
    where = datasette.urls.path(f"/article/{article}") + f"#{form['claim']}"
    return Response("", status=303, headers={"location": where, **SECURE})


async def _save_review(datasette: Any, form: Mapping[str, str]) -> str:
    from tapecheck.web.reviewing import save_review

    site = await site_of(datasette)
    database = datasette.get_database(site.database)
    path = str(database.path)
    return str(await database.execute_fn(lambda _: save_review(path, form)))
