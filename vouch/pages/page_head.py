"""The style and script in every page's head, and the policy that allows nothing else.

A page is painted after one request: the stylesheet is in it. The Content-Security-Policy names each piece
by its SHA-256 hash (CSP level 2), so there is no `unsafe-inline`.
"""

import base64
import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from markupsafe import Markup
from pelican.generators import Generator

from vouch.media.fonts import font_address
from vouch.sources.addresses import SiteAddress
from vouch.sources.theme_colours import colour_pairs

BOOT_SCRIPT = "js/boot.js"
SIDE = "(?:left|center|right|top|middle|bottom)"
# The stylesheets in the order of the cascade, each with the HTML that needs it.
STYLESHEETS = (
    ("site", ("",)),
    ("cyrillic", re.compile("[\u0400-\u045f\u2116]")),
    ("cjk", re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")),
    ("prose", ('class="flow',)),
    (
        "elements",
        re.compile(
            r'<(?:mark|kbd|hr|details(?! class="contents"))\b|<(?:div|aside)\b[^>]*>\s*<p>'
            r'|class="(?:search|attribution)"'
        ),
    ),
    ("contents", ('class="contents',)),
    ("tables", ("<table",)),
    ("formulas", ("<math",)),
    ("tasks", ('class="task',)),
    ("figures", ("<figure", "<img")),
    ("pictures", re.compile(r'class="(?:[^"]* )?(?:figure-frame|for-dark|diagram)\b')),
    ("alignment", re.compile(rf'class="(?:[^"]* )?align-{SIDE}\b')),
    ("media", ("<video", "<audio", "<iframe")),
    ("notices", re.compile('class="(?:admonition|sidebar|topic|rubric|line-block)')),
    ("notes", ('class="side-note', 'class="citation', 'class="footnote')),
    ("code", ("<pre",)),
    ("article", ('class="next-steps"', 'class="supports"')),
    ("status", ('class="status"', 'class="old"')),
    ("neighbours", ('class="neighbours"',)),
    ("lists", ('class="articles', 'class="index', 'class="summary')),
    ("resume", ('class="employer"', '"career-trace"')),
    ("search", ('class="search"',)),
    ("directions", (' dir="',)),
)
PLAYERS = ("<video", "<audio")
FRAME = re.compile(r"<iframe\b[^>]*>")
FRAMED_HOST = re.compile(r'\ssrc="(?:https:)?//([^/"?#]+)')
SHARE = re.compile(r'<(?:table|col) class="(?:[^"]* )?w-(\d{1,3})\b')  # see vouch/markup/rst_writer.py
SHARE_RULE = "@layer content{{.w-{0}{{inline-size:{0}%}}}}"
FRAME_SIZE = re.compile(r'\swidth="(\d+)" height="(\d+)"')  # as vouch/media/picture_elements.py writes it
PROPORTIONS = '@layer content{{iframe[width="{0}"][height="{1}"]{{aspect-ratio:{0}/{1};block-size:auto}}}}'
FONT = "url(xcharter.woff2)"


@dataclass(frozen=True)
class Needs:
    """What a page needs: names of stylesheets, whether it has recordings, and the hosts of its frames.

    And rules for what cannot have a style of its own.
    """

    stylesheets: tuple[str, ...]
    plays: bool = False
    hosts: tuple[str, ...] = ()
    rules: str = ""

    @classmethod
    def of(cls, html: str, embeds: Collection[str] = ()) -> "Needs":
        """The needs of a page with this content, on a site that allows frames of these hosts."""
        stylesheets = tuple(name for name, need in STYLESHEETS if _has(html, need))
        frames = "".join(FRAME.findall(html))
        hosts = sorted({each for each in FRAMED_HOST.findall(frames) if each in embeds})
        rules = {PROPORTIONS.format(*each) for each in FRAME_SIZE.findall(frames)}
        rules |= {SHARE_RULE.format(each) for each in SHARE.findall(html)}
        return cls(stylesheets, _has(html, PLAYERS), tuple(hosts), "".join(sorted(rules)))


def _has(html: str, need: tuple[str, ...] | re.Pattern) -> bool:
    return any(each in html for each in need) if isinstance(need, tuple) else bool(need.search(html))


@dataclass(frozen=True)
class PageHead:
    """`rules` tell the browser which pages it may fetch before a link is followed (Speculation Rules)."""

    style: str
    script: str
    rules: str
    searches: bool = False
    plays: bool = False
    framed_hosts: tuple[str, ...] = ()

    @classmethod
    def of(cls, theme: Path, base: str, font: str, needs: Needs) -> "PageHead":
        """`font` is the address of what the stylesheets call `url(xcharter.woff2)`."""
        css = "".join((theme / f"css/{name}.css").read_text("utf-8") for name in needs.stylesheets)
        style = without_comments(css + needs.rules).replace(FONT, f"url({font})")
        boot = (theme / BOOT_SCRIPT).read_text("utf-8").replace("FONT", json.dumps(font))
        script = "\n".join(line for line in boot.splitlines() if not line.startswith("//"))
        pages = {"href_matches": [f"{base}/", f"{base}/*.html", f"{base}/*/"]}
        rules = {"prefetch": [{"where": pages, "eagerness": "moderate"}]}
        searches = "search" in needs.stylesheets
        compact = json.dumps(rules, separators=(",", ":"))
        return cls(style, script, compact, searches, needs.plays, needs.hosts)

    @cached_property
    def policy(self) -> Markup:
        """The value of Content-Security-Policy, for an attribute in double quotes.

        Everything not named here is forbidden. Pagefind searches in WebAssembly.
        """
        scripts = f"'self' {digest(self.script)} {digest(self.rules)}"
        frames = " ".join(f"https://{each}" for each in self.framed_hosts)
        directives = {
            "default-src": "'none'",
            "style-src": digest(self.style),
            "script-src": f"{scripts} 'wasm-unsafe-eval'" if self.searches else scripts,
            "connect-src": "'self'",
            "img-src": "'self'",
            **({"media-src": "'self'"} if self.plays else {}),
            **({"frame-src": frames} if frames else {}),
            "font-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        return Markup("; ".join(f"{name} {sources}" for name, sources in directives.items()))


def without_comments(css: str) -> str:
    """The stylesheet minified: on one line, without comments and needless spaces."""
    css = " ".join(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).split())
    css = re.sub(r" ?([{};,>]) ?", r"\1", css).replace(": ", ":").replace(";}", "}")
    return re.sub(r"(?<![\w.])0\.(?=\d)", ".", css)


def digest(text: str) -> str:
    """A CSP hash source, `'sha256-…'`."""
    sha = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(sha).decode()}'"


def offer(generator: Generator) -> None:
    """Let templates call `page_head(html)` with the content of the page, and name the colour behind it."""
    settings, theme = generator.settings, Path(generator.theme)
    base = SiteAddress.of(settings).base
    font = f"{base}/{font_address(theme)}"
    light, dark = colour_pairs(theme, "paper")["paper"]
    generator.context["paper"] = {"light": light, "dark": dark}
    head = cache(lambda needs: PageHead.of(theme, base, font, needs))
    generator.context["page_head"] = lambda html: head(Needs.of(html, settings["EMBEDS"]))
