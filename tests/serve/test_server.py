"""`./invoke serve`: a save is on the screen soon, a mistake does not end it, pages are those of a build."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.conftest import OWNER, ROOT, wait_until, write
from tests.project import ARTICLES
from tests.serve.conftest import Served, free_port, serve, serving
from tests.small_site import tree
from vouch.build.run import build

pytestmark = pytest.mark.slow

SOURCE, PAGE = "content/articles/latency.md", "/tail-latency.html"
ARTICLE = ARTICLES[SOURCE]
OTHER_SOURCE, OTHER_PAGE = "content/articles/queues.md", "/queues-that-wait.html"
SCRIPT = re.compile(rb'<script src="/\.serve/reload\.js"[^>]*></script>')


def saved(served: Served, text: str) -> None:
    write(served.root, {SOURCE: text})


def differing(served: Served, site: Path) -> list[str]:
    """The files of a built site that are served with other bytes, but for the script that reloads."""
    made = tree(site)
    found = {name: SCRIPT.sub(b"", served.get(f"/{quote(name)}")[1]) for name in made}
    return [name for name, data in made.items() if found[name] != data]


@pytest.fixture(scope="module")
def unchanged(new_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A project that is only looked at."""
    root = tmp_path_factory.mktemp("unchanged") / "project"
    with serving(shutil.copytree(new_project / "project", root)) as served:
        yield served


def test_pages_are_served_as_github_pages_does(unchanged):
    assert unchanged.get("/")[0] == 200
    assert "Harbour.io" in unchanged.text("/resume")
    assert unchanged.get("/cv")[0] == 301
    assert "resume.html" in unchanged.text("/cv/")
    assert unchanged.get("/nowhere.html")[0] == 404
    assert "no page here" in unchanged.text("/nowhere.html")
    assert unchanged.get("/../pelicanconf.py")[0] == 404
    assert unchanged.get("/" + "x" * 5000)[0] == 404


def test_a_page_has_the_script_that_reloads_it_once(unchanged):
    page = unchanged.text("/")
    assert "connect-src 'self'" in page
    assert len(SCRIPT.findall(page.encode())) == 1
    assert unchanged.get("/.serve/reload.js")[0] == 200


def test_every_file_is_served_as_it_is_built(project, tmp_path):
    """Of the whole site of the invented owner, with a draft."""
    shutil.rmtree(project.root / "content/articles")
    shutil.copytree(OWNER / "content", project.root / "content", dirs_exist_ok=True)
    write(project.root, {"content/articles/draft.md": f"Slug: draft\nStatus: draft\n{ARTICLE}"})
    build(project.root, "pelicanconf.py", tmp_path / "site")
    with serving(project.root) as served:
        assert differing(served, tmp_path / "site") == []


def test_a_save_is_served_and_announced(served):
    streams = {}
    for address in (PAGE, OTHER_PAGE):
        shown = re.search(r'data-page="(\w+)" data-style="(\w+)"', served.text(address))
        events = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        events.request("GET", f"/.serve/events?address={address}&page={shown[1]}&style={shown[2]}")
        streams[address] = (json.loads(line[6:]) for line in events.getresponse() if line[:6] == b"data: ")
    saved(served, ARTICLE + "\nA new line.\n")
    message = next(streams[PAGE])
    page = served.text(PAGE)
    assert "A new line." in page
    assert f'data-page="{message["page"]}" data-style="{message["style"]}"' in page
    # The other page gets its first message by a change of its own, and none by that one.
    write(served.root, {OTHER_SOURCE: ARTICLES[OTHER_SOURCE] + "\nAnother line.\n"})
    message = next(streams[OTHER_PAGE])
    assert f'data-page="{message["page"]}"' in served.text(OTHER_PAGE)


HELD = """
import time
from pathlib import Path
from pelican import signals

def hold(_generator):
    while Path("hold").exists():
        Path("holding").touch()
        time.sleep(0.01)

def register():
    signals.article_generator_preread.connect(hold)
"""


def test_a_request_waits_for_the_save_that_is_being_read(served):
    settings = (served.root / "pelicanconf.py").read_text("utf-8")
    write(served.root, {"held.py": HELD, "pelicanconf.py": f"{settings}\nPLUGINS += ['held']\n"})
    saved(served, ARTICLE + "\nThe old line.\n")
    served.wait_for(PAGE, "The old line.")
    write(served.root, {"hold": ""})
    saved(served, ARTICLE + "\nA new line.\n")
    wait_until((served.root / "holding").exists)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(served.text(PAGE)))
    asking.start()
    asking.join(0.3)
    assert answers == []
    (served.root / "hold").unlink()
    asking.join()
    assert "A new line." in answers[0]


def test_the_browser_shows_a_save_by_itself(served, visit):
    visited = visit(served.url(PAGE[1:]))
    saved(served, ARTICLE + "\nA new line.\n")
    visited.page.get_by_text("A new line.").wait_for()
    assert visited.messages == []


