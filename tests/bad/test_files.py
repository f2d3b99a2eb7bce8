"""Files that git cannot hold on every system: links, pipes, names of odd bytes, and what takes too long."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad import problems_by_file
from tests.conftest import ROOT, run_pelican, write
from vouch.sources import time_limit
from vouch.sources.problem_log import BrokenSite
from vouch.sources.problems import MAX_SOURCE_BYTES, SourceError

GOOD = "Title: {}\nDate: 2020-01-02\n\nText.\n"
PR_CAPBSET_DROP, OVERRIDES = 24, (1, 2)  # prctl(2), capabilities(7): CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
TOO_SLOW = "1: this takes more than 0.2 seconds to read; simplify it, or split it"
TOO_DEEP = "1: this is nested too deeply to be read; make it flatter"


@pytest.fixture
def problems_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, list[str]]]:
    """The problems of each file of a public build; empty if it succeeds."""
    monkeypatch.chdir(tmp_path)

    def of(files: dict[str, str | bytes]) -> dict[str, list[str]]:
        content = write(tmp_path / "content", {"articles/good.md": GOOD.format("Good"), **files})
        try:
            run_pelican(content, tmp_path / "site", "publishconf.py")
        except BrokenSite as broken:
            return problems_by_file(broken.problems)
        return {}

    return of


def test_links_out_of_content_or_in_circles_are_reported(problems_of, tmp_path):
    write(tmp_path, {"secret.md": GOOD.format("Secret"), "secrets/a.md": GOOD.format("Secrets")})
    articles = tmp_path / "content/articles"
    articles.mkdir(parents=True)
    links = {
        "out.md": tmp_path / "secret.md",
        "out": tmp_path / "secrets",
        "above": "..",
        "here": ".",
        "itself.md": "itself.md",
        "nowhere.md": "no.md",
        "inside": "../files",
        "same.txt": "../files/a.txt",
    }
    for name, target in links.items():
        (articles / name).symlink_to(target)
    twice = "this link points to a folder, whose files would be read twice; remove it"
    out = "this link points outside content/; put a copy of the file in its place"
    assert problems_of({"files/a.txt": "x"}) == {
        "articles/above": [f"1: {twice}"],
        "articles/here": [f"1: {twice}"],
        "articles/inside": [f"1: {twice}"],
        "articles/itself.md": ["1: this link is broken; remove it"],
        "articles/nowhere.md": ["1: this link is broken; remove it"],
        "articles/out": [f"1: {out}"],
        "articles/out.md": [f"1: {out}"],
    }


def test_pipes_and_sockets_are_reported_without_waiting(problems_of, tmp_path, monkeypatch):
    articles = tmp_path / "content/articles"
    articles.mkdir(parents=True)
    os.mkfifo(articles / "pipe.md")
    monkeypatch.chdir(articles)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
    (articles / "folder.md").mkdir()
    monkeypatch.chdir(tmp_path)
    no_file = ["1: this is not a regular file; remove it"]
    assert problems_of({}) == {"articles/pipe.md": no_file, "articles/socket.md": no_file}


def test_names_are_shown_on_one_line(problems_of, tmp_path):
    for name in (b"not-\xff-utf-8.md", b"new\nline.md", b"turned-\xe2\x80\xae.txt"):
        file = os.fsencode(tmp_path) + b"/content/articles/" + name
        Path(os.fsdecode(file)).parent.mkdir(parents=True, exist_ok=True)
        Path(os.fsdecode(file)).write_text(GOOD.format(len(name)), "utf-8")
    unseen = "1: this name has invisible characters; rename it"
    found = problems_of({"articles/One.md": GOOD.format("One"), "articles/one.md": GOOD.format("Two")})
    assert found.pop("articles/turned-\\u202e.txt")[0] == unseen
    assert found == {
        "articles/not-\\xff-utf-8.md": [unseen],
        "articles/new\\nline.md": [unseen],
        "articles/one.md": ["1: on some systems this has the same name as One.md; rename one of them"],
    }


def test_a_source_that_is_too_long_is_not_read(problems_of):
    assert problems_of({"articles/long.md": GOOD.format("Long") + "a " * (MAX_SOURCE_BYTES // 2)}) == {
        "articles/long.md": [
            f"1: this source is {MAX_SOURCE_BYTES + len(GOOD.format('Long'))} bytes long; "
            f"split it into files of at most {MAX_SOURCE_BYTES}"
        ]
    }


def drop_root_override() -> None:
    """root reads all, unless the right to is given up before Python starts."""
    for each in OVERRIDES:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, each, 0, 0, 0)


@pytest.mark.slow
def test_unreadable_files_are_reported(tmp_path):
    content = write(
        tmp_path / "content",
        {"articles/closed.md": GOOD.format("Closed"), "closed/a.md": GOOD.format("In"), "a.png": "x"},
    )
    for name in ("articles/closed.md", "closed", "a.png"):
        (content / name).chmod(0)
    code = (
        "from tests.conftest import run_pelican, Path\n"
        f"run_pelican(Path({str(content)!r}), Path({str(tmp_path / 'site')!r}), 'publishconf.py')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        preexec_fn=drop_root_override,
        capture_output=True,
        text=True,
        check=False,
    )
    (content / "closed").chmod(0o700)
    for name in ("articles/closed.md", "closed", "a.png"):
        problem = "this cannot be read (permission denied); make it readable, or remove it"
        assert f"{content}/{name}:1: {problem}" in done.stderr
    assert not (tmp_path / "site").exists()


def test_temporary_files_of_editors_are_ignored_on_the_local_site(tmp_path):
    names = ("a.md~", ".a.md.swp", "4913", "#a.md#", ".~lock.a.md#", "a.md___jb_tmp___")
    content = write(tmp_path / "content", {f"articles/{name}": GOOD.format("A") for name in (*names, "a.md")})
    (content / "articles/.#a.md").symlink_to("somebody@host.1234")  # Emacs' sign of an open file
    site = run_pelican(content, tmp_path / "site", "pelicanconf.py")
    assert (site / "a.html").is_file()


HARD = {
    "quotations.md": ">" * 20_000 + " a",
    "lists.md": "".join(f"{'    ' * n}- a\n" for n in range(300)),
    "stars.md": "*a" * 25_000,
    "more stars.md": "**a *b " * 9_000,
    "underscores.md": "_a_" * 16_000,
    "brackets.md": "[" * 50_000,
    "links.md": "[a](" * 12_000,
    "pictures.md": "![" * 25_000,
    "backticks.md": "`a``b" * 9_000,
    "a table.md": "|a" * 500 + "\n" + "|-" * 500 + "\n" + ("|b" * 500 + "\n") * 100,
    "elements.md": "<div>" * 5_000,
    "whole elements.md": "<b>" * 3_000 + "</b>" * 3_000,
    "comments.md": "<!--" * 12_000,
    "entities.md": "&amp" * 12_000,
    "footnotes.md": "".join(f"[^{n}]" for n in range(3_000)),
    "headings.md": "# a\n\n" * 5_000,
    "a line.md": "a" * 900_000,
    "blanks.md": " " * 400_000 + "a\n" + "\n" * 400_000,
    "sections.rst": "".join(
        f"a{n}\n{chr(c) * 9}\n\n" for n, c in enumerate(b"=-~^\"'`:.*+#_<>!$%&(),/;?@[]{|}")
    ),
    "replaced.rst": "".join(f".. |a{n}| replace:: " + f"|a{n + 1}| " * 9 + "\n" for n in range(9))
    + ".. |a9| replace:: x\n\n|a0|",
    "stars.rst": "*a " * 20_000,
    "quotations.rst": "".join(f"{' ' * n}a\n\n" for n in range(400)),
    "lists.rst": "".join(f"{'  ' * n}- a\n\n" for n in range(400)),
    "a table.rst": ("+--" * 200 + "+\n" + "|a " * 200 + "|\n") * 100 + "+--" * 200 + "+\n",
}


def problems_of_hard(
    problems_of: Callable[..., dict[str, list[str]]], names: list[str]
) -> dict[str, list[str]]:
    heads = {
        ".md": "Title: Hard {0}\nDate: 2020-01-02\n\n",
        ".rst": "Hard {0}\n=======\n\n:date: 2020-01-02\n\n",
    }
    numbered = enumerate(names, start=10)
    texts = {name: heads[Path(name).suffix].format(n) + HARD[name] + "\n" for n, name in numbered}
    return problems_of({f"articles/{name}": text for name, text in texts.items()})


def test_a_text_that_takes_a_parser_too_long_is_reported(problems_of, monkeypatch):
    monkeypatch.setattr(time_limit, "READ_TIMEOUT_S", 0.2)
    before = signal.getsignal(signal.SIGPROF)
    assert problems_of_hard(problems_of, ["replaced.rst"]) == {"articles/replaced.rst": [TOO_SLOW]}
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_time_limit_that_passes_while_an_object_is_deleted_is_reported(monkeypatch):
    class Slow:
        def __del__(self):
            while True:
                pass

    def read():
        Slow()
        while True:
            pass

    monkeypatch.setattr(time_limit, "READ_TIMEOUT_S", 0.01)
    monkeypatch.setattr(time_limit, "REPEAT_S", 0.05)
    before = sys.unraisablehook
    with pytest.raises(SourceError, match=r"this takes more than 0\.01 seconds to read"):
        time_limit.within_time(Path("slow.md"), read)
    assert sys.unraisablehook is before


@pytest.mark.slow
def test_a_text_that_is_nested_too_deeply_is_reported(problems_of):
    assert problems_of_hard(problems_of, ["lists.rst"]) == {"articles/lists.rst": [TOO_DEEP]}


@pytest.mark.slow
def test_of_very_many_problems_the_first_are_reported(problems_of):
    assert len(problems_of_hard(problems_of, ["footnotes.md"])["articles/footnotes.md"]) == 51


@pytest.mark.slow
def test_no_text_takes_for_ever(problems_of, monkeypatch):
    """Each is built, or reported in time, depending on the machine."""
    monkeypatch.setattr(time_limit, "READ_TIMEOUT_S", 0.2)
    started = time.process_time()
    found = problems_of_hard(problems_of, list(HARD))
    assert [TOO_SLOW] in found.values()
    assert time.process_time() - started < 2 * len(HARD)
