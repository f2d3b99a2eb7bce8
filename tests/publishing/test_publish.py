"""What goes out is the checked site of the commit, or nothing goes out. Remotes are real."""

import re
import subprocess

import pytest

from publishing.build import BuildFailed
from publishing.publish import NotPublished, publish

pytestmark = pytest.mark.slow


def test_the_pushed_branch_is_the_site(project, tmp_path):
    said = publish(project.root, "origin")
    site = project.fetch_site(tmp_path / "live")
    assert "published to origin/gh-pages" in said
    assert (site / "CNAME").read_text() == "marselester.com\n"
    assert (site / ".nojekyll").exists()
    assert "Coins.ph" in (site / "resume.html").read_text("utf-8")
    assert project.live("log", "-1", "--format=%s", "gh-pages").endswith(": A change")


def test_the_same_site_is_not_published_twice(project):
    publish(project.root, "origin")
    first = project.live("rev-parse", "gh-pages")
    assert publish(project.root, "origin").startswith("nothing to publish")
    assert project.live("rev-parse", "gh-pages") == first


def test_each_publish_stands_on_the_one_before(project):
    publish(project.root, "origin")
    first = project.live("rev-parse", "gh-pages")
    project.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\nText.\n"})
    publish(project.root, "origin")
    assert project.live("rev-parse", "gh-pages^") == first


def test_a_publish_from_another_clone_is_built_upon(project, tmp_path):
    publish(project.root, "origin")
    project.git("push", "--quiet", "origin", "main")
    project.git("clone", "--quiet", "--branch", "main", str(project.remote), str(tmp_path / "other"))
    other = type(project)(tmp_path / "other", project.remote)
    other.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\nText.\n"})
    publish(other.root, "origin")
    project.commit({"content/articles/newer.md": "Title: Newer\nDate: 2024-01-03\n\nText.\n"})
    publish(project.root, "origin")
    assert project.live("rev-list", "--count", "gh-pages") == "3"


def test_what_is_not_committed_stops_it(project):
    (project.root / "content/articles/idea.md").write_text("Title: Idea\nDate: 2024-01-02\n\nText.\n")
    with pytest.raises(NotPublished) as refused:
        publish(project.root, "origin")
    assert str(refused.value) == "content/articles/idea.md: not committed; commit or stash it first"
    assert project.live("for-each-ref") == ""


def test_a_broken_article_stops_it_and_is_named(project):
    project.commit({"content/articles/new.md": "Title: New\nDate: soon\n\nText.\n"})
    with pytest.raises(BuildFailed) as failed:
        publish(project.root, "origin")
    assert failed.value.problems == (
        "content/articles/new.md:2: date: 'soon' is not a date; write it as 2026-11-24",
    )
    assert project.live("for-each-ref") == ""


def test_a_link_that_leads_nowhere_stops_it(project):
    project.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\n[here](/nowhere.html)\n"})
    with pytest.raises(NotPublished, match=r"new\.html:\d+: /nowhere\.html leads nowhere"):
        publish(project.root, "origin")
    assert project.live("for-each-ref") == ""


def test_a_draft_stays_at_home(project, tmp_path):
    draft = "Title: Secret\nDate: 2024-01-02\nStatus: draft\n\nHush.\n"
    project.commit({"content/articles/secret.md": draft})
    publish(project.root, "origin")
    site = project.fetch_site(tmp_path / "live")
    assert not [file for file in site.rglob("*.*ml") if "Secret" in file.read_text("utf-8")]


def test_an_unknown_remote_is_named(project):
    with pytest.raises(NotPublished, match=r"there is no remote 'elsewhere'"):
        publish(project.root, "elsewhere")


def test_a_commit_by_nobody_is_refused(project, monkeypatch):
    for each in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{each}_NAME")
        monkeypatch.delenv(f"GIT_{each}_EMAIL")
    monkeypatch.setenv("HOME", str(project.root))
    project.git("config", "user.useConfigOnly", "true")
    with pytest.raises(NotPublished, match=r"git does not know who you are"):
        publish(project.root, "origin")
    assert project.live("for-each-ref") == ""


def test_a_branch_that_is_checked_out_elsewhere_is_left_alone(project, tmp_path):
    publish(project.root, "origin")
    project.git("worktree", "add", "--quiet", str(tmp_path / "other"), "gh-pages")
    project.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\nText.\n"})
    with pytest.raises(NotPublished, match=r"gh-pages is checked out"):
        publish(project.root, "origin")


def test_a_remote_that_is_not_there_gives_the_reason_of_git(project):
    project.git("remote", "set-url", "origin", str(project.root / "nothing.git"))
    with pytest.raises(NotPublished, match=r"^git: fatal: "):
        publish(project.root, "origin")


def test_a_remote_that_refuses_keeps_what_was_live(project):
    publish(project.root, "origin")
    live = project.live("rev-parse", "gh-pages")
    hook = project.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    project.commit({"content/articles/new.md": "Title: New\nDate: 2024-01-02\n\nText.\n"})
    with pytest.raises(NotPublished, match=r"\[remote rejected\]"):
        publish(project.root, "origin")
    assert project.live("rev-parse", "gh-pages") == live
    hook.unlink()
    publish(project.root, "origin")
    assert project.live("rev-parse", "gh-pages^") == live


def test_the_working_tree_is_left_alone(project):
    before = project.git("status", "--porcelain", "--ignored"), project.git("rev-parse", "HEAD")
    publish(project.root, "origin")
    assert (project.git("status", "--porcelain", "--ignored"), project.git("rev-parse", "HEAD")) == before


def test_files_that_live_pages_load_stay_for_one_publish(project, tmp_path):
    def site_after(n: int, css: str) -> set[str]:
        project.commit({"theme/js/site.js": f"// {css}\n"})
        publish(project.root, "origin")
        site = project.fetch_site(tmp_path / f"live-{n}")
        loaded = re.search(r'<script src="/(theme/site\..*?)"', (site / "index.html").read_text("utf-8"))[1]
        assert (site / loaded).is_file()
        return {each.name for each in site.glob("theme/site.*.js")}

    first, second, third = (site_after(n, name) for n, name in enumerate("abc"))
    assert (len(first), len(second), len(third)) == (1, 2, 2)
    assert first < second
    assert not first & third
    assert publish(project.root, "origin").startswith("nothing to publish")


def test_a_manifest_that_leads_outside_is_not_followed(project, tmp_path):
    publish(project.root, "origin")
    site = project.fetch_site(tmp_path / "live")
    (site / "theme/assets.json").write_text('["../outside.js", "theme/none.js"]')
    run = {"cwd": site, "check": True}
    subprocess.run(["git", "commit", "-qam", "By hand"], **run)
    subprocess.run(["git", "push", "-q"], **run)
    project.commit({"theme/js/site.js": "// new\n"})
    with pytest.raises(NotPublished, match="git: "):
        publish(project.root, "origin")
    assert not list(tmp_path.rglob("outside.js"))
