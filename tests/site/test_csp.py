"""The Content-Security-Policy of each page of the site: first, closed, and exactly as wide as the page."""

from urllib.parse import urlsplit

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
    "media-src": "//video | //audio",
}
BLOCKED = "//@style | //@*[starts-with(name(), 'on')] | //object | //embed | //base"
POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"


def faults_of_policy(page: html.HtmlElement, name: str) -> list[str]:
    """The rules that the policy of a page breaks. Pagefind searches in WebAssembly."""
    usual = {"'self'", "'none'"} | ({"'wasm-unsafe-eval'"} if name == "search.html" else set())
    policies = page.xpath(POLICY)
    directives = [each.split() for each in policies[0].split(";")]
    allowed = {name: set(sources) for name, *sources in directives}
    hashes = {each: {digest(part.text) for part in page.xpath(path)} for each, path in INLINE.items()}
    framed = {f"https://{urlsplit(each).netloc}" for each in page.xpath("//iframe/@src")}
    loaded = [each for each, path in LOADED.items() if page.xpath(path)]
    first = page.xpath("//head/*[1]/@charset and //head/*[2]/@http-equiv='Content-Security-Policy'")
    rules = {
        "first": first and len(policies) == 1,
        "closed": directives[0] == ["default-src", "'none'"] and len(allowed) == len(directives),
        "without fallback": {"'none'"} == allowed.get("base-uri") == allowed.get("form-action"),
        "frames": allowed.pop("frame-src", set()) == framed,
        "hashes": all(allowed.get(each, set()) - usual == found for each, found in hashes.items()),
        "sources": all(found <= usual for each, found in allowed.items() if each not in INLINE),
        "loaded": all("'self'" in allowed.get(each, ()) for each in loaded),
        "blocked": not page.xpath(BLOCKED),
    }
    return [what for what, holds in rules.items() if not holds]


def test_the_policy_of_each_page_comes_first_and_allows_only_what_it_needs(site):
    for name, page in (site.pages | site.redirects).items():
        assert faults_of_policy(page, name) == [], name
