"""Damaged articles are built, or reported with file and line, and never end in a traceback.

40 texts, the same each time; `FUZZ=1000 pytest tests/bad/test_fuzz.py` makes as many others.
"""

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.bad import PROBLEM
from tests.conftest import OWNER, ROOT, run_pelican
from vouch.sources.problem_log import BrokenSite

SECONDS = 20  # for reading, which has a limit of its own, and all that follows
FOLDERS = (OWNER / "content", ROOT / "tests/corpus", ROOT / "tests/bad/good")
TEXTS = [
    each
    for folder in FOLDERS
    for each in sorted((folder / "articles").rglob("*.*"))
    # These link to one another and to files beside them.
    if each.suffix in (".md", ".rst") and not re.search(r"[{|]filename[|}]|\]\(\.\.", each.read_text("utf-8"))
]
SCRAPS = [
    *"*_`[](){}<>#|:\\!~^=+-&\"'\n\t \0",
    *(
        "**",
        "``",
        "```",
        "~~~",
        "[^1]",
        "[^1]: x",
        "][",
        "![",
        "](",
        "{static}",
        "{filename}",
        "|filename|",
        "<!--",
    ),
    *(
        "-->",
        "<div>",
        "</div>",
        "<b",
        "&#x",
        "&lt;",
        "javascript:",
        "http://[",
        "data:",
        "%",
        "%00",
        "%zz",
        "--8<--",
    ),
    *(
        '--8<-- "',
        "\n\n    ",
        "\n\n> ",
        "\n- ",
        "\n1. ",
        "\n\n",
        "\n---\n",
        "\n===\n",
        "::",
        ".. ",
        ".. code::",
        "|x|",
    ),
    *(
        "_ ",
        ".. _a:",
        ".. [#]",
        "[#]_",
        "`x`_",
        ":x:",
        "{#content}",
        "{: .a }",
        "{: #",
        "!!! note",
        "[TOC]",
        "$$",
    ),
    *(
        "Title: ",
        "Date: ",
        "Status: ",
        "Slug: ",
        "Tags: ",
        "Summary: ",
        "Lang: ",
        "Aliases: ",
        "Modified: ",
        "Series: ",
    ),
    *(
        "\n:date: ",
        "\n:tags: ",
        "\n:slug: ",
        "draft",
        "2020-01-02",
        "9999-99-99",
        "ru",
        "ar",
        "../",
        "/",
        "hl_lines=",
    ),
    *(
        "🚀",
        "\u200b",
        "\u202e",
        "\ufeff",
        "é",
        "Я",
        "ש",
        "â€”",
        "\u2028",
        "\x85",
        "ﬃ",
        "İ",
        "ß",
        "\ue009",
        "klzzwxh:0000",
    ),
]
BYTES = st.binary(min_size=1, max_size=4)
PLACE = st.floats(0, 1, exclude_max=True)
SCRAP = st.one_of(st.sampled_from(SCRAPS), st.text(max_size=4))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), PLACE, SCRAP),
        st.tuples(st.just("bytes"), PLACE, BYTES),
        st.tuples(st.just("insert above"), PLACE, SCRAP),  # among the fields
        st.tuples(st.just("replace"), PLACE, SCRAP),
        st.tuples(st.just("drop lines"), PLACE, st.integers(1, 5)),
        st.tuples(st.just("repeat lines"), PLACE, st.integers(1, 300)),
        st.tuples(st.just("set in"), PLACE, st.integers(1, 9)),
        st.tuples(st.just("cut"), PLACE, st.none()),
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, change: tuple[str, float, object]) -> bytes:
    kind, place, what = change
    at = int(len(data) * place)
    if kind == "bytes":
        return data[:at] + what + data[at + len(what) :]
    if kind in ("insert", "insert above", "replace"):
        at = int(min(len(data), 300) * place) if kind == "insert above" else at
        written = what.encode("utf-8", "surrogatepass")
        return data[:at] + written + data[at + (len(written) if kind == "replace" else 0) :]
    if kind == "cut":
        return data[:at]
    lines = data.split(b"\n")
    at = int(len(lines) * place)
    if kind == "drop lines":
        return b"\n".join(lines[:at] + lines[at + what :])
    if kind == "repeat lines":
        return b"\n".join(lines[:at] + lines[at : at + 1] * what + lines[at:])
    return b"\n".join(lines[:at] + [b" " * what + each for each in lines[at : at + 3]] + lines[at + 3 :])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("fuzz")
    for folder in FOLDERS:
        for name in ("code", "images", "files"):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, made / "content" / name, dirs_exist_ok=True)
    return made


@pytest.mark.slow
@settings(
    max_examples=int(os.environ.get("FUZZ", "40")),
    suppress_health_check=list(HealthCheck),
)
@given(source=st.sampled_from(TEXTS), changes=CHANGES)
def test_a_damaged_article_is_built_or_reported(root, source, changes):
    data = source.read_bytes()
    for each in changes:
        data = changed(data, each)
    article = root / f"content/articles/fuzzed{source.suffix}"
    shutil.rmtree(article.parent, ignore_errors=True)
    article.parent.mkdir()
    article.write_bytes(data)
    started = time.process_time()
    if not refused(root, article.name):
        assert (root / "site/index.html").is_file()
        shutil.rmtree(root / "site")
    assert time.process_time() - started < SECONDS


def refused(root: Path, name: str) -> bool:
    before = Path.cwd()
    os.chdir(root)
    try:
        run_pelican(root / "content", root / "site", "publishconf.py", RESUME=None)
    except BrokenSite as broken:
        for each in broken.problems:
            problem = PROBLEM.fullmatch(each)
            assert problem, each
            assert problem["path"] == f"articles/{name}"
        return True
    finally:
        os.chdir(before)
    return False
