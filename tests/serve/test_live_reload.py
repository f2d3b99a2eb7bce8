"""What an open page does when the site changes, in a real browser."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import write
from tests.serve.conftest import free_port, page, start
from tests.serve.test_open_pages import wait_until_none_is_open

pytestmark = pytest.mark.slow

PARAGRAPHS = [f"<p>Paragraph {number}</p>" for number in range(200)]
LONG = page("".join(PARAGRAPHS))


def test_only_a_changed_page_is_reloaded(showing, visit):
    showing.put({"a.html": page("One"), "b.html": page("Two")})
    a, b = visit(showing.url("a")), visit(showing.url("b.html"))
    b.page.evaluate("window.untouched = true")
    showing.put({"a.html": page("Three"), "b.html": page("Two")})
    a.page.get_by_text("Three").wait_for()
    assert b.page.evaluate("window.untouched")
    assert a.messages == b.messages == []


def test_an_unchanged_page_sends_no_request(showing, visit):
    showing.put({"a.html": page("One"), "b.html": page("Two")})
    a, b = visit(showing.url("a.html"), idle=True), visit(showing.url("b.html"), idle=True)
    asked = len(b.requests)
    showing.put({"a.html": page("Three")})
    a.page.get_by_text("Three").wait_for()
    assert len(b.requests) == asked


@pytest.mark.parametrize("above", [[], ["<p>New</p>"] * 30])
def test_a_reload_keeps_the_line_that_was_read(showing, visit, above):
    showing.put({"a.html": LONG})
    visited = visit(showing.url("a.html")).page
    visited.evaluate("scrollTo(0, 3000)")
    line = visited.get_by_text("Paragraph 100", exact=True)
    before = line.bounding_box()["y"]
    showing.put({"a.html": page("".join([*above, *PARAGRAPHS, "<h2>End</h2>"]))})
    visited.get_by_text("End").wait_for()
    visited.wait_for_load_state()
    assert abs(line.bounding_box()["y"] - before) <= 1


def test_a_new_style_is_applied_without_a_reload(showing, visit):
    body = "<h1>Search</h1><input>"
    showing.put({"a.html": page(body)})
    visited = visit(showing.url("a.html"))
    visited.page.locator("input").fill("half a word")
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        showing.put({"a.html": page(body, f"h1 {{ color: {colour} }}")})
        expect(visited.page.locator("h1")).to_have_css("color", colour)
    assert visited.page.locator("input").input_value() == "half a word"
    expect(visited.page.locator("main")).to_have_css("color", "rgb(0, 0, 0)")
    assert visited.messages == []


def test_problems_are_shown_and_the_place_is_kept(showing, visit):
    write(showing.server.root, {"content/a.md": "Title: A\nDate: soon\n\nText.\n"})
    showing.put({"a.html": LONG})
    visited = visit(showing.url("a.html"))
    visited.page.evaluate("scrollTo(0, 3000)")
    showing.fail("content/a.md:2: date: soon is none; write 2024-01-02")
    visited.page.get_by_role("heading", name="The site was not built").wait_for()
    assert visited.page.locator("mark").inner_text() == "Date: soon"
    showing.fail("content/a.md:1: another; problem")
    visited.page.get_by_text("another; problem").wait_for()
    showing.fail(death="vouch/pages/age.py:1: the process ended; see there")
    visited.page.get_by_text("the process ended; see there").wait_for()
    showing.put({"b.html": "b"})
    visited.page.get_by_text("Paragraph 100").wait_for()
    visited.page.wait_for_load_state()
    assert visited.page.evaluate("scrollY") == 3000
    assert [each for each in visited.messages if "500" not in each] == []


def test_a_problem_of_one_page_is_shown_there_alone(showing, visit):
    showing.put({"a.html": page("One"), "b.html": page("Two")})
    a, b = visit(showing.url("a.html")).page, visit(showing.url("b.html")).page
    b.evaluate("window.untouched = true")
    showing.fail(a=["theme/templates/article.html:1: a problem; correct it"])
    a.get_by_text("a problem; correct it").wait_for()
    showing.fail()
    a.get_by_text("One").wait_for()
    assert b.evaluate("window.untouched")


def test_a_removed_page_shows_404_until_it_is_back(showing, visit):
    showing.put({"a.html": page("One"), "404.html": page("Not here")})
    visited = visit(showing.url("a.html")).page
    showing.take_away("a.html")
    visited.get_by_text("Not here").wait_for()
    showing.put({"a.html": page("Again")})
    visited.get_by_text("Again").wait_for()


def test_a_page_opened_before_the_first_build_is_shown_after_it(showing, visit):
    visited = visit(showing.url("a.html")).page
    visited.get_by_text("The site is being built").wait_for()
    showing.put({"a.html": page("One")})
    visited.get_by_text("One").wait_for()


HIDE = """isHidden => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_hidden_tab_has_no_connection_and_is_up_to_date_when_shown(showing, visit):
    showing.put({"a.html": page("One")})
    visited = visit(showing.url("a.html"), idle=True).page
    visited.evaluate(HIDE, True)
    wait_until_none_is_open(showing)
    assert visited.locator("main").inner_text() == "One"
    showing.put({"a.html": page("Two")})
    visited.evaluate(HIDE, False)
    visited.get_by_text("Two").wait_for()


@contextlib.contextmanager
def serving(root: Path, port: int, files: dict[str, str]) -> Iterator[None]:
    code = "from tests.serve.conftest import Path, Showing; import time; "
    code += f"Showing(Path({str(root)!r}), {port}).put({files!r}); print('ready'); time.sleep(60)"
    with start(code) as process:
        assert any("ready" in line for line in process.stdout)
        yield
        process.kill()


def test_a_restarted_server_reloads_only_changed_pages(tmp_path, visit):
    port, files = free_port(), {"a.html": page("One"), "b.html": page("Two")}
    with serving(tmp_path, port, files):
        a, b = (visit(f"http://127.0.0.1:{port}/{name}.html", idle=True).page for name in "ab")
        b.evaluate("window.untouched = true")
    with b.expect_request("**/.serve/events*"), serving(tmp_path, port, files | {"a.html": page("Three")}):
        a.get_by_text("Three").wait_for()
    assert b.evaluate("window.untouched")
