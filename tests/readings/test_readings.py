"""A kept reading is used again only where a reader would make the same: each input of it changes the page."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pelican.settings import read_settings

from pelicanconf import MARKDOWN
from plugins import readings
from plugins.readings import surroundings
from plugins.readings.surroundings import SETTINGS, digest_of
from plugins.strict import BrokenSite
from tests.conftest import ROOT, WITHOUT_SEARCH, run_pelican, write

pytestmark = pytest.mark.slow
PLUGINS = [each for each in WITHOUT_SEARCH if each != "plugins.cards"]
FILES = {
    "articles/a.md": (
        'Title: A\nDate: 2020-01-02\n\nIt is "here".\n\n```go\n--8<-- "a/a.go"\n```\n\n## Part\n'
    ),
    "articles/b.rst": "B\n#\n\n:date: 2020-01-02\n\nText.\n\n.. literalinclude:: b/b.go\n",
    "code/a/a.go": "package first\n",
    "code/b/b.go": "package other\n",
}
Pages = Callable[..., str]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Writes files, builds with what was kept before, and returns all pages in one text."""

    def built(changes: dict[str, str] | None = None, content: str = "content", **settings: object) -> str:
        source = write(tmp_path / content, FILES if changes is None else changes)
        settings = {"PLUGINS": PLUGINS, "CACHE_PATH": str(tmp_path / "cache"), **settings}
        output = run_pelican(source, tmp_path / "output", "pelicanconf.py", **settings)
        return "".join((output / f"{name}.html").read_text("utf-8") for name in ("a", "b"))

    return built


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the sources that a reader has read, in this process."""
    found: list[str] = []

    class Noting(readings.Readings):
        def read(self, path: str, read: readings.Read) -> tuple[str, dict]:
            return super().read(path, lambda path: (found.append(self._name(path)), read(path))[1])

    monkeypatch.setattr(readings, "Readings", Noting)
    return found


def test_what_has_not_changed_is_not_read_again(pages, read):
    first = pages()
    assert sorted(read) == ["articles/a.md", "articles/b.rst"]
    assert pages({}) == first
    assert len(read) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "source"),
    [
        ("articles/a.md", "It is", "It was", "articles/a.md"),
        ("articles/b.rst", "Text", "Words", "articles/b.rst"),
        ("code/a/a.go", "first", "second", "articles/a.md"),
        ("code/b/b.go", "other", "another", "articles/b.rst"),
    ],
)
def test_a_file_that_a_source_is_made_of_is_looked_at(pages, read, name, old, new, source):
    first = pages()
    read.clear()
    second = pages({name: FILES[name].replace(old, new)})
    assert read == [source]
    assert (new in first, new in second) == (False, True)
    assert pages({name: FILES[name]}) == first


def test_an_included_file_that_goes_is_missed(pages, tmp_path):
    first = pages()
    (tmp_path / "content/code/a/a.go").unlink()
    with pytest.raises(BrokenSite, match=r"articles/a\.md:7"):
        pages({})
    assert pages(FILES) == first


def test_a_template_that_goes_is_missed(pages, tmp_path):
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    other = shutil.copy(theme / "templates/page.html", theme / "templates/other.html")
    page = {"pages/c.md": "Title: C\nTemplate: other\n\nText.\n"}
    pages({**FILES, **page}, THEME=str(theme))
    other.unlink()
    with pytest.raises(BrokenSite, match=r"pages/c\.md:2: "):
        pages({}, THEME=str(theme))


OTHER_MARKDOWN = {
    **MARKDOWN,
    "extension_configs": {
        **MARKDOWN["extension_configs"],
        "markdown.extensions.toc": {"anchorlink": True},
    },
}


@pytest.mark.parametrize(
    "setting", [{"TYPOGRIFY": False}, {"MARKDOWN": OTHER_MARKDOWN}, {"DEFAULT_LANG": "de"}], ids=list
)
def test_a_setting_that_readers_look_at_is_part_of_it(pages, read, setting):
    first = pages()
    read.clear()
    assert pages({}, **setting) != first
    assert sorted(read) == ["articles/a.md", "articles/b.rst"]
    assert pages({}) == first


def test_a_setting_that_no_reader_looks_at_is_none(pages, read):
    pages()
    read.clear()
    pages({}, SITESUBTITLE="Another")
    assert read == []


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_of_readers_is_in_the_digest(name):
    settings = {"PATH": "/site/content", name: "one"}
    assert digest_of(settings) == digest_of(dict(settings)) != digest_of({**settings, name: "other"})


def test_the_place_of_the_project_is_no_part_of_it():
    one, other = ({"PATH": f"/{name}/content", "THEME": f"/{name}/theme"} for name in ("a", "b"))
    assert digest_of(one) == digest_of(other)


def test_code_and_libraries_are_part_of_it(tmp_path, monkeypatch):
    digests = {digest_of({"PATH": "/site/content"})}
    code = shutil.copytree(
        ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__")
    )
    monkeypatch.setattr(surroundings, "CODE", code)
    assert digest_of({"PATH": "/site/content"}) in digests
    for change in (
        lambda: (code / "markup/smart.py").write_text("# less"),
        lambda: (code / "more.py").touch(),
        lambda: (code / "more.py").rename(code / "moved.py"),
        lambda: monkeypatch.setattr(surroundings, "installed", lambda: ("markdown-9.dist-info",)),
        lambda: monkeypatch.setattr("sys.version", "4.0"),
    ):
        change()
        made = digest_of({"PATH": "/site/content"})
        assert made not in digests
        digests.add(made)


OF_PROGRAM = {"PATH", "TYPOGRIFY_BY_READER"}  # where, and what TYPOGRIFY was


class Watched(dict):
    """Settings that know which of them were looked at while a source was read."""

    def __init__(self, *values: object) -> None:
        super().__init__(*values)
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> object:
        self._see(name)
        return super().__getitem__(name)

    def get(self, name: str, default: object = None) -> object:
        self._see(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._see(name)
        return super().__contains__(name)

    def _see(self, name: object) -> None:
        if readings._opened is not None:
            self.seen.add(str(name))


def test_readers_look_at_no_other_settings(tmp_path, monkeypatch):
    found: list[Watched] = []

    def read_watched(*arguments: object, **more: object) -> Watched:
        found.append(Watched(read_settings(*arguments, **more)))
        return found[-1]

    monkeypatch.setattr("tests.conftest.read_settings", read_watched)
    monkeypatch.setattr(readings, "processes", lambda: 1)  # they are watched in this process
    for number, folder in enumerate(("content", "tests/corpus", "tests/bad/good")):
        output, cache = tmp_path / f"{number}", str(tmp_path / "cache")
        with suppress(BrokenSite):  # by what is missing there: all sources have been read by then
            run_pelican(ROOT / folder, output, "pelicanconf.py", PLUGINS=PLUGINS, CACHE_PATH=cache)
    seen = set().union(*(each.seen for each in found))
    assert seen - {*SETTINGS, *OF_PROGRAM} == set()
    assert {"MARKDOWN", "DEFAULT_LANG", "TIMEZONE"} <= seen
