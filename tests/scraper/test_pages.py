"""What pages do to a reader, kind by kind: small pages in, one field or a line of the text out."""

from __future__ import annotations

import json

import pytest

from tapecheck.errors import ReadError
from tapecheck.schema import Article, Record
from tapecheck.scraper.live import split_posts
from tapecheck.scraper.read import read
from tapecheck.scraper.sources import read_bytes

HEADLINE = "Oil majors push Footsie to a one-month high"
FIRST = "<p>The FTSE 100 closed 0.8% higher at 7,512.72 on Tuesday as oil shares rose with the price of crude.</p>"
MORE = (
    "<p>Shell gained 2.1% and BP added 1.9%, while banks slipped after a run of three strong weeks in a row.</p>"
    "<p>“It is a day for oil,” said Jane Roe, a strategist at Example Partners, in a note to her clients.</p>"
)
LAST = "<p>The pound bought $1.2571, down 0.4%, and the ten-year gilt yielded 4.52%, five basis points more.</p>"
BODY = FIRST + MORE + LAST
URL = "https://www.example.com/markets/footsie-high"


def page(
    head: str = "", body: str = BODY, *, h1: str = HEADLINE, url: str | None = URL, html: str = '<html lang="en">'
) -> Article:
    title = "" if "<title>" in head else f"<title>{HEADLINE} | Example News</title>"
    source = (
        f"<!doctype html>{html}<head>{title}{head}</head><body><article><h1>{h1}</h1>{body}</article></body></html>"
    )
    return read(Record(id="a", html=source, url=url))


