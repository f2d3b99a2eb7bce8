"""Every save is told, whatever editors and git do to the files; nothing is built here."""

import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import write
from vouch.serve.file_watcher import changes_of

pytestmark = pytest.mark.slow

FILES = ("content/a.md", "content/old/b.md", "theme/site.css", "vouch/one.py", "pelicanconf.py")


class Watched:
    """Hears of changes as an engine does, and knows the sources as they were when it was told last."""

    def __init__(self, root: Path) -> None:
        self.root, self.told, self.known, self.ended = root, [], {}, False
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self) -> None:
        for changes in changes_of(self.root):
            if self.ended:
                return
            self.told.append(changes)
            for path in self.sources() if changes is None else changes:
                self.known[path] = path.read_text() if path.is_file() else None

    def sources(self) -> list[Path]:
        return [
            each
            for name in ("content", "theme", "plugins", "publishing")
            for each in (self.root / name).rglob("*")
            if each.is_file()
        ] + [self.root / "pelicanconf.py"]

    def knows_all(self) -> bool:
        known = {path: text for path, text in dict(self.known).items() if text is not None}
        return known == {path: path.read_text() for path in self.sources()}

    def wait_until_all_is_known(self) -> None:
        """Also half a second later: what has been told stays true."""
        end = time.monotonic() + 10
        while not self.knows_all() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.5)
        assert self.knows_all()

    def names(self) -> set[str]:
        """All that was told of since everything was."""
        return {str(path.relative_to(self.root)) for changes in self.told[1:] for path in changes}


@pytest.fixture
def watched(tmp_path):
    heard = Watched(write(tmp_path, dict.fromkeys(FILES, "1")))
    time.sleep(0.3)  # it watches by now
    yield heard
    heard.ended = True
    write(tmp_path, {"pelicanconf.py": "the end"})


def test_a_save_is_told_alone(watched):
    write(watched.root, {"content/a.md": "2"})
    watched.wait_until_all_is_known()
    assert watched.names() == {"content/a.md"}


def test_a_hundred_saves_end_as_the_last_one(watched):
    for number in range(100):
        write(watched.root, {"content/a.md": str(number), f"content/{number % 7}.md": str(number)})
    watched.wait_until_all_is_known()


def vim(file: Path, text: str) -> None:
    """With backupcopy=no: the source becomes the backup."""
    write(file.parent, {"4913": ""})
    (file.parent / "4913").unlink()
    file.rename(f"{file}~")
    file.write_text(text)
    Path(f"{file}~").unlink()


def jetbrains(file: Path, text: str) -> None:
    Path(f"{file}___jb_tmp___").write_text(text)
    file.rename(f"{file}___jb_old___")
    Path(f"{file}___jb_tmp___").rename(file)
    Path(f"{file}___jb_old___").unlink()


def emacs(file: Path, text: str) -> None:
    sign = file.with_name(f".#{file.name}")
    sign.symlink_to("somebody@host.1234")
    file.rename(f"{file}~")
    file.write_text(text)
    sign.unlink()
    Path(f"{file}~").unlink()


@pytest.mark.parametrize("editor", [vim, jetbrains, emacs])
@pytest.mark.parametrize("name", ["content/a.md", "pelicanconf.py"])
def test_an_editor_that_puts_a_new_file_in_the_place_of_the_old_one_is_heard(watched, editor, name):
    for text in ("2", "3"):
        editor(watched.root / name, text)
        watched.wait_until_all_is_known()
    assert watched.names() == {name}


def test_an_editor_that_only_has_a_file_open_is_not_heard(watched):
    swap = watched.root / "content/.a.md.swp"
    swap.write_text("half a word")
    time.sleep(0.3)
    swap.unlink()
    time.sleep(0.3)
    assert watched.names() == set()


def test_files_and_folders_that_are_renamed_are_heard_under_both_names(watched):
    (watched.root / "content/a.md").rename(watched.root / "content/c.md")
    (watched.root / "content/old").rename(watched.root / "content/new")
    watched.wait_until_all_is_known()
    assert watched.names() == {"content/a.md", "content/c.md", "content/old/b.md", "content/new/b.md"}


def test_a_folder_that_appears_is_watched(watched):
    write(watched.root, {"content/x/y/a.md": "1", "vouch/new.py": "1"})
    watched.wait_until_all_is_known()
    write(watched.root, {"content/x/y/a.md": "2", "vouch/new.py": "2"})
    watched.wait_until_all_is_known()


def test_a_folder_that_goes_and_comes_again_is_watched(watched):
    for text in ("2", "3"):
        shutil.rmtree(watched.root / "content")
        write(watched.root, {"content/a.md": text})
        watched.wait_until_all_is_known()
    shutil.rmtree(watched.root / "content")
    watched.wait_until_all_is_known()
    write(watched.root, {"content/a.md": "4"})
    watched.wait_until_all_is_known()
    write(watched.root, {"content/a.md": "5"})
    watched.wait_until_all_is_known()


def test_another_branch_is_told_whole(watched):
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], cwd=watched.root, check=True)

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=One")
    git("rm", "--quiet", "-r", "content")
    write(watched.root, {f"content/new/{number}.md": "1" for number in range(300)})
    git("checkout", "--quiet", "-b", "other")
    git("add", "--all")
    git("commit", "--quiet", "--message=Other")
    watched.wait_until_all_is_known()
    for branch in ("main", "other", "main"):
        times = len(watched.told)
        git("checkout", "--quiet", branch)
        watched.wait_until_all_is_known()
        assert len(watched.told) <= times + 2
