"""The site at the desk. A new owner edits the first part; the rest is how the site works."""

import os
import sys

from jinja2 import FileSystemBytecodeCache, StrictUndefined
from pelican import settings as _stock

_ROOT = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, _ROOT)  # `pelican` by itself does not find plugins/

# Who and where ------------------------------------------------------------------------------

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
MENU = (
    ("index.html", "Articles"),
    ("resume.html", "Résumé"),
    ("archives.html", "Archive"),
    ("tags.html", "Tags"),
    ("search.html", "Search"),
)

# Language and dates -------------------------------------------------------------------------

DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]  # month names must not depend on the machine
DEFAULT_DATE_FORMAT = "%-d %B %Y"

# Content ------------------------------------------------------------------------------------

PATH = os.path.join(_ROOT, "content")
OUTPUT_PATH = os.path.join(_ROOT, "output")
CACHE_PATH = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "pelican-site")
ARTICLE_PATHS = [""]  # anywhere in content/ …
ARTICLE_EXCLUDES = ["pages", "code", "images", "extra"]  # … but here
PAGE_PATHS = ["pages"]
STATIC_PATHS = []  # pictures and files are published when a page links to them
READERS = {"html": None, "htm": None}  # an .html file in content/ is not an article
USE_FOLDER_AS_CATEGORY = False
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # plugins/languages.py tells translations apart
DEFAULT_CATEGORY = "Notes"
RESUME = "pages/resume.rst"
RESUME_PAPER = "us-letter"  # or "a4"; either prints whole on the other
EXTRA_PATH_METADATA = {RESUME: {"template": "resume", "slug": "resume", "aliases": "cv/"}}

WITH_DRAFTS = True
WITH_FUTURE_DATES = True  # a date to come is an error, see plugins/markup/front_matter.py

# Addresses, which never change --------------------------------------------------------------

SITEURL = ""
ARTICLE_URL = ARTICLE_SAVE_AS = PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
PAGE_LANG_URL = PAGE_LANG_SAVE_AS = "{slug}.html"
DRAFT_URL = DRAFT_SAVE_AS = DRAFT_LANG_URL = DRAFT_LANG_SAVE_AS = "drafts/{slug}.html"
DRAFT_PAGE_URL = DRAFT_PAGE_SAVE_AS = "drafts/{slug}.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "tags", "categories", "search", "404", "sitemap", "robots"]
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

# Letters for what makes C++, C# and .NET other names than C and Net.
TAG_REGEX_SUBSTITUTIONS = CATEGORY_REGEX_SUBSTITUTIONS = [
    (r"\+\+", "pp"),
    (r"(?<=\w)#(?!\w)", "-sharp"),
    (r"(?<!\w)\.(?=net\b)", "dot"),
    *_stock.DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"],
]

FEED_DOMAIN = SITE_ADDRESS
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20

# Theme --------------------------------------------------------------------------------------

THEME = os.path.join(_ROOT, "theme")
THEME_STATIC_PATHS = []  # plugins/assets.py publishes the theme's files
DEFAULT_PAGINATION = False
JINJA_ENVIRONMENT = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "undefined": StrictUndefined,
    "bytecode_cache": FileSystemBytecodeCache(),  # compiled templates, in the folder for temporary files
}

# Markup -------------------------------------------------------------------------------------

from plugins.markup.markdown import SiteMarkup, anchor, fence, fence_options

MARKDOWN = {
    "extensions": [
        "markdown.extensions.extra",  # before superfences, or fences are silently not highlighted
        "markdown.extensions.admonition",
        "markdown.extensions.sane_lists",
        "markdown.extensions.toc",
        "pymdownx.superfences",
        "pymdownx.snippets",
        "pymdownx.blocks.caption",
        SiteMarkup(),
    ],
    "extension_configs": {
        "markdown.extensions.toc": {"slugify": anchor, "toc_depth": "2-3"},
        "markdown.extensions.footnotes": {"BACKLINK_TEXT": "↩\ufe0e"},
        "pymdownx.snippets": {"base_path": [os.path.join(PATH, "code")], "check_paths": True},
        "pymdownx.superfences": {
            "relaxed_headers": True,  # ```python:main.go, as other blogs have it
            "custom_fences": [{"name": "*", "class": "code", "format": fence, "validator": fence_options}],
        },
    },
    "output_format": "html5",
}

TYPOGRIFY = True
TYPOGRIFY_OMIT_FILTERS = ["amp", "caps", "initial_quotes", "widont"]  # they damage technical prose
TYPOGRIFY_IGNORE_TAGS = ["svg", "math", "kbd", "samp"]

# Plugins: strict stands first, for it hears of those that do not load ---------------------------

PLUGINS = [
    "plugins.strict",
    "plugins.site_settings",
    "plugins.templates",
    "plugins.site",
    "plugins.sources",
    "plugins.readings",
    "plugins.contents",
    "plugins.assets",
    "plugins.fonts",
    "plugins.statics",
    "plugins.markup",
    "plugins.addresses",
    "plugins.permalinks",
    "plugins.pictures",
    "plugins.diagrams",
    "plugins.languages",
    "plugins.drafts",
    "plugins.members",
    "plugins.ways_on",
    "plugins.age",
    "plugins.resume",
    "plugins.resume_files",
    "plugins.proof",
    "plugins.career_trace",
    "plugins.cards",
    "plugins.structured_data",
    "plugins.side_notes",
    "plugins.search",
    "plugins.page_head",
    "plugins.feeds",
    "plugins.redirects",
    "plugins.github_pages",
    "plugins.writer",
]
