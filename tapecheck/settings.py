"""Settings: a TOML file in the platform's place, then environment variables, then options; each with its origin."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from tapecheck.errors import UsageError
from tapecheck.schema import DEFAULT_ZONE

PREFIX = "TAPECHECK_"
DEFAULT_DB = "tapecheck.db"
_WANTED = {tuple: "a list of names", bool: "yes or no", str: "a text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user can set. `db`, `cache` and `market` are paths, `providers` are asked in order, folders first.

    `instruments` are CSV files of the user's own instruments and aliases.
    """

    db: str = DEFAULT_DB
    cache: str = ""
    market: str = ""
    providers: tuple[str, ...] = ("yfinance", "fred")
    contact: str = ""
    zone: str = DEFAULT_ZONE
    model: str = "default"
    instruments: tuple[str, ...] = ()
    offline: bool = False
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Origins:
    """Settings, and for each where it came from: "default", a file's path, or a variable's name."""

    settings: Settings
    origin: Mapping[str, str]


def settings_file(environ: Mapping[str, str]) -> Path:
    """Where the settings file stands, whether it is there or not; TAPECHECK_CONFIG names another."""
    named = environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else platformdirs.user_config_path("tapecheck") / "settings.toml"


def load_settings(environ: Mapping[str, str] | None = None) -> Origins:
    """Read the settings. Raises UsageError for a file that is no TOML, an unknown name or a value of the wrong kind."""
    environ = os.environ if environ is None else environ
    path = settings_file(environ)
    settings = Settings(cache=str(platformdirs.user_cache_path("tapecheck")))
    origin = {field.name: "default" for field in fields(Settings)}
    from_file = _read_file(path)
    from_environ = {name: environ[PREFIX + name.upper()] for name in origin if PREFIX + name.upper() in environ}
    for values, said in ((from_file, str(path)), (from_environ, "")):
        for name, value in values.items():
            if name not in origin:
                raise UsageError(f"{said}: unknown setting {name!r}; known are {', '.join(origin)}")
            where = said or PREFIX + name.upper()
            settings = replace(settings, **{name: _valid(name, _convert(name, value, where), where)})
            origin[name] = where
    return Origins(settings, origin)


def save_setting(path: Path, name: str, value: str | bool | list[str]) -> None:
    """Write one setting into the settings file, the others as they were. Raises UsageError if the file is no TOML."""
    import tomli_w

    data = {**_read_file(path), name: value}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomli_w.dumps(data), "utf-8")
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written ({error.strerror}); TAPECHECK_CONFIG names another file"
        ) from error


def set_setting(path: Path, name: str, text: str) -> None:
    """Write one setting as it is typed. Raises UsageError for an unknown name or a value of the wrong kind."""
    if name not in {field.name for field in fields(Settings)}:
        raise UsageError(f"no setting is called {name!r}; there are {', '.join(f.name for f in fields(Settings))}")
    value = _valid(name, _convert(name, text, name), name)
    save_setting(path, name, list(value) if isinstance(value, tuple) else value)


def unset_setting(path: Path, name: str) -> bool:
    """Take a setting out of the file; False where it is not in it."""
    import tomli_w

    data = _read_file(path)
    if name not in data:
        return False
    del data[name]
    path.write_text(tomli_w.dumps(data), "utf-8")
    return True


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: not a TOML file that can be read ({error}); mend it or move it away") from error


def _convert(name: str, value: Any, where: str) -> Any:
    """A value of the setting's own kind. A list may be written with commas, a switch as 1/0, true/false, yes/no."""
    kind = type(getattr(Settings(), name))
    if kind is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
            return tuple(part.strip() for part in parts if part.strip())
    elif kind is bool:
        truth = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
        if (known := truth.get(str(value).strip().lower())) is not None:
            return known
    elif isinstance(value, str):
        return value
    raise UsageError(f"{where}: {name} cannot be {value!r}; give {_WANTED[kind]}")


def _valid(name: str, value: Any, where: str) -> Any:
    if name == "zone":
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageError(f"{where}: no time zone is called {value!r}; give one such as Europe/London") from error
    if name == "contact" and not (value.isascii() and value.isprintable()):  # it goes into a header
        raise UsageError(f"{where}: contact {value!r} has other letters than ASCII's; give a mail address")
    return value
