"""What a picture says beside what it shows."""

import io

import pytest
from invoke import Context, Exit
from PIL import Image, ImageCms

import tasks
from plugins.pictures.metadata import Damaged, exif, without_metadata
from plugins.strict import BrokenSite
from tests.pictures.made import HEAD, noise, saved, tags


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