def ld(*things: object, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{json.dumps(things[0] if len(things) == 1 else list(things))}</script>'


def story(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2023-09-05T16:05:00Z", **more}


# --- the text --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("body", "has", "lacks"),
    [
        (f"<div><div><p><a href=/f>Footsie</a> <a href=/o>oil shares led by Shell</a> rose 2.1% <a href=/d>today</a>.</p>"
         f"</div></div><div><div>{FIRST}</div></div><div><div>{LAST}</div></div>", "led by Shell rose 2.1%", None),
        ("".join(f"<div class=grid><div class=part>{part}</div><aside>Advertisement</aside></div>" for part in
                 (FIRST + MORE, LAST, "<p>Miners fell 1.3% as the price of iron ore slid for a fourth day.</p>")),
         "Miners fell 1.3%", "Advertisement"),
        (FIRST + "<figure><img><figcaption>A rig in 2019, when oil fell 8%. Photo: Example</figcaption></figure>" + MORE,
         "Jane Roe", "fell 8%"),
        (FIRST + "<div class='wp-caption-text'><p>Brent fell 8% in one day in 2020.</p></div>" + MORE, None, "fell 8%"),
        (FIRST + '<blockquote class="twitter-tweet"><p>FTSE to 9,900, mark my words</p>&mdash; A (@a)</blockquote>' + MORE,
         "Jane Roe", "9,900"),
        (FIRST + "<blockquote><p>We see the index at 7,900 by the end of the year, the bank's note said.</p></blockquote>" + MORE,
         "7,900", None),
        (FIRST + "<p>Read more</p><ul><li><a href=/x>Gold slips 2% as dollar gains</a></li></ul>" + LAST,
         "five basis points", "Gold slips"),
        (FIRST + MORE + "<p><strong>READ MORE:</strong> <a href=/x>Gold slips 2% as dollar gains</a></p>" + LAST,
         "five basis points", "Gold slips"),
        (BODY + "<p>Jane Quill is a markets reporter at Example News who has covered shares since 2011.</p>", None, None),
        (BODY + "<div class=newsletter-signup><p>Join 20,000 readers of our morning letter.</p></div>", None, "20,000"),
        (BODY + "<section id=comments><p>I sold all of mine at 7,400 and have no regrets at all.</p></section>",
         None, "7,400"),
        (FIRST + "<ul><li>Revenue: $4.2bn, up 6%</li><li>Profit before tax: $812m, down 3%</li></ul>" + MORE,
         "Profit before tax: $812m, down 3%", None),
        (FIRST + MORE + "<p>Among the movers on Tuesday:</p><ul><li>Ford rose 2.8% to $12.30 after talks.</li></ul>" + LAST,
         "Ford rose 2.8%", None),
        (FIRST + "<p>The Dow gained 76<sup>1</sup> points, the S&amp;P 500 ended at 4,457.5<sup><a href=#n>2</a></sup>.</p>"
         + MORE, "gained 76 points, the S&P 500 ended at 4,457.5.", None),
        (FIRST + "<p>Emissions of CO<sup>2</sup> fell by 10<sup>6</sup> tonnes in the 21<sup>st</sup> week.</p>" + MORE,
         "10^6 tonnes in the 21st week", None),
        (f"<p>{'<br><br>'.join((FIRST + MORE).replace('</p>', '').split('<p>')[1:])}</p>", "Jane Roe", None),
    ],
    ids=["linked lead", "split containers", "figcaption", "caption class", "tweet", "quote", "read more", "read more inline",
         "biography", "newsletter", "comments", "list of figures", "list between", "footnotes", "powers", "breaks"],
)  # fmt: skip
def test_what_belongs_to_the_text(body: str, has: str | None, lacks: str | None) -> None:
    text = page(body=body).text
    assert "closed 0.8% higher at 7,512.72" in text or "Footsie" in text
    assert has is None or has in text
    assert lacks is None or lacks not in text


def test_the_authors_biography_is_no_text() -> None:
    article = page('<meta name=author content="Jane Quill">', BODY + "<p>Jane Quill covers markets for Example.</p>")
    assert article.info.authors == ("Jane Quill",)
    assert "covers markets" not in article.text


def test_the_whole_text_may_stand_in_the_data() -> None:
    told = "\n\n".join(text.removeprefix("<p>") for text in (BODY * 1).split("</p>") if text)
    assert "five basis points" in page(ld(story(articleBody=told)), FIRST).text
    other = told.replace("FTSE", "CAC").replace("The", "A")
    assert "five basis points" not in page(ld(story(articleBody=other)), FIRST + "<p>Another story, in short.</p>").text


def test_a_page_in_a_form_or_in_a_class_called_related_is_read() -> None:
    for wrapper in ("<form>{}</form>", "<div class=related>{}</div>", "<div class='promo content'>{}</div>"):
        assert "five basis points" in page(body=wrapper.format(BODY)).text


def test_tables_are_tables_and_layouts_are_text() -> None:
    table = (
        "<table><tr><th>Index</th><th colspan=2>Close</th></tr><tr><td rowspan=2>FTSE</td><td>7,512.72</td><td>0.8%</td>"
        "</tr><tr><td>7,500.10</td><td>0.1%</td></tr></table>"
    )
    article = page(body=FIRST + table + MORE)
    assert article.tables[0].rows == (
        ("Index", "Close", "Close"), ("FTSE", "7,512.72", "0.8%"), ("FTSE", "7,500.10", "0.1%"),
    )  # fmt: skip
    assert "7,500.10" not in article.text
    layout = page(body=f"<table><tr><td width=100>Menu</td><td>{BODY}</td></tr></table>")
    assert (layout.tables, "five basis points" in layout.text) == ((), True)


def test_a_table_of_absurd_size_costs_nothing() -> None:
    table = "<table><tr><th colspan=60000000>A</th><th>B</th></tr><tr><td rowspan=9999999>1</td><td>2</td></tr></table>"
    article = page(body=BODY + table)
    assert all(len(row) <= 60 for table in article.tables for row in table.rows)


def test_deep_nesting_loses_nothing() -> None:
    deep = "[" * 100_000
    assert "Jane Roe" in page(f'<script type="application/ld+json">{deep}</script>', BODY + "<div>" * 5000).text


@pytest.mark.parametrize("depth", [260, 2000])
@pytest.mark.parametrize(("opens", "closes"), [("<div>", "</div>"), ("<ul><li>", ""), ("<table><tr><td>", "</table>")])
def test_text_in_deep_boxes_is_read(depth: int, opens: str, closes: str) -> None:
    times = depth // opens.count("<")
    assert "Jane Roe" in page(body=opens * times + BODY + closes * times).text


# --- the title -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "h1", "title"),
    [
        ('<meta property="og:title" content="You will not believe what shares did">', HEADLINE, HEADLINE),
        (f'<meta property="og:title" content="{HEADLINE} - Example News"><meta property="og:site_name" '
         'content="Example News">', "Menu", HEADLINE),
        (f'<meta property="og:title" content="Opinion | {HEADLINE} (Published 2023)">', "Menu", HEADLINE),
        (f"<title>Example News: {HEADLINE}</title><meta property='og:site_name' content='Example News'>", "", HEADLINE),
        (f"<title>{HEADLINE} – Example</title>", "", HEADLINE),
        ("<title>Milan 2018 | A lamp for the design week and its visitors</title>",
         "Milan 2018 | A lamp for the design week and its visitors", "Milan 2018 | A lamp for the design week and its visitors"),
        (ld(story(headline="Oil majors push Footsie to a one-month…")), HEADLINE, HEADLINE),
    ],
)  # fmt: skip
def test_titles(head: str, h1: str, title: str) -> None:
    assert page(head, h1=h1).info.title == title


