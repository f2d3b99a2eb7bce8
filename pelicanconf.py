"""Whose site this is. docs/making-it-yours.md says what else can be set here."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from vouch.settings import *

AUTHOR = "Marsel Mavletkulov"
SITENAME = "Marsel Mavletkulov"
SITESUBTITLE = "Building reliable services, writing documentation and clear Go code"
SITE_ADDRESS = "https://marselester.com"  # a project site's has a base path: https://me.github.io/name
SOURCE_ADDRESS = "https://github.com/marselester/marselester.github.io/blob/main/content"

SOCIAL = (
    ("GitHub", "https://github.com/marselester"),
    ("Twitter", "https://twitter.com/marselester"),
    ("AngelList", "https://angel.co/u/marselester"),
)
MENU = (  # pages of this site, or whole addresses
    ("index.html", "Articles"),
    ("resume.html", "Résumé"),
    ("archives.html", "Archive"),
    ("tags.html", "Tags"),
    ("search.html", "Search"),
)

RESUME = "pages/resume.rst"  # None for a blog without a résumé
RESUME_PAPER = "us-letter"  # or "a4"; either prints whole on the other

MARKDOWN_TWINS = True  # each page as Markdown beside it, and llms.txt, for programs

DEFAULT_LANG = "en"
TIMEZONE = "UTC"

PLUGINS = ["vouch"]  # other people's may come before or after it
