"""What GitHub Pages looks for beside the pages.

https://docs.github.com/pages: CNAME names a custom domain, .nojekyll keeps `_static` published.
"""

from pathlib import Path
from urllib.parse import urlsplit

from pelican import Pelican, signals


def host_of_custom_domain(address: str) -> str | None:
    host = urlsplit(address).hostname or ""
    return None if host.endswith(".github.io") else host


def _write_host_files(pelican: Pelican) -> None:
    output = Path(pelican.output_path)
    (output / ".nojekyll").touch()
    if host := host_of_custom_domain(pelican.settings["SITE_ADDRESS"]):
        (output / "CNAME").write_text(f"{host}\n", "utf-8")


def register() -> None:
    signals.finalized.connect(_write_host_files)
