"""What GitHub Pages looks for beside the pages.

https://docs.github.com/pages: CNAME names a custom domain; without .nojekyll, `_static` is not published.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from vouch.site import MakeFile, Site


def host_of_custom_domain(address: str) -> str | None:
    host = urlsplit(address).hostname or ""
    return None if host.endswith(".github.io") else host


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    yield ".nojekyll", bytes
    if host := host_of_custom_domain(site.settings["SITE_ADDRESS"]):
        yield "CNAME", f"{host}\n".encode
