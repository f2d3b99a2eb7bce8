"""The style guide has every feature that there is, and shows the true source of each.

What there is comes from the engine, the theme, docutils and docs/writing.md, so that a feature without a
place in the guide fails here. What is left out has a reason beside it.
"""

import re
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from lxml import etree, html
from markdown import Markdown
from markdown.util import Registry
from pygments.token import STANDARD_TYPES, Generic

from tests import style_guide
from tests.conftest import ROOT, run_pelican
from tests.style_guide import MARKDOWN, PAGES, RST, copy_guide
from vouch import settings
from vouch.markup import fences, rst_directives
from vouch.markup.diagrams import KINDS
from vouch.markup.github_markdown import ALERTS
from vouch.markup.rst_document import document_of
from vouch.pages.page_head import STYLESHEETS, Needs
from vouch.sources.fields import site_name

pytestmark = pytest.mark.skipif(not style_guide.EXISTS, reason="the owner has removed the style guide")

GUIDES = pytest.mark.parametrize("path", [MARKDOWN, RST], ids=lambda each: each.name)
SHOWN = {
    MARKDOWN: re.compile(r"(?ms)^(?P<ticks>`{3,})markdown\n(?P<source>.*?)^(?P=ticks)\n\n"),
    RST: re.compile(r"(?m)^\.\. code-block:: rst\n\n(?P<source>(?:   .*\n|\n)+)"),
}
# Of the text that has no source beside it: headings of sections, and paragraphs with links and code.
PLAIN = re.compile(r"## [\w ]+|[\w ]+\n-+|[A-Z`](?:(?!\[\^|<(?!style-guide)\w|\]_|\|\w|!\[)(?:.|\n))+")


def divided(path: Path) -> tuple[list[str], list[str], str]:
    """The sources that a guide shows, those that are not that of the text behind them, and all else."""
    text, at, sources, wrong, left = path.read_text("utf-8"), 0, [], [], []
    for found in SHOWN[path].finditer(text):
        if found.start() < at:
            continue
        source = found["source"].replace(";--8<--", "--8<--").strip("\n")
        source = re.sub(r"^   ", "", source, flags=re.MULTILINE) if path == RST else source
        left.append(text[at : found.start()])
        at = found.end()
        if text.startswith(f"{source}\n", at):
            at += len(source)
        elif text.startswith(f"{source}\n\n") and not sources:  # the head
            left = [each.removeprefix(source) for each in left]
        else:
            wrong.append(source)
        sources.append(source)
    return sources, wrong, "".join((*left, text[at:]))


@GUIDES
def test_each_source_is_that_of_what_stands_below_it(path):
    sources, wrong, _ = divided(path)
    assert len(sources) > 10
    assert wrong == []


@GUIDES
def test_what_has_no_source_beside_it_is_plain_text(path):
    _, _, left = divided(path)
    blocks = (each.strip("\n") for each in re.split(r"\n\n+", left))
    assert [each for each in blocks if each and not PLAIN.fullmatch(each)] == []


# Fields -----------------------------------------------------------------------------------------


def test_every_field_is_in_a_head():
    table = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "docs/writing.md").read_text("utf-8"), re.MULTILINE)
    documented = {site_name(each) for row in table for each in re.findall(r"`(\w+)`", row)}
    assert {"title", "date", "discuss"} < documented
    written = " ".join(each.read_text("utf-8")[:900] for each in (MARKDOWN, RST, style_guide.TRANSLATION))
    fields = {site_name(each) for each in re.findall(r"^:?(\w+):", written, re.MULTILINE)}
    assert documented - fields - {"title"} == set()


# The theme --------------------------------------------------------------------------------------

OF_OTHER_PAGES = {
    *("lists", "resume", "search", "neighbours"),  # of other pages
    "cjk",  # Chinese, Japanese and Korean
    "directions",  # Arabic and Hebrew
    "article",  # what surrounds the text
    "site",
    "status",
}
NOT_IN_TEXTS = {
    "iframe",  # EMBEDS names no host
    ".footnote",  # a note that nothing refers to
}
NAME = re.compile(r"\.[a-zA-Z][\w-]*|(?<![\w:#.\"-])[a-z][a-z0-9]*(?![\w-]*\()")


