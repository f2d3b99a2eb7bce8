"""Pelican's own reading and writing, with the same plugins otherwise: what bench/build.py compares with."""

from pelicanconf import *  # noqa: F403
from pelicanconf import PLUGINS as _ALL

PLUGINS = [each for each in _ALL if each not in ("plugins.readings", "plugins.renders")]
