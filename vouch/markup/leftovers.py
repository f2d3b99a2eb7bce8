"""Reports markup that nothing has understood, and that a page would show as it is written.

Only what is beyond doubt, outside code: what another generator, Markdown, or reStructuredText would replace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from vouch.markup.github_markdown import ALERTS, SHORTCODE, emoji
from vouch.sources.fields import MAY_WAIT, Problem
from vouch.sources.problems import line_at

LITERAL = re.compile(r"<(?P<tag>pre|code|kbd|samp|math|svg|script|style)\b.*?</(?P=tag)>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# Not a field of reStructuredText.
CUSTOM_EMOJI = re.compile(r":(?<=[ \t]:)(?P<name>[a-z][a-z_-]{2,}):(?![\w:/])")
AS_CODE = "or write it as code"


@dataclass(frozen=True)
class Sign:
    """A pattern of a source's prose, which is left over if the page shows what it matches."""

    pattern: re.Pattern
    what: str
    instead: str
    in_html: str = ""  # what follows it in the HTML, for markup that is understood in part


def _sign(pattern: str, what: str, instead: str, in_html: str = "") -> Sign:
    return Sign(re.compile(pattern, re.MULTILINE), what, instead, in_html)


ANYWHERE = (
    _sign(
        r"\{%-?\s*\w[^%]{0,999}%\}|\{\{[<%][^}]{0,999}[>%]\}\}|\{\{-?[ \t]*[a-zA-Z_$.][^{}\n]*\}\}",
        "is a tag of another generator's templates, which has no effect",
        f"write what it stands for, {AS_CODE}",
    ),
    _sign(
        r"\[\[(?![^\[\]\n]*::)(?=[^\[\]\n]*[ |])[^\W_][^\[\]\n]*[^\W_]\]\]",
        "is a link of a wiki, which has no effect",
        f"link to the article's file, {AS_CODE}",
    ),
    _sign(
        r"^[ \t]*(?:\[toc\]|\[\[_?TOC_?\]\]|\{:[ \t]*toc\b[^}\n]*\})[ \t]*$",
        "has no effect",
        "leave it out; every long article shows its contents",
    ),
    _sign(
        r"\{:\s*(?:[.#][A-Za-z]|[a-z-]+=[\"'])[^{}\n]*\}",
        "is a list of attributes with nothing before it",
        f"write it right behind the text, or below the block, {AS_CODE}",
    ),
)
ALERT = rf"\[!(?:{'|'.join(ALERTS).upper()})\]"
IN_MARKDOWN = (
    *ANYWHERE,
    _sign(ALERT, "has no effect here", "begin a quotation with it: `> [!NOTE]`"),
    _sign(
        r":(?<![\w:`]:)[a-z][\w:.+-]*:(?=[ ])",
        "is a role of reStructuredText, which has no effect",
        "write it in Markdown",
        "<code>",
    ),
    _sign(
        r"^\.\. [\w-]+::",
        "is a directive of reStructuredText, which has no effect",
        f"write it in Markdown, {AS_CODE}",
    ),
    _sign(r"^[ \t]*\$\$[ \t]*$", "begins or ends a formula that has no other end", "close it with $$"),
)
IN_RST = (
    *ANYWHERE,
    _sign(r"!?\[[^\]\n]+\]\([^)\s]+\)", "is a link of Markdown", "write `text <address>`_, or ``code``"),
    _sign(r"^#{2,6} \S.*$", "is a heading of Markdown", "underline it instead"),
    _sign(ALERT, "is an alert of Markdown", "write `.. note::`"),
    _sign(
        r"(?<![\w$])\$\$?(?=[^$\n]*(?:\\[a-zA-Z]|\^|_\{))[^\s$][^$\n]*\$\$?(?![\w$])",
        "is a formula of Markdown",
        "write :math:`x`",
    ),
)


def in_markdown(html: str, prose: str) -> Iterator[Problem]:
    visible = _visible(html)
    yield from _problems(html, visible, prose, IN_MARKDOWN)
    for found in CUSTOM_EMOJI.finditer(prose):
        is_role = f"{found[0]}<code>" in html
        if _words(found[0]) in visible and not is_role and not emoji(found["name"]):
            what = f"{found[0]} is not an emoji"
            yield _line(prose, found), what, f"write the character, {AS_CODE}", MAY_WAIT


def in_rst(html: str, prose: str) -> Iterator[Problem]:
    visible = _visible(html)
    yield from _problems(html, visible, prose, IN_RST)
    for found in re.finditer(SHORTCODE, prose):
        if _words(found[0]) in visible and (character := emoji(found["name"])):
            what = f"{found[0]} is shown as it is"
            yield _line(prose, found), what, f"write {character}, {AS_CODE}", MAY_WAIT


def _visible(html: str) -> str:
    return _words(unescape(TAG.sub("", LITERAL.sub(" ", html))))


def _problems(html: str, visible: str, prose: str, signs: tuple[Sign, ...]) -> Iterator[Problem]:
    for sign in signs:
        for found in sign.pattern.finditer(prose):
            written = " ".join(found[0].split())
            if f"{written}{sign.in_html}" in html if sign.in_html else _words(written) in visible:
                yield _line(prose, found), f"{written} {sign.what}", sign.instead, MAY_WAIT


def _words(text: str) -> str:
    """The text on one line, without the signs of emphasis and escapes."""
    return " ".join(re.sub(r"[_*\\]", "", text).split())


def _line(prose: str, found: re.Match) -> int:
    return line_at(prose, found.end() - len(found[0].lstrip()))
