"""Plain `pelican`, as its users call it, is as strict as `./invoke build`."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, write
from vouch.sources.problem_log import say_where, take_problems

GOOD = "Title: Good\nDate: 2024-01-02\n\nText.\n"
BAD = "Title: Bad\nDate: soon\n\nText.\n"


def pelican(content: Path, output: Path) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).with_name("pelican"), content, "-s", "pelicanconf.py", "-o", output]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_good_site_is_built(tmp_path):
    content = write(tmp_path / "content", {"articles/good.md": GOOD})
    done = pelican(content, tmp_path / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output/good.html").is_file()


@pytest.mark.slow
def test_a_bad_article_stops_pelican_before_it_writes(tmp_path):
    content = write(tmp_path / "content", {"articles/good.md": GOOD, "articles/bad.md": BAD})
    done = pelican(content, tmp_path / "output")
    assert done.returncode != 0
    assert "date: 'soon' is not a date" in " ".join((done.stdout + done.stderr).split())
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("name", ["public", "desk"])
def test_a_good_build_says_nothing_it_should_not(build_site, capfd, name):
    build_site({"articles/good.md": GOOD}, public=name == "public")
    assert capfd.readouterr().err == ""


def test_a_warning_of_a_package_names_the_package_and_no_folder_of_this_machine():
    take_problems()
    file = "/anywhere/site-packages/markdown/core.py"
    say_where(UserWarning("no\nmore"), UserWarning, file, 3)
    what = "markdown/core.py:3 warns: UserWarning: no more"
    assert take_problems() == (f"requirements.txt:1: {what}; lock another version",)
