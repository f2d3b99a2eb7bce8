"""The metadata of a picture is not published."""

import io

import pytest
from PIL import Image, ImageCms

from tests.images import png
from tests.media.made import HEAD, noise, saved, tags
from vouch.media import picture_metadata
from vouch.sources.problem_log import BrokenSite
from vouch.sources.problems import SourceError

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
KINDS = ("jpeg", "png", "webp", "avif")


@pytest.fixture
def without_metadata(tmp_path):
    """`without_metadata(data)` returns what is published of a picture; b"" if that is the same."""

    def cleaned(data: bytes) -> bytes:
        (tmp_path / "a").write_bytes(data)
        return picture_metadata.without_metadata(tmp_path / "a")

    return cleaned


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_metadata_is_published_as_it_is(without_metadata, kind):
    assert without_metadata(saved(noise(64, 48), kind, icc_profile=PROFILE)) == b""


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_is_removed_and_the_colour_profile_stays(without_metadata, kind):
    data = saved(noise(64, 48), kind, exif=tags(), xmp=b"<Camera/>", icc_profile=PROFILE)
    clean = without_metadata(data)
    assert b"Camera" in data
    assert b"Camera" not in clean
    assert opened(clean).info["icc_profile"] == PROFILE
    assert opened(clean).size == (64, 48)
    assert without_metadata(clean) == b""


def test_a_photograph_of_a_phone_is_upright_and_has_no_position(build_site):
    photo = Image.new("RGB", (64, 48), "white")
    photo.paste((255, 0, 0), (0, 0, 64, 12))  # at the top of the file, so at the right of what was seen
    data = saved(photo, "jpeg", exif=tags(6), icc_profile=PROFILE, comment="Camera", quality=90)
    site = build_site({"articles/a.md": HEAD + "![A](/a.jpg)", "a.jpg": data})
    public = opened((site / "a.jpg").read_bytes())
    assert dict(public.getexif()) == {}
    assert b"Camera" not in (site / "a.jpg").read_bytes()
    assert public.info["icc_profile"] == PROFILE
    assert public.size == (48, 64)
    assert public.getpixel((42, 32)) == pytest.approx((255, 0, 0), abs=9)
    assert public.getpixel((6, 32)) == pytest.approx((255, 255, 255), abs=9)
    assert 'width="48" height="64"' in (site / "article.html").read_text("utf-8")


@pytest.mark.parametrize("kind", ["png", "webp", "gif"])
def test_lossless_pictures_stay_lossless(without_metadata, kind):
    image = noise(64, 48, "L" if kind == "gif" else "RGB")
    options = {"lossless": True} if kind == "webp" else {}
    notes = {"comment": b"Camera"} if kind == "gif" else {"exif": tags()}
    clean = without_metadata(saved(image, kind, **options, **notes))
    assert b"Camera" not in clean
    assert opened(clean).convert(image.mode).tobytes() == image.tobytes()


def test_a_photograph_keeps_its_compression(without_metadata):
    data = saved(noise(64, 48), "jpeg", exif=tags(), quality=60, subsampling="4:4:4", progressive=True)
    before, after = opened(data), opened(without_metadata(data))
    assert before.quantization == after.quantization
    assert [each[1:3] for each in before.layer] == [each[1:3] for each in after.layer]
    assert "progressive" in after.info


@pytest.mark.parametrize("more", [b"another picture", saved(noise(9, 9), "jpeg", comment="Camera")])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_data_after_the_picture_is_removed(without_metadata, kind, more):
    clean = without_metadata(saved(noise(64, 48), kind) + more)
    assert clean
    assert more not in clean


@pytest.mark.parametrize("kind", ["tEXt", "iTXt", "eXIf", "tIME", "caBX"])
def test_a_png_keeps_only_what_shows_it(without_metadata, kind):
    gamma = (b"gAMA", (45_455).to_bytes(4))
    data = png(9, 9, gamma, (kind.encode(), b"a\0b"))
    assert without_metadata(data) == png(9, 9, gamma)


def test_an_animation_with_metadata_is_refused(without_metadata):
    frames = {"save_all": True, "append_images": [noise(9, 9)]}
    for kind in ("gif", "webp", "png"):
        assert without_metadata(saved(noise(9, 9), kind, **frames)) == b""
    with pytest.raises(SourceError, match="it is animated and contains EXIF or XMP data"):
        without_metadata(saved(noise(9, 9), "webp", exif=tags(), **frames))


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_picture_is_refused(without_metadata, kind):
    data = saved(noise(64, 48), kind)
    for size in (12, 30, len(data) // 2):
        with pytest.raises(SourceError):
            without_metadata(data[:size])


def test_a_damaged_picture_behind_a_link_is_reported(build_site, tmp_path):
    data = saved(noise(90, 90), "jpeg")[:-900]
    with pytest.raises(BrokenSite, match=rf"{tmp_path}/content/a.jpg:1: .* it is damaged"):
        build_site({"articles/a.md": HEAD + "[A](/a.jpg)", "a.jpg": data})
