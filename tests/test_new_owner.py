"""Another person takes the repository over as docs/making-it-yours.md says, and from then on it is theirs."""

import io
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ROOT, write
from tests.style_guide import copy_guide

ADDRESS = "https://tomas-ferreira.github.io/notes"
SETTINGS = f'''"""Whose site this is."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from vouch.settings import *

AUTHOR = "Tomás Ferreira"
SITENAME = "Tomás Ferreira's notes"
SITESUBTITLE = "Compilers, and what they cost"
SITE_ADDRESS = "{ADDRESS}"
SOURCE_ADDRESS = "https://github.com/tomas-ferreira/notes/blob/main/content"
SOCIAL = (("Codeberg", "https://codeberg.org/tomas"),)
MENU = (
    ("index.html", "Notes"),
    ("resume.html", "About me"),
    ("talks.html", "Talks"),
    ("search.html", "Search"),
)
RESUME_PAPER = "a4"
TIMEZONE = "Europe/Lisbon"
'''
RESUME = f"""Tomás Ferreira
==============

I make compilers faster, and I measure it.

- {ADDRESS}
- https://codeberg.org/tomas
- tomas@ferreira.example

Based in Porto, Portugal.

Experience
----------

**Compiler Engineer** at Moinho_
March 2019 — Present

- wrote the `register allocator <{ADDRESS}/allocating-registers.html>`_ that halved compile times:

  - linear scan for the first tier;
  - graph colouring for the second;
- **“peephole” rules** for ARM — 40 of them;

**Developer** at Correio Azul
2016 — 2019

- kept a COBOL parser alive, see `its last year <{ADDRESS}/a-parser-retires.html>`_;

Talks
-----

- `Spilling <https://talks.example/spilling>`_, Lisbon, 2021

.. _Moinho: https://moinho.example

.. image:: _static/talk.jpg
   :alt: Tomás Ferreira
"""
MARKDOWN = """Title: Allocating registers — “fast”
Slug: allocating-registers
Date: 2021-05-06
Tags: compilers, ARM
Category: Compilers
Aliases: 2021/registers.html

A register is a place[^place] that costs nothing.

[^place]: There are 31 of them on ARM.

![Two lives of a value](lives.svg "Two lives")

| registers | spills |
|----------:|-------:|
| 8 | 120 |
| 31 | 4 |

## Linear scan

It reads the program once, as [the parser]({filename}a-parser-retires.rst) did.

## Colouring

`x0` and `x1` may not meet.

## What it costs

A pass over the graph.
"""
RST = """A parser retires
################

:date: 2019-12-31
:tags: COBOL
:lang: pt
:category: Legado

Trinta anos de ficheiros, e um só parser.

.. code-block:: cobol

   DISPLAY "ADEUS".

.. note::

   Já não corre em lado nenhum.
"""
TALKS = "Title: Talks\n\nIn Lisbon, in [2021](https://talks.example/spilling).\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30">'
    '<path d="M5 10h60M30 20h55" stroke="#7a6"/></svg>\n'
)


@dataclass(frozen=True)
class Clone:
    root: Path

    def run(self, *command: str) -> str:
        """What a command says that succeeds."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        with tempfile.TemporaryFile("w+") as said:  # what a browser leaves running would hold a pipe open
            options = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": subprocess.STDOUT}
            done = subprocess.run(command, cwd=self.root, env=kept, check=False, **options)
            said.seek(0)
            assert done.returncode == 0, said.read()
            return said.read()

    def invoke(self, *command: str) -> str:
        """Not by ./invoke, which would install into the environment of these tests if the locks differ."""
        return self.run(sys.executable, "-m", "invoke", *command)

    def pytest(self, *arguments: str) -> str:
        return self.run(sys.executable, "-m", "pytest", "-n", "2", *arguments)

    def commit(self, message: str) -> None:
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", message)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """This repository as it is in the working tree, with the tools from npm that are installed."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Tomás Ferreira")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tomas@ferreira.example")
    root = tmp_path / "notes"
    subprocess.run(["git", "clone", "--quiet", ROOT, root], check=True)
    subprocess.run(["git", "remote", "remove", "origin"], cwd=root, check=True)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name, follow_symlinks=False)
    (root / "tests/node_modules").symlink_to(ROOT / "tests/node_modules")
    write(root / ".git/info", {"exclude": "/tests/node_modules\n"})
    return Clone(root)


def make_it_theirs(root: Path) -> None:
    """The steps of docs/making-it-yours.md, up to the tests."""
    photo = io.BytesIO()
    Image.effect_noise((800, 600), 40).convert("RGB").save(photo, "jpeg")
    write(root, {"pelicanconf.py": SETTINGS})
    shutil.rmtree(root / "content")
    copy_guide(root / "content")
    content = {
        "articles/registers.md": MARKDOWN,
        "articles/lives.svg": DRAWING,
        "articles/a-parser-retires.rst": RST,
        "pages/resume.rst": RESUME,
        "pages/talks.md": TALKS,
        "_static/talk.jpg": photo.getvalue(),
    }
    write(root / "content", content)
    (root / "tests/site/test_first_owner.py").unlink(missing_ok=True)


@pytest.mark.slow
def test_another_owner_makes_the_site_theirs_and_publishes_it(clone, tmp_path):
    author = runpy.run_path(str(ROOT / "pelicanconf.py"))["AUTHOR"]
    make_it_theirs(clone.root)
    assert "Compiler Engineer" in clone.invoke("resume")
    clone.commit("My own site")
    assert clone.invoke("check").splitlines()[-2].endswith("OK")
    clone.pytest("-m", "not slow")
    clone.pytest("tests/site")

    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "remote.git"], check=True)
    clone.run("git", "remote", "add", "origin", str(tmp_path / "remote.git"))
    clone.invoke("publish")
    live = ["git", "clone", "--quiet", "--branch", "gh-pages", tmp_path / "remote.git", tmp_path / "live"]
    subprocess.run(live, check=True)
    pages = {each.name: each.read_text("utf-8") for each in (tmp_path / "live").rglob("*.html")}
    assert "Tomás Ferreira" in pages["resume.html"]
    assert [name for name, text in pages.items() if author in text] == []
    assert not (tmp_path / "live/CNAME").exists()
