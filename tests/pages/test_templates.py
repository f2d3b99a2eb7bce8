"""Every template is there, compiles and knows the names that it uses, or the build stops and says where."""

import shutil

import pytest

from tests.conftest import ROOT, write
from vouch.sources.problem_log import BrokenSite

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n"}
ASKING = {"pages/b.md": "Title: B\nTemplate: nothing\n\nText.\n"}


@pytest.fixture
def theme(tmp_path):
    """A theme whose templates one can change."""
    for each in (ROOT / "theme").iterdir():
        if each.name == "templates":
            shutil.copytree(each, tmp_path / "theme/templates")
        else:
            (tmp_path / "theme").mkdir(exist_ok=True)
            (tmp_path / "theme" / each.name).symlink_to(each)
    return tmp_path / "theme"


def test_all_problems_of_templates_are_reported_in_one_run(build_site, theme):
    for name in ("tags", "_proof"):
        (theme / f"templates/{name}.html").unlink()
    unused = "\n{{ 1|no_such_filter }}"
    write(theme / "templates", {"search.html": "\n{% block %}", "unused.html": unused, "page.html": b"\xff"})
    with pytest.raises(BrokenSite) as broken:
        build_site(ARTICLE, THEME=str(theme))
    folder = theme / "templates"
    assert [each.removeprefix(f"{folder}/") for each in broken.value.problems] == [
        f"_proof.html:1: this template is missing; restore it: {folder}/article.html:2 uses it",
        "page.html:1: not UTF-8; save the file in UTF-8",
        "search.html:2: expected token 'name', got 'end of statement block'; correct the template",
        "tags.html:1: this template is missing; restore it: pages of the site use it",
        "unused.html:2: No filter named 'no_such_filter'; correct the template",
    ]


def test_a_page_can_ask_for_a_template_of_its_own(build_site, theme):
    write(theme / "templates", {"nothing.html": "{% extends 'base.html' %}{% block address %}{% endblock %}"})
    site = build_site(ARTICLE | ASKING, THEME=str(theme))
    assert "<title>Nadia Okonkwo</title>" in (site / "b.html").read_text("utf-8")


def test_pages_with_the_fewest_fields_are_written(build_site):
    """No tag, change, résumé, series or neighbour: templates are given empty values, not nothing."""
    least = {"articles/d.md": "Title: D\nStatus: draft\n\n", "pages/e.md": "Title: E\nStatus: draft\n\n"}
    site = build_site(least)
    assert (site / "drafts/d.html").is_file()
    assert (site / "drafts/e.html").is_file()