# --- the people ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ("", "<p class=c-story__byline-text>By Anna Holt, economics correspondent · June 4, 2024 5:10 PM BST</p>",
         ("Anna Holt",)),
        ("", "<p>By Anna Holt and Ben Marsh</p>", ("Anna Holt", "Ben Marsh")),
        ("", "<div class=byline>September 5, 2023</div>", ()),
        ("", "<div class=byline>By ANNA HOLT AP Business Writer</div>", ("Anna Holt",)),
        ("", "<div class=byline>By <a href=/h>Anna Holt</a>, <a href=/m>Ben Marsh</a> and staff</div>",
         ("Anna Holt", "Ben Marsh")),
        ("", "<div class=comments><span class=author>Angry Reader</span></div>", ()),
        ('<meta name=author content="Marsh, Ben">', "", ("Ben Marsh",)),
        ('<meta name=author content="Example News"><meta property="og:site_name" content="Example News">',
         "<span class=author>Anna Holt</span>", ("Anna Holt",)),
        ('<meta property="article:author" content="https://facebook.com/example">', "", ()),
        (ld(story(author={"@type": "Person", "name": "Anna Holt, CFA"})), "", ("Anna Holt",)),
        (ld(story(author=[{"name": "Anna Holt"}, {"name": "Example News"}], publisher={"name": "Example News"})), "",
         ("Anna Holt",)),
        (ld(story(author={"name": ["Anna Holt", "Ben Marsh Jr."]})), "", ("Anna Holt", "Ben Marsh Jr.")),
        (ld(story(author={"@type": "Organization", "name": "Reuters"})), "", ("Reuters",)),
        (ld({"@graph": [{"@type": "Person", "@id": "#/p/7", "name": "Anna Holt"},
                        story(author={"@id": "#/p/7"}), {"@type": "WebSite", "name": "Example"}]}), "", ("Anna Holt",)),
    ],
)  # fmt: skip
def test_authors(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert page(head, body + BODY).info.authors == authors


def test_a_byline_in_the_text_is_none_of_it() -> None:
    text = page(body="<p>By Anna Holt</p><p>Published 5 September 2023, 17:05 BST</p>" + BODY).text
    assert "By Anna" not in text
    assert "Published" not in text


# --- JSON-LD ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "script",
    [
        "//<![CDATA[\n{}\n//]]>",
        "<!--\n{}\n-->",
        '{{"@type": "WebSite", "name": "Example"}}{}',
        '[{{"@type": "BreadcrumbList"}}, {}, ]',
        '{{"@type": ["WebPage", "ItemPage"], "mainEntity": {}}}',
        '{{"@context": "https://schema.org", "@graph": [{}]}}',
        "{};",
    ],
)
def test_every_way_of_writing_the_data(script: str) -> None:
    written = script.format(json.dumps(story(author="Anna Holt")))
    article = page(f'<script type="application/ld+json">{written}</script>')
    assert (article.info.authors, article.info.published) == (("Anna Holt",), "2023-09-05T16:05:00+00:00")


