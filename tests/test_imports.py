"""Imports point one way, from the top of the house to its foundations: the contracts of pyproject.toml."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, write

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]


def lint(root: Path) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"}
    return subprocess.run(LINT, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_imports_keep_the_contracts():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_an_import_from_a_higher_room_breaks_them(tmp_path):
    shutil.copytree(ROOT / "vouch", tmp_path / "vouch", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    write(tmp_path, {"vouch/sources/upwards.py": "import vouch.pages.feeds\n"})
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "vouch.sources.upwards -> vouch.pages.feeds" in done.stdout
