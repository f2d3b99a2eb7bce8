"""The line that a message about a setting names is where the setting has its value."""

import pytest

from vouch.sources.settings_places import SettingsFiles

SITE = '\n"""The site."""\n\nSITE_ADDRESS = "https://example.org/"\n'
TAKEN_OVER = "from pelicanconf import *\nfrom pelicanconf import SITE_ADDRESS\n\nSITEURL = SITE_ADDRESS\n"


@pytest.mark.parametrize(
    ("public", "name", "place"),
    [
        (TAKEN_OVER, "SITE_ADDRESS", ("pelicanconf.py", 4)),
        (TAKEN_OVER, "SITEURL", ("publishconf.py", 4)),
        (TAKEN_OVER + 'SITE_ADDRESS = "https://example.com/"\n', "SITE_ADDRESS", ("publishconf.py", 5)),
        ("from addresses import SITE_ADDRESS\n", "SITE_ADDRESS", ("publishconf.py", 1)),
    ],
)
def test_a_setting_is_placed_where_it_has_its_value(tmp_path, public, name, place):
    (tmp_path / "pelicanconf.py").write_text(SITE, "utf-8")
    (tmp_path / "publishconf.py").write_text(public, "utf-8")
    file, line = SettingsFiles.of(tmp_path / "publishconf.py").place(name)
    assert (file.name, line) == place
