"""Publisher classes: which one a page gets, what it changes, and how another package brings one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tapecheck.schema import Published, Record
from tapecheck.scraper.publishers import find_publisher
from tapecheck.scraper.read import read

STORY = "".join(
    f"<p>In part {n} of the story sales grew {n}.5% to ${n}00 million, the company said.</p>" for n in range(6)
)


@pytest.mark.parametrize(
    ("url", "day", "name"),
    [
        ("https://www.businessinsider.com/a", date(2020, 1, 1), "BusinessInsider2019"),
        ("https://markets.businessinsider.com/a", None, "BusinessInsider2019"),
        ("https://www.businessinsider.com/a", date(2014, 4, 24), "NoneType"),
        ("https://notbusinessinsider.com/a", None, "NoneType"),
        (None, None, "NoneType"),
    ],
)
def test_a_class_is_found_by_host_and_day(url: str | None, day: date | None, name: str) -> None:
    assert type(find_publisher(url, Published(day) if day else None)).__name__ == name


def test_business_insider_is_read_once() -> None:
    copies = f"<div>{STORY.replace('<p>', '<div>').replace('</p>', '</div>')}</div>" * 2
    page = f"<html><head><title>Ten things</title></head><body><h1>Ten things</h1><div class='KonaBody post'>{STORY}</div>{copies}</body></html>"
    text = read(Record(id="a", html=page, url="https://www.businessinsider.com/ten-things")).text
    assert text.count("In part 3") == 1
    assert text.count("In part") == 6


PLUGIN = """
from datetime import date
from tapecheck.schema import Published
from tapecheck.scraper.publishers import Publisher

class ExampleNews(Publisher):
    hosts = ("example.org",)
    drop = "//div[@class='prices']"
    def authors(self, page): return tuple(one.get_text() for one in self.soup(page).select(".byline a"))
    def published(self, page): return Published(date(2024, 6, 4))
"""
USE = """
from tapecheck.schema import Record
from tapecheck.scraper.read import read
html = open("page.html").read()
article = read(Record(id="a", html=html, url="https://www.example.org/a"))
print(article.info.authors, article.published, article.info.provenance["authors"], "Dow 34,576" in article.text, "part 5" in article.text)
"""


def test_another_package_brings_a_class(tmp_path: Path) -> None:
    """A distribution on the path, as pip leaves it; and one whose module cannot be loaded, which harms nobody."""
    (tmp_path / "examplenews.py").write_text(PLUGIN, "utf-8")
    info = tmp_path / "examplenews-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: examplenews\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(
        "[tapecheck.publishers]\nexample = examplenews:ExampleNews\nbroken = nowhere:Gone\n", "utf-8"
    )
    page = f"<html><body><h1>Sales grow again at the company</h1><p class=byline><a>Anna Holt</a></p>{STORY}<div class=prices><p>Dow 34,576 up, in a long line of prices.</p></div></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", USE],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "('Anna Holt',) 2024-06-04 publisher False True"
