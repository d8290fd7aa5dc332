"""Sets Brownbag up in a folder of its own (`.venv`) and starts it. Standard library only.

    python3 run.py            sets up, then opens the window
    python3 run.py setup      sets up and stops
    python3 run.py demo       walks a whole session by itself
    python3 run.py test       every check and every test
    python3 run.py bench      the benchmarks
    python3 run.py faults     the long fault runs
    python3 run.py import F   any other words are handed to main.py

Works on Linux, macOS and Windows with Python 3.11 or newer. A second call starts at once: what was
set up carries the digest of `requirements.txt`, and no registry is asked while that is unchanged.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements.txt"
MARK = HOME / "brownbag-setup.txt"

QT_LIBRARIES = {  # what PySide6 loads at run time on Linux, and the Debian package that carries it
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {  # and those of a window on a real screen
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xkb": "libxcb-xkb1",
}
OURS = ("app", "models", "resources", "ui")
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", ("-m", "ruff", "check", "--no-cache", ".")),
    ("format", ("-m", "ruff", "format", "--no-cache", "--check", ".")),
    ("types", ("-m", "mypy")),
    ("layers", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
)


def main(words: list[str]) -> int:
    """Set up, then do what the words say. The exit code is that of what was started."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words where Python is older
        print("Brownbag needs Python 3.11 or newer.")
        return 2
    if not set_up():
        return 2
    match words:
        case ["setup"]:
            print("Brownbag is set up. Start it with: python3 run.py")
            return 0
        case ["test", *more]:
            return test(more)
        case ["bench", *more]:
            return start("-m", "tests.benchmarks.bench", *more, env=without_screen())
        case ["faults", *more]:
            return start("-m", "tests.faults.faults", *more, env=without_screen())
        case _:
            return start(str(ROOT / "main.py"), *words, where=Path.cwd())


def set_up() -> bool:
    """Make the environment where it is missing or out of date. False where a person must help."""
    if not libraries_are_there():
        return False
    wanted = state_wanted()
    if PYTHON.exists() and MARK.exists() and MARK.read_text(encoding="utf-8") == wanted:
        return True
    print("Setting up Brownbag. This happens once and takes a minute or two.", flush=True)
    venv.EnvBuilder(with_pip=True, clear=HOME.exists()).create(HOME)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    pinned = ("--require-hashes", "--no-deps", "--requirement", str(REQUIREMENTS))
    if start(*pip, *pinned):
        print("The libraries could not be installed. Check the network, then run this again.")
        return False
    start("-m", "compileall", "-q", "-j", "0", *(str(ROOT / name) for name in OURS))
    MARK.write_text(wanted, encoding="utf-8")
    return True


def state_wanted() -> str:
    """What the set-up is for: these pins, and this Python."""
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest() + " " + sys.version


def libraries_are_there() -> bool:
    """Qt's system libraries on Linux: installed where we may, else the one command that does."""
    if not sys.platform.startswith("linux"):
        return True
    may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
    wanted = QT_LIBRARIES | (SCREEN_LIBRARIES if may_install or "DISPLAY" in os.environ else {})
    missing = lacking(wanted)
    if not missing:
        return True
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if may_install:
        print("Installing what is needed of the system: " + " ".join(missing), flush=True)
        quietly(["apt-get", "update"])
        quietly(command)
        missing = lacking(wanted)
    if missing:
        print("Something of the system is missing. Please run this, then start again:")
        print("  sudo apt-get install -y " + " ".join(missing))
    return not missing


def quietly(command: list[str]) -> None:
    asks_nothing = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=asks_nothing, stdout=subprocess.DEVNULL, check=False)


def lacking(libraries: dict[str, str]) -> list[str]:
    """The Debian packages that carry what is not there. Debian's Python comes without `venv`."""
    packages = [p for name, p in libraries.items() if ctypes.util.find_library(name) is None]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    importlib.invalidate_caches()
    return packages


def test(more: list[str]) -> int:
    """Every check, then every test, on as many processes as there are cores."""
    if not more:
        for name, words in CHECKS:
            print(f"== {name}", flush=True)
            if code := start(*words):
                return code
        print("== tests", flush=True)
    workers = str(min(os.cpu_count() or 1, 4))
    spread = [] if more else ["-n", workers, "--dist", "worksteal"]
    return start("-m", "pytest", *spread, *more, env=without_screen())


def without_screen() -> dict[str, str]:
    """For runs of many processes: what one has compiled, the others need not."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


def start(*words: str, env: dict[str, str] | None = None, where: Path | None = None) -> int:
    """Run our own Python with these words: `where` a person stands, or in the project's folder."""
    command = [str(PYTHON), *words]
    return subprocess.run(command, cwd=where or ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
