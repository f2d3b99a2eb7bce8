"""Real builds of a few small files, and the whole site, for the tests beside this file."""

import fcntl
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from blinker import ANY, Signal
from hypothesis import settings as hypothesis
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

from vouch.build.run import build
from vouch.media import fonts
from vouch.media.assets import Assets
from vouch.site import Site
from vouch.sources.cache import cache_in

pytest_plugins = [
    "tests.project",
    "tests.browser",
    "tests.publish.transaction",
    "tests.publish.watched",
]

ROOT = Path(__file__).resolve().parent.parent
# `.venv/bin/python -m pytest` finds the tools of its own environment as an activated one does.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
OWNER = ROOT / "tests/owner"  # an invented one, whose content and settings the tests of the engine have
# Cards and the index take longer than all the rest of a small site.
SMALL = {"CARDS": False, "SEARCH": False, "TOUCH_ICON": False}
CACHE = ROOT / ".pytest_cache/site"  # of its own, and kept from run to run
Files = dict[str, str | bytes]
# The same examples in each run, for as long as a busy machine takes; FUZZ, a number, lets chance choose.
hypothesis.register_profile("repeatable", derandomize="FUZZ" not in os.environ, database=None, deadline=None)
hypothesis.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="also the runs that take an hour: chance, many times"
    )


def write(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def copy_folder(source: Path, target: Path) -> None:
    """With compiled Python, so that no copy is compiled again; but not what is being written just now."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.pyc.*"))


def run_pelican(content: Path, output: Path, settings_file: str, **settings: object) -> Path:
    """Build with the settings of the invented owner, in this process; with cards and search if `whole`."""
    Pelican(begun(content, output, settings_file, **settings)).run()
    return output


def begun(content: Path, output: Path, settings_file: str, whole: bool = False, **settings: object) -> dict:
    """The settings of a build, in which no stage of an earlier one runs."""
    places = {"PATH": str(content), "OUTPUT_PATH": str(output), "THEME": str(ROOT / "theme")}
    override = {**places, "CACHE_PATH": str(CACHE), **({} if whole else SMALL), **settings}
    sys.modules.pop("pelicanconf", None)  # of another project, whose settings a test has read
    values = read_settings(str(OWNER / settings_file), override=override)
    disconnect_stages()
    return {"SITE": Site(settings_file=OWNER / settings_file), **values}


def disconnect_stages() -> None:
    """Disconnect the stages of builds that ran in this process before."""
    for each in vars(signals).values():
        if isinstance(each, Signal):
            for receiver in list(each.receivers_for(ANY)):
                each.disconnect(receiver)


def wait_until(holds: Callable[[], object], pause: Callable[[], None] = lambda: time.sleep(0.01)) -> None:
    """Fails after a minute, of which even a busy machine needs a small part."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "it did not happen within a minute"
        pause()


def not_tested(reason: str) -> None:
    """Skips a test loudly where a tool is missing; in CI, where all of them must be, fails it."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def log_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is logged here is not a problem of the next build in this process."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])


@pytest.fixture
def build_site(tmp_path: Path) -> Callable[..., Path]:
    """`build_site({"articles/a.md": "Title: …"})` returns the folder of the site, with drafts.

    `public=True` builds as publish does, `whole=True` with cards and search; other names are settings.
    Raises BrokenSite.
    """

    def build_files(files: Files, public: bool = False, **settings: object) -> Path:
        content = write(tmp_path / "content", files)
        settings_file = "publishconf.py" if public else "pelicanconf.py"
        return run_pelican(content, tmp_path / "output", settings_file, **settings)

    return build_files


@pytest.fixture
def page_of(build_site: Callable[..., Path]) -> Callable[..., str]:
    """`page_of("Title: …", ".md")` returns the HTML of one article."""

    def built(text: str, suffix: str = ".md", **files: str) -> str:
        output = build_site({f"articles/article{suffix}": text, **files})
        return (output / "article.html").read_text("utf-8")

    return built


def made_once_a_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one process of the run makes, for which the others wait (pytest-xdist's manual)."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            make(shared / name)
    return shared / name


@pytest.fixture(scope="session")
def cut_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the fonts of the theme and nothing else: to cut these takes a second."""

    def make(folder: Path) -> None:
        site = Site()
        site.settings, site.assets = {"CACHE_PATH": str(folder)}, Assets(ROOT / "theme")
        for _, cut in fonts.outputs(site):
            cut()
        cache_in(folder).close()

    return made_once_a_run(tmp_path_factory, "fonts", make)


@pytest.fixture
def new_cache(cut_fonts: Path, tmp_path: Path) -> Path:
    """A cache of this test's own, for CACHE_PATH."""
    return shutil.copytree(cut_fonts, tmp_path / "cache")


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site of the invented owner, whole."""

    def made(site: Path) -> Path:
        return run_pelican(OWNER / "content", site, "publishconf.py", whole=True)

    return made_once_a_run(tmp_path_factory, "example", made)


@pytest.fixture(scope="session")
def style_guide_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The style guide as if it were published, in a series with other articles."""
    from tests.style_guide import copy_guide

    part = "Title: Part {0}\nDate: 202{0}-01-02\nSeries: Style guide\nTags: markup\n\nThe text.\n"
    parts = {f"articles/{n}.md": part.format(n) for n in range(1, 6)}

    def made(folder: Path) -> Path:
        content = copy_guide(write(folder / "content", parts), published=True)
        return run_pelican(content, folder / "site", "pelicanconf.py")

    return made_once_a_run(tmp_path_factory, "style-guide", made) / "site"


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once_a_run(tmp_path_factory, "public", lambda site: build(ROOT, "publishconf.py", site))
