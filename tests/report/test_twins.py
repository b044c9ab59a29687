"""Near copies of an article stand in its report, in every form and on its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tapecheck.report import render
from tapecheck.report.stored import context_of
from tapecheck.report.view import Twin
from tapecheck.schema import ArticleInfo
from tapecheck.store import Store
from tapecheck.store.fetches import Fetches
from tests.factories import TEXT, make_document

LONG = "\n\n".join([TEXT, *(f"Line {n} tells of stock number {n * 7} and of its {n}th day." for n in range(60))])
URL = "https://other.example/a"


def test_near_copies_stand_in_the_report(tmp_path: Path) -> None:
    first = make_document(LONG, id="first")
    info = ArticleInfo(title="A <b>headline</b> of its own", publisher="Another Paper", url=URL, canonical_url=URL)
    second = replace(make_document(LONG.replace("Line 3 ", "Line three "), id="second"), article=info)
    with Store.open(str(tmp_path / "t.db")) as store:
        fetches = Fetches(store)
        for document in (first, second):
            saved = store.save(document, store.start_run("check", document.versions))
            fetches.link_twins(saved.article, document)
        context = context_of(store.connection, "first")
        (twin,) = context.twins
        assert (twin.article, twin.link) == ("second", URL) and twin.share > 0.85
    page, marked = render(first, "html", context), render(first, "markdown", context)
    assert 'href="https://other.example/a"' in page and "A &lt;b&gt;headline&lt;/b&gt; of its own" in page
    assert "Nearly the same text elsewhere" in page and "Nearly the same text elsewhere" in marked
    assert "<b>headline" not in marked
    assert "Nearly the same" not in render(first, "html")


@pytest.mark.parametrize(
    ("share", "alike"),
    [(1.0, "the same words"), (0.93, "about 95% of the words in common"), (0.61, "about 60% of the words in common")],
)
def test_how_much_is_the_same(share: float, alike: str) -> None:
    assert Twin("a", "t", "", share, "", None).alike == alike
