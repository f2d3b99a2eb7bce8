"""`./invoke resume`: the résumé's files, the list of its anchors, and a report of what was made."""

import re

import pytest

from tests.conftest import write
from vouch.build.resume_command import build_resume
from vouch.build.run import BuildFailed

pytestmark = pytest.mark.slow

FORMS = ["resume.html", "resume.json", "resume.pdf", "resume.txt"]
SOURCE = "content/pages/resume.rst"
SETTINGS = "pelicanconf.py"


def test_only_the_resume_is_written_and_the_report_shows_what_a_machine_sees(project, tmp_path):
    output = write(tmp_path / "output", {"index.html": "another page", "resume.txt": "old"})
    text = (project.root / SOURCE).read_text("utf-8")
    write(project.root, {SOURCE: text.replace("- put search into every page of the catalogue;\n", "")})
    report = build_resume(project.root, output)
    assert sorted(each.name for each in output.iterdir()) == ["index.html", *FORMS]
    assert (output / "index.html").read_text() == "another page"
    assert "Harbour.io" in (output / "resume.txt").read_text("utf-8")
    assert [each for each in FORMS if each not in report] == []
    seen = report.partition("What a machine sees")[2].splitlines()
    assert seen[1:3] == ["Nadia Okonkwo", "  https://nadia.example"]
    job, *rest = seen[-3:]
    assert job.split("   ")[-1].strip() == "Junior Developer at library software Shelfmark 📚 (1 highlight)"
    assert rest == ["🎓 Education", "Links"]
    assert "(2 highlights)\n" in report
    assert "January 2015 – June 2015" in report


def test_new_anchors_are_added_to_the_list_and_old_ones_stay(project, tmp_path):
    anchors = project.root / "content/pages/resume.anchors"
    before = "# mine\ngone -> harbour-io-engineer\nharbour-io-engineer\n"
    anchors.write_text(before)
    assert "new lines; commit the file" in build_resume(project.root, tmp_path / "output")
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


# A line at the end of pelicanconf.py, and what is reported then.
NOT_BUILT = {
    "no file": (
        'RESUME = "pages/cv.rst"',
        "pelicanconf.py:{last}: RESUME is 'pages/cv.rst', which is not a file below content/; write a file",
    ),
    "no résumé": (
        "RESUME = None",
        "pelicanconf.py:{last}: RESUME is None, so the site has no résumé; write RESUME = ",
    ),
    "another address": (
        'MENU, EXTRA_PATH_METADATA = (), {RESUME: {"template": "resume", "url": "cv.html"}}',
        "resume.html: the résumé has another address; leave its `Url:` and EXTRA_PATH_METADATA as they were",
    ),
}


@pytest.mark.parametrize("case", NOT_BUILT.values(), ids=NOT_BUILT)
def test_a_site_without_a_resume_is_reported(project, tmp_path, case):
    line, wanted = case
    settings = f"{(project.root / SETTINGS).read_text('utf-8')}{line}\n"
    write(project.root, {SETTINGS: settings})
    with pytest.raises(BuildFailed, match=re.escape(wanted.replace("{last}", str(settings.count("\n"))))):
        build_resume(project.root, tmp_path / "output")
    assert not (tmp_path / "output").exists()


def test_a_resume_that_was_not_written_is_reported(project, tmp_path):
    (project.root / SOURCE).unlink()
    with pytest.raises(BuildFailed, match=r"RESUME is 'pages/resume\.rst', which is not a file"):
        build_resume(project.root, tmp_path / "output")


def test_a_draft_of_a_resume_is_built_as_a_draft(project, tmp_path):
    write(project.root, {SOURCE: f":status: draft\n{(project.root / SOURCE).read_text('utf-8')}"})
    build_resume(project.root, tmp_path / "output")
    assert sorted(each.name for each in (tmp_path / "output/drafts").iterdir()) == FORMS
