"""A small project of its own, with this project's code, in a git repository with a bare remote."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import OWNER, ROOT, copy_folder, made_once_a_run, write

CODE = ("vouch", "theme", ".gitignore")
OF_OWNER = ("pelicanconf.py", "publishconf.py", "content/pages", "content/_static")
AUTHOR = {
    f"GIT_{role}_{name}": value
    for role in ("AUTHOR", "COMMITTER")
    for name, value in (("NAME", "A. Uthor"), ("EMAIL", "author@example.org"))
}
ARTICLES = {
    "content/articles/latency.md": "Title: Tail latency\nDate: 2022-04-22\n\nText.\n",
    "content/articles/queues.md": "Title: Queues that wait\nDate: 2018-09-28\n\nText.\n",
}


@dataclass(frozen=True)
class Project:
    root: Path
    remote: Path

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, files: dict[str, str]) -> None:
        write(self.root, files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change")

    def live(self, *arguments: str) -> str:
        """What git says of the published branch, asked at the remote."""
        command = ["git", "--git-dir", str(self.remote), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def fetch_site(self, folder: Path) -> Path:
        """The published files, as GitHub Pages would check them out."""
        branch = ["--quiet", "--branch", "gh-pages", str(self.remote), str(folder)]
        subprocess.run(["git", "clone", *branch], check=True)
        return folder


def copy_code(root: Path) -> None:
    """The engine, with the settings, résumé and photograph of the invented owner."""
    named = [(ROOT / each, root / each) for each in CODE] + [(OWNER / each, root / each) for each in OF_OWNER]
    for source, target in named:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            copy_folder(source, target)
        else:
            shutil.copy(source, target)


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a project and its remote, to be copied."""

    def make(folder: Path) -> None:
        made = Project(folder / "project", folder / "remote.git")
        made.root.mkdir(parents=True)
        subprocess.run(["git", "init", "--quiet", "--bare", str(made.remote)], check=True)
        copy_code(made.root)
        made.git("init", "--quiet", "--initial-branch", "main")
        made.git("remote", "add", "origin", str(made.remote))
        with pytest.MonkeyPatch.context() as monkeypatch:
            _introduce_author(monkeypatch)
            made.commit(ARTICLES)

    return made_once_a_run(tmp_path_factory, "new-project", make)


@pytest.fixture
def project(new_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    _introduce_author(monkeypatch)
    for name in ("project", "remote.git"):
        shutil.copytree(new_project / name, tmp_path / name, symlinks=True)
    made = Project(tmp_path / "project", tmp_path / "remote.git")
    made.git("remote", "set-url", "origin", str(made.remote))
    return made


def _introduce_author(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in AUTHOR.items():
        monkeypatch.setenv(variable, value)
