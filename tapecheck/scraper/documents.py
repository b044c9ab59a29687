"""Text of PDF and DOCX files. pdfplumber keeps lines and tables in reading order; a DOCX is XML that lxml reads."""

from __future__ import annotations

import io
import re
import zipfile
from statistics import median

from tapecheck.errors import ReadError

MAX_PAGES = 200
_MAX_XML = 50_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_pdf(name: str, content: bytes) -> str:
    """The paragraphs of a PDF, parted by blank lines. Raises ReadError without pdfplumber, or without any text."""
    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError as error:
        raise ReadError(
            name, "is a PDF; pip install 'tapecheck[documents]' reads it, or save its text as a .txt file"
        ) from error
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = [page.extract_text() or "" for page in document.pages[:MAX_PAGES]]
    except (PdfminerException, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise ReadError(name, "is a PDF that cannot be read; save its text as a .txt file and ingest that") from error
    text = "\n\n".join(_paragraphs(page) for page in _without_running_lines(pages))
    if not text.strip():
        raise ReadError(name, "is a PDF of pictures, without text; run it through text recognition first")
    return text


def _without_running_lines(pages: list[str]) -> list[str]:
    """Pages without the head and foot that stand on most of them."""
    if len(pages) < 3:
        return pages
    edges: dict[str, int] = {}
    for page in pages:
        lines = page.splitlines()
        for line in {re.sub(r"\d+", "#", line) for line in (*lines[:2], *lines[-2:])}:
            edges[line] = edges.get(line, 0) + 1
    running = {line for line, count in edges.items() if count > len(pages) / 2}
    return ["\n".join(line for line in page.splitlines() if re.sub(r"\d+", "#", line) not in running) for page in pages]


def _paragraphs(page: str) -> str:
    """Lines of a page joined to paragraphs: one ends where a line is much shorter than most and ends a sentence."""
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    if not lines:
        return ""
    usual = median(map(len, lines))
    out: list[list[str]] = [[]]
    for line in lines:
        out[-1].append(line)
        if len(line) < 0.8 * usual or (len(line) < 0.95 * usual and line.endswith((".", "!", "?", "”", '"'))):
            out.append([])
    return "\n\n".join(re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(part)) for part in out if part)


def read_docx(name: str, content: bytes) -> str:
    """The paragraphs of a DOCX, parted by blank lines; cells of a table row stand in one line. Raises ReadError."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo("word/document.xml").file_size > _MAX_XML:
                raise ReadError(name, "is a document of an absurd size; save its text as a .txt file and ingest that")
            xml = archive.read("word/document.xml")
        tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, etree.XMLSyntaxError) as error:
        raise ReadError(name, "is a damaged DOCX file; save it again") from error
    lines = []
    for part in tree.iter(f"{_WORD}p", f"{_WORD}tr"):
        if part.tag == f"{_WORD}p" and next(part.iterancestors(f"{_WORD}tr"), None) is not None:
            continue
        paragraphs = part.iter(f"{_WORD}p") if part.tag == f"{_WORD}tr" else [part]
        cells = ["".join(text.text or "" for text in one.iter(f"{_WORD}t")).strip() for one in paragraphs]
        if line := "  ".join(cell for cell in cells if cell):
            lines.append(line)
    if not lines:
        raise ReadError(name, "has no text in it; nothing to check")
    return "\n\n".join(lines)
