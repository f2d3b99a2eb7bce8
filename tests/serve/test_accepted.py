"""What is accepted is served, and what is not is reported, after each save."""

from pathlib import Path

import pytest

from tests.conftest import write
from tests.small_site import FEW, FILES, fix_surroundings, small_site
from vouch.serve.worker_client import Worker

pytestmark = pytest.mark.slow
OLD, LIST = "content/articles/old.md", "content/accepted.txt"
FRAME = '<iframe src="//a.org/b"></iframe>\n'
IS_FORBIDDEN = "a frame of a.org is forbidden by the page's Content-Security-Policy"
TEXT = f"Title: Old\nDate: 2009-01-02\n\nText.\n\n{FRAME}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_fonts: Path) -> Path:
    fix_surroundings(monkeypatch, tmp_path / "cache", cut_fonts)
    accepted = {OLD: TEXT, LIST: f"articles/old.md: {IS_FORBIDDEN}\n"}
    return small_site(tmp_path, {**{name: FILES[name] for name in FEW}, **accepted})


def test_an_accepted_problem_is_served_and_a_new_one_reported(root):
    worker = Worker(root)

    def saved(name: str, text: str) -> list[str]:
        write(root, {name: text})
        return [each.split(";")[0] for each in worker.update({root / name})[0]]

    assert worker.update(None)[0] == []
    assert b'href="https://a.org/b">' in worker.get("/old.html")[1].body
    assert saved(OLD, TEXT.replace("Text", "One line\n\nAnd another")) == []
    assert b"And another" in worker.get("/old.html")[1].body
    assert saved(OLD, f"{TEXT}\n{FRAME}") == [f"{OLD}:8: {IS_FORBIDDEN}"]
    assert saved(OLD, TEXT) == []
    assert saved(FEW[0], FILES[FEW[0]].replace("Something", "Anything")) == []
    assert saved(LIST, "") == [f"{OLD}:6: {IS_FORBIDDEN}"]
    worker.close()
