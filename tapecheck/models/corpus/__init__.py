"""Market-news sentences written for this project, with their names marked.

The text files beside this module hold one sentence (or headline, byline, row of a table) a line. A name is marked as
`[Nvidia Corp.|ORG]`; a bracket of the text itself is doubled (`[[`, `]]`). Lines that begin with `#` and a blank are
comments, empty lines separate groups. The spans follow the contract: no leading "the", title or possessive.
"""

from __future__ import annotations

from tapecheck.models.corpus.reader import CorpusError, Marked, read_corpus, read_line, render_line

__all__ = ["CorpusError", "Marked", "read_corpus", "read_line", "render_line"]
