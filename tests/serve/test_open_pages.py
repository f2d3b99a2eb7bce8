"""Which browsers are sent a message, and what is in it."""

import json
import socket
import struct
import time

import pytest

from tests.serve.conftest import page
from vouch.serve.open_pages import OpenPages, Version

OLD, NEW, STYLED = Version("1", "1"), Version("2", "1"), Version("1", "2")


def test_a_browser_gets_the_version_of_its_page_when_that_has_changed():
    versions = {"/a": OLD, "/b": OLD}
    pages = OpenPages(versions.__getitem__)
    with pages.opened("/a", OLD) as a, pages.opened("/b", OLD) as b:
        for version in (NEW, STYLED, OLD):
            versions["/a"] = version
            pages.compare()
            assert json.loads(a.get_nowait()) == version._asdict()
            pages.compare()
        assert a.empty()
        assert b.empty()


def test_a_version_that_the_browser_missed_is_sent_at_once():
    pages = OpenPages({"/a": NEW}.__getitem__)
    with pages.opened("/a", OLD) as old, pages.opened("/a", NEW) as new:
        assert json.loads(old.get_nowait()) == NEW._asdict()
        assert new.empty()


def test_a_page_is_made_once_for_all_its_browsers():
    made = []
    pages = OpenPages(lambda address: made.append(address) or OLD)
    with pages.opened("/a", OLD), pages.opened("/a", OLD), pages.opened("/b", OLD):
        made.clear()
        pages.compare()
        assert sorted(made) == ["/a", "/b"]


def test_a_closed_page_is_not_made():
    made = []
    pages = OpenPages(lambda address: made.append(address) or OLD)
    with pages.opened("/a", OLD):
        made.clear()
    pages.compare()
    assert (made, len(pages)) == ([], 0)


@pytest.mark.parametrize("address", ["/.serve/events?address=/a.html", "/large.html"])
def test_a_closed_browser_causes_no_error(showing, address, capfd):
    showing.put({"large.html": page("x" * 10_000_000)})
    browser = socket.create_connection(showing.server.server_address)
    browser.sendall(f"GET {address} HTTP/1.1\r\n\r\n".encode())
    browser.recv(10)
    browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not ended
    browser.close()
    wait_until_none_is_open(showing)
    assert capfd.readouterr().err == ""


def wait_until_none_is_open(showing) -> None:
    """That a browser is gone is seen when it is sent something."""
    end, number = time.monotonic() + 10, 0
    while len(showing.server.open_pages) and time.monotonic() < end:
        number += 1
        showing.put({"a.html": page(str(number))})
        time.sleep(0.02)
    assert len(showing.server.open_pages) == 0
