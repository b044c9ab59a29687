"""`python -m bench NAME [options]`: run the benchmark of bench/NAME.py; without a name, list them."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_BENCHMARKS = {"__init__", "__main__", "common"}


def list_names() -> list[str]:
    """The benchmarks there are: files beside this one that define `main`."""
    files = [path for path in sorted(HERE.glob("*.py")) if path.stem not in NOT_BENCHMARKS]
    return [path.stem for path in files if "def main(" in path.read_text(encoding="utf-8")]


def about(name: str) -> str:
    """First line of the benchmark's docstring."""
    doc = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8")))
    return (doc or "").partition("\n")[0]


def main(argv: list[str]) -> int:
    """Dispatch; 2 for an unknown name."""
    names = list_names()
    if argv and argv[0] in names:
        module = importlib.import_module(f"bench.{argv[0]}")
        return int(module.main(argv[1:]) or 0)
    asked = bool(argv) and argv[0] not in ("-h", "--help")
    stream = sys.stderr if asked else sys.stdout
    print(f"bench: no benchmark {argv[0]!r}" if asked else "python -m bench NAME [options]", file=stream)
    for name in names:
        print(f"  {name:12} {about(name)}", file=stream)
    return 2 if asked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
