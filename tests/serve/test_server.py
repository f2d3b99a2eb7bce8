"""`invoke serve`: a save is on the screen soon, a mistake does not end it, its pages are those of a build."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT, write
from tests.serve.conftest import Served, free_port, serve
from tests.small_site import tree
from vouch.build.run import build

pytestmark = pytest.mark.slow

ARTICLE = "Title: Continuous profiling in Go\nDate: 2022-04-22\n\nText.\n"
PAGE = "/continuous-profiling-in-go.html"
SCRIPT = re.compile(rb'<script src="/\.serve/reload\.js"[^>]*></script>')


def saved(served: Served, text: str) -> None:
    write(served.root, {"content/articles/profiling.md": text})


def differing(served: Served, site: Path) -> list[str]:
    """The files of a built site that are served with other bytes, but for the script that reloads."""
    made = tree(site)
    found = {name: SCRIPT.sub(b"", served.get(f"/{quote(name)}")[1]) for name in made}
    return [name for name, data in made.items() if found[name] != data]


def test_pages_are_served_as_github_pages_does(served):
    assert served.get("/")[0] == 200
    assert "Coins.ph" in served.text("/resume")
    assert served.get("/cv")[0] == 301
    assert "resume.html" in served.text("/cv/")
    assert served.get("/nowhere.html")[0] == 404
    assert "no page here" in served.text("/nowhere.html")
    assert served.get("/../pelicanconf.py")[0] == 404
    assert served.get("/" + "x" * 5000)[0] == 404


def test_every_file_of_the_site_is_served_as_it_is_built(tmp_path):
    port = free_port()
    build(ROOT, "pelicanconf.py", tmp_path / "site")
    with serve(ROOT, port) as server:
        assert any("http://127.0.0.1" in line for line in server.stdout)
        assert differing(Served(ROOT, port, server), tmp_path / "site") == []
        server.send_signal(signal.SIGINT)


def test_a_save_is_served_and_announced(served):
    streams = {}
    for address in (PAGE, "/how-to-structure-go-projects.html"):
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
    projects = ARTICLE.replace("Continuous profiling in Go", "How to structure Go projects")
    write(served.root, {"content/articles/projects.md": projects + "\nAnother line.\n"})
    message = next(streams["/how-to-structure-go-projects.html"])
    assert f'data-page="{message["page"]}"' in served.text("/how-to-structure-go-projects.html")


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


def test_a_page_that_is_asked_for_while_a_save_is_read_waits_for_it(served):
    settings = (served.root / "pelicanconf.py").read_text("utf-8")
    write(served.root, {"held.py": HELD, "pelicanconf.py": f"{settings}\nPLUGINS += ['held']\n"})
    saved(served, ARTICLE + "\nThe old line.\n")
    served.wait_for(PAGE, "The old line.")
    write(served.root, {"hold": ""})
    saved(served, ARTICLE + "\nA new line.\n")
    while not (served.root / "holding").exists():
        assert served.process.poll() is None
    answers = []
    asking = threading.Thread(target=lambda: answers.append(served.text(PAGE)))
    asking.start()
    asking.join(0.3)
    assert answers == []
    (served.root / "hold").unlink()
    asking.join()
    assert "A new line." in answers[0]


@pytest.mark.xdist_group("browser")
def test_the_browser_shows_a_save_by_itself(served, visit):
    visited = visit(served.url(PAGE[1:]))
    saved(served, ARTICLE + "\nA new line.\n")
    visited.page.get_by_text("A new line.").wait_for()
    assert visited.messages == []


@pytest.mark.xdist_group("browser")
def test_a_new_style_of_the_theme_keeps_what_a_reader_typed(served, visit):
    visited = visit(served.url("search.html"), idle=True)
    visited.page.locator("[type=search]").fill("half a word")
    css = served.root / "theme/css/site.css"
    css.write_text(css.read_text("utf-8") + "@layer print { h1 { color: rgb(1, 2, 3) } }", "utf-8")
    expect(visited.page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=60_000)
    assert visited.page.locator("[type=search]").input_value() == "half a word"
    assert visited.messages == []


@pytest.mark.xdist_group("browser")
def test_searching_works(served, visit):
    visited = visit(served.url("search.html?q=terraform"))
    visited.page.get_by_text("1 result for").wait_for()
    assert visited.messages == []


def test_what_takes_long_is_made_when_it_is_asked_for_and_nothing_is_written(served):
    card = re.search(r'property="og:image" content="https?://[^/]+(/[^"]+\.png)"', served.text(PAGE))[1]
    assert served.get(card)[1].startswith(b"\x89PNG")
    assert served.get("/resume.pdf")[1].startswith(b"%PDF")
    assert b"pagefind" in served.get("/pagefind/pagefind.js")[1]
    assert not (served.root / "output").exists()


def test_a_mistake_is_shown_with_its_line_until_it_is_corrected(served):
    saved(served, ARTICLE.replace("2022-04-22", "soon"))
    assert served.wait_for("/", "content/articles/profiling.md:2") == 500
    assert "<mark>Date: soon</mark>" in served.text("/")
    saved(served, ARTICLE)
    assert served.wait_for("/", "Continuous profiling in Go</a>") == 200


MISTAKES = {
    "theme/templates/404.html": "{% block %}",
    "vouch/pages/age.py": "1 / 0\n",
    "vouch/pages/drafts.py": "def (\n",
    "pelicanconf.py": "1 / 0\n",
    "pelicanconf.py ": "import sys; sys.exit(0)\n",
}


@pytest.mark.parametrize(("name", "mistake"), MISTAKES.items())
def test_a_mistake_in_what_builds_the_site_does_not_end_it(served, name, mistake):
    file = served.root / name.strip()
    before = file.read_text("utf-8")
    write(served.root, {"new": f"{before}\n{mistake}"})
    (served.root / "new").rename(file)  # as editors save
    assert served.wait_for("/", f"<code>{name.strip()}:") == 500
    assert f"<mark>{mistake.strip()}</mark>" in served.text("/")
    file.write_text(before, "utf-8")
    assert served.wait_for("/", "Continuous profiling in Go</a>") == 200


def test_after_its_process_was_killed_the_next_save_is_served(served):
    (worker,) = served.workers()
    os.kill(worker, signal.SIGKILL)
    status, body = served.get(PAGE)
    assert (status, b"the build ended early" in body) == (500, True)
    saved(served, ARTICLE + "\nA new line.\n")
    assert served.wait_for(PAGE, "A new line.") == 200


def test_after_a_burst_of_saves_and_another_branch_all_is_as_built_from_scratch(served, project, tmp_path):
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


def test_it_ends_well_and_leaves_nothing(project, tmp_path, monkeypatch):
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


def test_the_script_that_reloads_is_served_alone(served):
    page = served.text("/")
    assert "connect-src 'self'" in page
    assert len(SCRIPT.findall(page.encode())) == 1
    assert served.get("/.serve/reload.js")[0] == 200


@pytest.mark.parametrize("port", ["abc", "-1", "80000"])
def test_a_port_that_is_not_one_is_reported_in_one_line(port):
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
