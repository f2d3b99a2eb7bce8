"""Mathematics in TeX as MathML, in both markups, by docutils' converter."""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element, SubElement

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from docutils.utils.math.unichar2tex import uni2tex_table
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor

from vouch.sources.fields import Problem
from vouch.sources.problems import line_of

# No space inside the dollars, and nothing beside them that prices and variables of the shell have: pandoc's
# and GitHub's rule; `$n$th` is mathematics as well.
# A lookbehind comes after what it is about, so that a search begins with a plain letter.
BEFORE = r"(?<![^\s(\[{{\"'“‘«*_~|>–—-]{0})".format
DOLLAR = r"\$"
BEHIND = r"(?:(?![\w$])|(?=(?:th|st|nd|rd|s)\b))"
TEX = r"(?P<tex>(?:\\.|(?!</?[a-zA-Z][^<>$]*>)[^\\$`\"\x02\x03])+?)"
INLINE = rf"\${BEFORE(DOLLAR)}(?![\s$]|\d[^$]*\s[a-z]{{2,}}\s){TEX}(?<!\s)\${BEHIND}"
IN_TICKS = rf"\$`{BEFORE(DOLLAR + '`')}(?P<tex>[^`]+)`\$"
DISPLAY = rf"\$\$(?<![\\$\w]\$\$){TEX}\$\$(?![\w$])"
ROUND = r"\\\((?P<tex>(?:\\[^()]|[^\\\x02\x03])+?)\\\)"
BLOCK = re.compile(
    r"\n* {0,3}(?:\$\$(?P<dollars>(?:(?!\$\$).)+)\$\$|\\\[(?P<square>.+?)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}.+?\\end\{(?P=name)\}))\s*",
    re.DOTALL,
)
# Words without a sign of mathematics are prose, `$PATH, 20 US$`.
SIGNS = re.compile(r"[\\^_{}=+<>*/|()\[\]&-]")
WORD = re.compile(r"[^\W\d]{3}|[^\W\d]{2}\s|\s[^\W\d]{2}")
# In Markdown `\(` and `\[` are also brackets that mean themselves.
LIKE_TEX = re.compile(r"\\[a-zA-Z]|[\^=]|(?<!\\)_")
LETTER = re.compile(r"\s*\w\s*")
OPENS = re.compile(r"\n* {0,3}(?:\$\$|\\\[|\\begin\{)")
MAX_BLOCKS = 20  # of text with empty lines between them, in one formula

# What docutils' converter does not know, in other words.
SYNONYMS = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"\\dots(?![a-zA-Z])", r"\\ldots"),
        (r"\\iff(?![a-zA-Z])", r"\\Longleftrightarrow"),
        (r"\\bm(?![a-zA-Z])", r"\\boldsymbol"),
        (r"\\([dt]?frac)\s*(\d)\s*(\d)", r"\\\1{\2}{\3}"),
        (r"\\(?:nonumber|notag)(?![a-zA-Z])|\\(?:begin|end)\{equation\*?\}", ""),
        (r"\\(begin|end)\{(?:align|gather|split|eqnarray|multline)(?:ed)?\*?\}", r"\\\1{aligned}"),
    )
)
# TeX sets thin spaces around `\log`. MathML Core has none, nor has the text of a page without its tags.
FUNCTION = re.compile(
    r"(?P<before>(?<=</m[in]>))?"
    r"(?:(?P<name><mi>\w{2,}</mi>)<mo>&ApplyFunction;</mo>|(?P<sub><msub><mi>\w{2,}</mi><m\w>[^<]*</m\w></msub>))"
    r"(?P<behind>(?=<m[in]>|<msu))?"
)
THIN_SPACE = "<mtext>\N{THIN SPACE}</mtext>"
TAGS = re.compile(r"<[^>]*>")
MAX_LETTERS = 20  # of a formula in a line of text on a phone; browsers do not break one
INDENT = re.compile(r"\n *(?=<)")
LONG = '<span class="long-formula" tabindex="0">'
UNREAD = "this formula cannot be read"
ADVICE = "write it with the commands of LaTeX that docutils lists for mathematics, or as code"


