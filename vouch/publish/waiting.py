"""Waits until the public site shows what was published. GitHub Pages takes a minute or so."""

import json
import time
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

from vouch.publish.interruption import Interruption
from vouch.publish.outcomes import Unknown
from vouch.publish.site_tree import BUILD

LONGEST = 600  # seconds
PAUSE = 5
TIMEOUT = 20


def wait_until_live(
    address: str, source: str, interruption: Interruption, longest: float = LONGEST, pause: float = PAUSE
) -> None:
    """Return when the site at `address` says that it was built from commit `source`.

    Raises Unknown after `longest` seconds, or when interrupted: it is published, and not seen yet.
    """
    end = time.monotonic() + longest
    while (seen := _shown(f"{address.rstrip('/')}/{BUILD}")) != source:
        if interruption.noted.wait(pause) or time.monotonic() > end:
            shown = f"still {seen[:7]}" if seen else "nothing of it yet"
            raise Unknown(f"published, but {address} shows {shown}; look again later")


def _shown(address: str) -> str:
    request = Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310 (the site's own address)
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return str(json.loads(answer.read(10_000))["commit"])
    except (URLError, HTTPException, OSError, ValueError, LookupError, TypeError):
        return ""
