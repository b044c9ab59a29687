"""`tapecheck models`: which language models there are, and which one is used."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tapecheck.console import State, on_terminal, print_json, print_line


@click.group()
def models() -> None:
    """Language models: the shipped one, rules alone, or your own."""


@models.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="Output [default: table on a terminal].")
@click.pass_obj
def list_(state: State, form: str | None) -> int:
    """List the models at hand; the one in use is marked."""
    from dataclasses import asdict

    from tapecheck.models import list_models

    found = list_models()
    if (form or ("table" if on_terminal() else "json")) == "json":
        print_json([{**asdict(model), "used": model.name == state.settings.model} for model in found])
        return 0
    for model in found:
        mark = "*" if model.name == state.settings.model else " "
        size = f"{model.size / 1e6:.0f} MB" if model.size else ""
        print_line(f"{mark} {model.name:<20} {model.version:<12} {size:>6}  {model.about}")
    return 0


@models.command()
@click.argument("name", default="default")
def show(name: str) -> int:
    """Show a model's card: its data, licences, scores, speed and known failures."""
    from tapecheck.models import show_model

    print_line(show_model(name))
    return 0


@models.command()
@click.argument("name")
@click.pass_obj
def use(state: State, name: str) -> int:
    """Use a model from now on: "default", "fast", an installed spaCy pipeline, or a model's definition file.

    It is loaded once to see that it works, then written to the settings file.
    """
    from tapecheck.models import load
    from tapecheck.settings import save_setting, settings_file

    load(name)
    path = settings_file(os.environ)
    save_setting(path, "model", name)
    state.console.say(f"model = {name!r} in {path}")
    return 0


@models.command()
@click.argument("recipe", default="names")
@click.option("--out", required=True, metavar="DIR", help="Where checkpoints and the model go.")
@click.option("--data", metavar="DIR", help="The folder of the open data that the recipe names.")
@click.option(
    "--backbone", metavar="DIR", help="The encoder to start from [default: the package that the recipe names]."
)
@click.option(
    "--gold", multiple=True, metavar="FILE", help="Annotated documents, one a line, to measure on too. May be repeated."
)
@click.pass_obj
def train(state: State, recipe: str, out: str, data: str | None, backbone: str | None, gold: tuple[str, ...]) -> int:
    """Repeat the shipped training, or that of a recipe file. It needs torch: pip install "tapecheck[train]".

    It trains, writes the model to DIR/model, measures it and writes its card. An interrupted training goes on when it
    is started again with the same --out.
    """
    from tapecheck.models import train as train_model

    made = train_model(
        recipe,
        Path(out),
        data=Path(data) if data else None,
        backbone=Path(backbone) if backbone else None,
        gold=[Path(g) for g in gold],
    )
    state.console.say(f"the model is in {made}; tapecheck models use {made} takes it")
    return 0
