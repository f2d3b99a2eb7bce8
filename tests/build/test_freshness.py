"""Nothing is built where nothing has changed; any change of what a site is built from is noticed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import ROOT, write
from vouch.build import freshness

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
REPORT = "output/: 2 pages, nothing has changed\n1 article"
Change = Callable[[Path], object]  # of the project in a folder


def wait() -> None:
    """Until a file that was just saved is old enough to be trusted."""
    time.sleep(freshness.RACY_NS / 1e9 + 0.01)


def remember(root: Path, inputs: freshness.Snapshot | None = None) -> None:
    inputs = inputs or freshness.snapshot(root)
    freshness.remember(root / "output", "pelicanconf.py", inputs, REPORT)


def fresh(root: Path, settings: str = "pelicanconf.py") -> str | None:
    return freshness.is_fresh(root, root / "output", settings)


def built(folder: Path, *names: str) -> dict[str, Path]:
    """Projects of the same files, by their names, each of which was built a moment ago."""
    roots = {name: write(folder / str(number), INPUTS) for number, name in enumerate(names)}
    wait()
    for each in roots.values():
        remember(each)
    return roots


def not_noticed(folder: Path, changes: dict[str, Change]) -> list[str]:
    """The names of those changes after which a project counts as built."""
    roots = built(folder, *changes)
    assert all(map(fresh, roots.values()))
    for name, change in changes.items():
        change(roots[name])
    return [name for name, root in roots.items() if fresh(root)]


@pytest.fixture
def site(tmp_path):
    return built(tmp_path, "site")["site"]


def edit_in_disguise(file: Path) -> None:
    """Another text of the same size, with the old time of change set back."""
    before = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(file: Path) -> None:
    other = file.with_name("other")
    other.write_text("another text")
    other.replace(file)


def rename(path: Path) -> None:
    path.rename(f"{path}-2")


def add_file(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "new").touch()


def test_an_unchanged_site_has_the_report_of_its_build(site):
    assert fresh(site) == REPORT


def test_caches_of_python_are_no_change(site):
    write(site, {"vouch/__pycache__/age.cpython-311.pyc": "code"})
    assert fresh(site)


@pytest.mark.parametrize("change", [edit_in_disguise, replace, Path.touch, Path.unlink])
def test_a_changed_file_is_noticed(tmp_path, change):
    changes = {name: lambda root, name=name: change(root / name) for name in INPUTS}
    assert not_noticed(tmp_path, changes) == []


ADDED = ("content", "theme/static", "vouch/new", "vouch", "output/a")
RENAMED = ("content/articles/a.md", "content/articles", "output/a", "theme")


def test_added_and_renamed_files_and_folders_are_noticed(tmp_path):
    changes = {
        **{f"added: {name}": lambda root, name=name: add_file(root / name) for name in ADDED},
        **{f"renamed: {name}": lambda root, name=name: rename(root / name) for name in RENAMED},
        "an empty folder": lambda root: (root / "content/new").mkdir(),
        "a new settings file": lambda root: (root / "publishconf.py").touch(),
    }
    assert not_noticed(tmp_path, changes) == []


def test_a_change_behind_a_link_is_noticed(site, tmp_path):
    elsewhere = write(tmp_path / "elsewhere", {"file": "text", "folder/file": "text"})
    links = {"file": elsewhere / "file", "folder": elsewhere / "folder", "circle": site / "content"}
    for name, target in {**links, "nowhere": "nowhere", "nothing": "not there"}.items():
        (site / "content" / name).symlink_to(target)
    for name in ("file", "folder/file"):
        wait()
        remember(site)
        assert fresh(site)
        edit_in_disguise(elsewhere / name)
        assert fresh(site) is None


def test_another_day_in_the_time_zone_of_the_site_is_noticed(site):
    for zone in ("Pacific/Kiritimati", "Pacific/Midway"):  # 25 hours apart
        write(site, {"pelicanconf.py": f"TIMEZONE = '{zone}'  # ours\n"})
        day = datetime.now(ZoneInfo(zone)).date().isoformat()
        assert freshness.snapshot(site)["//day"] == day


def test_another_day_date_or_python_and_other_settings_are_noticed(site, monkeypatch):
    today = time.gmtime
    assert fresh(site, "publishconf.py") is None
    for days in (-1, 1):
        with monkeypatch.context() as patch:
            patch.setattr(time, "gmtime", lambda days=days: today(time.time() + days * 86400))
            assert fresh(site) is None
    with monkeypatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1")
        assert fresh(site) is None
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "4.0")
        assert fresh(site) is None
    assert fresh(site)


@pytest.mark.parametrize(
    "damage",
    [b"", b"half", lambda data: data[:-3], lambda data: data[:50] + b"?" + data[51:]],
    ids=["empty", "other bytes", "cut off", "one byte"],
)
def test_a_damaged_record_is_not_trusted(site, damage):
    record = site / ".output.built"
    record.write_bytes(damage(record.read_bytes()) if callable(damage) else damage)
    assert fresh(site) is None
    record.unlink()
    assert fresh(site) is None


def test_a_file_that_was_saved_just_before_the_build_is_not_trusted(site):
    write(site, {"content/articles/a.md": "Title: B\n"})
    remember(site)
    assert fresh(site) is None
    wait()
    remember(site)
    assert fresh(site)


def test_a_file_that_was_saved_during_the_build_is_noticed(site):
    inputs = freshness.snapshot(site)
    write(site, {"content/articles/a.md": "Title: B\n"})
    remember(site, inputs)
    assert fresh(site) is None


def test_where_no_record_can_be_kept_nothing_is_fresh(site):
    (site / ".output.built").unlink()
    (site / ".output.built").mkdir()
    wait()
    remember(site)
    assert fresh(site) is None


LOAD = "import sys; sys.path.insert(0, sys.argv[2]); from vouch.build.freshness import main"
WITHOUT_PACKAGES = [sys.executable, "-I", "-S", "-c", f"{LOAD}; sys.exit(main())"]


def test_it_runs_without_any_packages(site):
    command = [*WITHOUT_PACKAGES, site, ROOT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{REPORT}\n")
    (site / "theme/templates/base.html").unlink()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_it_ends_quietly_if_nobody_reads_the_report(site):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*WITHOUT_PACKAGES, site, ROOT], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
