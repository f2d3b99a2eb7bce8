"""The words of dates in a résumé: how languages name the months, which Unicode's CLDR knows, and the present,
"since" and "to", which it does not.

The names of English months are a table of our own, so that an English résumé loads no locale.
"""

import re
import unicodedata
from difflib import get_close_matches
from functools import cache

from vouch.sources.locales import fallbacks, locale_of

MONTHS = ("January February March April May June July August September October November December").split()
MIN_LETTERS = 3  # of a month's name that is cut short
CLOSE = 0.85  # of get_close_matches: `Marsh` is a company, `Febuary` a month
TYPED = str.maketrans("’ı", "'i")
ACCENTS = re.compile("[\u0300-\u036f]")
# A year and a month in a pattern of CLDR, and what is between them: `MMMM 'de' y`, `y年M月`.
QUOTE = "'"
YEAR_AND_MONTH = re.compile(r"(?P<first>[yLM]+)(?P<between>.*?)(?P<last>[yLM]+)(?P<mark>月?)")

OTHER_NAMES = {"de": (("mrz", 3),), "es": (("setiembre", 9),)}  # which CLDR does not have

# How languages call the present; the first is written for an author who used another language's word.
PRESENT = {
    "en": ("Present", "the present", "now", "today", "current", "currently", "ongoing", "to date"),
    "ar": ("الآن", "الحاضر"),
    "bg": ("сега", "днес"),
    "ca": ("actualitat", "l'actualitat", "avui"),
    "cs": ("současnost", "současnosti", "dosud", "dnes"),
    "da": ("nu", "i dag"),
    "de": ("heute", "jetzt", "aktuell", "dato", "laufend"),
    "el": ("σήμερα", "παρόν"),
    "es": ("actualidad", "la actualidad", "presente", "el presente", "actual", "hoy", "a la fecha"),
    "et": ("praegu",),
    "fa": ("اکنون",),
    "fi": ("nykyhetki", "nyt"),
    "fr": ("aujourd'hui", "présent", "à ce jour", "maintenant", "en cours", "actuellement"),
    "he": ("היום", "כיום"),
    "hi": ("वर्तमान", "अब तक"),
    "hr": ("danas", "sada"),
    "hu": ("jelenleg", "jelen", "napjainkig"),
    "id": ("sekarang", "saat ini", "kini"),
    "it": ("oggi", "presente", "in corso", "attuale"),
    "ja": ("現在", "今"),
    "ko": ("현재",),
    "lt": ("dabar", "šiandien"),
    "lv": ("pašlaik", "šobrīd"),
    "nb": ("nå", "i dag"),
    "nn": ("no", "i dag"),
    "nl": ("heden", "nu"),
    "no": ("nå", "i dag"),
    "pl": ("obecnie", "teraz", "dziś", "do chwili obecnej"),
    "pt": ("atualmente", "atual", "presente", "o presente", "até o momento", "hoje"),
    "ro": ("prezent", "în prezent"),
    "ru": ("настоящее время", "наст. время", "н.в.", "н. в.", "сегодня", "сейчас"),
    "sk": ("súčasnosť", "doteraz", "dnes"),
    "sl": ("danes", "zdaj"),
    "sr": ("данас", "сада", "danas", "sada"),
    "sv": ("nu", "nuvarande", "idag", "i dag", "pågående"),
    "th": ("ปัจจุบัน",),
    "tr": ("günümüz", "halen", "devam ediyor"),
    "uk": ("теперішній час", "сьогодні", "зараз", "дотепер"),
    "vi": ("nay", "hiện tại", "hiện nay"),
    "zh": ("至今", "今", "现在", "現在", "目前"),
}
# A date after one of these lasts until the present; a date after the others needs an end.
SINCE = "since|seit|ab|depuis|desde|dal|с|со|з|із|від|od|sinds|vanaf|sedan|siden"
FROM = "from|von|de|du|da|van|från|fra"
TO = "to|until|till?|through|bis|à|au|jusqu'[àa]u?|al?|hasta|até|по|до|tot|t/m|do|až|až do|până|đến"
TO_PRESENT = "to date|à ce jour|a la fecha|até o momento|do chwili obecnej"  # the present, with its "to"
OF = "of|de|del|do|di|năm"  # between a month and its year

