"""Every page and answer over real HTTP."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import httpx2
import pytest
from bs4 import BeautifulSoup

from tapecheck.demo import serve_pages
from tapecheck.schema import Document, from_json
from tests.web.conftest import MARKET, Site, serve

DRAFT = "The S&P 500 rose 3.1% on Thursday, February 22, 2024, to 5,087.03."
PAGES = MARKET.parent / "pages"


def article_of(site: Site, words: str) -> str:
    found = [one["id"] for one in site.get("/-/tapecheck.json").json()["articles"] if words in one["title"]]
    return str(found[0])


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "Latest contradicted claims"),
        ("/search?q=russell", "claims, best first"),
        ("/search?q=russell&sort=date", "claims, newest first"),
        ("/search?q=infla*&verdict=supported", "claims, best first"),
        ("/search?entity=nvidia&sort=value", "claims, largest first"),
        ("/search?speaker=nora&reviewed=no&page=2", "claims, newest first"),
        ("/search?symbol=^rut&since=2023-09-01&until=2023-09-30", "3 of 3 claims"),
        ('/search?q="', "claims, best first"),
        ("/instrument/%5ERUT", "Russell 2000"),
        ("/publisher/Example%20Wire", "Wall Street sinks"),
        ("/speaker/Nora%20Feld", "bank credit"),
        ("/conflicts", "Where articles disagree"),
        ("/conflicts?symbol=%5EGSPC", "of ^GSPC alone"),
        ("/desk", "Check a draft"),
    ],
)
def test_pages(site: Site, path: str, says: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.text, "lxml")
    assert says in " ".join(soup.get_text(" ").split())
    assert len(answer.content) < 100_000
    assert not [tag for tag in soup.select("script, style") if not tag.get("src")]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/-/tapecheck", "/search", "/instrument/%5ERUT", "/publisher/Example%20Wire", "/speaker/Nora%20Feld",
             "/conflicts"],
)  # fmt: skip
def test_json_stands_beside_every_page(site: Site, path: str) -> None:
    answer = site.get(path + ".json")
    assert answer.headers["content-type"].startswith("application/json")
    assert isinstance(answer.json(), dict)


def test_an_article_is_its_report_and_its_document(site: Site) -> None:
    article = article_of(site, "Chip rally")
    soup = BeautifulSoup(site.get(f"/article/{article}").text, "lxml")
    assert len(soup.select(".card")) == 13 and "Checked by a program on" in soup.get_text()
    assert not soup.select("form.reviewing")
    document = from_json(Document, site.get(f"/article/{article}.json").json())
    assert len(document.claims) == 13 and document.checks


@pytest.mark.parametrize("path", ["/article/nope", "/instrument/NOPE", "/speaker/%3Cscript%3E", "/article/x/revisions"])
def test_what_is_not_there(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404 and "<script>" not in answer.text
    assert site.get(path + ".json").json()["error"]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/tapecheck/nothing", "/tapecheck.json?sql=nonsense", "/-/tapecheck/static/x"]
)
def test_what_datasette_refuses_is_a_line_too(site: Site, path: str) -> None:
    answer = site.get(path)
    assert 400 <= answer.status_code < 500 and "Traceback" not in answer.text


def test_datasettes_own_pages_stay(site: Site) -> None:
    assert "claims_with_verdicts" in site.get("/tapecheck").text
    rows = site.get("/tapecheck.json?sql=select+count(*)+as+n+from+claims&_shape=array").json()
    assert rows[0]["n"] > 60
    assert site.get("/tapecheck").headers["x-frame-options"] == "DENY"


def test_other_names_are_not_answered(site: Site) -> None:
    assert site.get("/", headers={"host": "evil.example"}).status_code == 421


def test_a_page_of_another_site_cannot_write(site: Site) -> None:
    for path in ("/desk", "/-/check", "/-/review"):
        answer = site.post(path, data={"text": DRAFT}, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403


# --- the desk --------------------------------------------------------------------------------------------------------
def check(site: Site, data: object) -> httpx2.Response:
    return site.post("/-/check", json=data)


def test_a_draft_is_checked_and_not_stored(site: Site) -> None:
    before = site.get("/-/tapecheck.json").json()["articles"]
    document = from_json(Document, check(site, {"text": DRAFT, "published": "2024-02-22T18:00:00-05:00"}).json())
    verdicts = {claim.text: str(one.verdict) for claim, one in zip(document.claims, document.checks or (), strict=True)}
    assert sorted(verdicts.values()) == ["contradicted", "supported"]
    assert site.get("/-/tapecheck.json").json()["articles"] == before


def test_the_form_does_the_same_for_people(site: Site) -> None:
    answer = site.post("/desk", data={"text": DRAFT, "published": "2024-02-22T18:00:00-05:00"})
    soup = BeautifulSoup(answer.text, "lxml")
    assert soup.select_one("textarea").get_text(strip=True) == DRAFT  # type: ignore[union-attr]
    assert [mark.get_text() for mark in soup.select(".text mark.contradicted")] == ["3.1%"]
    assert soup.select_one(".say b").get_text() == "2.1%"  # type: ignore[union-attr]


def test_an_address_is_fetched(site: Site) -> None:
    with serve_pages(PAGES) as pages:
        document = check(site, {"url": f"{pages}/chips.html"}).json()
    assert document["article"]["publisher"] == "Pacific Ledger" and document["verdict"] == "contradicted"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"text": "x" * 300_000}, 400),
        ({"text": "x" * 1_100_000}, 400),
        ({"url": "http://127.0.0.1:1/"}, 422),
        ({"url": "file:///etc/passwd"}, 400),
        ([1], 400),
    ],
)
def test_what_the_desk_refuses(site: Site, data: object, status: int) -> None:
    answer = check(site, data)
    assert answer.status_code == status and answer.json()["error"]


def test_a_form_is_no_json_and_get_is_no_post(site: Site) -> None:
    assert site.post("/-/check", data={"text": DRAFT}).status_code == 400
    assert site.get("/-/check").status_code == 405
    assert (
        site.post("/-/check", content=b"[" * 200_000, headers={"content-type": "application/json"}).status_code == 400
    )
    described = site.get("/-/check/openapi.json").json()
    assert "post" in described["paths"]["/-/check"]


def test_private_addresses_are_refused_unless_allowed(demo_database: Path) -> None:
    with serve(demo_database) as strict, serve_pages(PAGES) as pages:
        answer = check(strict, {"url": f"{pages}/chips.html"})
    assert answer.status_code == 422 and "private network" in answer.json()["error"]


# --- reviewing -------------------------------------------------------------------------------------------------------
def test_reviewing_needs_the_token(site: Site) -> None:
    claim = site.get("/search.json?verdict=contradicted").json()["rows"][0]
    form = {"claim": claim["id"], "outcome": "confirmed", "reviewer": "Ann Bee"}
    assert site.post("/-/review", data=form).status_code == 403
    assert site.get("/-/review?token=wrong").status_code == 403
    with httpx2.Client(base_url=site.base, timeout=30) as person:
        person.get(site.review)
        assert person.post("/-/review", data={**form, "outcome": "overruled"}).status_code == 400
        same = {**form, "outcome": "overruled", "verdict": "contradicted", "reason": "x"}
        assert "contradicted already" in person.post("/-/review", data=same).text
        answer = person.post("/-/review", data=form)
        assert answer.status_code == 303 and answer.headers["location"].endswith(f"#{claim['id']}")
        page = person.get(answer.headers["location"]).text
    assert "Confirmed</b> by Ann Bee" in page and 'class="reviewing"' in page
    with sqlite3.connect(site.database) as connection:
        query = "select outcome, reviewer, machine from reviews where claim = ?"
        kept = connection.execute(query, (claim["id"],)).fetchall()
    connection.close()
    assert kept == [("confirmed", "Ann Bee", "contradicted")]


def test_a_draft_is_kept_where_a_reviewer_asks(site: Site) -> None:
    text = "The Russell 2000 advanced 1% on Thursday, February 22, 2024."
    with httpx2.Client(base_url=site.base, timeout=60) as person:
        assert "Saved" not in person.post("/desk", data={"text": text, "keep": "1"}).text
        person.get(site.review)
        assert "Saved (new)" in person.post("/desk", data={"text": text, "published": "2024-02-22", "keep": "1"}).text


def test_a_hostile_article_is_shown_inert(tmp_path: Path) -> None:
    """Titles, authors, publishers and words of an article that wants to run."""
    from tapecheck.schema import to_json
    from tapecheck.store import Store
    from tests.report.test_inert import EVIL, evil_document

    path = tmp_path / "evil.db"
    with Store.open(str(path)) as store:
        for number, words in enumerate(EVIL):
            data = to_json(evil_document(words))
            document = from_json(Document, {**data, "id": f"evil{number}", "article": {**data["article"], "url": None}})
            store.save(document, store.start_run("test", document.versions))
    with serve(path) as site:
        ids = [one["id"] for one in site.get("/-/tapecheck.json").json()["articles"]]
        assert len(ids) == len(EVIL)
        names = ["/", "/search", *(f"/article/{one}" for one in ids)]
        names += [f"/{kind}/{httpx2.URL('/', params={'x': words}).query.decode()[2:]}" for words in EVIL[:4]
                  for kind in ("speaker", "publisher")]  # fmt: skip
        for name in names:
            soup = BeautifulSoup(site.get(name.replace("+", "%20")).text, "html.parser")
            assert [tag.get("src") for tag in soup.select("script")] == ["/-/tapecheck/static/desk.js"]
            assert not soup.select("img, iframe, object")
            assert not [1 for tag in soup.find_all(True) for attribute in tag.attrs if attribute.startswith("on")]
            assert not [1 for tag in soup.select("[href]") if str(tag["href"]).startswith("javascript")]


def test_json_of_the_pages_is_whole(site: Site) -> None:
    data = json.dumps(site.get("/search.json?q=russell").json())
    assert "claims_with" not in data and "Russell 2000" in data
