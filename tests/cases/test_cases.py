"""Every case of this folder: `read.py` says how one is written."""

from __future__ import annotations

import pytest

from tests.cases.read import READERS, Case, marked, read_cases

CASES = [pytest.param(kind, case, id=f"{case.place} {case.text[:50]}") for kind in READERS for case in read_cases(kind)]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_case(kind: str, case: Case) -> None:
    expected = marked(case.text)[1] if kind == "names" else case.expected
    assert READERS[kind](case) == expected


def test_every_kind_has_cases() -> None:
    assert all(next(read_cases(kind), None) is not None for kind in READERS)
