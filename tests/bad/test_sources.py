"""Every bad source is reported, all in one run, locally and in public; good ones are built."""

import shutil
from pathlib import Path

import pytest

from tests.bad import expected, problems_by_file
from tests.conftest import run_pelican
from vouch.sources.problem_log import BrokenSite

HERE = Path(__file__).parent
DAY = "1795521600"  # 24 November 2026, on which nothing of these is yet to come
PARTNERS = ("articles/fields/one-address-a.md", "images/a.svg")  # good files that a bad one needs
# The local site ignores temporary files of editors.
OF_EDITORS = {f"articles/files/{name}" for name in ("j.md~", ".m.md.swp", "#n.md#", "4913")} | {"pages/z.md~"}
UNSAID = (b"nsaid", b"ept back", b"kept-back", b"kept_back")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


def problems(content: Path, settings: str) -> tuple[str, ...]:
    with pytest.raises(BrokenSite) as broken:
        run_pelican(content, content.with_name("site"), settings)
    return broken.value.problems


def test_every_bad_source_is_reported_with_its_line(content):
    shutil.copytree(HERE / "sources", content)
    found = problems_by_file(problems(content, "publishconf.py"))
    messages = expected(HERE / "sources.txt", found)
    assert found == messages
    files = {each.relative_to(content).as_posix() for each in content.rglob("*") if each.is_file()}
    assert set(messages) == files - set(PARTNERS)
    assert len(files) > 200
    assert not content.with_name("site").exists()


@pytest.mark.slow
def test_a_build_with_drafts_reports_the_same_but_of_editors(content):
    shutil.copytree(HERE / "sources", content)
    found = problems_by_file(problems(content, "pelicanconf.py"))
    messages = expected(HERE / "sources.txt", {})
    assert found == {path: each for path, each in messages.items() if path not in OF_EDITORS}


def test_good_sources_are_built_and_drafts_leave_no_byte(content):
    shutil.copytree(HERE / "good", content)
    site = run_pelican(content, content.with_name("site"), "publishconf.py")
    for slug in ("every-field-2020", "references-that-lead-somewhere", "links-to-all-that-is-there"):
        assert (site / f"{slug}.html").is_file()
    assert len(list(content.rglob("*kept*"))) + 1 == 15 + 11
    found = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert [file for file, data in found.items() if any(each in data for each in UNSAID)] == []
    assert [
        file for file in found if any(each.decode() in str(file.relative_to(site)) for each in UNSAID)
    ] == []
    assert len([each for each in found if each.suffix == ".html" and each.parent == site]) > 8
    local = run_pelican(content, content.with_name("local"), "pelicanconf.py")
    assert len(list(local.glob("drafts/kept-back-*.html"))) == 15 + 10  # not that of `Status: skip`
