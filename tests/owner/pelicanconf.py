"""The settings of an invented owner, whose site the tests of the engine build."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from vouch.settings import *

AUTHOR = "Nadia Okonkwo"
SITENAME = "Nadia Okonkwo"
SITESUBTITLE = "Queues, storage and the people who run them"
SITE_ADDRESS = "https://nadia.example"
SOURCE_ADDRESS = "https://github.com/nadia-okonkwo/site/blob/main/content"

SOCIAL = (
    ("GitHub", "https://github.com/nadia-okonkwo"),
    ("Mastodon", "https://hachyderm.io/@nadia"),
)
MENU = (
    ("index.html", "Articles"),
    ("resume.html", "Résumé"),
    ("archives.html", "Archive"),
    ("tags.html", "Tags"),
    ("search.html", "Search"),
)

RESUME = "pages/resume.rst"
RESUME_PAPER = "us-letter"

PLUGINS = ["vouch"]
