"""The Go code that the articles show is formatted, vetted and tested, with no network."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, not_tested

MODULES = sorted(each.parent for each in (ROOT / "content/code").glob("*/go.mod"))
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "go-build")


def go(module: Path, *arguments: str) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "GOTOOLCHAIN": "local",
        "GOPROXY": "off",
        "GOFLAGS": "-mod=readonly",
        "GOCACHE": os.environ.get("GOCACHE", str(CACHE)),
        "GOTELEMETRY": "off",
    }
    return subprocess.run(
        ["go", *arguments], cwd=module, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(autouse=True)
def need_go() -> None:
    if not shutil.which("go"):
        not_tested("no Go here: the code that the articles show was NOT compiled or tested")


def test_there_is_code_for_both_articles():
    named = {each.name for each in MODULES}
    assert {"continuous-profiling-in-go", "how-to-structure-go-projects"} <= named


@pytest.mark.slow
@pytest.mark.xdist_group("go")
@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.name)
def test_the_code_of_an_article_holds(module):
    gofmt = Path(go(module, "env", "GOROOT").stdout.strip(), "bin/gofmt")
    formatted = subprocess.run([gofmt, "-l", "."], cwd=module, capture_output=True, text=True, check=True)
    assert formatted.stdout == ""
    vetted = go(module, "vet", "./...")
    assert vetted.returncode == 0, vetted.stderr
    tested = go(module, "test", "./...")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "ok  " in tested.stdout
    listed = go(module, "list", "-m", "all")
    assert len(listed.stdout.splitlines()) == 1, "the standard library is all that the code needs"
