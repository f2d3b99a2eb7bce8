"""After any edits, in any order, the site is what a cold build of the same sources makes, byte for byte.

Two ways lead there: `invoke build` and the site that `invoke serve` keeps in memory. A few sequences, the
same each time; `FUZZ=100 pytest tests/desk/test_edits.py` tries as many others.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from desk.warm import WarmEngine
from publishing.build import BuildFailed, build, rebuild
from tests.edits import BAD, EDITS, GOOD
from tests.small_site import fix_surroundings, small_site, tree

pytestmark = pytest.mark.slow
CONF = "pelicanconf.py"
LONG_RUN = "FUZZ" in os.environ
NAMES = st.one_of(st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(BAD)))
AT_ONCE = st.lists(NAMES, min_size=1, max_size=2, unique=True)

Outcome = tuple[str, ...] | dict[str, bytes]  # problems, or all files


class Site:
    """A project with two built sites: `output`, which the desk keeps, and `site`, which builds go on with."""

    def __init__(self, root: Path) -> None:
        self.root, self.engine = root, WarmEngine(root)

    def of_desk(self, changed: set[Path] | None) -> Outcome:
        *_, last = self.engine.update(changed)
        return last.problems or tree(self.root / "output")

    def rebuilt(self) -> Outcome:
        return self._outcome(rebuild, self.root / "site")

    def from_scratch(self) -> Outcome:
        shutil.rmtree(self.root / "cold", ignore_errors=True)
        return self._outcome(build, self.root / "cold", full=True)

    def _outcome(self, how: object, output: Path, **given: bool) -> Outcome:
        try:
            how(self.root, CONF, output, **given)
        except BuildFailed as failure:
            return failure.problems
        return tree(output)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A built project, to be copied to where it was built."""
    folder = tmp_path_factory.mktemp("edits")
    root, kept = folder / "project", folder / "kept"
    with pytest.MonkeyPatch.context() as monkeypatch:
        fix_surroundings(monkeypatch, folder / "cache")
        root.mkdir()
        small_site(root)
        rebuild(root, CONF, root / "site")
        build(root, CONF, root / "output")
        root.rename(kept)
        yield kept


@pytest.fixture
def site(whole: Path) -> Iterator[Site]:
    made = Site(shutil.copytree(whole, whole.with_name("project")))
    made.of_desk(None)
    yield made
    made.engine.close()
    shutil.rmtree(made.root)


IN_PLACE = ["title of the same slug", "body of one with a summary", "summary that comes", "headings"]


@pytest.mark.parametrize("name", IN_PLACE)
def test_an_edit_in_memory_is_one_on_the_disk_and_leaves_no_trace(site, name):
    before = tree(site.root / "output")
    done = site.of_desk(EDITS[name].flip(site.root))
    assert differences(done, site.rebuilt()) == []
    assert before != done
    assert site.of_desk(EDITS[name].flip(site.root)) == before


@settings(
    max_examples=int(os.environ.get("FUZZ", "4")),
    phases=(Phase.generate,),  # to make a sequence shorter would take as long as the run itself
    derandomize=not LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(AT_ONCE, min_size=3, max_size=3))
def test_after_edits_the_site_is_one_that_was_built_from_scratch(whole, sequence):
    root = whole.with_name("project")
    shutil.copytree(whole, root)
    site = Site(root)
    try:
        site.of_desk(None)
        for names in sequence:
            changed = set().union(*(EDITS[name].flip(root) for name in names))
            same(site, changed, sequence, names)
    finally:
        site.engine.close()
        shutil.rmtree(root)


def same(site: Site, changed: set[Path], sequence: list, names: list) -> None:
    served, rebuilt, made = site.of_desk(changed), site.rebuilt(), site.from_scratch()
    assert differences(rebuilt, made) == [], f"build, at {names} of {sequence}"
    if isinstance(made, tuple) and isinstance(served, tuple):
        served = made  # the desk tells of an article that is wrong before it looks at what links there
    assert differences(served, made) == [], f"serve, at {names} of {sequence}"


def differences(one: Outcome, other: Outcome) -> list[str]:
    """The names of files of which the bytes differ, or the problems that are told in one alone."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return [] if one == other else [f"{_told(one)} instead of {_told(other)}"]
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _told(outcome: Outcome) -> str:
    return "\n".join(outcome) if isinstance(outcome, tuple) else "a site"
