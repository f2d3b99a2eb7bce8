"""Each category and tag has a page, whose address is made from its name."""

import pytest

from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\n{}\n\nText.\n"


def names_of(site, kind):
    return sorted(each.stem for each in (site / kind).glob("*.html"))


@pytest.mark.parametrize(
    ("field", "kind"), [("Category: {0}\nSlug: {1}", "category"), ("Tags: {0}\nSlug: {1}", "tag")]
)
def test_names_that_differ_in_signs_have_separate_pages(build_site, field, kind):
    names = ("C", "C++", "C#", "F#", ".NET", "Net", "g++", "Issue #1")
    site = build_site(
        {f"articles/{n}.md": MD.format("A", field.format(name, f"a{n}")) for n, name in enumerate(names)}
    )
    wanted = ["c", "c-sharp", "cpp", "dotnet", "f-sharp", "gpp", "issue-1", "net"]
    assert names_of(site, kind) == wanted
    assert "C++</h1>" in (site / f"{kind}/cpp.html").read_text("utf-8")


def test_two_spellings_of_a_name_share_a_page(build_site):
    articles = {
        f"articles/{title}.md": MD.format(title, f"Tags: {name}\nCategory: {name}")
        for title, name in (("a", "Go lang"), ("b", "go-lang"))
    }
    site = build_site(articles)
    assert names_of(site, "tag") == names_of(site, "category") == ["go-lang"]


def problems_of(build_site, folder, files):
    """The problems of a site, their paths as from content/articles/."""
    with pytest.raises(BrokenSite) as broken:
        build_site({f"articles/{name}": text for name, text in files.items()})
    return [each.removeprefix(f"{folder}/content/articles/") for each in broken.value.problems]


@pytest.mark.parametrize(
    ("field", "page"), [("Category: {}", "category/rd.html"), ("Tags: x, {}", "tag/rd.html")]
)
def test_two_names_of_one_page_are_reported(build_site, tmp_path, field, page):
    files = {"a.md": MD.format("A", field.format("R&D")), "b.md": MD.format("B", field.format("R/D"))}
    assert problems_of(build_site, tmp_path, files) == [
        f"b.md:3: 'R/D' and 'R&D' in {tmp_path}/content/articles/a.md have one page, /{page}; "
        "write both alike, or give this one letters of its own, such as `cpp`",
    ]


WITHOUT_PAGES = {
    "Tags: go, &": "the tag '&' gives no address; name it with letters or digits",
    "Category: ???": "the category '???' gives no address; name it with letters or digits",
    "Category: ..": "the category '..' gives no address; name it with letters or digits",
    "Category: All": "the feed of the category 'All' would be that of the site; give it another name",
    f"Tags: {'x' * 201}": f"the tag '{'x' * 20}'… is too long; give it a name of at most 200 letters",
}


def test_names_without_pages_are_reported(build_site, tmp_path):
    files = {f"{number}.md": MD.format(number, field) for number, field in enumerate(WITHOUT_PAGES)}
    files["9.rst"] = "A\n=\n\n:date: 2020-01-02\n:tags: !!!\n\nText.\n"
    assert problems_of(build_site, tmp_path, files) == [
        *(f"{number}.md:3: {problem}" for number, problem in enumerate(WITHOUT_PAGES.values())),
        "9.rst:5: the tag '!!!' gives no address; name it with letters or digits",
    ]


def test_long_names_have_pages(build_site):
    long = "x" * 200
    site = build_site({"articles/a.md": MD.format("A", f"Slug: {long}\nTags: {long}\nCategory: {long}")})
    assert (site / f"{long}.html").is_file()
    assert (site / f"feeds/{long}.atom.xml").is_file()


@pytest.mark.parametrize("field", ["Category: {}", "Tags: x, {}"])
def test_the_rarer_of_two_spellings_is_reported_at_each_use(build_site, tmp_path, field):
    names = ("go", "Go", "GO", "Go")
    files = {f"{n}.md": MD.format(n, field.format(name)) for n, name in enumerate(names)}
    kind = "category" if "Category" in field else "tag"
    assert problems_of(build_site, tmp_path, files) == [
        f"{n}.md:3: the {kind} {name!r} is 'Go' in {tmp_path}/content/articles/1.md; write 'Go'"
        for n, name in ((0, "go"), (2, "GO"))
    ]
