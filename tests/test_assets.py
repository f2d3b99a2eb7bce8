"""Files under names that hold a digest of their bytes."""

import json
import re

from plugins.assets import Assets

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n"}


def test_other_bytes_have_another_name(tmp_path):
    assets = Assets(tmp_path)
    one, other = assets.add("theme/a.js", b"1"), assets.add("theme/a.js", b"2")
    assert one != other
    assert re.fullmatch(r"theme/a\.[0-9a-f]{8}\.js", one)
    assert assets.add("theme/a.js", b"1") == one


def test_a_page_loads_what_is_there_and_the_manifest_lists_it(build_site):
    site = build_site(ARTICLE)
    script = re.search(r'<script src="/(.*?)"', (site / "a.html").read_text("utf-8"))[1]
    assert (site / script).is_file()
    listed = json.loads((site / "theme/assets.json").read_text("utf-8"))
    assert script in listed
    assert all((site / each).is_file() for each in listed)
