"""The résumé's JSON in the hands of others: public themes of JSON Resume render it."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import ROOT, not_tested, write
from tests.resume import HEAD, WORK
from tests.resume.test_json_resume import ROLES, SECTIONS, document_of, with_employer, with_section

pytestmark = pytest.mark.slow

THEMES = ["jsonresume-theme-stackoverflow", "jsonresume-theme-kendall"]
BROKEN = ("undefined", "Invalid", "NaN", "[object Object]")


def rendered(theme: str, document: dict, folder: Path) -> str:
    """The words of the page that a theme makes.

    In UTC: west of it the theme of Stack Overflow takes `2021-02` for an evening in January.
    """
    if not (shutil.which("node") and (ROOT / "tests/node_modules" / theme).is_dir()):
        not_tested("no npm: JSON Resume was NOT rendered by a theme (Debian: apt install nodejs npm)")
    write(folder, {"resume.json": json.dumps(document)})
    command = ["node", ROOT / "tests/render_theme.mjs", theme, folder / "resume.json"]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    page = html.fromstring(done.stdout)
    for each in page.xpath("//style | //script"):
        each.drop_tree()
    return " ".join(page.text_content().split())


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_every_role_and_highlight(theme, example_site, tmp_path):
    document = json.loads((example_site / "resume.json").read_text("utf-8"))
    shown = rendered(theme, document, tmp_path)
    assert document["basics"]["name"] in shown
    assert re.search(r"Mar(ch)? 2020 [–-] Nov(ember)? 2023", shown)
    assert re.search(r"June? 2015 [–-] Mar(ch)? 2020", shown)
    assert "Senior Engineer, May 2017 — March 2020; Engineer, June 2015 — May 2017" in shown
    for each in document["work"]:
        assert each["position"] in shown
        assert each["name"] in shown
        assert [text for text in each.get("highlights", []) if shown.count(text) != 1] == []
    assert [word for word in BROKEN if word in shown] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_a_resume_without_an_end_or_education(theme, tmp_path):
    job = "**Developer** at Acme\nMarch 2020 — Present\n\n- built it\n"
    shown = rendered(theme, document_of(HEAD + WORK + job), tmp_path)
    assert "built it" in shown
    assert [word for word in BROKEN if word in shown] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_work_without_an_employer_and_where_it_was(theme, tmp_path):
    shown = rendered(theme, with_employer(ROLES, name="", address="", location="Leeds, UK"), tmp_path)
    assert [each for each in ("Lead", "Tester", "Leeds, UK") if each not in shown] == []
    assert [word for word in BROKEN if word in shown] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_sections_of_every_kind(theme, tmp_path):
    shown = rendered(theme, with_section("\n\n".join(SECTIONS)), tmp_path)
    for each in ("Python (3, mostly)", "a tool", "Queues, at a meetup", "Paper, 2012", "First prize"):
        assert each in shown
    assert [word for word in BROKEN if word in shown] == []
