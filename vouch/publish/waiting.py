"""Waits until the public site shows what was published. GitHub Pages takes a minute or so."""

import json
import time
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

from vouch.publish.outcomes import Interruption, Unknown
from vouch.publish.site_tree import BUILD

WAIT_TIMEOUT_S = 600
POLL_S = 5
REQUEST_TIMEOUT_S = 20


def wait_until_live(
    address: str,
    source: str,
    interruption: Interruption,
    timeout: float = WAIT_TIMEOUT_S,
    pause: float = POLL_S,
) -> None:
    """Return when the site at `address` reports that it was built from commit `source`.

    Raises Unknown after `timeout` seconds, or when interrupted: it is published but not visible yet.
    """
    end = time.monotonic() + timeout
    while (seen := _shown(f"{address.rstrip('/')}/{BUILD}")) != source:
        if interruption.received.wait(pause) or time.monotonic() > end:
            shown = f"still {seen[:7]}" if seen else "nothing of it yet"
            raise Unknown(f"published, but {address} shows {shown}; check again later")


def _shown(address: str) -> str:
    request = Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310 (the site's own address)
    try:
        with urlopen(request, timeout=REQUEST_TIMEOUT_S) as answer:  # noqa: S310
            return str(json.loads(answer.read(10_000))["commit"])
    except (URLError, HTTPException, OSError, ValueError, LookupError, TypeError):
        return ""
