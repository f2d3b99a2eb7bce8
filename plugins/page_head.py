"""The style and script that stand in every page's head, and the policy that allows just them.

One request paints a page: the stylesheet is in it. The Content-Security-Policy names each piece
by its SHA-256 hash (CSP level 2), so there is no `unsafe-inline`.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.addresses import Site

BOOT_SCRIPT = "js/boot.js"


@dataclass(frozen=True)
class PageHead:
    style: str
    script: str

    @classmethod
    def of(cls, theme: Path, base: str, *stylesheets: str) -> "PageHead":
        """`base` is the path that the site's pages link from; fonts are found below it."""
        css = "".join((theme / f"css/{name}.css").read_text("utf-8") for name in stylesheets)
        style = without_comments(css).replace("url(FONTS/", f"url({base}/theme/fonts/")
        script = (theme / BOOT_SCRIPT).read_text("utf-8").splitlines()
        return cls(style, "\n".join(line for line in script if not line.startswith("//")))

    @property
    def policy(self) -> str:
        """The value of Content-Security-Policy. Everything not named here is forbidden."""
        directives = {
            "default-src": "'none'",
            "style-src": digest(self.style),
            "script-src": f"'self' {digest(self.script)}",
            "img-src": "'self'",
            "font-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def without_comments(css: str) -> str:
    """The same stylesheet on one line. What else a minifier saves, compression saves as well."""
    css = " ".join(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).split())
    return re.sub(r" ?([{};]) ?", r"\1", css)


def digest(text: str) -> str:
    """A CSP hash source, `'sha256-…'`."""
    sha = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(sha).decode()}'"


def _add(generator: Generator) -> None:
    """Templates call `page_head("site", "code")` for the stylesheets that a page needs."""
    head = partial(PageHead.of, Path(generator.theme), Site.of(generator.settings).base)
    generator.context["page_head"] = cache(head)


def register() -> None:
    signals.generator_init.connect(_add)
