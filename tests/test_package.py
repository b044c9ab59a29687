"""What is installed is the whole package: the wheel holds every lexicon, page, weight and sample figure."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import tapecheck

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"]))
    with zipfile.ZipFile(built) as opened:
        yield opened


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    files = (path for path in (ROOT / "tapecheck").rglob("*") if path.is_file())
    ours = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == ours
    assert {"tapecheck/py.typed", "tapecheck/__init__.py"} <= held


def test_the_wheel_says_its_name_version_and_program(wheel: zipfile.ZipFile) -> None:
    parts = {name.rpartition("/")[2]: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name}
    assert f"\nName: tapecheck\nVersion: {tapecheck.__version__}\n" in parts["METADATA"]
    assert "tapecheck = tapecheck.__main__:main" in parts["entry_points.txt"]


def test_training_needs_an_extra_and_running_does_not() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {name: " ".join(wanted) for name, wanted in project["optional-dependencies"].items()}
    assert "torch" not in " ".join(project["dependencies"])
    assert [name for name, wanted in asked.items() if re.search(r"\btorch\b", wanted)] == ["train"]
