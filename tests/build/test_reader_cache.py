"""A kept reading is used only where a reader would return the same: each of its inputs is in the key."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_pelican, write
from vouch.build import cache_key
from vouch.build.cache_key import canonical, digest_of, digest_of_code
from vouch.build.reader_cache import MIN_SOURCES_TO_FORK, Readings
from vouch.settings import MARKDOWN
from vouch.sources.cache import Cache
from vouch.sources.problem_log import BrokenSite

pytestmark = pytest.mark.slow
FILES = {
    "articles/a.md": (
        'Title: A\nDate: 2020-01-02\n\nIt is "here".\nOr there.\n\n```go\n--8<-- "a/a.go"\n```\n\n## Part\n'
    ),
    "articles/b.rst": "B\n#\n\n:date: 2020-01-02\n\n.. noted:: B\n\nText.\n\n.. literalinclude:: b/b.go\n",
    "code/a/a.go": "package first\n",
    "code/b/b.go": "package other\n",
}
# Somebody's plugin. It notes what is parsed, by the first words of an article.
FOREIGN = """
import os
from docutils.parsers.rst import Directive, directives
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pelican import signals

def note(words):
    with open(os.environ["PARSED"], "a") as file:
        file.write(words + "\\n")

class Noting(Preprocessor):
    def run(self, lines):
        note(lines[0])
        return [line.replace("here", "HERE") for line in lines]

class Noted(Directive):
    required_arguments = 1

    def run(self):
        note(self.arguments[0])
        return []

class Notes(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Noting(md), "noting", 100)

def change(pelican):
    markdown = pelican.settings["MARKDOWN"]
    extensions = [*markdown["extensions"], Notes(), *os.environ.get("EXTENSIONS", "").split()]
    pelican.settings["MARKDOWN"] = {**markdown, "extensions": extensions}

def register():
    directives.register_directive("noted", Noted)
    signals.initialized.connect(change)
"""
PLUGINS = ["vouch", "foreign"]
BOTH = ["B", "Title: A"]
Pages = Callable[..., str]


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The first words of all sources that were parsed since it was asked last, in any process."""
    file = tmp_path / "parsed"
    monkeypatch.setenv("PARSED", str(file))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    write(tmp_path, {"foreign.py": FOREIGN})

    def taken() -> list[str]:
        found = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return sorted(set(found))  # one that includes what was just written is parsed twice

    return taken


@pytest.fixture
def pages(tmp_path: Path, new_cache: Path, parsed: Callable) -> Pages:
    """Writes files, builds with what was kept before, and returns all pages in one text."""

    def built(changes: dict[str, str] | None = None, **settings: object) -> str:
        sys.modules.pop("foreign", None)
        source = write(tmp_path / "content", FILES if changes is None else changes)
        settings = {"PLUGINS": PLUGINS, "CACHE_PATH": str(new_cache), **settings}
        output = run_pelican(source, tmp_path / "output", "pelicanconf.py", **settings)
        return "".join((output / f"{name}.html").read_text("utf-8") for name in ("a", "b"))

    return built


def test_unchanged_sources_are_not_parsed_again(pages, parsed):
    first = pages()
    assert parsed() == BOTH
    assert pages({}) == first
    assert parsed() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "source"),
    [
        ("articles/a.md", "there", "yonder", BOTH[1]),
        ("articles/b.rst", "Text", "Words", BOTH[0]),
        ("code/a/a.go", "first", "second", BOTH[1]),
        ("code/b/b.go", "other", "another", BOTH[0]),
    ],
)
def test_a_changed_source_or_include_is_parsed_again(pages, parsed, name, old, new, source):
    first = pages()
    parsed()
    second = pages({name: FILES[name].replace(old, new)})
    assert parsed() == [source]
    assert (new in first, new in second) == (False, True)
    assert pages({name: FILES[name]}) == first


def test_a_removed_include_is_reported(pages, tmp_path):
    first = pages()
    (tmp_path / "content/code/a/a.go").unlink()
    with pytest.raises(BrokenSite, match=r"articles/a\.md:8"):
        pages({})
    assert pages(FILES) == first


def test_a_removed_template_is_reported(pages, tmp_path):
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    other = shutil.copy(theme / "templates/page.html", theme / "templates/other.html")
    page = {"pages/c.md": "Title: C\nTemplate: other\n\nText.\n"}
    pages({**FILES, **page}, THEME=str(theme))
    other.unlink()
    with pytest.raises(BrokenSite, match=r"pages/c\.md:2: "):
        pages({}, THEME=str(theme))


@pytest.mark.parametrize("count", [2, MIN_SOURCES_TO_FORK + 2])
def test_a_failed_build_keeps_what_it_read(pages, parsed, count):
    article = "Title: N{0}\nDate: 2020-01-02\n\nThis is {0}.\n"
    more = {f"articles/n{number}.md": article.format(number) for number in range(count)}
    bad = {"articles/bad.md": "Title: Bad\nDate: soon\n\nThis is bad.\n"}
    with pytest.raises(BrokenSite, match="'soon' is not a date"):
        pages({**FILES, **more, **bad})
    assert {*BOTH, *(f"Title: N{number}" for number in range(count))} <= set(parsed())
    with pytest.raises(BrokenSite, match="'soon' is not a date"):
        pages({})
    assert set(parsed()) <= {"Title: Bad"}
    pages({"articles/bad.md": "Title: Bad\nDate: 2020-01-02\n\nThis is good.\n"})
    assert parsed() == ["Title: Bad"]


