"""Categories and tags have pages of their own, and their names those of the pages."""

import pytest

from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\n{}\n\nText.\n"


def names_of(site, kind):
    return sorted(each.stem for each in (site / kind).glob("*.html"))


@pytest.mark.parametrize(
    ("field", "kind"), [("Category: {0}\nSlug: {1}", "category"), ("Tags: {0}\nSlug: {1}", "tag")]
)
def test_names_that_differ_in_signs_have_pages_of_their_own(build_site, field, kind):
    names = ("C", "C++", "C#", "F#", ".NET", "Net", "g++", "Issue #1")
    site = build_site(
        {f"articles/{n}.md": MD.format("A", field.format(name, f"a{n}")) for n, name in enumerate(names)}
    )
    wanted = ["c", "c-sharp", "cpp", "dotnet", "f-sharp", "gpp", "issue-1", "net"]
    assert names_of(site, kind) == wanted
    assert "C++</h1>" in (site / f"{kind}/cpp.html").read_text("utf-8")


def test_a_name_in_other_letters_of_the_same_is_one(build_site):
    articles = {
        f"articles/{title}.md": MD.format(title, f"Tags: {name}\nCategory: {name}")
        for title, name in (("a", "Go lang"), ("b", "go-lang"))
    }
    site = build_site(articles)
    assert names_of(site, "tag") == names_of(site, "category") == ["go-lang"]


@pytest.mark.parametrize(
    ("field", "page"), [("Category: {}", "category/rd.html"), ("Tags: x, {}", "tag/rd.html")]
)
def test_two_names_of_one_page_are_told(build_site, tmp_path, field, page):
    with pytest.raises(BrokenSite) as broken:
        build_site(
            {
                "articles/a.md": MD.format("A", field.format("R&D")),
                "articles/b.md": MD.format("B", field.format("R/D")),
            }
        )
    content = f"{tmp_path}/content/articles"
    assert broken.value.problems == (
        f"{content}/b.md:3: 'R/D' and 'R&D' in {content}/a.md have one page, /{page}; "
        "write both alike, or give this one letters of its own, such as `cpp`",
    )


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("Tags: go, &", "the tag '&' gives no address; name it with letters or digits"),
        ("Category: ???", "the category '???' gives no address; name it with letters or digits"),
        ("Category: ..", "the category '..' gives no address; name it with letters or digits"),
        ("Category: All", "the feed of the category 'All' would be that of the site; name it otherwise"),
        ("Tags: " + "x" * 201, f"the tag '{'x' * 20}'… is too long; name it in 200 letters at most"),
    ],
)
def test_a_name_without_a_page_is_told(build_site, tmp_path, field, problem):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": MD.format("A", field)})
    assert broken.value.problems == (f"{tmp_path}/content/articles/a.md:3: {problem}",)


def test_a_name_without_a_page_is_told_in_restructuredtext(build_site):
    with pytest.raises(BrokenSite, match=r"a\.rst:5: the tag '!!!' gives no address"):
        build_site({"articles/a.rst": "A\n=\n\n:date: 2020-01-02\n:tags: !!!\n\nText.\n"})


def test_long_names_have_pages(build_site):
    long = "x" * 200
    site = build_site({"articles/a.md": MD.format("A", f"Slug: {long}\nTags: {long}\nCategory: {long}")})
    assert (site / f"{long}.html").is_file()
    assert (site / f"feeds/{long}.atom.xml").is_file()
