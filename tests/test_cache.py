"""What is made once: again for other ingredients, and again when the kept file is damaged."""

import os

import pytest

from plugins.cache import digest, keep_newest, made_once


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"made"


def test_the_same_ingredients_are_made_into_something_once(tmp_path):
    maker = Maker()
    assert [made_once(tmp_path / "kept", maker, "a", b"b") for _ in range(2)] == [b"made", b"made"]
    assert maker.times == 1


@pytest.mark.parametrize("other", [("a", "c"), ("ab",), ("a", "b", ""), ("b", "a")])
def test_other_ingredients_are_another_thing(tmp_path, other):
    maker = Maker()
    made_once(tmp_path, maker, "a", "b")
    made_once(tmp_path, maker, *other)
    assert maker.times == 2


@pytest.mark.parametrize("damage", [b"", b"half", b"\0" * 36])
def test_a_kept_file_that_is_not_whole_is_made_anew(tmp_path, damage):
    maker = Maker()
    made_once(tmp_path, maker, "a")
    (tmp_path / digest("a")).write_bytes(damage)
    assert made_once(tmp_path, maker, "a") == b"made"
    assert made_once(tmp_path, maker, "a") == b"made"
    assert maker.times == 2


def test_nothing_is_kept_of_what_could_not_be_made(tmp_path):
    with pytest.raises(ZeroDivisionError):
        made_once(tmp_path, lambda: bytes(1 // 0), "a")
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_go_where_there_is_too_much(tmp_path):
    for age, name in enumerate(("new", "old", "older")):
        (tmp_path / name).write_bytes(b"1234")
        os.utime(tmp_path / name, (1_000_000 - age,) * 2)
    keep_newest(tmp_path, 8)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["new", "old"]


def test_where_nothing_can_be_kept_all_is_made_each_time(tmp_path):
    (tmp_path / "file").write_text("no folder")
    maker = Maker()
    assert [made_once(tmp_path / "file", maker, "a") for _ in range(2)] == [b"made", b"made"]
    assert maker.times == 2


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    for n, name in enumerate("abc"):
        made_once(tmp_path / "deep", lambda: bytes(100), name)
        os.utime(tmp_path / "deep" / digest(name), (n, n))
    made_once(tmp_path / "deep", lambda: bytes(100), "a")  # is used again
    keep_newest(tmp_path, 300)
    assert {each.name for each in (tmp_path / "deep").iterdir()} == {digest("a"), digest("c")}
