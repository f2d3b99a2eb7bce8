"""Checks that the theme has all templates and that each of them compiles, used or not.

For a template that the theme lacks, Pelican would use one of its own themes, so that a page would look like
another site's; here that stops the build. Undefined names are errors in templates, so what a page may lack is
an empty value.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, TemplateSyntaxError
from pelican.contents import Article
from pelican.generators import Generator

from vouch.site import Site
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, line_at, read_source, shown

# The templates of pages beside DIRECT_TEMPLATES.
REQUIRED = ("article", "page", "resume", "category", "tag", "author", "redirect")
ARTICLE_DEFAULTS = {
    **dict.fromkeys(("tags", "supports", "related", "discuss"), ()),
    **dict.fromkeys(("part", "older", "newer", "is_old")),
}
PAGE_DEFAULTS = {"proofs": {}}
CONTEXT_DEFAULTS = {"RESUME_PAGE": None, "RESUME_SOURCE": None, "card_of": lambda _content: None}
USES = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+(['\"])(?P<name>[^'\"]+)\1")


def use_theme_alone(generator: Generator) -> None:
    theme = FileSystemLoader(_folders(generator.settings))
    generator.env.loader = ChoiceLoader([theme])  # to which Pelican adds those of TEMPLATE_PAGES


def _folders(settings: dict) -> list[str]:
    """Where Pelican looks for templates, without its own themes."""
    return [*settings["THEME_TEMPLATES_OVERRIDES"], f"{settings['THEME']}/templates"]


def give_empty_values(site: Site) -> None:
    for name, value in CONTEXT_DEFAULTS.items():
        site.context.setdefault(name, value)
    for content in site.all_contents:
        for name, value in (ARTICLE_DEFAULTS if isinstance(content, Article) else PAGE_DEFAULTS).items():
            if not hasattr(content, name):
                setattr(content, name, value)


def check(site: Site) -> None:
    """Report broken templates, once all plugins have added their filters, which compiling looks up."""
    for problem in problems(site.articles.env, _folders(site.settings), _required(site.settings)):
        report(problem)


def _required(settings: dict) -> list[str]:
    return [f"{name}.html" for name in (*REQUIRED, *settings["DIRECT_TEMPLATES"])]


def problems(env: Environment, folders: list[str], required: Iterable[str]) -> Iterator[SourceError]:
    """The problems of the templates in `folders`, of which the first that has a template is used."""
    files = {each.name: each for folder in reversed(folders) for each in sorted(Path(folder).glob("*.html"))}
    users = dict.fromkeys(required, "pages of the site use it")
    for name, file in files.items():
        try:
            text = read_source(file)
            users |= {each["name"]: _user(file, text, each) for each in USES.finditer(text)}
            env.get_template(name)
        except SourceError as error:
            yield error
        except TemplateSyntaxError as error:
            what = " ".join(str(error.message).split()).rstrip(".")
            yield SourceError(file, error.lineno, what, "correct the template")
    for name in users.keys() - files.keys():
        file, instead = Path(folders[-1], name), f"restore it: {users[name]}"
        yield SourceError(file, 1, "this template is missing", instead)


def _user(file: Path, text: str, use: re.Match) -> str:
    return f"{shown(file)}:{line_at(text, use.start())} uses it"
