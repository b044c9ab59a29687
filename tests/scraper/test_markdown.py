"""Markdown to text and tables; what is no Markdown stays as it is."""

from __future__ import annotations

import pytest

from tapecheck.schema import Record, Table
from tapecheck.scraper.markdown import is_markdown
from tapecheck.scraper.read import read

WRAP = """---
title: "Stocks end the week flat"
date: 2024-08-09T17:00:00-04:00
---
## Equities
| Index | Close | Weekly change |
|:------|------:|--------------:|
| **S&P 500** | 5,344.16 | -0.04% |
| [Dow](https://example.com/^DJI) | 39,497.54 | -0.60% |

The **S&P 500** ended at *5,344.16*, down **0.04%** for the ![chart](c.png)week,
while NG_F and CL_F rose.

VIX: 20.37
Dollar: 103.15

* Gold: $2,432.10 (+0.3%)
* Bitcoin: `$60,880`
"""


def test_markdown_is_read_without_its_marks() -> None:
    article = read(Record(id="a", text=WRAP))
    assert article.text == (
        "Stocks end the week flat\n\nEquities\n\nThe S&P 500 ended at 5,344.16, down 0.04% for the week, "
        "while NG_F and CL_F rose.\n\nVIX: 20.37\n\nDollar: 103.15\n\nGold: $2,432.10 (+0.3%)\n\nBitcoin: $60,880"
    )
    assert article.tables == (
        Table(
            caption="Equities",
            rows=(
                ("Index", "Close", "Weekly change"),
                ("S&P 500", "5,344.16", "-0.04%"),
                ("Dow", "39,497.54", "-0.60%"),
            ),
        ),
    )
    assert str(article.published) == "2024-08-09T17:00:00-04:00"


@pytest.mark.parametrize(
    "text",
    [
        "** Shares of Example Corp rise 5%\n** Stock up 12% YTD",
        "Stocks rose.\n\n- The Dow gained 1%.\n- The S&P 500 gained 2%.",
        "Dow 39,497.54 | +0.13%\nS&P 500 5,344.16 | +0.47%",
        "The #1 stock rose 2 ** 3 times --- or so.",
    ],
)
def test_plain_text_is_no_markdown(text: str) -> None:
    assert not is_markdown(text)


def test_a_verbatim_text_keeps_its_marks() -> None:
    text = "The **S&P 500** rose 1%."
    assert read(Record(id="a", text=text, verbatim=True)).text == text
    assert read(Record(id="a", text=text)).text == "The S&P 500 rose 1%."


def test_a_markdown_text_without_words_is_refused() -> None:
    with pytest.raises(Exception, match="no text in it"):
        read(Record(id="a", text="---\ndate: 2024-08-09\n---\n"))


@pytest.mark.parametrize(
    ("text", "captions", "rows"),
    [
        ("## Friday\n\n| Index | Close |\n|---|---|\n| Dow | 40,003.59 |\n\nStocks rose.", ["Friday"], 2),
        ("# A\r\n\r\nStocks rose.\r\n\r\n| Index | 1D |\r\n|---|---|\r\n| Dow | +1% |\r\n", [None], 2),
        ("Returns in May\n\nAsset | Day | Month\nDow | +1.2% | +4.2%\nGold | -0.2% | 0.1%\n", ["Returns in May"], 3),
        ("Index\tClose\tYTD\nDow\t34,382.13\t+12.34%\nDAX\t15,416.64\t+12.4%", [None], 3),
        ("Dow 16,108.89 | S&P 500 1,846.34 | Gold 1,372.40\nDow 2 | S&P 500 3 | Gold 4\nA | B | C\n", [], 0),
        ("A | B\nJohn | Mary\nAnn | Paul\n", [], 0),
    ],
)
def test_tables_in_a_text_that_is_kept_as_it_was_given(text, captions, rows):
    article = read(Record(id="a", text=text, verbatim=True))
    readable = article.readable().text
    assert article.text == text and len(readable) == len(text)
    assert [table.caption for table in article.tables] == captions
    for table in article.tables:
        assert len(table.rows) == rows
        assert all(text[table.start : table.end].count(cell) for row in table.rows for cell in row)
        assert not readable[table.start : table.end].strip()
        assert readable.split() == (text[: table.start] + text[table.end :]).split()
