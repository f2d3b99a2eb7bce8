"""Files under names that hold a digest of their bytes."""

import re
import shutil

from tests.conftest import ROOT
from vouch.media.assets import Assets
from vouch.sources.digests import NAMED_BY_DIGEST, named_by_digest

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n"}


def test_other_bytes_have_another_name(tmp_path):
    assets = Assets(tmp_path)
    one, other = assets.add("theme/a.js", b"1"), assets.add("theme/a.js", b"2")
    assert one != other
    assert re.fullmatch(r"theme/a\.[0-9a-f]{8}\.js", one)
    assert assets.add("theme/a.js", b"1") == one


def test_every_file_that_a_page_loads_is_there(build_site):
    site = build_site(ARTICLE)
    loaded = re.findall(r'(?:src|href)="/(theme/[^"]+)"', (site / "a.html").read_text("utf-8"))
    assert len(loaded) > 1
    assert all((site / each).is_file() for each in loaded)
    assert all(map(NAMED_BY_DIGEST.search, loaded))


IS_ASSET = {
    "theme/site.0123abcd.js": True,
    "images/photo.0123abcd/480.webp": True,
    "pagefind/index/en_1.pf_index": True,
    "pagefind/fragment/en_1.pf_fragment": True,
    "pagefind/pagefind.en_1.pf_meta": True,
    "pagefind/pagefind.js": False,
    "files/notes.20240315.txt": False,
    "files/notes.0123abcd.txt/other.txt": False,
    "a.html": False,
}


def test_an_asset_is_recognised_by_its_name():
    assert {name: bool(NAMED_BY_DIGEST.search(name)) for name in IS_ASSET} == IS_ASSET


def test_a_digest_in_a_name_does_not_look_like_a_date():
    assert named_by_digest("theme/a.js", "20240315f0c2b9a1") == "theme/a.0240315f.js"


def test_the_favicon_has_the_colours_of_the_stylesheet(tmp_path):
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    css = theme / "css/site.css"
    css.write_text(
        re.sub(
            r"--accent: light-dark\([^)]*\)", "--accent: light-dark(#123456, #fedcba)", css.read_text("utf-8")
        )
    )
    assets = Assets(theme)
    icon = assets.files[assets.of_theme("images/favicon.svg")].decode()
    light, dark = icon.split("prefers-color-scheme:dark")
    assert "--accent:#123456" in light
    assert "--accent:#fedcba" in dark
