"""A picture comes in what the reader's screen needs, or is told to be none."""

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageCms

from plugins.pictures.gallery import chosen_formats
from plugins.pictures.variants import Original, in_srgb, widths
from plugins.strict import BrokenSite
from tests.conftest import ROOT, write
from tests.images import png
from tests.pictures.made import HEAD, SVG, noise, saved, tags


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


def test_formats_that_are_made_at_once_do_not_mix(tmp_path):
    photo, kinds = saved(noise(300, 200), "jpeg"), ("avif", "webp") * 4
    alone = {kind: Original(photo, tmp_path / kind).variant(kind, 300) for kind in ("avif", "webp")}
    for number in range(5):
        original = Original(photo, tmp_path / str(number))
        with ThreadPoolExecutor(len(kinds)) as pool:
            made = list(pool.map(lambda kind, one=original: one.variant(kind, 300), kinds))
        assert made == [alone[kind] for kind in kinds]


@pytest.mark.slow
def test_what_was_made_once_is_not_made_again(tmp_path):
    photo = saved(noise(600, 300), "jpeg", quality=95)
    text = HEAD + '![A](/a.jpg)\n\n```mermaid alt="B"\nflowchart\n  a\n```\n'
    write(tmp_path / "content", {"articles/a.md": text, "a.jpg": photo})
    code = (
        "import sys; from pathlib import Path; from tests.conftest import run_pelican;"
        "here = Path.cwd();"
        "run_pelican(here / 'content', here / 'site', 'pelicanconf.py', CACHE_PATH=str(here / 'kept'));"
        "print([each for each in ('PIL.JpegImagePlugin', 'mmdr') if each in sys.modules])"
    )
    command, environment = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(ROOT)}
    options = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "check": True}
    first, second = (subprocess.run(command, **options) for _ in range(2))
    assert "['PIL.JpegImagePlugin', 'mmdr']" in first.stdout
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
