"""An article in several languages: each of them is found."""

import re

import pytest

from plugins.languages import language_name

MD = "Title: {}\nDate: 2020-01-02\nSlug: a\nLang: {}\n\nText.\n"
ARTICLES = {f"articles/{language}.md": MD.format("A", language) for language in ("ru", "en", "de")}


@pytest.mark.parametrize(
    ("language", "name"),
    [("ru", "Русский"), ("pt-BR", "Português"), ("zh-Hant", "繁體中文"), ("tlh", "tlh")],
)
def test_a_language_says_its_name(language, name):
    assert language_name(language) == name


def test_the_sitemap_lists_translations(build_site):
    sitemap = (build_site(ARTICLES) / "sitemap.xml").read_text("utf-8")
    dated = re.findall(r"<loc>https://marselester\.com/(.*)</loc><lastmod>2020-01-02<", sitemap)
    assert dated == ["a.html", "a-de.html", "a-ru.html"]
