"""`./invoke publish --wait`: until the public site shows it."""

import json
import threading
from pathlib import Path

import pytest

from tests.browser import serving
from tests.conftest import write
from vouch.publish.outcomes import Interruption, Unknown
from vouch.publish.waiting import wait_until_live

pytestmark = pytest.mark.slow

LATER = "; check again later$"


def shows(site: Path, commit: str) -> None:
    write(site, {"build.json": json.dumps({"commit": commit})})


def test_waiting_ends_when_the_site_shows_the_commit(tmp_path):
    shows(tmp_path, "old")
    with serving(tmp_path) as address:
        appears = threading.Timer(0.1, shows, (tmp_path, "new"))
        appears.start()
        wait_until_live(f"{address}/", "new", Interruption(), timeout=10, pause=0.02)
        appears.join()


@pytest.mark.parametrize(
    ("text", "what"),
    [('{"commit": "0123456789"}', "still 0123456"), ("[]", "nothing of it yet"), ("<", "nothing of it yet")],
)
def test_waiting_ends_after_its_limit(tmp_path, text, what):
    write(tmp_path, {"build.json": text})
    with serving(tmp_path) as address, pytest.raises(Unknown, match=f"shows {what}{LATER}"):
        wait_until_live(address, "new", Interruption(), timeout=0.05, pause=0.02)


def test_waiting_ends_when_interrupted():
    interruption = Interruption()
    interruption.received.set()
    with pytest.raises(Unknown, match=f"^published, but http://127.0.0.1:1 shows nothing of it yet{LATER}"):
        wait_until_live("http://127.0.0.1:1", "new", interruption)
