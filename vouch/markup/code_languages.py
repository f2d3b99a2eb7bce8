"""The languages of code: by the names and file endings that Pygments knows, and those that it does not."""

import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from html import unescape

from pelican.contents import Content
from pygments.lexer import Lexer
from pygments.lexers import TextLexer, get_lexer_by_name, get_lexer_for_filename
from pygments.util import ClassNotFound

from vouch.sources.fields import MAY_WAIT, Problem
from vouch.sources.problem_log import notify
from vouch.sources.problems import SourceError, line_of

# Names that other highlighters know, and what they are to Pygments.
SYNONYMS = {
    "console": "sh-session shellsession bash-session terminal",
    "html": "html5 svelte astro",
    "python": "ipython ipython3",
    "xml": "svg plist xaml",
    "sql": "plsql sqlite",
    "bash": "dotenv env",
    "ini": "conf config",
    "json": "jsonc",
    "postgresql": "pgsql",
    "jinja": "jinja2",
    "vim": "vimscript",
    "markdown": "mdx",
    "docker": "containerfile",
    "http": "http-request",
    "wat": "wasm",
}
ALIASES = {name: language for language, names in SYNONYMS.items() for name in names.split()}
PLAIN = """
    plain plaintext plain-text text-only none nohighlight no-highlight ascii raw tree log logs
    out stdout stderr csv tsv mermaid plantuml puml
""".split()
# What engineers write most, and so misspell.
COMMON = """
    bash console css diff docker dockerfile go golang haskell html java javascript json kotlin
    makefile markdown nginx perl plaintext powershell python ruby rust scala shell sql swift
    terraform text toml typescript xml yaml
""".split()
SHOWN = re.compile(r'<figure class="code" data-language="(?P<name>[^"]+)">')
UNKNOWN_FIELD = "unknown_languages"  # metadata field: lines and names
ADVICE = "name a language of Pygments, or `text`"


def lexer_for(name: str) -> Lexer:
    """The lexer for a language; that of plain text if there is none."""
    return _known_lexer(name) or TextLexer(stripnl=False)


@cache
def is_known(name: str) -> bool:
    return name.lower() in PLAIN or _known_lexer(name) is not None


def _known_lexer(name: str) -> Lexer | None:
    known = ALIASES.get(name.lower(), name)
    with suppress(ClassNotFound):
        return get_lexer_by_name(known, stripnl=False)
    with suppress(ClassNotFound):  # `yml` and `hpp` are endings of files alone
        return get_lexer_for_filename(f"x.{known}", stripnl=False)
    return None


@cache
def language_of(file: str) -> str:
    """The language of a file by its name. Cached, as Pygments searches all its lexers each time."""
    try:
        return get_lexer_for_filename(file).aliases[0]
    except ClassNotFound:
        return "text"


def misspelt(name: str) -> str:
    """The common language that someone who wrote this meant; empty if there is none, or it is known."""
    if is_known(name):
        return ""
    plain = name.lower()
    swapped = (each for each in COMMON if sorted(each) == sorted(plain))
    return next(swapped, "") or next(iter(get_close_matches(plain, COMMON, 1, 0.83)), "")


def problems_of(html: str, text: str) -> Iterator[Problem]:
    """The misspelt languages of the code in a page, each at its first line in the source."""
    for name in _unknown(html):
        if meant := misspelt(name):
            what = f"there is no language `{name}`"
            yield _line(text, name), what, f"did you mean `{meant}`? If not, {ADVICE}", MAY_WAIT


def unknown_in(html: str, text: str) -> list[tuple[int, str]]:
    """The other languages that nothing highlights, and the first line of each."""
    return [(_line(text, name), name) for name in _unknown(html) if not misspelt(name)]


def _unknown(html: str) -> list[str]:
    names = dict.fromkeys(map(unescape, SHOWN.findall(html)))
    return [name for name in names if not is_known(name)]


def _line(text: str, name: str) -> int:
    found = re.search(rf"(?:```|~~~|::|#!)[ \t{{.]*{re.escape(name)}", text)
    return line_of(text, found[0] if found else name)


def report(content: Content) -> None:
    """Notes code that is shown without colours: its author may have meant another language."""
    for line, name in content.metadata.get(UNKNOWN_FIELD, ()):
        what = f"warning: nothing highlights code in `{name}`"
        notify(SourceError(content.source_path, line, what, ADVICE))
