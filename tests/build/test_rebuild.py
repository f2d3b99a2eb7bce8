"""Where nothing has changed nothing is done; whatever a site depends on counts as a change."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import write
from tests.small_site import FILES, fix_surroundings, small_site, tree
from vouch.build.run import BuildFailed, build, rebuild

pytestmark = pytest.mark.slow
CONF = "pelicanconf.py"
FEW = ("content/articles/lonely.md", "content/articles/layout.rst", "content/code/layout/main.go")
SAME = "nothing has changed"


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("rebuild")
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, folder / "cache")
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
    time.sleep(0.05)  # longer than a file is too young to be trusted


def rebuilt(root: Path, **given: bool) -> str:
    age()
    return rebuild(root, CONF, root / "output", **given)


def test_where_nothing_has_changed_pelican_is_not_started(root, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert rebuilt(root) == f"output/: {len(list((root / 'output').rglob('*.html')))} pages, {SAME}"
    with pytest.raises((BuildFailed, FileNotFoundError)):
        rebuilt(root, full=True)


def test_a_file_that_is_gone_from_the_output_comes_back(root):
    before = tree(root / "output")
    (root / "output/tags.html").unlink()
    assert SAME not in rebuilt(root)
    assert tree(root / "output") == before
    assert SAME in rebuilt(root)


@pytest.mark.parametrize(
    "name", ["theme/css/site.css", "vouch/pages/age.py", "vouch/build/failures.py", FEW[0], CONF]
)
def test_a_touched_source_is_looked_at_and_changes_nothing(root, name):
    before = tree(root / "output")
    (root / name).touch()
    assert SAME not in rebuilt(root)
    assert tree(root / "output") == before
    assert SAME in rebuilt(root)


def test_on_another_day_an_article_may_be_old(root, monkeypatch):
    page = root / "output/something-else.html"
    assert "Written in 2019" in page.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")  # 1 January 2020
    assert SAME not in rebuilt(root)
    assert "Written in 2019" not in page.read_text("utf-8")
    assert SAME in rebuilt(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert SAME not in rebuilt(root)
    assert "Written in 2019" in page.read_text("utf-8")


def test_a_full_build_is_done_though_nothing_has_changed(root):
    before = {file: file.stat().st_ino for file in (root / "output").rglob("*.html")}
    assert SAME not in rebuilt(root, full=True)
    assert all(file.stat().st_ino != inode for file, inode in before.items())
    assert SAME in rebuilt(root)


def test_a_build_that_fails_is_not_taken_for_one(root):
    article, good = root / FEW[0], FILES[FEW[0]]
    write(root, {FEW[0]: good.replace("2019-09-09", "soon")})
    for _ in range(2):
        with pytest.raises(BuildFailed, match="'soon' is not a date"):
            rebuilt(root)
    article.write_text(good)
    assert SAME not in rebuilt(root)
    assert SAME in rebuilt(root)


def test_the_public_site_in_the_same_place_is_another_one(root):
    age()
    assert SAME not in rebuild(root, "publishconf.py", root / "output")
    assert SAME in rebuild(root, "publishconf.py", root / "output")
    made = build(root, "publishconf.py", root / "cold", full=True)
    assert "pages in" in made
    assert tree(root / "output") == tree(root / "cold")
    shutil.rmtree(root / "cold")
    assert SAME not in rebuilt(root)
