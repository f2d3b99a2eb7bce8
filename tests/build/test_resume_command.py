"""`./invoke resume`: the résumé's files, the list of its anchors, and a report of what was made."""

import pytest

from tests.conftest import write
from vouch.build.resume_command import build_resume
from vouch.build.run import BuildFailed

pytestmark = pytest.mark.slow

FORMS = ["resume.html", "resume.json", "resume.pdf", "resume.txt"]


def test_only_the_resume_is_put_into_the_output(project, tmp_path):
    output = write(tmp_path / "output", {"index.html": "another page", "resume.txt": "old"})
    report = build_resume(project.root, output)
    names = sorted(each.name for each in output.iterdir())
    assert names == ["index.html", *FORMS]
    assert (output / "index.html").read_text() == "another page"
    assert "Coins.ph" in (output / "resume.txt").read_text("utf-8")
    assert [each for each in FORMS if each not in report] == []


def test_it_tells_what_a_machine_sees(project, tmp_path):
    seen = build_resume(project.root, tmp_path / "output").partition("What a machine sees")[2].splitlines()
    assert seen[1] == "Marsel Mavletkulov"
    assert seen[2] == "  https://marselester.com"
    assert seen[-1].split("   ")[-1].strip() == (
        "Python Developer at concert organization startup FanGid.com 🤟 (2 highlights)"
    )
    assert "July 2014 – August 2017" in "\n".join(seen)


def test_new_anchors_are_added_to_the_list_and_old_ones_stay(project, tmp_path):
    kept = project.root / "content/pages/resume.anchors"
    before = "# mine\ngone -> coins-ph-sre\ncoins-ph-sre\n"
    kept.write_text(before)
    assert "new lines; commit them" in build_resume(project.root, tmp_path / "output")
    after = kept.read_text()
    assert after.startswith(before)
    assert after.count("coins-ph-sre\n") == 2
    assert "\nfangid-com-python-developer\n" in after
    assert "new lines" not in build_resume(project.root, tmp_path / "output")
    assert kept.read_text() == after


def test_a_resume_that_cannot_be_read_changes_nothing(project, tmp_path):
    output = write(tmp_path / "output", {"resume.txt": "old"})
    source = project.root / "content/pages/resume.rst"
    source.write_text(source.read_text("utf-8").replace("July 2014 —", "Jully 2014 —"), "utf-8")
    with pytest.raises(BuildFailed, match=r"content/pages/resume.rst:27: 'Jully' is not a month"):
        build_resume(project.root, output)
    assert [each.name for each in output.iterdir()] == ["resume.txt"]


def test_without_a_resume_it_says_so(project, tmp_path):
    (project.root / "content/pages/resume.rst").unlink()
    assert "write content/pages/resume.rst" in build_resume(project.root, tmp_path / "output")


def test_a_draft_of_a_resume_is_built_as_a_draft(project, tmp_path):
    source = project.root / "content/pages/resume.rst"
    source.write_text(":status: draft\n" + source.read_text("utf-8"), "utf-8")
    build_resume(project.root, tmp_path / "output")
    assert sorted(each.name for each in (tmp_path / "output/drafts").iterdir()) == FORMS
