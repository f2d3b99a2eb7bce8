"""What browsers are told of a build, and who is told."""

import json
import socket
import struct
import time

import pytest
from desk.engine import Result

from desk.news import MOST, message
from tests.desk.conftest import page


def test_a_message_names_what_changed():
    assert json.loads(message(Result(frozenset({"b", "a"})))) == {"changed": ["a", "b"], "problems": False}


def test_what_is_too_much_to_name_is_not_named():
    many = frozenset(map(str, range(MOST + 1)))
    assert json.loads(message(Result(many)))["changed"] is None


def test_a_build_that_changed_nothing_is_no_news(showing):
    showing.desk.tell(Result())
    with showing.desk.listening() as messages:
        showing.desk.tell(Result())
        assert messages.empty()


def test_that_a_problem_is_mended_is_news_though_nothing_changed(showing):
    showing.fail("a problem")
    with showing.desk.listening() as messages:
        showing.desk.tell(Result())
        assert json.loads(messages.get_nowait()) == {"changed": [], "problems": False}


@pytest.mark.parametrize("address", ["/.desk/events", "/large.html"])
def test_a_browser_that_goes_away_is_forgotten_in_silence(showing, address, capfd):
    showing.put({"large.html": page("x" * 10_000_000)})
    browser = socket.create_connection(showing.server.server_address)
    browser.sendall(f"GET {address} HTTP/1.1\r\n\r\n".encode())
    browser.recv(10)
    browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not ended
    browser.close()
    for number in range(3):
        showing.put({"a.html": page(str(number))})
        time.sleep(0.05)
    assert showing.desk.listeners == 0
    assert capfd.readouterr() == ("", "")
