"""`invoke serve`: a save is on the screen soon, and a mistake does not end it."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from publishing.build import build
from tests.conftest import ROOT, write
from tests.desk.conftest import free_port, serve

pytestmark = pytest.mark.slow

ARTICLE = "Title: Continuous profiling in Go\nDate: 2022-04-22\n\nText.\n"


def test_pages_are_served_as_github_pages_does(served):
    assert served.get("/")[0] == 200
    assert "Coins.ph" in served.get("/resume")[1]
    assert served.get("/cv")[0] == 301
    assert "resume.html" in served.get("/cv/")[1]
    assert served.get("/nowhere.html")[0] == 404
    assert "no page here" in served.get("/nowhere.html")[1]
    assert served.get("/../pelicanconf.py")[0] == 404
    assert served.get("/" + "x" * 5000)[0] == 404


def saved(served, text: str) -> None:
    write(served.root, {"content/articles/profiling.md": text})


def test_a_save_is_served_and_announced(served):
    events = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    events.request("GET", "/.desk/events")
    stream = events.getresponse()
    saved(served, ARTICLE + "\nA new line.\n")
    lines = (line for line in stream if line.startswith(b"data: "))
    message = json.loads(next(lines).removeprefix(b"data: "))
    assert "continuous-profiling-in-go.html" in message["changed"]
    assert "how-to-structure-go-projects.html" not in message["changed"]
    assert "A new line." in served.get("/continuous-profiling-in-go.html")[1]


@pytest.mark.xdist_group("browser")
def test_the_browser_shows_a_save_by_itself(served, visit):
    visited = visit(served.url("continuous-profiling-in-go.html"))
    saved(served, ARTICLE + "\nA new line.\n")
    visited.page.get_by_text("A new line.").wait_for()
    assert visited.messages == []


@pytest.mark.xdist_group("browser")
def test_a_new_style_of_the_theme_keeps_what_a_reader_typed(served, visit):
    visited = visit(served.url("search.html"), idle=True)
    visited.page.locator("[type=search]").fill("half a word")
    css = served.root / "theme/css/site.css"
    css.write_text(css.read_text("utf-8") + "@layer print { h1 { color: rgb(1, 2, 3) } }", "utf-8")
    expect(visited.page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=20_000)
    assert visited.page.locator("[type=search]").input_value() == "half a word"
    assert visited.messages == []


@pytest.mark.xdist_group("browser")
def test_searching_works_at_the_desk(served, visit):
    visited = visit(served.url("search.html?q=terraform"))
    visited.page.get_by_text("1 result for").wait_for()
    assert visited.messages == []


def test_a_mistake_is_shown_with_its_line_until_it_is_mended(served):
    saved(served, ARTICLE.replace("2022-04-22", "soon"))
    assert served.wait_for("/", "content/articles/profiling.md:2") == 500
    assert "<mark>Date: soon</mark>" in served.get("/")[1]
    saved(served, ARTICLE)
    assert served.wait_for("/", "Continuous profiling in Go</a>") == 200


MISTAKES = {
    "theme/templates/404.html": "{% block %}",
    "plugins/age.py": "1 / 0\n",
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
    assert f"<mark>{mistake.strip()}</mark>" in served.get("/")[1]
    file.write_text(before, "utf-8")
    assert served.wait_for("/", "Continuous profiling in Go</a>") == 200


def files_of(folder):
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_after_a_burst_of_saves_and_another_branch_the_site_is_as_built_anew(served, project, tmp_path):
    project.git("checkout", "--quiet", "-b", "other")
    project.git("mv", "content/articles", "content/texts")
    project.commit({"content/texts/new/third.md": "Title: Third\nDate: 2020-01-02\n\nOther.\n"})
    project.git("checkout", "--quiet", "main")
    for number in range(100):
        saved(served, f"{ARTICLE}\nSave {number}.\n")
    served.wait_for("/continuous-profiling-in-go.html", "Save 99.")
    project.git("checkout", "--quiet", "--force", "other")
    served.wait_for("/third.html", "Other.")
    build(served.root, "pelicanconf.py", tmp_path / "anew")
    assert files_of(served.root / "output") == files_of(tmp_path / "anew")


def test_it_ends_well_and_leaves_nothing(project):
    with serve(project.root, free_port()) as server:
        assert any("http://127.0.0.1" in line for line in server.stdout)
        write(project.root, {"content/articles/profiling.md": ARTICLE + "\nLast words.\n"})
        time.sleep(0.3)  # it builds
        server.send_signal(signal.SIGINT)
        assert "Traceback" not in server.stdout.read()
    assert server.returncode == 0
    assert list(project.root.glob(".output-*")) == []


def test_the_script_that_reloads_is_at_the_desk_alone(served):
    page = served.get("/")[1]
    assert "connect-src 'self'" in page
    assert '<script src="/.desk/reload.js" ' in page
    assert served.get("/.desk/reload.js")[0] == 200
    assert "desk" not in (served.root / "output/index.html").read_text("utf-8")


@pytest.mark.parametrize("port", ["abc", "-1", "80000"])
def test_a_port_that_is_none_is_said_in_one_line(port):
    command = [sys.executable, "-m", "invoke", "serve", f"--port={port}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"port {port}: Address already in use; name another with --port\n"
