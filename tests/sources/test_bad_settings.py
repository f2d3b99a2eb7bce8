"""Each file of tests/sources/bad_settings is reported with the lines that it begins with, all in one run.

The rest is written at the end of pelicanconf.py, or of publishconf.py if the name begins with public.
In the lines `+1` is the first line so written, and `{NAME}` the one on which the site sets NAME.
"""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import OWNER, ROOT, write
from vouch.build import settings_file
from vouch.build.pelican_process import outcome_of_run
from vouch.sources.problem_log import BrokenSite

BAD = sorted((ROOT / "tests/sources/bad_settings").iterdir())
FILES = ("pelicanconf.py", "publishconf.py")


@pytest.fixture
def small_project(tmp_path, monkeypatch):
    """A folder with the settings of this project, in which one can write what one likes."""
    (tmp_path / "content").mkdir()
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    for name in FILES:
        (tmp_path / name).write_text((OWNER / name).read_text("utf-8"), "utf-8")
        module = name.removesuffix(".py")
        monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def append(project: Path, name: str, text: str) -> None:
    with (project / name).open("a", encoding="utf-8") as file:
        file.write(text)


def problems_with(project: Path, name: str, text: str) -> tuple[str, ...]:
    append(project, name, text)
    return outcome_of_run(name, {"OUTPUT_PATH": str(project / "output")})[0]


def expected(lines: list[str], name: str) -> tuple[str, ...]:
    length = len((OWNER / name).read_text("utf-8").splitlines())
    conf = (OWNER / "pelicanconf.py").read_text("utf-8").splitlines()

    def place(found: re.Match) -> str:
        if found["more"]:
            return str(length + int(found["more"]))
        return str(next(n for n, line in enumerate(conf, 1) if line.startswith(f"{found['name']} =")))

    return tuple(re.sub(r"(?<=:)(?:\+(?P<more>\d+)|{(?P<name>\w+)})(?=:)", place, line) for line in lines)


@pytest.mark.parametrize("case", BAD, ids=lambda each: each.stem)
def test_bad_settings_are_reported(case, small_project, monkeypatch):
    if case.stem == "never-ends":
        monkeypatch.setattr(settings_file, "READ_TIMEOUT_S", 0.2)
    lines = case.read_text("utf-8").splitlines(keepends=True)
    wanted = [line.removeprefix("# ").strip() for line in lines if line.startswith("# ")]
    name = FILES[case.stem.startswith("public")]
    text = "".join(line for line in lines if not line.startswith("# "))
    assert wanted, "the file has to begin with what is reported"
    assert problems_with(small_project, name, text) == expected(wanted, name)
    assert not (small_project / "output").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "_MINE = 1\n_SITNAME = 1\nyours = 2\nprint('hello')\n",
        'SITE_ADDRESS = "https://me.github.io/name"\nMENU = SOCIAL = []\nDEFAULT_LANG = "pt-BR"\n',
        'MENU = [("index.html", "Articles"), ("https://example.org/a", "Shop"), ("cv/", "CV")]\n',
        'RESUME_PAPER = "A4"\nTHEME = "theme"\nPATH = "content"\nSITEURL = SITE_ADDRESS\n',
        'DEFAULT_LANG = "tr"\nDEFAULT_CATEGORY = "C++"\nSITE_OWNER = "me"\n',
        'STATIC_PATHS = ["mine"]\nEXTRA_PATH_METADATA = {"mine/": {"status": "hidden"}}\n',
        'DIRECT_TEMPLATES.append("humans")\nHUMANS_SAVE_AS = "humans.txt"\nTALKS_SAVE_AS = "talks/"\n',
        'PLUGIN_PATHS = ["mine"]\nPLUGINS.append("counting")\n',
        'SITEMAP = {"format": "xml"}\nSERIES_TEXT = "Part"\nREADTIME_WPM = 200\nFAVOURITE = "blue"\n',
        'TAGS_URL = "tags"\nCATEGORY_FEED_RSS = FEED_ALL_RSS = None\nTAG_SAVE_AS = "tag/{slug}.html"\n',
    ],
)
def test_good_settings_are_accepted(text, small_project):
    write(small_project, {"mine/counting.py": "def register(): pass\n", "content/mine/a.txt": ""})
    append(small_project, "pelicanconf.py", text)
    assert settings_file.settings_of(small_project / "pelicanconf.py", {})["AUTHOR"] == "Nadia Okonkwo"


@pytest.mark.parametrize("name", FILES)
def test_an_edit_within_the_second_that_keeps_the_size_is_seen(name, small_project, monkeypatch):
    append(small_project, "pelicanconf.py", 'AUTHOR = "Ann"\n')
    for author in ("Ann", "Eve"):
        monkeypatch.delitem(sys.modules, "pelicanconf", raising=False)
        settings = small_project / "pelicanconf.py"
        settings.write_text(settings.read_text("utf-8").replace('"Ann"', f'"{author}"'), "utf-8")
        os.utime(settings, (2e9, 2e9))
        assert settings_file.settings_of(small_project / name, {})["AUTHOR"] == author


def test_a_misspelt_address_is_reported_once_in_public(small_project):
    write(
        small_project,
        {"pelicanconf.py": (OWNER / "pelicanconf.py").read_text("utf-8").replace("_ADDR", "_ADR", 1)},
    )
    (problem,) = problems_with(small_project, "publishconf.py", "")
    assert problem.endswith("SITE_ADRESS is not a setting; write SITE_ADDRESS")


def test_plain_pelican_reports_them_too(build_site):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": ""}, AUTHOR="", RESUME_PAPER="foolscap")
    papers = "us-letter, a4, us-legal, a5, jis-b5"
    wanted = [
        "tests/owner/pelicanconf.py:{AUTHOR}: AUTHOR is ''; write the author's name",
        f"tests/owner/pelicanconf.py:{{RESUME_PAPER}}: RESUME_PAPER is 'foolscap'; write one of {papers}",
    ]
    assert broken.value.problems == expected(wanted, "pelicanconf.py")
