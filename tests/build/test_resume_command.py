"""`./invoke resume`: the résumé's files, the list of its anchors, and a report of what was made."""

import pytest

from tests.conftest import write
from vouch.build.resume_command import build_resume
from vouch.build.run import BuildFailed

pytestmark = pytest.mark.slow

FORMS = ["resume.html", "resume.json", "resume.pdf", "resume.txt"]
SOURCE = "content/pages/resume.rst"


def test_only_the_resume_is_written_and_the_report_shows_what_a_machine_sees(project, tmp_path):
    output = write(tmp_path / "output", {"index.html": "another page", "resume.txt": "old"})
    report = build_resume(project.root, output)
    assert sorted(each.name for each in output.iterdir()) == ["index.html", *FORMS]
    assert (output / "index.html").read_text() == "another page"
    assert "Harbour.io" in (output / "resume.txt").read_text("utf-8")
    assert [each for each in FORMS if each not in report] == []
    seen = report.partition("What a machine sees")[2].splitlines()
    assert seen[1:3] == ["Nadia Okonkwo", "  https://nadia.example"]
    assert seen[-1].split("   ")[-1].strip() == (
        "Junior Developer at library software Shelfmark 📚 (2 highlights)"
    )
    assert "January 2015 – June 2015" in report


def test_new_anchors_are_added_to_the_list_and_old_ones_stay(project, tmp_path):
    anchors = project.root / "content/pages/resume.anchors"
    before = "# mine\ngone -> harbour-io-engineer\nharbour-io-engineer\n"
    anchors.write_text(before)
    assert "new lines; commit them" in build_resume(project.root, tmp_path / "output")
    after = anchors.read_text()
    assert after.startswith(before)
    assert after.count("harbour-io-engineer\n") == 2
    assert "\nshelfmark-junior-developer\n" in after
    assert "new lines" not in build_resume(project.root, tmp_path / "output")
    assert anchors.read_text() == after


def test_an_unreadable_resume_changes_nothing(project, tmp_path):
    output = write(tmp_path / "output", {"resume.txt": "old"})
    before = (project.root / SOURCE).read_text("utf-8")
    line = 1 + before.partition("January 2015 —")[0].count("\n")
    write(project.root, {SOURCE: before.replace("January 2015 —", "Janury 2015 —")})
    with pytest.raises(BuildFailed, match=rf"{SOURCE}:{line}: 'Janury' is not a month"):
        build_resume(project.root, output)
    assert [each.name for each in output.iterdir()] == ["resume.txt"]


def test_a_missing_resume_is_reported(project, tmp_path):
    (project.root / SOURCE).unlink()
    assert f"write {SOURCE}" in build_resume(project.root, tmp_path / "output")


def test_a_draft_of_a_resume_is_built_as_a_draft(project, tmp_path):
    write(project.root, {SOURCE: f":status: draft\n{(project.root / SOURCE).read_text('utf-8')}"})
    build_resume(project.root, tmp_path / "output")
    assert sorted(each.name for each in (tmp_path / "output/drafts").iterdir()) == FORMS
