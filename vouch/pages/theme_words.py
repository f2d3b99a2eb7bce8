"""The theme's own words in the language of a page: "Related", "5 min", "Skip to content".

Templates have them in English; `theme/languages/<language>.toml` has each of them with its translation, or
with one for each plural form of the language (CLDR: `one`, `few`, `many`, `other`).
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vouch.sources.locales import canonical, fallbacks, locale_of
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, line_of, read_source

PLURALS = ("zero", "one", "two", "few", "many", "other")
LINE = re.compile(r" \(at line (?P<line>\d+), column \d+\)| \(at end of document\)")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?\w+")
ENGLISH = "en"
# The words of search and of social cards, which no template has.
OF_ENGINE = ("Résumé", "Tags: %(tags)s")

Translations = dict[str, dict[str, str]]  # of English words: each plural form, or `other` alone


class ThemeWords:
    """The words of all languages of a theme, for a site in language `default`."""

    def __init__(self, theme: Path, default: str) -> None:
        self.default = default
        self.files = {canonical(each.stem): each for each in sorted(theme.glob("languages/*.toml"))}
        self._words = {ENGLISH: {}} | {language: _read(file) for language, file in self.files.items()}
        self.language_around = cache(self._language_around)

    def _language_around(self, language: str) -> str:
        """The language of the interface around a text: its own, else the site's, else English."""
        return next((each for each in (language, self.default) if self.nearest(each)), ENGLISH)

    def nearest(self, language: str) -> str | None:
        """The language whose words are used for one: `pt` for `pt-BR`; None if there are none."""
        return next((each for each in fallbacks(language) if each in self._words), None)

    def missing(self, language: str, words: list[str]) -> list[str]:
        return [each for each in words if each not in self._words[language]]

    def gettext(self, language: str, text: str) -> str:
        return self._forms(language, text).get("other", text)

    def ngettext(self, language: str, singular: str, plural: str, number: int) -> str:
        if forms := self._forms(language, singular):
            return forms.get(locale_of(language).plural_form(number)) or forms.get("other", plural)
        return singular if number == 1 else plural

    def plural_forms(self, language: str, singular: str, plural: str) -> dict[str, str]:
        """Each plural form of a language, as `Intl.PluralRules` of a browser calls them."""
        return self._forms(language, singular) or {"one": singular, "other": plural}

    def _forms(self, language: str, text: str) -> dict[str, str]:
        return self._words[self.nearest(language) or ENGLISH].get(text, {})


def _read(file: Path) -> Translations:
    """The translations of a file; those that are wrong are reported and left out."""
    try:
        source = read_source(file)
        written = tomllib.loads(source)
    except SourceError as error:
        report(error)
        return {}
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = LINE.search(message)
        line = int(found["line"] or source.count("\n") + 1) if found else 1
        instead = 'write `"English words" = "translation"`'
        report(SourceError(file, line, LINE.sub("", message), instead))
        return {}
    words = {}
    for english, translation in written.items():
        forms = translation if isinstance(translation, dict) else {"other": translation}
        if problem := next(_problems(english, forms), None):
            report(SourceError(file, line_of(source, english), *problem))
        else:
            words[english] = forms
    return words


def _problems(english: str, forms: dict) -> Iterator[tuple[str, str]]:
    for form, text in forms.items():
        if not isinstance(text, str) or form not in PLURALS:
            instead = f"write a text, or one for {', '.join(PLURALS)}"
            yield f'the translation of "{english}" is not words', instead
        elif others := set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(english)):
            what = f'"{text}" has {min(others)}, which "{english}" has not'
            yield what, "write the names of the English words"
        elif "%" in PLACEHOLDER.sub("", text).replace("%%", ""):
            yield f'"{text}" has a single %', "write %%"
        elif sorted(TAG.findall(text)) != sorted(TAG.findall(english)):
            yield f'"{text}" has other HTML elements than "{english}"', "write the same ones"
