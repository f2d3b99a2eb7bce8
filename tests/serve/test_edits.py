"""After any edits, in any order, the site is what a build from scratch makes of the sources, byte for byte.

Two ways lead there: `invoke build`, and the pages that `invoke serve` makes when they are asked for. A few
sequences, the same each time; `FUZZ=100 pytest tests/serve/test_edits.py` tries as many others.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from tests.conftest import ROOT
from tests.edits import BAD, EDITS, GOOD, INVISIBLE
from tests.small_site import fix_surroundings, small_site, tree
from vouch.build.atomic_dir import folder_beside
from vouch.build.run import BuildFailed, rebuild, run_pelican
from vouch.serve.worker_client import Worker, WorkerDied

pytestmark = pytest.mark.slow
CONF = "pelicanconf.py"
NAMES = st.one_of(st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(BAD)))
AT_ONCE = st.lists(NAMES, min_size=1, max_size=2, unique=True)

Outcome = tuple[str, ...] | dict[str, bytes]  # problems, or all files


class Builder:
    """Builds from scratch: with a cache of nothing but fonts, in a process that has built nothing before."""

    def __init__(self, cut_fonts: Path) -> None:
        self._cut_fonts, pipes = cut_fonts, {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.serve.builder"], cwd=ROOT, text=True, **pipes
        )
        self._code = python_in(ROOT / "vouch")

    def outcome(self, root: Path) -> Outcome:
        with TemporaryDirectory() as folder:
            output, problems, cache = (Path(folder, name) for name in ("site", "problems", "cache"))
            shutil.copytree(self._cut_fonts, cache)
            settings = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(cache)}
            if python_in(root / "vouch") != self._code:  # which this process has imported
                with folder_beside(output) as aside:
                    return outcome_of(
                        lambda: run_pelican(root, CONF, output, lock=aside.lock, **settings), output
                    )
            job = {"root": str(root), "settings": settings, "problems": str(problems)}
            self.process.stdin.write(json.dumps(job) + "\n")
            self.process.stdin.flush()
            assert self.process.stdout.readline()
            return tuple(sorted(json.loads(problems.read_text("utf-8")))) or tree(output)


def python_in(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(folder).items() if name.endswith(".py")}


def outcome_of(build: Callable[[], object], output: Path) -> Outcome:
    try:
        build()
    except BuildFailed as failure:
        return tuple(sorted(failure.problems))
    return tree(output)


class Site:
    """A project that is served, and the addresses that it has had at any time."""

    def __init__(self, root: Path, builder: Builder) -> None:
        self.root, self.worker, self.names, self._builder = root, Worker(root), set(), builder

    def served(self, changes: set[Path] | None) -> Outcome:
        """What is at all these addresses after a save."""
        try:
            found, _ = self.worker.update(changes)
        except WorkerDied as death:
            return (str(death),)
        problems, files = dict.fromkeys(found), {}
        for name in () if problems else sorted(self.names):
            found, answer = self.worker.get(f"/{quote(name)}")
            problems |= dict.fromkeys(found)
            if answer and answer.status == HTTPStatus.OK:
                files[name] = answer.body
        return tuple(sorted(problems)) or files

    def rebuilt(self) -> Outcome:
        output = self.root / "output"
        return outcome_of(lambda: rebuild(self.root, CONF, output), output)

    def from_scratch(self) -> Outcome:
        made = self._builder.outcome(self.root)
        self.names |= made.keys() if isinstance(made, dict) else set()
        return made


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory, cut_fonts: Path) -> Iterator[Callable[[], Site]]:
    """Sites of the same sources, each in a folder of its own."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, tmp_path_factory.mktemp("edits"), cut_fonts)
        builder = Builder(cut_fonts)
        with builder.process:
            yield lambda: Site(small_site(tmp_path_factory.mktemp("site")), builder)
            builder.process.stdin.close()


class SharedSite:
    """One site for all edits in turn; another one after a test that failed."""

    def __init__(self, new_site: Callable[[], Site]) -> None:
        self._new_site, self.site = new_site, None

    def begin(self) -> Site:
        if self.site is None:
            self.site = self._new_site()
            self.before = self.site.from_scratch()
            self.site.served(None)
        return self.site

    def end(self) -> None:
        if self.site:
            self.site.worker.close()
            self.site = None


@pytest.fixture(scope="module")
def shared(new_site: Callable[[], Site]) -> Iterator[SharedSite]:
    made = SharedSite(new_site)
    yield made
    made.end()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_served_as_built_from_scratch_and_leaves_no_trace(shared, name):
    site, edit = shared.begin(), EDITS[name]
    try:
        changes = edit.flip(site.root)
        made = site.from_scratch()
        assert isinstance(made, tuple) == (name in BAD)
        assert (made == shared.before) == (name in INVISIBLE)
        assert differences(site.served(changes), made) == []
        assert differences(site.served(edit.flip(site.root)), shared.before) == [], "after it was undone"
    except BaseException:
        shared.end()
        raise


@settings(
    max_examples=int(os.environ.get("FUZZ", "4")),
    phases=(Phase.generate,),  # to make a sequence shorter would take as long as the run itself
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(AT_ONCE, min_size=3, max_size=3))
def test_edits_give_the_site_that_a_build_from_scratch_gives(new_site, sequence):
    site = new_site()
    try:
        site.rebuilt()
        site.served(None)
        for names in sequence:
            changes = set().union(*(EDITS[name].flip(site.root) for name in names))
            made = site.from_scratch()
            assert differences(site.rebuilt(), made) == [], f"build, at {names} of {sequence}"
            assert differences(site.served(changes), made) == [], f"serve, at {names} of {sequence}"
    finally:
        site.worker.close()


def differences(one: Outcome, other: Outcome) -> list[str]:
    """The names of files of which the bytes differ, or the problems that are reported in one alone."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return [] if one == other else [f"{_as_text(one)} instead of {_as_text(other)}"]
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _as_text(outcome: Outcome) -> str:
    return "\n".join(outcome) if isinstance(outcome, tuple) else "a site"
