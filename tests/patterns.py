"""Every regular expression of the package, those made of TOML too, and strings that are made to slow each down."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from re import _parser  # type: ignore[attr-defined]  # the tree of a pattern, which `re` does not show otherwise
from typing import Any

SHORTEST, LONGEST = 500, 8_000  # characters of an attack
ENOUGH = 0.006  # seconds for the longest attack; who needs less is quick, whatever its growth
COARSE = 0.05  # seconds that are measured at least: some clocks tick in hundredths
AGAIN = 4  # further measurements of what seems to grow
HOPELESS = 0.5  # seconds of processor time after which one search has lost
MOST = 24  # attacks on one pattern
TWICE = 2.5  # growth for twice the input that still counts as linear
ROUNDS = 2  # the least of so many measurements is taken

# Run in a fresh process: notes each pattern that a module of the package has `re` compile, and where.
COLLECT = """
import importlib, json, pkgutil, re, sys
INSIDE = ("<dictcomp>", "__init__", "patterns")  # of the loader of expressions: who asks for them is meant
seen = {}
compiler = re._compiler
original = compiler.compile
def noting(pattern, flags=0):
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__") in ("re", "functools") or frame.f_code.co_name in INSIDE:
        frame = frame.f_back
    name, compiled = frame.f_globals.get("__name__", ""), original(pattern, flags)
    if name.startswith("tapecheck") and isinstance(pattern, str):
        seen.setdefault((pattern, compiled.flags), f"{name}:{frame.f_lineno}")
    return compiled
re._compiler.compile = noting
import tapecheck
for module in pkgutil.walk_packages(tapecheck.__path__, "tapecheck."):
    if ".recipes" not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from tapecheck.demo import PAGES
from importlib.resources import files
from tapecheck import api, pipeline
from tapecheck.schema import Record
from tapecheck.market import FolderMarket
market = FolderMarket(str(files("tapecheck.demo").joinpath("market")))
for page in PAGES:
    text = files("tapecheck.demo").joinpath("pages", page + ".html").read_text("utf-8")
    record = Record(id="a", html=text, url="https://example.com/a", published="2023-09-08T18:00:00-04:00")
    pipeline.analyze(record, api.models("fast"), market)
import ast, inspect
whole, unknown = set(), set()  # what is matched by whole strings; modules in which that is asked of more than a name
for name, module in [(n, m) for n, m in sys.modules.items() if n.startswith("tapecheck.")]:
    for node in ast.walk(ast.parse(inspect.getsource(module) or "")):
        if isinstance(node, ast.Attribute) and node.attr == "fullmatch":
            *outer, last = ast.unparse(node.value).split(".")  # NAME.fullmatch, or RE.name.fullmatch of a table's
            held = getattr(getattr(module, outer[0], None) if outer else module, last, None)
            whole |= {held.pattern} if isinstance(held, re.Pattern) else set()
            unknown |= set() if isinstance(held, re.Pattern) else {name}
found = [(p, f, w, p in whole or w.partition(":")[0] in unknown) for (p, f), w in sorted(seen.items())]
json.dump(found, sys.stdout)
"""


@dataclass(frozen=True)
class Pattern:
    """A regular expression, the module and line that had it compiled, and whether it is asked for `whole` strings."""

    text: str
    flags: int
    where: str
    whole: bool = False

    def compile(self) -> re.Pattern[str]:
        return re.compile(self.text, self.flags)


def collect() -> list[Pattern]:
    """All patterns of the package."""
    done = subprocess.run([sys.executable, "-c", COLLECT], capture_output=True, text=True, check=True)
    return [Pattern(*found) for found in json.loads(done.stdout)]


# --- strings pumped from a pattern's own parts -----------------------------------------------------------------------
def sample(items: Iterable[Any]) -> str:
    """A short string that the parsed items match, or nearly."""
    return "".join(part for item in items for part in _one(item))


def _one(item: Any) -> Iterator[str]:
    op, arg = str(item[0]), item[1]
    if op == "LITERAL":
        yield chr(arg)
    elif op == "NOT_LITERAL":
        yield "a" if arg != ord("a") else "b"
    elif op == "ANY":
        yield "a"
    elif op == "IN":
        yield member(arg)
    elif op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        yield sample(arg[2]) * max(arg[0], 1 if arg[1] else 0)
    elif op == "SUBPATTERN":
        yield sample(arg[3])
    elif op == "ATOMIC_GROUP":
        yield sample(arg)
    elif op == "BRANCH":
        yield sample(arg[1][0])


def member(options: list[Any]) -> str:
    """A character of a set."""
    negated = bool(options) and str(options[0][0]) == "NEGATE"
    if negated:
        return next(c for c in "a1 .,x\n-" if not re.match(f"[{''.join(map(_spelled, options[1:]))}]", c))
    op, arg = str(options[0][0]), options[0][1]
    if op == "CATEGORY":
        return {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}.get(str(arg), ".")
    return chr(arg[0] if op == "RANGE" else arg)


def _spelled(option: Any) -> str:
    op, arg = str(option[0]), option[1]
    if op == "CATEGORY":
        return {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_SPACE": r"\s"}.get(str(arg), "")
    return f"{re.escape(chr(arg[0]))}-{re.escape(chr(arg[1]))}" if op == "RANGE" else re.escape(chr(arg))


def pumps(items: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(prefix, unit) for every part that may repeat without end: the prefix leads to it, the unit is one repetition."""
    for item in items:
        op, arg = str(item[0]), item[1]
        if op in ("MAX_REPEAT", "MIN_REPEAT"):
            if int(arg[1]) > 20:
                yield before, sample(arg[2])
            yield from pumps(arg[2], before)
        elif op == "SUBPATTERN":
            yield from pumps(arg[3], before)
        elif op == "BRANCH":
            for branch in arg[1]:
                yield from pumps(branch, before)
        before += sample([item])


