"""A build is spared when nothing has changed, and for no other reason."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vouch.build import freshness

pytestmark = pytest.mark.slow  # files must grow old enough to be trusted
INPUTS = {
    "content/articles/a.md": "Title: A\n",
    "content/images/a.png": "picture",
    "theme/templates/base.html": "<html>",
    "vouch/pages/age.py": "age = 1",
    "vouch/build/run.py": "build = 1",
    "pelicanconf.py": "SITENAME = 'a'",
    "requirements.txt": "pelican",
    ".venv/requirements.txt": "pelican",
    "output/index.html": "<html>",
    "output/a/b.html": "<html>",
}


@pytest.fixture
def site(tmp_path):
    """The files of a site that was built a moment ago."""
    for name, text in INPUTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    remember(tmp_path)
    return tmp_path


def remember(root):
    time.sleep(0.06)  # longer than a file is too young to be trusted
    freshness.remember(root / "output", "pelicanconf.py", freshness.snapshot(root), "output/: 2 pages")


def line(root, settings="pelicanconf.py"):
    return freshness.is_fresh(root, root / "output", settings)


def edit_in_disguise(file):
    """Another text of the same size, with the old time of change set back."""
    before = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_another_in_its_place(file):
    other = file.with_name("other")
    other.write_text("another text")
    other.replace(file)


def test_where_nothing_changed_the_line_of_the_build_is_told(site):
    assert line(site) == "output/: 2 pages"


def test_what_python_keeps_for_itself_is_no_change(site):
    (site / "vouch/__pycache__").mkdir()
    (site / "vouch/__pycache__/age.cpython-311.pyc").write_bytes(b"code")
    assert line(site)


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("change", [edit_in_disguise, put_another_in_its_place, Path.touch, Path.unlink])
def test_a_changed_file_is_seen(site, name, change):
    change(site / name)
    assert line(site) is None


@pytest.mark.parametrize("folder", ["content", "theme/static", "vouch/new", "vouch", "output/a"])
def test_an_added_file_is_seen(site, folder):
    (site / folder).mkdir(exist_ok=True)
    (site / folder / "new").touch()
    assert line(site) is None


@pytest.mark.parametrize("name", ["content/articles/a.md", "content/articles", "output/a", "theme"])
def test_another_name_is_seen(site, name):
    (site / name).rename(site / f"{name}-2")
    assert line(site) is None


def test_an_empty_folder_that_comes_is_seen(site):
    (site / "content/new").mkdir()
    assert line(site) is None


def test_a_setting_file_that_comes_is_seen(site):
    (site / "publishconf.py").touch()
    assert line(site) is None


def test_a_change_behind_a_link_is_seen(site, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "file").write_text("text")
    (elsewhere / "folder").mkdir()
    (elsewhere / "folder/file").write_text("text")
    (site / "content/file").symlink_to(elsewhere / "file")
    (site / "content/folder").symlink_to(elsewhere / "folder")
    (site / "content/circle").symlink_to(site / "content")
    (site / "content/nowhere").symlink_to("nowhere")
    (site / "content/nothing").symlink_to("not there")
    for name in ("file", "folder/file"):
        remember(site)
        assert line(site)
        edit_in_disguise(elsewhere / name)
        assert line(site) is None


def test_a_build_of_other_settings_is_another_one(site):
    assert line(site, "publishconf.py") is None


@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_is_seen(site, monkeypatch, days):
    today = time.gmtime
    monkeypatch.setattr(time, "gmtime", lambda: today(time.time() + days * 86400))
    assert line(site) is None


def test_another_date_of_the_sources_is_seen(site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert line(site) is None


def test_another_python_is_seen(site, monkeypatch):
    monkeypatch.setattr(sys, "version", "4.0")
    assert line(site) is None


@pytest.mark.parametrize(
    "damage", [b"", b"half", lambda data: data[:-3], lambda data: data[:50] + b"?" + data[51:]]
)
def test_a_damaged_state_tells_nothing(site, damage):
    state = site / ".output.built"
    state.write_bytes(damage(state.read_bytes()) if callable(damage) else damage)
    assert line(site) is None
    state.unlink()
    assert line(site) is None


def test_a_file_that_was_saved_just_before_the_build_is_not_trusted(site):
    (site / "content/articles/a.md").write_text("Title: B\n")
    inputs = freshness.snapshot(site)
    freshness.remember(site / "output", "pelicanconf.py", inputs, "output/: 2 pages")
    assert line(site) is None
    remember(site)
    assert line(site)


def test_a_file_that_was_saved_during_the_build_is_seen(site):
    inputs = freshness.snapshot(site)
    (site / "content/articles/a.md").write_text("Title: B\n")
    freshness.remember(site / "output", "pelicanconf.py", inputs, "output/: 2 pages")
    assert line(site) is None


def test_where_nothing_can_be_kept_nothing_is_fresh(site):
    (site / ".output.built").unlink()
    (site / ".output.built").mkdir()
    remember(site)
    assert line(site) is None


def test_it_runs_without_any_packages(site):
    load = "import sys; sys.path.insert(0, sys.argv[2]); from vouch.build.freshness import main; sys.exit(main())"
    command = [sys.executable, "-I", "-S", "-c", load, site, ROOT]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "output/: 2 pages, nothing has changed\n")
    (site / "theme/templates/base.html").unlink()
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout, told.stderr) == (1, "", "")
