"""Installs what the tests need into .venv and tests/node_modules, when the locks have changed."""

import shutil
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PYTHON_LOCK = TESTS / "requirements.txt"
NPM_LOCK = TESTS / "package-lock.json"
NODE_MODULES = TESTS / "node_modules"


class NotInstalled(Exception):
    """A tool that the tests need cannot be installed. The message says what to do."""


def install(browser_tools: bool) -> None:
    """Bring the environment up to date with the locks. Raises NotInstalled."""
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    _once(PYTHON_LOCK, Path(sys.prefix), [sys.executable, *pip, "--requirement", PYTHON_LOCK])
    if browser_tools and shutil.which("npm"):
        # Without the packages' own scripts: that of the HTML checker downloads a Java that no lock has.
        npm = ["npm", "ci", "--silent", "--ignore-scripts", "--prefix", TESTS]
        _once(NPM_LOCK, NODE_MODULES, npm)


def _once(lock: Path, folder: Path, command: list) -> None:
    installed = folder / f"installed-{lock.name}"
    if installed.is_file() and installed.read_bytes() == lock.read_bytes():
        return
    print(f"installing {lock.relative_to(TESTS.parent)} …", file=sys.stderr, flush=True)
    if subprocess.run(command, check=False, cwd=TESTS).returncode:
        raise NotInstalled(f"{lock.relative_to(TESTS.parent)} could not be installed; see above")
    shutil.copyfile(lock, installed)
