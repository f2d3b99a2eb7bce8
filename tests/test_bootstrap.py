"""`./invoke` on a machine that has Python and nothing else. pip and venv are real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, write

TASKS = "from invoke import task\n\n@task\ndef where(_):\n    import os\n    print('in', os.getcwd())\n"


def lock_of(package: str) -> str:
    """The part of the project's lock that pins one package."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{package}=="))
    length = next(n for n, line in enumerate(lines[start:]) if not line.endswith("\\")) + 1
    return "\n".join(lines[start : start + length]) + "\n"


def run(script: Path, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHON": sys.executable, **environment}
    command = [script, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A project in a folder with a space in its name, without an environment."""
    root = tmp_path / "my site"
    write(root, {"requirements.txt": lock_of("invoke"), "tasks.py": TASKS})
    shutil.copy(ROOT / "invoke", root)
    return root


@pytest.mark.slow
def test_the_first_run_installs_and_later_runs_do_not(fresh, tmp_path):
    first = run(fresh / "invoke", "where", folder=tmp_path)
    assert (first.returncode, first.stdout) == (0, f"in {tmp_path}\n")
    assert "installing" in first.stderr
    second = run(fresh / "invoke", "where", folder=tmp_path)
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")


@pytest.mark.slow
def test_a_changed_lock_is_installed(fresh):
    run(fresh / "invoke", "where", folder=fresh)
    write(fresh, {"requirements.txt": lock_of("invoke") + lock_of("iniconfig")})
    assert "installing" in run(fresh / "invoke", "where", folder=fresh).stderr
    command = [fresh / ".venv/bin/python", "-c", "import iniconfig"]
    assert subprocess.run(command, check=False).returncode == 0


@pytest.mark.slow
def test_a_package_with_another_hash_is_refused(fresh):
    write(fresh, {"requirements.txt": lock_of("iniconfig").replace("sha256:", "sha256:0")})
    refused = run(fresh / "invoke", "where", folder=fresh)
    assert refused.returncode != 0
    assert "hash" in refused.stderr.lower()


def test_without_python_it_reports_what_to_install(fresh):
    tools = fresh / "bin"
    tools.mkdir()
    for name in ("dirname", "cmp", "readlink"):
        (tools / name).symlink_to(shutil.which(name))
    broken = write(fresh, {"bin/python3": "#!/bin/sh\nexit 127\n"}) / "bin/python3"
    broken.chmod(0o755)
    refused = run(fresh / "invoke", "where", folder=fresh, PATH=str(tools), PYTHON="python3")
    assert refused.returncode == 1
    assert refused.stderr.startswith("invoke: no Python 3.11 or newer with venv found; install one")


@pytest.mark.parametrize("system", ["MINGW64_NT-10.0-22631", "MSYS_NT-10.0-22631", "CYGWIN_NT-10.0-22631"])
def test_on_windows_it_names_wsl(fresh, system):
    shim = write(fresh, {"bin/uname": f"#!/bin/sh\necho {system}\n"}) / "bin/uname"
    shim.chmod(0o755)
    refused = run(fresh / "invoke", "where", folder=fresh, PATH=f"{shim.parent}:{os.environ['PATH']}")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "WSL" in refused.stderr


def test_shellcheck_finds_nothing():
    scripts = [ROOT / "invoke", ROOT / ".ci/run"]
    done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
