"""The theme's templates are all there, and mean what they say: a name that is not defined is an error.

Pelican takes a template that the theme lacks from a theme of its own, so a page would look like another
site's. Here that stops the build, and so does a template that does not compile, used or not. What a page
may lack is given to templates as an empty value, so that they need not ask whether it is defined.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, TemplateSyntaxError
from pelican.contents import Article
from pelican.generators import Generator

from vouch.sources.problems import SourceError, read_source, shown

if TYPE_CHECKING:
    from vouch.site import Site

ASKED_FOR = {"author.html": ""}  # by Pelican, also where no author has a page
# What Pelican and the plugins write pages with, beside DIRECT_TEMPLATES.
NEEDED = ("article", "page", "resume", "category", "tag", "redirect")
OF_ARTICLE = {
    "tags": (),
    "supports": (),
    "related": (),
    "part": None,
    "older": None,
    "newer": None,
    "is_old": False,
}
OF_PAGE = {"proofs": {}}
OF_SITE = {"RESUME_PAGE": None, "RESUME_SOURCE": None, "card_of": lambda _content: None}
USES = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+(['\"])(?P<name>[^'\"]+)\1")

logger = logging.getLogger(__name__)


def use_theme_alone(generator: Generator) -> None:
    theme = FileSystemLoader(_folders(generator.settings))
    generator.env.loader = ChoiceLoader([theme, DictLoader(ASKED_FOR)])


def _folders(settings: dict) -> list[str]:
    """Where Pelican looks for templates, but for its own themes."""
    return [*settings["THEME_TEMPLATES_OVERRIDES"], f"{settings['THEME']}/templates"]


def give_empty_values(site: "Site") -> None:
    context = site.context
    for name, value in OF_SITE.items():
        context.setdefault(name, value)
    for content in filter(None, context["generated_content"].values()):
        for name, value in (OF_ARTICLE if isinstance(content, Article) else OF_PAGE).items():
            if not hasattr(content, name):
                setattr(content, name, value)


def check(site: "Site") -> None:
    """When all plugins have given their filters: those that a template names are looked up as it compiles."""
    for problem in problems(site.articles.env, _folders(site.settings), _needed(site.settings)):
        logger.error("%s", problem)


def _needed(settings: dict) -> list[str]:
    return [f"{name}.html" for name in (*NEEDED, *settings["DIRECT_TEMPLATES"])]


def problems(env: Environment, folders: list[str], needed: Iterable[str]) -> Iterator[SourceError]:
    """What is wrong with the templates in some folders, of which the first that has one counts."""
    files = {each.name: each for folder in reversed(folders) for each in sorted(Path(folder).glob("*.html"))}
    users = dict.fromkeys(needed, "the site's pages are made with it")
    for name, file in files.items():
        try:
            text = read_source(file)
            users |= {each["name"]: _user(file, text, each) for each in USES.finditer(text)}
            env.get_template(name)
        except SourceError as error:
            yield error
        except TemplateSyntaxError as error:
            yield SourceError(
                file, error.lineno, " ".join(str(error.message).split()).rstrip("."), "correct the template"
            )
    for name in users.keys() - files.keys():
        yield SourceError(
            Path(folders[-1], name), 1, "this template is missing", f"put it back: {users[name]}"
        )


def _user(file: Path, text: str, use: re.Match) -> str:
    return f"{shown(file)}:{text.count(chr(10), 0, use.start()) + 1} uses it"
