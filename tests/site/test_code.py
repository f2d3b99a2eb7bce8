"""The code that articles show: each Go module in content/code is formatted, vetted and tested, offline."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import not_tested

CACHES = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
DEBIAN = CACHES / "gocode/usr/share/gocode/src"  # Go packages of Debian, which .ci/run unpacks
ENDED_WELL = re.compile(r"^(?:=== |\s*--- PASS: ).*\n", re.MULTILINE)  # of `go test -v`
OFFLINE = {"GOTOOLCHAIN": "local", "GOPROXY": "off", "GOFLAGS": "-mod=readonly", "GOTELEMETRY": "off"}


def faults_of_go(module: Path) -> list[str]:
    """What gofmt, vet and the tests of a module report."""
    if not shutil.which("go"):
        not_tested("no Go here: the code that the articles show was NOT compiled or tested")
    offline = {"GOCACHE": str(CACHES / "go-build"), **os.environ, **OFFLINE}
    root = subprocess.check_output(["go", "env", "GOROOT"], text=True).strip()
    formatted = _run(module, offline, f"{root}/bin/gofmt", "-l", ".")
    with TemporaryDirectory() as scratch:
        found = offline | _places_of_required(module, offline, Path(scratch, "go.mod"))
        others = [_run(module, found, "go", *each, "./...") for each in (["vet"], ["test", "-v"])]
    if skipped := re.findall(r"^\s*--- SKIP: (\S+)", others[-1].stdout, re.MULTILINE):
        not_tested(f"{module.name}: NOT run: {', '.join(skipped)}")
    said = [
        formatted.stdout,
        *(each.stdout + each.stderr for each in (formatted, *others) if each.returncode),
    ]
    return [ENDED_WELL.sub("", each) for each in said if each]


def _places_of_required(module: Path, offline: dict[str, str], replacing: Path) -> dict[str, str]:
    """How Go finds the modules that go.mod requires.

    Their versions in go.mod are fetched once, and go.sum verifies them. Where that is not possible, Debian's
    packages take their place.
    """
    stated = json.loads(_run(module, offline, "go", "mod", "edit", "-json").stdout or "{}")
    replaced = {each["Old"]["Path"] for each in stated.get("Replace") or []}
    required = {
        each["Path"]: each["Version"] for each in stated.get("Require") or [] if each["Path"] not in replaced
    }
    if not required:
        return {}
    online = offline | {"GOPROXY": os.environ.get("GOPROXY", "")}  # empty: Go's own
    wanted = [f"{path}@{version}" for path, version in required.items()]
    fetched = _run(module, online, "go", "mod", "download", *wanted)
    if not fetched.returncode:
        return {}
    if missing := [path for path in required if not (DEBIAN / path).is_dir()]:
        not_tested(f"{module.name} was NOT tested: no {', '.join(missing)}; {fetched.stderr}")
    shutil.copy(module / "go.mod", replacing)
    for path in required:
        _run(module, offline, "go", "mod", "edit", f"-replace={path}={DEBIAN / path}", str(replacing))
    return {"GOFLAGS": f"{OFFLINE['GOFLAGS']} '-modfile={replacing}'"}


def _run(module: Path, environment: dict[str, str], *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=module, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_each_go_module_is_formatted_vetted_and_tested(site):
    modules = (site.root / "content/code").rglob("go.mod")
    for module in sorted(modules, key=lambda each: ("require" in each.read_text("utf-8"), each)):
        assert faults_of_go(module.parent) == [], module.parent.name  # last those that may not be testable
