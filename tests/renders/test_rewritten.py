"""An edit writes the files that show it, and no others; all others stay the very files that they were."""

import marshal
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.readings.store import SIZE
from publishing.build import build
from tests.renders.edits import GOOD
from tests.renders.small_site import fix_surroundings, small_site, tree

pytestmark = pytest.mark.slow
CONF = "pelicanconf.py"
NOTES = "feeds/all.atom.xml feeds/all.json feeds/notes.atom.xml feeds/notes.json"
SYSTEMS = "feeds/all.atom.xml feeds/all.json feeds/systems.atom.xml feeds/systems.json"
STRUCTURE = "feeds/all.atom.xml feeds/all.json feeds/structure.atom.xml feeds/structure.json"
EVERY_FEED = f"{NOTES} {SYSTEMS} {STRUCTURE}"
INDEXED = "archives.html index.html resume.html sitemap.xml"
ARTICLES = (
    "about.html drafts/unfinished.html flame-graphs.html layouts-of-projects.html "
    "profiles-all-day.html queues-that-wait-ru.html queues-that-wait.html resume.html "
    "something-else.html 404.html "
)
LISTS = (
    "archives.html categories.html category/notes.html category/structure.html "
    "category/systems.html index.html search.html tag/go.html tag/kafka.html "
    "tag/performance.html tags.html "
)
REWRITTEN = {
    "headings": f"{NOTES} cards/something-else.png something-else.html",
    "title of the same slug": (
        f"{STRUCTURE} archives.html cards/layouts-of-projects.png "
        "category/structure.html flame-graphs.html index.html layouts-of-projects.html "
        "profiles-all-day.html resume.html something-else.html tag/go.html"
    ),
    "touch": "",
    "touch of the settings": "",
    "touch of a template": "",
    "body of one with a summary": f"{SYSTEMS} flame-graphs.html cards/flame-graphs.png",
    "body": f"{NOTES} something-else.html",
    "body in rST": f"{STRUCTURE} layouts-of-projects.html",
    "body of a translation": "feeds/all.atom.xml feeds/all.json queues-that-wait-ru.html",
    "title": (
        f"{SYSTEMS} archives.html cards/profiles-all-day.png category/systems.html "
        "flame-graphs.html index.html layouts-of-projects.html profiles-all-day.html resume.html "
        "something-else.html tag/go.html tag/performance.html"
    ),
    "title without a slug": (
        f"{NOTES} {INDEXED} about.html another-thing.html cards/another-thing.png "
        "cards/something-else.png category/notes.html layouts-of-projects.html "
        "profiles-all-day.html queues-that-wait.html something-else.html"
    ),
    "summary": (
        f"{SYSTEMS} category/systems.html flame-graphs.html index.html tag/go.html tag/performance.html"
    ),
    "summary that comes": f"{NOTES} category/notes.html index.html something-else.html",
    "tag": (
        f"{SYSTEMS} category/systems.html index.html layouts-of-projects.html "
        "profiles-all-day.html tag/go.html tag/performance.html tags.html"
    ),
    "tag that is new": (
        f"{NOTES} category/notes.html index.html sitemap.xml something-else.html tag/rare.html tags.html"
    ),
    "tag of a draft": "drafts/unfinished.html index.html",
    "tag that goes": (
        f"{SYSTEMS} category/systems.html index.html queues-that-wait-ru.html "
        "queues-that-wait.html sitemap.xml tag/kafka.html tags.html"
    ),
    "category": (
        "cards/index.png cards/something-else.png categories.html category/notes.html "
        "category/systems.html feeds/all.atom.xml feeds/notes.atom.xml feeds/notes.json "
        "feeds/systems.atom.xml feeds/systems.json sitemap.xml something-else.html"
    ),
    "date": f"{NOTES} {INDEXED} cards/something-else.png category/notes.html something-else.html",
    "date that changes the order": (
        f"{NOTES} {INDEXED} cards/something-else.png category/notes.html layouts-of-projects.html "
        "profiles-all-day.html queues-that-wait.html something-else.html"
    ),
    "date modified": f"{SYSTEMS} queues-that-wait.html sitemap.xml",
    "slug": (
        f"{NOTES} {INDEXED} about.html cards/else.png cards/something-else.png category/notes.html "
        "else.html layouts-of-projects.html profiles-all-day.html queues-that-wait.html "
        "something-else.html"
    ),
    "series": "flame-graphs.html profiles-all-day.html",
    "series that grows": "flame-graphs.html profiles-all-day.html queues-that-wait.html",
    "aliases": "2018/layout.html 2018/layouts.html",
    "timeless": "something-else.html",
    "author": f"{NOTES} something-else.html",
    "draft": (
        f"{NOTES} {INDEXED} about.html cards/index.png cards/something-else.png categories.html "
        "category/notes.html drafts/something-else.html layouts-of-projects.html "
        "profiles-all-day.html queues-that-wait.html something-else.html"
    ),
    "hidden": (
        f"{SYSTEMS} {INDEXED} cards/index.png categories.html category/systems.html "
        "flame-graphs.html layouts-of-projects.html profiles-all-day.html something-else.html "
        "tag/go.html tag/performance.html tags.html"
    ),
    "published": (
        f"{NOTES} {INDEXED} cards/index.png cards/unfinished.png categories.html "
        "category/notes.html drafts/unfinished.html profiles-all-day.html queues-that-wait.html "
        "something-else.html tag/drafts.html tags.html unfinished.html"
    ),
    "new article": (
        f"{NOTES} {INDEXED} a-new-one.html cards/a-new-one.png cards/index.png categories.html "
        "category/notes.html flame-graphs.html profiles-all-day.html queues-that-wait.html "
        "something-else.html"
    ),
    "new page": "now.html sitemap.xml",
    "a file that is no article": "",
    "delete": (
        f"{SYSTEMS} {INDEXED} cards/index.png cards/profiles-all-day.png categories.html "
        "category/systems.html flame-graphs.html images/hills.png layouts-of-projects.html "
        "profiles-all-day.html something-else.html tag/go.html tag/performance.html tags.html"
    ),
    "rename": "profiles-all-day.html",
    "rename to come first": "profiles-all-day.html",
    "template": "archives.html",
    "partial": "queues-that-wait.html",
    "base": f"{ARTICLES} {LISTS}",
    "setting": (
        f"{EVERY_FEED} {ARTICLES} {LISTS} cards/flame-graphs.png cards/index.png "
        "cards/layouts-of-projects.png cards/profiles-all-day.png cards/queues-that-wait-ru.png "
        "cards/queues-that-wait.png cards/something-else.png"
    ),
    "setting for readers": f"{STRUCTURE} layouts-of-projects.html",
    "plugin": "layouts-of-projects.html profiles-all-day.html",
    "plugin for readers": "",
    "css": f"{LISTS}",
    "script": f"{ARTICLES} {LISTS} theme/assets.json theme/site.624d4d1b.js theme/site.9083679d.js",
    "drawing": f"{SYSTEMS} flame-graphs.html images/flame.svg",
    "picture": f"{SYSTEMS} images/hills.png profiles-all-day.html",
    "included code": f"{SYSTEMS} cards/flame-graphs.png flame-graphs.html",
    "included code in rST": f"{STRUCTURE} layouts-of-projects.html",
    "attached file": "queues.txt",
    "page": "about.html",
    "link to the static file": f"{SYSTEMS} articles/queues.txt queues-that-wait.html queues.txt",
    "link to a file more": f"{NOTES} something-else.html",
    "link to an article": f"{NOTES} something-else.html",
    "picture in another article": f"{NOTES} something-else.html",
    "résumé": "resume.html resume.json resume.pdf resume.txt",
    "role": (
        "cards/queues-that-wait.png cards/resume.png queues-that-wait.html resume.html "
        "resume.json resume.pdf resume.txt"
    ),
    "proof": (
        "cards/flame-graphs.png cards/queues-that-wait.png flame-graphs.html "
        "queues-that-wait.html resume.html resume.json resume.pdf resume.txt"
    ),
    "summary of the résumé": (
        f"{LISTS} about.html cards/index.png resume.html resume.json resume.pdf resume.txt"
    ),
}
COMPARED = ("title", "delete", "drawing")  # with a cold build, which takes long; the others with --long
# What is made again, be it the same in the end or not; a feed stands for both of its files.
DONE = {
    "body": "something-else.html cards/something-else.png feeds/all.atom.xml feeds/notes.atom.xml",
    "body of one with a summary": (
        "flame-graphs.html cards/flame-graphs.png feeds/all.atom.xml feeds/systems.atom.xml"
    ),
    "body in rST": (
        "layouts-of-projects.html cards/layouts-of-projects.png feeds/all.atom.xml feeds/structure.atom.xml"
    ),
    "picture": ("profiles-all-day.html cards/profiles-all-day.png feeds/all.atom.xml feeds/systems.atom.xml"),
    "page": "about.html",
    "attached file": "",
    "template": "archives.html",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A built project, to be copied to where it was built."""
    folder = tmp_path_factory.mktemp("rewritten")
    root, kept = folder / "project", folder / "kept"
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, folder / "cache")
        root.mkdir()
        small_site(root)
        build(root, CONF, root / "output")
        root.rename(kept)
        yield kept


@pytest.fixture
def root(whole: Path) -> Iterator[Path]:
    yield shutil.copytree(whole, whole.with_name("project"))
    shutil.rmtree(whole.with_name("project"))


def files(output: Path) -> dict[str, tuple[int, int]]:
    found = ((name, (output / name).stat()) for name in tree(output))
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found}


def records(root: Path) -> dict[str, tuple]:
    """What is remembered of each step, which differs when the step is done for another reason."""
    return marshal.loads((root / ".output.steps").read_bytes()[SIZE:])[1]


@pytest.mark.parametrize("name", REWRITTEN)
def test_an_edit_rewrites_exactly_what_shows_it(root, name, pytestconfig):
    output = root / "output"
    before, stood, remembered = tree(output), files(output), records(root)
    GOOD[name].flip(root)
    build(root, CONF, output)
    after, stands = tree(output), files(output)
    changed = {each for each in before | after if before.get(each) != after.get(each)}
    assert changed == set(REWRITTEN[name].split())
    assert {each: stands[each] for each in after.keys() - changed} == {
        each: stood[each] for each in before.keys() - changed
    }
    if name in DONE:
        done = {each for each, record in records(root).items() if record != remembered.get(each)}
        assert done == set(DONE[name].split())
    if name in COMPARED or pytestconfig.getoption("--long"):
        build(root, CONF, root / "cold", full=True)
        assert after == tree(root / "cold")


def test_every_edit_is_in_the_table():
    assert REWRITTEN.keys() == GOOD.keys()


def test_what_someone_changed_or_took_away_in_the_output_is_made_again(root):
    before = tree(root / "output")
    (root / "output/archives.html").write_text("changed")
    (root / "output/tags.html").unlink()
    (root / "output/more.html").write_text("more")
    build(root, CONF, root / "output")
    assert tree(root / "output") == before


@pytest.mark.parametrize(
    "damage", [b"", b"half", lambda data: data[:-3], lambda data: data[:99] + b"?" + data[100:]]
)
def test_a_damaged_memory_is_none(root, damage):
    before, memory = tree(root / "output"), root / ".output.steps"
    memory.write_bytes(damage(memory.read_bytes()) if callable(damage) else damage)
    build(root, CONF, root / "output")
    assert tree(root / "output") == before
