"""What takes long is made once, and again for other ingredients or where the file of the cache is damaged."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from vouch.sources import cache
from vouch.sources.cache import SECONDS_PER_DAY, Cache, cache_in, made_once
from vouch.sources.digests import key_of


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"made"


def test_the_same_ingredients_are_used_once(tmp_path):
    maker = Maker()
    assert [made_once(tmp_path / "kept", maker, "a", b"b") for _ in range(2)] == [b"made", b"made"]
    assert maker.times == 1


@pytest.mark.parametrize("other", [("a", "c"), ("ab",), ("a", "b", ""), ("b", "a")])
def test_other_ingredients_have_another_key(tmp_path, other):
    maker = Maker()
    made_once(tmp_path, maker, "a", "b")
    made_once(tmp_path, maker, *other)
    assert maker.times == 2


def test_a_failure_is_not_kept(tmp_path):
    maker = Maker()
    with pytest.raises(ZeroDivisionError):
        made_once(tmp_path, lambda: bytes(1 // 0), "a")
    made_once(tmp_path, maker, "a")
    assert maker.times == 1


def filled(folder, **values) -> Cache:
    """A cache whose file is not open anywhere."""
    made = Cache(folder)
    for name, value in values.items():
        made.put(key_of(name), value)
    made.close()
    return made


def names(kept: Cache, candidates: str) -> str:
    return "".join(each for each in candidates if kept.get(key_of(each)) is not None)


DAMAGES = {
    "empty": lambda data: b"",
    "no database": lambda data: b"\0" * len(data),
    "cut off": lambda data: data[: len(data) // 2],
    "overwritten": lambda data: data[:4096] + b"x" * (len(data) - 4096),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_replaced(tmp_path, damage):
    kept = filled(tmp_path, **{f"n{n}": bytes(3000) for n in range(20)})
    kept.file.write_bytes(damage(kept.file.read_bytes()))
    again = Cache(tmp_path)
    assert {again.get(key_of(f"n{n}")) for n in range(20)} <= {bytes(3000), None}
    again.put(key_of("a"), b"made")
    again.put(key_of("a"), b"made")  # the first may be what finds the damage
    assert filled(tmp_path).get(key_of("a")) == b"made"


@pytest.mark.parametrize("damage", [b"", b"half", b"\0" * 20])
def test_a_damaged_value_is_not_returned(tmp_path, damage):
    kept = filled(tmp_path, a=b"made", b=b"made")
    with sqlite3.connect(kept.file) as connection:
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (damage, key_of("a")))
    assert names(kept, "ab") == "b"


def test_a_value_under_another_key_is_not_returned(tmp_path):
    kept = filled(tmp_path, a=b"made", b=b"other")
    with sqlite3.connect(kept.file) as connection:
        connection.execute(
            "UPDATE kept SET value = (SELECT value FROM kept WHERE key = ?) WHERE key = ?",
            (key_of("b"), key_of("a")),
        )
    assert names(kept, "ab") == "b"


FILL = """
import sys
from pathlib import Path
from vouch.sources.cache import Cache
from vouch.sources.digests import key_of

kept = Cache(Path(sys.argv[1]))
for number in range(100):
    name = f"{sys.argv[2]}{number}"
    kept.put(key_of(name), name.encode() * 50)
    assert kept.get(key_of(name)) == name.encode() * 50
"""


@pytest.mark.slow
def test_simultaneous_processes_lose_no_value(tmp_path):
    command = [sys.executable, "-c", FILL, str(tmp_path)]
    running = [subprocess.Popen([*command, name], cwd=ROOT) for name in "abc"]
    assert [each.wait() for each in running] == [0, 0, 0]
    kept = Cache(tmp_path)
    for name in (f"{letter}{number}" for letter in "abc" for number in range(100)):
        assert kept.get(key_of(name)) == name.encode() * 50


def test_without_a_writable_file_everything_is_made_each_time(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    maker = Maker()
    assert [made_once(tmp_path / "file", maker, "a") for _ in range(2)] == [b"made", b"made"]
    assert maker.times == 2


# To a process, files that must not grow are a disk that is full.
ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from vouch.sources.cache import made_once

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
made = []
for size in (10, 200_000, 200_000, 10):
    assert made_once(Path(sys.argv[1]), lambda: made.append(size) or bytes(size), str(size)) == bytes(size)
print(made)
"""


@pytest.mark.slow
def test_a_full_disk_loses_no_kept_value(tmp_path):
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)]
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert made == "[10, 200000, 200000]\n"


@pytest.mark.parametrize(("max_bytes", "left"), [(400, "abcd"), (300, "acd"), (299, "ad"), (0, "")])
def test_the_least_recently_used_value_is_removed_first(tmp_path, monkeypatch, max_bytes, left):
    for day, used in enumerate(("abc", "a", "d")):
        monkeypatch.setattr(cache.time, "time", lambda day=day: day * SECONDS_PER_DAY)
        kept = Cache(tmp_path)
        for name in used:
            if kept.get(key_of(name)) is None:
                kept.put(key_of(name), bytes(100))
        kept.close()
    kept.trim(max_bytes)
    assert names(kept, "abcd") == left


def test_both_sides_of_a_fork_can_use_the_cache(tmp_path):
    kept = cache_in(tmp_path)
    kept.put(key_of("before"), b"1")
    if not (child := os.fork()):
        kept.put(key_of("child"), kept.get(key_of("before")))
        os._exit(0)
    kept.put(key_of("parent"), b"2")
    assert os.waitpid(child, 0)[1] == 0
    assert [kept.get(key_of(name)) for name in ("before", "child", "parent")] == [b"1", b"1", b"2"]
