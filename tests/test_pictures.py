"""Each picture says its size before it is loaded, and comes in what the reader's screen needs."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from invoke import Context, Exit
from PIL import Image, ImageCms
from playwright.sync_api import Page

import tasks
from plugins.pictures import dimensions, in_proportion, sized
from plugins.pictures.elements import with_pictures
from plugins.pictures.gallery import Offer, chosen_formats
from plugins.pictures.metadata import Damaged, exif, without_metadata
from plugins.pictures.variants import Original, in_srgb, widths
from plugins.strict import BrokenSite
from tests.browser import serving, shades
from tests.conftest import ROOT, run_pelican, write
from tests.images import png
from tests.site.test_in_browser import violations

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
SVG_OF = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="7" height="7"/></svg>'
HEAD = "Title: Article\nDate: 2020-01-02\n\n"


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """What no format can make small."""
    return Image.effect_noise((width, height), 80).convert(mode)


def tags(orientation: int = 1, place: bool = True) -> bytes:
    """An EXIF block with a camera's name, and perhaps with a position."""
    made = Image.Exif()
    made[0x0112], made[0x010F] = orientation, "Camera"
    if place:
        made.get_ifd(0x8825)[1] = "N"
    return made.tobytes()


FILES = {
    "a.png": (png(640, 480), (640, 480)),
    "a.avif": (saved(Image.new("RGB", (64, 48)), "avif"), (64, 48)),
    "turned.avif": (saved(Image.new("RGB", (64, 48)), "avif", exif=tags(6)), (48, 64)),
    "turned.jpg": (saved(Image.new("RGB", (64, 48)), "jpeg", exif=tags(6)), (48, 64)),
    "turned.webp": (saved(Image.new("RGB", (64, 48)), "webp", exif=tags(8)), (48, 64)),
    "upside-down.jpg": (saved(Image.new("RGB", (64, 48)), "jpeg", exif=tags(3)), (64, 48)),
    "sized.svg": (SVG.format('width="40" height="20" viewBox="0 0 4 2"').encode(), (40, 20)),
    "box.svg": (SVG.format("viewBox='0 0 300.4, 100'").encode(), (300, 100)),
    "relative.svg": (SVG.format('width="100%" viewBox="-5 -5 30 10"').encode(), (30, 10)),
    "shapes.svg": (SVG_OF.format("").encode(), None),
    "box-of-shapes.svg": (SVG_OF.format('aria-label="a > b" viewBox="0 0 30 10"').encode(), (30, 10)),
    "none.svg": (SVG.format("").encode(), None),
    "broken.png": (b"not a picture", None),
}


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_a_file_says_its_size(tmp_path, name, file):
    data, size = file
    (tmp_path / name).write_bytes(data)
    assert dimensions(tmp_path / name) == size


def test_a_file_that_is_not_there_has_no_size(tmp_path):
    assert dimensions(tmp_path / "a.png") is None


@pytest.mark.parametrize(
    ("wanted", "size"),
    [
        ({}, (640, 480)),
        ({"width": 320}, (320, 240)),
        ({"height": 120}, (160, 120)),
        ({"width": 10, "height": 10}, (10, 10)),
    ],
)
def test_a_side_that_is_not_given_follows_the_other(wanted, size):
    assert in_proportion((640, 480), **wanted) == size


@pytest.mark.parametrize(
    ("html", "with_size"),
    [
        (
            '<img src="{static}/a.png" alt="A" />',
            '<img src="{static}/a.png" alt="A" width="640" height="480">',
        ),
        ('<img width="64" src="{attach}/a.png">', '<img src="{attach}/a.png" width="64" height="48">'),
        ('<img height="48" src="{static}/a.png">', '<img src="{static}/a.png" width="64" height="48">'),
        ('<img src="{static}/none.png">', '<img src="{static}/none.png">'),
        ('<img src="https://a.org/a.png">', '<img src="https://a.org/a.png">'),
        ('<code>src="{static}/a.png"</code>', '<code>src="{static}/a.png"</code>'),
    ],
)
def test_only_pictures_of_ours_get_a_size(tmp_path, html, with_size):
    (tmp_path / "a.png").write_bytes(png(640, 480))
    assert sized(html, tmp_path) == with_size


@pytest.mark.parametrize(
    "path", ["/images/a.png", "{static}/images/a.png", "{filename}../images/a.png", "../images/a.png"]
)
def test_a_picture_in_an_article_has_its_size_however_it_is_linked(page_of, path):
    text = f'Title: Article\nDate: 2020-01-02\n\n![A]({path}){{: width="320" }}\n'
    page = page_of(text, **{"images/a.png": png(640, 480)})
    assert '<img alt="A" src="/images/a.png" width="320" height="240" decoding="async">' in page


