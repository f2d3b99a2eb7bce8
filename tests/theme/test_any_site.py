"""What holds for any site holds for that of the invented owner, and what does not hold would be found."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from tests.browser import violations
from tests.conftest import OWNER, write
from tests.site import test_agreement, test_code, test_csp, test_documents, test_in_browser
from tests.site.test_code import faults_of_go
from tests.site.test_csp import faults_of_policy
from tests.site.test_documents import faults_of_feed
from tests.whole_site import WholeSite, facts


@pytest.fixture(scope="module")
def site(example_site) -> WholeSite:
    return WholeSite(example_site, OWNER)


@pytest.mark.parametrize("fact", facts(test_agreement, test_code, test_csp, test_documents, of={"site"}))
def test_what_holds_for_any_site(site, fact: Callable):
    fact(site)


@pytest.mark.slow
@pytest.mark.parametrize("fact", facts(test_in_browser, of={"visit", "site"}))
def test_what_holds_for_any_site_in_a_browser(visit, site, fact: Callable):
    fact(visit, site)


def test_the_example_has_what_they_look_at(site):
    """Where a site has no such thing they pass over it."""
    assert site.resume == "resume.html"
    assert len(site.articles) == 2
    assert "cv/index.html" in site.redirects
    assert len(site.pages[site.resume].xpath("//small[@class='proof']")) == 2
    assert site.articles["tail-latency.html"].xpath("//figcaption/a[@class='file']")
    assert list((OWNER / "content/code").glob("*/go.mod"))
    assert {"tag/go.html", "category/performance.html", "search.html"} <= {*site.pages}


# Faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "instead", "fault"),
    [
        (r"<updated>[^<]*</updated>", "", "Expecting an element updated"),
        (r"<updated>[^<]*", "<updated>2024-01-02", "Error validating"),
        (r"<updated>[^<]*", "<updated>2024-02-30T00:00:00Z", "Error validating"),
        (r"(<title[^>]*>)[^<]*", r"\1", "titles"),
        (r"<author>.*?</author>", "", "authors"),
        (r"<id>tag:[^<]*", "<id>/a.html", "addresses"),
        (r"<id>tag:[^<]*", "<id>tag:a", "ids"),
        (r'href="[^"]*"( rel="self")', r'href="https://nadia.example/"\1', "own address"),
        (r"href=&quot;https://[^&]*|&lt;a href=\"https://[^\"]*", '&lt;a href="/a.html', "addresses"),
    ],
)
def test_a_feed_that_breaks_a_rule_would_be_found(site, pattern, instead, fault):
    broken, count = re.subn(pattern, instead, site.text("feeds/all.atom.xml"), flags=re.DOTALL)
    faults = faults_of_feed(etree.fromstring(broken.encode()), f"{site.address}/feeds/all.atom.xml")
    assert count
    assert any(fault in each for each in faults), faults


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
        ("</body>", '<video src="/a.webm"></video></body>', "loaded"),
        ("</body>", '<iframe src="https://a.org/"></iframe></body>', "frames"),
        ("form-action 'none'", "form-action 'none'; frame-src https://a.org", "frames"),
    ],
)
def test_a_policy_that_breaks_a_rule_would_be_found(site, old, new, fault):
    broken, count = re.subn(old, new, site.text("resume.html"), count=1)
    assert count == 1
    assert faults_of_policy(html.fromstring(broken), "resume.html") == [fault]


def test_a_torn_line_of_the_resume_would_be_found(site, tmp_path):
    torn = WholeSite(shutil.copytree(site.folder, tmp_path / "site"), OWNER)
    data = torn.text("resume.json")
    assert data.count("consensus, write-ahead logs") == 1
    write(torn.folder, {"resume.json": data.replace("consensus, write-ahead", 'consensus", "write-ahead')})
    with pytest.raises(AssertionError, match="consensus, write-ahead logs"):
        test_agreement.test_each_text_is_in_the_data(torn)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("package a\nfunc  A() {}\n", "a.go"),
        ('package a\n\nimport "fmt"\n\nfunc A() { fmt.Printf("%d", "a") }\n', "wrong type"),
        ("package a\n\nfunc A() int { return b }\n", "undefined: b"),
    ],
)
def test_code_that_does_not_hold_would_be_found(tmp_path, code, fault):
    found = faults_of_go(write(tmp_path, {"go.mod": "module a\n\ngo 1.23\n", "a.go": code}))
    assert any(fault in each for each in found), found


@pytest.mark.slow
@pytest.mark.parametrize(("in_ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_test_of_go_that_skips_is_reported(tmp_path, monkeypatch, in_ci, outcome):
    monkeypatch.setenv("CI", in_ci)
    skips = 'package a\n\nimport "testing"\n\nfunc TestA(t *testing.T) { t.Skip("no server here") }\n'
    with pytest.raises(outcome, match="NOT run: TestA"):
        faults_of_go(write(tmp_path, {"go.mod": "module a\n\ngo 1.23\n", "a_test.go": skips}))


def requiring_module(folder: Path) -> Path:
    """A module that requires another, which nobody has published."""
    requirement = "module a\n\ngo 1.23\n\nrequire a.invalid/b v1.0.0\n"
    code = 'package a\n\nimport "a.invalid/b"\n\nfunc A() int { return b.B() }\n'
    return write(folder / "module", {"go.mod": requirement, "a.go": code})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "fault"), [("func B() int { return 1 }", ""), ("func C() int { return 1 }", "undefined: b.B")]
)
def test_a_module_that_cannot_be_fetched_is_taken_from_debian(tmp_path, monkeypatch, code, fault):
    monkeypatch.setenv("GOPROXY", "off")
    monkeypatch.setattr(test_code, "DEBIAN", tmp_path / "gocode")
    files = {"go.mod": "module a.invalid/b\n", "b.go": f"package b\n\n{code}\n"}
    write(tmp_path / "gocode/a.invalid/b", files)
    found = faults_of_go(requiring_module(tmp_path))
    assert any(fault in each for each in found) if fault else found == []


@pytest.mark.slow
@pytest.mark.parametrize(("in_ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_module_that_cannot_be_had_is_reported(tmp_path, monkeypatch, in_ci, outcome):
    monkeypatch.setenv("GOPROXY", "off")
    monkeypatch.setenv("CI", in_ci)
    monkeypatch.setattr(test_code, "DEBIAN", tmp_path)
    with pytest.raises(outcome, match=r"NOT tested: no a\.invalid/b"):
        faults_of_go(requiring_module(tmp_path))


@pytest.mark.slow
def test_a_picture_without_words_would_be_found(visit):
    page = visit("/resume.html").page
    page.evaluate("document.querySelector('main img').removeAttribute('alt')")
    assert [each.partition(":")[0] for each in violations(page)] == ["image-alt"]
