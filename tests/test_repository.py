"""What must hold of the repository itself: locks, workflows, style, and nothing of one machine."""

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

LOCKS = ("requirements.txt", "tests/requirements.txt", "bench/requirements.txt", "tests/package-lock.json")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
OF_ONE_MACHINE = re.compile(r"(?<![\w.-])/(?:root|work|home/\w+)/|index-url|find-links(?!\")")


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip("\0").split("\0")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_hash_everything(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in re.sub(r'"funding": \{.*?\}', "", text, flags=re.DOTALL)  # where npm asks for gifts
    assert "--find-links" not in text
    if lock.endswith(".txt"):
        pins = re.findall(r"^[\w.-]+==\S+.*\\\n\s+--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) > 0
    else:
        assert text.count('"integrity"') == text.count('"node_modules/')


def test_both_locks_pin_the_same_versions():
    texts = [(ROOT / lock).read_text("utf-8") for lock in LOCKS[:2]]
    site, tests = (dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)) for text in texts)
    assert {name: tests[name] for name in site if name in tests and tests[name] != site[name]} == {}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.name)
def test_workflows_pin_actions_by_commit_and_ask_for_little(workflow):
    text = workflow.read_text("utf-8")
    actions = [each for each in re.findall(r"uses: (\S+)", text) if not each.startswith("./")]
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each) for each in actions)
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)


def test_there_are_workflows():
    assert [each.name for each in WORKFLOWS] == ["links.yml", "publish.yml", "test.yml"]


def test_one_job_may_write_and_is_never_cancelled():
    texts = {each.name: each.read_text("utf-8") for each in WORKFLOWS}
    assert [name for name, text in texts.items() for _ in re.findall(r": write\b", text)] == ["publish.yml"]
    assert "\nconcurrency:\n  group: publish\n  cancel-in-progress: false" in texts["publish.yml"]


def test_no_file_names_a_path_of_one_machine():
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data and name not in (".gitignore", "tests/test_repository.py", "tasks.py"):
            found += [(name, match[0]) for match in OF_ONE_MACHINE.finditer(data.decode("utf-8", "replace"))]
    assert found == []


@pytest.mark.parametrize("command", [("check",), ("format", "--check", "--diff")], ids=" ".join)
def test_ruff_finds_nothing(command):
    ruff = [sys.executable, "-m", "ruff", *command, "--quiet", "."]
    done = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_readme_lists_the_top_of_the_repository():
    readme = (ROOT / "README.md").read_text("utf-8")
    tree = re.search(r"```text\n(.*?)```", readme, re.DOTALL)[1]
    named = set(re.findall(r"^([\w./-]+?)/? {2,}", tree, re.MULTILINE))
    standing = {name.split("/")[0] for name in tracked()}
    tops = {each for each in standing if not each.startswith(".")}
    assert tops - {each.split("/")[0] for each in named} == set()
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_each_promise_of_the_readme_names_a_test_that_is_there():
    promised = re.findall(r"\| `(tests/[\w/]+\.py)::(test_\w+)` \|", (ROOT / "README.md").read_text("utf-8"))
    assert len(promised) >= 10
    lost = [(file, name) for file, name in promised if f"def {name}(" not in (ROOT / file).read_text("utf-8")]
    assert lost == []


@pytest.mark.parametrize("wanted", ["requirements.in", "tests/requirements.in", "bench/requirements.in"])
def test_each_package_has_a_reason(wanted):
    lines = (ROOT / wanted).read_text("utf-8").splitlines()
    packages = [line for line in lines if not line.startswith(("#", "-c "))]
    assert [line for line in packages if not re.fullmatch(r"\S+  # \S.*", line)] == []
