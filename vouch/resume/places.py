"""A place such as "Montreal, QC, Canada" as city, region and the country's code of ISO 3166."""

import re
from functools import cache

from vouch.sources.locales import locale_of

# Names that people write and CLDR does not have.
USUAL_NAMES = {
    "czech republic": "CZ",
    "holland": "NL",
    "hong kong": "HK",
    "turkey": "TR",
    "u.k.": "GB",
    "uk": "GB",
    "u.s.": "US",
    "us": "US",
    "u.s.a.": "US",
    "usa": "US",
    "united states of america": "US",
}
NOT_COUNTRIES = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")  # groups of them, and codes for tests
ALSO_STATES = ("georgia",)  # the country, or a state of another one


def located(place: str, language: str) -> dict[str, str]:
    """The fields of JSON Resume's `location`. A place of unclear parts stays whole, as `address`."""
    *inner, last = place.split(", ")
    code = country_code(last, language)
    match inner, code:
        case ([city], "") if place:
            return {"city": city, "region": last}
        case ([city], _):
            return {"city": city, "countryCode": code}
        case ([city, region], _) if code:
            return {"city": city, "region": region, "countryCode": code}
        case ([], ""):
            return {"city": place}
    return {"address": place, "countryCode": code}


def place_in(text: str, language: str) -> str:
    """The place that a text is: "Berlin, Germany", "Lincoln, NE"; empty if it may be something else."""
    place = text.strip(" ,()|·–—-")
    parts = place.split(", ")
    known = country_code(parts[-1], language) or (len(parts) > 1 and re.fullmatch(r"[A-Z]{2}", parts[-1]))
    is_name = len(parts) <= 3 and not (place[:1].islower() or re.search(r"[\d:]", place))
    return place if known and is_name else ""


def country_code(name: str, language: str) -> str:
    """The two letters of a country by its name in a language or in English; empty if it is not one."""
    key = name.removeprefix("the ").removeprefix("The ").casefold()
    return "" if key in ALSO_STATES else _codes(language).get(key, "")


@cache
def _codes(language: str) -> dict[str, str]:
    names = {}
    for locale in (locale_of("en"), locale_of(language)):
        names |= {name.casefold(): code for code, name in locale.territories.items()}
    countries = {name: code for name, code in names.items() if code.isalpha() and code not in NOT_COUNTRIES}
    return countries | USUAL_NAMES
