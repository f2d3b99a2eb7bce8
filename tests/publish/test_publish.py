"""What is published is the checked site of the commit, or nothing is published. Remotes are real."""

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
    report = run(project)
    site, head = project.fetch_site(tmp_path / "live"), project.git("rev-parse", "HEAD")
    assert re.search(r"published to origin/gh-pages \([0-9a-f]{7}\)$", report)
    assert (site / "CNAME").read_text() == "nadia.example\n"
    assert (site / ".nojekyll").exists()
    assert "Harbour.io" in (site / "resume.html").read_text("utf-8")
    assert json.loads((site / "build.json").read_text()) == {"commit": head, "kept": []}
    message = project.live("log", "-1", "--format=%B", "gh-pages")
    assert message == f"Publish {head[:7]}: A change\n\nSource-Commit: {head}"


def test_an_unchanged_site_and_a_dry_run_publish_nothing(project):
    run(project)
    first = project.live("for-each-ref"), snapshot(project.remote)
    project.commit({"README.md": "Another commit of the same site.\n"})
    assert run(project) == "2 articles\nnothing to publish: origin/gh-pages is this site already"
    project.commit(NEW)
    report = run(project, dry_run=True)
    assert re.search(r"^  added 2 +/cards/new\.png\n +/new\.html$", report, re.MULTILINE)
    assert re.search(r"^  changed \d+ +/archives\.html$", report, re.MULTILINE)
    assert report.endswith("nothing was published: this was a dry run")
    assert (project.live("for-each-ref"), snapshot(project.remote)) == first


def test_warnings_about_the_resume_are_reported(project):
    text = (project.root / "content/pages/resume.rst").read_text("utf-8")
    project.commit({"content/pages/resume.rst": text.replace("May 2017 — March", "May 2016 — March")})
    first, *_ = run(project, dry_run=True).splitlines()
    assert first.startswith("content/pages/resume.rst:")
    assert "the dates of" in first


def test_a_publish_adds_to_that_of_another_clone(project, tmp_path):
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


def test_an_uncommitted_file_stops_a_publish(project):
    write(project.root, {"content/articles/idea.md": "Title: Idea\nDate: 2024-01-02\n\nText.\n"})
    with pytest.raises(Refused) as refused:
        run(project)
    assert str(refused.value) == "content/articles/idea.md: not committed; commit or stash it first"
    assert project.live("for-each-ref") == ""


def test_all_problems_stop_a_publish_and_are_reported(project):
    project.commit({"content/articles/new.md": "Title: New\nDate: soon\n\nText.\n", "content/b.md": "x\n"})
    with pytest.raises(Refused) as refused:
        run(project)
    first, second = str(refused.value).splitlines()
    assert first.startswith("content/articles/new.md:2: date: 'soon' is not a date; ")
    assert second.startswith("content/b.md:1: ")
    assert project.live("for-each-ref") == ""


def test_a_broken_link_stops_a_publish(project):
    project.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\n[here](/nowhere.html)\n"})
    with pytest.raises(Refused, match=r"new\.md:\d+: /nowhere\.html leads nowhere"):
        run(project)
    assert project.live("for-each-ref") == ""


def test_a_draft_is_not_published(project, tmp_path):
    draft = "Title: Secret plans\nDate: 2024-01-02\nStatus: draft\n\nHush.\n"
    project.commit({"content/articles/secret-plans.md": draft})
    run(project)
    site = project.fetch_site(tmp_path / "live")
    assert not [file for file in site.rglob("*.*ml") if "Secret plans" in file.read_text("utf-8")]


def test_export_ignore_leaves_nothing_out(project, tmp_path):
    project.commit({".gitattributes": "content/articles/new.md export-ignore\n", **NEW})
    run(project)
    assert (project.fetch_site(tmp_path / "live") / "new.html").is_file()


def test_replaced_objects_of_git_are_not_published(project, tmp_path):
    blobs = [
        project.git("rev-parse", f"HEAD:{name}") for name in ("content/articles/latency.md", ".gitignore")
    ]
    project.git("replace", *blobs)
    run(project)
    assert (project.fetch_site(tmp_path / "live") / "tail-latency.html").is_file()


def test_assets_of_live_pages_stay_for_one_publish(project, tmp_path):
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
    assert run(project).splitlines()[1].startswith("nothing to publish")


