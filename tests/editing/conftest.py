"""A project whose sources are edited."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import CACHE, OWNER, ROOT, disconnect_stages

SETTINGS = f"""
RESUME = None
CACHE_PATH = {str(CACHE)!r}
CARDS = SEARCH = False
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With the settings of the invented owner, and no articles."""
    disconnect_stages()
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    (tmp_path / "content/articles").mkdir(parents=True)
    shutil.copy(OWNER / "pelicanconf.py", tmp_path)
    with (tmp_path / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798286400")  # 26 December 2026
    return tmp_path
