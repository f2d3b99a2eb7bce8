"""Plain `pelican`, as its users call it, is as strict as `./invoke build`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import OWNER, ROOT, write
from vouch.sources.problem_log import show_warning, take_problems

GOOD = "Title: Good\nDate: 2024-01-02\n\nText.\n"
BAD = "Title: Bad\nDate: soon\n\nText.\n"


def pelican(content: Path, output: Path, root: Path = OWNER) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).with_name("pelican"), content, "-o", output]
    command += ["-s", root / "pelicanconf.py", "-t", ROOT / "theme"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT if root == OWNER else root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


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


@pytest.mark.slow
def test_pelican_does_not_go_on_without_the_engine(project):
    write(project.root, {"vouch/pages/age.py": "old("})
    done = pelican(project.root / "content", project.root / "output", project.root)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "the engine cannot be imported: SyntaxError: '(' was never closed (age.py, line 1)" in done.stderr
    assert not (project.root / "output").exists()


@pytest.mark.parametrize("public", [True, False])
def test_a_good_build_prints_no_error(build_site, capfd, public):
    build_site({"articles/good.md": GOOD}, public=public)
    assert capfd.readouterr().err == ""


def test_a_warning_of_a_package_names_the_package_and_no_folder():
    take_problems()
    file = "/anywhere/site-packages/markdown/core.py"
    show_warning(UserWarning("no\nmore"), UserWarning, file, 3)
    what = "markdown/core.py:3 warns: UserWarning: no more"
    assert take_problems() == (f"requirements.txt:1: {what}; lock another version",)
