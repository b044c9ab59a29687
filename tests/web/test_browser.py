"""The pages in a real browser (the system's Chromium): what a person does, at two widths, light and dark, and axe-core.

`SHOTS=FOLDER` keeps a picture of each page; docs/*.png were made so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tapecheck.report import render
from tapecheck.schema import Document, from_json, to_json
from tapecheck.store import Store
from tests.report.test_inert import EVIL, evil_document
from tests.web.conftest import Site, serve

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")
SHOTS = os.environ.get("SHOTS")
DRAFT = "The S&P 500 rose 3.1% on Thursday, February 22, 2024, to 5,087.03. The Nasdaq Composite gained 3%."
LOOKS = [(width, scheme) for width in (375, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    outside: list[str] = []
    opened.on("request", lambda sent: outside.append(sent.url) if "127.0.0.1" not in sent.url else None)
    yield opened
    context.close()
    assert problems == []
    assert [url for url in outside if not url.startswith(("data:", "file:"))] == []


def look(page: Page, name: str) -> None:
    """Nothing runs off the side, axe finds nothing that matters, and a picture is kept where one is wanted."""
    scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    width = page.viewport_size["width"] if page.viewport_size else 0
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    told = [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found]
    assert [one for one in told if one[1] != "minor"] == []


def test_from_search_to_a_claim_and_its_review(page: Page, site: Site) -> None:
    page.goto(site.review)
    look(page, "home")
    page.get_by_role("search").first.get_by_role("searchbox").fill("russell")
    page.get_by_role("search").first.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("claims, best first")
    look(page, "search")
    if page.locator(".facets details").get_attribute("open") != "":
        page.get_by_text("Narrow", exact=True).first.click()
    page.locator(".facets").get_by_role("link", name="contradicted").click()
    expect(page.locator("ul.rows > li")).to_have_count(3)
    page.get_by_role("link", name="bank fears").click()
    expect(page.locator("h1")).to_contain_text("bank fears")
    look(page, "article")
    card = page.locator(".card.contradicted")
    page.locator(".text mark.contradicted + sup a").click()
    expect(card).to_be_in_viewport()
    expect(card.locator("svg.chart")).to_be_visible()
    expect(card.locator("svg .label.stated")).to_contain_text("stated -28.4%")
    card.locator("h3 a").click()
    expect(page.locator(".text mark.contradicted")).to_be_in_viewport()
    card.get_by_label("Overrule to").select_option("imprecise")
    card.get_by_label("because").fill("points, not percent")
    card.get_by_label("by", exact=True).fill("Ann Bee")
    card.get_by_role("button", name="Overrule").click()
    expect(page.locator(".card.contradicted .review")).to_contain_text("Overruled by Ann Bee")
    look(page, "reviewed")


def test_an_instrument_in_time(page: Page, site: Site) -> None:
    page.goto(f"{site.base}/instrument/%5ERUT")
    look(page, "instrument")
    page.locator("svg.wide a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_contain_text("Russell 2000")
    expect(page.locator(".card:has(span:target)")).to_be_in_viewport()


def test_a_draft_at_the_desk(page: Page, site: Site) -> None:
    page.goto(f"{site.base}/desk")
    look(page, "desk-empty")
    page.get_by_label("Text", exact=True).fill(DRAFT)
    page.get_by_label("published").fill("2024-02-22T18:00:00-05:00")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".text mark.contradicted")).to_have_text("3.1%")
    look(page, "desk")
    page.get_by_role("button", name="Copy 2.1%").click()
    page.get_by_label("Text", exact=True).fill(DRAFT.replace("3.1%", "2.1%"))
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".verdict.supported, .verdict.partly_supported")).to_be_visible()


def test_the_other_pages(page: Page, site: Site) -> None:
    pages = {"conflicts": "/conflicts", "publisher": "/publisher/The%20Side%20Desk", "speaker": "/speaker/Nora%20Feld",
             "nothing": "/search?q=nothingofthekind"}  # fmt: skip
    for name, path in pages.items():
        page.goto(site.base + path)
        look(page, name)


def test_the_report_stands_alone_and_prints(page: Page, site: Site, tmp_path: Path) -> None:
    with Store.open(str(site.database), create=False) as store:
        wanted = next(one["id"] for one in store.articles() if "Small caps" in one["title"])
        (tmp_path / "report.html").write_text(render(store.load(wanted), "html"), "utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    look(page, "report")
    page.get_by_text("What the marks mean").click()
    page.locator("summary", has_text="chart").first.click()
    look(page, "report-open")
    page.emulate_media(media="print")
    assert page.locator(".text").evaluate("element => getComputedStyle(element).position") == "static"


def test_the_keyboard_alone(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(site.base)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def test_hostile_articles_stay_inert_and_inside_a_phone(browser: Browser, tmp_path: Path) -> None:
    """Words of 10 kB, scripts, break-outs and turned writing: nothing runs, or off the side."""
    path = tmp_path / "evil.db"
    with Store.open(str(path)) as store:
        for number, words in enumerate(EVIL):
            data = to_json(evil_document(words))
            document = from_json(Document, {**data, "id": f"evil{number}", "article": {**data["article"], "url": None}})
            store.save(document, store.start_run("test", document.versions))
    with serve(path, "--no-desk") as running:
        page = browser.new_page(viewport={"width": 375, "height": 800})
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        for number in range(len(EVIL)):
            page.goto(f"{running.base}/article/evil{number}")
            look(page, f"evil{number}")
        for address in ("/", "/search"):
            page.goto(running.base + address)
            look(page, "evil-list")
        page.close()