def attacks(pattern: Pattern) -> list[tuple[str, str]]:
    """(prefix, unit) to be repeated: the pattern's own parts, all of it, and what stands in any text."""
    tree = _parser.parse(pattern.text, pattern.flags)
    found = [(prefix[-200:], unit) for prefix, unit in pumps(tree) if unit]
    found += [("", prefix[-200:] + unit) for prefix, unit in found]
    whole = sample(tree)[:400]
    found += [("", unit) for unit in (whole, whole[:-1], whole + " ", "a", "1", " ", "A", "a ", "1,", "\n") if unit]
    return list(dict.fromkeys(found))[:MOST]


# --- growth ----------------------------------------------------------------------------------------------------------
def search(compiled: re.Pattern[str], text: str, *, whole: bool) -> float:
    """Find all that the pattern finds, or try it on the whole; seconds on the clock, never less than the work took."""
    begun = time.perf_counter()
    for _match in (compiled.fullmatch(text),) if whole else compiled.finditer(text):
        pass
    return time.perf_counter() - begun


def seconds(compiled: re.Pattern[str], text: str, *, whole: bool) -> float:
    """Processor time of one search, over as many as the clock's coarseness asks for; the least of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun, count = time.process_time(), 0
        while (spent := time.process_time() - begun) < COARSE:
            search(compiled, text, whole=whole)
            count += 1
        best = min(best, spent / count)
    return best


def ratio(compiled: re.Pattern[str], text: str, half: str, *, whole: bool) -> float:
    """How much more work the whole is than the half: what is too much is measured again, since a busy machine lies."""
    found = seconds(compiled, text, whole=whole) / seconds(compiled, half, whole=whole)
    for _ in range(AGAIN):
        if found <= TWICE:
            break
        found = min(found, seconds(compiled, text, whole=whole) / seconds(compiled, half, whole=whole))
    return found


def growth(pattern: Pattern) -> tuple[float, str] | None:
    """How much more work twice the input makes at worst, and by which string; None where all attacks are quick."""
    compiled, worst = pattern.compile(), None
    for prefix, unit in attacks(pattern):
        for whole in (False, True)[: 1 + pattern.whole]:
            found = _growth(compiled, prefix, unit, whole=whole)
            if found is not None and (worst is None or found > worst[0]):
                worst = found, f"{prefix!r} + {unit!r} again and again{', as a whole' if whole else ''}"
            if found == float("inf"):
                return worst
    return worst


class _Slow(Exception):
    pass


@contextmanager
def at_most(limit: float) -> Iterator[None]:
    """Raises _Slow after so much processor time: `re` looks for signals while it searches."""

    def stop(*_: object) -> None:
        raise _Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _growth(compiled: re.Pattern[str], prefix: str, unit: str, *, whole: bool) -> float | None:
    """Growth of the work, doubling from a short text; what grows less at some length only fills a bounded window."""
    length, found = SHORTEST, None
    while length <= LONGEST:
        text = prefix + unit * max(length // len(unit), 1) + "\x00"
        try:
            with at_most(HOPELESS):
                taken = search(compiled, text, whole=whole)
        except _Slow:
            return float("inf")
        if taken > ENOUGH:
            half = prefix + unit * max(length // len(unit) // 2, 1) + "\x00"
            found = ratio(compiled, text, half, whole=whole)
            if found <= TWICE:
                return found
        length *= 2
    return found