class BadFormula(ValueError):
    """TeX that cannot be converted; the message says why."""


def mathml(tex: str, *, is_block: bool = False) -> str:
    """The formula as an element `math`, in a box that scrolls if it `is_block` or long. Raises BadFormula.

    Its TeX is in `alttext`, for what cannot show MathML.
    """
    source = f'alttext="{escape(" ".join(tex.split()))}"'
    for pattern, meant in SYNONYMS:
        tex = pattern.sub(meant, tex)
    try:
        found = tex2mathml(tex.translate(uni2tex_table).strip(), as_block=is_block)
    except MathError as error:
        raise BadFormula(f"{UNREAD}: {str(error).rstrip('.!')}") from error
    except (AttributeError, IndexError, NameError, TypeError, RecursionError) as error:
        raise BadFormula(f"{UNREAD}: it is not complete") from error
    inner = FUNCTION.sub(_spaced, INDENT.sub("", found.partition(">")[2]))
    if is_block:  # the Nu checker takes no `tabindex` on `math` itself
        return f'<span class="formula" tabindex="0"><math {source} display="block">{inner}</span>'
    if len(TAGS.sub("", inner)) > MAX_LETTERS:
        return f"{LONG}<math {source}>{inner}</span>"
    return f"<math {source}>{inner}"


def _spaced(function: re.Match) -> str:
    before, behind = (THIN_SPACE if function[side] is not None else "" for side in ("before", "behind"))
    return f"{before}{function['name'] or function['sub']}{behind}"


def stashed(md: Markdown, tex: str, *, is_block: bool = False) -> str:
    """What stands for the formula while Markdown is converted; a bad one is recorded."""
    try:
        return md.htmlStash.store(mathml(tex, is_block=is_block))
    except BadFormula as error:
        md.bad_formulas[tex.strip()] = str(error)
        return ""


class Inline(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, *, is_block: bool = False) -> None:
        super().__init__(pattern, md)
        self.is_block = is_block

    def handleMatch(self, match: re.Match, data: str) -> tuple:  # noqa: N802 (Markdown's name)
        tex = match["tex"]
        if match[0].startswith("\\"):
            is_formula = LIKE_TEX.search(tex) or LETTER.fullmatch(tex)
        else:
            is_formula = SIGNS.search(tex) or not WORD.search(tex)
        if not is_formula:
            return None, None, None
        return stashed(self.md, tex, is_block=self.is_block), match.start(), match.end()


class Block(BlockProcessor):
    """A paragraph that is one formula; it may contain empty lines."""

    def test(self, parent: Element, block: str) -> bool:
        return bool(OPENS.match(block))

    def run(self, parent: Element, blocks: list[str]) -> bool:
        for number in range(1, min(len(blocks), MAX_BLOCKS) + 1):
            formula = BLOCK.fullmatch("\n\n".join(blocks[:number]))
            if formula and (not formula["square"] or LIKE_TEX.search(formula["square"])):
                del blocks[:number]
                tex = formula["dollars"] or formula["square"] or formula["environment"]
                SubElement(parent, "p").text = stashed(self.parser.md, tex, is_block=True)
                return True
        return False


def register(md: Markdown) -> None:
    md.block_level_elements.remove("math")  # a formula may be a word of a sentence
    md.ESCAPED_CHARS.append("$")
    md.parser.blockprocessors.register(Block(md.parser), "site_formulas", 85)  # before code (80)
    md.inlinePatterns.register(Inline(IN_TICKS, md), "site_formulas_in_ticks", 191)  # before code (190)
    md.inlinePatterns.register(Inline(DISPLAY, md, is_block=True), "site_formulas_apart", 189)
    md.inlinePatterns.register(Inline(INLINE, md), "site_formulas", 188)  # before escapes (180)
    md.inlinePatterns.register(Inline(ROUND, md), "site_formulas_in_brackets", 187)


def problems_of(md: Markdown, text: str) -> Iterator[Problem]:
    for tex, what in md.bad_formulas.items():
        yield line_of(text, tex), what, ADVICE
