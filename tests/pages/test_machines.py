"""What programs read beside the feeds: Markdown twins, llms.txt, OpenSearch, icons and colours."""

import io

import pytest
from lxml import etree, html
from PIL import Image

from tests.resume import HEAD, JOB, TARGET, WORK
from vouch.pages.markdown_twins import twin_address

ARTICLE = """Title: Queues & waiting
Date: 2024-01-02
Category: Systems
Summary: Why they *grow*.

See [the other]({filename}b.rst). <!-- not yet -->

## Little's law

```go title="main.go"
func main() {}
```
"""
OTHER = "B\n=\n\n:date: 2023-01-02\n\nA note\n------\n\nText, and a `link <https://other.example>`_.\n"
DRAFT = "Title: Secret plan\nStatus: draft\n\nText.\n"
FILES = {"articles/a.md": ARTICLE, "articles/b.rst": OTHER, "articles/c.md": DRAFT}


def head_of(file):
    return html.fromstring(file.read_text("utf-8")).find("head")


@pytest.fixture
def site(build_site):
    resume = {
        "pages/resume.rst": HEAD + WORK + JOB + TARGET,
        "pages/resume.anchors": "work\nacme\nacme-developer\nacme-built\n",
    }
    return build_site(
        FILES | resume, public=True, MARKDOWN_TWINS=True, FEDIVERSE_CREATOR="@nadia@hachyderm.example"
    )


def test_an_article_has_a_twin_with_what_it_publishes_and_no_more(site):
    assert (site / "queues-waiting.md").read_text("utf-8") == (
        "# Queues & waiting\n\n"
        "2024-01-02, Nadia Okonkwo, https://nadia.example/queues-waiting.html\n\n"
        "See [the other](https://nadia.example/b.html).\n\n"
        "## Little’s law\n\n*main.go*\n\n```go\nfunc main() {}\n```\n"
    )
    assert "## A note\n\nText, and a [link](https://other.example)." in (site / "b.md").read_text("utf-8")
    link = head_of(site / "queues-waiting.html").find("link[@type='text/markdown']")
    assert link.get("href").endswith("/queues-waiting.md")


def test_the_formulas_of_a_twin_are_in_tex(build_site):
    text = "Title: A\nDate: 2024-01-02\n\nSo $a_b < \\frac{1}{2}$.\n\n$$\nx^2\n$$\n\nEnd.\n"
    site = build_site({"articles/a.md": text}, MARKDOWN_TWINS=True)
    twin = (site / "a.md").read_text("utf-8")
    assert twin.endswith("So $`a_b < \\frac{1}{2}`$.\n\n```math\nx^2\n```\n\nEnd.\n")


def test_the_list_of_twins_names_what_is_published(site):
    assert (site / "llms.txt").read_text("utf-8") == (
        "# Nadia Okonkwo\n\n> Queues, storage and the people who run them\n\n## Articles\n\n"
        "- [Queues & waiting](https://nadia.example/queues-waiting.md): Why they grow.\n"
        "- [B](https://nadia.example/b.md)\n\n## Pages\n\n"
        "- [Ann Lee](https://nadia.example/resume.txt)\n"
    )
    assert not list(site.rglob("*secret*"))


def test_a_site_has_twins_only_if_its_owner_wants_them(build_site):
    site = build_site(FILES)
    assert not [*site.glob("*.md"), *site.glob("llms.txt")]
    assert head_of(site / "b.html").find("link[@type='text/markdown']") is None


@pytest.mark.parametrize(("page", "twin"), [("a.html", "a.md"), ("2024/a/index.html", "2024/a/index.md")])
def test_a_twin_is_beside_its_page(page, twin):
    content = type("Content", (), {"save_as": page})
    assert twin_address(content) == twin


def test_an_article_names_its_author_in_the_fediverse(site):
    meta = head_of(site / "b.html").find("meta[@name='fediverse:creator']")
    assert meta.get("content") == "@nadia@hachyderm.example"


def test_browsers_can_add_the_search_of_the_site(build_site):
    site = build_site(FILES, SITENAME="Notes & queries of a person", SEARCH=True)
    described = etree.fromstring((site / "opensearch.xml").read_bytes())
    namespace = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert described.findtext(f"{namespace}ShortName") == "Notes & queries"  # 16 letters at most
    template = described.find(f"{namespace}Url").get("template")
    assert template == "https://nadia.example/search.html?q={searchTerms}"
    for page in ("index.html", "search.html"):
        assert head_of(site / page).find("link[@rel='search']").get("href") == "/opensearch.xml"


def test_a_site_without_search_describes_none(build_site):
    site = build_site(FILES, SEARCH=False)
    assert not (site / "opensearch.xml").exists()
    assert head_of(site / "index.html").find("link[@rel='search']") is None


def test_phones_show_the_favicon_on_paper(build_site):
    site = build_site(FILES, TOUCH_ICON=True)
    icon = Image.open(io.BytesIO((site / "apple-touch-icon.png").read_bytes())).convert("RGB")
    assert icon.size == (180, 180)
    colours = {meta.get("media"): meta.get("content") for meta in head_of(site / "b.html").iter("meta")}
    assert "#{:02x}{:02x}{:02x}".format(*icon.getpixel((3, 3))) == colours["(prefers-color-scheme:light)"]
    assert len({colour for _, colour in icon.getcolors(180 * 180)}) >= 4