def names_of(css: str) -> set[str]:
    """The elements and classes, `.name`, of the selectors; of code only those of sessions and diffs."""
    css = re.sub(
        r"/\*.*?\*/|\[[^\]]*\]|:(?:nth-child|lang)\([^)]*\)|::?[a-z-]++(?!\()", "", css, flags=re.DOTALL
    )
    selectors = (each.strip() for each in re.findall(r"([^{};]+)\{", css))
    found = {name for each in selectors if not each.startswith("@") for name in NAME.findall(each)}
    of_code = {f".{name}" for kind, name in STANDARD_TYPES.items() if kind not in Generic}
    return found - of_code


def test_every_stylesheet_of_texts_is_needed(style_guide_site):
    texts = [(style_guide_site / each).read_text("utf-8") for each in PAGES]
    needed = {name for each in texts for name in Needs.of(each).stylesheets}
    assert {name for name, _ in STYLESHEETS} - needed - OF_OTHER_PAGES == set()


def test_every_element_and_class_that_the_theme_styles_is_shown(style_guide_site):
    files = [ROOT / f"theme/css/{name}.css" for name, _ in STYLESHEETS if name not in OF_OTHER_PAGES]
    styled = set().union(*(names_of(each.read_text("utf-8")) for each in files))
    assert {".admonition", "blockquote", ".gd"} < styled
    elements = [each for page in PAGES for each in html.parse(style_guide_site / page).iter(etree.Element)]
    shown = {each.tag for each in elements}
    shown |= {f".{name}" for each in elements for name in each.get("class", "").split()}
    assert styled - shown - NOT_IN_TEXTS == set()


# Where it is ------------------------------------------------------------------------------------


def test_it_is_a_draft_that_serve_lists(tmp_path):
    site = run_pelican(copy_guide(tmp_path / "content"), tmp_path / "site", "pelicanconf.py")
    listed = html.parse(site / "index.html").xpath("//main//li[@data-status='draft']//a/@href")
    assert {"/drafts/style-guide-markdown.html", "/drafts/style-guide/restructuredtext/"} <= {*listed}
    (draft,) = html.parse(site / "style-guide.html").xpath("//link[@rel='canonical']/@href")
    assert draft.endswith("/drafts/style-guide-markdown.html")


def test_nothing_of_it_is_public(public_site):
    files = [each for each in public_site.rglob("*") if each.is_file()]
    assert [each for each in files if "style-guide" in str(each.relative_to(public_site))] == []
    texts = (each for each in files if each.suffix in (".html", ".json", ".xml", ".md", ".txt"))
    assert [each for each in texts if re.search("style-guide-|Style guide: ", each.read_text("utf-8"))] == []


# Markdown ---------------------------------------------------------------------------------------

PARTS_NOT_SHOWN = {
    *("site_footnotes", "site_references", "site_undescribed"),  # find mistakes
    *("site_alerts", "site_code", "site_contents", "site_levels"),  # read what formatters and old posts have
    *("site_formulas_apart", "site_ids"),  # `$$` within a line; an id above a heading
    "site_titles",  # of boxes in other languages
    "blocks_on_inline_end",  # inside pymdownx
}


def converter() -> Markdown:
    values = settings.MARKDOWN
    values["extension_configs"]["pymdownx.snippets"]["base_path"] = [str(ROOT / "content/code")]
    made = Markdown(**values)
    made.drawings = SimpleNamespace(image=lambda text, alt: f'<img src="/a.svg" alt="{alt}">')
    return made


def registries(md: Markdown) -> list[Registry]:
    of_blocks = md.parser.blockprocessors
    return [md.preprocessors, of_blocks, md.inlinePatterns, md.treeprocessors, md.postprocessors]


def converted_without(name: str, number: int, text: str) -> str:
    """The HTML of a text without one part of Markdown; empty if others cannot work without it."""
    md = converter()
    registries(md)[number].deregister(name)
    with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):
        return md.convert(text)
    return ""


def names_in(md: Markdown) -> set[tuple[str, int]]:
    return {(name, number) for number, each in enumerate(registries(md)) for name in each._data}


