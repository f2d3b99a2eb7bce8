"""What GitHub Pages looks for beside the pages.

https://docs.github.com/pages: CNAME names a custom domain, .nojekyll keeps `_static` published.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from plugins.outputs import MakeFile

if TYPE_CHECKING:
    from plugins.site import Build


def host_of_custom_domain(address: str) -> str | None:
    host = urlsplit(address).hostname or ""
    return None if host.endswith(".github.io") else host


def outputs(build: "Build") -> Iterator[tuple[str, MakeFile]]:
    yield ".nojekyll", bytes
    if host := host_of_custom_domain(build.settings["SITE_ADDRESS"]):
        yield "CNAME", f"{host}\n".encode


def register() -> None:
    """A plugin like the others, so that PLUGINS lists whatever has outputs."""
