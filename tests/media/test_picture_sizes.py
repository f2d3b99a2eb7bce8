"""Each picture in a page has its size."""

import pytest
from PIL import Image

from tests.conftest import write
from tests.images import png
from tests.markup import shown
from tests.media.made import SVG, SVG_OF, saved, tags
from vouch.media.picture_elements import shown_size, sized
from vouch.media.picture_headers import read_header
from vouch.sources.problems import SourceError

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
    "wide.svg": (SVG.format('width="1in" height="24pt"').encode(), (96, 32)),
    "odd.svg": (SVG.format('width="1.2.3" height="24pt"').encode(), None),
    "shapes.svg": (SVG_OF.format("").encode(), None),
    "box-of-shapes.svg": (SVG_OF.format('aria-label="a > b" viewBox="0 0 30 10"').encode(), (30, 10)),
    "none.svg": (SVG.format("").encode(), None),
}


def test_a_file_says_its_size(tmp_path):
    write(tmp_path, {name: data for name, (data, _) in FILES.items()})
    sizes = {name: size for name, (_, size) in FILES.items()}
    assert {name: read_header(tmp_path / name).size for name in FILES} == sizes


def test_a_file_that_is_not_a_picture_has_no_size(tmp_path):
    (tmp_path / "a.png").write_bytes(b"not a picture")
    with pytest.raises(SourceError, match=r"a\.png:1: this picture cannot be published: it is damaged"):
        read_header(tmp_path / "a.png")


GIVEN = {
    "": (640, 480),
    ' width="320"': (320, 240),
    ' height="120"': (160, 120),
    ' width="10" height="10"': (10, 10),
}


def test_a_side_that_is_not_given_follows_the_other():
    assert {each: shown_size(f"<img{each}>", (640, 480)) for each in GIVEN} == GIVEN


SIZED = {
    '<img src="/a&amp;.png" alt="A" />': '<img src="/a&amp;.png" alt="A" width="640" height="480">',
    '<img width="64" src="/a&amp;.png">': '<img src="/a&amp;.png" width="64" height="48">',
    '<img height="48" src="/a&amp;.png">': '<img src="/a&amp;.png" width="64" height="48">',
    '<img src="/none.png">': '<img src="/none.png">',
    '<code>src="/a&amp;.png"</code>': '<code>src="/a&amp;.png"</code>',
    '<figure><img src="/a.svg"></figure>': '<figure tabindex="0"><img src="/a.svg"></figure>',
    '<figure tabindex="0"><img src="/a.svg">': '<figure tabindex="0"><img src="/a.svg">',
    '<figure><img src="/a.png"></figure>': '<figure><img src="/a.png"></figure>',
}


def test_only_pictures_of_the_site_get_a_size():
    assert {each: sized(each, {"/a&.png": (640, 480)}.get) for each in SIZED} == SIZED


def test_a_picture_has_its_size_however_it_is_linked(tmp_path):
    links = ("/images/a.png", "{static}/images/a.png", "{filename}../images/a.png", "../images/a.png")
    texts = {each: (".md", f'![A]({each}){{: width="320" }}') for each in links}
    image = '<img alt="A" src="/images/a.png" width="320" height="240" decoding="async">'
    html = shown(tmp_path, texts, {"images/a.png": png(640, 480)})
    assert {link: each for link, each in html.items() if image not in each} == {}
