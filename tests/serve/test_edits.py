"""After any edits, in any order, the site is what a build from scratch makes of the sources, byte for byte.

Two ways lead there: `invoke build`, and the pages that `invoke serve` makes when they are asked for. A few
sequences, the same each time; `FUZZ=100 pytest tests/serve/test_edits.py` tries as many others.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from tests.edits import BAD, EDITS, GOOD, INVISIBLE
from tests.small_site import fix_surroundings, small_site, tree
from vouch.build.run import BuildFailed, build, rebuild
from vouch.serve.worker_client import Worker, WorkerDied

pytestmark = pytest.mark.slow
CONF = "pelicanconf.py"
LONG_RUN = "FUZZ" in os.environ
NAMES = st.one_of(st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(BAD)))
AT_ONCE = st.lists(NAMES, min_size=1, max_size=2, unique=True)

Outcome = tuple[str, ...] | dict[str, bytes]  # problems, or all files


class Site:
    """A project that is served, and the addresses that it has had at any time."""

    def __init__(self, root: Path) -> None:
        self.root, self.worker, self.names = root, Worker(root), set()

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
        return self._outcome(rebuild, self.root / "output")

    def from_scratch(self) -> Outcome:
        shutil.rmtree(self.root / "cold", ignore_errors=True)
        return self._outcome(build, self.root / "cold", full=True)

    def _outcome(self, how: Callable, output: Path, **given: bool) -> Outcome:
        try:
            how(self.root, CONF, output, **given)
        except BuildFailed as failure:
            return tuple(sorted(failure.problems))
        made = tree(output)
        self.names |= made.keys()
        return made


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project to be copied."""
    folder = tmp_path_factory.mktemp("edits")
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, folder / "cache")
        (folder / "kept").mkdir()
        yield small_site(folder / "kept")


class Warm:
    """One site for all edits in turn; another one after a test that failed."""

    def __init__(self, whole: Path) -> None:
        self._whole, self.site = whole, None

    def begin(self) -> Site:
        if self.site is None:
            self.site = Site(shutil.copytree(self._whole, self._whole.with_name("project")))
            self.before = self.site.from_scratch()
            self.site.served(None)
        return self.site

    def end(self) -> None:
        if self.site:
            self.site.worker.close()
            shutil.rmtree(self.site.root)
            self.site = None


@pytest.fixture(scope="module")
def warm(whole: Path) -> Iterator[Warm]:
    made = Warm(whole)
    yield made
    made.end()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_served_as_built_from_scratch_and_leaves_no_trace(warm, name):
    site, edit = warm.begin(), EDITS[name]
    try:
        changes = edit.flip(site.root)
        made = site.from_scratch()
        assert isinstance(made, tuple) == (name in BAD)
        assert (made == warm.before) == (name in INVISIBLE)
        assert differences(site.served(changes), made) == []
        assert differences(site.served(edit.flip(site.root)), warm.before) == [], "after it was undone"
    except BaseException:
        warm.end()
        raise


@settings(
    max_examples=int(os.environ.get("FUZZ", "4")),
    phases=(Phase.generate,),  # to make a sequence shorter would take as long as the run itself
    derandomize=not LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(AT_ONCE, min_size=3, max_size=3))
def test_after_edits_the_site_is_as_built_from_scratch(whole, sequence):
    site = Site(shutil.copytree(whole, whole.with_name("sequence")))
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
        shutil.rmtree(site.root)


def differences(one: Outcome, other: Outcome) -> list[str]:
    """The names of files of which the bytes differ, or the problems that are reported in one alone."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return [] if one == other else [f"{_as_text(one)} instead of {_as_text(other)}"]
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _as_text(outcome: Outcome) -> str:
    return "\n".join(outcome) if isinstance(outcome, tuple) else "a site"
