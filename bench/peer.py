"""What the peer's site takes over from this one: name, menu, the style and script of each kind of page."""

import json
import shutil
from pathlib import Path

import pelicanconf as settings
from plugins.fonts import web_fonts
from plugins.page_head import Needs, PageHead

KINDS = {
    "article": 'class="flow" class="contents" <table <figure <pre class="footnote" class="ways-on" <em>',
    "page": 'class="flow"',
    "list": 'class="articles"',
}
FILES = {"images/favicon.svg": "favicon.svg", "js/site.js": "site.js", "css/feed.css": "feed.css"}


def data_of_peer(root: Path) -> None:
    """Write data/ and static/theme/ of the peer's site in a folder."""
    theme, static = Path(settings.THEME), root / "static/theme"
    static.mkdir(parents=True)
    fonts = web_fonts(theme, Path(settings.CACHE_PATH))
    for name, data in fonts.items():
        (static / name).write_bytes(data)
    for source, target in FILES.items():
        shutil.copy(theme / source, static / target)
    addresses = {name: f"/theme/{name}" for name in fonts}
    heads = {kind: PageHead.of(theme, "", addresses, Needs.of(html)) for kind, html in KINDS.items()}
    _write_data(root, {kind: _as_data(head) for kind, head in heads.items()})
    config = root / "hugo.toml"
    text = config.read_text("utf-8").replace("https://example.org", settings.SITE_ADDRESS)
    config.write_text(f"title = {json.dumps(settings.SITENAME)}\n{text}", "utf-8")


def _as_data(head: PageHead) -> dict[str, str]:
    return {"policy": str(head.policy), "style": head.style, "script": head.script, "rules": head.rules}


def _write_data(root: Path, heads: dict[str, dict[str, str]]) -> None:
    menu = [(name, "/" if file == "index.html" else f"/{file}") for file, name in settings.MENU]
    data = {
        "author": settings.AUTHOR,
        "subtitle": settings.SITESUBTITLE,
        "address": settings.SITE_ADDRESS,
        "source": settings.SOURCE_ADDRESS.replace("/blob/", "/edit/"),
        "menu": [{"name": name, "address": address} for name, address in menu],
        "social": [{"name": name, "address": address} for name, address in settings.SOCIAL],
        "heads": heads,
    }
    (root / "data").mkdir()
    (root / "data/site.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
