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
from plugins.fonts import web_fonts

BOOT_SCRIPT = "js/boot.js"
# The stylesheets, and what in a page's HTML has need of each, in the order of the cascade.
STYLESHEETS = (
    ("site", ""),
    ("prose", r'class="flow'),
    ("contents", r'class="contents'),
    ("tables", "<table"),
    ("figures", "<figure|<img"),
    ("notices", r'class="(?:admonition|sidebar|topic|rubric|line-block)'),
    ("notes", r'class="(?:note|footnote|citation)'),
    ("code", r"<pre\b"),
    ("article", r'class="(?:ways-on|proves)"'),
    ("lists", r'class="(?:articles|index|lead)\b'),
    ("resume", r'class="employer"|"career-trace"'),
)
FONT = re.compile(r"url\((?P<name>[\w-]+\.woff2)\)")


@dataclass(frozen=True)
class PageHead:
    style: str
    script: str

    @classmethod
    def of(cls, theme: Path, fonts: dict[str, str], *stylesheets: str) -> "PageHead":
        """`fonts` are the addresses of the files that the stylesheets call `url(x.woff2)`."""
        css = "".join((theme / f"css/{name}.css").read_text("utf-8") for name in stylesheets)
        style = FONT.sub(lambda font: f"url({fonts[font['name']]})", without_comments(css))
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


def stylesheets_for(html: str) -> tuple[str, ...]:
    """The names of the stylesheets that a page with this content needs."""
    return tuple(name for name, need in STYLESHEETS if re.search(need, html))


def without_comments(css: str) -> str:
    """The same stylesheet on one line. What else a minifier saves, compression saves as well."""
    css = " ".join(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).split())
    return re.sub(r" ?([{};]) ?", r"\1", css)


def digest(text: str) -> str:
    """A CSP hash source, `'sha256-…'`."""
    sha = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(sha).decode()}'"


def _add(generator: Generator) -> None:
    """Templates call `page_head(html)` with the content of the page."""
    settings, theme = generator.settings, Path(generator.theme)
    base, assets = Site.of(settings).base, settings["ASSETS"]
    fonts = {
        name: f"{base}/{assets.add(f'theme/{name}', data)}"
        for name, data in web_fonts(theme, Path(settings["CACHE_PATH"])).items()
    }
    head = cache(partial(PageHead.of, theme, fonts))
    generator.context["page_head"] = lambda html: head(*stylesheets_for(html))


def register() -> None:
    signals.generator_init.connect(_add)