def test_without_any_part_that_is_added_to_markdown_the_guide_would_be_another():
    text = MARKDOWN.read_text("utf-8").partition("\n\n")[2]
    whole, added = converter().convert(text), names_in(converter()) - names_in(Markdown())
    idle = {name for name, number in added if converted_without(name, number, text) == whole}
    assert ("site_captions", 3) in added
    assert idle - PARTS_NOT_SHOWN == set()


def test_every_option_of_a_fence_and_every_alert_is_there():
    text = MARKDOWN.read_text("utf-8")
    options = set(re.findall(r'^`{3,}\w+ .*?(\w+)="|" (\w+)="', text, re.MULTILINE))
    assert set(fences.OPTIONS) - set().union(*options) == {"file"}  # which the engine adds to an include
    assert {each.lower() for each in re.findall(r"^> \[!(\w+)\]", text, re.MULTILINE)} == {*ALERTS}


def test_every_kind_of_diagram_is_in_one_of_them():
    text = MARKDOWN.read_text("utf-8") + RST.read_text("utf-8")
    assert [each for each in re.findall(r"\w+Diagram[\w-]*|flowchart", KINDS) if each not in text] == []


# reStructuredText -------------------------------------------------------------------------------

DIRECTIVES_LEFT_OUT = {
    *("include", "raw", "meta", "header", "footer", "title"),  # refused
    *("contents", "sectnum", "target-notes"),  # the theme shows the contents, and addresses in print
    *("date", "default-role", "line-block", "restructuredtext-test-directive"),
}
ROLES_LEFT_OUT = {"emphasis", "strong", "literal", "abbreviation", "raw"}  # `*…*`, `**…**`, "``…``", `:abbr:`
OPTIONS_LEFT_OUT = {*rst_directives.OF_OLD_POSTS, "align", "name"}  # without effect
NODES_LEFT_OUT = {
    *("header", "footer", "decoration", "meta", "comment"),  # on no page
    *(
        "address",
        "contact",
        "copyright",
        "organization",
        "revision",
        "version",
    ),  # fields that the site has not
    *(
        "generated",
        "pending",
        "problematic",
        "substitution_reference",
        "system_message",
        "Text",
    ),  # of docutils
    *(each.__name__ for each in nodes.Admonition.__subclasses__()),  # each is an `admonition` by then
}


def test_every_directive_is_there():
    known = {each: repr(place) for each, place in directives._directive_registry.items()}
    rst_directives.register_directives()
    known |= {each: repr(made) for each, made in directives._directives.items()}  # some have several names
    used = re.findall(r"^ *\.\. (?:\|\w+\| )?([\w-]+)::", RST.read_text("utf-8"), re.MULTILINE)
    shown = {known[en.directives.get(each, each)] for each in used}
    assert {each for each, made in known.items() if made not in shown} - DIRECTIVES_LEFT_OUT == set()


def test_every_role_is_there():
    known = [each for each, role in roles._role_registry.items() if role != roles.unimplemented_role]
    used = re.findall(r"(?<![\w:]):([\w-]+):`", RST.read_text("utf-8"))
    known, shown = ({en.roles.get(each, each) for each in names} for names in ((*known, *roles._roles), used))
    assert known - shown - ROLES_LEFT_OUT == set()


def test_every_option_of_a_directive_of_the_engine_is_there():
    of_engine = (rst_directives.CodeBlock, rst_directives.LiteralInclude, rst_directives.Mermaid)
    options = set().union(*(each.option_spec for each in of_engine)) - OPTIONS_LEFT_OUT
    assert {"caption", "section", "alt"} <= options
    assert [each for each in options if f"   :{each}: " not in RST.read_text("utf-8")] == []


def test_every_node_of_docutils_is_there():
    drawings = SimpleNamespace(image=lambda text, alt: "<img>")
    document, problems = document_of(RST.read_text("utf-8"), RST, ROOT / "content/code", "en", drawings)
    shown = {each.tagname for each in document.tree.findall(nodes.Element)}
    assert problems == []
    assert {*nodes.node_class_names} - shown - NODES_LEFT_OUT == set()
