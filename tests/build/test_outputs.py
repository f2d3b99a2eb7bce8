"""The table of outputs: what is at an address, and what is written."""

import logging
from functools import partial
from pathlib import Path

import pytest
from pelican.writers import FileOverwriteFailedError

from tests.conftest import write
from tests.small_site import tree
from vouch.build.outputs import Outputs
from vouch.sources.problem_log import captured_log


class Made:
    """Functions that make bytes, and how often each was called."""

    def __init__(self) -> None:
        self.times: dict[str, int] = {}

    def file(self, name: str):
        return lambda: self._count(name) or name.encode()

    def folder(self, name: str, *files: str):
        return lambda: self._count(name) or {each: f"{name}{each}".encode() for each in files}

    def _count(self, name: str) -> None:
        self.times[name] = self.times.get(name, 0) + 1


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def outputs(made, tmp_path) -> Outputs:
    table = Outputs(tmp_path)
    for name in ("a.html", "b/c.html"):
        table.add(name, made.file(name))
    table.add("cards/", made.folder("cards/", "a.png", "deep/b.png"))
    return table


def test_an_output_is_made_when_it_is_asked_for(outputs, made):
    assert made.times == {}
    assert outputs.make("a.html") == b"a.html"
    assert made.times == {"a.html": 1}


def test_the_files_of_a_folder_are_made_together_once(outputs, made):
    assert outputs.make("cards/a.png") == b"cards/a.png"
    assert outputs.make("cards/deep/b.png") == b"cards/deep/b.png"
    assert outputs.make("cards/none.png") is None
    assert made.times == {"cards/": 1}
    outputs.forget_folders()
    outputs.make("cards/a.png")
    assert made.times == {"cards/": 2}


@pytest.mark.parametrize("address", ["none.html", "b", "b/", "cards", "cards/", "", "a.html/"])
def test_other_addresses_have_no_output(outputs, address):
    assert outputs.make(address) is None


def test_all_outputs_are_written_once(outputs, tmp_path, made):
    outputs.write()
    assert tree(tmp_path) == {
        name: name.encode() for name in ("a.html", "b/c.html", "cards/a.png", "cards/deep/b.png")
    }
    assert set(made.times.values()) <= {1}  # what other processes have made is not counted here


def test_only_the_outputs_asked_for_are_written(outputs, tmp_path):
    outputs.write(["b/c.html", "none.html"])
    assert tree(tmp_path) == {"b/c.html": b"b/c.html"}


def test_a_second_output_at_an_address_is_refused(outputs, made):
    with pytest.raises(FileOverwriteFailedError, match=r"two outputs have the address /a\.html"):
        outputs.add("a.html", made.file("other"))


@pytest.mark.parametrize("overriding_first", [False, True])
def test_an_overriding_output_wins_in_either_order(made, overriding_first, tmp_path):
    table = Outputs(tmp_path)
    for override in (overriding_first, not overriding_first):
        table.add("a.html", made.file("overriding" if override else "other"), override=override)
    assert table.make("a.html") == b"overriding"
    with pytest.raises(FileOverwriteFailedError):
        table.add("a.html", made.file("third"), override=True)


def test_each_failed_output_is_reported(outputs):
    def fail(why: str) -> bytes:
        raise ZeroDivisionError(why)

    outputs.add("y.html", partial(fail, "in this one"))
    outputs.add("z.html", partial(fail, "and in that"))
    with pytest.raises(ExceptionGroup) as failed:
        outputs.write()
    assert sorted(map(str, failed.value.exceptions)) == ["and in that", "in this one"]


def test_a_listener_can_change_what_was_written(outputs, tmp_path):
    def shout(path: str) -> None:
        Path(path).write_text(Path(path).read_text().upper())

    outputs.add("z.html", lambda: b"quiet", when_written=shout)
    assert outputs.make("z.html") == b"QUIET"
    outputs.write()
    assert (tmp_path / "z.html").read_bytes() == b"QUIET"


def test_a_logged_problem_of_an_output_is_reported(outputs, log_alone):
    outputs.add("z.html", lambda: logging.getLogger("test").error("a problem") or b"")
    with captured_log() as records:
        outputs.write()
    assert {each.getMessage() for each in records} == {"a problem"}


MARKING = """
from pathlib import Path
from pelican import signals

def mark(path, context):
    written = Path(path).read_text("utf-8")
    Path(path).write_text(f"{written}<!-- {Path(path).relative_to(context['OUTPUT_PATH'])} -->", "utf-8")

def register():
    signals.content_written.connect(mark)
"""


def test_a_foreign_plugin_can_change_written_pages(build_site, tmp_path, monkeypatch):
    write(tmp_path, {"marking.py": MARKING})
    monkeypatch.syspath_prepend(str(tmp_path))
    article = "Title: A\nDate: 2024-01-02\n\n[A file]({attach}notes.txt)\n"
    files = {"articles/a.md": article, "articles/notes.txt": "Notes"}
    site = build_site(files, PLUGINS=["vouch", "marking"])
    page = (site / "a.html").read_text("utf-8")
    assert page.endswith("<!-- a.html -->")
    assert 'href="/notes.txt"' in page
    assert (site / "notes.txt").read_text() == "Notes"