# Variants -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "display", "made"),
    [
        (4000, 734, [480, 734, 1200, 1468]),
        (1000, 734, [480, 734, 1000]),
        (500, 500, [500]),
        (4000, 320, [320, 480, 640]),
    ],
)
def test_no_variant_is_wider_than_the_original_or_than_a_screen_shows(original, display, made):
    assert widths(original, display) == made


@pytest.mark.parametrize(
    ("sizes", "original", "kept"),
    [
        ({("avif", 9): 5, ("webp", 9): 6}, 7, {"avif": [9], "webp": [9]}),
        ({("avif", 9): 6, ("webp", 9): 5}, 7, {"webp": [9]}),
        ({("avif", 9): 8, ("webp", 9): 7}, 7, {}),
        ({("avif", 5): 6, ("avif", 9): 5, ("webp", 5): 7, ("webp", 9): 8}, 7, {"avif": [9]}),
        ({}, 7, {}),
    ],
)
def test_what_saves_nothing_is_left_out(sizes, original, kept):
    made = {variant: b"x" * size for variant, size in sizes.items()}
    chosen = chosen_formats(made, original)
    assert {kind: list(variants) for kind, variants in chosen.items()} == kept
    assert list(chosen) == list(kept)


def test_a_page_offers_variants_and_the_feed_the_picture_alone(build_site):
    photo = saved(noise(600, 300), "jpeg", quality=95)
    site = build_site({"articles/a.md": HEAD + "![A](/images/a b.jpg)", "images/a b.jpg": photo})
    page, feed = ((site / each).read_text("utf-8") for each in ("article.html", "feeds/all.atom.xml"))
    picture = re.search(r"<picture>.*</picture>", page)[0]
    assert re.findall(r'type="(.*?)"', picture) == ["image/avif", "image/webp"]
    assert set(re.findall(r'sizes="(.*?)"', picture)) == {"(min-width: 652px) 600px, 92vw"}
    assert picture.endswith(
        '<img alt="A" src="/images/a%20b.jpg" width="600" height="300" fetchpriority="high" decoding="async">'
        "</picture>"
    )
    for address, width in re.findall(r"/(\S+) (\d+)w", picture):
        with Image.open(site / address.replace("%20", " ")) as variant:
            assert (variant.width, variant.height) == (int(width), int(width) // 2)
    assert "picture" not in feed
    assert 'src="https://marselester.com/images/a%20b.jpg" width="600" height="300"' in feed.replace(
        "&quot;", '"'
    )


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        (saved(noise(60, 30, "RGBA"), "png"), (60, 30, False, True)),
        (saved(noise(60, 30), "jpeg", exif=tags(6)), (30, 60, False, False)),
        (saved(noise(9, 9), "gif", save_all=True, append_images=[noise(9, 9)]), (9, 9, True, False)),
    ],
)
def test_a_picture_is_known_the_right_side_up(tmp_path, data, facts):
    known = Original(data, tmp_path).facts
    assert (known.width, known.height, known.animated, known.transparent) == facts


def test_variants_are_turned_transparent_and_without_metadata(tmp_path):
    image = Image.new("RGBA", (60, 30), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 30, 30))
    original = Original(saved(image, "png", exif=tags(6)), tmp_path)
    for kind in ("avif", "webp"):
        data = original.variant(kind, 30)
        assert b"Camera" not in data
        with Image.open(io.BytesIO(data)) as variant:
            pixels = variant.convert("RGBA")
        assert pixels.size == (30, 60)
        assert pixels.getpixel((15, 10))[2:] == pytest.approx((200, 255), abs=4)
        assert pixels.getpixel((15, 50))[3] == 0


def test_colours_are_those_of_the_picture_s_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    for given, seen in ((profile, (255, 0, 0)), (swapped, (0, 0, 255)), (b"no profile", (255, 0, 0))):
        image = Image.open(io.BytesIO(saved(Image.new("RGB", (9, 9), "red"), "png", icc_profile=given)))
        assert in_srgb(image).getpixel((0, 0)) == pytest.approx(seen, abs=2)


