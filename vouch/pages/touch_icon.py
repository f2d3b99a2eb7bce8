"""Draws the favicon as the PNG that phones show on a home screen, `/apple-touch-icon.png`."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from vouch.media.assets import TOKEN
from vouch.media.typesetting import Typesetter
from vouch.site import MakeFile, Site
from vouch.sources.cache import made_once
from vouch.sources.theme_colours import light_colours

ADDRESS = "apple-touch-icon.png"  # where iOS looks without a link in the page
TEMPLATE = "touch-icon.typ"


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    if site.settings["TOUCH_ICON"]:
        yield ADDRESS, partial(_icon, Path(site.settings["THEME"]), Path(site.settings["CACHE_PATH"]))


def _icon(theme: Path, cache: Path) -> bytes:
    """A PNG of 180 by 180 pixels in the colours of the light scheme; iOS shows transparent parts black."""
    icon = (theme / "images/favicon.svg").read_text("utf-8")
    colours = light_colours(theme, "paper", *TOKEN.findall(icon))
    drawn = re.sub(TOKEN, lambda token: colours[token[1]], icon)
    data, setter = {"icon": drawn, "paper": colours["paper"]}, Typesetter(theme / "typst")
    ingredients = ("touch icon", *data.values(), *setter.ingredients(TEMPLATE))
    return made_once(cache, lambda: setter.png(TEMPLATE, data), *ingredients)
