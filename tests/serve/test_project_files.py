"""Which files of the project are sources, and which of them changed."""

import os

import pytest

from tests.conftest import write
from vouch.serve.project_files import Sources
from vouch.sources.near_articles import OF_EDITORS


@pytest.fixture
def sources(tmp_path):
    names = ("content/a.md", "content/old/b.md", "theme/site.css", "pelicanconf.py")
    return Sources(write(tmp_path, dict.fromkeys(names, "1")))


def test_a_changed_added_or_removed_file_is_reported_once(sources):
    changed, gone = sources.root / "content/a.md", sources.root / "theme/site.css"
    write(sources.root, {"content/a.md": "new", "content/new/c.md": "1", "output/a.html": "1"})
    gone.unlink()
    assert sources.scan() == {changed, gone, sources.root / "content/new/c.md"}
    assert sources.scan() == set()


def test_a_reported_folder_stands_for_its_files(sources):
    old, new = sources.root / "content/old", sources.root / "content/new"
    old.rename(new)
    assert sources.changed_at(map(str, (old, new))) == {old / "b.md", new / "b.md"}


def test_a_reported_file_counts_as_changed_though_its_stamp_is_the_same(sources):
    article = sources.root / "content/a.md"
    assert sources.changed_at([str(article)]) == {article}


def test_a_replaced_settings_file_is_noticed(sources):
    assert sources.scan_settings() == set()
    write(sources.root, {"new.py": "2"})
    (sources.root / "new.py").rename(sources.root / "pelicanconf.py")
    assert sources.scan_settings() == {sources.root / "pelicanconf.py"}


@pytest.mark.parametrize("name", [*(each.replace("*", "a.md") for each in OF_EDITORS), "__pycache__/a.pyc"])
def test_files_of_editors_and_python_are_not_sources(sources, name):
    write(sources.root, {f"content/{name}": "1"})
    assert sources.changed_at([str(sources.root / "content" / name)]) == sources.scan() == set()


def test_the_lock_file_of_emacs_is_not_a_source(sources):
    (sources.root / "content/.#a.md").symlink_to("somebody@host.1234")
    assert sources.scan() == set()


def test_a_link_is_a_source_wherever_it_leads(sources):
    content = sources.root / "content"
    (content / "nowhere.md").symlink_to("gone.md")
    (content / "up").symlink_to(content)
    assert sources.scan() == {content / "nowhere.md", content / "up"}


def test_a_file_whose_name_is_not_utf_8_is_a_source(sources):
    with open(os.fsencode(sources.root / "content") + b"/\xff.md", "w"):  # noqa: PTH123 (a path of bytes)
        pass
    assert len(sources.scan()) == 1
