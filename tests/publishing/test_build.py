"""A build appears whole or not at all, and the same commit gives the same bytes."""

import os
import shutil
import subprocess
import sys

import pytest

from publishing.build import BuildFailed, build
from tests.conftest import ROOT, write
from tests.project import copy_code


def snapshot(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_good_build_replaces_the_old_one(project):
    write(project.root / "output", {"gone.html": "of an article that was removed"})
    assert build(project.root, "pelicanconf.py", project.root / "output").startswith("output/: ")
    assert (project.root / "output/resume.html").is_file()
    assert not (project.root / "output/gone.html").exists()


def test_a_bad_build_leaves_the_old_one_as_it_was(project):
    output = project.root / "output"
    build(project.root, "pelicanconf.py", output)
    before = snapshot(output)
    write(project.root, {"content/articles/bad.md": "Title: Bad\nDate: 2024-01-02\nStatus: maybe\n\n"})
    with pytest.raises(BuildFailed) as failed:
        build(project.root, "pelicanconf.py", output)
    assert failed.value.problems == (
        "content/articles/bad.md:3: unknown status 'maybe'; write one of published, draft, hidden, skip",
    )
    assert snapshot(output) == before
    assert sorted(each.name for each in project.root.glob(".output-*")) == []


@pytest.mark.slow
def test_settings_that_end_the_build_leave_the_old_one_as_it_was(project):
    write(project.root / "output", {"index.html": "of yesterday"})
    with (project.root / "pelicanconf.py").open("a") as settings:
        settings.write("import sys; sys.exit(0)\n")
    with pytest.raises(BuildFailed, match="the settings end the build"):
        build(project.root, "pelicanconf.py", project.root / "output")
    assert snapshot(project.root / "output") == {"index.html": b"of yesterday"}


@pytest.mark.slow
def test_what_cannot_be_read_to_its_end_is_named(project):
    os.mkfifo(project.root / "content/articles/pipe.md")
    (project.root / "content/articles/lost.md").symlink_to("nowhere.md")
    with pytest.raises(BuildFailed) as failed:
        build(project.root, "pelicanconf.py", project.root / "output")
    assert sorted(failed.value.problems) == [
        f"content/articles/{name}.md:1: this is no file that can be read; remove it"
        for name in ("lost", "pipe")
    ]


def test_what_is_no_folder_is_not_replaced(project):
    write(project.root, {"output": "precious"})
    with pytest.raises(BuildFailed, match="output: this is no folder"):
        build(project.root, "pelicanconf.py", project.root / "output")
    assert (project.root / "output").read_text() == "precious"


@pytest.mark.slow
def test_all_problems_are_told_at_once(project):
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
def test_a_mistake_in_the_settings_is_named_without_a_traceback(project):
    with (project.root / "pelicanconf.py").open("a") as settings:
        settings.write("PLUGINS = [1 / 0]\n")
    with pytest.raises(BuildFailed) as failed:
        build(project.root, "pelicanconf.py", project.root / "output")
    line = (project.root / "pelicanconf.py").read_text().count("\n")
    assert failed.value.problems == (
        f"pelicanconf.py:{line}: ZeroDivisionError: division by zero; correct this line",
    )


@pytest.mark.slow
def test_a_plugin_that_does_not_load_stops_the_build(project):
    with (project.root / "pelicanconf.py").open("a") as settings:
        settings.write('PLUGINS.append("plugins.no_such_plugin")\n')
    with pytest.raises(BuildFailed, match="no_such_plugin"):
        build(project.root, "pelicanconf.py", project.root / "output")


@pytest.mark.slow
def test_a_mistake_in_a_template_is_named(project):
    write(project.root / "theme/templates", {"tags.html": "{% extends 'base.html' %}\n{% block %}\n"})
    with pytest.raises(
        BuildFailed, match=r"^theme/templates/tags\.html:2: expected token .*; correct the template$"
    ):
        build(project.root, "pelicanconf.py", project.root / "output")


@pytest.mark.slow
def test_the_same_bytes_in_any_folder_time_zone_and_hash_seed(tmp_path):
    built = []
    for seed, zone, name in (("1", "Asia/Kolkata", "one"), ("2", "America/Toronto", "a longer name")):
        copy_code(tmp_path / name)
        shutil.copytree(ROOT / "content", tmp_path / name / "content", dirs_exist_ok=True)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py"]
        subprocess.run(command, cwd=tmp_path / name, env=environment, check=True, stdout=subprocess.DEVNULL)
        built.append(snapshot(tmp_path / name / "output"))
    assert built[0] == built[1]
