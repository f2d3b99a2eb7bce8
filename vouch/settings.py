"""How every site of this engine works. Owners do not edit it: their own settings are in `pelicanconf.py`.

The settings that an owner may change come first, with their defaults; docs/making-it-yours.md describes them.
"""

import os
from copy import deepcopy
from pathlib import Path

from jinja2 import FileSystemBytecodeCache, StrictUndefined
from pelican import Pelican
from pelican.settings import DEFAULT_CONFIG

from vouch.markup.md_extension import SiteMarkup, anchor, fence, fence_options
from vouch.sources.locales import canonical

# What an owner may set ----------------------------------------------------------------------

SITE_ADDRESS = None  # an owner has to set it; publishconf.py names it
PLUGINS = ["vouch"]  # others may come before or after it
RESUME = "pages/resume.rst"  # below PATH; None for a blog without a résumé
RESUME_PAPER = "us-letter"  # or "a4"; either prints whole on the other
SOCIAL = ()
MENU = ()
EMBEDS = ()  # hosts whose frames articles may show, such as "www.youtube-nocookie.com"
CARDS = True  # social cards: the picture of each page in chats and on other sites
SEARCH = True
TOUCH_ICON = True  # the favicon on the home screen of a phone
MARKDOWN_TWINS = False  # each page as Markdown beside it, and llms.txt, for programs
FEDIVERSE_CREATOR = ""  # "@me@example.social": shown beside links to articles on Mastodon
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "Notes"
TIMEZONE = "UTC"

# Content ------------------------------------------------------------------------------------

PATH = "content"  # paths are relative to the settings file
OUTPUT_PATH = "output"
CACHE_PATH = str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "pelican-site"))
LOCALE = ["C.UTF-8", "C"]  # month names must not depend on the machine
ARTICLE_PATHS = [""]  # anywhere in content/ …
ARTICLE_EXCLUDES = ["pages"]  # … but here; in code, images and extra see vouch/sources/near_articles.py
PAGE_PATHS = ["pages"]
STATIC_PATHS = []  # pictures and files are published when a page links to them
EXTRA_PATH_METADATA = {}
READERS = {"html": None, "htm": None}  # an .html file in content/ is not an article
USE_FOLDER_AS_CATEGORY = False
DEFAULT_DATE_FORMAT = ""  # as the language of the page writes a date; or by the codes of strftime
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # vouch/pages/languages.py recognises translations

WITH_DRAFTS = True
WITH_FUTURE_DATES = True  # vouch/pages/drafts.py schedules what has a date to come, by the day

# Addresses, which never change --------------------------------------------------------------

SITEURL = ""
ARTICLE_URL = ARTICLE_SAVE_AS = PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
PAGE_LANG_URL = PAGE_LANG_SAVE_AS = "{slug}.html"
DRAFT_URL = DRAFT_SAVE_AS = "drafts/{slug}.html"
DRAFT_LANG_URL = DRAFT_LANG_SAVE_AS = "drafts/{slug}-{lang}.html"
DRAFT_PAGE_URL = DRAFT_PAGE_SAVE_AS = "drafts/{slug}.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""  # a site of one author has no page of authors
DIRECT_TEMPLATES = [
    "index",
    "archives",
    "tags",
    "categories",
    "authors",
    "search",
    "opensearch",
    "404",
    "sitemap",
    "robots",
]
OPENSEARCH_SAVE_AS = "opensearch.xml"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

# Spell out the signs that distinguish C++, C# and .NET from C and Net.
TAG_REGEX_SUBSTITUTIONS = CATEGORY_REGEX_SUBSTITUTIONS = [
    (r"\+\+", "pp"),
    (r"(?<=\w)#(?!\w)", "-sharp"),
    (r"(?<!\w)\.(?=net\b)", "dot"),
    *DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"],
]

FEED_DOMAIN = "SITE_ADDRESS"  # a placeholder that `complete` replaces, since Pelican requires one
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20

# Theme --------------------------------------------------------------------------------------

THEME = "theme"
THEME_STATIC_PATHS = []  # vouch/media/assets.py publishes the theme's files
DEFAULT_PAGINATION = False
JINJA_ENVIRONMENT = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "undefined": StrictUndefined,
    "bytecode_cache": FileSystemBytecodeCache(),  # compiled templates, in the temporary directory
}

# Markup -------------------------------------------------------------------------------------

MARKDOWN = {
    "extensions": [
        "markdown.extensions.extra",  # before superfences, or fences are not highlighted
        "markdown.extensions.admonition",
        "markdown.extensions.sane_lists",
        "markdown.extensions.toc",
        "pymdownx.superfences",
        "pymdownx.snippets",
        "pymdownx.blocks.caption",
        "pymdownx.quotes",
        "pymdownx.tasklist",
        "pymdownx.tilde",
        SiteMarkup(),
    ],
    "extension_configs": {
        "markdown.extensions.toc": {"slugify": anchor, "toc_depth": "2-3"},
        "markdown.extensions.footnotes": {"BACKLINK_TEXT": "↩\ufe0e"},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.snippets": {"check_paths": True},
        "pymdownx.superfences": {
            "relaxed_headers": True,  # ```python:main.go, as other blogs write it
            "custom_fences": [{"name": "*", "class": "code", "format": fence, "validator": fence_options}],
        },
        "pymdownx.tilde": {"subscript": False},
    },
    "output_format": "html5",
}

TYPOGRIFY = True
TYPOGRIFY_OMIT_FILTERS = ["amp", "caps", "initial_quotes", "widont"]  # they damage technical prose
TYPOGRIFY_IGNORE_TAGS = ["svg", "math", "kbd", "samp"]

__all__ = [name for name in dir() if name.isupper()]
_defaults = {name: globals().pop(name) for name in __all__}


def __getattr__(name: str) -> object:
    """A copy of a default, so that an owner's `PLUGINS += […]` does not change it for the next reading."""
    if name in _defaults:
        return deepcopy(_defaults[name])
    raise AttributeError(name)


def complete(pelican: Pelican) -> None:
    """Set what follows from the owner's settings."""
    settings = pelican.settings
    settings["FEED_DOMAIN"] = settings["SITE_ADDRESS"]
    settings["DEFAULT_LANG"] = canonical(settings["DEFAULT_LANG"])  # Pelican has made it lower case
    code = Path(settings["PATH"], "code")
    settings["MARKDOWN"]["extension_configs"]["pymdownx.snippets"]["base_path"] = [str(code)]
    if resume := settings["RESUME"]:
        of_resume = {"template": "resume", "slug": "resume", "url": "resume.html", "aliases": "cv/"}
        settings["EXTRA_PATH_METADATA"] = {resume: of_resume, **settings["EXTRA_PATH_METADATA"]}
