from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.scraper import FLOOR_F1, FLOOR_FIGURES, READERS, run_reader
from tapecheck.errors import ReadError
from tapecheck.schema import Article, Record
from tapecheck.scraper.read import read
from tapecheck.scraper.sources import read_file
from tapecheck.scraper.text import clean, is_title, split_title, title_length

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The FTSE 100 closed 0.5% higher at 7,500.25 on Tuesday as oil shares rose with the price of crude.",
        "Shell gained 2.1% and BP added 1.9%, while banks slipped after a run of three strong weeks in a row.",
        "“It is a day for oil,” said Jane Roe, a strategist at Example Partners, in a note sent to her clients.",
    )
)
TABLE = (
    "<table><caption>Closing levels</caption><thead><tr><th>Index</th><th>Close</th><th>Change</th></tr></thead>"
    "<tbody><tr><td>FTSE 100</td><td>7,500.25</td><td>0.50%</td></tr>"
    "<tr><td>FTSE 250</td><td>18,900.10</td><td>-0.20%</td></tr></tbody></table>"
)
JSON_LD = (
    '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Example"},{"@type":["NewsArticle"],'
    '"headline":"London ends higher","datePublished":"2023-09-05T17:05:00+0100","dateModified":"2023-09-05T18:00:00Z",'
    '"author":[{"@type":"Person","name":"By Jane Roe and John Doe"}],"publisher":{"name":"Example News"},'
    '"articleSection":["Markets"],"isAccessibleForFree":"False"}]}</script>'
)

META = '<meta name="{}" content="{}">'


def page(head: str = "", body: str = BODY, html: str = '<html lang="en-GB">') -> Article:
    source = f"<!doctype html>{html}<head>{head}</head><body><article>{body}</article></body></html>"
    return read(Record(id="a", html=source, url="https://www.example.co.uk/markets/london"))


def test_json_ld_comes_first() -> None:
    article = page(JSON_LD + '<meta property="og:title" content="Other"><title>Other - Example</title>')
    info = article.info
    assert info.title == "London ends higher"
    assert article.text.startswith("London ends higher\n\nThe FTSE 100 closed 0.5% higher")
    assert article.title_end == len("London ends higher")
    assert info.authors == ("Jane Roe", "John Doe")
    assert info.published == "2023-09-05T17:05:00+01:00"
    assert info.modified == "2023-09-05T18:00:00+00:00"
    assert (info.publisher, info.section, info.paywalled, info.language) == ("Example News", "Markets", True, "en")
    assert info.provenance["title"] == info.provenance["published"] == "json-ld"


@pytest.mark.parametrize(
    ("head", "body", "published", "how"),
    [
        (META.format("article:published_time", "2023-09-05T17:05:00"), "", "2023-09-05T17:05:00+01:00", "meta"),
        ("", '<time datetime="2023-09-05T16:05:00Z">today</time>', "2023-09-05T16:05:00+00:00", "time"),
        (META.format("date", "2023-09-05"), "", "2023-09-05", "meta"),
        ("", "<p class='date'>Posted on September 5, 2023</p>", "2023-09-05", "visible"),
        (JSON_LD.replace("}", ""), "<time datetime='2023-09-05'>x</time>", "2023-09-05", "time"),
    ],
)
def test_the_publication_time_is_found(head: str, body: str, published: str, how: str) -> None:
    article = page(head, body + BODY)
    assert str(article.published) == published
    assert article.info.provenance["published"] == how


def test_a_page_without_a_date_is_kept() -> None:
    article = page("<title>London ends higher | Example</title>")
    assert article.published is None
    assert article.info.title == "London ends higher"


def test_a_given_time_wins_in_the_publishers_zone() -> None:
    source = f"<html><head>{JSON_LD}</head><body><article>{BODY}</article></body></html>"
    article = read(Record(id="a", html=source, url="https://www.example.co.uk/x", published="2023-09-06T09:00"))
    assert str(article.published) == "2023-09-06T09:00:00+01:00"
    assert article.info.provenance["published"] == "given"


