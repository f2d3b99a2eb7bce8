"""Languages by their BCP 47 tags, as Unicode's CLDR knows them: whether there is such a language, its name,
its direction, and how it writes a date.

Each language falls back as RFC 4647 says (`zh-Hant-TW`, `zh-Hant`, `zh`), and at last to English.
"""

import re
from contextlib import suppress
from datetime import datetime
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

TAG = re.compile(r"(?P<main>[a-z]{2,3})(-[A-Za-z0-9]{2,8})*")
ENGLISH = Locale("en")
# English without a region has the day first, as all the world but one country. Its names are Python's own
# (vouch/settings.py has the locale C), which spares most builds a thirtieth of a second for CLDR's.
ENGLISH_DAY, ENGLISH_SHORT_DAY = "%-d %B %Y", "%-d %b"
# The codes of strftime that are words, and the same in the patterns of CLDR.
WORDS_OF_DATE = {"a": "EEE", "A": "EEEE", "b": "MMM", "B": "MMMM"}
WORD_OF_DATE = re.compile("%(?P<code>[aAbB])")


def is_language(tag: str) -> bool:
    """Whether this is a tag of a language; of languages with three letters, any."""
    found = TAG.fullmatch(tag)
    return bool(found) and (len(found["main"]) == 3 or _is_registered(found["main"]))


def _is_registered(code: str) -> bool:
    return code in get_global("likely_subtags") or code in get_global("language_aliases")


def canonical(tag: str) -> str:
    """The tag in the letters that RFC 5646 recommends: `pt-BR`, `zh-Hant-TW`, `de-1996`."""
    main, *others = tag.lower().split("-")
    forms = {2: str.upper, 4: str.title}
    return "-".join((main, *(forms.get(len(each), str)(each) for each in others)))


def fallbacks(tag: str) -> list[str]:
    """A language and those that stand in for it, nearest first: `pt-BR`, `pt`."""
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


@cache
def locale_of(tag: str) -> Locale:
    for each in fallbacks(tag):
        with suppress(ValueError, UnknownLocaleError):
            return Locale.parse(each, sep="-")
    return ENGLISH


def in_likely_region(tag: str) -> str:
    """The language with the region of most of its readers: `zh-TW` for `zh-Hant`."""
    likely = (get_global("likely_subtags").get(each.replace("-", "_")) for each in fallbacks(tag))
    language, *others = next(filter(None, likely), tag).split("_")
    return "-".join((language, *others[-1:]))


def is_right_to_left(tag: str) -> bool:
    return locale_of(tag).text_direction == "rtl"


def language_name(tag: str) -> str:
    """The name of a language in itself, with a capital as at the beginning of a line; the tag if unknown."""
    locale = locale_of(tag)
    if locale == ENGLISH and fallbacks(tag)[-1] != "en":
        return tag
    name = locale.languages.get(str(locale)) or locale.language_name or tag
    return name[:1].title() + name[1:]


@lru_cache(maxsize=16_384)  # the same dates are in many lists
def long_date(date: datetime, tag: str, form: str = "") -> str:
    """A date as its language writes it, or by the codes of strftime, with the names of that language."""
    locale = locale_of(tag)
    if locale == ENGLISH:
        return date.strftime(form or ENGLISH_DAY)
    from babel.dates import format_date

    if not form:
        return format_date(date, "long", locale)
    with_names = WORD_OF_DATE.sub(lambda word: format_date(date, WORDS_OF_DATE[word["code"]], locale), form)
    return date.strftime(with_names)


@lru_cache(maxsize=16_384)
def short_date(date: datetime, tag: str) -> str:
    """The day and the month alone."""
    locale = locale_of(tag)
    if locale == ENGLISH:
        return date.strftime(ENGLISH_SHORT_DAY)
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", date, locale=locale)
