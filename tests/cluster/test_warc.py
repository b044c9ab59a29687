"""A stretch of an archive: each record belongs to one split, and damage costs no more than the record that it hits."""

from __future__ import annotations

import gzip
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.cluster.warc import read_pages
from tapecheck.scraper.archives import Captured, Damage
from tests.cluster.material import archive, page_of, warc_record

PARTS = range(7)


def pages(data: bytes, first: int = 0, last: int = 1 << 40) -> list[tuple[str | None, str | None]]:
    found = read_pages(io.BytesIO(data), first, last)
    return [(None, page.what) if isinstance(page, Damage) else (page.url, None) for page in found]


def urls(parts: range | list[int]) -> list[tuple[str | None, str | None]]:
    return [(f"https://example.org/{part}", None) for part in parts]


@pytest.mark.parametrize("packed", [True, False])
@given(cuts=st.lists(st.integers(0, 6000), max_size=6))
def test_splits_tile_an_archive(packed: bool, cuts: list[int]) -> None:
    data = b"".join(archive(PARTS, packed))
    places = [0, *sorted(cuts), len(data)]
    found = [page for first, last in itertools.pairwise(places) for page in pages(data, first, last)]
    assert found == urls(PARTS)


@pytest.mark.parametrize("packed", [True, False])
def test_what_a_page_says(packed: bool) -> None:
    (record,) = archive([3], packed)
    (page,) = read_pages(io.BytesIO(record), 0, len(record))
    assert isinstance(page, Captured)
    assert (page.url, page.fetched, page.charset) == ("https://example.org/3", "2023-09-11T21:00:00Z", "utf-8")
    assert page.content.decode() == page_of(3)


def test_only_successful_answers_are_pages() -> None:
    records = [
        warc_record("https://example.org/gone", page_of(1), status="404 Not Found"),
        warc_record("https://example.org/asked", page_of(1), kind="request"),
        warc_record("https://example.org/5", page_of(5)),
    ]
    assert pages(b"".join(map(gzip.compress, records))) == urls([5])


def test_damage_costs_the_record_that_it_hits() -> None:
    records = archive(PARTS)
    hit = bytearray(records[2])
    hit[len(hit) // 2 : len(hit) // 2 + 20] = bytes(20)
    found = pages(b"".join([*records[:2], bytes(hit), *records[3:]]))
    problems = [problem for _, problem in found if problem]
    assert [page for page in found if page[1] is None] == urls([0, 1, 3, 4, 5, 6])
    assert problems
    assert problems[0].startswith("a damaged record")


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_ends_within_a_record_says_so(packed: bool) -> None:
    data = b"".join(archive(PARTS, packed))[:-40]
    assert pages(data) == [*urls([0, 1, 2, 3, 4, 5]), (None, "the file ends within a record")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"no archive at all", gzip.compress(b"no archive at all")])
def test_what_is_no_archive_has_no_pages(data: bytes) -> None:
    assert pages(data) == []