WRAP = "Stocks surged, with the S&P 500 up 2.3% since the end of 2023, its best day since November 30, 2022."


@pytest.mark.parametrize(
    ("text", "published", "how"),
    [
        (f"Stocks claw back\n\nNEW YORK, Aug. 8, 2024 - {WRAP}", "2024-08-08", "dateline"),
        (f"Stocks claw back\n\nNEW YORK, August 8, 2024 (AP) -- {WRAP}", "2024-08-08", "dateline"),
        (f"Stocks claw back\n\n(Reuters) - 8 August 2024: {WRAP}", "2024-08-08", "dateline"),
        (f"# Market Recap - August 9, 2024\n\n{WRAP}", "2024-08-09", "title"),
        (f"# Market Recap\n\n**Friday, August 9, 2024**\n\n{WRAP}", "2024-08-09", "stamp"),
        (f"# Market Recap\n\n*Date: 2024-08-09*\n\n{WRAP}", "2024-08-09", "stamp"),
        (
            f"Stocks claw back\n\nUpdated Aug 9, 2024. Published Aug 8, 2024 4:45 PM EDT\n\n{WRAP}",
            "2024-08-08T16:45:00-04:00",
            "stamp",
        ),
    ],
)
def test_a_text_prints_its_own_day(text: str, published: str, how: str) -> None:
    article = read(Record(id="a", text=text))
    assert (str(article.published), article.info.provenance["published"]) == (published, how)


@pytest.mark.parametrize(
    "text",
    [
        WRAP,
        f"The best day since August 9, 2024\n\n{WRAP}",
        f"The week of Monday, August 5, 2024\n\n{WRAP}",
        f"From July 1, 2024 to August 9, 2024\n\n{WRAP}",
        f"Stocks\n\nThe rise on August 8, 2024 - the second in a row - was large. {WRAP}",
        f"Stocks\n\nAugust 8, 2024 was a good day. {WRAP}",
        f"Stocks\n\n{'A' * 80}! Aug. 8, 2024 - {WRAP}",
    ],
)
def test_a_day_that_is_told_of_is_not_the_texts_own(text: str) -> None:
    assert read(Record(id="a", text=text)).published is None


def test_tables_keep_their_cells_as_printed() -> None:
    article = page(body=BODY + TABLE + "<nav><table><tr><td>a</td><td>b</td></tr></table></nav>")
    (table,) = article.tables
    assert table.caption == "Closing levels"
    assert table.rows == (
        ("Index", "Close", "Change"),
        ("FTSE 100", "7,500.25", "0.50%"),
        ("FTSE 250", "18,900.10", "-0.20%"),
    )


def test_noise_is_left_out_and_what_it_tells_is_kept() -> None:
    noise = "<p>Share on Facebook</p><p>Sign up for our daily markets newsletter</p>"
    end = (
        "<p>Correction: an earlier version misstated the close.</p><p>Leave a Comment</p><p>Great article, thanks!</p>"
    )
    article = page(body=noise + BODY + end)
    for gone in ("Facebook", "newsletter", "Leave a Comment", "Great article", "misstated"):
        assert gone not in article.text
    assert article.info.correction == "Correction: an earlier version misstated the close."


@pytest.mark.parametrize(
    ("end", "cut"),
    [("", False), ("<p>Banks fell on Monday, too, and…</p>", True), ("<p>Oil rose... Read more</p>", True)],
)
def test_a_cut_text_marks_the_article_and_a_headline_in_dots_does_not(end: str, cut: bool) -> None:
    article = page('<meta property="og:title" content="And then the pound fell...">', BODY + end)
    assert (article.info.truncated, article.info.title) == (cut, "And then the pound fell...")
    assert "Read more" not in article.text


def test_headline_among_several() -> None:
    article = page("<title>London ends higher - Example</title>", "<h1>Menu</h1><h1>London ends higher</h1>" + BODY)
    assert article.info.title == "London ends higher"


