"""Links to other sites are looked at when asked for: each once, politely, and what is wrong is told."""

import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from publishing.external import external_links, problems_of_external_links, report_on_external_links
from tests.conftest import write

SITE = "https://example.org/blog"


REDIRECTS = {
    "/301": (301, "/200"),
    "/308": (308, "200"),
    "/302": (302, "/200"),
    "/twice": (301, "/302"),
    "/to-404": (301, "404"),
    "/round": (302, "/about"),
    "/about": (302, "/round"),
}


class Elsewhere(BaseHTTPRequestHandler):
    """Another site, with one page for each way to answer."""

    asked: Counter
    agents: set
    now: list

    def do_HEAD(self):
        here, address = type(self), f"{self.command} {self.path}"
        assert not {"Cookie", "Referer", "Authorization"} & set(self.headers)
        here.agents.add(self.headers["User-Agent"])
        here.now.append(address)
        time.sleep(0.005)
        here.asked[address] += 1
        here.asked["at once"] = max(len(here.now), here.asked["at once"])
        here.now.remove(address)
        self.wait()
        if self.path != "/closed":
            self.reply(*REDIRECTS.get(self.path, (self.status(),)))

    do_GET = do_HEAD  # noqa: N815 (the library's name)

    def wait(self):
        """In one go, or with a byte now and then, so that no single step takes long."""
        if self.path == "/slow":
            time.sleep(1.5)
        for _ in range(30 if self.path == "/drops" else 0):
            self.wfile.write(b"H")
            time.sleep(0.05)

    def status(self):
        if self.path == "/no-head" and self.command == "HEAD":
            return 405
        return int(self.path[1:]) if self.path[1:].isdecimal() else 200

    def reply(self, status, location=""):
        self.send_response(status)
        self.send_header("Set-Cookie", "seen=1")
        self.send_header("Content-Length", "0")
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, *_args):
        """Requests are no news in a test."""


@pytest.fixture
def elsewhere():
    handler = type("Here", (Elsewhere,), {"asked": Counter(), "agents": set(), "now": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    server.handle_error = lambda *_: None  # who asks has gone away: that is meant
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def site_with(tmp_path, *addresses):
    return write(tmp_path, {"a.html": "".join(f'<a href="{each}">x</a>\n' for each in addresses)})


def test_an_address_that_answers_is_in_order(tmp_path, elsewhere):
    names = ("200", "no-head", "302", "ключ?ä=1", "a%20b?c=%26")
    site = site_with(tmp_path, *(f"{elsewhere.address}/{each}" for each in names))
    report = report_on_external_links(site, SITE)
    assert (report.problems, report.notes) == ([], [])
    assert elsewhere.RequestHandlerClass.asked["GET /no-head"] == 1
    assert elsewhere.RequestHandlerClass.asked["HEAD /a%20b?c=%26"] == 1


@pytest.mark.slow
def test_what_is_wrong_is_told(tmp_path, elsewhere):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        refused = f"http://127.0.0.1:{free.getsockname()[1]}/"
    at, tls = elsewhere.address, elsewhere.address.replace("http", "https")
    names = ("404", "410", "500", "403", "to-404", "round", "closed", "slow", "drops")
    addresses = [
        *(f"{at}/{each}" for each in names),
        refused,
        f"{tls}/",
        "http://a..b/",
        "http://[/",
    ]
    gone, doubt = "correct or remove the link", "look at it in a browser"
    told = (
        f"answers 404; {gone}",
        f"answers 410; {gone}",
        f"answers 500; {doubt}",
        f"answers 403; {doubt}",
        f"answers 404; {gone}",
        f"is redirected in a circle; {gone}",
        f"ends the connection without an answer; {doubt}",
        f"does not answer in time; {doubt}",
        f"does not answer in time; {doubt}",
        f"is at a host that refuses connections; {doubt}",
        f"is at a host that speaks no TLS; {doubt}",
        f"is no address; {gone}",
        f"is no address; {gone}",
    )
    report = report_on_external_links(site_with(tmp_path, *addresses), SITE, limit=1)
    expected = [
        f"a.html:{n}: {a} {words}" for n, (a, words) in enumerate(zip(addresses, told, strict=True), 1)
    ]
    assert list(map(str, report.problems)) == expected


def test_what_has_moved_for_good_is_a_note(tmp_path, elsewhere):
    at = elsewhere.address
    report = report_on_external_links(site_with(tmp_path, f"{at}/301", f"{at}/308#part", f"{at}/twice"), SITE)
    assert report.problems == []
    assert list(map(str, report.notes)) == [
        f"a.html:1: {at}/301 has moved for good; write {at}/200",
        f"a.html:2: {at}/308 has moved for good; write {at}/200",
        f"a.html:3: {at}/twice has moved for good; write {at}/302",
    ]


def test_each_address_is_asked_once_and_a_host_by_one_at_a_time(tmp_path, elsewhere):
    pages = "".join(f'<a href="{elsewhere.address}/{each}#{each}">x</a>\n' for each in range(200, 206))
    missing = f'<p>\n<a href="{elsewhere.address}/404">x</a>'
    site = write(
        tmp_path, {"a.html": pages, "b.html": pages + missing, "c/d.html": missing, "e.html": missing}
    )
    problems = problems_of_external_links(site, SITE)
    what = f"{elsewhere.address}/404 answers 404 (also on 2 other pages)"
    assert list(map(str, problems)) == [f"b.html:8: {what}; correct or remove the link"]
    here = elsewhere.RequestHandlerClass
    assert here.asked.pop("at once") == 1
    assert here.asked.pop("GET /404") == 1
    assert set(here.asked.values()) == {1}
    assert here.agents == {f"Mozilla/5.0 (compatible; check of links; +{SITE})"}


def test_what_leads_to_the_site_itself_or_nowhere_is_not_asked(tmp_path):
    site = site_with(
        tmp_path, "/a", "#b", "mailto:a@b.c", "javascript:x", f"{SITE}/c", SITE, f"{SITE}ger", "//d.org"
    )
    assert list(external_links(site, SITE)) == [f"{SITE}ger", "https://d.org"]
