"""Whose site is measured: an invented owner's."""

from vouch.settings import *

AUTHOR = SITENAME = "Adele Uthor"
SITESUBTITLE = "Articles about programs"
SITE_ADDRESS = "https://adele.example"
SOURCE_ADDRESS = "https://github.com/adele/site/blob/main/content"

MENU = (
    ("index.html", "Articles"),
    ("resume.html", "Résumé"),
    ("archives.html", "Archive"),
    ("tags.html", "Tags"),
    ("search.html", "Search"),
)
