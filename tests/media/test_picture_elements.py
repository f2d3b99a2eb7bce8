"""How a page offers a picture: when it is loaded, on light and dark paper."""

import re
from pathlib import Path

import pytest

from tests.images import png
from tests.media.made import HEAD, SVG, noise, saved
from vouch.media.picture_elements import Offer, with_pictures
from vouch.sources.problem_log import BrokenSite


def found(address: str, _width: int) -> list[Offer]:
    sources = {"webp": "/a/9.webp 9w"} if address.endswith(".png") else {}
    return [Offer(address, sources)] if address.startswith("/") else []


HINTS = (  # what comes before a picture, its address, and when the browser is to load it
    ("<p>a</p>", "/a.png", ' fetchpriority="high"'),
    ("<p>a</p>", "/a.svg", ""),
    (f"<p>{'a ' * 1000}</p>", "/a.png", ' loading="lazy"'),
    ('<img src="/b.png">', "/a.png", ' loading="lazy"'),
    ("", "elsewhere.png", ""),
)


def test_a_picture_is_loaded_when_it_is_near():
    for before, address, hints in HINTS:
        image = f'<img src="{address}" decoding="async">'.replace(" decoding", f"{hints} decoding")
        html = with_pictures(f'{before}<img src="{address}">', found)
        assert html.endswith((image, f"{image}</picture>")), (before, address)


HAS_PAPER = {  # attributes of a drawing
    "": True,
    'fill="currentColor"': True,
    'style="color-scheme: light dark"': False,
    'class="@media (prefers-color-scheme: dark)"': False,
}


def test_a_drawing_that_stays_dark_has_light_paper(build_site):
    names = {f"n{number}": attributes for number, attributes in enumerate(HAS_PAPER)}
    articles = {
        f"articles/{name}.md": f"Title: {name}\nDate: 2020-01-02\n\n![A](/{name}.svg)" for name in names
    }
    drawings = {f"{name}.svg": SVG.format(f'viewBox="0 0 9 9" {each}') for name, each in names.items()}
    site = build_site(articles | drawings)
    pages = {each: (site / f"{name}.html").read_text("utf-8") for name, each in names.items()}
    assert {
        each: 'decoding="async" class="figure-frame">' in page for each, page in pages.items()
    } == HAS_PAPER
    assert {each: ".figure-frame{" in page for each, page in pages.items()} == HAS_PAPER


def test_a_transparent_picture_has_light_paper(page_of):
    page = page_of(HEAD + "![A](/a.png)", **{"a.png": saved(noise(9, 9, "LA"), "png")})
    assert 'class="figure-frame"' in page


# Pairs ----------------------------------------------------------------------------------------


def test_a_pair_follows_the_colour_scheme_and_the_feed_has_the_light_one(build_site):
    light, dark = (saved(noise(300, 150), "png") for _ in range(2))
    files = {"articles/a.md": HEAD + "![A](/a.png){: .wide }", "a.png": light, "a.dark.png": dark}
    site = build_site(files)
    page, feed = ((site / each).read_text("utf-8") for each in ("article.html", "feeds/all.atom.xml"))
    images = re.findall(r'<img [^>]*alt="A"[^>]*>', page)
    assert [re.search(r'class="(.*?)"', each)[1] for each in images] == ["wide for-light", "wide for-dark"]
    assert all('loading="lazy"' in each and 'width="300" height="150"' in each for each in images)
    sources = [re.search(r'src="/(.*?)"', each)[1] for each in images]
    assert [(site / each).read_bytes() for each in sources] == [light, dark]
    assert "https://nadia.example/a.png" in feed
    assert "a.dark" not in feed
    assert ".for-dark" in page


def test_a_pair_of_two_shapes_is_reported(build_site, tmp_path):
    files = {"articles/a.md": HEAD + "![A](/a.png)", "a.png": png(40, 20), "a.dark.png": png(40, 40)}
    with pytest.raises(BrokenSite) as broken:
        build_site(files)
    assert broken.value.problems == (
        f"{tmp_path}/content/a.dark.png:1: it is 40 × 40, and a.png is 40 × 20; "
        "give both pictures of a pair the same proportions",
    )


def test_a_picture_of_a_draft_is_not_published(build_site):
    files = {
        "a.jpg": saved(noise(600, 300), "jpeg", quality=95),
        "a.dark.jpg": saved(noise(600, 300), "jpeg"),
    }
    site = build_site({"articles/a.md": f"Status: draft\n{HEAD}![A](/a.jpg)", **files}, public=True)
    assert [each for each in Path(site).rglob("*") if each.suffix in (".jpg", ".avif", ".webp")] == []
