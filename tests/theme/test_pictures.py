"""Pictures in a real browser: what is loaded, and what is seen."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser import serving, shades, violations
from tests.conftest import run_pelican, wait_until, write
from tests.media.made import SVG, noise, saved

PAGE = """Title: Pictures
Date: 2020-01-02

![A photograph](/photo.jpg)

![A pair](/pair.png)

![A drawn pair](/drawn.svg)

![Only dark lines](/dark.svg)
"""
SQUARE = 'width="90" height="90" viewBox="0 0 90 90"><path d="M9 9h72v72h-72z" fill="{}"/></svg>'


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """The address of a site with pictures of all kinds."""
    folder = tmp_path_factory.mktemp("pictures")
    squares = {"drawn.svg": "#111", "drawn.dark.svg": "#eee", "dark.svg": "#000"}
    drawings = {name: SVG.format("").replace("/>", SQUARE.format(fill)) for name, fill in squares.items()}
    light, dark = Image.new("RGB", (90, 90), "white"), Image.new("RGB", (90, 90), "black")
    light.paste(noise(60, 60), (15, 15))
    dark.paste(noise(60, 60), (15, 15))
    pair = {"pair.png": saved(light, "png"), "pair.dark.png": saved(dark, "png")}
    photo = {"photo.jpg": saved(noise(1800, 900), "jpeg", quality=90)}
    content = write(folder / "content", {"articles/a.md": PAGE, **drawings, **pair, **photo})
    with serving(run_pelican(content, folder / "site", "pelicanconf.py")) as address:
        yield f"{address}/pictures.html"


def pictures_of(addresses: list[str]) -> set[str]:
    """The pictures among addresses, whatever their widths and formats: `pair.dark`."""
    files = (
        re.search(r"/([a-z.]+?)(?:\.[0-9a-f]{8})?(?:/\d+)?\.(?:png|jpg|svg|webp|avif)$", each)
        for each in addresses
    )
    return {each[1] for each in files if each} - {"favicon"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "dots", "variant"),
    [(360, 1, 480), (360, 2, 734), (390, 3, 1200), (1440, 1, 734), (1440, 2, 1468)],
)
def test_a_screen_loads_the_variant_that_fits_it(visit, pictures, width, dots, variant):
    visited = visit(pictures, width, idle=True, device_scale_factor=dots)
    photos = [each for each in visited.requests if "photo" in each]
    assert [re.search(r"/photo\.\w+/(\d+)\.avif$", each)[1] for each in photos] == [str(variant)]


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "switch"), [("light", "dark"), ("dark", "light")])
def test_only_the_visible_picture_of_a_pair_is_loaded(visit, pictures, scheme, switch):
    visited = visit(pictures, scheme=scheme, idle=True)
    pair = {"light": {"pair", "drawn"}, "dark": {"pair.dark", "drawn.dark"}}
    assert pictures_of(visited.requests) == pair[scheme] | {"photo", "dark"}
    assert seen(visited.page) == pair[scheme] | {"photo", "dark"}
    visited.page.get_by_text(switch, exact=True).click()
    loaded = "() => [...document.images].every(each => each.complete || !each.checkVisibility())"
    wait_until(lambda: visited.page.evaluate(loaded), lambda: visited.page.wait_for_timeout(50))
    assert pictures_of(visited.requests) == pair["light"] | pair["dark"] | {"photo", "dark"}
    assert seen(visited.page) == pair[switch] | {"photo", "dark"}
    assert visited.page.get_by_role("img", name="A pair").count() == 1


def seen(page: Page) -> set[str]:
    shown = "[...document.images].filter(each => each.checkVisibility()).map(each => each.src)"
    return pictures_of(page.evaluate(shown))


@pytest.mark.slow
def test_the_light_picture_of_a_pair_is_printed(visit, pictures):
    page = visit(pictures, scheme="dark").page
    page.emulate_media(media="print")
    assert seen(page) == {"pair", "drawn", "photo", "dark"}


@pytest.mark.slow
def test_dark_lines_are_visible_in_the_dark_theme(visit, pictures):
    for scheme, options in (("dark", {}), ("light", {}), ("dark", {"forced_colors": "active"})):
        page = visit(pictures, scheme=scheme, **options).page
        darkest, lightest = shades(page.get_by_role("img", name="Only dark lines"))
        assert (darkest < 30, lightest > 230) == (True, True)


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1440])
def test_pictures_shift_no_layout_and_log_nothing(visit, pictures, width):
    page = visit(pictures, width, without="**/*.woff2").page  # what a font moves is tested elsewhere
    shifts = page.evaluate(
        """new Promise(done => {
            new PerformanceObserver(list => done(list.getEntries().map(each => each.value)))
                .observe({ type: "layout-shift", buffered: true })
            setTimeout(done, 300, [])
        })"""
    )
    assert shifts == []
    visited = visit(pictures, width, idle=True)
    assert violations(visited.page) == []
    assert visited.messages == []


@pytest.mark.slow
def test_a_drawing_with_both_schemes_follows_the_switch(visit):
    page = visit("/tail-latency.html", scheme="dark", device_scale_factor=2).page
    image = page.locator('main img[src$=".svg"]')
    for switch, dark in (("dark", True), ("light", False), ("system", True)):
        page.get_by_text(switch, exact=True).click()
        darkest, lightest = shades(image)
        paper, ink = (darkest, lightest) if dark else (lightest, darkest)
        assert (paper, ink) == pytest.approx((21, 228) if dark else (252, 26), abs=4)
