"""What goes out is the checked site of the commit, or nothing goes out. Remotes are real."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT, write
from tests.publish.transaction import snapshot
from vouch.publish.changes import Allowed
from vouch.publish.outcomes import NotPublished, Refused
from vouch.publish.transaction import Options, publish

pytestmark = pytest.mark.slow

NEW = {"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\nText.\n"}


def run(project, **options):
    return publish(project.root, Options(**options)).report


def test_the_pushed_branch_is_the_site_of_the_commit(project, tmp_path):
    said = run(project)
    site, head = project.fetch_site(tmp_path / "live"), project.git("rev-parse", "HEAD")
    assert re.search(r"published to origin/gh-pages \([0-9a-f]{7}\)$", said)
    assert (site / "CNAME").read_text() == "marselester.com\n"
    assert (site / ".nojekyll").exists()
    assert "Coins.ph" in (site / "resume.html").read_text("utf-8")
    assert json.loads((site / "build.json").read_text()) == {"commit": head, "kept": []}
    message = project.live("log", "-1", "--format=%B", "gh-pages")
    assert message == f"Publish {head[:7]}: A change\n\nSource-Commit: {head}"


def test_the_same_site_is_not_published_twice_and_a_dry_run_changes_nothing(project):
    run(project)
    first = project.live("for-each-ref"), snapshot(project.remote)
    project.commit({"README.md": "Another commit of the same site.\n"})
    assert run(project) == "nothing to publish: origin/gh-pages is this site already"
    project.commit(NEW)
    said = run(project, dry_run=True)
    assert re.search(r"^  added 2 +/cards/new\.png\n +/new\.html$", said, re.MULTILINE)
    assert re.search(r"^  changed \d+ +/archives\.html$", said, re.MULTILINE)
    assert said.endswith("nothing was published: this was a dry run")
    assert (project.live("for-each-ref"), snapshot(project.remote)) == first


def test_doubts_about_the_resume_are_told(project):
    text = (project.root / "content/pages/resume.rst").read_text("utf-8")
    project.commit(
        {"content/pages/resume.rst": text.replace("July 2014 — August 2017", "July 2014 — May 2018")}
    )
    first, *_ = run(project, dry_run=True).splitlines()
    assert first.startswith("content/pages/resume.rst:")
    assert "the dates of" in first


def test_a_publish_from_another_clone_is_built_upon(project, tmp_path):
    run(project)
    project.git("push", "--quiet", "origin", "main")
    project.git("clone", "--quiet", "--branch", "main", str(project.remote), str(tmp_path / "other"))
    other = type(project)(tmp_path / "other", project.remote)
    other.commit(NEW)
    run(other)
    project.commit({"content/articles/newer.md": "Title: Newer\nDate: 2024-01-03\n\nText.\n"})
    with pytest.raises(Refused, match=r"^/cards/new.png: this address would be gone"):
        run(project)
    project.commit(NEW)
    run(project)
    assert project.live("rev-list", "--count", "gh-pages") == "3"


def test_what_is_not_committed_stops_it(project):
    write(project.root, {"content/articles/idea.md": "Title: Idea\nDate: 2024-01-02\n\nText.\n"})
    with pytest.raises(Refused) as refused:
        run(project)
    assert str(refused.value) == "content/articles/idea.md: not committed; commit or stash it first"
    assert project.live("for-each-ref") == ""


def test_all_that_is_broken_stops_it_and_is_named(project):
    project.commit({"content/articles/new.md": "Title: New\nDate: soon\n\nText.\n", "content/b.md": "x\n"})
    with pytest.raises(Refused) as refused:
        run(project)
    first, second = str(refused.value).splitlines()
    assert first.startswith("content/articles/new.md:2: date: 'soon' is not a date; ")
    assert second.startswith("content/b.md:1: ")
    assert project.live("for-each-ref") == ""


def test_a_link_that_leads_nowhere_stops_it(project):
    project.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\n[here](/nowhere.html)\n"})
    with pytest.raises(Refused, match=r"new\.html:\d+: /nowhere\.html leads nowhere"):
        run(project)
    assert project.live("for-each-ref") == ""


def test_a_draft_stays_at_home(project, tmp_path):
    draft = "Title: Secret plans\nDate: 2024-01-02\nStatus: draft\n\nHush.\n"
    project.commit({"content/articles/secret-plans.md": draft})
    run(project)
    site = project.fetch_site(tmp_path / "live")
    assert not [file for file in site.rglob("*.*ml") if "Secret plans" in file.read_text("utf-8")]


def test_content_that_attributes_keep_out_of_archives_is_published(project, tmp_path):
    project.commit({".gitattributes": "content/articles/new.md export-ignore\n", **NEW})
    run(project)
    assert (project.fetch_site(tmp_path / "live") / "new.html").is_file()


def test_what_git_would_put_in_the_place_of_a_commit_is_not_published(project, tmp_path):
    blobs = [
        project.git("rev-parse", f"HEAD:{name}") for name in ("content/articles/profiling.md", ".gitignore")
    ]
    project.git("replace", *blobs)
    run(project)
    assert (project.fetch_site(tmp_path / "live") / "continuous-profiling-in-go.html").is_file()


def test_files_that_live_pages_load_stay_for_one_publish(project, tmp_path):
    def site_after(n: int, css: str) -> set[str]:
        project.commit({"theme/js/site.js": f"// {css}\n"})
        run(project)
        site = project.fetch_site(tmp_path / f"live-{n}")
        loaded = re.search(r'<script src="/(theme/site\..*?)"', (site / "index.html").read_text("utf-8"))[1]
        assert (site / loaded).is_file()
        return {each.name for each in site.glob("theme/site.*.js")}

    first, second, third = (site_after(n, name) for n, name in enumerate("abc"))
    assert (len(first), len(second), len(third)) == (1, 2, 2)
    assert first < second
    assert not first & third
    assert run(project).startswith("nothing to publish")


def test_a_file_that_fails_the_checks_is_not_kept(project, tmp_path):
    project.commit({"theme/js/site.js": "// Secret plans of mine\n"})
    run(project)
    draft = "Title: Secret plans of mine\nDate: 2024-01-02\nStatus: draft\n\nHush.\n"
    project.commit({"theme/js/site.js": "// new\n", "content/articles/plans.md": draft})
    run(project)
    site = project.fetch_site(tmp_path / "live")
    assert json.loads((site / "build.json").read_text())["kept"] == []
    assert len(list(site.glob("theme/site.*.js"))) == 1


def test_what_whoever_writes_the_branch_says_is_not_followed(project, tmp_path):
    run(project)
    site = project.fetch_site(tmp_path / "live")
    write(site, {"build.json": '["../outside.js", "/tmp/outside.js", "theme/none.0123abcd.js", 1]'})
    for command in (["commit", "-qam", "By hand"], ["push", "-q"]):
        subprocess.run(["git", *command], cwd=site, check=True)
    project.commit({"theme/js/site.js": "// new\n"})
    run(project)
    published = project.fetch_site(tmp_path / "published")
    kept = json.loads((published / "build.json").read_text())["kept"]
    assert kept == [each for each in kept if re.fullmatch(r"theme/site\.[0-9a-f]{8}\.js", each)] != []
    assert not list(tmp_path.rglob("outside.js"))


def command(project, *words: str, **environment: str) -> subprocess.CompletedProcess:
    """`./invoke` with the project's own tasks."""
    return subprocess.run(
        [sys.executable, "-m", "invoke", *words],
        cwd=project.root,
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_command_says_what_happened_and_ends_with_the_status_of_it(project):
    project.commit({"tasks.py": (ROOT / "tasks.py").read_text("utf-8")})
    done = command(project, "publish", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    done = command(project, "publish")
    assert (done.returncode, done.stderr) == (0, "")
    assert "published to origin/gh-pages (" in done.stdout
    done = command(project, "rollback")
    refusal = "there is no earlier publish; publish another commit with ./invoke publish\n"
    assert (done.returncode, done.stderr) == (2, refusal)
    write(project.root, {"new": "x"})
    done = command(
        project, "publish", "--allow-removed", "/a.html", "--allow-removed", "/b", "--allow-cname-change"
    )
    assert (done.returncode, done.stderr) == (2, "new: not committed; commit or stash it first\n")
    done = command(project, "publish", "--remote", str(project.root / "none.git"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    project.git("clean", "-fdxq")
    done = command(project, "publish", "--remote", str(project.root.parent / "none.git"))
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


def test_it_stops_where_the_remote_does(project):
    run(project)
    hook = write(project.remote, {"hooks/pre-receive": "#!/bin/sh\nexit 1\n"}) / "hooks/pre-receive"
    hook.chmod(0o755)
    project.commit(NEW)
    with pytest.raises(NotPublished, match=r"^git: \[remote rejected\]"):
        run(project)


def test_an_address_may_go_when_the_author_says_so(project, tmp_path):
    project.commit(NEW)
    run(project)
    (project.root / "content/articles/new.md").unlink()
    project.commit({})
    with pytest.raises(Refused) as refused:
        run(project)
    assert str(refused.value).splitlines()[-1] == (
        "/new.html: this address would be gone; write `Aliases: /new.html` in the article that takes its "
        "place, or let it go with --allow-removed '/new.html'"
    )
    run(project, allowed=Allowed(removed=("https://marselester.com/new.html",)))
    assert not (project.fetch_site(tmp_path / "live") / "cards/new.png").exists()