@pytest.mark.parametrize(
    ("mode", "colour"), [("L", 156), ("I;16", 40_000), ("CMYK", (99, 99, 99, 0)), ("1", 1)]
)
def test_every_kind_of_colour_becomes_rgb(mode, colour):
    seen = in_srgb(Image.new(mode, (9, 9), colour)).getpixel((0, 0))
    assert seen == ((255,) * 3 if mode == "1" else (156,) * 3)


def test_the_same_picture_gives_the_same_bytes(tmp_path):
    photo = saved(noise(300, 200), "jpeg")
    for kind in ("avif", "webp"):
        one, other = (Original(photo, tmp_path / name).variant(kind, 200) for name in ("one", "other"))
        assert one == other


@pytest.mark.slow
def test_what_was_made_once_is_not_made_again(tmp_path):
    photo = saved(noise(600, 300), "jpeg", quality=95)
    text = HEAD + '![A](/a.jpg)\n\n```dot alt="B"\ngraph { a }\n```\n'
    write(tmp_path / "content", {"articles/a.md": text, "a.jpg": photo})
    code = (
        "import sys; from pathlib import Path; from tests.conftest import run_pelican;"
        "here = Path.cwd();"
        "run_pelican(here / 'content', here / 'site', 'pelicanconf.py', CACHE_PATH=str(here / 'kept'));"
        "print([each for each in ('PIL.JpegImagePlugin', 'wasmtime') if each in sys.modules])"
    )
    command, environment = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(ROOT)}
    options = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "check": True}
    first, second = (subprocess.run(command, **options) for _ in range(2))
    assert "['PIL.JpegImagePlugin', 'wasmtime']" in first.stdout
    assert second.stdout.strip().endswith("[]")
    assert "Exception ignored" not in first.stderr


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"x", "it is damaged, or of a kind that browsers do not show"),
        (png(9, 9)[:-20], "it is damaged, or not all there"),
        (saved(noise(90, 90), "jpeg")[:-900], "it is damaged, or not all there"),
        (saved(noise(90, 90), "gif")[:-900], "it is damaged, or of a kind that browsers do not show"),
        (saved(noise(9, 9), "tiff"), "it is TIFF, which browsers do not show"),
        (png(10_001, 10_001), "it has 10001 × 10001 pixels"),
    ],
)
def test_a_picture_that_cannot_be_read_is_told_in_one_line(build_site, tmp_path, data, why):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": f"{HEAD}![A](/a.png)\n\n![B](/a.png)", "a.png": data})
    instead = "save it again as PNG, JPEG, WebP or AVIF, or leave it out"
    assert broken.value.problems == (
        f"{tmp_path}/content/a.png:1: this picture cannot be read: {why}; {instead}",
    )


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.heic", "x", "1: browsers do not show .heic pictures"),
        ("a.TIF", "x", "1: browsers do not show .TIF pictures"),
        ("a.svg", "not svg at all", "1: browsers do not show this drawing: it is not XML"),
        ("a.svg", SVG.format("").replace("/>", ">\n<g>\n</svg>"), "3: .* it is not XML"),
        ("a.svg", "", "1: .* it is not XML"),
        ("a.svg", "<svg/>", '1: .* it does not begin with <svg xmlns="http://www.w3.org/2000/svg">'),
    ],
)
def test_a_picture_that_no_browser_shows_is_told(build_site, name, data, problem):
    with pytest.raises(BrokenSite, match=rf"content/{re.escape(name)}:{problem}; (?:save|export) it"):
        build_site({"articles/a.md": f"{HEAD}![A](/{name})", name: data})


# What a picture says --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_published_picture_says_nothing_but_what_it_shows(kind, orientation):
    data = saved(noise(64, 48), kind, exif=tags(orientation))
    clean = without_metadata(data)
    assert b"Camera" in data
    assert b"Camera" not in clean
    assert exif(clean) == ({0x0112: 6} if orientation == 6 else {})
    assert without_metadata(clean) == clean
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert before.tobytes() == after.tobytes()


