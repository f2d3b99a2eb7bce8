"""A site of few files that has a bit of everything, with this project's own code, theme and settings.

It has no search and no cards, which take longer than all the rest, and one day on which it is built.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import OWNER, ROOT, Files, copy_folder, write
from tests.images import png

CODE = ("vouch", "theme")
SETTINGS = """

CARDS = SEARCH = TOUCH_ICON = False
SITENAME = AUTHOR = "A. Uthor"
SITE_ADDRESS = "https://example.org"
SOCIAL = ()
"""
DAY = "1735689600"  # 1 January 2025

FILES: Files = {
    "content/articles/flames.md": """Title: Flame graphs
Date: 2022-04-22
Tags: Go, Performance
Category: Systems
Summary: Where time goes
Series: Reading profiles

A profile of [a layout]({filename}layout.rst#text), read from the top.

## What runs

```go
--8<-- "flames/main.go"
```

![A flame](../images/flame.svg)
""",
    "content/articles/profiles.md": """Title: Profiles all day
Date: 2022-05-03
Tags: Go, Performance
Category: Systems
Series: Reading profiles

A profile costs next to nothing, so it is taken all day.

![Two hills](/images/hills.png)
""",
    "content/articles/layout.rst": """Layouts of projects
###################

:date: 2018-09-28
:tags: Go
:category: Structure
:aliases: 2018/layout.html

A project has packages, and a package has one job: "its own".

.. literalinclude:: layout/main.go
   :section: start
""",
    "content/articles/queues.md": """Title: Queues that wait
Date: 2020-02-20
Tags: Kafka
Category: Systems

Messages wait, as [the notes]({attach}queues.txt) say, and [as one can see](/demo/index.html).
""",
    "content/articles/queues-ru.md": """Title: Очереди
Date: 2020-02-21
Tags: Kafka
Slug: queues-that-wait
Lang: ru
Translation: true

Сообщения ждут.
""",
    "content/articles/lonely.md": """Title: Something else
Date: 2019-09-09
Category: Notes

It is about nothing of that.
""",
    "content/articles/unfinished.md": """Title: Unfinished
Date: 2024-01-02
Tags: Drafts
Status: draft

It will say much about a profile.
""",
    "content/articles/queues.txt": "Wait here.\n",
    "content/code/flames/main.go": "package main\n\nfunc main() {}\n",
    "content/code/layout/main.go": (
        "package main\n\n// --8<-- [start:start]\nfunc start() {}\n\n// --8<-- [end:start]\n"
    ),
    "content/demo/index.html": "<!DOCTYPE html>\n<title>Demo</title>\n<p>It waits.</p>\n",
    "content/demo/wait.js": "const waits = true\n",
    "content/images/flame.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"/>\n'
    ),
    "content/images/hills.png": png(60, 30),
    "content/pages/about.md": "Title: About\n\nWho writes here, and [why]({filename}/articles/lonely.md).\n",
    "content/pages/resume.rst": """A. Uthor
========

Builds services that can be relied on.

- https://example.org

Work
----

**Engineer** at Works_
February 2021 — December 2022

- wrote `about queues <https://example.org/queues-that-wait.html>`_ and let them wait;
- fixed what was broken.

.. _Works: https://works.example
""",
}

FEW = ("content/articles/lonely.md", "content/articles/layout.rst", "content/code/layout/main.go")


def small_site(root: Path, files: Files = FILES) -> Path:
    """The project's folder."""
    for name in CODE:
        copy_folder(ROOT / name, root / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(OWNER / name, root / name)
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    return write(root, files)


def fix_surroundings(monkeypatch: pytest.MonkeyPatch, cache: Path, cut_fonts: Path) -> None:
    """A day, and a cache of its own, which begins with the fonts of the theme."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    shutil.copytree(cut_fonts, cache / "pelican-site")


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a site."""
    return {
        os.path.relpath(f"{path}/{name}", folder): Path(path, name).read_bytes()
        for path, _, names in os.walk(folder)
        for name in names
    }
