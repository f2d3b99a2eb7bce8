"""Each file of tests/bad_settings is told with exactly the lines that it begins with, all in one run.

What follows them is written at the end of pelicanconf.py, or of publishconf.py where the name says public.
In the lines `+1` stands for the first line so written, and `{NAME}` for that on which the site sets NAME.
"""

import re
import sys
from pathlib import Path

import pytest

from publishing import settings
from publishing.pelican_run import problems_of_run
from tests.conftest import ROOT

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


def problems_with(project: Path, name: str, text: str) -> tuple[str, ...]:
    with (project / name).open("a", encoding="utf-8") as file:
        file.write(text)
    return problems_of_run(name, project / "output", [])


def expected(lines: list[str], project: Path, name: str) -> tuple[str, ...]:
    length = len((ROOT / name).read_text("utf-8").splitlines())
    conf = (ROOT / "pelicanconf.py").read_text("utf-8").splitlines()

    def place(found: re.Match) -> str:
        if found["more"]:
            return str(length + int(found["more"]))
        return str(next(n for n, line in enumerate(conf, 1) if line.startswith(f"{found['name']} =")))

    return tuple(re.sub(r"(?<=:)(?:\+(?P<more>\d+)|{(?P<name>\w+)})(?=:)", place, line) for line in lines)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.stem)
def test_bad_settings_are_told(case, small_project):
    lines = case.read_text("utf-8").splitlines(keepends=True)
    told = [line.removeprefix("# ").strip() for line in lines if line.startswith("# ")]
    name = FILES[case.stem.startswith("public")]
    text = "".join(line for line in lines if not line.startswith("# "))
    assert told, "the file has to begin with what is told"
    assert problems_with(small_project, name, text) == expected(told, small_project, name)
    assert not (small_project / "output").exists()
