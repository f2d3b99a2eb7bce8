"""The words that docutils has in some languages, such as the titles of notes, for both markups."""

from functools import cache
from pkgutil import iter_modules

from docutils import languages
from docutils.utils import normalize_language_tag

from vouch.sources.locales import in_likely_region

EXCLAMATION = "!¡！ \u00a0\u202f"
KNOWN = {each.name for each in iter_modules(languages.__path__)}


@cache
def docutils_language(tag: str) -> str:
    """The nearest language that docutils knows: `pt-br` for `pt`; English if there is none."""
    nearest = (*normalize_language_tag(tag), in_likely_region(tag).lower())
    return next((each for each in nearest if each.replace("-", "_") in KNOWN), "en")


@cache
def labels(tag: str) -> dict[str, str]:
    """docutils' words by their names, `{"note": "Примечание", …}`, but `Danger` where it has `!DANGER!`."""
    words = languages.get_language(docutils_language(tag)).labels
    return {name: _calm(word.strip(EXCLAMATION)) for name, word in words.items()}


def _calm(word: str) -> str:
    return word.capitalize() if word.isupper() else word