def test_another_storys_data_is_not_this_ones() -> None:
    other = story(headline="Ten accounts to look at", url="https://www.example.com/money/accounts", author="Other Person",
                  datePublished="2021-01-05T09:00:00Z")  # fmt: skip
    both = page(ld(other, story(url=URL, author="Anna Holt")))
    assert (both.info.authors, str(both.published)) == (("Anna Holt",), "2023-09-05T16:05:00+00:00")
    alone = page(ld(other))
    assert (alone.info.authors, alone.published) == ((), None)


# --- the time --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("2024-06-04T16:45:00+01", "2024-06-04T16:45:00+01:00"),
        ("2024-06-04 16:45:00 +0100", "2024-06-04T16:45:00+01:00"),
        ("2024/06/04 15:45:00Z", "2024-06-04T15:45:00+00:00"),
        ("20240604T154500Z", "2024-06-04T15:45:00+00:00"),
        ("2024-06-04T15:45Z", "2024-06-04T15:45:00+00:00"),
        ("1717515900", "2024-06-04T15:45:00+00:00"),
        ("1717515900000", "2024-06-04T15:45:00+00:00"),
        ("Tue, 04 Jun 2024 15:45:00 GMT", "2024-06-04T15:45:00+00:00"),
        ("Tue Jun 04 2024 16:45:00 GMT+0100 (British Summer Time)", "2024-06-04T16:45:00+01:00"),
        ("June 4, 2024 at 4:45 p.m. ET", "2024-06-04T16:45:00-04:00"),
        ("2024-06-04T00:00:00Z", "2024-06-04"),  # a day that was printed as an instant
        ("2024-06-05T00:30:00Z", "2024-06-04T20:30:00-04:00"),  # the evening before, for its readers
        ("4 June 2024", "2024-06-04"),
        ("1066-10-14", None),
        ("2024-13-45", None),
        ("yesterday", None),
    ],
)
def test_times_in_every_form(printed: str, published: str | None) -> None:
    article = page(f'<meta property="article:published_time" content="{printed}">')
    assert article.info.published == published


@pytest.mark.parametrize(
    ("url", "html", "published"),
    [
        ("https://www.example.co.uk/a", "<html>", "2024-06-04T16:45:00+01:00"),
        (URL, '<html lang="en-GB">', "2024-06-04T16:45:00+01:00"),
        ("https://www.livemint.com/a", "<html>", "2024-06-04T16:45:00+05:30"),
        (URL, '<html lang="en">', "2024-06-04T16:45:00-04:00"),
    ],
)
def test_a_bare_time_is_meant_in_the_publishers_zone(url: str, html: str, published: str) -> None:
    head = '<meta property="article:published_time" content="2024-06-04T16:45:00">'
    assert page(head, url=url, html=html).info.published == published


@pytest.mark.parametrize(
    ("body", "published", "modified"),
    [
        ("<p>Published: 4 June 2024 16:45 BST. Updated: 5 June 2024 11:00 BST</p>",
         "2024-06-04T16:45:00+01:00", "2024-06-05T11:00:00+01:00"),
        ("<p class=timestamp>Published 4:45 PM BST, Tue June 4, 2024</p>", "2024-06-04T16:45:00+01:00", None),
        ("<p>Updated June 5, 2024</p><time datetime='2024-06-04T16:45:00+01:00'>4 June</time>",
         "2024-06-04T16:45:00+01:00", "2024-06-05"),
    ],
)  # fmt: skip
def test_times_that_readers_see(body: str, published: str, modified: str | None) -> None:
    info = page(body=body + BODY).info
    assert (info.published, info.modified) == (published, modified)


def test_the_clock_of_the_pages_head_is_no_publication() -> None:
    source = (
        f"<html><body><header><time datetime='2026-11-30T08:00:00Z'>now</time></header><article><h1>{HEADLINE}</h1>"
        f"<time datetime='2023-09-05T17:05:00+01:00'>5 Sep</time>{BODY}</article></body></html>"
    )
    assert str(read(Record(id="a", html=source)).published) == "2023-09-05T17:05:00+01:00"


