"""The settings that the site reads, and what each can be. A new one is added here."""

from pelican.settings import DEFAULT_CONFIG

from plugins.site_settings import addresses, rules
from plugins.site_settings.rules import Rule

TYPOGRIFY_FILTERS = ("amp", "smartypants", "caps", "initial_quotes", "widont")
PAPERS = ("us-letter", "a4", "us-legal", "a5", "jis-b5")

ADDRESSES = dict.fromkeys(
    (
        f"{kind}{of}"
        for kind in ("ARTICLE", "ARTICLE_LANG", "PAGE", "PAGE_LANG", "CATEGORY", "TAG")
        for of in ("_URL", "_SAVE_AS")
    ),
    addresses.pattern('"{slug}.html"'),
)
DRAFTS = dict.fromkeys(
    (
        f"{kind}{of}"
        for kind in ("DRAFT", "DRAFT_LANG", "DRAFT_PAGE", "DRAFT_PAGE_LANG")
        for of in ("_URL", "_SAVE_AS")
    ),
    addresses.pattern('"drafts/{slug}.html"'),
)

LISTS = dict.fromkeys(
    (
        "ARTICLE_PATHS ARTICLE_EXCLUDES PAGE_PATHS PAGE_EXCLUDES STATIC_PATHS STATIC_EXCLUDES IGNORE_FILES"
        " THEME_STATIC_PATHS THEME_TEMPLATES_OVERRIDES PLUGIN_PATHS OUTPUT_RETENTION TEMPLATE_EXTENSIONS"
        " FORMATTED_FIELDS TYPOGRIFY_IGNORE_TAGS"
    ).split(),
    rules.texts,
)
FEEDS = dict.fromkeys(
    (
        f"{kind}FEED{of}"
        for kind in ("", "CATEGORY_", "TAG_", "AUTHOR_", "TRANSLATION_")
        for of in ("_ATOM", "_RSS")
    ),
    rules.optional_text,
)

RULES: dict[str, Rule] = {
    "AUTHOR": rules.text("the author's name"),
    "SITENAME": rules.text("the name of the site"),
    "SITESUBTITLE": rules.text("what the site is about, in a line"),
    "SITE_ADDRESS": addresses.address("https://example.org"),
    "SOURCE_ADDRESS": addresses.address("https://github.com/me/name/blob/main/content"),
    "SOCIAL": rules.pairs('(("GitHub", "https://github.com/me"),)', addresses.link),
    "MENU": rules.pairs('(("index.html", "Articles"),)', lambda _: None),
    "DEFAULT_LANG": rules.language,
    "TIMEZONE": rules.time_zone,
    "PATH": rules.folder("name the folder of the articles and pages"),
    "THEME": rules.folder('write os.path.join(_ROOT, "theme")', "typst"),
    "RESUME": addresses.file_name('"pages/resume.rst"'),
    "RESUME_PAPER": rules.one_of(*PAPERS),
    **ADDRESSES,
    **DRAFTS,
    **LISTS,
    **FEEDS,
    "FEED_ALL_RSS": rules.optional_text,
    "ARTICLE_PERMALINK_STRUCTURE": rules.given_up("write ARTICLE_URL and ARTICLE_SAVE_AS"),
    "FEED_ALL_ATOM": addresses.file_name('"feeds/all.atom.xml"'),
    "CATEGORY_FEED_ATOM": addresses.pattern('"feeds/{slug}.atom.xml"'),
    "DIRECT_TEMPLATES": rules.with_all("index", "archives", "tags", "categories", "404", "sitemap", "robots"),
    "FEED_DOMAIN": rules.optional_text,
    "LOCALE": lambda value: None if rules.is_text(value) else rules.texts(value),
    **dict.fromkeys(
        ("CATEGORY_REGEX_SUBSTITUTIONS", "TAG_REGEX_SUBSTITUTIONS", "SLUG_REGEX_SUBSTITUTIONS"),
        rules.pairs('[(r"\\+\\+", "pp")]', lambda _: None, empty=True),
    ),
    "SITEMAP_SAVE_AS": rules.one_of("sitemap.xml"),
    "ROBOTS_SAVE_AS": rules.one_of("robots.txt"),
    "WITH_DRAFTS": rules.flag,
    "RELATIVE_URLS": rules.off("pages link from the base path of the site"),
    "TYPOGRIFY_OMIT_FILTERS": rules.each_of(*TYPOGRIFY_FILTERS),
}
IN_PUBLIC: dict[str, Rule] = {
    "WITH_DRAFTS": rules.off("drafts would be published"),
}
# What may be nothing, or of several types, or is looked at in site_settings/parts.py.
FREE = {
    *("SITEURL", "PLUGINS", "MARKDOWN", "JINJA_ENVIRONMENT", "DEFAULT_PAGINATION", "PELICAN_CLASS"),
    *("ARTICLE_ORDER_BY", "PAGE_ORDER_BY", "CSS_FILE", "READERS"),
    *("ARTICLE_TRANSLATION_ID", "PAGE_TRANSLATION_ID"),
}
STOCK: dict[str, Rule] = {
    name: rules.like(value) for name, value in DEFAULT_CONFIG.items() if name not in (*RULES, *FREE)
}

# Pelican's own without a value of its own, and what one build keeps for itself among the settings.
OTHERS = {
    *("FEED_DOMAIN", "FEED_ATOM_URL", "FEED_RSS_URL", "DEFAULT_DATE"),
    "AUTHOR_REGEX_SUBSTITUTIONS",
    *("SUMMARY_MAX_PARAGRAPHS", "AUTHORS_URL", "AUTHORS_SAVE_AS", "DEBUG", "LOG_LEVEL"),
    *("ASSETS", "GALLERY", "WRITE_ONLY", "BEFORE", "STEPS_BEFORE", "STEPS_AFTER", "LIKENESS"),
}
KNOWN = {*DEFAULT_CONFIG, *RULES, *OTHERS}

PLUGINS = tuple(
    f"plugins.{name}"
    for name in (
        "strict site_settings templates markup addresses assets permalinks pictures diagrams drafts languages"
        " ways_on age resume resume_files proof career_trace structured_data side_notes page_head"
        " feeds redirects github_pages"
    ).split()
)
EXTENSIONS = (
    "markdown.extensions.extra",
    "markdown.extensions.admonition",
    "markdown.extensions.sane_lists",
    "markdown.extensions.toc",
    "pymdownx.superfences",
    "pymdownx.snippets",
    "pymdownx.blocks.caption",
)
PARTS_OF_EXTRA = ("fenced_code", "footnotes", "attr_list", "def_list", "tables", "abbr", "md_in_html")
