"""A wrong entry of the menu is reported once, at its line, and not on each page that shows the menu."""

import pytest

from tests.resume import HEAD, JOB, TARGET, WORK
from vouch.build.run import BuildFailed, build
from vouch.sources.problem_log import BrokenSite

ARTICLE = {"articles/a.md": "Title: A\nDate: 2020-01-01\nCategory: Go\nTags: code\n\nText.\n"}
ABOUT = ARTICLE | {"pages/about.md": "Title: About\n\nWho writes here.\n"}


@pytest.mark.slow
def test_a_wrong_entry_is_reported_once_at_its_line(project):
    settings = project.root / "pelicanconf.py"
    text = settings.read_text("utf-8").replace('("archives.html", "Archive")', '("archive.html", "Archive")')
    settings.write_text(text, "utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "archive.html" in each)
    for each in ("pelicanconf.py", "publishconf.py"):
        with pytest.raises(BuildFailed) as failed:
            build(project.root, each, project.root / "output")
        what = "MENU has 'archive.html', which is not a page of this site"
        assert failed.value.problems == (f"pelicanconf.py:{line}: {what}; write 'archives.html'",)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("abuot.html", "about.html"),
        ("About.html", "about.html"),
        ("archive.html", "archives.html"),
        ("tag/codes.html", "tag/code.html"),
        ("category/og.html", "category/go.html"),
    ],
)
def test_a_misspelt_page_is_reported(build_site, address, page):
    with pytest.raises(BrokenSite) as broken:
        build_site(ABOUT, MENU=[("index.html", "Articles"), (address, "Else")])
    (problem,) = broken.value.problems
    assert problem.endswith(f": MENU has {address!r}, which is not a page of this site; write {page!r}")


def test_without_a_menu_there_is_no_navigation(build_site):
    page = (build_site(ABOUT, MENU=()) / "about.html").read_text("utf-8")
    assert '<header class="masthead">' in page
    assert '<nav aria-label="Site"' not in page


def test_a_menu_leads_to_pages_files_and_other_sites(build_site):
    menu = [(each, "Entry") for each in ("index.html", "about.html", "resume.pdf", "https://example.com/a")]
    site = build_site(ABOUT | {"pages/resume.rst": HEAD + WORK + JOB + TARGET}, MENU=menu)
    page = (site / "a.html").read_text("utf-8")
    for href in ("/", "/about.html", "/resume.pdf", "https://example.com/a"):
        assert f'<li><a href="{href}">Entry</a></li>' in page
