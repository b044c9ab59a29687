#!/usr/bin/env python3
"""Set up, show, test, lint, measure: everything from a fresh checkout, with nothing but Python 3.11 or newer and pip.

    python3 dev.py demo          the whole job on sample pages: fetch, read, find, check, report
    python3 dev.py test [ARG]    pytest with branch coverage (arguments go to pytest)
    python3 dev.py lint [--fix]  ruff, mypy --strict, the import arrows
    python3 dev.py bench NAME    a benchmark against the gold (without a name: lists them)
    python3 dev.py docs          the pages that are made from the code: the command reference
    python3 dev.py setup [SET]   only make the environment: dev, runtime, market (live providers), web (pages, PDF)
    python3 dev.py lock [-U]     make requirements/*.lock anew from pyproject.toml (-U takes newer releases)

The environment is .venv in this folder; the system's Python is not touched. pip brings uv into it, uv installs the
locked requirements by their hashes, from wherever pip is set up to look. What is already done is not done again.
Outside this folder only uv's and pip's caches of downloads grow; 'uv cache clean' and 'pip cache purge' empty them.
"""

import ast
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

OLDEST = (3, 11)


def starts(name: str) -> bool:
    """Whether a program of this name is a Python that runs: version managers leave names that do not."""
    try:
        return subprocess.call([name, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def too_old(version: "tuple[int, ...]", starts: "Callable[[str], bool]" = starts) -> str:
    """What to do with a Python that is too old; names a newer one where the machine has it."""
    newer = [name for name in (f"python3.{minor}" for minor in range(15, 10, -1)) if starts(name)]
    todo = f"run '{newer[0]} dev.py ...' instead" if newer else "install a newer one and run this again with it"
    return f"dev.py: needs Python {OLDEST[0]}.{OLDEST[1]} or newer, this is {version[0]}.{version[1]}: {todo}"


if sys.version_info < OLDEST:  # here, since what follows means nothing to an old Python
    sys.exit(too_old(sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
STAMP = VENV / "tapecheck-installed.json"

# Each set of requirements, a lock of its own: the extras of pyproject.toml that it adds to what the program needs.
# dev is locked first, and the others take its pins.
SETS: dict[str, tuple[str, ...]] = {
    "dev": ("dev", "bench", "web", "mcp", "pdf", "cluster", "s3", "documents"),
    "runtime": (),
    "market": ("market",),
    "web": ("web", "mcp", "pdf"),
}

Command = Iterable[str | Path]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")  # one of them, of the system, for the tests of the pages

# What pip is told (its files and PIP_* variables, names with underscores) -> the variable by which uv is told.
PIP_TO_UV = {
    "index_url": "UV_DEFAULT_INDEX",
    "extra_index_url": "UV_INDEX",
    "find_links": "UV_FIND_LINKS",
    "trusted_host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}

OFFLINE = re.compile(
    r"dns error|failed to lookup|name resolution|name or service not known|network is unreachable|connection refused"
    r"|connection reset|timed out|max retries|newconnectionerror|proxyerror|tunnel|client error \(connect\)"
    r"|unknownissuer|certificate verify failed",
    re.IGNORECASE,
)


class Failure(Exception):
    """One clear line that says what to do next."""


def say(line: str) -> None:
    """One short line on stderr: stdout belongs to what is run."""
    print(f"dev.py: {line}", file=sys.stderr, flush=True)


# --- the environment -------------------------------------------------------------------------------------------------


def in_venv(name: str, venv: Path = VENV, windows: bool = os.name == "nt") -> Path:
    """The path of a program inside the environment."""
    return venv / "Scripts" / f"{name}.exe" if windows else venv / "bin" / name


def works(python: Path) -> bool:
    """Whether the environment's Python still starts (the one it was made from may be gone) and is new enough."""
    if not python.exists():
        return False
    test = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([python, "-c", test], capture_output=True, check=False).returncode == 0


def make_venv() -> Path:
    """Make .venv where there is none that works; without pip where Python came without ensurepip, as on Debian."""
    python = in_venv("python")
    if works(python):
        return python
    say(f"making {VENV.name} with Python {sys.version_info.major}.{sys.version_info.minor}")
    bare = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    code, output = run_quietly([sys.executable, "-m", "venv", "--clear", *bare, VENV])
    if code and not bare:  # Debian's ensurepip is there at times, and fails
        code, output = run_quietly([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV])
    if code:
        raise Failure(explain(output, "could not make .venv"))
    return python


# --- running others ---------------------------------------------------------------------------------------------------


def start(command: Command, env: dict[str, str] | None) -> subprocess.Popen[str]:
    """Start a program in this folder, its two streams as one."""
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=ROOT,
        env=env,
    )


def run_quietly(command: Command, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run, keep all output; returns the exit code and the output."""
    with start(command, env) as process:
        output, _ = process.communicate()
    return process.returncode, output


def run_showing(command: Command, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run and pass the output on as it comes, less the list of what was installed; returns exit code and output."""
    lines: list[str] = []
    with start(command, env) as process:
        for line in process.stdout or ():
            lines.append(line)
            if not re.match(r" *[-+~] | *Downloaded |Ignoring |Looking in ", line):
                print("  " + line.rstrip(), file=sys.stderr, flush=True)
    return process.returncode, "".join(lines)


def run_tool(name: str, *arguments: str) -> int:
    """Run a program of the environment in this folder, with the terminal its own; returns its exit code."""
    path = os.pathsep.join([str(in_venv(name).parent), os.environ.get("PATH", os.defpath)])
    env = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV)}
    return subprocess.run([in_venv(name), *arguments], cwd=ROOT, env=env, check=False).returncode


def explain(output: str, what: str) -> str:
    """One line for a failed install: the causes that people meet, else the last line that the program printed."""
    if OFFLINE.search(output):
        return f"{what}: no way to the package index; check network, proxy and 'pip config list', then run this again"
    if "externally-managed-environment" in output:
        return f"{what}: pip refuses this Python (PEP 668); remove .venv and run this again"
    if "no such option: --python" in output:
        return f"{what}: pip is older than 22.3; install venv (Debian: apt install python3-venv), then run this again"
    if re.search(r"hash(es)? (mismatch|do not match)|do not match the hashes", output, re.IGNORECASE):
        return f"{what}: a download is not the file that was locked; run this again, and report it if it stays"
    if "No space left" in output:
        return f"{what}: the disk is full; the environment needs about 1 GB"
    last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "no output")
    return f"{what}: {last}"


# --- installing -------------------------------------------------------------------------------------------------------


def find_pip(python: Path) -> list[str | Path]:
    """The command that is pip for the environment: its own, else that of the Python that runs this."""
    if run_quietly([python, "-m", "pip", "--version"])[0] == 0:
        return [python, "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", python]
    raise Failure(
        "this Python has neither pip nor ensurepip; install one (Debian: apt install python3-pip), then run this again"
    )


def read_pip_config(listing: str) -> dict[str, str]:
    """The output of `pip config list` as `{name: value}`, names with underscores; variables go before files."""
    config: dict[str, str] = {}
    for line in listing.splitlines():
        found = re.match(r"(:env:|[\w-]+)\.([\w-]+)=(.+)$", line)
        if found:
            section, name, value = found.groups()
            key = name.replace("-", "_").lower()
            if section == ":env:" or key not in config or section == "install":
                config[key] = str(ast.literal_eval(value))
    return config


def uv_environment(config: dict[str, str], environ: dict[str, str]) -> dict[str, str]:
    """The variables under which uv looks where pip looks. What the caller's environment says itself is kept."""
    told = {PIP_TO_UV[name]: " ".join(value.split()) for name, value in config.items() if name in PIP_TO_UV and value}
    if "UV_FIND_LINKS" in told:
        told["UV_FIND_LINKS"] = told["UV_FIND_LINKS"].replace(" ", ",")
    always = {
        "UV_SYSTEM_CERTS": "1",  # an office's own certificates are in the system's store
        "UV_INDEX_STRATEGY": "unsafe-best-match",  # as pip does it; the hashes are what makes it safe
        "UV_NO_CONFIG": "1",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    return {**always, **told, **environ}


def find_uv(pip: list[str | Path]) -> Path | None:
    """The uv of the environment, brought there by pip; None where this platform has no uv."""
    uv = in_venv("uv")
    lock = REQUIREMENTS / "bootstrap.lock"
    if uv.exists() and run_quietly([uv, "--version"])[1].split()[1:2] == locked_version(lock, "uv"):
        return uv
    say("getting uv from pip")
    code, output = run_quietly(
        [*pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    )
    if code and OFFLINE.search(output):
        raise Failure(explain(output, "could not get uv"))
    return uv if code == 0 and uv.exists() else None


def locked_version(lock: Path, package: str) -> list[str]:
    """The version that a lock pins, as a list of one, or of none."""
    if not lock.is_file():
        raise Failure(f"{lock.relative_to(ROOT)} is missing; get it back with git")
    return re.findall(rf"(?m)^{re.escape(package)}==([^\s;\\]+)", lock.read_text(encoding="utf-8"))


def fingerprint(name: str) -> dict[str, str]:
    """What an installed set depends on: the lock, and the project's own description."""
    files = {"lock": REQUIREMENTS / f"{name}.lock", "project": ROOT / "pyproject.toml"}
    missing = next((path for path in files.values() if not path.is_file()), None)
    if missing:
        raise Failure(f"{missing.relative_to(ROOT)} is missing; get it back with git or 'python3 dev.py lock'")
    return {"set": name, **{key: hashlib.sha256(path.read_bytes()).hexdigest() for key, path in files.items()}}


def covers(stamp: dict[str, str], wanted: str, prints: Callable[[str], dict[str, str]] = fingerprint) -> bool:
    """Whether what the stamp says is installed holds the wanted set, and is still what the files say."""
    installed = stamp.get("set", "")
    return installed in SETS and {*SETS[wanted]} <= {*SETS[installed]} and stamp == prints(installed)


def read_stamp() -> dict[str, str]:
    """What was installed last; empty where nothing was, or the stamp is damaged."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def setup(name: str) -> None:
    """Have .venv hold the locked set and the project itself, in place; at once where it already does."""
    wanted = fingerprint(name)
    python = make_venv()
    if covers(read_stamp(), name):
        return
    STAMP.unlink(missing_ok=True)
    pip = find_pip(python)
    uv = find_uv(pip)
    lock = REQUIREMENTS / f"{name}.lock"
    say(f"installing the {name} requirements ({lock.relative_to(ROOT)}; the first time takes some minutes)")
    if uv is None or not install_with_uv(uv, python, pip, lock):
        install_with_pip(pip, lock)
    STAMP.write_text(json.dumps(wanted) + "\n", encoding="utf-8")
    say("the environment is ready (all of it is .venv; removing that folder removes it)")
    if (told := told_of_cache(uv)) is not None:
        say(told)


def told_of_cache(uv: Path | None) -> str | None:
    """Where the downloads are kept and how to be rid of them; None where uv is not there to say."""
    code, folder = run_quietly([uv, "cache", "dir"]) if uv else (1, "")
    if uv is None or code:
        return None
    return f"downloads are kept in {folder.strip()}; '{uv.relative_to(ROOT)} cache clean' removes them"


LOCKED = ["--no-deps", "--require-hashes", "-r"]  # a lock is complete: nothing is to be resolved anew
IN_PLACE = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]


def install_with_uv(uv: Path, python: Path, pip: list[str | Path], lock: Path) -> bool:
    """Install lock and project by uv; False, having said why, where that fails."""
    env = uv_environment(read_pip_config(run_quietly([*pip, "config", "list"])[1]), dict(os.environ))
    install: list[str | Path] = [uv, "pip", "install", "--compile-bytecode", "--python", python]
    code, _ = run_showing([*install, *LOCKED, lock], env)
    if code == 0:
        code, _ = run_showing([*install, *IN_PLACE], env)
    if code:
        say("uv could not install them; trying pip, which takes longer")
    return code == 0


def install_with_pip(pip: list[str | Path], lock: Path) -> None:
    """The same by pip alone."""
    install: list[str | Path] = [*pip, "install", "--quiet", "--progress-bar=off", "--disable-pip-version-check"]
    code, output = run_showing([*install, *LOCKED, lock])
    if code == 0:
        code, output = run_showing([*install, *IN_PLACE])
    if code:
        raise Failure(explain(output, "could not install the requirements"))


# --- locking ----------------------------------------------------------------------------------------------------------


def lock_problem(text: str) -> str | None:
    """What must not stand in a lock: an address, a host, torch, a requirement without hashes."""
    place = re.search(r"(?m)\S*://\S*|^ *--(?!hash=)\S+|^\S+ @ \S+", text)
    heavy = re.search(r"(?mi)^(torch|nvidia-[\w-]+|triton)==", text)
    bare = re.search(r"(?m)^[A-Za-z0-9][^\n]*[^\\\n]$", text)
    if place:
        return f"names a place: {place.group().strip()}"
    if heavy:
        return f"pulls in {heavy.group(1)}"
    return f"has no hash for {bare.group()}" if bare else None


def make_locks(arguments: list[str]) -> int:
    """Make every lock anew; the first one's pins hold in all."""
    pip = find_pip(make_venv())
    uv = find_uv(pip)
    if uv is None:
        raise Failure("locking needs uv, and pip could not bring it into .venv")
    config = read_pip_config(run_quietly([*pip, "config", "list"])[1])
    # Further indexes and folders of files hold a few platforms' files; a lock needs the hashes of all.
    main_index = {name: value for name, value in config.items() if name not in ("extra_index_url", "find_links")}
    env = uv_environment(main_index, dict(os.environ))
    first = next(iter(SETS))
    sources = {name: ["pyproject.toml", "requirements/tools.in", *extras(name)] for name in SETS}
    for name, source in {**sources, "bootstrap": ["requirements/bootstrap.in"]}.items():
        follow = [] if name == first else ["--constraint", f"requirements/{first}.lock"]
        upgrade = ["--upgrade"] if {"-U", "--upgrade"} & set(arguments) else []
        compile_lock(uv, f"requirements/{name}.lock", [*source, *follow, *upgrade], env)
    return 0


def compile_lock(uv: Path, target: str, arguments: list[str], env: dict[str, str]) -> None:
    """One lock by `uv pip compile`, for every platform, and a look at what must not stand in it."""
    say(f"locking {target}")
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
    code, output = run_quietly([uv, "pip", "compile", *options, "--no-annotate", *arguments, "-o", target], env)
    if code:
        raise Failure(explain(output, f"could not lock {target}"))
    problem = lock_problem((ROOT / target).read_text(encoding="utf-8"))
    if problem:
        raise Failure(f"{target} {problem}; mend pyproject.toml and lock again")


def extras(name: str) -> list[str]:
    """The options that add a set's extras."""
    return [word for extra in SETS[name] for word in ("--extra", extra)]


# --- the commands -----------------------------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """Run `tapecheck demo` with the run-time set alone."""
    setup("runtime")
    return run_tool("tapecheck", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Run pytest with coverage; its lower bound holds for the whole suite, not for a part."""
    setup("dev")
    if not any(map(shutil.which, BROWSERS)):
        say("no browser here, so the tests of the pages in one are skipped; apt-get install chromium brings it")
    part = ["--cov-fail-under=0"] if arguments else []
    return run_tool("pytest", "--cov=tapecheck", "--cov-branch", *part, *arguments)


def lint(arguments: list[str]) -> int:
    """Run every check, also after one failed; `--fix` lets ruff mend what it can first."""
    setup("dev")
    if "--fix" in arguments:
        run_tool("ruff", "check", "--fix", "--quiet", ".")
        run_tool("ruff", "format", "--quiet", ".")
    checks = [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy", "--strict", "tapecheck", "dev.py", "bench/common.py"),
        ("lint-imports", "--no-logo"),
    ]
    failed = [" ".join(check) for check in checks if run_tool(*check)]
    say("failed: " + "; ".join(failed) if failed else "lint is clean")
    return int(bool(failed))


def bench(arguments: list[str]) -> int:
    """Run `python -m bench NAME`."""
    setup("dev")
    return run_tool("python", "-m", "bench", *arguments)


def docs(arguments: list[str]) -> int:
    """Write the generated parts of docs/ anew; `--check` only says whether they are current."""
    setup("dev")
    pages = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))
    return run_tool("cog", *(arguments or ["-r"]), *pages)


def set_up(arguments: list[str]) -> int:
    """Make the environment and nothing else."""
    name = arguments[0] if arguments else "dev"
    if name not in SETS:
        raise Failure(f"no set {name!r}; there are {', '.join(SETS)}")
    setup(name)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "bench": bench,
    "docs": docs,
    "setup": set_up,
    "lock": make_locks,
}


def main(argv: list[str]) -> int:
    """Dispatch; returns the exit code of what was run, 1 for a failure told in one line, 2 for an unknown word."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if argv else 2
    try:
        if argv[0] not in COMMANDS:
            say(f"no command {argv[0]!r}; there are {', '.join(COMMANDS)}")
            return 2
        return COMMANDS[argv[0]](argv[1:])
    except Failure as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