def test_a_page_without_text() -> None:
    with pytest.raises(ReadError, match="no article text found"):
        page(body="<nav>Menu</nav>")
    with pytest.raises(ReadError, match="no text in it"):
        read(Record(id="a", text="Share on Facebook"))


def test_a_declared_charset_is_honoured() -> None:
    source = f'<html><head><meta charset="windows-1252"><title>£5</title></head><body>{BODY}</body></html>'
    assert read(Record(id="a", html=source.encode("cp1252"))).info.title == "£5"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Dax schloss am Freitag 1,2 Prozent höher, weil die Sorgen um die Zinsen nachließen und Öl fiel.", "de"),
        ("The Dax closed 1.2 percent higher on Friday as worries over interest rates eased and oil fell.", "en"),
        ("Dow +3%", "en"),
        ("S&P 500: 3,861.59 (-1.45%)\nDow: 31,909.64 (-1.07%)\nRussell 2000: 1,772.70 (-2.95%)", "en"),
        ("Deutsche Bank lost 8.5 per cent, Commerzbank 5.5 per cent and Société Générale 6.1 per cent.", "en"),
        ("In September alone the S&P 500 dropped 9.3%, its worst month since October 2008.", "en"),
    ],
)
def test_the_language_is_that_of_the_text(text: str, language: str) -> None:
    assert read(Record(id="a", text=text)).info.language == language


def test_a_verbatim_text_is_kept_byte_for_byte() -> None:
    text = "Stocks rise\n\nThe Dow rose.  Leave a comment\r\n \n"
    article = read(Record(id="a", text=text, verbatim=True))
    assert article.text == text
    assert article.title_end == len("Stocks rise")


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Stocks rise", True), ("Short sellers reap…", True), ("Stocks rose.", False), ("", False), ("x" * 300, False)],
)
def test_is_title(line: str, expected: bool) -> None:
    assert is_title(line) is expected
    assert (title_length(f"{line}\n\nThe Dow rose.") > 0) is expected


def test_wrapped_lines_of_a_plain_text_are_joined() -> None:
    lines = ["The FTSE 100 closed half a percent higher on Tuesday as oil", "shares rose with the price of crude, and banks did not fall", "after all."]  # fmt: skip
    title, paragraphs = split_title("London ends higher\n\n" + "\n".join(lines))
    assert title == "London ends higher"
    assert paragraphs == [" ".join(lines)]


@pytest.mark.shared
def test_the_seed_article_loses_its_comment_form(shared: Path) -> None:
    article = read(read_file(str(shared / "seed/article.txt"), "2023-09-11"))
    assert article.info.truncated
    assert article.info.title == "Short-sellers reap $13 billion betting against sma…"
    assert "comment" not in article.text.lower()
    assert article.text.endswith("particular industries,…")


