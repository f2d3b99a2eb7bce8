"""What GitHub Pages expects."""

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
