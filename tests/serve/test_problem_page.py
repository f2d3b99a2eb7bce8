"""The page of a problem: its message, and the lines of the file around it."""

from itertools import product

import pytest

from tests.browser import violations
from tests.conftest import write
from vouch.serve.own_pages import problem_of, problem_page

PROBLEM = "content/a b.md:5: this is wrong; write it so"


def numbered(count: int) -> str:
    return "".join(f"line {number}\n" for number in range(1, count + 1))


def test_a_problem_is_shown_with_three_lines_before_and_after_it(tmp_path):
    write(tmp_path, {"content/a b.md": numbered(20)})
    problem = problem_of(PROBLEM, tmp_path)
    assert (problem.place, problem.message) == ("content/a b.md:5", "this is wrong; write it so")
    assert [line.number for line in problem.lines] == [2, 3, 4, 5, 6, 7, 8]
    assert [line.text for line in problem.lines if line.is_wrong] == ["line 5"]


@pytest.mark.parametrize(("count", "numbers"), [(5, [2, 3, 4, 5]), (3, [1, 2, 3]), (0, [1])])
def test_a_problem_near_the_end_of_a_file_is_shown_with_fewer_lines(tmp_path, count, numbers):
    write(tmp_path, {"content/a b.md": numbered(count)})
    assert [line.number for line in problem_of(PROBLEM, tmp_path).lines] == numbers


def test_lines_are_counted_as_editors_do_and_show_every_character(tmp_path):
    write(tmp_path, {"content/a b.md": b"\x0c\r\n\xff\r\n\ttab\r\n\xe2\x80\x8b\r\n5"})
    assert [each.text for each in problem_of(PROBLEM, tmp_path).lines] == [
        "\\xff",
        "    tab",
        "\\u200b",
        "5",
    ]


@pytest.mark.parametrize(
    "problem", ["no place", "content:1: a folder", "gone.md:1: x", "a\0b:1: x", "x: y", ""]
)
def test_a_problem_without_a_file_is_shown_as_it_is(tmp_path, problem):
    write(tmp_path, {"content/a.md": "secret"})
    shown = problem_of(problem, tmp_path)
    assert (shown.message, shown.lines) == (problem, ())


def test_no_file_outside_the_project_is_shown(tmp_path):
    root = write(tmp_path / "project", {"content/a.md": "1"})
    write(tmp_path, {"secret": "secret"})
    (root / "content/link.md").symlink_to(tmp_path / "secret")
    for path in ("../secret", f"{tmp_path}/secret", "content/link.md", "content/../../secret"):
        assert problem_of(f"{path}:1: x", root).lines == ()
    assert problem_of(f"{root}/content/a.md:1: x", root).lines


def test_problems_are_escaped(tmp_path):
    write(tmp_path, {"<i>.md": "<b>\n"})
    html = problem_page(("<i>.md:1: <u>; <s>", "<script>"), tmp_path).body.decode()
    assert [each for each in ("<i>", "<b>", "<u>", "<s>", "<script>") if each in html] == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), list(product((320, 1440), ("light", "dark"))))
def test_the_page_is_accessible_and_fits_a_phone(showing, visit, width, scheme):
    write(
        showing.server.root, {"content/a b.md": numbered(9).replace("line 4", f"{'word ' * 60}{'x' * 200}")}
    )
    showing.fail(PROBLEM, "no place at all", f"content/a b.md:1: {'long' * 90}; write it so")
    visited = visit(showing.url("a.html"), width, scheme, bypass_csp=True)
    assert violations(visited.page) == []
    assert visited.page.evaluate("document.documentElement.scrollWidth") <= width
