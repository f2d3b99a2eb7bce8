"""A picture comes in what the reader's screen needs; what browsers do not show is an error."""

import io
import os
import re
import shutil
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


WIDTHS = {  # of the picture and of its place on the page
    (4000, 734): [480, 734, 1200, 1468],
    (1000, 734): [480, 734, 1000],
    (500, 500): [500],
    (4000, 320): [320, 480, 640],
}


def test_no_variant_is_wider_than_the_original_or_than_a_screen_shows():
    assert {each: widths(*each) for each in WIDTHS} == WIDTHS


CHOSEN = (  # bytes of each variant, where the original has 7; widths of those that are kept
    ({("avif", 9): 5, ("webp", 9): 6}, {"avif": [9], "webp": [9]}),
    ({("avif", 9): 6, ("webp", 9): 5}, {"webp": [9]}),
    ({("avif", 9): 8, ("webp", 9): 7}, {}),
    ({("avif", 5): 6, ("avif", 9): 5, ("webp", 5): 7, ("webp", 9): 8}, {"avif": [9]}),
    ({}, {}),
)


def test_a_format_that_saves_nothing_is_left_out():
    for sizes, kept in CHOSEN:
        chosen = chosen_formats({variant: b"x" * size for variant, size in sizes.items()}, 7)
        assert [(kind, list(variants)) for kind, variants in chosen.items()] == [*kept.items()]


def test_a_page_offers_variants_and_the_feed_the_picture(build_site):
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
    assert 'src="https://nadia.example/images/a%20b.jpg" width="600" height="300"' in feed.replace(
        "&quot;", '"'
    )


HEADERS = {
    "transparent.png": (saved(noise(60, 30, "RGBA"), "png"), Header(60, 30, False, True)),
    "turned.jpg": (saved(noise(60, 30), "jpeg", exif=tags(6)), Header(30, 60, False, False)),
    "moving.gif": (
        saved(noise(9, 9), "gif", save_all=True, append_images=[noise(9, 9)]),
        Header(9, 9, True, False),
    ),
    "two.jpg": (
        saved(noise(9, 9), "mpo", save_all=True, append_images=[noise(9, 9)]),
        Header(9, 9, False, False),
    ),
}


def test_a_header_is_that_of_the_upright_picture(tmp_path):
    write(tmp_path, {name: data for name, (data, _) in HEADERS.items()})
    headers = {name: header for name, (_, header) in HEADERS.items()}
    assert {name: read_header(tmp_path / name) for name in HEADERS} == headers


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


def test_colours_follow_the_profile_of_the_picture():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    for given, seen in ((profile, (255, 0, 0)), (swapped, (0, 0, 255)), (b"no profile", (255, 0, 0))):
        image = Image.open(io.BytesIO(saved(Image.new("RGB", (9, 9), "red"), "png", icc_profile=given)))
        assert in_srgb(image).getpixel((0, 0)) == pytest.approx(seen, abs=2)


def test_every_kind_of_colour_becomes_rgb():
    for mode, colour in (("L", 156), ("I;16", 40_000), ("CMYK", (99, 99, 99, 0)), ("1", 1)):
        seen = in_srgb(Image.new(mode, (9, 9), colour)).getpixel((0, 0))
        assert seen == ((255,) * 3 if mode == "1" else (156,) * 3), mode


@pytest.mark.slow
def test_variants_are_the_same_bytes_in_any_folder(tmp_path, cut_fonts):
    files = {
        "articles/a.md": HEAD + "![A](/images/a.jpg)",
        "images/a.jpg": saved(noise(600, 300), "jpeg", exif=tags()),
    }
    sites = []
    for name in ("one", "a folder/other"):
        content = write(tmp_path / name / "content", files)
        cache = shutil.copytree(cut_fonts, tmp_path / name / "cache")
        sites.append(run_pelican(content, tmp_path / name / "site", "pelicanconf.py", CACHE_PATH=str(cache)))
    found = [
        {str(f.relative_to(site)): f.read_bytes() for f in (site / "images").rglob("*") if f.is_file()}
        for site in sites
    ]
    assert len(found[0]) > 2
    assert found[0] == found[1]


def test_a_requested_page_encodes_its_own_pictures_only(site_on_request, monkeypatch):
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


