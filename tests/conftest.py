"""What every test may ask for.

`shared` is the folder of material that lies beside the checkout (gold, market data, pages). It is read-only and never
part of the repository: a test that needs it is marked `@pytest.mark.shared` and skips where it is absent.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bench.common import find_shared

# On a busy machine an example may take any time; what is tested is the answer. CI sees the same examples each run.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material folder, or a skip: `TAPECHECK_SHARED`, else `shared` beside the checkout."""
    folder = find_shared()
    if folder is None:
        pytest.skip("the shared folder is not there (TAPECHECK_SHARED names it)")
    return folder


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database, made once a session by the demo itself; its closes are in the package."""
    from tapecheck.console import Console
    from tapecheck.demo import run_demo

    folder = tmp_path_factory.mktemp("demo")
    assert run_demo(folder, Console(quiet=True), "fast") == 0
    return folder / "tapecheck.db"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that ask real providers alone unless `-m live` asks for them."""
    if "live" in (config.option.markexpr or ""):
        return
    for item in items:
        if item.get_closest_marker("live"):
            item.add_marker(pytest.mark.skip(reason="asks a real provider: run with -m live"))
