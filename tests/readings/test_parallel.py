"""Read on many cores a site has the bytes, and the problems, that it has when it is read on one."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from plugins.readings.parallel import in_processes
from plugins.renders import steps

from plugins import readings
from plugins.markup import SiteMarkdownReader
from plugins.strict import BrokenSite
from tests.conftest import ROOT, WITHOUT_SEARCH, run_pelican, write
from tests.renders.small_site import tree

pytestmark = pytest.mark.slow
PLUGINS = [each for each in WITHOUT_SEARCH if each != "plugins.cards"]
ARTICLE = (
    'Title: Article {0}\nDate: 2020-01-{0:02}\nTags: Go, Tag {0}\n\nText "{0}" of [it](/article-{1}.html).\n'
)
FILES = {f"articles/{each}.md": ARTICLE.format(each, each % 20 + 1) for each in range(1, 21)}
BROKEN = {
    **FILES,
    "articles/3.md": "Title: Three\nDate: soon\n\nText.\n",
    "articles/4.md": "Title: Four\nDate: 2020-01-02\nColour: red\nDraft: yes\n\n![a](none.png)\n",
    "articles/9.md": 'Title: Nine\nDate: 2020-01-02\n\n```go\n--8<-- "none.go"\n```\n',
    "articles/12.rst": "Twelve\n######\n\n:date: 2020-01-02\n\n`Text\n\n.. youtube:: a\n",
}
Site = Callable[..., dict[str, bytes]]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """`site(3)` is what three processes make of the files, with nothing known beforehand."""

    def built(count: int, files: dict[str, str] = FILES) -> dict[str, bytes]:
        for module in (readings, steps):
            monkeypatch.setattr(module, "processes", lambda: count)
        cache = {"CACHE_PATH": str(tmp_path / f"cache-{len(list(tmp_path.glob('cache-*')))}")}
        Path(cache["CACHE_PATH"]).mkdir()
        content = write(tmp_path / "content", files)
        return tree(
            run_pelican(content, tmp_path / f"output-{count}", "pelicanconf.py", PLUGINS=PLUGINS, **cache)
        )

    return built


def test_many_processes_make_what_one_makes(site):
    assert site(3) == site(1)


def test_what_others_have_read_is_not_read_here(site, monkeypatch):
    read, parse = [], SiteMarkdownReader.parse
    monkeypatch.setattr(SiteMarkdownReader, "parse", lambda *given: (read.append(given[1]), parse(*given))[1])
    site(3)
    assert len(read) == 7


def test_many_processes_tell_the_problems_that_one_tells(site):
    told = []
    for count in (1, 3):
        with pytest.raises(BrokenSite) as broken:
            site(count, BROKEN)
        told.append(broken.value.problems)
    assert told[0] == told[1]
    wrong = {name for name in BROKEN if BROKEN[name] != FILES.get(name)}
    assert {"/".join(each.partition(":")[0].split("/")[-2:]) for each in told[0]} == wrong


@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_where_the_others_die_one_reads_alone(site, monkeypatch, end):
    whole, parse = site(1), SiteMarkdownReader.parse
    here = os.getpid()
    monkeypatch.setattr(
        SiteMarkdownReader, "parse", lambda *given: parse(*given) if os.getpid() == here else end()
    )
    assert site(3) == whole


def test_where_processes_cannot_be_forked_one_reads_alone(site, monkeypatch):
    whole = site(1)
    monkeypatch.delattr(os, "fork")
    assert site(3) == whole


def test_of_a_part_that_did_not_come_to_its_end_there_is_no_result():
    here = os.getpid()

    def work(part: list[int]) -> list[int]:
        return part if os.getpid() == here or 1 not in part else os._exit(0)

    assert sorted(in_processes(work, [*range(6)], 3)) == [[0, 3], [2, 5]]


def test_what_a_part_raises_here_is_raised_and_leaves_no_process():
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    before = children.read_text()  # this process may have some of other tests
    with pytest.raises(ZeroDivisionError):
        in_processes(lambda part: 1 / part[0], [0, 1, 2], 3)
    assert children.read_text() == before


def test_nobody_goes_on_when_the_one_who_asked_was_killed():
    code = (
        "import os, time; from plugins.readings.parallel import in_processes\n"
        "def work(part): os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)\n"
        "in_processes(work, range(3), 3)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        working = [int(parent.stdout.readline()) for _ in range(3)]
        parent.kill()
        parent.wait()
        end = time.monotonic() + 10
        while any(map(lives, working)) and time.monotonic() < end:
            time.sleep(0.01)
        assert not any(map(lives, working))


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