@pytest.mark.parametrize(
    ("paragraphs", "kept"),
    [
        (["The Dow rose.", "Oil fell.", "Related stories", "Gold rises 2%"], ["The Dow rose.", "Oil fell."]),
        (["The Dow rose.", "Oil fell.", "Read more", "Gold rises 2%", "It was the best day since May, traders said."],
         ["The Dow rose.", "Oil fell.", "It was the best day since May, traders said."]),
        (["The Dow rose.", "Related: Why gold matters", "Oil fell.", "ALSO READ | Gold at a high"],
         ["The Dow rose.", "Oil fell."]),
        (["The Dow rose.", "More from the results of the day:", "Oil majors gained 2.1% on Tuesday, led by Shell."],
         ["The Dow rose.", "More from the results of the day:", "Oil majors gained 2.1% on Tuesday, led by Shell."]),
        (["The Dow rose.", "Follow The Desk on Google News and add us as a preferred source.", "Got a story? Call us."],
         ["The Dow rose."]),
        (["Related:", "The Dow rose.", "Oil fell.", "Gold fell."], ["The Dow rose.", "Oil fell.", "Gold fell."]),
        (["The Dow rose.", "Leave a comment", "Your email address will not be published."], ["The Dow rose."]),
        (["The report, opens new tab by the bank fell short."], ["The report by the bank fell short."]),
        (["The desk", "A Title", "The Dow rose."], ["The desk", "The Dow rose."]),
        (["by", "5 min read", "The Dow rose.", "Share this article"], ["The Dow rose."]),
        (["The Dow rose.", "Reporting by A. Bee in Rome; Editing by C. Dee", "Oil fell."],
         ["The Dow rose.", "Oil fell."]),
        (["More on that later.", "Topics in focus were rates.", "Tags: money, shares"],
         ["More on that later.", "Topics in focus were rates."]),
        (["CORRECT: Dec. gold settles at $1,350/oz, down $1.90", "The dollar is the preferred source of funding for it."],
         ["CORRECT: Dec. gold settles at $1,350/oz, down $1.90", "The dollar is the preferred source of funding for it."]),
        (["[1/5]A trader looks up. REUTERS/A. Bee", "The Dow rose."], ["The Dow rose."]),
    ],
)  # fmt: skip
def test_what_stands_around_a_text_is_left_out(paragraphs: list[str], kept: list[str]) -> None:
    assert clean("A title", paragraphs).text.split("\n\n")[1:] == kept


@pytest.mark.parametrize(
    ("html", "title", "authors"),
    [
        ("<title>Coal's hold is losing steam - Site</title><h1>Menu</h1><h1>Coal's big hold is losing steam</h1>",
         "Coal's big hold is losing steam", ()),
        ("<title>A</title><span class=author>Jane Roe More stories by Jane Roe</span>", "A", ("Jane Roe",)),
        ("<title>A</title><meta name='article:author' content='https://x.org/jane'><meta name=author content='J. Roe'>",
         "A", ("J. Roe",)),
        ("<title>A</title><meta name='author' value='Jane Roe, John Doe'>", "A", ("Jane Roe", "John Doe")),
    ],
)  # fmt: skip
def test_titles_and_bylines_of_old_pages(html: str, title: str, authors: tuple[str, ...]) -> None:
    page = f"<html>{html}<p>{'The Dow rose one percent on Friday and nobody knew why. ' * 8}</p></html>"
    info = read(Record(id="a", html=page)).info
    assert (info.title, info.authors) == (title, authors)


@pytest.mark.shared
def test_real_market_pages(shared: Path) -> None:
    """Titles, authors, days and paragraphs of eleven real pages; a publication time without its zone may differ."""
    folder = shared / "articles/market"
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    pages = {path.name.removesuffix(".html.gz"): read(read_file(str(path))) for path in folder.glob("*.html.gz")}
    assert len(pages) == 11
    assert all(len(article.text) > 250 and article.published for article in pages.values())
    for name, wanted in gold.items():
        info, text = pages[name].info, _folded(pages[name].text)
        assert _folded(info.title) == _folded(wanted["title"])
        assert ", ".join(info.authors) == ", ".join(wanted["authors"])
        assert (info.published or "")[:10] == wanted["published"][:10]
        missing = [paragraph for paragraph in wanted.get("paragraphs", ()) if _folded(paragraph) not in text]
        assert len(missing) <= 0.1 * len(wanted.get("paragraphs", ()))


@pytest.mark.shared
def test_main_texts_of_the_benchmark(shared: Path) -> None:
    done = run_reader(READERS["ours"], shared / "articles/benchmark")
    assert len(done.scores) == 95
    assert done.f1 >= FLOOR_F1
    assert done.total("kept") >= FLOOR_FIGURES * done.total("figures")


def _folded(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", text or "")).casefold()


def test_a_long_class_of_a_page_is_read_at_once() -> None:
    box = f'<div class="related-{"a" * 300}!"><p>Example</p></div>'
    assert "FTSE 100 closed" in page(body=BODY + box).text