def test_a_changed_picture_has_its_new_size(site_on_request, tmp_path):
    files = {"articles/a.md": HEAD + "![A](/a.jpg)", "a.jpg": saved(noise(600, 300), "jpeg")}
    outputs = site_on_request(files)
    first = outputs.make("article.html").decode()
    (tmp_path / "content/a.jpg").write_bytes(saved(noise(400, 300), "jpeg"))
    second = outputs.make("article.html").decode()
    assert 'width="600" height="300"' in first
    assert 'width="400" height="300"' in second


@pytest.mark.slow
def test_a_variant_or_diagram_is_made_once(tmp_path, new_cache):
    photo = saved(noise(600, 300), "jpeg", quality=95)
    text = HEAD + '![A](/a.jpg)\n\n```mermaid alt="B"\nflowchart\n  a\n```\n'
    write(tmp_path / "content", {"articles/a.md": text, "a.jpg": photo})
    code = (
        "import sys; from pathlib import Path; from tests.conftest import run_pelican;"
        "here = Path.cwd();"
        "run_pelican(here / 'content', here / 'site', 'pelicanconf.py', CACHE_PATH=str(here / 'cache'));"
        "print([each for each in ('PIL.JpegImagePlugin', 'mmdr') if each in sys.modules])"
    )
    command, environment = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(ROOT)}
    options = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "check": True}
    first, second = (subprocess.run(command, **options) for _ in range(2))
    assert "['PIL.JpegImagePlugin', 'mmdr']" in first.stdout
    assert second.stdout.strip().endswith("[]")
    assert "Exception ignored" not in first.stderr


DAMAGED = "it is damaged, or of a kind that browsers do not show"
UNREADABLE = {
    "text.png": (b"x", DAMAGED),
    "tiff.png": (saved(noise(9, 9), "tiff"), "it is TIFF, which browsers do not show"),
    "large.png": (png(10_001, 10_001), "it has 10001 × 10001 pixels"),
}
CUT_OFF = {
    "half.png": png(9, 9)[:-20],
    "half.jpg": saved(noise(90, 90), "jpeg")[:-900],
    "half.gif": saved(noise(90, 90), "gif")[:-900],
}
NOT_XML = "browsers do not show this drawing: it is not XML"
NOT_SHOWN = {
    "a.heic": ("x", "1: browsers do not show .heic pictures"),
    "a.TIF": ("x", "1: browsers do not show .TIF pictures"),
    "text.svg": ("not svg at all", f"1: {NOT_XML}"),
    "half.svg": (SVG.format("").replace("/>", ">\n<g>\n</svg>"), f"3: {NOT_XML}"),
    "empty.svg": ("", f"1: {NOT_XML}"),
    "bare.svg": (
        "<svg/>",
        "1: browsers do not show this drawing: it does not begin with "
        '<svg xmlns="http://www.w3.org/2000/svg">',
    ),
}
AGAIN = {False: "save it again as PNG, JPEG, WebP or AVIF, or leave it out", True: "export it as SVG again"}


def problems_of(build_site, folder, files):
    """The problems of pictures that an article shows twice, by their names."""
    text = "\n\n".join(f"![A](/{name})\n\n![B](/{name})" for name in files)
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": f"{HEAD}{text}", **files})
    problems = [each.removeprefix(f"{folder}/content/").partition(":") for each in broken.value.problems]
    assert len(problems) == len({name for name, *_ in problems})
    return {name: problem for name, _, problem in problems}


def test_pictures_that_no_browser_shows_are_reported_once_each(build_site, tmp_path):
    wanted = {name: f"1: this picture cannot be published: {why}" for name, (_, why) in UNREADABLE.items()}
    wanted |= {name: problem for name, (_, problem) in NOT_SHOWN.items()}
    wanted = {name: f"{each}; {AGAIN[name.endswith('svg')]}" for name, each in wanted.items()}
    files = {name: data for name, (data, _) in {**UNREADABLE, **NOT_SHOWN}.items()}
    assert problems_of(build_site, tmp_path, files) == wanted


def test_pictures_that_are_cut_off_are_reported_once_each(build_site, tmp_path):
    problem = f"1: this picture cannot be published: {DAMAGED}; {AGAIN[False]}"
    assert problems_of(build_site, tmp_path, CUT_OFF) == dict.fromkeys(CUT_OFF, problem)
