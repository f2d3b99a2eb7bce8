"""Each file of tests/bad_settings is told with exactly the lines that it begins with, all in one run.

What follows them is written at the end of pelicanconf.py, or of publishconf.py where the name says public.
In the lines `+1` stands for the first line so written, and `{NAME}` for that on which the site sets NAME.
"""

import re
import sys
from pathlib import Path

import pytest

from plugins.strict import BrokenSite
from publishing import settings
from publishing.pelican_run import problems_of_run
from tests.conftest import ROOT, write

BAD = sorted((ROOT / "tests/bad_settings").iterdir())
FILES = ("pelicanconf.py", "publishconf.py")


@pytest.fixture
def small_project(tmp_path, monkeypatch):
    """A folder with the settings of this project, in which one can write what one likes."""
    (tmp_path / "content").mkdir()
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    for name in FILES:
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
        module = name.removesuffix(".py")
        monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "PATIENCE", 0.2)
    return tmp_path


def append(project: Path, name: str, text: str) -> None:
    with (project / name).open("a", encoding="utf-8") as file:
        file.write(text)


def problems_with(project: Path, name: str, text: str) -> tuple[str, ...]:
    append(project, name, text)
    return problems_of_run(name, {"OUTPUT_PATH": str(project / "output")})


def expected(lines: list[str], name: str) -> tuple[str, ...]:
    length = len((ROOT / name).read_text("utf-8").splitlines())
    conf = (ROOT / "pelicanconf.py").read_text("utf-8").splitlines()

    def place(found: re.Match) -> str:
        if found["more"]:
            return str(length + int(found["more"]))
        return str(next(n for n, line in enumerate(conf, 1) if line.startswith(f"{found['name']} =")))

    return tuple(re.sub(r"(?<=:)(?:\+(?P<more>\d+)|{(?P<name>\w+)})(?=:)", place, line) for line in lines)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(each, id=each.stem, marks=() if each.stem == "several" else pytest.mark.slow)
        for each in BAD
    ],
)
def test_bad_settings_are_told(case, small_project):
    lines = case.read_text("utf-8").splitlines(keepends=True)
    told = [line.removeprefix("# ").strip() for line in lines if line.startswith("# ")]
    name = FILES[case.stem.startswith("public")]
    text = "".join(line for line in lines if not line.startswith("# "))
    assert told, "the file has to begin with what is told"
    assert problems_with(small_project, name, text) == expected(told, name)
    assert not (small_project / "output").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "",
        "_MINE = 1\nyours = 2\nprint('hello')\n",
        'SITE_ADDRESS = "https://me.github.io/name"\nMENU = SOCIAL = []\nDEFAULT_LANG = "pt-BR"\n',
        'RESUME_PAPER = "A4"\nTHEME = "theme"\nPATH = "content"\nFEED_ALL_RSS = None\n',
        'MARKDOWN["extensions"][0] = "extra"\nTAG_SAVE_AS = "tag/{slug}.html"\nSITEMAP_URL = ""\n',
    ],
)
def test_good_settings_are_taken_as_they_are(text, small_project):
    append(small_project, "pelicanconf.py", text)
    assert settings.settings_of(small_project / "pelicanconf.py", {})["AUTHOR"] == "Marsel Mavletkulov"


def test_a_setting_that_a_template_reads_needs_no_more(small_project):
    theme = small_project / "mine"
    (theme / "typst").mkdir(parents=True)
    write(theme / "templates", {"a.html": "{{ MOTTO }}"})
    text = f'THEME = "{theme}"\nMOTTO = "Calm"\nMOTO = 3\n'
    what = "there is no setting MOTO; take it out, or name it _MOTO if nothing else reads it"
    told = expected([f"pelicanconf.py:+3: {what}"], "pelicanconf.py")
    assert problems_with(small_project, "pelicanconf.py", text) == told


@pytest.mark.parametrize("name", ["CNAME", "extra/CNAME"])
def test_a_domain_of_another_site_is_told(small_project, name):
    write(small_project / "content", {name: "example.com\n"})
    instead = "remove it: the build writes CNAME from SITE_ADDRESS"
    assert problems_with(small_project, "publishconf.py", "") == (
        f"content/{name}:1: it names 'example.com', and SITE_ADDRESS is 'https://marselester.com'; {instead}",
    )


def test_a_plain_pelican_is_told_as_well(build_site):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": ""}, AUTHOR="", TIMEZONE="Mars")
    told = ["pelicanconf.py:{AUTHOR}: AUTHOR is ''; write the author's name"]
    instead = "write the name of a time zone, as UTC or Europe/Berlin"
    told += [f"pelicanconf.py:{{TIMEZONE}}: TIMEZONE is 'Mars'; {instead}"]
    assert broken.value.problems == expected(told, "pelicanconf.py")
