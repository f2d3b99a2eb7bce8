"""Posts of 2010 to 2022 in both markups and two languages, dropped into content/, build as they are."""

import re
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html

from tests.conftest import OWNER, ROOT, run_pelican, write
from tests.project import ARTICLES
from tests.validators import atom_schema, html_errors
from vouch.checks import check

pytestmark = pytest.mark.slow

CORPUS = ROOT / "tests/corpus"
OF_WINDOWS = ("2010", "2012")  # these years' files get its line ends and a byte order mark
OBSOLETE = {"acronym", "big", "center", "font", "strike", "tt"}
OBSOLETE_ATTRIBUTES = {"align", "valign", "bgcolor", "border", "cellpadding", "frame", "rules", "style"}

SLUGS = {
    "2010/hello-indented-code.md": "hello-indented-code",
    "2010/virtualenv.rst": "virtualenv",
    "2011/fabric.rst": "deploying-with-fabric",
    "2011/nginx.md": "nastroika-nginx-kesh-szhatie-goriachaia-perezagruzka",
    "2012/celery.rst": "ocheredi-zadach-v-celery",
    "2012/footnotes.rst": "footnotes-and-citations-in-restructuredtext",
    "2012/packaging.md": "python-packaging",
    "2013/postgres.md": "postgresql-indexes",
    "2013/tables.md": "tables-and-pipes",
    "2013/tables.rst": "tables-in-restructuredtext",
    "2014/fences.md": "fences-of-every-kind",
    "2014/roles.rst": "roles",
    "2014/unicode.rst": "iunikod-kodirovki-i",
    "2015/contents.rst": "contents-numbers-and-levels",
    "2015/footnotes.md": "footnotes-in-markdown",
    "2015/raw-html.md": "raw-html-definition-lists-and-abbreviations",
    "2016/git.markdown": "git-za-5-minut",
    "2016/headings.md": "headings-that-skip",
    "2017/blocks.rst": "blocks-of-every-kind",
    "2017/pictures.md": "pictures-from-everywhere",
    "2018/odds-and-ends.md": "odds-and-ends-its-quoted",
    "2019/same-title-ru.md": "c-c-chto-takoe-restrict",
    "2020/hidden-page.rst": "hidden-but-readable",
    "2021/long-title.rst": "long-title",
    "2022/dashed-front-matter.md": "dashed-front-matter",
}


@pytest.fixture(scope="module")
def old_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("old")
    content = write(root, ARTICLES) / "content"  # the two that the résumé links to
    shutil.copytree(CORPUS, content, dirs_exist_ok=True)
    for name in ("pages", "_static"):
        shutil.copytree(OWNER / "content" / name, content / name)
    for year in OF_WINDOWS:
        for file in content.glob(f"articles/{year}/*"):
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    return run_pelican(content, root / "site", "publishconf.py")


@pytest.fixture(scope="module")
def pages(old_site: Path) -> dict[str, html.HtmlElement]:
    return {slug: html.fromstring((old_site / f"{slug}.html").read_bytes()) for slug in SLUGS.values()}


def body(site: Path, slug: str) -> str:
    text = (site / f"{slug}.html").read_text("utf-8")
    return re.search(r'<article class="flow".*?</article>', text, re.DOTALL)[0]


def code_of(site: Path, slug: str) -> list[tuple[str, str]]:
    figures = html.fromstring(body(site, slug)).xpath("//figure[@class='code']")
    return [(each.get("data-language"), each.xpath("string(pre)")) for each in figures]


def test_each_post_has_its_address(old_site):
    sources = [each.relative_to(CORPUS / "articles").as_posix() for each in CORPUS.glob("articles/*/*.*")]
    posts = {each for each in sources if not each.endswith((".png", ".txt"))}
    assert posts == set(SLUGS)
    assert [slug for slug in SLUGS.values() if not (old_site / f"{slug}.html").is_file()] == []


def test_nothing_is_wrong_with_the_site(old_site):
    assert list(map(str, check(old_site, old_site.parent))) == []


def test_no_id_is_twice_on_a_page(pages):
    for slug, page in pages.items():
        assert [name for name, count in Counter(page.xpath("//@id")).items() if count > 1] == [], slug


def test_pages_have_no_obsolete_html_and_no_style(pages):
    for slug, page in pages.items():
        assert {each.tag for each in page.iter(etree.Element)} & OBSOLETE == set(), slug
        used = {name for each in page.iter(etree.Element) for name in each.attrib}
        assert used & OBSOLETE_ATTRIBUTES == set(), slug
        assert [name for name in used if name.startswith("on")] == [], slug


def test_headings_begin_below_the_title_and_skip_no_level(pages):
    for slug, page in pages.items():
        headings = page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        levels = [int(each.tag[1]) for each in headings]
        assert (levels[0], levels.count(1)) == (1, 1), slug
        assert all(after - before <= 1 for before, after in pairwise(levels)), slug


def test_every_picture_has_a_size_and_is_published(pages, old_site):
    for slug, page in pages.items():
        for picture in page.xpath("//main//img"):
            assert picture.get("alt"), slug
            assert int(picture.get("width")) > 0 < int(picture.get("height")), slug
            assert (old_site / unquote(picture.get("src")).lstrip("/")).is_file(), slug


@pytest.mark.parametrize("slug", ["hello-indented-code", "virtualenv"])
def test_byte_order_mark_and_line_ends_of_windows_are_gone(old_site, slug):
    page = (old_site / f"{slug}.html").read_bytes()
    assert b"\r" not in page
    assert b"\xef\xbb\xbf" not in page