ACCEPTED = {
    "articles/a.md": FILES["articles/a.md"] + '\n<iframe src="//a.org/b"></iframe>\n',
    "articles/b.rst": FILES["articles/b.rst"] + "\n.. image:: https://a.org/b.png\n   :alt: B\n",
    "accepted.txt": "articles/a.md: a frame of a.org is forbidden by the page's Content-Security-Policy\n"
    "articles/b.rst: https://a.org/b.png is a picture of another site, forbidden by the page's "
    "Content-Security-Policy\n",
}


def test_sources_with_accepted_problems_are_not_parsed_again(pages, parsed):
    first = pages({**FILES, **ACCEPTED})
    assert parsed() == BOTH
    assert pages({}) == first
    with pytest.raises(
        BrokenSite, match=r"a\.md:13: a frame of a.org is(.|\n)*b\.rst:12: .* picture of another site"
    ):
        pages({"accepted.txt": ""})
    assert parsed() == []


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
def test_a_changed_setting_parses_all_sources_again(pages, parsed, setting):
    first = pages()
    parsed()
    assert pages({}, **setting) != first
    assert parsed() == BOTH
    assert pages({}) == first
    assert parsed() == []


def test_settings_made_by_a_plugin_are_in_the_key(pages, parsed, monkeypatch):
    first = pages()
    monkeypatch.setenv("EXTENSIONS", "markdown.extensions.nl2br")
    assert ("<br" in first, "<br" in pages({})) == (False, True)
    monkeypatch.delenv("EXTENSIONS")
    parsed()
    assert pages({}) == first
    assert parsed() == []


def test_the_code_of_a_plugin_is_in_the_key(pages, parsed, tmp_path):
    assert "HERE" in pages()
    write(tmp_path, {"foreign.py": FOREIGN.replace("HERE", "nowhere")})
    assert "nowhere" in pages({})
    parsed()
    write(tmp_path, {"foreign.py": FOREIGN})
    assert "HERE" in pages({})
    assert parsed() == []


SETTINGS = {"PATH": "/site/content", "ANY": "one"}


def test_only_settings_that_no_reading_depends_on_are_not_in_the_digest():
    digest = digest_of(SETTINGS, b"")
    assert digest_of(dict(SETTINGS), b"") == digest
    assert digest_of({**SETTINGS, "ANY": "other"}, b"") != digest
    assert digest_of({**SETTINGS, "MORE": None}, b"") != digest
    assert digest_of(SETTINGS, b"code") != digest
    assert digest_of({**SETTINGS, "OUTPUT_PATH": "/elsewhere", "MENU": ()}, b"") == digest


def test_the_folder_of_the_project_is_not_in_the_digest():
    one, other = ({"PATH": f"/{name}/content", "THEME": f"/{name}/theme"} for name in ("a", "b"))
    assert digest_of(one, b"") == digest_of(other, b"")


def test_code_and_libraries_are_in_the_digest(tmp_path, monkeypatch):
    code = shutil.copytree(ROOT / "vouch", tmp_path / "vouch", ignore=shutil.ignore_patterns("__pycache__"))
    digests = {digest_of_code([])}
    monkeypatch.setattr(cache_key, "CODE", code)
    assert digest_of_code([]) in digests
    for change in (
        lambda: (code / "markup/smart.py").write_text("# less"),
        lambda: (code / "more.py").touch(),
        lambda: (code / "more.py").rename(code / "moved.py"),
        lambda: monkeypatch.setattr(cache_key, "installed", lambda: ("markdown-9.dist-info",)),
        lambda: monkeypatch.setattr("sys.version", "4.0"),
    ):
        change()
        cache_key._code_of_engine.cache_clear()  # as in another process
        made = digest_of_code([])
        assert made not in digests
        digests.add(made)


def test_a_reported_file_is_read_again_though_its_size_and_time_are_the_same(tmp_path):
    """As `serve` reports it: two saves may come in one tick of the disk's clock."""
    file = write(tmp_path, {"a.md": "one"}) / "a.md"
    readings = Readings({"PATH": str(tmp_path)}, Cache(tmp_path / "cache"))
    stamp, first = file.stat(), readings.digest(file)
    file.write_text("two")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    readings.forget([file])
    assert readings.digest(file) != first


class Slotted:
    __slots__ = ()


def test_a_function_is_its_code_and_no_value_is_its_address_in_memory():
    one, other = (lambda slug: slug.lower()), (lambda slug: slug.upper())
    assert canonical([one]) == canonical([one])
    assert canonical(partial(one, a=1)) != canonical(partial(one, a=2))
    assert canonical(partial(one, a=1)) != canonical(partial(other, 1))
    assert canonical([Slotted()]) == canonical([Slotted()])
    itself: dict = {}
    itself["itself"] = itself
    assert canonical(itself) == canonical(itself)
