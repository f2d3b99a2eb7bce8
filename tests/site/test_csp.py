"""The Content-Security-Policy of each page of the site: first, closed, and exactly as wide as the page."""

import re

import pytest
from lxml import html

from vouch.pages.page_head import digest

INLINE = {
    "script-src": "//script[not(@src) and not(@type='application/ld+json')]",
    "style-src": "//style",
}
LOADED = {
    "script-src": "//script[@src] | //link[@as='script']",
    "style-src": "//link[@rel='stylesheet']",
    "img-src": "//img | //source | //link[@rel='icon']",
    "font-src": "//link[@as='font']",
}
BLOCKED = (
    "//@style | //@*[starts-with(name(), 'on')] | //iframe | //object | //embed | //video | //audio | //base"
)
POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"


def faults_of(page: html.HtmlElement, name: str) -> list[str]:
    """The rules that the policy of a page breaks. Pagefind searches in WebAssembly."""
    usual = {"'self'", "'none'"} | ({"'wasm-unsafe-eval'"} if name == "search.html" else set())
    policies = page.xpath(POLICY)
    directives = [each.split() for each in policies[0].split(";")]
    allowed = {name: set(sources) for name, *sources in directives}
    hashes = {each: {digest(part.text) for part in page.xpath(path)} for each, path in INLINE.items()}
    loaded = [each for each, path in LOADED.items() if page.xpath(path)]
    first = page.xpath("//head/*[1]/@charset and //head/*[2]/@http-equiv='Content-Security-Policy'")
    rules = {
        "first": first and len(policies) == 1,
        "closed": directives[0] == ["default-src", "'none'"] and len(allowed) == len(directives),
        "without fallback": {"'none'"} == allowed.get("base-uri") == allowed.get("form-action"),
        "hashes": all(allowed.get(each, set()) - usual == found for each, found in hashes.items()),
        "sources": all(found <= usual for each, found in allowed.items() if each not in INLINE),
        "loaded": all("'self'" in allowed.get(each, ()) for each in loaded),
        "blocked": not page.xpath(BLOCKED),
    }
    return [what for what, holds in rules.items() if not holds]


def test_the_policy_of_each_page_is_first_closed_and_as_wide_as_the_page(public_site):
    for file in public_site.rglob("*.html"):
        assert faults_of(html.parse(file).getroot(), file.name) == [], file


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<meta charset="utf-8">', "", "first"),
        ("(<meta http-equiv=[^>]*>)", r"\1\1", "first"),
        ("default-src 'none'", "default-src 'self'", "closed"),
        ("base-uri 'none'", "base-uri 'none'; base-uri 'none'", "closed"),
        ("; form-action 'none'", "", "without fallback"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "hashes"),
        ("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "hashes"),
        ("<style>", "<style>p {}", "hashes"),
        ("</head>", "<script>let a</script></head>", "hashes"),
        ("img-src 'self'", "img-src 'self' https:", "sources"),
        ("img-src 'self'", "img-src 'none'", "loaded"),
        ("</body>", '<p onclick="alert(1)">a</p></body>', "blocked"),
        ("</body>", '<p style="color: red">a</p></body>', "blocked"),
        ("</body>", '<video src="/a.webm"></video></body>', "blocked"),
    ],
)
def test_a_policy_that_breaks_a_rule_would_be_found(public_site, old, new, fault):
    broken, count = re.subn(old, new, (public_site / "resume.html").read_text("utf-8"), count=1)
    assert count == 1
    assert faults_of(html.fromstring(broken), "resume.html") == [fault]
