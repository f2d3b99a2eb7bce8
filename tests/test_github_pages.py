"""What GitHub Pages expects, and pages at old addresses."""

import pytest

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n"}


@pytest.mark.parametrize(
    ("address", "cname"),
    [
        ("https://example.org", "example.org\n"),
        ("https://me.github.io", None),
        ("https://me.github.io/name", None),
    ],
)
def test_a_custom_domain_is_named_in_cname(build_site, address, cname):
    site = build_site(ARTICLE, public=True, SITE_ADDRESS=address, SITEURL=address)
    file = site / "CNAME"
    assert (file.read_text() if file.exists() else None) == cname
    assert (site / ".nojekyll").exists()


def test_an_old_address_leads_to_the_new_one(build_site):
    site = build_site(ARTICLE, REDIRECTS={"cv/": "resume.html", "old.html": "a.html"})
    assert 'content="0; url=/resume.html"' in (site / "cv/index.html").read_text()
    assert '<a href="/a.html">' in (site / "old.html").read_text()
