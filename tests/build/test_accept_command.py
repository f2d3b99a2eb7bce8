"""`./invoke accept` writes what may wait into content/accepted.txt, and nothing else anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import write
from tests.small_site import FEW, FILES, fix_surroundings, small_site, tree
from vouch.build.accept_command import accept
from vouch.build.run import BuildFailed, build, rebuild
from vouch.publish.check import check
from vouch.sources.accepted import HEAD

pytestmark = pytest.mark.slow
CONF, LIST = "pelicanconf.py", "content/accepted.txt"
OLD = """Title: Old
Date: 2009-01-02

<center>It <font color="red">was</font> so.</center>

![](https://pictures.example/a.png)

<script>document.write("never")</script>
"""
LINES = [
    "articles/old.md: <center> is obsolete",
    "articles/old.md: <font> is obsolete",
    "articles/old.md: <script> is forbidden by the page's Content-Security-Policy",
    "articles/old.md: https://pictures.example/a.png has no alternative text",
    "articles/old.md: https://pictures.example/a.png is a picture of another site, forbidden by the page's "
    "Content-Security-Policy",
]
WRONG = {"content/articles/wrong.md": "Title: Wrong\nDate: 2020-01-02\nStatus: drfat\n\n![](/a.svg)\n"}


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory, cut_fonts: Path) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("accept")
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, folder / "cache", cut_fonts)
        yield folder


@pytest.fixture
def root(surroundings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return small_site(tmp_path, {**{name: FILES[name] for name in FEW}, "content/articles/old.md": OLD})


def listed(root: Path) -> list[str]:
    head, *lines = (root / LIST).read_text("utf-8").splitlines()
    assert head == HEAD
    return lines


def test_what_is_accepted_is_counted_and_no_longer_stops_a_build(root):
    with pytest.raises(BuildFailed, match="<center> is obsolete"):
        build(root, CONF, root / "output")
    assert accept(root, root / "output") == f"{LIST}: 5 accepted problems"
    assert not (root / "output").exists()
    assert listed(root) == LINES
    for report in (build(root, CONF, root / "output"), check(root)):
        assert report.splitlines()[-1] == "3 articles, 5 accepted problems"
    page = (root / "output/old.html").read_text("utf-8")
    assert '<a href="https://pictures.example/a.png">https://pictures.example/a.png</a>' in page
    assert "It was so." in page
    assert "never" not in page
    before = (root / LIST).read_bytes()
    accept(root, root / "output")
    assert (root / LIST).read_bytes() == before


def test_what_is_fixed_leaves_the_list_at_the_next_build_of_the_author_alone(root):
    accept(root, root / "output")
    write(root, {"content/articles/old.md": OLD.replace("<center>", "<div>").replace("</center>", "</div>")})
    assert check(root).endswith("4 accepted problems")
    assert listed(root) == LINES
    rebuild(root, CONF, root / "output")
    assert listed(root) == LINES[1:]
    (root / "content/articles/old.md").unlink()
    assert rebuild(root, CONF, root / "output").endswith("\n2 articles")
    assert not (root / LIST).exists()


def test_what_cannot_be_accepted_is_reported_and_takes_no_line_from_the_list(root):
    accept(root, root / "output")
    write(root, WRONG)
    (root / "content/articles/old.md").unlink()
    with pytest.raises(BuildFailed) as failed:
        accept(root, root / "output")
    assert failed.value.problems == (
        f"{LIST}: 6 accepted problems",
        "content/articles/wrong.md:3: unknown status 'drfat'; write `Status: draft`",
    )
    assert listed(root) == [*LINES, "articles/wrong.md: /a.svg has no alternative text"]


def test_without_problems_there_is_no_list(root):
    (root / "content/articles/old.md").unlink()
    assert accept(root, root / "output") == f"{LIST}: 0 accepted problems"
    assert sorted(tree(root / "content")) == sorted(each.removeprefix("content/") for each in FEW)


def test_a_build_without_changes_counts_too(root):
    accept(root, root / "output")
    rebuild(root, CONF, root / "output")
    rebuild(root, CONF, root / "output")
    made, counts = rebuild(root, CONF, root / "output").splitlines()
    assert made.endswith("nothing has changed")
    assert counts == "3 articles, 5 accepted problems"
