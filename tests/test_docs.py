"""What is made from the code is current, and what a reader is told to type exists."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import click
import pytest
from cogapp import Cog

from tapecheck.cli import cli
from tapecheck.crosscheck.verdict import DECIDERS
from tapecheck.schema import Hedge, Metric, Modality, Verdict
from tapecheck.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
TOLD = [*sorted(ROOT.glob("*.md")), *PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_generated_pages_are_current(page: Path) -> None:
    """Fails when a command's help changed and nobody ran `python3 dev.py docs`."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = Cog().main(["cog", "--check", str(page)])
    assert code == 0, f"run 'python3 dev.py docs'\n{out.getvalue()}"


def walk(command: click.Command, words: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """Every command by the words that call it."""
    found = {words: command}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            assert member is not None
            found |= walk(member, (*words, name))
    return found


def test_every_command_says_what_it_does_and_every_option_what_it_is_for() -> None:
    for words, command in walk(cli).items():
        assert command.help, f"tapecheck {' '.join(words)} has no docstring"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.help, f"tapecheck {' '.join(words)} {parameter.opts[0]} has no help"


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_the_commands_that_a_page_shows_exist(page: Path) -> None:
    known = {words[:1] for words in walk(cli) if words}
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"(?m)^(?: {4}|\$ |```\n)(?:uvx --from \S+ )?tapecheck ([a-z]+)\b", text)
    assert {(name,) for name in shown} <= known


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def documented(page: str) -> set[str]:
    """The words in code style on a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return {word for words in re.findall(r"`([^`\n]+)`", text) for word in re.split(r", ", words)}


@pytest.mark.parametrize("words", [Metric, Verdict, Hedge, Modality], ids=lambda words: words.__name__)
def test_every_word_of_a_claim_and_its_check_is_explained(words: Iterable[StrEnum]) -> None:
    assert {str(word) for word in words} - documented("claims.md") == set()


def test_every_rule_is_documented() -> None:
    assert set(DECIDERS) - documented("claims.md") == set()


def test_every_setting_is_documented() -> None:
    assert {field.name for field in fields(Settings)} - documented("claims.md") == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_is_linked_from_the_readme(page: Path) -> None:
    assert f"docs/{page.name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_is_small() -> None:
    assert (ROOT / "docs" / "report.png").stat().st_size < 250_000