def test_an_asset_that_fails_the_checks_does_not_stay(project, tmp_path):
    project.commit({"theme/js/site.js": "// Secret plans of mine\n"})
    run(project)
    draft = "Title: Secret plans of mine\nDate: 2024-01-02\nStatus: draft\n\nHush.\n"
    project.commit({"theme/js/site.js": "// new\n", "content/articles/plans.md": draft})
    run(project)
    site = project.fetch_site(tmp_path / "live")
    assert json.loads((site / "build.json").read_text())["kept"] == []
    assert len(list(site.glob("theme/site.*.js"))) == 1


def test_names_in_the_live_build_file_are_not_trusted(project, tmp_path):
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


def test_the_command_ends_with_a_line_and_a_status_of_what_happened(project):
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


def test_a_refusal_of_the_remote_is_reported(project):
    run(project)
    hook = write(project.remote, {"hooks/pre-receive": "#!/bin/sh\nexit 1\n"}) / "hooks/pre-receive"
    hook.chmod(0o755)
    project.commit(NEW)
    with pytest.raises(NotPublished, match=r"^git: \[remote rejected\]"):
        run(project)


def test_an_address_is_removed_only_with_the_authors_consent(project, tmp_path):
    project.commit(NEW)
    run(project)
    (project.root / "content/articles/new.md").unlink()
    project.commit({})
    with pytest.raises(Refused) as refused:
        run(project)
    lines = str(refused.value).splitlines()
    assert lines[1] == (
        "/new.html: this address would be gone; write `Aliases: /new.html` in the article that takes its "
        "place, or let it go with --allow-removed '/new.html'"
    )
    with pytest.raises(Refused) as refused:
        run(project, dry_run=True)
    assert str(refused.value).splitlines()[-len(lines) :] == lines
    assert re.search(r"^  removed \d +/cards/new\.png$", str(refused.value), re.MULTILINE)
    run(project, allowed=Allowed(removed=("https://nadia.example/new.html",)))
    assert not (project.fetch_site(tmp_path / "live") / "cards/new.png").exists()


def test_what_is_scheduled_is_reported_and_published_on_its_day(project, tmp_path, monkeypatch):
    soon = "Title: {0}\nDate: {0}\n\nText.\n"
    days = ("2030-01-02", "2030-01-03 10:00")
    project.commit({f"content/articles/{each[:10]}.md": soon.format(each) for each in reversed(days)})
    project.commit({"content/articles/draft.md": "Title: Draft\nDate: 2030-01-02\nStatus: draft\n\nText.\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893499200")  # 1 January 2030
    *_, first, second = run(project).splitlines()
    assert first == "content/articles/2030-01-02.md waits for 2 January 2030"
    assert second == "content/articles/2030-01-03.md waits for 3 January 2030"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893585600")  # the day after, of the same commit
    assert run(project).splitlines()[1:] != []
    assert (project.fetch_site(tmp_path / "live") / "2030-01-02.html").is_file()
    assert run(project).splitlines() == [
        "3 articles, 1 draft, 1 scheduled",
        "nothing to publish: origin/gh-pages is this site already",
        second,
    ]


def test_a_dry_run_compares_the_addresses_of_an_earlier_site(project, tmp_path):
    (tmp_path / "old.txt").write_text("https://old.example/2012/tail_latency.html\nhttps://old.example/\n")
    with pytest.raises(Refused) as refused:
        run(project, dry_run=True, old_addresses=tmp_path / "old.txt")
    assert str(refused.value).splitlines()[-1] == (
        "/2012/tail_latency.html: this address would be gone (nearest: /tail-latency.html); write `Aliases: "
        "/2012/tail_latency.html` in content/articles/latency.md, or let it go with --allow-removed "
        "'/2012/tail_latency.html'"
    )


def test_a_renamed_article_needs_no_consent(project, tmp_path):
    project.commit({"tasks.py": (ROOT / "tasks.py").read_text("utf-8")})
    run(project)
    assert command(project, "rename", "tail-latency", "latency").returncode == 0
    project.commit({})
    run(project)
    site = project.fetch_site(tmp_path / "live")
    assert 'url=/latency.html"' in (site / "tail-latency.html").read_text("utf-8")
    assert (site / "cards/latency.png").is_file()
