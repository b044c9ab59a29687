"""dev.py: what it decides before it starts anything, and the lines that people read when something is missing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev


@pytest.mark.parametrize(
    ("version", "has", "says"),
    [
        ((3, 8), {"python3.12", "python3.11"}, "this is 3.8: run 'python3.12 dev.py ...' instead"),
        ((3, 10), set(), "this is 3.10: install a newer one"),
    ],
)
def test_an_old_python_is_told_what_to_run_instead(version: tuple[int, int], has: set[str], says: str) -> None:
    line = dev.too_old(version, has.__contains__)
    assert line.startswith("dev.py: needs Python 3.11 or newer")
    assert says in line


def test_a_name_that_is_no_program_does_not_start() -> None:
    assert dev.starts(sys.executable)
    assert not dev.starts("no-such-python")


def test_the_head_of_the_file_means_something_to_old_pythons() -> None:
    """All before the version check must parse and run on 3.6: no annotation there is evaluated to a new type."""
    head = Path(dev.__file__).read_text(encoding="utf-8").partition("if sys.version_info < OLDEST")[0]
    assert not re.search(r"-> \w+ \||: (?:dict|list|tuple|Callable)\[|:=|\bmatch \w+:", head)


@pytest.mark.parametrize(("windows", "path"), [(False, Path("v/bin/python")), (True, Path("v/Scripts/python.exe"))])
def test_programs_lie_where_the_platform_has_them(windows: bool, path: Path) -> None:
    assert dev.in_venv("python", Path("v"), windows) == path


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (
            "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
            "no way to the package",
        ),
        ("error: client error (Connect)\n  cause: dns error", "no way to the package"),
        ("SSLError: CERTIFICATE_VERIFY_FAILED: certificate verify failed", "no way to the package"),
        ("error: externally-managed-environment\n\nThis environment is ...", "PEP 668"),
        ("no such option: --python", "older than 22.3"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the file that was locked"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("first\n  something else broke\n\n", "it failed: something else broke"),
        ("", "it failed: no output"),
    ],
)
def test_a_failure_is_one_line_that_says_what_to_do(output: str, says: str) -> None:
    line = dev.explain(output, "it failed")
    assert line.startswith("it failed: ")
    assert says in line
    assert "\n" not in line


def test_pip_is_asked_where_to_look_and_its_variables_go_before_its_files() -> None:
    listing = (
        ":env:.cert='/env.pem'\nglobal.cert='/file.pem'\nglobal.find-links='/a\\n/b'\n"
        "global.trusted-host='one'\ninstall.trusted-host='two'\nnot a line\n"
    )
    assert dev.read_pip_config(listing) == {"cert": "/env.pem", "find_links": "/a\n/b", "trusted_host": "two"}


def test_uv_is_told_what_pip_is_told_but_never_against_the_environment() -> None:
    config = {"cert": "/pip.pem", "find_links": "/a\n/b", "timeout": "180", "proxy": ""}
    told = dev.uv_environment(config, {"SSL_CERT_FILE": "/mine.pem", "HOME": "/h"})
    assert told["SSL_CERT_FILE"] == "/mine.pem"
    assert told["UV_FIND_LINKS"] == "/a,/b"
    assert "ALL_PROXY" not in told
    assert dev.uv_environment(config, {})["SSL_CERT_FILE"] == "/pip.pem"


def print_of(name: str) -> dict[str, str]:
    return {"set": name, "lock": f"hash of {name}", "project": "p"}


@pytest.mark.parametrize(
    ("stamp", "wanted", "done"),
    [
        ({}, "runtime", False),
        (print_of("runtime"), "runtime", True),
        (print_of("dev"), "runtime", True),
        (print_of("runtime"), "dev", False),
        (print_of("market"), "runtime", True),
        (print_of("dev"), "market", False),
        ({**print_of("dev"), "lock": "older"}, "dev", False),
        ({"set": "unknown"}, "runtime", False),
    ],
)
def test_work_is_skipped_when_the_stamp_says_it_is_done(stamp: dict[str, str], wanted: str, done: bool) -> None:
    assert dev.covers(stamp, wanted, print_of) is done


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("six==1.0 \\\n    --hash=sha256:00\n", None),
        ("--trusted-host x.example\n", "names a place"),
        ("--find-links wheels\n", "names a place"),
        ("six @ file:///wheels/six.whl \\\n    --hash=sha256:00\n", "names a place"),
        ("torch==2.0 \\\n    --hash=sha256:00\n", "pulls in torch"),
        ("nvidia-cublas-cu12==1 \\\n    --hash=sha256:00\n", "pulls in nvidia-cublas-cu12"),
        ("six==1.0\n", "has no hash for six==1.0"),
    ],
)
def test_a_lock_names_no_place_and_no_torch(text: str, problem: str | None) -> None:
    found = dev.lock_problem(text)
    assert found == problem if problem is None else problem in str(found)


@pytest.mark.parametrize("name", [*dev.SETS, "bootstrap"])
def test_the_committed_locks_are_clean(name: str) -> None:
    assert dev.lock_problem((dev.REQUIREMENTS / f"{name}.lock").read_text(encoding="utf-8")) is None


def pins(name: str) -> set[tuple[str, str]]:
    """Package and version, each; a package may have two, for two Pythons."""
    text = (dev.REQUIREMENTS / f"{name}.lock").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", text))


def test_every_lock_takes_the_pins_of_dev() -> None:
    assert pins("bootstrap") <= pins("runtime") <= pins("dev")
    assert pins("runtime") <= pins("market")


def names(requirements: list[str]) -> set[str]:
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", r, maxsplit=1)[0]).lower() for r in requirements}


def test_every_dependency_is_locked() -> None:
    """Fails when pyproject.toml got a dependency and nobody ran `python3 dev.py lock`."""
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, extras in dev.SETS.items():
        wanted = project["dependencies"] + [r for extra in extras for r in project["optional-dependencies"][extra]]
        assert names(wanted) <= {package for package, _ in pins(name)}, f"run 'python3 dev.py lock' ({name})"


def test_a_missing_lock_says_how_to_get_it_back() -> None:
    with pytest.raises(dev.Failure, match=r"requirements.nothing\.lock is missing; .*dev\.py lock"):
        dev.fingerprint("nothing")


@pytest.mark.parametrize(
    ("argv", "code", "stream", "says"),
    [
        (["dance"], 2, "err", "no command 'dance'; there are demo, test, lint"),
        (["setup", "everything"], 1, "err", "no set 'everything'; there are dev, runtime, market"),
        (["--help"], 0, "out", "python3 dev.py demo"),
        ([], 2, "out", "python3 dev.py demo"),
    ],
)
def test_words_that_it_does_not_know(
    argv: list[str], code: int, stream: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(argv) == code
    assert says in getattr(capsys.readouterr(), stream)


def test_every_command_is_told_in_the_help_and_in_the_makefile() -> None:
    makefile = (dev.ROOT / "Makefile").read_text(encoding="utf-8")
    for command in dev.COMMANDS:
        assert f"python3 dev.py {command}" in str(dev.__doc__)
        assert re.search(rf"^[^\n]*\b{command}\b[^\n]*:$", makefile, re.MULTILINE)


def test_output_is_passed_on_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    script = "print('Resolved 2 packages'); print(' + six==1.0'); raise SystemExit(3)"
    code, output = dev.run_showing([sys.executable, "-c", script])
    assert code == 3
    assert output == "Resolved 2 packages\n + six==1.0\n"
    assert capsys.readouterr().err == "  Resolved 2 packages\n"


def test_a_venv_whose_python_is_gone_does_not_work(tmp_path: Path) -> None:
    gone = tmp_path / "python"
    assert not dev.works(gone)
    gone.symlink_to(tmp_path / "nowhere")
    assert not dev.works(gone)
    assert dev.works(Path(sys.executable))


def test_it_runs_on_the_standard_library_alone() -> None:
    isolated = subprocess.run(
        [sys.executable, "-I", "-S", dev.__file__, "--help"], capture_output=True, text=True, check=True
    )
    assert "python3 dev.py test" in isolated.stdout
