"""`python -m bench`: names lead to files, and an unknown one is told which there are."""

from __future__ import annotations

import pytest

from bench.__main__ import HERE, about, list_names, main


def test_without_a_name_it_lists_every_benchmark_with_its_first_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name:12} {about(name)}" in out for name in list_names())


def test_an_unknown_name_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing-here"]) == 2
    assert "no benchmark 'nothing-here'" in capsys.readouterr().err


@pytest.mark.parametrize("name", list_names())
def test_every_benchmark_says_what_it_measures(name: str) -> None:
    assert about(name), f"{HERE / name}.py has no docstring"
