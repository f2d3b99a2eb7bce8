"""Names that break on some system or in an address, and files that nobody meant to publish."""

import os

from tests.checks import (
    each_check,
    missed,
    page,
    problems,
    reported,
    test_draft_traces,
    test_links,
    test_pages,
    test_policy,
    test_secrets,
)
from tests.conftest import write
from vouch.checks import CHECKS

RENAME = "give it another name, with letters, digits and hyphens"


def one(name: str, what: str, shown: str = "") -> tuple[dict[str, str], list[str]]:
    return {name: "x"}, [f"{shown or name}:1: {what}"]


BAD = {
    "names_work_everywhere": {
        **{
            each: one(f"a{each}b.png", f"a name on Windows must not contain {each!r}; {RENAME}")
            for each in '<>:"|*'
        },
        "a backslash": one("a\\b.png", f"a name on Windows must not contain '\\\\'; {RENAME}"),
        "a line": one("a\nb.png", f"a name on Windows must not contain '\\n'; {RENAME}", "a\\nb.png"),
        "a question": one("a?.png", f"a name on Windows must not contain '?'; {RENAME}"),
        "a per cent": one("100%.png", f"an address with '%' leads elsewhere; {RENAME}"),
        "a hash": one("c#.png", f"an address with '#' leads elsewhere; {RENAME}"),
        "no width": one(
            "a\u200bb.png", f"an address with '\\u200b' leads elsewhere; {RENAME}", "a\\u200bb.png"
        ),
        "a device": one("images/Con.tar.gz", f"Con.tar.gz is a device on Windows; {RENAME}"),
        "a device as a folder": one("nul/a.png", f"nul is a device on Windows; {RENAME}"),
        "a dot at the end": one("a./b.png", f"Windows drops a space or dot at the end of a name; {RENAME}"),
        "a space at the end": one("a.png ", f"Windows drops a space or dot at the end of a name; {RENAME}"),
        "not NFC": one("и\u0306.png", f"macOS stores this name with other bytes (not NFC); {RENAME}"),
        "a long path": one(
            f"{'a' * 120}/{'b' * 120}", "the path is longer than 240 bytes; give it a shorter name"
        ),
    },
    "names_differ_everywhere": {
        "case": one(
            "images/Pic.png",
            f"images/pic.png is images/Pic.png where case is ignored; {RENAME}",
            "content/images/pic.png",
        ),
        "case of a folder": one(
            "Images/x.png", f"images is Images where case is ignored; {RENAME}", "content/images/pic.png"
        ),
    },
    "only_meant_files": {
        **{
            each: one(each, "a hidden file; leave it out of content/")
            for each in (".env", ".git/config", "a/.DS_Store")
        },
        **{
            each: one(each, "a leftover of a program; remove it")
            for each in ("index.html~", "a.html.bak", "a.swp", "a.pyc", "__pycache__/a", "Thumbs.db")
        },
        **{
            each: one(each, "a file of this kind holds secrets; keep it to yourself")
            for each in ("id_rsa", "a/server.pem", "tls.key", "x.sqlite3", "prod.env", "secrets.yml")
        },
        **{
            each: one(each, "a source that no page links to; leave it out of the site")
            for each in ("pelicanconf.py", "articles/b.md", "about.rst", "pyproject.toml", "Makefile")
        },
    },
}


@each_check(BAD)
def test_a_fault_is_reported(tmp_path, check, cases):
    assert missed(tmp_path, check, cases) == {}


def test_each_check_has_a_bad_case():
    tables = (test_draft_traces, test_links, test_pages, test_policy, test_secrets)
    tested = {name for each in tables for name in each.BAD} | BAD.keys()
    assert tested == {each.__name__ for each in CHECKS} - {"only_plain_files"}
    assert len(CHECKS) == len({each.__name__ for each in CHECKS})


def test_links_and_pipes_are_reported_and_not_opened(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    os.mkfifo(site / "pipe.html")
    (site / "away.html").symlink_to("/etc/hostname")
    (site / "folder").symlink_to("/etc")
    instead = "this is not a plain file; put a copy of the file there"
    names = ("away.html", "folder", "pipe.html")
    assert problems(tmp_path, {}) == [f"{each}:1: {instead}" for each in names]


def test_too_large_files_and_sites_are_reported(tmp_path):
    write(tmp_path / "site", {"a.mp4": "", **{f"{n}.bin": "" for n in range(10)}})
    os.truncate(tmp_path / "site/a.mp4", 100 * 2**20 + 1)
    assert problems(tmp_path, {}) == [
        "a.mp4:1: GitHub rejects files over 100 MiB; keep it elsewhere, and link to it"
    ]
    for n in range(10):
        os.truncate(tmp_path / f"site/{n}.bin", 100 * 2**20)
    assert problems(tmp_path, {})[1:] == [
        ".:1: the site has 1.2 GB, GitHub Pages accepts 1; keep large files elsewhere"
    ]


def test_a_name_that_is_not_utf_8_is_reported(tmp_path):
    write(tmp_path / "site", {})
    (tmp_path / "site").mkdir(exist_ok=True)
    with open(os.fsencode(tmp_path / "site") + b"/caf\xe9.png", "wb"):  # noqa: PTH123
        pass
    assert problems(tmp_path, {}) == [f"caf\\xe9.png:1: the name is not UTF-8; {RENAME}"]


FINE = (
    *("pic ture.png", "схема.png", "a+b&c.png", "console.png"),
    *(".well-known/security.txt", "build.json", "theme/a.0123abcd.js"),
)


def test_names_that_work_are_accepted(tmp_path):
    assert reported(tmp_path, {name: {name: "{}"} for name in FINE}) == {}


def test_a_program_that_a_page_links_to_is_accepted(tmp_path):
    files = {"index.html": page("", '<a href="/fabfile.py">fabfile.py</a>'), "fabfile.py": "x = 1\n"}
    assert problems(tmp_path, files) == []
