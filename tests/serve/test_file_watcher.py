"""Every save is reported, whatever editors and git do to the files; nothing is built here."""

import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import write
from vouch.serve.file_watcher import QUIET_MS, changes_of

pytestmark = pytest.mark.slow

FILES = ("content/a.md", "content/old/b.md", "theme/site.css", "vouch/one.py", "pelicanconf.py")
FOLDERS = ("content", "theme", "vouch")


class Watched:
    """A listener that notes each change, and what it knows of the sources from the changes alone."""

    def __init__(self, root: Path) -> None:
        self.root, self.reported, self.known, self.ended = root, [], {}, False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for changes in changes_of(self.root):
            if self.ended:
                return
            self.reported.append(changes)
            for path in self.sources() if changes is None else changes:
                self.known[path] = path.read_text() if path.is_file() else None

    def sources(self) -> list[Path]:
        files = [each for name in FOLDERS for each in (self.root / name).rglob("*") if each.is_file()]
        return [*files, self.root / "pelicanconf.py"]

    def knows_all(self) -> bool:
        known = {path: text for path, text in dict(self.known).items() if text is not None}
        return known == {path: path.read_text() for path in self.sources()}

    def wait_until_all_is_known(self) -> None:
        """And stays known in the quiet after it."""
        end = time.monotonic() + 10
        while not self.knows_all() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(2.5 * QUIET_MS / 1000)
        assert self.knows_all()

    def taken_names(self) -> set[str]:
        """What was reported, since this was asked last, after everything was."""
        reported, self.reported[1:] = self.reported[1:], []
        return {str(path.relative_to(self.root)) for changes in reported for path in changes}


@pytest.fixture
def watched(tmp_path):
    listener = Watched(write(tmp_path, dict.fromkeys(FILES, "1")))
    time.sleep(2.5 * QUIET_MS / 1000)  # until the system watches the folders
    yield listener
    listener.ended = True
    write(tmp_path, {"pelicanconf.py": "the end"})


def test_a_save_is_reported_alone(watched):
    write(watched.root, {"content/a.md": "2"})
    watched.wait_until_all_is_known()
    assert watched.taken_names() == {"content/a.md"}


def test_after_a_hundred_saves_the_last_is_known(watched):
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
def test_an_editor_that_replaces_the_file_is_noticed(watched, editor):
    for name in ("content/a.md", "pelicanconf.py"):
        for text in ("2", "3"):
            editor(watched.root / name, text)
            watched.wait_until_all_is_known()
        assert watched.taken_names() == {name}


def test_a_swap_file_is_not_reported(watched):
    swap = watched.root / "content/.a.md.swp"
    swap.write_text("half a word")
    time.sleep(2.5 * QUIET_MS / 1000)
    swap.unlink()
    time.sleep(2.5 * QUIET_MS / 1000)
    assert watched.taken_names() == set()


def test_renamed_files_and_folders_are_reported_under_both_names(watched):
    (watched.root / "content/a.md").rename(watched.root / "content/c.md")
    (watched.root / "content/old").rename(watched.root / "content/new")
    watched.wait_until_all_is_known()
    assert watched.taken_names() == {"content/a.md", "content/c.md", "content/old/b.md", "content/new/b.md"}


def test_a_new_folder_is_watched(watched):
    for text in ("1", "2"):
        write(watched.root, {"content/x/y/a.md": text, "vouch/new.py": text})
        watched.wait_until_all_is_known()


def test_a_folder_that_is_removed_and_made_again_is_watched(watched):
    for text in ("2", "3"):
        shutil.rmtree(watched.root / "content")
        write(watched.root, {"content/a.md": text})
        watched.wait_until_all_is_known()
    shutil.rmtree(watched.root / "content")
    watched.wait_until_all_is_known()
    for text in ("4", "5"):
        write(watched.root, {"content/a.md": text})
        watched.wait_until_all_is_known()


def test_a_checkout_of_another_branch_is_reported_at_once(watched):
    def git(*arguments: str) -> None:
        author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *author, *arguments], cwd=watched.root, check=True)

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
        times = len(watched.reported)
        git("checkout", "--quiet", branch)
        watched.wait_until_all_is_known()
        assert len(watched.reported) <= times + 2