def test_indented_code_is_in_the_language_that_it_names(old_site):
    blocks = code_of(old_site, "hello-indented-code")
    assert [name for name, _ in blocks] == ["python", "python", "python", "bash", "go", "text", "console"]
    assert blocks[1][1] == 'print "a < b & c"\n'
    assert blocks[2][1] == "#!/usr/bin/env python\nimport sys\n"
    assert blocks[5][1] == "$ plain text, <not> a tag & not an entity\n"
    assert '<span class="hll"><span class="kd">func</span>' in body(old_site, "hello-indented-code")


def test_fences_of_every_kind_are_code(old_site):
    blocks = code_of(old_site, "fences-of-every-kind")
    assert [name for name, _ in blocks] == (
        "python python text python python go yaml python cpp objective-c nosuchlanguage text diff console "
        "sql markdown python"
    ).split()
    text = body(old_site, "fences-of-every-kind")
    assert "```" not in re.sub(r"<figure.*?</figure>", "", text, flags=re.DOTALL)
    assert text.count('class="hll"') == 4
    assert "<figcaption>output.txt</figcaption>" in text


def test_directives_of_every_kind_are_code(old_site):
    blocks = code_of(old_site, "virtualenv")
    assert [name for name, _ in blocks] == "console python bash text text python text pycon text".split()
    assert "<em>package</em>==1.0" in body(old_site, "virtualenv")
    assert "<figcaption>settings.py</figcaption>" in body(old_site, "virtualenv")


@pytest.mark.parametrize(
    "slug",
    ["footnotes-in-markdown", "footnotes-and-citations-in-restructuredtext", "ocheredi-zadach-v-celery"],
)
def test_footnotes_lead_there_and_back(old_site, slug):
    page = html.fromstring(body(old_site, slug))
    notes = page.xpath("//a[@role='doc-noteref' or @class='footnote-ref' or @role='doc-biblioref']")
    backs = page.xpath("//a[@role='doc-backlink' or @class='footnote-backref']/@href")
    assert {each.get("id") or each.getparent().get("id") for each in notes} == {each[1:] for each in backs}
    assert [each.get("href") for each in notes if not page.get_element_by_id(each.get("href")[1:]).text] == []


@pytest.mark.parametrize(
    ("slug", "links"),
    [
        ("python-packaging", ["/hello-indented-code.html", "/virtualenv.html", "/virtualenv.html#console"]),
        ("deploying-with-fabric", ["/files/nginx.conf", "/virtualenv.html", "/virtualenv.html#console"]),
        ("nastroika-nginx-kesh-szhatie-goriachaia-perezagruzka", ["/git-za-5-minut.html#ветки"]),
        ("dashed-front-matter", ["/tag/go.html", "/category/python.html", "/index.html"]),
    ],
)
def test_links_between_posts_lead_to_their_pages(old_site, slug, links):
    found = html.fromstring(body(old_site, slug)).xpath("//a/@href")
    assert [each for each in links if each not in found] == []


def test_pictures_are_found_from_every_folder(old_site):
    pictures = html.fromstring(body(old_site, "pictures-from-everywhere")).xpath("//img")
    sizes = {each.get("src"): (each.get("width"), each.get("height")) for each in pictures}
    assert sizes == {
        "/images/panel.png": ("640", "480"),
        "/articles/2017/local.png": ("200", "100"),
        "/attached.png": ("100", "75"),
        "/images/queue.svg": ("400", "100"),
        "/images/cache%20hit.png": ("300", "200"),
        "/images/схема.png": ("320", "160"),
    }


def test_tables_align_by_class_in_a_box_that_scrolls(old_site):
    text = body(old_site, "tables-and-pipes")
    assert '<td class="right">22</td>\n<td><code>grep a | wc</code></td>' in text
    for slug in ("tables-and-pipes", "tables-in-restructuredtext"):
        page = html.fromstring(body(old_site, slug))
        assert (
            len(page.xpath("//div[@class='wide' and @tabindex='0']/table"))
            == page.xpath("count(//table)")
            > 2
        )


def test_titles_are_what_their_authors_wrote(old_site):
    titles = {
        slug: re.search(r"<h1>(.*)</h1>", (old_site / f"{slug}.html").read_text("utf-8"))[1]
        for slug in SLUGS.values()
    }
    assert (
        titles["tables-and-pipes"]
        == "Tables &amp; &#8220;pipes&#8221;: a &lt;T&gt; note, C++ and it&#8217;s done"
    )
    assert (
        titles["roles"]
        == "Roles &amp; <em>substitutions</em>: <code>literal</code> titles, &#8220;quoted&#8221;"
    )
    assert titles["git-za-5-minut"] == "Git за\xa05 минут 🚀"
    assert "<a" not in titles["long-title"]


def test_russian_posts_are_marked_as_russian(old_site):
    for slug in ("ocheredi-zadach-v-celery", "postgresql-indexes"):
        text = (old_site / f"{slug}.html").read_text("utf-8")
        assert '<html lang="ru">' in text
        assert '<p class="admonition-title">Примечание</p>' in text


def test_a_hidden_post_is_in_no_list(old_site):
    assert "hidden-but-readable" not in (old_site / "index.html").read_text("utf-8")


def test_feeds_of_old_posts_follow_rfc_4287(old_site):
    schema = atom_schema()
    for feed in old_site.glob("feeds/*.xml"):
        schema.assertValid(etree.parse(feed))


def test_old_posts_pass_the_html_checker(old_site):
    assert html_errors(old_site) == []