Names = tuple[tuple[str, int], ...]  # a name without accents, and its month, 1 to 12


def month_number(name: str, language: str) -> int | None:
    """The month that `name` is or abbreviates in a language, in English, or in all others that know it."""
    found = _own_months(name, language) or _foreign_months(name)
    return found.pop() if len(found) == 1 else None


def may_be_month(name: str, language: str, any_language: bool) -> bool:
    """Whether a word is a month's name, in any language if asked for, or nearly one in this: `Febuary`."""
    if _own_months(name, language):
        return True
    names = {each for each, _ in (*_names(language), *_names("en"))}
    if get_close_matches(_folded(name), names, 1, CLOSE):
        return True
    return any_language and bool(_foreign_months(name))


def is_month_of(name: str, language: str) -> bool:
    return bool(_own_months(name, language))


def is_foreign_abbreviation(name: str, language: str) -> bool:
    """Whether a word is a month's name of three letters in other languages alone: `Gen`, `Set`, `Out`."""
    return len(_folded(name)) <= MIN_LETTERS and not (name.isdecimal() or _own_months(name, language))


def month_name(month: int, language: str) -> str:
    """As on its own, with the capital that it has within a line: `März`, `март`."""
    return (
        MONTHS[month - 1]
        if is_english(language)
        else locale_of(language).months["stand-alone"]["wide"][month]
    )


def month_and_year(year: int, month: int, language: str) -> str:
    """`March 2012`, `März 2012`, `março de 2012`, `2012年3月`: as on its own, not in a sentence."""
    if is_english(language):
        return f"{month_name(month, language)} {year}"
    pattern = YEAR_AND_MONTH.search(locale_of(language).datetime_skeletons["yMMMM"].pattern)
    name = month_name(month, language)
    words = {"y": str(year), "M": str(month)}
    first, last = (words.get(each, name) for each in pattern.group("first", "last"))
    return f"{first}{pattern['between'].replace(QUOTE, '')}{last}{pattern['mark']}"


def present_in(language: str, word: str) -> str:
    """The author's word for the present, or the language's own if that is another's; in English `Present`."""
    own = PRESENT.get(fallbacks(language)[-1], (word,))
    known = not is_english(language) and word.casefold() in own
    return word if known else own[0]


def is_english(language: str) -> bool:
    return fallbacks(language)[-1] == "en"


def _own_months(name: str, language: str) -> set[int]:
    """In the language, or else in English. A name may be cut short, if it then still is of one month."""
    return _months(name, _names(language)) or _months(name, _names("en"))


def _months(name: str, names: Names) -> set[int]:
    name = _folded(name)
    whole = {month for each, month in names if each == name}
    if whole or len(name) < MIN_LETTERS:
        return whole
    return {month for each, month in names if each.startswith(name)}


def _foreign_months(name: str) -> set[int]:
    """In any language. A word with a capital within it, `GopherCon`, is a name that need not be looked up."""
    if name not in (name.lower(), name.upper(), name.capitalize()):
        return set()
    return {month for each in PRESENT for known, month in _names(each) if known == _folded(name)}


@cache
def _names(language: str) -> Names:
    if is_english(language):
        return tuple((_folded(name), number) for number, name in enumerate(MONTHS, 1))
    months = locale_of(language).months
    forms = (months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    names = {(_folded(name), number) for form in forms for number, name in form.items()}
    return (*names, *OTHER_NAMES.get(fallbacks(language)[-1], ()))


def _folded(name: str) -> str:
    return ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold())).translate(TYPED).rstrip(".")
