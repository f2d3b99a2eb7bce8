"""The code that articles show: each Go module in content/code is formatted, vetted and tested, offline."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import not_tested

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "go-build")
OFFLINE = {"GOTOOLCHAIN": "local", "GOPROXY": "off", "GOFLAGS": "-mod=readonly", "GOTELEMETRY": "off"}


def faults_of_go(module: Path) -> list[str]:
    """What gofmt, vet and the tests of a module report."""
    if not shutil.which("go"):
        not_tested("no Go here: the code that the articles show was NOT compiled or tested")
    root = subprocess.check_output(["go", "env", "GOROOT"], text=True).strip()
    formatted = _run(module, f"{root}/bin/gofmt", "-l", ".")
    others = [_run(module, "go", "vet", "./..."), _run(module, "go", "test", "./...")]
    said = [
        formatted.stdout,
        *(each.stdout + each.stderr for each in (formatted, *others) if each.returncode),
    ]
    return [each for each in said if each]


def _run(module: Path, *command: str) -> subprocess.CompletedProcess:
    environment = {"GOCACHE": str(CACHE), **os.environ, **OFFLINE}
    return subprocess.run(command, cwd=module, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_each_go_module_is_formatted_vetted_and_tested(site):
    for module in sorted((site.root / "content/code").rglob("go.mod")):
        assert faults_of_go(module.parent) == [], module.parent.name
