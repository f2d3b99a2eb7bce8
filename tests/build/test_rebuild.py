"""Nothing is built where nothing has changed; whatever a site depends on counts as a change."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import write
from tests.small_site import FEW, FILES, fix_surroundings, small_site, tree
from vouch.build.freshness import RACY_NS
from vouch.build.run import BuildFailed, build, rebuild

pytestmark = pytest.mark.slow
CONF = "pelicanconf.py"
SAME = "nothing has changed"


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory, cut_fonts: Path) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("rebuild")
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, folder / "cache", cut_fonts)
        yield folder


@pytest.fixture(scope="module")
def whole(surroundings: Path) -> Path:
    root = surroundings / "whole"
    root.mkdir()
    small_site(root, {name: FILES[name] for name in FEW})
    age()
    rebuild(root, CONF, root / "output")
    return root


@pytest.fixture
def root(whole: Path) -> Path:
    """Built a while ago; what a test has done to it is undone."""
    if SAME not in rebuild(whole, CONF, whole / "output"):
        age()
        rebuild(whole, CONF, whole / "output")
    return whole


def age() -> None:
    """Until a file that was just saved is old enough to be trusted."""
    time.sleep(RACY_NS / 1e9 + 0.01)


def rebuilt(root: Path, **given: bool) -> str:
    age()
    return rebuild(root, CONF, root / "output", **given)


def test_an_unchanged_site_is_not_built(root, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    pages = len(list((root / "output").rglob("*.html")))
    assert rebuilt(root) == f"output/: {pages} pages, {SAME}\n2 articles"
    with pytest.raises((BuildFailed, FileNotFoundError)):
        rebuilt(root, full=True)


def test_damaged_output_is_rebuilt(root):
    before = tree(root / "output")
    (root / "output/tags.html").unlink()
    assert SAME not in rebuilt(root)
    assert tree(root / "output") == before
    assert SAME in rebuilt(root)


@pytest.mark.parametrize(
    "name", ["theme/css/site.css", "vouch/pages/age.py", "vouch/build/failures.py", FEW[0], CONF]
)
def test_a_touched_source_is_read_and_changes_nothing(root, name):
    before = tree(root / "output")
    (root / name).touch()
    assert SAME not in rebuilt(root)
    assert tree(root / "output") == before
    assert SAME in rebuilt(root)


def test_another_day_makes_an_article_old(root, monkeypatch):
    page = root / "output/something-else.html"
    assert "Written in 2019" in page.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")  # 1 January 2020
    assert SAME not in rebuilt(root)
    assert "Written in 2019" not in page.read_text("utf-8")
    assert SAME in rebuilt(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert SAME not in rebuilt(root)
    assert "Written in 2019" in page.read_text("utf-8")


def test_a_full_build_builds_an_unchanged_site(root):
    before = {file: file.stat().st_ino for file in (root / "output").rglob("*.html")}
    assert SAME not in rebuilt(root, full=True)
    assert all(file.stat().st_ino != inode for file, inode in before.items())
    assert SAME in rebuilt(root)


def test_a_failed_build_does_not_count_as_a_build(root):
    article, good = root / FEW[0], FILES[FEW[0]]
    write(root, {FEW[0]: good.replace("2019-09-09", "soon")})
    for _ in range(2):
        with pytest.raises(BuildFailed, match="'soon' is not a date"):
            rebuilt(root)
    article.write_text(good)
    assert SAME not in rebuilt(root)
    assert SAME in rebuilt(root)


def test_the_public_site_replaces_the_one_with_drafts(root):
    age()
    assert SAME not in rebuild(root, "publishconf.py", root / "output")
    assert SAME in rebuild(root, "publishconf.py", root / "output")
    made = build(root, "publishconf.py", root / "cold", full=True)
    assert "pages in" in made
    assert tree(root / "output") == tree(root / "cold")
    shutil.rmtree(root / "cold")
    assert SAME not in rebuilt(root)
