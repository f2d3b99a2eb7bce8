"""The store never tells what was not put, whatever became of its file."""

import multiprocessing
import os
from pathlib import Path

import pytest
from plugins.readings.store import HEAD, Store, key_of

ENTRIES = {key_of(str(number)): f"entry {number}".encode() * 9 for number in range(5)}
SIZE = HEAD.size + len(ENTRIES[key_of("0")])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "folder/store"
    saved(file, ENTRIES)
    return file


def saved(file: Path, entries: dict[bytes, bytes]) -> None:
    store = Store(file)
    for each in entries.items():
        store.put(*each)
    store.save()


def kept(file: Path) -> dict[bytes, bytes]:
    store = Store(file)
    return {key: entry for key in ENTRIES if (entry := store.get(key)) is not None}


def test_what_was_put_is_kept(file):
    assert kept(file) == ENTRIES


def test_what_was_put_is_seen_before_it_is_saved(tmp_path):
    store = Store(tmp_path / "store")
    store.put(b"key", b"entry")
    assert store.get(b"key") == b"entry"
    assert Store(tmp_path / "store").get(b"key") is None


@pytest.mark.parametrize("at", range(0, SIZE, 3))
def test_a_damaged_byte_loses_entries_and_changes_none(file, at):
    data = bytearray(file.read_bytes())
    data[SIZE + at] ^= 0x55
    file.write_bytes(data)
    found = kept(file)
    assert found.items() < ENTRIES.items()
    assert key_of("0") in found


def test_a_wrong_length_loses_what_follows_it(file):
    data = bytearray(file.read_bytes())
    data[SIZE + 4 : SIZE + 8] = (1 << 31).to_bytes(4, "little")
    file.write_bytes(data)
    assert list(kept(file)) == [key_of("0")]


@pytest.mark.parametrize("size", range(0, 5 * SIZE, 29))
def test_what_was_cut_off_is_kept_as_far_as_it_is_whole(file, size):
    os.truncate(file, size)
    assert kept(file) == dict(list(ENTRIES.items())[: size // SIZE])


def test_a_store_that_was_cut_off_is_whole_after_the_next_run(file):
    os.truncate(file, 3 * SIZE - 1)
    store = Store(file)
    for key, entry in ENTRIES.items():
        if store.get(key) is None:
            store.put(key, entry)
    store.save()
    assert kept(file) == ENTRIES


def test_other_bytes_are_no_store(file):
    file.write_bytes(os.urandom(10 * SIZE))
    assert kept(file) == {}
    saved(file, ENTRIES)
    assert kept(file) == ENTRIES


@pytest.mark.slow
def test_stores_that_are_saved_at_once_lose_nothing(tmp_path):
    """As two builds do: both began before the other had saved."""
    file = tmp_path / "store"
    saved(file, {key_of("first"): b"entry"})
    parts = [{key_of(f"{run} {number}"): os.urandom(900) for number in range(200)} for run in range(4)]
    forks = multiprocessing.get_context("fork")
    runs = [forks.Process(target=saved, args=(file, part)) for part in parts]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    store = Store(file)
    assert all(store.get(key) == entry for part in parts for key, entry in part.items())


def test_a_store_that_is_deleted_while_it_is_used_goes_on(file):
    store = Store(file)
    file.unlink()
    file.parent.rmdir()
    assert store.get(key_of("3")) == ENTRIES[key_of("3")]
    store.put(key_of("new"), b"entry")
    store.save()
    assert Store(file).get(key_of("new")) == b"entry"


def test_where_it_cannot_be_written_nothing_is_kept_and_nothing_is_wrong(tmp_path):
    (tmp_path / "file").touch()
    saved(tmp_path / "file/store", ENTRIES)
    assert kept(tmp_path / "file/store") == {}


def test_what_nobody_asked_for_goes_when_it_is_much(tmp_path):
    file, much = tmp_path / "store", os.urandom(2_000_000)
    saved(file, {b"old".ljust(16): much, **ENTRIES})
    store = Store(file)
    assert store.get(key_of("1"))
    store.save()
    assert list(kept(file)) == [key_of("1")]
    assert file.stat().st_size < 1000
