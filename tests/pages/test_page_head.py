"""The style and script in a page's head, and the policy that allows them."""

import json
import re

import pytest

from tests.conftest import ROOT
from vouch.pages.page_head import STYLESHEETS, Needs, digest, without_comments

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n"}


def test_the_policy_allows_the_style_and_script_of_the_page(build_site):
    page = (build_site(ARTICLE) / "a.html").read_text("utf-8")
    style, script = (re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1] for tag in ("style", "script"))
    rules = re.search(r'<script type="speculationrules">(.*?)</script>', page)[1]
    assert f"style-src {digest(style)};" in page
    assert f"script-src 'self' {digest(script)} {digest(rules)};" in page


def test_a_page_carries_the_style_of_what_it_holds():
    needs = {html: Needs.of(html).stylesheets for html in ("", "<table>", '<p class="admonition note">', "Ж")}
    assert list(needs.values()) == [("site",), ("site", "tables"), ("site", "notices"), ("site", "cyrillic")]


def test_every_stylesheet_is_used_somewhere():
    files = {each.stem for each in (ROOT / "theme/css").glob("*.css")}
    assert files - {"feed"} == {name for name, _ in STYLESHEETS}


def test_only_pages_are_prefetched(build_site):
    address = "https://me.github.io/name"
    page = build_site(ARTICLE, public=True, SITE_ADDRESS=address, SITEURL=address) / "a.html"
    rules = json.loads(re.search(r"speculationrules\">(.*?)<", page.read_text("utf-8"))[1])
    assert rules["prefetch"][0]["where"] == {"href_matches": ["/name/", "/name/*.html", "/name/*/"]}


def test_a_digest_has_the_form_of_the_csp_standard():
    # https://www.w3.org/TR/CSP2/#script-src-hash-usage, its own example
    assert digest("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_selectors_and_strings_survive_the_removal_of_comments():
    css = '/* why */\n.flow :is(h2, h3) > a {\n  content: " · ";\n  margin: -0.5em 10.5em;\n}\n'
    assert without_comments(css) == '.flow :is(h2,h3)>a{content:" · ";margin:-.5em 10.5em}'


def test_fonts_are_found_below_the_base_path(build_site):
    address = "https://me.github.io/name"
    page = build_site(ARTICLE, public=True, SITE_ADDRESS=address, SITEURL=address) / "a.html"
    assert re.search(r"url\(/name/theme/xcharter\.[0-9a-f]{8}\.woff2\)", page.read_text("utf-8"))


@pytest.mark.parametrize("folder", ["articles", "pages"])
def test_what_has_no_words_is_described_by_its_title(build_site, folder):
    files = {f"{folder}/a.md": "Title: A drawing\nSlug: a\nDate: 2024-01-02\n\n![A line](/a.svg)\n"}
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>'
    page = (build_site({**files, "a.svg": drawing}) / "a.html").read_text("utf-8")
    assert '<meta name="description" content="A drawing">' in page
