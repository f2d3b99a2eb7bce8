"""The sites that are compared, each in a folder of its own: a copy of this project, and Hugo's.

Both hold the same corpus. Hugo's pages have the same head, menu and footer as this site's.
"""

import json
import re
import runpy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Post, pictures, post
from bench.limits import HUGO, US
from bench.processes import Cost, NotMeasured, cost_of

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
OWNER = ROOT / "tests/owner/pelicanconf.py"  # an invented one
SETTINGS = runpy.run_path(str(OWNER))
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "bench", "content", "docs", "output", "tests")
WITHOUT_EXTRAS = "\nCARDS = SEARCH = TOUCH_ICON = False\n"
NOT_INSTALLED = "requirements.txt: .venv has other packages; run `./invoke --list` to install them"
FRAME = re.compile(
    r"(?P<head><!DOCTYPE.*?)<title>.*</title>(?P<style>.*<style>.*</style>\s*<script.*?</script>).*"
    r'(?P<top><link rel="icon".*<main[^>]*>).*(?P<foot></main>.*)',
    re.DOTALL,
)
FRAMES = {"home": "index", "article": "article-00000", "page": "about", "list": "categories"}


@dataclass(frozen=True)
class Site:
    """A site of `number` articles. `made` lists what a build leaves there; the first has the pages."""

    name: str
    root: Path
    number: int
    build_command: tuple[str, ...]
    serve_command: tuple[str, ...]
    articles: str
    images: str
    made: tuple[str, ...]

    @property
    def output(self) -> Path:
        return self.root / self.made[0]

    @property
    def cache(self) -> Path:
        return self.root.with_name(f"{self.root.name}-cache")

    def build(self) -> Cost:
        """Raises NotMeasured if it fails."""
        return cost_of(self.build_command, self.root, self.cache)

    def build_cold(self) -> Cost:
        """Build after removing everything of earlier builds but compiled Python and templates."""
        for each in (*(self.root / name for name in self.made), self.cache):
            shutil.rmtree(each, ignore_errors=True)
        return self.build()

    def write(self, post: Post) -> None:
        text = post.for_pelican() if self.name == US else post.for_hugo()
        (self.root / self.articles / f"{post.slug}.md").write_text(text, "utf-8")

    def with_corpus(self) -> "Site":
        for folder in (self.articles, self.images):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        for index in range(self.number):
            self.write(post(index, self.number))
        for name, drawing in pictures().items():
            (self.root / self.images / name).write_text(drawing, "utf-8")
        return self


def our_site(root: Path, number: int, *, as_it_ships: bool = True) -> Site:
    """A copy of this project, without cards and search unless `as_it_ships`. Raises NotMeasured."""
    lock, installed = ROOT / "requirements.txt", ROOT / ".venv/requirements.txt"
    if not installed.is_file() or lock.read_bytes() != installed.read_bytes():
        raise NotMeasured(NOT_INSTALLED)  # `./invoke` would install it during a measurement
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    shutil.copytree(BENCH / "ours", root, dirs_exist_ok=True)
    shutil.copy(OWNER, root)
    (root / ".venv").symlink_to((ROOT / ".venv").resolve())
    if not as_it_ships:
        with (root / "pelicanconf.py").open("a", encoding="utf-8") as file:
            file.write(WITHOUT_EXTRAS)
    build, serve = ("./invoke", "build"), ("./invoke", "serve")
    return Site(
        US, root, number, build, serve, "content/articles", "content/images", ("output",)
    ).with_corpus()


def hugo_site(root: Path, number: int, hugo: Path) -> Site:
    """Raises NotMeasured."""
    shutil.copytree(BENCH / "hugo", root)
    model = our_site(root.with_name("model"), 1)
    model.build()
    shutil.copytree(model.output / "theme", root / "static/theme")
    pages = {kind: (model.output / f"{name}.html").read_text("utf-8") for kind, name in FRAMES.items()}
    data = {
        "frames": {kind: FRAME.fullmatch(page.strip()).groupdict() for kind, page in pages.items()},
        "author": SETTINGS["AUTHOR"],
        "subtitle": SETTINGS["SITESUBTITLE"],
        "address": SETTINGS["SITE_ADDRESS"],
        "source": SETTINGS["SOURCE_ADDRESS"].replace("/blob/", "/edit/"),
    }
    (root / "data").mkdir()
    (root / "data/site.json").write_text(json.dumps(data), "utf-8")
    with (root / "hugo.toml").open("a", encoding="utf-8") as file:
        file.write(f'baseURL = "{SETTINGS["SITE_ADDRESS"]}/"\ntitle = "{SETTINGS["SITENAME"]}"\n')
    made = ("public", "resources")
    words = (str(hugo),)
    return Site(
        HUGO, root, number, words, (*words, "server"), "content/posts", "static/images", made
    ).with_corpus()


def differences(ours: Site, peer: Site) -> Iterator[str]:
    """Report the pages that only one of the sites has."""
    names = [
        {file.relative_to(site.output).as_posix() for file in site.output.rglob("*.html")}
        for site in (ours, peer)
    ]
    yield f"{ours.number:,} articles: {len(names[0]):,} pages here, {len(names[1]):,} in Hugo's site"
    for site, only in ((ours, names[0] - names[1]), (peer, names[1] - names[0])):
        if only:
            yield f"  {len(only)} only in {site.name}: {', '.join(sorted(only)[:10])}"
