"""A build appears whole or not at all, and the same sources give the same bytes."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.conftest import OWNER, write
from tests.project import copy_code
from tests.small_site import tree
from vouch.build.run import BuildFailed, build


@pytest.mark.slow
def test_a_good_build_replaces_the_old_output(project):
    write(project.root / "output", {"gone.html": "of an article that was removed"})
    with appended(project.root / "pelicanconf.py", "print('words')\nprint('words', file=sys.stderr)\n"):
        report = build(project.root, "pelicanconf.py", project.root / "output")
    assert re.fullmatch(r"output/: \d+ pages in [\d.]+ s\n2 articles", report)
    assert (project.root / "output/resume.html").is_file()
    assert not (project.root / "output/gone.html").exists()


@pytest.mark.slow
def test_a_failed_build_leaves_the_old_output(project):
    output = project.root / "output"
    build(project.root, "pelicanconf.py", output)
    before = tree(output)
    write(project.root, {"content/articles/bad.md": "Title: Bad\nDate: 2024-01-02\nStatus: maybe\n\n"})
    with pytest.raises(BuildFailed) as failed:
        build(project.root, "pelicanconf.py", output)
    assert failed.value.problems == (
        "content/articles/bad.md:3: unknown status 'maybe'; write one of published, draft, hidden",
    )
    assert tree(output) == before
    assert sorted(each.name for each in project.root.glob(".output-*")) == []


# A file, what is written at its end, and what is reported then; `+1` is the first line so written.
REFUSED = {
    "another address": (
        "pelicanconf.py",
        'SITE_ADDRESS = "http://me.org"',
        "+1: SITE_ADDRESS is 'http://me.org'; write a public https address",
    ),
    "an end": ("pelicanconf.py", "sys.exit(0)", "+1: the settings end the build (0); leave that out"),
    "an end by force": (
        "pelicanconf.py",
        "os._exit(0)  # and says nothing",
        "1: the build ended early; check what the settings call",
    ),
    "a mistake in the engine": (
        "vouch/pages/age.py",
        "old(",
        "+1: SyntaxError: '(' was never closed; correct this line",
    ),
    "a bug in the engine": (
        "vouch/build/failures.py",
        "old(",
        "+1: SyntaxError: '(' was never closed; correct",
    ),
    "no such package": (
        "vouch/pages/age.py",
        "import nothing",
        "+1: ModuleNotFoundError: No module named 'nothing'",
    ),
    "a warning": (
        "vouch/pages/age.py",
        "import warnings\nwarnings.warn('old')",
        "+2: UserWarning: old; correct",
    ),
    "a name that is not there": (
        "theme/templates/index.html",
        "{% block script %}\n{{ authr }}{% endblock %}",
        "+2: 'authr' is undefined; correct the template",
    ),
}


@pytest.mark.slow
def test_each_cause_of_a_failed_build_is_reported_in_one_line(project):
    output = write(project.root / "output", {"index.html": "of yesterday", "a/b": b"\0"})
    before = tree(output)
    for name, text, line in REFUSED.values():
        with appended(project.root / name, text) as length, pytest.raises(BuildFailed) as failed:
            build(project.root, "pelicanconf.py", output)
        wanted = f"{name}:{re.sub(r'^[+](.)', lambda more: str(length + int(more[1])), line)}"
        assert [each[: len(wanted)] for each in failed.value.problems] == [wanted]
        assert tree(output) == before
    assert not [*project.root.glob(".output-*")]


@contextmanager
def appended(file, text):
    """The file with more lines, for a while; yields how many it had."""
    before = file.read_text("utf-8")
    file.write_text(before + text, "utf-8")
    try:
        yield before.count("\n")
    finally:
        file.write_text(before, "utf-8")


@pytest.mark.slow
def test_pipes_and_broken_links_are_reported(project):
    os.mkfifo(project.root / "content/articles/pipe.md")
    (project.root / "content/articles/lost.md").symlink_to("nowhere.md")
    with pytest.raises(BuildFailed) as failed:
        build(project.root, "pelicanconf.py", project.root / "output")
    assert failed.value.problems == (
        "content/articles/lost.md:1: this link is broken; remove it",
        "content/articles/pipe.md:1: this is not a regular file; remove it",
    )


def test_a_file_in_place_of_the_output_is_not_replaced(project):
    write(project.root, {"output": "precious"})
    with pytest.raises(BuildFailed, match="output: this is not a folder"):
        build(project.root, "pelicanconf.py", project.root / "output")
    assert (project.root / "output").read_text() == "precious"


AS_ANYONE = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


@pytest.mark.slow
def test_unreadable_files_and_folders_are_reported(project):
    """The superuser may read all there is, unless it leaves that right behind."""
    closed, reported = project.root / "content/articles", []
    (closed / "latency.md").chmod(0)
    for mode in (0o700, 0):
        closed.chmod(mode)
        command = [*AS_ANYONE, sys.executable, "-m", "vouch.build.pelican_process"]
        command += ["pelicanconf.py", '{"OUTPUT_PATH": "output"}', "null", "leave"]
        done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
        reported.append(done.stdout.splitlines()[:1])
        assert (done.returncode, done.stderr) == (1, "")
    closed.chmod(0o700)
    what = "1: this cannot be read (permission denied); make it readable, or remove it"
    assert reported == [[f"content/articles/latency.md:{what}"], [f"content/articles:{what}"]]


@pytest.mark.slow
def test_all_problems_are_reported_at_once(project):
    write(
        project.root / "content/articles",
        {"a.md": "Date: 2024-01-02\n\nText.\n", "b.rst": "T\n=\n\n:date: 2024-01-02\n\n`a link`_\n"},
    )
    with pytest.raises(BuildFailed) as failed:
        build(project.root, "pelicanconf.py", project.root / "output")
    assert failed.value.problems == (
        "content/articles/a.md:1: there is no title; begin with `Title: …`",
        'content/articles/b.rst:6: Unknown target name: "a link"; define the target: `.. _name: https://…`',
    )


@pytest.mark.slow
def test_a_build_gives_the_same_bytes_in_any_folder_time_zone_and_hash_seed(tmp_path):
    built = []
    for seed, zone, name in (("1", "Asia/Kolkata", "one"), ("2", "America/Toronto", "a longer name")):
        copy_code(tmp_path / name)
        shutil.copytree(OWNER / "content", tmp_path / name / "content", dirs_exist_ok=True)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py"]
        subprocess.run(command, cwd=tmp_path / name, env=environment, check=True, stdout=subprocess.DEVNULL)
        built.append(tree(tmp_path / name / "output"))
    assert built[0] == built[1]