def test_a_new_style_keeps_what_a_reader_typed(served, visit):
    visited = visit(served.url("search.html"), idle=True)
    visited.page.locator("[type=search]").fill("half a word")
    css = served.root / "theme/css/site.css"
    css.write_text(css.read_text("utf-8") + "@layer print { h1 { color: rgb(1, 2, 3) } }", "utf-8")
    expect(visited.page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=60_000)
    assert visited.page.locator("[type=search]").input_value() == "half a word"
    assert visited.messages == []


def test_searching_works(unchanged, visit):
    visited = visit(unchanged.url("search.html?q=catalogue"))
    visited.page.get_by_text("1 result for").wait_for()
    assert visited.messages == []


def test_cards_pdf_and_index_are_made_on_request_and_nothing_is_written(unchanged):
    card = re.search(r'property="og:image" content="https?://[^/]+(/[^"]+\.png)"', unchanged.text(PAGE))[1]
    assert unchanged.get(card)[1].startswith(b"\x89PNG")
    assert unchanged.get("/resume.pdf")[1].startswith(b"%PDF")
    assert b"pagefind" in unchanged.get("/pagefind/pagefind.js")[1]
    assert not (unchanged.root / "output").exists()


MISTAKES = (  # a file, what is changed in it to what, and the line that is shown
    (SOURCE, "Date: 2022-04-22", "Date: soon", "Date: soon"),
    ("theme/templates/404.html", "", "{% block %}\n", "{% block %}"),
    ("vouch/pages/age.py", "", "1 / 0\n", "1 / 0"),
    ("vouch/pages/drafts.py", "", "def (\n", "def ("),
    ("pelicanconf.py", "", "1 / 0\n", "1 / 0"),
    ("pelicanconf.py", "", "import sys; sys.exit(0)\n", "import sys; sys.exit(0)"),
)


def test_a_mistake_is_shown_with_its_line_until_it_is_fixed(served):
    for name, old, new, line in MISTAKES:
        file = served.root / name
        before = file.read_text("utf-8")
        write(served.root, {"new": before.replace(old, new, 1)})
        (served.root / "new").rename(file)  # as editors save
        assert served.wait_for("/", f"<code>{name}:") == 500
        assert f"<mark>{line}</mark>" in served.text("/")
        file.write_text(before, "utf-8")
        assert served.wait_for("/", "Tail latency</a>") == 200, f"after {line} was taken out of {name}"


def test_a_killed_worker_is_replaced_at_the_next_save(served):
    (worker,) = served.workers()
    os.kill(worker, signal.SIGKILL)
    status, body = served.get(PAGE)
    assert (status, b"the build ended early" in body) == (500, True)
    saved(served, ARTICLE + "\nA new line.\n")
    assert served.wait_for(PAGE, "A new line.") == 200


def test_a_burst_of_saves_and_another_branch_give_what_a_build_from_scratch_gives(served, project, tmp_path):
    project.git("checkout", "--quiet", "-b", "other")
    project.git("mv", "content/articles", "content/texts")
    project.commit({"content/texts/new/third.md": "Title: Third\nDate: 2020-01-02\n\nOther.\n"})
    project.git("checkout", "--quiet", "main")
    for number in range(100):
        saved(served, f"{ARTICLE}\nSave {number}.\n")
    served.wait_for(PAGE, "Save 99.")
    build(served.root, "pelicanconf.py", tmp_path / "main")
    assert differing(served, tmp_path / "main") == []
    project.git("checkout", "--quiet", "--force", "other")
    served.wait_for("/third.html", "Other.")
    build(served.root, "pelicanconf.py", tmp_path / "other", full=True)
    assert differing(served, tmp_path / "other") == []


def test_an_interrupted_server_leaves_nothing(project, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "aside"))
    (tmp_path / "aside").mkdir()
    before, port = tree(project.root), free_port()
    with serve(project.root, port) as server:
        assert any("http://127.0.0.1" in line for line in server.stdout)
        served = Served(project.root, port, server)
        (worker,) = served.workers()
        saved(served, ARTICLE)
        served.get(PAGE)
        server.send_signal(signal.SIGINT)
        assert "Traceback" not in server.stdout.read()
    assert server.returncode == 0
    assert not Path(f"/proc/{worker}").exists()
    assert [each.name for each in (tmp_path / "aside").iterdir() if "jinja2" not in each.name] == []
    left = tree(project.root).keys() - before.keys()
    assert {each for each in left if "__pycache__" not in each} == set()


@pytest.mark.parametrize("port", ["abc", "-1", "80000"])
def test_a_bad_port_is_reported_in_one_line(port):
    command = [sys.executable, "-m", "invoke", "serve", f"--port={port}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_reported_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"port {port}: Address already in use; name another with --port\n"