def test_a_colour_profile_stays_and_what_follows_the_picture_goes():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("jpeg", "png", "webp"):
        clean = without_metadata(saved(noise(64, 48), kind, icc_profile=profile) + b"another picture")
        assert not clean.endswith(b"another picture")
        assert Image.open(io.BytesIO(clean)).info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_damaged_picture_is_not_taken_for_a_clean_one(kind):
    data = saved(noise(64, 48), kind)
    for size in (12, 30, len(data) // 2):
        with pytest.raises(Damaged):
            without_metadata(data[:size])


def test_a_picture_that_says_where_it_was_taken_stops_the_build(build_site, tmp_path):
    files = {"articles/a.md": HEAD + "![A](/a.jpg)", "a.jpg": saved(noise(64, 48), "jpeg", exif=tags())}
    with pytest.raises(BrokenSite) as broken:
        build_site(files)
    path = tmp_path / "content/a.jpg"
    what = "this picture says where it was taken"
    assert broken.value.problems == (f"{path}:1: {what}; say `./invoke clean-picture {path}`",)


def test_the_author_can_take_it_out_of_the_file(tmp_path, capsys):
    file = tmp_path / "a.jpg"
    file.write_bytes(saved(noise(64, 48), "jpeg", exif=tags()))
    tasks.clean_picture.body(Context(), str(file))
    assert exif(file.read_bytes()) == {}
    assert capsys.readouterr().out.endswith("bytes taken out\n")
    file.write_bytes(file.read_bytes()[:99])
    with pytest.raises(Exit, match=r"a\.jpg:1: this picture cannot be read"):
        tasks.clean_picture.body(Context(), str(file))


def test_what_else_a_picture_says_is_not_published(build_site):
    photo = saved(noise(64, 48), "jpeg", exif=tags(place=False))
    site = build_site({"articles/a.md": HEAD + "[A](/a.jpg)", "a.jpg": photo})
    assert (site / "a.jpg").read_bytes() == without_metadata(photo) != photo


# The element ----------------------------------------------------------------------------------


def found(address: str, _width: int) -> Offer | None:
    sources = {"webp": "/a-9.webp 9w"} if address.endswith(".png") else {}
    return Offer(address, sources) if address.startswith("/") else None


@pytest.mark.parametrize(
    ("before", "address", "hints"),
    [
        ("<p>a</p>", "/a.png", ' fetchpriority="high"'),
        ("<p>a</p>", "/a.svg", ""),
        (f"<p>{'a ' * 1000}</p>", "/a.png", ' loading="lazy"'),
        ('<img src="/b.png">', "/a.png", ' loading="lazy"'),
        ("", "elsewhere.png", ""),
    ],
)
def test_a_picture_waits_until_it_is_near(before, address, hints):
    image = f'<img src="{address}" decoding="async">'.replace(" decoding", f"{hints} decoding")
    shown = with_pictures(f'{before}<img src="{address}">', found)
    assert shown.endswith((image, f"{image}</picture>"))


@pytest.mark.parametrize(
    ("svg", "plate"),
    [
        ("", True),
        ('fill="currentColor"', True),
        ('style="color-scheme: light dark"', False),
        ('class="@media (prefers-color-scheme: dark)"', False),
    ],
)
def test_a_drawing_that_stays_dark_has_light_paper(page_of, svg, plate):
    page = page_of(HEAD + "![A](/a.svg)", **{"a.svg": SVG.format(f'viewBox="0 0 9 9" {svg}')})
    assert ('decoding="async" class="plate">' in page) == plate
    assert (".plate{" in page) == plate


def test_a_transparent_picture_has_light_paper(page_of):
    page = page_of(HEAD + "![A](/a.png)", **{"a.png": saved(noise(9, 9, "LA"), "png")})
    assert 'class="plate"' in page


# Pairs ----------------------------------------------------------------------------------------


def test_a_pair_shows_by_the_colour_scheme_and_the_feed_has_the_light_one(build_site):
    light, dark = (saved(noise(300, 150), "png") for _ in range(2))
    files = {"articles/a.md": HEAD + "![A](/a.png){: .wide }", "a.png": light, "a.dark.png": dark}
    site = build_site(files)
    page, feed = ((site / each).read_text("utf-8") for each in ("article.html", "feeds/all.atom.xml"))
    images = re.findall(r'<img [^>]*alt="A"[^>]*>', page)
    assert [re.search(r'class="(.*?)"', each)[1] for each in images] == ["wide for-light", "wide for-dark"]
    assert all('loading="lazy"' in each and 'width="300" height="150"' in each for each in images)
    sources = [re.search(r'src="/(.*?)"', each)[1] for each in images]
    assert [(site / each).read_bytes() for each in sources] == [light, dark]
    assert "https://marselester.com/a.png" in feed
    assert "a.dark" not in feed
    assert ".for-dark" in page


def test_a_pair_of_two_shapes_is_told(build_site, tmp_path):
    files = {"articles/a.md": HEAD + "![A](/a.png)", "a.png": png(40, 20), "a.dark.png": png(40, 40)}
    with pytest.raises(BrokenSite) as broken:
        build_site(files)
    assert broken.value.problems == (
        f"{tmp_path}/content/a.dark.png:1: it is 40 × 40, and a.png is 40 × 20; "
        "give both pictures of a pair the same proportions",
    )


def test_a_picture_of_a_draft_is_not_made_public(build_site):
    files = {
        "a.jpg": saved(noise(600, 300), "jpeg", quality=95),
        "a.dark.jpg": saved(noise(600, 300), "jpeg"),
    }
    site = build_site({"articles/a.md": f"Status: draft\n{HEAD}![A](/a.jpg)", **files}, public=True)
    assert [each for each in Path(site).rglob("*") if each.suffix in (".jpg", ".avif", ".webp")] == []


# In a browser ---------------------------------------------------------------------------------

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
        re.search(r"/([a-z.]+)(?:-\d+)?(?:\.[0-9a-f]{8})?\.(?:png|jpg|svg|webp|avif)$", each)
        for each in addresses
    )
    return {each[1] for each in files if each} - {"favicon"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("width", "dots", "variant"),
    [(360, 1, 480), (360, 2, 734), (390, 3, 1200), (1440, 1, 734), (1440, 2, 1468)],
)
def test_a_screen_loads_the_variant_that_fits_it(visit, pictures, width, dots, variant):
    visited = visit(pictures, width, device_scale_factor=dots)
    photos = [each for each in visited.requests if "photo" in each]
    assert [re.search(r"/photo-(\d+)\.\w+\.avif$", each)[1] for each in photos] == [str(variant)]


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("scheme", "switch"), [("light", "dark"), ("dark", "light")])
def test_of_a_pair_only_the_one_that_shows_is_loaded(visit, pictures, scheme, switch):
    visited = visit(pictures, scheme=scheme)
    pair = {"light": {"pair", "drawn"}, "dark": {"pair.dark", "drawn.dark"}}
    assert pictures_of(visited.requests) == pair[scheme] | {"photo", "dark"}
    assert seen(visited.page) == pair[scheme] | {"photo", "dark"}
    visited.page.get_by_text(switch, exact=True).click()
    loaded = "() => [...document.images].every(each => each.complete || !each.checkVisibility())"
    while not visited.page.evaluate(loaded):
        visited.page.wait_for_timeout(50)
    assert pictures_of(visited.requests) == pair["light"] | pair["dark"] | {"photo", "dark"}
    assert seen(visited.page) == pair[switch] | {"photo", "dark"}
    assert visited.page.get_by_role("img", name="A pair").count() == 1


