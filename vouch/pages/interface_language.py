"""The language of a page's interface: which words and dates its template shows, and what says their language.

A page has one interface language: that of its text if the theme has words in it, else the site's, else
English. Dates are in the language of the text, of which the engine always knows the months.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pelican.generators import Generator

from vouch.pages.theme_words import ENGLISH, OF_ENGINE, ThemeWords
from vouch.site import Site
from vouch.sources.locales import fallbacks, is_right_to_left, long_date, short_date
from vouch.sources.problem_log import notify
from vouch.sources.problems import SourceError, counted, read_source

# That readers give elements, in English: a reading does not depend on the theme.
LABELS = ("Table", "To do", "Done")
FUNCTIONS = ("_", "gettext", "ngettext", "plural_forms")  # whose arguments are words of the theme


@pass_context
def page_language(context: Context) -> str:
    """The language of the page's text."""
    content = context.get("article") or context.get("page")
    return str(context.get("lang") or (content.lang if content else context["DEFAULT_LANG"]))


@pass_context
def interface_language(context: Context) -> str:
    return _words(context).language_around(page_language(context))


@pass_context
def in_lang(context: Context, language: str | None = None) -> Markup:
    """The attributes of an element in a language, by default the interface's: ` lang="ar" dir="rtl"`.

    Nothing where the page, its interface and the site have that language as well.
    """
    interface = interface_language(context)
    language = language or interface
    others = {page_language(context), interface, context["DEFAULT_LANG"]}
    if others == {language}:
        return Markup()
    directions = {is_right_to_left(each) for each in (language, *others)}
    direction = ("ltr", "rtl")[is_right_to_left(language)]
    dir_ = Markup(' dir="{}"').format(direction) if len(directions) > 1 else ""
    return Markup(' lang="{}"{}').format(language, dir_)


@pass_context
def gettext(context: Context, text: str) -> str:
    return _words(context).gettext(interface_language(context), text)


@pass_context
def ngettext(context: Context, singular: str, plural: str, number: int) -> str:
    return _words(context).ngettext(interface_language(context), singular, plural, number)


@pass_context
def plural_forms(context: Context, singular: str, plural: str) -> dict[str, str]:
    return _words(context).plural_forms(interface_language(context), singular, plural)


@pass_context
def day(context: Context, date: datetime) -> str:
    """A date as the page's language writes it, or in the form that the owner has set. A Jinja filter."""
    return day_in(page_language(context), date, context)


@pass_context
def short_day(context: Context, date: datetime) -> str:
    """The day and the month, below a heading that has the year. A Jinja filter."""
    return short_date(date.replace(tzinfo=None), page_language(context))


@pass_context
def with_labels(context: Context, html: str) -> Markup:
    """The HTML of a text with the labels of its elements in the interface's language. A Jinja filter."""
    text = str(html)
    for label in LABELS:
        text = text.replace(f'aria-label="{label}"', f'aria-label="{escape(gettext(context, label))}"')
    return Markup(text)


def day_in(language: str, date: datetime, settings: dict | Context) -> str:
    """A date in a language, in the owner's form for it if there is one."""
    form = settings["DATE_FORMATS"].get(language, settings["DEFAULT_DATE_FORMAT"])
    # Pelican takes a pair of locale and form as well.
    return long_date(date.replace(tzinfo=None), language, form if isinstance(form, str) else form[1])


def _words(context: Context) -> ThemeWords:
    return context["SITE"].words


def offer(generator: Generator) -> None:
    """Let templates use words (https://jinja.palletsprojects.com/templates/#i18n) and their language."""
    env = generator.env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(gettext, ngettext, newstyle=True)
    env.globals.update(in_lang=in_lang, interface_language=interface_language, plural_forms=plural_forms)
    env.filters.update(day=day, short_day=short_day, with_labels=with_labels)


def report_missing_words(site: Site) -> None:
    """Report, without stopping the build, the languages in use of which the theme lacks some or all words."""
    languages = {each.lang for each in site.all_contents} | {site.words.default}
    used = {site.words.nearest(each) for each in languages} - {None, ENGLISH}
    for problem in _missing(site, sorted(used)):
        notify(problem)


def _missing(site: Site, used: list[str]) -> Iterator[SourceError]:
    default = site.words.default
    if not site.words.nearest(default):
        file = Path(site.settings["THEME"], f"languages/{fallbacks(default)[-1]}.toml")
        what = f"the theme has no words in {default}, so they are in English"
        yield SourceError(file, 1, what, "copy another file of this folder and translate it")
    words = words_of(site.articles.env, Path(site.settings["THEME"])) if used else []
    for language in used:
        if missing := site.words.missing(language, words):
            others = f" and {counted(len(missing) - 1, 'other text')}" if len(missing) > 1 else ""
            what = f'there is no translation of "{missing[0]}"{others}'
            instead = "write it here; until then it is in English"
            yield SourceError(site.words.files[language], 1, what, instead)


def words_of(env: Environment, theme: Path) -> list[str]:
    """The English words of the theme, without repetitions; of those that have a plural, the singular."""
    found = dict.fromkeys((*OF_ENGINE, *LABELS))
    for file in sorted(theme.glob("templates/*.html")):
        for _, _, texts in env.extract_translations(read_source(file), FUNCTIONS):
            found[texts if isinstance(texts, str) else texts[0]] = None
    return list(found)
