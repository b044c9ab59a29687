"""Inputs to splits to records: each record once, at its place, and every failure named."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tapecheck.cluster.records import Item, read_split
from tapecheck.cluster.splits import Split, plan
from tapecheck.errors import ClusterError
from tests.cluster.material import archive, page_of, text_of, write_ndjson


def items(path: Path, records: int) -> list[Item]:
    return [item for split in plan([str(path)], records).splits for item in read_split(split)]


def ids(found: list[Item]) -> list[str]:
    return [item.record.id for item in found if item.record]


@pytest.mark.parametrize("records", [1, 2, 7, 1000])
def test_lines_of_all_splits_are_the_lines_of_the_file(tmp_path: Path, records: int) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", range(60), extra={40: "{broken"})
    found = items(path, records)
    assert ids(found) == [f"n{part}" for part in range(60)]
    assert [item.cause[:17] for item in found if item.cause] == ["not a JSON object"]


@pytest.mark.parametrize("records", [1, 3, 50, 1000])
def test_rows_of_a_table(tmp_path: Path, records: int) -> None:
    rows = [{"id": part, "text": text_of(part), "date": date(2023, 9, 1), "title": None} for part in range(120)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet", row_group_size=50)
    found = items(tmp_path / "t.parquet", records)
    assert ids(found) == [str(part) for part in range(120)]
    assert {item.record.published for item in found if item.record} == {"2023-09-01"}
    assert [item.offset for item in found] == list(range(120))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"text": "Gold rose 1%.", "title": "Gold"}, ("Gold\n\nGold rose 1%.", None, None)),
        ({"text": "Gold\n\nIt rose.", "title": "Gold"}, ("Gold\n\nIt rose.", None, None)),
        ({"html": "<p>Gold</p>"}, (None, "<p>Gold</p>", None)),
        ({"text": "x", "published": datetime(2023, 9, 1, 14, 30)}, ("x", None, "2023-09-01T14:30:00-04:00")),
        ({"text": "x", "published": "yesterday"}, "published is 'yesterday', not an ISO 8601 date or instant"),
        ({"text": None}, "neither text nor html in this row"),
        ({"body": "x"}, 'has no column "text" or "html"'),
    ],
)
def test_what_a_row_may_hold(tmp_path: Path, row: dict[str, Any], expected: object) -> None:
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "t.parquet")
    (item,) = items(tmp_path / "t.parquet", 10)
    record = item.record
    assert ((record and (record.text, record.html, record.published)) or item.cause) == expected


def test_pages_of_a_folder(tmp_path: Path) -> None:
    for part in range(5):
        (tmp_path / f"{part}.html").write_text(page_of(part), "utf-8")
    (tmp_path / "notes.csv").write_text("no page", "utf-8")
    (tmp_path / "5.txt").write_bytes(b"")
    found = items(tmp_path, 2)
    assert [Path(item.file).name for item in found] == ["0.html", "1.html", "2.html", "3.html", "4.html", "5.txt"]
    assert found[5].cause == f"{tmp_path}/5.txt: is empty; nothing to read"


def test_archives_are_cut_by_bytes(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(archive(range(200))))
    splits = plan([str(path)], 1).splits
    assert len(splits) > 2
    found = [item for split in splits for item in read_split(split)]
    assert [item.record.url for item in found if item.record] == [f"https://example.org/{part}" for part in range(200)]


@pytest.mark.parametrize("name", ["t.parquet", "a.warc.gz"])
def test_a_damaged_file_is_named_and_stops_nothing(tmp_path: Path, name: str) -> None:
    whole = pa.Table.from_pylist([{"text": text_of(part)} for part in range(2000)])
    pq.write_table(whole, tmp_path / "t.parquet")
    (tmp_path / "a.warc.gz").write_bytes(b"".join(archive(range(3))))
    data = bytearray((tmp_path / name).read_bytes())
    data[200:400] = bytes(200)
    (tmp_path / name).write_bytes(data)
    found = items(tmp_path, 100_000)
    assert [Path(item.file).name for item in found if item.cause] == [name]


def test_a_changed_file_is_another_split(tmp_path: Path) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", range(3))
    before = plan([str(path)], 10).splits
    write_ndjson(path, range(4))
    after = plan([str(path)], 10).splits
    assert [split.name[:29] for split in before] == [split.name[:29] for split in after]
    assert before[0].name != after[0].name


def test_a_split_names_its_place() -> None:
    one = Split("warc", "s3://news/a.warc.gz", 0, 100, "100 etag")
    assert one.name == Split("warc", "s3://news/a.warc.gz", 0, 100, "100 etag").name
    assert one.name != Split("warc", "s3://news/a.warc.gz", 0, 100, "100 other").name


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("nothing-here", "nothing here to read"),
        ("empty", "nothing here to read"),
        ("ftpx://host/a.warc", "no such kind of store"),
        ("gs://bucket/a.warc", r"pip install 'tapecheck\[gs\]'"),
    ],
)
def test_inputs_that_are_none(tmp_path: Path, wanted: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ClusterError, match=message):
        plan([wanted], 10)
