"""A picture comes in what the reader's screen needs; what browsers do not show is an error."""

import io
import os
import re
import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from tests.conftest import ROOT, run_pelican, write
from tests.images import png
from tests.media.made import HEAD, SVG, noise, saved, tags
from vouch.build.outputs import Outputs
from vouch.media import gallery
from vouch.media.picture_headers import Header, read_header
from vouch.media.variants import chosen_formats, in_srgb, variants, widths
from vouch.sources.problem_log import BrokenSite


@pytest.fixture
def site_on_request(build_site, monkeypatch, tmp_path):
    """`site_on_request({"a.md": …})` returns the outputs of a site, of which none has been made."""

    def outputs_of(files):
        found = []
        monkeypatch.setattr(Outputs, "write", lambda self, *_: found.append(self))
        build_site(files, CACHE_PATH=str(tmp_path / "cache"))
        return found[0]

    return outputs_of


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
    ("name", "data", "header"),
    [
        ("a.png", saved(noise(60, 30, "RGBA"), "png"), Header(60, 30, False, True)),
        ("a.jpg", saved(noise(60, 30), "jpeg", exif=tags(6)), Header(30, 60, False, False)),
        (
            "a.gif",
            saved(noise(9, 9), "gif", save_all=True, append_images=[noise(9, 9)]),
            Header(9, 9, True, False),
        ),
        (
            "a.jpg",
            saved(noise(9, 9), "mpo", save_all=True, append_images=[noise(9, 9)]),
            Header(9, 9, False, False),
        ),
    ],
)
def test_a_picture_is_known_the_right_side_up(tmp_path, name, data, header):
    (tmp_path / name).write_bytes(data)
    assert read_header(tmp_path / name) == header


def test_variants_are_turned_transparent_and_without_metadata(tmp_path):
    image = Image.new("RGBA", (60, 30), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 30, 30))
    (tmp_path / "a.png").write_bytes(saved(image, "png", exif=tags(6)))
    made = variants(tmp_path / "a.png", 30, 10_000)
    assert [*made] == ["30.avif", "30.webp"] or [*made] == ["30.webp"]
    for data in made.values():
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


@pytest.mark.slow
def test_two_builds_in_different_folders_have_the_same_bytes(tmp_path):
    files = {
        "articles/a.md": HEAD + "![A](/images/a.jpg)",
        "images/a.jpg": saved(noise(600, 300), "jpeg", exif=tags()),
    }
    sites = []
    for name in ("one", "a folder/other"):
        content = write(tmp_path / name / "content", files)
        cache = {"CACHE_PATH": str(tmp_path / name / "cache")}
        sites.append(run_pelican(content, tmp_path / name / "site", "pelicanconf.py", **cache))
    found = [
        {str(f.relative_to(site)): f.read_bytes() for f in (site / "images").rglob("*") if f.is_file()}
        for site in sites
    ]
    assert len(found[0]) > 2
    assert found[0] == found[1]


def test_looking_at_a_page_encodes_its_own_pictures_only(site_on_request, monkeypatch):
    encoded = []
    monkeypatch.setattr(
        gallery, "variants", lambda file, *sizes: encoded.append(file.name) or variants(file, *sizes)
    )
    photos = {f"{name}.jpg": saved(noise(width, 300), "jpeg") for name, width in (("a", 600), ("b", 500))}
    outputs = site_on_request(
        {
            "articles/a.md": HEAD.replace("Article", "A") + "![A](/a.jpg)",
            "articles/b.md": HEAD.replace("Article", "B") + "![B](/b.jpg)",
            **photos,
        }
    )
    assert encoded == []
    page = outputs.make("a.html").decode()
    assert encoded == ["a.jpg"]
    address, width = re.search(r"/(a\.[0-9a-f]{8}/\d+\.\w+) (\d+)w", page).groups()
    assert Image.open(io.BytesIO(outputs.make(address))).width == int(width)
    assert outputs.make("a.html").decode() == page
    assert encoded == ["a.jpg"]


def test_a_picture_that_changes_has_its_new_size_and_variants(site_on_request, tmp_path):
    files = {"articles/a.md": HEAD + "![A](/a.jpg)", "a.jpg": saved(noise(600, 300), "jpeg")}
    outputs = site_on_request(files)
    first = outputs.make("article.html").decode()
    (tmp_path / "content/a.jpg").write_bytes(saved(noise(400, 300), "jpeg"))
    second = outputs.make("article.html").decode()
    assert 'width="600" height="300"' in first
    assert 'width="400" height="300"' in second


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
        (png(9, 9)[:-20], "it is damaged, or of a kind that browsers do not show"),
        (saved(noise(90, 90), "jpeg")[:-900], "it is damaged, or of a kind that browsers do not show"),
        (saved(noise(90, 90), "gif")[:-900], "it is damaged, or of a kind that browsers do not show"),
        (saved(noise(9, 9), "tiff"), "it is TIFF, which browsers do not show"),
        (png(10_001, 10_001), "it has 10001 × 10001 pixels"),
    ],
)
def test_a_picture_that_cannot_be_read_is_reported_in_one_line(build_site, tmp_path, data, why):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": f"{HEAD}![A](/a.png)\n\n![B](/a.png)", "a.png": data})
    instead = "save it again as PNG, JPEG, WebP or AVIF, or leave it out"
    assert broken.value.problems == (
        f"{tmp_path}/content/a.png:1: this picture cannot be published: {why}; {instead}",
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
def test_a_picture_that_no_browser_shows_is_reported(build_site, name, data, problem):
    with pytest.raises(BrokenSite, match=rf"content/{re.escape(name)}:{problem}; (?:save|export) it"):
        build_site({"articles/a.md": f"{HEAD}![A](/{name})", name: data})
