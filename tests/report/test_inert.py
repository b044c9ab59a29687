"""What strangers write stays text in every form."""

from __future__ import annotations

import dataclasses
import json

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from rich.console import Console

from tapecheck.report import render
from tapecheck.report.claimreview import Publication
from tapecheck.report.claimreview import render as render_review
from tapecheck.report.inert import address, markdown, one_line, plain
from tapecheck.report.terminal import print_document
from tapecheck.schema import Document, Flag, Unread
from tests.factories import make_claim, make_document

EVIL = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "</title></style><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](http://evil.example/p.png)",
    "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "right\u202eto\u2066left",
    "{{ 7 * 7 }} {% raw %}",
    "]]></svg><script>1</script>",
    "w" * 10_000,
    "| a | b |\n| - | - |\n# head\n- item\n@somebody #12",
)


def evil_document(words: str) -> Document:
    """A document in which every text that a page gives holds `words`."""
    document = make_document()
    first, second = document.claims
    claims = (dataclasses.replace(first, subject=words, attributed_to=words, upstream=(words,)), second)
    info = dataclasses.replace(
        document.article, title=words, authors=(words,), publisher=words, correction=words, url="javascript:" + words
    )
    check = dataclasses.replace((document.checks or ())[0], reason=words, formula=words)
    return dataclasses.replace(
        document,
        article=info,
        claims=claims,
        note=words,
        flags=(Flag(code="x", reason=words),),
        unread=(Unread(start=0, end=5, text="Small", code="x", reason=words),),
        checks=(check, *(document.checks or ())[1:]),
    )


@pytest.mark.parametrize("words", EVIL)
def test_html_shows_it_and_runs_nothing(words: str) -> None:
    page = render(evil_document(words), "html")
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.select("script, img, iframe, object")
    assert not [tag.name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert {str(tag["href"]).partition(":")[0] for tag in soup.select("[href]") if tag["href"][0] != "#"} <= {"https"}
    assert one_line(words) in " ".join(soup.select_one("h1").get_text().split())  # type: ignore[union-attr]


@pytest.mark.parametrize("words", EVIL)
def test_markdown_shows_it_and_links_nothing(words: str) -> None:
    text = render(evil_document(words), "markdown")
    assert not {"\x1b", "\x9b", "\u202e", "\u2066"} & set(text)
    soup = BeautifulSoup(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text), "html.parser")
    assert not soup.select("script, img")
    assert all(str(link["href"]).startswith("https://finance.yahoo") for link in soup.select("a"))
    assert len(soup.select("h1")) == 1 and len(soup.select("table")) == 1


@pytest.mark.parametrize("words", EVIL)
def test_a_terminal_is_told_no_command(words: str) -> None:
    console = Console(width=100, force_terminal=True, color_system=None, highlight=False)
    with console.capture() as captured:
        print_document(evil_document(words), console=console)
    shown = captured.get().replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[4m", "")
    assert not {"\x9b", "\u202e", "\u2066", "\x07"} & set(shown)
    assert "\x1b]" not in shown and "\x1b[2J" not in shown


@pytest.mark.parametrize("words", EVIL)
def test_a_claim_review_stands_inside_a_script_element(words: str) -> None:
    publication = Publication(url="https://example.org/r", reviewer=words, published=make_claim().period_to)  # type: ignore[arg-type]
    text = render_review(evil_document(words), publication)
    assert not {"<", ">"} & set(text)
    assert "javascript:" not in json.dumps(
        [one["itemReviewed"].get("appearance", {}).get("url") for one in json.loads(text)]
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("http://[bad", None),
        (None, None),
    ],
)
def test_addresses(text: str | None, made: str | None) -> None:
    assert address(text) == made


def test_plain_words_stay_as_they_are() -> None:
    assert plain("Nestlé – “up 5%”\n\tand more") == "Nestlé – “up 5%”\n\tand more"
    assert markdown("rose 5% (to 4,457.49) on Friday!") == "rose 5% (to 4,457.49) on Friday!"
    assert markdown("- item") == "\\- item" and markdown("1. item") == "1\\. item"