def seen(page: Page) -> set[str]:
    shown = "[...document.images].filter(each => each.checkVisibility()).map(each => each.src)"
    return pictures_of(page.evaluate(shown))


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_paper_has_the_light_one(visit, pictures):
    page = visit(pictures, scheme="dark").page
    page.emulate_media(media="print")
    assert seen(page) == {"pair", "drawn", "photo", "dark"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_dark_lines_are_seen_on_dark_paper(visit, pictures):
    for scheme, options in (("dark", {}), ("light", {}), ("dark", {"forced_colors": "active"})):
        page = visit(pictures, scheme=scheme, **options).page
        darkest, lightest = shades(page.get_by_role("img", name="Only dark lines"))
        assert (darkest < 30, lightest > 230) == (True, True)


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [360, 1440])
def test_pictures_move_nothing_and_say_nothing(visit, pictures, width):
    page = visit(pictures, width, without="**/*.woff2").page  # what a font moves is tested elsewhere
    shifts = page.evaluate(
        """new Promise(done => {
            new PerformanceObserver(list => done(list.getEntries().map(each => each.value)))
                .observe({ type: "layout-shift", buffered: true })
            setTimeout(done, 300, [])
        })"""
    )
    assert shifts == []
    visited = visit(pictures, width)
    assert violations(visited.page) == []
    assert visited.messages == []


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("path", ["/continuous-profiling-in-go.html", "/how-to-structure-go-projects.html"])
def test_our_drawings_follow_the_switch(visit, path):
    page = visit(path, scheme="dark", device_scale_factor=2).page
    for switch, dark in (("dark", True), ("light", False), ("system", True)):
        page.get_by_text(switch, exact=True).click()
        for image in page.locator('main img[src$=".svg"]').all():
            image.scroll_into_view_if_needed()
            darkest, lightest = shades(image)
            paper, ink = (darkest, lightest) if dark else (lightest, darkest)
            assert (paper, ink) == pytest.approx((21, 228) if dark else (252, 26), abs=4)
