"""Pages at old addresses lead to the new one; an address has one owner, old ones included."""

import pytest

from vouch.sources.problem_log import BrokenSite

ARTICLE = "Title: A\nDate: 2024-01-02\nAliases: {}\n\nText.\n"
OTHER = "Title: B\nDate: 2024-01-02\n\nText.\n"


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("old.html", "old.html"),
        ("/2012/05/old/", "2012/05/old/index.html"),
        ("old", "old.html"),
        ("https://nadia.example/x.html", "x.html"),
        ("%D1%82.html", "т.html"),
        ("2012/ünder_score.htm", "2012/ünder_score.htm"),
    ],
)
def test_an_old_address_leads_to_the_new_one(build_site, alias, file):
    page = (build_site({"articles/a.md": ARTICLE.format(alias)}) / file).read_text("utf-8")
    assert 'content="0; url=/a.html"' in page
    assert '<a href="/a.html">https://nadia.example/a.html</a>' in page


def test_an_article_may_have_many_old_addresses_in_either_markup(build_site):
    rst = "B\n=\n\n:date: 2024-01-02\n:aliases: old-b.html, b/\n\nText.\n"
    site = build_site({"articles/a.md": ARTICLE.format("one.html, two.html three/"), "articles/b.rst": rst})
    for old in ("one.html", "two.html", "three/index.html", "old-b.html", "b/index.html"):
        assert (site / old).is_file()


def test_below_a_base_path_it_leads_there(build_site):
    address = "https://me.github.io/name"
    article = {"articles/a.md": ARTICLE.format("old.html")}
    site = build_site(article, public=True, SITE_ADDRESS=address, SITEURL=address)
    assert 'content="0; url=/name/a.html"' in (site / "old.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("alias", "what"),
    [
        ("http://other.org/x.html", "the alias 'http://other.org/x.html' is not an address of a page here"),
        ("../x.html", "the alias '../x.html' is not an address of a page here"),
        ("old.php", "the alias 'old.php' is not an address of a page here"),
        ("resume.pdf", "the alias 'resume.pdf' is not an address of a page here"),
        ("pagefind/x.html", "the address /pagefind/x.html belongs to the site"),
        ("/?p=12", "the alias '/?p=12' is not an address of a page here"),
        ("b.html", "articles/a.md:3: the address /b.html belongs to articles/b.md"),
        ("B.html", "articles/a.md:3: the address /B.html belongs to articles/b.md"),
        ("archives.html", "articles/a.md:3: the address /archives.html belongs to the site"),
        ("theme/x.html", "the address /theme/x.html belongs to the site"),
        ("a.html", "articles/a.md:3: the address /a.html belongs to articles/a.md"),
        ("x.html, x.html", None),
    ],
)
def test_an_impossible_alias_is_an_error_with_its_line(build_site, alias, what):
    files = {"articles/a.md": ARTICLE.format(alias), "articles/b.md": OTHER}
    if what is None:
        build_site(files)
        return
    with pytest.raises(BrokenSite) as broken:
        build_site(files)
    assert any(what in each for each in broken.value.problems)
