"""Work folders of the bench: copies of this project, and the peer's, with the same corpus in both.

In a copy social cards and the search index are off, for the peer has none; a `whole` one has them.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Post, pictures, post
from bench.peer import data_of_peer
from bench.unmeasured import NotMeasured

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
CODE = (
    *("desk", "plugins", "publishing", "theme", "invoke", "tasks.py", "requirements.txt"),
    *("pelicanconf.py", "publishconf.py", ".gitignore"),
)
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*_cache")
ARTICLES = "content/articles"
LIKE_PEER = """

# For the bench, whose peer has neither
PLUGINS = [each for each in PLUGINS if each not in ("plugins.cards", "plugins.search")]
"""
NOT_INSTALLED = "requirements.txt: .venv holds something else; say `./invoke --list`, which installs it"


@dataclass(frozen=True)
class Project:
    """A site of so many articles. `made` is what builds make, to be removed before a cold one."""

    root: Path
    number: int
    articles: str  # where they are
    made: tuple[str, ...]

    def write(self, post: Post) -> None:
        text = post.for_pelican() if self.articles == ARTICLES else post.for_hugo()
        (self.root / self.articles / f"{post.slug}.md").write_text(text, "utf-8")

    def make_cold(self) -> None:
        """Take away all that earlier builds left, in the folder and in its own cache."""
        for each in self.made:
            shutil.rmtree(self.root / each, ignore_errors=True)

    @property
    def cache(self) -> Path:
        return self.root / ".cache"


def our_project(root: Path, number: int, whole: bool = False) -> Project:
    """A copy of this project that holds the corpus. Raises NotMeasured."""
    _copy_code(root)
    shutil.copytree(BENCH / "ours", root, ignore=NOT_COPIED, dirs_exist_ok=True)
    if not whole:
        with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
            settings.write(LIKE_PEER)
    made = ("output", "stock", ".cache")
    return _with_corpus(Project(root, number, ARTICLES, made), root / "content/images")


def peers_project(root: Path, number: int) -> Project:
    """Hugo's site with the same corpus, and with the style and script of this one."""
    shutil.copytree(BENCH / "hugo", root)
    data_of_peer(root)
    made = ("public", "resources", ".cache")
    return _with_corpus(Project(root, number, "content/posts", made), root / "static/images")


def _copy_code(root: Path) -> None:
    """With the same .venv, if that is what ./invoke would make: it shall not make it anew."""
    lock, installed = ROOT / "requirements.txt", ROOT / ".venv/requirements.txt"
    if not installed.is_file() or lock.read_bytes() != installed.read_bytes():
        raise NotMeasured(NOT_INSTALLED)
    root.mkdir(parents=True)
    for source in (ROOT / name for name in CODE):
        if source.is_dir():
            shutil.copytree(source, root / source.name, ignore=NOT_COPIED)
        else:
            shutil.copy(source, root)
    (root / ".venv").symlink_to((ROOT / ".venv").resolve())


def _with_corpus(project: Project, images: Path) -> Project:
    (project.root / project.articles).mkdir(parents=True, exist_ok=True)
    for index in range(project.number):
        project.write(post(index, project.number))
    images.mkdir(parents=True)
    for name, drawing in pictures().items():
        (images / name).write_text(drawing, "utf-8")
    return project