def test_what_the_browser_saved_tells_its_address() -> None:
    saved = "<!-- saved from url=(0043)https://www.example.co.uk/markets/footsie -->"
    source = f"<!doctype html>{saved}<html><head><meta name=date content='2024-06-04T16:45:00'></head><body>{BODY}</body></html>"
    article = read(Record(id="a", html=source))
    assert (article.info.url, str(article.published)) == (
        "https://www.example.co.uk/markets/footsie", "2024-06-04T16:45:00+01:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://www.example.com/markets/footsie-high#comments", URL),
        ("/markets/footsie-high?utm_source=feed", URL),
        ("https://me:secret@www.example.com/markets/footsie-high", URL),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_canonical_addresses(link: str, canonical: str | None) -> None:
    assert page(f'<link rel="canonical" href="{link}">', url=URL + "?amp=1").info.canonical_url == canonical


# --- charsets --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "iso-8859-1", "utf-8"),
        ("utf-8", None, None),
        ("cp1252", "iso-8859-1", None),
        ("cp1252", None, "iso-8859-1"),
        ("cp1252", None, None),
        ("utf-16", None, None),
        ("utf-8-sig", "iso-8859-1", "iso-8859-1"),
        ("cp1252", "no-such-charset", None),
    ],
)
def test_charsets(encoding: str, header: str | None, meta: str | None) -> None:
    declared = f'<meta charset="{meta}">' if meta else ""
    html = f"<html><head>{declared}<title>“Café” sales rise by €12m – a record</title></head><body>{BODY}</body></html>"
    from tapecheck.scraper.tree import decode_page

    assert "“Café” sales rise by €12m – a record" in decode_page(html.encode(encoding), header)
    assert read(read_bytes("page.html", html.encode(encoding))).info.title == "“Café” sales rise by €12m – a record"


# --- walls -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "wall",
    [
        "Want to read more? Join Example Premium today.",
        "Register for free to read the rest of this article.",
        "This story is exclusively for subscribers. Log in or choose a plan from £1 a week.",
        "Continue reading your article with an Example subscription.",
        "To continue reading, subscribe now.",
        "You have reached your limit of free articles this month.",
        "Already a subscriber? Sign in",
        "Subscribe to unlock this article",
        "The rest of this article is for members only.",
    ],
)
def test_a_wall_at_the_end(wall: str) -> None:
    article = page(body=f"{FIRST}<div class=paywall><p>{wall}</p></div>")
    assert (article.info.paywalled, article.info.truncated) == (True, True)
    assert wall not in article.text
    whole = page(body=f"{FIRST}<p>{wall}</p>{MORE}{LAST}")
    assert (whole.info.paywalled, whole.info.truncated) == (False, False)


def test_the_page_says_that_it_is_locked() -> None:
    assert page('<meta property="article:content_tier" content="locked">').info.paywalled
    assert page(ld(story(isAccessibleForFree="False"))).info.paywalled
    assert not page(ld(story(isAccessibleForFree=True))).info.paywalled


