from __future__ import annotations

from pathlib import Path

import pytest

from tapecheck.errors import UsageError
from tapecheck.settings import Settings, load_settings, save_setting, set_setting, settings_file, unset_setting


def write(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return {"TAPECHECK_CONFIG": str(path)}


def test_defaults_say_so(tmp_path: Path) -> None:
    found = load_settings({"TAPECHECK_CONFIG": str(tmp_path / "none.toml")})
    assert found.settings.db == "tapecheck.db"
    assert found.settings.cache.endswith("tapecheck")
    assert set(found.origin.values()) == {"default"}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environ = write(tmp_path, 'db = "a.db"\nproviders = ["fred"]\noffline = true\ncontact = "me@example.org"\n')
    found = load_settings({**environ, "TAPECHECK_DB": "b.db", "TAPECHECK_PROVIDERS": "yfinance, fred"})
    assert found.settings.db == "b.db"
    assert found.settings.providers == ("yfinance", "fred")
    assert found.settings.offline is True
    assert found.origin["db"] == "TAPECHECK_DB"
    assert found.origin["contact"] == environ["TAPECHECK_CONFIG"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("db = ", "not a TOML file"),
        ("databse = 'x'", "unknown setting 'databse'; known are db, cache"),
        ("offline = 'perhaps'", "offline cannot be 'perhaps'; give yes or no"),
        ("providers = 3", "providers cannot be 3; give a list of names"),
        ("db = 5", "db cannot be 5"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        load_settings(write(tmp_path, text))


def test_every_setting_can_come_from_the_environment(tmp_path: Path) -> None:
    values = {"zone": "Europe/London"}
    environ = {f"TAPECHECK_{name.upper()}": values.get(name, "1") for name in Settings.__dataclass_fields__}
    found = load_settings({"TAPECHECK_CONFIG": str(tmp_path / "none.toml"), **environ})
    assert all(where.startswith("TAPECHECK_") for where in found.origin.values())


def test_a_setting_is_saved_beside_the_others(tmp_path: Path) -> None:
    environ = write(tmp_path, 'contact = "me@example.org"\n')
    save_setting(settings_file(environ), "model", "fast")
    found = load_settings(environ).settings
    assert (found.contact, found.model) == ("me@example.org", "fast")
    with pytest.raises(UsageError, match="not a TOML file"):
        save_setting(tmp_path / "settings.toml" / "x.toml", "model", "fast")


def test_the_file_has_a_place_of_the_platforms() -> None:
    assert settings_file({}).parts[-2:] == ("tapecheck", "settings.toml")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("contcat", "x", "no setting is called 'contcat'; there are db, cache"),
        ("contact", "Bäcker <b@example.org>", "other letters than ASCII's"),
        ("offline", "perhaps", "offline cannot be 'perhaps'"),
        ("zone", "Nowhere", "no time zone is called"),
    ],
)
def test_a_setting_that_cannot_be_is_not_written(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(UsageError, match=says):
        set_setting(path, name, text)
    assert not path.exists()


def test_settings_are_set_and_unset(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    set_setting(path, "providers", "fred, yfinance")
    set_setting(path, "offline", "yes")
    assert load_settings({"TAPECHECK_CONFIG": str(path)}).settings.providers == ("fred", "yfinance")
    assert unset_setting(path, "offline") is True
    assert unset_setting(path, "offline") is False
    assert load_settings({"TAPECHECK_CONFIG": str(path)}).origin["offline"] == "default"
