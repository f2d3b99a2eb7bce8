"""What GitHub Pages looks for beside the pages, and pages that lead from old addresses to new ones.

https://docs.github.com/pages: CNAME names a custom domain, .nojekyll keeps `_static` published.
"""

from pathlib import Path
from urllib.parse import urlsplit

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer


class RedirectGenerator(Generator):
    """Writes a page at each old address of REDIRECTS, `{"cv/": "resume.html"}`."""

    def generate_output(self, writer: Writer) -> None:
        template = self.get_template("redirect")
        for old, new in self.settings["REDIRECTS"].items():
            save_as = f"{old}index.html" if old.endswith("/") else old
            writer.write_file(save_as, template, self.context, target=new)


def _redirects(_pelican: Pelican) -> type[Generator]:
    return RedirectGenerator


def host_of_custom_domain(address: str) -> str | None:
    host = urlsplit(address).hostname or ""
    return None if host.endswith(".github.io") else host


def _write_host_files(pelican: Pelican) -> None:
    output = Path(pelican.output_path)
    (output / ".nojekyll").touch()
    if host := host_of_custom_domain(pelican.settings["SITE_ADDRESS"]):
        (output / "CNAME").write_text(f"{host}\n", "utf-8")


def register() -> None:
    signals.get_generators.connect(_redirects)
    signals.finalized.connect(_write_host_files)