def html_of(title: str, body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><main>{body}</main></body></html>"


CARDS = "".join(
    f"<div class=card><h3><a href=/{n}>Story number {n} of the day on markets</a></h3><p>Shares of company {n} rose {n}% on "
    "Tuesday after results that beat the forecasts.</p></div>"
    for n in range(9)
)


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (html_of("Before you continue", "<h1>Your privacy choices</h1><p>We and our 842 partners store and access information "
                 "on your device, such as cookies, to personalise ads. You can withdraw your consent at any time.</p>"),
         "consent wall"),
        (html_of("Just a moment...", "<h1>www.example.com</h1><p>Verifying you are human. This may take a few seconds. "
                 "www.example.com needs to review the security of your connection before proceeding. Ray ID: 8a7</p>"),
         "check for robots"),
        (html_of("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access this server. Reference "
                 "#18.2d.1717</p>"), "check for robots"),
        (html_of("Page not found | Example", "<h1>Sorry, we can't find that page</h1><p>The page you are looking for may "
                 "have been moved or deleted. Please check the address and try again.</p>"), "no such page"),
        (html_of("Redirecting", "<p>Please wait while we take you to the story that you have asked for.</p>",
                 '<meta http-equiv="refresh" content="0; url=/real">'), "sends on to another address"),
        (html_of("Example News", "<p>Please enable JavaScript to view this page, and then load it again, please.</p>"),
         "needs JavaScript"),
        (html_of("Log in - Example", "<h1>Log in</h1><p>Please enter your e-mail address and your password to go on to "
                 "the page that you asked for.</p>"), "wants a login"),
        (html_of("Example News", CARDS, '<meta property="og:type" content="website">'), "front of a site or section"),
    ],
    ids=["consent", "robots", "denied", "soft 404", "refresh", "javascript", "login", "front"],
)  # fmt: skip
def test_what_stands_in_an_articles_place_is_refused_by_name(html: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(Record(id="a", html=html, url=URL))


@pytest.mark.parametrize(
    "title", ["Page not found: how errors cost shops 4% of sales", "Are you a robot? The $2bn business of captchas"]
)
def test_a_story_about_walls_is_a_story(title: str) -> None:
    paragraphs = "".join(f"<p>In part {n}, sales on the page grew {n}.5% to ${n}00 million, the firm said in its report on "
                         "the address and the content of its site, with cookies, partners and robots.</p>" for n in range(9))  # fmt: skip
    assert len(read(Record(id="a", html=html_of(title, f"<h1>{title}</h1>{paragraphs}"), url=URL)).text) > 1000


# --- live blogs ------------------------------------------------------------------------------------------------------
def updates(*times: str) -> list[dict[str, object]]:
    return [{"@type": "BlogPosting", "@id": f"#{n}", "headline": f"Post number {n} of the day", "datePublished": when,
             "articleBody": f"<p>The FTSE 100 is up {n}.5% at this time of the day, traders say.</p>"}
            for n, when in enumerate(times)]  # fmt: skip


LIVE = {"@type": "LiveBlogPosting", "headline": HEADLINE, "datePublished": "2023-09-05T07:00:00Z"}


def test_each_post_of_a_live_blog_has_its_own_time() -> None:
    data = ld({**LIVE, "liveBlogUpdate": updates("2023-09-05T16:05:00+01:00", "2023-09-05T08:05:00+01:00")})
    html = f'<html lang="en-GB"><head>{data}<meta property="og:site_name" content="Example"></head><body><h1>{HEADLINE}</h1>{BODY}</body></html>'
    posts = [read(one) for one in split_posts(Record(id="a", html=html, url=f"{URL}#top"))]
    assert [(str(post.published), post.info.title, post.info.publisher) for post in posts] == [
        ("2023-09-05T16:05:00+01:00", "Post number 0 of the day", "Example"),
        ("2023-09-05T08:05:00+01:00", "Post number 1 of the day", "Example"),
    ]
    assert "up 1.5%" in posts[1].text and "up 0.5%" not in posts[1].text
    assert len({post.id for post in posts}) == 2
    assert all((post.info.url or "").startswith(f"{URL}#post=") for post in posts)


def test_posts_in_elements_of_their_own() -> None:
    posts = "".join(
        f'<div class="live-blog-post" id="b{n}"><time datetime="2023-09-05T1{n}:00:00+01:00">then</time><h2>Post {n}</h2>'
        f"<p>The FTSE 100 is up {n}.5% at this time of the day, traders say.</p></div>"
        for n in range(3)
    )
    html = f"<html><body><h1>{HEADLINE}</h1>{posts}</body></html>"
    found = split_posts(Record(id="a", html=html, url="https://www.example.com/live/markets"))
    assert len(split_posts(Record(id="a", html=html, url=URL))) == 1  # it does not call itself live
    assert [str(read(one).published) for one in found] == [f"2023-09-05T1{n}:00:00+01:00" for n in range(3)]


@pytest.mark.parametrize(
    "html",
    [f"<p>{BODY}</p>", f"<div class=live-blog-post>{BODY}</div>", ld({**LIVE, "liveBlogUpdate": updates("soon")})],
)
def test_any_other_page_is_one_record(html: str) -> None:
    record = Record(id="a", html=f"<html><body>{html}</body></html>", url=URL)
    assert split_posts(record) == [record]
